"""Two cases of one class get one determination: verdict, needs, provisions and how firm it is.

The plain evaluator is asked of each case alone, on the whole law.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from ecluse.determine.decide import determine
from ecluse.equivalence.axes import ROLES
from ecluse.equivalence.place_class import countries_alike
from ecluse.facts.item import Item
from ecluse.facts.known import unknown_word
from ecluse.law.library import Library

from .build import (
    a_law,
    a_place,
    an_item,
    classes_of,
    item_class,
    library,
    moved_within,
    shipped_to,
    told,
)

SEEDS = [1, 2, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(3, 25))]
ANSWERED_ALIKE = {15}  # its law answers alike for all items that are drawn


def fresh(item, law, codes):
    return determine(shipped_to(item, law, codes), law, library(), depends=False)


@pytest.mark.parametrize("seed", SEEDS)
def test_items_of_one_class_get_one_determination_wherever_they_go(seed: int) -> None:
    dice = Random(seed)
    pairs = 0
    for _ in range(3):
        law = a_law(dice)
        classes = classes_of(law)
        for number in range(12):
            item = an_item(law, dice)
            other = moved_within(item, law, dice)
            first, second = (
                item_class(classes, 2 * number + place, each)
                for place, each in enumerate((item, other))
            )
            if first == second and item.figures != other.figures:
                pairs += 1
                codes = (a_place(dice), a_place(dice), a_place(dice))
                assert told(fresh(item, law, codes)) == told(fresh(other, law, codes)), codes
    assert pairs > 3


@pytest.mark.parametrize("seed", SEEDS)
def test_items_with_different_answers_are_of_different_classes(seed: int) -> None:
    dice = Random(seed)
    law = a_law(dice)
    classes = classes_of(law)
    codes = ("CN", "CN", "CN")
    by_class: dict[int, tuple[object, ...]] = {}
    for number in range(25):
        item = an_item(law, dice)
        found = told(fresh(item, law, codes))
        assert by_class.setdefault(item_class(classes, number, item), found) == found
    alike = len({str(found) for found in by_class.values()}) == 1
    assert alike == (seed in ANSWERED_ALIKE)


@pytest.mark.parametrize("seed", SEEDS)
def test_places_of_one_class_get_one_determination_whatever_goes_there(seed: int) -> None:
    dice = Random(seed)
    law = a_law(dice)
    classes = classes_of(law)
    groups: dict[int, list[tuple[str, str, str]]] = {}
    for _ in range(120):
        codes = (a_place(dice), a_place(dice), a_place(dice))
        groups.setdefault(classes.places.number(codes, {}), []).append(codes)
    shared = [group for group in groups.values() if len(set(group)) > 1]
    assert shared
    for group in shared[:12]:
        item = an_item(law, dice)
        answers = [told(fresh(item, law, codes)) for codes in dict.fromkeys(group)]
        assert all(answer == answers[0] for answer in answers), group


@pytest.mark.parametrize("seed", SEEDS)
def test_countries_that_no_law_tells_apart_are_one_in_every_role(seed: int) -> None:
    dice = Random(seed)
    laws = [a_law(dice) for _ in range(4)]
    codes = sorted(library().countries.by_code)
    first = countries_alike(codes, laws, library())
    assert 10 < len(set(first)) < len(codes) / 2
    for law in laws:
        places = classes_of(law).places
        for place in dice.sample(range(len(codes)), 60):
            for role in ROLES:
                alike = codes[first[place]]
                assert places.role(role, codes[place], None) == places.role(role, alike, None)


def test_a_seat_that_nobody_can_make_out_is_not_one_that_is_left_out() -> None:
    law = library().register.at(library().data_as_of)
    places = classes_of(law).places
    unknown = {"headquarters": unknown_word("headquarters")}
    named = places.number(("SG", "SG", "SG"), {})
    assert named != places.number(("SG", None, "SG"), unknown)


def test_six_item_facts_alone_are_taken_where_they_are_left_out() -> None:
    """A class is kept by the item's own tests: a further fact that is taken for granted of an item
    would have to stand in it.
    """
    shipped: Library = library()
    taken = {
        name
        for name, meaning in shipped.vocabulary.facts.items()
        if meaning.of == "item" and meaning.if_left_out is not None
    }
    assert taken == {
        "other_eccn",
        "designer_headquarters",
        "declared_eccn",
        "bandwidth_of_the_letters",
        "faster_format",
        "commercially_available_in_us",
        "ic_producer",
    }


def test_an_item_with_slow_formats_alone_is_of_another_class_than_one_that_is_as_fast() -> None:
    law = library().register.at(library().data_as_of)
    classes = classes_of(law)
    rate = library().catalogue.items["NVIDIA M40 12GB"].figures["fp32_tera_ops_per_s"]
    rates = (
        {"fp32_tera_ops_per_s": rate},
        {"fp16_tera_ops_per_s": rate, "fp32_tera_ops_per_s": rate},
    )
    slow, fast = (Item(name="Bief B7", figures=each) for each in rates)
    one, same, other = (
        item_class(classes, number, item) for number, item in enumerate((slow, slow, fast))
    )
    assert one == same != other


def test_an_item_whose_eccn_is_on_file_shares_a_class_only_where_nothing_comes_of_it() -> None:
    """That no ECCN is declared is taken of the one alone, and said where it bears."""
    law = library().register.at(library().data_as_of)
    classes = classes_of(law)
    filed = [item for item in library().catalogue.items.values() if item.eccn is not None][:12]
    assert len(filed) == 12
    for number, item in enumerate(filed):
        bare = replace(item, eccn=None)
        one, other = (
            item_class(classes, 2 * number + place, each) for place, each in enumerate((item, bare))
        )
        for code in ("CN", "DE", "IN"):
            codes = (code, code, code)
            same = told(fresh(item, law, codes)) == told(fresh(bare, law, codes))
            assert same or one != other, (item.name, code)
