"""The table of the equations, held to the code: each parameter is moved alone."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from ecluse.simulate.equations import (
    ANSWERS,
    BANDS,
    EQUATIONS,
    OPENING,
    QUANTITIES,
    RATIOS,
    flows_of,
    row_of,
    rows_of,
)
from ecluse.simulate.gate import FREE, HELD, SHUT
from ecluse.simulate.inputs import inputs_of
from ecluse.simulate.ledger import levels
from ecluse.simulate.moment import moments_of
from ecluse.simulate.parameters import OF_BUYER, OF_MARKET, OF_PRODUCT
from ecluse.simulate.periods import steps_of
from ecluse.simulate.quantiles import Draws
from ecluse.simulate.step import FLOWS, LEVELS, opening, step
from ecluse.simulate.why_acts import _KINDS
from simulate import build

# Two laws with every state between them, so that every equation is at work on some day.
LAWS = (
    (
        "acts",
        (date(2025, 1, 27), FREE, None),
        (date(2025, 4, 9), SHUT, build.DENIAL),
        (date(2025, 6, 10), SHUT, "case-by-case"),
        (date(2025, 8, 1), SHUT, build.DENIAL),
        (date(2026, 2, 2), HELD, build.DENIAL),
        (date(2026, 3, 10), FREE, None),
        (date(2026, 4, 1), SHUT, build.DENIAL),
    ),
    ("hazard", (date(2025, 1, 27), FREE, None), (date(2025, 6, 1), SHUT, "case-by-case")),
)
DRAWS = 80
NOT_TAKEN = 1e-9  # of a flow: roundings, and nothing else


@pytest.fixture(scope="module")
def alone(market):
    """One product and two groups of buyers, each parameter with a prior of its own."""
    product = replace(market.file.products[0], takes={name: name for name in OF_PRODUCT})
    buyers = [
        replace(each, takes={name: f"{name} {place}" for name in OF_BUYER})
        for place, each in enumerate(market.file.buyers[:2])
    ]
    days = {"cap": date(2025, 10, 1), "fee": date(2025, 4, 20)}
    acts = [
        replace(each, on=days[each.kind], products=("H20",)) if each.kind in days else each
        for each in market.practice.acts
    ]
    return replace(
        market,
        file=replace(
            market.file,
            products=(product,),
            buyers=tuple(buyers),
            takes={name: name for name in OF_MARKET},
        ),
        practice=replace(market.practice, acts=tuple(acts)),
        gates=replace(
            market.gates,
            bands={k: f"{BANDS} {k}" for k in market.gates.bands},
            answers=replace(market.gates.answers, factor=f"{ANSWERS} f", days=f"{ANSWERS} d"),
        ),
        news=replace(market.news, ratios={k: f"{RATIOS} {k}" for k in market.news.ratios}),
    )


@pytest.fixture(scope="module")
def values(market):
    """Draws of the shipped priors under the parameters' own names, a few of them made to bind."""
    drawn = build.draws_of(market, DRAWS).values
    named = {name: drawn[row] for name, row in market.file.products[0].takes.items()}
    named |= {name: drawn[row] for name, row in market.file.takes.items()}
    for place, buyer in enumerate(market.file.buyers[:2]):
        named[f"share {place}"] = drawn[buyer.takes["share"]]
        named[f"cover_weeks {place}"] = drawn[buyer.takes["cover_weeks"]][place]
    named |= {f"{BANDS} {k}": drawn[row] for k, row in market.gates.bands.items()}
    answers = market.gates.answers
    named |= {f"{ANSWERS} f": drawn[answers.factor], f"{ANSWERS} d": drawn[answers.days]}
    named |= {f"{RATIOS} {k}": drawn[row] for k, row in market.news.ratios.items()}
    wide = {
        "home_units": (6e4, 1.2e5),
        "home_before": (6e5, 1.2e6),
        "approval_denial": (0.1, 0.5),
        "kept_starts": (0.01, 0.9),
        "surge": (1, 30),
        "backlog_weeks": (10, 40),
        "notice_cut": (0.02, 0.9),
        "refusals_per_year": (2, 4),
        "refusal_clock": (0.05, 0.9),
        "hazard_odds": (0.02, 0.3),
        f"{ANSWERS} f": (3, 20),
        f"{ANSWERS} d": (60, 200),
    }
    random = np.random.default_rng(7)
    return named | {
        name: random.permutation(np.linspace(*ends, DRAWS)) for name, ends in wide.items()
    }


