"""From a file, whatever its form, to rows that can be queried, none lost.

Belongs here: which reader a file is given to; Parquet and DuckDB, which are queried where they lie.
Does not: what a column means (columns) or a cell (cell_text); the forms that are staged as Parquet
first (read_csv, read_workbook, arrow, postgres); what a file is (form).
Always true: every row of the source is a row here, with its number; one that cannot be read keeps
its place and says why; a file that cannot be read at all is one clear error.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ecluse.errors import InputError
from ecluse.outputs.check import is_there
from ecluse.tables.arrow import FORMS as ARROW
from ecluse.tables.arrow import stage_arrow
from ecluse.tables.book import Book, OpenedFile, Opening, types_of
from ecluse.tables.encoding import survey
from ecluse.tables.form import NAMES, PACKED, form_of, unpacked
from ecluse.tables.html_tables import MOST_BYTES, charset_of, html_tables
from ecluse.tables.names import (
    DATABASES,
    FAULT,
    ROW,
    WORKBOOKS,
    literal,
    name_of,
    parted,
    quoted,
)
from ecluse.tables.postgres import is_address, stage_table
from ecluse.tables.read_csv import read_csv_file
from ecluse.tables.read_database import open_database
from ecluse.tables.read_parquet import PARQUET, open_parquet
from ecluse.tables.read_workbook import read_workbook, stage_sheet
from ecluse.tables.stage import Staged
from ecluse.tables.xml_sheets import NoTable, spreadsheet_xml

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["FAULT", "ROW", "Book", "Opening", "name_of", "open_book", "quoted"]

_CSV = (".csv", ".tsv", ".txt", ".psv", "")
FORMS = "CSV, Excel, Parquet or Arrow, a DuckDB file with #table, or postgresql://…#table"


def open_book(
    source: str | Path,
    connection: DuckDBPyConnection,
    folder: Path,
    opening: Opening | None = None,
) -> Book:
    """Make a source queryable; text is staged under `folder`.

    Raises:
        InputError: It is not there, is not what its name says, or has a column of a name that is
            kept for ours.
    """
    opening = opening or Opening()
    if is_address(source):
        return _of_server(str(source), connection, folder, opening)
    place, part = parted(source)
    path = Path(place)
    if not is_there(path):
        raise InputError("there is no such file", str(source), "check the path")
    if path.is_dir():
        _no_text(opening, "a folder")
        return open_parquet(path, connection)
    if not path.is_file():
        raise InputError(
            "this is no file but a device or a pipe",
            str(source),
            "write what it gives to a file first",
        )
    suffix = path.suffix.casefold()
    if suffix in PACKED:
        suffix, path = Path(path.stem).suffix.casefold(), unpacked(path, folder)
    opened = OpenedFile(
        path=path,
        part=part,
        source=str(source),
        folder=folder,
        connection=connection,
        opening=opening,
    )
    form = _form(suffix, opened)
    book = _of_form(form, opened)
    if form == _usual(suffix):
        return book
    told = f"called {suffix}, and is" if suffix else "read as"
    return replace(book, notes=(f"{told} {NAMES[form]}", *book.notes))


def _of_server(
    address: str, connection: DuckDBPyConnection, folder: Path, opening: Opening
) -> Book:
    """A table or a query of a PostgreSQL database."""
    _no_text(opening, "a database")
    shown, staged, notes = stage_table(address, folder, connection)
    return _staged(shown, Staged(path=staged, notes=notes, first=1), connection)


def _usual(suffix: str) -> str:
    """The form that a file is of, by the end of its name."""
    if suffix in PARQUET:
        return "parquet"
    if suffix in ARROW:
        return "arrow"
    if suffix in DATABASES:
        return "duckdb"
    return "text" if suffix in _CSV else "xlsx" if suffix == ".xlsm" else suffix[1:]


def _form(suffix: str, opened: OpenedFile) -> str:
    """The form that a file is of: by its name, or, of texts and workbooks, by what it holds.

    Raises:
        InputError: It is of none, empty, or no workbook.
    """
    path, source = opened.path, opened.source
    if suffix in (*PARQUET, *DATABASES, *ARROW):
        _no_text(opened.opening, f"a {suffix} file")
        return _usual(suffix)
    if suffix not in (*WORKBOOKS, *_CSV):
        what = f"'{suffix}' is no form of file that is read here"
        raise InputError(what, source, f"give {FORMS}")
    if not path.stat().st_size:
        raise InputError("the file is empty", source, "its first row should name the columns")
    form = form_of(path)
    if form == "text" and suffix in WORKBOOKS and not _is_table(path):
        raise InputError(
            "not a workbook that can be read: no sheet, no table and no rows of text",
            source,
            "open it and save it again as .xlsx, or export it as CSV",
        )
    return form


def _of_form(form: str, opened: OpenedFile) -> Book:
    """A file that is of a form, whatever it is called."""
    if form == "parquet":
        return open_parquet(opened.path, opened.connection)
    if form == "duckdb":
        return open_database(opened)
    if form == "arrow":
        staged = Staged(path=stage_arrow(opened), first=1)
    elif form == "text":
        staged = read_csv_file(opened)
    elif form in ("html", "xml"):
        staged = _markup(form, opened)
    else:
        _no_text(replace(opened.opening, heading=None), "a workbook")
        staged = read_workbook(opened, form)
    return _staged(opened.source, staged, opened.connection)


def _markup(form: str, opened: OpenedFile) -> Staged:
    """The tables of an HTML page, or the worksheets of a workbook as XML."""
    path = opened.path
    if path.stat().st_size > MOST_BYTES:
        what = f"{NAMES[form]} of more than {MOST_BYTES >> 20} MiB"
        raise opened.cannot(what, "export it as CSV")
    try:
        if form == "xml":
            sheets = spreadsheet_xml(path)
        else:
            with path.open("rb") as file:
                said = opened.opening.encoding or charset_of(file.read(4096))
            sheets = html_tables(path, survey(path, said).encoding)
        return stage_sheet(sheets, opened)
    except NoTable as error:
        what = f"{NAMES[form]} that cannot be read: {error}"
        raise opened.cannot(what, "export it as CSV or .xlsx") from error


def _is_table(path: Path) -> bool:
    """Whether text that is called a workbook has rows of several cells."""
    with path.open("rb") as file:
        head = file.read(1 << 16).replace(b"\0", b"")
    return any(sign in head for sign in (b"\t", b",", b";", b"|")) and b"\n" in head


def _no_text(opening: Opening, what: str) -> None:
    """Refuse an encoding or a heading for a source that has none."""
    for option, value in (("encoding", opening.encoding), ("heading", opening.heading)):
        if value is not None:
            raise InputError(f"{what} has none that could be given", option, "leave it out")


def _staged(source: str, staged: Staged, connection: DuckDBPyConnection) -> Book:
    path = literal(staged.path)
    types = types_of(f"read_parquet({path})", connection)
    headings = tuple(name for name in types if name not in (ROW, FAULT))
    if not headings:
        raise InputError("the file has no columns", source, "its first row should name them")
    return Book(
        source=source,
        relation=f"read_parquet({path}, file_row_number=true)",
        headings=headings,
        types={name: types[name] for name in headings},
        has_fault=FAULT in types,
        row=ROW if ROW in types else f"file_row_number + {staged.first}",
        parquet=(str(staged.path),),
        notes=staged.notes,
        unreadable=staged.unreadable,
        sheet=staged.types,
    )
