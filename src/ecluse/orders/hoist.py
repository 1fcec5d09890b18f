"""Deciding each like case once.

Belongs here: the cases of a book (one law, item, place and set of further facts), and working out each with the evaluator.
Does not: finding out which cases a book holds, or writing the answers beside the lines (engine).
Always true: an answer here is `determine`'s own, on a case that the line cannot be told from by anything the law asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ecluse.determine.decide import Determination, determine
from ecluse.determine.shipment import Shipment
from ecluse.facts.item import Item
from ecluse.facts.known import Known, unknown_word
from ecluse.law.library import Library
from ecluse.law.register import Law
from ecluse.orders.classes import Classes
from ecluse.orders.record import Record, fault_record, record_of
from ecluse.orders.resolve import NOWHERE
from ecluse.orders.slices import Slices

NO_ITEM = Item(name="(not in the catalogue)")
OVERFLOW = 4096


class Case(NamedTuple):
    """What an answer can depend on, as small numbers: places in `Meanings`; `facts` is one number for each further column."""

    law: int
    item: int
    destination: int
    headquarters: int
    parent: int
    facts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meanings:
    """What the numbers stand for.

    Args:
        items: The items; number -1 is an item that the catalogue does not hold and whose figures the book gives.
        places: Country codes; number 0 is a country that nobody can make out.
        facts: For each further column: the fact, and its values; value 0 is a fact left out.
    """

    slices: Slices
    items: Sequence[Item]
    places: Sequence[str]
    facts: Sequence[tuple[str, Sequence[Known | None]]]
    exporters: Mapping[int, Sequence[str | None]] = field(default_factory=dict)


@dataclass(slots=True)
class Answers:
    """The distinct answers, numbered; equal records have one number."""

    records: list[Record] = field(default_factory=list)
    before: list[str | None] = field(default_factory=list)
    _numbers: dict[tuple[Record, str | None], int] = field(default_factory=dict)

    def number(self, record: Record, before: str | None = None) -> int:
        """The number of a record (and of what was answered before, where that is asked)."""
        key = (record, before)
        if key not in self._numbers:
            self._numbers[key] = len(self.records)
            self.records.append(record)
            self.before.append(before)
        return self._numbers[key]

    def fault(self, fault: int) -> int:
        """The number of the answer for a line that cannot be answered."""
        return self.number(fault_record(fault))


class Decider:
    """Answers cases, each class of like cases once."""

    def __init__(self, library: Library, meanings: Meanings) -> None:
        self.library = library
        self.meanings = meanings
        self.answers = Answers()
        self.decided = 0
        self._by_class: dict[object, int] = {}
        self._classes: list[tuple[Classes, Classes | None]] = []
        given = frozenset(fact for fact, _ in meanings.facts)
        for each in meanings.slices.slices:
            self._classes.append((Classes(each.law, library, given), Classes(each.before, library, given) if each.before else None))

    def reduce(self, cases: int) -> None:
        """Look for like cases if there are more than is quicker to answer one by one."""
        for pair in self._classes:
            for each in pair:
                if each is not None:
                    each.on = cases > OVERFLOW

    def decide(self, cases: Iterable[Case], progress: Callable[[int], None] | None = None) -> dict[Case, int]:
        """The number of the answer for each case."""
        found: dict[Case, int] = {}
        for count, case in enumerate(cases):
            found[case] = self._number(case)
            if progress and count % 64 == 0:
                progress(count)
        return found

    def _number(self, case: Case) -> int:
        now, then = self._classes[case.law]
        shipment = self.shipment(case)
        key: object = (case.law, now.key(shipment, case), then.key(shipment, case) if then else None, case.facts)
        if key not in self._by_class:
            self._by_class[key] = self._decide(case, shipment)
        return self._by_class[key]

    def _decide(self, case: Case, shipment: Shipment) -> int:
        each = self.meanings.slices.slices[case.law]
        found = self.determine(shipment, each.law)
        before = None
        if each.before is not None:
            earlier = self.determine(shipment, each.before)
            changed = (earlier.answer, _policy(earlier)) != (found.answer, _policy(found))
            before = _said(earlier) if changed else None
        return self.answers.number(record_of(found, self.library), before)

    def determine(self, shipment: Shipment, law: Law) -> Determination:
        """The evaluator's answer, counted."""
        self.decided += 1
        return determine(shipment, law, self.library)

    def shipment(self, case: Case) -> Shipment:
        """The shipment that a case stands for."""
        meanings = self.meanings
        given: dict[str, Known] = {}
        exporter = None
        for (fact, values), number in zip(meanings.facts, case.facts, strict=True):
            known = values[number] if number else None
            if known is None:
                continue
            if fact == "exporter" and isinstance(known.value, str):
                exporter = known.value
            else:
                given[fact] = known
        for fact, place in (("headquarters", case.headquarters), ("parent_headquarters", case.parent)):
            if meanings.places[place] == NOWHERE:
                given[fact] = unknown_word(fact)
        return Shipment(
            item=NO_ITEM if case.item < 0 else meanings.items[case.item],
            destination=meanings.places[case.destination],
            on=meanings.slices.slices[case.law].on,
            headquarters=meanings.places[case.headquarters],
            parent_headquarters=meanings.places[case.parent],
            exporter=exporter,
            given=given,
        )


def _policy(found: Determination) -> str | None:
    return found.review.policy if found.review else None


def _said(found: Determination) -> str:
    policy = _policy(found)
    return f"{found.answer}, {policy}" if policy else str(found.answer)
