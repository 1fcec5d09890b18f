"""Dimensions, parameter counts, cache sizes, and reading a Hugging Face configuration."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ecluse.errors import EcluseError, InputError, ModelError, UnknownNameError
from ecluse.inference.hugging_face import from_config, read_config
from ecluse.inference.llm import Attention, check_context, find_llm, llms

CONFIG = {
    "num_hidden_layers": 36,
    "hidden_size": 4096,
    "intermediate_size": 12288,
    "num_attention_heads": 32,
    "num_key_value_heads": 8,
    "head_dim": 128,
    "vocab_size": 151936,
    "tie_word_embeddings": False,
    "max_position_embeddings": 40960,
}


@pytest.mark.parametrize(
    ("name", "total", "active"),
    [
        ("DeepSeek-V3", 671, 37),
        ("DeepSeek-V2-Lite", 15.7, 2.4),
        ("Kimi-K2", 1030, 32.5),
        ("Llama-2-7B", 6.7, 6.7),
        ("Llama-2-70B", 69, 69),
        ("Llama-3.1-8B", 8.0, 8.0),
        ("Llama-3.1-70B", 70.6, 70.6),
        ("Llama-3.1-405B", 405.8, 405.8),
        ("Mixtral-8x7B", 46.7, 12.9),
        ("Mixtral-8x22B", 140.6, 39.1),
        ("Qwen2.5-72B", 72.7, 72.7),
        ("Qwen3-30B-A3B", 30.5, 3.3),
        ("Qwen3-235B-A22B", 235, 22),
        ("gpt-oss-120b", 116.8, 5.1),
        ("gpt-oss-20b", 20.9, 3.6),
        ("GPT-3-175B", 174.6, 174.6),
    ],
)
def test_parameters_counted_from_dimensions_are_those_that_the_makers_print(
    name: str, total: float, active: float
) -> None:
    llm = find_llm(name)
    assert llm.parameters / 1e9 == pytest.approx(total, rel=0.015)
    # Some makers count the input embedding among the active weights, some do not.
    assert llm.active_parameters / 1e9 == pytest.approx(active, rel=0.085)


def test_every_model_cites_where_its_dimensions_were_read() -> None:
    assert all(llm.cited and llm.cited.get("url") for llm in llms().values())


def test_a_latent_cache_holds_the_latent_and_its_rotary_part() -> None:
    assert find_llm("DeepSeek-V3").cache_bytes(1, 16) == 61 * (512 + 64) * 2


def test_grouped_queries_cache_their_keys_and_values() -> None:
    assert find_llm("Llama-3.1-70B").cache_bytes(1000, 8) == 80 * 2 * 8 * 128 * 1000


def test_a_windowed_layer_keeps_no_more_than_its_window() -> None:
    llm = find_llm("gpt-oss-20b")
    assert llm.cache_bytes(4096, 16) == (12 * 4096 + 12 * 128) * 2 * 8 * 64 * 2


def test_aliases_and_case_find_a_model() -> None:
    assert find_llm("deepseek-ai/deepseek-r1").llm == find_llm("DeepSeek R1").llm == "DeepSeek-V3"


def test_an_unknown_model_offers_near_names() -> None:
    with pytest.raises(UnknownNameError, match=r"no model is called 'Qwen3-9B'.*qwen3-8b"):
        find_llm("Qwen3-9B")


def test_a_config_json_gives_the_same_model_as_the_data(tmp_path: Path) -> None:
    file = tmp_path / "config.json"
    file.write_text(json.dumps(CONFIG), encoding="utf-8")
    read, known = find_llm(file), find_llm("Qwen3-8B")
    for name in ("layers", "hidden", "attention", "experts", "parameters"):
        assert getattr(read, name) == getattr(known, name)


def test_a_latent_mixture_is_read_with_either_spelling_of_its_keys() -> None:
    tree = {
        **CONFIG,
        "kv_lora_rank": 512,
        "q_lora_rank": None,
        "qk_nope_head_dim": 128,
        "qk_rope_head_dim": 64,
        "v_head_dim": 128,
        "n_routed_experts": 64,
        "num_experts_per_tok": 6,
        "n_shared_experts": 2,
        "moe_intermediate_size": 1408,
        "first_k_dense_replace": 1,
    }
    llm = from_config(tree, name="x", where="config.json")
    assert llm.attention.kind == "mla"
    assert llm.attention.q_rank == 0
    assert llm.experts is not None
    assert (llm.experts.routed, llm.experts.shared, llm.dense_layers) == (64, 2, 1)
    assert (
        from_config(
            {**tree, "n_routed_experts": None, "num_routed_experts": 64}, name="x", where="c"
        ).experts
        == llm.experts
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"hidden_size": None}, "'hidden_size' is missing"),
        ({"num_key_value_heads": 5}, "5 key-value heads of 128 do not divide 32 heads"),
        (
            {"layer_types": ["linear_attention", "full_attention"]},
            "linear attention is not modelled",
        ),
        ({"num_experts": 8, "num_experts_per_tok": 9}, "cannot use 9 of 8 experts"),
    ],
)
def test_a_configuration_that_cannot_be_says_so(change: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        from_config({**CONFIG, **change}, name="x", where="config.json")


@pytest.mark.parametrize("text", ["", "[1]", "{", '"x"'])
def test_a_file_that_is_no_configuration_is_one_clear_line(tmp_path: Path, text: str) -> None:
    file = tmp_path / "config.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(EcluseError) as caught:
        find_llm(file)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot read the file"):
        find_llm(tmp_path / "none.json")


def test_the_context_is_met_exactly_and_not_passed() -> None:
    llm = find_llm("Llama-2-70B")
    check_context(llm, 4096)
    with pytest.raises(ModelError, match="takes 4096 tokens, not 4097"):
        check_context(llm, 4097)


def test_latent_attention_without_ranks_is_refused() -> None:
    with pytest.raises(ValueError, match="latent attention needs"):
        Attention(kind="mla", heads=8)


def test_a_configuration_says_no_dimension_twice(tmp_path):
    path = tmp_path / "config.json"
    path.write_text('{"hidden_size": 4096, "hidden_size": 1024}', encoding="utf-8")
    with pytest.raises(InputError, match="'hidden_size' stands twice"):
        read_config(path)
