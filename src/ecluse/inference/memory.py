"""What lies in each chip's memory under a layout, and the largest batch that fits.

Belongs here: weights, cache and working space per chip. Does not: times.
Always true: a batch that fits leaves the reserve of DRAM free.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import floor

from ecluse.errors import ModelError
from ecluse.inference.chip import DRAM_GB, Chip
from ecluse.inference.layout import Layout, Precision
from ecluse.inference.llm import Llm

# Share of DRAM that an engine takes: vLLM and SGLang default to 0.88-0.90, the tables of
# TensorRT-LLM use 0.95.
USABLE = 0.92
# Driver context, communication buffers, captured graphs: 1 to 3.5 GB in aiconfigurator's system
# files.
RUNTIME_BYTES = 2e9


class DoesNotFitError(ModelError):
    """The weights, or the batch, are more than the chips hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What lies in the memory of one chip, in gigabytes.

    Args:
        working_gb: Activations of a pass, and the runtime.
        cache_gb: Of the whole batch.
        largest_batch: The most sequences that would fit.
        used_gb: Weights, working space and the cache of the batch.
    """

    capacity_gb: float
    weights_gb: float
    working_gb: float
    cache_gb: float
    cache_gb_per_sequence: float
    largest_batch: int
    used_gb: float = field(init=False)

    def __post_init__(self) -> None:
        used = self.weights_gb + self.working_gb + self.cache_gb
        object.__setattr__(self, "used_gb", used)


def capacity_bytes(chip: Chip) -> float:
    """Bytes of DRAM.

    Stacks are made in powers of two, so what data sheets call 80 GB is 80 * 2^30 bytes.

    Source: systems/*.yaml of ai-dynamo/aiconfigurator (A100 and H100: 85899345920).
    """
    return (chip.dram_capacity_gb or 0.0) * DRAM_GB


def weight_bytes(llm: Llm, layout: Layout, precision: Precision) -> float:
    """Weights held by one chip; the embedding and the output head stay in 16 bits."""
    width = precision.weight_bits / 8
    total = llm.layers * llm.attention_parameters / layout.tp * width
    if llm.attention.kind == "mla":
        # Every chip keeps the down projections whole.
        a = llm.attention
        shared = llm.hidden * (a.q_rank + a.kv_rank + a.rope_dim)
        total += llm.layers * shared * (1 - 1 / layout.tp) * width
    total += llm.dense_layers * llm.matrices * llm.hidden * llm.ffn_hidden / layout.tp * width
    if llm.experts is not None:
        e = llm.experts
        cut = layout.tp if layout.ep == 1 else max(layout.ep, layout.tp)
        expert = llm.matrices * llm.hidden * e.hidden * width
        total += (llm.layers - llm.dense_layers) * (
            e.routed * expert / cut + e.shared * expert / layout.tp + llm.hidden * e.routed * 2
        )
    embeddings = llm.vocabulary * llm.hidden * 2 / layout.tp * (1 if llm.tied_embeddings else 2)
    return total / layout.pp + embeddings / layout.pp


def cache_bytes(llm: Llm, layout: Layout, precision: Precision, tokens: float) -> float:
    """Cache of one sequence on one chip.

    Every chip of a tensor-parallel group keeps a latent cache whole.
    """
    whole = llm.cache_bytes(tokens, precision.cache_bits) / layout.pp
    if llm.attention.kind == "mla":
        return whole
    return whole / min(layout.tp, llm.attention.kv_heads)


def working_bytes(llm: Llm, tokens: float) -> float:
    """The runtime, and the activations of one pass over `tokens` tokens.

    The activations are about the inputs and outputs of the widest pair of layers.
    """
    experts = llm.experts.hidden * llm.experts.per_token * 2 if llm.experts else 0
    width = max(llm.hidden * 4, llm.ffn_hidden, experts)
    return RUNTIME_BYTES + tokens * width * 2.0 * 2.0


def fit(
    chip: Chip,
    llm: Llm,
    layout: Layout,
    precision: Precision,
    *,
    batch: int | None,
    tokens: float,
    pass_tokens: float,
    usable: float = USABLE,
) -> Memory:
    """What lies in each chip's memory, and how many sequences would fit.

    Args:
        batch: Sequences in each data-parallel group; the most that fit where None.
        tokens: Tokens of each sequence.
        pass_tokens: Tokens of one pass.
        usable: The share of DRAM that may be used.

    Raises:
        DoesNotFitError: The weights or the batch do not fit; says by how much, and what would.
    """
    capacity = capacity_bytes(chip)
    weights, working = weight_bytes(llm, layout, precision), working_bytes(llm, pass_tokens)
    sequence = cache_bytes(llm, layout, precision, tokens)
    room = capacity * usable - weights - working
    where = f"{chip.name}, {layout}, {precision.name}"
    if room < sequence:
        short = (sequence - room) / 1e9
        need = _chips_needed(chip, llm, layout, precision, tokens, pass_tokens)
        raise DoesNotFitError(
            f"{llm.llm} does not fit: {short:.1f} GB too little on each chip for one sequence",
            where,
            need,
        )
    largest = floor(room / sequence)
    if batch is not None and batch > largest:
        short = (batch * sequence - room) / 1e9
        raise DoesNotFitError(
            f"a batch of {batch} does not fit: {short:.1f} GB too little on each chip",
            where,
            f"choose at most {largest}, or more chips",
        )
    held = (batch if batch is not None else largest) * sequence
    return Memory(
        capacity_gb=capacity / 1e9,
        weights_gb=weights / 1e9,
        working_gb=working / 1e9,
        cache_gb=held / 1e9,
        cache_gb_per_sequence=sequence / 1e9,
        largest_batch=largest,
    )


def _chips_needed(
    chip: Chip, llm: Llm, layout: Layout, precision: Precision, tokens: float, pass_tokens: float
) -> str:
    capacity = capacity_bytes(chip) * USABLE
    for tp in (1, 2, 4, 8, 16, 32, 64):
        if llm.attention.heads % tp:
            continue
        trial = Layout(tp=tp)
        if (
            weight_bytes(llm, trial, precision)
            + working_bytes(llm, pass_tokens)
            + cache_bytes(llm, trial, precision, tokens)
            <= capacity
        ):
            return (
                f"tp {tp} would fit"
                if tp > layout.tp * layout.pp
                else "spread the weights over more of the chips (tp, pp or ep)"
            )
    total = llm.parameters * precision.weight_bits / 8 / 1e9
    return f"its weights alone are {total:.0f} GB: use more chips, or a narrower precision"
