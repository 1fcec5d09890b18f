"""What a file of targets may not say, and the line that says so."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from ecluse.errors import EcluseError
from ecluse.simulate.targets import TARGETS, targets_of

ROW = "{series: h20_revenue_china, period: FY2026Q1, last: h20_quarter, zero: h20_before_rule}"


@pytest.fixture
def edited(market, shipped, tmp_path):
    """The file of targets with some edits; what is then wrong with it."""
    shutil.copytree(shipped.folder / TARGETS, tmp_path / TARGETS)
    path = tmp_path / TARGETS / "us-cn-2025.yaml"

    def opened(*edits: tuple[str, str]) -> tuple[str, ...]:
        text = path.read_text("utf-8")
        for old, new in edits:
            assert old in text
            text = text.replace(old, new, 1)
        path.write_text(text, "utf-8")
        with pytest.raises(EcluseError) as caught:
            targets_of(market, replace(shipped, folder=tmp_path))
        return tuple(f"{each.what}: {each.mend}" for each in caught.value.mistakes)

    return opened


# Edits of one list are made in one file, which then says all that is wrong.
WRONG = {
    "names": [
        ("2025-04-15-letters-h20", "2025-04-15-letters-h2O", "no measure is called"),
        ("unit: USD_bn\n    adds", "unit: EUR_bn\n    adds", "no unit is called 'EUR_bn'"),
        ("made: [Ascend 910B", "made: [Ascend 910X", "no chip of the destination's maker is"),
        ("adds: [chips]", "adds: [tpp]", "'tpp' is told in TPP, not in units"),
        (ROW, ROW.replace("h20_revenue_china", "h20_revenue"), "no series is called"),
        ("figure: h20_after_rule", "figure: h20_quarter", "the figure 'h20_quarter' stands twice"),
        ("known_on: 2026-04-15, hindsight: true", "known_on: 2026-04-15", "`hindsight: true`"),
        ("period: 2025-07-29", "period: 2026-04-27", "2026-04-27 lies outside the market"),
    ],
    "series": [
        ("calendar: NVIDIA", "calendar: Nvidea", "no calendar is called 'Nvidea'"),
        ("products: [H20]", "products: [H2O]", "no product is called 'H2O'"),
        ("less: [release]", "less: [stock]", "'stock' is told in units, not in USD"),
        ("adds: [stock]\n", "adds: [stock]\n    less: [hand]\n", "'hand' is no flow"),
        ("known_on: 2025-04-02}", "known_on: 2025-04-02, hindsight: true}", "and only so"),
        ("period: 2025-07-29", "period: 2025-01-26", "2025-01-26 lies outside the market"),
        ("adds: [chips]", "adds: [chip]", "no measure is called 'chip'"),
    ],
    "periods": [
        ("adds: [revenue]", "adds: [chips]", "'chips' is told in units, not in USD"),
        (ROW, ROW.replace("FY2026Q1", "2026Q1"), "'2026Q1' is no period of NVIDIA"),
        ("    supplied_before: true\n", "", "2025Q1 lies outside the market"),
        ("known_on: 2025-04-14}", "known_on: 2025-04-15}", "'h20_before_rule' was known on"),
    ],
    "a figure": [(ROW, ROW.replace("h20_quarter", "legal_units"), "is in units, not in USD_bn")],
    "a row": [
        (ROW, f"{ROW}\n  - {ROW}", "the row 'h20_revenue_china FY2026Q1' stands twice"),
        ("last: legal_units", "last: legal_unit", "no figure is called 'legal_unit'"),
    ],
}


@pytest.mark.parametrize("edits", WRONG.values(), ids=WRONG)
def test_a_wrong_file_of_targets_says_all_that_is_wrong(edited, edits):
    found = edited(*((old, new) for old, new, _ in edits))
    for old, _, says in edits:
        assert any(says in line for line in found), (old, found)


def test_the_first_and_the_last_day_of_the_market_can_be_scored(market, shipped, tmp_path):
    """Beside the days before and after, which are refused."""
    shutil.copytree(shipped.folder / TARGETS, tmp_path / TARGETS)
    path = tmp_path / TARGETS / "us-cn-2025.yaml"
    text = path.read_text("utf-8").replace("period: 2025-07-29", f"period: {market.file.until}")
    path.write_text(text.replace("period: 2025-07}", f"period: {market.file.start}}}"), "utf-8")
    found = targets_of(market, replace(shipped, folder=tmp_path))
    days = {each.since for each in found.all if each.row.series.startswith("h20_seller_stock")}
    assert days == {market.file.start, market.file.until}


def test_all_mistakes_of_a_file_of_targets_are_told_at_once(edited):
    found = edited(
        ("calendar: NVIDIA", "calendar: Nvidea"),
        ("products: [H200]", "products: [H2OO]"),
        ("period: 2025-07-29", "period: 2025-13"),
        ("period: 2025Q2, last: nothing", "period: 2025Q2, last: nil"),
    )
    assert [line.partition(":")[0] for line in found] == [
        "no calendar is called 'Nvidea'",
        "no product is called 'H2OO'",
        "'2025-13' is no period of civil",
        "no figure is called 'nil'",
    ]


def test_a_market_without_targets_and_one_that_nobody_researched_are_not_scored(market, shipped):
    none = replace(market, file=replace(market.file, targets=None))
    with pytest.raises(EcluseError, match="us-cn-2025 has no targets"):
        targets_of(none, shipped)
    drill = replace(market, file=replace(market.file, researched=False))
    with pytest.raises(EcluseError, match="us-cn-2025 is never scored"):
        targets_of(drill, shipped)
