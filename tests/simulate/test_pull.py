"""Levers pulled together under the law: what each does is what it does alone and last."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

from ecluse.errors import EcluseError
from ecluse.law.scenario import applied, read_scenario
from ecluse.simulate.ask import Question, SideOfLaw, simulate
from ecluse.simulate.effect_to_answer import effect_answer
from ecluse.simulate.levers import check_levers, levers_of
from ecluse.simulate.plot_words import world_of
from ecluse.simulate.pull import effect_of
from ecluse.simulate.to_answer import answer
from ecluse.words.say import say
from simulate import build

LATER, GRANTED = "h20-letter-month-later", "h20-licenses-granted"
SHOW = ("chips", "revenue", "fee", "stock")


def side(name, library):
    return SideOfLaw(name=name, register=applied(read_scenario(name, library), library.register))


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "no lever is named (lever): name a scenario, destination=open, or a prior as fee=0"),
        (["fee=0"] * 7, "7 levers are 128 sets to run (lever): name at most 6"),
        (["fee=0", "fee=p50"], "'fee=0' and 'fee=p50' set the same (lever): name one of the two"),
        ([LATER, LATER], f"'{LATER}' and '{LATER}' set the same (lever): name one of the two"),
        (["destination=acts"], "'destination=acts' is how things stand already (lever): leave it"),
        (["destination=shut"], "the destination cannot be 'shut' (lever): there are acts, hazard"),
        (["fee=15"], "fee cannot be '15' (share of revenue) (lever fee): a share lies between 0"),
        (["h20_elsewhere_share=1"], "cannot be '1' (share of stock a quarter)"),
        (["license_days=0"], "cannot be '0' (days) (lever license_days): give more than 0"),
        (["fees=0"], "no prior is called 'fees' (lever): did you mean 'fee'?"),
        (["h20"], "no scenario is called 'h20' (lever): give a file, or one of"),
    ],
)
def test_levers_that_make_no_sense_are_refused(market, shipped, words, says):
    with pytest.raises(EcluseError) as caught:
        check_levers(levers_of(words, market, shipped), Question())
    assert says in str(caught.value)


def test_a_scenario_that_the_effect_is_measured_against_is_no_lever(market, shipped):
    question = Question(versus=SideOfLaw(name=LATER))
    with pytest.raises(EcluseError, match="is how things stand already"):
        check_levers(levers_of([LATER], market, shipped), question)


@pytest.mark.slow
def test_a_picture_of_the_pulled_side_is_of_its_own_destination(market, shipped):
    levers = levers_of(["destination=open", "fee=0"], market, shipped)
    found = effect_of(market, shipped, levers, Question(draws=2, show=("chips",)))
    said = effect_answer(found, shipped)
    assert not [act for act in said.acts if act.by == "destination"]
    assert world_of(said, "en").endswith(say("simulate.open", "en"))


@pytest.mark.slow
def test_a_lever_alone_is_an_effect_to_the_last_bit(market, shipped):
    asked = Question(draws=30, show=SHOW)
    levers = levers_of([LATER, "fee=0", GRANTED], market, shipped)
    found = effect_of(market, shipped, levers, asked)
    alone = simulate(
        market,
        shipped,
        Question(draws=30, show=SHOW, scenario=side(LATER, shipped), versus=SideOfLaw()),
    )
    assert alone.versus is not None
    more = build.total(alone.sums, "delivered") - build.total(alone.versus, "delivered")
    assert np.array_equal(found.shares.first[0, 0], more)
    total = found.shares.shapley.sum(axis=0)
    np.testing.assert_allclose(total, found.shares.whole, rtol=1e-9, atol=1e-6)


@pytest.mark.slow
def test_an_effect_is_the_same_whichever_lever_is_named_first(market, shipped):
    asked = Question(draws=4, show=("fee",))
    words = ["fee=0", "destination=open", "fee_passed_on=0.5"]
    both = [
        effect_of(market, shipped, levers_of(each, market, shipped), asked)
        for each in (words, words[::-1])
    ]
    assert both[0].simulation.id == both[1].simulation.id
    np.testing.assert_allclose(both[0].shares.whole, both[1].shares.whole, rtol=1e-9)
    fewer = effect_of(market, shipped, levers_of(words[:2], market, shipped), asked)
    assert fewer.simulation.id != both[0].simulation.id


@pytest.mark.slow
def test_groups_of_buyers_add_up_where_a_lever_sets_a_price(market, shipped):
    levers = levers_of(["h20_price=20000", "destination=open"], market, shipped)
    asked = Question(draws=20, show=("revenue",), by_buyer=True)
    told = answer(effect_of(market, shipped, levers, asked).simulation, shipped)
    for rows in (told.series, told.effect or []):
        for product in (None, "H20"):
            mine = [e for e in rows if (e.period, e.product) == ("FY2026Q1", product)]
            whole = sum(each.mean for each in mine if each.buyer is None)
            groups = sum(each.mean for each in mine if each.buyer is not None)
            assert groups == pytest.approx(whole, rel=1e-9) and whole
    assert {e.set_to for e in told.rests_on if e.prior == "h20_price"} == {20000}


@pytest.mark.slow
def test_a_lever_that_the_market_does_not_feel_has_exactly_nothing(market, shipped):
    """No refusal is drawn, so the day of one changes nothing, whatever else is pulled."""
    levers = levers_of([GRANTED, "refusal_clock=0.5", "destination=open"], market, shipped)
    told = []
    found = effect_of(
        market, shipped, levers, Question(draws=20), progress=lambda *each: told.append(each)
    )
    shares = found.shares
    for part in (shares.shapley, shares.first, shares.last):
        assert not part[1].any() and part[0].any() and part[2].any()
    turned = effect_of(market, shipped, levers[::-1], Question(draws=20))
    np.testing.assert_allclose(turned.shares.shapley[::-1], shares.shapley, rtol=1e-9, atol=1e-6)
    assert [each for each in told if each[0] == "runs"] == [("runs", n, 8) for n in range(8)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([LATER, "h20-letter-month-earlier"], "contradict each other: together"),
        (["without-diffusion", "fee=0"], "'without-diffusion' touches nothing in us-cn-2025 (LEV"),
        (
            ["fee=0", "cap=0", "terms_days=1", "h20_growth=1", "--draws", "1000000"],
            "16 sets of levers at 1,000,000 draws take 854 MiB (--draws): ask for 585,142 draws",
        ),
        (["fee=0", "--sensitivity-of", "chips@2026"], "no period is called '2026' (--sensitiv"),
        (["fee=0", "--sensitivity", "--draws", "4"], "too few to say which moves the answer"),
    ],
)
def test_bad_input_is_one_line(run, words, says):
    draws = () if "--draws" in words else ("--draws", "20")
    status, printed, wrong = run("effect", *words, "--in", "us-cn-2025", *draws)
    assert (status, printed) == (2, "")
    assert says in wrong


@pytest.mark.slow
def test_the_answer_is_valid_and_adds_up(run):
    from jsonschema import Draft202012Validator

    from ecluse.cli.schema import one

    words = [LATER, GRANTED, "fee=0", "--versus", "h20-pause-as-stay", "--show", "chips,fee"]
    options = ["--draws", "20", "--json", "--sensitivity-of", "chips", "--lang", "fr"]
    status, printed, wrong = run("effect", *words, "--in", "us-cn-2025", *options)
    assert status == 0, wrong
    assert wrong.startswith("ecluse: sensibilité")
    told = json.loads(printed)
    Draft202012Validator(one("simulation")).validate(told)
    assert told["levers"] == [LATER, GRANTED, "fee=0"]
    assert (told["scenario"], told["versus"]) == (f"{LATER} + {GRANTED}", "h20-pause-as-stay")
    assert "prend la place de h20-pause-as-stay" in told["warnings"][0]
    for row in told["whole"]:
        parts = [each for each in told["attribution"] if each["measure"] == row["measure"]]
        assert sum(each["shapley"] for each in parts) == pytest.approx(
            row["mean"], rel=1e-9, abs=1e-3
        )
    assert {row["measure"] for row in told["sensitivity"]} == {"chips@whole"}
    status, printed, _ = run("effect", *words, "--in", "us-cn-2025", "--draws", "20")
    assert status == 0
    assert "mean share (Shapley)" in printed and "first" in printed


@pytest.mark.slow
def test_interrupted_it_stops_and_prints_nothing():
    words = ["effect", GRANTED, "fee=0", "destination=open", "--in", "us-cn-2025"]
    with subprocess.Popen(
        [sys.executable, "-m", "ecluse", *words, "--draws", "40000"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as child:
        while build.seconds_of(child.pid) < 3.0:  # of more than six
            time.sleep(0.1)
        child.send_signal(signal.SIGINT)
        printed, wrong = child.communicate(timeout=60)
    assert (child.returncode, printed) == (130, b"")
    assert wrong == b"ecluse: interrupted\n"
