"""Counting operations and bytes."""

from __future__ import annotations

import pytest

from ecluse.inference.experts import expert_tiles
from ecluse.inference.layout import Layout, find_precision
from ecluse.inference.llm import find_llm, llms
from ecluse.inference.operators import TILE_ROWS
from ecluse.inference.workload import decode, prefill

from .build import total_bytes, total_ops

BF16 = find_precision("bf16")


@pytest.mark.parametrize("name", list(llms()))
def test_a_prompt_costs_two_operations_per_active_weight_and_token_and_the_scores(
    name: str,
) -> None:
    llm = find_llm(name)
    tokens, length = 65536, 128
    work = prefill(llm, Layout(), BF16, tokens=tokens, input_tokens=length)
    weights = llm.active_parameters - llm.vocabulary * llm.hidden
    head = 2 * tokens / length * llm.vocabulary * llm.hidden
    # Tiles of experts round up by half a tile each on average; everything else is exact.
    assert total_ops(work) >= 2 * tokens * weights
    assert total_ops(work) == pytest.approx(2 * tokens * weights + head, rel=0.15)


def test_a_step_reads_every_weight_once_and_the_cache() -> None:
    llm = find_llm("Llama-3.1-8B")
    work = decode(llm, Layout(), BF16, batch=1, context_tokens=10_000)
    expected = 2 * (llm.parameters - llm.vocabulary * llm.hidden) + llm.cache_bytes(10_000, 16)
    assert total_bytes(work) == pytest.approx(expected, rel=0.01)


def test_a_step_of_few_tokens_reads_only_the_experts_it_touches() -> None:
    llm = find_llm("Qwen3-30B-A3B")
    one, many = (
        total_bytes(decode(llm, Layout(), BF16, batch=batch, context_tokens=1))
        for batch in (1, 512)
    )
    assert one < 2.2 * llm.active_parameters
    assert many > 1.9 * (llm.parameters - llm.vocabulary * llm.hidden)


def test_a_small_batch_still_pays_for_a_whole_tile() -> None:
    llm = find_llm("Llama-3.1-8B")
    ops = [
        decode(llm, Layout(), BF16, batch=batch, context_tokens=1).operators.tensor_ops[0]
        for batch in (1, TILE_ROWS, TILE_ROWS + 1)
    ]
    assert ops[0] == ops[1] < ops[2]


@pytest.mark.parametrize("tp", [2, 4, 8])
def test_tensor_parallelism_divides_the_matrices(tp: int) -> None:
    llm = find_llm("Llama-3.1-70B")
    whole, part = (
        total_ops(prefill(llm, Layout(tp=each), BF16, tokens=8192, input_tokens=8192))
        for each in (1, tp)
    )
    assert part == pytest.approx(whole / tp, rel=0.01)


def test_pipeline_stages_divide_the_layers() -> None:
    llm = find_llm("Llama-3.1-70B")
    whole, part = (
        total_ops(prefill(llm, Layout(pp=each), BF16, tokens=8192, input_tokens=8192))
        for each in (1, 4)
    )
    assert part == pytest.approx(whole / 4)


def test_one_chip_sends_nothing() -> None:
    assert (
        prefill(find_llm("Mixtral-8x7B"), Layout(), BF16, tokens=100, input_tokens=100).messages
        == ()
    )


def test_spread_experts_exchange_tokens_and_cut_ones_sum_them() -> None:
    llm = find_llm("Qwen3-30B-A3B")
    spread = {
        message.name
        for message in decode(llm, Layout(dp=8, ep=8), BF16, batch=8, context_tokens=1).messages
    }
    cut = {
        message.name: message.repeats
        for message in decode(llm, Layout(tp=4), BF16, batch=8, context_tokens=1).messages
    }
    assert spread == {"dispatch", "combine"}
    assert cut == {"all-reduce": 2 * 48}


def test_sparse_attention_reads_only_the_tokens_its_index_picks() -> None:
    llm, dense = find_llm("DeepSeek-V3.2"), find_llm("DeepSeek-V3")

    def attention(name: str, context: int) -> float:
        work = decode(find_llm(name), Layout(), BF16, batch=8, context_tokens=context).operators
        return float(work.dram_bytes[work.names.index("attention")])

    assert attention(llm.llm, 65_536) == attention(llm.llm, 4096)
    assert attention(dense.llm, 65_536) == 16 * attention(dense.llm, 4096)


def test_tiles_of_experts_are_at_least_one_for_each_touched_expert() -> None:
    assert expert_tiles(0, 0, 0) == 0
    assert expert_tiles(10, 0.5, 0.4) == pytest.approx(0.4 * 1.0)
    assert expert_tiles(10_000, 640, 1.0) == pytest.approx(10.5)
