"""Cases that codes tell to be alike get one record, and no others."""

from __future__ import annotations

import csv
from datetime import date
from enum import Enum
from pathlib import Path

import pytest

from ecluse.determine.verdict import Outcome, Verdict
from ecluse.law.measure import Reading
from ecluse.orders import join, settle
from ecluse.orders.book import run_orders
from ecluse.orders.by_codes import ByCodes
from ecluse.orders.case import LineCase
from ecluse.orders.lookup import Decider

from .build import EXAMPLE, book, library

HEADINGS = "part,destination,headquarters,date,quantity"
PARTS = ("H100", "NVIDIA H20", "MI308X", "RTX 4090", "HGX H20 8-GPU", "Huawei Ascend 910B1", "T4")
PLACES = ("CN", "AE", "IL", "DE", "US", "MO", "KH")
ROWS = [
    f"{part},{place},{seat},{day},3"
    for part in PARTS
    for place in PLACES
    for seat in ("", "CN")
    for day in ("2023-09-24", "2025-04-21", "2026-02-01")
]


class How(Enum):
    """How a book's cases are told apart: each by itself; by codes; by codes where they are classes
    of items and of places already, as in a book whose cases are too many to list.
    """

    SINGLY = "singly"
    BY_CODES = "by codes"
    BY_CLASSES = "by classes"


def answers(folder: Path, source: Path, how: How, **asked: object) -> list[dict[str, str]]:
    """The answered book, its cases told apart in one way."""
    out, shipped = folder / f"{how.value}.csv", library()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settle, "_are_few", lambda _: how is How.SINGLY)
        if how is How.BY_CLASSES:
            patch.setattr(join, "_DIRECT", 0)
        patch.setenv("XDG_CACHE_HOME", str(folder / how.value))  # nothing is kept of another way
        run_orders(source, library=shipped, out=out, **asked)
    with out.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.slow
@pytest.mark.parametrize("reading", list(Reading))
@pytest.mark.parametrize("strict", [False, True])
def test_cases_that_are_told_by_codes_are_answered_as_each_alone(
    tmp_path: Path, reading: Reading, strict: bool
) -> None:
    source = book(tmp_path, *ROWS[strict::2], headings=HEADINGS)
    asked = {"reading": reading, "strict": strict, "since": date(2024, 1, 1)}
    by_codes = answers(tmp_path, source, How.BY_CODES, **asked)
    assert by_codes == answers(tmp_path, source, How.SINGLY, **asked)


@pytest.mark.slow
def test_the_example_book_is_answered_alike_however_its_cases_are_told_apart(
    tmp_path: Path,
) -> None:
    found = [answers(tmp_path, EXAMPLE, how, screen=False) for how in How]
    assert found[0] == found[1] == found[2]


def test_a_country_of_which_it_is_in_doubt_what_it_is_in_is_named(tmp_path: Path) -> None:
    rows = [f"H100,{code},,2023-09-24,3" for code in ("AE", "IL", "SA")]
    found = answers(tmp_path, book(tmp_path, *rows, headings=HEADINGS), How.BY_CODES)
    assert [row["ecluse_needs"] for row in found] == ["AE in ML", "IL in ML", "SA in ML"]


@pytest.mark.parametrize(
    ("headings", "rows", "needs"),
    [
        (
            "part,in_license_area,headquarters,destination,ship date",
            [
                f"H100,no,unknown,{to},2024-11-01"
                for to in ["VN", "AM", "KH", "LA", "MM", "UZ", "KZ", "GE", "MD"]
            ],
            {"in_license_area"},
        ),
        (
            "part,headquartered_in_d5_or_macau,headquarters,parent_headquarters,destination,date",
            [
                f"H100,no,CN,unknown,{to},2024-11-01"
                for to in ["DE", "FR", "GB", "IT", "BR", "MX", "NO", "PE", "ES"]
            ],
            {"headquartered_in_d5_or_macau"},
        ),
        (
            "part,in_license_area,end use place,destination,ship date",
            [
                f"H100,no,DE,{to},2024-11-01"
                for to in ["VN", "FR", "GB", "IT", "BR", "MX", "NO", "PE", "ES"]
            ],
            {"in_license_area", ""},
        ),
    ],
    ids=["area", "seat", "place of use"],
)
def test_a_given_fact_that_a_place_contradicts_is_asked_about(
    tmp_path: Path, headings: str, rows: list[str], needs: set[str]
) -> None:
    source = book(tmp_path, *rows, headings=headings)
    alone = answers(tmp_path, source, How.SINGLY)
    assert {row["ecluse_needs"] for row in alone} == needs
    for how in (How.BY_CODES, How.BY_CLASSES):
        assert answers(tmp_path, source, how) == alone


def test_where_a_party_is_stands_beside_its_own_lines_alone(tmp_path: Path) -> None:
    headings = "part,destination,ship date,end user,end user country,end user address"
    told = 'H100,NL,2025-08-08,Acme Tools GmbH,NL,"Hauptstr. 1, Berlin, Germany"'
    rows = [
        f"H100,{to},2025-08-08,Acme Tools GmbH,NL," for to in ["NL", "DK", "FR", "SE", "NO", "FI"]
    ]
    source = book(tmp_path, told, *rows, rows[0], headings=headings)
    alone = answers(tmp_path, source, How.SINGLY)
    assert ["Germany" in row["ecluse_red_flags"] for row in alone] == [True] + [False] * 7
    for how in (How.BY_CODES, How.BY_CLASSES):
        assert answers(tmp_path, source, how) == alone


