"""Texts that should name a party and name nobody."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from ecluse.determine.ask import ask
from ecluse.determine.party_answer import parties_of
from ecluse.determine.party_text import nobody_named
from ecluse.determine.verdict import Outcome
from ecluse.law.data_home import SHIPPED
from ecluse.law.release import open_release
from ecluse.screening.lists import open_lists
from ecluse.screening.match import Band
from ecluse.screening.nobody import names_nobody
from ecluse.screening.party import Party, Role
from ecluse.screening.screen import Screener

CASES = YAML(typ="safe").load(Path(__file__).with_name("nobody.yaml"))
WORDS = open_release().library.book_words
MOST = 50


@pytest.mark.parametrize("text", [text for texts in CASES["nobody"].values() for text in texts])
def test_a_text_of_no_name_names_nobody(text: str) -> None:
    assert nobody_named(text, WORDS)


@pytest.mark.parametrize("text", CASES["names"])
def test_a_word_that_may_be_somebodys_makes_it_a_name(text: str) -> None:
    assert not nobody_named(text, WORDS)


@pytest.mark.slow
def test_who_is_listed_is_met_though_its_name_names_nobody() -> None:
    listed = {name for entry in open_lists(SHIPPED).entries for name in entry.names}
    screener = Screener.open(SHIPPED)
    told = {name for name in listed if names_nobody(name, WORDS) and any(map(str.isalpha, name))}
    met = {
        name
        for name in told
        if any(match.band is Band.HIT for match in screener.matches(Party(name=name)))
    }
    assert told - met == {"and"}  # a slip of a list
    assert len(told) < MOST  # ships that are called as a place is, and republics


@pytest.mark.slow
def test_no_company_on_record_is_nobody() -> None:
    companies = open_release().library.companies.companies
    assert not [name for each in companies for name in each.all_names if names_nobody(name, WORDS)]


@pytest.mark.parametrize(
    ("name", "outcome"),
    [("Kazan", Outcome.LICENSE), ("Shenzhen", Outcome.UNDETERMINED)],
)
def test_what_names_nobody_is_compared_for_what_it_hits(name: str, outcome: Outcome) -> None:
    party = Party(name=name, role=Role.END_USER)
    assert ask("T4", to="DE", on="2026-03-01", parties=[party]).outcome is outcome


@pytest.mark.parametrize("name", ["customer in Huawei", "Dealer within SenseTime"])
def test_whose_customer_a_text_names_is_told_beside_it(name: str) -> None:
    found = ask("T4", to="DE", on="2026-03-01", parties=[Party(name=name, role=Role.END_USER)])
    (told,) = list(parties_of(found) or ())
    assert found.outcome is Outcome.UNDETERMINED
    assert told.band is None
    assert "EL" in {hit.list_code for hit in told.hits}
