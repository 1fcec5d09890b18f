"""The time of one forward pass, and of many: operators, messages, what hides behind what, and what
bounds it.

Belongs here: adding up a pass; overlap; the bound of each part. Does not: choosing layouts or
batches.
Always true: parts add up to the total, with the hidden time named; nothing overlaps unless asked
to.

Source: docs/model/serving.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ecluse.inference import collective, efficiency
from ecluse.inference.chip import ChipArrays, Floats
from ecluse.inference.layout import Layout, Overlap, Precision
from ecluse.inference.llm import Llm
from ecluse.inference.serving_engine import ServingEngine, find_engine
from ecluse.inference.workload import Workload, decode, prefill

# The engine taken where none is named: the one that most rows marked `fit` were measured with.
ENGINE = find_engine("tensorrt-llm")
# Share of the shorter of computing and sending that two interleaved batches hide. Fitted on
# DeepSeek's H800 profiles.
HIDDEN_SHARE = 0.84
# While large messages travel behind computing, kernels that move them keep this share of the chip's
# cores: 24 of 132 (DeepEP, docs/legacy.md, Buffer.set_num_sms(24)). Its low-latency messages of
# decode keep none.
CORES_SENDING = 24 / 132


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """All constants of a prediction, so that a fit or a test can vary them."""

    operators: efficiency.Efficiency = efficiency.DEFAULT
    links: collective.Links = collective.DEFAULT
    engine: ServingEngine = ENGINE
    hidden_share: float = HIDDEN_SHARE
    cores_sending: float = CORES_SENDING


DEFAULT = Calibration()


@dataclass(frozen=True, slots=True)
class Part:
    """One operator or message of a pass on one chip."""

    name: str
    seconds: float
    bound: str


@dataclass(frozen=True, slots=True)
class PassTime:
    """Times of one pass on each chip; every field has shape (designs,) or (designs, parts)."""

    total_s: Floats
    computing_s: Floats
    sending_s: Floats
    hidden_s: Floats
    waiting_s: Floats
    between_s: float
    names: tuple[str, ...]
    parts_s: Floats
    bounds: tuple[tuple[str, ...], ...]

    def parts(self, design: int = 0) -> tuple[Part, ...]:
        """The parts on one chip, the longest first; time hidden by overlap is a negative part, so
        that they add up.
        """
        rows = [
            Part(name, float(self.parts_s[design, index]), self.bounds[design][index])
            for index, name in enumerate(self.names)
        ]
        rows.append(Part("between passes", self.between_s, "overhead"))
        if self.waiting_s[design]:
            rows.append(Part("waiting for the host", float(self.waiting_s[design]), "overhead"))
        if self.hidden_s[design]:
            rows.append(Part("hidden by overlap", -float(self.hidden_s[design]), "interconnect"))
        return tuple(sorted(rows, key=lambda part: -part.seconds))


def pass_time(
    chips: ChipArrays,
    workload: Workload,
    *,
    sequences: float,
    copies: int = 1,
    stages: int = 1,
    captured: bool = True,
    calibration: Calibration = DEFAULT,
) -> PassTime:
    """Time of a pass made of `copies` equal micro-batches that take turns computing and sending.

    With one copy nothing overlaps: computing and sending add. With two, one computes while the
    other sends, and all but a share of the shorter is hidden. Pipeline stages follow one another,
    each with 1/stages of the layers and its own scheduling. A pass that is not `captured` in a
    graph is launched layer by layer, and waits for the host where that takes longer.
    """
    times = efficiency.operator_times(chips, workload.operators, calibration.operators)
    sends = collective.message_times(chips, workload.messages, calibration.links)
    scale = copies * stages
    busy = copies > 1 and any(not message.small for message in workload.messages)
    slowed = 1 / (1 - calibration.cores_sending) if busy else 1.0
    computing, sending = times.total_s.sum(axis=1) * scale * slowed, sends.sum(axis=1) * scale
    hidden = (
        calibration.hidden_share * np.minimum(computing, sending)
        if copies > 1
        else np.zeros(len(chips))
    )
    between = stages * (calibration.engine.step_s + sequences * calibration.engine.sequence_s)
    launching = 0.0 if captured else calibration.engine.launch_layer_s * workload.layers * scale
    waiting = np.maximum(launching - (computing + sending - hidden), 0.0)
    bounds = tuple(
        tuple(
            _bound(float(c), float(m), float(o))
            for c, m, o in zip(
                times.compute_s[row], times.memory_s[row], times.overhead_s[row], strict=True
            )
        )
        + ("interconnect",) * len(workload.messages)
        for row in range(len(chips))
    )
    return PassTime(
        total_s=computing + sending - hidden + waiting + between,
        computing_s=computing,
        sending_s=sending,
        hidden_s=hidden,
        waiting_s=waiting,
        between_s=between,
        names=(*workload.operators.names, *(message.name for message in workload.messages)),
        parts_s=np.concatenate([times.total_s * slowed, sends], axis=1) * scale,
        bounds=bounds,
    )


def pass_seconds(
    chips: ChipArrays,
    workload: Workload,
    *,
    sequences: float,
    copies: int = 1,
    stages: int = 1,
    captured: bool = True,
    calibration: Calibration = DEFAULT,
) -> Floats:
    """What `pass_time` gives as `total_s`, without the reasons: for searches over many designs,
    shape (designs,).
    """
    sends = collective.message_times(chips, workload.messages, calibration.links).sum(axis=1)
    busy = copies > 1 and any(not message.small for message in workload.messages)
    scale = copies * stages
    computing = efficiency.pass_times(chips, workload.operators, calibration.operators) * (
        scale / (1 - calibration.cores_sending) if busy else scale
    )
    sending = sends * scale
    hidden = calibration.hidden_share * np.minimum(computing, sending) if copies > 1 else 0.0
    launching = 0.0 if captured else calibration.engine.launch_layer_s * workload.layers * scale
    total: Floats = np.maximum(computing + sending - hidden, launching) + stages * (
        calibration.engine.step_s + sequences * calibration.engine.sequence_s
    )
    return total


def _bound(compute: float, memory: float, overhead: float) -> str:
    return max(
        (("compute", compute), ("memory", memory), ("overhead", overhead)), key=lambda pair: pair[1]
    )[0]


def prefill_time(
    chips: ChipArrays,
    llm: Llm,
    layout: Layout,
    precision: Precision,
    *,
    tokens: float,
    input_tokens: float,
    overlap: Overlap = "none",
    expert_load: float = 1.0,
    calibration: Calibration = DEFAULT,
) -> PassTime:
    """A pass over `tokens` prompt tokens per data-parallel group."""
    copies = 2 if overlap == "two_batch" else 1
    work = prefill(
        llm,
        layout,
        precision,
        tokens=tokens / copies,
        input_tokens=input_tokens,
        expert_load=expert_load,
    )
    captured = _within(tokens / copies, calibration.engine.graph_prompt_tokens)
    return pass_time(
        chips,
        work,
        sequences=tokens / input_tokens,
        copies=copies,
        stages=layout.pp,
        captured=captured,
        calibration=calibration,
    )


def decode_time(
    chips: ChipArrays,
    llm: Llm,
    layout: Layout,
    precision: Precision,
    *,
    batch: float,
    context_tokens: float,
    overlap: Overlap = "none",
    expert_load: float = 1.0,
    calibration: Calibration = DEFAULT,
) -> PassTime:
    """A step that adds one token to each of `batch` sequences per data-parallel group.

    With pipeline stages the batch is cut into as many micro-batches, which fill the stages in turn.
    """
    copies = 2 if overlap == "two_batch" else 1
    work = decode(
        llm,
        layout,
        precision,
        batch=batch / copies / layout.pp,
        context_tokens=context_tokens,
        expert_load=expert_load,
        shared_reads=calibration.engine.shares_cache_reads,
    )
    captured = _within(context_tokens, calibration.engine.graph_context_tokens)
    return pass_time(
        chips,
        work,
        sequences=batch / layout.pp,
        copies=copies,
        stages=layout.pp,
        captured=captured,
        calibration=calibration,
    )


def _within(tokens: float, most: int | None) -> bool:
    return most is None or tokens <= most
