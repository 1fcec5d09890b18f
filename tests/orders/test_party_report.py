"""What a report says of the parties of a book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ecluse.orders.book import run_orders
from ecluse.orders.list_screens import screens_of

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
