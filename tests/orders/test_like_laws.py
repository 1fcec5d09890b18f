"""A law that changed in nothing that can bear on a book's items is taken as the one before it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from ecluse.orders import settle
from ecluse.orders.book import run_orders
from ecluse.orders.case import LineCase
from ecluse.orders.subject import Subjects

from .build import book, library

HALF_A_YEAR = date(2025, 6, 1), date(2026, 1, 2)
PARTS = ("H100", "NVIDIA H20", "MI308X", "T4", "Fan tray")


def answered(
    folder: Path, rows: Sequence[str], headings: str, *, few: bool
) -> tuple[list[dict[str, str]], list[int]]:
    """An answered book, and for each of its laws the first that is as it."""
    found: list[int] = []
    real = settle.like_laws

    def like_laws(subjects: Subjects, cases: Iterable[LineCase]) -> Sequence[int]:
        found.extend(real(subjects, cases))
        return found

    out = folder / f"{few}.csv"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settle, "_are_few", lambda _: few)
        patch.setattr(settle, "like_laws", like_laws)
        patch.setenv("XDG_CACHE_HOME", str(folder / str(few)))  # nothing is kept of the other
        source = book(folder, *rows, headings=headings)
        run_orders(source, library=library(), out=out, screen=False)
    with out.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file)), found


def changes(first: date, last: date = date.max) -> list[date]:
    return [day for day in library().register.days() if first <= day <= last]


def test_what_no_item_can_use_makes_no_other_law(tmp_path: Path) -> None:
    """The caps of validated end users grow every quarter; notes and a general order come and go."""
    rows = [f"H100,CN,{day}" for day in changes(*HALF_A_YEAR)]
    _, first = answered(tmp_path, rows, "part,destination,date", few=False)
    assert len(set(first)) < len(first)
    assert all(law <= number for number, law in enumerate(first))


def test_a_law_is_another_where_a_line_may_use_what_changed(tmp_path: Path) -> None:
    days = changes(*HALF_A_YEAR)
    plain = [f"H100,IN,{day},none" for day in days]
    _, without = answered(tmp_path, plain, "part,destination,date,validated_end_user", few=False)
    claimed = [*plain, f"H100,IN,{days[-1]},nveu"]
    (tmp_path / "claimed").mkdir()
    _, claiming = answered(
        tmp_path / "claimed", claimed, "part,destination,date,validated_end_user", few=False
    )
    assert len(set(without)) < len(set(claiming))


def test_a_red_flag_makes_another_law_where_it_is_raised(tmp_path: Path) -> None:
    """On 2 October 2024 came an authorization of data centers, and a red flag on who claims it."""
    headings, days = "part,destination,date,validated_end_user", ("2024-10-01", "2024-10-02")
    rows = [f"T4,DE,{day},{claimed}" for day in days for claimed in ("none", "nveu")]
    _, without = answered(tmp_path, rows[::2], headings, few=False)
    assert without == [0, 0]
    (tmp_path / "claimed").mkdir()
    by_codes, claiming = answered(tmp_path / "claimed", rows, headings, few=False)
    assert claiming == [0, 1]
    assert [bool(row["ecluse_red_flags"]) for row in by_codes] == [False, False, False, True]
    assert by_codes == answered(tmp_path / "claimed", rows, headings, few=True)[0]


@pytest.mark.slow
@pytest.mark.parametrize("extra", ["", "nveu", "unknown"])
def test_lines_under_laws_that_are_alike_are_answered_as_each_alone(
    tmp_path: Path, extra: str
) -> None:
    days = [day + timedelta(days=more) for day in changes(date(2022, 9, 1)) for more in (-1, 0)]
    rows = [
        f"{part},{to},{day},{extra},{quantity}"
        for part in PARTS
        for to in ("CN", "AE", "RU", "IN")
        for day in days
        for quantity in ("", "5000")
    ]
    headings = "part,destination,date,validated_end_user,quantity"
    by_codes, first = answered(tmp_path, rows, headings, few=False)
    alone, _ = answered(tmp_path, rows, headings, few=True)
    assert by_codes == alone
    assert len(set(first)) < len(first)
