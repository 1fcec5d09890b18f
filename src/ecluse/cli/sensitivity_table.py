"""Which prior moves an answer most, on the terminal: the first of each measure.

Belongs here: the tables. Does not: the indices (simulate).
Always true: each index stands with its interval; how many rows are left out is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.table import Table

from ecluse.cli.columns import bare, number_column, text_column
from ecluse.cli.screen import console
from ecluse.visible import visible
from ecluse.words.say import number, say

if TYPE_CHECKING:
    from ecluse.simulate.result import PriorShare

_TOLD = 8  # rows of a measure


def print_sensitivity(rows: Sequence[PriorShare], lang: str) -> None:
    """Print the priors that move each measure most."""
    out = console()
    for measure in dict.fromkeys(row.measure for row in rows):
        some = [row for row in rows if row.measure == measure]
        named, _, period = measure.partition("@")
        words = f"{say(f'simulate.{named}', lang)}, {say_period(period, lang)}"
        out.write_line(say("levers.sensitivity", lang, measure=words), "bold")
        out.print(_table(some[:_TOLD], lang))
        left = len(some) - _TOLD
        if left > 0:
            out.write_line(say("levers.more", lang, count=left), "dim")


def say_period(name: str, lang: str) -> str:
    """A period's name; that of the whole run in words."""
    return say("levers.whole run", lang) if name == "whole" else visible(name)


def _table(rows: Sequence[PriorShare], lang: str) -> Table:
    prior, *indices = (say(f"levers.{key}", lang) for key in ("prior", "total", "alone"))
    table = bare(text_column(prior), *map(number_column, indices))
    for row in rows:
        total, alone = ((row.total, row.ci), (row.first, row.first_ci))
        table.add_row(visible(row.prior), *(_percent(*each, lang) for each in (total, alone)))
    return table


def _percent(value: float, half: float, lang: str) -> str:
    """A share with the half of its interval.

    >>> _percent(0.346, 0.068, "en")
    '35 ± 7 %'
    """
    rounded = (number(round(100 * each), lang, 0) for each in (value, half))
    return " ± ".join(rounded) + ("\u00a0%" if lang == "fr" else " %")
