"""The largest batch that meets the targets, and the layout that serves most.

Belongs here: the question of one run, and trying batches and layouts. Does not: the time of a pass.
Always true: an answer meets every target; where that is impossible an error names the target and
the nearest time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import ceil
from typing import Literal

from ecluse.errors import ModelError
from ecluse.inference.chip import Chip, ChipArrays
from ecluse.inference.layout import Layout, Overlap, Precision, layouts
from ecluse.inference.llm import Llm
from ecluse.inference.memory import DoesNotFitError, Memory, fit
from ecluse.inference.phase import Calibration, ModelRun, PassTime

Phase = Literal["prefill", "decode", "both"]
MOST_SEQUENCES = 4096  # per data-parallel group; no engine schedules more
PASS_TOKENS = 8192  # prompt tokens of a pass where nothing else is asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Everything about a run except its layout; `infer` says what each field means.

    Raises:
        ModelError: A number is not positive, or there is no such phase.
    """

    chip: Chip
    count: int
    llm: Llm
    precision: Precision
    input_tokens: int
    output_tokens: int
    phase: Phase
    overlap: Overlap | None
    expert_load: float
    ttft_s: float | None
    tpot_s: float | None
    forward_tokens: int | None
    batch: int | None
    calibration: Calibration

    def __post_init__(self) -> None:
        whole = {
            "count": self.count,
            "input": self.input_tokens,
            "output": self.output_tokens,
            "batch": self.batch,
            "forward_tokens": self.forward_tokens,
        }
        check_whole(whole)
        check_positive("ttft", self.ttft_s)
        check_positive("tpot", self.tpot_s)
        if self.phase not in ("prefill", "decode", "both"):
            raise ModelError(
                f"no phase is called '{self.phase}'", "phase", "choose prefill, decode or both"
            )

    @property
    def context_tokens(self) -> int:
        """Tokens of a finished request."""
        return self.input_tokens + self.output_tokens


def check_whole(numbers: Mapping[str, int | None]) -> None:
    """Refuse a count below one; None stands for no count.

    Args:
        numbers: By the name of their field.

    Raises:
        ModelError: It is one.
    """
    for name, value in numbers.items():
        if value is not None and value < 1:
            raise ModelError(f"{name} is {value}", name, "give a whole number from 1")


