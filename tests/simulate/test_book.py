"""An order book is answered under both laws, and every line that changed comes out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ecluse.errors import InputError
from ecluse.law.library import Library, load
from ecluse.simulate.book import diff_lines
from ecluse.simulate.side import sides_of

BOOK = """Part Number,Quantity,Ship Date,Country of Ultimate Destination
H20,10,2025-04-08,CN
H20,10,2025-04-09,CN
H20,10,2025-04-09,DE
nobody's chip,1,2025-05-20,CN
"""


@pytest.fixture(scope="module")
def books() -> Library:
    return load()


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.csv"
    path.write_text(BOOK)
    return path


def test_pinned_days_answer_every_line_under_the_law_of_that_day(book: Path, books: Library, tmp_path: Path) -> None:
    out = tmp_path / "changed.csv"
    sides = sides_of("2025-04-08", "2025-04-09", (books, books), date(2026, 11, 23))
    found = diff_lines(*sides, str(book), out)
    assert (found.lines, found.changed) == (4, 2)
    assert found.groups == (("NLR", "LICENSE, presumption of denial", 2),)
    assert len(out.read_text().splitlines()) == 3


def test_a_scenario_alone_answers_each_line_on_its_own_day(book: Path, books: Library) -> None:
    """A month earlier, the letters already bind on 8 April; the line of the 9th is bound either way."""
    pinned = sides_of("h20-letter-month-earlier", "h20-letter-month-later", (books, books), date(2026, 11, 23))
    found = diff_lines(*pinned, str(book))
    assert found.groups == (("LICENSE, presumption of denial", "NLR", 2),)


def test_an_output_of_another_kind_is_told(book: Path, books: Library) -> None:
    sides = sides_of("2025-04-08", "2025-04-09", (books, books), date(2026, 11, 23))
    with pytest.raises(InputError):
        diff_lines(*sides, str(book), Path("changed.docx"))
