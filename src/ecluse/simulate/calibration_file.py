"""The files of data/calibration: what was seen before the cut-off, to hold a market's priors to.

Belongs here: the keys of such a file. Does not: whether figures and priors agree (calibration).
Always true: a figure has a unit, a source, and the days that it describes and was known on; a case
says which priors it supports and what it cannot teach.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from ecluse.facts.file_record import file_record
from ecluse.facts.vocabulary import Wording
from ecluse.simulate.prior_file import HowSure

Relation = Literal["within", "at_most"]


@file_record
class SeenFigure:
    """One figure that somebody published.

    Args:
        value: The middle, or the only value; none where a range alone was published.
        low: The low end of its range.
        period_end: The last day of what it describes; empty where it has no time.
        hindsight: It was published after the cut-off.
    """

    figure: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str
    source: str
    confidence: HowSure
    period_end: date | None
    known_on: date
    hindsight: bool = False

    def __post_init__(self) -> None:
        if not self.source.strip():
            raise ValueError("a figure with a source")
        if (self.low is None) != (self.high is None):
            raise ValueError("both ends of a range, or none")
        low, high = self.ends
        if self.value is None and self.low is None:
            raise ValueError("a value or a range")
        if not low <= (low if self.value is None else self.value) <= high:
            raise ValueError("a value between its low and its high")

    @property
    def ends(self) -> tuple[float, float]:
        """Its range; the value twice where it has none."""
        value = self.value if self.value is not None else 0.0
        if self.low is None or self.high is None:
            return value, value
        return self.low, self.high


@file_record
class Arithmetic:
    """What some figures give together: a sum, times others, over others.

    Args:
        adds: Figures that are added up first, each by its value.
        times: Figures that it is multiplied by, each by its range.
        over: Figures that it is divided by.
        times_number: A number that it is multiplied by.
        over_number: A number that it is divided by, such as the days of a quarter.
        low: What comes out, within one per cent.
        within: The figure in whose range the middle of the result lies.
        at_most: The figure that the result does not pass.
    """

    check: str
    says: Wording
    adds: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    times_number: float = 1.0
    over_number: float = 1.0
    low: float
    high: float
    unit: str
    within: str | None = None
    at_most: str | None = None

    def __post_init__(self) -> None:
        if not (self.adds or self.times):
            raise ValueError("figures to add up or to multiply")
        if not self.over_number > 0:
            raise ValueError("an over_number above zero")


@file_record
class PriorHeld:
    """A figure that a prior's range must hold.

    Args:
        times: A number that the figure is multiplied by, such as a quarter of a year's.
        fallback: The range is that of the prior's fallback.
    """

    prior: str
    figure: str
    times: float = 1.0
    fallback: bool = False


@file_record
class CalibrationCase:
    """Something that happened before the cut-off, and what it can and cannot teach."""

    case: str
    says: Wording
    figures: tuple[str, ...]
    supports: tuple[str, ...]
    cannot: Wording


@file_record
class CalibrationFile:
    """The keys of a file under data/calibration."""

    calibration: str
    figures: tuple[SeenFigure, ...]
    arithmetic: tuple[Arithmetic, ...]
    priors: tuple[PriorHeld, ...]
    cases: tuple[CalibrationCase, ...]
