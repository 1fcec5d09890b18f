"""Running totals over a book: quantities that may not be exceeded, counted in date order.

Belongs here: keeping the totals that allocations name, and answering the lines that depend on them one after another.
Does not: what the totals decide (the evaluator does, fed with the total before the line).
Always true: lines are counted by date, then by their place in the book; a line that would cross a limit is answered as
crossing it and is not counted; a total that rests on a figure not exactly known is a range, as any other figure.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from ecluse.determine.decide import Determination
from ecluse.determine.shipment import CaseFacts, Shipment
from ecluse.facts import figure as figures
from ecluse.facts.country import folded
from ecluse.facts.figure import Figure, exactly
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.law.condition.evaluate import evaluate
from ecluse.law.provision import Allocation
from ecluse.law.register import Law
from ecluse.orders.hoist import Case, Decider
from ecluse.orders.record import record_of
from ecluse.orders.tally import Row

LICENSE = "LICENSE"
_PER = {"consignee": "consignee", "headquarters": "company's seat", "destination": "country", "item": "item", "exporter": "exporter",
        "year": "calendar year", "quarter": "quarter"}


class Line(NamedTuple):
    """What a running total needs of a line."""

    row: int
    key: Any
    day: date
    consignee: str | None
    quantity: Decimal | None


@dataclass(slots=True)
class _Kept:
    """One allocation's totals and what became of its lines."""

    says: Allocation
    totals: dict[tuple[object, ...], Figure] = field(default_factory=dict)
    lines: int = 0
    crossed: int = 0
    first_crossed: int | None = None


class Totals:
    """Answers lines in date order while the totals grow."""

    def __init__(self, decider: Decider) -> None:
        self.decider = decider
        self._kept: dict[str, _Kept] = {}
        self._asked: dict[tuple[Case, tuple[object, ...]], tuple[int, Determination]] = {}
        self._where: dict[tuple[Case, str], bool] = {}

    def answer(self, line: Line, case: Case) -> int:
        """The number of the answer for a line, given all lines before it."""
        law = self.decider.meanings.slices.slices[case.law].law
        shipment = self.decider.shipment(case, quantity=line.quantity)
        keys = {says.provision: key for says, _ in law.of_kind(Allocation)
                if says.fact not in shipment.given and self._applies(says, law, shipment, case) and (key := self._key(says, line, case)) is not None}
        before = {says.fact: self._total(says, keys[says.provision]) for says, _ in law.of_kind(Allocation) if says.provision in keys}
        number, found, facts = self._determined(case, law, _with(shipment, before))
        for says, _ in law.of_kind(Allocation):
            if says.provision in keys:
                self._count(says, keys[says.provision], line, found, facts, lambda: self._determined(case, law, _with(shipment, {**before, says.fact: exactly(0)}))[1])
        return number

    def rows(self) -> list[Row]:
        """What was counted, for the report."""
        return [
            {"provision": kept.says.provision, "fact": kept.says.fact, "per": ", ".join(_PER[each] for each in kept.says.per if each in _PER) or "all",
             "counted": len(kept.totals), "lines": kept.lines, "crossed": kept.crossed, "first_crossed": kept.first_crossed}
            for kept in self._kept.values() if kept.lines or kept.crossed
        ]

    def _determined(self, case: Case, law: Law, shipment: Shipment) -> tuple[int, Determination, CaseFacts]:
        facts = CaseFacts(shipment, law, self.decider.library)
        standing = tuple(self._standing(facts[fact].figure, law.limits.get(fact, ())) for fact in self.decider.counted(case.law))
        key = (case, standing)
        if key not in self._asked:
            found = self.decider.determine(shipment, law)
            self._asked[key] = (self.decider.answers.number(record_of(found, self.decider.library)), found)
        return (*self._asked[key], facts)

    @staticmethod
    def _standing(figure: Figure, limits: Sequence[Decimal]) -> tuple[object, ...]:
        """Where a figure stands to every limit; what is decided alike is asked once."""
        low = (bisect_left(limits, figure.low), bisect_right(limits, figure.low), figure.above)
        return low if figure.exact is not None else (*low, figure.high if figure.high is None else (bisect_left(limits, figure.high), bisect_right(limits, figure.high)))

    def _applies(self, says: Allocation, law: Law, shipment: Shipment, case: Case) -> bool:
        key = (case, says.provision)
        if key not in self._where:
            facts = CaseFacts(shipment, law, self.decider.library)
            self._where[key] = says.where is None or evaluate(says.where, facts, law.member).truth is not Truth.FALSE
        return self._where[key]

    def _key(self, says: Allocation, line: Line, case: Case) -> tuple[object, ...] | None:
        """Whom and what period a line is counted for; None where the book does not say."""
        meanings = self.decider.meanings
        shipment = self.decider.shipment(case)
        parts: dict[str, object] = {
            "consignee": folded(line.consignee or "") or None,
            "headquarters": meanings.places[case.headquarters] if case.headquarters else None,
            "destination": meanings.places[case.destination],
            "item": shipment.item.name if case.item >= 0 else None,
            "exporter": shipment.exporter or shipment.item.vendor,
            "year": line.day.year,
            "quarter": (line.day.year, (line.day.month - 1) // 3),
            "all": "",
        }
        key = tuple(parts[each] for each in says.per)
        return None if None in key else key

    def _total(self, says: Allocation, key: tuple[object, ...]) -> Figure:
        return self._kept.setdefault(says.provision, _Kept(says)).totals.get(key, exactly(0))

    def _count(self, says: Allocation, key: tuple[object, ...], line: Line, found: Determination, facts: CaseFacts, alone: Callable[[], Determination]) -> None:
        kept = self._kept[says.provision]
        goes = says.under is None or says.under == found.answer.exception or (says.under == LICENSE and found.outcome.value == LICENSE)
        if goes:
            kept.totals[key] = figures.add((self._total(says, key), facts[says.counts].figure))
            kept.lines += 1
        elif says.under not in (None, LICENSE) and alone().answer.exception == says.under:
            kept.crossed += 1
            kept.first_crossed = line.row if kept.first_crossed is None else min(kept.first_crossed, line.row)


def _with(shipment: Shipment, totals: dict[str, Figure]) -> Shipment:
    return replace(shipment, given={**shipment.given, **{fact: Known(value=total) for fact, total in totals.items()}})


def run_totals(decider: Decider, lines: Iterable[Line], case_of: Callable[[Any], Case]) -> tuple[list[tuple[int, int]], list[Row]]:
    """The answers of lines that running totals decide, by row; and what was counted.

    Args:
        lines: In date order, then in the order of the book.
        case_of: The case that a line's key stands for.
    """
    totals = Totals(decider)
    cases: dict[Any, Case] = {}
    found = []
    for line in lines:
        if line.key not in cases:
            cases[line.key] = case_of(line.key)
        found.append((line.row, totals.answer(line, cases[line.key])))
    return found, totals.rows()

