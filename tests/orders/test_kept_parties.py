"""What parties met is kept for as long as nothing changes on which it rests."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecluse.law.library import Library
from ecluse.orders.on_record import CompaniesOnRecord
from ecluse.screening.compare import as_match, matches_of_name
from ecluse.screening.entry import Entry, Lists, ListVersion
from ecluse.screening.index import Index, fill

from .build import library

ENTRIES = (
    Entry(key="EL/1", digest="1", list="EL", names=("Amberfield Semiconductor",), group="amber"),
    Entry(key="EL/2", digest="2", list="EL", names=("Bytewharf Computing", "BWC")),
    Entry(
        key="UVL/3",
        digest="3",
        list="UVL",
        names=("Quay Traders LLC",),
        countries=("AE",),
        identifiers=("LEI 529900T8BM49AURSDO55",),
    ),
)
OTHERWISE = (
    {"listed": date(2024, 1, 2), "known": date(2024, 1, 5)},
    {"policy": "presumption of denial", "requirement": "all items", "digest": "other"},
    {"removed": date(2025, 1, 2), "footnotes": frozenset({4}), "citation": "90 FR 1"},
)


def index_of(*entries: Entry, as_of: date = date(2026, 7, 9)) -> Index:
    connection = sqlite3.connect(":memory:")
    version = ListVersion(list="EL", as_of=as_of, digest="d", source="test")
    fill(connection, Lists(entries=entries, versions=(version,)))
    return Index(connection)


@given(place=st.integers(0, 2), said=st.sampled_from(OTHERWISE), names=st.integers(0, 2))
@settings(max_examples=8, deadline=None)
def test_days_wording_and_policies_leave_what_parties_meet(
    place: int, said: dict[str, object], names: int
) -> None:
    entries = list(ENTRIES)
    entries[place] = replace(entries[place], **said)  # type: ignore[arg-type]
    first, second = index_of(*ENTRIES), index_of(*entries, as_of=date(2026, 8, 1))
    assert first.head.compared == second.head.compared
    for name in (ENTRIES[names].names[0], "Amberfeild Semicon", "BWC"):
        found, other = (
            [as_match(index, met) for met in matches_of_name(index, name, "AE")]
            for index in (first, second)
        )
        assert found == other


@pytest.mark.parametrize(
    "said",
    [
        {"names": ("Amberfield Semiconductor", "Amber")},
        {"countries": ("CN",)},
        {"identifiers": ("9131",)},
        {"group": None},
        {"type": "Vessel"},
        {"is_address": True, "addresses": ("1 Quay Road",)},
        {"key": "EL/9"},
    ],
)
def test_whatever_a_party_is_compared_with_tells_two_lists_apart(said: dict[str, object]) -> None:
    changed = replace(ENTRIES[0], **said)  # type: ignore[arg-type]
    before = index_of(*ENTRIES).head.compared
    assert index_of(changed, *ENTRIES[1:]).head.compared != before
    assert index_of(*ENTRIES[1:]).head.compared != before
    assert index_of(*reversed(ENTRIES)).head.compared != before


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    for name in ("companies", "countries", "parties", "screening"):
        shutil.copytree(library().folder / name, data / name)
    shutil.copy(library().folder / "order-books.yaml", data)
    return data


def _digest(held: Library, folder: Path) -> str:
    return CompaniesOnRecord(replace(held, folder=folder)).digest


def test_a_word_of_a_cell_or_a_company_is_told_apart_and_a_figure_is_not(folder: Path) -> None:
    held = library()
    before = _digest(held, folder)
    assert _digest(replace(held, digest="of other figures"), folder) == before
    for name in ("order-books.yaml", "companies/affiliates.csv", "screening/scoring.csv"):
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write("\n")
        after = _digest(held, folder)
        assert after != before, name
        before = after
