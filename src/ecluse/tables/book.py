"""An order book that can be queried, whatever its form.

Belongs here: what is known of a book that was opened, and how a user says that it is to be read.
Does not: opening one (read).
Always true: every row of the source is a row of the relation, with its number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ecluse.errors import InputError
from ecluse.tables.heading import Needs
from ecluse.tables.sheet_types import SheetTypes

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """An order book that can be queried.

    Args:
        relation: What to write after FROM.
        headings: The columns, in order, without our own two.
        types: Each column's type in DuckDB.
        has_fault: Whether rows may hold, in `__fault`, why they could not be read.
        row: An expression for the row's number as a person counts it (the heading is row 1 where
            there is one).
        parquet: The Parquet files behind it, for an engine that reads them itself.
        notes: What was found out about the file, in words.
        unreadable: Column → text → why it cannot be read, for cells that hold no value.
        sheet: What the cells were in the workbook that they come from.
    """

    source: str
    relation: str
    headings: tuple[str, ...]
    types: dict[str, str]
    has_fault: bool
    row: str
    parquet: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    unreadable: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sheet: SheetTypes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """How a user says that a file is to be read.

    Args:
        needs: What a heading must name.
        encoding: The encoding of a text; found out where left out.
        heading: The number of the row that names the columns; found out where left out.
    """

    needs: Needs = field(default_factory=Needs)
    encoding: str | None = None
    heading: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedFile:
    """A file that is being read, and what it is read with.

    Args:
        path: Where it lies, unpacked where it was compressed.
        part: The sheet or the table in it that the user names; empty where none is named.
        source: What the user called it.
        folder: A folder of our own, for what is staged.
    """

    path: Path
    part: str
    source: str
    folder: Path
    connection: DuckDBPyConnection
    opening: Opening

    def cannot(self, what: str, mend: str) -> InputError:
        """What is wrong with it, as an error that names it."""
        return InputError(what, str(self.path), mend)


def types_of(relation: str, connection: DuckDBPyConnection) -> dict[str, str]:
    """The columns of a relation, each with its DuckDB type."""
    return {
        str(name): str(kind)
        for name, kind, *_ in connection.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()
    }
