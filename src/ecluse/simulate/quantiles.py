"""Draws of the priors: one matrix of uniform numbers, and a quantile function for each row.

Belongs here: the Latin hypercube, the quantile functions, correlation within a group.
Does not: which priors there are (prior_file), or what a number means.
Always true: a row's numbers depend on its name, the seed and the number of draws alone, so that two
scenarios see the same draws and a new row changes no other; draw i is the same in any chunk.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import erf, log, sqrt
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ecluse.simulate.beta_gamma import beta_quantile, gamma_quantile
from ecluse.simulate.prior_file import Distribution, Prior

Floats: TypeAlias = NDArray[np.float64]
_Z95 = 1.6448536269514722  # the 95th percentile of the standard normal distribution
_NEAR = 8 / 5  # where the middle of the distribution ends, for the algorithm below
_EDGE = 1e-12  # a draw is never the very end of a range without an end


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """Every prior drawn: shape (draws,), or (buyers, draws) for a row that is drawn per buyer."""

    values: Mapping[str, Floats]
    seed: int
    count: int

    def part(self, begin: int, end: int) -> Draws:
        """The draws from `begin` to before `end`."""
        values = {name: value[..., begin:end] for name, value in self.values.items()}
        return Draws(values=values, seed=self.seed, count=end - begin)


def draw(
    priors: Mapping[str, Prior],
    groups: Mapping[str, float],
    buyers: tuple[str, ...],
    *,
    count: int,
    seed: int,
    fixed: Mapping[str, float] | None = None,
    given: Mapping[str, Floats] | None = None,
) -> Draws:
    """Draw all priors by Latin hypercube.

    Args:
        groups: The correlation of ranks within each group.
        fixed: Values that are set and not drawn, by the name of the prior.
        given: Uniform numbers in the place of the hypercube's, by the name of the column.
    """
    held, own = fixed or {}, given or {}

    def uniform(name: str) -> Floats:
        return own[name] if name in own else stratified(name, count, seed)

    values = {}
    for name, prior in priors.items():
        if name in held:
            values[name] = np.full(count, held[name])
            continue
        columns = buyers if prior.per == "buyer" else ("",)
        drawn = np.stack([_uniform(prior, groups, column, uniform) for column in columns])
        value = quantile(prior.dist, drawn)
        values[name] = value if prior.per == "buyer" else value[0]
    return Draws(values=values, seed=seed, count=count)


def column_name(prior: str, buyer: str = "") -> str:
    """The name of a prior's column of uniform numbers; each buyer has one where it is drawn so."""
    return f"{prior}/{buyer}"


def group_column(group: str) -> str:
    """The name of the column that the rows of a group share."""
    return f"group {group}"


def _uniform(
    prior: Prior, groups: Mapping[str, float], column: str, uniform: Callable[[str], Floats]
) -> Floats:
    """One column of the hypercube, moved toward its group's."""
    own = uniform(column_name(prior.prior, column))
    if prior.group is None:
        return own
    rho = groups[prior.group]
    shared = uniform(group_column(prior.group))
    z = sqrt(rho) * normal_quantile(shared) + sqrt(1 - rho) * normal_quantile(own)
    return np.array([0.5 * (1 + erf(each / sqrt(2))) for each in z.tolist()])


def stratified(name: str, count: int, seed: int) -> Floats:
    """One number in each of `count` equal parts of [0, 1], in an order of the name's own.

    >>> sorted((stratified("price", 4, 1) * 4).astype(int).tolist())
    [0, 1, 2, 3]
    """
    entropy = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")
    random = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, entropy])))
    return (random.permutation(count) + random.random(count)) / count


def quantile(dist: Distribution, u: Floats) -> Floats:
    """The quantile function of a distribution at each of `u`."""
    for kind, function in _KINDS.items():
        shape = getattr(dist, kind)
        if shape is not None:
            drawn: Floats = function(shape, u)
            return drawn
    raise AssertionError("a distribution has one kind")


