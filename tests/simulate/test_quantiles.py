"""Draws depend on their own name and nothing else."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pytest

from ecluse.simulate.prior_file import Between, Distribution, OftenZero, Peaked, Percentiles
from ecluse.simulate.quantiles import normal_quantile, quantile
from simulate import build


def test_the_normal_quantile_agrees_with_the_standard_library():
    u = np.array([1e-9, 0.001, 0.07, 0.3, 0.5, 0.8, 0.95, 0.9999])
    wanted = [NormalDist().inv_cdf(each) for each in u.tolist()]
    np.testing.assert_allclose(normal_quantile(u), wanted, rtol=1e-14)


@pytest.mark.parametrize(
    ("dist", "at", "wanted"),
    [
        (Distribution(uniform=Between(low=1, high=3)), 0.25, 1.5),
        (Distribution(log_uniform=Between(low=1, high=100)), 0.5, 10),
        (Distribution(normal=Percentiles(p5=-2, p95=4)), 0.95, 4),
        (Distribution(lognormal=Percentiles(p5=10, p95=1000)), 0.5, 100),
        (Distribution(triangular=Peaked(low=0, mode=1, high=2)), 0.5, 1),
        (Distribution(zero_inflated=OftenZero(zero=0.9, low=0, high=1)), 0.85, 0),
        (Distribution(zero_inflated=OftenZero(zero=0.9, low=0, high=1)), 0.95, 0.5),
        (Distribution(fixed=7), 0.3, 7),
    ],
)
def test_a_quantile(dist, at, wanted):
    assert quantile(dist, np.array([at]))[0] == pytest.approx(wanted)


def test_setting_one_prior_changes_no_other(market):
    free, held = build.draws_of(market, 16), build.draws_of(market, 16, fee=0.25)
    for name, values in free.values.items():
        assert np.array_equal(held.values[name], values) == (name != "fee")


def test_rows_of_a_group_move_together(market):
    drawn = build.draws_of(market, 400).values
    ranks = [np.argsort(np.argsort(drawn[name])) for name in ("h20_supply", "h200_supply")]
    assert 0.3 < np.asarray(np.corrcoef(ranks))[0, 1] < 0.65
