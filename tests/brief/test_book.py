"""The brief of a book: every currency, rows that are totals, and a title that always fits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from brief.build import data, terms
from ecluse.brief import book_brief
from ecluse.brief.sentence import joined
from ecluse.orders.book import run_orders
from ecluse.orders.report_head import headline

BOOK = """Part,Destination,Ship Date,Quantity,Value,Currency
NVIDIA H100 SXM5,China,2025-06-02,1,1000000,USD
NVIDIA H100 SXM5,China,2025-06-02,1,500000,EUR
NVIDIA H100 SXM5,China,TBD,1,100,USD
Total,,,,1500100,
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    book = tmp_path_factory.mktemp("book") / "book.csv"
    book.write_text(BOOK)
    return run_orders(book, library=data())


def test_amounts_of_every_currency_are_told(report):
    told = joined(book_brief(report, terms("en")).bullets[1].says).replace("\u00a0", " ")
    assert told.startswith("2 lines worth USD 1 million + EUR 500 thousand need")
    in_euros = book_brief(report, terms("en"), currency="EUR")
    sums = [span.number for span in in_euros.bullets[1].says if span.number]
    euros = sums[-2].value
    assert sums[-2].unit == "EUR"
    assert isinstance(euros, float)
    assert 500_000 + 700_000 < euros < 500_000 + 1_000_000


def test_rows_that_are_totals_are_not_told_as_answered(report):
    brief = book_brief(report, terms("en"))
    assert joined(brief.bullets[0].says).replace("\u00a0", " ").startswith("3 lines worth")
    assert "of 3" in brief.title
    assert brief.certain[0].startswith("4 rows in, 4 rows out, 1 of them")
    assert headline(report).endswith("1 undetermined, 1 total of other lines.")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_title_fits_however_long_the_book(report, lang):
    rows = tuple(
        replace(row, lines=1_234_567 if row.outcome == "UNDETERMINED" else 8_765_432)
        for row in report.outcomes
    )
    long = replace(report, outcomes=rows, lines_in=9_999_999, data_as_of="2026-09-30")
    assert "567" in book_brief(long, terms(lang)).title


def test_one_line_is_told_in_the_singular_and_none_so_in_french(tmp_path):
    book = tmp_path / "book.csv"
    book.write_text("\n".join(BOOK.splitlines()[:2]), "utf-8")
    one = run_orders(book, library=data())
    told = {
        lang: " ".join(
            joined(each.says).replace("\u00a0", " ")
            for each in book_brief(one, terms(lang)).bullets
        )
        for lang in ("en", "fr")
    }
    assert "1 line worth USD 1 million needs a license." in told["en"]
    assert "0 lines stay undetermined." in told["en"]
    assert "exige une licence." in told["fr"]
    assert "0 ligne reste à trancher." in told["fr"]
    assert "exigent" not in told["fr"] + book_brief(one, terms("fr")).title
    assert "1 lines" not in book_brief(one, terms("en")).title
