"""The dated acts of both governments as labels on a picture.

Belongs here: which acts stand on a picture, what each is called there, and in which lane.
Does not: which acts there are (acts), or writing SVG (plot_sheet).
Always true: an act that reaches no product with a flow, or of no day that is drawn, is left out;
no two labels lie one on the other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import repeat

from ecluse.simulate import plot_sheet as sheet
from ecluse.simulate.plot_scale import shown_rows
from ecluse.simulate.plot_words import short_day
from ecluse.simulate.result import MarketAct, SimulationAnswer
from ecluse.words.say import say, say_or

_LANE = 16.0  # the height of a lane
_SIZE = 11.5
_ABROAD = "destination"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActFlag:
    """What was done on one day by one side.

    Args:
        kind: law for US law and practice, abroad for the destination.
        number: Its number in the list where the picture has room for numbers alone.
    """

    on: date
    kind: str
    text: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Timeline:
    """The axis of days that labels stand at."""

    x: Callable[[date], float]
    right: float
    small: bool


def flags_of(found: SimulationAnswer, measure: str, lang: str) -> list[ActFlag]:
    """The acts that reach a product with a flow, those of one day and side together, in order."""
    live, rows = _live(found, measure), shown_rows(found.series, measure)
    since = min((row.since for row in rows), default=date.min)
    until = max((row.until for row in rows), default=date.max)
    days: dict[tuple[date, str], list[str]] = {}
    for act in found.acts:
        reached = [name for name in live if name in act.products]
        if reached and since <= act.on <= until:
            kind = "abroad" if act.by == _ABROAD else "law"
            some = reached if len(reached) < len(live) else []
            days.setdefault((act.on, kind), []).append(_act_of(act, some, lang))
    return [
        ActFlag(on=on, kind=kind, text="; ".join(dict.fromkeys(told)), number=place)
        for place, ((on, kind), told) in enumerate(days.items(), 1)
    ]


def _act_of(act: MarketAct, products: list[str], lang: str) -> str:
    """What an act does, and to which products where it reaches some alone."""
    told = act_words(act, lang)
    if not products:
        return told
    return say("market_picture.of", lang, act=told, products=", ".join(products))


def _live(found: SimulationAnswer, measure: str) -> list[str]:
    """The products of which anything flows."""
    rows = [row for row in found.series if row.measure == measure and row.product is not None]
    live = dict.fromkeys(str(row.product) for row in rows if row.p95 or row.p5 or row.mean)
    return list(live) or list(dict.fromkeys(name for act in found.acts for name in act.products))


def act_words(act: MarketAct, lang: str) -> str:
    """What an act does, in a word or three."""
    return say_or(act.kind, f"market_picture.{act.by} {act.kind}", lang)


def dated(flag: ActFlag, lang: str) -> str:
    """An act with its day."""
    return say("market_picture.dated", lang, day=short_day(flag.on, lang), act=flag.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagLanes:
    """The labels of one side: their marks, where they end, and where each line to the fan begins.

    Args:
        ends: The lower edge of the labels.
        stems: For each label, where it stands and the height at which its line meets it.
    """

    marks: list[str]
    ends: float
    stems: list[tuple[float, float]]


def lanes(flags: Sequence[ActFlag], kind: str, axis: Timeline, y: float, lang: str) -> FlagLanes:
    """The labels of one side in their lanes: above the fan those of the law, else below it."""
    own = [flag for flag in flags if flag.kind == kind]
    if not own:
        return FlagLanes(marks=[], ends=y, stems=[])
    wanted = [(axis.x(each.on), _label(each, axis, lang)) for each in own]
    found, head = (
        sheet.placed(wanted, _SIZE, (0.0, axis.right)),
        say(f"market_picture.{kind}", lang),
    )
    bases, ends, under = (_above if kind == "law" else _below)(found, y, head)
    named = sheet.words(0, under, head, size=11, kind=kind, bold=True)
    meets = -9 if kind == "law" else 2
    return FlagLanes(
        marks=[named, *map(_flag, found, bases, repeat(kind))],
        ends=ends,
        stems=[(each.at, base + meets) for each, base in zip(found, bases, strict=True)],
    )


_Rows = tuple[list[float], float, float]  # the line of each label, where all end, the heading's


def _above(found: Sequence[sheet.PlacedFlag], y: float, _: str) -> _Rows:
    """The nearest lane last, under the heading."""
    count = _lanes(found)
    bases = [y + 32 + (count - 1 - each.lane) * _LANE for each in found]
    return bases, y + 20 + count * _LANE, y + 13


def _below(found: Sequence[sheet.PlacedFlag], y: float, head: str) -> _Rows:
    """The nearest lane first; the heading beside the last, or under it."""
    count = _lanes(found)
    last = min(each.left for each in found if each.lane == count - 1)
    ends = y + 4 + count * _LANE + (0 if last > sheet.width_of(head, 11) else 16)
    return [y + 16 + each.lane * _LANE for each in found], ends, ends - 4


def _lanes(found: Sequence[sheet.PlacedFlag]) -> int:
    return max(each.lane for each in found) + 1


def _flag(each: sheet.PlacedFlag, base: float, kind: str) -> str:
    x = each.at + (4 if each.anchor == "start" else -4)
    return sheet.words(x, base, each.text, size=_SIZE, kind=kind, anchor=each.anchor, halo=True)


def _label(flag: ActFlag, axis: Timeline, lang: str) -> str:
    return str(flag.number) if axis.small else dated(flag, lang)


def list_flags(drawing: sheet.Drawing, flags: Sequence[ActFlag], lang: str) -> None:
    """The acts by their numbers, a line or two each."""
    for flag in flags:
        told = f"{flag.number}  {dated(flag, lang)}"
        drawing.paragraph(15, told, size=_SIZE, kind=flag.kind)
