"""A company's own order book: its lines, read as `orders` reads a book.

Belongs here: which column is which, and what each cell says, for lines of demand.
Does not: what the law says of a line, or running it (own_run).
Always true: every mistake of a book is told at once, each with its row; a cell is read by the
readers of order books; nothing that a line says of the shipment is dropped: it is a fact of the
gate's question, or a mistake.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import itemgetter
from pathlib import Path
from typing import Any

from ecluse.errors import EcluseError, InputError, offered, raise_all
from ecluse.facts.country import folded
from ecluse.law.library import Library
from ecluse.orders.case import NOWHERE
from ecluse.orders.cell_number import decimal_sign
from ecluse.orders.cell_text import blank, clean
from ecluse.orders.resolve import countries_of, days_of, items_of, numbers_of, values_of_fact
from ecluse.simulate.own_columns import BUYERS, MOST_TOLD, DemandCells, read_sheet
from ecluse.simulate.read_market import Market
from ecluse.tables.halfway import one_line

_FACTS = ("end_use", "exporter", "origin", "parent_headquarters")
_EARLIEST = date(1990, 1, 1)  # an overdue line is a line


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLine:
    """One line of demand.

    Args:
        product: The market's product; None for an item that the market does not sell.
        buyer: The market's group of buyers.
        price_usd: Of one unit; None where the book gives none.
        facts: What else the line says of the shipment, by fact, as it is written.
    """

    row: int
    part: str
    item: str
    product: str | None
    buyer: str
    destination: str
    headquarters: str
    quantity: float
    due: date
    price_usd: float | None
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnBook:
    """A company's own order book.

    Args:
        digest: Of what its lines say.
        columns: Meaning → column.
        notes: How it was read, in words.
    """

    source: str
    lines: tuple[OwnLine, ...]
    digest: str
    columns: Mapping[str, str]
    notes: tuple[str, ...]


def read_own_book(
    source: str | Path,
    market: Market,
    library: Library,
    columns: Mapping[str, str] | None = None,
) -> OwnBook:
    """Read a book of demand: CSV, a workbook, Parquet, or whatever else `orders` reads.

    Args:
        columns: Meaning → column, for columns that are not called as they usually are.

    Raises:
        InputError, SeveralErrors: A column lacks, a cell cannot be read, or there is no line.
    """
    with one_line(str(source)):
        sheet = read_sheet(source, library, columns or {})
    lines = [*_LineReader(sheet, market, library).lines()]
    raise_all(_mistakes(sheet))
    said = "\n".join(repr(each) for each in lines)
    return OwnBook(
        source=sheet.source,
        lines=tuple(lines),
        digest=hashlib.sha256(said.encode()).hexdigest(),
        columns={**sheet.columns.roles, **sheet.columns.facts},
        notes=(*sheet.notes, *sheet.columns.all_notes(library.vocabulary, library.book_words)),
    )


class _LineReader:
    """The lines of a sheet, each column's distinct texts looked at once."""

    def __init__(self, sheet: DemandCells, market: Market, library: Library) -> None:
        self.sheet, self.market, self.library = sheet, market, library
        self.buyer_role = next(role for role in BUYERS if role in sheet.columns.roles)
        self.groups = {folded(each.buyer): each for each in market.file.buyers}
        self.read: dict[str, Mapping[str, Any]] = {"part": self._items()}
        self._check_buyers()
        self.read |= {role: self._numbers(role) for role in _AMOUNTS if role in sheet.cells}
        self.read["date"] = self._days()
        self.read |= {role: self._countries(role) for role in _PLACES if role in sheet.cells}
        self._check_facts()

    def said(self, role: str, cell: Mapping[str, str | None]) -> Any:
        """What a cell says; None where it says nothing, or there is no such column."""
        text = cell.get(role)
        return None if text is None else self.read[role].get(text)

    def lines(self) -> Iterator[OwnLine]:
        """The lines that can be read; what is wrong with the others is noted in the sheet."""
        for place, row in enumerate(self.sheet.rows):
            cell = {role: texts[place] for role, texts in self.sheet.cells.items()}
            line = self._line(row, cell)
            if line is not None:
                yield line

    def _line(self, row: int, cell: Mapping[str, str | None]) -> OwnLine | None:
        item, due = self.said("part", cell), self.said("date", cell)
        quantity: Decimal | None = self.said("quantity", cell)
        group = self.groups.get(folded(clean(cell[self.buyer_role] or "")))
        self._note_blank(row, cell, quantity)
        if group is None or item is None or quantity is None or due is None:
            return None
        return OwnLine(
            row=row,
            part=clean(cell["part"] or ""),
            item=item[0],
            product=item[1],
            buyer=group.buyer,
            destination=self.said("destination", cell) or group.destination,
            headquarters=self.said("headquarters", cell) or group.headquarters,
            quantity=float(quantity),
            due=due,
            price_usd=self._price(cell, quantity),
            facts=self._facts(cell),
        )

    def _note_blank(
        self, row: int, cell: Mapping[str, str | None], quantity: Decimal | None
    ) -> None:
        """Cells that a line needs and that say nothing; other mistakes are noted by text."""
        said = {"part": cell["part"], "date": cell["date"], self.buyer_role: cell[self.buyer_role]}
        said["quantity"] = cell["quantity"] if quantity is None else "1"
        for role, text in said.items():
            if blank(text):
                self.sheet.blanks.append((row, self.sheet.column(role), _WORDS.get(role, role)))

    def _items(self) -> dict[str, tuple[str, str | None]]:
        """Each part: its item, and the market's product that it is, if any."""
        catalogue, sheet = self.library.catalogue, self.sheet
        sold = {
            folded(each.product): (catalogue.get(each.item, "market").name, each.product)
            for each in self.market.file.products
        }
        product_of: dict[str, str] = dict(sold.values())
        texts = [text for text in sheet.texts("part") if not blank(text)]
        found: dict[str, tuple[str, str | None]] = {
            text: sold[key] for text in texts if (key := folded(clean(text))) in sold
        }
        others = [text for text in texts if text not in found]
        named = items_of(others, self.library, sheet.column("part"), sheet.problems)
        for text, item in named.items():
            if item is not None:
                found[text] = item.name, product_of.get(item.name)
        return found

    def _check_buyers(self) -> None:
        """Name the groups that the market does not have."""
        role, market = self.buyer_role, self.market
        for text in self.sheet.texts(role):
            if not blank(text) and folded(clean(text)) not in self.groups:
                mend = offered(clean(text), market.buyers)
                reason = f"no group of buyers of {market.file.market} is called that: {mend}"
                self.sheet.problems.add(self.sheet.column(role), role, text, reason)

    def _numbers(self, role: str) -> dict[str, Decimal | None]:
        texts = self.sheet.texts(role)
        sign = decimal_sign(texts)
        return numbers_of(texts, self.sheet.column(role), role, self.sheet.problems, sign)

    def _days(self) -> dict[str, date | None]:
        texts = [text for text in self.sheet.texts("date") if not blank(text)]
        column = self.sheet.column("date")
        since = self.library.register.answers_from
        found, notes = days_of(texts, _EARLIEST, column, self.sheet.problems, since)
        self.sheet.notes += notes
        return found

    def _countries(self, role: str) -> dict[str, str | None]:
        """The countries of a column; one that nobody knows is a mistake, for it has no gate."""
        texts, column = self.sheet.texts(role), self.sheet.column(role)
        problems = self.sheet.problems
        found = countries_of(texts, self.library, column, role, problems)
        told = {each.text for each in problems.found if each.meaning == role}
        for text, code in found.items():
            if code == NOWHERE and text not in told:
                problems.add(column, role, text, "a country must be named, for it decides the gate")
        return found

    def _price(self, cell: Mapping[str, str | None], quantity: Decimal) -> float | None:
        """Dollars for one unit, by the unit's price or the line's value."""
        unit, value = self.said("unit_value", cell), self.said("value", cell)
        if unit is not None:
            return float(unit / (self.said("price_unit", cell) or 1))
        return None if value is None else float(value / quantity)

    def _check_facts(self) -> None:
        """Cells of other facts, and of a currency, that cannot be read."""
        for role in (*_FACTS, *self.sheet.columns.facts):
            if role in self.sheet.cells:
                column, texts = self.sheet.column(role), self.sheet.texts(role)
                values_of_fact(texts, role, self.library, column, self.sheet.problems)
        for text in self.sheet.texts("currency"):
            if not blank(text) and folded(clean(text)) not in ("usd", "us$", "$"):
                reason = "prices are in US dollars here"
                self.sheet.problems.add(self.sheet.column("currency"), "currency", text, reason)

    def _facts(self, cell: Mapping[str, str | None]) -> tuple[tuple[str, str], ...]:
        """What else a line says of the shipment; a region under an embargo is a fact of its own."""
        roles = (*_FACTS, *self.sheet.columns.facts)
        said = {role: clean(text) for role in roles if (text := cell.get(role)) and not blank(text)}
        place = clean(cell.get("destination") or "")
        if self.library.countries.region(place) is not None:
            said.setdefault("region", place)
        return tuple(said.items())


