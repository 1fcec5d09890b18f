"""What several levers do to a market, on the terminal: each one's share, and the whole by period.

Belongs here: the tables. Does not: working anything out (simulate).
Always true: a mean stands with its range; a lever's share stands with its effect first and last;
all numbers of one measure are told in one scale, which the measure's name says.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from ecluse.cli.narrow import print_fitting
from ecluse.cli.screen import console
from ecluse.cli.sensitivity_table import print_sensitivity
from ecluse.cli.simulate_table import print_notes, print_rows, run_line
from ecluse.simulate.plot_scale import HumanScale, heading, scale_for
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
        print_fitting(out, _shares(found, lang))
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
        parts = [row for row in levers or () if row.measure == whole.measure]
        scale = _scale(whole, parts, lang)
        name = heading(whole.measure, scale, lang)
        table.add_row(name, *together, scale.say(whole.mean), _spread(whole, scale))
        for row in parts:
            table.add_row("", f"  {visible(row.lever)}", *_part(row, scale))
    return table


def _scale(whole: SeriesRow, parts: Sequence[LeverShare], lang: str) -> HumanScale:
    """The scale of a measure's largest number, in which all of its numbers are told."""
    told = [whole.mean, whole.p5, whole.p95]
    told += [each for row in parts for each in (row.shapley, row.p5, row.p95, row.first, row.last)]
    return scale_for(whole.unit, max(map(abs, told)), lang)


def _is_nothing(row: SeriesRow) -> bool:
    return row.mean == row.p5 == row.p95 == 0


def _part(row: LeverShare, scale: HumanScale) -> tuple[str, ...]:
    return scale.say(row.shapley), _spread(row, scale), scale.say(row.first), scale.say(row.last)


def _spread(row: SeriesRow | LeverShare, scale: HumanScale) -> str:
    return f"{scale.say(row.p5)} … {scale.say(row.p95)}"
