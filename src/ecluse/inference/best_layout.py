"""The largest batch that meets the targets, and the layout that serves most.

Belongs here: walking batches and layouts. Does not: the time of a pass.
Always true: an answer meets every target it was given, or an error says which one cannot be met and
how near one comes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from ecluse.errors import ModelError
from ecluse.inference.chip import Chip, ChipArrays
from ecluse.inference.layout import Layout, Overlap, Precision, layouts
from ecluse.inference.llm import Llm
from ecluse.inference.memory import Memory, fit
from ecluse.inference.phase import DEFAULT, Calibration, PassTime, decode_time, prefill_time

MOST_SEQUENCES = 4096  # per data-parallel group; no engine schedules more


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Everything about a run but the layout and the batch."""

    chip: Chip
    count: int
    llm: Llm
    precision: Precision
    input_tokens: int
    output_tokens: int
    overlap: Overlap | None = None
    expert_load: float = 1.0
    ttft_s: float | None = None
    tpot_s: float | None = None
    forward_tokens: int | None = None
    batch: int | None = None
    calibration: Calibration = DEFAULT


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """One layout's answer: passes, their sizes and rates per chip (likely, low and high where
    figures were assumed).
    """

    layout: Layout
    overlap: Overlap
    memory: Memory
    prefill: PassTime | None
    prefill_tokens: int
    ttft_s: float
    decode: PassTime | None
    batch: int

    @property
    def prefill_rate(self) -> float:
        """Prompt tokens per second and chip; 0 where only decode was asked for. Pipeline stages
        work on passes that follow one another.
        """
        return (
            0.0
            if self.prefill is None
            else self.prefill_tokens / self.layout.tp / float(self.prefill.total_s[0])
        )

    @property
    def decode_rate(self) -> float:
        """Output tokens per second and chip; 0 where only prefill was asked for."""
        return (
            0.0
            if self.decode is None
            else self.batch / self.layout.tp / self.layout.pp / float(self.decode.total_s[0])
        )

    def output_rate(self, input_tokens: int, output_tokens: int) -> float:
        """Output tokens per second and chip where the same chips do both phases, or the one phase's
        rate.
        """
        if self.prefill is None:
            return self.decode_rate
        if self.decode is None:
            return self.prefill_rate
        return 1.0 / (1.0 / self.decode_rate + input_tokens / output_tokens / self.prefill_rate)


def overlaps(setting: Setting, layout: Layout) -> tuple[Overlap, ...]:
    """The overlaps worth trying: two batches only pay where experts are spread."""
    if setting.overlap is not None:
        return (setting.overlap,)
    return ("none", "two_batch") if layout.ep > 1 else ("none",)


def serve_layout(
    chips: ChipArrays, setting: Setting, layout: Layout, overlap: Overlap, *, phases: str
) -> Served:
    """The best that one layout does under the targets.

    Raises:
        ModelError: It does not fit, or misses a target even with the smallest batch.
    """
    s = setting
    context = s.input_tokens + s.output_tokens
    pass_tokens = s.forward_tokens or max(s.input_tokens, 8192)
    memory = fit(
        s.chip, s.llm, layout, s.precision, batch=s.batch, tokens=context, pass_tokens=pass_tokens
    )
    prefill, tokens, ttft = None, 0, 0.0
    if phases != "decode":
        prefill, tokens, ttft = _prefill(chips, s, layout, overlap)
    decoded, batch = None, 0
    if phases != "prefill":
        decoded, batch = _decode(chips, s, layout, overlap, memory)
        held = batch * memory.cache_gb_per_sequence
        memory = Memory(
            capacity_gb=memory.capacity_gb,
            weights_gb=memory.weights_gb,
            working_gb=memory.working_gb,
            cache_gb=held,
            cache_gb_per_sequence=memory.cache_gb_per_sequence,
            largest_batch=memory.largest_batch,
        )
    return Served(
        layout=layout,
        overlap=overlap,
        memory=memory,
        prefill=prefill,
        prefill_tokens=tokens,
        ttft_s=ttft,
        decode=decoded,
        batch=batch,
    )


