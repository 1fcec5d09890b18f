"""What the cells of a workbook were, so that they can be written as that again.

Belongs here: kinds of cells and their number formats, beside the text that stands in a book. Does
not: reading or writing sheets.
Always true: a value is taken from the cell's text alone, so that what is kept here can make it a
number or a text, but never another number; what does not fit is written as text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from ecluse.tables.names import name_of

# One letter for each cell of a row: text, whole number, fraction, number shown with leading zeros,
# day, moment, time of day, truth, error, nothing.
TEXT, WHOLE, FRACTION, PADDED, DAY, MOMENT, TIME, TRUTH, ERROR, NOTHING = "tifzdmhbe "
_NUMBERS = frozenset((WHOLE, FRACTION))


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTypes:
    """The kinds of a sheet's cells.

    Args:
        path: A file with a line for each row, in which a letter stands for each column.
        headings: The columns, in the order of the letters.
        seen: The letters that each column has.
        formats: Column → kind → the number format of its first cell of that kind.
    """

    path: Path
    headings: tuple[str, ...]
    seen: Mapping[str, frozenset[str]]
    formats: Mapping[str, Mapping[str, str]]

    def rows(self) -> Iterator[Mapping[str, str]]:
        """The kinds of each row's cells, by column."""
        with self.path.open(encoding="ascii") as file:
            for line in file:
                yield dict(zip(self.headings, line.rstrip("\n"), strict=False))

    def column(self, heading: str) -> str | None:
        """The engine's type of a column whose cells are all of one kind; None for text."""
        seen = self.seen.get(heading, frozenset())
        for kinds, kind in (
            ({WHOLE}, "BIGINT"),
            (_NUMBERS, "DOUBLE"),
            ({DAY}, "DATE"),
            ({DAY, MOMENT}, "TIMESTAMP"),
            ({TIME}, "TIME"),
            ({TRUTH}, "BOOLEAN"),
        ):
            if seen and seen <= kinds:
                return kind
        return None


def value_of(text: str | None, kind: str) -> Any:
    """A cell's text as what it was; as text where it does not fit.

    >>> value_of("0080012345", PADDED), value_of("2025-05-20", DAY), value_of("n/a", WHOLE)
    (80012345, datetime.date(2025, 5, 20), 'n/a')
    """
    if text is None:
        return None
    try:
        return _READ[kind](text) if kind in _READ else text
    except ValueError:
        return text


_READ: dict[str, Callable[[str], Any]] = {
    WHOLE: int,
    FRACTION: float,
    PADDED: int,
    DAY: date.fromisoformat,
    MOMENT: datetime.fromisoformat,
    TIME: time.fromisoformat,
    TRUTH: lambda text: text == "true",
}


def typed(select: str, types: SheetTypes, headings: Sequence[str]) -> str:
    """A statement's texts as what their columns are, where all cells of one are alike."""
    casts = [
        f"CAST({name_of(heading)} AS {kind}) AS {name_of(heading)}"
        for heading in headings
        if (kind := types.column(heading))
    ]
    return f"SELECT * REPLACE ({', '.join(casts)}) FROM ({select})" if casts else select
