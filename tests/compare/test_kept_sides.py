"""What is kept of the sides of a comparison changes no answer, and does not grow without end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

import build
from ecluse.compare.diff import diff
from ecluse.compare.kept_sides import KeptSides
from ecluse.compare.side import Side, sides_of
from ecluse.determine.decide import determine
from ecluse.determine.shipment import Shipment
from ecluse.facts.catalogue import catalogue_of
from ecluse.law.library import Library, load

DAYS = ("2023-01-01", "2025-04-08", "2025-04-15", "2025-10-01", "2025-04-08")


@pytest.fixture(scope="module")
def few(library: Library) -> Library:
    """The shipped law over two chips."""
    figures: dict[str, Any] = {
        "vendor": "NVIDIA",
        "datacenter": True,
        "chip_link_gb_per_s": 900,
        "die_area_mm2": 814,
    }
    chips = [
        build.chip(item="H20", family="H20", tpp=2368, dram_bandwidth_gb_per_s=4000, **figures),
        build.chip(item="H100", family="H100", tpp=15832, dram_bandwidth_gb_per_s=3350, **figures),
    ]
    return replace(library, catalogue=catalogue_of(chips))


def sides(library: Library, before: str, after: str) -> tuple[Side, Side]:
    return sides_of(before, after, (library, library), date(2026, 9, 30))


@pytest.mark.slow
def test_kept_sides_give_the_answers_of_fresh_ones(few: Library) -> None:
    kept = KeptSides(most=3)
    places = ("CN", "DE", "SG", "AE")
    for before, after in pairwise(DAYS):
        pair = sides(few, before, after)
        fresh = diff(*pair, places)
        assert diff(*pair, places, kept=kept) == fresh
        assert diff(*pair, places, kept=kept) == fresh
        assert diff(*reversed(pair), places, kept=kept) == diff(*reversed(pair), places)
        assert len(kept) <= 3


def test_the_parts_of_a_side_are_lent_to_one_at_a_time(few: Library) -> None:
    kept, pair = KeptSides(), sides(few, "2025-04-08", "2025-04-15")
    with kept.lent(pair) as first:
        with kept.lent(pair) as second:
            assert first[0] is not second[0]
        assert len(kept) == 2
    with kept.lent(sides(few, "2025-04-08", "2025-04-15")) as third:
        assert third == first  # the same parts, for the same law asked anew


def test_other_data_and_other_days_have_parts_of_their_own(few: Library) -> None:
    kept, pair = KeptSides(), sides(few, "2025-04-08", "2025-04-15")
    with kept.lent(pair) as first:
        pass
    with kept.lent(sides(replace(few), "2025-04-07", "2025-04-15")) as other:
        assert not set(map(id, first)) & set(map(id, other))


def test_no_more_sides_are_kept_than_the_bound(few: Library) -> None:
    kept = KeptSides(most=3)
    for before, after in pairwise(DAYS):
        with kept.lent(sides(few, before, after)):
            pass
        assert len(kept) <= 3


def test_a_change_is_found_for_an_item_of_which_much_is_open() -> None:
    shipped = load()
    chip = shipped.catalogue.items["NVIDIA RTX 6000D"]
    one = replace(shipped, catalogue=catalogue_of([chip]))
    before, after = sides(one, "2026-01-14", "2026-01-15")
    then, now = (
        determine(Shipment(item=chip, destination="IQ", on=side.on), side.law, one).verdict
        for side in (before, after)
    )
    (found,) = diff(before, after, ("IQ", "FR")).answers
    assert (found.before, found.after, found.destinations) == (then, now, ("IQ",))
    assert found.measures == ("us/2026-01-15-case-by-case",)
