"""The parties of a book that are companies on record: their seats and their owners.

Belongs here: which parties these are, and asking the record of them, as a book asks it. Does not:
what a seat or an owner brings (determine, the law).
Always true: a line's parties get what a question of its own gives them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ecluse.determine.party_record import PartyRecords, RecordedParty, records_of, registry_of
from ecluse.determine.party_seats import countries_said
from ecluse.facts.company import Company, HowRead
from ecluse.law.library import DATA, Library
from ecluse.law.seats import restricted_seats
from ecluse.orders.screens import NamedParty
from ecluse.screening.party import Party
from ecluse.screening.registry import CompanyRegistry

if TYPE_CHECKING:
    from ecluse.screening.screen import Screener


# The data by which parties are told apart, and cells that name one and their countries are read;
# names are compared by the words of the shipped data, whatever folder is asked.
_READ = ("companies", "countries", "parties", "screening", "order-books.yaml")


def _files(folder: Path) -> Iterator[Path]:
    for path in (*(folder / name for name in _READ), DATA / "screening"):
        yield from sorted(each for each in (path, *path.rglob("*")) if each.is_file())


class CompaniesOnRecord:
    """The companies of a library, as the parties of a book are looked up among them."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._restricted: dict[date | None, frozenset[str]] = {}

    @cached_property
    def registry(self) -> CompanyRegistry:
        """The companies, their names read once."""
        return registry_of(self.library)

    @cached_property
    def digest(self) -> str:
        """Of all on which it rests whether a party is on record, what a user's files give of owners
        included: no figure and no price is in it, and of the law the countries that are restricted.
        """
        library = self.library
        companies = library.companies
        given = [row for row in companies.companies if row.read is HowRead.GIVEN]
        given_owners = [row for row in companies.holdings if row.read is HowRead.GIVEN]
        days = {day for row in companies.companies for day in (row.since, row.until)}
        come = sorted(day for day in days if day is not None and day <= library.data_as_of)
        restricted = sorted(self.restricted(None))
        told = f"{given!r} {given_owners!r} {restricted} {library.register.answers_from} {come}"
        digest = hashlib.sha256(told.encode())
        for path in _files(library.folder):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
        return digest.hexdigest()

    def holds(self, party: Party) -> bool:
        """Whether a party is a company on record on some day, or called after one, or is said to
        be in a country of which a headquarters makes an answer stricter.
        """
        if self.restricted(None).intersection(countries_said(party)):
            return True
        names = self.registry.names
        if self.registry.keys_of(party.name) or names.called_after(party.name) is not None:
            return True
        days = (self.library.register.answers_from, self.library.data_as_of)
        return party.identifier is not None and any(
            names.named(party.name, day, party.identifier) is not None for day in days
        )

    def restricted(self, on: date | None) -> frozenset[str]:
        """The countries of which a headquarters makes an answer stricter, on a day or the last."""
        if on not in self._restricted:
            law = self.library.latest_law if on is None else self.library.register.at(on)
            self._restricted[on] = restricted_seats(self.library, law)
        return self._restricted[on]

    def of(
        self, parties: Sequence[NamedParty], screener: Screener | None, on: date
    ) -> PartyRecords | None:
        """What is on record of the parties of a line; None where nothing is."""
        if not any(party.on_record for party in parties):
            return None
        named = (party.party for party in parties)
        return records_of(named, self.library, self.restricted(on), screener)

    def owners(self, party: Party) -> list[Company]:
        """The rows of whoever stands above a party on any day, of whatever share."""
        days = (self.library.register.answers_from, date.max)
        found = (match for day in days for match in self.registry.matches(party, day))
        keys = dict.fromkeys(match.company.key for match in found)
        keys |= dict.fromkeys(self.registry.keys_of(party.name))
        return [row for key in keys for row in self.library.companies.above(key)]

    def not_met(self, parties: Iterable[Party]) -> tuple[str, ...]:
        """The companies of which a user's file gives an owner, and that none of some parties is."""
        companies = self.library.companies
        given = {row.child for row in companies.holdings if row.read is HowRead.GIVEN}
        for party in parties if given else ():
            given.difference_update(self.registry.keys_of(party.name))
            given.difference_update(
                match.company.key for match in self.registry.matches(party, date.max)
            )
        names = {row.key: row.name for row in companies.companies}
        return tuple(sorted(names.get(key, key) for key in given))

    def owned(self, parties: Iterable[Party], screener: Screener | None) -> tuple[str, ...]:
        """The companies of which a user's file gives an owner that is listed, or that leaves their
        ultimate parent unknown, on some day; each with these owners.
        """
        names = {row.key: row.name for row in self.library.companies.companies}
        told: dict[str, dict[str, None]] = {}
        for each in self._with_given_owners(parties, screener):
            seat, listed = each.found.seat, each.found.affiliation.ownership.listed_owners
            owners = [names.get(key, key) for key in listed] + [name for name, _ in seat.owners]
            told.setdefault(seat.company, {}).update(dict.fromkeys(owners))
        return tuple(
            f"{company} ({', '.join(owners)})" for company, owners in sorted(told.items()) if owners
        )

    def _with_given_owners(
        self, parties: Iterable[Party], screener: Screener | None
    ) -> Iterator[RecordedParty]:
        """The parties of which a user's file gives an owner, on the last day on record and on each
        on which what it gives begins.
        """
        library = self.library
        given = [row for row in library.companies.holdings if row.read is HowRead.GIVEN]
        children, first = {row.child for row in given}, library.register.answers_from
        own = [each for each in parties if given and self._is_one_of(each, children)]
        for on in sorted({library.data_as_of, *(max(row.since or first, first) for row in given)}):
            records = records_of(own, library, self.restricted(on), screener)
            yield from records.of_day(on)

    def _is_one_of(self, party: Party, keys: AbstractSet[str]) -> bool:
        """Whether a party is one of some companies, or called after one, whatever the day."""
        found = (match.company.key for match in self.registry.matches(party, date.max))
        after = self.registry.names.called_after(party.name)
        return not keys.isdisjoint((*self.registry.keys_of(party.name), *found, after))

    def days(self, parties: Iterable[Party]) -> Iterator[date]:
        """The days on which the record or the law of companies changes."""
        if any(True for _ in parties):
            companies = self.library.companies
            held = [(row.since, row.until) for row in companies.companies]
            held += [(row.since, row.until) for row in companies.holdings]
            yield from (day for days in held for day in days if day is not None)
            yield from (day for day in self.library.register.days() if day > date(2000, 1, 1))
