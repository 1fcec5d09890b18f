"""From a file, whatever its form, to rows that can be queried, none lost.

Belongs here: finding out the form, guarding against files that are not what they say, staging text as Parquet.
Does not: what a column means (columns) or a cell (cell_text); CSV's own troubles (read_csv).
Always true: every row of the source is a row here, with its number; one that cannot be read keeps its place and says why;
a file that cannot be read at all is one clear error.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ecluse.errors import InputError
from ecluse.orders.read_csv import read_csv_file, stage_rows

if TYPE_CHECKING:
    import duckdb

ROW, FAULT = "__row", "__fault"
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
_CSV = (".csv", ".tsv", ".txt", ".psv")
_MOST_UNZIPPED_BYTES = 2_000_000_000
_MOST_RATIO = 250
_DATABASES = (".duckdb", ".ddb", ".db")
FORMS = "CSV, Excel or Parquet, or a DuckDB file with #table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """An order book that can be queried.

    Args:
        relation: What to write after FROM.
        headings: The columns, in order, without our own two.
        types: Each column's type in DuckDB.
        has_fault: Whether rows may hold, in `__fault`, why they could not be read.
        row: An expression for the row's number as a person counts it (the heading is row 1 where there is one).
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
        InputError: It is not there, or is not what its name says.
    """
    text = str(source)
    if text.startswith(("postgresql://", "postgres://")):
        raise InputError("a PostgreSQL table is not read yet", text.partition("@")[2] or text, "export it as Parquet or CSV")
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
        return _staged(text, _workbook(path, table, folder, connection), connection)
    if suffix in _CSV or suffix == "":
        return _staged(text, read_csv_file(path, folder, connection), connection)
    raise InputError(f"'{suffix}' is no form of file that is read here", text, f"give {FORMS}")


def _described(relation: str, connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return {str(name): str(kind) for name, kind, *_ in connection.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()}


def _staged(source: str, staged: tuple[Path, tuple[str, ...]], connection: duckdb.DuckDBPyConnection) -> Book:
    path, notes = staged
    types = _described(f"read_parquet({quoted(path)})", connection)
    has_fault = FAULT in types
    headings = tuple(name for name in types if name not in (ROW, FAULT))
    if not headings:
        raise InputError("the file has no columns", source, "its first row should name them")
    row = ROW if ROW in types else "file_row_number + 2"
    return Book(source=source, relation=f"read_parquet({quoted(path)}, file_row_number=true)", headings=headings,
                types={name: types[name] for name in headings}, has_fault=has_fault, row=row, parquet=(str(path),), notes=notes)


def _parquet(path: Path, connection: duckdb.DuckDBPyConnection) -> Book:
    import duckdb

    files = tuple(sorted(str(each) for each in path.rglob("*.parquet"))) if path.is_dir() else (str(path),)
    if not files:
        raise InputError("the folder holds no Parquet file", str(path), "give a folder of .parquet files")
    names = "[" + ", ".join(quoted(name) for name in files) + "]"
    relation = f"read_parquet({names}, file_row_number=true, union_by_name=true)"
    try:
        types = _described(relation, connection)
        connection.execute(f"SELECT sum(num_rows) FROM parquet_file_metadata({names})").fetchall()
    except duckdb.Error as error:
        first = str(error).splitlines()[0]
        raise InputError(f"not a whole Parquet file: {first}", str(path), "write or copy it again; a file cut short has lost its footer") from error
    headings = tuple(name for name in types if name != "file_row_number")
    row = "file_row_number + 1"
    if len(files) > 1:
        # Rows of the second file count from a million million on, and so forth: a number is one row's alone.
        relation = (f"(SELECT * REPLACE (file_row_number + 1000000000000 * file_index::BIGINT AS file_row_number) FROM (SELECT *, file_index "
                    f"FROM {relation})) ")
        types.pop("file_index", None)
    return Book(source=str(path), relation=relation, headings=headings, types={name: types[name] for name in headings}, has_fault=False,
                row=row, parquet=files)


def _database(path: Path, table: str, connection: duckdb.DuckDBPyConnection) -> Book:
    import duckdb

    try:
        connection.execute(f"ATTACH {quoted(path)} AS source (READ_ONLY)")
        tables = [str(row[0]) for row in connection.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'source'").fetchall()]
    except duckdb.Error as error:
        raise InputError(f"not a DuckDB file: {str(error).splitlines()[0]}", str(path), "check the path") from error
    if not table and len(tables) == 1:
        table = tables[0]
    if table not in tables:
        raise InputError(f"the database has no table '{table}'" if table else "the database has several tables", str(path),
                         f"write {path.name}#TABLE; the tables are {', '.join(tables) or 'none'}")
    relation = f"(SELECT *, row_number() OVER () AS {ROW} FROM source.{name_of(table)})"
    types = _described(relation, connection)
    headings = tuple(name for name in types if name != ROW)
    return Book(source=f"{path}#{table}", relation=relation, headings=headings, types={name: types[name] for name in headings},
                has_fault=False, row=ROW)


def _workbook(path: Path, sheet: str, folder: Path, connection: duckdb.DuckDBPyConnection) -> tuple[Path, tuple[str, ...]]:
    guard_zip(path)
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_path(str(path))
        names = workbook.sheet_names
        if sheet and sheet not in names:
            raise InputError(f"the workbook has no sheet '{sheet}'", str(path), f"the sheets are {', '.join(names)}")
        for name in [sheet] if sheet else names:
            rows = workbook.get_sheet_by_name(name).iter_rows()
            headings = _first_row(rows)
            if headings:
                break
        else:
            raise InputError("the workbook is empty", str(path), "its first row should name the columns")
    except (CalamineError, OSError) as error:
        raise InputError(f"not a workbook that can be read: {error}", str(path), "open it and save it again as .xlsx, or export it as CSV") from error
    notes = (f"sheet '{name}'",) if len(names) > 1 else ()
    return stage_rows(headings, ([_cell(value) for value in row] for row in rows), folder, connection, str(path)), notes


def _first_row(rows: Iterator[Sequence[Any]]) -> list[str]:
    for row in rows:
        texts = [_cell(value) for value in row]
        if any(text.strip() for text in texts):
            return texts
    return []


def _cell(value: Any) -> str:
    """A workbook's value as the text that its column would hold in a CSV file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time().isoformat() == "00:00:00" else value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date) else str(value)


def guard_zip(path: Path) -> None:
    """Refuse a workbook that would unpack to far more than it is.

    Raises:
        InputError: It would.
    """
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
    packed = max(path.stat().st_size, 1)
    if unpacked > _MOST_UNZIPPED_BYTES or (unpacked > 50_000_000 and unpacked / packed > _MOST_RATIO):
        raise InputError(f"the workbook of {packed:,} bytes would unpack to {unpacked:,}", str(path), "export it as CSV; no sheet of orders packs so well")


def quoted(text: object) -> str:
    """A text as SQL writes it."""
    return "'" + str(text).replace("'", "''") + "'"


def name_of(column: str) -> str:
    """A column's name as SQL writes it."""
    return '"' + column.replace('"', '""') + '"'
