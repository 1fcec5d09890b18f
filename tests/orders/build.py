"""Builders for the order-book tests: a small library with known items, and books as text."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from ecluse.facts.item import Item
from ecluse.law.library import Library, load
from ecluse.orders.book import run_orders
from ecluse.orders.tally import BookReport

EXAMPLE = Path(__file__).parents[2] / "examples" / "order-book.csv"
HEADINGS = "Material,ECCN,Qty,Net Price,Curr,Ship-To Country,HQ,Ship Date,Consignee"


@cache
def library() -> Library:
    """The shipped data."""
    return load()


@cache
def example() -> BookReport:
    """The example book's report, worked out once; the book comes out as a workbook."""
    return run_orders(EXAMPLE, library=library(), out=answered_example(), screen=False)


@cache
def answered_example() -> Path:
    """Where the example book comes out."""
    return Path(_KEPT.name) / "out.xlsx"


_KEPT = TemporaryDirectory(prefix="ecluse-test-")  # gone when the tests end


def item(name: str) -> Item:
    """An item of the catalogue."""
    return library().catalogue.get(name, "test")


def book(
    folder: Path,
    *rows: str,
    headings: str = HEADINGS,
    name: str = "book.csv",
    encoding: str = "utf-8",
    end: str = "\n",
) -> Path:
    """A CSV file of `rows`."""
    path = folder / name
    path.write_bytes((end.join([headings, *rows]) + end).encode(encoding))
    return path
