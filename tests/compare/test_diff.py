"""What differs between two laws is found, counted and laid at the right measure's door."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

import build
from ecluse.compare.answer import Diff, Edit
from ecluse.compare.diff import diff
from ecluse.compare.scenario_check import edits, touched
from ecluse.compare.side import Side, sides_of
from ecluse.determine.decide import determine
from ecluse.determine.shipment import Shipment
from ecluse.errors import InputError
from ecluse.facts.catalogue import catalogue_of
from ecluse.law.library import Library, load
from ecluse.law.scenario import read_scenario

TODAY = date(2026, 11, 23)
LETTERS = "us/2025-04-15-letters-h20"


@pytest.fixture(scope="module")
def library() -> Library:
    """The shipped law over four chips, so that every answer can be asked one by one."""
    figures: dict[str, Any] = {
        "vendor": "NVIDIA",
        "datacenter": True,
        "chip_link_gb_per_s": 900,
        "host_link_gb_per_s": 128,
        "die_area_mm2": 814,
    }
    chips = [
        build.chip(item="H20", family="H20", tpp=2368, dram_bandwidth_gb_per_s=4000, **figures),
        build.chip(item="H100", family="H100", tpp=15832, dram_bandwidth_gb_per_s=3350, **figures),
        build.chip(
            item="small",
            family="small",
            tpp=300,
            dram_bandwidth_gb_per_s=300,
            **{**figures, "chip_link_gb_per_s": 0},
        ),
        build.chip(
            item="no area",
            family="other",
            tpp=2400,
            dram_bandwidth_gb_per_s=500,
            **{**figures, "chip_link_gb_per_s": 0, "die_area_mm2": None},
        ),
    ]
    return replace(load(), catalogue=catalogue_of(chips))


def sides(library: Library, before: str, after: str) -> tuple[Side, Side]:
    return sides_of(before, after, (library, library), TODAY)


def changed(difference: Diff) -> set[tuple[str, str, str, str]]:
    return {
        (item, code, str(change.before), str(change.after))
        for change in difference.answers
        for item in change.items
        for code in change.destinations
    }


def asked(
    library: Library, one: Side, other: Side, codes: tuple[str, ...]
) -> set[tuple[str, str, str, str]]:
    """The same, one question at a time."""
    difference = set()
    for name, item in library.catalogue.items.items():
        for code in codes:
            then, now = (
                determine(
                    Shipment(item=item, destination=code, on=side.on), side.law, library
                ).verdict
                for side in (one, other)
            )
            if then != now:
                difference.add((name, code, str(then), str(now)))
    return difference


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "2025-04-08", "2025-04-09", id="the day of the letters", marks=pytest.mark.slow
        ),
        pytest.param(
            "2023-11-16",
            "2023-11-17",
            id="the day of the rule of October 2023",
            marks=pytest.mark.slow,
        ),
        pytest.param("2026-02-02", "2026-02-03", id="Cambodia", marks=pytest.mark.slow),
        pytest.param(
            "2025-06-01",
            "2025-06-01,diffusion-enforced",
            id="a scenario on one day",
            marks=pytest.mark.slow,
        ),
    ],
)
def test_like_ones_together_is_one_by_one(before: str, after: str, library: Library) -> None:
    one, other = sides(library, before, after)
    difference = changed(diff(one, other))
    assert difference
    assert difference == asked(library, one, other, tuple(library.countries.by_code))


def test_a_few_countries_are_like_all_of_them(library: Library) -> None:
    one, other = sides(library, "2023-11-16", "2023-11-17")
    codes = ("CN", "AE", "DE", "KH", "RU", "VN")
    difference = changed(diff(one, other, codes))
    assert difference
    assert difference == asked(library, one, other, codes)


def test_the_letters_change_the_h20_to_china_and_are_named(library: Library) -> None:
    difference = diff(*sides(library, "2025-04-08", "2025-04-09"), ("CN",))
    assert changed(difference) == {("H20", "CN", "NLR", "LICENSE, presumption of denial")}
    assert [change.measures for change in difference.answers] == [(LETTERS,)]
    assert {change.measure for change in difference.provisions} == {LETTERS}


def test_the_day_before_is_like_the_day_before_it(library: Library) -> None:
    difference = diff(*sides(library, "2025-04-07", "2025-04-08"))
    assert difference.provisions == () and difference.answers == ()


def test_backwards_names_the_same_measure(library: Library) -> None:
    difference = diff(*sides(library, "2025-04-09", "2025-04-08"), ("CN",))
    assert changed(difference) == {("H20", "CN", "LICENSE, presumption of denial", "NLR")}
    assert [change.measures for change in difference.answers] == [(LETTERS,)]


def test_a_dropped_measure_is_named(library: Library) -> None:
    difference = diff(*sides(library, "2025-06-01", "diffusion-enforced"), ("PL",))
    assert {change.measures for change in difference.answers} == {
        ("us/2025-05-13-diffusion-not-enforced",)
    }


def test_a_scenario_takes_the_day_of_the_other_side(library: Library) -> None:
    one, other = sides(library, "2025-06-01", "diffusion-enforced")
    assert one.on == other.on == date(2025, 6, 1) and other.pinned


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2025-13-01", r"^'2025-13-01' is not a date \(before\): write it as YYYY-MM-DD"),
        ("", r"^nothing to compare \(before\): give a date, a scenario, or DATE,SCENARIO$"),
        (
            "no-such-scenario",
            r"^no scenario is called 'no-such-scenario' \(before\): give a file, or",
        ),
    ],
)
def test_what_is_no_side_is_told(text: str, told: str, library: Library) -> None:
    with pytest.raises(InputError, match=told):
        sides(library, text, "2025-06-01")


def test_other_figures_between_two_data_folders_are_found(library: Library) -> None:
    faster = replace(
        library,
        catalogue=catalogue_of(
            [
                build.chip(
                    item="small",
                    family="small",
                    tpp=5000,
                    die_area_mm2=814,
                    vendor="NVIDIA",
                    datacenter=True,
                )
            ]
        ),
    )
    difference = diff(*sides_of("2024-01-15", "2024-01-15", (library, faster), TODAY), ("CN",))
    assert difference.items_changed == ("small",) and set(difference.items_removed) == {
        "H20",
        "H100",
        "no area",
    }
    assert changed(difference) == {("small", "CN", "NLR", "LICENSE, presumption of denial")}


def test_a_delayed_letter_touches_the_days_in_between_and_no_other(library: Library) -> None:
    scenario = read_scenario("h20-letter-month-later", library)
    stretches = touched(scenario, library)
    assert [(change.since, change.until) for change in stretches] == [
        (date(2025, 4, 9), date(2025, 5, 8))
    ]
    assert stretches[0].answers
    assert list(edits(scenario)) == [
        Edit(does="delays", to=LETTERS, how="30 days later, its publication too")
    ]
