"""Deciding each like case once.

Belongs here: the cases of a book (one law, item, place and set of further facts), and working out each with the evaluator.
Does not: finding out which cases a book holds, or writing the answers beside the lines (engine).
Always true: an answer here is `determine`'s own, on a case that the line cannot be told from by anything the law asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from ecluse.determine.decide import Determination, Outcome, determine
from ecluse.determine.require import described
from ecluse.determine.shipment import Shipment
from ecluse.facts.figure import UNKNOWN_FIGURE
from ecluse.facts.item import Item
from ecluse.facts.known import Known, unknown_word
from ecluse.facts.truth import Truth
from ecluse.law.condition.cells import cut
from ecluse.law.condition.evaluate import evaluate
from ecluse.law.condition.tree import facts_of
from ecluse.law.library import Library
from ecluse.law.provision import Allocation, LicenseException, Review, conditions_of
from ecluse.law.register import Law
from ecluse.orders.classes import Classes, Findings
from ecluse.orders.record import Record, fault_record, record_of
from ecluse.orders.resolve import NOWHERE
from ecluse.orders.slices import Slice, Slices

_WORTH_IT = 3
_SETTLED = (Outcome.NLR, Outcome.NOT_SUBJECT)
NO_ITEM = Item(name="(not in the catalogue)")


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
        self._alike = True
        self._line_by_line: set[object] = set()
        self._by_class: dict[object, int] = {}
        self._classes: list[tuple[Classes, ...]] = []
        given = frozenset(fact for fact, _ in meanings.facts)
        self._own = tuple(library.vocabulary.facts[fact].of == "item" for fact, _ in meanings.facts)
        findings = Findings()
        for each in meanings.slices.slices:
            laws = (each.law, each.before) if each.before else (each.law,)
            self._classes.append(tuple(Classes(law, library, given, findings) for law in laws))

    def look_for_likes(self, cases: Sequence[Case]) -> None:
        """Tell classes apart if that is worth it.

        It costs about one determination for each item, law and set of facts: worth it where each goes to several places.
        """
        self._alike = len(cases) > _WORTH_IT * len({(case.law, case.item, case.facts) for case in cases})

    def decide(self, cases: Iterable[Case], progress: Callable[[int], None] | None = None) -> dict[Case, int]:
        """The number of the answer for each case."""
        found: dict[Case, int] = {}
        for count, case in enumerate(cases):
            found[case] = self._number(case)
            if progress and count % 64 == 0:
                progress(count)
        return found

    def _number(self, case: Case) -> int:
        key = self.like(case)
        if key not in self._by_class:
            self._by_class[key] = self._decide(case, self.shipment(case))
        return self._by_class[key]

    def like(self, case: Case) -> tuple[object, ...]:
        """The class of a case: equal for cases that the law cannot tell apart."""
        if not self._alike:
            return (case,)
        own_key = (case.item, tuple(number for number, own in zip(case.facts, self._own, strict=True) if own))
        further = tuple(number for number, own in zip(case.facts, self._own, strict=True) if not own)
        return (further, *(self._like(each, case, own_key, further) for each in self._classes[case.law]))

    def _like(self, classes: Classes, case: Case, own_key: tuple[int, tuple[int, ...]], further: tuple[int, ...]) -> tuple[object, ...]:
        item, place = self.item_class(classes, case, own_key), self.place_class(classes, case)
        key = (item, further, place)
        if key not in classes.seen:
            matters = classes.matters(self.shipment(case), (item, further))
            classes.seen[key] = (matters.law, classes.item_for(item, matters), classes.place_for(place, matters))
        return classes.seen[key]

    def item_class(self, classes: Classes, case: Case, key: tuple[int, tuple[int, ...]]) -> int:
        """The class of the item, with the figures that the book itself gives of it."""
        found = classes.known_item(key)
        if found is None:
            shipment = self.shipment(case)
            vocabulary = self.library.vocabulary.facts
            own = {fact: known for fact, known in shipment.given.items() if vocabulary[fact].of == "item"}
            found = classes.item(shipment.item, own, key)
        return found

    def place_class(self, classes: Classes, case: Case) -> int:
        """The class of the destination with the seats of the parties."""
        places = self.meanings.places
        codes = (places[case.destination], places[case.headquarters], places[case.parent])
        found = classes.known_place(codes)
        return classes.place(*codes, _unknown_seats(codes)) if found is None else found

    def counted(self, law: int) -> tuple[str, ...]:
        """The facts on which a line's quantity or a running total bears, under a law."""
        return tuple(sorted(self._classes[law][0].counted))

    def _decide(self, case: Case, shipment: Shipment) -> int:
        each = self.meanings.slices.slices[case.law]
        found, depends = self._whatever_counted(case, shipment, each.law)
        number = self._numbered(each, found, shipment)
        if depends:
            self._line_by_line.add(self.like(case))
        return number

    def line_by_line(self, case: Case) -> bool:
        """Whether quantities or running totals change the answer of such a case."""
        return self.like(case) in self._line_by_line

    def _whatever_counted(self, case: Case, shipment: Shipment, law: Law) -> tuple[Determination, bool]:
        """The answer where nothing is known of what is counted, and whether knowing it would change the record."""
        names = [name for name in self.counted(case.law) if name not in shipment.given]
        if not names:
            return self.determine(shipment, law), False
        unknown = {name: self.library.vocabulary.unknown(name) for name in names}
        found = self.determine(replace(shipment, given={**shipment.given, **unknown}), law)
        asked = [name for name in names if self._in_question(name, found)]
        if not asked:
            return found, False
        record = record_of(found, self.library)
        cells = [cut(name, UNKNOWN_FIGURE, law.limits.get(name, ())) for name in asked]
        for choice in product(*cells):
            given = {**shipment.given, **unknown, **{cell.fact: cell.known for cell in choice}}
            if record_of(self.determine(replace(shipment, given=given), law), self.library) != record:
                return self.determine(shipment, law), True
        return found, False

    def _in_question(self, name: str, found: Determination) -> bool:
        """Whether some provision that can bear on the answer waits for a counted fact."""
        for entry in found.law.provisions.values():
            for condition in conditions_of(entry.says):
                if name in facts_of(condition) and not isinstance(entry.says, Allocation):
                    truth = described(getattr(entry.says, "items", ("any",)), found.paragraphs)[0] & evaluate(condition, found.facts, found.law.member).truth
                    if truth is Truth.UNKNOWN and (found.outcome not in _SETTLED or not isinstance(entry.says, (LicenseException, Review))):
                        return True
        return False

    def _numbered(self, each: Slice, found: Determination, shipment: Shipment) -> int:
        before = None
        if each.before is not None:
            earlier = self.determine(shipment, each.before)
            changed = (earlier.answer, _policy(earlier)) != (found.answer, _policy(found))
            before = _said(earlier) if changed else None
        return self.answers.number(record_of(found, self.library), before)

    def determine(self, shipment: Shipment, law: Law) -> Determination:
        """The evaluator's answer, counted."""
        self.decided += 1
        return determine(shipment, law, self.library, depends=False)

    def shipment(self, case: Case, quantity: Decimal | None = None) -> Shipment:
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
        given.update(_unknown_seats((meanings.places[case.destination], meanings.places[case.headquarters], meanings.places[case.parent])))
        return Shipment(
            item=NO_ITEM if case.item < 0 else meanings.items[case.item],
            destination=meanings.places[case.destination],
            on=meanings.slices.slices[case.law].on,
            headquarters=meanings.places[case.headquarters],
            parent_headquarters=meanings.places[case.parent],
            exporter=exporter,
            quantity=quantity,
            given=given,
        )


def _unknown_seats(codes: tuple[str, str, str]) -> dict[str, Known]:
    """The seats that the book names and that nobody can make out: unknown, not left out."""
    return {fact: unknown_word(fact) for fact, code in zip(("headquarters", "parent_headquarters"), codes[1:], strict=True) if code == NOWHERE}


def _policy(found: Determination) -> str | None:
    return found.review.policy if found.review else None


def _said(found: Determination) -> str:
    policy = _policy(found)
    return f"{found.answer}, {policy}" if policy else str(found.answer)
