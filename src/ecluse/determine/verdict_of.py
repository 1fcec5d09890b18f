"""The verdict alone, without its findings: for whoever asks of many cases.

Belongs here: the public functions that give a verdict, and what it needs, by codes.
Does not: findings, provisions, notices, wording (decide gives all of them).
Always true: the verdict is that of `determine`, case by case (property-tested); where codes cannot
stand for a law, `determine` is asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from ecluse.determine.case import PLACES, CaseFacts, Like, Memo
from ecluse.determine.coded_case import CodedCase, Coder, beyond
from ecluse.determine.decide import determine_case
from ecluse.determine.follow import Stands, Unknowns
from ecluse.determine.shipment import Shipment, check_day, check_on_file
from ecluse.determine.stated import EXPORTING, seats, stated
from ecluse.determine.verdict import Outcome, Verdict
from ecluse.facts.figure import exactly
from ecluse.facts.known import Value
from ecluse.law.in_force import Law
from ecluse.law.library import Library

_MOST_ITEMS = 2048


def verdict_of(question: Shipment, law: Law, library: Library) -> Verdict:
    """The verdict of one question: what `determine(question, law, library).verdict` is, sooner.

    For many questions under one law, make one `Verdicts` and ask it.

    Raises:
        InputError, UnknownNameError: As `determine`.
    """
    return Verdicts(law, library).of(question)


@dataclass(frozen=True, slots=True)
class Needed:
    """A verdict, and what an undetermined one waits for.

    Args:
        needs: The facts that decide; empty where the answer stands.
        settled: Unknown facts that were looked at and cannot change the answer.
    """

    verdict: Verdict
    needs: frozenset[str] = frozenset()
    settled: frozenset[str] = frozenset()


class Verdicts:
    """The verdicts under one law, in bulk.

    What the law says is compiled once, and what is known of an item is laid out once; both are kept
    for later laws of the same period, up to a number of items. A value may be made and dropped
    freely, and asked from one thread at a time.

        verdicts = Verdicts(register.at(day), library)
        answers = verdicts.all(shipments)          # in order, one verdict each
        verdicts.of(shipment)                      # one
        verdicts.needed(shipment)                  # one, with what an undetermined one waits for
        verdicts.of_case(facts)                    # of a case that is laid out already

    Args:
        law: The law of one day. A shipment's own day says only as which country a place counts.
        library: The data, which hold the items that shipments name.

    Raises:
        InputError: The day, or the day up to which things are known, lies before the record.
        DataError: The law says of nothing that it is subject to the regulations.
    """

    def __init__(self, law: Law, library: Library) -> None:
        check_day(law.on, library, "on")
        check_day(law.known, library, "known")
        library.check_answers(law)
        self.law, self.library = law, library
        self.coder = law.once(Coder)
        self._items = law.once(_Items)

    def all(self, shipments: Iterable[Shipment]) -> list[Verdict]:
        """The verdict of each shipment, in order.

        Raises:
            InputError, UnknownNameError: A shipment names what is not on file.
        """
        return [self.of(shipment) for shipment in shipments]

    def of(self, shipment: Shipment) -> Verdict:
        """The verdict of one shipment.

        Raises:
            InputError, UnknownNameError: It names what is not on file.
        """
        check_on_file(shipment, self.library)
        if not self.coder.whole:
            return self.of_case(CaseFacts(shipment, self.law, self.library))
        return self._needed(self._coded(shipment), narrowed=False).verdict

    def needed(self, shipment: Shipment) -> Needed:
        """The verdict of one shipment, and what it needs: the `needs` and `settled` that
        `determine` finds.

        Raises:
            InputError, UnknownNameError: It names what is not on file.
        """
        check_on_file(shipment, self.library)
        if not self.coder.whole:
            found = determine_case(CaseFacts(shipment, self.law, self.library), depends=False)
            return Needed(found.verdict, found.needs, found.settled)
        return self._needed(self._coded(shipment), narrowed=True)

    def of_case(self, facts: CaseFacts) -> Verdict:
        """The verdict of a case that is laid out already, under this law."""
        if not self.coder.whole:
            return determine_case(facts, depends=False, needs=False).verdict
        return self._needed(CodedCase.of(facts, self.coder), narrowed=False).verdict

    def _needed(self, case: CodedCase, *, narrowed: bool) -> Needed:
        verdict = case.answer().verdict
        if verdict.outcome is not Outcome.UNDETERMINED:
            return Needed(verdict)
        needs, laid = case.needs(), case.presuming()
        followed = Unknowns(laid.facts, needs, laid.otherwise).followed(needs=narrowed)
        if not isinstance(followed, Stands):
            return Needed(verdict, followed.needs, followed.settled)
        stands = followed.strictest.verdict
        if stands.policy is not None:
            stands = replace(stands, held=case.held())
        return Needed(stands, frozenset(), needs)

    def _coded(self, shipment: Shipment) -> CodedCase:
        """The codes of a shipment: those of its item, with what else is said of it."""
        base = self._items.of(shipment, self.law, self.library)
        if shipment.given or shipment.exporter is not None:
            return self._laid_out(shipment, base)
        coder, changed = self.coder, dict[str, Value](seats(shipment, self.library.countries))
        if shipment.quantity is not None:
            changed["quantity"] = exactly(shipment.quantity)
        if shipment.end_use is not None:
            changed["end_use"] = shipment.end_use
        names = frozenset(changed)

        def lay_out() -> CaseFacts:
            said = stated(shipment, self.library, base.facts.stated)
            return base.facts.like(shipment, said, names)

        codes = bytearray(base.vector)
        for name, value in changed.items():
            for slot, code in coder.writes_of(name, value):
                codes[slot] = code
        case = CodedCase(coder, lay_out, bytes(codes), base.inside, self._beyond(shipment))
        if coder.derived(names):
            case.vector = coder.stating(case.vector, case.facts, names)
        return case

    def _beyond(self, shipment: Shipment) -> str | None:
        return beyond(self.library, self.law) if shipment.strict else None

    def _laid_out(self, shipment: Shipment, base: CodedCase) -> CodedCase:
        """The codes of a shipment of which more is said than where it goes."""
        names = {*PLACES, "origin", "quantity", "end_use", *shipment.given}
        if shipment.exporter is not None or "exporter" in shipment.given:
            names.update(EXPORTING)
        said = stated(shipment, self.library, base.facts.stated)
        facts = base.facts.like(shipment, said, frozenset(names))
        vector = self.coder.stating(base.vector, facts, frozenset(names))
        inside = self.coder.inside(facts) if "datacenter" in shipment.given else base.inside
        return CodedCase(self.coder, facts, vector, inside, self._beyond(shipment))


class _Items:
    """The codes of items that go nowhere, under the law of one period."""

    def __init__(self, law: Law) -> None:
        self.coder = law.once(Coder)
        figures = tuple(each for each in law.definitions.values() if each.when is None)
        begun = tuple(step.since <= law.on for each in figures for step in each.steps)
        self._defining = figures, begun
        self._coded: dict[tuple[int, int, bool], CodedCase] = {}

    def of(self, shipment: Shipment, law: Law, library: Library) -> CodedCase:
        """The codes of a shipment's item."""
        # The case holds the item and the library, so that neither number is given to another.
        key = (id(shipment.item), id(library), shipment.strict)
        found = self._coded.get(key)
        if found is None:
            if len(self._coded) > _MOST_ITEMS:
                self._coded.clear()
            found = self._coded[key] = self._code(shipment, law, library)
        return found

    def _code(self, shipment: Shipment, law: Law, library: Library) -> CodedCase:
        laid = self._laid_out(shipment, law, library)

        def nowhere() -> CaseFacts:
            flags = {*_flags(laid.law), *_flags(law)}
            same = frozenset(library.vocabulary.facts) - flags
            memo = Memo((Like(laid, same, frozenset[int]),))
            return CaseFacts(laid.shipment, law, library, laid.stated, memo)

        return CodedCase(self.coder, nowhere, self.coder.vector(laid), self.coder.inside(laid))

    def _laid_out(self, shipment: Shipment, law: Law, library: Library) -> CaseFacts:
        """What is known of the item, under a law that defines its figures as this one does; only
        flags may be otherwise.
        """
        laid_out = _laid_out_of(_Same(library))
        key = (_Same(shipment.item), shipment.strict, self._defining)
        found = laid_out.get(key)
        if found is None:
            if len(laid_out) > _MOST_ITEMS:
                laid_out.clear()
            nowhere = Shipment(
                item=shipment.item, destination=None, on=law.on, strict=shipment.strict
            )
            said = stated(nowhere, library)
            found = laid_out[key] = CaseFacts(nowhere, law, library, said)
        return found


def _flags(law: Law) -> set[str]:
    return {name for name, says in law.definitions.items() if says.when is not None}


class _Same:
    """A value that equals itself alone."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.value is self.value


@lru_cache(maxsize=8)
def _laid_out_of(_: _Same) -> dict[tuple[_Same, bool, object], CaseFacts]:
    """What is known of items, by the item, how strictly it is taken, and the definitions of
    figures.
    """
    return {}
