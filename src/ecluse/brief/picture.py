"""The one picture of a brief: figures beside limits, a timeline, or counts as bars.

Belongs here: drawing as SVG, and the table of the same numbers. Does not: choosing what is drawn.
Always true: a drawing holds no script, no style and nothing from elsewhere; every text in it is
escaped; its numbers stand in a table beside it; equal numbers give equal bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from typing import Any

from ecluse.brief.answer import BriefPicture, PictureTable
from ecluse.brief.naming import fact
from ecluse.brief.sentence import shown
from ecluse.brief.terms import BriefTerms
from ecluse.visible import visible
from ecluse.words.say import day, number, say

WIDTH, _LEFT, _RIGHT = 720, 8, 712
_FONT = "Libertinus Serif, Georgia, Times New Roman, serif"
INK, PALE, RULE = "#1a1a1a", "#5b5b5b", "#b9b4aa"
# Told apart by the colour-blind (after Okabe and Ito), and each is named in words beside it.
OUTCOME_COLORS = {
    "NLR": "#0a7d5b",
    "EXCEPTION": "#3f8fc4",
    "LICENSE": "#c4501b",
    "UNDETERMINED": "#b98a00",
    "NOT_SUBJECT": "#7a7a7a",
}
_ROW, _BAR = 78, 34
_GAP_OF_LABELS = 8


def limits_picture(
    rows: Sequence[tuple[str, float, list[float]]], item: str, terms: BriefTerms
) -> BriefPicture:
    """An item's figures beside the limits of the rules: a dot on a scale for each."""
    lang = terms.lang
    called = visible(item, 60)
    marks: list[str] = []
    table: list[tuple[str, ...]] = []
    for place, (name, value, limits) in enumerate(rows):
        about, unit = (
            fact(name, terms.library, lang).text,
            terms.library.vocabulary.facts[name].unit,
        )
        about = about[:1].upper() + about[1:]
        told = shown(value, unit, lang)
        marks += _scale(about, value, told, limits, lang, 14 + place * _ROW)
        table.append((about, told, "; ".join(number(each, lang) for each in limits)))
    headings = tuple(
        say(f"brief_picture.{key}", lang) for key in ("figure", "value", "limits heading")
    )
    alt = say(
        "brief_picture.limits alt",
        lang,
        item=called,
        rows="; ".join(say("brief_picture.limits row", lang, *row) for row in table),
    )
    title = say("brief_picture.limits", lang, item=called)
    return _picture(
        title, alt, marks, 14 + _ROW * len(rows), PictureTable(headings=headings, rows=tuple(table))
    )


def _scale(
    about: str, value: float, told: str, limits: Sequence[float], lang: str, top: float
) -> list[str]:
    """One figure: its name, a line from zero, a tick at each limit, a dot where the item stands."""
    most = max(value, *limits) * 1.06
    line = top + 36

    def at(figure: float) -> float:
        return _LEFT + (_RIGHT - _LEFT) * figure / most

    marks = [
        _text(_LEFT, top + 10, about, color=PALE, size=15),
        _line(_LEFT, line, _RIGHT, line),
    ]
    end = -1.0
    for limit in limits:
        label = number(limit, lang)
        half = 4.2 * len(label)
        marks.append(_line(at(limit), line - 9, at(limit), line + 9, INK))
        if at(limit) - half > end:
            marks.append(
                _text(
                    _inside(at(limit), half), line + 26, label, anchor="middle", size=14, color=PALE
                )
            )
            end = at(limit) + half + _GAP_OF_LABELS
    half = 4.6 * len(told)
    marks.append(
        f'<circle cx="{at(value):.1f}" cy="{line}" r="8" fill="{OUTCOME_COLORS["LICENSE"]}"/>'
    )
    marks.append(
        _text(_inside(at(value), half), line - 14, told, anchor="middle", size=16, bold=True)
    )
    return marks


def timeline_picture(
    rows: Sequence[Mapping[str, Any]], title: str, terms: BriefTerms, on: date | None = None
) -> BriefPicture:
    """The answers one after the other, each in its color and by its name."""
    lang = terms.lang
    first, last = date.fromisoformat(rows[0]["from"]), date.fromisoformat(rows[-1]["until"])
    days = max((last - first).days + 1, 1)

    def at(when: date) -> float:
        return _LEFT + (_RIGHT - _LEFT) * (when - first).days / days

    marks, top = [], 40
    for row in rows:
        since, until = date.fromisoformat(row["from"]), date.fromisoformat(row["until"])
        left, right = at(since), at(until) + (_RIGHT - _LEFT) / days
        color = OUTCOME_COLORS[row["outcome"]]
        title = escape(_stretch_text(row, lang))
        marks.append(_rect(left, top, max(right - left - 1.5, 1), _BAR, color, title))
    marks += _years(first, last, at, top + _BAR)
    if on is not None and first <= on <= last:
        marks += _marker(at(on), day(on, lang), top)
    used = [outcome for outcome in OUTCOME_COLORS if any(row["outcome"] == outcome for row in rows)]
    marks += _key(used, lang, top + _BAR + 48)
    headings = tuple(say(f"brief_picture.{key}", lang) for key in ("since", "until", "answer"))
    table = tuple(
        (
            day(date.fromisoformat(row["from"]), lang),
            day(date.fromisoformat(row["until"]), lang),
            _answer(row, lang),
        )
        for row in rows
    )
    alt = say(
        "brief_picture.timeline alt", lang, rows="; ".join(_stretch_text(row, lang) for row in rows)
    )
    return _picture(title, alt, marks, top + _BAR + 62, PictureTable(headings=headings, rows=table))


