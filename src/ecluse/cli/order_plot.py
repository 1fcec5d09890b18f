"""A picture of an answered book: what came of its lines, by destination and by measure.

Belongs here: drawing with matplotlib (the extra `plot`). Does not: counting (orders).
Always true: every bar has its number; what is left out is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill, shorten
from typing import TYPE_CHECKING, Any

from ecluse.cli.plot import SHADES, STYLE, save
from ecluse.determine.verdict import Outcome
from ecluse.orders.money import money
from ecluse.orders.report_head import ANSWERS, basis_law, word_of_outcome
from ecluse.outputs.picture import pyplot
from ecluse.words.say import many, number, say

if TYPE_CHECKING:
    from ecluse.orders.tally import BookReport

_MOST = 12
_LABEL, _CAPTION = 46, 110  # characters on a line
_GREY = "#555555"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """The lines of one destination or measure, by outcome, and what they are worth."""

    label: str
    counts: Mapping[str, int]
    value: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Bars under one title; those beyond the most are left out."""

    title: str
    bars: Sequence[Bar]

    @property
    def shown(self) -> Sequence[Bar]:
        """The bars that are drawn."""
        return self.bars[:_MOST]

    def heading(self, lang: str) -> str:
        """The title, and how many bars are left out."""
        more = len(self.bars) - _MOST
        return say("book.left out", lang, title=self.title, more=more) if more > 0 else self.title


def plot_book(report: BookReport, path: Path, lang: str, *, force: bool = False) -> None:
    """Draw the book: all lines, the destinations and the measures that have the most lines."""
    plt = pyplot(**STYLE)
    panels = _panels(report, lang)
    heights = [max(len(panel.shown), 1) + 1.5 for panel in panels]
    figure, axes = plt.subplots(
        len(panels),
        1,
        figsize=(11, 1.1 + 0.31 * sum(heights)),
        height_ratios=heights,
        squeeze=False,
        layout="constrained",
    )
    for place, panel in zip(axes[:, 0], panels, strict=True):
        _bars(place, panel.shown, lang)
        place.set_title(panel.heading(lang), loc="left", fontweight="bold")
    _title(figure, axes[0, 0], report, lang)
    _legend(plt, figure, panels[0].bars[0].counts, lang)
    save(figure, path, force=force)


def _panels(report: BookReport, lang: str) -> list[Panel]:
    counts = {name: report.lines_of(name) for name in ANSWERS}
    every = [Bar(label="", counts=counts, value=report.total.value)]
    destinations = [
        Bar(label=f"{row.country} ({row.code})", counts=row.outcomes, value=row.value)
        for row in report.destinations
    ]
    measures = [
        Bar(label=row.title, counts=row.outcomes, value=row.value) for row in report.measures
    ]
    panels = [
        Panel(title=say("book.all lines", lang), bars=every),
        Panel(title=say("book.by destination", lang), bars=destinations),
        Panel(title=say("book.by measure", lang), bars=measures),
    ]
    return [panel for panel in panels if panel.bars]


def _title(figure: Any, axes: Any, report: BookReport, lang: str) -> None:
    name = shorten(report.source.rpartition("/")[2], 80)
    title = say("book.title", lang, name=name, lines=number(report.lines_in, lang))
    figure.suptitle(title, x=0.01, ha="left", fontweight="bold", fontsize=12)
    text = fill(basis_law(report, lang), _CAPTION)
    axes.text(1, 1.05, text, transform=axes.transAxes, ha="right", fontsize=8, color=_GREY)


def _legend(plt: Any, figure: Any, counts: Mapping[str, int], lang: str) -> None:
    names = [name for name in ANSWERS if counts[name]]
    if not names:
        return
    figure.legend(
        [plt.Rectangle((0, 0), 1, 1, color=SHADES[Outcome(name)]) for name in names],
        [f"{word_of_outcome(name, lang)} {number(counts[name], lang)}" for name in names],
        loc="outside lower left",
        ncols=len(names),
        frameon=False,
    )


def _bars(axes: Any, bars: Sequence[Bar], lang: str) -> None:
    """Stacked bars, the first on top, with lines and value at the end of each."""
    most = max((sum(bar.counts.values()) for bar in bars), default=0) or 1
    for place, bar in enumerate(bars):
        left = _stack(axes, place, bar.counts)
        amount = money(bar.value, lang=lang)
        text = " · ".join(filter(None, (many("book.lines", lang, left), amount)))
        axes.text(
            left + most * 0.008,
            place,
            text,
            va="center",
            fontsize=8,
            color="#333333",
            parse_math=False,
        )
    labels = [fill(bar.label, _LABEL, max_lines=2, placeholder=" …") for bar in bars]
    axes.set_yticks(range(len(bars)), labels, parse_math=False, fontsize=8, linespacing=1.0)
    axes.set_ylim(len(bars) - 0.4, -0.6)
    axes.set_xlim(0, most * 1.36)
    axes.xaxis.set_visible(False)
    axes.tick_params(axis="y", length=0)
    for side in axes.spines.values():
        side.set_visible(False)


def _stack(axes: Any, place: int, counts: Mapping[str, int]) -> int:
    """Draw the outcomes of one bar one after the other; its length."""
    left = 0
    for name in ANSWERS:
        count = counts.get(name, 0)
        color = SHADES[Outcome(name)]
        axes.barh(
            place, count, left=left, height=0.72, color=color, edgecolor="white", linewidth=0.5
        )
        left += count
    return left
