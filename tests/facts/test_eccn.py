"""Export Control Classification Numbers: spellings, the row that answers, and its days."""

from datetime import date, timedelta

import pytest

from ecluse.errors import InputError
from ecluse.facts.eccn import eccn_of, read_eccn

TODAY = date(2026, 8, 1)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5A992.z.1.a1", "5A992.z.1.a.1"),
        ("5A002.z.1.a.1", "5A002.z.1.a.1"),
        ("5a991 b 4", "5A991.b.4"),
        ("4A090.A", "4A090.a"),
        ("3A090a", "3A090.a"),
        ("EAR 99", "EAR99"),
        ("ear99", "EAR99"),
        ("8473.30.11", None),
        ("3A0901", None),
        ("5A002!", None),
        ("ECCN: 3A090.a", "3A090.a"),
        ("5A992.c / 3A090.a", None),
        ("5A992.c 3A090.a", None),
        ("EAR99 / 3A090.a", None),
        ("3A090.a / EAR99", None),
        ("3A090.a or b", None),
        ("5A002 a 3", "5A002.a.3"),
        ("5A002 see below", None),
        ("not 3A090.a", None),
        ("EAR99 goods", None),
        ("3A090.iii", "3A090.iii"),
        ("3A090.xy", None),
        ("3A090.a.123", None),
        ("3A090.a.1.b.2.c.3", "3A090.a.1.b.2.c.3"),
        ("3A090.a.1.b.2.c.3.d", None),
        ("none of these", None),
        ("", None),
        ("３Ａ０９０", "3A090"),
        ("３Ａ０９０．ａ", "3A090.a"),
        ("ＥＡＲ９９", "EAR99"),
        ("3A 090.a", "3A090.a"),
        ("3A-090", "3A090"),
        ("3.A.090.a", "3A090.a"),
        ("3A090–a", "3A090.a"),
        ("EAR-99", "EAR99"),
        ("EAR.99", "EAR99"),
        ("3AO90", None),
    ],
)
def test_a_number_is_read_as_makers_write_it(text, number):
    assert eccn_of(text) == number


@pytest.mark.parametrize(
    ("asked", "on", "answers"),
    [
        ("5A992.z.1.a1", TODAY, "5A992.z"),
        ("5A992.z.2.b1", TODAY, "5A992.z.2"),
        ("5A002.z.1", TODAY, "5A002.z"),
        ("5A002.z.1.a.1", TODAY, "5A002.z"),
        ("5A002.z.4.b", TODAY, "5A002.z.4.b"),
        ("5A002.a.2", TODAY, "5A002"),
        ("5A991.b.1", TODAY, "5A991"),
        ("3A090.a.1", TODAY, "3A090.a"),
        ("3A090.a", date(2023, 11, 17), "3A090.a"),
        ("3A090.a", date(2023, 11, 16), None),
        ("3A090", date(2022, 10, 21), "3A090"),
        ("3A090", date(2022, 10, 20), None),
        ("3A991.p.1", date(2022, 10, 20), None),
        ("4A994.l", date(2022, 10, 21), "4A994.l"),
        ("3A090.c", date(2024, 12, 1), None),
        ("6A003", TODAY, None),
        # A paragraph z that the list has not is of items that the one above it leaves out.
        ("5A992.c.z", TODAY, None),
        ("5A992.c.z.1", TODAY, None),
        ("3A991.p.z", TODAY, None),
        ("4A003.c.z", TODAY, None),
        ("3A991.z", TODAY, None),
        ("5A992.z.9", TODAY, "5A992.z"),
    ],
)
def test_the_longest_paragraph_on_file_answers(library, asked, on, answers):
    row = library.eccns.of(asked, on)
    assert (row.paragraph if row else None) == answers


def test_a_list_of_today_says_of_an_earlier_day_what_the_entry_says(library):
    eve = date(2023, 11, 16)
    assert library.eccns.widest("5A002.z.1", eve).paragraph == "5A002"
    assert library.eccns.widest("4A090.a", date(2022, 8, 1)) is None
    assert library.eccns.widest("5A992.c.z", TODAY) is None


@pytest.mark.parametrize("name", ["nvidia", "amd"])
def test_what_the_makers_file_is_on_file(library, name):
    filed = {
        "nvidia": "5A991.b.1 4A994.l 4A090.a EAR99 5A992.c 5A991.c.3 5A002.z.1 4A003.z.1 4A090.b "
        "5A992.z 3A992.a 5A002.a.2",
        "amd": "5A992.c EAR99 3A991.p.1 4A994.l 4A090.a 5A992.z.2.b1 3A090.a.1 4A090.b "
        "5A002.z.1.a.1 5A992.z.1.a1 3A090.c 5A991.b.4 3A090.b.2 3A090.a.2",
    }
    rows = [library.eccns.of(each, TODAY) for each in filed[name].split()]
    assert all(row is not None and not row.unjudged for row in rows)


def test_each_day_of_the_table_is_a_day_on_which_the_law_changes(library):
    days = {row.since for row in library.eccns.rows} - {date.min}
    assert days <= set(library.register.days())


def test_a_row_of_a_level_has_the_reasons_of_the_entry(library):
    """A paragraph .z keeps every reason for control of the entry that it belongs to."""
    for row in library.eccns.rows:
        if ".z" in row.paragraph and "RS" not in row.reasons:
            entry = library.eccns.of(row.entry, row.since)
            assert row.reasons <= entry.reasons | {"NS2"}
            assert row.other == entry.other


def test_the_symbols_and_reasons_of_the_table_are_in_the_vocabulary(library):
    facts = library.vocabulary.facts
    judged = {reason for row in library.eccns.rows for reason in row.reasons - row.unjudged}
    assert {row.other for row in library.eccns.rows} <= set(facts["other_eccn"].symbols)
    assert {f"reason_{reason.lower()}" for reason in judged} <= facts.keys()


def test_exceptions_rest_on_no_row_from_memory(library):
    for row in library.eccns.rows:
        assert row.cited.confidence.value != "memory" or not row.exceptions


def test_a_text_that_is_no_number_is_refused():
    with pytest.raises(InputError, match="'GPU' is no ECCN"):
        read_eccn("GPU", "--eccn")
    assert read_eccn("None", "--eccn") == "none"


def test_a_day_before_a_paragraph_begins_it_does_not_answer(library):
    for row in library.eccns.rows:
        if row.since > date.min:
            eve = library.eccns.of(row.paragraph, row.since - timedelta(days=1))
            assert eve is None or eve.paragraph == row.paragraph


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("3AO90.a", ("3A090.a",)),
        ("3\u0410090", ("3A090",)),
        ("5A992.c (mass market)", ("5A992.c",)),
        ("EAR99/NLR", ("EAR99",)),
        ("5A992.c / 3A090.a", ("5A992.c", "3A090.a")),
        ("network card", ()),
        ("8473.30", ()),
    ],
)
def test_a_text_that_is_no_number_is_refused_with_those_that_are_near(text, meant):
    with pytest.raises(InputError) as caught:
        read_eccn(text, "test")
    assert caught.value.near == meant


@pytest.mark.parametrize("text", ["none", "None", "no", "non", "Aucun", "keine", "无"])
def test_who_says_none_declares_none(text):
    assert read_eccn(text, "test") == "none"
