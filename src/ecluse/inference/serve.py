"""The rates of a number of chips for a model, and why: the answer to `ecluse infer`.

Belongs here: checking a question, and filling its answer with reasons. Does not: the model of
time (phase.py), printing.
Always true: rates are of the layout named; a range is given where a figure had to be assumed;
energy is at the chips' TDP.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from ecluse.inference import price
from ecluse.inference.best_layout import (
    Phase,
    Served,
    Setting,
    best,
    best_overlap,
    check_positive,
)
from ecluse.inference.chip import Chip, rate_of, spread
from ecluse.inference.data_files import DATA
from ecluse.inference.layout import Layout, Overlap, Precision, check_layout, find_precision
from ecluse.inference.llm import Llm, check_context, find_llm
from ecluse.inference.memory import Memory
from ecluse.inference.phase import Calibration, PassPart, PassTime
from ecluse.inference.serving_engine import find_engine


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseResult:
    """One phase: its rates, the pass that it is made of, and why.

    Args:
        tokens_per_s_per_chip: Prompt tokens for prefill, output tokens for decode.
        low_tokens_per_s_per_chip: The low end, where figures of the chip were assumed.
        high_tokens_per_s_per_chip: The high end.
        tokens_per_s: Of all chips together.
        joule_per_token: At the chip's TDP; null where nobody gives the TDP.
        bound: What takes most of the pass: compute, memory, interconnect or overhead.
        parts: The operators and messages of the pass, the longest first.
    """

    tokens_per_s_per_chip: float
    low_tokens_per_s_per_chip: float
    high_tokens_per_s_per_chip: float
    tokens_per_s: float
    pass_s: float
    tokens_per_pass: int
    joule_per_token: float | None
    usd_per_million_tokens: float | None
    bound: str
    parts: tuple[PassPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InferResult:
    """The rates of a number of chips for a model; each field names its unit.

    Args:
        chip: Its name.
        count: Chips in all.
        model: The language model's name.
        precision: The number formats' name.
        layout: How the model is spread over the chips.
        overlap: Whether two batches take turns computing and sending.
        input_tokens: Prompt tokens of a request.
        output_tokens: Output tokens of a request.
        batch: Sequences in flight in each data-parallel group.
        sequences: Sequences in flight in all.
        ttft_s: Time to the first token of one prompt alone.
        tpot_s: Time of each further token, at this batch.
        prefill: Reading prompts; null where it was not asked for.
        decode: Writing tokens; null where it was not asked for.
        output_tokens_per_s_per_chip: Where the same chips do both phases, or the one phase's rate.
        output_tokens_per_s: The same of all chips together.
        memory: What lies in each chip's memory.
        assumed: Figures that nobody gives, or that sources disagree about.
        emulated: Says so where the chip has no rate as narrow as the precision asks for.
    """

    chip: str
    count: int
    model: str
    precision: str
    layout: Layout
    overlap: Overlap
    input_tokens: int
    output_tokens: int
    batch: int
    sequences: int
    ttft_s: float | None
    tpot_s: float | None
    prefill: PhaseResult | None
    decode: PhaseResult | None
    output_tokens_per_s_per_chip: float
    output_tokens_per_s: float
    memory: Memory
    assumed: tuple[str, ...]
    emulated: str | None

    @property
    def phases(self) -> dict[str, PhaseResult]:
        """The phases that were asked for, in their order."""
        both = {"prefill": self.prefill, "decode": self.decode}
        return {name: phase for name, phase in both.items() if phase is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class InferAnswer(InferResult):
    """The answer to one question: a result, and the price that its costs rest on.

    Args:
        price_usd: What one chip costs; null where nobody gives a price.
    """

    SCHEMA: ClassVar[str] = "ecluse.infer/1"
    price_usd: float | None


def infer(
    chip: Chip,
    count: int,
    model: str | Path | Llm,
    *,
    phase: Phase = "both",
    batch: int | None = None,
    ttft_s: float | None = None,
    tpot_s: float | None = None,
    input_tokens: int = 4096,
    output_tokens: int = 1024,
    precision: str | Precision = "fp8",
    layout: Layout | None = None,
    overlap: Overlap | None = None,
    expert_load: float = 1.0,
    forward_tokens: int | None = None,
    price_usd: float | None = None,
    usd_per_chip_hour: float | None = None,
    calibration: Calibration | None = None,
    folder: Path = DATA,
) -> InferAnswer:
    """The rates of `count` chips for a model, and why.

    Args:
        batch: Sequences in flight in each data-parallel group; the largest that fits and meets the
            targets where left out.
        ttft_s: Target for the first token of a prompt, in seconds.
        tpot_s: Target for each later token, in seconds.
        layout: The parallel layout; the one with the highest rate per chip where left out.
        overlap: Whether two batches take turns computing and sending; tried both ways where left
            out.
        expert_load: The busiest chip's share of expert work over the mean share; 1 is perfect
            balance.
        forward_tokens: Prompt tokens of a pass in each data-parallel group; about 8192 in whole
            prompts where left out.
        price_usd: What one chip costs; spread over four years, it gives the cost of a token.
        usd_per_chip_hour: What a chip costs for an hour, where that is known instead of a price.
        calibration: The constants of the model; those of the standard serving engine where left
            out.
        folder: The data folder whose models and serving engines count.

    Raises:
        UnknownNameError: No model or precision is called that.
        ModelError: A figure is missing, a layout impossible, the model does not fit, or a target
            cannot be met.
    """
    setting = Setting(
        chip=chip,
        count=count,
        llm=find_llm(model, folder),
        precision=find_precision(precision),
        input_tokens=input_tokens,
        output_tokens=output_tokens,
        phase=phase,
        overlap=overlap,
        expert_load=expert_load,
        ttft_s=ttft_s,
        tpot_s=tpot_s,
        forward_tokens=forward_tokens,
        batch=batch,
        calibration=calibration or Calibration(engine=find_engine(folder=folder)),
    )
    check_positive("price", usd_per_chip_hour)
    check_context(setting.llm, setting.context_tokens)
    return _answer(setting, layout, usd_per_chip_hour, price_usd)


def _answer(
    s: Setting, layout: Layout | None, hourly_usd: float | None, price_usd: float | None
) -> InferAnswer:
    if hourly_usd is None and price_usd is not None:
        hourly_usd = price.usd_per_chip_hour(price_usd)
    served, assumed = _serve(s, layout)
    rate = served.output_rate(s.input_tokens, s.output_tokens)
    return InferAnswer(
        chip=s.chip.name,
        count=s.count,
        model=s.llm.llm,
        precision=s.precision.name,
        layout=served.layout,
        overlap=served.overlap,
        input_tokens=s.input_tokens,
        output_tokens=s.output_tokens,
        batch=served.batch,
        sequences=served.batch * served.layout.dp,
        ttft_s=served.ttft_s if served.prefill else None,
        tpot_s=served.decode.seconds if served.decode else None,
        output_tokens_per_s_per_chip=rate,
        output_tokens_per_s=rate * s.count,
        memory=served.memory,
        assumed=assumed,
        emulated=_emulated(s.chip, s.precision),
        price_usd=price_usd,
        **_phases(s, served, hourly_usd),
    )


def _serve(s: Setting, layout: Layout | None) -> tuple[Served, tuple[str, ...]]:
    """The passes of the layout, and the figures assumed for them."""
    chips = spread(s.chip)
    if layout is None:
        served = best(chips, s)
    else:
        check_layout(layout, s.llm, s.count)
        served = best_overlap(chips, s, layout)
    unused = _unused(served.layout, s.chip)
    return served, tuple(name for name in chips.assumed if name not in unused)


def _phases(s: Setting, served: Served, hourly_usd: float | None) -> dict[str, PhaseResult | None]:
    """Both phases by name, each None where it was not asked for."""
    stage, every = served.layout.tp, served.layout.tp * served.layout.pp
    passes = {
        "prefill": (served.prefill, served.prefill_tokens, stage),
        "decode": (served.decode, served.batch, every),
    }
    return {
        name: None if time is None else _phase(s, time, tokens, share, hourly_usd)
        for name, (time, tokens, share) in passes.items()
    }


def _phase(
    s: Setting, time: PassTime, tokens: int, share: int, hourly_usd: float | None
) -> PhaseResult:
    rates = [tokens / share / float(seconds) for seconds in time.total_s]
    parts = time.parts()
    by_bound: dict[str, float] = defaultdict(float)
    for part in parts:
        by_bound[part.bound] += part.seconds
    return PhaseResult(
        tokens_per_s_per_chip=rates[0],
        low_tokens_per_s_per_chip=min(rates),
        high_tokens_per_s_per_chip=max(rates),
        tokens_per_s=rates[0] * s.count,
        pass_s=time.seconds,
        tokens_per_pass=tokens,
        joule_per_token=None if s.chip.tdp_w is None else s.chip.tdp_w / rates[0],
        usd_per_million_tokens=None if hourly_usd is None else hourly_usd / 3600 / rates[0] * 1e6,
        bound=max(by_bound, key=lambda name: by_bound[name]),
        parts=parts,
    )


def _emulated(chip: Chip, precision: Precision) -> str | None:
    bits = precision.matmul_bits
    rate_of(chip, bits)
    native = min(width for width in chip.tera_ops_per_s if width >= bits)
    if native == bits:
        return None
    return f"{bits}-bit operands are multiplied at {native} bits: the chip has no narrower rate"


def _unused(layout: Layout, chip: Chip) -> tuple[str, ...]:
    """Figures that a layout never uses; the answer does not list them as assumed."""
    if layout.tp * layout.pp == 1 and layout.ep == 1:
        return ("network_gb_per_s", "chip_link_gb_per_s", "host_link_gb_per_s")
    within = max(layout.tp * layout.pp, layout.ep) <= chip.link_domain
    return ("network_gb_per_s",) if within else ()
