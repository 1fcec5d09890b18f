"""A solver's second opinion on the law check: a second translation of the conditions, to be wrong
where the first is wrong.

Nothing of `law/example.py` is used for the solver's side: numbers are reals of zero or more, words
and countries are codes, a group in doubt is neither in nor out, and figures that a formula ties are
tied by the solver's own arithmetic.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from itertools import combinations
from typing import Any

import pytest

from ecluse.facts.truth import Truth
from ecluse.facts.vocabulary import FactType
from ecluse.law.condition.parse import parse_condition
from ecluse.law.condition.simplify import every_of, some_of
from ecluse.law.condition.tree import (
    Compare,
    Condition,
    Every,
    Formula,
    Holds,
    Member,
    Not,
    OneOf,
    Quotient,
    Some,
    Sum,
    Term,
    facts_of,
)
from ecluse.law.example import Search
from ecluse.law.library import load
from ecluse.law.provision import Classification, Definition, Requirement, Review
from ecluse.law.reach import Whole

z3 = pytest.importorskip("z3")
BOOKS = load()


class Solver:
    """Whether a case meets a condition under one law, as z3 sees it."""

    def __init__(self, on: date) -> None:
        self.law = BOOKS.register.at(on)
        self.codes: dict[str, int] = {"another word": 0}
        self.variables: dict[str, Any] = {}
        self.members: dict[tuple[str, str, bool], Any] = {}
        self.made: dict[tuple[int, bool], tuple[Condition, Any]] = {}
        self.domains: dict[str, Any] = {}

    def meets(self, condition: Condition) -> bool:
        solver = z3.Solver()
        solver.add(self.translate(condition, True))
        asked = set(facts_of(condition))
        solver.add(*map(self.domain, sorted(asked)), *self.ties(asked))
        found = solver.check()
        assert found != z3.unknown
        return bool(found == z3.sat)

    def variable(self, fact: str) -> Any:
        if fact not in self.variables:
            kind = {FactType.NUMBER: z3.Real, FactType.FLAG: z3.Bool}.get(
                BOOKS.vocabulary.facts[fact].type, z3.Int
            )
            self.variables[fact] = kind(fact)
        return self.variables[fact]

    def code(self, word: str) -> int:
        return self.codes.setdefault(word.casefold(), len(self.codes))

    def translate(self, node: Condition, wanted: bool) -> Any:
        """A condition in the solver's words; a part that was met before is put into them once."""
        key = id(node), wanted
        if key not in self.made:  # the node is kept beside it, so that its place is no other's
            self.made[key] = node, self.translated(node, wanted)
        return self.made[key][1]

    def translated(self, node: Condition, wanted: bool) -> Any:
        match node:
            case Every(parts) | Some(parts):
                both = [self.translate(part, wanted) for part in parts]
                return z3.And(*both) if isinstance(node, Every) is wanted else z3.Or(*both)
            case Not(part):
                return self.translate(part, not wanted)
            case Compare(fact, op, limit):
                value, bound = self.variable(fact), z3.RealVal(str(limit))
                met = {
                    ">=": value >= bound,
                    ">": value > bound,
                    "<=": value <= bound,
                    "<": value < bound,
                }[op]
            case Holds(fact):
                met = self.variable(fact)
            case OneOf(fact, words, _):
                met = z3.Or(*(self.variable(fact) == self.code(word) for word in words))
            case Member(fact, group):
                return self.member(fact, group, wanted)
            case _:
                raise TypeError(node)
        return met if wanted else z3.Not(met)

    def member(self, fact: str, group: str, wanted: bool) -> Any:
        """Only a country that is surely in, or surely out, makes the test come out so."""
        if (fact, group, wanted) not in self.members:
            sure = Truth.TRUE if wanted else Truth.FALSE
            codes = [code for code in self.countries if self.law.member(code, group) is sure]
            self.members[fact, group, wanted] = z3.Or(
                *(self.variable(fact) == self.code(code) for code in codes)
            )
        return self.members[fact, group, wanted]

    @cached_property
    def countries(self) -> list[str]:
        countries = BOOKS.countries
        return [
            code for code in countries.by_code if countries.for_the_law(code, self.law.on) == code
        ]

    def domain(self, fact: str) -> Any:
        """All that a fact may be, put into the solver's words once."""
        if fact not in self.domains:
            self.domains[fact] = self.all_of(fact)
        return self.domains[fact]

    def all_of(self, fact: str) -> Any:
        meaning, value = BOOKS.vocabulary.facts[fact], self.variable(fact)
        if meaning.type is FactType.NUMBER:
            return value >= 0
        if meaning.type is FactType.SYMBOL:
            return self.one_of(fact, tuple(meaning.symbols))
        if meaning.type is FactType.COUNTRY:
            return self.one_of(fact, tuple(self.countries))
        return z3.BoolVal(True)

    def one_of(self, fact: str, words: tuple[str, ...]) -> Any:
        return z3.Or(*(self.variable(fact) == self.code(word) for word in words))

    def ties(self, asked: set[str]) -> Iterator[Any]:
        """The sums and quotients among the figures asked for."""
        for says, _ in self.law.of_kind(Definition):
            if says.defines in asked and isinstance(says.formula, (Sum, Quotient)):
                inputs = set(facts_of(says.formula))
                if not inputs & asked:
                    continue
                yield from (self.variable(fact) >= 0 for fact in inputs)
                made = self.variable(says.defines)
                if isinstance(says.formula, Quotient) and all(
                    isinstance(part, Term) for part in (says.formula.over, says.formula.under)
                ):
                    under = self.formula(says.formula.under)
                    yield z3.And(under > 0, made * under == self.formula(says.formula.over))
                elif isinstance(says.formula, Sum):
                    yield made == self.formula(says.formula)

    def formula(self, node: Formula) -> Any:
        match node:
            case Term(fact):
                return self.variable(fact)
            case Sum(parts):
                return z3.Sum(*(self.formula(part) for part in parts))
        raise TypeError(node)


