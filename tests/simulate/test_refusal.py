"""A refusal on a drawn day is likelier after an act of the other side."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from ecluse.simulate.inputs import inputs_of
from ecluse.simulate.moment import raised, refused
from ecluse.simulate.periods import steps_of
from simulate import build
from simulate.conftest import RULE

ACTS = [date(2025, 1, 1), date(2025, 3, 1)]


@pytest.mark.parametrize(
    ("window", "since", "until", "wanted"),
    [
        pytest.param(30, date(2024, 1, 1), date(2024, 12, 31), 0, id="before any act"),
        pytest.param(30, date(2024, 1, 1), date(2025, 2, 15), 30, id="one window whole"),
        pytest.param(30, date(2025, 1, 11), date(2025, 1, 21), 10, id="inside a window"),
        pytest.param(90, date(2025, 1, 1), date(2026, 1, 1), 59 + 90, id="two windows meet"),
        pytest.param(30, date(2025, 3, 30), date(2025, 4, 30), 1, id="the end of the second"),
    ],
)
def test_days_within_a_window_count_once(window, since, until, wanted):
    assert raised(ACTS, np.array([float(window)]), since, until).tolist() == [wanted]


def law(market, provoked, **fixed):
    """A regime with some acts, and draws."""
    steps = steps_of(market.file)
    found = build.regime(market, RULE, steps=steps, destination="hazard")
    return replace(found, provoked=tuple(provoked)), inputs_of(
        market, build.draws_of(market, 400, **fixed)
    )


def share_refused(market, provoked, **fixed):
    """The share of draws that are refused by the end of each step."""
    regime, inputs = law(market, provoked, band_order=0.25, **fixed)
    return np.array([np.mean(step == 0.25) for step in refused(regime, inputs)])


def test_a_factor_of_one_is_an_even_rate(market):
    """Exponential from the cut-off, whatever was done before."""
    found = share_refused(market, ACTS, refusal_factor=1.0, refusals_per_year=1.6)
    ends = steps_of(market.file).edges[1:]
    days = np.array([max((end - market.file.cutoff).days, 0) for end in ends])
    np.testing.assert_allclose(found, -np.expm1(-1.6 * days / 365.25), atol=0.006)


def test_an_act_makes_a_refusal_likelier_after_its_day_and_never_earlier(market):
    act = market.file.cutoff + timedelta(days=60)
    calm, after = (share_refused(market, acts) for acts in ([], [act]))
    ends = np.array(steps_of(market.file).edges[1:])
    assert (after[ends <= act] == calm[ends <= act]).all()
    assert (after >= calm).all() and after[-1] > calm[-1] + 0.02


def test_the_mean_rate_is_that_of_the_time_in_which_acts_were_counted(market):
    """With the acts of that time once more after the cut-off, as many refusals are to come."""
    answers = market.gates.answers
    shift = market.file.cutoff - answers.since
    again = [act.on + shift for act in answers.acts]
    regime, inputs = law(market, again, refusals_per_year=1.6, refusal_clock=0.5)
    last = answers.until + shift
    steps = replace(regime.steps, until=last - timedelta(days=1))
    long = replace(regime, acts=replace(regime.acts, steps=steps))
    counts = []
    for clock in (0.9, 0.99):  # refused by the end where as much was to be expected
        inputs.own["refusal_clock"] = np.full(400, clock)
        counts.append(np.mean(refused(long, inputs)[-1] < 1))
    expected = 1.6 * (answers.until - answers.since).days / 365.25
    assert -np.log(1 - 0.9) < expected < -np.log(1 - 0.99) and counts == [1, 0]


def test_a_measure_that_shuts_a_product_counts_where_the_destination_answers(market, shipped):
    """The record of the acts and the day of the letters; none where its dated acts are given."""
    from ecluse.simulate.regime import regime_of

    steps = steps_of(market.file, until=date(2025, 5, 4))
    one = replace(market, file=replace(market.file, products=market.file.products[:1]))
    found = {
        kind: regime_of(one, shipped, steps, destination=kind).provoked
        for kind in ("hazard", "acts")
    }
    assert found["acts"] == ()
    assert found["hazard"] == (*(act.on for act in market.gates.answers.acts), date(2025, 4, 15))
