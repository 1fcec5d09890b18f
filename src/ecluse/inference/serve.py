"""What a system of chips does for a model: the answer to `ecluse infer`.

Belongs here: putting a question together, and the answer with its reasons. Does not: the model of
time (phase.py), printing.
Always true: rates are of the layout named; a range is given where a figure had to be assumed;
energy is at the chips' TDP.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ecluse.errors import ModelError
from ecluse.inference.best_layout import Served, Setting, best, overlaps, serve_layout
from ecluse.inference.chip import Chip, rate_of, spread
from ecluse.inference.layout import Layout, Overlap, Precision, check_layout, find_precision
from ecluse.inference.llm import Llm, check_context, find_llm
from ecluse.inference.memory import Memory
from ecluse.inference.phase import DEFAULT, Calibration, Part, PassTime

Phase = Literal["prefill", "decode", "both"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseResult:
    """One phase: tokens per second (prompt tokens for prefill, output tokens for decode), the pass
    it is made of, and why.

    `low` and `high` bound the rate per chip where figures of the chip were assumed; equal to it
    otherwise.
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
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InferResult:
    """The answer, in units named by each field; `ttft_s` is of one prompt alone, `tpot_s` at the
    batch named.
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

    def to_dict(self) -> dict[str, Any]:
        """As JSON."""

        def phase(one: PhaseResult | None) -> dict[str, Any] | None:
            if one is None:
                return None
            fields = {
                name: getattr(one, name)
                for name in PhaseResult.__dataclass_fields__
                if name != "parts"
            }
            return {
                **fields,
                "parts": [
                    {"name": part.name, "seconds": part.seconds, "bound": part.bound}
                    for part in one.parts
                ],
            }

        plain = {name: getattr(self, name) for name in InferResult.__dataclass_fields__}
        memory = {name: getattr(self.memory, name) for name in Memory.__dataclass_fields__}
        layout = {name: getattr(self.layout, name) for name in ("tp", "pp", "dp", "ep")}
        return {
            **plain,
            "layout": layout,
            "memory": {**memory, "used_gb": self.memory.used_gb},
            "assumed": list(self.assumed),
            "prefill": phase(self.prefill),
            "decode": phase(self.decode),
        }


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
    usd_per_chip_hour: float | None = None,
    calibration: Calibration = DEFAULT,
) -> InferResult:
    """What `count` chips do for a model.

    Args:
        batch: Sequences in flight per data-parallel group; the largest that fits and meets the
            targets where left out.
        ttft_s, tpot_s: Targets for the first token of a prompt and for each later token.
        layout: The parallel layout; the one with the highest rate per chip where left out.
        overlap: Whether two batches take turns computing and sending; tried both ways where left
            out.
        expert_load: The busiest chip's share of expert work over the mean share; 1 is perfect
            balance.
        forward_tokens: Prompt tokens per pass and data-parallel group; about 8192 in whole prompts
            where left out.
        usd_per_chip_hour: What a chip costs for an hour, for the cost per million tokens.

    Raises:
        UnknownNameError: No model or precision is called that.
        ModelError: A figure is missing, a layout impossible, the model does not fit, or a target
            cannot be met.
    """
    llm, formats = find_llm(model), find_precision(precision)
    whole = {
        "count": count,
        "input": input_tokens,
        "output": output_tokens,
        "batch": batch,
        "forward tokens": forward_tokens,
    }
    for name, value in whole.items():
        if value is not None and value < 1:
            raise ModelError(
                f"{name} is {value}", f"--{name.replace(' ', '-')}", "give a whole number from 1"
            )
    for name, target in (("ttft", ttft_s), ("tpot", tpot_s), ("price", usd_per_chip_hour)):
        if target is not None and not 0 < target < float("inf"):
            raise ModelError(f"{name} is {target:g}", f"--{name}", "give a positive figure")
    if phase not in ("prefill", "decode", "both"):
        raise ModelError(
            f"no phase is called '{phase}'", "--phase", "choose prefill, decode or both"
        )
    check_context(llm, input_tokens + output_tokens)
    chips = spread(chip)
    setting = Setting(
        chip=chip,
        count=count,
        llm=llm,
        precision=formats,
        input_tokens=input_tokens,
        output_tokens=output_tokens,
        overlap=overlap,
        expert_load=expert_load,
        ttft_s=ttft_s,
        tpot_s=tpot_s,
        forward_tokens=forward_tokens,
        batch=batch,
        calibration=calibration,
    )
    if layout is None:
        served = best(chips, setting, phases=phase)
    else:
        check_layout(layout, llm, count)
        served = max(
            (
                serve_layout(chips, setting, layout, each, phases=phase)
                for each in overlaps(setting, layout)
            ),
            key=lambda each: each.output_rate(input_tokens, output_tokens),
        )
    return _result(chip, count, llm, formats, setting, served, chips.assumed, usd_per_chip_hour)


def _result(
    chip: Chip,
    count: int,
    llm: Llm,
    p: Precision,
    s: Setting,
    served: Served,
    assumed: tuple[str, ...],
    usd: float | None,
) -> InferResult:
    rate = served.output_rate(s.input_tokens, s.output_tokens)
    tp, pp = served.layout.tp, served.layout.pp
    prefill = (
        None
        if served.prefill is None
        else _phase(chip, count, served.prefill, served.prefill_tokens, tp, usd)
    )
    decode = (
        None
        if served.decode is None
        else _phase(chip, count, served.decode, served.batch, tp * pp, usd)
    )
    rate_of(chip, p.matmul_bits)
    native = min(
        (bits for bits in chip.tera_ops_per_s if bits >= p.matmul_bits), default=p.matmul_bits
    )
    emulated = f"{p.matmul_bits}-bit operands are multiplied at {native} bits: the chip has no narrower rate"
    return InferResult(
        chip=chip.name,
        count=count,
        model=llm.llm,
        precision=p.name,
        layout=served.layout,
        overlap=served.overlap,
        input_tokens=s.input_tokens,
        output_tokens=s.output_tokens,
        batch=served.batch,
        sequences=served.batch * served.layout.dp,
        ttft_s=served.ttft_s if prefill else None,
        tpot_s=float(served.decode.total_s[0]) if served.decode else None,
        prefill=prefill,
        decode=decode,
        output_tokens_per_s_per_chip=rate,
        output_tokens_per_s=rate * count,
        memory=served.memory,
        assumed=tuple(name for name in assumed if name not in _unused(served.layout, chip)),
        emulated=None if native == p.matmul_bits else emulated,
    )


def _unused(layout: Layout, chip: Chip) -> tuple[str, ...]:
    """Figures that a layout never uses, whose being assumed need not be told."""
    if layout.tp * layout.pp == 1 and layout.ep == 1:
        return ("network_gb_per_s", "chip_link_gb_per_s", "host_link_gb_per_s")
    return (
        ("network_gb_per_s",) if max(layout.tp * layout.pp, layout.ep) <= chip.link_domain else ()
    )


def _phase(
    chip: Chip, count: int, time: PassTime, tokens: int, share: int, usd: float | None
) -> PhaseResult:
    rates = sorted(tokens / share / float(each) for each in time.total_s)
    rate = tokens / share / float(time.total_s[0])
    parts = time.parts()
    by_bound: dict[str, float] = {}
    for part in parts:
        by_bound[part.bound] = by_bound.get(part.bound, 0.0) + part.seconds
    return PhaseResult(
        tokens_per_s_per_chip=rate,
        low_tokens_per_s_per_chip=rates[0],
        high_tokens_per_s_per_chip=rates[-1],
        tokens_per_s=rate * count,
        pass_s=float(time.total_s[0]),
        tokens_per_pass=tokens,
        joule_per_token=None if chip.tdp_w is None else chip.tdp_w / rate,
        usd_per_million_tokens=None if usd is None else usd / 3600 / rate * 1e6,
        bound=max(by_bound, key=lambda name: by_bound[name]),
        parts=parts,
    )
