"""Running totals over a book: quantities that may not be exceeded, counted in date order.

Belongs here: keeping the totals that allocations name, and answering the lines that depend on them
one after another.
Does not: what the totals decide (the evaluator does, fed with the total before the line).
Always true: lines are counted by date, then by their place in the book; a line that would cross a
limit is answered as crossing it and is not counted; a total that rests on a figure not exactly
known is a range, as any other figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ecluse.determine.determination import Determination
from ecluse.determine.party_text import PartyCell, is_number, read_party
from ecluse.facts import figure as figures
from ecluse.facts.figure import Figure, exactly
from ecluse.facts.known import given_figure
from ecluse.law.provision import Allocation
from ecluse.orders.case import LineCase
from ecluse.orders.lookup import Decider
from ecluse.orders.running import Plan, PlanAnswers
from ecluse.orders.tally import RunningTotal
from ecluse.screening.party import Role

LICENSE = "LICENSE"
_NOTHING = exactly(0)
_MOST_SHOWN = 4
_PER = {
    "consignee": "consignee",
    "headquarters": "company's seat",
    "destination": "country",
    "item": "item",
    "exporter": "exporter",
    "year": "calendar year",
    "quarter": "quarter",
}
_Key = tuple[object, ...]


class CountedLine(NamedTuple):
    """What a running total needs of a line; `figures` are its own, where the case has one for their
    cells; `unread` tells a quantity that is written and that nobody can make out; `others` are the
    names of its other parties.
    """

    row: int
    case: LineCase
    day: date
    consignee: str | None
    quantity: Decimal | None
    figures: tuple[tuple[str, Decimal], ...] = ()
    unread: bool = False
    others: tuple[tuple[Role, str | None], ...] = ()

    @property
    def alike(self) -> tuple[object, ...]:
        """Equal for lines that have a plan in common."""
        return self.case, self.quantity, self.unread, self.figures


@dataclass(slots=True)
class _Counter:
    """One allocation's totals and what became of its lines."""

    says: Allocation
    totals: dict[_Key, Figure] = field(default_factory=dict)
    lines: int = 0
    crossed: int = 0
    first_crossed: int | None = None

    def total(self, key: _Key) -> Figure:
        """What was counted so far for one holder and period."""
        return self.totals.get(key, _NOTHING)

    def counts(self, found: Determination) -> bool:
        """Whether a line with this answer uses the allocation up."""
        under = self.says.under
        return (
            under is None
            or under == found.answer.exception
            or (under == LICENSE == found.outcome.value)
        )

    def add(self, key: _Key, adds: Figure) -> None:
        """Count a line."""
        self.totals[key] = figures.add((self.total(key), adds))
        self.lines += 1

    def cross(self, row: int) -> None:
        """Note a line that would cross the limit."""
        self.crossed += 1
        self.first_crossed = row if self.first_crossed is None else min(self.first_crossed, row)

    def row(self) -> RunningTotal:
        """What was counted, for the report."""
        return RunningTotal(
            provision=self.says.provision,
            fact=self.says.fact,
            per=", ".join(_PER[part] for part in self.says.per if part in _PER) or "all",
            counted=len(self.totals),
            lines=self.lines,
            crossed=self.crossed,
            first_crossed=self.first_crossed,
        )


