"""What a catalogue chip does, by the figure that is searched by."""

from __future__ import annotations

from dataclasses import replace

import pytest

from design.build import load_70b
from ecluse.design.catalogue_chip import measure
from ecluse.errors import ModelError
from ecluse.inference.chip import Chip, stack
from ecluse.inference.from_item import chip_from_item
from ecluse.inference.phase import decode_time, prefill_time
from ecluse.law.library import load


def h20() -> Chip:
    return chip_from_item(load().catalogue.get("H20", "test"))


def test_each_objective_is_made_of_the_times_of_the_two_phases() -> None:
    task, chip = load_70b(), h20()
    work = (stack([chip]), task.llm, task.layout, task.precision)

    def step(batch: int) -> float:
        half = task.input_tokens + task.output_tokens / 2
        time = decode_time(*work, batch=batch, context_tokens=half, calibration=task.calibration)
        return float(time.total_s[0])

    def prompt(tokens: int) -> float:
        time = prefill_time(
            *work, tokens=tokens, input_tokens=task.input_tokens, calibration=task.calibration
        )
        return float(time.total_s[0])

    chips = task.layout.tp * task.layout.pp
    decode = task.batch / step(task.batch) / chips
    prefill = task.forward_tokens / prompt(task.forward_tokens) / chips
    a_token = 1 / decode + task.input_tokens / task.output_tokens / prefill
    whole = prompt(task.input_tokens) + task.output_tokens * step(1)
    values = {
        "decode": decode,
        "prefill": prefill,
        "serve": 1 / a_token,
        "latency": 1 / whole,
        "cost": None,
    }
    for objective, value in values.items():
        found = measure(chip, task, objective)
        wanted = (decode, prefill, value)
        assert found == tuple(w if w is None else pytest.approx(w) for w in wanted), objective


def test_a_chip_is_measured_to_the_byte_that_the_load_needs() -> None:
    task = load_70b()
    fits = replace(h20(), dram_capacity_gb=task.need_gb * 1.000001)
    assert measure(fits, task, "decode")[0] > 0
    with pytest.raises(ModelError, match="are needed"):
        measure(replace(fits, dram_capacity_gb=task.need_gb * 0.999999), task, "decode")