def regime_of(alone, destination, law):
    steps = replace(steps_of(alone.file, days=28), cuts=frozenset())
    ends = [*(day - timedelta(days=1) for day, *_ in law[1:]), steps.until]
    stretches = [
        replace(build.stretch("H20", since, until, state), policy=policy)
        for (since, state, policy), until in zip(law, ends, strict=True)
    ]
    return build.under(alone, steps, stretches, destination)


def moments(alone, law, values):
    draws = Draws(values=values, seed=1, count=DRAWS)
    inputs = inputs_of(alone, draws)
    return inputs, list(moments_of(law, inputs))


def told(state, flows):
    return {**{name: flows[name] for name in FLOWS}, "licenses": levels(state)["licenses"]}


@pytest.fixture(scope="module")
def walks(alone, values):
    """For each way of the destination: the regime, the states before each step, what flowed."""
    found = []
    for destination, *stretches in LAWS:
        law = regime_of(alone, destination, stretches)
        inputs, row = moments(alone, law, values)
        state, before, flows = opening(inputs, law.shut_at_start[..., None]), [], []
        for each in row:
            before.append(deepcopy(state))
            flows.append(told(state, step(state, inputs, each)))
        found.append((law, before, flows))
    return found


def moved(alone, walks, values):
    """The flows that differ in some step that begins as the step of the walk did."""
    found = set()
    for law, before, flows in walks:
        inputs, row = moments(alone, law, values)
        for state, each, was in zip(before, row, flows, strict=True):
            now = deepcopy(state)
            is_now = told(now, step(now, inputs, each))
            found |= {
                name
                for name in is_now
                if (abs(is_now[name] - was[name]) > NOT_TAKEN * abs(was[name])).any()
            }
    return found


EVERY = (*OF_PRODUCT, *OF_BUYER, *OF_MARKET, BANDS, RATIOS, ANSWERS)


def with_less(values, parameter):
    """A fifth less of a parameter: of the first buyer's, of every kind's."""
    names = {parameter, f"{parameter} 0"}
    kinds = [
        name for name in values if name.partition(" ")[0] == parameter in (BANDS, RATIOS, ANSWERS)
    ]
    return {
        name: value * 0.8 if name in names or name in kinds else value
        for name, value in values.items()
    }


FEW = ("growth", "not_reusable", "fee", "cap", BANDS)


def moves(parameter: str) -> frozenset[str]:
    """The flows that a parameter moves within one step."""
    return frozenset(
        name
        for name in EQUATIONS
        for flow in flows_of(name)
        for row in rows_of(flow)
        if parameter in row_of(row).takes
    )


@pytest.mark.parametrize(
    "parameters",
    [pytest.param(FEW, id="few"), pytest.param(EVERY, id="every", marks=pytest.mark.slow)],
)
def test_a_parameter_moves_the_flows_that_the_table_names_and_no_other(
    alone, walks, values, parameters
):
    wrong = {}
    for parameter in parameters:
        found = moved(alone, walks, with_less(values, parameter))
        if found != moves(parameter):
            wrong[parameter] = (sorted(found - moves(parameter)), sorted(moves(parameter) - found))
    assert not wrong, "\n".join(map(str, wrong.items()))


def test_nothing_moves_where_nothing_is_moved(alone, walks, values):
    assert moved(alone, walks, values) == set()


def test_a_parameter_moves_the_first_day_as_the_table_says(alone, values):
    def first(values):
        inputs = inputs_of(alone, Draws(values=values, seed=1, count=DRAWS))
        state = opening(inputs, np.zeros((1, 1, 1)))
        return {name: getattr(state, name) for name in LEVELS if name != "licenses"}

    was = first(values)
    for parameter in EVERY:
        now = first(with_less(values, parameter))
        found = {name for name in now if (abs(now[name] - was[name]) > NOT_TAKEN).any()}
        named = {
            name
            for name in OPENING
            if any(parameter in row_of(row, OPENING).takes for row in rows_of(name, OPENING))
        }
        assert found == named, parameter


def test_every_flow_and_parameter_has_its_place():
    tables = (EQUATIONS, OPENING)
    rows = [row_of(each, one) for one in tables for name in one for each in rows_of(name, one)]
    assert {name for row in rows for name in row.takes} == {*EVERY}
    assert {*FLOWS, "licenses"} == {*EQUATIONS}
    numbers = [row.number for row in EQUATIONS.values()]
    assert numbers == sorted(numbers)
    named = {name for row in rows for name in row.of}
    assert named <= {*QUANTITIES, *EQUATIONS, *LEVELS}
    assert {kind for row in rows for kind in row.acts} == {*_KINDS}  # each of which can be told
