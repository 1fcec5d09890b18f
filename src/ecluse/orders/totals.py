"""Rows of totals among the lines of a book.

Belongs here: telling them. Does not: what a report makes of them (counts).
Always true: such a row names no part, no destination and no day of its own, so it could not be
answered as an order; it says in some cell that it is a total.
"""

from __future__ import annotations

from collections.abc import Sequence

from ecluse.facts.book_words import BookWords
from ecluse.orders.cell_sql import row_of, text_of
from ecluse.orders.cell_text import blank
from ecluse.orders.columns import ON, BookColumns
from ecluse.orders.texts import Texts
from ecluse.tables.read import FAULT, name_of, quoted

_MOST_LOOKED_AT = 100_000
_MOST_NAMED = 5


def totals_of(
    texts: Texts, columns: BookColumns, words: BookWords, named: Sequence[str]
) -> list[int]:
    """The numbers of the rows that are totals; `named` are the part texts that name an item."""
    book, roles = texts.book, columns.roles
    # ON is the day that is asked of every row.
    own = [column for column in (roles["destination"], roles["date"]) if column != ON]
    empty = " AND ".join(_says_nothing(texts, column) for column in own)
    fault = f" AND b.{FAULT} IS NULL" if book.has_fault else ""
    worded = [name for name in book.headings if book.types[name] == "VARCHAR"]
    said = (f"b.{name_of(name)}" for name in worded)
    cells = ", ".join([f"{row_of(book)} AS r", f"{text_of(book, roles['part'])} AS p", *said])
    select = f"SELECT {cells} FROM {book.relation} b WHERE {empty}{fault} LIMIT {_MOST_LOOKED_AT}"
    items, seats = frozenset(named), {seat.name for seat in columns.parties}
    return [
        row
        for row, name, *others in texts.engine.rows(select)
        if name not in items
        and (blank(name) or words.is_total(name))
        and any(
            words.is_total(text, whole=column in seats)
            for column, text in zip((roles["part"], *worded), (name, *others), strict=True)
            if text
        )
    ]


def _says_nothing(texts: Texts, column: str) -> str:
    """Whether a row says nothing in a column, in SQL."""
    cell = text_of(texts.book, column)
    blanks = [quoted(text) for text in texts.of(column) if blank(text)]
    listed = f" OR {cell} IN ({', '.join(blanks)})" if blanks else ""
    return f"({cell} IS NULL{listed})"


def note_of(rows: Sequence[int]) -> list[str]:
    """A note that names the rows."""
    if not rows:
        return []
    listed = sorted(rows)
    shown = ", ".join(f"{row:,}" for row in listed[:_MOST_NAMED])
    more = f" and {len(rows) - _MOST_NAMED:,} more" if len(rows) > _MOST_NAMED else ""
    these = "row looks like a total" if len(rows) == 1 else "rows look like totals"
    kept = "it is" if len(rows) == 1 else "they are"
    return [f"{len(rows):,} {these} ({shown}{more}): {kept} kept, and neither answered nor summed"]
