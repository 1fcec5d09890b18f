"""From a file, whatever its form, to rows that can be queried, none lost.

Belongs here: finding out the form; Parquet and DuckDB, which are queried where they lie.
Does not: what a column means (columns) or a cell (cell_text); the forms that are staged as Parquet
first (read_csv, read_workbook, arrow, postgres).
Always true: every row of the source is a row here, with its number; one that cannot be read keeps
its place and says why; a file that cannot be read at all is one clear error.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ecluse.errors import InputError
from ecluse.orders.arrow import FORMS as ARROW
from ecluse.orders.arrow import stage_arrow
from ecluse.orders.names import FAULT, ROW, is_ours, name_of, quoted
from ecluse.orders.postgres import is_address, stage_table
from ecluse.orders.read_csv import read_csv_file
from ecluse.orders.read_workbook import read_workbook

if TYPE_CHECKING:
    import duckdb

__all__ = ["FAULT", "ROW", "Book", "name_of", "open_book", "quoted"]

_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
_CSV = (".csv", ".tsv", ".txt", ".psv")
_DATABASES = (".duckdb", ".ddb", ".db")
FORMS = "CSV, Excel, Parquet or Arrow, a DuckDB file with #table, or postgresql://…#table"


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
    """

    source: str
    relation: str
    headings: tuple[str, ...]
    types: dict[str, str]
    has_fault: bool
    row: str
    parquet: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def open_book(source: str | Path, connection: duckdb.DuckDBPyConnection, folder: Path) -> Book:
    """Make a source queryable; text is staged under `folder`.

    Raises:
        InputError: It is not there, is not what its name says, or has a column of a name that is
            kept for ours.
    """
    book = _opened(source, connection, folder)
    ours = [name for name in book.headings if is_ours(name)]
    if ours:
        raise InputError(
            f"a column is called '{ours[0]}', a name that is kept for what is worked out beside a line",
            book.source,
            "rename it",
        )
    return book


def _opened(source: str | Path, connection: duckdb.DuckDBPyConnection, folder: Path) -> Book:
    if is_address(source):
        shown, staged, notes = stage_table(str(source), folder, connection)
        return _staged(shown, (staged, notes), connection, first=1)
    text = str(source)
    place, _, table = text.partition("#")
    path = Path(place)
    suffix = path.suffix.casefold()
    if not path.exists():
        raise InputError("there is no such file", text, "check the path")
    if path.is_dir() or suffix in (".parquet", ".pq"):
        return _parquet(path, connection)
    if suffix in _DATABASES:
        return _database(path, table, connection)
    if suffix in _WORKBOOKS:
        return _staged(text, read_workbook(path, table, folder, connection), connection)
    if suffix in ARROW:
        return _staged(text, (stage_arrow(path, folder, connection), ()), connection, first=1)
    if suffix in _CSV or suffix == "":
        return _staged(text, read_csv_file(path, folder, connection), connection)
    raise InputError(f"'{suffix}' is no form of file that is read here", text, f"give {FORMS}")


def _described(relation: str, connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return {
        str(name): str(kind)
        for name, kind, *_ in connection.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()
    }


def _staged(
    source: str,
    staged: tuple[Path, tuple[str, ...]],
    connection: duckdb.DuckDBPyConnection,
    *,
    first: int = 2,
) -> Book:
    """A book of staged rows; `first` is the number of the first, which is 2 under a heading."""
    path, notes = staged
    types = _described(f"read_parquet({quoted(path)})", connection)
    has_fault = FAULT in types
    headings = tuple(name for name in types if name not in (ROW, FAULT))
    if not headings:
        raise InputError("the file has no columns", source, "its first row should name them")
    row = ROW if ROW in types else f"file_row_number + {first}"
    return Book(
        source=source,
        relation=f"read_parquet({quoted(path)}, file_row_number=true)",
        headings=headings,
        types={name: types[name] for name in headings},
        has_fault=has_fault,
        row=row,
        parquet=(str(path),),
        notes=notes,
    )


def _parquet(path: Path, connection: duckdb.DuckDBPyConnection) -> Book:
    import duckdb

    files = (
        tuple(sorted(str(each) for each in path.rglob("*.parquet")))
        if path.is_dir()
        else (str(path),)
    )
    if not files:
        raise InputError(
            "the folder holds no Parquet file", str(path), "give a folder of .parquet files"
        )
    names = "[" + ", ".join(quoted(name) for name in files) + "]"
    relation = f"read_parquet({names}, file_row_number=true, union_by_name=true)"
    try:
        ours = [
            name
            for name in _described(f"read_parquet({names}, union_by_name=true)", connection)
            if is_ours(name)
        ]  # they would hide DuckDB's own
        if ours:
            raise InputError(
                f"a column is called '{ours[0]}', a name that is kept for what is worked out beside a line",
                str(path),
                "rename it",
            )
        types = _described(relation, connection)
        connection.execute(f"SELECT sum(num_rows) FROM parquet_file_metadata({names})").fetchall()
    except duckdb.Error as error:
        first = str(error).splitlines()[0]
        raise InputError(
            f"not a whole Parquet file: {first}",
            str(path),
            "write or copy it again; a file cut short has lost its footer",
        ) from error
    headings = tuple(name for name in types if name != "file_row_number")
    row = "file_row_number + 1"
    if len(files) > 1:
        # Rows of the second file count from a million million on, and so forth: a number is one
        # row's alone.
        relation = (
            f"(SELECT * REPLACE (file_row_number + 1000000000000 * file_index::BIGINT AS file_row_number) FROM (SELECT *, file_index "
            f"FROM {relation})) "
        )
        types.pop("file_index", None)
    return Book(
        source=str(path),
        relation=relation,
        headings=headings,
        types={name: types[name] for name in headings},
        has_fault=False,
        row=row,
        parquet=files,
    )


def _database(path: Path, table: str, connection: duckdb.DuckDBPyConnection) -> Book:
    import duckdb

    try:
        connection.execute(f"ATTACH {quoted(path)} AS source (READ_ONLY)")
        found = connection.execute(
            "SELECT table_schema, table_name FROM information_schema.tables WHERE table_catalog = 'source' ORDER BY ALL"
        ).fetchall()
    except duckdb.Error as error:
        raise InputError(
            f"not a DuckDB file: {str(error).splitlines()[0]}", str(path), "check the path"
        ) from error
    tables = {
        name if schema == "main" else f"{schema}.{name}": f"{name_of(schema)}.{name_of(name)}"
        for schema, name in found
    }
    if not table and len(tables) == 1:
        table = next(iter(tables))
    if table not in tables:
        raise InputError(
            f"the database has no table '{table}'"
            if table
            else "the database has several tables"
            if tables
            else "the database has no tables",
            str(path),
            f"write {path.name}#TABLE; the tables are {', '.join(tables) or 'none'}",
        )
    relation = f"(SELECT *, row_number() OVER () AS {ROW} FROM source.{tables[table]})"
    types = _described(relation, connection)
    headings = tuple(name for name in types if name != ROW)
    return Book(
        source=f"{path}#{table}",
        relation=relation,
        headings=headings,
        types={name: types[name] for name in headings},
        has_fault=False,
        row=ROW,
    )
