"""Workbooks: a sheet as rows of text, and no harm from a file that is not what it says.

Belongs here: Excel's forms, and guarding against archives that unpack to far more than they are.
Does not: what a cell means.
Always true: a cell is the text that it would be in a CSV file; a row's number is the sheet's own.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ecluse.errors import InputError
from ecluse.orders.read_csv import stage_rows

if TYPE_CHECKING:
    import duckdb

_MOST_UNZIPPED_BYTES = 2_000_000_000
_MOST_RATIO = 250
_MOST_CELLS = 60_000_000
_BLOCK = 1 << 20
_FAR, _ROWS = re.compile(rb'r="([A-Z]{2,3})\d'), re.compile(rb'<row [^>]*?\br="(\d{1,9})"')


def read_workbook(
    path: Path, sheet: str, folder: Path, connection: duckdb.DuckDBPyConnection
) -> tuple[Path, tuple[str, ...]]:
    """Stage a sheet as Parquet: the one that is named, else the first that holds anything.

    Raises:
        InputError: It is no workbook, or has no such sheet.
    """
    guard_zip(path)
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_path(str(path))
        names = workbook.sheet_names
        if sheet and sheet not in names:
            raise InputError(
                f"the workbook has no sheet '{sheet}'",
                str(path),
                f"the sheets are {', '.join(names)}",
            )
        for name in [sheet] if sheet else names:
            read = workbook.get_sheet_by_name(name)
            rows = enumerate(read.iter_rows(), 1)
            headings = _first_row(rows)
            if headings:
                break
        else:
            raise InputError(
                "the workbook is empty", str(path), "its first row should name the columns"
            )
    except (CalamineError, OSError) as error:
        raise InputError(
            f"not a workbook that can be read: {error}",
            str(path),
            "open it and save it again as .xlsx, or export it as CSV",
        ) from error
    notes = (f"sheet '{name}'",) if len(names) > 1 else ()
    return stage_rows(
        headings,
        ((number, [_cell(value) for value in row]) for number, row in rows),
        folder,
        connection,
    ), notes


def _first_row(rows: Iterator[tuple[int, Sequence[Any]]]) -> list[str]:
    for _, row in rows:
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
        return (
            value.date().isoformat()
            if value.time().isoformat() == "00:00:00"
            else value.isoformat(sep=" ")
        )
    return value.isoformat() if isinstance(value, date) else str(value)


def guard_zip(path: Path) -> None:
    """Refuse a workbook that would unpack to far more than it is, or whose cells lie so far apart
    that the space between would fill the memory.

    What an archive says of its own size is not believed: it is unpacked once, to nowhere, and no
    further than it says.

    Raises:
        InputError: It would, or it is damaged.
    """
    if not zipfile.is_zipfile(path):
        return
    mend = "export it as CSV; no sheet of orders packs so well"
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            unpacked, packed = (
                sum(entry.file_size for entry in entries),
                max(path.stat().st_size, 1),
            )
            if unpacked > _MOST_UNZIPPED_BYTES or (
                unpacked > 50_000_000 and unpacked / packed > _MOST_RATIO
            ):
                raise InputError(
                    f"the workbook of {packed:,} bytes would unpack to {unpacked:,}",
                    str(path),
                    mend,
                )
            for entry in entries:
                columns, rows = _reach(archive, entry)
                if columns * rows > _MOST_CELLS:
                    raise InputError(
                        f"the sheet reaches over {rows:,} rows and {columns:,} columns",
                        str(path),
                        "remove what stands far from the table, or export it as CSV",
                    )
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise InputError(
            f"not a workbook that can be read: {error}",
            str(path),
            "open it and save it again as .xlsx, or export it as CSV",
        ) from error


def _reach(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> tuple[int, int]:
    """The last column and the last row that a sheet of an .xlsx file names; every other entry is
    but unpacked.
    """
    sheet = entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml")
    columns, rows, tail = 0, 0, b""
    with archive.open(entry) as file:
        while block := file.read(_BLOCK):
            if sheet:
                text = tail + block
                for letters in set(_FAR.findall(text)):
                    columns = max(columns, _column(letters))
                for row in _ROWS.findall(text)[-1:]:
                    rows = max(rows, int(row))
                tail = text[-64:]
    return max(columns, 26), rows


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number
