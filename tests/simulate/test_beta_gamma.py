"""Quantiles without SciPy, held to SciPy's."""

from __future__ import annotations

import numpy as np
import pytest

from ecluse.simulate.beta_gamma import beta_quantile, beta_share, gamma_quantile, gamma_share
from ecluse.simulate.prior_file import (
    LARGEST_SHAPE,
    SMALLEST_SHAPE,
    BetaShape,
    Distribution,
    GammaShape,
)
from ecluse.simulate.quantiles import quantile

AT = np.array([1e-9, 1e-4, 0.03, 0.2, 0.5, 0.77, 0.95, 0.999, 1 - 1e-6])


def test_closed_forms():
    """The exponential, the even and the arcsine distribution."""
    np.testing.assert_allclose(gamma_quantile(1.0, AT), -np.log1p(-AT), rtol=1e-9)
    np.testing.assert_allclose(beta_quantile(1.0, 1.0, AT), AT, rtol=1e-12)
    np.testing.assert_allclose(beta_quantile(0.5, 0.5, AT), np.sin(np.pi * AT / 2) ** 2, rtol=1e-9)


@pytest.mark.slow
@pytest.mark.parametrize("shape", [SMALLEST_SHAPE, 0.5, 1.0, 3.7, 40.0, LARGEST_SHAPE])
def test_gamma_agrees_with_scipy(shape):
    stats = pytest.importorskip("scipy.stats")
    found = gamma_quantile(shape, AT)
    np.testing.assert_allclose(found, stats.gamma.ppf(AT, shape), rtol=1e-8)
    np.testing.assert_allclose(gamma_share(shape, found), AT, rtol=1e-8)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("a", "b"),
    [(SMALLEST_SHAPE, SMALLEST_SHAPE), (0.5, 7.0), (2.0, 5.0), (60.0, 3.0), (LARGEST_SHAPE, 90.0)],
)
def test_beta_agrees_with_scipy(a, b):
    stats = pytest.importorskip("scipy.stats")
    found = beta_quantile(a, b, AT)
    np.testing.assert_allclose(found, stats.beta.ppf(AT, a, b), rtol=1e-8)
    low = found[:6]
    below = beta_share(a, b, np.log(low), np.log1p(-low))
    np.testing.assert_allclose(below, AT[:6], rtol=1e-7)


def test_a_draw_has_the_same_bits_beside_any_others():
    dist = Distribution(gamma=GammaShape(mean=80, shape=4))
    whole = quantile(dist, AT)
    assert all(quantile(dist, AT[i : i + 1])[0] == whole[i] for i in range(len(AT)))


def test_the_mean_of_a_wait_is_the_one_that_is_given():
    even = (np.arange(400) + 0.5) / 400
    assert quantile(Distribution(gamma=GammaShape(mean=80, shape=4)), even).mean() == pytest.approx(
        80, rel=2e-3
    )
    share = quantile(Distribution(beta=BetaShape(a=3, b=1)), even)
    assert share.mean() == pytest.approx(0.75, rel=1e-3)


@pytest.mark.parametrize("shape", [SMALLEST_SHAPE / 1.01, LARGEST_SHAPE * 1.01, 0.0])
def test_a_shape_beyond_what_is_tested_is_refused(shape):
    with pytest.raises(ValueError, match="a shape between"):
        GammaShape(mean=1, shape=shape)
    with pytest.raises(ValueError, match="a b between"):
        BetaShape(a=1, b=shape)
