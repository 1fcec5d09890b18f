"""What is said of an entry on a list says that a party is listed; what says no, or nothing, does
not.
"""

from __future__ import annotations

from datetime import date

import pytest

from ecluse.determine.ask import ask
from ecluse.determine.determination import Determination
from ecluse.determine.remarks import red_flags
from ecluse.determine.verdict import Outcome
from ecluse.determine.verdict_of import Verdicts
from ecluse.law.release import open_release
from ecluse.screening.party import Party, Role

LIBRARY = open_release().library
ON = date(2026, 8, 1)
AFFILIATES = date(2025, 10, 10)
USER = Party(name="Amberfield Robotics", role=Role.END_USER)
OF_AN_ENTRY = {
    "entity_list_footnote_1": "yes",
    "entity_list_footnote_3": "yes",
    "entity_list_footnote_4": "yes",
    "entry_for_ccl_and_supplement_7": "yes",
    "sdn_wmd_or_terror": "yes",
    "entry_policy": "presumption_of_denial",
}
OF_OWNERS = {
    "owners_on_entity_or_meu_list": "yes",
    "owner_footnote": "yes",
    "owner_entry_policy": "policy_of_denial",
}
SAY_NOTHING = {
    **dict.fromkeys((*OF_AN_ENTRY, *OF_OWNERS), "no"),
    "entry_policy": "unread",
    "owner_entry_policy": "unread",
}


def found(item: str = "H100", to: str = "DE", on: date = ON, **given: str) -> Determination:
    answer = ask(item, to=to, on=on, given=given, library=LIBRARY)
    told = Verdicts(answer.law, LIBRARY).needed(answer.shipment)
    assert (told.verdict, told.needs) == (answer.verdict, answer.needs)
    return answer


def test_each_fact_of_an_entry_says_that_a_party_is_listed() -> None:
    facts = LIBRARY.vocabulary.facts
    assert {fact for fact in facts if facts[fact].implies} == {*OF_AN_ENTRY, *OF_OWNERS}
    for item, to in (("H100", "DE"), ("T4", "SG")):
        for fact, said in OF_AN_ENTRY.items():
            assert found(item, to, **{fact: said}).outcome is Outcome.LICENSE, fact
    assert found(entry_policy="case_by_case").verdict.policy == "case-by-case"


def test_what_is_said_of_owners_says_that_they_are_listed() -> None:
    for fact, said in OF_OWNERS.items():
        assert found(on=AFFILIATES, **{fact: said}).outcome is not Outcome.NLR, fact
        assert found(**{fact: said}).outcome is Outcome.NLR  # while the rule is stayed
    elsewhere = found(on=AFFILIATES, owner_footnote="yes", owners_on_entity_or_meu_list="no")
    assert elsewhere.outcome is Outcome.LICENSE


def test_what_says_no_or_nothing_leaves_the_answer_free() -> None:
    for on in (ON, AFFILIATES):
        for fact, said in SAY_NOTHING.items():
            assert found(on=on, **{fact: said}).outcome is Outcome.NLR, fact


@pytest.mark.parametrize(
    "given",
    [
        {"entity_list_footnote_4": "unknown"},
        {"entry_policy": "unknown"},
        {"sdn_wmd_or_terror": "unknown"},
        {"entity_list_footnote_4": "yes", "on_entity_list": "no"},
    ],
)
def test_an_entry_that_nobody_knows_or_that_is_denied_leaves_it_open(given: dict[str, str]) -> None:
    assert found(**given).outcome is Outcome.UNDETERMINED


def test_a_party_that_is_named_and_on_no_list_does_not_hide_the_entry() -> None:
    for fact, said in OF_AN_ENTRY.items():
        answer = ask("H100", to="DE", on=ON, given={fact: said}, parties=[USER], library=LIBRARY)
        assert answer.outcome is Outcome.LICENSE, fact
    for given in ({}, {"entity_list_footnote_4": "no"}):
        answer = ask("H100", to="DE", on=ON, given=given, parties=[USER], library=LIBRARY)
        assert answer.outcome is Outcome.NLR


def test_strictly_a_footnote_is_a_listing_too() -> None:
    given = {"listed_party": "none", "entity_list_footnote_4": "yes"}
    assert ask("H100", to="DE", on=ON, given=given, strict=True).outcome is Outcome.LICENSE


@pytest.mark.parametrize(
    ("item", "to", "fact", "words"),
    [
        ("H100", "DE", "informed_by_letter", "BIS informed the exporter itself"),
        ("L20", "CN", "nac_refused", "BIS answered a NAC notice"),
    ],
)
def test_what_bis_told_the_exporter_is_told(item: str, to: str, fact: str, words: str) -> None:
    for said, times in (("yes", 1), ("no", 0)):
        flags = red_flags(found(item, to, **{fact: said}), LIBRARY, "en")
        assert sum(flag.startswith(words) for flag in flags) == times
