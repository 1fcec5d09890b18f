"""An answered book as a sheet of a workbook.

Belongs here: what a sheet can hold, and how it looks. Does not: the file's place (write).
Always true: no cell is a formula; nothing is cut short or rounded to fit a sheet: it is written as
text, or refused.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time
from decimal import Decimal
from itertools import chain, repeat
from pathlib import Path
from typing import Any

from ecluse.errors import InputError
from ecluse.outputs.mark import WRITTEN
from ecluse.tables.cell_error import ERROR_TEXTS
from ecluse.tables.names import name_of
from ecluse.tables.sheet_types import ERROR, FRACTION, PADDED, TEXT, WHOLE, SheetTypes, value_of

MOST_ROWS, MOST_COLUMNS, MOST_CHARACTERS = 1_048_575, 16_384, 32_767
_NUMBERS = (WHOLE, FRACTION)
_DIGITS = 15  # as many as a sheet keeps of a number
_CHUNK = 5_000
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FIRST_DAY = date(1900, 3, 1)  # before it, sheets count a day that never was
_PLAIN = re.compile(
    r"BOOLEAN|U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL\(.*\)|DATE|TIME|TIMESTAMP(_.*)?"
)


def write_sheet(
    connection: Any,
    select: str,
    part: Path,
    out: str,
    lines: int | None,
    types: SheetTypes | None = None,
) -> int:
    """Write what `select` gives as a workbook of one sheet; the lines written.

    Args:
        types: What the cells were in the workbook that they come from, row by row.

    Raises:
        InputError: There are more lines, more columns or longer texts than a sheet holds.
    """
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.worksheet._writer import ALL_TEMP_FILES, WorksheetWriter

    kinds = [
        (str(row[0]), str(row[1])) for row in connection.execute(f"DESCRIBE {select}").fetchall()
    ]
    if (lines or 0) > MOST_ROWS or len(kinds) > MOST_COLUMNS:
        raise InputError(
            f"a sheet holds {MOST_ROWS:,} lines and {MOST_COLUMNS:,} columns; the book has {lines or 0:,} and {len(kinds):,}",
            out,
            "write .csv or .parquet",
        )
    workbook = Workbook(write_only=True)
    workbook.properties.creator = workbook.properties.lastModifiedBy = WRITTEN
    sheet = workbook.create_sheet("orders")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{_letters(len(kinds))}1"
    # Its rows wait beside the file, in a folder that goes with the run, not in one of openpyxl's.
    sheet._writer = WorksheetWriter(sheet, str(part.with_name("rows.xml")))
    sheet._writer.write_top()
    ALL_TEMP_FILES.append(sheet._writer.out)
    bold = Font(bold=True)

    def cell(value: Any, where: str, kind: str = TEXT, code: str | None = None) -> Any:
        before = value_of(value, kind) if isinstance(value, str) else value
        held = before if kind in _NUMBERS and not isinstance(before, str) else _held(before)
        if kind == PADDED and isinstance(held, int):
            code = "0" * len(value)
        if not isinstance(held, str):
            if code is None or held is None:
                return held
            styled = WriteOnlyCell(sheet, value=held)
            styled.number_format = code
            return styled
        if len(held) > MOST_CHARACTERS:
            raise InputError(
                f"{where} holds {len(held):,} characters, and a sheet’s cell {MOST_CHARACTERS:,}",
                out,
                "write .csv or .parquet",
            )
        made = WriteOnlyCell(sheet, value=held)
        # Text, whatever sign it begins with, but for an error that was one.
        made.data_type = "e" if kind == ERROR and held in ERROR_TEXTS else "s"
        return made

    count = 0
    try:
        top = [cell(heading, "a heading") for heading, _ in kinds]
        for each in top:
            each.font = bold
        sheet.append(top)
        cells = ", ".join(
            name_of(heading)
            if _PLAIN.fullmatch(kind)
            else f"CAST({name_of(heading)} AS VARCHAR) AS {name_of(heading)}"
            for heading, kind in kinds
        )
        result = connection.execute(f"SELECT {cells} FROM ({select})")
        before = chain(types.rows() if types is not None else (), repeat({}))
        formats = types.formats if types is not None else {}
        while rows := result.fetchmany(_CHUNK):
            for row, were in zip(rows, before, strict=False):
                count += 1
                sheet.append(
                    [
                        cell(
                            value,
                            f"line {count:,} of ‘{heading}’",
                            kind := were.get(heading, TEXT),
                            formats.get(heading, {}).get(kind),
                        )
                        for value, (heading, _) in zip(row, kinds, strict=True)
                    ]
                )
    except BaseException:
        sheet.close()  # else its writer complains when it is thrown away
        raise
    workbook.save(part)
    return count


def _held(value: Any) -> Any:
    """A value as a sheet holds it without loss, else as text."""
    if isinstance(value, str):
        return _NOT_IN_XML.sub("", value)
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


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
