"""A measure by period as a fan: 50 and 90 % of the draws, the median, and what was done when.

Belongs here: the fan, and the same in several units side by side. Does not: effects (plot_strips),
writing SVG (plot_sheet).
Always true: a band is as wide as its period is long, so nothing is drawn between two periods; the
dated acts of both governments stand on their days, those of the law above and those of the
destination below.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ecluse.simulate import plot_sheet as sheet
from ecluse.simulate.plot_acts import ActFlag, FlagLanes, Timeline, flags_of, lanes, list_flags
from ecluse.simulate.plot_scale import HumanScale, heading, scale_of, shown_rows
from ecluse.simulate.plot_words import (
    month_name,
    period_days,
    range_rows,
    rows_alt,
    starred,
    table_headings,
    world_of,
)
from ecluse.simulate.result import SeriesRow, SimulationAnswer
from ecluse.words.say import say

_DAY = timedelta(days=1)
_UNITS = (("chips",), ("h100e", "tpp"), ("decode",), ("prefill",))  # of one choice, the first
_GAP, _PANEL = 18.0, 178.0  # between panels; the height of one
_LABEL, _NAME = 34.0, 44.0  # the least width of a period that is labelled, and named


@dataclass(frozen=True, slots=True, kw_only=True)
class FanFrame:
    """Where a fan stands on its sheet, and its two scales."""

    left: float
    right: float
    top: float
    foot: float
    low: float
    high: float
    since: date
    until: date

    def x(self, day: date) -> float:
        """Where a day begins."""
        total = (self.until - self.since).days + 1
        return self.left + (self.right - self.left) * (day - self.since).days / total

    def y(self, value: float) -> float:
        """Where a value stands."""
        part = (value - self.low) / ((self.high - self.low) or 1)
        return self.foot - (self.foot - self.top) * part


def fan(found: SimulationAnswer, measure: str, lang: str, width: float) -> sheet.MarketPicture:
    """A measure of all products together, by period, with the dated acts."""
    rows = shown_rows(found.series, measure)
    scale = scale_of(rows, lang)
    title = heading(measure, scale, lang)
    drawing = of_bands(title, world_of(found, lang), rows, width, lang)
    _draw_with_acts(drawing, rows, scale, flags_of(found, measure, lang))
    return drawing.picture(
        "fan",
        measure,
        title=title,
        alt=say("market_picture.fan alt", lang, title=title, rows=rows_alt(rows, scale)),
        headings=table_headings(lang),
        rows=range_rows(rows, scale),
    )


def _draw_with_acts(
    drawing: sheet.Drawing, rows: Sequence[SeriesRow], scale: HumanScale, flags: Sequence[ActFlag]
) -> None:
    """The fan between the acts of both sides."""
    lang, small, frame = scale.lang, drawing.width < sheet.WIDE, _frame(rows, scale, drawing.width)
    axis = Timeline(frame.x, frame.right, small)
    above = lanes(flags, "law", axis, drawing.y + 10, lang)
    top = above.ends + 8
    frame = replace(frame, top=top, foot=top + (190 if small else 250))
    below = lanes(flags, "abroad", axis, frame.foot + 36, lang)
    drawing.marks += _drawn(rows, frame, scale, _stems(above, below, frame))
    drawing.marks += above.marks + below.marks
    drawing.y = below.ends + 2
    list_flags(drawing, flags if small else [], lang)
    drawing.y += 8


def _drawn(
    rows: Sequence[SeriesRow], frame: FanFrame, scale: HumanScale, stems: Sequence[str]
) -> list[str]:
    """The scale, the bands, the days of acts, and the words over all of them."""
    steps = scale.ticks(frame.low, frame.high)
    marks = scale_lines(steps, scale, (frame.left, frame.right), frame.y)
    marks += [part for row in rows for part in _bands(row, frame, scale)]
    marks += stems
    marks += [part for row in rows for part in _labels(row, frame, scale)]
    return marks + _months(rows, frame, scale.lang)


def of_bands(
    title: str, told: str, rows: Sequence[SeriesRow], width: float, lang: str
) -> sheet.Drawing:
    """A drawing of bands with its title, what is told under it, and what the bands stand for."""
    drawing = sheet.Drawing(width)
    drawing.head(title, told)
    kinds = (("band90", "90"), ("band50", "50"), ("middle", "middle"))
    drawing.key_row([(kind, say(f"market_picture.{key}", lang)) for kind, key in kinds])
    explain_star(drawing, rows, lang)
    return drawing


def explain_star(drawing: sheet.Drawing, rows: Sequence[SeriesRow], lang: str) -> None:
    """Under a key, what an asterisk says where a period has one."""
    if any(row.partial for row in rows):
        drawing.paragraph(17, say("market_picture.in part", lang), kind="pale")


def _frame(rows: Sequence[SeriesRow], scale: HumanScale, width: float) -> FanFrame:
    """The scales of some rows; where the frame begins and ends below is not settled yet."""
    steps = scale.ticks(min(0.0, *(row.p5 for row in rows)), max(row.p95 for row in rows))
    return FanFrame(
        left=room_for(steps, scale),
        right=width - 2,
        top=0,
        foot=0,
        low=steps[0],
        high=steps[-1],
        since=min(row.since for row in rows),
        until=max(row.until for row in rows),
    )


def room_for(steps: Sequence[float], scale: HumanScale) -> float:
    """The room that the numbers of a scale take beside it."""
    return max(sheet.width_of(scale.say(each), 11) for each in steps) + 6


def scale_lines(
    steps: Sequence[float],
    scale: HumanScale,
    ends: tuple[float, float],
    y: Callable[[float], float],
) -> list[str]:
    """The lines of a scale from one end to the other, with their numbers."""
    marks = []
    for value in steps:
        at, told = y(value), scale.say(value)
        marks.append(sheet.line(ends[0], at, ends[1], at))
        marks.append(sheet.words(ends[0] - 6, at + 4, told, size=11, kind="pale", anchor="end"))
    return marks


def _inside(row: SeriesRow, frame: FanFrame) -> tuple[float, float]:
    """From where a period is drawn, and how wide."""
    left, right = frame.x(row.since), frame.x(row.until + _DAY)
    gap = 1.5 if right - left > _LABEL else 0.25
    return left + gap, right - left - 2 * gap


def _bands(row: SeriesRow, frame: FanFrame, scale: HumanScale) -> list[str]:
    """Two bands and the median."""
    left, wide = _inside(row, frame)
    told = f"{row.period}: {scale.say(row.p50)} ({scale.say(row.p5)} … {scale.say(row.p95)})"
    y5, y25, y50, y75, y95 = map(frame.y, (row.p5, row.p25, row.p50, row.p75, row.p95))
    return [
        sheet.rect(left, y95, wide, y5 - y95, "band90", told),
        sheet.rect(left, y75, wide, y25 - y75, "band50", told),
        sheet.line(left, y50, left + wide, y50, "middle", stroke_width=3),
    ]


def _labels(row: SeriesRow, frame: FanFrame, scale: HumanScale) -> list[str]:
    """The number of the median, and the name of the period, where there is room."""
    left, wide = _inside(row, frame)
    middle, marks = left + wide / 2, []
    if wide > _LABEL:
        y, told = frame.y(row.p50) - 6, scale.say(row.p50)
        marks.append(sheet.words(middle, y, told, size=13, anchor="middle", bold=True, halo=True))
    return marks + (_named(row, middle, wide, frame.foot, scale.lang) if wide > _NAME else [])


def _named(row: SeriesRow, middle: float, wide: float, foot: float, lang: str) -> list[str]:
    """The name of a period under it, and its days."""
    marks = [sheet.label(middle, foot + 16, starred(row), most=wide, size=11, anchor="middle")]
    for days in (period_days(row, lang), period_days(row, lang, short=True)):
        if sheet.width_of(days, 10) <= wide:
            y, how = foot + 29, {"size": 10, "kind": "pale", "anchor": "middle"}
            marks.append(sheet.label(middle, y, days, most=wide, **how))
            break
    return marks


def _months(rows: Sequence[SeriesRow], frame: FanFrame, lang: str) -> list[str]:
    """The quarters of the calendar, where periods are too narrow for their names."""
    if any(_inside(row, frame)[1] > _NAME for row in rows):
        return []
    years = range(frame.since.year, frame.until.year + 1)
    days = [date(year, month, 1) for year in years for month in (1, 4, 7, 10)]
    marks, end = [], frame.left - 8
    for day in (each for each in days if frame.since <= each <= frame.until):
        x, y, told = frame.x(day), frame.foot, month_name(day, lang)
        marks.append(sheet.line(x, y, x, y + 5, "pale"))
        half = sheet.width_of(told, 10) / 2
        if x - half > end and x + half < frame.right:
            marks.append(sheet.words(x, y + 17, told, size=10, kind="pale", anchor="middle"))
            end = x + half + 4
    return marks


def _stems(above: FlagLanes, below: FlagLanes, frame: FanFrame) -> list[str]:
    """A line from each label through the fan, on the day of its act."""
    return [
        *(sheet.line(x, y, x, frame.foot, "law", stroke_width=1.2) for x, y in above.stems),
        *(
            sheet.line(x, frame.top, x, y, "abroad", stroke_width=1.2, stroke_dasharray="3 3")
            for x, y in below.stems
        ),
    ]


def units(found: SimulationAnswer, lang: str, width: float) -> sheet.MarketPicture | None:
    """The same deliveries in several units side by side; None where one alone was asked for."""
    choices = [[name for name in few if shown_rows(found.series, name)] for few in _UNITS]
    names = [few[0] for few in choices if few]
    if len(names) < 2:
        return None
    title = say("market_picture.panels", lang)
    told, rows = say("market_picture.units told", lang), shown_rows(found.series, names[0])
    drawing = of_bands(title, told, rows, width, lang)
    table = _draw_panels(drawing, found, names, lang)
    numbers = "; ".join(f"{row[0]}: {row[1]}" for row in table)
    return drawing.picture(
        "units",
        "units",
        title=title,
        alt=say("market_picture.alt", lang, title=title, rows=numbers),
        headings=table_headings(lang),
        rows=tuple(table),
    )


def _draw_panels(
    drawing: sheet.Drawing, found: SimulationAnswer, names: Sequence[str], lang: str
) -> list[tuple[str, ...]]:
    """Small fans side by side; their numbers."""
    columns = 2 if drawing.width < sheet.WIDE else len(names)
    wide = (drawing.width - _GAP * (columns - 1)) / columns
    top, high = drawing.y + 12, _PANEL + 36
    table: list[tuple[str, ...]] = []
    for number, name in enumerate(names):
        x, y = number % columns * (wide + _GAP), top + number // columns * high
        panel, rows = _panel(found, name, lang, wide)
        drawing.marks.append(f'<g transform="translate({x:.1f} {y:.1f})">{"".join(panel)}</g>')
        table += rows
    drawing.y = top + -(-len(names) // columns) * high
    return table


def _panel(
    found: SimulationAnswer, measure: str, lang: str, width: float
) -> tuple[list[str], list[tuple[str, ...]]]:
    """One small fan under its name; its marks and its numbers."""
    rows = shown_rows(found.series, measure)
    scale = scale_of(rows, lang)
    name = heading(measure, scale, lang)
    drawing = sheet.Drawing(width)
    drawing.paragraph(12, name, size=12, bold=True)
    frame = replace(_frame(rows, scale, width), top=48, foot=_PANEL)
    return drawing.marks + _drawn(rows, frame, scale, []), [
        (f"{name}, {row[0]}", *row[1:]) for row in range_rows(rows, scale)
    ]
