"""The headings by which a column is known: none means two things."""

from __future__ import annotations

from collections import defaultdict

from ecluse.facts.book_words import BookWords
from ecluse.facts.country import folded
from ecluse.orders.column_names import MEANINGS, names_of_fact, ranked_names, usual_names

from .build import library

WORDS = library().book_words


def test_no_heading_means_two_things() -> None:
    meant: dict[str, set[str]] = defaultdict(set)
    for role, names in {**usual_names(WORDS), **WORDS.fact_columns}.items():
        for name in names:
            meant[folded(name)].add(role)
    assert {name: roles for name, roles in meant.items() if len(roles) > 1} == {}


def test_every_rank_has_names_and_every_fact_is_one_of_the_vocabulary() -> None:
    assert set(WORDS.columns) == set(MEANINGS)
    assert all(rank and all(rank) for ranks in WORDS.columns.values() for rank in ranks)
    assert WORDS.columns["description"] == ()  # known by what the column of parts leaves over
    assert WORDS.fact_columns.keys() <= library().vocabulary.facts.keys()
    assert not WORDS.fact_columns.keys() & WORDS.columns.keys()


def test_every_meaning_that_has_names_is_found_by_its_own() -> None:
    usual = usual_names(WORDS)
    assert all(folded(role) in map(folded, names) for role, names in usual.items() if names)


def test_the_names_are_those_of_the_data_that_are_asked() -> None:
    own = BookWords(columns={"part": (("Chip",), ("Board", "Card"))}, fact_columns={"region": ()})
    assert ranked_names(own)["part"] == (("Chip",), ("Board", "Card"))
    assert usual_names(own)["part"] == ("Chip", "Board", "Card")
    assert (usual_names(own)["date"], names_of_fact("region", own)) == ((), ("region",))


def test_data_of_an_earlier_release_name_no_columns_and_have_the_shipped_names() -> None:
    earlier = BookWords(total_words=WORDS.total_words)
    assert ranked_names(earlier) == ranked_names(WORDS)
    assert names_of_fact("region", earlier) == ("region", *WORDS.fact_columns["region"])
