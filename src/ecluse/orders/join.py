"""The joins that add codes, and then answers, to the lines: one SQL for every engine.

Belongs here: the statements. Does not: running them (engine), or what the codes mean (lookup).
Always true: every join is a left join with at most one row for each key, so no line is lost or
doubled. A cell that no table knows gets the code of the unknown. Only codes and a line's own
figures are compared here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import prod
from typing import TypeVar

from ecluse.equivalence.axes import ROLES
from ecluse.orders.cell_sql import AmountCells, day_of, row_of, text_of
from ecluse.orders.coded_fact import Further
from ecluse.orders.columns import BookColumns
from ecluse.orders.currencies import Currencies
from ecluse.orders.own_figures import CellFigures
from ecluse.orders.packing import TEXT, UNREAD, coded, in_text, packed
from ecluse.orders.party_columns import PartySeat
from ecluse.orders.party_join import PartyCoding
from ecluse.orders.recorded import Recorded
from ecluse.orders.relations import (
    AMOUNT,
    CLASSES_OF_ITEMS,
    CLASSES_OF_PLACES,
    COUNTED_CASES,
    days,
    fact_texts,
    named_items,
    text_codes,
)
from ecluse.screening.party import Role
from ecluse.tables.names import FAULT, name_of
from ecluse.tables.read import Book
from ecluse.tables.relation import Column, Relation

_DIRECT = 4_000_000
Code = TypeVar("Code", int, str)
_ITEM, _DAYS = named_items("part"), days("VARCHAR")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """How the lines of a book are coded.

    Code 0 stands everywhere for what is left out or cannot be made out. A line's key says its whole
    case (`subjects` 0), or, where cases are too many to list, its class: the number of its item's
    class, and of its place's class, of which there are `subjects`.

    Args:
        laws, items, places: How many codes there are of each, 0 among them.
        unlisted: The code of a part like nothing in the catalogue; -1 where the book has none.
        strict: A seat that a line leaves out is unknown, and not where the goods go.
        doubtful: The amounts of whose texts `in_doubt` is asked: those are looked up, not read.
        parties: How lines are coded by their parties, where these were screened.
        recorded: The seats of parties that are companies on record.
        few_lines: How many lines the book has, where these are few; None where they are many.
    """

    book: Book
    columns: BookColumns
    further: tuple[Further, ...]
    figures: CellFigures
    laws: int
    items: int
    places: int
    subjects: int = 0
    unlisted: int = -1
    strict: bool = False
    doubtful: frozenset[str] = frozenset()
    currencies: Currencies = field(default_factory=Currencies)
    parties: PartyCoding | None = None
    recorded: Recorded | None = None
    few_lines: int | None = None

    @property
    def names_items(self) -> bool:
        """Whether any line names an item of the catalogue."""
        return self.items > 1

    @property
    def of_subject(self) -> tuple[int, ...]:
        """The sizes of what is packed in the key of an item: law, item, further facts."""
        return (self.laws, self.items, *(further.kinds for further in self.further))

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
        """Whether all cases that may occur can be listed; codes that few lines have add few, and
        few lines have few cases.
        """
        if self.few_lines is not None and not in_text(self.of_case):
            return self.few_lines <= _DIRECT
        kinds = [min(fact.kinds, fact.common or fact.kinds) for fact in self.further]
        return self.laws * self.items * prod([*kinds, *self.of_place[1:]]) <= _DIRECT

    @property
    def amounts(self) -> AmountCells:
        """The expressions of a line's amounts."""
        return AmountCells(self.book, self.columns, self.doubtful, self.currencies)

    @property
    def row(self) -> str:
        """The expression of a line's number."""
        return row_of(self.book)

    # ---- codes -----------------------------------------------------------------------------------

    @property
    def codes(self) -> list[str]:
        """The expressions of a line's codes, in the order of `of_case`."""
        return [*self._subject, *self._places("code")]

    @property
    def _subject(self) -> list[str]:
        return [
            coded(_DAYS.code.of(_DAYS.name)),
            self.part,
            *(self._further(place, further) for place, further in enumerate(self.further)),
        ]

    @property
    def part(self) -> str:
        """The expression of the code of a line's item."""
        if not self.names_items:
            return "0"
        part, *described = (relation.code.of(relation.name) for relation in self._named_by)
        if self.unlisted < 0 or not described:
            return coded(part, *described)
        (told,), unlisted = described, self.unlisted
        silent = f"b.{name_of(self.columns.roles['description'])} IS NULL"
        # A part like nothing on file is what its description tells; it answers by its ECCN only if
        # that is like nothing either. A description like nothing says nothing of another part.
        return (
            f"CASE WHEN {part} = {unlisted} "
            f"THEN coalesce({told}, CASE WHEN {silent} THEN {unlisted} END, 0) "
            f"ELSE coalesce({part}, nullif({told}, {unlisted}), 0) END"
        )

    @property
    def _named_by(self) -> list[Relation]:
        """The tables that tell a line's item: by its part and, where one is looked at, by its
        description.
        """
        described = [named_items("description")] if "description" in self.columns.roles else []
        return [_ITEM, *described]

    def _places(self, column: str) -> list[str]:
        """The countries: each by its own `code`, or by that of the first that is `alike`."""
        expressions, given = [], list[str]()
        for relation in map(text_codes, self.roles):
            given = [relation.columns[column].of(relation.name), *([] if self.strict else given)]
            expressions.append(coded(*given))
        return expressions

    @property
    def tells_seats(self) -> bool:
        """Whether some lines leave out a seat that others give."""
        return len(self.roles) > 1

    @property
    def left_out(self) -> str:
        """The seats that a line leaves out: 1 for the headquarters, 2 for the parent's (which is
        presumed nowhere where nobody can make the headquarters out).
        """
        _, headquarters, parent = (
            text_codes(role).code.of(f"m_{role}") if role in self.roles else "NULL"
            for role in ROLES
        )
        given = f"{parent} IS NOT NULL OR coalesce({headquarters}, 1) = 0"
        return (
            f"CASE WHEN {headquarters} IS NULL THEN 1 ELSE 0 END"
            f" + CASE WHEN {given} THEN 0 ELSE 2 END"
        )

    def _further(self, place: int, further: Further) -> str:
        if further.code is not None:
            return further.code
        texts = fact_texts(place)
        by_text = coded(texts.code.of(texts.name)) if further.texts else "0"
        if further.cells is None:
            return by_text
        cell = f"{further.cells.first} + {further.cells.cell}"
        return f"coalesce(CASE WHEN {self.figures.by_cell} THEN {cell} END, {by_text})"

    @property
    def subject(self) -> str:
        """The key of a line's item, with its law and further facts."""
        return self._read(packed(self._subject, self.of_subject))

    @property
    def place(self) -> str:
        """The key of a line's place, with its law; countries that no law can tell apart are one."""
        law = coded(_DAYS.code.of(_DAYS.name))
        return self._read(packed([law, *self._places("alike")], self.of_place, few=True))

    @property
    def key(self) -> str:
        """The key of a line's case, or of its class."""
        if self.subjects:
            item = CLASSES_OF_ITEMS.code.of(CLASSES_OF_ITEMS.name)
            place = CLASSES_OF_PLACES.code.of(CLASSES_OF_PLACES.name)
            return f"{item} + {place} * {self.subjects}"
        return self._read(packed(self.codes, self.of_case))

    def _read(self, key: str) -> str:
        if not self.book.has_fault:
            return key
        unread = f"'{UNREAD}'" if key.startswith(TEXT) else str(UNREAD)
        return f"CASE WHEN b.{FAULT} IS NULL THEN {key} ELSE {unread} END"

    # ---- statements ------------------------------------------------------------------------------

    @property
    def _look_ups(self) -> list[tuple[Relation, str]]:
        """The tables of texts that the lines are joined to, each with the cell of the join."""
        book, roles = self.book, self.columns.roles
        named = zip(self._named_by, ("part", "description"), strict=False)
        places = [(text_codes(role), role) for role in ROLES if role in roles]
        declared = [(text_codes(role), role) for role in ("currency", "eccn") if role in roles]
        return [
            *((table, text_of(book, roles[role])) for table, role in named),
            (_DAYS, day_of(book, roles["date"])),
            *((table, text_of(book, roles[role])) for table, role in places),
            *(
                (fact_texts(place), text_of(book, further.column))
                for place, further in enumerate(self.further)
                if further.texts and further.column
            ),
            *self.amounts.look_ups,
            *((table, text_of(book, roles[role])) for table, role in declared),
        ]

    @property
    def tables(self) -> list[str]:
        """The names of the tables that the lines are joined to."""
        classes = [CLASSES_OF_ITEMS, CLASSES_OF_PLACES] if self.subjects else []
        parties = self.parties.tables if self.parties else ()
        return [*(table.name for table, _ in self._look_ups), *map(str, classes), *parties]

    def lines(self, select: str, *, classes: bool | None = None, party_rows: bool = False) -> str:
        """Lines with what is selected of them; every join finds one row or none.

        Args:
            party_rows: Only those that may name a party which meets something.
        """
        joins = [
            f"LEFT JOIN {table} ON {table.text.of(table.name)} = {cell}"
            for table, cell in self._look_ups
            if self.names_items or table is not _ITEM
        ]
        if self.parties:
            joins += self.parties.joins(self.book)
        if self.subjects if classes is None else classes:
            joins += [
                f"LEFT JOIN {table} ON {table.key.of(table.name)} = {key}"
                for table, key in (
                    (CLASSES_OF_ITEMS, self.subject),
                    (CLASSES_OF_PLACES, self.place),
                )
            ]
        if party_rows and self.parties:
            joins.append(f"WHERE {self.parties.row_among(self.book)}")
        return f"SELECT {select} FROM {self.figures.over(self.book.relation)} b\n" + "\n".join(
            joins
        )

    def distinct(self, key: str) -> str:
        """The distinct values of a key."""
        return f"SELECT DISTINCT k FROM ({self.lines(f'{key} AS k', classes=False)}) l"

    @property
    def others(self) -> tuple[PartySeat, ...]:
        """The seats of the parties that a consignee may be said to be."""
        seats = self.columns.parties
        return tuple(
            seat for seat in seats if seat.name and seat.role is not Role.ULTIMATE_CONSIGNEE
        )

    def counted(self) -> str:
        """The lines of the keys in `COUNTED_CASES`, in date order, then in the order of the book:
        row, day, consignee, quantity, whether that is unread; then the names of `others`, codes and
        own figures.
        """
        roles = self.columns.roles
        consignee = text_of(self.book, roles["consignee"]) if "consignee" in roles else "NULL"
        columns = {
            "r": self.row,
            "d": _DAYS.day.of(_DAYS.name),
            "n": consignee,
            "q": f"CAST({self.amounts.quantity} AS {AMOUNT})",  # of whole numbers too
            "u": self.amounts.unread_quantity,
            **{f"p{at}": text_of(self.book, seat.name) for at, seat in enumerate(self.others)},
            **{f"c{place}": code for place, code in enumerate(self.codes)},
            **{f"x{place}": own.value for place, own in enumerate(self.figures.figures)},
        }
        inner = selected({"k": self.key, **columns})
        return (
            f"SELECT {', '.join(columns)} FROM ({self.lines(inner)}) l "
            f"WHERE l.k IN (SELECT {COUNTED_CASES.key} FROM {COUNTED_CASES}) ORDER BY d, r"
        )

    @property
    def item_name(self) -> str:
        """The expression of the name of a line's item."""
        if not self.names_items and len(self._named_by) == 1:
            return "CAST(NULL AS VARCHAR)"
        names = [table.label.of(table.name) for table in self._named_by]
        if len(names) == 1:
            return names[0]
        return f"coalesce(CAST({names[0]} AS VARCHAR), {names[1]})"


def selected(columns: Mapping[Column, str] | Mapping[str, str]) -> str:
    """Expressions under their names, as a statement lists them."""
    return ", ".join(f"{expression} AS {name}" for name, expression in columns.items())
