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
    from ecluse.orders.tally import BookReport

_WIDEST = 98


def print_report(made: BookReport, lang: str) -> None:
    """Print what came of a book: the headline, then a table for each thing that matters."""
    out = console()
    out.print(Text(headline(made, lang), style="bold"))
    wrong = say("orders.mapping.wrong", lang, flag="--columns")
    for line in (f"{mapping(made, lang)} {wrong}", *made.notes):
        out.print(Text(line, style="dim"))
    for section in sections(made, lang):
        out.print()
        out.print(Text(section.title, style="bold"))
        out.print(Padding(_table(section, min(_WIDEST, out.width - 2)), (0, 0, 0, 2)))
        if section.note:
            out.print(Text(f"  {section.note}", style="dim"))
    out.print()
    for line in (basis(made, lang), made.disclaimer):
        out.print(Text(line, style="dim"))


def _table(section: Section, width: int) -> Table:
    """The columns of a section that a terminal has room for."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", width=width)
    shown = [
        place for place, heading in enumerate(section.headings) if heading not in section.on_paper
    ]
    for place in shown:
        heading = section.headings[place]
        if heading in section.numbers:
            table.add_column(heading, justify="right", no_wrap=True, overflow="fold")
        else:
            table.add_column(heading, overflow="fold", ratio=1 if place else 2)
    for row in section.rows:
        table.add_row(*(Text(row[place]) for place in shown))
    return table
