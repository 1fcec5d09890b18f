"""The log of measures with some parts left out, and the answers that it then gives.

Belongs here: dropping parts as a scenario does, and asking the same question again. Does not:
choosing the parts (law_parts), or searching for sets of them (law_change).
Always true: where a dropped part replaced a provision, the earlier version comes back; two logs
that give the same law are asked once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ecluse.determine.decide import determine
from ecluse.determine.determination import Determination
from ecluse.determine.verdict import FREER
from ecluse.facts.figure import UNKNOWN_FIGURE
from ecluse.facts.truth import Truth
from ecluse.law.register import Law, Register
from ecluse.remedy.bearing import SAYS_NOTHING

# A part is a whole measure, (measure, None), or its changes of one provision, (measure, provision).
Part = tuple[str, str | None]


class EditedLog:
    """One question, asked again under the log without some of its parts."""

    def __init__(self, determination: Determination, register: Register) -> None:
        self.determination = determination
        self.register = register
        self.free = determination.outcome in FREER
        self.ends: frozenset[Part] = frozenset(
            (measure.measure, change.provision)
            for measure in register.measures
            for change in measure.changes
            if change.act == "removes"
        )
        self._by_parts: dict[frozenset[Part], Determination] = {}
        self._by_law: dict[object, Determination] = {}

    def determine(self, dropped: frozenset[Part]) -> Determination:
        """The determination under the log without `dropped`."""
        if dropped not in self._by_parts:
            law = self.determination.law
            edited = self.without(dropped).at(law.on, law.known, law.reading)
            self._by_parts[dropped] = self._under(_that_decides(edited))
        return self._by_parts[dropped]

    def _under(self, law: Law) -> Determination:
        members = tuple((name, group.members) for name, group in law.groups.items())
        key = (law.fingerprint, members)
        if key not in self._by_law:
            shipment, library = self.determination.shipment, self.determination.facts.library
            self._by_law[key] = determine(shipment, law, library, refine=False)
        return self._by_law[key]

    def opened(self, dropped: frozenset[Part]) -> bool:
        """Whether an answer that was free now needs facts that nobody gave.

        A figure does not count if its definition was dropped too.
        """
        facts = self.determination.facts
        return self.free and all(
            name in facts and facts[name].value in (None, Truth.UNKNOWN, UNKNOWN_FIGURE)
            for name in self.determine(dropped).needs
        )

    def without(self, dropped: Iterable[Part]) -> Register:
        """The log without some parts."""
        dropped = frozenset(dropped)
        measures = []
        for measure in self.register.measures:
            if (measure.measure, None) in dropped:
                continue
            left = tuple(
                change
                for change in measure.changes
                if (measure.measure, change.provision) not in dropped
            )
            same = len(left) == len(measure.changes)
            measures.append(measure if same else replace(measure, changes=left))
        return replace(self.register, measures=tuple(measures))


def _that_decides(law: Law) -> Law:
    """The law without the provisions on which no answer rests."""
    provisions = {
        name: entry
        for name, entry in law.provisions.items()
        if not isinstance(entry.says, SAYS_NOTHING)
    }
    return replace(law, provisions=provisions)
