"""The verdict alone, without its findings: for whoever asks of many cases.

Belongs here: the public functions that give a verdict, and what it needs, by codes.
Does not: findings, provisions, notices, wording (decide gives all of them).
Always true: the verdict is that of `determine`, case by case (property-tested); where codes cannot
stand for a law, `determine` is asked.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace

from ecluse.determine.case import CaseFacts
from ecluse.determine.coded_case import CodedCase, Coder, beyond
from ecluse.determine.coded_needs import needs_of
from ecluse.determine.decide import determine_case
from ecluse.determine.follow import Stands, Unknowns
from ecluse.determine.items import Items, differing
from ecluse.determine.shipment import Shipment, check_day, check_on_file
from ecluse.determine.stated import seats, stated
from ecluse.determine.ultimate import as_one, needed, readings, said_otherwise
from ecluse.determine.verdict import Outcome, Verdict
from ecluse.facts.figure import exactly
from ecluse.facts.item import Item
from ecluse.facts.known import Value
from ecluse.law.in_force import Law
from ecluse.law.library import Library


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
        self._items = law.once(Items)

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
        return self._of_readings(shipment, narrowed=False).verdict

    def needed(self, shipment: Shipment) -> Needed:
        """The verdict of one shipment, and what it needs: the `needs` and `settled` that
        `determine` finds.

        Raises:
            InputError, UnknownNameError: It names what is not on file.
        """
        return self._of_readings(shipment, narrowed=True)

    def _of_readings(self, shipment: Shipment, *, narrowed: bool) -> Needed:
        """The verdict of all readings of a shipment as one, and what it needs."""
        shipment = shipment.under(self.law)
        read = readings(shipment, self.library)
        first, *others = [self._of_reading(each, narrowed=narrowed) for each in (shipment, *read)]
        if not others:
            return first
        verdict = as_one(first.verdict, (each.verdict for each in others))
        if verdict.outcome is not Outcome.UNDETERMINED:
            return replace(first, verdict=verdict)
        told = [
            (each.verdict, each.needs, said_otherwise(reading, shipment))
            for each, reading in zip(others, read, strict=True)
        ]
        return replace(first, verdict=verdict, needs=needed(first.verdict, first.needs, told))

    def _of_reading(self, shipment: Shipment, *, narrowed: bool) -> Needed:
        check_on_file(shipment, self.library)
        if self.coder.whole:
            return self._needed(self._coded(shipment), narrowed=narrowed)
        return self._walked(CaseFacts(shipment, self.law, self.library), narrowed=narrowed)

    def _walked(self, facts: CaseFacts, *, narrowed: bool) -> Needed:
        found = determine_case(facts, depends=False, needs=narrowed)
        return Needed(found.verdict, found.needs, found.settled)

    def class_of_place(self, item: Item, code: str) -> Hashable:
        """Equal for destinations to which every item gets one verdict, if nothing else is said.

        Args:
            item: Any item.
        """
        shipment = Shipment(item=item, destination=code, on=self.law.on)
        said = seats(shipment, self.library.countries)
        if not self.coder.whole or self.coder.derived(frozenset(said)):
            return code
        return tuple(self.coder.writes_of(name, value) for name, value in said.items())

    def of_case(self, facts: CaseFacts) -> Verdict:
        """The verdict of a case that is laid out already, under this law."""
        if self.coder.whole:
            return self._needed(CodedCase.of(facts, self.coder), narrowed=False).verdict
        return self._walked(facts, narrowed=False).verdict

    def _needed(self, case: CodedCase, *, narrowed: bool) -> Needed:
        verdict = case.answer().verdict
        if verdict.outcome is not Outcome.UNDETERMINED:
            return Needed(verdict)
        needs, laid = needs_of(case), case.presuming
        followed = Unknowns(laid.facts, needs, laid.otherwise).followed(needs=narrowed)
        if not isinstance(followed, Stands):
            return Needed(verdict, followed.needs, followed.settled)
        stands = followed.strictest.verdict
        if stands.policy is not None:
            stands = replace(stands, held=case.held())
        return Needed(stands, frozenset(), needs)

    def _coded(self, shipment: Shipment) -> CodedCase:
        """The codes of a shipment: those of its item, with what else is said of it."""
        base = self._items.of(shipment, self.law, self.library).case
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
        names = differing(shipment, self.library)
        said = stated(shipment, self.library, base.facts.stated)
        facts = base.facts.like(shipment, said, names)
        vector = self.coder.stating(base.vector, facts, names)
        inside = self.coder.inside(facts) if "datacenter" in shipment.given else base.inside
        return CodedCase(self.coder, facts, vector, inside, self._beyond(shipment))
