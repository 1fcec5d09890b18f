"""A brief's picture: every mark lies within it, no two labels of a scale touch, and what is larger
is drawn longer.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from brief.build import terms
from ecluse.brief.answer import BriefPicture
from ecluse.brief.picture import bars_picture, limits_picture, timeline_picture

A_SIGN = 4.8  # half of its width


def drawn(picture: BriefPicture) -> tuple[list[ET.Element], float, float]:
    """The marks, and how wide and high the picture is."""
    svg = ET.fromstring(picture.svg)
    _, _, width, height = map(float, svg.attrib["viewBox"].split())
    return [mark for mark in svg.iter() if mark is not svg], width, height


def within(picture: BriefPicture) -> list[ET.Element]:
    """The marks, each of which lies within the picture."""
    marks, width, height = drawn(picture)
    for mark in marks:
        at = {
            name: float(value)
            for name, value in mark.attrib.items()
            if re.match("[xyc]", name) and re.fullmatch(r"-?[\d.e+]+", value)
        }
        for name, value in at.items():
            most = height if "y" in name else width
            assert 0 <= value <= most, (mark.attrib, name)
        if "width" in mark.attrib:
            assert 0 < at["x"] + float(mark.attrib["width"]) <= width + 1, mark.attrib
            assert 0 < at["y"] + float(mark.attrib["height"]) <= height, mark.attrib
    return marks


def labels(marks: list[ET.Element], size: str) -> list[tuple[float, str]]:
    """The labels of one size in the middle of their place."""
    return sorted(
        (float(mark.attrib["x"]), mark.text or "")
        for mark in marks
        if mark.attrib.get("text-anchor") == "middle" and mark.attrib["font-size"] == size
    )


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_each_limit_has_its_tick_and_no_two_labels_touch(lang: str) -> None:
    for limits in (
        [4800.0],
        [1600.0, 2400.0, 4800.0],
        [4800.0, 4801.0],
        [1000.0, 6500.0, 90_000.0],
    ):
        for value in (300.0, 4800.0, 72_000.0):
            marks = within(limits_picture([("tpp", value, limits)], "H20", terms(lang)))
            ticks = [
                mark
                for mark in marks
                if mark.tag.endswith("line") and "ink" in mark.attrib["class"]
            ]
            assert len(ticks) == len(limits)
            named = labels(marks, "17")
            assert 1 <= len(named) <= len(limits)
            ends = [(x - A_SIGN * len(text), x + A_SIGN * len(text)) for x, text in named]
            for (_, end), (start, _) in pairwise(ends):
                assert end < start, (limits, value, named)


def test_a_longer_stretch_is_drawn_longer_and_each_year_is_named() -> None:
    days = [
        ("2022-10-07", "2023-10-16"),
        ("2023-10-17", "2023-10-17"),
        ("2023-10-18", "2026-09-30"),
    ]
    rows = [
        {"from": since, "until": until, "outcome": outcome, "exception": None}
        for (since, until), outcome in zip(days, ("NLR", "EXCEPTION", "LICENSE"), strict=True)
    ]
    for on, marked in (
        (None, 0),
        (date(2022, 10, 7), 1),
        (date(2026, 9, 30), 1),
        (date(2026, 10, 1), 0),
    ):
        marks = within(timeline_picture(rows, "H20", terms("en"), on))
        bars = [float(m.attrib["width"]) for m in marks if m.attrib.get("height") == "36.0"]
        assert bars[2] > bars[0] > bars[1] == 1
        assert [text for _, text in labels(marks, "17")] == ["2023", "2024", "2025", "2026"]
        assert len(labels(marks, "18")) == marked, on


def test_the_largest_count_has_the_longest_bar_and_none_is_lost() -> None:
    for counts in ([0.0], [1.0], [3.0, 0.0, 1_000_000.0]):
        rows = [(f"{place}", "LICENSE", count) for place, count in enumerate(counts)]
        marks = within(bars_picture("Answers", rows, "answer", terms("en")))
        bars = [float(m.attrib["width"]) for m in marks if m.tag.endswith("rect")]
        assert [max(1.0, round(610 * count / (max(counts) or 1), 1)) for count in counts] == bars
    marks = within(bars_picture("Answers", [], "answer", terms("en")))
    assert {mark.tag.rpartition("}")[2] for mark in marks} <= {"title", "desc"}
