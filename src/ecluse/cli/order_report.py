"""The report of a book on the terminal.

Belongs here: tables that fit the screen. Does not: what stands in them (orders).
Always true: a table that is cut short says how many rows were left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ecluse.cli.screen import console
from ecluse.orders.report import Section, basis, headline, mapping, sections
from ecluse.words.say import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ecluse.orders.tally import BookReport

_WIDEST = 98
_GAP = 2  # between two columns


def print_report(made: BookReport, lang: str) -> None:
    """Print what came of a book: the headline, then a table for each thing that matters."""
    out = console()
    out.write_line(headline(made, lang), "bold")
    wrong = say("orders.mapping.wrong", lang, flag="--columns")
    for line in (f"{mapping(made, lang)} {wrong}", *made.notes):
        out.write_line(line, "dim")
    for section in sections(made, lang):
        out.print()
        out.write_line(section.title, "bold")
        out.print(Padding(_table(section, min(_WIDEST, out.width - 2)), (0, 0, 0, 2)))
        if section.note:
            out.write_line(f"  {section.note}", "dim")
    out.print()
    for line in (basis(made, lang), made.disclaimer):
        out.write_line(line, "dim")


def _table(section: Section, width: int) -> Table:
    """The columns of a section that a terminal has room for."""
    table = Table(
        box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="dim", width=width
    )
    shown = [
        place for place, heading in enumerate(section.headings) if heading not in section.on_paper
    ]
    least = _least_widths(section, shown, width)
    for place in shown:
        heading = section.headings[place]
        if heading in section.numbers:
            table.add_column(heading, justify="right", no_wrap=True, overflow="fold")
        else:
            ratio = None if place in least else 1 if place else 2
            table.add_column(heading, overflow="fold", ratio=ratio, width=least.get(place))
    for row in section.rows:
        table.add_row(*(Text(row[place]) for place in shown))
    return table


def _least_widths(section: Section, shown: Sequence[int], width: int) -> dict[int, int]:
    """How wide each column of text must be to cut no word of a cell, as far as there is room; then
    none of a heading. None is said where even shares cut no heading.
    """
    headings = section.headings
    cells = {place: [headings[place], *(row[place] for row in section.rows)] for place in shown}
    numbers = [place for place in shown if headings[place] in section.numbers]
    room = width - _GAP * len(shown) - sum(max(map(len, cells[place])) for place in numbers)
    texts = [place for place in shown if place not in numbers]
    share = room // (len(texts) + 1)  # the first has two
    if all(_longest(headings[place]) <= share for place in texts):
        return {}
    least = {place: max(map(_longest, cells[place])) for place in texts}
    while sum(least.values()) > max(room, len(least)):
        roomy = [place for place in texts if least[place] > _longest(headings[place])]
        least[max(roomy or texts, key=least.__getitem__)] -= 1
    return least


def _longest(text: str) -> int:
    return max(map(len, text.split()), default=1)
