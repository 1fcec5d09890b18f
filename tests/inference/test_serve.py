"""The answers: targets met, ranges where figures are assumed, and errors in one line."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace

import pytest

from ecluse.answers.plain import plain
from ecluse.answers.schema import schema_of
from ecluse.errors import EcluseError, ModelError
from ecluse.inference import InferAnswer, compare, infer
from ecluse.inference.comparison import compared_figures, figures_of
from ecluse.inference.layout import Layout, layouts
from ecluse.inference.llm import find_llm

from .build import BARE, H20, H100


def test_parts_add_up_to_the_pass() -> None:
    result = infer(
        H20, 16, "DeepSeek-V3", layout=Layout(dp=16, ep=16), overlap="two_batch", batch=32
    )
    for phase in (result.prefill, result.decode):
        assert phase is not None
        assert sum(part.seconds for part in phase.parts) == pytest.approx(phase.pass_s)


def test_a_phase_that_is_not_asked_for_is_in_no_row_and_no_ratio() -> None:
    decode = infer(H20, 8, "Llama-3.1-8B", phase="decode")
    both = infer(H20, 8, "Llama-3.1-8B")
    assert (list(decode.phases), list(both.phases)) == (["decode"], ["prefill", "decode"])
    figures = figures_of(decode)
    assert (figures["prefill"], figures["ttft"]) == (None, None)
    assert decode.decode is not None
    assert figures["decode"] == figures["output"] == decode.decode.tokens_per_s_per_chip
    shown = list(compared_figures(decode, 0.5))
    assert (shown[0][0], shown[-1]) == (None, (0.5, 2, 1.0))
    compared = compare([H20, H100], "Llama-3.1-8B", count=8, phase="decode")
    assert compared.ratios("prefill") == (None, None)
    assert compared.ratios("decode")[0] == 1


def test_the_best_layout_is_no_worse_than_any_other() -> None:
    best = infer(H20, 4, "Qwen3-30B-A3B", precision="bf16")
    rates = {}
    for layout in layouts(find_llm("Qwen3-30B-A3B"), 4):
        with suppress(ModelError):
            answer = infer(H20, 4, "Qwen3-30B-A3B", precision="bf16", layout=layout)
            rates[str(layout)] = answer.output_tokens_per_s_per_chip
    assert len(rates) > 3
    assert max(rates.values()) == rates[str(best.layout)] == best.output_tokens_per_s_per_chip


def test_the_largest_batch_under_a_target_meets_it_and_the_next_tile_does_not() -> None:
    layout = Layout(tp=8)
    result = infer(H100, 8, "Llama-3.1-70B", layout=layout, tpot_s=0.02, phase="decode")
    assert result.tpot_s is not None
    assert result.tpot_s <= 0.02
    assert result.batch < result.memory.largest_batch
    longer = infer(H100, 8, "Llama-3.1-70B", layout=layout, batch=result.batch + 64, phase="decode")
    assert longer.tpot_s is not None
    assert longer.tpot_s > 0.02


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ({"tpot_s": 1e-4}, "a token takes .* ms at best, not 0.1"),
        ({"ttft_s": 1e-3}, "the first token comes after .* ms at best, not 1"),
        ({"batch": 0}, "batch is 0"),
        ({"input_tokens": -5}, r"input is -5 \(input\)"),
        ({"tpot_s": 0}, "tpot is 0"),
        ({"layout": Layout(tp=5)}, "tp 5 does not divide"),
        ({"layout": Layout(tp=4)}, "is 4 chips, not 8"),
        ({"precision": "fp7"}, "no precision is called 'fp7'"),
        ({"phase": "training"}, "no phase is called 'training'"),
        ({"input_tokens": 200_000}, "takes 131072 tokens, not 201024"),
    ],
)
def test_what_cannot_be_answered_is_one_clear_line(
    question: dict[str, object], message: str
) -> None:
    with pytest.raises(EcluseError, match=message) as caught:
        infer(H100, 8, "Llama-3.1-70B", **question)  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)


def test_a_figure_nobody_gives_widens_the_answer_and_is_named() -> None:
    result = infer(BARE, 8, "Llama-3.1-70B", precision="bf16", layout=Layout(tp=8))
    assert "tdp_w" in result.assumed
    assert result.prefill is not None
    assert (
        result.prefill.low_tokens_per_s_per_chip
        < result.prefill.tokens_per_s_per_chip
        < result.prefill.high_tokens_per_s_per_chip
    )
    assert result.prefill.joule_per_token is None


def test_known_figures_give_no_range() -> None:
    result = infer(H20, 8, "Llama-3.1-70B", layout=Layout(tp=8))
    assert result.assumed == ()
    assert result.decode is not None
    assert result.decode.low_tokens_per_s_per_chip == result.decode.high_tokens_per_s_per_chip


def test_a_figure_that_the_layout_never_uses_is_not_told() -> None:
    assert infer(replace(H20, network_gb_per_s=None), 1, "Qwen3-8B").assumed == ()


def test_energy_and_cost_follow_from_power_and_price() -> None:
    result = infer(H20, 1, "Qwen3-8B", phase="decode", usd_per_chip_hour=3.6)
    assert result.decode is not None
    rate = result.decode.tokens_per_s_per_chip
    assert result.decode.joule_per_token == pytest.approx(400 / rate)
    assert result.decode.usd_per_million_tokens == pytest.approx(1000 / rate)


def test_emulated_operands_are_owned_up_to() -> None:
    assert infer(BARE, 8, "Qwen3-8B", precision="fp8").emulated is not None
    assert infer(H20, 8, "Qwen3-8B", precision="fp8").emulated is None


def test_an_answer_is_json() -> None:
    answer = plain(infer(H20, 8, "Llama-3.1-70B", price_usd=12_000))
    documented = schema_of(InferAnswer)["properties"]
    assert list(json.loads(json.dumps(answer))) == list(documented)
    assert (answer["schema"], answer["price_usd"]) == ("ecluse.infer/1", 12_000)
    assert answer["memory"]["used_gb"] == pytest.approx(
        sum(answer["memory"][f"{part}_gb"] for part in ("weights", "working", "cache"))
    )


def test_the_cut_down_chip_is_behind_in_prefill_and_not_in_decode() -> None:
    table = compare([H100, H20], "Llama-3.1-8B", count=1, batch=16, layout=Layout())
    assert table.ratios("prefill")[1] < 0.3  # type: ignore[operator]
    assert table.ratios("decode")[1] > 0.8  # type: ignore[operator]


def test_a_chip_that_cannot_answer_stays_in_the_table_with_the_reason() -> None:
    table = compare(
        [H20, replace(H20, name="small", dram_capacity_gb=8)],
        "Llama-3.1-70B",
        count=1,
        layout=Layout(),
    )
    assert table.chips[1].result is None
    assert "does not fit" in str(table.chips[1].reason)
    title, heads, first, second = str(table).splitlines()
    assert table.model in title
    assert heads.split()[0] == "chip"
    assert first.startswith(f"{table.chips[0].chip} ")
    assert second.endswith(f"  {table.chips[1].reason}")
    answer = json.loads(json.dumps(plain(table)))
    assert answer["schema"] == "ecluse.chip-comparison/1"
    assert answer["chips"][1]["ratios"]["output"] is None
    assert "price_usd" not in answer["chips"][0]["result"]


def test_pipeline_stages_do_not_make_chips_idle_in_prefill() -> None:
    one, four = (
        infer(H100, stages, "Llama-3.1-8B", layout=Layout(pp=stages), phase="prefill").prefill
        for stages in (1, 4)
    )
    assert one is not None
    assert four is not None
    # Four stages work on four passes at once: four times one chip's rate, less their own overhead.
    assert 0.9 < four.tokens_per_s / (4 * one.tokens_per_s) < 1.0
    assert one.pass_s < four.pass_s < 1.1 * one.pass_s


@pytest.mark.slow
def test_what_bounds_a_pass_is_told_in_french(run):
    status, out, _ = run("infer", "H20", "--model", "Llama-3.1-70B", "--lang", "fr")
    assert status == 0
    assert "calcul" in out and "entre les passes" in out
    for english in ("compute", "memory", "interconnect)", "overhead", "between", "query"):
        assert english not in out