class RunningTotals:
    """Answers lines in date order while the totals grow."""

    def __init__(self, decider: Decider) -> None:
        self.decider = decider
        self._answers = PlanAnswers(decider)
        self._counters: dict[str, _Counter] = {}
        self._plans: dict[tuple[object, ...], Plan] = {}
        self._companies: dict[str, str | None] = {}
        self._cells: dict[str, PartyCell] = {}

    def answer(self, line: CountedLine) -> int:
        """The number of the answer for a line, given all lines before it."""
        plan = self._plans.get(line.alike) or self._plan(line)
        counted: list[tuple[_Counter, Figure, _Key]] = []
        before: dict[str, Figure] = {}
        for says, adds in plan.counts:
            key = self._key(says, line, plan.parts)
            if key is not None:
                counter = self._counters.setdefault(says.provision, _Counter(says))
                counted.append((counter, adds, key))
                before[says.fact] = counter.total(key)
        number, found = self._answers.at(plan, before)
        for counter, adds, key in counted:
            if counter.counts(found):
                counter.add(key, adds)
            elif counter.says.under != LICENSE:
                unused = {**before, counter.says.fact: _NOTHING}
                if self._answers.at(plan, unused).found.answer.exception == counter.says.under:
                    counter.cross(line.row)
        return number

    def rows(self) -> list[RunningTotal]:
        """What was counted, for the report."""
        return [
            counter.row() for counter in self._counters.values() if counter.lines or counter.crossed
        ]

    def _plan(self, line: CountedLine) -> Plan:
        own = {fact: given_figure(value) for fact, value in line.figures}
        shipment = self.decider.shipment(line.case, line.quantity, own)
        if line.unread:
            vague = self.decider.library.vocabulary.unknown("quantity")
            shipment = replace(shipment, given={**shipment.given, "quantity": vague})
        plan = self._plans[line.alike] = self._answers.plan(line.case, shipment)
        return plan

    def _key(self, says: Allocation, line: CountedLine, parts: Mapping[str, object]) -> _Key | None:
        """Whom and what period a line is counted for; None where the book does not say."""
        found: list[object] = []
        for per in says.per:
            part: object
            match per:
                case "consignee":
                    part = self._consignee(line)
                case "year":
                    part = line.day.year
                case "quarter":
                    part = (line.day.year, (line.day.month - 1) // 3)
                case _:
                    part = parts[per]
            if part is None:
                return None
            found.append(part)
        return tuple(found)

    def _consignee(self, line: CountedLine) -> str | None:
        """Whom a line is counted for; nobody where no name is given, nor another party's that the
        consignee is said to be.
        """
        if line.consignee is None:
            return None
        same = self._cell(line.consignee).same
        if same is None:
            return self._company(line.consignee)
        said = {self._company(name) for role, name in line.others if role is same and name}
        named = said - {None}
        return named.pop() if len(named) == 1 else None

    def _cell(self, name: str) -> PartyCell:
        """What a cell says that should name a consignee."""
        if name not in self._cells:
            words = self.decider.library.book_words
            self._cells[name] = read_party(name, Role.ULTIMATE_CONSIGNEE, words)
        return self._cells[name]

    def _company(self, name: str) -> str | None:
        """One company by all its spellings, or by its number; None where nobody is named."""
        if name not in self._companies:
            library = self.decider.library
            company = None
            if self._cell(name).named or is_number(name):
                bare = library.exporters.bare(name) or name
                company = library.book_words.company(bare) or None
            self._companies[name] = company
        return self._companies[name]

    def notes(self) -> list[str]:
        """A note on companies that are spelled in several ways and counted as one."""
        spelled: dict[str, dict[str, str]] = {}
        for name, company in self._companies.items():
            if company is not None:
                spelled.setdefault(company, {}).setdefault(name.casefold(), name)
        several = [list(names.values()) for names in spelled.values() if len(names) > 1]
        if not several:
            return []
        first = ", ".join(f"'{name}'" for name in several[0][:_MOST_SHOWN])
        count = "a consignee is" if len(several) == 1 else f"{len(several):,} consignees are"
        return [f"{count} spelled in several ways and counted as one: {first}"]


def run_totals(
    decider: Decider, lines: Iterable[CountedLine]
) -> tuple[list[tuple[int, int]], list[RunningTotal], list[str]]:
    """The answers of lines that running totals decide, by row; what was counted, and notes on it.

    Args:
        lines: In date order, then in the order of the book.
    """
    totals = RunningTotals(decider)
    found = [(line.row, totals.answer(line)) for line in lines]
    return found, totals.rows(), totals.notes()
