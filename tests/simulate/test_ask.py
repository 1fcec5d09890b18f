"""A question about a market, from names to ranges, under the law on record."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from ecluse.answers.plain import plain
from ecluse.errors import EcluseError
from ecluse.law.scenario import applied, read_scenario
from ecluse.simulate.ask import Question, SideOfLaw, settings_of, simulate
from ecluse.simulate.beside import Beside, answer_with
from ecluse.simulate.to_answer import answer
from simulate import build


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["us-cn-2024"], "no market is called 'us-cn-2024' (MARKET): near names are 'us-cn-2025'"),
        (["us-cn-2025", "--show", "chip"], "no measure is called 'chip' (--show): did you mean"),
        (["us-cn-2025", "--set", "fee"], "'fee' is not PRIOR=VALUE (--set): write it as fee=0.25"),
        (["us-cn-2025", "--set", "fees=1"], "no prior is called 'fees' (--set): did you mean"),
        (["us-cn-2025", "--set", "fee=p200"], "fee cannot be 'p200' (--set fee)"),
        (["us-cn-2025", "--from", "soon"], "--from"),
        (["us-cn-2025", "--columns", "date=Due"], "columns are those of a book (--columns)"),
        (["us-cn-2025", "--out", "answer.doc"], "'.doc' is no form of file"),
        (["us-cn-2025", "--replay", "none.json", "--seed", "2"], "takes its options from its"),
        (["us-cn-2025", "--until", "2027-01-01"], "2027-01-01 lies outside the market"),
        (["us-cn-2025", "--draws", "1"], "--draws"),
    ],
)
def test_bad_input_is_one_line(run, words, says):
    status, _, wrong = run("simulate", *words)
    assert status == 2 and says in wrong


@pytest.mark.parametrize(
    ("pair", "says"),
    [
        ("h20_stock_weeks=-1", "h20_stock_weeks cannot be '-1' (set h20_stock_weeks)"),
        ("fee=", "fee cannot be '' (set fee)"),
        ("fee=nan", "fee cannot be 'nan' (set fee)"),
        ("fee=inf", "fee cannot be 'inf' (set fee)"),
        ("h20_suply=1", "near names are 'h20_supply'"),
    ],
)
def test_a_prior_is_set_to_a_number_that_it_can_have(market, pair, says):
    with pytest.raises(EcluseError) as caught:
        settings_of([pair], market)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("since", "until", "says"),
    [
        (date(2024, 2, 5), None, "2024-02-05 lies outside the market"),
        (date(2025, 4, 1), date(2025, 3, 1), "lies before 2025-04-01 (until): swap"),
    ],
)
def test_days_lie_within_the_market(market, shipped, since, until, says):
    with pytest.raises(EcluseError) as caught:
        simulate(market, shipped, Question(since=since, until=until))
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("question", "beside", "says"),
    [
        (Question(), Beside(orders="none.csv"), "there is no such file (none.csv)"),
        (Question(), Beside(orders="a.csv", why="chips@2025"), "not in a book's (why)"),
        (Question(versus=SideOfLaw()), Beside(orders="a.csv"), "one law at a time (versus)"),
    ],
)
def test_what_cannot_be_asked_together_is_refused_before_any_work(
    market, shipped, question, beside, says
):
    with pytest.raises(EcluseError) as caught:
        answer_with(market, shipped, question, beside)
    assert says in str(caught.value)


def side(name, library):
    found = applied(read_scenario(name, library), library.register)
    return SideOfLaw(name=name, register=found)


@pytest.mark.slow
def test_the_null_scenario_changes_nothing(market, shipped):
    """With fear of rules and the destination's acts on."""
    later = side("h20-letter-month-later", shipped)
    found = simulate(market, shipped, Question(scenario=later, versus=later, draws=30))
    assert found.versus is not None
    for name, sums in found.sums.tables.items():
        assert np.array_equal(sums, found.versus.tables[name])
    assert all(row.mean == 0 == row.p95 for row in answer(found, shipped).effect or [])


