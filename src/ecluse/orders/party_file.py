"""A table of parties, each line back with what its party meets on the lists.

Belongs here: finding the columns of a party, screening distinct parties once, writing the lines.
Does not: comparing names (screening), the law, order books (book).
Always true: every line comes back, in its order, with its own columns; a line whose name cannot be
compared is a review; nothing is written where the file cannot be read.
"""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from ecluse.errors import InputError, UnknownNameError
from ecluse.facts.country import folded
from ecluse.law.library import Library
from ecluse.outputs.scratch import scratch
from ecluse.screening.match import Band
from ecluse.screening.party import Party
from ecluse.screening.screen import Screener
from ecluse.tables.book import Book, Opening
from ecluse.tables.connection import connect
from ecluse.tables.engine_duckdb import load_table
from ecluse.tables.heading import Needs
from ecluse.tables.intake import Source, take
from ecluse.tables.names import name_of
from ecluse.tables.write import Place, check_out, place_for, write_book

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

COLUMNS: dict[str, tuple[str, ...]] = {
    "name": (
        *("name", "party", "party name", "company", "company name", "entity", "entity name"),
        *("consignee", "consignee name", "ultimate consignee", "end user", "end user name"),
        *("customer", "customer name", "supplier", "vendor", "vendor name", "account name"),
        *("nom", "société", "raison sociale", "destinataire", "client"),
    ),
    "country": (
        *("country", "country code", "cc", "iso country", "party country", "consignee country"),
        *("pays", "land"),
    ),
    "address": ("address", "full address", "street address", "street", "adresse"),
    "id": (
        *("id", "identifier", "registration number", "registration no", "company id", "uscc"),
        *("unified social credit code", "lei", "lei code", "tax id", "siren"),
    ),
}
ADDED = {
    "ecluse_band": "VARCHAR",
    "ecluse_list": "VARCHAR",
    "ecluse_entry": "VARCHAR",
    "ecluse_score": "DOUBLE",
    "ecluse_list_date": "DATE",
}
_NUMBER = "__number"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyFileAnswer:
    """What the parties of a table come to.

    Args:
        lines: Lines of the table.
        parties: Distinct parties among them.
        hits: Lines whose party is a hit; so for `reviews`.
        columns: Which column was read as what.
        unknown_countries: What the column of countries says that is no country; such lines are
            screened as if they said none, so that every entry counts.
    """

    SCHEMA: ClassVar[str] = "ecluse.screened-file/1"

    lines: int
    parties: int
    hits: int
    reviews: int
    on: date
    known: date | None
    columns: dict[str, str]
    unknown_countries: tuple[str, ...]
    notes: tuple[str, ...]
    out: str

    @property
    def band(self) -> Band:
        """The gravest band of a line."""
        if self.hits:
            return Band.HIT
        return Band.REVIEW if self.reviews else Band.NONE


Cells = tuple[str | None, ...]
Verdict = tuple[str, str | None, str | None, float | None, str | None]


def screen_table(
    source: str | Path,
    out: str | Path,
    library: Library,
    on: date,
    known: date | None = None,
    *,
    force: bool = False,
) -> PartyFileAnswer:
    """Screen the parties of a table and write its lines with what they meet.

    Raises:
        InputError, SeveralErrors: The table has no column of names or cannot be read, or the
            output cannot be written.
        NotScreened: What compares names cannot be imported.
    """
    check_out(out, source, force=force)
    screener = Screener.open(library.folder)
    with scratch("ecluse-screen-") as folder, place_for(out, force=force) as place:
        taken = take(source, folder)
        with closing(_connected(folder, taken, place)) as connection:
            book = taken.open(connection, folder, _OPENING)
            columns = _columns(book)
            rows = _rows(connection, book, columns)
            parties = {row[:-1]: _party(row, library) for row in rows}
            verdicts = _verdicts(screener, parties, on, known)
            _write(connection, book, [(row[-1], *verdicts[row[:-1]]) for row in rows], place)
    lines = Counter(verdicts[row[:-1]][0] for row in rows)
    no_countries = [
        row[1] for row, party in parties.items() if row[1] is not None and party.country is None
    ]
    unknown = tuple(sorted({text for text in no_countries if text.strip()}))
    table = _PartyTable(book, columns, lines, len(parties), unknown)
    return table.answer(on, known, str(out))


