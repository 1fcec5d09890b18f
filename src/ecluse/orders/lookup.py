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
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from ecluse.determine.case import CaseFacts
from ecluse.determine.decide import determine, determine_case
from ecluse.determine.determination import Determination
from ecluse.determine.movement import MOVEMENT
from ecluse.determine.shipment import Shipment
from ecluse.determine.ultimate import REGION, whichever
from ecluse.equivalence.axes import ROLES
from ecluse.equivalence.bearing import with_open
from ecluse.equivalence.place_class import Codes, countries_alike
from ecluse.facts.known import Known, unknown_word
from ecluse.law.library import Library
from ecluse.law.register import Law
from ecluse.orders.answers import Answers, PartAnswers, says, was
from ecluse.orders.by_codes import ByCodes, Told
from ecluse.orders.case import LineCase, Meanings, Shipments, unknown_seats
from ecluse.orders.counted import whatever_is_counted
from ecluse.orders.record import Record, record_of
from ecluse.orders.recorded import Recorded
from ecluse.orders.subject import Subjects

log = logging.getLogger(__name__)
_NOTHING: Mapping[str, Known] = MappingProxyType({})
_Reading = tuple[Codes, Mapping[str, Known]]  # places, and what more is given of them


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
        self._by_class: dict[object, tuple[int, bool]] = {}

    def part(self, cases: list[LineCase], *, by_codes: bool) -> PartAnswers:
        """The answers to some cases, apart from all others.

        Args:
            by_codes: Cases that get one record are found first, as far as codes tell them; where
                few are alike, deciding each is sooner.
        """
        began = self.decided
        told = self.by_codes.classes(cases) if by_codes else {}
        found = [self._answered(case, told.get(case)) for case in cases]
        places = {number: place for place, number in enumerate(dict.fromkeys(n for n, _ in found))}
        records = [(self.answers.records[number], self.answers.before[number]) for number in places]
        answers = [places[number] for number, _ in found]
        return PartAnswers(answers, records, [waits for _, waits in found], self.decided - began)

    def recipe(self, *, by_codes: bool) -> DeciderRecipe:
        """How another process answers cases as this does."""
        strict, lang = self.shipments.strict, self.answers.lang
        return DeciderRecipe(self.library, self.meanings, strict, lang, by_codes)

    # ---- classes ---------------------------------------------------------------------------------

    def _answered(self, case: LineCase, told: Told | None) -> tuple[int, bool]:
        """The number of a case's answer, and whether it waits for what is counted: that of the
        first case of its class, if codes tell one and the evaluator says what they come to.
        """
        key: object = case if told is None else told
        found = self._by_class.get(key)
        if found is None:
            found = self._decide(case)
            verdict = None if told is None else self.by_codes.verdict(told)
            if verdict is not None and not says(self.answers.records[found[0]], verdict):
                log.error("codes come to %s for %s", verdict, case)
                key = case
            self._by_class[key] = found
        return found

    def subject_class(self, law: int, item: int, facts: tuple[int, ...]) -> object:
        """Equal for items that the law cannot tell apart, wherever they go."""
        # With what is said of parties goes what is said of where they are.
        told = facts[-1] if self.meanings.parties else 0
        meanings = self.meanings
        use = meanings.place_of_use(facts, self.library)
        places = use, meanings.left(facts), meanings.held(facts)
        return law, told, places, *self.subjects.numbers(LineCase(law, item, 0, 0, 0, facts))

    def place_class(self, law: int, destination: int, headquarters: int, parent: int) -> object:
        """Equal for places that the law cannot tell apart, whatever goes there."""
        codes = self.meanings.codes(LineCase(law, 0, destination, headquarters, parent, ()))
        unknown = unknown_seats(codes)
        return law, *(
            classes.places.number(codes, unknown) for classes in self.subjects.classes(law)
        )

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

    def used_in(self, recorded: Recorded | None) -> frozenset[int]:
        """The countries in which the item of some line may be received or used: such a destination
        is that line's own, whatever the law tells apart.
        """
        said = self.meanings.places_said(self.library)
        return said if recorded is None else said | recorded.all_said_in

    def counted(self, law: int) -> tuple[tuple[str, ...], ...]:
        """The facts on which a line's quantity or a running total bears, under a law and, where
        that is asked, under the law as it was known before.
        """
        return tuple(tuple(sorted(classes.axes.counted)) for classes in self.subjects.classes(law))

    # ---- one case --------------------------------------------------------------------------------

    def _decide(self, case: LineCase) -> tuple[int, bool]:
        """The answer of a case, and whether it waits for what is counted."""
        answers = [self._whichever(case, side) for side in range(len(self.meanings.laws(case.law)))]
        found = answers[0].found
        before = was(answers[1].found, found) if len(answers) > 1 else None
        number = self.answers.number(answers[0].record(found), before)
        return number, any(answer.waits for answer in answers)

    def _whichever(self, case: LineCase, side: int) -> _Under:
        """The answer under one of the laws of a case, whichever of its places holds."""
        first, *others = [self._at(case, side, *each) for each in self._readings(case)]
        found = whichever(first.found, [each.found for each in others])
        return first._replace(found=found, waits=any(each.waits for each in (first, *others)))

    def _readings(self, case: LineCase) -> list[_Reading]:
        """The places that a case may have, and what more is given of each: the region, and how it
        moves by where it is said to leave.
        """
        meanings, library = self.meanings, self.library
        read: list[_Reading] = [(codes, _NOTHING) for codes in meanings.readings(case, library)]
        _, seat, parent = meanings.codes(case)
        read += [
            ((region.within, seat, parent), {REGION: Known(value=region.symbol)})
            for region in meanings.regions_used_in(case, library)
        ]
        for codes, there in tuple(read):
            word = meanings.moves(case, codes[0], library)
            if word is not None:
                read.append((codes, {**there, MOVEMENT: Known(value=word)}))
        return read

    def _at(self, case: LineCase, side: int, codes: Codes, there: Mapping[str, Known]) -> _Under:
        """The answer under one of the laws of a case at a place, of which more may be given."""
        classes = self.subjects.classes(case.law)[side]
        shipment = self.shipments.of(case, classes.law)
        if codes != self.meanings.codes(case):
            shipment = _moved(shipment, codes)
        shipment = replace(shipment, given={**shipment.given, **there})
        known = self.shipments.laid_out(case, shipment, classes.law)
        open_ = with_open(known, classes.axes.counted - shipment.given.keys())
        against = self.subjects.against(classes, case)
        record = partial(record_of, library=self.library, against=against, lang=self.answers.lang)
        found, waits = whatever_is_counted(classes, known, open_, self._ask, record)
        return _Under(found, waits, record)

    def _ask(self, case: CaseFacts) -> Determination:
        self.decided += 1
        return determine_case(case, depends=False)

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
    by_codes: bool

    def job(self) -> Callable[[list[LineCase]], PartAnswers]:
        """A decider of its own."""
        decider = Decider(self.library, self.meanings, strict=self.strict, lang=self.lang)
        return partial(decider.part, by_codes=self.by_codes)


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
