"""How well draws tell an outcome: the rules of scoring.

Belongs here: the arithmetic of a score. Does not: which outcomes there are, or where draws come
from (score_market).
Always true: lower is better for a CRPS and an interval score, both in the unit of the outcome; of a
single value the CRPS is the distance to it, so that a naive forecast stands beside a range.

Sources: Gneiting and Raftery, Strictly Proper Scoring Rules (JASA 102, 2007), sections 4.2 and 6.2.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np

from ecluse.simulate.drawn import range_of
from ecluse.simulate.quantiles import Floats


def marks(drawn: Floats, outcome: float) -> dict[str, Any]:
    """The figures of a `TargetScore` that draws and what came give, by name."""
    told = range_of(drawn)
    return {
        **asdict(told),
        "crps": crps(drawn, outcome),
        "interval50": interval_score(told.p25, told.p75, outcome, 0.5),
        "interval90": interval_score(told.p5, told.p95, outcome, 0.9),
        "pit": pit(drawn, outcome),
        "in50": told.p25 <= outcome <= told.p75,
        "in90": told.p5 <= outcome <= told.p95,
    }


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
