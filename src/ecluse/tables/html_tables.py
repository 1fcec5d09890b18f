"""HTML tables, which web reports call .xls.

Belongs here: the tables of a page as sheets. Does not: which table is taken.
Always true: a cell is the text that a reader sees; a cell that covers others is known as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from ecluse.tables.sheet import Area, Row, Sheet, Table

MOST_BYTES = 256 << 20
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_MOST_COVERED = 1_000


def charset_of(head: bytes) -> str | None:
    """The encoding that a page says it is in."""
    found = _CHARSET.search(head)
    return found[1].decode("ascii") if found else None


def html_tables(path: Path, encoding: str) -> list[Sheet]:
    """The tables of a page, in the order in which they begin."""
    page = _Page()
    with path.open(encoding=encoding, errors="backslashreplace") as file:
        while block := file.read(1 << 20):
            page.feed(block)
    page.close()
    page.ended()
    return [
        Sheet(name=f"table {place}", load=table.loaded)
        for place, table in enumerate(page.tables, 1)
    ]


class _Table:
    """The cells of a table, as they come."""

    def __init__(self) -> None:
        self.rows: list[list[Any]] = []
        self.merged: list[Area] = []
        self.covered: dict[tuple[int, int], bool] = {}
        self.cell: list[str] | None = None
        self.at = (0, 0)

    def loaded(self) -> Table:
        """The table as a sheet holds it."""
        filled = (at for row in self.rows for at, cell in enumerate(row, 1) if cell)
        return Table(rows=self.given, merged=self.merged, width=max(filled, default=0))

    def given(self) -> Iterator[Row]:
        """The rows with their numbers."""
        return ((number, list(row)) for number, row in enumerate(self.rows, 1))

    def begin_row(self) -> None:
        self.end_cell()
        self.rows.append([])

    def begin_cell(self, down: int, across: int) -> None:
        self.end_cell()
        if not self.rows:
            self.rows.append([])
        number, row = len(self.rows) - 1, self.rows[-1]
        while self.covered.pop((number, len(row)), False):
            row.append("")
        self.at = (number, len(row))
        if down > 1 or across > 1:
            first = len(row)
            self.merged.append((number, first, number + down - 1, first + across - 1))
            for below in range(1, down):
                for column in range(first, first + across):
                    self.covered[number + below, column] = True
        row.extend([""] * across)
        self.cell = []

    def end_cell(self) -> None:
        if self.cell is not None:
            number, column = self.at
            self.rows[number][column] = _SPACES.sub(" ", "".join(self.cell)).strip()
            self.cell = None


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self.open: list[_Table] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.open.append(_Table())
            self.tables.append(self.open[-1])
        elif tag in ("script", "style"):
            self.hidden += 1
        elif self.open and tag == "tr":
            self.open[-1].begin_row()
        elif self.open and tag in ("td", "th"):
            said = dict(attrs)
            self.open[-1].begin_cell(_covers(said.get("rowspan")), _covers(said.get("colspan")))
        elif tag in ("br", "p", "div"):
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self.hidden = max(self.hidden - 1, 0)
        elif self.open and tag in ("td", "th", "tr"):
            self.open[-1].end_cell()
        elif self.open and tag == "table":
            self.open.pop().end_cell()

    def handle_data(self, data: str) -> None:
        if self.open and not self.hidden and self.open[-1].cell is not None:
            self.open[-1].cell.append(data)

    def ended(self) -> None:
        """The page is over, whatever it left open."""
        for table in self.open:
            table.end_cell()


def _covers(said: str | None) -> int:
    return min(int(said), _MOST_COVERED) if said and said.strip().isdecimal() and int(said) else 1
