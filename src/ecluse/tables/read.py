"""From a file, whatever its form, to rows that can be queried, none lost.

Belongs here: which reader a file is given to; Parquet and DuckDB, which are queried where they lie.
Does not: what a column means (columns) or a cell (cell_text); the forms that are staged as Parquet
first (read_csv, read_workbook, arrow, postgres); what a file is (form).
Always true: every row of the source is a row here, with its number; one that cannot be read keeps
its place and says why; a file that cannot be read at all is one clear error.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ecluse.errors import InputError
from ecluse.outputs.check import is_there
from ecluse.tables.arrow import FORMS as ARROW
from ecluse.tables.arrow import stage_arrow
from ecluse.tables.encoding import survey
from ecluse.tables.form import NAMES, PACKED, form_of, unpacked
from ecluse.tables.heading import Needs
from ecluse.tables.html_tables import MOST_BYTES, charset_of, html_tables
from ecluse.tables.names import (
    DATABASES,
    FAULT,
    ROW,
    WORKBOOKS,
    is_ours,
    literal,
    name_of,
    parted,
    quoted,
)
from ecluse.tables.postgres import is_address, stage_table
from ecluse.tables.read_csv import read_csv_file
from ecluse.tables.read_workbook import read_workbook, stage_sheet
from ecluse.tables.sheet_types import SheetTypes
from ecluse.tables.stage import Staged
from ecluse.tables.xml_sheets import NoTable, spreadsheet_xml

if TYPE_CHECKING:
    import duckdb

__all__ = ["FAULT", "ROW", "Book", "name_of", "open_book", "quoted"]

_CSV = (".csv", ".tsv", ".txt", ".psv", "")
_PARQUET = (".parquet", ".pq")
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


def open_book(
    source: str | Path,
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    opening: Opening | None = None,
) -> Book:
    """Make a source queryable; text is staged under `folder`.

    Raises:
        InputError: It is not there, is not what its name says, or has a column of a name that is
            kept for ours.
    """
    book = _opened(source, connection, folder, opening or Opening())
    ours = [name for name in book.headings if is_ours(name)]
    if ours:
        raise InputError(
            f"a column is called '{ours[0]}', a name that is kept for what is worked out beside a line",
            book.source,
            "rename it",
        )
    return book


def _opened(
    source: str | Path, connection: duckdb.DuckDBPyConnection, folder: Path, opening: Opening
) -> Book:
    if is_address(source):
        _no_text(opening, "a database")
        shown, staged, notes = stage_table(str(source), folder, connection)
        return _staged(shown, Staged(path=staged, notes=notes, first=1), connection)
    text = str(source)
    place, part = parted(source)
    path = Path(place)
    if not is_there(path):
        raise InputError("there is no such file", text, "check the path")
    if path.is_dir():
        _no_text(opening, "a folder")
        return _parquet(path, connection)
    if not path.is_file():
        raise InputError(
            "this is no file but a device or a pipe", text, "write what it gives to a file first"
        )
    suffix = path.suffix.casefold()
    if suffix in PACKED:
        suffix, path = Path(path.stem).suffix.casefold(), unpacked(path, folder)
    if suffix in (*_PARQUET, *DATABASES, *ARROW):
        _no_text(opening, f"a {suffix} file")
        form = "parquet" if suffix in _PARQUET else "arrow" if suffix in ARROW else "duckdb"
        return _of_form(form, path, part, text, connection, folder, opening)
    if suffix not in (*WORKBOOKS, *_CSV):
        raise InputError(f"'{suffix}' is no form of file that is read here", text, f"give {FORMS}")
    if not path.stat().st_size:
        raise InputError("the file is empty", text, "its first row should name the columns")
    form = form_of(path)
    if form == "text" and suffix in WORKBOOKS and not _is_table(path):
        raise InputError(
            "not a workbook that can be read: no sheet, no table and no rows of text",
            text,
            "open it and save it again as .xlsx, or export it as CSV",
        )
    book = _of_form(form, path, part, text, connection, folder, opening)
    usual = "text" if suffix in _CSV else "xlsx" if suffix == ".xlsm" else suffix[1:]
    if form == usual:
        return book
    said = f"called {suffix}, and is" if suffix else "read as"
    return replace(book, notes=(f"{said} {NAMES[form]}", *book.notes))


def _of_form(
    form: str,
    path: Path,
    part: str,
    source: str,
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    opening: Opening,
) -> Book:
    """A file that is of a form, whatever it is called."""
    if form == "parquet":
        return _parquet(path, connection)
    if form == "duckdb":
        return _database(path, part, connection, folder)
    if form == "arrow":
        staged = Staged(path=stage_arrow(path, folder, connection), first=1)
    elif form == "text":
        staged = read_csv_file(
            path,
            folder,
            connection,
            opening.needs,
            encoding=opening.encoding,
            heading=opening.heading,
        )
    elif form in ("html", "xml"):
        staged = _markup(form, path, part, connection, folder, opening)
    else:
        _no_text(replace(opening, heading=None), "a workbook")
        staged = read_workbook(path, form, part, folder, connection, opening.needs, opening.heading)
    return _staged(source, staged, connection)


def _markup(
    form: str,
    path: Path,
    part: str,
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    opening: Opening,
) -> Staged:
    """The tables of an HTML page, or the worksheets of a workbook as XML."""
    if path.stat().st_size > MOST_BYTES:
        raise InputError(
            f"{NAMES[form]} of more than {MOST_BYTES >> 20} MiB", str(path), "export it as CSV"
        )
    try:
        if form == "xml":
            sheets = spreadsheet_xml(path)
        else:
            with path.open("rb") as file:
                said = opening.encoding or charset_of(file.read(4096))
            sheets = html_tables(path, survey(path, said).encoding)
        return stage_sheet(sheets, part, path, folder, connection, opening.needs, opening.heading)
    except NoTable as error:
        raise InputError(
            f"{NAMES[form]} that cannot be read: {error}", str(path), "export it as CSV or .xlsx"
        ) from error


def _is_table(path: Path) -> bool:
    """Whether text that is called a workbook has rows of several cells."""
    with path.open("rb") as file:
        head = file.read(1 << 16).replace(b"\0", b"")
    return any(sign in head for sign in (b"\t", b",", b";", b"|")) and b"\n" in head


def _no_text(opening: Opening, what: str) -> None:
    """Refuse what is said of a text's encoding or heading where there is none."""
    for option, value in (("--encoding", opening.encoding), ("--heading", opening.heading)):
        if value is not None:
            raise InputError(f"{what} has none that could be given", option, "leave it out")


