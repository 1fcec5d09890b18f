"""The verdicts of all pairs, found in one run, are those of a pair alone: every item to the first
country of each class, and one item in three to the others.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from datetime import date
from itertools import islice

import pytest

from ecluse.determine.verdict import Outcome
from ecluse.determine.verdict_of import Verdicts
from ecluse.equivalence.every_pair import EveryPair
from ecluse.facts.catalogue import catalogue_of
from ecluse.facts.reader import parse_document
from ecluse.law.in_force import Law
from ecluse.law.library import Library, load
from ecluse.law.scenario import applied, read_scenario, scenario_of

PLACES = ("CN", "DE", "AE", "RU", "US", "MO", "IR", "IN")
BOARD = ("AMD Instinct MI300X", "AMD Instinct MI300X Platform")


@pytest.fixture(scope="module")
def shipped() -> Library:
    """The shipped data, with the shipped items."""
    return load()


@pytest.fixture(scope="module")
def few(shipped: Library) -> Library:
    """The same with one item in twenty, and what these contain."""
    items = shipped.catalogue.items
    some = list(items.values())[::20]
    inside = [items[item.contains.item] for item in some if item.contains]
    chosen = {item.name: item for item in (*inside, *some)}
    return replace(shipped, catalogue=catalogue_of(list(chosen.values())))


def of_items(library: Library, *names: str) -> Library:
    """The same with some items alone."""
    return replace(library, catalogue=catalogue_of([library.catalogue.items[n] for n in names]))


def supposing(library: Library, *provisions: str) -> Law:
    """The law of 2025-04-21, with some provisions since the day before."""
    said = {"en": "A test.", "fr": "Un essai."}
    cited = "{source: S, section: '1', url: 'https://a.org/1', confidence: secondary}"
    text = f"""
scenario: supposed
says: {said}
adds:
  - {{measure: scenario/supposed, kind: scenario, title: {said}, summary: {said}, cited: {cited},
     published: 2025-04-20, effective: 2025-04-20, adds: [{", ".join(provisions)}]}}
"""
    scenario = scenario_of(parse_document(text, name="supposed.yaml", user=True), library)
    return applied(scenario, library.register).at(date(2025, 4, 21))


def differing(pairs: EveryPair, codes: list[str]) -> list[tuple[str, str]]:
    """The items and countries of which a verdict is another than when it is asked alone: every item
    to the first country of each class, and to each of the others one in three, in turn.
    """
    verdicts = Verdicts(pairs.law, pairs.library)
    items = pairs.library.catalogue.items.values()
    first: dict[Hashable, str] = {}
    found: list[tuple[str, str]] = []
    for turn, code in enumerate(codes):
        alone = first.setdefault(pairs.place_class(code), code) == code
        start, step = (0, 1) if alone else (turn % 3, 3)
        asked = islice(zip(items, pairs.row(code), strict=True), start, None, step)
        found += [
            (item.name, code)
            for item, verdict in asked
            if verdict != verdicts.of(pairs.shipment(item, code))
        ]
    return found


@pytest.mark.parametrize("day", ["2023-01-01", "2025-04-15"])
def test_one_run_of_all_pairs_is_each_pair_alone(day: str, few: Library) -> None:
    pairs = EveryPair(few.register.at(date.fromisoformat(day)), few)
    assert differing(pairs, list(PLACES)) == []


@pytest.mark.slow
@pytest.mark.parametrize("day", ["2022-10-21", "2024-01-01", "2025-04-15", "2026-03-01"])
def test_so_it_is_for_every_item_and_country(day: str, shipped: Library) -> None:
    pairs = EveryPair(shipped.register.at(date.fromisoformat(day)), shipped)
    assert differing(pairs, list(shipped.countries.by_code)) == []


@pytest.mark.slow
def test_so_it_is_under_a_scenario(few: Library) -> None:
    register = applied(read_scenario("diffusion-enforced", few), few.register)
    pairs = EveryPair(register.at(date(2025, 6, 1)), few)
    assert differing(pairs, list(few.countries.by_code)) == []


def test_a_flag_stands_presumed_inside_an_item_too(shipped: Library) -> None:
    name = "NVIDIA GeForce RTX 5080"
    few = of_items(shipped, name, *BOARD)
    presumed = "kind: presumption, presumes: 4A994.l, when: tpp >= 3000, flags: [datacenter]"
    pairs = EveryPair(supposing(few, f"{{provision: p, {presumed}}}"), few)
    assert pairs.verdict(few.catalogue.items[name], "CN").outcome is Outcome.LICENSE
    assert differing(pairs, list(PLACES)) == []


def test_countries_of_one_class_get_one_row(few: Library) -> None:
    pairs = EveryPair(few.register.at(date(2025, 4, 15)), few)
    assert pairs.place_class("DE") == pairs.place_class("FR") != pairs.place_class("CN")
    assert pairs.row("DE") is pairs.row("FR")


def test_without_items_every_row_is_empty(few: Library) -> None:
    nothing = replace(few, catalogue=catalogue_of([]))
    assert EveryPair(nothing.register.at(date(2025, 4, 15)), nothing).row("DE") == []


def test_an_eccn_that_answers_for_want_of_figures_may_fall_silent(shipped: Library) -> None:
    few = of_items(shipped, "NVIDIA L40G")
    item = few.catalogue.items["NVIDIA L40G"]
    of = "kind: requirement, items: [any], reason: RS"
    fast = f"{{provision: q1, {of}, when: tpp >= 4800 and eccn_answers}}"
    silent = "not eccn_answers and datacenter and destination == DE"
    law = supposing(few, fast, f"{{provision: q2, {of}, when: {silent}}}")
    for codes in (["FR", "DE"], ["DE", "FR"]):
        assert differing(EveryPair(law, few), codes) == []
    before, after = EveryPair(supposing(few, fast), few), EveryPair(law, few)
    ((name, then, now),) = before.changed(after, "DE")
    assert (name, then.outcome, now.outcome) == (item.name, Outcome.NLR, Outcome.LICENSE)


def changed(library: Library, days: tuple[str, str], codes: list[str]) -> None:
    """What one law has otherwise than another is what all verdicts of both say."""
    before, after = (
        EveryPair(library.register.at(date.fromisoformat(day)), library) for day in days
    )
    found = {code: list(before.changed(after, code)) for code in codes}
    names = list(library.catalogue.items)
    for code in codes:
        rows = zip(names, before.row(code), after.row(code), strict=True)
        assert found[code] == [(name, then, now) for name, then, now in rows if then != now]


def test_an_unknown_is_followed_only_where_a_change_can_bear(few: Library) -> None:
    changed(few, ("2025-04-08", "2025-04-15"), list(PLACES))
    before, after = (EveryPair(few.register.at(date(2025, 4, day)), few) for day in (14, 15))
    assert [list(before.changed(after, code)) for code in PLACES] == [[]] * len(PLACES)
    assert not before._followed and not after._followed


@pytest.mark.slow
@pytest.mark.parametrize(
    "days",
    [
        ("2025-04-08", "2025-04-15"),
        ("2023-11-16", "2023-11-17"),
        ("2025-05-12", "2025-05-14"),
        ("2026-02-02", "2026-02-03"),
        ("2024-01-01", "2025-12-01"),
        ("2026-01-14", "2026-01-15"),
    ],
)
def test_what_changes_is_what_all_verdicts_say(days: tuple[str, str], shipped: Library) -> None:
    changed(shipped, days, list(shipped.countries.by_code))
