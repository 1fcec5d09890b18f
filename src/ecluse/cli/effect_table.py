"""What several levers do to a market, on the terminal: each one's share, and the whole by period.

Belongs here: the tables. Does not: working anything out (simulate).
Always true: a mean stands with its range; a lever's share stands with its effect first and last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from ecluse.cli.screen import console
from ecluse.cli.sensitivity_table import print_sensitivity
from ecluse.cli.simulate_table import print_notes, print_rows, run_line, short
from ecluse.visible import visible
from ecluse.words.say import say, when

if TYPE_CHECKING:
    from ecluse.simulate.result import LeverShare, SeriesRow, SimulationAnswer


def print_effect(found: SimulationAnswer, lang: str) -> None:
    """Print what the levers do over the whole run, by period, and what to look at twice."""
    out = console()
    out.print(Text(_title(found, lang), style="bold"))
    out.print(Text(run_line(found, lang), style="dim"))
    days = {"since": when(found.since, lang), "until": when(found.until, lang)}
    out.print(Text(say("levers.whole", lang, **days), style="bold"))
    if all(_is_nothing(row) for row in found.whole or ()):
        out.print(Text(f"  {say('levers.nothing', lang)}"))
    else:
        out.print(_shares(found, lang))
        out.print(Text(say("levers.periods", lang), style="bold"))
        print_rows(found.effect or (), lang)
    print_sensitivity(found.sensitivity or (), lang)
    print_notes(found, lang)


def _title(found: SimulationAnswer, lang: str) -> str:
    names = " + ".join(visible(lever) for lever in found.levers or ())
    against = say("simulate.record", lang) if found.versus == "record" else str(found.versus)
    effect = say("simulate.effect", lang, scenario=names, versus=visible(against))
    title = say("simulate.title", lang, market=visible(found.market), scenario=effect)
    if any(lever.startswith("destination=") for lever in found.levers or ()):
        return title
    return f"{title}, {say(f'simulate.{found.destination}', lang)}"


def _shares(found: SimulationAnswer, lang: str) -> Table:
    """For each measure what all levers do, and below it each one's part."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    levers = found.attribution if found.levers and len(found.levers) > 1 else ()
    table.add_column(say("simulate.measure", lang), overflow="fold")
    if levers:
        table.add_column(say("levers.lever", lang), overflow="fold")
    names = ("levers.shapley", "simulate.range", "levers.first", "levers.last")
    for name in names if levers else ("levers.mean", "simulate.range"):
        table.add_column(say(name, lang), justify="right", no_wrap=True)
    for whole in found.whole or ():
        if _is_nothing(whole):
            continue
        together = [say("levers.together", lang)] if levers else []
        name = say(f"simulate.{whole.measure}", lang)
        table.add_row(name, *together, short(whole.mean, lang), _spread(whole, lang))
        for row in levers or ():
            if row.measure == whole.measure:
                table.add_row("", f"  {visible(row.lever)}", *_part(row, lang))
    return table


def _is_nothing(row: SeriesRow) -> bool:
    return row.mean == row.p5 == row.p95 == 0


def _part(row: LeverShare, lang: str) -> tuple[str, ...]:
    alone = (short(each, lang) for each in (row.first, row.last))
    return short(row.shapley, lang), _spread(row, lang), *alone


def _spread(row: SeriesRow | LeverShare, lang: str) -> str:
    return f"{short(row.p5, lang)} … {short(row.p95, lang)}"
