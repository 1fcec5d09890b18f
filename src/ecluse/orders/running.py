"""One case of a book asked at running totals, as far as these go before the answer changes.

Belongs here: what lines of one case and quantity have in common, and their answers between totals.
Does not: keeping the totals (cumulative).
Always true: between the two ends of a stretch of totals every counted fact stands alike to every
limit, so that one answer stands for all of it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_DOWN, Decimal
from typing import NamedTuple

from ecluse.determine.case import CaseFacts
from ecluse.determine.determination import Determination
from ecluse.determine.shipment import Shipment
from ecluse.equivalence.standing import standing
from ecluse.facts.figure import Figure, exactly
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.law.condition.evaluate import compute, evaluate
from ecluse.law.condition.tree import Formula, facts_of
from ecluse.law.in_force import Law
from ecluse.law.library import Library
from ecluse.law.provision import Allocation
from ecluse.orders.answers import was
from ecluse.orders.case import LineCase
from ecluse.orders.lookup import Decider
from ecluse.orders.record import record_of

_FARTHEST = Decimal(16) ** 12
_Formulas = Mapping[str, tuple[Formula, frozenset[str]]]
Totals = Mapping[str, Figure]


class Answered(NamedTuple):
    """The number of an answer, and the determination behind it."""

    number: int
    found: Determination


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Totals between which the answer is one: all grow together from `low` to `high`."""

    low: tuple[Decimal, ...]
    high: tuple[Decimal, ...]
    answered: Answered

    def holds(self, totals: tuple[Decimal, ...]) -> bool:
        """Whether some totals lie in it."""
        return all(
            low <= total <= high
            for low, total, high in zip(self.low, totals, self.high, strict=True)
        )


class _AtTotals(Mapping[str, Known]):
    """The facts of a case with other running totals: only what is worked out from these is worked
    out again.
    """

    def __init__(self, facts: CaseFacts, totals: Mapping[str, Known], formulas: _Formulas) -> None:
        self._facts, self._totals, self._formulas = facts, totals, formulas

    def __getitem__(self, name: str) -> Known:
        if name in self._totals:
            return self._totals[name]
        if name in self._formulas:
            formula, asked = self._formulas[name]
            if not asked.isdisjoint(self._totals):
                return compute(formula, self, ())
        return self._facts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)


@dataclass(frozen=True, slots=True)
class CountedSide:
    """A case under one law: the facts that it counts, and how figures are worked out."""

    law: Law
    facts: CaseFacts
    counted: tuple[str, ...]
    formulas: _Formulas

    def standing(self, totals: Mapping[str, Known]) -> tuple[Hashable, ...]:
        """Where every counted fact stands to every limit at these totals."""
        facts = _AtTotals(self.facts, totals, self.formulas)
        limits = self.law.limits
        return tuple([standing(facts[fact].figure, limits.get(fact, ())) for fact in self.counted])

    def counts(self) -> Iterator[tuple[Allocation, Figure]]:
        """The allocations that may count the case, each with what it adds; a total that the case
        gives itself is not kept.
        """
        for says, _ in self.law.of_kind(Allocation):
            where = says.where
            if says.fact not in self.facts.shipment.given and (
                where is None
                or evaluate(where, self.facts, self.law.member).truth is not Truth.FALSE
            ):
                yield says, self.facts[says.counts].figure


@dataclass(slots=True)
class Plan:
    """What lines of one case and quantity have in common; `sides` are the law and, where that is
    asked, the law as it was known before.
    """

    case: LineCase
    shipment: Shipment
    sides: tuple[CountedSide, ...]
    counts: tuple[tuple[Allocation, Figure], ...]
    parts: Mapping[str, object]
    stretches: dict[tuple[str, ...], list[_Stretch]] = field(default_factory=dict)

    def standing(self, totals: Totals) -> tuple[Hashable, ...]:
        """Where every counted fact stands to every limit; what stands alike is decided alike."""
        known = {name: Known(value=total) for name, total in totals.items()}
        return tuple([side.standing(known) for side in self.sides])


