"""Tables of answers on the terminal: which columns they have, and how each is set.

Belongs here: what the tables of all commands have in common. Does not: what stands in a table.
Always true: a cell that is too long goes on in the next line; it is never cut.
"""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import JustifyMethod
from rich.table import Table


def headed(
    left: Iterable[str], numbers: Iterable[str] = (), right: Iterable[str] = (), title: str = ""
) -> Table:
    """A table with a heading over each column: texts, then numbers, then texts again."""
    table = Table(
        box=None, pad_edge=False, header_style="bold", title=title or None, title_justify="left"
    )
    for headings, is_number in ((left, False), (numbers, True), (right, False)):
        for heading in headings:
            justify: JustifyMethod = "right" if is_number else "left"
            table.add_column(heading, justify=justify, overflow="fold")
    return table


def shares(*ratios: int) -> Table:
    """A table without headings, whose columns share the width by these ratios."""
    table = Table(box=None, pad_edge=False, show_header=False)
    for ratio in ratios:
        table.add_column(overflow="fold", ratio=ratio)
    return table
