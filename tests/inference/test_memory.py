"""What fits, by how much it does not, and what would."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from ecluse.errors import ModelError
from ecluse.inference.layout import Layout, find_precision
from ecluse.inference.llm import find_llm
from ecluse.inference.memory import USABLE, cache_bytes, capacity_bytes, fit, weight_bytes

from .build import H20, H100

FP8, BF16 = find_precision("fp8"), find_precision("bf16")
LLAMA = find_llm("Llama-3.1-70B")


def test_the_largest_batch_fits_and_one_more_does_not() -> None:
    at = {"tokens": 5120.0, "pass_tokens": 8192.0}
    largest = fit(H20, LLAMA, Layout(tp=8), FP8, batch=None, **at).largest_batch
    assert (
        fit(H20, LLAMA, Layout(tp=8), FP8, batch=largest, **at).used_gb * 1e9
        <= capacity_bytes(H20) * USABLE
    )
    with pytest.raises(
        ModelError, match=rf"a batch of {largest + 1} does not fit: .* choose at most {largest}"
    ):
        fit(H20, LLAMA, Layout(tp=8), FP8, batch=largest + 1, **at)


def test_a_model_that_does_not_fit_says_by_how_much_and_what_would_do() -> None:
    with pytest.raises(ModelError) as caught:
        fit(H20, LLAMA, Layout(), BF16, batch=1, tokens=4096, pass_tokens=8192)
    wanted = (
        r"Llama-3.1-70B does not fit: \d+\.\d GB too little on each chip for one sequence "
        r"\(H20 96GB, one chip, bf16\): tp 2 would fit"
    )
    assert re.fullmatch(wanted, str(caught.value))


def test_the_shortfall_named_is_what_is_missing() -> None:
    with pytest.raises(ModelError) as caught:
        fit(
            replace(H100, dram_capacity_gb=60),
            LLAMA,
            Layout(tp=2),
            BF16,
            batch=1,
            tokens=4096,
            pass_tokens=8192,
        )
    short = float(re.search(r"([\d.]+) GB too little", str(caught.value)).group(1))  # type: ignore[union-attr]
    enough = replace(H100, dram_capacity_gb=60 + (short + 0.1) / USABLE / 1.0737)
    assert (
        fit(enough, LLAMA, Layout(tp=2), BF16, batch=1, tokens=4096, pass_tokens=8192).largest_batch
        >= 1
    )


def test_a_latent_cache_is_kept_whole_by_every_chip_of_a_group() -> None:
    deepseek = find_llm("DeepSeek-V3")
    assert cache_bytes(deepseek, Layout(tp=8), FP8, 1000) == cache_bytes(
        deepseek, Layout(), FP8, 1000
    )
    assert (
        cache_bytes(LLAMA, Layout(tp=8), FP8, 1000) == cache_bytes(LLAMA, Layout(), FP8, 1000) / 8
    )
    assert cache_bytes(LLAMA, Layout(tp=16), FP8, 1000) == cache_bytes(
        LLAMA, Layout(tp=8), FP8, 1000
    )


def test_spreading_experts_leaves_attention_whole() -> None:
    deepseek = find_llm("DeepSeek-V3")
    one, spread = (
        weight_bytes(deepseek, layout, FP8) for layout in (Layout(), Layout(dp=32, ep=32))
    )
    assert one == pytest.approx(671e9, rel=0.03)
    assert 30e9 < spread < 45e9


def test_eighty_gigabytes_of_dram_are_a_power_of_two() -> None:
    assert capacity_bytes(H100) == 85_899_345_920
