"""The rows of data/priors: what is not known, as ranges with their sources.

Belongs here: the keys of a row, and what a row may not say. Does not: turning a range into numbers
(quantiles), or which market takes which row (read_market).
Always true: a row has a source, a confidence and the day on which it could be known; a distribution
is one of the nine kinds, its ends in order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, fields
from datetime import date
from math import inf
from typing import Literal

from ecluse.facts.file_record import file_record

HowSure = Literal["high", "medium", "low", "memory", "assumed"]
SMALLEST_SHAPE, LARGEST_SHAPE = 0.2, 100.0  # within which quantiles keep eight digits
WEAK = frozenset({"low", "memory", "assumed"})


@file_record
class Percentiles:
    """The 5th and the 95th percentile."""

    p5: float
    p95: float

    def __post_init__(self) -> None:
        if not self.p5 < self.p95:
            raise ValueError("a p5 that is below the p95")


@file_record
class Between:
    """Two ends between which every value lies."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low < self.high:
            raise ValueError("a low that is below the high")


@file_record
class Peaked:
    """Two ends and the likeliest value between them."""

    low: float
    mode: float
    high: float

    def __post_init__(self) -> None:
        if not (self.low <= self.mode <= self.high and self.low < self.high):
            raise ValueError("a mode between the low and the high")


@file_record
class OftenZero:
    """Nothing at all with a probability, else even between two ends."""

    zero: float
    low: float
    high: float

    def __post_init__(self) -> None:
        if not (0 < self.zero < 1 and 0 <= self.low < self.high):
            raise ValueError("a zero between 0 and 1, and a low that is below the high")


@file_record
class BetaShape:
    """A share between 0 and 1: as if `a` of `a + b` trials had been seen."""

    a: float
    b: float

    def __post_init__(self) -> None:
        if not (_is_shape(self.a) and _is_shape(self.b)):
            raise ValueError(f"an a and a b {_SHAPES}")


@file_record
class GammaShape:
    """A time above zero with its mean; a shape of one is a wait without memory."""

    mean: float
    shape: float

    def __post_init__(self) -> None:
        if not (self.mean > 0 and _is_shape(self.shape)):
            raise ValueError(f"a mean above zero, and a shape {_SHAPES}")


_SHAPES = f"between {SMALLEST_SHAPE} and {LARGEST_SHAPE:g}"


def _is_shape(number: float) -> bool:
    return SMALLEST_SHAPE <= number <= LARGEST_SHAPE


@file_record
class Distribution:
    """One of nine kinds; exactly one key stands."""

    fixed: float | None = None
    uniform: Between | None = None
    log_uniform: Between | None = None
    normal: Percentiles | None = None
    lognormal: Percentiles | None = None
    triangular: Peaked | None = None
    zero_inflated: OftenZero | None = None
    beta: BetaShape | None = None
    gamma: GammaShape | None = None

    def __post_init__(self) -> None:
        if sum(getattr(self, part.name) is not None for part in fields(self)) != 1:
            raise ValueError(f"one of {', '.join(part.name for part in fields(self))}")
        low = 1.0
        if self.lognormal is not None:
            low = self.lognormal.p5
        elif self.log_uniform is not None:
            low = self.log_uniform.low
        if low <= 0:
            raise ValueError("above zero: its logarithm is drawn")

    @property
    def ends(self) -> tuple[float, float]:
        """Its declared ends: the 5th and the 95th percentile, or all that it can be.

        >>> Distribution(fixed=2.0).ends, Distribution(beta=BetaShape(a=1, b=1)).ends
        ((2.0, 2.0), (0.0, 1.0))
        """
        for shape in (self.normal, self.lognormal):
            if shape is not None:
                return shape.p5, shape.p95
        for even in (self.uniform, self.log_uniform, self.triangular):
            if even is not None:
                return even.low, even.high
        if self.fixed is not None:
            return self.fixed, self.fixed
        if self.zero_inflated is not None:
            return 0.0, self.zero_inflated.high
        return 0.0, 1.0 if self.beta is not None else inf


@file_record
class Fallback:
    """What a row of hindsight would have said on the cut-off day: wider, from earlier sources."""

    dist: Distribution
    source: str
    confidence: HowSure
    period_end: date | None
    known_on: date

    def __post_init__(self) -> None:
        if not self.source.strip():
            raise ValueError("a fallback with a source")


@file_record
class Prior:
    """One thing that is not known.

    Args:
        per: Drawn once for a run, or once for each buyer.
        group: Rows of one group move together, by rank.
        period_end: The last day of what the figure describes; empty where it has no time.
        known_on: The first day on which the figure could be known.
        hindsight: It describes a time before a market's cut-off and was published after it.
        fallback: What stands in the place of such a row where a score leaves hindsight out.
        condition_on: The day of an act that a run is given, and for whose sake the row stands: a
            condition of the run, where that day is after the cut-off. A row that was known only
            then holds what the act itself says, and is fixed.
    """

    prior: str
    unit: str
    dist: Distribution
    per: Literal["run", "buyer"] = "run"
    group: str | None = None
    source: str
    confidence: HowSure
    period_end: date | None
    known_on: date
    hindsight: bool = False
    fallback: Fallback | None = None
    condition_on: date | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        if not self.source.strip():
            raise ValueError("a row with a source")
        given = self.condition_on
        if given is not None and self.known_on > given and not self.hindsight:
            raise ValueError("a known_on that is not after its condition_on")


@file_record
class PriorsFile:
    """The keys of a file under data/priors.

    Args:
        groups: The correlation of ranks within each group, between 0 and 1.
    """

    priors: tuple[Prior, ...]
    groups: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not all(0 <= rho < 1 for rho in self.groups.values()):
            raise ValueError("correlations of at least 0 and below 1")


def condition(prior: Prior, cutoff: date) -> date | None:
    """The day of the act that a row is a condition of; None where it was there by the cut-off."""
    day = prior.condition_on
    return day if day is not None and day > cutoff else None
