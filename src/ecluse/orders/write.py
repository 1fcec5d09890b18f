"""Writing an answered book: all of it or nothing.

Belongs here: the forms (CSV, Excel, Parquet, a DuckDB table), and swapping the finished file in at once.
Does not: what the lines say.
Always true: an interrupted run leaves the old file, or none; a cell that a spreadsheet would run as a formula is not one
when it comes out.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ecluse.errors import InputError
from ecluse.orders.read import name_of, quoted

_MOST_SHEET_ROWS = 1_048_575
_CHUNK = 5_000
_ALIVE = re.compile(r"^\s*[=+\-@\t\r|]")
_PLAIN_NUMBER = re.compile(r"\s*[+-]?\d[\d.,\u00a0 ]*(e[+-]?\d+)?\s*", re.IGNORECASE)
# The same two tests, as DuckDB's regular expressions write them.
_SQL_ALIVE = r"^\s*[=+\-@\t\r|]"
_SQL_NUMBER = r"\s*[+-]?\d[\d.,\x{00a0} ]*([eE][+-]?\d+)?\s*"


def harmless(text: str) -> str:
    """A cell that no spreadsheet runs: a sign that would begin a formula gets an apostrophe before it.

    >>> harmless("=cmd|' /C calc'!A0"), harmless("-12.5"), harmless("H20")
    ("'=cmd|' /C calc'!A0", '-12.5', 'H20')
    """
    return f"'{text}" if _ALIVE.match(text) and not _PLAIN_NUMBER.fullmatch(text) else text


def write_book(connection: Any, select: str, out: Path, headings: Sequence[str], types: dict[str, str]) -> int:
    """Write what `select` gives to `out`, in the form that its name says; the number of lines written.

    Raises:
        InputError: No such form, no such folder, or more lines than a sheet has.
    """
    place, _, table = str(out).partition("#")
    suffix = Path(place).suffix.casefold()
    if not Path(place).parent.is_dir():
        raise InputError("there is no such folder", str(Path(place).parent), "make it, or write elsewhere")
    if suffix in (".duckdb", ".ddb", ".db"):
        return _table(connection, select, Path(place), table or "answered")
    with _swapped_in(Path(place)) as part:
        if suffix in (".parquet", ".pq"):
            return _counted(connection, f"COPY ({select}) TO {quoted(part)} (FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE 245760)")
        if suffix in (".csv", ".tsv", ".txt"):
            cells = ", ".join(_safe(heading, types.get(heading, "VARCHAR")) for heading in headings)
            delimiter = "\t" if suffix == ".tsv" else ","
            return _counted(connection, f"COPY (SELECT {cells} FROM ({select})) TO {quoted(part)} (FORMAT csv, HEADER true, DELIMITER {quoted(delimiter)})")
        if suffix == ".xlsx":
            return _sheet(connection, select, part, headings, out)
    raise InputError(f"'{suffix}' is no form of file that is written here", str(out), "write .csv, .xlsx, .parquet or .duckdb#table")


def _safe(heading: str, kind: str) -> str:
    column = name_of(heading)
    if kind != "VARCHAR":
        return column
    return (f"CASE WHEN regexp_matches({column}, '{_SQL_ALIVE}') AND NOT regexp_full_match({column}, '{_SQL_NUMBER}') "
            f"THEN '''' || {column} ELSE {column} END AS {column}")


@contextmanager
def _swapped_in(out: Path) -> Iterator[Path]:
    """A file beside `out` that takes its place when all went well, and is gone when not."""
    handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.", suffix=".part")
    os.close(handle)
    part = Path(name)
    try:
        yield part
        part.chmod(0o666 & ~_umask())
        os.replace(part, out)
    finally:
        part.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _counted(connection: Any, statement: str) -> int:
    return int(connection.execute(statement).fetchone()[0])


def _table(connection: Any, select: str, path: Path, table: str) -> int:
    import duckdb

    try:
        connection.execute(f"ATTACH {quoted(path)} AS target")
        connection.execute(f"CREATE OR REPLACE TABLE target.{name_of(table)} AS {select}")
        count = _counted(connection, f"SELECT count(*) FROM target.{name_of(table)}")
        connection.execute("DETACH target")
    except duckdb.Error as error:
        raise InputError(f"the table cannot be written: {str(error).splitlines()[0]}", f"{path}#{table}", "check that nothing else has the file open") from error
    return count


def _sheet(connection: Any, select: str, part: Path, headings: Sequence[str], out: Path) -> int:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("orders")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{_letters(len(headings))}1"

    def cell(value: Any, *, bold: bool = False) -> Any:
        made = WriteOnlyCell(sheet, value=_NOT_IN_XML.sub("", value) if isinstance(value, str) else value)
        if isinstance(value, str):
            made.data_type = "s"   # text, whatever sign it begins with
        if bold:
            made.font = Font(bold=True)
        return made

    sheet.append([cell(heading, bold=True) for heading in headings])
    result = connection.execute(select)
    count = 0
    while rows := result.fetchmany(_CHUNK):
        count += len(rows)
        if count > _MOST_SHEET_ROWS:
            raise InputError("the book has more lines than a sheet", str(out), "write .csv or .parquet")
        for row in rows:
            sheet.append([cell(value) for value in row])
    workbook.save(part)
    return count


_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
