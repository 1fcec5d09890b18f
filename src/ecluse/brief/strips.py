"""Ranges as strips: thick for half of the draws, thin for nine in ten, a tick at the median.

Belongs here: drawing them, and the table of the same numbers. Does not: which rows are drawn.
Always true: all rows share one scale, which holds zero; what is drawn stands in the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ecluse.brief.answer import BriefPicture, PictureTable
from ecluse.brief.picture import (
    INK,
    OUTCOME_COLORS,
    PALE,
    drawn_line,
    drawn_rect,
    drawn_text,
    picture_of,
)
from ecluse.brief.ranges import range_text, short_text, size_of
from ecluse.brief.sentence import PlainData, capital, clauses
from ecluse.brief.terms import BriefTerms
from ecluse.visible import visible
from ecluse.words.say import say

_LEFT, _RIGHT, _ROW = 8.0, 712.0, 66
_THIN, _THICK = 6, 16
_COLOR = OUTCOME_COLORS["LICENSE"]
_ROWS = 8  # of a picture


@dataclass(frozen=True, slots=True, kw_only=True)
class StripScale:
    """From a number to its place on paper."""

    low: float
    high: float

    def at(self, value: float) -> float:
        """The place of a number."""
        return _LEFT + (_RIGHT - _LEFT) * (value - self.low) / (self.high - self.low)


def strips_picture(rows: Sequence[PlainData], terms: BriefTerms) -> BriefPicture:
    """The strips of some rows of an answer, all of one measure."""
    lang = terms.lang
    told = rows[:_ROWS]
    scale = _scale(told)
    marks: list[str] = []
    for place, row in enumerate(told):
        marks += _strip(row, scale, 8 + place * _ROW, lang)
    bottom = 8 + _ROW * len(told)
    measure = capital(say(f"simulate.{told[0]['measure']}", lang))
    title = say("market_brief.picture", lang, measure=measure)
    heads = ("row", "p5", "p50", "p95")
    table = PictureTable(
        headings=tuple(say(f"market_brief.{key}", lang) for key in heads),
        rows=tuple(_cells(row, lang) for row in told),
    )
    said = clauses((f"{row['says']} ({range_text(row, lang)})" for row in told), lang)
    alt = say("market_brief.picture alt", lang, title=title, rows=said)
    return picture_of(title, alt, marks, bottom + 6, table)


def _scale(rows: Sequence[PlainData]) -> StripScale:
    """One scale for all rows; it holds zero."""
    low = min(0.0, *(row["p5"] for row in rows))
    high = max(0.0, *(row["p95"] for row in rows))
    if low == high:
        low, high = -1.0, 1.0
    room = (high - low) * 0.02
    return StripScale(low=low - room, high=high + room)


def _strip(row: PlainData, scale: StripScale, top: float, lang: str) -> list[str]:
    """One row: its name and its range above, the strip under them."""
    line = top + 40
    parts = [
        drawn_text(_LEFT, top + 16, visible(row["says"], 60)),
        drawn_text(_RIGHT, top + 16, range_text(row, lang), anchor="end", bold=True),
    ]
    for low, high, width in (("p5", "p95", _THIN), ("p25", "p75", _THICK)):
        left, right = scale.at(row[low]), scale.at(row[high])
        parts.append(drawn_rect(left, line - width / 2, max(right - left, 1.5), width, _COLOR))
    zero, middle = scale.at(0.0), scale.at(row["p50"])
    parts.append(drawn_line(zero, line - 14, zero, line + 14, PALE))
    parts.append(drawn_line(middle, line - 12, middle, line + 12, INK))
    return parts


def _cells(row: PlainData, lang: str) -> tuple[str, ...]:
    size = size_of(row)
    ends = (short_text(row[end], size, row["unit"], lang) for end in ("p5", "p50", "p95"))
    return (visible(row["says"], 60), *ends)
