"""The parties that a shipment names, with what they meet on the lists.

Belongs here: screening them once, and what of it stands on a day. Does not: what a standing entry
tells the law (party_facts), comparing names (screening), wording.
Always true: what a party meets is found once, whatever the day; which entries stand, and which
clearances hold, and so where a party sits, is asked anew of each day; where names cannot be
compared nobody is cleared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ecluse.determine.listed_seat import listed_seat, seated
from ecluse.determine.party_facts import (
    FLAGS,
    FOR_CCL,
    LISTED,
    NAMED_ROLES,
    POLICY,
    SDN_TAG,
    list_days,
    not_screened,
    party_facts,
    screened_words,
    stricter,
    told_word,
    whole,
)
from ecluse.determine.party_record import OF_OWNERS, PartyRecords
from ecluse.determine.party_seats import (
    PlaceDoubts,
    place_doubts,
    receiving_countries,
    receiving_regions,
    said_countries,
    said_regions,
)
from ecluse.determine.party_text import LONGEST
from ecluse.errors import NotScreened
from ecluse.facts.known import Known
from ecluse.screening.clearance import Clearance, Clearances
from ecluse.screening.entry import Entry, ListVersion
from ecluse.screening.match import Match
from ecluse.screening.party import Party, Role
from ecluse.screening.sdn_tags import SdnTags, read_sdn_tags
from ecluse.screening.standing import StandingMatch, wordings_on

if TYPE_CHECKING:
    from ecluse.screening.address_region import StatedRegion
    from ecluse.screening.screen import Screener

OF_SCREENING = frozenset({*FLAGS, FOR_CCL, POLICY, SDN_TAG, LISTED})
NO_CLEARANCES = Clearances()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyMatch:
    """A party meets an entry.

    Args:
        wordings: What the entry says, in each wording on record, the earliest first.
    """

    party: Party
    match: Match
    wordings: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A party that is, or may be, the one that an entry lists on a day.

    Args:
        clearance: What frees it of the entry.
    """

    party: Party
    match: Match
    entry: Entry
    clearance: Clearance | None

    @property
    def standing(self) -> StandingMatch:
        """The match without its party."""
        return StandingMatch(self.match, self.entry, self.clearance is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedParties:
    """The parties of a shipment, screened.

    Args:
        named: Each with the seat that its name, or an entry that it meets, says.
        matches: What they meet, whatever the day.
        lists: The lists that they were compared with.
        tags: Which tags of the SDN List the law names.
        nobody: Those of them whom no name tells ("unknown", "to be determined").
        not_compared: Why they could not be compared; None where they were.
        said: What is said of lists beside the names; the stricter of both stands.
        on: The day that is asked; that of the shipment where None.
        known: What had been published by then counts; everything where None.
        strict: What the lists cannot say yet is not taken for granted.
        records: Those that are companies on record; None where none is.
        placed: They before an entry gave one a seat, or a clearance took one; `named` where empty.
    """

    named: tuple[Party, ...]
    matches: tuple[PartyMatch, ...]
    lists: tuple[ListVersion, ...]
    tags: SdnTags
    clearances: Clearances = NO_CLEARANCES
    nobody: tuple[Party, ...] = ()
    not_compared: str | None = None
    said: Mapping[str, Known] = field(default_factory=dict)
    on: date | None = None
    known: date | None = None
    strict: bool = False
    records: PartyRecords | None = None
    placed: tuple[Party, ...] = ()

    def under(self, on: date, known: date | None) -> NamedParties:
        """The same as the lists and the clearances stood on a day, and as known on another."""
        return replace(self.seated_on(on, known), on=on, known=known)

    def seated_on(self, on: date, known: date | None) -> NamedParties:
        """The same, each with the seat of which no clearance of a day frees it."""
        entries = {each.match.entry: each.wordings for each in self.matches}.__getitem__
        seats = {
            party: seated(placed, self._told_by(party), entries, self.clearances, on, known)
            for party, placed in zip(self.named, self.placed or self.named, strict=True)
        }
        named = tuple(seats[party] for party in self.named)
        return replace(
            self,
            named=named,
            matches=tuple(replace(each, party=seats[each.party]) for each in self.matches),
            nobody=tuple(seats[party] for party in self.nobody),
            records=None if self.records is None else self.records.naming(named),
            placed=self.placed or self.named,
        )

    def _told_by(self, party: Party) -> list[Match]:
        """What says the seat of a party: of one whom no name tells, nothing."""
        met = () if party in self.nobody else self.matches
        return [each.match for each in met if each.party == party]

    @property
    def tells(self) -> frozenset[str]:
        """The facts that `facts` tells, whatever the question says of them."""
        return OF_SCREENING if self.records is None else OF_SCREENING.union(OF_OWNERS)

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries that the end user and the ultimate consignee are said to be in."""
        return said_countries(self.named)

    @property
    def receiving(self) -> tuple[str, ...]:
        """Those of them that are said of a party which may receive the item."""
        return receiving_countries(self.named)

    @property
    def regions(self) -> tuple[StatedRegion, ...]:
        """The regions under an embargo of their own that they are said to be in."""
        return said_regions(self.named)

    @property
    def receiving_regions(self) -> tuple[StatedRegion, ...]:
        """Those of them that are said of a party which may receive the item."""
        return receiving_regions(self.named)

    @property
    def place_doubts(self) -> PlaceDoubts:
        """What is to be looked at of where they are."""
        return place_doubts(self.named)

    @property
    def open_roles(self) -> tuple[Role, ...]:
        """The roles that every shipment has and in which nobody is named here."""
        return tuple(role for role in NAMED_ROLES if role not in {one.role for one in self.named})

    def listings(self, on: date) -> Iterator[Listing]:
        """Who is, or may be, listed on a day, the best match of each party first."""
        on = self.on or on
        for each in self.matches:
            for entry in wordings_on(each.wordings, on, self.known):
                freeing = self.clearances.freeing(each.party, entry, on, self.known)
                match = each.match.on_day(entry, on)
                yield Listing(party=each.party, match=match, entry=entry, clearance=freeing)

    def days(self) -> list[date]:
        """The days on which what the law is told of them may change."""
        found = set[date]()
        for each in self.matches:
            for entry in each.wordings:
                found |= entry.days
        cleared = (one.day for some in self.clearances.of.values() for one in some)
        return sorted(found.union(cleared, list_days(self.lists)))

    def facts(self, on: date) -> dict[str, Known]:
        """What the law is told of them on a day."""
        on = self.on or on
        roles = {each.role for each in self.named}
        day = on if self.strict else None
        screened = whole(self._screened(on), roles, self.lists, day)
        facts = told_word(self.said, stricter(self.said, screened), strict=self.strict)
        owners = {} if self.records is None else self.records.facts(on, self.known)
        return facts | owners

    def _screened(self, on: date) -> dict[str, Known]:
        if self.not_compared is not None:
            return not_screened()
        standing = [
            (each.entry, each.match) for each in self.listings(on) if each.clearance is None
        ]
        facts = party_facts(standing, on, self.tags, screened_words(self.lists))
        return stricter(facts, not_screened()) if self.nobody else facts


def name_parties(
    parties: Sequence[Party],
    folder: Path,
    *,
    nobody: Sequence[Party] = (),
    clearances: Clearances = NO_CLEARANCES,
    said: Mapping[str, Known] | None = None,
    strict: bool = False,
) -> NamedParties:
    """Screen the parties of a shipment against the lists of a data folder; each has the seat of a
    listed one that it is taken for, whatever clears it on a day (`NamedParties.seated_on`).

    Args:
        nobody: Those of them whom no name tells: they count as not screened, and what their words
            meet, for a ship may be called as a city is, and a customer be of a listed group.

    Raises:
        InputError: A name is longer than any name.
        DataError, SeveralErrors: A list is not as it was sealed.
    """
    named, matches = list(parties), list[PartyMatch]()
    lists: tuple[ListVersion, ...] = ()
    not_compared = None
    try:
        from ecluse.screening.screen import Screener

        screener = Screener.open(folder)
        lists = screener.versions
        screened = [_screened(screener, party, party in nobody) for party in parties]
        named = [party for party, _ in screened]
        matches = [match for _, met in screened for match in met]
    except NotScreened as error:
        lists, not_compared = (), error.what
    return NamedParties(
        named=tuple(named),
        matches=tuple(matches),
        lists=lists,
        tags=read_sdn_tags(folder),
        clearances=clearances,
        nobody=tuple(nobody),
        not_compared=not_compared,
        said=said or {},
        strict=strict,
        placed=tuple(parties),
    )


def _screened(
    screener: Screener, party: Party, nobody: bool
) -> tuple[Party, tuple[PartyMatch, ...]]:
    """A party with the seat of a listed one that it is taken for, and what it meets."""
    if nobody and len(party.name) > LONGEST:
        return party, ()
    met = _matches(screener, party)
    if not nobody:
        party = listed_seat(party, met, screener.entries)
    return party, tuple(
        PartyMatch(party=party, match=match, wordings=screener.entries(match.entry))
        for match in met
    )


@lru_cache(maxsize=4096)
def _matches(screener: object, party: Party) -> tuple[Match, ...]:
    """What a party meets; kept, for the questions of a file name the same ones."""
    matches: tuple[Match, ...] = screener.matches(party)  # type: ignore[attr-defined]
    return matches
