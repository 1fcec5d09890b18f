"""Which cases of a book get one record under one law.

Belongs here: numbering the subjects and the places of a law's cases, and the classes of their
pairs. Does not: finding what pairs have alike (alike_pairs), or which cases a book has (by_codes).
Always true: pairs with one number get one record.
"""

from __future__ import annotations

from collections.abc import Collection

from ecluse.determine.verdict import Verdict
from ecluse.equivalence.law_classes import LawClasses
from ecluse.equivalence.place_class import Codes
from ecluse.orders.alike_pairs import EquivalentPairs
from ecluse.orders.coded_subject import CodedSubject
from ecluse.orders.like import Pair
from ecluse.orders.record_law import CodedPlace, RecordLaw

_MOST_PAIRS = 20_000  # that are run at once


class EquivalentUnder:
    """The cases of a book under one law."""

    def __init__(self, classes: LawClasses) -> None:
        self.law = RecordLaw(classes)
        self.verdicts: dict[int, Verdict] = {}  # by the number of what is alike
        self._subjects: list[CodedSubject] = []
        self._places: list[CodedPlace] = []
        self._numbers: dict[object, int] = {}
        self._by_codes: dict[Codes, int] = {}

    def subject(self, subject: CodedSubject) -> int:
        """The number of a subject."""
        self._subjects.append(subject)
        return len(self._subjects) - 1

    def place(self, codes: Codes) -> int:
        """The number of a destination with its headquarters and parent; one for all that are one to
        the law.
        """
        found = self._by_codes.get(codes)
        if found is None:
            key, place = self.law.place(codes)
            found = self._numbers.setdefault(key, len(self._numbers))
            if found == len(self._places):
                self._places.append(place)
            self._by_codes[codes] = found
        return found

    def alike(self, asked: Collection[Pair]) -> dict[Pair, int]:
        """For each pair a number that is equal where the records are."""
        found: dict[Pair, int] = {}
        in_order = sorted(asked, key=lambda pair: (pair[1], pair[0]))
        for start in range(0, len(in_order), _MOST_PAIRS):
            pairs = in_order[start : start + _MOST_PAIRS]
            alike = EquivalentPairs(self.law, self._subjects, self._places, pairs)
            for pair, number, verdict in alike.each():
                found[pair] = number
                if verdict is not None:
                    self.verdicts[number] = verdict
        return found
