"""An answer over time on the terminal: a bar, and a row for each stretch.

Belongs here: the bar and the table. Does not: finding the stretches, or their words
(determine/told_timeline).
Always true: the stretches follow one another without a gap.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Column
from rich.text import Text

from ecluse.cli.colors import COLORS
from ecluse.cli.columns import bare, text_column
from ecluse.cli.screen import console, width
from ecluse.determine.timeline import Stretch
from ecluse.determine.told_timeline import ToldStretch, told_timeline
from ecluse.law.library import Library

_BAR = 90  # columns at most


def print_timeline(found: list[Stretch], title: str, library: Library, lang: str) -> None:
    """Print the answers of all stretches."""
    out, shown = console(), told_timeline(found, library, lang)
    out.write_line(title, "bold")
    if shown.law:
        out.write_line(shown.law, "bold yellow")
    out.print(_bar(shown.stretches))
    table = bare(Column(no_wrap=True), text_column(ratio=4), text_column(ratio=6), header="")
    for stretch in shown.stretches:
        table.add_row(stretch.since.isoformat(), _answer(stretch), _brought(stretch))
    out.print(table)
    if shown.presumes:
        out.write_line(shown.presumes, "dim")
    for line in shown.warnings:
        out.write_line(line, "bold yellow")


def _bar(stretches: Sequence[ToldStretch]) -> Text:
    """All days as one line, each stretch as long as it lasted."""
    total = max(1, (stretches[-1].until - stretches[0].since).days)
    room = min(_BAR, width() - len(stretches))
    bar = Text(overflow="crop", no_wrap=True)
    for stretch in stretches:
        long = max(1, round(room * stretch.days / total))
        bar.append("━" * long, style=COLORS[stretch.outcome])
    return bar


def _answer(stretch: ToldStretch) -> Text:
    text = Text(stretch.answer, style=COLORS[stretch.outcome])
    if stretch.policy:
        text.append(f"\n{stretch.policy}", style="not bold default")
    if stretch.held:
        text.append(f"\n{stretch.held}", style="not bold green")
    if stretch.needs:
        text.append(f"\n{stretch.needs}", style="not bold yellow")
    return text


def _brought(stretch: ToldStretch) -> Text:
    """The measures and listings that brought an answer."""
    text = Text()
    for measure in stretch.measures:
        text.append(f"{measure.title}\n")
        text.append(f"{measure.measure} · {measure.source}\n", style="dim")
    for line in stretch.listed:
        text.append(f"{line}\n")
    if stretch.begins:
        text.append(stretch.begins, style="dim")
    text.rstrip()
    return text