class PlanAnswers:
    """The answers of plans at running totals, each class of totals decided once."""

    def __init__(self, decider: Decider) -> None:
        self.decider = decider
        self._asked: dict[tuple[LineCase, Hashable], Answered] = {}

    def plan(self, case: LineCase, shipment: Shipment) -> Plan:
        """The plan of a case."""
        meanings = self.decider.meanings
        laws, counted = meanings.laws(case.law), self.decider.counted(case.law)
        sides = tuple(
            [
                _side(
                    law,
                    self.decider.shipments.as_known(shipment, case, law),
                    facts,
                    self.decider.library,
                )
                for law, facts in zip(laws, counted, strict=True)
            ]
        )
        parts = {
            "headquarters": meanings.places[case.headquarters] if case.headquarters else None,
            "destination": meanings.places[case.destination],
            "item": shipment.item.name if case.item >= 0 else None,
            "exporter": shipment.exporter or shipment.item.vendor,
            "all": "",
        }
        return Plan(case, shipment, sides, tuple(sides[0].counts()), parts)

    def at(self, plan: Plan, totals: Totals) -> Answered:
        """The answer at these totals: from a stretch of totals known to be answered alike, else by
        asking, and finding how far that reaches.
        """
        if any(total.exact is None for total in totals.values()):
            return self._ask(plan, totals, plan.standing(totals))
        names = tuple(totals)
        exact = tuple([total.low for total in totals.values()])
        stretches = plan.stretches.setdefault(names, [])
        for stretch in stretches:
            if stretch.holds(exact):
                return stretch.answered
        stands = plan.standing(totals)
        answered = self._ask(plan, totals, stands)
        far = _reach(plan, names, exact, stands) if names else Decimal(0)
        high = tuple([total + far for total in exact])
        stretches.insert(0, _Stretch(exact, high, answered))
        return answered

    def _ask(self, plan: Plan, totals: Totals, stands: Hashable) -> Answered:
        key = (plan.case, stands)
        if key not in self._asked:
            known = {name: Known(value=total) for name, total in totals.items()}
            found, *earlier = [
                self.decider.determine(_at(side.facts.shipment, known), side.law)
                for side in plan.sides
            ]
            record = record_of(found, self.decider.library, lang=self.decider.answers.lang)
            before = was(earlier[0], found) if earlier else None
            self._asked[key] = Answered(self.decider.answers.number(record, before), found)
        return self._asked[key]


def _at(shipment: Shipment, totals: Mapping[str, Known]) -> Shipment:
    """A shipment at some running totals."""
    return replace(shipment, given={**shipment.given, **totals})


def _reach(
    plan: Plan, names: tuple[str, ...], totals: tuple[Decimal, ...], stands: Hashable
) -> Decimal:
    """How far all totals may grow by the same amount before a counted fact stands otherwise to a
    limit.
    """

    def same(step: Decimal) -> bool:
        grown = {name: exactly(total + step) for name, total in zip(names, totals, strict=True)}
        return plan.standing(grown) == stands

    near, far = Decimal(0), Decimal(1)
    while far < _FARTHEST and same(far):
        near, far = far, far * 16
    while far < _FARTHEST and far - near > 1:
        middle = ((near + far) / 2).to_integral_value(ROUND_DOWN)
        near, far = (middle, far) if same(middle) else (near, middle)
    return near


def _side(law: Law, shipment: Shipment, counted: tuple[str, ...], library: Library) -> CountedSide:
    formulas = {
        name: (says.formula, frozenset(facts_of(says.formula)))
        for name, says in law.definitions.items()
        if says.formula is not None and name not in shipment.given
    }
    return CountedSide(law, CaseFacts(shipment, law, library), counted, formulas)
