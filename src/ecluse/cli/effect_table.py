"""What several levers do to a market, on the terminal: each one's share, and the whole by period.

Belongs here: the tables. Does not: working anything out (simulate).
Always true: a mean stands with its range; a lever's share stands with its effect first and last;
one measure is told in one scale, which its heading names; a name is broken at a hyphen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.table import Column, Table

from ecluse.cli.columns import bare
from ecluse.cli.narrow import print_fitting
from ecluse.cli.screen import console
from ecluse.cli.sensitivity_table import print_sensitivity
from ecluse.cli.simulate_table import print_notes, print_rows, run_line
from ecluse.simulate.plot_scale import HumanScale, heading, scale_for
from ecluse.visible import visible
from ecluse.words.say import say, when

if TYPE_CHECKING:
    from ecluse.simulate.result import LeverShare, SeriesRow, SimulationAnswer


_NAMES = 28  # characters of the column of measures and levers


def print_effect(found: SimulationAnswer, lang: str) -> None:
    """Print what the levers do over the whole run, by period, and what to look at twice."""
    out = console()
    out.write_line(_title(found, lang), "bold")
    out.write_line(run_line(found, lang), "dim")
    since, until = when(found.since, lang), when(found.until, lang)
    out.write_line(say("levers.whole", lang, since=since, until=until), "bold")
    if all(_is_nothing(row) for row in found.whole or ()):
        out.write_line(f"  {say('levers.nothing', lang)}")
    else:
        print_fitting(out, _shares(found, lang))
        out.write_line(say("levers.periods", lang), "bold")
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
    """For each measure what all levers do, in the unit that it names, and below it each one's
    part.
    """
    levers = found.attribution if found.levers and len(found.levers) > 1 else ()
    names = ("levers.shapley", "simulate.range", "levers.first", "levers.last")
    columns = [
        Column(say(name, lang), justify="right", no_wrap=name != "levers.shapley")
        for name in (names if levers else ("levers.mean", "simulate.range"))
    ]
    table = bare(Column(say("simulate.measure", lang), width=_NAMES), *columns)
    for whole in found.whole or ():
        if not _is_nothing(whole):
            parts = [row for row in levers or () if row.measure == whole.measure]
            _add(table, whole, parts, lang)
    return table


def _add(table: Table, whole: SeriesRow, parts: Sequence[LeverShare], lang: str) -> None:
    """The lines of one measure, all in the scale of its largest number."""
    rows: list[SeriesRow | LeverShare] = [whole, *parts]
    most = max(abs(each) for row in rows for each in (row.p5, row.p95))
    scale = scale_for(whole.unit, max(most, abs(whole.mean)), lang)
    name = heading(whole.measure, scale, lang)
    together = [scale.say(whole.mean), _spread(whole, scale)]
    if not parts:
        table.add_row(name, *together)
        return
    table.add_row(name)
    table.add_row(f"  {say('levers.together', lang)}", *together)
    for row in parts:
        alone = (scale.say(each) for each in (row.first, row.last))
        cells = scale.say(row.shapley), _spread(row, scale), *alone
        table.add_row(in_lines(visible(row.lever), _NAMES - 2), *cells)


def in_lines(name: str, width: int) -> str:
    r"""A name in lines that begin two characters in, broken after a hyphen or an equals sign.

    >>> in_lines("h20-licenses-granted", 15)
    '  h20-licenses-\n  granted'
    """
    lines = [""]
    for part in re.findall(r"[^-=/]*[-=/]|[^-=/]+", name):
        if lines[-1] and len(lines[-1]) + len(part) > width:
            lines.append("")
        lines[-1] += part
    return "\n".join(f"  {line}" for line in lines)


def _is_nothing(row: SeriesRow) -> bool:
    return row.mean == row.p5 == row.p95 == 0


def _spread(row: SeriesRow | LeverShare, scale: HumanScale) -> str:
    return f"{scale.say(row.p5)} … {scale.say(row.p95)}"
