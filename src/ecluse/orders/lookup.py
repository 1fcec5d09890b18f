"""Answering the cases of a book, each class of like cases once.

Belongs here: the class of a case, and its answer. Does not: finding out which cases a book holds
(keys), or writing the answers beside the lines (engine).
Always true: an answer is the one that `determine` gives for a case of the same equivalence class.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from ecluse.citation import Confidence
from ecluse.determine.case import CaseFacts
from ecluse.determine.decide import determine, determine_case
from ecluse.determine.determination import Determination
from ecluse.determine.shipment import Shipment
from ecluse.determine.ultimate import REGION, whichever
from ecluse.determine.verdict import FREER, Outcome
from ecluse.equivalence.axes import ROLES
from ecluse.equivalence.bearing import with_open
from ecluse.equivalence.matters import LawClasses
from ecluse.equivalence.place_class import Codes, countries_alike
from ecluse.facts.known import Known, unknown_word
from ecluse.law.library import Library
from ecluse.law.register import Law
from ecluse.orders.answers import Answers, PartAnswers, says, was
from ecluse.orders.by_codes import ByCodes, Told
from ecluse.orders.case import LineCase, Meanings, Shipments, unknown_seats
from ecluse.orders.counted import whatever_is_counted
from ecluse.orders.record import Record, record_of
from ecluse.orders.subject import Subject, Subjects

log = logging.getLogger(__name__)
_PRESUMING = frozenset(outcome.value for outcome in FREER)
_BY_WHAT_APPLIES = (Outcome.LICENSE, Outcome.EXCEPTION)  # as firm as the requirement that applies


_NOTHING: Mapping[str, Known] = MappingProxyType({})


class How(Enum):
    """How the cases of a book are told apart.

    SINGLY: Each is decided by itself: where few are alike, sooner than finding out which.
    BY_CLASSES: By what the law cannot tell apart of their items and of their places.
    BY_CODES: By what one run of the law over all of them comes to, as far as that tells.
    """

    SINGLY = "singly"
    BY_CLASSES = "by classes"
    BY_CODES = "by codes"


class Decider:
    """Answers cases, each class of like cases once."""

    def __init__(
        self, library: Library, meanings: Meanings, *, strict: bool = False, lang: str = "en"
    ) -> None:
        self.library = library
        self.meanings = meanings
        self.shipments = Shipments(meanings, library, strict=strict)
        self.subjects = Subjects(library, meanings, self.shipments)
        self.by_codes = ByCodes(meanings, self.shipments, self.subjects)
        self.answers = Answers(lang=lang)
        self.decided = 0
        self._line_by_line: set[object] = set()
        self._by_class: dict[object, int] = {}
        self._presuming: set[object] = set()  # the classes with answers that presume something
        self._places: dict[tuple[int, int], CaseFacts] = {}

    def part(self, cases: list[LineCase], *, how: How) -> PartAnswers:
        """The answers to some cases, apart from all others."""
        began, singly = self.decided, how is How.SINGLY
        alike = self.by_codes.classes(cases) if how is How.BY_CODES else {}
        numbers: list[int] = []
        line_by_line: list[bool] = []
        for case in cases:
            told = alike.get(case)
            key = self._answered(case, singly=singly) if told is None else self._told(case, told)
            numbers.append(self._by_class[key])
            line_by_line.append(key in self._line_by_line)
        places = {number: place for place, number in enumerate(dict.fromkeys(numbers))}
        records = [(self.answers.records[number], self.answers.before[number]) for number in places]
        answers = [places[number] for number in numbers]
        return PartAnswers(answers, records, line_by_line, self.decided - began)

    def recipe(self, how: How) -> DeciderRecipe:
        """How another process answers cases as this does."""
        strict, lang = self.shipments.strict, self.answers.lang
        return DeciderRecipe(self.library, self.meanings, strict, lang, how)

    # ---- classes ---------------------------------------------------------------------------------

    def _told(self, case: LineCase, told: Told) -> object:
        """A class that codes tell, which has an answer: the evaluator's own for its first case. The
        case itself, should that not be what the codes come to.
        """
        if told in self._by_class:
            return told
        number, waits = self._decide(case, singly=True)
        verdict = self.by_codes.verdict(told)
        key: object = told
        if verdict is not None and not says(self.answers.records[number], verdict):
            log.error("codes come to %s for %s", verdict, case)
            key = case
        self._by_class[key] = number
        if waits:
            self._line_by_line.add(key)
        return key

    def _answered(self, case: LineCase, *, singly: bool) -> object:
        """The class of a case, which has an answer; the case itself where each is decided by
        itself.
        """
        whole: object = case if singly else self.case_class(case)
        key = self._with_provisos(case, whole) if whole in self._presuming else whole
        if key not in self._by_class:
            number, waits = self._decide(case, singly=singly)
            if not singly and self.answers.records[number].outcome in _PRESUMING:
                self._presuming.add(whole)
                key = self._with_provisos(case, whole)
            self._by_class[key] = number
            if waits:
                self._line_by_line.add(key)
        return key

    def _with_provisos(self, case: LineCase, whole: object) -> object:
        """The class of a case whose answer presumes something: what it presumes tells items apart
        that are otherwise alike.
        """
        return whole, *[subject.bearing for subject in self.subjects.of(case)]

    def case_class(self, case: LineCase) -> tuple[object, ...]:
        """The class of a case: equal for cases that the law cannot tell apart, but for what their
        answers presume.
        """
        if case.regions:  # such are few
            return (case,)
        readings = self._readings(case)
        place = self.meanings.place_of_use(case.facts, self.library)
        return (
            place,
            case.place_doubts,
            *[
                (
                    subject.beside,
                    *(
                        classes.places.projected(
                            _place(classes, codes), subject.matters.place_tests
                        )
                        for codes in readings
                    ),
                )
                for classes, subject in zip(
                    self.subjects.classes(case.law), self.subjects.of(case), strict=True
                )
            ],
        )

    def _readings(self, case: LineCase) -> tuple[Codes, ...]:
        """The places of a case, and those that it has where the goods go on to the country in which
        the item may be used (`determine.ultimate`).
        """
        codes = to, seat, parent = self.meanings.codes(case)
        others = self.meanings.used_in(case, self.library) if to is not None else ()
        return (codes, *((code, seat, parent) for code in others if code != to))

    def subject_class(self, law: int, item: int, facts: tuple[int, ...]) -> object:
        """Equal for items that the law cannot tell apart, wherever they go."""
        subjects = self.subjects.of(LineCase(law, item, 0, 0, 0, facts))
        # With what is said of parties goes what is said of where they are.
        told = facts[-1] if self.meanings.parties else 0
        place = self.meanings.place_of_use(facts, self.library)
        return (
            law,
            told,
            place,
            *((each.beside, each.bearing, each.matters.number) for each in subjects),
        )

    def place_class(self, law: int, destination: int, headquarters: int, parent: int) -> object:
        """Equal for places that the law cannot tell apart, whatever goes there."""
        codes = self.meanings.codes(LineCase(law, 0, destination, headquarters, parent, ()))
        return (law, *(_place(classes, codes) for classes in self.subjects.classes(law)))

    def role_class(self, law: int, role: int, code: int) -> int:
        """Equal for countries that the law cannot tell apart as destination (role 0), headquarters
        (1) or parent (2).
        """
        country, name = self.meanings.country(code), ROLES[role]
        unknown = unknown_word(name) if country is None and role else None
        return self.subjects.results.number(
            (
                "role",
                *(
                    classes.places.role(name, country, unknown)
                    for classes in self.subjects.classes(law)
                ),
            )
        )

    def countries_alike(self) -> list[int]:
        """For each country the number of the first that no law can tell from it, in any role."""
        numbers = range(len(self.meanings.slices.slices))
        laws = [law for number in numbers for law in self.meanings.laws(number)]
        return countries_alike(self.meanings.places, laws, self.library)

    def counted(self, law: int) -> tuple[tuple[str, ...], ...]:
        """The facts on which a line's quantity or a running total bears, under a law and, where
        that is asked, under the law as it was known before.
        """
        return tuple(tuple(sorted(classes.axes.counted)) for classes in self.subjects.classes(law))

    # ---- one case --------------------------------------------------------------------------------

    def _decide(self, case: LineCase, *, singly: bool) -> tuple[int, bool]:
        """The answer of a case that stands for its class, or for itself, and whether it waits for
        what is counted.
        """
        answers = [
            self._whichever(case, side, singly=singly)
            for side in range(len(self.meanings.laws(case.law)))
        ]
        found = answers[0].found
        before = was(answers[1].found, found) if len(answers) > 1 else None
        number = self.answers.number(answers[0].record(found), before)
        return number, any(answer.waits for answer in answers)

    def _whichever(self, case: LineCase, side: int, *, singly: bool) -> _Under:
        """The answer under one of the laws of a case, whichever of its places holds."""
        under = self._alone if singly else self._under
        first, *others = [under(case, side, codes) for codes in self._readings(case)]
        for region in self.meanings.regions_used_in(case, self.library):
            _, seat, parent = self.meanings.codes(case)
            there = {REGION: Known(value=region.symbol)}
            others.append(self._alone(case, side, (region.within, seat, parent), there))
        found = whichever(first.found, [each.found for each in others])
        return first._replace(found=found, waits=any(each.waits for each in (first, *others)))

    def _under(self, case: LineCase, side: int, codes: Codes) -> _Under:
        """The answer under one of the laws of a case that stands for its class, at a place."""
        classes, subject = self.subjects.classes(case.law)[side], self.subjects.of(case)[side]
        to, seat, parent = codes
        shipment = replace(
            subject.nowhere.shipment,
            destination=to,
            headquarters=seat,
            parent_headquarters=parent,
            given={**subject.nowhere.shipment.given, **unknown_seats(codes)},
        )
        key = (id(classes), _place(classes, codes))
        if key not in self._places:
            anything = classes.places.shipment_to(codes, unknown_seats(codes))
            self._places[key] = CaseFacts(anything, classes.law, self.library)
        known = subject.nowhere.moved(shipment, self._places[key])
        vague = subject.counted is not subject.nowhere
        open_ = subject.counted.moved(shipment, self._places[key]) if vague else known
        record = partial(self._record, subject=subject)
        ask = partial(self._ask, subject=subject)
        return _Under(*whatever_is_counted(classes, known, open_, ask, record), record)

    def _alone(
        self, case: LineCase, side: int, codes: Codes, there: Mapping[str, Known] = _NOTHING
    ) -> _Under:
        """The answer under one of the laws of a case, decided by itself, at a place of which more
        may be given.
        """
        classes = self.subjects.classes(case.law)[side]
        shipment = self.shipments.of(case, classes.law)
        if codes != self.meanings.codes(case):
            shipment = _moved(shipment, codes)
        shipment = replace(shipment, given={**shipment.given, **there})
        known = self.shipments.laid_out(case, shipment, classes.law)
        open_ = with_open(known, classes.axes.counted - shipment.given.keys())
        against = self.subjects.against(classes, case)
        record = partial(record_of, library=self.library, against=against, lang=self.answers.lang)
        found, waits = whatever_is_counted(classes, known, open_, self._ask_alone, record)
        return _Under(found, waits, record)

    def _ask_alone(self, case: CaseFacts) -> Determination:
        self.decided += 1
        return determine_case(case, depends=False)

    def _record(self, found: Determination, subject: Subject) -> Record:
        bearing = subject.bearing if found.outcome in FREER else None
        return record_of(found, self.library, bearing, subject.against, self.answers.lang)

    def _ask(self, case: CaseFacts, subject: Subject) -> Determination:
        """The evaluator's answer, of the provisions that can matter for the subject."""
        self.decided += 1
        found = determine_case(case, depends=False, among=subject.matters.names)
        if found.outcome in _BY_WHAT_APPLIES:
            return found
        weakest = max([each.rank for each in found.rested_on()], default=-1)
        if weakest < Confidence.GIVEN.rank:
            # What was passed over rests on ground as firm as the user's word, or firmer: how firm
            # the answer is, only the whole law says.
            found = determine_case(case, depends=False)
        return found

    def determine(self, shipment: Shipment, law: Law) -> Determination:
        """The evaluator's answer for one shipment, counted."""
        self.decided += 1
        return determine(shipment, law, self.library, depends=False)

    def shipment(
        self,
        case: LineCase,
        quantity: Decimal | None = None,
        own: Mapping[str, Known] | None = None,
    ) -> Shipment:
        """The shipment that a line of a case is; `own` are figures of the line itself."""
        law = self.meanings.laws(case.law)[0]
        return self.shipments.of(case, law, quantity=quantity, own=own)


class _Under(NamedTuple):
    """The answer of a case under one law, whether it waits for what is counted, and how it is put
    in columns.
    """

    found: Determination
    waits: bool
    record: Callable[[Determination], Record]


@dataclass(frozen=True, slots=True)
class DeciderRecipe:
    """How another process answers cases of the same book."""

    library: Library
    meanings: Meanings
    strict: bool
    lang: str
    how: How

    def job(self) -> Callable[[list[LineCase]], PartAnswers]:
        """A decider of its own."""
        decider = Decider(self.library, self.meanings, strict=self.strict, lang=self.lang)
        return partial(decider.part, how=self.how)


def _moved(shipment: Shipment, codes: Codes) -> Shipment:
    """The shipment to another place, its seats as that place has them."""
    to, seat, parent = codes
    return replace(
        shipment,
        destination=to,
        headquarters=seat,
        parent_headquarters=parent,
        given={**shipment.given, **unknown_seats(codes)},
    )


def _place(classes: LawClasses, codes: Codes) -> int:
    return classes.places.number(codes, unknown_seats(codes))
