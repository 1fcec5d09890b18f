"""What differs between two worlds, and what makes it: strips, levers, priors.

Belongs here: paired effects by period, a tornado of levers (Shapley) or of priors (Sobol).
Does not: working any of them out (ask, levers, sensitivity).
Always true: an effect is drawn from paired differences, beside the line of no difference; a bar
begins at zero.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ecluse.simulate import plot_sheet as sheet
from ecluse.simulate.plot_fan import of_bands
from ecluse.simulate.plot_scale import (
    HumanScale,
    heading,
    measure_name,
    scale_for,
    scale_of,
    shown_rows,
)
from ecluse.simulate.plot_words import (
    above_zero,
    percent,
    range_rows,
    rows_alt,
    scenario_name,
    starred,
    table_headings,
    told_range,
)
from ecluse.simulate.result import (
    WHOLE,
    LeverShare,
    PriorShare,
    SeriesRow,
    SimulationAnswer,
)
from ecluse.words.say import say

RECORD = "record"
_ROW = 44.0
_MOST = 12  # priors that are drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class StripAxis:
    """A scale from left to right, in which zero lies."""

    left: float
    right: float
    low: float
    high: float
    steps: tuple[float, ...]

    def x(self, value: float) -> float:
        """Where a value stands."""
        return self.left + (self.right - self.left) * (value - self.low) / (self.high - self.low)


def _axis(low: float, high: float, scale: HumanScale, width: float) -> StripAxis:
    steps = scale.ticks(min(low, 0), max(high, 0), 5)
    return StripAxis(left=14, right=width - 14, low=steps[0], high=steps[-1], steps=tuple(steps))


def strips(found: SimulationAnswer, measure: str, lang: str, width: float) -> sheet.MarketPicture:
    """The effect on a measure, a strip for each period."""
    rows = shown_rows(found.effect or [], measure)
    scale = scale_of(rows, lang)
    title = _of_worlds(found, heading(measure, scale, lang), lang)
    told = say("market_picture.paired", lang)
    drawing = of_bands(title, told, rows, width, lang)
    _draw_strips(drawing, rows, scale)
    return drawing.picture(
        "strips",
        measure,
        title=title,
        alt=say("market_picture.strips alt", lang, title=title, rows=rows_alt(rows, scale)),
        headings=table_headings(lang, "period", "share"),
        rows=_with_shares(rows, scale),
    )


def _with_shares(rows: Sequence[SeriesRow], scale: HumanScale) -> tuple[tuple[str, ...], ...]:
    """The rows of the table: each range, and in what share of the draws it is above zero."""
    shares = (f"{percent(row.share_positive or 0, scale.lang)} %" for row in rows)
    told = range_rows(rows, scale)
    return tuple((*row, share) for row, share in zip(told, shares, strict=True))


def _draw_strips(drawing: sheet.Drawing, rows: Sequence[SeriesRow], scale: HumanScale) -> None:
    """The strips over their scale."""
    low, high = min(row.p5 for row in rows), max(row.p95 for row in rows)
    axis, top = _axis(low, high, scale, drawing.width), drawing.y + 6
    foot = top + _ROW * len(rows)
    drawing.marks += _grid(axis, top, foot, scale)
    for number, row in enumerate(rows):
        drawing.marks += _strip(row, axis, scale, top + number * _ROW)
    drawing.y = foot + 26


def _of_worlds(found: SimulationAnswer, measure: str, lang: str) -> str:
    """What less what, of which measure."""
    record = say("simulate.record", lang)
    versus = record if found.versus == RECORD else found.versus
    title = say(
        "market_picture.effect",
        lang,
        scenario=scenario_name(found, lang),
        versus=versus,
        measure=_within(measure),
    )
    return title[:1].upper() + title[1:] if title.startswith(record) else title


def _within(measure: str) -> str:
    """A measure's heading within a sentence: its first letter small, unless it is a short form."""
    return measure[:1].lower() + measure[1:] if measure[1:2].islower() else measure


def _grid(axis: StripAxis, top: float, foot: float, scale: HumanScale) -> list[str]:
    """The lines of the scale with their numbers below, that of zero dashed."""
    marks = []
    for value in axis.steps:
        x = axis.x(value)
        if value:
            marks.append(sheet.line(x, top, x, foot))
        else:
            marks.append(
                sheet.line(x, top, x, foot, "middle", stroke_width=1.2, stroke_dasharray="5 3")
            )
        marks.append(
            sheet.words(x, foot + 16, scale.say(value), size=11, kind="pale", anchor="middle")
        )
    return marks


def _strip(row: SeriesRow, axis: StripAxis, scale: HumanScale, top: float) -> list[str]:
    """One period: its name and numbers, and under them 90 and 50 % of the draws and the median."""
    if row.p5 == row.p95 == 0:
        told = say("market_picture.zero", scale.lang)
    else:
        told = f"{told_range(row, scale)} · {above_zero(row, scale.lang)}"
    y = top + 25
    a, b, middle, c, d = map(axis.x, (row.p5, row.p25, row.p50, row.p75, row.p95))
    return [
        sheet.label(0, top + 15, starred(row), bold=True),
        sheet.label(axis.right + 14, top + 15, told, anchor="end"),
        sheet.rect(a, y + 2, max(d - a, 1), 6, "band90", told),
        sheet.rect(b, y - 1, max(c - b, 1), 12, "band50", told),
        sheet.line(middle, y - 4, middle, y + 14, "middle", stroke_width=3),
    ]


