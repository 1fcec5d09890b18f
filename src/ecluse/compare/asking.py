"""Asking one item under one law, country by country.

Belongs here: laying a case out once, and answering once all countries to which the same bears. Does
not: comparing laws.
Always true: an answer here is `determine`'s own; two cases of one item with one bearing have one
answer.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace

from ecluse.compare.alike import Alike, concerning
from ecluse.compare.side import Side
from ecluse.determine.case import CaseFacts
from ecluse.determine.decide import Determination, determine_case
from ecluse.determine.shipment import Shipment
from ecluse.determine.trace import leaves
from ecluse.facts.truth import Truth
from ecluse.law.provision import Classification, Definition, Group, Provision, conditions_of
from ecluse.law.register import Law

Laws = dict[Hashable, tuple[Law, Alike]]


class Asking:
    """Determinations of one shipment under one side, laid out once and moved from country to
    country.

    Args:
        laws: Laws laid out already, to share between items; what can bear on the item nowhere is
            then left out first, which is worth it for many countries.
    """

    def __init__(self, side: Side, shipment: Shipment, laws: Laws | None = None) -> None:
        self.side = side
        self.shipment = shipment
        law = side.law if laws is None else concerning(CaseFacts(shipment, side.law, side.library))
        self.identity: Hashable = (id(side), tuple(law.provisions))
        self.law, self.alike = ({} if laws is None else laws).setdefault(
            self.identity, (law, Alike(law, side.library))
        )
        self.case = CaseFacts(shipment, self.law, side.library)
        self._answered: dict[tuple[Hashable, ...], Determination] = {}

    @property
    def content(self) -> dict[str, tuple[object, ...]]:
        """What of the law bears on the item."""
        return {
            name: (entry.says, entry.doubt, entry.measure.binds)
            for name, entry in self.law.provisions.items()
        }

    def at(self, code: str) -> CaseFacts:
        """The case moved to a country, the parties being of it."""
        return self.case.moved(replace(self.shipment, destination=code), self.alike.place(code))

    def bearing(self, case: CaseFacts) -> tuple[Hashable, ...]:
        """All that the answer can rest on there: what is not FALSE, how each test comes out, and
        the formulas.
        """
        found: list[Hashable] = []
        for name, entry in self.law.provisions.items():
            says = entry.says
            if isinstance(says, Group):
                continue
            conditions = list(conditions_of(says))
            if not conditions:
                found.append((name, _Same(says), None))
                continue
            findings = [case.decide(condition) for condition in conditions]
            if findings[0].truth is Truth.FALSE and not isinstance(
                says, (Classification, Definition)
            ):
                continue
            how = tuple(
                tuple(leaf.truth for leaf in leaves(finding))
                if finding.truth is Truth.UNKNOWN
                else finding.truth
                for finding in findings
            )
            found.append((name, _Same(says), entry.doubt is not None, entry.measure.binds, how))
        return tuple(found)

    def ask(self, case: CaseFacts, bearing: tuple[Hashable, ...]) -> Determination:
        """The answer in one case; cases on which the same bears alike are answered once."""
        if bearing not in self._answered:
            self._answered[bearing] = determine_case(case, depends=False, needs=False)
        return self._answered[bearing]


class _Same:
    """What a provision says, quick to compare and to hash: by its name and then by itself."""

    __slots__ = ("says",)

    def __init__(self, says: Provision) -> None:
        self.says = says

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and (self.says is other.says or self.says == other.says)

    def __hash__(self) -> int:
        return hash(self.says.provision)
