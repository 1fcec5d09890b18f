"""Parties as they are told in a question: who names nobody, and what a name may settle."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pytest import param

import build
from ecluse.determine.ask import ask
from ecluse.determine.determination import Determination
from ecluse.determine.party_answer import parties_of, party_warnings, screened_line
from ecluse.determine.verdict import Outcome
from ecluse.errors import InputError
from ecluse.screening.match import Band
from ecluse.screening.party import Party, Role

DAY = date(2026, 5, 1)


def end_user(name: str, **words: str) -> Party:
    return Party(name=name, role=Role.END_USER, **words)


def consignee(name: str, **words: str) -> Party:
    return Party(name=name, role=Role.ULTIMATE_CONSIGNEE, **words)


def asked(*parties: Party, on: date = DAY, to: str = "SG", **words: Any) -> Determination:
    chip = build.chip(tpp=1000, datacenter=True)
    return ask(chip, to=to, on=on, parties=parties, library=build.library(), **words)


@pytest.mark.parametrize(
    "text",
    ["unknown", "TBD", "to be determined", "未知", "none", "TBC Q3", "inconnu"],
)
def test_who_is_said_to_be_unknown_is_not_screened(text):
    found = asked(end_user(text))
    assert found.outcome is Outcome.UNDETERMINED
    assert f"nobody is named, so not screened: end user (“{text}”)" in screened_line(found, "en")
    assert [each.band for each in parties_of(found) or []] == [None]


@pytest.mark.parametrize("text", ["customer in Huawei", "USA", "n/a"])  # "NA Enterprises"
def test_what_names_nobody_and_meets_an_entry_is_not_told_as_not_screened(text):
    found = asked(end_user(text), consignee("TBD"))
    assert found.outcome is Outcome.UNDETERMINED
    assert screened_line(found, "en") == (
        "nobody is named, but the words were compared, and nobody is cleared: "
        f"end user (“{text}”); nobody is named, so not screened: ultimate consignee (“TBD”)"
    )


@pytest.mark.parametrize(
    ("parties", "outcome"),
    [
        param([end_user("Foo Harvest")], Outcome.NLR, id="a name"),
        param([consignee("Foo Harvest"), end_user("TBD")], Outcome.UNDETERMINED, id="one of two"),
        param([consignee("Foo Harvest"), end_user("same as consignee")], Outcome.NLR, id="same"),
        param([end_user("same as consignee")], Outcome.UNDETERMINED, id="the same as nobody"),
        param([consignee("Inspur Group Co., Ltd."), end_user("TBD")], Outcome.LICENSE, id="hit"),
    ],
)
def test_one_whom_no_name_tells_leaves_it_open(parties, outcome):
    assert asked(*parties).outcome is outcome


@pytest.mark.parametrize(
    "said",
    [{"country": "RU"}, {"address": "Lenina 5, Moscow, Russia"}],
    ids=str,
)
def test_who_is_the_same_party_keeps_the_place_that_is_said_of_it(said: dict[str, str]) -> None:
    place = asked(consignee("Foo Harvest"), end_user("Foo Harvest", **said))
    same = asked(consignee("Foo Harvest"), end_user("same as consignee", **said))
    assert same.outcome is place.outcome is not Outcome.NLR
    assert same.needs == place.needs
    elsewhere = asked(consignee("Foo Harvest", **said), end_user("same as consignee"))
    assert elsewhere.outcome is not Outcome.NLR


def test_that_there_is_no_intermediate_consignee_says_nothing():
    found = asked(Party(name="none", role=Role.INTERMEDIATE_CONSIGNEE))
    assert found.outcome is Outcome.NLR
    assert screened_line(found, "en") == "parties not named"


@pytest.mark.parametrize("text", ["-", "--", "null", "(blank)", " "])
def test_a_sign_in_place_of_a_name_is_refused(text):
    with pytest.raises(InputError, match="a party has no name"):
        asked(end_user(text))
    assert asked(Party(name="-", role=Role.INTERMEDIATE_CONSIGNEE)).outcome is Outcome.NLR
    found = asked(end_user("-", address="5 Danling Street, Beijing, China"))
    assert found.shipment.parties is not None


def policy(found: Determination) -> str | None:
    return found.review.policy if found.review else None


@pytest.mark.parametrize(
    ("name", "given", "policy_"),
    [
        param("Foo Harvest", {}, "policy of denial", id="a clean party"),
        param("Inspur Group Co., Ltd.", {}, "policy of denial", id="a milder entry"),
        param(
            "Foo Harvest", {"entry_policy": "case_by_case"}, "case-by-case", id="the policy is said"
        ),
    ],
)
def test_strictly_an_entry_that_is_said_has_the_strictest_policy(name, given, policy_):
    given = {"listed_party": "entity_list_footnote_4", "declared_eccn": "5A992.c", **given}
    party = Party(name=name, role=Role.PURCHASER)
    found = asked(party, to="TW", on=date(2025, 6, 12), given=given, strict=True)
    without = asked(to="TW", on=date(2025, 6, 12), given=given, strict=True)
    assert policy(found) == policy(without) == policy_


def test_a_policy_that_nobody_says_is_as_the_entry_says_where_things_are_taken():
    given = {"listed_party": "entity_list_footnote_4"}
    found = asked(end_user("Foo Harvest"), to="TW", on=date(2025, 6, 12), given=given)
    assert policy(found) == "as the list entry says"


SDN_OF_ANOTHER_TAG = "ACCESOS ELECTRONICOS S.A.DE C.V."


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        param({"listed_party": "sdn"}, Outcome.LICENSE, id="an SDN whose tag nobody says"),
        param(
            {"listed_party": "sdn", "sdn_wmd_or_terror": "no"}, Outcome.NLR, id="its tag is said"
        ),
        param({}, Outcome.NLR, id="the one of another tag alone"),
    ],
)
def test_the_tag_of_one_sdn_does_not_speak_for_another(given, outcome):
    party = Party(name=SDN_OF_ANOTHER_TAG, role=Role.INTERMEDIATE_CONSIGNEE)
    assert asked(party, on=date(2023, 6, 1), given=given).outcome is outcome


AVIC = "Aviation Industry Corporation of China 612 Institute"  # 88 FR 38741, printed 2023-06-14


@pytest.mark.parametrize(
    ("on", "known", "outcome"),
    [
        param(date(2023, 6, 14), None, Outcome.LICENSE, id="the day of the print"),
        param(date(2023, 6, 13), None, Outcome.UNDETERMINED, id="the day before"),
        param(date(2023, 6, 9), None, Outcome.UNDETERMINED, id="as long before as any rule"),
        param(date(2023, 6, 8), None, Outcome.NLR, id="longer before"),
        param(date(2023, 6, 13), date(2023, 6, 13), Outcome.NLR, id="not yet published"),
    ],
)
def test_an_entry_may_stand_some_days_before_its_print(on, known, outcome):
    found = asked(end_user(AVIC), on=on, known=known)
    assert found.outcome is outcome
    if outcome is Outcome.UNDETERMINED:
        assert "is the day of its print" in " ".join(party_warnings(found, "en"))
        assert [each.band for each in parties_of(found) or []] == [Band.REVIEW]


@pytest.mark.parametrize(
    ("on", "outcome"),
    [
        param(date(2022, 8, 2), Outcome.LICENSE, id="the day of the order"),
        param(date(2022, 8, 1), Outcome.NLR, id="the day before"),
    ],
)
def test_another_name_in_an_order_stands_from_the_day_of_the_order(on, outcome):
    assert asked(end_user("EMTRASUR"), on=on).outcome is outcome


@pytest.mark.parametrize(
    ("on", "outcome"),
    [
        param(date(2024, 2, 26), Outcome.NLR, id="the day before the listing"),
        param(date(2024, 2, 27), Outcome.LICENSE, id="the day of the listing"),
        param(date(2024, 10, 20), Outcome.LICENSE, id="the day before the removal"),
        param(date(2024, 10, 21), Outcome.NLR, id="the day of the removal"),
    ],
)
def test_who_left_the_list_stood_on_it(on, outcome):
    assert asked(consignee("Sandvine Incorporated"), to="CA", on=on).outcome is outcome
