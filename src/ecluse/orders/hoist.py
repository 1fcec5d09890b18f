"""Deciding each like case once.

Belongs here: the cases of a book (one law, item, place and set of further facts), and working out
each with the evaluator.
Does not: finding out which cases a book holds, or writing the answers beside the lines (engine).
Always true: an answer here is `determine`'s own, on a case that the line cannot be told from by
anything the law asks.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from ecluse.citation import Confidence
from ecluse.determine.classify import classified
from ecluse.determine.contradiction import against_catalogue, contradicts
from ecluse.determine.decide import Determination, determine, determine_case
from ecluse.determine.proviso import SEATS, Provisos, provisos
from ecluse.determine.require import described
from ecluse.determine.shipment import PLACES, CaseFacts, Shipment
from ecluse.determine.verdict import Outcome
from ecluse.facts.figure import UNKNOWN_FIGURE
from ecluse.facts.item import Item
from ecluse.facts.known import Known, unknown_word
from ecluse.facts.truth import Truth
from ecluse.law.condition.cells import cut
from ecluse.law.condition.tree import Formula
from ecluse.law.library import Library
from ecluse.law.provision import Definition, LicenseException, Review
from ecluse.law.register import Law
from ecluse.orders.axes import ITEM, ROLES, Axes, Findings, countries_alike
from ecluse.orders.classes import Classes, Codes, Matters, on_file
from ecluse.orders.record import Record, fault_record, record_of
from ecluse.orders.resolve import NOWHERE
from ecluse.orders.slices import Slices

_BY_WHAT_APPLIES = (Outcome.LICENSE, Outcome.EXCEPTION)  # as firm as the requirement that applies
_SETTLED = (Outcome.NLR, Outcome.NOT_SUBJECT)
NO_ITEM = Item(name="(not in the catalogue)")


class Case(NamedTuple):
    """What an answer can depend on, as small numbers: places in `Meanings`; `facts` is one number
    for each further column.
    """

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
        items: The items; number -1 is an item that the catalogue does not hold and whose figures
            the book gives.
        places: Country codes; number 0 is a country that nobody can make out.
        facts: For each further fact: its name, and its values; value 0 is a fact left out.
        worked_out: Those of the further facts that no column gives, each with the formula by which
            it was worked out of columns.
        cells: Those of them whose values are cells of a figure, each with the number of the lowest
            cell.
    """

    slices: Slices
    items: Sequence[Item]
    places: Sequence[str]
    facts: Sequence[tuple[str, Sequence[Known | None]]]
    worked_out: Mapping[str, Formula] = field(default_factory=dict)
    cells: Mapping[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Answers:
    """The distinct answers, numbered; equal records have one number."""

    records: list[Record] = field(default_factory=list)
    before: list[str | None] = field(default_factory=list)
    _numbers: dict[tuple[Record, str | None], int] = field(default_factory=dict)
    lang: str = "en"

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
        return self.number(fault_record(fault, self.lang))


@dataclass(frozen=True, slots=True)
class Subject:
    """An item with its further facts under one law, wherever it goes: its case with the places
    unknown, and what can matter.

    `beside` is a number for all but the place on which the answer rests.
    """

    nowhere: CaseFacts
    counted: CaseFacts
    matters: Matters
    beside: int
    bearing: Provisos
    against: tuple[str, ...]


class Decider:
    """Answers cases, each class of like cases once."""

    def __init__(
        self, library: Library, meanings: Meanings, *, strict: bool = False, lang: str = "en"
    ) -> None:
        self.library = library
        self.strict = strict
        self.meanings = meanings
        self.answers = Answers(lang=lang)
        self.decided = 0
        self._line_by_line: set[object] = set()
        self._by_class: dict[object, int] = {}
        self._findings = Findings()
        self._classes: dict[int, tuple[Classes, ...]] = {}
        self._subjects: dict[tuple[int, int, tuple[int, ...]], tuple[Subject, ...]] = {}
        self._alike: dict[tuple[int, int, tuple[int, ...], tuple[str, ...]], Subject] = {}
        self._places: dict[tuple[int, int], CaseFacts] = {}
        self._worked_out: dict[int, frozenset[str]] = {}
        self._stands: dict[int, list[list[int] | None]] = {}
        self._contradicts: dict[tuple[int, int, str, int], bool] = {}
        self._bases: dict[tuple[int, int], CaseFacts] = {}
        self._given = frozenset(fact for fact, _ in meanings.facts)
        self._own = tuple(library.vocabulary.facts[fact].of == ITEM for fact, _ in meanings.facts)

    def classes(self, law: int) -> tuple[Classes, ...]:
        """The classes under a law and, where that is asked, under the law as it was known before;
        made when first asked for.
        """
        if law not in self._classes:
            self._classes[law] = tuple(
                Classes(Axes(each, self.library, self._given, self._findings))
                for each in self.laws(law)
            )
        return self._classes[law]

    def laws(self, law: int) -> tuple[Law, ...]:
        """The law and, where that is asked, the law as it was known before."""
        found = self.meanings.slices.slices[law]
        return (found.law, found.before) if found.before else (found.law,)

    def decide(
        self, cases: Iterable[Case], progress: Callable[[int], None] | None = None
    ) -> dict[Case, int]:
        """The number of the answer for each case."""
        found: dict[Case, int] = {}
        for count, case in enumerate(cases):
            key = self.like(case)
            if key not in self._by_class:
                self._by_class[key] = self._decide(case, key)
            found[case] = self._by_class[key]
            if progress and count % 64 == 0:
                progress(count)
        return found

    def like(self, case: Case) -> tuple[object, ...]:
        """The class of a case: equal for cases that the law cannot tell apart."""
        codes = self._codes(case)
        return tuple(
            (
                subject.beside,
                classes.place_as_far(self._place_class(classes, codes), subject.matters),
            )
            for classes, subject in zip(self.classes(case.law), self.subject(case), strict=True)
        )

    def line_by_line(self, case: Case) -> bool:
        """Whether quantities or running totals change the answer of such a case."""
        return self.like(case) in self._line_by_line

    def counted(self, law: int) -> tuple[tuple[str, ...], ...]:
        """The facts on which a line's quantity or a running total bears, under a law and, where
        that is asked, under the law as it was known before.
        """
        return tuple(tuple(sorted(classes.axes.counted)) for classes in self.classes(law))

    # ---- items and places ------------------------------------------------------------------------

    def subject(self, case: Case) -> tuple[Subject, ...]:
        """The item of a case with its further facts, under the law and, where that is asked, the
        law as it was known before.
        """
        facts = tuple(
            [
                stands[number] if stands is not None else number
                for stands, number in zip(self.standing(case.law), case.facts, strict=True)
            ]
        )
        key = (case.law, case.item, facts)
        found = self._subjects.get(key)
        if found is None:
            found = self._subjects[key] = tuple(
                self._subject(classes, case._replace(facts=facts))
                for classes in self.classes(case.law)
            )
        return found

    def standing(self, law: int) -> list[list[int] | None]:
        """For each further fact: its values' numbers, those of cells that the law does not tell
        apart being one; None where there are no cells.
        """
        if law not in self._stands:
            laws = self.laws(law)
            self._stands[law] = [
                None
                if fact not in self.meanings.cells
                else _stand(values, self.meanings.cells[fact], fact, laws)
                for fact, values in self.meanings.facts
            ]
        return self._stands[law]

    def _subject(self, classes: Classes, case: Case) -> Subject:
        codes = {
            fact: number
            for (fact, _), number, own in zip(
                self.meanings.facts, case.facts, self._own, strict=True
            )
            if own
        }
        further = tuple(
            number for number, own in zip(case.facts, self._own, strict=True) if not own
        )
        item = classes.item(case.item, codes, lambda: self._nowhere(classes, case))
        against = self._against(classes, case)
        key = (id(classes), item, further, against)
        if key not in self._alike:
            nowhere = self._nowhere(classes, case)
            vague = {
                name: self.library.vocabulary.unknown(name)
                for name in classes.axes.counted
                if name not in nowhere.shipment.given
            }
            counted = nowhere.with_facts(vague) if vague else nowhere
            matters = classes.matters(counted, item, case.item, codes, further)
            bearing = provisos(nowhere)
            beside = self._findings.number(
                (
                    "beside",
                    further,
                    matters.law,
                    classes.item_as_far(item, matters),
                    bearing,
                    against,
                )
            )
            self._alike[key] = Subject(nowhere, counted, matters, beside, bearing, against)
        return self._alike[key]

    def _against(self, classes: Classes, case: Case) -> tuple[str, ...]:
        """The facts of its item that a case gives against the catalogue."""
        own = [
            (fact, number, values[number])
            for (fact, values), number, is_own in zip(
                self.meanings.facts, case.facts, self._own, strict=True
            )
            if is_own and number
        ]
        if case.item < 0 or not own:
            return ()
        asked = frozenset(classes.law.asked_outright)
        if not all(fact in asked for fact, _, _ in own):
            return against_catalogue(self._nowhere(classes, case))
        base = self._stated(classes, case)
        found = []
        for fact, number, known in own:
            key = (id(classes), case.item, fact, number)
            if key not in self._contradicts:
                limits = classes.law.limits.get(fact, ())
                self._contradicts[key] = known is not None and contradicts(
                    known, base[fact], limits
                )
            if self._contradicts[key]:
                found.append(fact)
        return tuple(name for name in self.library.vocabulary.facts if name in found)

    def _stated(self, classes: Classes, case: Case) -> CaseFacts:
        """What the catalogue says of a case's item."""
        key = (id(classes), case.item)
        if key not in self._bases:
            item = self.meanings.items[case.item]
            shipment = Shipment(item=item, destination=None, on=classes.law.on, strict=self.strict)
            self._bases[key] = CaseFacts(shipment, classes.law, self.library)
        return self._bases[key]

    def _nowhere(self, classes: Classes, case: Case) -> CaseFacts:
        """The item of a case with its further facts, its places unknown."""
        shipment = self.shipment(case, law=classes.law)
        given = {name: known for name, known in shipment.given.items() if name not in PLACES}
        shipment = replace(
            shipment, destination=None, headquarters=None, parent_headquarters=None, given=given
        )
        return CaseFacts(shipment, classes.law, self.library).with_facts(
            {name: unknown_word(name) for name in PLACES}
        )

    def subject_class(self, law: int, item: int, facts: tuple[int, ...]) -> object:
        """Equal for items that the law cannot tell apart, wherever they go."""
        return (
            law,
            *(
                (subject.beside, subject.matters.number)
                for subject in self.subject(Case(law, item, 0, 0, 0, facts))
            ),
        )

    def countries_alike(self) -> list[int]:
        """For each country the number of the first that no law can tell from it, in any role."""
        laws = [
            law for number in range(len(self.meanings.slices.slices)) for law in self.laws(number)
        ]
        return countries_alike(self.meanings.places, laws, self.library)

    def role_class(self, law: int, role: int, code: int) -> int:
        """Equal for countries that the law cannot tell apart as destination (role 0), headquarters
        (1) or parent (2).
        """
        country = self.meanings.places[code]
        unknown = _unknown_seats(("", country if role == 1 else "", country if role == 2 else ""))
        return self._findings.number(
            (
                "role",
                *(
                    classes.role(ROLES[role], country, unknown.get(ROLES[role]))
                    for classes in self.classes(law)
                ),
            )
        )

    def place_class(self, law: int, destination: int, headquarters: int, parent: int) -> object:
        """Equal for places that the law cannot tell apart, whatever goes there."""
        codes = self._codes(Case(law, 0, destination, headquarters, parent, ()))
        return (law, *(self._place_class(classes, codes) for classes in self.classes(law)))

    def _place_class(self, classes: Classes, codes: Codes) -> int:
        return classes.place(codes, _unknown_seats(codes))

    def _codes(self, case: Case) -> Codes:
        places = self.meanings.places
        return places[case.destination], places[case.headquarters], places[case.parent]

    def _place(self, classes: Classes, codes: Codes) -> CaseFacts:
        key = (id(classes), self._place_class(classes, codes))
        if key not in self._places:
            self._places[key] = CaseFacts(
                classes.shipment_to(codes, _unknown_seats(codes)), classes.law, self.library
            )
        return self._places[key]

    # ---- one case --------------------------------------------------------------------------------

    def _decide(self, case: Case, key: tuple[object, ...]) -> int:
        laws, subjects, codes = self.classes(case.law), self.subject(case), self._codes(case)
        shipment = subjects[0].nowhere.shipment
        shipment = replace(
            shipment,
            destination=on_file(codes[0]),
            headquarters=on_file(codes[1]),
            parent_headquarters=on_file(codes[2]),
            given={**shipment.given, **_unknown_seats(codes)},
        )
        found, depends = self._whatever_counted(
            laws[0], subjects[0], shipment, self._place(laws[0], codes)
        )
        before = None
        if len(laws) > 1:
            given = {**subjects[1].nowhere.shipment.given, **_unknown_seats(codes)}
            earlier, then = self._whatever_counted(
                laws[1], subjects[1], replace(shipment, given=given), self._place(laws[1], codes)
            )
            before, depends = was(earlier, found), depends or then
        if depends:
            self._line_by_line.add(key)
        return self.answers.number(self._record(found, subjects[0]), before)

    def _record(self, found: Determination, subject: Subject) -> Record:
        return record_of(found, self.library, subject.bearing, subject.against, self.answers.lang)

    def _whatever_counted(
        self, classes: Classes, subject: Subject, shipment: Shipment, place: CaseFacts
    ) -> tuple[Determination, bool]:
        """The answer, and whether knowing what is counted would change it: it is asked with nothing
        known of that, and in every cell.
        """
        facts = subject.counted.moved(shipment, place)
        laid, _, _ = classified(facts)
        if not any(
            laid.decide(condition).truth is Truth.UNKNOWN
            for name in classes.axes.counted - shipment.given.keys()
            for _, condition in classes.asking(name)
        ):
            return self._ask(
                subject.nowhere.moved(shipment, place), subject
            ), False  # nothing waits for what is counted
        found = self._ask(facts, subject)
        asked = [
            name
            for name in sorted(classes.axes.counted)
            if name not in shipment.given and _in_question(name, found, classes)
        ]
        known = (
            found
            if subject.counted is subject.nowhere
            else self._ask(subject.nowhere.moved(shipment, place), subject)
        )
        if not asked:
            return known, False
        record = self._record(found, subject)
        cells = [cut(name, UNKNOWN_FIGURE, classes.law.limits.get(name, ())) for name in asked]
        for choice in product(*cells):
            if (
                self._record(
                    self._ask(
                        facts.with_facts({cell.fact: cell.known for cell in choice}), subject
                    ),
                    subject,
                )
                != record
            ):
                return known, True
        return known, False

    def _ask(self, facts: CaseFacts, subject: Subject) -> Determination:
        """The evaluator's answer, of the provisions that can matter for the subject."""
        self.decided += 1
        found = determine_case(facts, depends=False, among=subject.matters.names)
        if (
            found.outcome not in _BY_WHAT_APPLIES
            and max([each.rank for each in found.rested_on()], default=-1) < Confidence.GIVEN.rank
        ):
            # What was passed over rests on ground as firm as the user's word, or firmer: how firm
            # the answer is, only the whole law says.
            found = determine_case(facts, depends=False)
        return found

    def determine(self, shipment: Shipment, law: Law) -> Determination:
        """The evaluator's answer for one shipment, counted."""
        self.decided += 1
        return determine(shipment, law, self.library, depends=False)

    def shipment(
        self,
        case: Case,
        quantity: Decimal | None = None,
        law: Law | None = None,
        own: Mapping[str, Known] | None = None,
    ) -> Shipment:
        """The shipment that a case stands for.

        Args:
            law: The law under which it is asked; the case's own where left out.
            own: Figures of the line itself, in place of those that stand for their cells.
        """
        meanings = self.meanings
        defined = self._defined(law or meanings.slices.slices[case.law].law)
        given: dict[str, Known] = {}
        exporter = None
        for (fact, values), number in zip(meanings.facts, case.facts, strict=True):
            known = values[number] if number else None
            if known is None or (fact in meanings.worked_out and (own or fact not in defined)):
                continue
            if fact == "exporter" and isinstance(known.value, str):
                exporter = known.value
            else:
                given[fact] = known
        codes = self._codes(case)
        given.update({**(own or {}), **_unknown_seats(codes)})
        return Shipment(
            item=NO_ITEM if case.item < 0 else meanings.items[case.item],
            destination=on_file(codes[0]),
            on=meanings.slices.slices[case.law].on,
            headquarters=on_file(codes[1]),
            parent_headquarters=on_file(codes[2]),
            exporter=exporter,
            quantity=quantity,
            given=given,
            strict=self.strict,
        )

    def _defined(self, law: Law) -> frozenset[str]:
        """The figures that a law works out as they were worked out for the lines."""
        if id(law) not in self._worked_out:
            formulas = {says.defines: says.formula for says, _ in law.of_kind(Definition)}
            self._worked_out[id(law)] = frozenset(
                name
                for name, formula in self.meanings.worked_out.items()
                if formulas.get(name) == formula
            )
        return self._worked_out[id(law)]


def _stand(values: Sequence[Known | None], first: int, fact: str, laws: Sequence[Law]) -> list[int]:
    """Numbers of values; from `first` on, cells that stand alike to every limit of these laws have
    the number of the lowest of them.
    """
    limits = sorted(
        {
            limit
            for law in laws
            for name in law.touched_by(frozenset({fact}))
            for limit in law.limits.get(name, ())
        }
        | {Decimal(0)}
    )
    lowest: dict[tuple[int, int], int] = {}
    found = list(range(first))
    for number in range(first, len(values)):
        value = values[number].number  # type: ignore[union-attr]
        assert value is not None
        found.append(
            lowest.setdefault((bisect_left(limits, value), bisect_right(limits, value)), number)
        )
    return found


def _in_question(name: str, found: Determination, classes: Classes) -> bool:
    """Whether some provision that can bear on the answer waits for a counted fact."""
    for says, condition in classes.asking(name):
        truth = (
            described(getattr(says, "items", ("any",)), found.paragraphs)[0]
            & found.facts.decide(condition).truth
        )
        if truth is Truth.UNKNOWN and (
            found.outcome not in _SETTLED or not isinstance(says, (LicenseException, Review))
        ):
            return True
    return False


def _unknown_seats(codes: Codes) -> dict[str, Known]:
    """The seats that the book names and that nobody can make out: unknown, not left out."""
    return {
        fact: unknown_word(fact)
        for fact, code in zip(SEATS, codes[1:], strict=True)
        if code == NOWHERE
    }


def _policy(found: Determination) -> str | None:
    return found.review.policy if found.review else None


def was(earlier: Determination, now: Determination) -> str | None:
    """What was answered earlier, where that is not what is answered now."""
    return (
        _said(earlier) if (earlier.answer, _policy(earlier)) != (now.answer, _policy(now)) else None
    )


def _said(found: Determination) -> str:
    policy = _policy(found)
    return f"{found.answer}, {policy}" if policy else str(found.answer)
