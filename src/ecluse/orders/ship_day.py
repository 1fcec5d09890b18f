"""The ship date of lines of which several columns say it: the actual one, else the planned one.

Belongs here: the column that is made of them. Does not: which these are (columns), or reading a day
(cell_day).
Always true: what the first says counts wherever it says anything, a day or not; the book's own
columns stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ecluse.facts.known import NOTHING
from ecluse.orders.cell_sql import text_of
from ecluse.orders.columns import BookColumns
from ecluse.tables.names import quoted
from ecluse.tables.read import Book, name_of

_BLANK = (*sorted(NOTHING), "n/a", "n.a.", "n.a", "n. a.")


def with_day(book: Book, columns: BookColumns) -> Book:
    """The book with the column of the ship date that is made of several, if it is."""
    if not columns.days:
        return book
    name = columns.roles["date"]
    typed = all(book.types[column] == "DATE" for column in columns.days)
    cells = _cells(book, columns.days, typed=typed)
    return replace(
        book,
        relation=f"(SELECT b.*, coalesce({', '.join(cells)}) AS {name_of(name)} "
        f"FROM {book.relation} b)",
        types={**book.types, name: "DATE" if typed else "VARCHAR"},
    )


def _cells(book: Book, days: Sequence[str], *, typed: bool) -> list[str]:
    """The cells of the columns, in order; NULL where one but the last says nothing."""
    if typed:
        return [f"b.{name_of(column)}" for column in days]
    blank = ", ".join(map(quoted, _BLANK))
    *first, last = (text_of(book, column) for column in days)
    said = [f"CASE WHEN lower(trim({cell})) NOT IN ({blank}) THEN {cell} END" for cell in first]
    return [*said, last]
