"""A line's cells as SQL reads them: texts, days, amounts, and the line's number.

Belongs here: the expressions. Does not: which texts they read as we do (amounts, cell_number).
Always true: an amount that SQL does not read as it stands is looked up, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from ecluse.orders.cell_number import in_doubt
from ecluse.orders.columns import AMOUNTS, BookColumns
from ecluse.orders.currencies import OF_MONEY, Currencies
from ecluse.orders.packing import coded
from ecluse.orders.relations import AMOUNT, amounts, text_codes
from ecluse.tables.read import Book, name_of
from ecluse.tables.relation import Relation

_WIDE = "DECIMAL(19,4)"  # wider than an amount, so that the engine makes the product wider too
# What fits an amount as it stands.
_SMALL = re.compile(r"U?(TINY|SMALL)INT|U?INTEGER|DECIMAL\(([1-9]|1[0-8]),[0-4]\)")


def above(role: str) -> str:
    """What an amount must be: a quantity of none is none that is given."""
    return "> 0" if role in ("quantity", "price_unit") else ">= 0"


def fits(kind: str) -> bool:
    """Whether all numbers of a type fit an amount as they stand."""
    return _SMALL.fullmatch(kind) is not None


def row_of(book: Book) -> str:
    """A line's number as a person counts it."""
    return f"b.{book.row}" if book.row.startswith(("file_row", "__")) else book.row


def text_of(book: Book, column: str) -> str:
    """A column's cell as text."""
    cell = f"b.{name_of(column)}"
    return cell if book.types[column] == "VARCHAR" else f"CAST({cell} AS VARCHAR)"


def day_of(book: Book, column: str) -> str:
    """A column's cell as it is looked up among the days: a day where the column holds days, else
    its text.
    """
    return f"b.{name_of(column)}" if book.types[column] == "DATE" else text_of(book, column)


@dataclass(frozen=True, slots=True)
class AmountCells:
    """The amounts of a line.

    Args:
        doubtful: The amounts of whose texts `in_doubt` is asked: those are looked up, not read.
    """

    book: Book
    columns: BookColumns
    doubtful: AbstractSet[str]
    currencies: Currencies

    @property
    def look_ups(self) -> list[tuple[Relation, str]]:
        """The tables of texts of amounts, each with the cell that it is joined by."""
        roles = self.columns.roles
        return [
            (amounts(role), f"b.{name_of(roles[role])}")
            for role in AMOUNTS
            if role in roles and self.book.types[roles[role]] == "VARCHAR"
        ]

    @property
    def quantity(self) -> str:
        """The expression of the quantity."""
        return self._amount("quantity") if "quantity" in self.columns.roles else "NULL"

    @property
    def unread_quantity(self) -> str:
        """The condition under which a line says something of its quantity that is no quantity."""
        if "quantity" not in self.columns.roles:
            return "false"
        column, looked_up = self.columns.roles["quantity"], amounts("quantity")
        is_text = self.book.types[column] == "VARCHAR"
        cell = looked_up.text.of(looked_up.name) if is_text else f"b.{name_of(column)}"
        return f"({cell} IS NOT NULL AND {self.quantity} IS NULL)"

    @property
    def value(self) -> str:
        """The expression of the line's value: as stated, else quantity times unit value."""
        parts = [self._amount("value")] if "value" in self.columns.roles else []
        if "unit_value" in self.columns.roles and "quantity" in self.columns.roles:
            price = f"CAST({self.quantity} AS {_WIDE}) * {self._amount('unit_value')}"
            if "price_unit" in self.columns.roles:
                price = f"TRY_CAST({price} / {self._price_unit} AS DECIMAL(38,8))"
            parts.append(price)
        return f"coalesce({', '.join(parts)})" if parts else "NULL"

    @property
    def currency(self) -> str | None:
        """The expression of the code of a line's currency; None where the book tells none."""
        roles, codes = self.columns.roles, self.currencies
        cells = []
        if "currency" in roles:
            cells.append(f"nullif({text_codes('currency').code.of('m_currency')}, 0)")
        tables = [amounts(role) for role in OF_MONEY if role in codes.beside]
        cells += [table.currency.of(table.name) for table in tables]
        cells += [str(codes.headed[role]) for role in OF_MONEY if role in codes.headed]
        return coded(*cells) if cells else None

    @property
    def _price_unit(self) -> str:
        """The expression of how many units the price is for: one where the line does not say."""
        cell = f"b.{name_of(self.columns.roles['price_unit'])}"
        return f"CASE WHEN {cell} IS NULL THEN 1 ELSE {self._amount('price_unit')} END"

    def _amount(self, role: str) -> str:
        column = self.columns.roles[role]
        cell, some = f"b.{name_of(column)}", above(role)
        if fits(self.book.types[column]):
            return f"CASE WHEN {cell} {some} THEN {cell} END"
        plain = f"TRY_CAST({cell} AS {AMOUNT})"
        if self.book.types[column] != "VARCHAR":
            return f"CASE WHEN {plain} {some} THEN {plain} END"
        looked_up = amounts(role)
        known = looked_up.code.of(looked_up.name)
        read = f"coalesce(CASE WHEN {plain} {some} THEN {plain} END, {known})"
        if role in self.doubtful:
            return f"CASE WHEN {in_doubt(cell)} THEN {known} ELSE {read} END"
        return read
