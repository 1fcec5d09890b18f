"""What can be laid out, and what is refused with the reason."""

from __future__ import annotations

import pytest

from ecluse.errors import ModelError
from ecluse.inference.layout import Layout, check_layout, find_precision, layouts
from ecluse.inference.llm import find_llm


@pytest.mark.parametrize(
    ("layout", "model", "message"),
    [
        (
            Layout(tp=3),
            "Llama-3.1-70B",
            r"tp 3 does not divide the 64 heads of .* \(tp\): choose one of 1, 2, 4, 8, 16, 32, 64",
        ),
        (Layout(tp=0), "Llama-3.1-70B", "give whole numbers from 1"),
        (Layout(pp=81), "Llama-3.1-70B", "pp 81 is more than the 80 layers"),
        (Layout(tp=8, ep=8), "Llama-3.1-70B", "has no experts to spread"),
        (Layout(dp=8, ep=3), "Qwen3-30B-A3B", "ep 3 does not divide tp x dp = 8"),
        (Layout(dp=256, ep=256), "Qwen3-30B-A3B", "ep 256 is more than the 128 experts"),
        (Layout(tp=2, dp=3, ep=3), "Qwen3-30B-A3B", "do not divide one another"),
    ],
)
def test_an_impossible_layout_says_what_would_do(layout: Layout, model: str, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        check_layout(layout, find_llm(model))


def test_the_degrees_must_make_the_count() -> None:
    check_layout(Layout(tp=4, dp=2), find_llm("Llama-3.1-70B"), 8)
    with pytest.raises(ModelError, match="is 8 chips, not 6"):
        check_layout(Layout(tp=4, dp=2), find_llm("Llama-3.1-70B"), 6)


@pytest.mark.parametrize("model", ["Llama-3.1-70B", "DeepSeek-V3", "Qwen2.5-7B"])
@pytest.mark.parametrize("count", [1, 7, 8, 32])
def test_every_layout_tried_is_possible_and_uses_every_chip(model: str, count: int) -> None:
    llm = find_llm(model)
    tried = list(layouts(llm, count))
    assert tried
    for layout in tried:
        check_layout(layout, llm, count)


def test_tensor_parallelism_stays_inside_a_link_domain() -> None:
    assert max(layout.tp for layout in layouts(find_llm("Llama-3.1-70B"), 32, link_domain=4)) == 4


def test_an_unknown_precision_lists_the_known() -> None:
    with pytest.raises(
        ModelError, match=r"no precision is called 'fp9' \(precision\): choose one of bf16, fp8"
    ):
        find_precision("fp9")
