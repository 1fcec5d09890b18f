"""Each distinct party of a book, screened once.

Belongs here: finding them, reading their cells, and numbering those that are not plain. Does not:
comparing names (screening), keeping what was found (kept_parties), lines (parties).
Always true: a party that meets nothing never leaves the engine's table once it is kept, so that
memory grows with the parties that meet something, not with the book.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from ecluse.determine.party_place import placed
from ecluse.determine.party_seats import (
    OPEN,
    SEATED,
    countries_said,
    may_lie_in,
    possible_country,
    regions_said,
    speaks_against,
)
from ecluse.determine.party_text import NAMED, NOTHING, PartyCell, read_party
from ecluse.orders.cell_text import blank, clean
from ecluse.orders.kept_parties import KeptParties, read_matches
from ecluse.orders.party_columns import PartySeat
from ecluse.orders.party_join import PLAIN, UNNAMED, PartyCoding
from ecluse.orders.relations import PARTIES_SEEN
from ecluse.orders.resolve import countries_of, regions_of
from ecluse.orders.screens import Screens
from ecluse.screening.match import Match
from ecluse.screening.of_no_list import NOT_COMPARABLE
from ecluse.screening.party import Party
from ecluse.words.say import say

if TYPE_CHECKING:
    from ecluse.orders.codes import Asked
    from ecluse.orders.texts import Texts

_NOT_COMPARED = PartyCell(why="not compared")
_Cells = tuple[str, int, str, str, str, str]  # a digest, a seat, and the cells of the party
_AT_ONCE = 20_000
_OF = "/"  # between a country and a region of it
_UNREAD = "-"  # an address that names no country
_MAY_BE_THERE = "-0000 there"  # behind a country's code: an address that may lie in it


class PartyText(NamedTuple):
    """The cells of a party, each empty where it says nothing."""

    name: str
    country: str
    address: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedParty:
    """What a code of a seat stands for.

    Args:
        matches: The entries that it meets; None where it was not screened.
        on_record: As `NamedParty` has it.
    """

    party: Party
    matches: tuple[Match, ...] | None
    cell: PartyCell
    on_record: bool = False


_Key = tuple[PartyText | Party, PartyCell, bool]
_PLAIN = (
    CodedParty(party=Party(name=""), matches=(), cell=NOTHING),
    CodedParty(party=Party(name=""), matches=(), cell=NAMED),
)


@dataclass(slots=True, kw_only=True)
class ScreenedParties:
    """The parties of a book that are not plain, numbered after the two codes of those that are.

    Args:
        countries: Those in which a plain party may be said to be.
        by_text: The countries by the texts of their columns.
        coded: What each code stands for.
        rows: For each seat the cells that have a code of their own, with it.
    """

    seats: tuple[PartySeat, ...]
    countries: tuple[str, ...] = ()
    by_text: Mapping[str, str | None] = field(default_factory=dict)
    coded: list[CodedParty] = field(default_factory=lambda: list(_PLAIN))
    rows: dict[int, list[tuple[object, ...]]] = field(default_factory=dict)
    _codes: dict[_Key, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._codes[Party(name=""), NOTHING, False] = UNNAMED
        for place in self.countries:
            there = _at(place, Party(name=""))
            for cell in (NAMED, NOTHING):
                self._codes[there, cell, False] = len(self.coded)
                self.coded.append(CodedParty(party=there, matches=(), cell=cell))

    @property
    def odd(self) -> bool:
        """Whether any party is not plain."""
        return bool(self.rows)

    def place(self, country: str | None) -> int | None:
        """The code of a plain party that is said to be in a country; the next is of nobody there.

        None where no plain party is.
        """
        if country not in self.countries:
            return None
        return PLAIN + 2 * self.countries.index(country)

    def add(self, seat: int, text: PartyText, party: CodedParty) -> None:
        """Give the cells of a seat a code of their own."""
        if party.cell == NOTHING and party.matches == ():
            there = _where(party.party) if self.seats[seat].role in SEATED else Party(name="")
            party = replace(party, party=there, on_record=False)
        said = text if party.party.name else party.party
        key = (said, party.cell, party.on_record)
        if key not in self._codes:
            self._codes[key] = len(self.coded)
            self.coded.append(party)
        self.rows.setdefault(seat, []).append((*text, self._codes[key]))


def screened_parties(
    texts: Texts, coding: PartyCoding, asked: Asked, screens: Screens
) -> ScreenedParties:
    """Screen each distinct party of a book once."""
    texts.engine.into(PARTIES_SEEN.name, PARTIES_SEEN.typed, coding.seen(texts.book))
    reader = _Reader(texts, coding.seats, asked)
    kept = KeptParties.of(texts.connection, screens, reader.countries)
    found = ScreenedParties(
        seats=coding.seats, countries=reader.plain_countries, by_text=reader.countries
    )
    for rows in kept.missing(_AT_ONCE):
        kept.add(reader.screen(rows, screens, found))
    kept.keep()
    for seats, *cells, matches in kept.matched():
        text = PartyText(*cells)
        party = reader.matched(text, read_matches(matches), screens)
        for seat in sorted(seats):
            found.add(seat, text, party)
    return found


class _Reader:
    """Reads the cells of parties, and screens those that name one."""

    def __init__(self, texts: Texts, seats: Sequence[PartySeat], asked: Asked) -> None:
        self.texts = texts
        self.seats = seats
        self.asked = asked
        self.countries = self._countries()

    def screen(
        self,
        rows: Sequence[_Cells],
        screens: Screens,
        found: ScreenedParties,
    ) -> list[tuple[str, Sequence[Match] | None]]:
        """The matches of the parties of some cells, by their digest, None where a party is plain;
        those that are no names are added to `found`.
        """
        parties = {key: self.party(text) for key, text in self._named(rows, screens, found).items()}
        compared = {key: screens.matches(party) for key, party in parties.items()}
        for key, seat, *cells in rows:
            if key in compared and compared[key] is None:
                text = PartyText(*cells)
                found.add(seat, text, self._unnamed(seat, text, _NOT_COMPARED, screens))
        return [
            (key, matches if matches or _bears(parties[key], screens) else None)
            for key, matches in compared.items()
            if matches is not None
        ]

    def _named(
        self, rows: Iterable[_Cells], screens: Screens, found: ScreenedParties
    ) -> dict[str, PartyText]:
        """The cells that name somebody, by their digest; the others are added to `found`."""
        named: dict[str, PartyText] = {}
        for key, seat, *cells in rows:
            text = PartyText(*cells)
            cell = read_party(text.name, self.seats[seat].role, self.asked.library.book_words)
            if cell.named:
                named[key] = text
            else:
                found.add(seat, text, self._unnamed(seat, text, cell, screens))
        return named

    def matched(self, text: PartyText, matches: tuple[Match, ...], screens: Screens) -> CodedParty:
        """A party that is named and that is not plain."""
        party = self.party(text)
        on_record = screens.on_record(screens.seated(party, matches, None, None))
        if not matches and not screens.on_record(replace(party, country=None, address=None)):
            # Nothing bears on its lines but the country that it is said to be in.
            party = _where(party)
        return CodedParty(party=party, matches=matches, cell=NAMED, on_record=on_record)

    def party(self, text: PartyText) -> Party:
        """The party that some cells name."""
        party = Party(
            name=clean(text.name),
            address=None if blank(text.address) else clean(text.address),
            identifier=None if blank(text.id) else clean(text.id),
        )
        return placed(_at(self.countries.get(text.country), party))

    def _unnamed(self, seat: int, text: PartyText, cell: PartyCell, screens: Screens) -> CodedParty:
        """A party that no name tells: what its address or identifier meets, or unknown."""
        party = self.party(text)
        if cell.why is not None:
            return self._unknown(seat, text, cell, screens)
        if cell.same is not None:  # known only where the line names that party
            return CodedParty(party=party, matches=None, cell=cell)
        if party.address is None and party.identifier is None:
            return CodedParty(party=party, matches=(), cell=cell)
        matches = screens.matches(party)
        if matches and not self.seats[seat].name:  # nobody is named whom a list could name
            matches = tuple(match for match in matches if match.entry != NOT_COMPARABLE)
        return CodedParty(
            party=party, matches=matches, cell=cell, on_record=screens.on_record(party)
        )

    def _unknown(self, seat: int, text: PartyText, cell: PartyCell, screens: Screens) -> CodedParty:
        """A party that nobody knows, with what its words meet all the same."""
        place, party, lang = self.seats[seat], self.party(text), self.asked.lang
        matches = screens.matches(party)
        key = "compared" if matches else "unscreened"
        why = say(f"orders.party.{key}", lang, why=say(f"orders.party.{cell.why}", lang))
        self.texts.problems.add(place.name, place.role.value, text.name, why)
        bears = screens.on_record(party)
        return CodedParty(party=party, matches=matches or None, cell=cell, on_record=bears)

    @property
    def plain_countries(self) -> tuple[str, ...]:
        """The countries that the columns of end users and ultimate consignees name."""
        columns = [seat.country for seat in self.seats if seat.country and seat.role in SEATED]
        named = {self.countries.get(text) for column in columns for text in self.texts.of(column)}
        return tuple(sorted(code for code in named if code is not None))

    def _countries(self) -> Mapping[str, str | None]:
        """The countries of parties, by the texts of their columns; `OPEN` where one is unread."""
        found: dict[str, str | None] = {}
        for seat in self.seats:
            if seat.country is not None:
                distinct = self.texts.of(seat.country)
                problems, library = self.texts.problems, self.asked.library
                meaning = "destination"  # it is read as any country of a line
                found |= countries_of(distinct, library, seat.country, meaning, problems)
        regions = regions_of(found, self.asked.library)
        return {
            text: f"{code}{_OF}{regions[text].value}" if text in regions else code
            for text, code in found.items()
        }


def _where(party: Party) -> Party:
    """What is said of where a party is, and no more; an address without a country is but that, or
    the code that may be one; one that speaks against the party's country, or that may lie in a
    region under an embargo of its own, is kept, and so is the state of a body.
    """
    regions = regions_said(party)
    here = countries_said(party)
    doubted = speaks_against(party) is not None or not all(region.surely for region in regions)
    if doubted or party.body_of is not None or (here and may_lie_in(party) != here):
        return replace(party, name="", identifier=None, role=None)
    there = next((code for code in here if code != OPEN), None)
    unread = there is None and party.address is not None
    code = possible_country(party)
    address = (_UNREAD if code is None else f"{code}{_MAY_BE_THERE}") if unread else None
    region = next((region.symbol for region in regions), None)
    somewhere = here == (OPEN,)
    return Party(name="", country=there, address=address, region=region, somewhere=somewhere)


def _at(place: str | None, party: Party) -> Party:
    """A party at a place: a country's code, or one with the symbol of a region of it."""
    if place == OPEN:
        return replace(party, somewhere=True)
    country, _, region = (place or "").partition(_OF)
    return replace(party, country=country or None, region=region or None)


def _bears(party: Party, screens: Screens) -> bool:
    """Whether more bears on a line than that it names a party, in whatever country of a column."""
    if party.address is not None and (party.country is None or regions_said(party)):
        return True
    if party.body_of is not None or speaks_against(party) is not None:
        return True
    return screens.on_record(party)
