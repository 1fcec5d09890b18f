"""The joins that lay codes, and then answers, beside the lines: one SQL for every engine.

Belongs here: the statements. Does not: running them (engine), or what the codes mean (lookup).
Always true: every join is a left join on one row per key, so that lines out are lines in; a cell
that no table knows gets the explicit code of the unknown, never a lost line. Nothing is compared
here but codes and a line's own figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import TypeVar

from ecluse.equivalence.axes import ROLES
from ecluse.orders.cell_number import in_doubt
from ecluse.orders.columns import AMOUNTS, Columns
from ecluse.orders.own_figures import CellFigure, CellFigures
from ecluse.orders.record import BEFORE, OUTPUT, SHOWN
from ecluse.tables.read import FAULT, Book, name_of

_TOO_LARGE = 1 << 62
_TEXT = "concat_ws("
_DIRECT = 4_000_000
AMOUNT = "DECIMAL(18,4)"
_SMALL = re.compile(
    r"U?(TINY|SMALL)INT|U?INTEGER|DECIMAL\(([1-9]|1[0-8]),[0-4]\)"
)  # what fits an amount as it stands
GROUPED = (
    ("k", "BIGINT"),
    ("c", "INTEGER"),
    ("e", "INTEGER"),
    ("d", "INTEGER"),
    ("i", "INTEGER"),
    ("own", "INTEGER"),
    ("n", "BIGINT"),
    ("q", "DECIMAL(38,4)"),
    ("v", "DECIMAL(38,8)"),
    ("r", "BIGINT"),
)  # what `grouped` gives
Code = TypeVar("Code", int, str)
UNREAD = -1  # the key of a row that could not be read


@dataclass(frozen=True, slots=True, kw_only=True)
class Further:
    """A further fact that a line may give: by its column's text, by its cell, or worked out from
    other figures (`column` None).

    `kinds` is how many things it may say, nothing among them; `figure` tells a figure of the item;
    `texts` whether any of its column's texts is looked up.
    """

    fact: str
    column: str | None
    kinds: int
    figure: bool = False
    cells: CellFigure | None = None
    texts: bool = True


def in_text(sizes: Sequence[int]) -> bool:
    """Whether codes of these sizes are too many for one number, and are packed as a text."""
    return prod(sizes) >= _TOO_LARGE


def packed(terms: Sequence[str], sizes: Sequence[int], *, few: bool = False) -> str:
    """The expression of several codes in one: a number, or a text where a number would not hold
    them (it holds `few`).
    """
    if not few and in_text(sizes):
        return f"{_TEXT}'.', " + ", ".join(terms) + ")"
    parts, factor = [], 1
    for term, size in zip(terms, sizes, strict=True):
        parts.append(f"CAST({term} AS BIGINT)" + (f" * {factor}" if factor > 1 else ""))
        factor *= size
    return " + ".join(parts)


def digits(key: str, sizes: Sequence[int], *, few: bool = False) -> list[str]:
    """The expressions, in the embedded engine's words, of the codes in one that `packed` made;
    meaningless for the key of a row that could not be read.
    """
    if not few and in_text(sizes):
        return [
            f"CAST(split_part({key}, '.', {place}) AS BIGINT)" for place in range(1, len(sizes) + 1)
        ]
    return [f"{key} // {prod(sizes[:place])} % {size}" for place, size in enumerate(sizes)]


def unpacked(key: int | str, sizes: Sequence[int]) -> tuple[int, ...] | None:
    """The codes in one; None for a row that could not be read."""
    if key in (UNREAD, str(UNREAD)):
        return None
    if isinstance(key, str):
        return tuple(int(part) for part in key.split("."))
    digits = []
    for size in sizes:
        key, digit = divmod(key, size)
        digits.append(digit)
    return tuple(digits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """How the lines of a book are coded.

    Code 0 stands everywhere for what is left out or cannot be made out. A line's key says its whole
    case (`subjects` 0), or, where cases are too many to list, its class: the number of its item's
    class, and of its place's class, of which there are `subjects`.

    Args:
        laws, items, places: How many codes there are of each, 0 among them.
        strict: A seat that a line leaves out is unknown, and not where the goods go.
        doubtful: The amounts of whose texts `in_doubt` is asked: those are looked up, not read.
    """

    book: Book
    columns: Columns
    further: tuple[Further, ...]
    figures: CellFigures
    laws: int
    items: int
    places: int
    subjects: int = 0
    strict: bool = False
    doubtful: frozenset[str] = frozenset()

    @property
    def names_items(self) -> bool:
        """Whether any line names an item of the catalogue."""
        return self.items > 1

    @property
    def of_subject(self) -> tuple[int, ...]:
        """The sizes of what is packed in the key of an item: law, item, further facts."""
        return (self.laws, self.items, *(each.kinds for each in self.further))

    @property
    def kind_of_subject(self) -> str:
        """The type of the key of an item."""
        return "VARCHAR" if in_text(self.of_subject) else "BIGINT"

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles of countries that have a column; a parent without one sits where the company
        does, and that where the goods go.
        """
        return tuple(role for role in ROLES if role in self.columns.roles)

    @property
    def of_place(self) -> tuple[int, ...]:
        """The sizes of what is packed in the key of a place: law, then a country for each of
        `roles`.
        """
        return (self.laws, *(self.places for _ in self.roles))

    def countries(self, codes: Sequence[Code]) -> tuple[Code, Code, Code]:
        """Destination, headquarters and parent, of codes, or their expressions, in the order of
        `roles`.
        """
        given = dict(zip(self.roles, codes, strict=True))
        destination = given["destination"]
        unknown: Code = type(destination)(0)
        headquarters = given.get("headquarters", unknown if self.strict else destination)
        taken = unknown if self.strict else headquarters
        return destination, headquarters, given.get("parent_headquarters", taken)

    @property
    def of_case(self) -> tuple[int, ...]:
        """The sizes of what is packed in the key of a case."""
        return (*self.of_subject, *self.of_place[1:])

    @property
    def listable(self) -> bool:
        """Whether all cases that may occur can be listed."""
        return prod(self.of_case) <= _DIRECT

    # ---- expressions -----------------------------------------------------------------------------

    @property
    def codes(self) -> list[str]:
        """The expressions of a line's codes, in the order of `of_case`."""
        return [*self._subject, *self._places("v")]

    @property
    def _subject(self) -> list[str]:
        return [
            "coalesce(m_date.v, 0)",
            self._part,
            *(self._further(place, each) for place, each in enumerate(self.further)),
        ]

    @property
    def _part(self) -> str:
        also = "m_description.v, " if "description" in self.columns.roles else ""
        return f"coalesce(m_part.v, {also}0)" if self.names_items else "0"

    def _places(self, column: str) -> list[str]:
        """The countries by `column` of the tables of texts: `v` each its own code, `w` that of the
        first that no law can tell from it.
        """
        found: list[str] = []
        for role in self.roles:
            taken = found and not self.strict
            before = found[-1].removeprefix("coalesce(") if taken else "0)"
            found.append(f"coalesce(m_{role}.{column}, {before}")
        return found

    @property
    def tells_seats(self) -> bool:
        """Whether some lines leave out a seat that others give."""
        return len(self.roles) > 1

    @property
    def left_out(self) -> str:
        """The seats that a line leaves out: 1 for the headquarters, 2 for the parent's."""
        return " + ".join(
            f"CASE WHEN m_{role}.v IS NULL THEN {bit} ELSE 0 END"
            if role in self.roles
            else str(bit)
            for role, bit in zip(ROLES[1:], (1, 2), strict=True)
        )

    def _further(self, place: int, each: Further) -> str:
        by_text = f"coalesce(m_fact{place}.v, 0)" if each.texts else "0"
        return (
            by_text
            if each.cells is None
            else f"coalesce(CASE WHEN {self.figures.by_cell} THEN {each.cells.first} + {each.cells.cell} END, {by_text})"
        )

    @property
    def subject(self) -> str:
        """The key of a line's item, with its law and further facts."""
        return self._read(packed(self._subject, self.of_subject))

    @property
    def place(self) -> str:
        """The key of a line's place, with its law; countries that no law can tell apart are one."""
        return self._read(
            packed(["coalesce(m_date.v, 0)", *self._places("w")], self.of_place, few=True)
        )

    @property
    def key(self) -> str:
        """The key of a line's case, or of its class."""
        if self.subjects:
            return f"classes_s.v + classes_p.v * {self.subjects}"
        return self._read(packed(self.codes, self.of_case))

    def _read(self, key: str) -> str:
        if not self.book.has_fault:
            return key
        unread = f"'{UNREAD}'" if key.startswith(_TEXT) else str(UNREAD)
        return f"CASE WHEN b.{FAULT} IS NULL THEN {key} ELSE {unread} END"

    # ---- statements ------------------------------------------------------------------------------

    def lines(self, select: str, *, classes: bool | None = None) -> str:
        """Lines with what is selected of them; every join finds one row or none."""
        book, roles = self.book, self.columns.roles
        joins = (
            [f"LEFT JOIN m_part ON m_part.t = {text_of(book, roles['part'])}"]
            if self.names_items
            else []
        )
        if "description" in roles:
            joins.append(
                f"LEFT JOIN m_description ON m_description.t = {text_of(book, roles['description'])}"
            )
        joins += [
            f"LEFT JOIN m_date ON m_date.t = {day_of(book, roles['date'])}",
            f"LEFT JOIN m_destination ON m_destination.t = {text_of(book, roles['destination'])}",
        ]
        joins += [
            f"LEFT JOIN m_{role} ON m_{role}.t = {text_of(book, roles[role])}"
            for role in ROLES[1:]
            if role in roles
        ]
        joins += [
            f"LEFT JOIN m_fact{place} ON m_fact{place}.t = {text_of(book, each.column)}"
            for place, each in enumerate(self.further)
            if each.texts and each.column
        ]
        for role in AMOUNTS:
            if role in roles and book.types[roles[role]] == "VARCHAR":
                joins.append(f"LEFT JOIN m_{role} ON m_{role}.t = b.{name_of(roles[role])}")
        joins += [
            f"LEFT JOIN m_{role} ON m_{role}.t = {text_of(book, roles[role])}"
            for role in ("currency", "eccn")
            if role in roles
        ]
        if self.subjects if classes is None else classes:
            joins += [
                f"LEFT JOIN classes_s ON classes_s.k = {self.subject}",
                f"LEFT JOIN classes_p ON classes_p.k = {self.place}",
            ]
        return f"SELECT {select} FROM {self.figures.over(book.relation)} b\n" + "\n".join(joins)

    def distinct(self, key: str) -> str:
        """The distinct values of a key."""
        return f"SELECT DISTINCT k FROM ({self.lines(f'{key} AS k', classes=False)}) l"

    def grouped(self, *, overridden: bool = False) -> str:
        """Lines, units and values of each key that occurs, by currency, declared ECCN, destination
        and item (and by the line's own answer, where it has one).
        """
        roles = self.columns.roles
        by = {"k": self.key, "d": "coalesce(m_destination.v, 0)"}
        by |= {"i": self._part} if self.names_items else {}
        by |= {
            name: f"coalesce(m_{role}.v, 0)"
            for name, role in (("c", "currency"), ("e", "eccn"))
            if role in roles
        }
        amounts = {
            "q": self.quantity,
            "v": self.value,
            "r": self.row if "eccn" in roles else "NULL",
        }  # r: where a declaration was first seen
        amounts = {name: amount for name, amount in amounts.items() if amount != "NULL"}
        inner = ", ".join(
            f"{expression} AS {name}"
            for name, expression in {
                **by,
                **amounts,
                **({"r": self.row} if overridden else {}),
            }.items()
        )
        joined = " LEFT JOIN overrides o ON o.r = l.r" if overridden else ""
        grouped = [*(f"l.{name} AS {name}" for name in by), *(["o.a AS own"] if overridden else [])]
        summed = [f"{'min' if name == 'r' else 'sum'}(l.{name}) AS {name}" for name in amounts]
        # What no line differs in is not grouped by.
        constant = {
            "i": "0",
            "c": "0",
            "e": "0",
            "own": "CAST(NULL AS INTEGER)",
            "q": "NULL",
            "v": "NULL",
            "r": "NULL",
        }
        alike = [
            f"{value} AS {name}"
            for name, value in constant.items()
            if name not in {*by, *amounts, *(["own"] if overridden else [])}
        ]
        groups = f"SELECT {', '.join([*grouped, 'count(*) AS n', *summed])}\nFROM ({self.lines(inner)}) l{joined}\nGROUP BY ALL"
        return f"SELECT {', '.join(name for name, _ in GROUPED)} FROM (SELECT *{''.join(', ' + each for each in alike)} FROM ({groups}) g) g"

    def counted(self) -> str:
        """The lines of the keys in `counted_cases`, in date order, then in the order of the book:
        with their codes and own figures.
        """
        consignee = (
            text_of(self.book, self.columns.roles["consignee"])
            if "consignee" in self.columns.roles
            else "NULL"
        )
        own = [f"{each.value} AS x{place}" for place, each in enumerate(self.figures.figures)]
        codes = [f"{code} AS c{place}" for place, code in enumerate(self.codes)]
        inner = ", ".join(
            [
                f"{self.row} AS r",
                f"{self.key} AS k",
                "m_date.d AS d",
                f"{consignee} AS n",
                f"{self.quantity} AS q",
                f"{self._unread_quantity} AS u",
                *codes,
                *own,
            ]
        )
        names = ", ".join(
            [
                "r",
                "d",
                "n",
                "q",
                "u",
                *(f"c{place}" for place in range(len(codes))),
                *(f"x{place}" for place in range(len(own))),
            ]
        )
        return f"SELECT {names} FROM ({self.lines(inner)}) l WHERE l.k IN (SELECT k FROM counted_cases) ORDER BY d, r"

    def answered(
        self,
        headings: Sequence[str],
        version: str,
        *,
        before: bool,
        overridden: bool,
        words: bool = True,
    ) -> str:
        """Every line with every column of its own and the answer's; in the order of the book. With
        `words`, from the tables of numbered words.
        """
        item = "m_part.name" if self.names_items else "CAST(NULL AS VARCHAR)"
        if "description" in self.columns.roles:
            item = "coalesce(CAST(m_part.name AS VARCHAR), m_description.name)"
        inner = ", ".join(
            [
                *(f"b.{name_of(heading)}" for heading in headings),
                f"{item} AS __item",
                f"{self.key} AS __key",
                *([f"{self.left_out} AS __seats"] if self.tells_seats else []),
            ]
        )
        if overridden:
            inner += f", {self.row} AS __row"
        answer = "coalesce(o.a, c.a)" if overridden else "c.a"
        joins = "LEFT JOIN cases c ON c.k = l.__key" + (
            "\nLEFT JOIN overrides o ON o.r = l.__row" if overridden else ""
        )
        said = [f"a.{name_of(name)} AS ecluse_{name}" for name in SHOWN]
        said[-1:-1] = ["l.__item AS ecluse_item"]
        said.append(
            "a.data_version AS ecluse_data_version"
            if words
            else f"'{version}' AS ecluse_data_version"
        )
        if before:
            said.append(f"a.before AS {BEFORE}")
        own = [f"l.{name_of(heading)}" for heading in headings]
        seats = " AND a.seats = l.__seats" if self.tells_seats else ""
        return f"SELECT {', '.join([*own, *said])}\nFROM ({self.lines(inner)}) l\n{joins}\nLEFT JOIN {'said' if words else 'answers'} a ON a.a = {answer}{seats}"

    # ---- amounts ---------------------------------------------------------------------------------

    @property
    def row(self) -> str:
        """The expression of a line's number."""
        return row_of(self.book)

    @property
    def quantity(self) -> str:
        """The expression of the quantity."""
        return self._amount("quantity") if "quantity" in self.columns.roles else "NULL"

    @property
    def _unread_quantity(self) -> str:
        """The condition under which a line says something of its quantity that is no quantity."""
        if "quantity" not in self.columns.roles:
            return "false"
        column = self.columns.roles["quantity"]
        text = self.book.types[column] == "VARCHAR"
        said = "m_quantity.t" if text else f"b.{name_of(column)}"
        return f"({said} IS NOT NULL AND {self.quantity} IS NULL)"

    @property
    def value(self) -> str:
        """The expression of the line's value: as stated, else quantity times unit value."""
        parts = [self._amount("value")] if "value" in self.columns.roles else []
        if "unit_value" in self.columns.roles and "quantity" in self.columns.roles:
            price = f"{self.quantity} * {self._amount('unit_value')}"
            if "price_unit" in self.columns.roles:
                price = f"CAST({price} / {self._price_unit} AS DECIMAL(38,8))"
            parts.append(price)
        return f"coalesce({', '.join(parts)})" if parts else "NULL"

    @property
    def _price_unit(self) -> str:
        """The expression of how many units the price is for: one where the line does not say."""
        cell = f"b.{name_of(self.columns.roles['price_unit'])}"
        return f"CASE WHEN {cell} IS NULL THEN 1 ELSE {self._amount('price_unit')} END"

    def _amount(self, role: str) -> str:
        column = self.columns.roles[role]
        some = above(role)
        if _SMALL.fullmatch(self.book.types[column]):
            return f"CASE WHEN b.{name_of(column)} {some} THEN b.{name_of(column)} END"
        plain = f"TRY_CAST(b.{name_of(column)} AS {AMOUNT})"
        if self.book.types[column] == "VARCHAR":
            read = f"coalesce(CASE WHEN {plain} {some} THEN {plain} END, m_{role}.v)"
            if role in self.doubtful:
                return (
                    f"CASE WHEN {in_doubt(f'b.{name_of(column)}')} THEN m_{role}.v ELSE {read} END"
                )
            return read
        return f"CASE WHEN {plain} {some} THEN {plain} END"

    @property
    def tables(self) -> list[str]:
        """The tables of texts that the lines are joined to."""
        roles = self.columns.roles
        texts = [
            role
            for role in ("destination", "headquarters", "parent_headquarters", "eccn", "currency")
            if role in roles
        ]
        numbers = [
            role for role in AMOUNTS if role in roles and self.book.types[roles[role]] == "VARCHAR"
        ]
        facts = [f"m_fact{place}" for place, each in enumerate(self.further) if each.texts]
        return [
            "m_part",
            *(["m_description"] if "description" in roles else []),
            "m_date",
            *(f"m_{role}" for role in (*texts, *numbers)),
            *facts,
            *(["classes_s", "classes_p"] if self.subjects else []),
        ]


def above(role: str) -> str:
    """What an amount must be: a quantity of none is none that is given."""
    return "> 0" if role in ("quantity", "price_unit") else ">= 0"


def row_of(book: Book) -> str:
    """A line's number as a person counts it."""
    return f"b.{book.row}" if book.row.startswith(("file_row", "__")) else book.row


def text_of(book: Book, column: str) -> str:
    """A column's cell as text."""
    return (
        f"b.{name_of(column)}"
        if book.types[column] == "VARCHAR"
        else f"CAST(b.{name_of(column)} AS VARCHAR)"
    )


def day_of(book: Book, column: str) -> str:
    """A column's cell as it is looked up among the days: a day where the column holds days, else
    its text.
    """
    return f"b.{name_of(column)}" if book.types[column] == "DATE" else text_of(book, column)


def with_answers() -> str:
    """The groups with their answers."""
    return "SELECT coalesce(g.own, c.a) AS a, g.* EXCLUDE (k, own) FROM grouped g LEFT JOIN cases c USING (k)"


def output_columns(headings: Sequence[str], *, before: bool) -> list[str]:
    """The headings of what is written."""
    return [*headings, *OUTPUT, *([BEFORE] if before else [])]
