"""Sums of a run as ranges: which rows there are, and what is in them."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from ecluse.errors import InputError
from ecluse.simulate.drawn import BEYOND
from ecluse.simulate.measure import MEASURES, Conversion
from ecluse.simulate.periods import Period
from ecluse.simulate.result import (
    WHOLE,
    Spans,
    less,
    range_row,
    rows_by_product,
    rows_of,
    totals,
    whole_run,
)
from ecluse.simulate.run import RunSums

START, DAY = date(2025, 1, 6), timedelta(days=1)
WEEKS = tuple(
    Period(name=f"W{n}", since=START + 7 * n * DAY, until=START + (7 * n + 6) * DAY)
    for n in range(3)
)
DAYS = (*(week.since for week in WEEKS), WEEKS[-1].until + DAY)
SPANS = Spans(products=("P", "Q"), of_product=(WEEKS, WEEKS[:2]), together=WEEKS)
ONE = Spans(products=("P",), of_product=(WEEKS,), together=WEEKS)
WORTH = {
    "tpp": tuple(
        Conversion(measure="tpp", product=name, value=value, unit="TPP", by="")
        for name, value in (("P", 10.0), ("Q", None))
    )
}
# Units that flowed up to each day, and that stood there then: by day, product and draw.
FLOWED = np.array([[[0, 0], [0, 0]], [[1, 2], [10, 20]], [[3, 4], [10, 20]], [[3, 9], [70, 80]]])
STOOD = np.array([[[5, 5], [1, 1]], [[6, 7], [2, 2]], [[8, 8], [3, 3]], [[9, 11], [4, 6]]])


def sums(flowed=FLOWED) -> RunSums:
    tables = {"delivered": flowed.astype(float), "stock": STOOD.astype(float)}
    return RunSums(days=DAYS, tables=tables, worst=0.0)


def test_the_whole_run_is_from_the_first_day_that_is_told_to_the_last():
    whole = whole_run(SPANS)
    assert (whole.name, whole.since, whole.until) == (WHOLE, START, START + 20 * DAY)


def test_a_flow_is_what_moved_in_a_period_and_a_level_what_stands_at_its_end():
    rows = {
        (r.measure, r.period, r.product): r.mean
        for r in rows_of(("chips", "stock"), SPANS, [sums()], {})
    }
    assert [rows["chips", week.name, None] for week in WEEKS] == [16.5, 2.0, 62.5]
    assert [rows["stock", week.name, None] for week in WEEKS] == [8.5, 11.0, 15.0]
    assert [rows["chips", week.name, "P"] for week in WEEKS] == [1.5, 2.0, 2.5]
    assert ("chips", "W2", "Q") not in rows  # its own calendar ends before
    whole = totals(("chips", "stock"), sums(), {}, whole_run(SPANS))
    assert whole.tolist() == [[73.0, 89.0], [13.0, 17.0]]


def test_a_product_whose_worth_nobody_knows_adds_nothing_and_has_no_rows():
    rows = rows_of(("tpp",), SPANS, [sums()], WORTH)
    assert {row.product for row in rows} == {None, "P"}
    assert [row.mean for row in rows if row.product is None] == [15.0, 20.0, 25.0]


def test_a_market_of_one_product_has_no_rows_of_it_alone():
    rows = rows_of(("chips",), ONE, [sums(FLOWED[:, :1])], {})
    assert [row.product for row in rows] == [None] * 3


def test_an_effect_is_paired_and_says_in_what_share_of_the_draws_it_is_above_zero():
    more = FLOWED.copy()
    more[1:, 0, 0] += 1  # one unit more, in the first week and in one of two draws
    rows = rows_of(("chips",), SPANS, [sums(more), sums()], {})
    first, second, third = (row for row in rows if row.product is None)
    assert (first.mean, first.share_positive) == (0.5, 0.5)
    assert [(row.mean, row.share_positive) for row in (second, third)] == [(0.0, 0.0)] * 2
    levels = rows_of(("chips",), SPANS, [sums()], {})
    assert {row.share_positive for row in levels} == {None}


def test_what_is_left_of_two_sums_that_are_the_same_is_nothing():
    now, was = np.array([3e9 + 1e-3, 7.0]), np.array([3e9, 6.0])
    assert less(now, was).tolist() == [0.0, 1.0]  # a part in 10**12 of the larger sum
    assert less(np.array([2.0]), np.array([2.0 - 1e-11])).tolist() != [0.0]
    assert now[0] != was[0]  # and neither of the two is written into


def test_rows_come_by_product_with_the_buyer_that_is_told():
    asked = []

    def drawn(period):
        asked.append(period.name)
        return np.array([[1.0, 2.0], [3.0, 4.0]])

    rows = list(rows_by_product("tpp", SPANS, WORTH, [drawn], "B"))
    assert asked == [week.name for week in WEEKS] * 2
    assert [(row.product, row.mean) for row in rows] == [(None, 5.0)] * 3 + [("P", 1.5)] * 3
    assert {(row.buyer, row.source, row.unit) for row in rows} == {
        ("B", None, MEASURES["tpp"].unit)
    }


@pytest.mark.parametrize("wrong", [BEYOND, -BEYOND, np.nan, np.inf])
def test_a_number_beyond_all_measure_is_refused(wrong):
    range_row("chips", WEEKS[0], None, np.array([1.0, BEYOND / 10]), effect=False)
    with pytest.raises(InputError, match="beyond all measure"):
        range_row("chips", WEEKS[0], None, np.array([1.0, wrong]), effect=False)
