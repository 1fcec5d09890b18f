"""What the parties of a line of a table come to.

Belongs here: reading their cells, screening each distinct party once, and the gravest of a line.
Does not: comparing names (screening), columns (party_file_columns), writing (party_file).
Always true: a line of whom nobody is named, or who cannot be compared, is never `none`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from ecluse.determine.party_place import placed
from ecluse.determine.party_text import NOTHING, PartyCell, read_party
from ecluse.errors import InputError, UnknownNameError
from ecluse.law.library import Library
from ecluse.orders.party_columns import PartySeat
from ecluse.orders.party_shown import BANDS, NONE, UNSCREENED
from ecluse.screening.party import Party
from ecluse.screening.screen import Screener
from ecluse.screening.sdn_tags import read_sdn_tags
from ecluse.screening.standing import band_of_party, is_red_flag
from ecluse.words.figures import two_places

Cells = tuple[str | None, ...]  # the name, country, address and identifier of a party


class PartyVerdict(NamedTuple):
    """The band of a party, and the list, name, score and list's day of the gravest entry."""

    band: str
    list: str | None = None
    entry: str | None = None
    score: float | None = None
    list_date: str | None = None
    red_flag: bool = False

    @property
    def gravity(self) -> tuple[int, bool, float]:
        """The gravest first: the band, requirements before red flags, then the best."""
        return BANDS.index(self.band), self.red_flag, -(self.score or 0)


_UNKNOWN = "unknown"  # why a text that names nobody does
_UNSCREENED, _NONE = PartyVerdict(UNSCREENED), PartyVerdict(NONE)


def gravest(verdicts: Sequence[PartyVerdict], *, screened: bool) -> PartyVerdict:
    """The gravest of some verdicts; of what was not screened, `not screened` beside them."""
    told = verdicts if screened else (*verdicts, _UNSCREENED)
    return min(told, key=lambda verdict: verdict.gravity)


@dataclass(slots=True, kw_only=True)
class PartyVerdicts:
    """What parties come to on a day, each distinct one once.

    Args:
        compared: The distinct parties whose names were compared.
        unknown_countries: What the columns of countries say that is no country.
    """

    screener: Screener
    library: Library
    on: date
    known: date | None
    compared: set[Party] = field(default_factory=set)
    unknown_countries: set[str] = field(default_factory=set)
    _found: dict[tuple[PartySeat, Cells], tuple[PartyCell, PartyVerdict]] = field(
        default_factory=dict
    )

    def of_line(self, seats: Sequence[PartySeat], cells: Sequence[Cells]) -> PartyVerdict:
        """The gravest of a line's parties; one that is said to be another's of the line is that."""
        told = [(seat, *self._of(seat, each)) for seat, each in zip(seats, cells, strict=True)]
        named = {seat.role for seat, cell, _ in told if cell.named}
        verdicts = [
            verdict
            for _, cell, verdict in told
            if not (cell == NOTHING and verdict == _UNSCREENED) and cell.same not in named
        ]
        return gravest(verdicts, screened=bool(verdicts))

    def _of(self, seat: PartySeat, cells: Cells) -> tuple[PartyCell, PartyVerdict]:
        if (seat, cells) not in self._found:
            cell = read_party(cells[0] or "", seat.role, self.library.book_words)
            self._found[seat, cells] = (cell, self._verdict(cell, self._party(cell, cells)))
        return self._found[seat, cells]

    def _party(self, cell: PartyCell, cells: Cells) -> Party:
        name, country, address, identifier = cells
        party = Party(
            name=name or "" if cell.named or cell.why == _UNKNOWN else "",
            country=self._country(country),
            address=address or None,
            identifier=identifier or None,
        )
        return placed(party)

    def _verdict(self, cell: PartyCell, party: Party) -> PartyVerdict:
        """What a party comes to; of whom nobody is named, what its words, address or number hit."""
        if not (party.name or party.address or party.identifier):
            return _UNSCREENED
        try:
            standing = self.screener.standing_matches(party, self.on, self.known)
        except InputError:  # a name longer than any name
            return _UNSCREENED
        if cell.named:
            self.compared.add(party)
        if band_of_party(standing, named=cell.named) is None:
            return _UNSCREENED
        if not standing:
            return _NONE
        match, entry, _ = standing[0]
        days = {version.list: version.as_of.isoformat() for version in self.screener.versions}
        score = float(two_places(match.score))
        flag = is_red_flag(entry, read_sdn_tags(self.library.folder))
        return PartyVerdict(
            match.band.value, entry.list, match.name, score, days.get(entry.list), flag
        )

    def _country(self, text: str | None) -> str | None:
        """The code of a country; None, which lets every entry count, where none can be read."""
        if not (text and text.strip()):
            return None
        try:
            return self.library.countries.code(text, "country")
        except UnknownNameError:
            self.unknown_countries.add(text)
            return None
