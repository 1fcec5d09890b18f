"""Quantiles of the beta and the gamma distribution, without SciPy.

Belongs here: the two incomplete functions and their inverses. Does not: which priors use them
(prior_file), or any other distribution (quantiles).
Always true: a draw has the same bits beside any others, for iterations end where none moves it;
quantiles agree with SciPy's to eight digits within the shapes that a prior may have.

The incomplete gamma function is its power series, the incomplete beta function its continued
fraction (Abramowitz and Stegun 6.5.29 and 26.5.8); both are inverted by Newton's steps in the
logarithm, and in the log-odds, within a bracket that each step narrows.
"""

from __future__ import annotations

from collections.abc import Callable
from math import lgamma, log

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
_TERMS = 400  # of the series, for shapes up to 100: the last ones add nothing
_FRACTIONS = 80  # of the continued fraction, which needs a few times √(a + b)
_STEPS = 40  # Newton's, or halvings of the bracket where a step leaves it
_TINY = 1e-300
_NOTHING = 1e-18
_EDGE = 1e-12  # a draw is never the very end


def gamma_quantile(shape: float, u: Array) -> Array:
    """The quantile function of the gamma distribution whose scale is one.

    >>> gamma_quantile(1.0, np.array([0.5])).round(9).tolist()  # the exponential distribution
    [0.693147181]
    """

    def share(y: Array) -> tuple[Array, Array]:
        x = np.exp(y)
        return gamma_share(shape, x), np.exp(shape * y - x - lgamma(shape))

    least = (log(_EDGE) + lgamma(shape + 1)) / shape - 1  # the share below x is under x^a / Γ(a+1)
    return np.exp(_inverse(share, (least, log(shape + 12 * shape**0.5 + 40)), u))


def gamma_share(shape: float, x: Array) -> Array:
    """The regularized lower incomplete gamma function: the share below `x`.

    >>> gamma_share(1.0, np.array([1.0])).round(9).tolist()
    [0.632120559]
    """
    term = total = np.ones_like(x)
    for n in range(1, _TERMS):
        term = term * (x / (shape + n))
        total = total + term
        if (term < total * _NOTHING).all():  # adds nothing to any, so the bits stay
            break
    return np.exp(shape * np.log(x) - x - lgamma(shape + 1)) * total


def beta_quantile(a: float, b: float, u: Array) -> Array:
    """The quantile function of the beta distribution.

    >>> beta_quantile(2.0, 2.0, np.array([0.5])).round(9).tolist()
    [0.5]
    """
    scale = lgamma(a) + lgamma(b) - lgamma(a + b)

    def share(y: Array) -> tuple[Array, Array]:
        log_x, log_rest = -np.logaddexp(0, -y), -np.logaddexp(0, y)
        return beta_share(a, b, log_x, log_rest), np.exp(a * log_x + b * log_rest - scale)

    ends = [(log(_EDGE) + log(shape) + scale) / shape - 2 for shape in (a, b)]
    return np.exp(-np.logaddexp(0, -_inverse(share, (ends[0], -ends[1]), u)))


def beta_share(a: float, b: float, log_x: Array, log_rest: Array) -> Array:
    """The regularized incomplete beta function: the share below `x`, of the logarithms of `x` and
    of `1 - x`. The fraction converges fast on one side of the mean alone.

    >>> x = np.array([0.25])
    >>> beta_share(1.0, 1.0, np.log(x), np.log(1 - x)).round(9).tolist()  # the even distribution
    [0.25]
    """
    front = np.exp(a * log_x + b * log_rest + lgamma(a + b) - lgamma(a) - lgamma(b))
    x, rest, turn = np.exp(log_x), np.exp(log_rest), (a + 1) / (a + b + 2)
    below = front * _fraction(a, b, np.minimum(x, turn)) / a
    above = front * _fraction(b, a, np.minimum(rest, 1 - turn)) / b
    return np.where(x < turn, below, 1 - above)


def _fraction(a: float, b: float, x: Array) -> Array:
    """The continued fraction of the incomplete beta function, by Lentz's method."""
    c = np.ones_like(x)
    d = 1 / _away(1 - (a + b) * x / (a + 1))
    found = d
    for m in range(1, _FRACTIONS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for factor in (even, odd):
            d = 1 / _away(1 + factor * d)
            c = _away(1 + factor / c)
            found = found * (d * c)
    return found


def _away(value: Array) -> Array:
    """A number that is not zero."""
    return np.where(np.abs(value) < _TINY, _TINY, value)


def _inverse(
    share: Callable[[Array], tuple[Array, Array]], ends: tuple[float, float], u: Array
) -> Array:
    """Where a share is `u`, between two ends.

    Args:
        share: The share below a place, and its derivative there.
    """
    wanted = np.clip(u, _EDGE, 1 - _EDGE)
    low, high = np.full_like(wanted, ends[0]), np.full_like(wanted, ends[1])
    y = (low + high) / 2
    for _ in range(_STEPS):
        found, slope = share(y)
        over = found - wanted
        low, high = np.where(over < 0, y, low), np.where(over < 0, high, y)
        moved = y - over / np.maximum(slope, _TINY)
        before, y = y, np.where((moved >= low) & (moved <= high), moved, (low + high) / 2)
        if (before == y).all():  # no further step moves any
            break
    return y
