"""Adding up a pass."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecluse.inference.chip import Chip, stack
from ecluse.inference.layout import Layout, find_precision
from ecluse.inference.llm import find_llm
from ecluse.inference.phase import Calibration, ModelRun, pass_time
from ecluse.inference.workload import Workload, decode, prefill

from .build import H20, H100, chips

FP8, DEEPSEEK, SPREAD = find_precision("fp8"), find_llm("DeepSeek-V3"), Layout(dp=32, ep=32)
ON_H100 = ModelRun(chips=stack([H100]), llm=DEEPSEEK, layout=SPREAD, precision=FP8)
WORKS = (
    prefill(DEEPSEEK, SPREAD, FP8, tokens=8192, input_tokens=4096),
    decode(DEEPSEEK, SPREAD, FP8, batch=64, context_tokens=4096),
    decode(find_llm("Llama-3.1-70B"), Layout(tp=8, pp=2), FP8, batch=64, context_tokens=4096),
)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(chips(), min_size=1, max_size=4),
    st.sampled_from(WORKS),
    st.sampled_from([1, 2]),
    st.sampled_from([1, 2]),
)
def test_parts_add_up_to_the_total_on_every_chip(
    drawn: list[Chip], work: Workload, copies: int, stages: int
) -> None:
    time = pass_time(stack(drawn), work, sequences=64, copies=copies, stages=stages)
    for place in range(len(drawn)):
        whole = sum(part.seconds for part in time.parts(place))
        assert whole == pytest.approx(float(time.total_s[place]), rel=1e-9)


def test_overlap_hides_no_more_than_the_shorter_of_the_two() -> None:
    time = replace(ON_H100, overlap="two_batch").decode(128, 4096)
    assert 0 < time.hidden_s[0] <= min(time.computing_s[0], time.sending_s[0])
    assert time.total_s[0] >= max(time.computing_s[0], time.sending_s[0])


def test_without_overlap_nothing_is_hidden() -> None:
    time = ON_H100.decode(128, 4096)
    assert time.hidden_s[0] == 0
    assert time.total_s[0] == pytest.approx(
        time.computing_s[0] + time.sending_s[0] + time.between_s
    )


def test_moving_large_messages_behind_computing_costs_cores() -> None:
    taxed, free = (
        replace(ON_H100, overlap="two_batch", calibration=calibration).prefill(16384, 4096)
        for calibration in (Calibration(), Calibration(cores_sending=0.0))
    )
    assert taxed.computing_s[0] == pytest.approx(free.computing_s[0] / (1 - 24 / 132))


@pytest.mark.parametrize("chip", [H20, H100])
def test_a_longer_context_and_a_larger_batch_never_take_less_time(chip: Chip) -> None:
    llm = find_llm("Llama-3.1-70B")
    run = ModelRun(chips=stack([chip]), llm=llm, layout=Layout(tp=8), precision=FP8)
    by_context = [run.decode(32, each).seconds for each in (1, 1000, 10_000, 100_000)]
    by_batch = [run.decode(each, 4096).seconds for each in (1, 8, 64, 65, 256)]
    assert by_context == sorted(by_context)
    assert by_batch == sorted(by_batch)
