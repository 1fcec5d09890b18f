"""A measured figure, predicted in the set-up that it was measured in.

Belongs here: from a measurement's set-up to the passes that it is made of. Does not: errors
(validation.py), fitting, the time of a pass (phase.py).
Always true: a set-up that would not fit in memory gives an error, never a figure.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, floor
from pathlib import Path

from ecluse.inference.chip import Chip, stack
from ecluse.inference.data_files import DATA
from ecluse.inference.layout import find_precision
from ecluse.inference.llm import find_llm
from ecluse.inference.measurement import Measurement
from ecluse.inference.memory import USABLE, fit
from ecluse.inference.phase import Calibration, ModelRun
from ecluse.inference.serving_engine import find_engine

# Prompt tokens that an engine puts into one pass: the default of TensorRT-LLM and SGLang.
CHUNK_TOKENS = 8192
LARGEST_OFFLINE_BATCH = 2048  # TensorRT-LLM's default ceiling (max_batch_size)


def predict(
    row: Measurement, chip: Chip, calibration: Calibration | None = None, folder: Path = DATA
) -> float:
    """The row's own figure, predicted in the row's own set-up.

    Args:
        folder: The data folder whose models and serving engines count.

    Raises:
        ModelError: The set-up cannot be modelled, for instance because it would not fit.
    """
    if row.network_gb_per_s is not None:
        chip = replace(chip, network_gb_per_s=row.network_gb_per_s)
    constants = _under(row.engine, calibration or Calibration(), folder)
    run = _MeasuredRun(
        row,
        chip,
        ModelRun(
            chips=stack([chip]),
            llm=find_llm(row.model, folder),
            layout=row.layout,
            precision=find_precision(row.precision),
            overlap=row.overlap,
            calibration=constants,
        ),
    )
    name, _ = row.figure
    batch = row.batch or 1
    if row.kind == "prefill":
        return run.prefill_figure(name)
    if row.kind == "decode":
        seconds = run.decode_s(batch, row.context_tokens or 1)
        return seconds * 1e3 if name == "tpot_ms" else batch / row.tp / row.pp / seconds
    if row.kind == "request":
        seconds, requests = run.request_s(batch), batch * row.dp
    else:
        seconds, requests = run.offline()
    return _rate(row, name, seconds, requests)


def _rate(row: Measurement, name: str, seconds: float, requests: int) -> float:
    if name == "latency_s":
        return seconds
    outputs, inputs = requests * (row.output_tokens or 0), requests * (row.input_tokens or 0)
    if name == "total_tokens_per_s":
        return (inputs + outputs) / seconds
    return outputs / seconds / (row.count if name.endswith("per_chip") else 1)


def _under(name: str | None, calibration: Calibration, folder: Path) -> Calibration:
    """The calibration with the row's serving engine.

    A fit has its own constants for one engine; those for TensorRT-LLM count for all its versions.
    """
    given = calibration.engine
    if name is None or given.engine == (known := find_engine(name, folder)).engine:
        return calibration
    if name.startswith(given.engine):
        known = replace(known, step_s=given.step_s, sequence_s=given.sequence_s)
    return replace(calibration, engine=known)


@dataclass(frozen=True, slots=True)
class _MeasuredRun:
    """The set-up of one row."""

    row: Measurement
    chip: Chip
    run: ModelRun

    def prefill_s(self, tokens: float) -> float:
        """Seconds of a pass over prompt tokens."""
        return self.run.prefill(tokens, min(self.row.input_tokens or tokens, tokens)).seconds

    def decode_s(self, batch: float, context: float) -> float:
        """Seconds of a step of a batch."""
        return self.run.decode(batch, context).seconds

    def prefill_figure(self, name: str) -> float:
        """Milliseconds to the first token, or prompt tokens per second and chip."""
        row = self.row
        tokens = row.forward_tokens or (row.batch or 1) * (row.input_tokens or 1)
        seconds = self.prefill_s(tokens)
        if name == "ttft_ms":
            return (seconds + self.run.calibration.engine.request_s) * 1e3
        return tokens / row.tp / seconds

    def request_s(self, batch: float) -> float:
        """Seconds of a batch from its first prompt token to its last output token.

        Prompts go through in passes of whole prompts.
        """
        inputs, outputs = self.row.input_tokens or 1, self.row.output_tokens or 1
        together = max(1, min(batch, (self.row.chunk_tokens or CHUNK_TOKENS) // inputs))
        prompts = batch / together * self.prefill_s(together * inputs)
        return prompts + (outputs - 1) * self.decode_s(batch, inputs + outputs / 2)

    def offline(self) -> tuple[float, int]:
        """Seconds of requests queued at once, and how many requests.

        Full waves of as many as fit come first, then the rest; equal lengths finish together.
        """
        row = self.row
        total = ceil((row.requests or 1) / row.dp)
        memory = fit(
            self.chip,
            self.run.llm,
            row.layout,
            self.run.precision,
            batch=None,
            tokens=(row.input_tokens or 1) + (row.output_tokens or 1),
            pass_tokens=row.chunk_tokens or CHUNK_TOKENS,
            usable=row.memory_share or USABLE,
        )
        batch = min(total, memory.largest_batch, row.max_sequences or LARGEST_OFFLINE_BATCH)
        waves = floor(total / batch)
        rest = total - waves * batch
        seconds = waves * self.request_s(batch) + (self.request_s(rest) if rest else 0.0)
        return seconds, total * row.dp
