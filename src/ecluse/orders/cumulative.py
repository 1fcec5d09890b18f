"""Running totals over a book: quantities that may not be exceeded, counted in date order.

Belongs here: keeping the totals that allocations name, and answering the lines that depend on them
one after another.
Does not: what the totals decide (the evaluator does, fed with the total before the line).
Always true: lines are counted by date, then by their place in the book; a line that would cross a
limit is answered as crossing it and is not counted; a total that rests on a figure not exactly
known is a range, as any other figure.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import NamedTuple

from ecluse.determine.decide import Determination
from ecluse.determine.shipment import CaseFacts, Shipment
from ecluse.facts import figure as figures
from ecluse.facts.figure import Figure, exactly
from ecluse.facts.known import Known, given_figure
from ecluse.facts.truth import Truth
from ecluse.law.condition.evaluate import compute, evaluate
from ecluse.law.condition.tree import Formula, facts_of
from ecluse.law.library import Library
from ecluse.law.provision import Allocation, Definition
from ecluse.law.register import Law
from ecluse.orders.cell_text import blank, error, unknown
from ecluse.orders.hoist import Case, Decider, was
from ecluse.orders.record import record_of
from ecluse.orders.tally import RunningTotal

LICENSE = "LICENSE"
_NOTHING = exactly(0)
_FARTHEST = Decimal(16) ** 12
_Worked = tuple[Formula | None, frozenset[str]]
_MOST_SHOWN = 4
_NO_FORMULA: _Worked = (None, frozenset())
_PER = {
    "consignee": "consignee",
    "headquarters": "company's seat",
    "destination": "country",
    "item": "item",
    "exporter": "exporter",
    "year": "calendar year",
    "quarter": "quarter",
}


class Line(NamedTuple):
    """What a running total needs of a line; `figures` are its own, where the case has one for their
    cells; `unread` tells a quantity that is written and that nobody can make out.
    """

    row: int
    case: Case
    day: date
    consignee: str | None
    quantity: Decimal | None
    figures: tuple[tuple[str, Decimal], ...] = ()
    unread: bool = False

    @property
    def like(self) -> tuple[object, ...]:
        """Equal for lines that have a plan in common."""
        return self.case, self.quantity, self.unread, self.figures


@dataclass(slots=True)
class _Kept:
    """One allocation's totals and what became of its lines."""

    says: Allocation
    totals: dict[tuple[object, ...], Figure] = field(default_factory=dict)
    lines: int = 0
    crossed: int = 0
    first_crossed: int | None = None


@dataclass(slots=True)
class _Box:
    """Totals between which the answer is one: at both corners every counted fact stands alike to
    every limit.
    """

    low: tuple[Decimal, ...]
    high: tuple[Decimal, ...]
    number: int
    found: Determination


@dataclass(frozen=True, slots=True)
class _Side:
    """A case under one law: the facts that it counts, and how figures are worked out."""

    law: Law
    facts: CaseFacts
    counted: tuple[str, ...]
    formulas: dict[str, _Worked]

    def standing(self, totals: Mapping[str, Known]) -> tuple[object, ...]:
        """Where every counted fact stands to every limit at these totals."""
        facts = _Before(self.facts, totals, self.formulas)
        return tuple(
            _stands(facts[fact].figure, self.law.limits.get(fact, ())) for fact in self.counted
        )


@dataclass(slots=True)
class _Plan:
    """What lines of one case and quantity have in common; `sides` are the law and, where that is
    asked, the law as it was known before.
    """

    case: Case
    shipment: Shipment
    counts: tuple[tuple[Allocation, Figure], ...]
    parts: dict[str, object]
    sides: tuple[_Side, ...]
    boxes: dict[tuple[str, ...], list[_Box]] = field(default_factory=dict)


class _Before(Mapping[str, Known]):
    """The facts of a plan with other running totals: only what is worked out from these is worked
    out again.
    """

    def __init__(
        self, facts: CaseFacts, totals: Mapping[str, Known], formulas: Mapping[str, _Worked]
    ) -> None:
        self._facts, self._totals, self._formulas = facts, totals, formulas

    def __getitem__(self, name: str) -> Known:
        if name in self._totals:
            return self._totals[name]
        formula, asked = self._formulas.get(name, _NO_FORMULA)
        if formula is None or asked.isdisjoint(self._totals):
            return self._facts[name]
        return compute(formula, self, ())

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)