def levers(
    found: SimulationAnswer, measure: str, lang: str, width: float
) -> sheet.MarketPicture | None:
    """Which lever did it; None where that was not asked for."""
    rows = [each for each in found.attribution or [] if each.measure == measure]
    if not rows:
        return None
    rows.sort(key=lambda each: -abs(each.shapley))
    ends = [end for row in rows for end in (row.p5, row.p95, row.first, row.last)]
    scale = scale_for(rows[0].unit, max(map(abs, ends)), lang)
    axis = _axis(min(ends), max(ends), scale, width)
    told = _within(heading(measure, scale, lang))
    title = say("market_picture.levers", lang, measure=told)
    bars = [_lever_bar(row, axis, scale) for row in rows]
    return _tornado("levers", measure, title, bars, axis, scale)


def _lever_bar(row: LeverShare, axis: StripAxis, scale: HumanScale) -> _Bar:
    def drawn(y: float) -> list[str]:
        zero, end = axis.x(0), axis.x(row.shapley)
        first, last = axis.x(row.first), axis.x(row.last)
        return [
            sheet.rect(min(zero, end), y - 1, max(abs(end - zero), 1), 12, "band50"),
            sheet.line(axis.x(row.p5), y + 5, axis.x(row.p95), y + 5, "middle", stroke_width=1.5),
            sheet.dot(first, y + 5, 5, "middle"),
            sheet.dot(first, y + 5, 3, "paper"),
            sheet.dot(last, y + 5, 4, "middle"),
        ]

    told = tuple(scale.say(each) for each in (row.shapley, row.p5, row.p95, row.first, row.last))
    return _Bar(row.lever, told[0], drawn, (row.lever, *told))


def priors(
    found: SimulationAnswer, measure: str, lang: str, width: float
) -> sheet.MarketPicture | None:
    """Which prior moves one measure in one period most; None where that was not asked for.

    Args:
        measure: As MEASURE@PERIOD.
    """
    rows = [each for each in found.sensitivity or [] if each.measure == measure]
    if not rows:
        return None
    rows.sort(key=lambda each: -each.total)
    scale = scale_for("share", 1.0, lang)
    name, _, period = measure.partition("@")
    when = say("market_picture.whole run", lang) if period == WHOLE else period
    told = ", ".join(filter(None, (measure_name(name, lang), when)))
    axis = _axis(0, max(row.total + row.ci for row in rows), scale, width)
    title = say("market_picture.priors", lang, measure=told)
    bars = [_prior_bar(row, axis, lang) for row in rows[:_MOST]]
    return _tornado("priors", measure, title, bars, axis, scale)


def _prior_bar(row: PriorShare, axis: StripAxis, lang: str) -> _Bar:
    def drawn(y: float) -> list[str]:
        zero = axis.x(0)
        low, high = axis.x(max(row.total - row.ci, 0)), axis.x(row.total + row.ci)
        return [
            sheet.rect(zero, y - 1, axis.x(max(row.total, 0)) - zero, 12, "band90"),
            sheet.rect(zero, y - 1, axis.x(max(row.first, 0)) - zero, 12, "band50"),
            sheet.line(low, y + 5, high, y + 5, "middle", stroke_width=1.5),
        ]

    alone, whole = (f"{percent(each, lang)} %" for each in (row.first, row.total))
    return _Bar(row.prior, whole, drawn, (row.prior, alone, whole))


@dataclass(frozen=True, slots=True)
class _Bar:
    """One bar: its name, its number, its marks at a height, and its row of the table."""

    name: str
    told: str
    drawn: Callable[[float], list[str]]
    row: tuple[str, ...]


# The headings of the table, by what bars are of.
_HEADINGS = {
    "levers": ("lever", "shapley", "p5", "p95", "first", "last"),
    "priors": ("prior", "alone", "total"),
}


def _tornado(
    kind: str, name: str, title: str, bars: Sequence[_Bar], axis: StripAxis, scale: HumanScale
) -> sheet.MarketPicture:
    """Bars from zero, the longest first."""
    drawing, lang = sheet.Drawing(axis.right + 14), scale.lang
    drawing.head(title, say(f"market_picture.{kind} told", lang))
    top = drawing.y + 12
    foot = top + _ROW * len(bars)
    drawing.marks += _grid(axis, top, foot, scale)
    for number, bar in enumerate(bars):
        drawing.marks += _named(bar, top + number * _ROW, drawing.width)
    drawing.y = foot + 26
    return drawing.picture(
        kind,
        name,
        title=title,
        alt=f"{title}. {'; '.join(f'{bar.name} {bar.told}' for bar in bars)}.",
        headings=tuple(say(f"market_picture.{key}", lang) for key in _HEADINGS[kind]),
        rows=tuple(bar.row for bar in bars),
    )


def _named(bar: _Bar, top: float, width: float) -> list[str]:
    """A bar under its name and its number."""
    return [
        sheet.label(0, top + 15, bar.name, bold=True),
        sheet.label(width, top + 15, bar.told, anchor="end"),
        *bar.drawn(top + 25),
    ]
