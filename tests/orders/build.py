"""Builders for the order-book tests: a small library with known items, and books as text."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ecluse.facts.item import Item
from ecluse.law.library import Library, load

HEADINGS = "Material,ECCN,Qty,Net Price,Curr,Ship-To Country,HQ,Ship Date,Consignee"


@cache
def library() -> Library:
    """The shipped data."""
    return load()


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
