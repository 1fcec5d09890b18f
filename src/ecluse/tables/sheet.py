"""A sheet of whatever form: its rows, and the text that a cell is.

Belongs here: values of cells, cells that hold none, merged cells. Does not: any form of file.
Always true: a cell that holds no value, an error or a formula that nothing has worked out, is never
an empty text; a merged cell stands in every row and column that it covers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Self

from ecluse.tables.heading import Span
from ecluse.tables.sheet_types import (
    DAY,
    ERROR,
    FRACTION,
    MOMENT,
    NOTHING,
    PADDED,
    TEXT,
    TIME,
    TRUTH,
    WHOLE,
)

Row = tuple[int, list[Any]]  # its number, from 1, and its values
Area = tuple[int, int, int, int]  # first row, first column, last row, last column; all from 0


class Unread(str):
    """A cell that holds no value; what it shows instead."""

    __slots__ = ("reason",)
    reason: str

    def __new__(cls, text: str, reason: str) -> Self:
        """A cell that shows `text`."""
        made = super().__new__(cls, text)
        made.reason = reason
        return made


def error_cell(text: str) -> Unread:
    """A cell in which an error stands: a look-up that failed, a division by zero."""
    return Unread(text or "#ERROR", "an error of the spreadsheet, not a value")


def formula_cell(formula: str) -> Unread:
    """A cell with a formula that no spreadsheet has worked out yet."""
    shown = formula.strip().removeprefix("of:").removeprefix("oooc:").removeprefix("=")
    return Unread(
        f"={shown or '?'}",
        "a formula without a value: open the file in a spreadsheet and save it once",
    )


@dataclass(frozen=True, slots=True)
class Padded:
    """A number that is shown with leading zeros."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a sheet holds.

    Args:
        rows: Gives its rows, each time from the first.
        merged: The areas that one cell covers.
        formats: The number formats of its first cells, by row and column, both from 0.
        first: Its first column with a value, from 0. Those before it are there in the rows, so that
            every place in a sheet is counted from the same corner, and are no columns of a book.
        width: How many columns hold anything, where a row may reach further than the heading.
    """

    rows: Callable[[], Iterator[Row]]
    merged: Sequence[Area] = ()
    formats: Mapping[tuple[int, int], str] = field(default_factory=dict)
    first: int = 0
    width: int = 0

    def spans(self) -> dict[int, list[Span]] | None:
        """By a row's number its cells that cover several columns; None where nothing is merged."""
        if not self.merged:
            return None
        found: dict[int, list[Span]] = {}
        for first_row, first, _, last in self.merged:
            if last > first:
                found.setdefault(first_row + 1, []).append((first, last))
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet of a workbook, or a table of a page; `load` reads what it holds."""

    name: str
    load: Callable[[], Table]
    hidden: bool = False


def column_of(letters: bytes) -> int:
    """The place of a column, from 0, by its letters.

    >>> column_of(b"A"), column_of(b"AB")
    (0, 27)
    """
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number - 1


def text_of(value: Any) -> str:
    """A value as the text that its column would hold in a CSV file.

    >>> text_of(8.0), text_of(1234567890123450.0), text_of(29999.95), text_of(True)
    ('8', '1234567890123450', '29999.95', 'true')
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, Padded):
        return value.text
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e21 else repr(value)
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, (date, time)) else str(value)


def kind_of(value: Any) -> str:
    """The letter of what a cell is, as `sheet_types` has them."""
    if type(value) is str:  # as most cells are
        return TEXT if value else NOTHING
    if value is None:
        return NOTHING
    if isinstance(value, (str, timedelta)):
        return ERROR if isinstance(value, Unread) else TEXT
    if isinstance(value, Padded):
        return PADDED
    if isinstance(value, bool):
        return TRUTH
    if isinstance(value, (int, float)):
        return WHOLE if float(value).is_integer() and abs(value) < 1 << 53 else FRACTION
    if isinstance(value, datetime):
        return DAY if value.time() == time() else MOMENT
    return DAY if isinstance(value, date) else TIME


def filled(rows: Iterable[Row], merged: Sequence[Area], names: Sequence[str]) -> Iterator[Row]:
    """Rows with every merged cell's value in each row and column that it covers, as far as there
    are columns.

    A cell that covers one whole row, with nothing under it, is a title between the rows: it stands
    in its first column alone.
    """
    width = len(names)
    waiting = sorted(area for area in merged if area[1] < width)
    held: list[tuple[Area, Any]] = []
    place = 0
    for number, row in rows:
        held = [pair for pair in held if pair[0][2] >= number - 1]
        while place < len(waiting) and waiting[place][0] <= number - 1:
            area = waiting[place]
            value = row[area[1]] if area[0] == number - 1 and area[1] < len(row) else None
            if not _is_empty(value) and not _is_title(area, row, names):
                held.append((area, value))
            place += 1
        for area, value in held:
            _cover(row, area, value, number, width)
        yield number, row


def _cover(row: list[Any], area: Area, value: Any, number: int, width: int) -> None:
    """Put a merged cell's value into the columns of a row that it covers."""
    first_row, first, _, covered = area
    last = min(covered, width - 1)
    row.extend([None] * (last + 1 - len(row)))
    start = first if first_row < number - 1 else first + 1
    row[start : last + 1] = [value] * (last + 1 - start)


def _is_title(area: Area, row: Sequence[Any], names: Sequence[str]) -> bool:
    """Whether a merged cell is a title: in one row, over every column that has a name, and all that
    its row holds there. One without a value is none, for nobody knows what it is.
    """
    first_row, first, last_row, last = area
    named = [place for place, name in enumerate(names) if name.strip()]
    return (
        first_row == last_row
        and bool(named)
        and first <= named[0]
        and last >= named[-1]
        and not isinstance(row[first], Unread)
        and all(_is_empty(value) for value in row[first + 1 : last + 1])
    )


def _is_empty(value: Any) -> bool:
    return value is None or value == ""
