"""What a space of designs may not be, and what a process may not say."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ecluse.citation import Confidence
from ecluse.design.catalogue_chip import OUT_OF_REACH, offered, out_by
from ecluse.design.process import SourcedFigure, technology
from ecluse.design.space import Space, space_of
from ecluse.errors import ModelError
from ecluse.facts.item import Item
from ecluse.facts.truth import Truth
from ecluse.law.library import load

ASKED: dict[str, Any] = {"nm": 5, "memory": "hbm3", "dies": 2, "stacks": 6, "link": 900}
ASKED |= {"watts": 700.0, "dollars": None}


def test_a_space_from_few_numbers_holds_them_and_no_more():
    space = space_of(**ASKED)
    assert (space.memory, space.dies, space.stacks[-1]) == ("HBM3", (1, 2), 6)
    assert (space.most_link_gb_per_s, space.most_w, space.most_usd) == (900, 700.0, float("inf"))
    assert space_of(**ASKED | {"dollars": 9000.0}).most_usd == 9000.0


@pytest.mark.parametrize(
    ("name", "inside", "outside", "mend"),
    [
        ("dies", (1, 16), (0, 17), r"dies is \d+ \(dies\): give a whole number from 1 to 16$"),
        (
            "stacks",
            (1, 16),
            (0, 17),
            r"stacks is \d+ \(stacks\): give a whole number from 1 to 16$",
        ),
        ("link", (0, 10_000), (-1, 10_001), r"\(link\): give a bandwidth from 0 to 10000 GB/s$"),
        ("watts", (0.1,), (0.0, -1.0), r"watts is [-0-9]+ \(watts\): give a positive power$"),
        ("dollars", (0.1,), (0.0, -1.0), r"\(dollars\): give a positive cost$"),
        ("nm", (3, 5, 7), (4,), r"no process of 4 nm is on file \(process\): choose one of 3 "),
    ],
)
def test_a_number_at_its_end_is_taken_and_one_beyond_it_refused(name, inside, outside, mend):
    for number in inside:
        space_of(**ASKED | {name: number})
    for number in outside:
        with pytest.raises(ModelError, match=mend):
            space_of(**ASKED | {name: number})


def test_a_memory_that_is_not_on_file_is_refused_with_those_that_are():
    with pytest.raises(ModelError, match=r"choose one of .*HBM3"):
        space_of(**ASKED | {"memory": "HBM9"})


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"dies": ()}, "the space has no positive dies"),
        ({"sram_mb": (0, 10)}, "the space has no positive sram_mb"),
        ({"clock_percent": (-1,)}, "the space has no positive clock_percent"),
        ({"tpp": (0, 1600)}, "the space has a tpp of 0"),
        ({"stack_gb": (0,)}, "the space has a stack_gb of 0"),
        ({"link_gb_per_s": (-1,)}, "the space has a link_gb_per_s of -1"),
        ({"per_doubling": 0}, "per_doubling is 0"),
        ({"per_doubling": 65}, "per_doubling is 65"),
        ({"most_link_gb_per_s": -1}, "a negative link, or no TPP"),
        ({"least_tpp": 0}, "a negative link, or no TPP"),
        ({"most_w": 0.0}, "no power, no cost or no area"),
        ({"most_usd": 0.0}, "no power, no cost or no area"),
        ({"most_die_mm2": -0.1}, "no power, no cost or no area"),
    ],
)
def test_a_space_without_designs_says_why(given, says):
    with pytest.raises(ModelError, match=says):
        Space(**given)
    Space(link_gb_per_s=(0,), per_doubling=64, most_link_gb_per_s=0, least_tpp=1)


def test_a_host_link_that_is_left_out_is_a_slot_of_sixteen_lanes_of_the_process():
    on_file = technology()
    space = Space()
    lane = on_file.links[on_file.process(space.nm).host].gb_per_s.value
    assert space.host == round(16 * lane)
    assert Space(host_gb_per_s=100).host == 100


@pytest.mark.parametrize(
    ("value", "confidence", "cited", "says"),
    [
        (0.0, Confidence.HIGH, ("s",), "a positive figure"),
        (-1.0, Confidence.HIGH, ("s",), "a positive figure"),
        (1.0, Confidence.HIGH, (), "cited, or marked derived or memory"),
        (1.0, Confidence.LOW, (), "cited, or marked derived or memory"),
    ],
)
def test_a_figure_of_a_process_is_positive_and_says_where_it_was_read(
    value, confidence, cited, says
):
    with pytest.raises(ValueError, match=says):
        SourcedFigure(value=value, confidence=confidence, cited=cited)
    for unsourced in (Confidence.DERIVED, Confidence.MEMORY):
        SourcedFigure(value=0.1, confidence=unsourced)


@pytest.mark.parametrize(
    ("launched", "day", "out"),
    [
        (None, date(2020, 1, 1), True),
        ("2024", date(2023, 12, 31), False),
        ("2024", date(2024, 1, 1), True),
        ("2024-03", date(2024, 2, 29), False),
        ("2024-03", date(2024, 3, 1), True),
        ("2024-03-15", date(2024, 2, 29), False),
        ("2024-03-15", date(2024, 3, 1), True),
    ],
)
def test_a_chip_is_out_from_the_month_or_the_year_of_its_launch(launched, day, out):
    assert out_by(Item(name="c", vendor="v", kind="chip", launched=launched), day) is out


def test_no_chip_that_is_designed_under_an_embargo_is_offered():
    library = load()
    law = library.register.at(date(2024, 1, 15))
    names = {item.name for item in offered(library.catalogue, law)}
    homes = {i.designer_headquarters for i in library.catalogue.items.values() if i.name in names}
    assert "CN" not in homes and {"US"} <= homes
    assert all(h is None or law.member(h, OUT_OF_REACH) is not Truth.TRUE for h in homes)
