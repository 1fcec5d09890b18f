"""The parties of a book against the lists of a data folder, with the clearances on file.

Belongs here: what screening and the law's facts of parties answer, as a book asks it. Does not:
comparing names (screening), what an entry tells the law (determine).
Always true: a party of a book comes to what the same party comes to in a question of its own; what
was not compared is unknown.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from ecluse.determine.listed_seat import listed_seat, seated
from ecluse.determine.party_facts import (
    list_days,
    not_screened,
    party_facts,
    screened_words,
    stricter,
    whole,
)
from ecluse.determine.party_record import screener_of
from ecluse.determine.party_seats import SeatsOnRecord
from ecluse.errors import InputError
from ecluse.facts.known import Known
from ecluse.law.library import Library
from ecluse.orders.on_record import CompaniesOnRecord
from ecluse.orders.screens import NamedParty
from ecluse.outputs.cache import code_digest
from ecluse.screening.clearance import Clearances
from ecluse.screening.entry import Entry, ListVersion
from ecluse.screening.match import Match
from ecluse.screening.party import Party, Role
from ecluse.screening.sdn_tags import SdnTags, read_sdn_tags

if TYPE_CHECKING:
    from ecluse.screening.screen import Screener

_NOTHING_ON_FILE = Clearances()
# The rooms whose code compares names and reads what is said of parties.
_BY_CODE = ("screening", "facts", "determine", "orders")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListScreens:
    """The lists, ready to be compared with.

    Args:
        screener: None where names cannot be compared here: every party is then unknown.
        records: The companies on record.
        strict: What the lists cannot say yet, after their day, is not taken for granted.
    """

    screener: Screener | None
    records: CompaniesOnRecord
    tags: SdnTags
    clearances: Clearances = _NOTHING_ON_FILE
    strict: bool = False
    _days_listed: dict[Party, tuple[date, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def versions(self) -> tuple[ListVersion, ...]:
        """The lists that parties are compared with."""
        return self.screener.versions if self.screener is not None else ()

    @property
    def digest(self) -> str:
        """Of what of the lists names are compared with, and of how they are: days, wording and
        policies of entries are looked up for each run, and are not in it.
        """
        lists = self.screener.compared if self.screener is not None else "none"
        told = f"{lists} {self.records.digest} {code_digest(*_BY_CODE)}"
        return hashlib.sha256(told.encode()).hexdigest()

    @property
    def dated(self) -> bool:
        """Whether the day bears on parties that meet nothing."""
        return self.strict

    def matches(self, party: Party) -> tuple[Match, ...] | None:
        """The entries that a party meets, whatever the day; None where it cannot be compared."""
        if self.screener is None:
            return None
        try:
            return self.screener.matches(party)
        except InputError:  # longer than any name
            return None

    def on_record(self, party: Party) -> bool:
        """Whether it is a company on record, or said to be where a headquarters bears."""
        return self.records.holds(party)

    def seats(self, parties: Sequence[NamedParty], on: date, known: date | None) -> SeatsOnRecord:
        """What is on record of the seats of a line's parties."""
        records = self.records.of(parties, self.screener, on)
        return SeatsOnRecord() if records is None else records.seats_of_day(on, known)

    def not_met(self, parties: Iterable[Party]) -> Sequence[str]:
        """The companies of which a user's file gives an owner, and that none of some parties is."""
        return self.records.not_met(parties)

    def owned(self, parties: Iterable[Party]) -> Sequence[str]:
        """The companies of which a user's file gives an owner that is told, each with these."""
        return self.records.owned(parties, self.screener)

    def entries(self, key: str) -> tuple[Entry, ...]:
        """The wordings of an entry that are on record, the earliest first."""
        return self.screener.entries(key) if self.screener is not None else ()

    def cleared(self, party: Party, entry: Entry, on: date, known: date | None) -> bool:
        """Whether a clearance on file frees a party of an entry on a day."""
        return self.clearances.freeing(party, entry, on, known) is not None

    def seated(
        self, party: Party, matches: Sequence[Match], on: date | None, known: date | None
    ) -> Party:
        """The party with the seat of a listed one that it is taken for, and without one, or the
        state of a body, that two persons cleared it of; where no day is given nothing is cleared.
        """
        if on is None:
            return listed_seat(party, matches, self.entries)
        return seated(party, matches, self.entries, self.clearances, on, known)

    def days(self, parties: Iterable[Party]) -> Iterable[date]:
        """The days from which clearances hold; those on which what is on record of some companies
        changes, or what is listed of their owners; and, where nothing is taken for granted, those
        on which the lists end.
        """
        parties = tuple(parties)
        yield from self.records.days(parties)
        for owner in dict.fromkeys(row for each in parties for row in self.records.owners(each)):
            yield from self._listed(Party(name=owner.name, country=owner.headquarters))
        for some in self.clearances.of.values():
            yield from (each.day for each in some)
        if self.strict:
            yield from list_days(self.versions)

    def _listed(self, party: Party) -> tuple[date, ...]:
        """The days on which something changes of the entries that a party meets, compared once."""
        days = self._days_listed.get(party)
        if days is None:
            days = self._days_listed[party] = tuple(
                day
                for match in self.matches(party) or ()
                for entry in self.entries(match.entry)
                for day in entry.changes
            )
        return days

    def facts(
        self, parties: Sequence[NamedParty], on: date, known: date | None
    ) -> Mapping[str, Known]:
        """What the law is told of a line that names some parties."""
        standing = [
            (found.entry, found.match)
            for party in parties
            for found in party.standing(self, on, known)
            if not found.cleared
        ]
        records = self.records.of(parties, self.screener, on)
        owners = {} if records is None else records.facts(on, known)
        return {**self._of_lists(parties, standing, on), **owners}

    def _of_lists(
        self,
        parties: Sequence[NamedParty],
        standing: Sequence[tuple[Entry, Match]],
        on: date,
    ) -> dict[str, Known]:
        """What the lists say of the parties of a line."""
        facts = party_facts(standing, on, self.tags, screened_words(self.versions))
        if not all(party.screened for party in parties):
            facts = stricter(facts, not_screened())
        roles = frozenset[Role | None]().union(*(party.roles for party in parties))
        return whole(facts, roles, self.versions, on if self.strict else None)


def open_screens(
    library: Library, clearances: Clearances = _NOTHING_ON_FILE, *, strict: bool = False
) -> ListScreens:
    """The lists of a library, opened.

    Raises:
        DataError, SeveralErrors: A list is not as it was sealed.
    """
    return ListScreens(
        screener=screener_of(library),
        records=CompaniesOnRecord(library),
        tags=read_sdn_tags(library.folder),
        clearances=clearances,
        strict=strict,
    )


def screens_of(
    library: Library, clearances: Clearances | None, *, strict: bool
) -> Callable[[], ListScreens]:
    """What opens the lists once a book names a party."""
    return lambda: open_screens(library, clearances or _NOTHING_ON_FILE, strict=strict)