def _described(relation: str, connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return {
        str(name): str(kind)
        for name, kind, *_ in connection.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()
    }


def _staged(source: str, staged: Staged, connection: duckdb.DuckDBPyConnection) -> Book:
    path = literal(staged.path)
    types = _described(f"read_parquet({path})", connection)
    has_fault = FAULT in types
    headings = tuple(name for name in types if name not in (ROW, FAULT))
    if not headings:
        raise InputError("the file has no columns", source, "its first row should name them")
    row = ROW if ROW in types else f"file_row_number + {staged.first}"
    return Book(
        source=source,
        relation=f"read_parquet({path}, file_row_number=true)",
        headings=headings,
        types={name: types[name] for name in headings},
        has_fault=has_fault,
        row=row,
        parquet=(str(staged.path),),
        notes=staged.notes,
        unreadable=staged.unreadable,
        sheet=staged.types,
    )


def _parquet(path: Path, connection: duckdb.DuckDBPyConnection) -> Book:
    import duckdb

    files = tuple(str(each) for each in _parts(path)) if path.is_dir() else (str(path),)
    if not files:
        raise InputError(
            "the folder holds no Parquet file", str(path), "give a folder of .parquet files"
        )
    names = "[" + ", ".join(literal(Path(name)) for name in files) + "]"
    how = "union_by_name=true" if path.is_dir() else "hive_partitioning=false"
    relation = f"read_parquet({names}, file_row_number=true, {how})"
    try:
        ours = [
            name
            for name in _described(f"read_parquet({names}, {how})", connection)
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
        if len(files) > 1:
            _of_one_schema(names, path, connection)
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


def _of_one_schema(names: str, path: Path, connection: duckdb.DuckDBPyConnection) -> None:
    """Refuse a folder whose files do not have the same columns: what a file does not have would be
    read as blank in all its rows.

    Raises:
        InputError: Some file lacks a column that another has.
    """
    found = connection.execute(
        f"SELECT file_name, list(DISTINCT name) FROM parquet_schema({names}) GROUP BY ALL ORDER BY 1"
    ).fetchall()
    every = set().union(*(columns for _, columns in found))
    for file, columns in found:
        lacking = sorted(every - set(columns) - {"schema", "root", "spark_schema", "duckdb_schema"})
        if lacking:
            raise InputError(
                f"the files do not have the same columns: '{lacking[0]}' is not in {Path(file).name}",
                str(path),
                "write them with one schema, or give them one by one",
            )


def _parts(folder: Path) -> list[Path]:
    """The Parquet files of a folder, less what a writer that failed left there: names that begin
    with `_` or `.` are its own.
    """
    return sorted(
        path
        for path in folder.rglob("*.parquet")
        if not any(name.startswith(("_", ".")) for name in path.relative_to(folder).parts)
    )


def _database(path: Path, table: str, connection: duckdb.DuckDBPyConnection, folder: Path) -> Book:
    import duckdb

    try:
        connection.execute(f"ATTACH {quoted(path.absolute())} AS source (READ_ONLY)")
        found = connection.execute(
            "SELECT table_schema, table_name, table_type = 'VIEW' FROM information_schema.tables "
            "WHERE table_catalog = 'source' ORDER BY ALL"
        ).fetchall()
    except duckdb.Error as error:
        raise InputError(
            f"not a DuckDB file: {str(error).splitlines()[0]}", str(path), "check the path"
        ) from error
    tables = {
        name if schema == "main" else f"{schema}.{name}": f"{name_of(schema)}.{name_of(name)}"
        for schema, name, _ in found
    }
    views = {
        name if schema == "main" else f"{schema}.{name}"
        for schema, name, is_view in found
        if is_view
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
    source = f"source.{tables[table]}"
    if table in views:
        # A view may say another thing each time it is asked; the book is asked several times.
        once = folder / "view.parquet"
        connection.execute(f"COPY (SELECT * FROM {source}) TO {quoted(once)} (FORMAT parquet)")
        source = f"read_parquet({literal(once)})"
    relation = f"(SELECT *, row_number() OVER () AS {ROW} FROM {source})"
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
