"""Where the vendor of an item designs, where nobody says it.

Belongs here: finding a vendor in the catalogue and in the record of companies, and its seat.
Does not: what is taken where nothing is on record (the vocabulary), or what a seat brings (law).
Always true: a company on record that is no vendor of the catalogue takes the presumption away and
puts no seat in its place, for what it sells may be of another's design.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ecluse.citation import Confidence
from ecluse.facts.known import Known
from ecluse.law.library import Library
from ecluse.law.seats import restricted_seats

if TYPE_CHECKING:
    from ecluse.screening.registry import CompanyRegistry

DESIGNER = "designer_headquarters"


def seat_of_vendor(vendor: str, library: Library) -> Known | None:
    """Where a vendor designs: as the catalogue has it; unknown where a company of its name, or one
    whose name begins alike, has a seat that brings restrictions; None where nothing is on record.
    """
    seats = library.once(_seats_in_catalogue)
    name = library.exporters.bare(vendor)
    found = seats.get(name) or seats.get(_key_of(vendor, library), frozenset())
    if len(found) == 1:
        return Known(value=min(found), confidence=Confidence.HIGH, because="the vendor")
    begun = (seats.get(each, frozenset()) for each in _beginnings(name))
    may_be = found.union(_on_record(vendor, library), *begun)
    if may_be.isdisjoint(restricted_seats(library, library.latest_law)):
        return None
    return library.vocabulary.unknown(DESIGNER)


def _seats_in_catalogue(library: Library) -> Mapping[str, frozenset[str]]:
    """Where each vendor of the catalogue designs, by its name without legal forms and by the
    company on record that it is.
    """
    seats: dict[str, frozenset[str]] = {}
    for item in library.catalogue.items.values():
        if item.vendor is not None and item.designer_headquarters is not None:
            for name in (library.exporters.bare(item.vendor), _key_of(item.vendor, library)):
                seats[name] = seats.get(name, frozenset()) | {item.designer_headquarters}
    seats.pop("", None)
    return seats


def _key_of(vendor: str, library: Library) -> str:
    """The company on record of that name, in letters that no name without legal forms has."""
    key = _companies(library).names.key_of(vendor)
    return "" if key is None else f"#{key}"


def _on_record(vendor: str, library: Library) -> frozenset[str]:
    """The seats of the company of a name, or of all whose name begins with it."""
    registry = _companies(library)
    key = registry.names.key_of(vendor)
    keys = registry.names.begun_by(vendor) if key is None else {key}
    return frozenset().union(*map(registry.companies.seats, keys))


def _companies(library: Library) -> CompanyRegistry:
    from ecluse.determine.party_record import registry_of  # most starts name no vendor of their own

    return registry_of(library)


def _beginnings(name: str) -> Iterator[str]:
    """A name as far as each of its words but the last."""
    said = name.split()
    return (" ".join(said[:end]) for end in range(1, len(said)))
