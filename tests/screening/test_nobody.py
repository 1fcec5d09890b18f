"""Texts that should name a party and name nobody."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from ecluse.law.data_home import SHIPPED
from ecluse.law.release import open_release
from ecluse.screening.lists import open_lists
from ecluse.screening.nobody import names_nobody

CASES = YAML(typ="safe").load(Path(__file__).with_name("nobody.yaml"))
WORDS = open_release().library.book_words


@pytest.mark.parametrize("text", [text for texts in CASES["nobody"].values() for text in texts])
def test_a_text_of_no_name_names_nobody(text: str) -> None:
    assert names_nobody(text, WORDS)


@pytest.mark.parametrize("text", CASES["names"])
def test_a_word_that_may_be_somebodys_makes_it_a_name(text: str) -> None:
    assert not names_nobody(text, WORDS)


# "and" is a slip of a list; the others are ships, and whoever is called so alone is nobody.
COUNTRIES = {"and", "GUADALUPE", "JAMAICA"}


@pytest.mark.slow
def test_nobody_on_a_list_and_no_company_on_record_is_nobody() -> None:
    names = {name for entry in open_lists(SHIPPED).entries for name in entry.names}
    names |= {
        name for each in open_release().library.companies.companies for name in each.all_names
    }
    told = {name for name in names if names_nobody(name, WORDS)}
    assert {name for name in told if any(map(str.isalpha, name))} == COUNTRIES
