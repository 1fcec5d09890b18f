"""Random conditions, random facts, and a second interpreter of conditions, written apart from the
engine's.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise, product
from typing import Any

from hypothesis import strategies as st

from ecluse.facts.figure import UNKNOWN_FIGURE, Figure, exactly
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.law.condition.tree import Compare, Every, Holds, Member, Not, OneOf, Some

NUMBERS = ("tpp", "performance_density", "dram_bandwidth_gb_per_s", "quantity")
FLAGS = ("datacenter", "consignee_certificate", "uae_approved")
COUNTRIES = ("destination", "headquarters")
CODES = ("CN", "DE", "US", "SA", "MO")
GROUPS = {"D5": {"CN"}, "D4": {"CN", "SA", "MO"}, "A5": {"DE"}}
SYMBOLS = {
    "movement": ("export", "reexport", "transfer"),
    "item_kind": ("chip", "board", "system", "memory_stack"),
}
TEXTS = {"exporter": ("NVIDIA", "AMD", 'A "quoted" Inc', "back\\slash", "Société")}
LIMITS = ("0", "0.5", "1.6", "5.92", "1600", "4800", "21000", "26900000", "790000000")

leaves = st.one_of(
    st.builds(
        Compare,
        st.sampled_from(NUMBERS),
        st.sampled_from([">=", ">", "<=", "<"]),
        st.sampled_from(LIMITS).map(Decimal),
    ),
    st.builds(Holds, st.sampled_from(FLAGS)),
    st.builds(Member, st.sampled_from(COUNTRIES), st.sampled_from(sorted(GROUPS))),
    st.builds(
        lambda fact, words: OneOf(fact, tuple(words)),
        st.sampled_from(COUNTRIES),
        st.lists(st.sampled_from(CODES), min_size=1, max_size=3, unique=True),
    ),
    st.sampled_from(sorted(SYMBOLS)).flatmap(
        lambda fact: st.lists(
            st.sampled_from(SYMBOLS[fact]), min_size=1, max_size=3, unique=True
        ).map(lambda words: OneOf(fact, tuple(words)))
    ),
    st.lists(st.sampled_from(TEXTS["exporter"]), min_size=1, max_size=3, unique=True).map(
        lambda words: OneOf("exporter", tuple(words), True)
    ),
)


def _flat(kind):
    def build(parts):
        flat: list[Any] = []
        for part in parts:
            flat.extend(part.parts if isinstance(part, kind) else (part,))
        return kind(tuple(flat))

    return build


conditions = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map(_flat(Every)),
        st.lists(inner, min_size=2, max_size=4).map(_flat(Some)),
        inner.map(Not),
    ),
    max_leaves=12,
)

# ---- facts, and all that they may turn out to be ----

_numbers = st.sampled_from([*LIMITS, "1599.99", "4799.99", "4800.01", "100"]).map(Decimal)
_figures = st.one_of(
    _numbers.map(exactly),
    st.just(UNKNOWN_FIGURE),
    st.tuples(_numbers, _numbers).map(lambda pair: Figure(min(pair), max(pair))),
    _numbers.map(lambda low: Figure(low, None, above=True)),
)
facts = st.fixed_dictionaries(
    {
        **{name: _figures.map(lambda figure: Known(value=figure)) for name in NUMBERS},
        **{
            name: st.sampled_from(list(Truth)).map(lambda truth: Known(value=truth))
            for name in FLAGS
        },
        **{
            name: st.sampled_from([*CODES, None]).map(lambda code: Known(value=code))
            for name in COUNTRIES
        },
        **{
            name: st.sampled_from([*words, None]).map(lambda word: Known(value=word))
            for name, words in SYMBOLS.items()
        },
        "exporter": st.sampled_from([*TEXTS["exporter"], None]).map(lambda word: Known(value=word)),
    }
)


def member(country: str, group: str) -> Truth:
    """The groups of these tests."""
    return Truth.TRUE if country in GROUPS[group] else Truth.FALSE


def names_in(text: str) -> set[str]:
    """The facts that a condition's text names."""
    everything = (*NUMBERS, *FLAGS, *COUNTRIES, *SYMBOLS, "exporter")
    return {name for name in everything if re.search(rf"\b{name}\b", text)}


def completions(name: str, known: Known) -> list[object]:
    """Values that a fact may turn out to have, one at least in every stretch between two limits."""
    if name in NUMBERS:
        figure = known.figure
        points = sorted(
            {Decimal(limit) for limit in LIMITS}
            | {figure.low}
            | ({figure.high} if figure.high is not None else set())
        )
        between = [(one + other) / 2 for one, other in pairwise(points)] + [points[-1] + 1]
        return [
            point
            for point in [*points, *between]
            if (point > figure.low or (point == figure.low and not figure.above))
            and (figure.high is None or point <= figure.high)
        ]
    if name in FLAGS:
        return [True, False] if known.value is Truth.UNKNOWN else [known.value is Truth.TRUE]
    if known.value is not None:
        return [known.value]
    return list(
        CODES if name in COUNTRIES else SYMBOLS.get(name, (*TEXTS["exporter"], "somebody else"))
    )


def python_says(text: str, values: dict[str, object]) -> bool:
    """The condition's text run as plain Python on exact values: groups are sets, words are strings,
    limits are decimals.
    """
    code = re.sub(
        r'"(?:[^"\\]|\\.)*"|\b[A-Za-z_][A-Za-z0-9_]*\b|\b\d[\d_]*(?:\.\d+)?\b', _spell, text
    )
    return bool(eval(code, {"__builtins__": {}, "Decimal": Decimal, "v": values, "g": GROUPS}))


def _spell(match: re.Match[str]) -> str:
    word = match.group()
    if word.startswith('"') or word in ("and", "or", "not", "in"):
        return word
    if word[0].isdigit():
        return f"Decimal('{word.replace('_', '')}')"
    if word in GROUPS:
        return f"g['{word}']"
    if word in (*NUMBERS, *FLAGS, *COUNTRIES, *SYMBOLS, "exporter"):
        return f"v['{word}']"
    return f"'{word}'"


def every_way(text: str, known: dict[str, Known], most: int = 3000):
    """Every completion of the facts that the text names, or None where there are too many."""
    names = sorted(names_in(text))
    columns = [completions(name, known[name]) for name in names]
    count = 1
    for column in columns:
        count *= len(column)
    if count > most:
        return None
    return [dict(zip(names, row, strict=True)) for row in product(*columns)]
