"""`ecluse law check`: gaps, overlaps, dead provisions, missing sources.

Belongs here: its options and its exit status. Does not: looking for flaws (law).
Always true: an error in the data ends it with status 2; a warning does not.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ecluse.cli.ending import ANSWERED, BAD_INPUT, tell
from ecluse.cli.forms import print_data
from ecluse.cli.options import TableOptions
from ecluse.cli.progress import ProgressBar
from ecluse.cli.screen import console
from ecluse.law.data_home import data_folder
from ecluse.words.say import many, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ecluse.law.consistency import Flaw
    from ecluse.law.library import Library


def law_check(*, deep: bool = False, table: TableOptions = TableOptions()) -> int:
    """Look all data files over: the seal, sources, dates, names, overlaps, gaps, provisions that
    can never apply.

    Exit status: 0 nothing is wrong (warnings may be left), 2 something is.

    Args:
        deep: On every day on which the law changed, also look for licenses without a review policy
            and for provisions out of reach, with a case that shows each.
    """
    from ecluse.law.consistency import check_law, checked
    from ecluse.law.flaw import in_language
    from ecluse.law.library import load

    data = load(data_folder(), whole=False)
    with ProgressBar(table.lang) as bar:
        found = check_law(data, deep=deep, progress=partial(bar.tell, "days"))
    flaws = [in_language(flaw, table.lang) for flaw in (*_of_markets(data), *found)]
    if not print_data(checked(data, flaws, deep=deep), table, "flaws"):
        _print(flaws, table.lang, deep=deep)
    if not (errors := _errors(flaws)):
        return ANSWERED
    tell(many("provisions.errors in data", table.lang, errors))
    return BAD_INPUT


def _of_markets(data: Library) -> list[Flaw]:
    """What is wrong with the markets, which stand floors above the law."""
    from ecluse.law.flaw import error
    from ecluse.simulate.check import market_mistakes

    by_market = market_mistakes(data).values()
    return [error(each.what, each.where, each.mend) for found in by_market for each in found]


def _print(flaws: Sequence[Flaw], lang: str, *, deep: bool) -> None:
    from rich.table import Column
    from rich.text import Text

    from ecluse.cli.columns import bare, text_column

    table = bare(Column(width=7), text_column(ratio=4), text_column(ratio=5), header="")
    for flaw in flaws:
        style = "bold red" if flaw.severity == "error" else "yellow"
        says = Text.assemble(flaw.what, (f"\n{flaw.mend}", "dim"))
        if flaw.example:
            says.append(f"\n{say('provisions.example', lang, flaw.example)}", style="dim")
        severity = say(f"provisions.{flaw.severity}", lang)
        table.add_row(Text(severity, style=style), Text(flaw.where), says)
    out = console()
    if flaws:
        out.print(table)
    errors = _errors(flaws)
    looked = say("provisions.looked deep" if deep else "provisions.looked", lang, deep="--deep")
    wrong = (many("provisions.errors", lang, errors), "red" if errors else "green")
    others = many("provisions.warnings", lang, len(flaws) - errors)
    out.print(Text.assemble(wrong, ", ", others, (f"  ({looked})", "dim")))


def _errors(flaws: Sequence[Flaw]) -> int:
    return sum(flaw.severity == "error" for flaw in flaws)
