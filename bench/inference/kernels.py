"""How far the operator and message curves are from the kernels they were fitted on: `python
bench/inference/kernels.py`.

Prints, per table of data/kernels, the mean, worst and signed error of `ecluse.inference`; then the
same for kernels on which nothing was fitted, which `bench/inference/gpu.py` timed on an H200. No
table was measured on an H20.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

import ecluse
from ecluse.inference.chip import Chip, stack
from ecluse.inference.collective import all_reduce_s, all_to_all_s
from ecluse.inference.efficiency import operator_times
from ecluse.inference.operators import TILE_ROWS, Kind, Message, Operators

KERNELS = Path(ecluse.__file__).parent / "data" / "kernels"


def published(
    name: str,
    rates: dict[int, float],
    bandwidth: float,
    capacity: float,
    link: float,
    vector: float,
    tdp: float,
    sums: bool = True,
) -> Chip:
    """A chip by the figures of its data sheet."""
    return Chip(
        name=name,
        tera_ops_per_s=rates,
        dram_bandwidth_gb_per_s=bandwidth,
        dram_capacity_gb=capacity,
        chip_link_gb_per_s=link,
        vector_tera_flops_per_s=vector,
        tdp_w=tdp,
        network_gb_per_s=50.0,
        switch_sums=sums,
    )


A100 = published("A100", {8: 624, 16: 312}, 2039, 80, 600, 19.5, 400, sums=False)
H100 = published("H100", {8: 1979, 16: 989.5}, 3350, 80, 900, 67, 700)
H800 = published("H800", {8: 1979, 16: 989.5}, 3350, 80, 400, 67, 700)
H200 = published("H200", {8: 1979, 16: 989.5}, 4800, 141, 900, 67, 700)
B200 = published("B200", {4: 9000, 8: 4500, 16: 2250}, 8000, 180, 1800, 80, 1000)
Row = dict[str, str]
LARGE = 2.0 * 2048 * 4096 * 4096


def operator(
    chip: Chip, kind: Kind, *, ops: float, bits: int, moved: float, scores: float = 0.0
) -> float:
    """Microseconds of one operator."""
    columns = [
        np.array([each], dtype=np.float64)
        for each in (kind, 1.0, ops, (4, 8, 16).index(bits), scores, moved, 1.0, 0.0)
    ]
    return float(operator_times(stack([chip]), Operators(("one",), *columns)).total_s[0, 0]) * 1e6


def gemm(
    chip: Chip, bits: int, *, least: float = 0.0
) -> Callable[[Row], Iterator[tuple[float, float]]]:
    """Matrix products of `bits`-wide operands; tables taken outside a graph only count from `least`
    operations, where their start no longer does.
    """

    def rows(row: Row) -> Iterator[tuple[float, float]]:
        m, k, n = (int(row[each]) for each in "mkn")
        if 2.0 * m * k * n < least:
            return
        padded = -(-m // TILE_ROWS) * TILE_ROWS
        moved = (n * k + m * k) * bits / 8 + m * n * 2
        yield (
            operator(chip, Kind.MATMUL, ops=2.0 * padded * k * n, bits=bits, moved=moved),
            float(row["latency_us"]),
        )

    return rows


def grouped(row: Row) -> Iterator[tuple[float, float]]:
    """Products of the local experts, each with the same number of tokens."""
    experts, m, h, width = (
        int(row[each])
        for each in ("num_local_experts", "tokens_per_expert", "hidden_size", "intermediate_size")
    )
    padded = -(-m // TILE_ROWS) * TILE_ROWS
    for k, n, name in ((h, 2 * width, "up_proj_us"), (width, h, "down_proj_us")):
        yield (
            operator(
                H800,
                Kind.EXPERTS,
                ops=2.0 * experts * padded * k * n,
                bits=8,
                moved=experts * (k * n + m * (k + 2 * n)),
            ),
            float(row[name]),
        )


def latent_decode(row: Row) -> Iterator[tuple[float, float]]:
    """FlashMLA, 128 heads."""
    pairs = int(row["batch_size"]) * int(row["kv_len"])
    yield (
        operator(
            H800,
            Kind.LATENT_ATTENTION,
            ops=2.0 * 128 * pairs * 1088,
            bits=16,
            moved=pairs * 576 * 2.0,
            scores=128.0 * pairs,
        ),
        float(row["latency_us"]),
    )


def latent_prefill(row: Row) -> Iterator[tuple[float, float]]:
    """FlashAttention 3, 128 heads of 192 and 128."""
    scores = 128 * int(row["seq_len"]) ** 2 / 2
    yield (
        operator(
            H800,
            Kind.PREFILL_ATTENTION,
            ops=scores * 640,
            bits=16,
            moved=int(row["seq_len"]) * 128 * 1024.0,
            scores=scores,
        ),
        float(row["latency_us"]),
    )


def grouped_decode(heads: int, kept: int) -> Callable[[Row], Iterator[tuple[float, float]]]:
    """FlashInfer, grouped queries of 128."""

    def rows(row: Row) -> Iterator[tuple[float, float]]:
        pairs = int(row["batch_size"]) * int(row["kv_len"])
        padded = -(-heads // kept // 16) * 16
        width = 1 if row["kv_dtype"] == "fp8" else 2
        moved = pairs * 2.0 * kept * 128 * width
        ops = 4.0 * pairs * kept * padded * 128
        yield (
            operator(
                H800,
                Kind.DECODE_ATTENTION,
                ops=ops,
                bits=16,
                moved=moved,
                scores=float(pairs) * heads,
            ),
            float(row["latency_us"]),
        )

    return rows


def prompt(row: Row) -> Iterator[tuple[float, float]]:
    """One whole prompt, grouped queries of 128."""
    heads, kept, length = (int(row[each]) for each in ("heads", "kept_heads", "seq_len"))
    scores = heads * length**2 / 2
    yield (
        operator(
            H200,
            Kind.PREFILL_ATTENTION,
            ops=4.0 * scores * 128,
            bits=16,
            moved=length * (2 * heads + 2 * kept) * 128 * 2.0,
            scores=scores,
        ),
        float(row["latency_us"]),
    )


def copied(row: Row) -> Iterator[tuple[float, float]]:
    """Bytes read and written."""
    moved = float(row["bytes"])
    yield operator(H200, Kind.STREAM, ops=0.0, bits=16, moved=moved), float(row["latency_us"])


def reduce_of(chip: Chip) -> Callable[[Row], Iterator[tuple[float, float]]]:
    """All-reduce inside one node."""

    def rows(row: Row) -> Iterator[tuple[float, float]]:
        if float(row["bytes"]) <= 3e8:
            yield (
                float(all_reduce_s(stack([chip]), float(row["bytes"]), int(row["chips"]))[0]) * 1e6,
                float(row["latency_us"]),
            )

    return rows


def exchange(*, small: bool) -> Callable[[Row], Iterator[tuple[float, float]]]:
    """DeepEP on eight H100, 8 of 256 experts, width 7168: FP8 out, BF16 back."""
    copies = 8.0 if small else 8 * (1 - (7 / 8) ** 8)

    def rows(row: Row) -> Iterator[tuple[float, float]]:
        for name, width in (("dispatch_us", 1), ("combine_us", 2)):
            message = Message(
                "x", "all_to_all", 1.0, int(row["tokens"]) * 7168.0 * width, 8, copies, 1.0, small
            )
            yield float(all_to_all_s(stack([H100]), message)[0]) * 1e6, float(row[name])

    return rows


TABLES: list[tuple[str, Callable[[Row], Iterator[tuple[float, float]]]]] = [
    ("a100/gemm-bf16.csv", gemm(A100, 16)),
    ("h100/gemm-bf16.csv", gemm(H100, 16)),
    ("b200/gemm-bf16.csv", gemm(B200, 16)),
    ("b200/gemm-fp8.csv", gemm(B200, 8, least=LARGE)),
    ("b200/gemm-fp4.csv", gemm(B200, 4, least=LARGE)),
    ("h800/gemm-data.csv", gemm(H800, 8)),
    ("h800/grouped_gemm-decode-data.csv", grouped),
    ("h800/grouped_gemm-prefill-data.csv", grouped),
    ("h800/mla-prefill-128-128-64.csv", latent_prefill),
    ("h800/mla-decode-128-512-64.csv", latent_decode),
    *(
        (f"h800/mha-decode-{heads}-{kept}-128.csv", grouped_decode(heads, kept))
        for heads, kept in ((32, 8), (32, 4), (64, 2), (128, 2))
    ),
    ("a100/all-reduce-bf16.csv", reduce_of(A100)),
    ("h100/all-reduce-bf16.csv", reduce_of(H100)),
    ("h100/deepep-normal-ep8-7168-256-8.csv", exchange(small=False)),
    ("h100/deepep-low-latency-ep8-7168-256-8.csv", exchange(small=True)),
]
UNFITTED: list[tuple[str, Callable[[Row], Iterator[tuple[float, float]]]]] = [
    ("h200/gemm-bf16.csv", gemm(H200, 16)),
    ("h200/gemm-fp8.csv", gemm(H200, 8)),
    ("h200/attention-prompt-bf16.csv", prompt),
    ("h200/copy.csv", copied),
]


def main() -> int:
    """Print both tables."""
    show("table", TABLES)
    print()
    show("nothing was fitted on these", UNFITTED)
    return 0


def show(
    title: str, tables: list[tuple[str, Callable[[Row], Iterator[tuple[float, float]]]]]
) -> None:
    """Print a line a table: its rows, and how far predictions are from what was measured."""
    print(f"{title:46}{'rows':>6}{'mean':>8}{'worst':>8}{'bias':>8}")
    for file, predict in tables:
        with (KERNELS / file).open(encoding="utf-8") as lines:
            pairs = [
                pair for row in csv.DictReader(lines) if all(row.values()) for pair in predict(row)
            ]
        errors = np.array([predicted / measured - 1 for predicted, measured in pairs])
        print(
            f"{file:46}{len(errors):>6}{np.abs(errors).mean():>8.1%}{np.abs(errors).max():>8.1%}{errors.mean():>+8.1%}"
        )


if __name__ == "__main__":
    sys.exit(main())
