"""Books that do not close end a run, whichever balance is off and however little."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from ecluse.errors import ModelError
from ecluse.simulate.inputs import inputs_of
from ecluse.simulate.ledger import BALANCES, CLOSES, Ledger, levels
from ecluse.simulate.moment import moments_of
from ecluse.simulate.step import FLOWS, opening, step
from simulate import build

WEEKS = 12  # past the rule, so that every flow has moved


@pytest.fixture(scope="module")
def books(bare):
    """The ledger, the state and the sums of a market after some weeks."""
    law = build.regime(bare, date(2025, 3, 3))
    inputs = inputs_of(bare, build.draws_of(bare, 3))
    state = opening(inputs, law.shut_at_start[..., None])
    ledger = Ledger(levels(state))
    totals = {name: np.zeros_like(inputs.supply) for name in FLOWS}
    for _, moment in zip(range(WEEKS), moments_of(law, inputs), strict=False):
        flows = step(state, inputs, moment)
        for name in FLOWS:
            totals[name] += flows[name]
    return ledger, state, inputs, totals


def test_the_books_of_some_weeks_close(books):
    ledger, *rest = books
    ledger.check(*rest)
    assert 0 < ledger.worst <= CLOSES


@pytest.mark.parametrize(
    "flow",
    [*sorted({flow for sides in BALANCES.values() for side in sides for flow in side}), "revenue"],
)
def test_a_flow_that_is_off_by_a_millionth_is_seen(books, flow):
    """Of one product, in one draw; one that has not moved is off by a millionth of a unit."""
    ledger, state, inputs, totals = books
    wrong = totals[flow].copy()
    wrong[0, 1] += max(wrong[0, 1] * 1e-6, 1e-6)
    with pytest.raises(ModelError, match="do not close"):
        Ledger(ledger.opening).check(state, inputs, {**totals, flow: wrong})


@pytest.mark.parametrize("name", BALANCES)
def test_what_stands_there_and_came_from_nowhere_is_seen(books, name):
    ledger, *rest = books
    start = {**ledger.opening, name: ledger.opening[name] * (1 + 1e-6) + 1e-6}
    with pytest.raises(ModelError, match=f"the books of '{name}' do not close"):
        Ledger(start).check(*rest)


def test_the_parts_of_a_charge_are_the_charge(books):
    ledger, state, inputs, totals = books
    assert totals["charge"].max() > 0
    half = {**totals, "charge_stock": totals["charge_stock"] * 0.5}
    with pytest.raises(ModelError, match="the books of 'charge' do not close"):
        Ledger(ledger.opening).check(state, inputs, half)


def test_what_is_no_number_does_not_close(books):
    ledger, state, inputs, totals = books
    wrong = totals["used"].copy()
    wrong[0, 0] = np.nan
    with pytest.raises(ModelError, match="the books of 'hand' do not close"):
        Ledger(ledger.opening).check(state, inputs, {**totals, "used": wrong})
