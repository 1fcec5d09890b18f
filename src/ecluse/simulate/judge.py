"""What the engine says of one product at one place, worked out once for all laws that say the same.

Belongs here: which part of a law can bear on a shipment, and the answer for each such part.
Does not: days and stretches of days (gate), or deciding (determine).
Always true: two laws share an answer only where every provision that can bear on the shipment is
the same in both, from the same measure, and the same day-bound steps have begun.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from ecluse.bounded import Bounded
from ecluse.determine.case import CaseFacts
from ecluse.determine.decide import determine
from ecluse.determine.determination import Determination
from ecluse.determine.items import SameOne, laid_out
from ecluse.determine.question import read_fact
from ecluse.determine.shipment import Shipment
from ecluse.determine.ultimate import readings
from ecluse.determine.verdict import Outcome
from ecluse.equivalence.bearing import bearing, without_unasked
from ecluse.law.in_force import InForce, Law
from ecluse.law.library import Library
from ecluse.law.provision import Group

FREE, HELD, SHUT, UNKNOWN = "free", "held", "shut", "unknown"
_MOST_LAWS = 512  # whose answers a judge remembers
_MOST_JUDGES = 512  # of all shipments that are asked about


@dataclass(frozen=True, slots=True, kw_only=True)
class GateAnswer:
    """One answer, as a gate takes it.

    Args:
        state: Free, held (under a license of the scenario), shut, or unknown.
        policy: How an application is reviewed, where a license is required.
        measures: The measures whose requirements apply.
        needs: The facts that would settle an unknown state.
    """

    state: str
    policy: str | None
    measures: tuple[str, ...]
    needs: tuple[str, ...]


class Judge:
    """The answers for one shipment under one law after another."""

    def __init__(self, shipment: Shipment, library: Library) -> None:
        self.shipment, self.library = shipment, library
        self._of_provisions: Bounded[Hashable, tuple[object, GateAnswer]] = Bounded(_MOST_LAWS)
        self._of_part: Bounded[Hashable, GateAnswer] = Bounded(_MOST_LAWS)

    def of(self, law: Law) -> GateAnswer:
        """The answer under a law."""
        key = id(law.provisions), self._of_the_day(law)
        found = self._of_provisions.get(key)
        if found is None:
            # The provisions stand beside the answer, so that no number is given to another's.
            found = self._of_provisions[key] = law.provisions, self._of_what_bears(law)
        return found[1]

    def _of_what_bears(self, law: Law) -> GateAnswer:
        asked = replace(self.shipment, on=law.on)
        each_reading = (asked, *readings(asked, self.library))
        parts = tuple(_part(laid_out(each, law, self.library)) for each in each_reading)
        key = parts, self._of_the_day(law)
        found = self._of_part.get(key)
        if found is None:
            found = _judged(determine(asked, law, self.library, depends=False))
            self._of_part[key] = found
        return found

    def _of_the_day(self, law: Law) -> Hashable:
        """What an answer takes from the day itself, beside the provisions in force."""
        asked, codes = self.shipment, self.library.countries
        named = asked.destination, asked.headquarters
        places = tuple(codes.for_the_law(each, law.on) for each in named if each is not None)
        filed = asked.item.eccn is not None or bool(asked.given)
        return law.begun, places, self.library.eccns.period(law.on) if filed else 0


def judge_of(
    item: str, place: tuple[str, str], given: Mapping[str, str], library: Library
) -> Judge:
    """The judge of an item at a place, the same for every law that is asked about.

    Args:
        place: Destination and seat.
        given: Facts of the shipment, as a question gives them.
    """
    judges = _judges(SameOne(library))
    key = item, place, tuple(sorted(given.items()))
    found = judges.get(key)
    if found is None:
        shipment = Shipment(
            item=library.catalogue.get(item, "market"),
            destination=place[0],
            headquarters=place[1],
            on=library.data_as_of,
            given={n: read_fact(n, text, library, f"given {n}") for n, text in given.items()},
        )
        found = judges[key] = Judge(shipment, library)
    return found


@lru_cache(maxsize=4)
def _judges(_: SameOne) -> Bounded[Hashable, Judge]:
    return Bounded(_MOST_JUDGES)


def _part(case: CaseFacts) -> Hashable:
    """The provisions that can bear on a case, as a value to compare."""
    law = without_unasked(bearing(case, ()))
    return tuple((name, _content(entry)) for name, entry in law.provisions.items())


def _content(entry: InForce) -> Hashable:
    """What a provision says, by whom: groups by their members, other texts by their identity."""
    says = entry.says if isinstance(entry.says, Group) else SameOne(entry.says)
    return says, SameOne(entry.measure), entry.since, entry.doubt


def _judged(found: Determination) -> GateAnswer:
    return GateAnswer(
        state=_state(found),
        policy=found.review.policy if found.review else None,
        measures=tuple(dict.fromkeys(each.entry.measure.measure for each in found.requirements)),
        needs=tuple(sorted(found.needs)) if found.outcome is Outcome.UNDETERMINED else (),
    )


def _state(found: Determination) -> str:
    if found.outcome is Outcome.LICENSE:
        return HELD if found.verdict.held else SHUT
    return UNKNOWN if found.outcome is Outcome.UNDETERMINED else FREE
