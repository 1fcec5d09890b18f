"""Numbers of a market as people say them: thousands of chips, billions of dollars.

Belongs here: the scale of a measure, its numbers, round ticks. Does not: what is drawn (plot).
Always true: all numbers of one measure in one picture or table are told in one scale, which its
heading names; a number has three digits that count, never more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor, log10

from ecluse.simulate.result import SeriesRow
from ecluse.words.say import has_words, number, say, say_or

MINUS = "\u2212"
_SCALES = (1e12, 1e9, 1e6, 1e3)
_DIGITS, _DECIMALS = 3, 3
_BEYOND = 1e9  # of the largest scale
_NOTHING = 1e-9  # of a unit or a dollar: what is left of two sums that are the same
_ROUND = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class HumanScale:
    """The scale of one measure: what a number is divided by, and what it is then called."""

    divisor: float
    unit: str
    lang: str

    def say(self, value: float) -> str:
        """A number in this scale, with three digits that count.

        >>> HumanScale(divisor=1e9, unit="bn USD", lang="en").say(-4683000000)
        '−4.68'
        """
        scaled = value / self.divisor
        if abs(value) < _NOTHING:
            return "0"
        if abs(scaled) >= _BEYOND:  # a prior was set far beyond all sense
            return f"{scaled:.2e}".replace("-", MINUS)
        digits = _DIGITS - 1 - floor(log10(abs(scaled)))
        kept = round(scaled, min(digits, _DECIMALS))
        text = number(abs(kept), self.lang, max(0, min(digits, _DECIMALS)))
        return f"{MINUS}{text}" if kept < 0 else text

    def ticks(self, low: float, high: float, about: int = 4) -> list[float]:
        """Values that are round numbers in this scale; see `ticks`."""
        rounded = ticks(low / self.divisor, high / self.divisor, about)
        return [each * self.divisor for each in rounded]


def scale_of(rows: Iterable[SeriesRow], lang: str) -> HumanScale:
    """The scale in which the ranges of some rows of one unit are told."""
    kept = list(rows)
    most = max((abs(value) for row in kept for value in (row.p5, row.p50, row.p95)), default=0.0)
    return scale_for(kept[0].unit if kept else "", most, lang)


def scale_for(unit: str, most: float, lang: str) -> HumanScale:
    """The scale in which numbers up to `most` are told."""
    if unit == "share":
        return HumanScale(divisor=0.01, unit="%", lang=lang)
    divisor = next((each for each in _SCALES if most >= each), 1.0)
    key = f"market_picture.{unit} {divisor:.0e}"
    if divisor == 1.0 or has_words(key):
        words = say_or(unit, key, lang)
    else:
        words = say(f"market_picture.scale {divisor:.0e}", lang, unit)
    return HumanScale(divisor=divisor, unit=words, lang=lang)


def measure_name(measure: str, lang: str) -> str:
    """What a measure is called without its unit, which the scale names."""
    name = say_or(measure, f"simulate.{measure}", lang)
    before, comma, unit = name.rpartition(", ")
    return before if comma and unit in say("market_picture.units", lang).split("|") else name


def heading(measure: str, scale: HumanScale, lang: str) -> str:
    """A measure with the unit of its numbers: "Chips delivered, thousands"."""
    name = measure_name(measure, lang)
    told = f"{name}, {scale.unit}" if scale.unit else name
    return told[:1].upper() + told[1:]


def ticks(low: float, high: float, about: int = 4) -> list[float]:
    """Round numbers from at or below `low` to at or above `high`, and zero where it lies between.

    >>> ticks(0, 546), ticks(-128, 20)
    ([0.0, 200.0, 400.0, 600.0], [-150.0, -100.0, -50.0, 0.0, 50.0])
    """
    span = (high - low) or abs(high) or 1.0
    rough = span / about
    power = 10.0 ** floor(log10(rough))
    step = next(each * power for each in _ROUND if each * power >= rough * 0.999)
    first, last = floor(low / step + 1e-9), -floor(-high / step + 1e-9)
    return [round(place * step, 12) for place in range(first, last + 1)]


def shown_rows(rows: Sequence[SeriesRow], measure: str) -> list[SeriesRow]:
    """The rows of a measure for all products, buyers and sources together."""
    return [
        row
        for row in rows
        if row.measure == measure and row.product is row.buyer is row.source is None
    ]
