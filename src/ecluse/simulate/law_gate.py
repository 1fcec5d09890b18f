"""The gate of a market under one law, kept from one run to the next.

Belongs here: what a law says of all products at all places and what was public of it, as one value;
keeping it in the user's own cache. Does not: deciding (judge), stretches of days (gate).
Always true: a kept gate is used only for the same data, the same code, the same edits to the law,
the same products, places and steps and the same day of knowledge; a law whose edits cannot be
written down is worked out each time; a file that cannot be read is as none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import partial
from typing import Any

import numpy as np

from ecluse.bounded import Bounded
from ecluse.law.library import Library
from ecluse.law.register import Register
from ecluse.outputs.cache import cache_folder, code_digest, read_value, write_value
from ecluse.simulate.gate import GateStretch, Steps, asked_of, beliefs, ever_open
from ecluse.simulate.quantiles import Floats
from ecluse.simulate.read_market import Market

_ROOMS = ("citation.py", "facts", "law", "determine", "equivalence", "simulate")
_KEPT, _MOST = "gate-*.pickle", 128  # of some kilobytes each
_remembered: Bounded[str, LawGate] = Bounded(_MOST)


@dataclass(frozen=True, slots=True, kw_only=True)
class LawGate:
    """What a law says of a market on each day, and what was known of it.

    Args:
        stretches: By product and place, in the order of days.
        public: By step, product and place, the share in which buyers take it that it may ship.
        announced: The share in which a rule is public that will shut what is open.
    """

    stretches: tuple[tuple[tuple[GateStretch, ...], ...], ...]
    public: tuple[tuple[tuple[float, ...], ...], ...]
    announced: tuple[tuple[tuple[float, ...], ...], ...]


def law_gate(
    market: Market, library: Library, steps: Steps, law: Register, known: date | None
) -> LawGate:
    """The gate of a market: one worked out before, or a new one."""
    fresh = partial(fresh_gate, market, library, steps, law, known)
    digest = _digest(market, library, steps, law, known)
    if digest is None:
        return fresh()
    found = _remembered.get(digest)
    if found is None:
        found = _remembered[digest] = _from_disk(digest, fresh)
    return found


def fresh_gate(
    market: Market, library: Library, steps: Steps, law: Register, known: date | None
) -> LawGate:
    """The gate of a market, worked out."""
    asked = [
        [asked_of(product, place, law, library) for place in places_of(market)]
        for product in market.file.products
    ]
    found = [[each(steps.start, steps.until, known) for each in row] for row in asked]
    each = [
        beliefs(there, law, steps, known, [i for i, row in enumerate(said) if ever_open(row)])
        for there, said in zip(zip(*asked, strict=True), zip(*found, strict=True), strict=True)
    ]
    public, announced = (np.stack(told, axis=2) for told in zip(*each, strict=True))
    return LawGate(
        stretches=tuple(tuple(tuple(place) for place in row) for row in found),
        public=_tuples(public),
        announced=_tuples(announced),
    )


def _tuples(told: Floats) -> tuple[tuple[tuple[float, ...], ...], ...]:
    return tuple(tuple(map(tuple, row)) for row in told.tolist())


def places_of(market: Market) -> list[tuple[str, str]]:
    """Where buyers take delivery and have their seats, each pair once."""
    return list(dict.fromkeys(each.place for each in market.file.buyers))


# ---- keeping it ----------------------------------------------------------------------------------


def _from_disk(digest: str, fresh: Callable[[], LawGate]) -> LawGate:
    if (root := cache_folder()) is None:
        return fresh()
    path = root / _KEPT.replace("*", digest)
    kept = read_value(path)
    if isinstance(kept, LawGate):
        return kept
    found = fresh()
    write_value(path, found, _KEPT, _MOST)
    return found


def _digest(
    market: Market, library: Library, steps: Steps, law: Register, known: date | None
) -> str | None:
    """A digest of everything that a gate depends on; None where something cannot be written down.

    `library.digest` stands for the data and so for the record's own measures; those of a scenario
    are written out.
    """
    sold = [
        (p.product, p.item, sorted(p.given.items()), p.stated_gates) for p in market.file.products
    ]
    asked = (sold, places_of(market), steps.edges, known, *_edits(law, library.register))
    if library.register.scenario is not None:  # not as the data have it
        return None
    try:
        told = "\n".join(_told(asked))
    except TypeError:
        return None
    said = f"{library.digest} {code_digest(*_ROOMS)}\n{told}"
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def _edits(law: Register, record: Register) -> tuple[Any, ...]:
    """How a law differs from that on record: its days, and each measure that is not the same."""
    if law is record:
        return ()
    same = {id(each) for each in record.measures}
    left = {id(each) for each in law.measures}
    gone = [each.measure for each in record.measures if id(each) not in left]
    own = [each for each in law.measures if id(each) not in same]
    return law.horizon, law.answers_from, law.only_day, gone, own


def _told(value: object) -> Iterator[str]:
    """A value written out, the same in every process.

    Raises:
        TypeError: It holds something that has no text of its own.
    """
    if is_dataclass(value) and not isinstance(value, type):
        yield type(value).__name__
        for part in fields(value):
            yield part.name
            yield from _told(getattr(value, part.name))
    elif isinstance(value, Mapping):
        yield f"{len(value)} pairs"
        yield from _in_order(value.items())
    elif isinstance(value, (frozenset, set)):
        yield f"{len(value)} members"
        yield from _in_order(value)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        yield f"{len(value)} in order"
        for each in value:
            yield from _told(each)
    elif value is None or isinstance(value, (str, int, float, Decimal, date, Enum)):
        yield f"{type(value).__name__} {value!r}"
    else:
        raise TypeError(f"a {type(value).__name__} has no text of its own")


def _in_order(values: Any) -> Iterator[str]:
    """The texts of values that have no order, sorted."""
    yield from sorted("\n".join(_told(each)) for each in values)
