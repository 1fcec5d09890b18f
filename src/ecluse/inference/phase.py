"""The time of a forward pass: operators, messages, overlap, and what bounds each part.

Belongs here: adding up a pass; overlap; the bound of each part. Does not: choosing layouts or
batches.
Always true: parts add up to the total, the hidden time being a part of its own; nothing overlaps
unless the question asks for it.

Source: docs/model/serving.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ecluse.inference import collective, efficiency
from ecluse.inference.chip import ChipArrays, Floats
from ecluse.inference.layout import Layout, Overlap, Precision
from ecluse.inference.llm import Llm
from ecluse.inference.serving_engine import ServingEngine, find_engine
from ecluse.inference.workload import Workload, decode, prefill

# With two interleaved batches, this share of the shorter of computing and sending is hidden. Fitted
# on DeepSeek's H800 profiles.
HIDDEN_SHARE = 0.84
# While large messages travel behind computing, kernels that move them keep this share of the chip's
# cores: 24 of 132 (DeepEP, docs/legacy.md, Buffer.set_num_sms(24)). Its low-latency messages of
# decode keep none.
CORES_SENDING = 24 / 132


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """All constants of a prediction, so that a fit or a test can vary them.

    Args:
        engine: The standard engine of the library's own data where left out.
    """

    operators: efficiency.Efficiency = efficiency.DEFAULT
    links: collective.Links = collective.DEFAULT
    engine: ServingEngine = field(default_factory=find_engine)
    hidden_share: float = HIDDEN_SHARE
    cores_sending: float = CORES_SENDING


@dataclass(frozen=True, slots=True)
class PassPart:
    """One operator or message of a pass on one chip.

    Args:
        bound: What takes most of its time: compute, memory, interconnect or overhead.
    """

    name: str
    seconds: float
    bound: str


@dataclass(frozen=True, slots=True)
class PassTime:
    """Seconds of one pass on each chip; each field has shape (designs,) or (designs, parts).

    Args:
        hidden_s: What overlap takes off the sum of computing and sending.
        waiting_s: What the chip waits for the host that launches its work.
        between_s: Between this pass and the next; the same for every chip.
        names: Operators and messages, in the order of `parts_s` and `bounds`.
    """

    computing_s: Floats
    sending_s: Floats
    hidden_s: Floats
    waiting_s: Floats
    between_s: float
    names: tuple[str, ...]
    parts_s: Floats
    bounds: tuple[tuple[str, ...], ...]

    @property
    def total_s(self) -> Floats:
        """All of it, shape (designs,)."""
        busy: Floats = self.computing_s + self.sending_s - self.hidden_s
        return busy + self.waiting_s + self.between_s

    @property
    def seconds(self) -> float:
        """The same of the first chip."""
        return float(self.total_s[0])

    def parts(self, design: int = 0) -> tuple[PassPart, ...]:
        """The parts on one chip, the longest first.

        Time hidden by overlap is a negative part, so that the parts add up to the total.
        """
        rows = [
            PassPart(name, float(self.parts_s[design, index]), self.bounds[design][index])
            for index, name in enumerate(self.names)
        ]
        rows.append(PassPart("between passes", self.between_s, "overhead"))
        if self.waiting_s[design]:
            rows.append(PassPart("waiting for the host", float(self.waiting_s[design]), "overhead"))
        if self.hidden_s[design]:
            rows.append(
                PassPart("hidden by overlap", -float(self.hidden_s[design]), "interconnect")
            )
        return tuple(sorted(rows, key=lambda part: -part.seconds))


def pass_time(
    chips: ChipArrays,
    workload: Workload,
    *,
    sequences: float,
    copies: int = 1,
    stages: int = 1,
    captured: bool = True,
    calibration: Calibration | None = None,
) -> PassTime:
    """Time of a pass made of `copies` equal micro-batches that take turns computing and sending.

    With one copy nothing overlaps: computing and sending add. With two, one computes while the
    other sends, and all but a share of the shorter is hidden. Pipeline stages follow one another,
    each with 1/stages of the layers and its own scheduling. A pass that is not `captured` in a
    graph is launched layer by layer, and waits for the host where that takes longer.
    """
    constants = calibration or Calibration()
    engine = constants.engine
    times = efficiency.operator_times(chips, workload.operators, constants.operators)
    sends = collective.message_times(chips, workload.messages, constants.links)
    scale, slowed = copies * stages, _slowing(workload, copies, constants)
    computing, sending = times.total_s.sum(axis=1) * scale * slowed, sends.sum(axis=1) * scale
    hidden = (constants.hidden_share if copies > 1 else 0.0) * np.minimum(computing, sending)
    launching = 0.0 if captured else engine.launch_layer_s * workload.layers * scale
    return PassTime(
        computing_s=computing,
        sending_s=sending,
        hidden_s=hidden,
        waiting_s=np.maximum(launching - (computing + sending - hidden), 0.0),
        between_s=stages * engine.between_s(sequences),
        parts_s=np.concatenate([times.total_s * slowed, sends], axis=1) * scale,
        **_reasons(times, workload),
    )


def _slowing(workload: Workload, copies: int, constants: Calibration) -> float:
    """How much longer computing takes while large messages travel behind it."""
    busy = copies > 1 and any(not message.small for message in workload.messages)
    return 1 / (1 - constants.cores_sending) if busy else 1.0


def _reasons(times: efficiency.OperatorTimes, workload: Workload) -> dict[str, Any]:
    """The names of all parts, and what each is bound by on each chip; messages by their links."""
    kinds = ("compute", "memory", "overhead")
    longest = np.argmax(np.stack([times.compute_s, times.memory_s, times.overhead_s]), axis=0)
    messages = [message.name for message in workload.messages]
    links = ["interconnect"] * len(messages)
    return {
        "names": (*workload.operators.names, *messages),
        "bounds": tuple((*(kinds[place] for place in row), *links) for row in longest),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRun:
    """Chips that run a model in one layout, and what counts for each of their passes.

    Args:
        expert_load: The busiest chip's share of the experts' tokens over the mean share.
    """

    chips: ChipArrays
    llm: Llm
    layout: Layout
    precision: Precision
    overlap: Overlap = "none"
    expert_load: float = 1.0
    calibration: Calibration = field(default_factory=Calibration)

    @property
    def copies(self) -> int:
        """Micro-batches of a pass that take turns."""
        return 2 if self.overlap == "two_batch" else 1

    def prefill(self, tokens: float, input_tokens: float) -> PassTime:
        """A pass over `tokens` prompt tokens per data-parallel group."""
        each = tokens / self.copies
        work = prefill(
            self.llm,
            self.layout,
            self.precision,
            tokens=each,
            input_tokens=input_tokens,
            expert_load=self.expert_load,
        )
        captured = _within(each, self.calibration.engine.graph_prompt_tokens)
        return self._time(work, tokens / input_tokens, captured=captured)

    def decode(self, batch: float, context_tokens: float) -> PassTime:
        """A step that adds one token to each of `batch` sequences per data-parallel group.

        With pipeline stages the batch is cut into as many micro-batches, which fill the stages in
        turn.
        """
        engine, stages = self.calibration.engine, self.layout.pp
        work = decode(
            self.llm,
            self.layout,
            self.precision,
            batch=batch / self.copies / stages,
            context_tokens=context_tokens,
            expert_load=self.expert_load,
            shared_reads=engine.shares_cache_reads,
        )
        captured = _within(context_tokens, engine.graph_context_tokens)
        return self._time(work, batch / stages, captured=captured)

    def _time(self, work: Workload, sequences: float, *, captured: bool) -> PassTime:
        return pass_time(
            self.chips,
            work,
            sequences=sequences,
            copies=self.copies,
            stages=self.layout.pp,
            captured=captured,
            calibration=self.calibration,
        )


def _within(tokens: float, most: int | None) -> bool:
    return most is None or tokens <= most
