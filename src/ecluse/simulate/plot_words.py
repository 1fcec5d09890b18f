"""Days, ranges and tables of pictures in words.

Belongs here: texts that several pictures share. Does not: drawing (plot_sheet).
Always true: a picture's table holds each number that is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ecluse.simulate.plot_scale import HumanScale
from ecluse.simulate.result import SeriesRow, SimulationAnswer
from ecluse.words.say import number, say

_RANGE = ("median", "p5", "p25", "p75", "p95")


def short_day(value: date, lang: str) -> str:
    """A day without its year: "Apr 9", "9 avr."."""
    told = "1er" if lang == "fr" and value.day == 1 else str(value.day)
    return say("market_picture.day", lang, month=_month(value, lang), day=told)


def month_name(value: date, lang: str) -> str:
    """A month, and its year where it is the first: "Apr", "Jan 2026"."""
    month = _month(value, lang)
    return f"{month} {value.year}" if value.month == 1 else month


def _month(value: date, lang: str) -> str:
    return say("market_picture.months", lang).split("|")[value.month - 1]


def world_of(found: SimulationAnswer, lang: str) -> str:
    """Which world an answer is of: its law, and whether the destination acts."""
    world = say(
        "market_picture.by",
        lang,
        scenario=scenario_name(found, lang),
        destination=say(f"simulate.{_destination(found)}", lang),
    )
    named = found.scenario is not None or found.levers is not None
    return world if named else world[:1].upper() + world[1:]


def _destination(found: SimulationAnswer) -> str:
    """Whether the destination acts: as a lever has it, where one is pulled that says so."""
    pulled = (lever.partition("=") for lever in found.levers or ())
    return next((value for name, _, value in pulled if name == "destination"), found.destination)


def scenario_name(found: SimulationAnswer, lang: str) -> str:
    """What is run: the levers that are pulled, a scenario, or the law on record."""
    return " + ".join(found.levers or ()) or found.scenario or say("simulate.record", lang)


def period_days(row: SeriesRow, lang: str, *, short: bool = False) -> str:
    """The days of a period."""
    until = short_day(row.until, lang)
    if short:
        return say("market_picture.until", lang, until=until)
    return say("market_picture.since until", lang, since=short_day(row.since, lang), until=until)


def told_range(row: SeriesRow, scale: HumanScale) -> str:
    """The median and 90 % of the draws: "313 (240 … 407)"."""
    return say(
        "market_picture.range",
        scale.lang,
        middle=scale.say(row.p50),
        low=scale.say(row.p5),
        high=scale.say(row.p95),
    )


def above_zero(row: SeriesRow, lang: str) -> str:
    """In which share of the draws an effect is above zero."""
    return say("market_picture.above", lang, share=percent(row.share_positive or 0.0, lang))


def percent(share: float, lang: str) -> str:
    """A share in percent, without the sign."""
    return number(round(100 * share, 1), lang, 1 if 0 < share < 0.1 or 0.9 < share < 1 else 0)


def rows_alt(rows: Sequence[SeriesRow], scale: HumanScale) -> str:
    """All ranges as one text."""
    lang = scale.lang
    semicolon = "\u202f; " if lang == "fr" else "; "
    return semicolon.join(
        say("market_picture.row", lang, name=row.period, range=told_range(row, scale))
        for row in rows
    )


def table_headings(lang: str, first: str = "period", *more: str) -> tuple[str, ...]:
    """What stands over a table of ranges."""
    return tuple(say(f"market_picture.{key}", lang) for key in (first, *_RANGE, *more))


def range_rows(rows: Sequence[SeriesRow], scale: HumanScale) -> tuple[tuple[str, ...], ...]:
    """The ranges of some rows, a line each."""
    return tuple((period_name(row, scale.lang), *numbers(row, scale)) for row in rows)


def numbers(row: SeriesRow, scale: HumanScale) -> tuple[str, ...]:
    """The median and the four ends of a row."""
    return tuple(scale.say(each) for each in (row.p50, row.p5, row.p25, row.p75, row.p95))


def starred(row: SeriesRow) -> str:
    """A period, with an asterisk where the run sees a part of it alone."""
    return f"{row.period}*" if row.partial else row.period


def period_name(row: SeriesRow, lang: str) -> str:
    """A period with its days, and whether the run sees a part of it alone."""
    part = f", {say('simulate.partial', lang)}" if row.partial else ""
    return f"{row.period} ({period_days(row, lang)}{part})"
