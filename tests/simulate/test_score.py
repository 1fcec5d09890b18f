"""A market scored on invented outcomes; nobody here knows, or looks for, those that came."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from ecluse.answers.plain import plain
from ecluse.errors import EcluseError
from ecluse.facts.vocabulary import Wording
from ecluse.simulate.outcomes import Outcomes, read_outcomes
from ecluse.simulate.periods import steps_of
from ecluse.simulate.read_market import open_market
from ecluse.simulate.score_log import check_log, record_scoring, score_log
from ecluse.simulate.score_market import marks, priors_hash, score
from ecluse.simulate.score_run import BackTest, TwoLaws, drawn_targets, without_hindsight
from ecluse.simulate.targets import ScoreTarget, civil_days, targets_of
from simulate import build
from simulate.conftest import RULE

DAY = date(2025, 6, 1)


@pytest.fixture(scope="module")
def targets(market, shipped):
    return targets_of(market, shipped)


@pytest.fixture(scope="module")
def laws(market):
    """A law that shuts everything on the rule's day, and one that never does."""
    steps = steps_of(market.file)
    return TwoLaws(
        record=build.regime(market, RULE, steps=steps, destination="acts"),
        no_rule=build.regime(market, None, steps=steps, destination="acts"),
    )


EDGES = [date(2025, 7, 27), date(2025, 8, 3)]  # of the week in which a target's day lies


def stock_row(targets) -> ScoreTarget:
    return next(each for each in targets.all if each.row.series == "h20_seller_stock")


@pytest.fixture(scope="module")
def with_edges(market, targets, laws):
    """The draws of all targets, and of the stock at both edges of a week."""
    late = stock_row(targets)
    edges = [replace(late, until=day, row=replace(late.row, period=str(day))) for day in EDGES]
    return drawn_targets(market, (*targets.all, *edges), laws, BackTest(draws=200))


@pytest.fixture(scope="module")
def drawn(targets, with_edges):
    keys = {each.key for each in targets.all}
    return {key: values for key, values in with_edges.items() if key in keys}


@pytest.fixture
def outcomes(tmp_path, targets):
    """A file of outcomes as text; what reading it says."""

    def read(text: str) -> Outcomes:
        path = tmp_path / "came.csv"
        path.write_text(text, "utf-8")
        return read_outcomes(path, targets.all)

    return read


# ---- targets -------------------------------------------------------------------------------------


def test_every_target_but_those_not_modelled_has_draws(targets, drawn):
    wanted = {each.key for each in targets.all if each.series.not_modelled is None}
    assert set(drawn) == wanted
    assert len(targets.all) == 20
    assert all(np.isfinite(values).all() and (values >= 0).all() for values in drawn.values())


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025Q1", date(2025, 1, 1), date(2025, 3, 31)),
        ("2025Q4", date(2025, 10, 1), date(2025, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-04-15", date(2025, 4, 15), date(2025, 4, 15)),
    ],
)
def test_a_period_of_the_civil_calendar_is_its_days(period, first, last):
    assert civil_days(period) == (first, last)


@pytest.mark.parametrize("period", ["2025Q5", "2025-13", "2025-02-30", "FY2025Q1", "", "20255"])
def test_what_is_no_period_has_no_days(period):
    assert civil_days(period) is None


def test_the_parts_of_a_charge_add_up(drawn):
    whole = drawn["h20_charge_announced", "2025-04-15"]
    parts = [
        drawn[f"h20_charge_{part}", "FY2026Q1"]
        for part in ("inventory_part", "purchase_obligation_part")
    ]
    np.testing.assert_allclose(parts[0] + parts[1], whole, rtol=1e-12)
    assert (parts[0] > 0).all() and (parts[1] > 0).all()
    booked = drawn["h20_charge_booked", "FY2026Q1"]
    assert (booked <= whole).all() and (booked < whole).any()  # what was sold is released


def test_what_is_lost_and_what_is_sold_are_a_quarter_without_the_rule(market, targets, laws, drawn):
    open_laws = replace(laws, record=laws.no_rule)
    free = drawn_targets(market, targets.all, open_laws, BackTest(draws=200))
    for lost, period in (("unshipped", "FY2026Q1"), ("loss_guided", "FY2026Q2")):
        sold = drawn["h20_revenue_china", period]
        gone = drawn[f"h20_revenue_{lost}", period]
        np.testing.assert_allclose(sold + gone, free["h20_revenue_china", period], rtol=1e-12)
        assert not free[f"h20_revenue_{lost}", period].any()  # the same law on both sides: zero
    assert not free["h20_charge_announced", "2025-04-15"].any()


