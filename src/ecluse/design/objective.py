"""What designs do for a model, as array code: the same function on NumPy or on any library of the
Array API standard.

Belongs here: times of a fixed layout and batch for many designs at once, and the figures to search
by.
Does not: counting operators (inference.workload), the constants (inference.efficiency), area, law.
Always true: times agree with inference.phase for a design whose on-chip memory is ample; more of
anything is never slower.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from ecluse.design.body import vector_rate
from ecluse.errors import ModelError
from ecluse.inference import collective, efficiency, phase
from ecluse.inference.chip import BITS, DRAM_GB, ChipArrays, Floats
from ecluse.inference.layout import Layout, Precision, check_layout, find_precision
from ecluse.inference.llm import Llm, check_context, find_llm
from ecluse.inference.memory import USABLE, cache_bytes, weight_bytes, working_bytes
from ecluse.inference.operators import Kind
from ecluse.inference.workload import Workload, decode, prefill

OBJECTIVES = ("serve", "decode", "prefill", "latency", "perf-per-cost")
UNITS = {
    "serve": "output tokens/s a chip, both phases",
    "decode": "output tokens/s a chip",
    "prefill": "prompt tokens/s a chip",
    "latency": "requests/s of one request at a time",
    "perf-per-cost": "output tokens/s a chip, both phases, per 1,000 USD to make",
}
BLOCK = 8192  # designs whose columns stay in a core's cache together
NETWORK_GB_PER_S = 50.0  # one 400 Gb/s port a chip, as inference.chip takes it
WIDTHS = {
    4: 2.0,
    8: 2.0,
    16: 1.0,
}  # rate at each operand width over the rate at 16 bits: designs multiply at 8 and 16 bits


@dataclass(frozen=True, slots=True)
class DesignColumns:
    """Designs as columns of shape (designs,): rates per second, bytes, watts; `link` points into
    the table of links.

    `sram_bytes` is infinite where on-chip memory is not known (catalogue chips).
    """

    rate_16: Any
    vector: Any
    dram_bytes_per_s: Any
    sram_bytes: Any
    tdp_w: Any
    link: Any

    def rows(self, start: int, stop: int) -> DesignColumns:
        """Some of the designs."""
        part = slice(start, stop)
        return DesignColumns(
            self.rate_16[part],
            self.vector[part],
            self.dram_bytes_per_s[part],
            self.sram_bytes[part],
            self.tdp_w[part],
            self.link[part],
        )

    def __len__(self) -> int:
        return int(self.rate_16.shape[0])


@dataclass(frozen=True, slots=True)
class Pass:
    """One forward pass, reduced to the numbers that a time needs: per operator, and the rest."""

    column: tuple[int, ...]
    ops: tuple[float, ...]
    vector: tuple[float, ...]
    moved: tuple[float, ...]
    reread: tuple[float, ...]
    fixed_s: float
    messages_s: Floats
    tokens: float


@dataclass(frozen=True, kw_only=True)
class Task:
    """A model, its layout and its load: what a design is measured by.

    Args:
        batch: Sequences in flight per data-parallel group.
        forward_tokens: Prompt tokens of a prefill pass.
    """

    llm: Llm
    precision: Precision
    layout: Layout
    batch: int = 64
    input_tokens: int = 2048
    output_tokens: int = 512
    forward_tokens: int = 8192
    widths: Mapping[int, float] = field(default_factory=lambda: dict(WIDTHS))

    @cached_property
    def need_bytes(self) -> float:
        """DRAM that the weights, the working space and the cache of the batch take on one chip,
        reserve included.
        """
        tokens = self.input_tokens + self.output_tokens
        held = weight_bytes(self.llm, self.layout, self.precision) + working_bytes(
            self.llm, self.precision, self.forward_tokens
        )
        return (
            held + self.batch * cache_bytes(self.llm, self.layout, self.precision, tokens)
        ) / USABLE

    @property
    def need_gb(self) -> float:
        """The same in the gigabytes of data sheets (2^30)."""
        return self.need_bytes / DRAM_GB

    def passes(
        self, objective: str, links_gb_per_s: Floats, host_gb_per_s: float
    ) -> dict[str, Pass]:
        """The passes that an objective needs, with the messages' times for each link of the table."""
        middle = self.input_tokens + self.output_tokens / 2
        made = {
            "decode": lambda: _pass(
                decode(
                    self.llm, self.layout, self.precision, batch=self.batch, context_tokens=middle
                ),
                self.batch,
                self.batch,
                links_gb_per_s,
                host_gb_per_s,
            ),
            "prefill": lambda: _pass(
                prefill(
                    self.llm,
                    self.layout,
                    self.precision,
                    tokens=self.forward_tokens,
                    input_tokens=self.input_tokens,
                ),
                self.forward_tokens / self.input_tokens,
                self.forward_tokens,
                links_gb_per_s,
                host_gb_per_s,
            ),
            "first": lambda: _pass(
                prefill(
                    self.llm,
                    self.layout,
                    self.precision,
                    tokens=self.input_tokens,
                    input_tokens=self.input_tokens,
                ),
                1,
                self.input_tokens,
                links_gb_per_s,
                host_gb_per_s,
            ),
            "next": lambda: _pass(
                decode(self.llm, self.layout, self.precision, batch=1, context_tokens=middle),
                1,
                1,
                links_gb_per_s,
                host_gb_per_s,
            ),
        }
        return {name: made[name]() for name in _NEEDS[objective]}

    def values(self, objective: str, seconds: Mapping[str, Any], cost_usd: Any) -> Any:
        """The figure searched by, the higher the better; shape (designs,)."""
        share = self.layout.tp * self.layout.pp
        if objective == "decode":
            return self.batch / share / seconds["decode"]
        if objective == "prefill":
            return self.forward_tokens / share / seconds["prefill"]
        if objective == "latency":
            return 1.0 / (seconds["first"] + self.output_tokens * seconds["next"])
        served = 1.0 / (
            share
            * (
                seconds["decode"] / self.batch
                + self.input_tokens / self.output_tokens * seconds["prefill"] / self.forward_tokens
            )
        )
        return served if objective == "serve" else served / (cost_usd / 1000.0)


