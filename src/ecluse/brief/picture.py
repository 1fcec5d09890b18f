"""The one picture of a brief: figures beside limits, a timeline, or counts as bars.

Belongs here: drawing as SVG, and the table of the same numbers. Does not: choosing what is drawn.
Always true: a drawing holds no script, no style and nothing from elsewhere; every text in it is
escaped; its numbers stand in a table beside it; equal numbers give equal bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from html import escape

from ecluse.brief.answer import BriefPicture, PictureTable
from ecluse.brief.sentence import PlainData, capital, clauses, shown
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
_ROW, _BAR, _BARS = 90, 36, 56
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
        about = capital(terms.names.fact(name).text)
        told = shown(value, terms.unit(name), lang)
        marks += _scale(about, value, told, limits, lang, 14 + place * _ROW)
        table.append((about, told, clauses((number(each, lang) for each in limits), lang)))
    said = clauses((say("brief_picture.limits row", lang, *row) for row in table), lang)
    alt = say("brief_picture.limits alt", lang, item=called, rows=said)
    title = say("brief_picture.limits", lang, item=called)
    shown_table = _table(("figure", "value", "limits heading"), table, lang)
    return picture_of(title, alt, marks, 14 + _ROW * len(rows), shown_table)


def _table(headings: Sequence[str], rows: Sequence[tuple[str, ...]], lang: str) -> PictureTable:
    """The numbers of a picture under headings, which are keys."""
    words = tuple(say(f"brief_picture.{key}", lang) for key in headings)
    return PictureTable(headings=words, rows=tuple(rows))


def _scale(
    about: str, value: float, told: str, limits: Sequence[float], lang: str, top: float
) -> list[str]:
    """One figure: its name, a line from zero, a tick at each limit, a dot where the item stands."""
    most = max(value, *limits) * 1.06
    line = top + 46

    def at(figure: float) -> float:
        return _LEFT + (_RIGHT - _LEFT) * figure / most

    marks = [
        drawn_text(_LEFT, top + 14, about, color=PALE, size=18),
        drawn_line(_LEFT, line, _RIGHT, line),
    ]
    marks += _ticks(limits, at, line, lang)
    half = 5.2 * len(told)
    marks.append(
        f'<circle cx="{at(value):.1f}" cy="{line}" r="8" fill="{OUTCOME_COLORS["LICENSE"]}"/>'
    )
    marks.append(_middle(at(value), half, line - 15, told, size=19, bold=True))
    return marks


def _ticks(
    limits: Sequence[float], at: Callable[[float], float], line: float, lang: str
) -> list[str]:
    """A tick at each limit, with its number where there is room."""
    marks, end = [], -1.0
    for limit in limits:
        label, x = number(limit, lang), at(limit)
        half = 4.8 * len(label)
        marks.append(drawn_line(x, line - 9, x, line + 9, INK))
        if x - half > end:
            marks.append(_middle(x, half, line + 29, label, size=17, color=PALE))
            end = x + half + _GAP_OF_LABELS
    return marks


def timeline_picture(
    rows: Sequence[PlainData], title: str, terms: BriefTerms, on: date | None
) -> BriefPicture:
    """The answers one after the other, each in its color and by its name."""
    lang = terms.lang
    first, last = date.fromisoformat(rows[0]["from"]), date.fromisoformat(rows[-1]["until"])
    step = (_RIGHT - _LEFT) / max((last - first).days + 1, 1)

    def at(when: date) -> float:
        return _LEFT + step * (when - first).days

    top = 40
    marks = [_stretch(row, at, step, top, lang) for row in rows]
    marks += _years(first, last, at, top + _BAR)
    if on is not None and first <= on <= last:
        marks += _marker(at(on), day(on, lang), top)
    marks += _key(rows, lang, top + _BAR + 58)
    table = [(*_days(row, lang), _answer(row, lang)) for row in rows]
    alt = _timeline_alt(rows, lang)
    shown_table = _table(("since", "until", "answer"), table, lang)
    return picture_of(title, alt, marks, top + _BAR + 70, shown_table)


def _timeline_alt(rows: Sequence[PlainData], lang: str) -> str:
    said = clauses((_stretch_text(row, lang) for row in rows), lang)
    return say("brief_picture.timeline alt", lang, rows=said)


def _days(row: PlainData, lang: str) -> tuple[str, str]:
    first, last = (day(date.fromisoformat(row[key]), lang) for key in ("from", "until"))
    return first, last


def _stretch(
    row: PlainData, at: Callable[[date], float], step: float, top: float, lang: str
) -> str:
    left = at(date.fromisoformat(row["from"]))
    right = at(date.fromisoformat(row["until"])) + step
    width, color = max(right - left - 1.5, 1), OUTCOME_COLORS[row["outcome"]]
    return drawn_rect(left, top, width, _BAR, color, escape(_stretch_text(row, lang)))


def _marker(x: float, told: str, top: float) -> list[str]:
    half = 5 * len(told)
    return [
        drawn_line(x, top - 8, x, top + _BAR + 6, INK),
        _middle(x, half, top - 14, told, bold=True, size=18),
    ]


def _years(first: date, last: date, at: Callable[[date], float], top: float) -> list[str]:
    marks = []
    for year in range(first.year + 1, last.year + 1):
        x = at(date(year, 1, 1))
        marks.append(drawn_line(x, top, x, top + 8))
        marks.append(_middle(x, 20, top + 27, str(year), size=17, color=PALE))
    return marks


def bars_picture(
    title: str, rows: Sequence[tuple[str, str, float]], heading: str, terms: BriefTerms
) -> BriefPicture:
    """Counts as bars: a name, the outcome that colors it, and how many.

    Args:
        heading: The key of the heading over the names.
    """
    lang = terms.lang
    most = max((count for _, _, count in rows), default=0) or 1
    marks: list[str] = []
    table = [(visible(label, 100), number(count, lang)) for label, _, count in rows]
    for place, (_, outcome, count) in enumerate(rows):
        marks += _counted(table[place], 610 * count / most, outcome, 8 + place * _BARS)
    said = clauses((say("brief.colon", lang, name=row[0], value=row[1]) for row in table), lang)
    alt = say("brief_picture.bars alt", lang, title=title, rows=said)
    return picture_of(
        title, alt, marks, 12 + _BARS * len(rows), _table((heading, "count"), table, lang)
    )


def _counted(row: tuple[str, str], width: float, outcome: str, top: float) -> list[str]:
    """One bar, its name above and its count behind it."""
    return [
        drawn_text(_LEFT, top + 12, row[0]),
        drawn_rect(_LEFT, top + 21, max(width, 1), 20, OUTCOME_COLORS[outcome]),
        drawn_text(_LEFT + max(width, 1) + 8, top + 37, row[1], bold=True),
    ]


def _key(rows: Sequence[PlainData], lang: str, y: float) -> list[str]:
    """What each color of a timeline stands for."""
    marks, x, used = [], float(_LEFT), {row["outcome"] for row in rows}
    for outcome in (each for each in OUTCOME_COLORS if each in used):
        word = say(f"brief_answer.{outcome}", lang, exception="").strip()
        marks.append(drawn_rect(x, y - 11, 12, 12, OUTCOME_COLORS[outcome]))
        marks.append(drawn_text(x + 18, y, word, size=17, color=PALE))
        x += 18 + 8.4 * len(word) + 22
    return marks


def _answer(row: PlainData, lang: str) -> str:
    return say(f"brief_answer.{row['outcome']}", lang, exception=row["exception"] or "")


def _stretch_text(row: PlainData, lang: str) -> str:
    since = day(date.fromisoformat(row["from"]), lang)
    return say("brief_picture.stretch", lang, since=since, answer=_answer(row, lang))


def _middle(
    x: float, half: float, y: float, text: str, *, size: int, color: str = INK, bold: bool = False
) -> str:
    """A label about a place, moved so that it stays within the picture."""
    inside = min(max(x, _LEFT + half), _RIGHT - half)
    return drawn_text(inside, y, text, anchor="middle", size=size, color=color, bold=bold)


def drawn_line(x1: float, y1: float, x2: float, y2: float, color: str = RULE) -> str:
    """A line between two places."""
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
        f'stroke="{color}" stroke-width="2" class="{"ink" if color == INK else "rule"}"/>'
    )


def drawn_rect(x: float, y: float, width: float, height: float, color: str, title: str = "") -> str:
    """A bar; its title is escaped already."""
    inside = f"><title>{title}</title></rect>" if title else "/>"
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" '
        f'fill="{color}"{inside}'
    )


def drawn_text(
    x: float,
    y: float,
    text: str,
    *,
    anchor: str = "start",
    size: int = 17,
    color: str = INK,
    bold: bool = False,
) -> str:
    """A text at a place, escaped."""
    weight = ' font-weight="700"' if bold else ""
    kind = "ink" if color == INK else "pale"
    return (
        f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" '
        f'fill="{color}"{weight}>{escape(text)}</text>'
    )


def picture_of(
    title: str, alt: str, marks: Sequence[str], height: float, table: PictureTable
) -> BriefPicture:
    """A whole picture of its marks, with what it shows in words and the table of its numbers."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {WIDTH} {height:.0f}" '
        f'font-family="{_FONT}"><title>{escape(title)}</title><desc>{escape(alt)}</desc>'
        f"{''.join(marks)}</svg>"
    )
    return BriefPicture(title=title, alt=alt, svg=svg, table=table)
