"""The law check tells names that no list has, and items that lack what is asked of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytest import param

import build
from ecluse.facts.catalogue import catalogue_of
from ecluse.facts.item import Item
from ecluse.facts.reader import parse_document
from ecluse.law.library import Library
from ecluse.law.measure import read_measure
from ecluse.law.name_check import name_flaws

IDLE = "no figure cites the source s1"
NOT_A_COUNTRY = "its designer's headquarters 'XQ' is no country"
SLOW = "no throughput is on file, so its TPP is unknown"
HOLLOW = "a board or system that contains no item"
SOURCES = {"s1": "https://example.org"}
MEASURE = """measure: us/test
kind: rule
title: {en: a, fr: a}
summary: {en: a, fr: a}
cited: {source: test, url: 'https://example.org', confidence: text}
published: 2026-08-01
effective: 2026-08-01
adds: [{provision: '1.1', kind: note, when: 'WHEN', text: {en: a, fr: a}}]
"""


@pytest.fixture(scope="module")
def empty() -> Library:
    """The vocabulary and the countries, without measures and items."""
    read = build.library()
    return replace(read, register=replace(read.register, measures=()), names={})


def told(library: Library) -> Iterator[str]:
    return (flaw.what for flaw in name_flaws(library))


def board(**words: object) -> Item:
    return replace(build.item(kind="board", contains={"item": "Acme One", "count": 1}), **words)


@pytest.mark.parametrize(
    ("item", "flaws"),
    [
        param(build.item(tpp=1), [], id="a TPP"),
        param(build.item(fp16_tera_ops_per_s=1), [], id="a rate"),
        param(build.item(die_area_mm2=1), [SLOW], id="neither"),
        param(replace(build.item(tpp=1), sources=SOURCES), [IDLE], id="an idle source"),
        param(
            replace(build.item(tpp=1), designer_headquarters="XQ"), [NOT_A_COUNTRY], id="no country"
        ),
        param(replace(build.item(tpp=1), designer_headquarters=None), [], id="nobody says where"),
        param(board(), [], id="a board with its chip"),
        param(board(contains=None), [HOLLOW], id="a board without"),
        param(board(contains=None, kind="system"), [HOLLOW], id="a system without"),
        param(build.item(kind="memory_stack"), [], id="a stack computes nothing"),
    ],
)
def test_an_item_is_held_to_its_kind(empty: Library, item: Item, flaws: list[str]) -> None:
    items = [item, replace(build.item(tpp=1), name="Acme One")]
    assert list(told(replace(empty, catalogue=catalogue_of(items)))) == flaws


def with_condition(library: Library, text: str) -> Library:
    document = parse_document(MEASURE.replace("WHEN", text), name="test.yaml")
    measure = read_measure(document, library.vocabulary)
    return replace(library, register=replace(library.register, measures=(measure,)))


@pytest.mark.parametrize(
    ("text", "flaws"),
    [
        ('item_family == "Acme"', []),
        ('item_family == "ACME"', []),
        ('item_family == "Acne"', ["no item of the catalogue is of the family 'Acne'"]),
        ("destination == CN", []),
        ("destination == XQ", ["'XQ' is no country"]),
        ("not (tpp >= 1 and headquarters == XQ)", ["'XQ' is no country"]),
    ],
)
def test_a_condition_names_what_is_on_file(empty: Library, text: str, flaws: list[str]) -> None:
    items = catalogue_of([replace(build.item(tpp=1), family="Acme")])
    library = replace(with_condition(empty, text), catalogue=items)
    assert list(told(library)) == flaws


def test_a_short_name_is_of_a_provision(empty: Library) -> None:
    library = with_condition(empty, "tpp >= 1")
    wrong = replace(library, names={"1.2": next(iter(build.library().names.values()))})
    assert list(told(wrong)) == ["it names '1.2', which is no provision"]
