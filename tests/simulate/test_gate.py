"""What may ship on which part of a step: days at the edges, stated gates, what is believed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from ecluse.simulate import gate as gates
from ecluse.simulate.gate import FREE, HELD, SHUT, UNKNOWN, Steps, share_of, shut_on, stretch_on
from ecluse.simulate.judge import GateAnswer
from ecluse.simulate.market_file import SoldProduct, StatedGate
from simulate import build

START, DAY = date(2025, 3, 3), timedelta(days=1)
WEEKS = Steps(start=START, until=START + 20 * DAY)


def stated(since: date, until: date, *, opened: bool) -> StatedGate:
    return StatedGate(since=since, until=until, open=opened, source="s", confidence="low", note="n")


def sold(*told: StatedGate) -> SoldProduct:
    return SoldProduct(product="P", item="i", seller="S", line="l", takes={}, stated_gates=told)


def cut(product: SoldProduct, state: str = UNKNOWN) -> list[tuple[int, int, str, bool]]:
    """The stretches of three weeks of one answer: first and last day from the start, and state."""
    judged = GateAnswer(state=state, policy=None, measures=(), needs=("fact",))
    found = gates._stretches(product, ("CN", "CN"), judged, START, WEEKS.until)
    return [((e.since - START).days, (e.until - START).days, e.state, e.stated) for e in found]


def test_a_stated_gate_cuts_out_its_own_days_alone():
    told = stated(START + 5 * DAY, START + 9 * DAY, opened=True)
    assert cut(sold(told)) == [
        (0, 4, UNKNOWN, False),
        (5, 9, FREE, True),
        (10, 20, UNKNOWN, False),
    ]


@pytest.mark.parametrize(
    ("since", "until", "wanted"),
    [
        (-5, 25, [(0, 20, SHUT, True)]),
        (-5, 0, [(0, 0, SHUT, True), (1, 20, UNKNOWN, False)]),
        (20, 25, [(0, 19, UNKNOWN, False), (20, 20, SHUT, True)]),
        (-5, -1, [(0, 20, UNKNOWN, False)]),
        (21, 25, [(0, 20, UNKNOWN, False)]),
    ],
)
def test_a_stated_gate_counts_from_its_first_day_to_its_last(since, until, wanted):
    told = stated(START + since * DAY, START + until * DAY, opened=False)
    assert cut(sold(told)) == wanted


def test_two_stated_gates_follow_one_another_without_a_gap():
    one = stated(START, START + 6 * DAY, opened=True)
    two = stated(START + 7 * DAY, START + 20 * DAY, opened=False)
    assert cut(sold(one, two)) == [(0, 6, FREE, True), (7, 20, SHUT, True)]


@pytest.mark.parametrize("state", [FREE, HELD, SHUT])
def test_a_stated_gate_says_nothing_where_the_engine_can_tell(state):
    told = stated(START, WEEKS.until, opened=True)
    assert cut(sold(told), state) == [(0, 20, state, False)]


@pytest.mark.parametrize(
    ("since", "until", "wanted"),
    [
        (0, 6, [1, 0, 0]),
        (6, 7, [1 / 7, 1 / 7, 0]),
        (7, 13, [0, 1, 0]),
        (-9, -1, [0, 0, 0]),
        (21, 30, [0, 0, 0]),
        (20, None, [0, 0, 1 / 7]),
        (-9, None, [1, 1, 1]),
    ],
)
def test_a_step_has_the_share_of_its_days_both_ends_included(since, until, wanted):
    last = None if until is None else START + until * DAY
    np.testing.assert_allclose(WEEKS.share(START + since * DAY, last), wanted)


def test_a_cut_begins_a_step_and_one_outside_the_run_none():
    steps = Steps(
        start=START,
        until=START + 9 * DAY,
        cuts=frozenset({START, START + 3 * DAY, START + 10 * DAY, START - DAY}),
    )
    assert [(edge - START).days for edge in steps.edges] == [0, 3, 7, 10]
    assert steps.count == 3


def test_what_is_shut_on_the_day_of_a_rule_was_open_the_day_before():
    rule = START + 9 * DAY
    said = [
        build.stretch("P", START, rule - DAY, FREE),
        build.stretch("P", rule, WEEKS.until, SHUT),
    ]
    assert [shut_on([said], day).tolist() for day in (rule - DAY, rule)] == [[0.0], [1.0]]
    assert [stretch_on(said, day).state for day in (rule - DAY, rule)] == [FREE, SHUT]
    np.testing.assert_allclose(share_of(WEEKS, said, (FREE,)), [1, 2 / 7, 0])
    np.testing.assert_allclose(share_of(WEEKS, said, (SHUT,)), [0, 5 / 7, 1])
    assert not share_of(WEEKS, said, (HELD,)).any()


def test_a_day_that_nobody_can_tell_is_shut():
    unknown = [replace(build.stretch("P", START, WEEKS.until, FREE), state=UNKNOWN)]
    assert shut_on([unknown], START).tolist() == [1.0]
    assert not gates.ever_open(unknown)
    held = [replace(unknown[0], state=HELD)]
    assert shut_on([held], START).tolist() == [0.0] and gates.ever_open(held)


class News:
    """A register in which one thing is published."""

    def __init__(self, day: date) -> None:
        self.measures = (type("Published", (), {"published": day})(),)


def believed(rule: date, published: date) -> tuple[list[float], list[float]]:
    """What buyers believe of one product that a rule shuts, published on a day."""

    def asked(since: date, until: date, known: date | None):
        seen = rule if known is None or known >= published else date.max
        both = [(since, min(until, seen - DAY), FREE), (max(since, seen), until, SHUT)]
        return [build.stretch("P", *each) for each in both if each[0] <= each[1]]

    public, announced = gates.beliefs([asked], News(published), WEEKS, None, [0])
    return public[:, 0].tolist(), announced[:, 0].tolist()


def test_buyers_learn_of_a_rule_on_the_day_on_which_it_is_published():
    """Shut from the start of the second week, known from the middle of it: they ordered on."""
    public, announced = believed(START + 7 * DAY, START + 10 * DAY)
    np.testing.assert_allclose(public, [1, 3 / 7, 0])
    assert not any(announced)


def test_what_is_announced_is_open_until_its_day():
    public, announced = believed(START + 14 * DAY, START + 7 * DAY)
    np.testing.assert_allclose(public, [1, 1, 0])
    np.testing.assert_allclose(announced, [0, 1, 0])


def test_an_act_counts_its_last_day_and_not_the_next(market):
    """A signal and the stock of signals that stand behind an order book."""
    first = min(each.on for each in market.news.signals)
    before, on = (market.news.counts(market.products, day) for day in (first - DAY, first))
    assert not any(map(any, before)) and any(map(any, on))
    kinds = list(market.news.ratios)
    of = [each for each in market.news.signals if each.on == first]
    for product, counts in zip(market.products, on, strict=True):
        assert sum(counts) == sum(product in each.products for each in of)
        assert all(counts[kinds.index(each.kind)] >= 1 for each in of if product in each.products)
