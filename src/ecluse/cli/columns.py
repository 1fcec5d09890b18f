"""Tables of answers on the terminal: which columns they have, and how wide each is.

Belongs here: what the tables of all commands have in common. Does not: what stands in a table.
Always true: a cell that is too long goes on in the next line; it is never cut. A word is broken
only where the longest words of all columns have no room side by side; words of headings, numbers,
days and names with underscores are not: where they have no room, each row is a block of lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, OverflowMethod, RenderResult
from rich.table import Column, Table
from rich.text import Text

_GAP = 2  # between two columns
_WORD = 8  # letters; a longer word may be broken into parts of so many
_BLANKS = re.compile("[ \t\n]+")  # a no-break space holds a word together
_RANGE = re.compile("(?<=–)(?=.)")  # between the dash of a range and its end


class WordTable(Table):
    """A table that breaks no word where there is room for all of them."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The lines of the table."""
        if _settle(self.columns, options.max_width - _GAP * (len(self.columns) - 1)):
            return super().__rich_console__(console, options)
        return self._blocks()

    def _blocks(self) -> Iterator[Text]:
        """Each row: its cells below one another, each beside its heading."""
        if self.title:
            yield Text(str(self.title), style="italic")
        for row in zip(*(column.cells for column in self.columns), strict=True):
            lead = ""
            for column, cell in zip(self.columns, row, strict=True):
                if str(cell):
                    yield Text(f"{lead}{column.header}  {cell}")
                    lead = "  "


def headed(
    left: Iterable[str], numbers: Iterable[str] = (), right: Iterable[str] = (), title: str = ""
) -> Table:
    """A table with a heading over each column: texts, then numbers, then texts again."""
    folded = [number_column(heading, folds=True) for heading in numbers]
    return WordTable(
        *map(text_column, left),
        *folded,
        *map(text_column, right),
        box=None,
        pad_edge=False,
        header_style="bold",
        title=title or None,
        title_justify="left",
    )


def bare(*columns: Column, header: str = "bold") -> Table:
    """A table without lines.

    Args:
        header: The style of the headings; without one, they are left out.
    """
    return Table(*columns, box=None, pad_edge=False, show_header=bool(header), header_style=header)


def text_column(heading: str = "", ratio: int | None = None, style: str = "") -> Column:
    """A column of texts; one that is too long goes on in the next line.

    Args:
        ratio: Its part of the width, where columns share that.
    """
    return Column(heading, overflow="fold", ratio=ratio, style=style)


def number_column(heading: str, *, folds: bool = False) -> Column:
    """A column of numbers, of which none is broken unless that is said."""
    overflow: OverflowMethod = "fold" if folds else "ellipsis"
    return Column(heading, justify="right", no_wrap=not folds, overflow=overflow)


def _settle(columns: list[Column], room: int) -> bool:
    """Set the widths of columns, where some would be narrower than their longest word; whether all
    have room for what is not broken.
    """
    lines = [max(map(cell_len, _texts(column, "\n"))) for column in columns]
    words = [max(map(cell_len, _unbroken(column))) for column in columns]
    if sum(lines) <= room:
        return True
    widths = levelled(lines, room)
    if not all(map(int.__le__, words, widths)):
        least = [_least(column) for column in columns]
        if sum(least) > room:
            return False
        widths = levelled(words, room, least)
        spare = room - sum(widths)
        for place, (column, line) in enumerate(zip(columns, lines, strict=True)):
            column.width = widths[place] + min(spare, max(line - widths[place], 0))
            spare -= column.width - widths[place]
            widths[place] = column.width
    for place, (column, width) in enumerate(zip(columns, widths, strict=True)):
        if column.justify == "right":
            columns[place] = _in_ranges(column, width)
    return True


def _texts(column: Column, apart: str | re.Pattern[str]) -> list[str]:
    """The heading and the cells of a column, in parts."""
    cells = [str(column.header), *map(str, column.cells)]
    return [part for cell in cells for part in re.split(apart, cell)]


def _unbroken(column: Column) -> list[str]:
    """What stands in one line where there is room: words, both ends of a range, and numbers."""
    if column.no_wrap:
        return _texts(column, "\n")
    words = _texts(column, _BLANKS)
    return words if column.justify != "right" else [e for word in words for e in _RANGE.split(word)]


def _least(column: Column) -> int:
    """How narrow a column may be: no word of its heading is broken, no number, no day, no name that
    is typed and no short word.
    """
    whole = _unbroken(column)
    if column.justify != "right" and not column.no_wrap:
        cells = [word for cell in column.cells for word in _BLANKS.split(str(cell))]
        parts = (word if word[:1].isdigit() or "_" in word else word[:_WORD] for word in cells)
        whole = [*_BLANKS.split(str(column.header)), *parts]
    return max(map(cell_len, whole))


def _in_ranges(column: Column, width: int) -> Column:
    """A column whose ranges, where they are wider, go on in the next line behind the dash."""
    cells = [
        Text("\n".join(_RANGE.split(str(cell)))) if cell_len(str(cell)) > width else cell
        for cell in column.cells
    ]
    return replace(column, _cells=cells)


def levelled(widths: Sequence[int], room: int, least: Sequence[int] = ()) -> list[int]:
    """Widths that fit: the widest give way until all have room, none of them below its least.

    Args:
        least: One where left out. All of them must have room.

    >>> levelled([10, 4, 8], 18), levelled([3, 4], 18), levelled([10, 4, 8], 18, [9, 4, 1])
    ([7, 4, 7], [3, 4], [9, 4, 5])
    """
    found, least = list(widths), least or [1] * len(widths)
    while sum(found) > max(room, sum(least)):
        yields = (place for place, width in enumerate(found) if width > least[place])
        found[max(yields, key=found.__getitem__)] -= 1
    return found
