"""What a catalogue chip does, by the figure that is searched by."""

from __future__ import annotations

from dataclasses import replace

import pytest

from design.build import load_70b
from ecluse.design.catalogue_chip import measure
from ecluse.errors import ModelError
from ecluse.inference.chip import Chip, stack
from ecluse.inference.from_item import chip_from_item
from ecluse.inference.phase import ModelRun
from ecluse.law.library import load


def h20() -> Chip:
    return chip_from_item(load().catalogue.get("H20", "test"))


def test_each_objective_is_made_of_the_times_of_the_two_phases() -> None:
    task, chip = load_70b(), h20()
    run = ModelRun(
        chips=stack([chip]),
        llm=task.llm,
        layout=task.layout,
        precision=task.precision,
        calibration=task.calibration,
    )

    def step(batch: int) -> float:
        return run.decode(batch, task.input_tokens + task.output_tokens / 2).seconds

    def prompt(tokens: int) -> float:
        return run.prefill(tokens, task.input_tokens).seconds

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
