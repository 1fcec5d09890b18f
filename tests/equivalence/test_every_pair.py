"""The verdicts of all pairs, found in one run, are the verdicts of each pair."""

from __future__ import annotations

from datetime import date

import pytest

from ecluse.determine.verdict_of import Verdicts
from ecluse.equivalence.every_pair import EveryPair
from ecluse.law.library import Library
from ecluse.law.scenario import applied, read_scenario

PLACES = ("CN", "DE", "AE", "RU", "US", "MO", "IR", "IN")


def differing(pairs: EveryPair, codes: list[str], step: int = 1) -> list[tuple[str, str]]:
    """The items and countries of which a verdict is another than when it is asked alone."""
    verdicts = Verdicts(pairs.law, pairs.library)
    items = list(pairs.library.catalogue.items.values())
    return [
        (item.name, code)
        for code in codes
        for item, found in list(zip(items, pairs.row(code), strict=True))[::step]
        if found != verdicts.of(pairs.shipment(item, code))
    ]


def test_one_run_of_all_pairs_is_each_pair_alone(library: Library) -> None:
    pairs = EveryPair(library.register.at(date(2025, 4, 15)), library)
    assert differing(pairs, list(PLACES), step=23) == []


@pytest.mark.slow
@pytest.mark.parametrize("day", ["2022-10-21", "2024-01-01", "2025-04-15", "2026-03-01"])
def test_so_it_is_for_every_item_and_country(day: str, library: Library) -> None:
    pairs = EveryPair(library.register.at(date.fromisoformat(day)), library)
    assert differing(pairs, list(library.countries.by_code)) == []


@pytest.mark.slow
def test_so_it_is_under_a_scenario(library: Library) -> None:
    register = applied(read_scenario("diffusion-enforced", library), library.register)
    pairs = EveryPair(register.at(date(2025, 6, 1)), library)
    assert differing(pairs, list(library.countries.by_code), step=3) == []


def test_countries_of_one_class_get_one_row(library: Library) -> None:
    pairs = EveryPair(library.register.at(date(2025, 4, 15)), library)
    alike = [code for code in pairs.library.countries.by_code if pairs.place_class(code) == 0]
    assert len(alike) > 1
    assert pairs.row(alike[0]) is pairs.row(alike[1])
