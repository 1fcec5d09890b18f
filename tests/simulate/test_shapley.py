"""Shares add up to the whole, and who does nothing has nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecluse.simulate.shapley import shares

NUMBERS = st.floats(-1e9, 1e9)


@given(st.integers(1, 6), st.data())
@settings(max_examples=30)
def test_shares_add_up_to_the_whole(levers, data):
    values = np.array(data.draw(st.lists(NUMBERS, min_size=2**levers, max_size=2**levers)))
    found = shares(values)
    assert found.shapley.sum() == pytest.approx(found.whole, rel=1e-9, abs=1e-3)
    assert found.whole == values[-1] - values[0]


@given(st.integers(1, 5), st.integers(0, 5), st.data())
@settings(max_examples=30)
def test_a_lever_that_changes_nothing_has_exactly_zero(levers, place, data):
    """Though it stands between others whose effects do not add up."""
    place = min(place, levers)
    others = np.array(data.draw(st.lists(NUMBERS, min_size=2**levers, max_size=2**levers)))
    low = (1 << place) - 1
    sets = [(each >> 1) & ~low | each & low for each in range(2 ** (levers + 1))]
    found, without = shares(others[sets]), shares(others)
    assert found.shapley[place] == found.first[place] == found.last[place] == 0
    assert np.delete(found.shapley, place) == pytest.approx(without.shapley, rel=1e-9, abs=1e-3)


def test_levers_by_themselves_share_what_they_do():
    """Three that add up, by draw: the first 1 and 2, the second 4 and 0, the third -1 and 5."""
    each = np.array([[1.0, 2.0], [4.0, 0.0], [-1.0, 5.0]])
    values = np.stack(
        [sum((each[i] for i in range(3) if pulled >> i & 1), np.zeros(2)) for pulled in range(8)]
    )
    found = shares(values)
    for part in (found.shapley, found.first, found.last):
        np.testing.assert_allclose(part, each, atol=1e-12)


def test_two_that_need_each_other_share_alike():
    found = shares(np.array([0.0, 0.0, 0.0, 10.0]))
    assert found.shapley.tolist() == [5, 5]
    assert (found.first.tolist(), found.last.tolist()) == ([0, 0], [10, 10])