def test_days_before_the_market_count_at_the_output_that_leads_up_to_it(market, targets, laws):
    """With no growth, 26 days of January are 26 days of the quarter before."""
    flat = replace(market, priors=dict(market.priors))
    row = flat.priors["h20_growth"]
    even = replace(row.dist, normal=None, fixed=1.0)
    flat.priors["h20_growth"] = replace(row, dist=even)
    only = [each for each in targets.all if each.series.supplied_before]
    later = [
        replace(each, series=replace(each.series, supplied_before=False), since=market.file.start)
        for each in only
    ]
    asked = BackTest(draws=20)
    before, after = (drawn_targets(flat, rows, laws, asked) for rows in (only, later))
    drawn = build.draws_of(flat, 20).values
    days = (drawn["h20_supply"] + drawn["h200_supply"]) * 26 / 91  # both are open in this law
    np.testing.assert_allclose(before[only[0].key] - after[later[0].key], days, rtol=1e-9)


def test_a_day_inside_a_step_takes_its_part(targets, with_edges, drawn):
    """Stock on 29 July lies between the stocks at the edges of its week."""
    low, high = (with_edges["h20_seller_stock", str(day)] for day in EDGES)
    assert np.allclose(drawn[stock_row(targets).key], low + (high - low) * 2 / 7)
    assert (low != high).any()


def test_domestic_cards_are_those_of_the_maker_in_the_calendar_year(market, targets, laws, drawn):
    """Whatever the law: the least of plan, packaging, dies and memory is not in its hands."""
    key = ("china_accelerator_cards_huawei", "2025")
    only = [each for each in targets.all if each.key == key]
    free = drawn_targets(market, only, replace(laws, record=laws.no_rule), BackTest(draws=200))
    assert np.array_equal(drawn[key], free[key])
    low, high = np.quantile(drawn[key], (0.05, 0.95))
    assert low / 400_000 > 0.2 and high / 400_000 < 3  # of the plan for that year


def test_what_nothing_tells_is_not_scored_and_says_why(market, shipped, targets, laws):
    words = Wording(en="no figure", fr="aucun chiffre")
    last = targets.all[-1]
    bare = replace(last, series=replace(last.series, made=(), not_modelled=words))
    came = Outcomes(name="x.csv", digest="0", values={last.key: 1.0}, unread=("by",))
    only = replace(targets, all=(bare,))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ecluse.simulate.score_market.two_laws", lambda *_: laws)
        found = score(market, shipped, only, came, BackTest(draws=4), on=DAY)
    assert (found.targets, found.summary.cover90, found.summary.crps_money) == ([], None, None)
    assert [(each.value, each.why) for each in found.not_scored] == [
        (1.0, "not modelled: no figure")
    ]
    assert found.warnings[-1] == "columns that were not read: by"


# ---- outcomes ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (
            "h20_revenue_chine,FY2026Q1,1,USD_bn",
            "no series is called 'h20_revenue_chine' (came.csv:2): near",
        ),
        (
            "h20_revenue_china,2025Q1,1,USD_bn",
            "has no period '2025Q1' (came.csv:2): it is told for FY2026Q1",
        ),
        ("h20_revenue_china,FY2026Q1,1,USD", "is told in USD_bn, not in 'USD' (came.csv:2)"),
        ("h20_revenue_china,FY2026Q1,about 1,USD_bn", "'about 1' is no number (came.csv:2)"),
        ("h20_revenue_china,FY2026Q1,nan,USD_bn", "'nan' is no number"),
        ("h20_revenue_china,FY2026Q1,1e999,USD_bn", "'1e999' is no number"),
        (f"h20_revenue_china,FY2026Q1,{'1' * 200_000},USD_bn", "(came.csv:"),
        ("h20_revenue_china,FY2026Q1,,USD_bn", "'' is no number"),
        ("h20_revenue_china,FY2026Q1,1", "a row of 3 cells, not 4 (came.csv:2)"),
        ("h20_revenue_china,FY2026Q1,1,USD_bn\n" * 2, "stands twice (came.csv:3): keep one row"),
        ("", "the file holds no outcome"),
    ],
)
def test_a_wrong_row_is_one_line(outcomes, rows, says):
    with pytest.raises(EcluseError) as caught:
        outcomes(f"series,period,value,unit\n{rows}")
    assert says in str(caught.value) and "\n" not in str(caught.value)


