"""Tables of answers on the terminal: which columns they have, and how wide each is.

Belongs here: what the tables of all commands have in common. Does not: what stands in a table.
Always true: a cell that is too long goes on in the next line; it is never cut. A word is broken
only where the longest words of all columns have no room side by side; words of headings, numbers
and days are broken last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, OverflowMethod, RenderResult
from rich.table import Column, Table

_GAP = 2  # between two columns
_BLANKS = re.compile("[ \t\n]+")  # a no-break space holds a word together


class WordTable(Table):
    """A table that breaks no word where there is room for all of them."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The lines of the table."""
        _settle(self.columns, options.max_width - _GAP * (len(self.columns) - 1))
        return super().__rich_console__(console, options)


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


def _settle(columns: Sequence[Column], room: int) -> None:
    """Set the widths of columns, where some would be narrower than their longest word."""
    texts = [[str(column.header), *map(str, column.cells)] for column in columns]
    lines = [max(cell_len(line) for text in each for line in text.split("\n")) for each in texts]
    words = [max(cell_len(word) for text in each for word in _BLANKS.split(text)) for each in texts]
    if sum(lines) <= room or all(map(int.__le__, words, levelled(lines, room))):
        return
    least = [_least(column) for column in columns]
    if sum(least) > room:  # whatever is broken, a heading or a figure is too
        return
    words = levelled(words, room, least)
    spare = room - sum(words)
    for column, line, word in zip(columns, lines, words, strict=True):
        column.width = word + min(spare, line - word)
        spare -= column.width - word


def _least(column: Column) -> int:
    """How narrow a column may be: no word of its heading is broken, no number and no day."""
    cells = [word for cell in column.cells for word in _BLANKS.split(str(cell))]
    whole = [word for word in cells if column.justify == "right" or word[:1].isdigit()]
    return max(map(cell_len, (*_BLANKS.split(str(column.header)), *whole)))


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
