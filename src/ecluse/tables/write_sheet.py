"""An answered book as a sheet of a workbook.

Belongs here: what a sheet can hold, and how it looks. Does not: the file's place (write).
Always true: no cell is a formula; nothing is cut short or rounded to fit a sheet: it is written as
text, or refused.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal
from itertools import chain, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ecluse.errors import InputError
from ecluse.outputs.mark import WRITTEN
from ecluse.tables.book import types_of
from ecluse.tables.cell_error import ERROR_TEXTS
from ecluse.tables.names import name_of
from ecluse.tables.sheet_types import ERROR, FRACTION, PADDED, TEXT, WHOLE, SheetTypes, value_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_ROWS, MOST_COLUMNS, MOST_CHARACTERS = 1_048_575, 16_384, 32_767
_NUMBERS = (WHOLE, FRACTION)
_DIGITS = 15  # as many as a sheet keeps of a number
_CHUNK = 5_000
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FIRST_DAY = date(1900, 3, 1)  # before it, sheets count a day that never was
_PLAIN = re.compile(
    r"BOOLEAN|U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL\(.*\)"
    r"|DATE|TIME|TIMESTAMP(_.*)?"
)


def write_sheet(
    connection: DuckDBPyConnection,
    select: str,
    part: Path,
    out: str,
    lines: int | None,
    types: SheetTypes | None,
) -> int:
    """Write what `select` gives as a workbook of one sheet; the lines written.

    Args:
        types: What the cells were in the workbook that they come from, row by row.

    Raises:
        InputError: There are more lines, more columns or longer texts than a sheet holds.
    """
    kinds = types_of(f"({select})", connection)
    if (lines or 0) > MOST_ROWS or len(kinds) > MOST_COLUMNS:
        raise InputError(
            f"a sheet holds {MOST_ROWS:,} lines and {MOST_COLUMNS:,} columns; "
            f"the book has {lines or 0:,} and {len(kinds):,}",
            out,
            "write .csv or .parquet",
        )
    sheet = _Sheet(part, out, [*kinds], types)
    cells = ", ".join(
        name_of(heading)
        if _PLAIN.fullmatch(kind)
        else f"CAST({name_of(heading)} AS VARCHAR) AS {name_of(heading)}"
        for heading, kind in kinds.items()
    )
    count = 0
    try:
        sheet.add_headings()
        result = connection.execute(f"SELECT {cells} FROM ({select})")
        before = chain(types.rows() if types is not None else (), repeat({}))
        while rows := result.fetchmany(_CHUNK):
            for row, were in zip(rows, before, strict=False):
                count += 1
                sheet.add_line(count, row, were)
    except BaseException:
        with suppress(Exception):  # what went wrong is told already
            sheet.close()  # else its writer complains when it is thrown away
        raise
    sheet.save()
    return count


class _Sheet:
    """A workbook of one sheet, written row by row.

    Args:
        part: The file; rows wait beside it.
        out: What the user called it.
        types: What the cells were in the workbook that they come from.
    """

    def __init__(
        self, part: Path, out: str, headings: Sequence[str], types: SheetTypes | None
    ) -> None:
        from openpyxl import Workbook
        from openpyxl.utils import get_column_letter

        self._part, self._out, self._headings = part, out, headings
        self._formats = types.formats if types is not None else {}
        self._workbook = Workbook(write_only=True)
        properties = self._workbook.properties
        properties.creator = properties.lastModifiedBy = WRITTEN
        sheet = self._sheet = self._workbook.create_sheet("orders")
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(headings))}1"
        # Its rows wait beside the file, in a folder that goes with the run, not in one of
        # openpyxl's, which has no public way to say so.
        sheet._writer = _rows_at(part.with_name("rows.xml"), sheet)  # noqa: SLF001

    def add_headings(self) -> None:
        """Write the first row."""
        from openpyxl.styles import Font

        top = [self._cell(heading, "a heading") for heading in self._headings]
        for cell in top:
            cell.font = Font(bold=True)
        self._sheet.append(top)

    def add_line(self, number: int, row: Sequence[Any], were: Mapping[str, str]) -> None:
        """Write a line; `were` says what kinds of cells it had."""
        cells = []
        for value, heading in zip(row, self._headings, strict=True):
            kind = were.get(heading, TEXT)
            code = self._formats.get(heading, {}).get(kind)
            cells.append(self._cell(value, f"line {number:,} of ‘{heading}’", kind, code))
        self._sheet.append(cells)

    def save(self) -> None:
        """Finish the workbook."""
        self._workbook.save(self._part)

    def close(self) -> None:
        """Give the sheet up."""
        self._sheet.close()

    def _cell(self, value: Any, where: str, kind: str = TEXT, code: str | None = None) -> Any:
        from openpyxl.cell import WriteOnlyCell

        before = value_of(value, kind) if isinstance(value, str) else value
        held = before if kind in _NUMBERS and not isinstance(before, str) else _held(before)
        if kind == PADDED and isinstance(held, int):
            code = "0" * len(value)
        if not isinstance(held, str):
            if code is None or held is None:
                return held
            styled = WriteOnlyCell(self._sheet, value=held)
            styled.number_format = code
            return styled
        if len(held) > MOST_CHARACTERS:
            raise InputError(
                f"{where} holds {len(held):,} characters, and a sheet’s cell {MOST_CHARACTERS:,}",
                self._out,
                "write .csv or .parquet",
            )
        made = WriteOnlyCell(self._sheet, value=held)
        # Text, whatever sign it begins with, but for an error that was one.
        made.data_type = "e" if kind == ERROR and held in ERROR_TEXTS else "s"
        return made


def _rows_at(path: Path, sheet: Any) -> Any:
    """A writer of a sheet's rows to a file that we open: what the disk says is then an OSError,
    with lxml too, which openpyxl takes where it is installed and whose errors are its own.
    """
    from openpyxl.worksheet._writer import ALL_TEMP_FILES, WorksheetWriter

    class Rows(WorksheetWriter):  # type: ignore[misc]  # openpyxl has no types
        """Rows that go to our file."""

        def __init__(self) -> None:
            self.file = path.open("wb")
            super().__init__(sheet, self.file)
            self.out = str(path)  # openpyxl packs it from here, and removes it

        def close(self) -> None:
            """End the rows, and the file with them."""
            with self.file:
                super().close()

    rows = Rows()
    ALL_TEMP_FILES.append(rows.out)
    rows.write_top()
    return rows


def _held(value: Any) -> Any:
    """A value as a sheet holds it without loss, else as text."""
    if isinstance(value, str):
        # XML reads a carriage return as the end of a line; some writers escape it, others do not.
        return _NOT_IN_XML.sub("", value).replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**_DIGITS:
        return str(value)
    if isinstance(value, Decimal) and (
        not value.is_finite() or len(value.normalize().as_tuple().digits) > _DIGITS
    ):
        return str(value)
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if (
        isinstance(value, date)
        and (value.date() if isinstance(value, datetime) else value) < _FIRST_DAY
    ):
        return value.isoformat()
    return (
        value
        if value is None or isinstance(value, (bool, int, float, Decimal, date, time))
        else str(value)
    )
