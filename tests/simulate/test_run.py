"""A run keeps its books, and moves as a market must."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from ecluse.simulate.gate import FREE, HELD, SHUT, UNKNOWN
from ecluse.simulate.inputs import inputs_of
from ecluse.simulate.ledger import CLOSES
from ecluse.simulate.moment import moments_of
from ecluse.simulate.periods import steps_of
from ecluse.simulate.run import BUYER_TABLES, run
from simulate import build
from simulate.by_hand import walk
from simulate.conftest import RULE


def test_the_books_close(market, draws):
    """With licenses, a fee, a cap and the destination's acts."""
    law = build.regime(market, RULE, destination="acts", steps=steps_of(market.file))
    sums = build.ran(market, law, draws)
    assert 0 < sums.worst <= CLOSES
    assert build.total(sums, "fee").min() > 0


def test_a_draw_is_the_same_to_the_last_bit_in_any_chunk(bare, shut, draws):
    whole = build.ran(bare, shut, draws, chunk=40)
    parts = build.ran(bare, shut, draws, chunk=7)
    assert all(np.array_equal(whole.tables[name], parts.tables[name]) for name in whole.tables)


def test_a_draw_does_not_depend_on_what_ran_before(bare, shut, draws):
    first = build.ran(bare, shut, draws)
    build.ran(bare, build.regime(bare, None), draws)
    again = build.ran(bare, shut, draws)
    assert all(np.array_equal(first.tables[name], again.tables[name]) for name in first.tables)


def test_the_second_step_agrees(market, draws):
    """Plain numbers, written from the page, for draws with licenses, a cap and acts."""
    law = build.regime(market, RULE, destination="acts", steps=steps_of(market.file))
    few = draws.part(0, 2)
    inputs = inputs_of(market, few)
    moments = list(moments_of(law, inputs))
    sums = build.ran(market, law, few)
    for place in range(2):
        by_hand = walk(inputs, moments, law.shut_at_start[..., None], place)
        for name, wanted in by_hand.items():
            found = sums.tables[name][-1][:, place]
            np.testing.assert_allclose(found, wanted, rtol=1e-9, atol=1e-6, err_msg=name)


def test_a_later_rule_lets_through_no_less(bare, shut, draws):
    before = build.total(build.ran(bare, shut, draws), "delivered")
    for days in (1, 30):
        later = build.regime(bare, RULE + timedelta(days=days))
        after = build.total(build.ran(bare, later, draws), "delivered")
        assert (after >= before).all() and (after > before).any()


@pytest.mark.parametrize(
    ("prior", "low", "high", "flow"),
    [
        ("fee", 0.0, 0.3, "revenue"),
        ("band_order", 0.9, 0.1, "delivered"),
        ("approval_practice", 0.9, 0.1, "delivered"),
    ],
)
def test_a_lever_moves_every_draw_one_way(market, prior, low, high, flow):
    """A higher fee, a stricter band, fewer approvals never sell more in all."""
    law = build.regime(market, RULE, destination="acts")
    more, less = (
        build.total(build.ran(market, law, build.draws_of(market, 40, **{prior: value})), flow)
        for value in (low, high)
    )
    assert (less <= more * (1 + 1e-12)).all() and (less < more).any()


def test_a_lower_cap_lets_through_no_more(market):
    acts = tuple(
        replace(act, products=("H20",), on=RULE)
        for act in market.practice.acts
        if act.kind == "cap"
    )
    granted = tuple(act for act in market.practice.acts if act.kind == "license")
    capped = replace(market, practice=replace(market.practice, acts=(*granted, *acts)))
    law = build.regime(capped, RULE)
    wide, narrow = (
        build.total(build.ran(capped, law, build.draws_of(capped, 40, cap=share)), "delivered")
        for share in (0.5, 0.05)
    )
    assert (narrow <= wide * (1 + 1e-12)).all() and (narrow < wide).any()


def test_a_run_that_ends_sooner_is_the_beginning_of_a_longer_one(bare, draws):
    """Also where it ends before the order book does, from which fear comes."""
    day = date(2025, 2, 10)
    each = []
    for until in (day - timedelta(days=1), build.END):
        law = build.regime(bare, RULE, steps=steps_of(bare.file, until=until))
        each.append(run(bare, law, draws, [day]).tables)
    assert each[0]["ordered"].min(axis=2).any()
    assert all(np.array_equal(each[0][name], each[1][name]) for name in each[0])


