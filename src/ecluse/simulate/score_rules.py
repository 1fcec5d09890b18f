"""How well draws tell an outcome: the rules of scoring.

Belongs here: the arithmetic of a score. Does not: which outcomes there are, or where draws come
from (score_market).
Always true: lower is better for a CRPS and an interval score, both in the unit of the outcome; of a
single value the CRPS is the distance to it, so that a naive forecast stands beside a range.

Sources: Gneiting and Raftery, Strictly Proper Scoring Rules (JASA 102, 2007), sections 4.2 and 6.2.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ecluse.simulate.quantiles import Floats

_AT = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The marks of one outcome under one set of draws.

    Args:
        interval50: The interval score of the middle half: its width, and four times the distance of
            an outcome outside.
        interval90: That of the middle 90 %: its width, and twenty times the distance.
        pit: Share of draws below the outcome, half of those equal to it.
    """

    p5: float
    p25: float
    p50: float
    p75: float
    p95: float
    mean: float
    crps: float
    interval50: float
    interval90: float
    pit: float
    in50: bool
    in90: bool


def marks(drawn: Floats, outcome: float) -> Marks:
    """Mark draws against what came."""
    p5, p25, p50, p75, p95 = (float(each) for each in np.quantile(drawn, _AT))
    return Marks(
        p5=p5,
        p25=p25,
        p50=p50,
        p75=p75,
        p95=p95,
        mean=float(np.mean(drawn)),
        crps=crps(drawn, outcome),
        interval50=interval_score(p25, p75, outcome, 0.5),
        interval90=interval_score(p5, p95, outcome, 0.9),
        pit=pit(drawn, outcome),
        in50=p25 <= outcome <= p75,
        in90=p5 <= outcome <= p95,
    )


def crps(drawn: Floats, outcome: float) -> float:
    """The continuous ranked probability score of an empirical distribution, exactly.

    The mean distance of a draw from the outcome, less half the mean distance of two draws; over
    sorted draws that is one sum.

    >>> round(crps(np.array([1.0, 3.0]), 2.0), 9)  # 1 - (0 + 2 + 2 + 0) / 8
    0.5
    """
    ordered = np.sort(drawn)
    count = len(ordered)
    ranks = np.arange(1, count + 1)
    spread = np.sum((2 * ranks - count - 1) * ordered) / count**2
    return float(np.mean(np.abs(ordered - outcome)) - spread)


def interval_score(low: float, high: float, outcome: float, share: float) -> float:
    """The width of a range that should hold a share of outcomes, and what a miss costs.

    >>> interval_score(1.0, 3.0, 2.0, 0.9), interval_score(1.0, 3.0, 4.0, 0.5)
    (2.0, 6.0)
    """
    miss = max(low - outcome, 0.0) + max(outcome - high, 0.0)
    return high - low + 2 / (1 - share) * miss


def pit(drawn: Floats, outcome: float) -> float:
    """The probability integral transform: where in the draws the outcome lies.

    >>> pit(np.array([0.0, 0.0, 1.0, 2.0]), 0.0)
    0.25
    """
    below, upto = np.mean(drawn < outcome), np.mean(drawn <= outcome)
    return float((below + upto) / 2)
