"""The report of a book on the terminal.

Belongs here: tables that fit the screen. Does not: what stands in them (orders).
Always true: a table that is cut short says how many rows were left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ecluse.cli.columns import WordTable, number_column, text_column
from ecluse.cli.screen import console
from ecluse.orders.report import Section, sections
from ecluse.orders.report_head import basis, headline, mapping
from ecluse.words.say import say

if TYPE_CHECKING:
    from ecluse.orders.tally import BookReport


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
        out.print(Padding(_table(section), (0, 0, 0, 2)))
        if section.note:
            out.write_line(f"  {section.note}", "dim")
    out.print()
    for line in (basis(made, lang), made.disclaimer):
        out.write_line(line, "dim")


def _table(section: Section) -> Table:
    """The columns of a section that a terminal has room for."""
    shown = [
        place for place, heading in enumerate(section.headings) if heading not in section.on_paper
    ]
    headings = (section.headings[place] for place in shown)
    columns = (
        number_column(each) if each in section.numbers else text_column(each) for each in headings
    )
    table = WordTable(*columns, box=None, pad_edge=False, header_style="dim")
    for row in section.rows:
        table.add_row(*(Text(row[place]) for place in shown))
    return table
