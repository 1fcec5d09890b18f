"""The shipped lists: which there are, what an entry says, from which day; and their seal."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from ecluse.errors import DataError, EcluseError
from ecluse.law.library import DATA
from ecluse.law.seal import bulk_differences
from ecluse.screening.entry import Entry, EntryPolicy, ItemsCovered, Lists
from ecluse.screening.lists import cells_of, lists_digest, open_lists, tables_of
from ecluse.screening.seal_lists import seal_lists


@cache
def lists() -> Lists:
    return open_lists(DATA)


def entry(code: str, name: str) -> Entry:
    (found,) = [each for each in lists().entries if each.list == code and each.names[0] == name]
    return found


def test_every_list_of_the_issue_is_shipped_with_its_day_and_source() -> None:
    codes = {version.list for version in lists().versions}
    assert {"EL", "MEU", "MIEU", "UVL", "DPL", "SDN", "1260H"} <= codes
    assert {"CAP", "CMIC", "DTC", "ISN", "NS-MBS", "PLC", "SSI"} <= codes
    assert all(version.source and len(version.digest) == 64 for version in lists().versions)
    counts = Counter(each.list for each in lists().entries)
    assert counts["EL"] >= 3409
    assert counts["SDN"] == 19181
    assert counts["MEU"] == 70


def test_keys_are_of_one_entry_each() -> None:
    assert len({each.key for each in lists().entries}) == len(lists().entries)


@pytest.mark.parametrize(
    ("name", "listed", "footnotes"),
    [
        ("Inspur Electronic Information Industry Co., Ltd.", "2025-03-25", {4}),
        ("Huawei Technologies Co., Ltd.", "2019-05-16", {1, 2}),
        # The consolidated list has lost this footnote; the regulation's own text has it.
        ("Shanghai Biren Intelligent Technology Co., Ltd.", "2023-10-17", {4}),
    ],
)
def test_an_entry_stands_from_its_day_with_its_footnotes(
    name: str, listed: str, footnotes: set[int]
) -> None:
    found = entry("EL", name)
    day = date.fromisoformat(listed)
    assert found.listed == day
    assert found.footnotes == footnotes
    assert found.stands(day)
    assert not found.stands(date.fromordinal(day.toordinal() - 1))


def test_a_listing_is_known_from_its_publication() -> None:
    found = entry("EL", "Inspur Electronic Information Industry Co., Ltd.")
    on = date(2025, 4, 1)
    assert found.stands(on, date(2025, 3, 28))
    assert not found.stands(on, date(2025, 3, 27))


def test_wording_of_a_day_before_the_last_citation_is_not_on_record() -> None:
    found = entry("EL", "Huawei Technologies Co., Ltd.")
    assert found.stands(date(2020, 1, 1))
    assert not found.worded(date(2020, 1, 1))  # footnote 1 came in May 2020
    assert found.worded(date(2022, 10, 1))


def test_no_footnote_stands_before_it_was_made() -> None:
    made = {1: date(2020, 5, 19), 3: date(2022, 3, 3), 4: date(2022, 10, 7), 5: date(2024, 12, 2)}
    for each in lists().entries:
        for number in each.footnotes & made.keys():
            assert each.worded_since is not None
            assert each.worded_since >= made[number], each.names[0]


def test_every_requirement_on_file_is_read() -> None:
    entity = [each for each in lists().entries if each.list == "EL" and each.removed is None]
    assert {each.items for each in entity} == {ItemsCovered.ALL, ItemsCovered.CCL_AND_SUPPLEMENT_7}
    unread = [each for each in entity if each.policy_read is EntryPolicy.UNREAD]
    assert len(unread) <= 8


def test_nineteen_entries_are_addresses() -> None:
    found = [each for each in lists().entries if each.is_address]
    assert len(found) == 19
    assert all(each.addresses and each.list == "EL" for each in found)


def test_huawei_is_one_group() -> None:
    named = [each for each in lists().entries if each.list == "EL" and "uawei" in each.names[0]]
    assert len(named) > 100
    assert {each.group for each in named} == {"Huawei"}


def test_names_that_no_list_gives_are_told_apart() -> None:
    found = entry("EL", "Inspur Electronic Information Industry Co., Ltd.")
    assert "浪潮信息" in found.names
    assert "浪潮信息" in found.unsourced_names
    assert "IEIT Systems Co. Ltd." not in found.unsourced_names


def test_a_company_left_the_1260h_list_on_its_day() -> None:
    ended = [each for each in lists().entries if each.list == "1260H" and each.removed]
    assert ended
    for each in ended:
        assert each.removed is not None
        assert not each.stands(each.removed)
        assert each.stands(date.fromordinal(each.removed.toordinal() - 1))


def test_an_order_of_denial_may_have_expired_and_still_stands() -> None:
    orders = [each for each in lists().entries if each.list == "DPL" and each.expires]
    assert orders
    for each in orders[:50]:
        assert each.expires is not None
        assert each.may_have_expired(each.expires)
        assert each.stands(each.expires)
        assert not each.may_have_expired(date.fromordinal(each.expires.toordinal() - 1))


# ---- the seal ----------------------------------------------------------------------------------


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with the small lists alone."""
    folder = tmp_path / "data"
    shutil.copytree(DATA / "lists", folder / "lists")
    keep = ("file,", "uvl.csv", "mieu.csv")
    versions = folder / "lists" / "versions.csv"
    lines = versions.read_text("utf-8").splitlines(keepends=True)
    versions.write_text("".join(line for line in lines if line.startswith(keep)), encoding="utf-8")
    return folder


