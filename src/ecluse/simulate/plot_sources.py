"""Supply by source, stacked: what the makers sell, what is made at home or smuggled.

Belongs here: the stack. Does not: which sources there are (the run).
Always true: means are stacked, for medians do not add up; what is rented abroad is no part of what
is the destination's own and stands beside the stack; each source is named beside its color, and its
range stands in the table; there is no total without its sources.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ecluse.simulate import plot_sheet as sheet
from ecluse.simulate.plot_fan import explain_star, room_for, scale_lines
from ecluse.simulate.plot_scale import HumanScale, heading, scale_for
from ecluse.simulate.plot_words import numbers, period_days, period_name, starred, table_headings
from ecluse.simulate.result import SeriesRow, SimulationAnswer
from ecluse.simulate.supply import RENTED
from ecluse.words.say import say, say_or

_SHADES = 5
_HIGH = 240.0


def sources(
    found: SimulationAnswer, measure: str, lang: str, width: float
) -> sheet.MarketPicture | None:
    """A measure by source, a column for each period; None where no row has a source."""
    rows = _of_sources(found.series, measure)
    if not rows:
        return None
    scale = scale_for(rows[0].unit, _most(rows), lang)
    title = heading(measure, scale, lang)
    drawing = _drawing(rows, title, scale, width)
    table = _table(rows, scale)
    told = "; ".join(f"{row[0]}: {row[-1]}" for row in table)
    return drawing.picture(
        "sources",
        measure,
        title=title,
        alt=say("market_picture.alt", lang, title=title, rows=told),
        headings=table_headings(lang, "source", "mean"),
        rows=table,
    )


def _drawing(
    rows: Sequence[SeriesRow], title: str, scale: HumanScale, width: float
) -> sheet.Drawing:
    drawing, lang = sheet.Drawing(width), scale.lang
    drawing.head(title, say("market_picture.sources told", lang))
    drawing.key_row([(shade, source_name(name, lang)) for name, shade in _shades(rows).items()])
    explain_star(drawing, rows, lang)
    drawing.marks += _columns(rows, scale, (drawing.y + 14, width))
    drawing.y += 14 + _HIGH + 40
    return drawing


def _of_sources(rows: Sequence[SeriesRow], measure: str) -> list[SeriesRow]:
    """The rows of a measure by source alone."""
    own = [row for row in rows if row.measure == measure and row.source is not None]
    return [row for row in own if row.product is row.buyer is None]


def _shades(rows: Sequence[SeriesRow]) -> dict[str, str]:
    """The sources, each with the kind of its color."""
    names = dict.fromkeys(str(row.source) for row in rows)
    return {name: f"share{place % _SHADES}" for place, name in enumerate(names)}


def _most(rows: Sequence[SeriesRow]) -> float:
    """The highest column."""
    return max(
        max(sum(row.mean for row in own), *(row.mean for row in beside), 0.0)
        for own, beside in map(_parted, _by_period(rows))
    )


def _parted(rows: Sequence[SeriesRow]) -> tuple[list[SeriesRow], list[SeriesRow]]:
    """The destination's own, and what it rents."""
    own = [row for row in rows if row.source != RENTED]
    return own, [row for row in rows if row.source == RENTED]


def _by_period(rows: Sequence[SeriesRow]) -> list[list[SeriesRow]]:
    found: dict[str, list[SeriesRow]] = {}
    for row in rows:
        found.setdefault(row.period, []).append(row)
    return list(found.values())


def _table(rows: Sequence[SeriesRow], scale: HumanScale) -> tuple[tuple[str, ...], ...]:
    """The range of each source in each period, and the mean that is stacked."""
    return tuple(
        (_row_name(row, scale.lang), *numbers(row, scale), scale.say(row.mean)) for row in rows
    )


def _row_name(row: SeriesRow, lang: str) -> str:
    return f"{source_name(str(row.source), lang)}, {period_name(row, lang)}"


def source_name(source: str, lang: str) -> str:
    """A source in words, where there are any."""
    return say_or(source, f"simulate.{source}", lang)


def _columns(rows: Sequence[SeriesRow], scale: HumanScale, place: tuple[float, float]) -> list[str]:
    """The scale, and a column of parts for each period."""
    top, width = place
    foot, steps = top + _HIGH, scale.ticks(0, _most(rows))
    left, high = room_for(steps, scale), steps[-1] or 1.0
    marks = scale_lines(steps, scale, (left, width), lambda value: foot - _HIGH * value / high)
    periods, shades = _by_period(rows), _shades(rows)
    wide = (width - left) / len(periods)
    for column, some in enumerate(periods):
        x = left + column * wide
        own, beside = _parted(some)
        marks += _column(own, shades, (x + 0.1 * wide, foot, 0.6 * wide, _HIGH / high), scale)
        marks += _column(beside, shades, (x + 0.74 * wide, foot, 0.14 * wide, _HIGH / high), scale)
        marks += _named(some[0], x + wide / 2, wide, foot, scale.lang)
    return marks


def _column(
    rows: Sequence[SeriesRow],
    shades: Mapping[str, str],
    place: tuple[float, float, float, float],
    scale: HumanScale,
) -> list[str]:
    """One period: its sources one on the other."""
    x, y, wide, per = place
    marks = []
    for row in rows:
        if row.mean > 0:
            tall = row.mean * per
            y -= tall
            told = f"{source_name(str(row.source), scale.lang)}: {scale.say(row.mean)}"
            marks.append(sheet.rect(x, y, wide, tall - 1, shades[str(row.source)], told))
    return marks


def _named(row: SeriesRow, middle: float, wide: float, foot: float, lang: str) -> list[str]:
    name, marks = starred(row), []
    if sheet.width_of(name, 11) <= wide:
        marks.append(sheet.words(middle, foot + 16, name, size=11, anchor="middle"))
    days = period_days(row, lang)
    if sheet.width_of(days, 10) <= wide:
        marks.append(sheet.words(middle, foot + 29, days, size=10, kind="pale", anchor="middle"))
    return marks
