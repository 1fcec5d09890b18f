"""The cells of a company's own order book, by what their columns mean.

Belongs here: which column is which, and every cell as text. Does not: what a cell says (own_book).
Always true: the columns are found as `orders` finds them, by the same names; a book of demand has
two more, which are looked for first; what no column says is told all at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ecluse.errors import EcluseError, InputError, raise_all
from ecluse.facts.country import folded
from ecluse.law.library import Library
from ecluse.orders.cell_sql import row_of, text_of
from ecluse.orders.columns import BookColumns, find_columns
from ecluse.orders.needs import needs_of
from ecluse.orders.resolve import Problems
from ecluse.orders.ship_day import with_day
from ecluse.outputs.scratch import scratch
from ecluse.tables.connection import connect
from ecluse.tables.intake import take
from ecluse.tables.read import FAULT, Book, Opening

if TYPE_CHECKING:
    import duckdb

# Names of columns of demand that order books of shipments do not have.
_NAMES = {
    "date": ("due date", "due", "date due", "échéance", "date d'échéance"),
    "consignee": ("buyer", "group", "group of buyers", "acheteur", "groupe"),
}
BUYERS = ("consignee", "end_user")
MOST_TOLD = 100  # mistakes


@dataclass(slots=True)
class DemandCells:
    """The cells of a book by meaning, and what is wrong with them.

    Args:
        rows: The number of each line as a person counts it.
        problems: Texts that cannot be read.
        blanks: Cells that say nothing and must: row, column, meaning.
    """

    source: str
    columns: BookColumns
    rows: Sequence[int]
    cells: Mapping[str, Sequence[str | None]]
    problems: Problems = field(default_factory=Problems)
    notes: list[str] = field(default_factory=list)
    blanks: list[tuple[int, str, str]] = field(default_factory=list)

    def texts(self, role: str) -> list[str]:
        """The distinct texts of a meaning's column."""
        return [*dict.fromkeys(text for text in self.cells.get(role, ()) if text is not None)]

    def column(self, role: str) -> str:
        """What a meaning's column is called."""
        return self.columns.roles.get(role) or self.columns.facts[role]


def read_sheet(source: str | Path, library: Library, given: Mapping[str, str]) -> DemandCells:
    """Every cell that means something, as text."""
    with scratch("ecluse-demand-") as folder:
        taken = take(source, folder)
        with closing(connect(folder, files=taken.files, folders=taken.folders)) as connection:
            needs = needs_of(_usual(given), library.book_words, ("part", "quantity"))
            book = taken.open(connection, folder, Opening(needs=needs))
            columns = find_columns(
                book.headings,
                library.vocabulary,
                {**_ours(book.headings, given), **given},
                book.source,
                (),
                library.book_words,
            )
            raise_all([*_lacking(columns, book)])
            return _cells(connection, with_day(book, columns), columns)


def _usual(given: Mapping[str, str]) -> dict[str, str]:
    """Names by which a heading is known, the usual ones of demand among them."""
    return {meaning: names[0] for meaning, names in _NAMES.items()} | dict(given)


def _ours(headings: Sequence[str], given: Mapping[str, str]) -> dict[str, str]:
    """The columns that bear a name of demand."""
    by_name = {folded(heading): heading for heading in reversed(headings)}
    found = {
        meaning: next((by_name[key] for name in names if (key := folded(name)) in by_name), None)
        for meaning, names in _NAMES.items()
        if meaning not in given
    }
    return {meaning: column for meaning, column in found.items() if column is not None}


def _lacking(columns: BookColumns, book: Book) -> Iterator[EcluseError]:
    """What a line of demand needs and no column says."""
    wanted: dict[str, tuple[str, ...]] = {
        "the part": ("part",),
        "the quantity": ("quantity",),
        "the due date": ("date",),
        "the group of buyers": BUYERS,
    }
    for words, roles in wanted.items():
        if not any(role in columns.roles for role in roles):
            listed = ", ".join(f"'{name}'" for name in book.headings[:20])
            mend = f"give columns: {roles[0]}=NAME; the columns are {listed}"
            yield InputError(f"no column is called as {words} usually is", book.source, mend)


def _cells(connection: duckdb.DuckDBPyConnection, book: Book, columns: BookColumns) -> DemandCells:
    meant = {**columns.roles, **columns.facts}
    texts = [text_of(book, column) for column in meant.values()]
    fault = f"b.{FAULT}" if book.has_fault else "NULL"
    rows = connection.execute(
        f"SELECT {row_of(book)}, {fault}, {', '.join(texts)} FROM {book.relation} b ORDER BY 1"
    ).fetchall()
    raise_all(
        [
            InputError(f"row {row[0]} cannot be read: {row[1]}", book.source, "mend the row")
            for row in rows
            if row[1] is not None
        ][:MOST_TOLD]
    )
    if not rows:
        raise InputError("the book has no lines", book.source, "give one line of demand or more")
    cells = {role: [row[i + 2] for row in rows] for i, role in enumerate(meant)}
    return DemandCells(
        source=book.source,
        columns=columns,
        rows=[int(row[0]) for row in rows],
        cells=cells,
        notes=[*book.notes],
    )
