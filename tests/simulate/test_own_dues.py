"""What comes due of a company's own book, and what comes of it."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from ecluse.simulate.own_dues import Due, Fates, OpenDues, dues_of

DAY = timedelta(days=1)
STARTS = [date(2025, 3, 3) + 7 * n * DAY for n in range(3)]


@pytest.mark.parametrize(
    ("due", "step"),
    [
        pytest.param(STARTS[0] - 400 * DAY, 0, id="overdue: the first step"),
        pytest.param(STARTS[0], 0, id="on the day a step begins: that step"),
        pytest.param(STARTS[0] + DAY, 1, id="the day after: the next"),
        pytest.param(STARTS[2], 2, id="the last step's first day"),
        pytest.param(STARTS[2] + DAY, None, id="no step begins any more"),
    ],
)
def test_a_line_is_ordered_with_the_first_step_that_begins_on_or_after_its_day(due, step):
    dues, places = dues_of([(0, due, 5.0)], STARTS)
    assert dues == ([] if step is None else [Due(account=0, step=step, units=5.0)])
    assert places == [None if step is None else 0]


def test_lines_of_one_account_and_step_come_due_together_and_others_apart():
    lines = [
        (1, STARTS[1], 2.0),
        (0, STARTS[1], 3.0),
        (None, STARTS[0], 100.0),  # of what the market does not sell
        (1, STARTS[1] - DAY, 4.0),
        (1, STARTS[0], 1.0),
        (0, STARTS[2] + DAY, 9.0),
    ]
    dues, places = dues_of(lines, STARTS)
    assert [(each.account, each.step, each.units) for each in dues] == [
        (0, 1, 3.0),
        (1, 0, 1.0),
        (1, 1, 6.0),
    ]
    assert places == [2, 0, None, 2, 1, None]
    assert dues_of([], STARTS) == ([], [])


def opened(*dues: Due) -> OpenDues:
    """Dues of two accounts in two draws, of which nothing has come yet."""
    return OpenDues(dues, 2, Fates(*np.zeros((4, len(dues), 2))))


def shares(*by_account: tuple[float, float]):
    return np.array(by_account)


def test_dues_of_one_account_share_alike_and_nothing_of_them_is_lost():
    """Delivered, taken back and left are all of a due, in every draw."""
    early, late, other = (
        Due(account=0, step=0, units=10.0),
        Due(account=0, step=1, units=30.0),
        Due(account=1, step=0, units=5.0),
    )
    dues = opened(early, late, other)
    assert dues.ordered(0).tolist() == [[10.0], [5.0]]
    assert dues.ordered(1).tolist() == [[30.0], [0.0]]
    every, half = shares((1, 1), (1, 1)), shares((0.5, 0.25), (0, 1))
    dues.move(0, every, every, half, 3.5)
    assert dues.left.tolist() == [[0.5, 0.75], [1, 1], [1, 0]]  # what is not due yet is whole
    dues.move(1, shares((0.8, 1), (1, 1)), shares((0.5, 1), (1, 1)), half, 10.5)
    delivered, cancelled, day, charge = dues.fates
    np.testing.assert_allclose(delivered + cancelled + dues.left, 1)
    # Of the earlier half of what waited is taken back, and of the rest half goes; the later one
    # comes due in this step and is cut with it.
    np.testing.assert_allclose(cancelled[:, 0], [0.25, 0.2 + 0.4, 0])
    np.testing.assert_allclose(delivered[:, 0], [0.5 + 0.125, 0.2, 0])
    np.testing.assert_allclose(day[:, 0], [0.5 * 3.5 + 0.125 * 10.5, 0.2 * 10.5, 0])
    np.testing.assert_allclose(dues.waiting()[:, 0], [10 * 0.125 + 30 * 0.2, 5])
    assert charge.max() == 0


def test_a_charge_is_borne_by_what_is_not_delivered():
    dues = opened(Due(account=0, step=0, units=10.0), Due(account=1, step=0, units=5.0))
    every = shares((1, 1), (1, 1))
    dues.move(0, every, every, shares((0.75, 0), (1, 1)), 3.5)
    dues.charge(shares((100, 200), (100, 200)))
    dues.charge(shares((100, 0), (0, 0)))
    assert dues.fates.charge_usd.tolist() == [[50.0, 200.0], [0.0, 0.0]]


def test_the_fates_of_some_draws_are_written_into_those_of_all():
    whole = Fates(*np.zeros((4, 1, 4)))
    dues = OpenDues([Due(account=0, step=0, units=1.0)], 1, whole.at((slice(None), slice(2, 4))))
    dues.move(0, shares((1, 1)), shares((1, 1)), shares((0.5, 1)), 7.0)
    dues.charge(shares((10, 10)))
    assert whole.delivered.tolist() == [[0, 0, 0.5, 1]]
    assert whole.charge_usd.tolist() == [[0, 0, 5, 0]]
    assert whole.at(0).day.tolist() == [0, 0, 3.5, 7.0]
