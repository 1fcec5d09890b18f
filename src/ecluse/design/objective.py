"""The rates of many designs for a model, as array code for NumPy or any Array API library.

Belongs here: times of a fixed layout and batch for many designs at once, and the figures to search
by.
Does not: counting operators (inference.workload), the constants (inference.efficiency), area, law.
Always true: times agree with inference.phase for a design whose on-chip memory is ample; more of
anything is never slower.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from ecluse.design.body import vector_rate
from ecluse.inference.best_layout import PASS_TOKENS, check_whole
from ecluse.inference.chip import BITS, DRAM_GB, ChipArrays, Floats
from ecluse.inference.collective import message_times
from ecluse.inference.data_files import DATA
from ecluse.inference.efficiency import Efficiency, weighted_rows
from ecluse.inference.layout import Layout, Precision, check_layout, find_precision
from ecluse.inference.llm import Llm, check_context, find_llm
from ecluse.inference.memory import USABLE, cache_bytes, weight_bytes, working_bytes
from ecluse.inference.operators import Kind, Operators
from ecluse.inference.phase import Calibration
from ecluse.inference.serving_engine import find_engine
from ecluse.inference.workload import Workload, decode, prefill
from ecluse.words.say import say

OBJECTIVES = ("serve", "decode", "prefill", "latency", "perf-per-cost")
BLOCK = 8192  # designs whose columns stay in a core's cache together
NETWORK_GB_PER_S = 50.0  # one 400 Gb/s port a chip, as inference.chip takes it
LINK_DOMAIN = 8  # chips of one node
# Rate at each operand width over the rate at 16 bits: designs multiply at 8 and 16 bits.
WIDTHS = {4: 2.0, 8: 2.0, 16: 1.0}


def unit_of(objective: str) -> str:
    """The unit of the figure searched by, in words."""
    return say(f"design.unit {objective}", "en")


@dataclass(frozen=True, slots=True)
class DesignColumns:
    """Designs as columns of shape (designs,): rates per second, bytes and watts.

    Args:
        sram_bytes: On-chip memory; infinite where it is not known.
        link: Places in the table of links.
    """

    rate_16: Any
    vector: Any
    dram_bytes_per_s: Any
    sram_bytes: Any
    tdp_w: Any
    link: Any

    def rows(self, start: int, stop: int) -> DesignColumns:
        """Some of the designs."""
        return DesignColumns(*(getattr(self, column.name)[start:stop] for column in fields(self)))

    def __len__(self) -> int:
        return int(self.rate_16.shape[0])


@dataclass(frozen=True, slots=True)
class Pass:
    """One forward pass, reduced to the numbers that a time needs.

    Args:
        rows: For each operator the column of its operands' width, matrix operations, vector
            operations, bytes moved, and bytes read again times the root of the on-chip memory.
        fixed_s: Launches, and the time between passes.
        messages_s: On each link of the table; shape (links,).
    """

    rows: tuple[tuple[int, float, float, float, float], ...]
    fixed_s: float
    messages_s: Floats
    constants: Efficiency


@dataclass(frozen=True, kw_only=True)
class Task:
    """A model, its layout and its load, for which designs are measured.

    Args:
        batch: Sequences in flight in each data-parallel group.
        forward_tokens: Prompt tokens of a prefill pass.
        calibration: The constants of the model of time.
    """

    llm: Llm
    precision: Precision
    layout: Layout
    batch: int = 64
    input_tokens: int = 2048
    output_tokens: int = 512
    forward_tokens: int = 8192
    calibration: Calibration = field(default_factory=Calibration)

    @cached_property
    def need_bytes(self) -> float:
        """DRAM that one chip needs: weights, working space, the cache of the batch, and reserve."""
        tokens = self.input_tokens + self.output_tokens
        weights = weight_bytes(self.llm, self.layout, self.precision)
        held = weights + working_bytes(self.llm, self.forward_tokens)
        cache = self.batch * cache_bytes(self.llm, self.layout, self.precision, tokens)
        return (held + cache) / USABLE

    @property
    def need_gb(self) -> float:
        """The same in the gigabytes of data sheets (2^30)."""
        return self.need_bytes / DRAM_GB

    def passes(
        self, objective: str, links_gb_per_s: Floats, host_gb_per_s: float
    ) -> dict[str, Pass]:
        """The passes that an objective needs, and the passes of both phases.

        Args:
            links_gb_per_s: The table of links; shape (links,). Messages are timed on each.
        """
        links = _link_table(links_gb_per_s, host_gb_per_s)
        names = dict.fromkeys((*_NEEDS[objective], *_NEEDS["both"]))
        return {name: _pass(*self._work(name), links, self.calibration) for name in names}

    def _work(self, name: str) -> tuple[Workload, float]:
        """One pass and its sequences."""
        parts = (self.llm, self.layout, self.precision)
        middle, prompt = self.input_tokens + self.output_tokens / 2, self.input_tokens
        if name in ("decode", "next"):
            batch = self.batch if name == "decode" else 1
            return decode(*parts, batch=batch, context_tokens=middle), batch
        tokens = self.forward_tokens if name == "prefill" else prompt
        return prefill(*parts, tokens=tokens, input_tokens=prompt), tokens / prompt

    def values(self, objective: str, seconds: Mapping[str, Any], cost_usd: Any) -> Any:
        """The figure searched by, the higher the better; shape (designs,)."""
        share = self.layout.tp * self.layout.pp
        if objective == "decode":
            return self.batch / share / seconds["decode"]
        if objective == "prefill":
            return self.forward_tokens / share / seconds["prefill"]
        if objective == "latency":
            return 1.0 / (seconds["first"] + self.output_tokens * seconds["next"])
        prompts = self.input_tokens / self.output_tokens * seconds["prefill"] / self.forward_tokens
        served = 1.0 / (share * (seconds["decode"] / self.batch + prompts))
        return served if objective == "serve" else served / (cost_usd / 1000.0)

    def measured(
        self,
        objective: str,
        needs: Mapping[str, Pass],
        designs: DesignColumns,
        cost_usd: Any,
        least_sram_bytes: float = 0.0,
    ) -> tuple[Floats, Floats, Floats]:
        """The figure searched by, output and prompt tokens per second and chip, of each design.

        Args:
            needs: The passes, as `passes` gives them.
            least_sram_bytes: See `seconds`.
        """
        times = {name: blocked(work, designs, least_sram_bytes) for name, work in needs.items()}
        value, decoded, prompted = (
            np.asarray(self.values(name, times, cost_usd), dtype=np.float64)
            for name in (objective, "decode", "prefill")
        )
        return value, decoded, prompted


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
    folder: Path = DATA,
) -> Task:
    """A task, checked.

    Args:
        folder: The data folder whose models and serving engines count.

    Raises:
        UnknownNameError: No model or precision is called that.
        ModelError: The layout is impossible, or a number is not positive.
    """
    check_whole({"batch": batch, "input": input_tokens, "output": output_tokens})
    llm, layout = find_llm(model, folder), Layout(tp=tp, ep=ep, dp=dp)
    check_layout(layout, llm)
    check_context(llm, input_tokens + output_tokens)
    return Task(
        llm=llm,
        precision=find_precision(precision),
        layout=layout,
        batch=batch,
        input_tokens=input_tokens,
        output_tokens=output_tokens,
        forward_tokens=max(1, PASS_TOKENS // input_tokens) * input_tokens,
        calibration=Calibration(engine=find_engine(folder=folder)),
    )


def _link_table(links: Floats, host: float) -> ChipArrays:
    """Chips that differ in their links alone; without a link they share the host's bus.

    A paper design gets switches of the present kind.
    """
    ones = np.ones(len(links))
    return ChipArrays(
        tensor=np.ones((len(links), len(BITS))),
        vector=ones,
        dram_bytes_per_s=ones,
        dram_bytes=ones,
        link_bytes_per_s=np.where(links > 0, links, host) * 1e9 / 2,
        network_bytes_per_s=ones * NETWORK_GB_PER_S * 1e9,
        tdp_w=ones,
        link_domain=ones * LINK_DOMAIN,
        shares_bus=links == 0,
        switch_sums=links > 0,
        sustained=np.full((len(links), len(BITS)), np.inf),
    )


def _pass(work: Workload, sequences: float, links: ChipArrays, constants: Calibration) -> Pass:
    rows = weighted_rows(work.operators, constants.operators)
    reread = _reread(work.operators, constants.operators)
    columns = (rows.column, rows.ops, rows.vector, rows.moved, reread)
    engine = constants.engine
    return Pass(
        rows=tuple(zip(*(column.tolist() for column in columns), strict=True)),
        fixed_s=float(rows.launch.sum()) + engine.step_s + sequences * engine.sequence_s,
        messages_s=message_times(links, work.messages, constants.links).sum(axis=1),
        constants=constants.operators,
    )


def _reread(operators: Operators, constants: Efficiency) -> Floats:
    """Bytes that each product moves, times the root of the bytes of on-chip memory.

    A product of 2MNK operations cannot move fewer than 2MNK / sqrt(S) operands through an on-chip
    memory that holds S of them (Hong and Kung 1981; 2 sqrt(2) of Irony, Toledo and Tiskin for one
    level; the constant 1 is the blocked algorithm's).
    """
    kinds = operators.kind.astype(int)
    operand_bytes = np.array(BITS)[operators.bits_column.astype(int)] / 8
    experts = kinds == Kind.EXPERTS
    shares = np.where(experts, constants.experts_dram_share, constants.dram_share)
    moved = operators.repeats * operators.tensor_ops * operand_bytes**1.5 / shares
    return np.where(experts | (kinds == Kind.MATMUL), moved, 0.0)


def seconds(
    work: Pass,
    designs: DesignColumns,
    messages_s: Any,
    xp: Any = np,
    *,
    least_sram_bytes: float = 0.0,
) -> Any:
    """Seconds of a pass on every design; shape (designs,).

    Uses nothing but functions of the Array API standard.

    Args:
        messages_s: Time of the messages on each link of the table; shape (links,), of the library
            `xp`.
        least_sram_bytes: The smallest on-chip memory among the designs, where known. Operators
            that even it holds are not looked at.

    t = fixed + messages + sum over operators of sqrt(compute^2 + memory^2), with memory =
    max(moved, reread / sqrt(S)) / bandwidth.
    """
    c = work.constants
    power = c.power_w_per_tera_op * 1e-12 / designs.tdp_w
    slow = [1.0 / (c.tensor_share * WIDTHS[bits] * designs.rate_16) + power for bits in BITS]
    per_byte, per_vector = 1.0 / designs.dram_bytes_per_s, 1.0 / designs.vector
    per_root, held = 1.0 / xp.sqrt(designs.sram_bytes), least_sram_bytes**0.5
    total = xp.take(messages_s, designs.link) + work.fixed_s
    for column, ops, vector, moved, reread in work.rows:
        memory = moved * per_byte
        if reread > moved * held:
            most = xp.asarray(moved, dtype=per_root.dtype)
            memory = xp.maximum(most, reread * per_root) * per_byte
        if ops or vector:
            compute = ops * slow[column]
            if vector:
                compute += vector * per_vector
            compute *= compute
            memory *= memory
            memory = xp.sqrt(compute + memory)
        total += memory
    return total


def blocked(work: Pass, designs: DesignColumns, least_sram_bytes: float = 0.0) -> Floats:
    """`seconds` on NumPy, a block of designs at a time; shape (designs,)."""
    out = np.empty(len(designs))
    for start in range(0, len(designs), BLOCK):
        part = designs.rows(start, start + BLOCK)
        out[start : start + BLOCK] = seconds(
            work, part, work.messages_s, least_sram_bytes=least_sram_bytes
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
