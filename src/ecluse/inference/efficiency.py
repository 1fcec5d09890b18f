"""The share of its peak that a chip sustains on each kind of operator.

Belongs here: the constants, each with its meaning and the measurements it was fitted on, and the
time of an operator.
Does not: counting operations; messages between chips.
Always true: no constant names a chip; each time grows with the work and never grows with bandwidth
or rate.

Source: docs/model/gemm.md, attention.md, moe.md, with their measured errors.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ecluse.inference.chip import ChipArrays, Floats
from ecluse.inference.operators import Kind, Operators


@dataclass(frozen=True, slots=True, kw_only=True)
class Efficiency:
    """The constants of the operator model.

    They were fitted on kernels measured on A100, H100 and B200 (ai-dynamo/aiconfigurator) and on
    H800 (alibaba/InferSim), never on an H20. `python bench/inference/kernels.py` prints their
    errors on these tables, and on kernels of an H200 that they were not fitted on; docs/model says
    how each was chosen.
    """

    # Matrix products: share of peak where power is plenty; watts that each tera-operation per
    # second takes away from it; share of DRAM bandwidth; start and end of one kernel inside a
    # captured graph.
    tensor_share: float = 0.92
    power_w_per_tera_op: float = 0.14
    dram_share: float = 0.82
    launch_s: float = 4.3e-6
    # Products whose weights are stored narrower than they are multiplied (w4a16, w8a16), relative
    # to plain ones: the kernel widens them on the vector units. Fitted on the A100 rows of
    # gpustack-lab (vLLM's Marlin kernels).
    widened_share: float = 0.5
    # Grouped products of experts (H800): relative to one product's rate; share of DRAM bandwidth;
    # start.
    experts_share: float = 0.95
    experts_dram_share: float = 0.87
    experts_launch_s: float = 10.0e-6
    # Attention (H800): each score of a prompt costs work beside the matrix unit, counted in FP32
    # operations; share of DRAM bandwidth while the cache is read; start of the split kernel and its
    # reduction (A100, H100, B200: 9 to 15 us).
    vector_ops_per_score: float = 14.5
    attention_dram_share: float = 0.95
    attention_launch_s: float = 9.0e-6
    # Everything elementwise: a copy's share of DRAM bandwidth, and the shortest kernel (2.5 us on
    # A100, H100, H200).
    stream_dram_share: float = 0.75
    stream_launch_s: float = 2.5e-6


DEFAULT = Efficiency()


@dataclass(frozen=True, slots=True)
class OperatorTimes:
    """Shape (designs, operators): the time of all repeats, and the three times it is made of."""

    total_s: Floats
    compute_s: Floats
    memory_s: Floats
    overhead_s: Floats


def sustained_tensor(chips: ChipArrays, constants: Efficiency = DEFAULT) -> Floats:
    """Operations per second that large matrix products sustain, shape (designs, widths).

    Both the peak rate and the power bound the rate: 1/rate = 1/(share * peak) + cost/TDP. Power
    hardly bounds a chip with little compute per watt, such as one cut down to meet a limit. Where
    the maker says what its chip sustains, the rate is no higher than that.
    """
    cost = constants.power_w_per_tera_op * 1e-12 / chips.tdp_w
    rate: Floats = np.minimum(
        1.0 / (1.0 / (constants.tensor_share * chips.tensor) + cost[:, None]), chips.sustained
    )
    return rate


def operator_times(
    chips: ChipArrays, operators: Operators, constants: Efficiency = DEFAULT
) -> OperatorTimes:
    """The time of every operator on every chip.

    t = launches + sqrt(compute^2 + memory^2): computing and moving data overlap, least where both
    take equally long.

    Args:
        chips: Columns of shape (designs,).
        operators: Columns of shape (operators,).

    Returns:
        Seconds per pass, shape (designs, operators).

    Source: docs/model/gemm.md, equation 1.
    """
    rows = weighted_rows(operators, constants)
    rate = sustained_tensor(chips, constants)[:, rows.column]
    compute = rows.ops / rate
    if rows.vector.any():
        compute += rows.vector / chips.vector[:, None]
    memory = rows.moved / chips.dram_bytes_per_s[:, None]
    total = np.sqrt(compute * compute + memory * memory)
    total += rows.launch
    overhead = np.broadcast_to(rows.launch, total.shape)
    return OperatorTimes(total, compute, memory, overhead)


@dataclass(frozen=True, slots=True)
class Weighted:
    """Operators with the constants worked in: what is left depends on the chip alone."""

    column: np.ndarray
    ops: Floats
    vector: Floats
    moved: Floats
    launch: Floats


ATTENTION = (Kind.PREFILL_ATTENTION, Kind.DECODE_ATTENTION, Kind.LATENT_ATTENTION)


def weighted_rows(operators: Operators, constants: Efficiency) -> Weighted:
    """Operators with the constants worked in; each column has shape (operators,)."""
    kind, repeats = operators.kind.astype(int), operators.repeats
    c = constants
    share = _of_kinds(1.0, {Kind.EXPERTS: c.experts_share})
    dram = _of_kinds(
        c.dram_share,
        {
            Kind.EXPERTS: c.experts_dram_share,
            Kind.STREAM: c.stream_dram_share,
            **dict.fromkeys(ATTENTION, c.attention_dram_share),
        },
    )
    launch = _of_kinds(
        c.launch_s,
        {
            Kind.EXPERTS: c.experts_launch_s,
            Kind.STREAM: c.stream_launch_s,
            **dict.fromkeys(ATTENTION, c.attention_launch_s),
        },
    )
    vector = _of_kinds(0.0, dict.fromkeys(ATTENTION[:2], c.vector_ops_per_score))
    widened = np.where(operators.widened > 0, c.widened_share, 1.0)
    return Weighted(
        operators.bits_column.astype(int),
        repeats * operators.tensor_ops / share[kind] / widened,
        repeats * operators.scores * vector[kind],
        repeats * operators.dram_bytes / dram[kind],
        repeats * operators.launches * launch[kind],
    )


def _of_kinds(rest: float, of_kind: Mapping[Kind, float]) -> Floats:
    """One constant for each kind of operator, shape (kinds,)."""
    return np.array([of_kind.get(kind, rest) for kind in Kind])