class Totals:
    """Answers lines in date order while the totals grow."""

    def __init__(self, decider: Decider) -> None:
        self.decider = decider
        self._kept: dict[str, _Kept] = {}
        self._asked: dict[tuple[Case, tuple[object, ...]], tuple[int, Determination]] = {}
        self._plans: dict[tuple[object, ...], _Plan] = {}
        self._companies: dict[str | None, str | None] = {}

    def answer(self, line: Line) -> int:
        """The number of the answer for a line, given all lines before it."""
        plan = self._plans.get(line.like) or self._plan(line)
        keys = []
        before: dict[str, Figure] = {}
        for says, adds in plan.counts:
            key = self._key(says, line, plan)
            if key is not None:
                keys.append((says, adds, key))
                before[says.fact] = self._total(says, key)
        number, found = self._determined(plan, before)
        for says, adds, key in keys:
            goes = (
                says.under is None
                or says.under == found.answer.exception
                or (says.under == LICENSE and found.outcome.value == LICENSE)
            )
            kept = self._kept[says.provision]
            if goes:
                kept.totals[key] = figures.add((kept.totals.get(key, _NOTHING), adds))
                kept.lines += 1
            elif (
                says.under not in (None, LICENSE)
                and self._determined(plan, {**before, says.fact: _NOTHING})[1].answer.exception
                == says.under
            ):
                kept.crossed += 1
                kept.first_crossed = (
                    line.row if kept.first_crossed is None else min(kept.first_crossed, line.row)
                )
        return number

    def rows(self) -> list[RunningTotal]:
        """What was counted, for the report."""
        return [
            RunningTotal(
                provision=kept.says.provision,
                fact=kept.says.fact,
                per=", ".join(_PER[each] for each in kept.says.per if each in _PER) or "all",
                counted=len(kept.totals),
                lines=kept.lines,
                crossed=kept.crossed,
                first_crossed=kept.first_crossed,
            )
            for kept in self._kept.values()
            if kept.lines or kept.crossed
        ]

    def _plan(self, line: Line) -> _Plan:
        meanings, case = self.decider.meanings, line.case
        shipment = self.decider.shipment(
            case,
            quantity=line.quantity,
            own={fact: given_figure(value) for fact, value in line.figures},
        )
        if line.unread:
            unknown = self.decider.library.vocabulary.unknown("quantity")
            shipment = replace(shipment, given={**shipment.given, "quantity": unknown})
        sides = tuple(
            _side(law, shipment, counted, self.decider.library)
            for law, counted in zip(
                self.decider.laws(case.law), self.decider.counted(case.law), strict=True
            )
        )
        law, facts = sides[0].law, sides[0].facts
        counts = tuple(
            (says, facts[says.counts].figure)
            for says, _ in law.of_kind(Allocation)
            if says.fact not in shipment.given
            and (
                says.where is None
                or evaluate(says.where, facts, law.member).truth is not Truth.FALSE
            )
        )
        parts: dict[str, object] = {
            "headquarters": meanings.places[case.headquarters] if case.headquarters else None,
            "destination": meanings.places[case.destination],
            "item": shipment.item.name if case.item >= 0 else None,
            "exporter": shipment.exporter or shipment.item.vendor,
            "all": "",
        }
        plan = self._plans[line.like] = _Plan(case, shipment, counts, parts, sides)
        return plan

    def _determined(self, plan: _Plan, before: dict[str, Figure]) -> tuple[int, Determination]:
        """The answer at these totals: from a box of totals known to be answered alike, else by
        asking, and finding how far that reaches.
        """
        if any(figure.exact is None for figure in before.values()):
            return self._ask(plan, before)[1:]
        names = tuple(before)
        exact = tuple(figure.low for figure in before.values())
        boxes = plan.boxes.setdefault(names, [])
        for box in boxes:
            if all(
                low <= total <= high
                for low, total, high in zip(box.low, exact, box.high, strict=True)
            ):
                return box.number, box.found
        standing, number, found = self._ask(plan, before)
        boxes.insert(0, _Box(exact, self._reach(plan, names, exact, standing), number, found))
        return number, found

    def _reach(
        self,
        plan: _Plan,
        names: tuple[str, ...],
        exact: tuple[Decimal, ...],
        standing: tuple[object, ...],
    ) -> tuple[Decimal, ...]:
        """How far all totals may grow by the same amount before a counted fact stands otherwise to
        a limit.
        """

        def same(step: Decimal) -> bool:
            return (
                self._standing(
                    plan,
                    {name: exactly(total + step) for name, total in zip(names, exact, strict=True)},
                )
                == standing
            )

        if not names:
            return exact
        near, far = Decimal(0), Decimal(1)
        while far < _FARTHEST and same(far):
            near, far = far, far * 16
        while far < _FARTHEST and far - near > 1:
            middle = ((near + far) / 2).to_integral_value(ROUND_DOWN)
            near, far = (middle, far) if same(middle) else (near, middle)
        return tuple(total + near for total in exact)

    def _ask(
        self, plan: _Plan, before: dict[str, Figure]
    ) -> tuple[tuple[object, ...], int, Determination]:
        standing = self._standing(plan, before)
        key = (plan.case, standing)
        if key not in self._asked:
            shipment = _with(plan.shipment, before)
            found, *earlier = [self.decider.determine(shipment, side.law) for side in plan.sides]
            before_then = was(earlier[0], found) if earlier else None
            self._asked[key] = (
                self.decider.answers.number(
                    record_of(found, self.decider.library, lang=self.decider.answers.lang),
                    before_then,
                ),
                found,
            )
        return (standing, *self._asked[key])

    def _standing(self, plan: _Plan, before: dict[str, Figure]) -> tuple[object, ...]:
        """Where every counted fact stands to every limit; what stands alike is decided alike."""
        totals = {name: Known(value=total) for name, total in before.items()}
        return tuple(side.standing(totals) for side in plan.sides)

    def _key(self, says: Allocation, line: Line, plan: _Plan) -> tuple[object, ...] | None:
        """Whom and what period a line is counted for; None where the book does not say."""
        found: list[object] = []
        for each in says.per:
            part: object
            match each:
                case "consignee":
                    part = self._company(line.consignee)
                case "year":
                    part = line.day.year
                case "quarter":
                    part = (line.day.year, (line.day.month - 1) // 3)
                case _:
                    part = plan.parts[each]
            if part is None:
                return None
            found.append(part)
        return tuple(found)

    def _company(self, name: str | None) -> str | None:
        """Whom a line is counted for: one company by all its spellings, nobody where no name is
        given.
        """
        if name not in self._companies:
            library = self.decider.library
            company = None
            if name is not None and not blank(name) and not unknown(name) and not error(name):
                bare = library.exporters.bare(name) or name
                company = library.book_words.company(bare) or None
            self._companies[name] = company
        return self._companies[name]

    def notes(self) -> list[str]:
        """A note on companies that are spelled in several ways and counted as one."""
        spelled: dict[str, dict[str, str]] = {}
        for name, company in self._companies.items():
            if name is not None and company is not None:
                spelled.setdefault(company, {}).setdefault(name.casefold(), name)
        several = [list(names.values()) for names in spelled.values() if len(names) > 1]
        if not several:
            return []
        first = ", ".join(f"'{name}'" for name in several[0][:_MOST_SHOWN])
        count = "a consignee is" if len(several) == 1 else f"{len(several):,} consignees are"
        return [f"{count} spelled in several ways and counted as one: {first}"]

    def _total(self, says: Allocation, key: tuple[object, ...]) -> Figure:
        return self._kept.setdefault(says.provision, _Kept(says)).totals.get(key, _NOTHING)


def _side(law: Law, shipment: Shipment, counted: tuple[str, ...], library: Library) -> _Side:
    formulas: dict[str, _Worked] = {
        says.defines: (says.formula, frozenset(facts_of(says.formula)))
        for says, _ in law.of_kind(Definition)
        if says.formula is not None and says.defines not in shipment.given
    }
    return _Side(law, CaseFacts(shipment, law, library), counted, formulas)


def _stands(figure: Figure, limits: Sequence[Decimal]) -> tuple[object, ...]:
    low = (bisect_left(limits, figure.low), bisect_right(limits, figure.low), figure.above)
    if figure.exact is not None:
        return low
    return (
        *low,
        None
        if figure.high is None
        else (bisect_left(limits, figure.high), bisect_right(limits, figure.high)),
    )


def _with(shipment: Shipment, totals: dict[str, Figure]) -> Shipment:
    return replace(
        shipment,
        given={**shipment.given, **{fact: Known(value=total) for fact, total in totals.items()}},
    )


def run_totals(
    decider: Decider, lines: Iterable[Line]
) -> tuple[list[tuple[int, int]], list[RunningTotal], list[str]]:
    """The answers of lines that running totals decide, by row; what was counted, and notes on it.

    Args:
        lines: In date order, then in the order of the book.
    """
    totals = Totals(decider)
    found = [(line.row, totals.answer(line)) for line in lines]
    return found, totals.rows(), totals.notes()