_AMOUNTS = ("quantity", "unit_value", "price_unit", "value")
_PLACES = ("destination", "headquarters")
_WORDS = {"date": "due date", "consignee": "group of buyers", "end_user": "group of buyers"}


def _mistakes(sheet: DemandCells) -> list[EcluseError]:
    """Every cell that could not be read, in the order of the rows."""
    first = {
        (role, text): row
        for role, texts in sheet.cells.items()
        for row, text in zip(reversed(sheet.rows), reversed(texts), strict=True)
    }
    found = [
        (row, column, f"nothing is said of the {meaning}", "fill the cell")
        for row, column, meaning in sheet.blanks
    ]
    for each in sheet.problems.found:
        names = ", ".join(f"'{name}'" for name in each.near)
        mend = f"near names are {names}" if names else "mend the cell"
        row = first.get((each.meaning, each.text), 0)
        found.append((row, each.column, f"'{clean(each.text)}': {each.reason}", mend))
    found.sort(key=itemgetter(0))
    listed: list[EcluseError] = [
        InputError(what, f"{sheet.source}, row {row}, '{column}'", mend)
        for row, column, what, mend in found[:MOST_TOLD]
    ]
    if len(found) > MOST_TOLD:
        what = f"{len(found) - MOST_TOLD} more cells cannot be read"
        listed.append(InputError(what, sheet.source, "mend these first"))
    return listed
