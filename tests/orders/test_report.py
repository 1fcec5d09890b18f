"""The report: what matters first, every text escaped, nothing from elsewhere."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from ecluse.errors import InputError
from ecluse.orders.book import run_orders
from ecluse.orders.report import headline, money, sections

from .build import book, library

EXAMPLE = Path(__file__).parents[2] / "examples" / "order-book.csv"
VOID = ("meta", "rect", "br")


class Wellformed(HTMLParser):
    """Notes tags that are not closed in order, and anything that would be fetched or run."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.wrong.extend(f"{tag} {name}" for name, value in attrs if name in ("src", "href", "onclick") or (value or "").startswith("http"))
        self.wrong.extend([tag] if tag in ("script", "link", "img", "iframe") else [])
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self.open.pop() != tag:
            self.wrong.append(f"/{tag}")


def test_the_page_stands_alone_and_is_whole(tmp_path: Path) -> None:
    run_orders(EXAMPLE, library=library(), report=tmp_path / "report.html")
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    page = Wellformed()
    page.feed(text)
    assert (page.wrong, page.open) == ([], [])
    assert "<svg" in text and "@media print" in text and "Not legal advice" in text


def test_what_a_book_says_cannot_become_markup(tmp_path: Path) -> None:
    rows = ["<script>alert(1)</script>,CN,2024-02-01", "H100,<b>Elbonia</b>,2024-02-01"]
    run_orders(book(tmp_path, *rows, headings="part,destination,date"), library=library(), report=tmp_path / "report.html")
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<script" not in text and "&lt;script&gt;" in text


def test_what_matters_most_comes_first() -> None:
    report = run_orders(EXAMPLE, library=library())
    titles = [section.title for section in sections(report)]
    assert titles[:3] == ["Answers", "Look at these first", "Which measures bite"]
    assert sections(report)[1].rows[0][0] == "license needed, policy of denial"
    assert headline(report).startswith(f"{report.lines_in} lines worth USD ")


def test_every_section_prints_texts_only() -> None:
    report = run_orders(EXAMPLE, library=library())
    assert all(isinstance(cell, str) for section in sections(report) for row in section.rows for cell in row)
    assert all(len(row) == len(section.headings) for section in sections(report) for row in section.rows)


def test_money_is_short_and_by_currency() -> None:
    assert money({"USD": 1234567.0, "EUR": 950.0, "JPY": 2e9}) == "JPY 2 G + USD 1.2 M + EUR 950"


def test_a_report_needs_its_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such folder"):
        run_orders(EXAMPLE, library=library(), report=tmp_path / "none" / "report.html")
