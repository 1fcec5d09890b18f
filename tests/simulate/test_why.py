"""A number traced: to flows, acts and priors that are at work, and to no others."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from ecluse.answers.plain import plain
from ecluse.errors import EcluseError
from ecluse.simulate.ask import Question
from ecluse.simulate.gate import FREE, SHUT, UNKNOWN
from ecluse.simulate.inputs import inputs_of
from ecluse.simulate.moment import moments_of
from ecluse.simulate.periods import steps_of
from ecluse.simulate.step import FLOWS, opening, step
from ecluse.simulate.why import why_asked, why_of
from simulate import build
from simulate.conftest import RULE

LETTER = "us/2025-04-15-letters-h20"


@pytest.fixture(scope="module")
def law(market):
    """Shut by the letter for one product, never told of another, and open to the rest."""

    def stretches(product, since, until, _known):
        name = product.product
        if name == "RTX 6000D":
            return [replace(build.stretch(name, since, until, UNKNOWN), needs=("tpp",))]
        before = build.stretch(name, since, RULE - timedelta(days=1), FREE)
        after = build.stretch(name, RULE, until, SHUT if name == "H20" else FREE)
        return [before, replace(after, measures=(LETTER,) if name == "H20" else ())]

    return build.told(market, steps_of(market.file), stretches, "acts")


@pytest.fixture(scope="module")
def found(market, law, draws):
    return build.simulation(market, law, draws, names=())


def traced(found, library, text):
    return why_of(found, why_asked(text, found.market, found.question), library)


@pytest.fixture(scope="module")
def charge(found, shipped):
    return traced(found, shipped, "charge@FY2026Q1/H20")


def test_a_number_is_traced_to_the_letter_that_shut_it(charge):
    gates = [each for each in charge.acts if each.state == SHUT]
    (measure,) = gates[0].measures
    assert (measure.measure, measure.known) == (LETTER, date(2025, 4, 15))
    assert measure.citation
    last = next(flow for flow in charge.products[0].flows if flow.flow == "charge")
    assert {"h20_cost_share", "h20_not_reusable"} <= {use.prior for use in last.takes}
    assert last.told.p50 == charge.told.p50 > 0


def test_what_nothing_sets_to_work_is_not_named(found, shipped, charge):
    """No cap, no fee in the spring; no rule shut the chip in the autumn."""
    named = {each.prior for each in charge.priors}
    assert not named & {"cap", "home_units", "fee", "approval_practice", "refusals_per_year"}
    later = traced(found, shipped, "charge@FY2026Q3/H20")
    assert {"fee", "approval_practice"} <= {each.prior for each in later.priors}
    assert "h20_not_reusable" not in {each.prior for each in later.priors}
    assert later.told.p95 == 0


def test_flows_stand_in_the_order_of_the_equations_and_add_up(found, shipped, charge):
    numbers = [flow.equation for flow in charge.products[0].flows]
    assert numbers == sorted(numbers)
    whole = traced(found, shipped, "revenue@FY2026Q1")
    assert whole.told.mean == pytest.approx(sum(p.told.mean for p in whole.products))
    assert "RTX 6000D" not in [p.product for p in whole.products]


def test_a_level_is_traced_to_what_came_in_and_went_out(found, shipped):
    tree = traced(found, shipped, "stock@FY2026Q2/H20")
    rows = {(flow.flow, flow.kind): flow.told.mean for flow in tree.products[0].flows}
    there = rows["stock", "level"] + rows["made", "flow"]
    left = there - rows["delivered", "flow"] - rows["elsewhere", "flow"]
    assert left == pytest.approx(tree.told.mean)


def test_a_refusal_on_a_drawn_day_names_the_acts_that_make_it_likelier(found, law, shipped):
    """The letter of April 2025 does, and the rules that were answered before; no later one."""
    days = tuple(m.published for m in shipped.register.measures)
    hazard = {"destination": "hazard"}
    drawn = build.asked_otherwise(found, replace(law, provoked=days), **hazard)
    tree = traced(drawn, shipped, "cancelled@FY2026Q2/H20")
    likelier = {each.act for each in tree.acts if each.kind == "provokes"}
    assert LETTER in likelier and "us/2024-12-05-hbm" in likelier
    assert all(each.since <= tree.until for each in tree.acts if each.kind == "provokes")
    flow = next(each for each in tree.products[0].flows if each.flow == "cancelled")
    assert LETTER in flow.acts
    calm = build.asked_otherwise(found, law, **hazard)
    none = traced(calm, shipped, "cancelled@FY2026Q2/H20")
    assert not [each for each in none.acts if each.kind == "provokes"]


@pytest.mark.parametrize(
    ("number", "priors"),
    [
        ("stock@FY2026Q1/H20", {"h20_not_reusable"}),
        ("orders@FY2026Q1/H20", {"h20_stock_weeks", "h20_lead", "hurry_weeks", "back_loading"}),
    ],
)
def test_what_moves_a_level_within_the_period_is_named(found, shipped, law, number, priors):
    """What flows in one week moves what flows in the next, through the levels between them."""
    asked = why_asked(number, found.market, found.question)
    assert priors <= {each.prior for each in why_of(found, asked, shipped).priors}
    first = law.steps.edges[:2]
    period = replace(asked.period, since=first[0], until=first[1] - timedelta(days=1))
    within = why_of(found, replace(asked, period=period), shipped)  # one step: levels are given
    assert {each.flow for each in within.products[0].flows} < {
        each.flow for each in why_of(found, asked, shipped).products[0].flows
    }


def test_weak_priors_and_hindsight_are_marked(found, shipped, charge):
    by_name = {each.prior: each for each in charge.priors}
    assert by_name["h20_supply"].hindsight and not by_name["h20_supply"].weak
    assert by_name["h20_need_ratio"].weak
    assert all(each.source and each.confidence for each in charge.priors)
    later = traced(found, shipped, "fee@FY2026Q4/H20")
    given = {each.prior: each.condition_on for each in later.priors}
    assert given["fee"] == date(2025, 8, 11) and given["h20_supply"] is None


def test_the_tree_is_plain_data(charge):
    told = plain(charge)
    assert told["from"] == "2025-01-27" and told["range"]["p50"] > 0
    assert {name for p in told["products"] for f in p["flows"] for name in f["acts"]} == {
        each["act"] for each in told["acts"]
    }


def test_the_tree_of_a_product_that_no_seller_may_ship_says_so(found, shipped):
    tree = traced(found, shipped, "chips@FY2026Q1/RTX 6000D")
    assert tree.told.p95 == 0
    assert {each.state for each in tree.acts if each.kind == "law"} == {UNKNOWN}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("revenue", "'revenue' names no period (why): write MEASURE@PERIOD"),
        ("revenu@FY2026Q1", "no measure is called 'revenu' (why): did you mean 'revenue'?"),
        ("revenue@FY2026Q7", "no period of NVIDIA is called 'FY2026Q7' (why): near names are"),
        ("revenue@2025Q1", "name a product of its seller: 2025Q1/MI308"),
        ("revenue@FY2026Q1/H2O", "no product is called 'H2O' (why): did you mean 'H20'?"),
    ],
)
def test_an_unknown_number_has_near_names(market, text, says):
    with pytest.raises(EcluseError) as caught:
        why_asked(text, market, Question())
    assert says in str(caught.value)


def test_an_unknown_number_is_one_line(run):
    status, _, wrong = run("simulate", "us-cn-2025", "--why", "revenu@FY2026Q1")
    assert status == 2
    assert wrong == "ecluse: no measure is called 'revenu' (--why): did you mean 'revenue'?\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        *("revenue@FY2026Q1/H20", "charge@FY2026Q3/H20", "stock@FY2026Q1/H20"),
        *("orders@FY2026Q1/H20", "elsewhere_revenue@FY2026Q3/H20"),
    ],
)
def test_a_prior_that_is_not_named_moves_no_flow_of_the_period(found, shipped, law, text):
    """Each of them is moved alone, over the whole period from the state at its start."""
    asked = why_asked(text, found.market, found.question)
    tree = why_of(found, asked, shipped)
    steps = [
        t
        for t, day in enumerate(law.steps.edges[:-1])
        if asked.period.since <= day <= asked.period.until
    ]
    flows = [f.flow for f in tree.products[0].flows if f.kind == "flow" and f.flow in FLOWS]
    few = found.draws.part(0, 12)

    def walked(draws, start=None):
        inputs = inputs_of(found.market, draws)
        moments = list(moments_of(law, inputs))
        state, out = opening(inputs, law.shut_at_start[..., None]), {}
        for t, moment in enumerate(moments[: steps[-1] + 1]):
            if start is not None and t < steps[0]:
                continue
            if t == steps[0]:
                state = state if start is None else deepcopy(start)
                first = deepcopy(state)
            out[t] = step(state, inputs, moment)
        return first, out

    start, was = walked(few)
    named = {each.prior for each in tree.priors}
    assert named != set(found.market.priors)
    for name in {*found.market.priors} - named:
        moved = replace(few, values={**few.values, name: few.values[name] * 0.8})
        _, now = walked(moved, start)
        for t in steps:
            for flow in flows:
                np.testing.assert_allclose(
                    now[t][flow][0], was[t][flow][0], rtol=1e-9, err_msg=name
                )


@pytest.mark.slow
def test_the_tree_is_printed_in_both_languages(run):
    words = ["us-cn-2025", "--draws", "20", "--show", "chips", "--why", "charge@FY2026Q1/H20"]
    status, text, wrong = run("simulate", *words)
    assert status == 0, wrong
    text = " ".join(text.replace("│", " ").split())
    assert "us/2025-04-15-letters-h20" in text and "known as of 2025-04-15" in text
    status, text, wrong = run("simulate", *words, "--lang", "fr")
    assert status == 0, wrong
    assert "connu dès le 15 avril 2025" in " ".join(text.replace("│", " ").split())
