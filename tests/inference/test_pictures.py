"""Pictures are written whole, or refused."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ecluse.errors import InputError
from ecluse.inference.chip import Chip
from ecluse.inference.layout import Layout, find_precision
from ecluse.inference.llm import find_llm
from ecluse.inference.roofline import roofline
from ecluse.inference.workload import decode

from .build import H20, H100

if TYPE_CHECKING:
    from ecluse.inference.pictures import Picture


def test_no_operator_lies_above_its_roof() -> None:
    work = decode(
        find_llm("Llama-3.1-70B"), Layout(), find_precision("fp8"), batch=64, context_tokens=4096
    )
    lines = roofline(H20, work)
    assert all(point.ops_per_s <= point.roof_ops_per_s for point in lines.points)


def drawn(picture: Picture, chips: Sequence[Chip], file: Path) -> bytes:
    """A picture of a small model on two chips of each kind."""
    from ecluse.inference.pictures import Load, plot

    plot(picture, chips, 2, Load(model="Llama-3.1-8B"), file)
    return file.read_bytes()


def test_both_pictures_stand_on_one_sheet_and_name_the_chips(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    both = drawn("both", [H100, H20], tmp_path / "both.svg").decode()
    assert H100.name in both and H20.name in both
    assert both.count('id="axes_') == 2


def test_a_picture_of_pixels_is_whole(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    raw = drawn("latency", [H20], tmp_path / "curve.png")
    assert raw.startswith(b"\x89PNG") and raw.endswith(b"IEND\xaeB`\x82")


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot draw to"):
        drawn("roofline", [H20], tmp_path / "roof.gif")


def test_the_longest_operators_are_named_and_near_ones_share_a_line(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    from ecluse.inference.pictures import _gathered

    assert _gathered([(100.0, "b"), (10.0, "a"), (110.0, "c")]) == [(10.0, "a"), (100.0, "b, c")]
    roofs = drawn("roofline", [H100, H20], tmp_path / "roof.svg").decode()
    assert "attention (decode)" in roofs or "feed-forward up (prefill)" in roofs
    assert roofs.count('id="axes_') == 1


def test_a_machine_without_matplotlib_is_told_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(InputError, match=r"a picture needs matplotlib \(plot\): install it"):
        drawn("roofline", [H20], tmp_path / "roof.svg")
    assert not list(tmp_path.iterdir())