def test_all_mistakes_are_told_at_once(outcomes):
    rows = ["x,2025,1,units", "h20_revenue_china,FY2026Q1,one,EUR", "h20_revenue_china,1"]
    text = "\n".join(["series,period,value,unit", *rows])
    with pytest.raises(EcluseError) as caught:
        outcomes(text)
    assert [str(each).split(" (")[0] for each in caught.value.mistakes] == [
        "no series is called 'x'",
        "'h20_revenue_china' is told in USD_bn, not in 'EUR'",
        "'one' is no number",
        "a row of 2 cells, not 4",
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [("", "the file is empty"), ("series,period,value\n", "the heading lacks unit")],
)
def test_a_file_without_its_heading_is_refused(outcomes, text, says):
    with pytest.raises(EcluseError, match=says):
        outcomes(text)


def test_further_columns_are_named_and_not_read(outcomes):
    found = outcomes("﻿series,period,value,unit,source\nh20_seller_stock,2025-07-29,1e5,units,\n")
    assert found.values == {("h20_seller_stock", "2025-07-29"): 1e5}
    assert found.unread == ("source",)


# ---- scores --------------------------------------------------------------------------------------


def test_outcomes_that_the_model_draws_are_covered_as_often_as_it_says(
    market, targets, laws, drawn
):
    """Draws of another seed as outcomes: ranges of 50 and 90 % hold so many of them."""
    came = drawn_targets(market, targets.all, laws, BackTest(draws=60, seed=9))
    found = [marks(drawn[key], value) for key in drawn for value in came[key].tolist()]
    assert np.mean([each["in50"] for each in found]) == pytest.approx(0.5, abs=0.06)
    assert np.mean([each["in90"] for each in found]) == pytest.approx(0.9, abs=0.04)
    assert np.mean([each["pit"] for each in found]) == pytest.approx(0.5, abs=0.04)


def test_every_row_of_hindsight_has_a_fallback_that_is_none(market):
    clean = without_hindsight(market)
    late = [name for name, prior in market.priors.items() if prior.hindsight]
    assert not any(prior.hindsight for prior in clean.supply.priors.values())
    assert late and not any(prior.hindsight for prior in clean.priors.values())
    assert all(clean.priors[name].known_on <= market.file.cutoff for name in late)
    assert all(clean.priors[n] == row for n, row in market.priors.items() if n not in late)
    assert priors_hash(clean) != priors_hash(market)


def test_a_row_of_hindsight_without_a_fallback_is_refused(market):
    bare = {name: replace(prior, fallback=None) for name, prior in market.priors.items()}
    with pytest.raises(EcluseError, match="'h20_supply' is hindsight and has no fallback"):
        without_hindsight(replace(market, priors=bare))


def test_the_hash_is_of_the_priors_alone(market):
    """Not of the order of rows; a narrower range is another hash."""
    turned = dict(reversed(market.priors.items()))
    assert priors_hash(replace(market, priors=turned)) == priors_hash(market)
    fee = market.priors["fee"]
    other = market.priors | {"fee": replace(fee, dist=replace(fee.dist, fixed=0.2))}
    assert priors_hash(replace(market, priors=other)) != priors_hash(market)


def test_a_structural_test_is_never_scored(run, tmp_path):
    path = tmp_path / "came.csv"
    path.write_text("series,period,value,unit\n")
    status, _, wrong = run("simulate", "score", "us-cn-h200-2026", "--outcomes", path)
    assert status == 2 and "us-cn-h200-2026 is never scored (MARKET)" in wrong


