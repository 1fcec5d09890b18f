"""Indices that are known in closed form, and what a sample takes."""

from __future__ import annotations

from dataclasses import replace
from math import exp, log

import numpy as np
import pytest

from ecluse.errors import EcluseError
from ecluse.simulate.ask import Question, Simulation, World, draws_on, ground_of, run_on
from ecluse.simulate.measure import conversions
from ecluse.simulate.quantiles import quantile
from ecluse.simulate.sensitivity import plan_sensitivity, prior_shares
from simulate import build
from simulate.conftest import RULE

SUPPLY, UNUSED = "h20_supply", "fee_elasticity"


def found_of(market, library, *, free, show=("made",), shuts=None, versus=None):
    """An answer whose priors are all set to their medians, but some."""
    middle = {
        name: float(quantile(prior.dist, np.array([0.5]))[0])
        for name, prior in market.priors.items()
        if name not in free
    }
    asked = Question(draws=512, settings=middle, destination="open", show=show)
    ground = ground_of(market, library, asked)
    laws = [build.regime(market, day, steps=ground.steps) for day in (shuts, *(versus or ()))]
    draws = draws_on(ground)
    return Simulation(
        ground=ground,
        worlds=tuple(World(regime=law, settings=middle) for law in laws),
        draws=draws,
        sums=run_on(ground, laws[0], draws),
        versus=None,
        worth=conversions(market, library, show),
        id="",
    )


@pytest.fixture(scope="module")
def linear(bare):
    """A market whose flows are in proportion to supply: no order book."""
    return replace(bare, file=replace(bare.file, order_book=None))


@pytest.mark.slow
def test_one_prior_that_moves_a_measure_makes_all_of_its_spread(linear, shipped):
    """In a group, its spread is the group's and its own, as the lognormal says."""
    found = found_of(linear, shipped, free=(SUPPLY, UNUSED))
    rows = {row.prior: row for row in prior_shares(found)}
    prior, rho = linear.priors[SUPPLY], linear.groups["hopper"]
    shape = prior.dist.lognormal
    spread = (log(shape.p95 / shape.p5) / (2 * 1.6448536269514722)) ** 2
    for name, own in ((SUPPLY, spread * (1 - rho)), (f"group {prior.group}", spread * rho)):
        first = (exp(own) - 1) / (exp(spread) - 1)
        total = (exp(own) - 1) * exp(spread - own) / (exp(spread) - 1)
        row = rows[name]
        assert row.measure == "made@whole"
        assert row.first == pytest.approx(first, abs=max(0.03, 2 * row.first_ci))
        assert row.total == pytest.approx(total, abs=max(0.03, 2 * row.ci))
        assert 0 < row.ci < 0.2 and 0 < row.first_ci < 0.2
    assert (rows[UNUSED].first, rows[UNUSED].total) == (0, 0)


@pytest.mark.slow
def test_alone_without_a_group_it_makes_the_whole(linear, shipped):
    found = found_of(linear, shipped, free=("h20_price", UNUSED), show=("revenue", "made"))
    rows = prior_shares(found)
    assert [row.prior for row in rows] == ["h20_price", UNUSED]  # nothing moves what is made
    assert rows[0].total == pytest.approx(1, abs=0.02)
    assert rows[0].first == pytest.approx(1, abs=0.05)
    assert rows[1].total == 0


@pytest.mark.slow
def test_the_same_seed_gives_the_same_and_zero_is_a_seed(linear, shipped):
    found = found_of(linear, shipped, free=(SUPPLY, "h20_price"), show=("revenue",))
    assert prior_shares(found) == prior_shares(found)
    zero = build.asked_otherwise(found, seed=0)
    assert prior_shares(zero) == prior_shares(zero) != prior_shares(found)


@pytest.mark.slow
def test_of_two_sides_it_is_the_paired_difference(linear, shipped):
    same = found_of(linear, shipped, free=(SUPPLY,), shuts=RULE, versus=[RULE])
    assert prior_shares(same) == []
    other = found_of(linear, shipped, free=(SUPPLY,), shuts=RULE, versus=[None], show=("chips",))
    assert {row.prior for row in prior_shares(other)} == {SUPPLY, "group hopper"}


def test_a_plan_says_how_many_runs_it_takes(linear, shipped):
    found = found_of(linear, shipped, free=(SUPPLY, "share_baidu"), show=("made",))
    planned = plan_sensitivity(found, "chips@FY2026Q2")
    assert (planned.measures, planned.period.name) == (("chips",), "FY2026Q2")
    assert list(planned.inputs) == [SUPPLY, "share_baidu", "group hopper"]
    assert (planned.base, planned.runs) == (512, 512 * 5)
    assert plan_sensitivity(found).period.name == "whole"
    many = build.asked_otherwise(found, draws=10**6)
    assert plan_sensitivity(many).base * 5 * 3 * 8 <= 500 * 2**20
    with pytest.raises(EcluseError, match="no period is called 'FY2026'"):
        plan_sensitivity(found, "chips@FY2026")
    with pytest.raises(EcluseError, match="too few to say"):
        plan_sensitivity(build.asked_otherwise(found, draws=8))