def test_weeks_and_days_agree_within_a_hundredth(bare):
    """Steps of a day and of a week, with a rule on a Wednesday."""
    few = build.draws_of(bare, 4)
    each = [
        build.total(build.ran(bare, build.regime(bare, RULE, steps=steps), few), "delivered")
        for steps in (steps_of(bare.file, until=build.END, days=n) for n in (7, 1))
    ]
    np.testing.assert_allclose(each[0], each[1], rtol=0.01)


def test_a_rule_on_a_wednesday_takes_its_part_of_the_week(shut):
    step = next(i for i, edge in enumerate(shut.steps.edges) if edge == date(2025, 4, 7))
    assert shut.free[step, 0, 0] == pytest.approx(2 / 7)
    assert shut.licensable[step, 0, 0] == pytest.approx(5 / 7)


def test_an_undetermined_gate_lets_nothing_through(bare, draws):
    law = build.regime(bare, bare.file.start, states=(FREE, UNKNOWN))
    sums = build.ran(bare, law, draws)
    assert not build.total(sums, "delivered").any()
    assert not build.total(sums, "licensed").any()


def test_each_place_has_its_own_gate_and_licenses(market):
    """One group has its seat where all is shut from the first day, one where nothing ever is."""
    places = ("CN", "CN", "KP", "JP", "CN", "CN")
    groups = tuple(
        replace(each, destination=place, headquarters=place)
        for each, place in zip(market.file.buyers, places, strict=True)
    )
    wide = replace(market, file=replace(market.file, buyers=groups))
    steps = steps_of(wide.file)

    def says(product, place, since, until):
        shuts = {"KP": since, "JP": until + timedelta(days=1), "CN": RULE}[place[0]]
        both = (
            build.stretch(product.product, since, min(until, shuts - timedelta(days=1)), FREE),
            build.stretch(product.product, max(since, shuts), until, SHUT),
        )
        return [each for each in both if each.since <= each.until]

    law = build.by_place(wide, steps, says, "open")
    few = build.draws_of(wide, 20)
    sums = build.ran(wide, law, few, names=build.EVERY_TABLE)
    free = build.ran(wide, build.regime(wide, None, steps=steps), few, names=build.EVERY_TABLE)
    got, waits = (sums.tables[name][:, 0] for name in BUYER_TABLES)
    assert got[-1, 0].min() > 0  # under the licenses of August 2025
    assert not got[-1, 2].any() and not waits[:, 2].any()
    assert (got[-1, 3] >= free.tables["delivered by buyer"][-1, 0, 3] * 0.9).all()
    inputs = inputs_of(wide, few)
    second = walk(inputs, [*moments_of(law, inputs)], law.shut_at_start[..., None], 0)
    np.testing.assert_allclose(sums.tables["delivered"][-1][:, 0], second["delivered"], rtol=1e-9)


def test_a_license_that_is_held_opens(bare, draws):
    """It lets through what an open gate lets through, and counts as sold under a license."""
    held = build.ran(bare, build.regime(bare, RULE, states=(HELD, SHUT)), draws)
    free = build.ran(bare, build.regime(bare, RULE, states=(FREE, SHUT)), draws)
    assert np.array_equal(build.total(held, "delivered"), build.total(free, "delivered"))
    np.testing.assert_allclose(build.total(held, "licensed"), build.total(held, "delivered"))


def test_one_product_in_balance_is_as_on_paper(bare):
    """Nothing grows, buyers wait without end: stock follows a geometric series."""
    one = replace(
        bare,
        file=replace(
            bare.file, products=bare.file.products[:1], buyers=bare.file.buyers[:1], order_book=None
        ),
    )
    fixed = {
        "h20_growth": 1.0,
        "h20_backlog_weeks": 1e6,
        "h20_surge": 1.0,
        "back_loading": 0.0,
        "h20_stock_weeks": 4.0,
    }
    draws = build.draws_of(one, 3, **fixed)
    steps = replace(steps_of(one.file, until=date(2025, 3, 30)), cuts=frozenset())
    sums = build.ran(one, build.regime(one, None, steps=steps), draws)
    inputs = inputs_of(one, draws)
    made, left = inputs.output[0] * 7, np.exp(-7 / 28)
    weeks, stock = steps.count, inputs.output[0] * 28
    steady = made * (1 / (1 - left) - 1 / 2)
    at_end = steady + (stock - steady) * left**weeks
    np.testing.assert_allclose(build.total(sums, "made"), made * weeks, rtol=1e-12)
    np.testing.assert_allclose(build.total(sums, "delivered"), made * weeks + stock - at_end)
    np.testing.assert_allclose(sums.tables["stock"][-1, 0], at_end, rtol=1e-12)
