"""The arithmetic of a score."""

from __future__ import annotations

import numpy as np
import pytest

from ecluse.simulate.score_market import crps, interval_score, marks, pit


@pytest.mark.parametrize("outcome", [-3.0, 0.0, 0.7, 1.0, 9.0])
def test_the_crps_is_the_double_sum(outcome):
    drawn = np.array([1.0, -2.0, 0.7, 0.7, 5.0, 0.1])
    apart = np.mean(np.abs(drawn - outcome))
    between = np.mean(np.abs(drawn[:, None] - drawn[None]))
    assert crps(drawn, outcome) == pytest.approx(apart - between / 2, abs=1e-15)


def test_the_crps_of_one_value_is_its_distance():
    assert crps(np.full(5, 2.0), 3.5) == 1.5


def test_the_crps_of_an_even_range_is_as_on_paper():
    """Of the even distribution on [0, 1] at y: y² - y + 1/3."""
    drawn = (np.arange(20_000) + 0.5) / 20_000
    assert crps(drawn, 0.3) == pytest.approx(0.09 - 0.3 + 1 / 3, abs=1e-8)


@pytest.mark.parametrize(
    ("outcome", "share", "wanted"),
    [
        pytest.param(1.0, 0.9, 2.0, id="an end is inside"),
        pytest.param(0.9, 0.9, 2.0 + 20 * 0.1, id="a miss of the middle 90 % costs twenty times"),
        pytest.param(3.1, 0.5, 2.0 + 4 * 0.1, id="a miss of the middle half costs four times"),
    ],
)
def test_an_interval_score_is_the_width_and_the_miss(outcome, share, wanted):
    assert interval_score(1.0, 3.0, outcome, share) == pytest.approx(wanted)


def test_where_many_draws_are_the_outcome_half_of_them_lie_below():
    assert pit(np.array([0.0] * 8 + [1.0, 2.0]), 0.0) == 0.4
    assert pit(np.array([1.0, 2.0]), 0.5) == 0 and pit(np.array([1.0, 2.0]), 3) == 1


def test_a_mark_says_in_which_range_the_outcome_lies():
    drawn = np.linspace(0, 100, 101)
    assert [
        (m["in50"], m["in90"]) for m in (marks(drawn, at) for at in (25.0, 24.9, 5.0, 4.9))
    ] == [
        (True, True),
        (False, True),
        (False, True),
        (False, False),
    ]
