"""What a line says of its parties, and what screening found of them, as one.

Belongs here: the parties of a line as a shipment takes them. Does not: what screening found
(parties), or which of two stands (determine).
Always true: the stricter stands; a name that is given never frees what the book itself says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from ecluse.determine.listed_word import said_of_lists
from ecluse.determine.party_facts import stricter, told_word
from ecluse.determine.party_seats import NO_DOUBTS, PlaceDoubts
from ecluse.facts.known import Known
from ecluse.law.library import Library
from ecluse.screening.party import Party

if TYPE_CHECKING:
    from ecluse.screening.address_region import StatedRegion


@dataclass(frozen=True, slots=True, kw_only=True)
class LineParties:
    """The parties of a line, screened for the line's own day: what they tell the law is told.

    Args:
        named: None: lines that are told the same share an answer, which names no party.
        countries: Those that the end user and the ultimate consignee are said to be in.
        receiving: Those of them that are said of whoever may receive the item.
        place_doubts: What is to be looked at of where they are.
        regions, receiving_regions: The same of regions under an embargo of their own.
    """

    told: Mapping[str, Known] = field(default_factory=dict)
    on: date | None = None
    known: date | None = None
    records: None = None
    named: tuple[Party, ...] = ()
    countries: tuple[str, ...] = ()
    receiving: tuple[str, ...] = ()
    place_doubts: PlaceDoubts = NO_DOUBTS
    regions: tuple[StatedRegion, ...] = ()
    receiving_regions: tuple[StatedRegion, ...] = ()

    def __bool__(self) -> bool:
        """Whether anybody is named."""
        return bool(self.told)

    @property
    def tells(self) -> frozenset[str]:
        """The facts that `facts` tells, whatever the line says of them."""
        return frozenset(self.told)

    def under(self, on: date, known: date | None) -> LineParties:
        """The same; what they tell is that of the line's own day."""
        return replace(self, on=on, known=known)

    def facts(self, on: date) -> dict[str, Known]:
        """What the law is told of them, whatever day of the line's law is asked."""
        del on
        return dict(self.told)


def line_parties(
    given: Mapping[str, Known],
    screened: Mapping[str, Known],
    library: Library,
    *,
    strict: bool,
    said: LineParties | None = None,
) -> LineParties | None:
    """The parties of a line that gives some facts; None where it says nothing of any.

    Args:
        said: What is said of where they are.
    """
    where = LineParties() if said is None else said
    if not screened:
        return where if where != LineParties() else None
    own = said_of_lists(given, library)
    told = told_word(own, stricter(own, screened), strict=strict)
    return replace(where, told=told)
