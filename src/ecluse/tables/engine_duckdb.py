"""The embedded engine: DuckDB reads, joins and counts; nothing here decides.

Belongs here: loading small tables, running the joins of `join`. Does not: what the tables hold, or
what the connection may touch (connection).
Always true: memory is bounded whatever the book's size; what does not fit goes to a temporary
folder of its own.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ecluse.tables.connection import MEMORY, connect
from ecluse.tables.read import Book, name_of

if TYPE_CHECKING:
    from ecluse.tables.write import Place

__all__ = ["MEMORY", "Embedded", "as_words", "connect", "load_table"]
log = logging.getLogger(__name__)
_CHUNK = 100_000
_FETCHED = 20_000


class Embedded:
    """The engine that reads the book itself."""

    def __init__(self, connection: Any, book: Book, place: Place | None = None) -> None:
        self.connection = connection
        self.book = book
        self.place = place

    def lay(self, names: Sequence[str]) -> None:
        """Nothing to do: the tables are here."""

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """What a statement gives."""
        found: list[tuple[Any, ...]] = self.connection.execute(statement).fetchall()
        return found

    def stream(self, statement: str) -> Iterator[tuple[Any, ...]]:
        """What a statement gives, a stretch at a time."""
        result = self.connection.execute(statement)
        while rows := result.fetchmany(_FETCHED):
            yield from rows

    def into(self, name: str, columns: Sequence[tuple[str, str]], statement: str) -> None:
        """Keep what a statement gives as a table."""
        kept = ", ".join(f"CAST({column} AS {kind}) AS {column}" for column, kind in columns)
        self.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {kept} FROM ({statement})"
        )

    def write(self, statement: str, out: str | Path, columns: Sequence[str], lines: int) -> int:
        """Write what a statement gives, in whatever form the name says."""
        from ecluse.tables.write import write_book

        book, place = self.book, self.place or out
        return write_book(
            self.connection, statement, place, columns, book.types, lines, book.source, book.sheet
        )

    def close(self) -> None:
        """Nothing to give back: the connection is whose it was."""


def load_table(
    connection: Any, name: str, columns: Sequence[tuple[str, str]], rows: Sequence[Sequence[Any]]
) -> None:
    """Make a small table of Python values; `columns` are names and DuckDB types."""
    made = ", ".join(f"{name_of(column)} {kind}" for column, kind in columns)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} ({made})")
    parts = ", ".join(f"unnest($c{place}::{kind}[])" for place, (_, kind) in enumerate(columns))
    for start in range(0, len(rows), _CHUNK):
        chunk = rows[start : start + _CHUNK]
        values = {f"c{place}": [row[place] for row in chunk] for place in range(len(columns))}
        connection.execute(f"INSERT INTO {name} SELECT {parts}", values)


def as_words(connection: Any, name: str, made: str, columns: Sequence[str]) -> None:
    """Copy table `name` to `made` with text columns held as numbered words: a line then carries a
    number, not a text.

    They are written as the texts that they stand for; writing them is several times faster.
    """
    kinds = []
    for column in columns:
        kind = f"words_{made}_{column}"
        connection.execute(f"DROP TYPE IF EXISTS {kind}")
        if connection.execute(f"SELECT count({name_of(column)}) FROM {name}").fetchone()[0]:
            connection.execute(
                f"CREATE TEMP TYPE {kind} AS ENUM (SELECT DISTINCT {name_of(column)} FROM {name} WHERE {name_of(column)} IS NOT NULL ORDER BY 1)"
            )
            kinds.append(f"{name_of(column)}::{kind} AS {name_of(column)}")
    replaced = f" REPLACE ({', '.join(kinds)})" if kinds else ""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {made} AS SELECT *{replaced} FROM {name}")
