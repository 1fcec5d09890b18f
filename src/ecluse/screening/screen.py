"""Parties against the lists: the one door of the comparison of names.

Belongs here: opening the lists with their index, and what a party meets. Does not: scoring
(compare), reading lists (lists), the law.
Always true: a party gets the same answer whatever is asked beside it; a match does not depend on a
day, an answer does; a name that says nothing is a review, and never cleared by silence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from threading import RLock

from ecluse.errors import InputError
from ecluse.screening import keys
from ecluse.screening.address_words import country_at_end
from ecluse.screening.compare import (
    Met,
    as_match,
    matches_of_address,
    matches_of_name,
    share_country,
)
from ecluse.screening.entry import Entry, ListVersion
from ecluse.screening.fold import LIBRARIES, not_screened
from ecluse.screening.han import latin_of
from ecluse.screening.identifier import identifiers_of
from ecluse.screening.index import Index, is_kept, open_index
from ecluse.screening.match import Band, Match, MatchedWord
from ecluse.screening.name_words import scoring, words_digest
from ecluse.screening.namesake import said_in, seat_on_record, unlisted_company
from ecluse.screening.of_no_list import NOT_COMPARABLE, OF_NO_LIST, STATE_BODY
from ecluse.screening.party import Party
from ecluse.screening.sdn_tags import read_sdn_tags
from ecluse.screening.standing import StandingMatch, gravity, standing_matches
from ecluse.screening.state_body import country_of_body, has_one_too
from ecluse.tables.cell_error import is_reference

_OPENED: dict[tuple[Path, Path | None, str], Screener] = {}
_MOST_OPENED = 4
OPENING = RLock()  # an index is made once; whoever asks meanwhile waits for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Screener:
    """The lists of a data folder, ready to be compared with.

    Args:
        versions: The lists that are compared with, each with its day.
        digest: Of all of them.
    """

    folder: Path
    versions: tuple[ListVersion, ...]
    digest: str
    index: Index = field(repr=False, compare=False)

    @property
    def compared(self) -> str:
        """The digest of all of the lists on which a match rests: it stays where only days, wording
        or policies of entries change.
        """
        return self.index.head.compared

    @classmethod
    def open(cls, folder: Path, own: Path | None = None) -> Screener:
        """The lists of a data folder, kept for the process while they stay the same.

        Args:
            own: The user's own tables; those in use where left out.

        Raises:
            NotScreened: What compares names cannot be imported.
            DataError, SeveralErrors: A list is not as it was sealed.
        """
        from ecluse.facts.read_companies import read_companies
        from ecluse.screening.lists import open_lists

        own, digest = _what_answers(folder, own)
        key = (folder, own, digest)
        with OPENING:
            if (held := _OPENED.get(key)) is not None:
                return held
            index = open_index(
                digest, lambda: open_lists(folder, own), lambda: read_companies(folder)
            )
            opened = cls(folder=folder, versions=index.head.versions, digest=digest, index=index)
            while len(_OPENED) >= _MOST_OPENED:
                del _OPENED[next(iter(_OPENED))]
            _OPENED[key] = opened
            return opened

    @classmethod
    def is_being_opened(cls) -> bool:
        """Whether another thread opens lists just now: whoever asks for them would wait for it."""
        free = OPENING.acquire(blocking=False)
        if free:
            OPENING.release()
        return not free

    @classmethod
    def is_made(cls, folder: Path) -> bool:
        """Whether the index of a data folder's lists is kept from before.

        Raises:
            NotScreened: What compares names cannot be imported.
            DataError, SeveralErrors: A list is not as it was sealed.
        """
        return is_kept(_what_answers(folder, None)[1])

    def matches(self, party: Party) -> tuple[Match, ...]:
        """What a party meets on any day, the best first: reviews and hits only. A formula that
        refers to other cells alone is no name, and is not compared.

        Raises:
            InputError: The name is longer than any name.
            NotScreened: What compares names cannot be imported.
        """
        _check(party)
        refers = is_reference(party.name)
        if refers:
            party = replace(party, name="")
        found = [*_by_identifier(self.index, party), *_by_address(self.index, party)]
        settled = {match.entry for match in found if match.band is Band.HIT}
        found += [match for match in self._named(party) if match.entry not in settled]
        if not refers and not comparable(party.name):
            found.append(_of_no_list(NOT_COMPARABLE, party))
        if country_of_body(party.name) is not None:
            found.append(_of_no_list(STATE_BODY, party))
        found = [self._of_own_state(party, match) for match in found]
        return tuple(sorted(found, key=lambda match: -match.score))

    def _of_own_state(self, party: Party, match: Match) -> Match:
        """A match; a review at most where the party is said to be in one state alone that calls a
        body of its own so, by its whole name, and the entry is of others.
        """
        if match.band is not Band.HIT or match.by != "name":
            return match
        said = said_in(party, country_at_end(party.name))
        there = said[0] if len(said) == 1 else None
        if there is None or not all(has_one_too(there, each) for each in (party.name, match.name)):
            return match
        if share_country(there, self.entry(match.entry).countries):
            return match
        return replace(match, band=Band.REVIEW, score=scoring()["review_from"])

    def _named(self, party: Party) -> list[Match]:
        """What a party meets by its name, or by what stands in its address; of one that is surely
        another company, what its name is merely like is left out.
        """
        own = matches_of_name(self.index, party.name, party.country)
        if any(met.raised for met in own):
            seat = seat_on_record(party, self.folder, self._is_listed)
            own = [met for met in own if not (seat and met.raised and met.elsewhere(seat))]
        found = _as_matches(self.index, own)
        bands = {match.band for match in found}
        if bands == {Band.REVIEW} and unlisted_company(party, self.folder, self._is_listed):
            found, own = [], []
        return found + _as_matches(self.index, _in_address(self.index, party, own))

    def _is_listed(self, name: str, country: str) -> bool:
        """Whether a name is surely a listed one."""
        matches = _as_matches(self.index, matches_of_name(self.index, name, country))
        return any(match.band is Band.HIT for match in matches)

    def entries(self, key: str) -> tuple[Entry, ...]:
        """The wordings of an entry that are on record, the earliest first.

        Raises:
            KeyError: No list has it.
        """
        if key in OF_NO_LIST:
            return (OF_NO_LIST[key],)
        if not (found := self.index.entries(key)):
            raise KeyError(key)
        return found

    def entry(self, key: str) -> Entry:
        """An entry by its key, in its latest wording.

        Raises:
            KeyError: No list has it.
        """
        return self.entries(key)[-1]

    def standing_matches(
        self, party: Party, on: date | None = None, known: date | None = None
    ) -> list[StandingMatch]:
        """What a party meets on a day, the gravest first.

        Raises:
            InputError: The name is longer than any name.
            NotScreened: What compares names cannot be imported.
        """
        tags = read_sdn_tags(self.folder)
        found = standing_matches(self.matches(party), self.entries, on, known)
        return sorted(found, key=lambda one: gravity(one, tags))


def comparable(name: str) -> bool:
    """Whether anything of a name can be compared: not of legal forms and punctuation alone."""
    return bool(latin_of(name))


def _what_answers(folder: Path, own: Path | None) -> tuple[Path | None, str]:
    """The user's own tables, and a digest of all that is compared with."""
    from ecluse.facts.read_companies import companies_digest
    from ecluse.screening.lists import lists_digest
    from ecluse.screening.store import lists_in_use

    _check_libraries()
    own = own if own is not None else lists_in_use()
    beside = sha256(f"{words_digest()}{companies_digest(folder)}".encode()).hexdigest()
    return own, f"{lists_digest(folder, own)[:40]}{beside[:24]}"