class _PartyTable(NamedTuple):
    """A table that was screened: its lines by their band, and how many parties it names."""

    book: Book
    columns: dict[str, str]
    lines: Counter[str]
    parties: int
    unknown_countries: tuple[str, ...]

    def answer(self, on: date, known: date | None, out: str) -> PartyFileAnswer:
        """What the parties come to."""
        return PartyFileAnswer(
            lines=self.lines.total(),
            parties=self.parties,
            hits=self.lines[Band.HIT.value],
            reviews=self.lines[Band.REVIEW.value],
            on=on,
            known=known,
            columns=self.columns,
            unknown_countries=self.unknown_countries,
            notes=self.book.notes,
            out=out,
        )


def _connected(folder: Path, taken: Source, place: Place) -> DuckDBPyConnection:
    """A connection that may open the table and the place of the output, and nothing else."""
    files, folders = (*taken.files, *place.files), (*taken.folders, *place.folders)
    return connect(folder, files=files, folders=folders)


def _rows(
    connection: DuckDBPyConnection, book: Book, columns: dict[str, str]
) -> list[tuple[Any, ...]]:
    """Name, country, address, id and number of each line."""
    cells = ", ".join(
        f"CAST({name_of(columns[role])} AS VARCHAR)" if role in columns else "NULL"
        for role in COLUMNS
    )
    connection.execute(
        f"CREATE TEMP TABLE lines AS SELECT *, {book.row} AS {_NUMBER} FROM {book.relation}"
    )
    return connection.execute(f"SELECT {cells}, {_NUMBER} FROM lines").fetchall()


def _write(
    connection: DuckDBPyConnection, book: Book, rows: list[tuple[Any, ...]], place: Place
) -> None:
    """Write each line with what its party meets."""
    load_table(connection, "verdicts", [(_NUMBER, "BIGINT"), *ADDED.items()], rows)
    own = [name for name in book.headings if name not in ADDED]
    listed = [f"l.{name_of(name)}" for name in own] + [f"v.{name}" for name in ADDED]
    select = f"SELECT {', '.join(listed)} FROM lines l JOIN verdicts v USING ({_NUMBER})"
    write_book(
        connection,
        f"{select} ORDER BY {_NUMBER}",
        place,
        [*own, *ADDED],
        {name: book.types[name] for name in own} | ADDED,
        len(rows),
        source=book.source,
        sheet=book.sheet,
    )


def _verdicts(
    screener: Screener, parties: dict[Cells, Party], on: date, known: date | None
) -> dict[Cells, Verdict]:
    """Of each party its band, and the list, name, score and list's day of the gravest entry."""
    days = {version.list: version.as_of.isoformat() for version in screener.versions}
    return {cells: _verdict(screener, party, on, known, days) for cells, party in parties.items()}


def _verdict(
    screener: Screener, party: Party, on: date, known: date | None, days: dict[str, str]
) -> Verdict:
    try:
        standing = screener.standing_matches(party, on, known)
    except InputError as error:  # a name longer than any name
        return (Band.REVIEW.value, None, error.what, None, None)
    if not standing:
        return (Band.NONE.value, None, None, None, None)
    match, entry = standing[0]
    return (match.band.value, entry.list, match.name, match.score, days.get(entry.list))


def _party(row: Cells, library: Library) -> Party:
    name, country, address, identifier = row[:4]
    return Party(
        name=name or "",
        country=_country(country, library),
        address=address or None,
        identifier=identifier or None,
    )


def _country(text: str | None, library: Library) -> str | None:
    """The code of a country; None, which lets every entry count, where none can be read."""
    if not text:
        return None
    try:
        return library.countries.code(text, "country")
    except UnknownNameError:
        return None


def _meaning(heading: str) -> str | None:
    return next((role for role, names in _FOLDED.items() if folded(heading) in names), None)


_OPENING = Opening(needs=Needs(meaning=_meaning, needed=frozenset({"name"})))
_FOLDED = {role: {folded(name) for name in names} for role, names in COLUMNS.items()}


def _columns(book: Book) -> dict[str, str]:
    """Which column is which: the one whose usual name comes first.

    Raises:
        InputError: No column has names.
    """
    found: dict[str, str] = {}
    by_name = {folded(heading): heading for heading in reversed(book.headings)}
    for role, names in COLUMNS.items():
        heading = next((by_name[key] for name in names if (key := folded(name)) in by_name), None)
        if heading is not None:
            found[role] = heading
    if "name" not in found:
        shown = ", ".join(book.headings[:20])
        mend = f"call one name, company or consignee; its columns are {shown}"
        raise InputError("no column holds the names of parties", book.source, mend)
    return found
