"""Measurements: cited, one figure a row, and the held-out chips held out."""

from __future__ import annotations

import pytest

from ecluse.errors import EcluseError
from ecluse.facts.reader import data_files, parse_document, read_document
from ecluse.inference.data_files import DATA
from ecluse.inference.llm import find_llm
from ecluse.inference.measurement import HELD_OUT, measurements, read_rows

HEAD = """\
measured: x
kind: decode
framework: y
measured_on: 2025-01
cited: {source: z, url: "https://example.org"}
rows:
"""
ROW = (
    "  - {chip: H20 96GB, count: 1, model: Qwen3-8B, precision: fp8, batch: 64, "
    "context_tokens: 5120, output_tokens_per_s_per_chip: 2682, use: holdout}\n"
)


def test_no_row_measured_on_a_held_out_chip_sets_a_constant() -> None:
    assert not [row for row in measurements() if row.use == "fit" and HELD_OUT.search(row.chip)]


def test_h20_ascend_and_amd_rows_exist() -> None:
    chips = {row.chip for row in measurements() if row.use == "holdout"}
    for prefix in ("H20 ", "Ascend", "MI300X"):
        assert any(chip.startswith(prefix) for chip in chips)


@pytest.mark.parametrize(
    "chip",
    [
        "H20 96GB",
        "NVIDIA H20",
        "HGX h20 8-GPU",
        "H20-3e",
        "Ascend 910C",
        "910B3",
        "MI300X",
        "AMD Instinct MI308X",
    ],
)
def test_a_held_out_row_marked_fit_is_refused(chip: str) -> None:
    text = HEAD + ROW.replace("H20 96GB", chip).replace("use: holdout", "use: fit")
    with pytest.raises(EcluseError, match=r"is marked 'fit' \(x.yaml:7\): mark it 'holdout'"):
        read_rows(parse_document(text, name="x.yaml"))


@pytest.mark.parametrize("chip", ["H200 SXM 141GB", "H100 SXM5 80GB", "GH200", "A100 SXM4 80GB"])
def test_chips_with_like_names_are_not_held_out(chip: str) -> None:
    assert read_rows(
        parse_document(
            HEAD + ROW.replace("H20 96GB", chip).replace("use: holdout", "use: fit"), name="x.yaml"
        )
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ((", output_tokens_per_s_per_chip: 2682", ""), "0 measured figures in one row"),
        (("use: holdout", "use: holdout, latency_s: 3"), "2 measured figures in one row"),
        (("count: 1", "count: 2"), "tp x pp x dp is 1, count is 2"),
        (("use: holdout", "use: maybe"), "'use' cannot be 'maybe'"),
    ],
)
def test_a_row_that_cannot_be_says_where(change: tuple[str, str], message: str) -> None:
    with pytest.raises(EcluseError, match=message) as caught:
        read_rows(parse_document(HEAD + ROW.replace(*change), name="x.yaml"))
    assert "x.yaml:7" in str(caught.value)


def test_every_file_cites_a_source_and_a_date() -> None:
    for path in data_files(DATA / "measurements"):
        tree = read_document(path).tree
        assert tree["cited"]["url"].startswith("https://"), path.name
        assert tree["measured_on"], path.name


def test_every_row_names_a_known_model() -> None:
    models = {row.model for row in measurements()}
    assert len(models) > 10
    assert all(find_llm(model).layers for model in models)


def test_an_unscored_row_says_why() -> None:
    assert all(row.note for row in measurements() if row.use == "unscored")