WHENS = [
    "tpp >= 4800 and tpp < 4800",
    "tpp >= 4800 and tpp <= 4800",
    "tpp >= 1600 and performance_density >= 5.92 and tpp < 1600",
    "tpp >= 2400 and performance_density < 1.6",
    "tpp >= 2400 and (performance_density < 1.6 or tpp < 2000)",
    "not (tpp >= 1600) and not (tpp < 1600)",
    (
        "dram_bandwidth_gb_per_s < 1000 and io_bandwidth_gb_per_s < 700 and "
        "dram_plus_io_gb_per_s >= 1700"
    ),
    (
        "dram_bandwidth_gb_per_s <= 1000 and io_bandwidth_gb_per_s <= 700 and "
        "dram_plus_io_gb_per_s >= 1700"
    ),
    "dram_bandwidth_gb_per_s >= 1400 and dram_plus_io_gb_per_s < 1400",
    (
        "destination in D5 and not (destination in D1) and not (destination in D4) and not "
        "(destination == MO)"
    ),
    "destination in D5 and destination in A5",
    "datacenter and not datacenter",
]


@pytest.mark.parametrize("when", WHENS)
def test_a_solver_agrees_on_single_conditions(when: str) -> None:
    condition = parse_condition(when, BOOKS.vocabulary, "the test")
    on = date(2026, 9, 1)
    assert (Search(BOOKS.register.at(on), BOOKS).case(condition) is not None) is Solver(on).meets(
        condition
    )


@pytest.mark.parametrize(
    "on",
    [
        pytest.param(date(2022, 11, 1), marks=pytest.mark.slow),
        pytest.param(date(2024, 2, 1), marks=pytest.mark.slow),
        pytest.param(date(2025, 5, 20), marks=pytest.mark.slow),
        pytest.param(date(2026, 9, 1), marks=pytest.mark.slow),
    ],
)
def test_a_solver_agrees_on_overlaps_and_gaps(on: date) -> None:
    law = BOOKS.register.at(on)
    search, solver, whole = Search(law, BOOKS), Solver(on), Whole(law)
    # The paragraphs .z of other entries repeat those of 3A090 word for word: one of them stands for
    # all.
    names = [says.provision for says, _ in law.of_kind(Classification)]
    names = [name for name in names if ".z" not in name or name.startswith("3A001")]
    questions = [
        every_of((whole.paragraph(one), whole.paragraph(other)))
        for one, other in combinations(names, 2)
    ]
    for says, _ in law.of_kind(Requirement):
        reviews = [
            whole.review(review) for review, _ in law.of_kind(Review) if says.provision in review.of
        ]
        needed = whole.requirement(says.provision)
        questions += [
            needed,
            every_of((needed, Not(some_of(reviews)))),
            every_of((needed, Not(some_of(reviews[1:])))),
        ]
    agreed = [(search.case(each) is not None, solver.meets(each)) for each in questions]
    assert all(mine is theirs for mine, theirs in agreed)
    assert {mine for mine, _ in agreed} == {True, False}
