"""Which headquarters stand for a shipment: what is said, what is on record, or unknown.

Belongs here: joining the seats on record of several parties, choosing between them and what is
said, and the countries that parties are said to be in. Does not: finding a party on record
(screening), what a seat brings (the law), wording.
Always true: a seat on record that makes an answer stricter outranks one that is said; one that may
make it freer fills in only where an end user is named, and where each end user and ultimate
consignee that is named is on record, sits there, and is not said to be elsewhere. Questions and
order books choose by these functions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ecluse.screening.party import Party, Role

if TYPE_CHECKING:
    from ecluse.screening.address_region import StatedRegion
    from ecluse.screening.company_facts import SeatFacts

OPEN = "?"  # a country of which it is said that nobody knows it
SEATED = (Role.END_USER, Role.ULTIMATE_CONSIGNEE, None)  # whose seat the law asks for, in order
# The headquarters and the parent's: a code, OPEN, or None where it is left out.
Seats = tuple[str | None, str | None]
# A party, with what is on record of it.
Found = tuple[Party, "SeatFacts | None"]


def countries_said(party: Party) -> tuple[str, ...]:
    """The countries that a party is said to be in: in its own words, that of its address, that of
    a state whose body it is, and those of a list; several where these differ, for none makes
    nothing of another. `OPEN` where one is said in its own words, and none that can be read.
    """
    own = party.country or _of_address(party) or (OPEN if party.somewhere else None)
    listed = (seat.country for seat in party.listed_in)
    said = (own, _of_address(party), party.body_of, *listed)
    return tuple(dict.fromkeys(code for code in said if code))


def by_whom(party: Party, code: str) -> tuple[str, str]:
    """How the words call who says that a party is in a country, and the list that does; empty where
    its name does, or somebody says so of it outright.
    """
    if code in countries_said(replace(party, body_of=None, listed_in=())):
        return "by", ""
    if code == party.body_of:
        return "by name", ""
    seat = next((seat for seat in party.listed_in if seat.country == code), None)
    if seat is None:
        return "by", ""
    return "by list" if seat.surely else "by review", seat.list


def _of_address(party: Party) -> str | None:
    """The country of a party's address, or of the region in which that lies."""
    if party.address is None:
        return None
    from ecluse.screening.address_country import country_of
    from ecluse.screening.address_region import countries_of_region

    code, region = country_of(party.address), _region_of_address(party)
    if code is not None or region is None:
        return code
    within = countries_of_region(region.symbol)
    return party.country if party.country in within else within[0]


def possible_country(party: Party) -> str | None:
    """The country in which a party may be whose address names none: the code that ends the address
    is that country's and a state's, and no country is said in which it is the latter.
    """
    if party.address is None or _of_address(party) is not None:
        return None
    from ecluse.screening.address_country import may_be_in

    code = may_be_in(party.address, party.country)
    return None if code == party.country else code


def may_lie_in(party: Party) -> tuple[str, ...]:
    """The countries that a party is said to be in, or may be."""
    said, possible = countries_said(party), possible_country(party)
    if possible is not None:
        return (*said, possible)
    if party.address is None:
        return said
    from ecluse.screening.address_country import also_named

    return tuple(dict.fromkeys((*said, *also_named(party.address))))


def regions_said(party: Party) -> tuple[StatedRegion, ...]:
    """The regions under an embargo of their own that a party is said to be in, or may be."""
    from ecluse.screening.address_region import StatedRegion

    own = None if party.region is None else StatedRegion(party.region)
    both = (own, _region_of_address(party))
    return tuple(dict.fromkeys(region for region in both if region is not None))


def _region_of_address(party: Party) -> StatedRegion | None:
    if party.address is None:
        return None
    from ecluse.screening.address_region import region_of

    return region_of(party.address, party.country)


def speaks_against(party: Party) -> str | None:
    """The country, or the region of it, in which a party's address lies or may lie, where its own
    words name another country.
    """
    places = may_lie_in(replace(party, body_of=None, listed_in=()))
    other = next((code for code in places if code != party.country), None)
    if party.country is None or other is None:
        return None
    region = _region_of_address(party)
    return other if region is None else region.symbol


def said_countries(parties: Iterable[Party]) -> tuple[str, ...]:
    """The countries that the end user and the ultimate consignee among some parties are said to be
    in, or may be, in the order of their codes.
    """
    seated = (party for party in parties if party.role in SEATED)
    return tuple(sorted({code for party in seated for code in may_lie_in(party)}))


def said_regions(parties: Iterable[Party]) -> tuple[StatedRegion, ...]:
    """The regions under an embargo of their own that they are said to be in, or may be."""
    seated = (party for party in parties if party.role in SEATED)
    said = {region for party in seated for region in regions_said(party)}
    return tuple(sorted(said, key=lambda region: (region.symbol, region.surely)))