@pytest.mark.slow
def test_the_law_on_record_drives_the_gate(market, shipped):
    found = simulate(market, shipped, Question(draws=30))
    h20 = [each for each in found.regime.stretches if each.product == "H20"]
    assert [(each.since, each.state) for each in h20] == [
        (date(2025, 1, 27), "free"),
        (date(2025, 4, 9), "shut"),
    ]
    assert h20[1].policy == build.DENIAL
    step = found.regime.steps.edges.index(date(2025, 4, 14))
    assert found.regime.free[step - 1, 0, 0] == pytest.approx(2 / 7)
    assert found.regime.public[step - 1, 0] == 1  # the buyers did not know
    assert found.regime.public[step, 0] == pytest.approx(1 / 7)
    told = answer(found, shipped)
    assert any("RTX 6000D" in line for line in told.warnings)
    rtx = [row for row in told.series if row.product == "RTX 6000D" and row.measure == "chips"]
    assert rtx and all(row.p95 == 0 for row in rtx)
    assert {row.prior for row in told.rests_on} == set(market.priors)


@pytest.mark.slow
def test_a_license_of_a_scenario_opens_the_gate(market, shipped):
    granted = side("h20-licenses-granted", shipped)
    bare = build.without_practice(market)
    show = ("chips", "licensed")
    asked = Question(scenario=granted, versus=SideOfLaw(), draws=30, show=show)
    found = simulate(bare, shipped, asked)
    assert found.versus is not None
    more = build.total(found.sums, "delivered") - build.total(found.versus, "delivered")
    assert (more > 0).all()
    assert build.total(found.sums, "licensed").min() > 0


@pytest.mark.slow
def test_the_same_question_has_the_same_id_and_the_same_numbers(market, shipped):
    first, again = (answer(simulate(market, shipped, Question(draws=20)), shipped) for _ in "ab")
    assert first == again
    other = simulate(market, shipped, replace(Question(draws=20), seed=2))
    assert other.id != first.id


@pytest.mark.slow
def test_a_scenario_that_touches_nothing_is_refused(run):
    status, _, wrong = run(
        "simulate", "us-cn-2025", "--scenario", "without-diffusion", "--draws", 2
    )
    assert status == 2
    assert "'without-diffusion' touches nothing in us-cn-2025 (--scenario)" in wrong


@pytest.mark.slow
def test_the_output_is_valid_under_its_schema(run):
    from jsonschema import Draft202012Validator

    from ecluse.cli.schema import one

    words = ["us-cn-h200-2026", "--draws", "20", "--json", "--lang", "fr", "--versus", "record"]
    status, printed, wrong = run("simulate", *words)
    assert status == 0, wrong
    told = json.loads(printed)
    Draft202012Validator(one("simulation")).validate(told)
    assert told["researched"] is False and "essai de structure" in told["warnings"][0]
    status, printed, _ = run("simulate", "check", "--json")
    Draft202012Validator(one("simulation-check")).validate(json.loads(printed))


@pytest.mark.slow
def test_tokens_come_of_the_model_of_inference(market, shipped):
    found = simulate(market, shipped, Question(draws=4, show=("decode", "prefill", "h100e")))
    worth = {name: {each.product: each.value for each in row} for name, row in found.worth.items()}
    h20, h200 = worth["h100e"]["H20"], worth["h100e"]["H200"]
    assert h20 == pytest.approx(0.1496, abs=1e-3) and h200 == pytest.approx(1)
    assert worth["decode"]["H20"] > h20 * worth["decode"]["H200"]  # memory, not arithmetic, binds
    assert plain(answer(found, shipped))["conversions"]


def test_what_the_room_lists_is_to_be_had():
    """No module hides a function that is called as it is."""
    import ecluse.simulate as room

    assert all(callable(getattr(room, name)) for name in room.__all__)
    assert all(callable(getattr(room, name)) for name in room.__all__)  # modules are loaded now
