"""The periods that results are told by: whole or in part, without a gap, by the right calendar."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from ecluse.simulate.periods import periods_of, steps_of

DAY = timedelta(days=1)


def told(market, by, until=None, seller="NVIDIA"):
    steps = steps_of(market.file, until=until)
    return steps, periods_of(market.file, seller, by, steps)


@pytest.mark.parametrize("by", ["week", "quarter", "year"])
@pytest.mark.parametrize("until", [None, date(2025, 10, 26), date(2025, 10, 27), date(2025, 7, 2)])
def test_periods_follow_one_another_from_the_first_day_to_the_last(market, by, until):
    steps, periods = told(market, by, until)
    assert (periods[0].since, periods[-1].until) == (steps.start, steps.until)
    assert all(after.since == before.until + DAY for before, after in pairwise(periods))
    for period in periods:  # sums are kept at the edges of steps alone
        assert period.since in steps.edges and period.until + DAY in steps.edges


def test_a_quarter_is_whole_to_its_last_day_and_in_part_a_day_before(market):
    """FY2026Q3 of the seller ends on 26 October 2025."""
    last = date(2025, 10, 26)
    _, whole = told(market, "quarter", last)
    assert [(each.name, each.partial) for each in whole[-2:]] == [
        ("FY2026Q2", False),
        ("FY2026Q3", False),
    ]
    _, short = told(market, "quarter", last - DAY)
    assert [(each.name, each.partial) for each in short[-2:]] == [
        ("FY2026Q2", False),
        ("FY2026Q3", True),
    ]
    _, more = told(market, "quarter", last + DAY)
    assert [(each.name, each.since, each.until, each.partial) for each in more[-1:]] == [
        ("FY2026Q4", last + DAY, last + DAY, True)
    ]


def test_a_year_that_the_run_sees_from_its_fourth_week_is_in_part(market):
    _, years = told(market, "year", date(2025, 12, 31))
    assert [(each.name, each.partial) for each in years] == [("2025", True)]
    _, years = told(market, "year")
    assert [each.partial for each in years] == [True] * len(years)


def test_each_seller_has_his_own_quarters_and_the_steps_are_cut_at_all(market):
    ends = {s.seller: [q.ends for q in s.quarters] for s in market.file.sellers}
    steps, own = told(market, "quarter", seller="AMD")
    assert {each.until for each in own[:-1]} <= set(ends["AMD"])
    for seller in ends:
        inside = [day + DAY for day in ends[seller] if steps.start <= day < steps.until]
        assert set(inside) <= set(steps.edges)
    calendar = [date(2025, 4, 1), date(2025, 7, 1), date(2025, 10, 1), date(2026, 1, 1)]
    assert set(calendar) <= set(steps.edges)


def test_weeks_are_counted_from_the_first_day_whatever_cuts_the_steps(market):
    steps, weeks = told(market, "week")
    assert all((week.since - steps.start).days % 7 == 0 for week in weeks)
    lengths = {(week.until - week.since).days + 1 for week in weeks[:-1]}
    assert lengths == {7} and not any(week.partial for week in weeks)
