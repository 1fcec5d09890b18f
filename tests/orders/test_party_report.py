"""What a report says of the parties of a book."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from ecluse.cli.main import status
from ecluse.orders.book import run_orders
from ecluse.orders.list_screens import screens_of
from ecluse.orders.party_report import _on_record

from .build import library

if TYPE_CHECKING:
    from pathlib import Path

BOOK = """Part,Destination,Ship Date,Consignee,End User
H100 PCIe,SG,2026-03-25,Apple Inc.,
H100 PCIe,SG,2026-03-25,Apple Inc.,DeepSeek
"""


def test_a_company_on_record_is_told_with_its_own_seat(tmp_path: Path) -> None:
    (tmp_path / "book.csv").write_text(BOOK, encoding="utf-8")
    report = run_orders(
        tmp_path / "book.csv", library=library(), screens=screens_of(library(), None, strict=False)
    )
    (note,) = [each for each in report.notes if "companies on record" in each]
    assert note.endswith("leaves out: DeepSeek (CN)")


def test_eight_companies_on_record_are_told_and_all_counted() -> None:
    for count in (1, 7, 8, 9, 20):
        told = _on_record({f"Company {n:02}": "CN" for n in range(count)}, "en")
        assert told.count("(CN)") == min(count, 8)
        assert told.endswith(f" … ({count})") is (count > 8), told


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "applications meet a presumption of denial"), ("fr", "présomption de refus")],
)
def test_the_policy_is_in_the_language_of_the_reason(tmp_path: Path, lang: str, said: str) -> None:
    book, out = tmp_path / "book.csv", tmp_path / "out.csv"
    book.write_text("Part,Destination,Ship Date\nH100 PCIe,CN,2026-03-25\n", encoding="utf-8")
    run_orders(book, library=library(), out=out, lang=lang)
    with out.open(encoding="utf-8-sig", newline="") as file:
        (line,) = csv.DictReader(file)
    assert said in line["ecluse_reason"]
    assert ("presumption" in line["ecluse_reason"]) is (lang == "en")


def test_a_narrow_terminal_cuts_no_heading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "book.csv").write_text(BOOK, encoding="utf-8")
    monkeypatch.setenv("COLUMNS", "60")
    assert status(["orders", str(tmp_path / "book.csv"), "--lang", "fr"]) == 0
    lines = capsys.readouterr().out.splitlines()
    (heading,) = [line for line in lines if line.split()[:1] == ["partie"]]
    assert heading.split() == ["partie", "rôle", "niveau", "inscription", "lignes", "valeur"]
    assert max(map(len, lines)) <= 60