def _fixed(value: float, u: Floats) -> Floats:
    return np.full(u.shape, value)


def _uniform_range(shape: Any, u: Floats) -> Floats:
    return np.asarray(shape.low + (shape.high - shape.low) * u)


def _log_uniform(shape: Any, u: Floats) -> Floats:
    return np.exp(log(shape.low) + (log(shape.high) - log(shape.low)) * u)


def _normal(shape: Any, u: Floats) -> Floats:
    middle, sigma = (shape.p5 + shape.p95) / 2, (shape.p95 - shape.p5) / (2 * _Z95)
    return np.asarray(middle + sigma * normal_quantile(u))


def _lognormal(shape: Any, u: Floats) -> Floats:
    low, high = log(shape.p5), log(shape.p95)
    z = normal_quantile(u)
    return np.exp((low + high) / 2 + (high - low) / (2 * _Z95) * z)


def _triangular(shape: Any, u: Floats) -> Floats:
    span, rise, fall = shape.high - shape.low, shape.mode - shape.low, shape.high - shape.mode
    below = shape.low + np.sqrt(u * span * rise)
    above = shape.high - np.sqrt((1 - u) * span * fall)
    return np.asarray(np.where(u * span < rise, below, above))


def _zero_inflated(shape: Any, u: Floats) -> Floats:
    share = (u - shape.zero) / (1 - shape.zero)
    return np.where(share < 0, 0.0, shape.low + (shape.high - shape.low) * share)


def _beta(shape: Any, u: Floats) -> Floats:
    return beta_quantile(shape.a, shape.b, u)


def _gamma(shape: Any, u: Floats) -> Floats:
    return np.asarray(gamma_quantile(shape.shape, u) * (shape.mean / shape.shape))


_KINDS: Mapping[str, Callable[[Any, Floats], Floats]] = {
    "fixed": _fixed,
    "uniform": _uniform_range,
    "log_uniform": _log_uniform,
    "normal": _normal,
    "lognormal": _lognormal,
    "triangular": _triangular,
    "zero_inflated": _zero_inflated,
    "beta": _beta,
    "gamma": _gamma,
}

# Wichura, Algorithm AS 241 (Applied Statistics 37, 1988), to about 16 digits.
_A = (
    *(3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3),
    *(1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4),
    *(3.3430575583588128105e4, 2.5090809287301226727e3),
)
_B = (
    *(1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3),
    *(2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4),
    5.2264952788528545610e3,
)
_C = (
    *(1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0),
    *(3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1),
    *(2.27238449892691845833e-2, 7.74545014278341407640e-4),
)
_D = (
    *(1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1),
    *(1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4),
    1.05075007164441684324e-9,
)
_E = (
    *(6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0),
    *(2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3),
    *(2.71155556874348757815e-5, 2.01033439929228813265e-7),
)
_F = (
    *(1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2),
    *(7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7),
    2.04426310338993978564e-15,
)


def normal_quantile(u: Floats) -> Floats:
    """The quantile function of the standard normal distribution.

    >>> normal_quantile(np.array([0.5, 0.95])).round(9).tolist()
    [0.0, 1.644853627]
    """
    u = np.clip(u, _EDGE, 1 - _EDGE)
    q = u - 0.5
    r = 0.180625 - q * q
    middle = q * _ratio(_A, _B, r)
    far = np.sqrt(-np.log(np.minimum(u, 1 - u)))
    tail = np.where(far <= 5, _ratio(_C, _D, far - _NEAR), _ratio(_E, _F, far - 5))
    return np.where(np.abs(q) <= 0.425, middle, np.sign(q) * tail)


def _ratio(above: tuple[float, ...], below: tuple[float, ...], x: Floats) -> Floats:
    return np.polyval(above[::-1], x) / np.polyval(below[::-1], x)