_NEEDS = {
    "decode": ("decode",),
    "prefill": ("prefill",),
    "latency": ("first", "next"),
    "serve": ("decode", "prefill"),
    "perf-per-cost": ("decode", "prefill"),
    "both": ("decode", "prefill"),
}


def task(
    model: str | Path | Llm,
    *,
    precision: str = "fp8",
    tp: int = 8,
    ep: int = 1,
    dp: int = 1,
    batch: int = 64,
    input_tokens: int = 2048,
    output_tokens: int = 512,
) -> Task:
    """A task, checked.

    Raises:
        UnknownNameError: No model or precision is called that.
        ModelError: The layout is impossible, or a number is not positive.
    """
    for name, number in (("batch", batch), ("input", input_tokens), ("output", output_tokens)):
        if number < 1:
            raise ModelError(f"--{name} is {number}", "command line", "give a whole number from 1")
    llm = model if isinstance(model, Llm) else find_llm(model)
    layout = Layout(tp=tp, ep=ep, dp=dp)
    check_layout(layout, llm)
    check_context(llm, input_tokens + output_tokens)
    whole = max(1, 8192 // input_tokens) * input_tokens
    return Task(
        llm=llm,
        precision=find_precision(precision),
        layout=layout,
        batch=batch,
        input_tokens=input_tokens,
        output_tokens=output_tokens,
        forward_tokens=whole,
    )


def _pass(work: Workload, sequences: float, tokens: float, links: Floats, host: float) -> Pass:
    rows = efficiency.weighted_rows(work.operators, efficiency.DEFAULT)
    calibration = phase.Calibration()
    kinds = work.operators.kind.astype(int)
    bits = np.array(BITS)[work.operators.bits_column.astype(int)]
    # A product of 2MNK operations cannot move fewer than 2MNK / sqrt(S) operands through an on-chip
    # memory that holds S of them (Hong and Kung 1981; 2 sqrt(2) of Irony, Toledo and Tiskin for one
    # level; the constant 1 is the blocked algorithm's).
    products = np.isin(kinds, (Kind.MATMUL, Kind.EXPERTS))
    shares = np.where(
        kinds == Kind.EXPERTS, efficiency.DEFAULT.experts_dram_share, efficiency.DEFAULT.dram_share
    )
    reread = np.where(
        products,
        work.operators.repeats * work.operators.tensor_ops * (bits / 8) ** 1.5 / shares,
        0.0,
    )
    table = ChipArrays(
        tensor=np.ones((len(links), 3)),
        vector=np.ones(len(links)),
        dram_bytes_per_s=np.ones(len(links)),
        dram_bytes=np.ones(len(links)),
        link_bytes_per_s=np.where(links > 0, links, host) * 1e9 / 2,
        network_bytes_per_s=np.full(len(links), NETWORK_GB_PER_S * 1e9),
        tdp_w=np.ones(len(links)),
        link_domain=np.full(len(links), 8.0),
        shares_bus=links == 0,
        switch_sums=links > 0,
        sustained=np.full(
            (len(links), 3), np.inf
        ),  # a paper design gets switches of the present kind
    )
    return Pass(
        column=tuple(int(each) for each in rows.column),
        ops=tuple(map(float, rows.ops)),
        vector=tuple(map(float, rows.vector)),
        moved=tuple(map(float, rows.moved)),
        reread=tuple(map(float, reread)),
        fixed_s=float(rows.launch.sum())
        + calibration.engine.step_s
        + sequences * calibration.engine.sequence_s,
        messages_s=collective.message_times(table, work.messages, calibration.links).sum(axis=1),
        tokens=tokens,
    )


def seconds(
    work: Pass,
    designs: DesignColumns,
    messages_s: Any,
    xp: Any = np,
    *,
    widths: Mapping[int, float] = WIDTHS,
    least_sram_bytes: float = 0.0,
) -> Any:
    """Seconds of a pass on every design; shape (designs,). Uses nothing but functions of the Array
    API standard.

    Args:
        messages_s: Time of the messages on each link of the table; shape (links,), of the library
            `xp`.
        least_sram_bytes: The smallest on-chip memory among the designs, where known: operators that
            even it holds are not looked at.

    t = fixed + messages + sum over operators of sqrt(compute^2 + memory^2), with memory =
    max(moved, reread / sqrt(S)) / bandwidth.
    """
    c = efficiency.DEFAULT
    power = c.power_w_per_tera_op * 1e-12 / designs.tdp_w
    slow = [1.0 / (c.tensor_share * widths[bits] * designs.rate_16) + power for bits in BITS]
    per_byte, per_vector = 1.0 / designs.dram_bytes_per_s, 1.0 / designs.vector
    per_root = 1.0 / xp.sqrt(designs.sram_bytes)
    total = xp.take(messages_s, designs.link) + work.fixed_s
    for column, ops, vector, moved, reread in zip(
        work.column, work.ops, work.vector, work.moved, work.reread, strict=True
    ):
        if ops == 0.0 and vector == 0.0:
            total += moved * per_byte
            continue
        compute = ops * slow[column]
        if vector != 0.0:
            compute += vector * per_vector
        if reread > moved * least_sram_bytes**0.5:
            memory = (
                xp.maximum(xp.asarray(moved, dtype=per_root.dtype), reread * per_root) * per_byte
            )
        else:
            memory = moved * per_byte
        compute *= compute
        memory *= memory
        compute += memory
        total += xp.sqrt(compute)
    return total


def blocked(
    work: Pass,
    designs: DesignColumns,
    *,
    widths: Mapping[int, float] = WIDTHS,
    least_sram_bytes: float = 0.0,
) -> Floats:
    """`seconds` on NumPy, a block of designs at a time; shape (designs,)."""
    out = np.empty(len(designs))
    for start in range(0, len(designs), BLOCK):
        part = designs.rows(start, start + BLOCK)
        out[start : start + BLOCK] = seconds(
            work, part, work.messages_s, widths=widths, least_sram_bytes=least_sram_bytes
        )
    return out


def columns(
    tera_ops_16: Floats, dram_gb_per_s: Floats, sram_mb: Floats, tdp_w: Floats, link: Any
) -> DesignColumns:
    """Columns of paper designs, from figures in the units of data sheets."""
    return DesignColumns(
        rate_16=tera_ops_16 * 1e12,
        vector=vector_rate(tera_ops_16, np) * 1e12,
        dram_bytes_per_s=dram_gb_per_s * 1e9,
        sram_bytes=sram_mb * 2.0**20,
        tdp_w=tdp_w,
        link=link,
    )