def _check_libraries() -> None:
    """Refuse an installation that lacks a library, so that no two names are answered otherwise."""
    if any(find_spec(name) is None for name in LIBRARIES):
        raise not_screened()


def _check(party: Party) -> None:
    longest = int(scoring()["longest_name"])
    for text, what in ((party.name, "name"), (party.address or "", "address")):
        if len(text) > longest:
            told = f"a {what} of {len(text):,} letters is none"
            raise InputError(told, what, f"give at most {longest:,} letters")


def _as_matches(index: Index, found: Sequence[Met]) -> list[Match]:
    return [match for met in found if (match := as_match(index, met)) is not None]


def _in_address(index: Index, party: Party, named: Sequence[Met]) -> list[Met]:
    """The best match of each further entry with what stands in the address."""
    if not party.address:
        return []
    met_already = {met.name.entry for met in named}
    found = []
    for met in matches_of_address(index, party.address, party.country):
        if met.name.entry not in met_already:
            met_already.add(met.name.entry)
            found.append(met)
    return found


def _by_identifier(index: Index, party: Party) -> list[Match]:
    """Entries with an equal number."""
    if not party.identifier:
        return []
    found = {}
    numbers = identifiers_of(party.identifier)
    values = index.values({keys.IDENTIFIER + number for number in numbers})
    for key, value in values.items():
        number = key[1:]
        word = MatchedWord(asked=number, listed=number, likeness=1.0)
        for place in memoryview(value).cast("I"):
            entry = index.entry_key(place)
            found[entry] = Match(
                entry=entry,
                score=1.0,
                band=Band.HIT,
                name=index.entries(entry)[-1].names[0],
                by="identifier",
                words=(word,),
            )
    return list(found.values())


def _by_address(index: Index, party: Party) -> list[Match]:
    """Entries that are addresses, where the party is in that house, whatever country it states."""
    if not party.address:
        return []
    from ecluse.screening.address import address_key, meets

    asked = address_key(party.address)
    found = []
    for place, text, countries in index.head.addresses:
        house, unit = meets(asked, address_key(text))
        if house:
            sure = unit and _in_that_country(party, text, countries)
            found.append(
                Match(
                    entry=index.entry_key(place),
                    score=1.0 if sure else scoring()["same_house"],
                    band=Band.HIT if sure else Band.REVIEW,
                    name=text,
                    by="address",
                    words=(MatchedWord(asked=party.address, listed=text, likeness=1.0),),
                )
            )
    return found


def _in_that_country(party: Party, listed: str, countries: tuple[str, ...]) -> bool:
    """Whether the house of a party is the listed one: its country or that of its address is the
    listed one, or the address names none, and the building or the quarter is the same.
    """
    from ecluse.screening.address import address_key, countries_of

    address = party.address or ""
    named = countries_of(address)
    said = {*named, *([party.country] if party.country else [])}
    if any(share_country(country, countries) for country in said):
        return True
    same_site = not said or bool(address_key(address).site & address_key(listed).site)
    return not named and same_site


def _of_no_list(key: str, party: Party) -> Match:
    return Match(
        entry=key,
        score=scoring()["review_from"],
        band=Band.REVIEW,
        name=party.name,
        by="name",
    )
