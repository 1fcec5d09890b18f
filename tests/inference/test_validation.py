"""Predicted against measured."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from ecluse.answers.plain import plain
from ecluse.answers.schema import schema_of
from ecluse.inference.measurement import Measurement, measurements
from ecluse.inference.validation import (
    CheckedRow,
    ValidationAnswer,
    ValidationReport,
    to_text,
    validate,
)

from .build import A100, H20, H100

CHIPS = {chip.name: chip for chip in (A100, H20, H100)}
REPORT = validate(CHIPS)


@pytest.fixture(scope="module")
def whole() -> ValidationReport:
    """All rows, by the chips of the catalogue."""
    return validate()


def test_every_scored_row_of_a_known_chip_is_predicted_or_says_why_not() -> None:
    assert len(REPORT.checked) + len(REPORT.skipped) == len(measurements())
    assert all(why for _, why in REPORT.skipped)


def test_the_h20_is_predicted_from_its_figures_alone() -> None:
    errors = {each.name: each for each in REPORT.by("holdout", lambda each: each.row.chip)}
    print(errors["H20 96GB"])
    assert errors["H20 96GB"].mean < 0.15


def test_the_four_h20_figures_of_infersim() -> None:
    rows = [each for each in REPORT.of("holdout") if each.row.source == "infersim"]
    print([(each.row.model, each.row.kind, round(each.error, 3)) for each in rows])
    assert len(rows) == 4
    assert (
        sum(abs(each.error) for each in rows) / 4 < 0.086
    )  # InferSim's own mean error over six figures


def test_chips_measured_side_by_side_are_ranked_right() -> None:
    decided = [pair for pair in REPORT.pairs if pair.decided]
    assert len(decided) > 20
    assert sum(pair.right for pair in decided) / len(decided) > 0.95


def test_a_latency_that_is_too_short_counts_as_optimistic() -> None:
    row = Measurement(
        chip="H20 96GB",
        count=1,
        model="Qwen3-8B",
        precision="fp8",
        kind="request",
        use="holdout",
        latency_s=2.0,
    )
    assert CheckedRow(row, "latency_s", 2.0, 1.0).error == pytest.approx(1.0)
    assert CheckedRow(row, "output_tokens_per_s", 2.0, 1.0).error == pytest.approx(-0.5)


def test_the_report_is_json_and_text() -> None:
    answer = json.loads(json.dumps(plain(REPORT.answer())))
    assert answer["schema"] == "ecluse.inference-validation/1"
    assert len(answer["rows"]) == len(REPORT.checked)
    assert answer["pairs"]["right"] == sum(pair.right for pair in REPORT.decided)
    assert schema_of(ValidationAnswer)["required"] == list(answer)
    assert "Unfitted rows" in str(REPORT)
    assert "Rows that set constants" in str(REPORT)


def test_the_page_shows_what_the_program_prints(whole: ValidationReport) -> None:
    page = (Path(__file__).parent.parent.parent / "docs" / "model" / "validation.md").read_text(
        encoding="utf-8"
    )
    missing = [line for line in to_text(whole).splitlines() if line not in page]
    assert not missing, "run `python bench/inference/validation_page.py`"


def test_chips_are_taken_from_the_catalogue(whole: ValidationReport) -> None:
    assert not [why for _, why in whole.skipped if "catalogue has no" in why]


def test_a_row_counts_as_fitted_only_where_it_set_a_constant(whole: ValidationReport) -> None:
    """Each error is told of the rows of one use, and a row that is kept out is told of none."""
    uses = {"fit": 0, "holdout": 0, "unscored": 0}
    for row in measurements():
        uses[row.use] += 1
    assert all(uses.values())
    answer = whole.answer()
    assert not [row for row in answer.rows if row.use == "unscored"]
    for use, grouped in (("fit", answer.fit), ("holdout", answer.holdout)):
        rows = [row for row in answer.rows if row.use == use]
        sizes = [abs(row.error) for row in rows]
        for groups in (grouped.by_chip, grouped.by_model, grouped.by_source, grouped.by_kind):
            *parts, every = groups
            assert every.name == "all" and every.rows == len(rows)
            assert sum(part.rows for part in parts) == len(rows)
            assert every.mean == pytest.approx(sum(sizes) / len(sizes))
            assert every.worst == max(sizes)
        named = {errors.name: errors for errors in grouped.by_chip}
        for chip in {row.chip for row in rows}:
            assert named[chip].rows == sum(row.chip == chip for row in rows)
    skipped = sum(row.use == "unscored" for row, _ in whole.skipped)
    assert skipped == uses["unscored"]


def test_a_row_that_changes_its_use_changes_its_group() -> None:
    row = next(each for each in measurements() if each.use == "holdout" and each.chip in CHIPS)
    for use in ("fit", "holdout"):
        report = validate(CHIPS, rows=[replace(row, use=use)])
        other = "fit" if use == "holdout" else "holdout"
        assert (len(report.of(use)), len(report.of(other))) == (1, 0)
        assert report.by(other, lambda each: each.row.chip) == ()
    kept_out = validate(CHIPS, rows=[replace(row, use="unscored", note="not published")])
    assert (kept_out.checked, [why for _, why in kept_out.skipped]) == ((), ["not published"])


def test_the_report_speaks_french_line_by_line() -> None:
    english, french = to_text(REPORT).splitlines(), to_text(REPORT, "fr").splitlines()
    assert french[0] == "Lignes hors calage"
    assert len(french) == len(english)
    assert any("par puce" in line for line in french)
    assert not any("." in line.split()[-1] for line in french[2:6])