@pytest.fixture(scope="module")
def answered(market, shipped, targets, laws):
    """A score of invented outcomes, with a law made without asking the engine."""
    came = Outcomes(
        name="invented.csv",
        digest="0" * 64,
        values={
            ("h20_revenue_china", "FY2026Q1"): 3.0,
            ("amd_mi308_revenue_china", "2025Q3"): 0.0,
            ("h20_seller_stock", "2025-07-29"): 1e5,
            ("china_accelerator_cards_huawei", "2025"): 1.0,
        },
        unread=(),
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ecluse.simulate.score_market.two_laws", lambda *_: laws)
        return score(market, shipped, targets, came, BackTest(draws=50), on=DAY)


def test_both_scores_stand_and_what_is_not_scored_says_why(answered):
    told = plain(answered)
    assert told["schema"] == "ecluse.score/1" and told["destination"] == "acts"
    assert [each["series"] for each in told["targets"]] == [
        "h20_revenue_china",
        "h20_seller_stock",
        "amd_mi308_revenue_china",
        "china_accelerator_cards_huawei",
    ]
    clean = told["without_hindsight"]
    assert clean["targets"][0]["p95"] > told["targets"][0]["p95"]  # wider without hindsight
    why = {(e["series"], e["period"]): e["why"] for e in told["not_scored"]}
    assert why["h20_revenue_china", "FY2026Q2"] == "no outcome in the file"
    assert len(told["targets"]) + len(why) == 20


def test_naive_forecasts_stand_beside_the_model_on_the_same_targets(answered):
    found = answered.summary
    first, _, mi308, _ = answered.targets
    assert (first.naive_last, first.naive_zero, mi308.naive_last) == (3.375, 2.67, None)
    assert (found.scored, found.scored_money, found.beside_last, found.beside_zero) == (4, 2, 1, 2)
    assert found.naive_last == pytest.approx(0.375)
    assert found.naive_zero == pytest.approx((0.33 + 0) / 2)
    assert found.crps_beside_last == first.crps
    assert found.crps_money == pytest.approx((first.crps + mi308.crps) / 2)


def test_scorings_at_once_leave_whole_lines_and_what_stood_there(answered, tmp_path):
    path = tmp_path / "new" / "scores.jsonl"
    path.parent.mkdir()
    path.write_text("mine")
    with ThreadPoolExecutor(8) as pool:
        [*pool.map(lambda _: record_scoring(path, answered), range(40))]
    first, *lines = [line for line in path.read_text("utf-8").splitlines() if line]
    assert first == "mine" and len(lines) == 40
    kept = json.loads(lines[0])
    assert kept["on"] == "2025-06-01" and kept["priors_hash"] == answered.priors_hash
    assert any("band_summons, band_enforcement" in line for line in answered.warnings)
    assert kept["engine"] == answered.engine != ""  # the equations are kept beside the priors
    assert "targets" not in kept and "targets" not in kept["without_hindsight"]


def test_a_file_that_is_no_record_gets_no_line(answered, tmp_path):
    outcomes, record = tmp_path / "came.csv", tmp_path / "scores.jsonl"
    outcomes.write_text("series,period,value,unit\n")
    for path in (outcomes, tmp_path):
        with pytest.raises(EcluseError, match="record of scorings"):
            check_log(path)
    check_log(record)
    record_scoring(record, answered)
    check_log(record)


def test_the_record_does_not_stand_wherever_the_command_is_run():
    assert score_log({"XDG_DATA_HOME": "relative"}) == score_log({})
    assert score_log({"XDG_DATA_HOME": "/srv"}).as_posix() == "/srv/ecluse/scores.jsonl"


def test_a_record_that_cannot_be_written_is_one_line(answered, tmp_path):
    with pytest.raises(EcluseError, match="the record of scorings cannot be written"):
        record_scoring(tmp_path, answered)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_table_fits_80_columns(answered, targets, capsys, lang):
    from ecluse.cli.simulate_score_table import print_score

    print_score(replace(answered, log="/tmp/x"), targets, lang)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 20 and max(map(len, lines)) <= 80


@pytest.mark.slow
def test_the_command_scores_records_and_is_valid_under_its_schema(run, tmp_path):
    from jsonschema import Draft202012Validator

    from ecluse.cli.schema import one

    came, log = tmp_path / "came.csv", tmp_path / "log.jsonl"
    came.write_text("series,period,value,unit\nh20_revenue_unshipped,FY2026Q1,1.0,USD_bn\n")
    words = ["us-cn-2025", "--outcomes", came, "--draws", "20", "--log", log, "--json"]
    for destination in ("acts", "hazard", "open"):
        status, printed, wrong = run("simulate", "score", *words, "--destination", destination)
        assert status == 0, wrong
        told = json.loads(printed)
        Draft202012Validator(one("score")).validate(told)
        assert told["destination"] == destination and told["targets"][0]["p5"] > 0
    assert len(log.read_text().splitlines()) == 3


def test_a_market_of_the_users_without_targets_is_refused(market, shipped):
    bare = replace(market, file=replace(market.file, targets=None))
    with pytest.raises(EcluseError, match="us-cn-2025 has no targets"):
        targets_of(bare, shipped)
    assert open_market("us-cn-2025", shipped).file.targets == "us-cn-2025"
