"""The question: what is given outranks the item, which outranks what is taken; and what cannot be
asked is refused.
"""

import re
from datetime import date
from decimal import Decimal

import pytest

import build
from ecluse.determine.ask import ask
from ecluse.determine.end_use_text import read_end_use
from ecluse.determine.verdict import Outcome
from ecluse.errors import EcluseError, InputError

CHIP = {
    "vendor": "Acme",
    "datacenter": True,
    "tpp": 4800,
    "die_area_mm2": 400,
    "io_bandwidth_gb_per_s": 100,
    "dram_bandwidth_gb_per_s": 900,
}


def facts(**more):
    return build.answer(build.chip(**CHIP), "DE", "2024-06-01", **more).facts


def test_the_headquarters_are_taken_to_be_at_the_destination_and_own_up():
    found = facts()
    assert (found["headquarters"].value, found["headquarters"].assumed) == ("DE", True)
    assert (found["parent_headquarters"].value, found["parent_headquarters"].assumed) == (
        "DE",
        True,
    )


def test_the_parent_is_taken_to_be_at_the_headquarters():
    found = facts(hq="CN")
    assert (
        found["headquarters"].assumed,
        found["parent_headquarters"].value,
        found["parent_headquarters"].assumed,
    ) == (False, "CN", True)


def test_the_exporter_is_taken_to_be_the_vendor_and_owns_up():
    assert (facts()["exporter"].value, facts()["exporter"].assumed) == ("Acme", True)
    assert (
        facts(exporter="Dell")["exporter"].value,
        facts(exporter="Dell")["exporter"].assumed,
    ) == ("Dell", False)


def test_what_is_given_outranks_the_item():
    found = facts(given={"tpp": 100, "datacenter": "no"})
    assert found["tpp"].number == 100
    assert found["datacenter"].value.value == "false"


def test_hong_kong_is_china_wherever_it_is_said():
    found = build.answer(
        build.chip(**CHIP), "HK", "2024-06-01", hq="HK", given={"exported_from": "HK"}
    ).facts
    assert [
        found[name].value
        for name in ("destination", "headquarters", "parent_headquarters", "exported_from")
    ] == ["CN"] * 4


def test_a_known_foundry_is_known_by_its_name():
    assert facts(exporter="tsmc")["exporter_role"].value == "foundry"
    assert facts(exporter="Somebody")["exporter_role"].value == "other"


def test_the_tpp_of_a_shipment_counts_units_and_ics():
    board = build.item(
        kind="board", item="b", vendor="Acme", contains={"item": "the chip", "count": "8"}
    )
    found = build.answer(board, "DE", "2024-06-01", inside=build.chip(**CHIP), quantity=3).facts
    assert found["shipment_tpp"].number == Decimal(4800 * 8 * 3)
    assert found["tpp"].number == 4800


@pytest.mark.parametrize(
    ("words", "use"),
    [
        ("military", "military"),
        ("for the Army", "military"),
        ("usage militaire", "military"),
        ("military intelligence", "military_intelligence"),
        ("an exascale machine", "supercomputer"),
        ("missile design", "missile"),
        ("arme nucléaire", "nuclear"),
        ("weapons of mass destruction, missile design", "wmd"),
        ("army missile", "missile"),
        ("General Staff office", "military"),
        ("web shop", "other"),
        ("none_known", "none_known"),
        ("production or storage", "production_or_storage"),
    ],
)
def test_an_end_use_is_taken_at_its_gravest(library, words, use):
    assert read_end_use(words, library).value == use


def test_the_first_day_of_the_record_is_answered_and_the_day_before_is_refused(library):
    assert (
        ask(build.chip(**CHIP), to="China", on=date(2022, 8, 1), library=library).outcome
        is Outcome.NLR
    )
    with pytest.raises(InputError) as caught:
        ask(build.chip(**CHIP), to="China", on=date(2022, 7, 31), library=library)
    assert (
        str(caught.value)
        == "2022-07-31 lies before the record (on): the record begins on 2022-08-01"
    )


def test_what_was_known_before_the_record_clears_nothing(library):
    try:
        found = ask(
            build.chip(**CHIP),
            to="China",
            on=date(2024, 1, 15),
            known=date(2022, 7, 1),
            library=library,
        )
    except EcluseError:
        return
    assert found.outcome is Outcome.UNDETERMINED


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"to": "Chna"}, "no country is called 'Chna' (to): near names are 'China', "),
        ({"hq": "Chna"}, "no country is called 'Chna' (hq): near names are 'China', "),
        ({"origin": "??"}, "no country is called '??' (origin): give an ISO 3166 alpha-2 code"),
        ({"given": {"tpps": "1"}}, "unknown fact 'tpps' (given): near names are 'tpp', 'tops'"),
        ({"given": {"tpp": "-1"}}, "'tpp' cannot be negative (-1) (given tpp): give zero or more"),
    ],
)
def test_a_question_that_cannot_be_understood_is_refused(library, words, told):
    words = {"to": "China", **words}
    with pytest.raises(InputError, match=re.escape(told)):
        ask(build.chip(**CHIP), on=date(2024, 1, 15), library=library, **words)


def test_a_tpp_below_what_the_rates_say_does_not_clear():
    chip = {**CHIP, "tpp": 1000, "fp16_tera_ops_per_s": 1000, "die_area_mm2": 100}
    try:
        found = build.answer(build.chip(**chip), "CN", "2024-06-01")
    except EcluseError:
        return
    assert found.outcome is not Outcome.NLR


def test_a_share_of_more_than_all_is_refused_wherever_it_is_given():
    for door in (
        lambda: facts(given={"us_content_percent": "140"}),
        lambda: build.answer(build.chip(**CHIP, us_content_percent=140), "DE", "2024-06-01"),
    ):
        with pytest.raises(InputError, match="'us_content_percent' cannot be 140"):
            door()
