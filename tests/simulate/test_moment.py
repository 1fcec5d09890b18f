"""What each step is told: who may take, what is feared, what a cap leaves, how fast it goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import numpy as np
import pytest

from ecluse.simulate.inputs import QUARTER, fear_days, inputs_of, willing
from ecluse.simulate.moment import moments_of, refused, rooms_of
from ecluse.simulate.periods import steps_of
from simulate import build
from simulate.conftest import RULE

DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def law(market):
    return build.regime(market, RULE, steps=steps_of(market.file), destination="acts")


@pytest.fixture(scope="module")
def inputs(market):
    return inputs_of(market, build.draws_of(market, 8))


@pytest.fixture(scope="module")
def moments(law, inputs):
    return list(moments_of(law, inputs))


def test_a_refusal_on_a_drawn_day_cuts_what_the_acts_leave(market, law, inputs):
    """Before it orders are what they were, after it the band of a refusal is left of them."""
    hazard = list(moments_of(replace(law, acts=replace(law.acts, destination="hazard")), inputs))
    cut = refused(law, inputs)
    band = inputs.draws.values[market.gates.bands[market.gates.refusal]]
    assert any((left == 1).any() and (left < 1).any() for left in cut)
    for moment, kinds, left in zip(hazard, law.band, cut, strict=True):
        assert np.array_equal(moment.willing, willing(inputs, kinds) * left)
        assert set(np.unique(left)) <= {1.0, *band.tolist()}


def test_fear_is_the_hazard_or_the_rule_that_is_announced_whichever_is_more(law, inputs):
    certain = fear_days(inputs)
    announced = np.zeros_like(law.announced)
    announced[3] = 1.0
    plain = list(moments_of(replace(law, announced=announced * 0), inputs))
    told = list(moments_of(replace(law, announced=announced), inputs))
    sure = (certain * (1 - inputs.own["notice_cut"]))[:, None]
    assert np.array_equal(told[3].fear, np.maximum(plain[3].fear, sure))
    assert (told[3].fear > plain[3].fear).any()
    assert np.array_equal(told[2].fear, plain[2].fear)
    assert np.array_equal(told[4].fear, plain[4].fear)


def test_a_cap_leaves_nothing_before_its_day_and_more_with_each_day_after(law, inputs):
    """A share of what the home has had, and of what it takes from the first day of the cap on."""
    step = 10
    cap = np.zeros_like(law.cap)
    cap[step:, 0] = 1.0
    rooms = list(rooms_of(replace(law, cap=cap), inputs))
    assert rooms[: step - 1] == [None] * (step - 1) and rooms[step - 1] is None
    own, edges = inputs.own, law.steps.edges
    for place in (step, step + 1, step + 5):
        days = (edges[place + 1] - edges[step]).days
        home = own["home_before"] + own["home_units"] / QUARTER * days
        room = rooms[place]
        assert room is not None and np.isinf(room[1:]).all()
        np.testing.assert_allclose(room[0], own["cap"] * home)


def test_half_a_step_under_a_cap_takes_half_its_days(law, inputs):
    cap = np.zeros_like(law.cap)
    cap[4, 1] = 0.5
    room = list(rooms_of(replace(law, cap=cap), inputs))[4]
    days = (law.steps.edges[5] - law.steps.edges[4]).days
    own = inputs.own
    wanted = own["cap"] * (own["home_before"] + own["home_units"] / QUARTER * days / 2)
    assert room is not None
    np.testing.assert_allclose(room[1], wanted)


def test_the_pace_of_a_whole_quarter_is_one_and_rises_through_it(market, law, inputs, moments):
    steps = list(zip(pairwise(law.steps.edges), moments, strict=True))
    loading = inputs.own["back_loading"]
    for place, product in enumerate(market.file.products):
        seller = next(s for s in market.file.sellers if s.seller == product.seller)
        inside = [((e - s).days, m.pace[place]) for (s, e), m in steps if _within(s, e, seller)]
        paces = np.array([pace for _, pace in inside])
        days = np.array([count for count, _ in inside])
        np.testing.assert_allclose((days[:, None] * paces).sum(axis=0) / days.sum(), 1.0)
        assert (np.diff(paces, axis=0) > 0)[:, loading > 0].all()
        assert (np.abs(paces - 1) <= loading).all()


def _within(first, end, seller) -> bool:
    """Whether a step lies in the second quarter of a seller that the market sees whole."""
    before, after = seller.quarters[1:3]
    return before.ends < first and end <= after.ends + DAY


def test_growth_is_that_of_the_middle_of_each_step(law, inputs, moments):
    start, edges = law.steps.start, law.steps.edges
    for moment, (first, end) in zip(moments, pairwise(edges), strict=True):
        middle = (first - start).days + (end - first).days / 2
        np.testing.assert_allclose(moment.grown, inputs.growth ** (middle / QUARTER))
        assert moment.days == (end - first).days
