"""A table of parties, each line back with what its party meets on the lists.

Belongs here: reading the lines, and writing them with what their parties meet. Does not: finding
the columns (party_file_columns), screening (party_verdict), the law, order books (book).
Always true: every line comes back, in its order, with its own columns; one that does not fit the
heading has no band but `hit` and `not screened`; nothing is written where the file cannot be read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from ecluse.law.library import Library
from ecluse.orders.party_columns import PartySeat
from ecluse.orders.party_file_columns import PartyColumns, columns_of, opening_of
from ecluse.orders.party_join import joined
from ecluse.orders.party_shown import HIT, REVIEW, UNSCREENED
from ecluse.orders.party_verdict import Cells, PartyVerdicts, gravest
from ecluse.outputs.scratch import scratch
from ecluse.screening.match import Band
from ecluse.screening.screen import Screener
from ecluse.tables.book import Book
from ecluse.tables.connection import connect
from ecluse.tables.engine_duckdb import load_table
from ecluse.tables.intake import Source, take
from ecluse.tables.names import FAULT, name_of
from ecluse.tables.write import Place, check_out, place_for, write_book

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

ADDED = {
    "ecluse_band": "VARCHAR",
    "ecluse_list": "VARCHAR",
    "ecluse_entry": "VARCHAR",
    "ecluse_score": "DOUBLE",
    "ecluse_list_date": "DATE",
}
_NUMBER = "__number"
_MOST_NAMED = 5  # lines that could not be read


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyFileAnswer:
    """What the parties of a table come to.

    Args:
        lines: Lines of the table.
        parties: Distinct parties among them.
        hits: Lines of which a party is a hit; so for `reviews`.
        not_screened: Lines that name nobody, or somebody who cannot be compared, and have no hit.
        screened: The columns whose parties were screened.
        unread: The columns whose headings may name a party and are not understood: not screened.
        columns: Which column was read as what of the first party of a line.
        unknown_countries: What the column of countries says that is no country; such lines are
            screened as if they said none, so that every entry counts.
    """

    SCHEMA: ClassVar[str] = "ecluse.screened-file/1"

    lines: int
    parties: int
    hits: int
    reviews: int
    not_screened: int
    on: date
    known: date | None
    screened: tuple[str, ...]
    unread: tuple[str, ...]
    columns: dict[str, str]
    unknown_countries: tuple[str, ...]
    notes: tuple[str, ...]
    out: str

    @property
    def band(self) -> Band:
        """The gravest band of a line; one that was not screened is a review at least."""
        if self.hits:
            return Band.HIT
        return Band.REVIEW if self.reviews or self.not_screened else Band.NONE

    @property
    def none(self) -> int:
        """Lines of which nothing near is on the lists."""
        return self.lines - self.hits - self.reviews - self.not_screened


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
    verdicts = PartyVerdicts(screener=screener, library=library, on=on, known=known)
    with scratch("ecluse-screen-") as folder, place_for(out, force=force) as place:
        taken = take(source, folder)
        with closing(_connected(folder, taken, place)) as connection:
            book = taken.open(connection, folder, opening_of(library.book_words))
            return _answer(_screened(connection, book, verdicts, place), str(out))


def _screened(
    connection: DuckDBPyConnection, book: Book, verdicts: PartyVerdicts, place: Place
) -> _PartyTable:
    """Screen the parties of each line, and write it."""
    columns = columns_of(book, verdicts.library.book_words)
    lines, faults = [], list[str]()
    for number, fault, cells in _lines(connection, book, columns):
        verdict = verdicts.of_line(columns.seats, cells)
        if fault:
            faults.append(f"row {number}: {fault}")
        lines.append((number, gravest([verdict], screened=not fault)))
    _write(connection, book, [(number, *verdict[: len(ADDED)]) for number, verdict in lines], place)
    bands = Counter(verdict.band for _, verdict in lines)
    notes = (*book.notes, *faults[:_MOST_NAMED])
    if len(faults) > _MOST_NAMED:
        notes = (*notes, f"rows that could not be read, in all: {len(faults):,}")
    return _PartyTable(replace(book, notes=notes), columns, bands, verdicts)


class _PartyTable(NamedTuple):
    """A table that was screened, and its lines by their band."""

    book: Book
    columns: PartyColumns
    lines: Counter[str]
    verdicts: PartyVerdicts


def _answer(table: _PartyTable, out: str) -> PartyFileAnswer:
    """What the parties come to."""
    return PartyFileAnswer(
        lines=table.lines.total(),
        parties=len(table.verdicts.compared),
        hits=table.lines[HIT],
        reviews=table.lines[REVIEW],
        not_screened=table.lines[UNSCREENED],
        on=table.verdicts.on,
        known=table.verdicts.known,
        screened=tuple(seat.name for seat in table.columns.seats),
        unread=table.columns.unread,
        columns=table.columns.first,
        unknown_countries=tuple(sorted(table.verdicts.unknown_countries)),
        notes=table.book.notes,
        out=out,
    )


def _connected(folder: Path, taken: Source, place: Place) -> DuckDBPyConnection:
    """A connection that may open the table and the place of the output, and nothing else."""
    files, folders = (*taken.files, *place.files), (*taken.folders, *place.folders)
    return connect(folder, files=files, folders=folders)


def _lines(
    connection: DuckDBPyConnection, book: Book, columns: PartyColumns
) -> Iterator[tuple[int, str | None, list[Cells]]]:
    """The number of each line, why it could not be read, and the cells of each of its parties."""
    every = [cell for seat in columns.seats for cell in _cells(seat)]
    fault = FAULT if book.has_fault else "NULL"
    connection.execute(
        f"CREATE TEMP TABLE lines AS SELECT *, {book.row} AS {_NUMBER} FROM {book.relation}"
    )
    each = len(every) // len(columns.seats)
    select = f"SELECT {_NUMBER}, {fault}, {', '.join(every)} FROM lines ORDER BY 1"
    for number, why, *row in connection.execute(select).fetchall():
        yield number, why, [tuple(row[at : at + each]) for at in range(0, len(row), each)]


def _cells(seat: PartySeat) -> list[str]:
    """The expressions of what a line says of a party: name, country, address and identifier."""
    name, country, address, number = (
        "NULL" if column is None else f"CAST({name_of(column)} AS VARCHAR)"
        for column in seat.columns
    )
    if seat.address is not None:
        others = [(column, f"CAST({name_of(column)} AS VARCHAR)") for column in seat.further]
        address = joined(seat, [(seat.address, address), *others])
    return [name, country, address, number]


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