def _marker(x: float, told: str, top: float) -> list[str]:
    half = 4.4 * len(told)
    return [
        _line(x, top - 8, x, top + _BAR + 6, INK),
        _text(_inside(x, half), top - 14, told, anchor="middle", bold=True, size=15),
    ]


def _years(first: date, last: date, at: Any, top: float) -> list[str]:
    marks = []
    for year in range(first.year + 1, last.year + 1):
        x = at(date(year, 1, 1))
        marks.append(_line(x, top, x, top + 8))
        marks.append(_text(x, top + 23, str(year), anchor="middle", size=13, color=PALE))
    return marks


def bars_picture(
    title: str, rows: Sequence[tuple[str, Mapping[str, float]]], heading: str, terms: BriefTerms
) -> BriefPicture:
    """Counts as bars, a row for each name, in the colors of the answers."""
    lang = terms.lang
    most = max((sum(counts.values()) for _, counts in rows), default=0) or 1
    marks: list[str] = []
    table: list[tuple[str, ...]] = []
    for place, (label, counts) in enumerate(rows):
        top = 8 + place * 52
        name, total = visible(label, 100), sum(counts.values())
        marks.append(_text(_LEFT, top + 12, name, size=15))
        x = float(_LEFT)
        for outcome, count in counts.items():
            width = 610 * count / most
            color = OUTCOME_COLORS.get(outcome, PALE)
            marks.append(_rect(x, top + 18, max(width, 1), 20, color))
            x += max(width, 1)
        marks.append(_text(x + 8, top + 33, number(total, lang), size=15, bold=True))
        table.append((name, *(number(value, lang) for value in (total,))))
    headings = (heading, say("brief_picture.count", lang))
    alt = say(
        "brief_picture.bars alt",
        lang,
        title=title,
        rows="; ".join(say("brief.colon", lang, name=row[0], value=row[1]) for row in table),
    )
    return _picture(
        title, alt, marks, 12 + 52 * len(rows), PictureTable(headings=headings, rows=tuple(table))
    )


def _key(outcomes: Sequence[str], lang: str, y: float) -> list[str]:
    marks, x = [], float(_LEFT)
    for outcome in outcomes:
        word = say(f"brief_answer.{outcome}", lang, exception="").strip()
        marks.append(_rect(x, y - 11, 12, 12, OUTCOME_COLORS[outcome]))
        marks.append(_text(x + 18, y, word, size=14, color=PALE))
        x += 18 + 7.2 * len(word) + 22
    return marks


def _answer(row: Mapping[str, Any], lang: str) -> str:
    return say(f"brief_answer.{row['outcome']}", lang, exception=row["exception"] or "")


def _stretch_text(row: Mapping[str, Any], lang: str) -> str:
    since = day(date.fromisoformat(row["from"]), lang)
    return say("brief_picture.stretch", lang, since=since, answer=_answer(row, lang))


def _inside(x: float, half: float) -> float:
    """The middle of a label that stays within the picture."""
    return min(max(x, _LEFT + half), _RIGHT - half)


def _line(x1: float, y1: float, x2: float, y2: float, color: str = RULE) -> str:
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
        f'stroke="{color}" stroke-width="2" class="{"ink" if color == INK else "rule"}"/>'
    )


def _rect(x: float, y: float, width: float, height: float, color: str, title: str = "") -> str:
    """A bar; its title is escaped already."""
    inside = f"><title>{title}</title></rect>" if title else "/>"
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" '
        f'fill="{color}"{inside}'
    )


def _text(
    x: float,
    y: float,
    text: str,
    *,
    anchor: str = "start",
    size: int = 15,
    color: str = INK,
    bold: bool = False,
) -> str:
    weight = ' font-weight="700"' if bold else ""
    kind = "ink" if color == INK else "pale"
    return (
        f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" '
        f'fill="{color}"{weight}>{escape(text)}</text>'
    )


def _picture(
    title: str, alt: str, marks: Sequence[str], height: float, table: PictureTable
) -> BriefPicture:
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {WIDTH} {height:.0f}" '
        f'font-family="{_FONT}"><title>{escape(title)}</title><desc>{escape(alt)}</desc>'
        f"{''.join(marks)}</svg>"
    )
    return BriefPicture(title=title, alt=alt, svg=svg, table=table)
