"""One item under one law, asked country by country.

Belongs here: preparing the item's case once, and answering once for all countries where the same
provisions apply in the same way. Does not: comparing laws.
Always true: an answer here is `determine`'s own; two countries with one basis have one answer.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace

from ecluse.compare.kept_sides import SideParts
from ecluse.compare.side import Side
from ecluse.compare.side_classes import SideClasses
from ecluse.determine.case import CaseFacts
from ecluse.determine.decide import determine_case
from ecluse.determine.determination import Determination
from ecluse.determine.shipment import Shipment
from ecluse.determine.trace import leaves
from ecluse.facts.truth import Truth
from ecluse.law.provision import Classification, Definition, Group, Provision, conditions_of
from ecluse.law.register import InForce

Basis = tuple[Hashable, ...]


class ItemCases:
    """The cases of one shipment under one side, moved from country to country.

    Args:
        parts: The parts of the side's law that bear on items, to share them. With it, the law is
            first cut down to what can bear on the item; for many countries this saves time.
    """

    def __init__(self, side: Side, shipment: Shipment, parts: SideParts | None = None) -> None:
        self.side = side
        self.shipment = shipment
        if parts is None:
            self.law, self.classes = side.law, SideClasses(side.law, side.library)
            self.identity: Hashable = tuple(side.law.provisions)
        else:
            self.identity, self.law, self.classes = parts.bearing_on(shipment)
        self.case = CaseFacts(shipment, self.law, side.library)
        self._answers: dict[Basis, Determination] = {}

    @property
    def content(self) -> dict[str, tuple[object, ...]]:
        """The part of the law that bears on the item, by provision."""
        return {name: content(entry) for name, entry in self.law.provisions.items()}

    def at(self, code: str) -> CaseFacts:
        """The case moved to a country; its parties are of that country."""
        return self.case.moved(replace(self.shipment, destination=code), self.classes.place(code))

    def basis(self, case: CaseFacts) -> Basis:
        """All that can decide the answer: each provision that is not FALSE, with the truth of its
        tests.
        """
        parts: list[Hashable] = []
        for name, entry in self.law.provisions.items():
            if isinstance(entry.says, Group):
                continue
            conditions = list(conditions_of(entry.says))
            if not conditions:
                parts.append((name, _SameProvision(entry.says), None))
                continue
            findings = [case.decide(condition) for condition in conditions]
            if findings[0].truth is Truth.FALSE and not isinstance(
                entry.says, (Classification, Definition)
            ):
                continue
            truths = tuple(
                tuple(leaf.truth for leaf in leaves(finding))
                if finding.truth is Truth.UNKNOWN
                else finding.truth
                for finding in findings
            )
            doubtful = entry.doubt is not None
            parts.append((name, _SameProvision(entry.says), doubtful, entry.measure.binds, truths))
        return tuple(parts)

    def answer(self, case: CaseFacts, basis: Basis) -> Determination:
        """The answer in one case; cases with one basis are answered once."""
        if basis not in self._answers:
            self._answers[basis] = determine_case(case, depends=False, needs=False)
        return self._answers[basis]


def content(entry: InForce) -> tuple[object, ...]:
    """What a provision says, who is bound, and whether it is in doubt."""
    return (entry.says, entry.doubt, entry.measure.binds)


class _SameProvision:
    """A provision that is quick to compare and to hash: first by its name, then by its text."""

    __slots__ = ("says",)

    def __init__(self, says: Provision) -> None:
        self.says = says

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _SameProvision) and (
            self.says is other.says or self.says == other.says
        )

    def __hash__(self) -> int:
        return hash(self.says.provision)