@dataclass(frozen=True, slots=True)
class PlaceDoubts:
    """What a person must look at of where the end user and the ultimate consignee are.

    Args:
        unread: The address of one of whom nobody says the country names none that is read.
        disputed: The place in which an address lies or may lie, beside the country that is said.
    """

    unread: bool = False
    disputed: tuple[tuple[str, str], ...] = ()


NO_DOUBTS = PlaceDoubts()


def place_doubts(parties: Iterable[Party]) -> PlaceDoubts:
    """What is to be looked at of where some parties are."""
    seated = [party for party in parties if party.role in SEATED and party.address is not None]
    if not seated:
        return NO_DOUBTS
    against = {
        (place, party.country)
        for party in seated
        if party.country is not None and (place := speaks_against(party)) is not None
    }
    unread = any(not countries_said(party) for party in seated)
    return PlaceDoubts(unread=unread, disputed=tuple(sorted(against)))


def receiving_countries(parties: Iterable[Party]) -> tuple[str, ...]:
    """Those of them that are said of a party which may be the ultimate consignee; where the item is
    used says nothing of where it is received.
    """
    return said_countries(_receiving(parties))


def receiving_regions(parties: Iterable[Party]) -> tuple[StatedRegion, ...]:
    """The same of regions under an embargo of their own."""
    return said_regions(_receiving(parties))


def _receiving(parties: Iterable[Party]) -> Iterable[Party]:
    return (party for party in parties if party.role is not Role.END_USER)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatsOnRecord:
    """What is on record of the seats of a shipment's end user and ultimate consignee.

    Args:
        headquarters: One that makes an answer stricter, else the one that all of them share.
        parent: The same of their ultimate parents.
        fills, fills_parent: Whether it may fill in what is left out or unknown, though it be freer.
        parent_open: Who stands behind one of them is disputed.
        abroad: One is said to be in a country of `restricted`.
        restricted: The countries of which a headquarters makes an answer stricter.
    """

    headquarters: str | None = None
    parent: str | None = None
    fills: bool = False
    fills_parent: bool = False
    parent_open: bool = False
    abroad: bool = False
    restricted: frozenset[str] = field(default=frozenset(), repr=False)

    @property
    def says_nothing(self) -> bool:
        """Whether what is said stands, whatever it is."""
        return (self.headquarters, self.parent, self.parent_open, self.abroad) == (
            None,
            None,
            False,
            False,
        )

    def standing(self, said: Seats, destination: str | None) -> Seats:
        """The headquarters and the parent's that stand beside what is said."""
        seat, parent = said
        return self._headquarters(seat, destination), self._parent(seat, parent)

    def _headquarters(self, said: str | None, destination: str | None) -> str | None:
        if self.headquarters in self.restricted:
            return said if said in self.restricted else self.headquarters
        if said not in (None, OPEN):
            return said
        if self.headquarters is not None and self.fills:
            return self.headquarters
        elsewhere = self.abroad and destination not in self.restricted
        return OPEN if said is None and elsewhere else said

    def _parent(self, seat: str | None, said: str | None) -> str | None:
        if self.parent in self.restricted:
            return said if said in self.restricted else self.parent
        if said not in (None, OPEN):
            return said
        if self.parent_open:
            return OPEN
        agrees = seat in (None, OPEN, self.headquarters)
        return self.parent if self.parent is not None and self.fills_parent and agrees else said


def seats_on_record(parties: Iterable[Found], restricted: frozenset[str]) -> SeatsOnRecord:
    """What is on record of the seats of some parties, of whatever role.

    Args:
        parties: Each with its record of the day; None where it is no company on record.
        restricted: The countries of which a headquarters makes an answer stricter.
    """
    seated = [(party, seat) for party, seat in parties if party.role in SEATED]
    seats = [seat for _, seat in seated if seat is not None]
    whole = all(seat is not None and _sits_there(party, seat) for party, seat in seated) and any(
        party.role is Role.END_USER for party, _ in seated
    )
    headquarters, alike = _one_of([seat.headquarters for seat in seats], restricted)
    above = [seat.parent_headquarters for seat in seats]
    parent, above_alike = _one_of(above, restricted)
    return SeatsOnRecord(
        headquarters=headquarters,
        parent=parent,
        fills=whole and alike,
        fills_parent=whole and alike and above_alike,
        parent_open=any(seat.parent_open for seat in seats),
        abroad=any(code in restricted for party, _ in seated for code in countries_said(party)),
        restricted=restricted,
    )


def _sits_there(party: Party, seat: SeatFacts) -> bool:
    """Whether a party is surely the company on record: nothing said of it speaks against that, and
    no address without a country, which may lie anywhere.
    """
    if party.country is None and party.address is not None:
        return False
    return seat.headquarters is not None and set(countries_said(party)) <= {seat.headquarters}


def _one_of(codes: list[str | None], restricted: frozenset[str]) -> tuple[str | None, bool]:
    """A seat that makes an answer stricter, else one that is there; and whether all are that."""
    known = [code for code in codes if code is not None]
    found = min(known, key=lambda code: code not in restricted, default=None)
    return found, all(code == found for code in codes)
