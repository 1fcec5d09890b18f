"""Facts that are not of the item and differ by line: each line has the answer to its own."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from ecluse.orders.book import run_orders

from .build import book, library

CERTIFIED = (
    *("us_shipments_declared", "us_supply_sufficient", "no_prohibited_end_use", "kyc_described"),
    *("remote_users_listed", "no_weight_transfer", "physical_security_described"),
    "us_lab_tested",
)


@pytest.mark.parametrize("few", [None, 0], ids=["by their cases", "by their classes"])
def test_each_line_has_what_it_certifies_itself(
    few: int | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The policy of January 2026: all of it certified, or all but one thing, in either order."""
    if few is not None:
        monkeypatch.setattr("ecluse.orders.settle._FEW_CASES", few)
    monkeypatch.setattr("ecluse.orders.answer_cache.cache_folder", lambda: None)
    rows = [("", "US", "0.5"), ("", "NL", "0.5"), ("", "US", "0.51"), ("", "US", "0.5")]
    rows[1:1] = [(fact, "US", "0.5") for fact in CERTIFIED]
    lines = [
        f"H200,CN,2026-03-01,{leaves},{share},"
        + ",".join("no" if each == lacking else "yes" for each in CERTIFIED)
        for lacking, leaves, share in rows
    ]
    headings = f"part,destination,ship date,exported_from,china_volume_share,{','.join(CERTIFIED)}"
    out = tmp_path / "out.csv"
    run_orders(book(tmp_path, *lines, headings=headings), library=library(), out=out)
    with out.open(encoding="utf-8-sig", newline="") as file:
        found = [line["ecluse_review_policy"] for line in csv.DictReader(file)]
    mild = [row == ("", "US", "0.5") for row in rows]
    assert found == ["case-by-case" if each else "presumption of denial" for each in mild]
