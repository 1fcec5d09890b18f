"""The market held to what was seen before its cut-off, and to nothing later."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from ecluse.errors import EcluseError
from ecluse.simulate.calibration import CALIBRATION, calibration_of, result_of
from ecluse.simulate.periods import steps_of
from ecluse.simulate.run import run
from simulate import build


@pytest.fixture(scope="module")
def held(market, shipped):
    return calibration_of(market, shipped)


@pytest.fixture
def edited(market, shipped, tmp_path):
    """The file with one line edited: what reading it then says."""
    shutil.copytree(shipped.folder / CALIBRATION, tmp_path / CALIBRATION)
    path = tmp_path / CALIBRATION / "us-cn-2025.yaml"

    def says(old: str, new: str) -> str:
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
        with pytest.raises(EcluseError) as caught:
            calibration_of(market, replace(shipped, folder=tmp_path))
        return str(caught.value)

    return says


@pytest.mark.parametrize(
    ("check", "low", "high"),
    [
        ("h20_in_fy2025", 12.6e9, 13.2e9),
        ("chips_a_day", 3690, 3690),
        ("tpp_a_day", 8.7e6, 8.7e6),
        ("h100e_a_day", 552, 552),
        ("order_day", 176e6, 176e6),
        ("order_day_chips", 14_300, 17_600),
        ("order_multiple", 4.3, 5.3),
        ("legal_stock", 1.27e6, 1.27e6),
        ("legal_stock_h100e", 322e3, 322e3),
        ("decode_of_1000", 1.9e6, 2.3e6),
    ],
)
def test_what_the_figures_say_together_comes_out(held, check, low, high):
    row = next(each for each in held.arithmetic if each.check == check)
    found = result_of(row, {each.figure: each for each in held.figures})
    assert found == (pytest.approx(low, rel=0.03), pytest.approx(high, rel=0.03))


def test_nothing_describes_a_time_after_the_cut_off(market, held):
    cutoff = market.file.cutoff
    assert all((each.period_end or cutoff) <= cutoff for each in held.figures)
    late = {each.figure for each in held.figures if each.known_on > cutoff}
    assert late == {each.figure for each in held.figures if each.hindsight}
    assert "hbm_in_notice" in late  # no prior rests on the one measured case of stockpiling
    assert next(case for case in held.cases if case.case == "memory-2024-12").supports == ()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "period_end: 2025-01-26, known_on: 2026-03-31, hindsight: true",
            "period_end: 2025-04-27, known_on: 2026-03-31, hindsight: true",
            "describes 2025-04-27 (data/calibration/us-cn-2025.yaml:10): take one of a time up to",
        ),
        ("known_on: 2026-03-31, hindsight: true", "known_on: 2026-03-31", "known on 2026-03-31"),
        ("low: 552, high: 552", "low: 560, high: 560", "'h100e_a_day' gives 551.9 to 551.9, not"),
        (
            "{prior: h20_lead, figure: lead}",
            "{prior: h20_lead, figure: lead, times: 2}",
            "the range of 'h20_lead', 150 to 270, leaves 360 out",
        ),
        (
            "{prior: h20_lead, figure: lead}",
            "{prior: h20_lead, figure: lead, fallback: true}",
            "the prior 'h20_lead' has no fallback",
        ),
        ("supports: [terms_days,", "supports: [term_days,", "no prior is called 'term_days'"),
        ("at_most: china_revenue_year", "at_most: h20_quarter_of_2024", "passes 'h20_quarter_of"),
    ],
)
def test_a_mistake_is_one_line(edited, old, new, says):
    told = edited(old, new)
    assert says in told and "\n" not in told


def test_a_run_starts_at_the_states_that_were_seen(market, held):
    """Chips a day of the quarter before, grown by half a quarter; orders of the book's size."""
    figures = {each.figure: each for each in held.figures}
    rows = {each.check: result_of(each, figures) for each in held.arithmetic}
    steps = steps_of(market.file, until=date(2025, 4, 6))
    draws = build.draws_of(market, 200)
    edges = steps.edges
    law = build.regime(market, None, steps=steps, destination="acts")
    sums = run(market, law, draws, [edges[0], edges[1], edges[-1]])
    h20 = market.products.index("H20")
    growth = np.median(draws.values["h20_growth"]) ** 0.5
    made = np.median(sums.tables["made"][1, h20]) / (edges[1] - edges[0]).days
    assert made == pytest.approx(rows["chips_a_day"][0] * growth, rel=0.03)
    days = (edges[-1] - edges[0]).days
    dollars = sums.tables["ordered"][-1, h20] * draws.values["h20_price"] / days
    low, high = np.quantile(dollars, (0.05, 0.95))
    assert low < rows["order_day"][0] < high
    placed = draws.values["order_book"] * draws.values["order_book_real"] / 90
    assert 0.5 < np.median(dollars / placed) < 2
