"""The range of a number over the draws.

Belongs here: the range, and working it out. Does not: what the number is.
Always true: a range is of all draws at once; percentiles are those of `numpy.quantile`; a number
that is none, or beyond all measure, is refused before any door tells it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ecluse.errors import InputError
from ecluse.simulate.quantiles import Floats

BEYOND = 1e100  # what no prior leads to: some was set beyond all sense
AT = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnRange:
    """The range of a number over the draws."""

    p5: float
    p25: float
    p50: float
    p75: float
    p95: float
    mean: float


def range_of(drawn: Floats) -> DrawnRange:
    """The range of a number, one for each draw.

    Raises:
        InputError: One is none, or beyond all measure.

    >>> range_of(np.array([1.0, 3.0])).p50
    2.0
    """
    if not np.abs(drawn).max(initial=0.0) < BEYOND:
        what = "a figure of the answer is beyond all measure"
        raise InputError(what, "answer", "set priors to smaller numbers")
    p5, p25, p50, p75, p95 = (float(each) for each in np.quantile(drawn, AT))
    return DrawnRange(p5=p5, p25=p25, p50=p50, p75=p75, p95=p95, mean=float(np.mean(drawn)))