_FLAG = "another country than the destination"
_ALIKE = ("FR", "DE", "NO", "SE")  # to the law


@pytest.mark.parametrize("headings", ["end use place,end user", "end user country,end user"])
def test_a_line_is_held_to_its_own_destination_where_several_are_one_to_the_law(
    tmp_path: Path, headings: str
) -> None:
    said = [(to, place) for to in _ALIKE for place in ("", *_ALIKE[:3])]
    rows = [f"H100,{to},2025-08-08,{place},TBD" for to, place in said]
    source = book(tmp_path, *rows, headings=f"part,destination,ship date,{headings}")
    alone = answers(tmp_path, source, How.SINGLY)
    flags = [_FLAG in row["ecluse_red_flags"] for row in alone]
    assert flags == [place not in ("", to) for to, place in said]
    for how in (How.BY_CODES, How.BY_CLASSES):
        assert answers(tmp_path, source, how) == alone, how


def test_what_is_said_of_a_stack_a_die_or_a_producer_counts_in_every_way(tmp_path: Path) -> None:
    headings = "part,tpp,die_area_mm2,datacenter,designer_headquarters,destination,ship date"
    headings += ",item_kind,non_planar,exporter,exporter_role,exporter_headquarters,ic_producer"
    own = {
        "1700,800,yes,,CN,2024-06-01,,,,,,": "NLR",
        "1700,800,yes,,CN,2024-06-01,,no,,,,": "UNDETERMINED",
        "1700,800,yes,,CN,2024-06-01,,yes,,,,": "NLR",
        "5000,800,yes,SG,DE,2026-08-01,,,,,,": "NLR",
        "5000,800,yes,RU,DE,2026-08-01,,,,,,": "LICENSE",
        "5000,800,yes,SG,DE,2025-05-12,,,SMIC,,,": "NLR",
        "5000,800,yes,SG,DE,2025-05-13,,,SMIC,,,": "LICENSE",
        "5000,800,yes,SG,DE,2026-08-01,,,SMIC Shanghai,,,": "UNDETERMINED",
        "5000,800,yes,SG,DE,2026-08-01,,,TSMC,,,": "NLR",
        "5000,800,yes,SG,DE,2026-08-01,,,,foundry,MO,": "LICENSE",
        "5000,800,yes,SG,DE,2026-08-01,,,,,,of_d5_or_macau": "LICENSE",
    }
    rows = {f"Own Chip Y,{row}": outcome for row, outcome in own.items()}
    for day, kind in (("2024-12-30", "board"), ("2024-12-31", "board"), ("2025-03-01", "system")):
        outcome = "NLR" if day == "2024-12-30" else "LICENSE"
        rows[f"HBM3E,,,,,CN,{day},{kind},,,,,"] = outcome
    rows["H100,,,,,DE,2026-08-01,,,NVIDIA Singapore Pte Ltd,,,"] = "NLR"
    rows["H100,,,,,DE,2026-08-01,,,,,,of_d5_or_macau"] = "LICENSE"
    source = book(tmp_path, *rows, headings=headings)
    for how in How:
        found = [row["ecluse_outcome"] for row in answers(tmp_path, source, how)]
        assert dict(zip(rows, found, strict=True)) == rows, how


def test_an_item_of_the_book_s_own_contradicts_no_catalogue(tmp_path: Path) -> None:
    headings = "part,tpp,item_kind,item_family,designer_headquarters,destination,ship date"
    rows = [f"Own Chip X,100,system,,,{to},2024-04-05" for to in ("CH", "FR", "CN")]
    source = book(tmp_path, *rows, headings=headings)
    for how in How:
        for row in answers(tmp_path, source, how):
            assert not any("catalogue" in (cell or "") for cell in row.values()), how


def test_where_codes_say_what_the_evaluator_does_not_each_case_is_decided(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    source = book(tmp_path, *ROWS[:12], headings=HEADINGS)
    alone = answers(tmp_path, source, How.SINGLY)
    monkeypatch.setattr(ByCodes, "classes", lambda _, cases: dict.fromkeys(cases, 0))
    monkeypatch.setattr(ByCodes, "verdict", lambda *_: Verdict(Outcome.NOT_SUBJECT))
    assert answers(tmp_path, source, How.BY_CODES) == alone
    assert "codes come to" in caplog.text


def test_lines_that_say_what_they_leave_are_told_by_codes(tmp_path: Path) -> None:
    """How they move follows by two countries, in codes too; said otherwise, it is a line's own."""
    rows = [
        f"{part},{to},2025-06-02,{leaves},{moves}"
        for part in ("H100", "RTX 4090")
        for to in ("US", "CN", "RU", "DE", "JP")
        for leaves in ("", "US", "TW", "DE", "RU")
        for moves in ("", "export")
    ]
    source = book(tmp_path, *rows, headings="part,destination,date,exported_from,movement")
    singly, by_codes, by_classes = (answers(tmp_path, source, how) for how in How)
    assert singly == by_codes == by_classes

    decided: list[LineCase] = []
    real = Decider._decide

    def decide(decider: Decider, case: LineCase) -> tuple[int, bool]:
        decided.append(case)
        return real(decider, case)

    plain = [row for row in rows if row.endswith(",")]
    source = book(tmp_path, *plain, headings="part,destination,date,exported_from,movement")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Decider, "_decide", decide)
        again = tmp_path / "again"
        again.mkdir()
        answers(again, source, How.BY_CODES)
    assert 0 < len(decided) <= len(plain) / 2