def test_shipped_lists_are_sealed() -> None:
    assert bulk_differences(DATA) == ()


def test_a_list_that_was_changed_answers_nothing_until_it_is_sealed(data: Path) -> None:
    path = data / "lists" / "uvl.csv"
    path.write_text(path.read_text("utf-8").replace("Atlas", "Altas"), encoding="utf-8")
    assert bulk_differences(data) == ("lists/uvl.csv: changed",)
    before = lists_digest(data)
    with pytest.raises(DataError, match="not as it was sealed"):
        open_lists(data)
    assert seal_lists(data)
    assert not seal_lists(data)
    assert open_lists(data).entries
    assert lists_digest(data) != before


def test_all_mistakes_of_a_table_are_told_at_once(data: Path) -> None:
    path = data / "lists" / "mieu.csv"
    path.write_text(path.read_text("utf-8").replace("2021-03-16", "16 March"), encoding="utf-8")
    with pytest.raises(EcluseError) as raised:
        seal_lists(data)
    assert len(raised.value.mistakes) > 1
    assert "lists/mieu.csv:2" in str(raised.value)


def test_the_newer_of_two_tables_answers(data: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    shutil.copytree(data / "lists", own)
    versions = own / "versions.csv"
    text = versions.read_text("utf-8")
    versions.write_text(text.replace("UVL,2026-07-31", "UVL,2026-07-30"), encoding="utf-8")
    assert {table.path.parent for table in tables_of(data, own)} == {data / "lists", own}
    versions.write_text(text.replace("UVL,2026-07-31", "UVL,2026-08-01"), encoding="utf-8")
    assert {table.path.parent for table in tables_of(data, own)} == {own}
    assert cells_of(tables_of(data, own)[0])


def test_a_listing_counts_from_its_effective_day_where_that_is_on_record() -> None:
    # 88 FR 32640: published on 22 May 2023, effective on 19 May 2023.
    found = [
        each
        for each in lists().entries
        if each.list == "EL" and each.known == date(2023, 5, 22) and each.removed is None
    ]
    assert len(found) >= 71
    assert all(each.stands(date(2023, 5, 19)) for each in found)
    assert not any(each.stands(date(2023, 5, 18)) for each in found)
