"""The embedded engine: DuckDB reads, joins and counts; nothing here decides.

Belongs here: running statements over a book. Does not: what small tables hold (relation), or what
the connection may touch (connection).
Always true: memory is bounded whatever the book's size; what does not fit goes to a temporary
folder of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ecluse.tables.connection import MEMORY, connect
from ecluse.tables.read import Book, name_of
from ecluse.tables.relation import load_table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from ecluse.tables.write import Place

__all__ = ["MEMORY", "Embedded", "as_words", "connect", "load_table"]
_FETCHED = 20_000
NUMBER = "word_number"  # the column of the number of a row of words


class Embedded:
    """The engine that reads the book itself."""

    def __init__(
        self, connection: DuckDBPyConnection, book: Book, place: Place | None = None
    ) -> None:
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

    def beside(self, name: str, columns: Sequence[tuple[str, str]], statement: str) -> bool:
        """Keep it: the table goes to the temporary folder where it does not fit."""
        self.into(name, columns, statement)
        return True

    def write(self, statement: str, out: str | Path, columns: Sequence[str], lines: int) -> int:
        """Write what a statement gives, in whatever form the name says."""
        from ecluse.tables.write import write_book

        book, place = self.book, self.place or out
        return write_book(
            self.connection, statement, place, columns, book.types, lines, book.source, book.sheet
        )

    def close(self) -> None:
        """Nothing to give back: the connection is whose it was."""


def as_words(connection: DuckDBPyConnection, name: str, made: str, columns: Sequence[str]) -> None:
    """Copy table `name` to `made` with text columns held as numbered words: a line then carries a
    number, not a text.

    They are written as the texts that they stand for; writing them is several times faster. The
    rows are numbered from 1 on, in `NUMBER`.
    """
    cells = [name_of(column) for column in columns]
    counts = ", ".join(f"count({cell})" for cell in cells)
    (filled,) = connection.execute(f"SELECT {counts} FROM {name}").fetchall()
    kinds = []
    for number, cell in enumerate(cell for cell, texts in zip(cells, filled, strict=True) if texts):
        kind = f"words_{made}_{number}"
        connection.execute(f"DROP TYPE IF EXISTS {kind}")
        connection.execute(
            f"CREATE TEMP TYPE {kind} AS ENUM (SELECT DISTINCT {cell} FROM {name} "
            f"WHERE {cell} IS NOT NULL ORDER BY 1)"
        )
        kinds.append(f"{cell}::{kind} AS {cell}")
    replaced = f" REPLACE ({', '.join(kinds)})" if kinds else ""
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {made} AS "
        f"SELECT *{replaced}, row_number() OVER () AS {NUMBER} FROM {name}"
    )
