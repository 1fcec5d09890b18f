"""Pictures are written whole, or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from ecluse.errors import InputError
from ecluse.inference.layout import Layout, find_precision
from ecluse.inference.llm import find_llm
from ecluse.inference.roofline import roofline
from ecluse.inference.workload import decode

from .build import H20, H100


def test_no_operator_lies_above_its_roof() -> None:
    work = decode(
        find_llm("Llama-3.1-70B"), Layout(), find_precision("fp8"), batch=64, context_tokens=4096
    )
    lines = roofline(H20, work)
    assert all(point.ops_per_s <= point.roof_ops_per_s for point in lines.points)


def test_both_pictures_stand_on_one_sheet_and_name_the_chips(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    from ecluse.inference.pictures import plot_both

    drawn = plot_both([H100, H20], 2, "Llama-3.1-8B", tmp_path / "both.svg").read_text()
    assert H100.name in drawn and H20.name in drawn


def test_a_picture_of_pixels_is_whole(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    from ecluse.inference.pictures import plot_throughput_latency

    file = plot_throughput_latency([H20], 2, "Llama-3.1-8B", tmp_path / "curve.png")
    raw = file.read_bytes()
    assert raw.startswith(b"\x89PNG") and raw.endswith(b"IEND\xaeB`\x82")


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    from ecluse.inference.pictures import plot_roofline

    with pytest.raises(InputError, match="cannot draw to"):
        plot_roofline([H20], "Llama-3.1-8B", tmp_path / "roof.gif")


def test_the_longest_operators_are_named_and_near_ones_share_a_line(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    from ecluse.inference.pictures import _gathered, plot_roofline

    assert _gathered([(100.0, "b"), (10.0, "a"), (110.0, "c")]) == [(10.0, "a"), (100.0, "b, c")]
    drawn = plot_roofline([H100, H20], "Llama-3.1-8B", tmp_path / "roof.svg").read_text()
    assert "attention (decode)" in drawn or "feed-forward up (prefill)" in drawn
