"""How an answer reads."""

from __future__ import annotations

from ecluse.inference import infer
from ecluse.inference.layout import Layout
from ecluse.inference.to_text import to_text

from .build import BARE, H20


def test_an_answer_says_rates_latencies_bounds_and_memory() -> None:
    text = to_text(infer(H20, 8, "Llama-3.1-70B", layout=Layout(tp=8), usd_per_chip_hour=1.0))
    for words in (
        "Llama-3.1-70B on 8 H20 96GB, fp8, tp8, nothing overlapped",
        "bound by compute",
        "J/token at TDP",
        "USD per million",
        "room for",
    ):
        assert words in text


def test_assumptions_and_emulation_are_said() -> None:
    text = to_text(infer(BARE, 8, "Llama-3.1-70B", layout=Layout(tp=8)))
    assert "nobody gives" in text
    assert "8-bit operands are multiplied at 16 bits" in text
