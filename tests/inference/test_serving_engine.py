"""Serving engines: found by name, cited, and felt where they should be."""

from __future__ import annotations

import pytest

from ecluse.errors import ModelError
from ecluse.inference.chip import stack
from ecluse.inference.layout import Layout, find_precision
from ecluse.inference.llm import find_llm
from ecluse.inference.measurement import HELD_OUT, measurements
from ecluse.inference.phase import Calibration, ModelRun, pass_time
from ecluse.inference.serving_engine import engines, find_engine
from ecluse.inference.workload import decode

from .build import H20, H100

LLAMA, BF16, ONE = find_llm("Llama-3.1-8B"), find_precision("bf16"), Layout()


def under(name: str) -> ModelRun:
    calibration = Calibration(engine=find_engine(name))
    return ModelRun(
        chips=stack([H100]), llm=LLAMA, layout=ONE, precision=BF16, calibration=calibration
    )


def step(name: str, context: int, batch: int = 1) -> float:
    return under(name).decode(batch, context).seconds


def test_an_engine_is_found_by_any_of_its_names() -> None:
    assert find_engine("VLLM") is find_engine("vllm-v1")
    with pytest.raises(
        ModelError,
        match=r"no serving engine is called 'llama.cpp' \(engine\): choose one of tensorrt-llm",
    ):
        find_engine("llama.cpp")


def test_every_row_names_a_known_engine_or_none() -> None:
    named = {row.engine for row in measurements() if row.engine is not None}
    assert named
    assert {find_engine(name).engine for name in named} <= {each.engine for each in engines()}


def test_every_engine_says_what_set_its_constants_and_no_held_out_chip_did() -> None:
    assert len(engines()) > 3
    for each in engines():
        assert each.fitted_on
        assert not HELD_OUT.search(each.fitted_on)


def test_a_context_outside_the_graph_waits_for_the_host() -> None:
    engine = find_engine("vllm-v0")
    assert engine.graph_context_tokens == 8192
    inside, outside = step("vllm-v0", 8192), step("vllm-v0", 8193)
    assert outside == pytest.approx(
        engine.launch_layer_s * LLAMA.layers + engine.step_s + engine.sequence_s
    )
    assert outside > inside + 0.003
    assert step("vllm-v1", 8193) < outside


def test_a_pass_that_computes_longer_than_the_host_launches_does_not_wait() -> None:
    assert step("vllm-v0", 8193, batch=64) == step("tensorrt-llm", 8193, batch=64)


def test_waiting_is_a_part_and_parts_add_up() -> None:
    made = under("vllm-v0").prefill(64, 64)
    parts = made.parts()
    assert "waiting for the host" in [part.name for part in parts]
    assert sum(part.seconds for part in parts) == pytest.approx(float(made.total_s[0]))


@pytest.mark.parametrize("captured", [True, False])
def test_only_a_pass_outside_the_graph_waits_until_the_host_has_launched_it(
    captured: bool,
) -> None:
    calibration = Calibration(engine=find_engine("vllm-v0"))
    work = decode(LLAMA, ONE, BF16, batch=1, context_tokens=9000)
    time = pass_time(stack([H20]), work, sequences=1, captured=captured, calibration=calibration)
    launched = calibration.engine.launch_layer_s * LLAMA.layers
    busy = float(time.computing_s[0])
    assert busy < launched
    assert float(time.total_s[0]) - time.between_s == pytest.approx(busy if captured else launched)


def test_heads_that_do_not_share_reads_read_the_cache_once_each() -> None:
    alone = decode(LLAMA, ONE, BF16, batch=8, context_tokens=4096, shared_reads=False).operators
    shared = decode(LLAMA, ONE, BF16, batch=8, context_tokens=4096).operators
    at = shared.names.index("attention")
    assert alone.dram_bytes[at] == 4 * shared.dram_bytes[at]  # 32 query heads, 8 cache heads
    assert step("tensorrt-llm-0.6", 4096, batch=8) > step("tensorrt-llm", 4096, batch=8)
