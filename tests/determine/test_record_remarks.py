"""Parties on record through the one door: their seats and owners decide, and are said."""

from datetime import date

import pytest

from ecluse.determine.answer import DeterminationAnswer, answer_of
from ecluse.determine.ask import ask
from ecluse.determine.outcome import Outcome
from ecluse.law.library import load
from ecluse.screening.party import Party, Role

LIBRARY = load()
RULE_DAY = date(2025, 10, 15)
OF_OWNERS = ("listed part", "listed owners")


def _answer(
    name: str,
    on: date = RULE_DAY,
    *,
    to: str = "MY",
    hq: str | None = None,
    parent_hq: str | None = None,
    role: Role = Role.END_USER,
    given: dict[str, str] | None = None,
    lang: str = "en",
    item: str = "H20",
) -> DeterminationAnswer:
    found = ask(
        item,
        to=to,
        on=on,
        hq=hq,
        parent_hq=parent_hq,
        given=given,
        parties=[Party(name=name, role=role)],
        library=LIBRARY,
    )
    return answer_of(found, LIBRARY, lang=lang)


def test_a_seat_on_record_decides_and_is_said_with_its_source():
    answer = _answer("ByteDance")
    assert answer.outcome is Outcome.LICENSE
    assert (answer.headquarters, answer.parent_headquarters) == ("CN", "CN")
    source = "https://www.taipeitimes.com/News/biz/archives/2020/09/12/2003743247"
    line = "ByteDance Ltd. is headquartered in China (CN), as the companies on record say"
    assert f"{line} ({source})" in answer.notes


def test_a_parent_on_record_decides():
    answer = _answer("TikTok")
    assert (answer.outcome, answer.parent_headquarters) == (Outcome.LICENSE, "CN")


def test_a_recalled_seat_says_that_it_is():
    assert [line for line in _answer("火山引擎", lang="fr").notes if "de mémoire" in line]


def test_a_near_name_fills_in_nothing():
    answer = _answer("Scalewey")
    assert (answer.headquarters, answer.notes) == ("MY", [])


def test_the_purchaser_s_seat_is_not_the_consignee_s():
    assert _answer("Scaleway", role=Role.PURCHASER).headquarters == "MY"


def test_what_is_said_is_not_said_again():
    assert _answer("Scaleway", hq="FR", parent_hq="FR").notes == []


def test_the_stricter_of_two_seats_stands_and_is_a_red_flag():
    answer = _answer("ByteDance", hq="SG")
    assert answer.headquarters == "CN"
    told = "is Singapore (SG) here and China (CN) on record (ByteDance Ltd.)"
    assert [flag for flag in answer.red_flags if told in flag]
    assert _answer("Scaleway", hq="CN").headquarters == "CN"


@pytest.mark.parametrize("hq", [None, "unknown"])
def test_a_disputed_parent_is_unknown_and_a_red_flag(hq):
    answer = _answer("Megaspeed International Pte. Ltd.", hq=hq)
    assert (answer.outcome, answer.needs) == (Outcome.UNDETERMINED, ["parent_headquarters"])
    assert [flag for flag in answer.red_flags if "is disputed" in flag]


def test_a_seat_that_the_question_leaves_unknown_stays_so_where_none_is_on_record():
    assert "headquarters" in _answer("Firmus", hq="unknown").needs


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Inspur Cloud", "nobody has read how much of"),
        ("Aivres", "a US company under listed owners"),
        ("Enflame", None),
    ],
)
def test_listed_owners_are_red_flags(name, told):
    flags = [flag for flag in _answer(name).red_flags if any(part in flag for part in OF_OWNERS)]
    assert [told in flag for flag in flags if told] == ([True] if told else [])


@pytest.mark.parametrize(
    ("on", "matters"),
    [
        (date(2025, 9, 28), False),  # the day before the rule
        (date(2025, 9, 29), True),
        (date(2025, 11, 9), True),
        (date(2025, 11, 10), False),  # stayed
        (date(2026, 11, 9), False),
        (date(2026, 11, 10), True),  # nobody can say whether the stay went on
    ],
)
def test_an_unread_share_of_a_listed_owner_is_open_while_the_rule_is_on(on, matters):
    answer = _answer("Inspur Cloud", on, to="VN", item="A2")
    assert ("owned_by_listed" in answer.needs) is matters
    assert not matters or answer.outcome is Outcome.UNDETERMINED


def test_what_is_said_of_owners_of_a_party_without_a_record_stands():
    given = {"owned_by_listed": "unknown"}
    assert _answer("Acme", to="VN", item="A2", given=given).outcome is Outcome.UNDETERMINED


def test_what_the_question_says_of_owners_stands_against_an_unread_share():
    answer = _answer("Inspur Cloud", given={"owned_by_listed": "no"})
    assert not [name for name in answer.needs if name == "owned_by_listed"]
