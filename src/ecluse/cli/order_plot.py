"""A picture of an answered book: what came of its lines, by destination and by measure.

Belongs here: drawing with matplotlib (the extra `plot`). Does not: counting (orders).
Always true: every bar has its number; what is left out is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from textwrap import fill, shorten
from typing import TYPE_CHECKING, Any

from ecluse.cli.plot import SHADES, pyplot, save
from ecluse.determine.verdict import Outcome
from ecluse.orders.report import ANSWERS, basis, money, word_of_outcome

if TYPE_CHECKING:
    from ecluse.orders.tally import BookReport

_MOST = 12
_LABEL = 46


def plot_book(report: BookReport, path: Path, *, force: bool = False) -> None:
    """Draw the book: all lines, the destinations and the measures that have the most lines."""
    plt = pyplot()
    counts = {name: report.lines_of(name) for name in ANSWERS}
    destinations = [
        (f"{row.country} ({row.code})", row.outcomes, row.value) for row in report.destinations
    ]
    measures = [(row.title, row.outcomes, row.value) for row in report.measures]
    parts: list[tuple[str, list[tuple[str, Mapping[str, int], Mapping[str, float]]]]] = [
        ("All lines", [("", counts, report.total.value)]),
        ("By destination", destinations),
        ("By measure that bites (a line counts for each that it names)", measures),
    ]
    shown = [(title, rows[:_MOST], len(rows) - _MOST) for title, rows in parts if rows]
    heights = [max(len(rows), 1) + 1.5 for _, rows, _ in shown]
    figure, panels = plt.subplots(
        len(shown),
        1,
        figsize=(11, 1.1 + 0.31 * sum(heights)),
        height_ratios=heights,
        squeeze=False,
        layout="constrained",
    )
    for panel, (title, rows, more) in zip(panels[:, 0], shown, strict=True):
        _bars(panel, rows)
        panel.set_title(
            f"{title}{f'; {more} more are left out' if more > 0 else ''}",
            loc="left",
            fontweight="bold",
        )
    names = [name for name in ANSWERS if counts[name]]
    handles = [plt.Rectangle((0, 0), 1, 1, color=SHADES[Outcome(name)]) for name in names]
    figure.suptitle(
        f"{shorten(report.source.rpartition('/')[2], 80)}: {report.lines_in:,} lines",
        x=0.01,
        ha="left",
        fontweight="bold",
        fontsize=12,
    )
    panels[0, 0].text(
        1,
        1.05,
        shorten(basis(report).partition(" (data")[0], 120),
        transform=panels[0, 0].transAxes,
        ha="right",
        fontsize=8,
        color="#555555",
    )
    if names:
        figure.legend(
            handles,
            [f"{word_of_outcome(name)} {counts[name]:,}" for name in names],
            loc="outside lower left",
            ncols=len(names),
            frameon=False,
        )
    save(figure, path, force=force)
    plt.close(figure)


def _bars(panel: Any, rows: Sequence[tuple[str, Mapping[str, int], Mapping[str, float]]]) -> None:
    """Stacked bars, the first row on top, with lines and value at the end of each."""
    most = max((sum(counts.values()) for _, counts, _ in rows), default=0) or 1
    for place, (_, counts, value) in enumerate(rows):
        left = 0
        for name in ANSWERS:
            count = counts.get(name, 0)
            panel.barh(
                place,
                count,
                left=left,
                height=0.72,
                color=SHADES[Outcome(name)],
                edgecolor="white",
                linewidth=0.5,
            )
            left += count
        amount = money(value)
        panel.text(
            left + most * 0.008,
            place,
            f"{left:,}{f'   {amount}' if amount else ''}",
            va="center",
            fontsize=8,
            color="#333333",
            parse_math=False,
        )
    panel.set_yticks(
        range(len(rows)),
        [fill(label, _LABEL, max_lines=2, placeholder=" …") for label, _, _ in rows],
        parse_math=False,
        fontsize=8,
        linespacing=1.0,
    )
    panel.set_ylim(len(rows) - 0.4, -0.6)
    panel.set_xlim(0, most * 1.32)
    panel.xaxis.set_visible(False)
    panel.tick_params(axis="y", length=0)
    for side in panel.spines.values():
        side.set_visible(False)
