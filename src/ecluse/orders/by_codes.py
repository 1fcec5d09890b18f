"""The cases of a book that get one record, found by running each law once over all of its cases.

Belongs here: from cases to the pairs that a law is run over, and back. Does not: what a record
rests on (alike), or deciding the case that stands for a class (lookup).
Always true: a case that codes cannot stand for has no class here.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence

from ecluse.determine.verdict import Verdict
from ecluse.equivalence.law_classes import LawClasses
from ecluse.equivalence.place_class import Codes
from ecluse.law.in_force import Law
from ecluse.orders.alike import EquivalentUnder
from ecluse.orders.case import LineCase, Meanings, Shipments
from ecluse.orders.coded_subject import CodedSubject
from ecluse.orders.record_law import possible
from ecluse.orders.subject import Subjects

Told = Hashable
_Readings = tuple[Codes, ...]


class ByCodes:
    """The classes of a book's cases, as far as codes tell them."""

    def __init__(self, meanings: Meanings, shipments: Shipments, subjects: Subjects) -> None:
        self.meanings, self.shipments, self.subjects = meanings, shipments, subjects
        self.library = shipments.library
        self._verdicts: dict[Told, Verdict] = {}
        self._places: dict[tuple[object, ...], _Readings] = {}
        self._uses: dict[tuple[int, ...], str | None] = {}

    def classes(self, cases: Sequence[LineCase]) -> dict[LineCase, Told]:
        """The class of each case for which codes can stand; equal where the records are."""
        by_law: dict[int, list[LineCase]] = {}
        for case in cases:
            if not (case.regions or self.meanings.said_otherwise(case, self.library)):  # few are
                by_law.setdefault(case.law, []).append(case)
        found: dict[LineCase, Told] = {}
        for law, some in by_law.items():
            if all(map(self._in_codes, self.meanings.laws(law))):
                found.update(self._under(law, some))
        return found

    def verdict(self, told: Told) -> Verdict | None:
        """What the law comes to in the cases of a class; None where that is not read off codes."""
        return self._verdicts.get(told)

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
        run = self.subjects.results.number(object())  # whose numbers mean nothing in another
        single: dict[LineCase, tuple[int, Codes]] = {}
        for case in cases:
            readings = self._readings(case)
            if len(readings) == 1:
                single[case] = subjects.of(case), readings[0]
            else:
                yield case, (run, *self._several(case, readings, unders))
        yield from self._single(single, unders)

    def _single(
        self, cases: Mapping[LineCase, tuple[int, Codes]], unders: Sequence[EquivalentUnder]
    ) -> Iterator[tuple[LineCase, Told]]:
        """The classes of cases of one place each, by the numbers of their items."""
        told = []
        for under in unders:
            pairs = [(under.place(codes), subject) for subject, codes in cases.values()]
            numbers = under.alike(set(pairs))
            told.append([numbers[pair] for pair in pairs])
        for case, *classes in zip(cases, *told, strict=True):
            key = (*classes, case.place_doubts)
            if (verdict := unders[0].verdicts.get(classes[0])) is not None:
                self._verdicts[key] = verdict
            yield case, key

    def _readings(self, case: LineCase) -> _Readings:
        """The places of a case, each found once where nothing else of the case bears on them."""
        if case.said_in or self._use(case.facts) is not None:
            return self.meanings.readings(case, self.library)
        key = *case[2:5], self.meanings.held(case.facts)
        found = self._places.get(key)
        if found is None:
            found = self._places[key] = (self.meanings.codes(case),)
        return found

    def _use(self, facts: tuple[int, ...]) -> str | None:
        if facts not in self._uses:
            self._uses[facts] = self.meanings.place_of_use(facts, self.library)
        return self._uses[facts]

    def _several(
        self, case: LineCase, readings: _Readings, unders: Sequence[EquivalentUnder]
    ) -> tuple[Hashable, ...]:
        """All on which the answer of a case that goes to one of several places can rest."""
        alike, use = self.subjects.standing(case), self._use(case.facts)
        places = [under.place(codes) for under in unders for codes in readings]
        return alike.item, alike.facts, case.place_doubts, use, *places

    def subject(self, case: LineCase, classes: LawClasses) -> CodedSubject:
        """The item of a case with its further facts, under one law, moved as it follows."""
        against = self.subjects.against(classes, case)
        moves = self.meanings.follows(case, self.library)
        counted = classes.axes.counted
        return CodedSubject.of(case, classes.law, self.shipments, counted, against, moves)


class _Numbered:
    """The items of some cases with their further facts, numbered alike under all laws of a case."""

    def __init__(self, by_codes: ByCodes, unders: Sequence[EquivalentUnder]) -> None:
        self.by_codes, self.unders = by_codes, unders
        self._numbers: dict[tuple[int, tuple[int, ...], str | None], int] = {}

    def of(self, case: LineCase) -> int:
        """The number of a case's item."""
        meanings, library = self.by_codes.meanings, self.by_codes.library
        key = case.item, case.facts, meanings.follows(case, library)
        found = self._numbers.get(key)
        if found is None:
            standing = self.by_codes.subjects.standing(case)
            alike = standing.item, standing.facts, key[-1]
            if alike not in self._numbers:
                for under in self.unders:
                    subject = self.by_codes.subject(standing, under.law.classes)
                    self._numbers[alike] = under.subject(subject)
            found = self._numbers[key] = self._numbers[alike]
        return found
