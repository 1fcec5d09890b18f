"""Times of operators: what never gets slower, and how far they are from the measured kernels."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ecluse
from ecluse.inference.chip import Chip, stack
from ecluse.inference.efficiency import operator_times, sustained_tensor
from ecluse.inference.layout import Layout, find_precision
from ecluse.inference.llm import find_llm
from ecluse.inference.operators import Kind, Operators
from ecluse.inference.workload import Workload, decode, prefill

from .build import A100, H20, H100, chips, more, total_bytes

KERNELS = Path(ecluse.__file__).parent / "data" / "kernels"
FP8 = find_precision("fp8")
PASSES = (
    prefill(find_llm("Llama-3.1-70B"), Layout(), FP8, tokens=8192, input_tokens=4096),
    decode(find_llm("Llama-3.1-70B"), Layout(), FP8, batch=48, context_tokens=4096),
    decode(find_llm("DeepSeek-V3"), Layout(dp=8, ep=8), FP8, batch=64, context_tokens=4096),
)


def pass_s(chip: Chip, work: Workload) -> float:
    """All operators of a pass on one chip."""
    return float(operator_times(stack([chip]), work.operators).total_s.sum())


@settings(max_examples=60, deadline=None)
@given(
    chips(),
    st.sampled_from(PASSES),
    st.sampled_from(
        ["tera_ops_per_s", "dram_bandwidth_gb_per_s", "vector_tera_flops_per_s", "tdp_w"]
    ),
    st.floats(1, 10),
)
def test_more_of_anything_never_slows_a_chip(
    chip: Chip, work: Workload, figure: str, factor: float
) -> None:
    slow, fast = (pass_s(each, work) for each in (chip, more(chip, figure, factor)))
    assert fast <= slow * (1 + 1e-12)


@given(chips())
def test_a_chip_never_sustains_more_than_its_peak(chip: Chip) -> None:
    columns = stack([chip])
    assert (sustained_tensor(columns) < columns.tensor).all()


def test_a_chip_cut_down_in_compute_keeps_more_of_it() -> None:
    share = [
        float(sustained_tensor(stack([chip]))[0, 1] / stack([chip]).tensor[0, 1])
        for chip in (H20, A100, H100)
    ]
    assert share[0] > share[2]


def test_a_pass_takes_at_least_as_long_as_reading_its_bytes_and_doing_its_operations() -> None:
    for work in PASSES:
        for chip in (H20, H100, A100):
            columns = stack([chip])
            assert pass_s(chip, work) > total_bytes(work) / columns.dram_bytes_per_s[0]


def _one(kind: Kind, *, ops: float, column: int, moved: float, scores: float = 0.0) -> Operators:
    row = [
        np.array([each], dtype=np.float64)
        for each in (kind, 1.0, ops, column, scores, moved, 1.0, 0.0)
    ]
    return Operators(("one",), *row)


def _errors(file: str, chip: Chip, make: object) -> list[float]:
    with (KERNELS / file).open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row[next(iter(row))]]
    out = []
    for row in rows:
        operators, measured_us = make(row)  # type: ignore[operator]
        out.append(
            float(operator_times(stack([chip]), operators).total_s[0, 0]) * 1e6 / measured_us - 1
        )
    return out


def _gemm(bits: int) -> object:
    def make(row: dict[str, str]) -> tuple[Operators, float]:
        m, k, n = (int(row[each]) for each in "mkn")
        padded = -(-m // 64) * 64
        moved = (n * k + m * k) * bits / 8 + m * n * 2
        return _one(
            Kind.MATMUL, ops=2.0 * padded * n * k, column=1 if bits == 8 else 2, moved=moved
        ), float(row["latency_us"])

    return make


H800 = more(H100, "chip_link_gb_per_s", 4 / 9)
H200 = more(H100, "dram_bandwidth_gb_per_s", 4800 / 3350)
B200 = Chip(
    name="B200",
    tera_ops_per_s={4: 9000, 8: 4500, 16: 2250},
    dram_bandwidth_gb_per_s=8000,
    dram_capacity_gb=180,
    chip_link_gb_per_s=1800,
    network_gb_per_s=50,
    vector_tera_flops_per_s=80,
    tdp_w=1000,
)


@pytest.mark.parametrize(
    ("file", "chip", "bits", "mean"),
    [
        ("a100/gemm-bf16.csv", A100, 16, 0.10),
        ("h100/gemm-bf16.csv", H100, 16, 0.13),
        ("b200/gemm-bf16.csv", B200, 16, 0.15),
        ("h800/gemm-data.csv", H800, 8, 0.21),
        ("h200/gemm-bf16.csv", H200, 16, 0.12),  # nothing was fitted on these two
        ("h200/gemm-fp8.csv", H200, 8, 0.14),
    ],
)
def test_matrix_products_lie_near_the_curve(file: str, chip: Chip, bits: int, mean: float) -> None:
    errors = _errors(file, chip, _gemm(bits))
    print(
        f"{file}: mean error {np.mean(np.abs(errors)):.1%}, worst {np.max(np.abs(errors)):.1%}, "
        f"bias {np.mean(errors):+.1%}, {len(errors)} rows"
    )
    assert np.mean(np.abs(errors)) < mean


def test_latent_attention_lies_near_the_curve() -> None:
    def make(row: dict[str, str]) -> tuple[Operators, float]:
        pairs = int(row["batch_size"]) * int(row["kv_len"])
        return _one(
            Kind.LATENT_ATTENTION,
            ops=2.0 * 128 * pairs * 1088,
            column=2,
            moved=pairs * 576 * 2,
            scores=128 * pairs,
        ), float(row["latency_us"])

    errors = _errors("h800/mla-decode-128-512-64.csv", H800, make)
    print(
        f"mla-decode: mean error {np.mean(np.abs(errors)):.1%}, worst {np.max(np.abs(errors)):.1%}"
    )
    assert np.mean(np.abs(errors)) < 0.15
