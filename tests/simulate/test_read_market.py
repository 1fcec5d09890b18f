"""What a market's files may not say, and the line that says so."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from ecluse.errors import EcluseError
from ecluse.law.library import Library
from ecluse.simulate.check import check_markets
from ecluse.simulate.read_market import GATES, MARKETS, NEWS, PRACTICE, PRIORS, open_market
from ecluse.simulate.read_supply import SUPPLY

NAME = "us-cn-2025"


@pytest.fixture
def edited(shipped: Library, tmp_path: Path):
    """A data folder of which one file is edited: the line that opening it then says."""
    for kind in (MARKETS, PRIORS, PRACTICE, GATES, NEWS, SUPPLY):
        shutil.copytree(shipped.folder / kind, tmp_path / kind)

    def opened(file: str, old: str, new: str) -> str:
        path = tmp_path / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
        with pytest.raises(EcluseError) as caught:
            open_market(NAME, replace(shipped, folder=tmp_path))
        return str(caught.value)

    return opened


def test_the_shipped_markets_fit_together(shipped):
    found = check_markets(shipped)
    assert found.mistakes == []
    assert [each.market for each in found.markets] == ["us-cn-2025", "us-cn-h200-2026"]
    assert [each.researched for each in found.markets] == [True, False]


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (
            "priors/us-cn-2025.yaml",
            "period_end: 2025-01-26, known_on: 2026-03-31",
            "period_end: 2025-04-27, known_on: 2026-03-31",
            "the prior 'h20_supply' describes 2025-04-27, after the cut-off 2025-04-14",
        ),
        (
            "priors/us-cn-2025.yaml",
            "known_on: 2026-03-31, hindsight: true",
            "known_on: 2026-03-31",
            "the prior 'h20_supply' was known on 2026-03-31, after the cut-off 2025-04-14",
        ),
        (
            "priors/us-cn-2025.yaml",
            "known_on: 2025-08-11, condition_on: 2025-08-11",
            "known_on: 2025-08-11",
            "the prior 'fee' was known on 2025-08-11, after the cut-off 2025-04-14",
        ),
        (
            "priors/us-cn-2025.yaml",
            "dist: {fixed: 0.15}",
            "dist: {uniform: {low: 0.1, high: 0.2}}",
            "the prior 'fee' was known on 2025-08-11, after the cut-off 2025-04-14",
        ),
        (
            "priors/us-cn-2025.yaml",
            "known_on: 2025-08-11, condition_on: 2025-08-11",
            "known_on: 2025-08-11, condition_on: 2025-08-10",
            "it should be a known_on that is not after its condition_on",
        ),
        (
            "priors/us-cn-2025.yaml",
            ", condition_on: 2025-07-31",
            "",
            "the prior 'band_summons' is of acts of the kind 'summons', all after the cut-off",
        ),
        (
            "priors/cn-supply.yaml",
            ", condition_on: 2025-10-10",
            "",
            "the prior 'smuggled_left_customs' is of acts of the kind 'customs', all after",
        ),
        (
            "priors/us-cn-2025.yaml",
            "known_on: 2025-01-27}",
            "known_on: 2025-01-27, hindsight: true}",
            "the prior 'in_production' is no hindsight",
        ),
        (
            "priors/us-cn-2025.yaml",
            'source: "it is in volume production on the first day"',
            'source: " "',
            "it should be a row with a source",
        ),
        (
            "markets/us-cn-2025.yaml",
            "supply: h20_supply, ",
            "",
            "'supply' is fed by nothing (data/markets/us-cn-2025.yaml:",
        ),
        ("markets/us-cn-2025.yaml", "h20_supply", "h20_suply", "near names are 'h20_supply'"),
        ("markets/us-cn-2025.yaml", "calendar: NVIDIA", "calendar: Nvidea", "no seller is called"),
        ("markets/us-cn-2025.yaml", "headquarters: CN", "headquarters: XQ", "no country has"),
        ("markets/us-cn-2025.yaml", "NVIDIA H20 96GB", "NVIDIA H2O 96GB", "no item is called"),
        (
            "priors/us-cn-2025.yaml",
            "lognormal: {p5: 2.2, p95: 7}",
            "lognormal: {p5: -2.2, p95: 7}",
            "above zero: its logarithm is drawn",
        ),
        (
            "priors/us-cn-2025.yaml",
            "uniform: {low: 0.9, high: 2.0}",
            "uniform: {low: -0.9, high: 2.0}",
            "the prior 'h20_need_ratio' can be below zero: -0.9 (data/priors/us-cn-2025.yaml)",
        ),
        (
            "priors/us-cn-2025.yaml",
            "normal: {p5: 12, p95: 30}",
            "normal: {p5: -1, p95: 30}",
            "the prior 'h20_obligation_weeks' can be below zero: -1",
        ),
        (
            "markets/us-cn-2025.yaml",
            "fee: fee,",
            "fee: h20_lead,",
            "'fee' is in share of revenue, and the prior 'h20_lead' in days",
        ),
        ("markets/us-cn-2025.yaml", "until: 2026-04-26", "until: 9999-07-26", "between 1990 and"),
        (
            "markets/us-cn-2025.yaml",
            "until: 2026-04-26",
            "until: 2027-04-26",
            "the market's days are not all in NVIDIA's quarters",
        ),
        (
            "markets/us-cn-2025.yaml",
            "presumption of denial: approval_denial",
            "presumption of denial: aproval_denial",
            "near names are 'approval_denial'",
        ),
        (
            "markets/us-cn-2025.yaml",
            'source: "fiscal quarters of 13 weeks to a Sunday; FY2025 ended on 2025-01-26 (10-K)"',
            'source: ""',
            "a seller with a source",
        ),
        ("markets/us-cn-2025.yaml", "chips: 8,", "chips: 0,", "chips and tokens of at least one"),
        ("gates/cn.yaml", "kind: summons", "kind: rumour", "no band is given for acts"),
        (
            "gates/cn.yaml",
            "buyers: [ByteDance, Tencent",
            "buyers: [Bytedanse, Tencent",
            "no group of buyers is called 'Bytedanse' (data/gates/cn.yaml): did you mean",
        ),
        (
            "practice/us.yaml",
            "destinations: [CN",
            "destinations: [China",
            "no country has the code 'China' (data/practice/us.yaml): give an ISO 3166",
        ),
        ("gates/cn.yaml", "on: 2022-10-07}", "on: 2022-10-13}", "was published on 2022-10-07, not"),
        ("gates/cn.yaml", "us/2024-12-05-hbm", "us/2024-12-05-hmb", "near names are"),
        (
            "priors/us-cn-2025.yaml",
            "period_end: 2024-06-30, known_on: 2024-06-30}",
            "period_end: 2024-06-30, known_on: 2025-04-15}",
            "the fallback of 'h200_price' is of 2025-04-15, after the cut-off 2025-04-14",
        ),
        (
            "priors/us-cn-2025.yaml",
            "period_end: 2025-01-26, known_on: 2025-02-26}}",
            "period_end: 2025-04-27, known_on: 2025-02-26}}",
            "the fallback of 'h20_growth' is of 2025-04-27, after the cut-off",
        ),
        ("news/us.yaml", "kind: calm", "kind: hush", "no ratio is given for signals"),
        ("supply/cn-2025.yaml", "planned: ascend_planned, ", "", "'planned' is fed by nothing"),
        ("supply/cn-2025.yaml", "Huawei Ascend 910C", "Huawei Ascend 910Q", "no item is called"),
        ("supply/cn-2025.yaml", "kind: customs", "kind: raid", "no band is given for acts"),
        ("supply/cn-2025.yaml", ": smuggled_lag", ": x", "no prior is called 'x'"),
        (
            "priors/cn-supply.yaml",
            "period_end: 2024-12-31, known_on: 2025-06-11",
            "period_end: 2025-12-31, known_on: 2025-06-11",
            "the prior 'smuggled_per_year' describes 2025-12-31, after the cut-off",
        ),
        ("priors/cn-supply.yaml", "{prior: rented_growth", "{prior: fee", "'fee' stands in two"),
        ("markets/us-cn-2025.yaml", "supply: cn-2025", "supply: cn-2024", "near names are"),
    ],
)
def test_a_wrong_file_is_one_line_that_says_how_to_mend_it(edited, file, old, new, says):
    assert says in edited(file, old, new)


def test_a_market_that_is_not_there_has_near_names(shipped):
    with pytest.raises(EcluseError, match=r"near names are 'us-cn-2025'"):
        open_market("us-cn-2024", shipped)
