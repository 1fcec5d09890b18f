"""A table on a terminal that is too narrow for it: a block for each row.

Belongs here: whether a table fits, and its rows as blocks. Does not: what a table says.
Always true: a number is never cut: a cut number is another number.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

_WORD = 12  # of a longer word, what must stand in one line
_GAP = 2


def print_fitting(out: Console, table: Table) -> None:
    """Print a table; where its numbers would be cut, a block for each row."""
    if _least(table) <= out.width:
        out.print(table)
        return
    for line in _blocks(table):
        out.print(line)


def _least(table: Table) -> int:
    """The least width at which no number is cut and no short word is broken."""
    return sum(map(_width, table.columns)) + _GAP * (len(table.columns) - 1)


def _width(column: Column) -> int:
    cells, head = [*map(str, column.cells)], str(column.header)
    if _is_number(column):
        return max(map(len, [*cells, *([head] if column.no_wrap else head.split())]), default=0)
    words = [*cells, head] if column.no_wrap else " ".join([*cells, head]).split()
    widest = max(map(len, words), default=0)
    return column.width or (widest if column.no_wrap else min(_WORD, widest))


def _is_number(column: Column) -> bool:
    return column.justify == "right"


def _blocks(table: Table) -> Iterator[Text]:
    """Each row: its names as a line, and each number under its heading."""
    rows = zip(*(map(str, column.cells) for column in table.columns), strict=True)
    for row in rows:
        told = [(column, cell) for column, cell in zip(table.columns, row, strict=True) if cell]
        for column, cell in told:
            if _is_number(column):
                yield Text(f"    {column.header}  {cell}")
            elif not column.no_wrap:
                yield Text(cell)
