"""The headings by which a column is known: none means two things."""

from __future__ import annotations

from collections import defaultdict

from ecluse.facts.country import folded
from ecluse.orders.column_names import FACTS, RANKED, USUAL

from .build import library


def test_no_heading_means_two_things() -> None:
    meant: dict[str, set[str]] = defaultdict(set)
    for role, names in {**USUAL, **FACTS}.items():
        for name in names:
            meant[folded(name)].add(role)
    assert {name: roles for name, roles in meant.items() if len(roles) > 1} == {}


def test_every_rank_has_names_and_every_fact_is_one_of_the_vocabulary() -> None:
    assert all(rank and all(rank) for ranks in RANKED.values() for rank in ranks)
    assert USUAL["description"] == ()  # known by what the column of parts leaves over
    assert FACTS.keys() <= library().vocabulary.facts.keys()
    assert not FACTS.keys() & USUAL.keys()
