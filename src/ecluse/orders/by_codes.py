"""The cases of a book that get one record, found by running each law once over all of its cases.

Belongs here: from cases to the pairs that a law is run over, and back. Does not: what a record
rests on (alike), or deciding the case that stands for a class (lookup).
Always true: a case that codes cannot stand for has no class here.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from ecluse.determine.party_seats import NO_DOUBTS
from ecluse.determine.verdict import Verdict
from ecluse.equivalence.matters import LawClasses
from ecluse.law.in_force import Law
from ecluse.orders.alike import EquivalentUnder
from ecluse.orders.case import LineCase, Meanings, Shipments
from ecluse.orders.coded_subject import CodedSubject
from ecluse.orders.record_law import possible
from ecluse.orders.subject import Subjects

Told = tuple[int, ...]  # a number for each law that a case is asked under


class ByCodes:
    """The classes of a book's cases, as far as codes tell them."""

    def __init__(self, meanings: Meanings, shipments: Shipments, subjects: Subjects) -> None:
        self.meanings, self.shipments, self.subjects = meanings, shipments, subjects
        self.library = shipments.library
        self._verdicts: dict[int, Verdict] = {}
        self._elsewhere: dict[Hashable, bool] = {}

    def classes(self, cases: Sequence[LineCase]) -> dict[LineCase, Told]:
        """The class of each case for which codes can stand; equal where the records are."""
        by_law: dict[int, list[LineCase]] = {}
        for case in cases:
            by_law.setdefault(case.law, []).append(case)
        found: dict[LineCase, Told] = {}
        for law, some in by_law.items():
            if all(map(self._in_codes, self.meanings.laws(law))):
                found.update(self._under(law, some))
        return found

    def verdict(self, told: Told) -> Verdict | None:
        """What the law comes to in the cases of a class; None where that is not read off codes."""
        return self._verdicts.get(told[0])

    def _in_codes(self, law: Law) -> bool:
        # Strictly, nothing is freer than a license after the last day on record.
        beyond = self.shipments.strict and law.on > self.library.data_as_of
        return not beyond and possible(law)

    def _under(self, law: int, cases: Sequence[LineCase]) -> Iterator[tuple[LineCase, Told]]:
        """The classes of cases under one law and, where that is asked, the law as it was known
        before.
        """
        unders = [EquivalentUnder(classes) for classes in self.subjects.classes(law)]
        subjects = _Numbered(self, unders)
        asked = {
            case: (subjects.of(case), codes)
            for case in cases
            if (codes := self._place(case)) is not None
        }
        told = []
        for under in unders:
            pairs = [(under.place(codes), subject) for subject, codes in asked.values()]
            numbers = under.alike(set(pairs))
            self._verdicts.update(under.verdicts)
            told.append([numbers[pair] for pair in pairs])
        yield from zip(asked, zip(*told, strict=True), strict=True)

    def _place(self, case: LineCase) -> tuple[str, str, str] | None:
        """The countries of a case; None where one of them is unknown, or where the goods may go on
        to another.
        """
        to, seat, parent = self.meanings.codes(case)
        if to is None or seat is None or parent is None:
            return None
        if case.regions or case.place_doubts != NO_DOUBTS:
            return None
        key = to, case.facts, case.said_in, case.received_in
        elsewhere = self._elsewhere.get(key)
        if elsewhere is None:
            used_in = self.meanings.used_in(case, self.library)
            elsewhere = self._elsewhere[key] = any(code != to for code in used_in)
        return None if elsewhere else (to, seat, parent)

    def subject(self, case: LineCase, classes: LawClasses) -> CodedSubject:
        """The item of a case with its further facts, under one law."""
        against = self.subjects.against(classes, case)
        return CodedSubject.of(case, classes.law, self.shipments, classes.axes.counted, against)


class _Numbered:
    """The items of some cases with their further facts, numbered alike under all laws of a case."""

    def __init__(self, by_codes: ByCodes, unders: Sequence[EquivalentUnder]) -> None:
        self.by_codes, self.unders = by_codes, unders
        self._numbers: dict[tuple[int, tuple[int, ...]], int] = {}

    def of(self, case: LineCase) -> int:
        """The number of a case's item."""
        key = case.item, case.facts
        found = self._numbers.get(key)
        if found is None:
            standing = self.by_codes.subjects.standing(case)
            alike = standing.item, standing.facts
            if alike not in self._numbers:
                for under in self.unders:
                    subject = self.by_codes.subject(standing, under.law.classes)
                    self._numbers[alike] = under.subject(subject)
            found = self._numbers[key] = self._numbers[alike]
        return found