def check_positive(name: str, value: float | None) -> None:
    """Refuse a figure that is zero, negative or without end; None stands for no figure.

    Raises:
        ModelError: It is one.
    """
    if value is not None and not 0 < value < float("inf"):
        raise ModelError(f"{name} is {value:g}", name, "give a positive figure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """The answer for one layout: its passes and their sizes.

    A pass is timed three times where figures were assumed: with their likely, low and high ends.
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
        """Prompt tokens per second and chip; 0 where only decode was asked for.

        Pipeline stages work on passes that follow one another.
        """
        if self.prefill is None:
            return 0.0
        return self.prefill_tokens / self.layout.tp / self.prefill.seconds

    @property
    def decode_rate(self) -> float:
        """Output tokens per second and chip; 0 where only prefill was asked for."""
        if self.decode is None:
            return 0.0
        return self.batch / self.layout.tp / self.layout.pp / self.decode.seconds

    def output_rate(self, input_tokens: int, output_tokens: int) -> float:
        """Output tokens per second and chip where the same chips do both phases.

        The rate of the one phase where only one was asked for.
        """
        if self.prefill is None:
            return self.decode_rate
        if self.decode is None:
            return self.prefill_rate
        return 1.0 / (1.0 / self.decode_rate + input_tokens / output_tokens / self.prefill_rate)


def overlaps(setting: Setting, layout: Layout) -> tuple[Overlap, ...]:
    """The overlaps worth trying: two batches help only where experts are spread over chips."""
    if setting.overlap is not None:
        return (setting.overlap,)
    return ("none", "two_batch") if layout.ep > 1 else ("none",)


def serve_layout(chips: ChipArrays, setting: Setting, layout: Layout, overlap: Overlap) -> Served:
    """The best that one layout does under the targets.

    Raises:
        ModelError: It does not fit, or misses a target even with the smallest batch.
    """
    memory = fit(
        setting.chip,
        setting.llm,
        layout,
        setting.precision,
        batch=setting.batch,
        tokens=setting.context_tokens,
        pass_tokens=setting.forward_tokens or max(setting.input_tokens, PASS_TOKENS),
    )
    run = ModelRun(
        chips=chips,
        llm=setting.llm,
        layout=layout,
        precision=setting.precision,
        overlap=overlap,
        expert_load=setting.expert_load,
        calibration=setting.calibration,
    )
    prompting, tokens, ttft = None, 0, 0.0
    if setting.phase != "decode":
        prompting, tokens, ttft = _prefill(run, setting)
    decoding, batch = None, 0
    if setting.phase != "prefill":
        decoding, batch = _decode(run, setting, memory)
        memory = replace(memory, cache_gb=batch * memory.cache_gb_per_sequence)
    return Served(
        layout=layout,
        overlap=overlap,
        memory=memory,
        prefill=prompting,
        prefill_tokens=tokens,
        ttft_s=ttft,
        decode=decoding,
        batch=batch,
    )


def _prefill(run: ModelRun, s: Setting) -> tuple[PassTime, int, float]:
    """The longest pass of whole prompts under the target, its tokens, and one prompt's seconds."""

    def timed(prompts: int) -> PassTime:
        return run.prefill(prompts * s.input_tokens, s.input_tokens)

    alone, target = timed(1).seconds, s.ttft_s
    prompts = ceil(PASS_TOKENS / s.input_tokens)
    if s.forward_tokens is not None:
        prompts = max(1, s.forward_tokens // s.input_tokens)
    if target is not None:
        if alone > target:
            raise ModelError(
                f"the first token comes after {alone * 1e3:.0f} ms at best, not {target * 1e3:.0f}",
                f"{s.chip.name}, {run.layout}",
                "allow more time, shorten the input, or use more chips per request (tp)",
            )
        prompts = _most(lambda count: timed(count).seconds <= target, prompts)
    return timed(prompts), prompts * s.input_tokens, alone


def _decode(run: ModelRun, s: Setting, memory: Memory) -> tuple[PassTime, int]:
    """The largest step under the target, and its sequences per data-parallel group."""

    def timed(batch: int) -> PassTime:
        return run.decode(batch, s.input_tokens + s.output_tokens / 2)

    batch, target = s.batch or min(memory.largest_batch, MOST_SEQUENCES), s.tpot_s
    where = f"{s.chip.name}, {run.layout}"
    if target is not None:
        if (least := timed(1).seconds) > target:
            raise ModelError(
                f"a token takes {least * 1e3:.1f} ms at best, not {target * 1e3:.1f}",
                where,
                "allow more time per token, or use more chips per request (tp)",
            )
        if s.batch is None:
            batch = _most(lambda count: timed(count).seconds <= target, batch)
        elif (taken := timed(batch).seconds) > target:
            what = f"a batch of {batch} takes {taken * 1e3:.1f} ms a token"
            raise ModelError(what, where, "choose a smaller batch, or none")
    return timed(batch), batch


def _most(holds: Callable[[int], bool], high: int) -> int:
    """The largest of 1..high for which `holds`.

    It must hold at 1. Once false it stays false, except for rounding to tiles.
    """
    low = 1
    if holds(high):
        return high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low


def best(chips: ChipArrays, setting: Setting) -> Served:
    """The layout with the highest rate per chip among those that fit and meet the targets.

    Raises:
        ModelError: None does; the error is the one of the layout that came nearest to working.
    """
    served: list[Served] = []
    errors: list[ModelError] = []
    for layout in layouts(setting.llm, setting.count, link_domain=setting.chip.link_domain):
        for overlap in overlaps(setting, layout):
            try:
                served.append(serve_layout(chips, setting, layout, overlap))
            except ModelError as error:
                errors.append(error)
    if not served:
        missed = [error for error in errors if not isinstance(error, DoesNotFitError)]
        raise (missed or errors)[-1]
    return _fastest(served, setting)


def best_overlap(chips: ChipArrays, setting: Setting, layout: Layout) -> Served:
    """One layout, with the overlap that serves most.

    Raises:
        ModelError: It does not fit, or misses a target, with one of the overlaps worth trying.
    """
    tried = [serve_layout(chips, setting, layout, overlap) for overlap in overlaps(setting, layout)]
    return _fastest(tried, setting)


def _fastest(served: list[Served], setting: Setting) -> Served:
    return max(served, key=lambda run: run.output_rate(setting.input_tokens, setting.output_tokens))
