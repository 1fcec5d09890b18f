"""What an answer takes for granted: what could change it, and the declared ECCN it rests on."""

from __future__ import annotations

from datetime import date

import pytest

from ecluse.determine.ask import ask
from ecluse.determine.decide import determine_case
from ecluse.determine.determination import Determination
from ecluse.determine.taken import taken
from ecluse.facts.item import Item
from ecluse.law.library import Library, load

ON = date(2026, 6, 1)
NOWHERE_NEAR = {"government_of_iraq", "region", "range_below_300_km", "advanced_node"}


@pytest.fixture(scope="module")
def library() -> Library:
    return load()


@pytest.fixture
def x_1() -> Item:
    return Item(name="X-1")


def test_what_cannot_bear_on_the_answer_is_not_listed(library: Library) -> None:
    found = ask("T4", to="VN", on=ON, library=library)
    assert taken(found).every == ("declared_eccn", "end_use", "listed_party")
    assert set(found.assumed) >= NOWHERE_NEAR


def test_a_region_is_listed_where_there_is_one(library: Library) -> None:
    assert "region" in taken(ask("T4", to="UA", on=ON, library=library)).decisive


@pytest.mark.parametrize(("to", "listed"), [("DE", False), ("CN", True)])
def test_bandwidths_of_the_letters_are_listed_where_the_letters_reach(
    library: Library, x_1: Item, to: str, listed: bool
) -> None:
    found = ask(x_1, to=to, on=ON, eccn="5A991", library=library)
    assert ("bandwidth_of_the_letters" in taken(found).every) is listed


@pytest.mark.parametrize(
    ("item", "to", "eccn", "declared"),
    [
        ("X-1", "DE", "5A991", "5A991"),
        ("X-1", "IN", "3A001.a.7", "3A001.a.7"),
        ("X-1", "DE", None, None),
        ("L4", "CN", "EAR99", None),  # its figures need a license, whatever is declared
    ],
)
def test_the_declared_eccn_is_said_where_the_answer_rests_on_it(
    library: Library, item: str, to: str, eccn: str | None, declared: str | None
) -> None:
    asked = Item(name=item) if item == "X-1" else item
    found = ask(asked, to=to, on=ON, eccn=eccn, library=library)
    assert taken(found).declared == declared


@pytest.mark.parametrize("to", ["CN", "DE", "VN", "UA", "IQ"])
@pytest.mark.parametrize("item", ["T4", "RTX 4090", "H20"])
def test_what_is_left_out_changes_nothing(library: Library, item: str, to: str) -> None:
    """Each fact that is not listed, made unknown alone: the answer is the same."""
    found = ask(item, to=to, on=ON, library=library)
    listed = taken(found)
    for name in set(found.assumed) - set(listed.every):
        assert _verdict_without(found, name) == found.verdict, name


def _verdict_without(found: Determination, name: str) -> object:
    unknown = found.facts.library.vocabulary.unknown(name)
    return determine_case(found.facts.with_facts({name: unknown})).verdict


def test_that_nobody_is_listed_is_told_as_assumed_until_somebody_says_so() -> None:
    """Provisions ask for flags of the lists; what the reader is told of is the word behind them."""
    assert "listed_party" in ask("T4", to="DE", on="2026-08-01").assumed
    said = ask("T4", to="DE", on="2026-08-01", given={"listed_party": "none"})
    assert "listed_party" not in said.assumed