def _prefill(
    chips: ChipArrays, s: Setting, layout: Layout, overlap: Overlap
) -> tuple[PassTime, int, float]:
    def timed(prompts: int) -> PassTime:
        return prefill_time(
            chips,
            s.llm,
            layout,
            s.precision,
            tokens=prompts * s.input_tokens,
            input_tokens=s.input_tokens,
            overlap=overlap,
            expert_load=s.expert_load,
            calibration=s.calibration,
        )

    alone = timed(1)
    if s.ttft_s is not None and alone.total_s[0] > s.ttft_s:
        raise ModelError(
            f"the first token comes after {alone.total_s[0] * 1e3:.0f} ms at best, not {s.ttft_s * 1e3:.0f}",
            f"{s.chip.name}, {layout}",
            "allow more time, shorten the input, or use more chips per request (tp)",
        )
    prompts = max(
        1,
        s.forward_tokens // s.input_tokens
        if s.forward_tokens is not None
        else ceil(8192 / s.input_tokens),
    )
    if s.ttft_s is not None:
        prompts = _most(lambda n: float(timed(n).total_s[0]) <= s.ttft_s, prompts)  # type: ignore[operator]
    time = timed(prompts)
    return time, prompts * s.input_tokens, float(alone.total_s[0])


def _decode(
    chips: ChipArrays, s: Setting, layout: Layout, overlap: Overlap, memory: Memory
) -> tuple[PassTime, int]:
    middle = s.input_tokens + s.output_tokens / 2

    def timed(batch: int) -> PassTime:
        return decode_time(
            chips,
            s.llm,
            layout,
            s.precision,
            batch=batch,
            context_tokens=middle,
            overlap=overlap,
            expert_load=s.expert_load,
            calibration=s.calibration,
        )

    batch = s.batch if s.batch is not None else min(memory.largest_batch, MOST_SEQUENCES)
    if s.tpot_s is not None:
        least = timed(1)
        if least.total_s[0] > s.tpot_s:
            raise ModelError(
                f"a token takes {least.total_s[0] * 1e3:.1f} ms at best, not {s.tpot_s * 1e3:.1f}",
                f"{s.chip.name}, {layout}",
                "allow more time per token, or use more chips per request (tp)",
            )
        if s.batch is None:
            batch = _most(lambda n: float(timed(n).total_s[0]) <= s.tpot_s, batch)  # type: ignore[operator]
        elif timed(batch).total_s[0] > s.tpot_s:
            taken = timed(batch).total_s[0] * 1e3
            raise ModelError(
                f"a batch of {batch} takes {taken:.1f} ms a token",
                f"{s.chip.name}, {layout}",
                "choose a smaller batch, or none",
            )
    return timed(batch), batch


def _most(holds: Callable[[int], bool], high: int) -> int:
    """The largest of 1..high for which `holds`, which holds at 1 and, once false, stays false but
    for rounding to tiles.
    """
    low = 1
    if holds(high):
        return high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low


def best(chips: ChipArrays, setting: Setting, *, phases: str) -> Served:
    """The layout with the highest rate per chip among those that fit and meet the targets.

    Raises:
        ModelError: None does; the error is the one of the layout that came nearest to working.
    """
    found: Served | None = None
    errors: list[ModelError] = []
    for layout in layouts(setting.llm, setting.count, link_domain=setting.chip.link_domain):
        for overlap in overlaps(setting, layout):
            try:
                served = serve_layout(chips, setting, layout, overlap, phases=phases)
            except ModelError as error:
                errors.append(error)
                continue
            if found is None or _rate(served, setting) > _rate(found, setting):
                found = served
    if found is None:
        missed = [error for error in errors if "does not fit" not in error.what]
        raise (missed or errors)[-1]
    return found


def _rate(served: Served, s: Setting) -> float:
    return served.output_rate(s.input_tokens, s.output_tokens)
