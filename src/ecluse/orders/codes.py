"""From the texts of a book to the codes that its lines are joined by.

Belongs here: resolving each column's distinct texts and loading what they mean as small tables.
Does not: how a text is read (resolve), what is decided on the codes (settle).
Always true: each table has one row for each distinct text, so that a join neither loses nor doubles
a line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ecluse.facts.item import Item
from ecluse.facts.known import Known
from ecluse.facts.vocabulary import FactType
from ecluse.law.condition.tree import OneOf, facts_of
from ecluse.law.library import Library
from ecluse.law.measure import Reading
from ecluse.law.provision import conditions_of
from ecluse.law.register import Register
from ecluse.orders.cell_number import COMMA, POINT, decimal_sign, doubtful, in_doubt
from ecluse.orders.cell_text import blank, clean, error
from ecluse.orders.columns import AMOUNTS, Columns
from ecluse.orders.engine import Engine
from ecluse.orders.engine_duckdb import load_table
from ecluse.orders.hoist import Meanings
from ecluse.orders.join import AMOUNT, Coding, Further, text_of
from ecluse.orders.own_figures import CellFigures, cell_figures
from ecluse.orders.read import FAULT, Book, name_of
from ecluse.orders.resolve import (
    NOWHERE,
    Problems,
    commas_taken,
    countries_of,
    days_of,
    exporters_of,
    items_of,
    numbers_of,
    values_of_fact,
)
from ecluse.orders.slices import Slices, slices_of

_MANY_NAMES = 50_000
_MANY_FIGURES = 1_000
_MOST_LISTED = 1_000
_MOST_SHAPES = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How a book is to be answered."""

    library: Library
    register: Register
    reading: Reading
    known: date | None
    since: date | None


@dataclass(slots=True, kw_only=True)
class Resolved:
    """The texts of a book, resolved and loaded, and how its lines are coded by them."""

    meanings: Meanings
    coding: Coding
    problems: Problems
    eccns: list[str]
    currencies: list[str]
    notes: list[str]


class _Texts:
    """The distinct texts of a book's columns, less the rows that could not be read."""

    def __init__(self, engine: Engine, book: Book) -> None:
        self.engine = engine
        self.book = book

    def where(self, column: str) -> str:
        """The lines on which a column says anything."""
        fault = f" AND b.{FAULT} IS NULL" if self.book.has_fault else ""
        return f"b.{name_of(column)} IS NOT NULL{fault}"

    def of(self, column: str, condition: str = "true") -> list[str]:
        """The distinct texts of a column, in order."""
        select = f"SELECT DISTINCT {text_of(self.book, column)} AS t FROM {self.book.relation} b WHERE {self.where(column)} AND {condition} ORDER BY 1"
        return [row[0] for row in self.engine.rows(select)]

    def beside(self, figures: CellFigures, part: str) -> dict[str, list[str]]:
        """The distinct texts of each column of `figures` on the lines on which it is not taken by
        its cell.
        """
        columns = {
            each.column: f"{self.where(each.column)} AND NOT ({each.value} IS NOT NULL AND {figures.by_cell})"
            for each in figures.figures
            if each.column is not None
        }
        if not columns:
            return {}
        book = f"{figures.over(self.book.relation)} b"
        if "m_part" in figures.named:
            self.engine.lay(["m_part"])
            book += f" LEFT JOIN m_part ON m_part.t = {text_of(self.book, part)}"
        counts = self.engine.rows(
            f"SELECT {', '.join(f'count(CASE WHEN {where} THEN 1 END)' for where in columns.values())} FROM {book}"
        )[0]
        return {
            column: [
                row[0]
                for row in self.engine.rows(
                    f"SELECT DISTINCT {text_of(self.book, column)} AS t FROM {book} WHERE {where} ORDER BY 1"
                )
            ]
            if count
            else []
            for (column, where), count in zip(columns.items(), counts, strict=True)
        }

    def odd(self, column: str, above: str = ">= 0") -> list[str]:
        """The distinct texts of a column that SQL does not read as a number, or not as one that is
        `above`.
        """
        plain = f"TRY_CAST({text_of(self.book, column)} AS {AMOUNT})"
        return self.of(column, f"({plain} IS NULL OR NOT {plain} {above})")

    def dotted(self, columns: Sequence[str]) -> set[str]:
        """The columns of texts in which some number has a point before its last three digits."""
        texts = [column for column in columns if self.book.types[column] == "VARCHAR"]
        if not texts:
            return set()
        found = ", ".join(
            f"max(CASE WHEN {in_doubt(f'b.{name_of(column)}')} THEN 1 ELSE 0 END)"
            for column in texts
        )
        row = self.engine.rows(f"SELECT {found} FROM {self.book.relation} b")[0]
        return {column for column, some in zip(texts, row, strict=True) if some}

    def sign(self, column: str, odd: Sequence[str], *, dotted: bool) -> str | None:
        """The sign that parts decimals in a column, `odd` being its texts that SQL does not read."""
        sign = decimal_sign(odd)
        if dotted or (sign == COMMA and any(map(doubtful, odd))):
            return decimal_sign(self.shapes(column))
        return sign

    def shapes(self, column: str) -> list[str]:
        """What the texts of a column look like: each digit a nine, but for a first zero; the first
        of them only, where they are more than any column of numbers has.
        """
        text = text_of(self.book, column)
        shape = f"translate({text}, '012345678', '999999999')"
        select = f"SELECT DISTINCT substr({text}, 1, 1) = '0' AS z, {shape} AS s FROM {self.book.relation} b WHERE {self.where(column)} LIMIT {_MOST_SHAPES}"
        return [f"0{shape[1:]}" if zero else shape for zero, shape in self.engine.rows(select)]

    def about(self, *columns: str) -> list[int]:
        """About how many distinct values columns have."""
        counts = ", ".join(f"approx_count_distinct(b.{name_of(column)})" for column in columns)
        return [
            int(number)
            for number in self.engine.rows(f"SELECT {counts} FROM {self.book.relation} b")[0]
        ]


def resolve_texts(
    connection: Any, engine: Engine, book: Book, columns: Columns, asked: Asked
) -> Resolved:
    """Resolve every column's texts and load what they mean."""
    library, roles = asked.library, columns.roles
    texts = _Texts(engine, book)
    problems, notes = Problems(), list[str]()
    items = _parts(connection, texts, roles["part"], library, problems, notes)
    places = [NOWHERE]
    for role in ("destination", "headquarters", "parent_headquarters"):
        if role in roles:
            codes = countries_of(texts.of(roles[role]), library, roles[role], role, problems)
            for code in codes.values():
                if code is not None and code not in places:
                    places.append(code)
            load_table(
                connection,
                f"m_{role}",
                [("t", "VARCHAR"), ("v", "INTEGER")],
                [
                    (text, None if code is None else places.index(code))
                    for text, code in codes.items()
                ],
            )
    slices = _days(connection, texts, roles["date"], asked, problems, notes)
    facts, further, figures = _further(
        connection, texts, columns, asked, slices, problems, notes, names_items=bool(items)
    )
    signs = _amounts(connection, texts, columns, problems, notes)
    eccns, currencies = [""], [""]
    for role, listed in (("eccn", eccns), ("currency", currencies)):
        if role in roles:
            found = {text: "" if error(text) else clean(text) for text in texts.of(roles[role])}
            listed.extend(dict.fromkeys(name for name in found.values() if not blank(name)))
            places_of = {name: place for place, name in enumerate(listed)}
            load_table(
                connection,
                f"m_{role}",
                [("t", "VARCHAR"), ("v", "INTEGER")],
                [(text, places_of.get(name, 0)) for text, name in found.items()],
            )
    worked_out = {
        each.fact: each.formula for each in figures.worked_out if each.formula is not None
    }
    coding = Coding(
        book=book,
        columns=columns,
        further=tuple(further),
        figures=figures,
        laws=len(slices.slices) + 1,
        items=len(items) + 1,
        places=len(places),
        doubtful=frozenset(role for role, sign in signs.items() if sign != POINT),
    )
    engine.lay(coding.tables)
    meanings = Meanings(
        slices=slices,
        items=items,
        places=places,
        facts=facts,
        worked_out=worked_out,
        cells={each.fact: each.cells.first for each in further if each.cells is not None},
    )
    return Resolved(
        meanings=meanings,
        coding=coding,
        problems=problems,
        eccns=eccns,
        currencies=currencies,
        notes=notes,
    )


def _amounts(
    connection: Any, texts: _Texts, columns: Columns, problems: Problems, notes: list[str]
) -> dict[str, str | None]:
    """Load what the odd texts of amounts say; the decimal sign of each amount whose plain texts
    rest on it.
    """
    roles = {role: columns.roles[role] for role in AMOUNTS if role in columns.roles}
    dotted = texts.dotted(list(roles.values()))
    signs: dict[str, str | None] = {}
    for role, column in roles.items():
        above = "> 0" if role == "quantity" else ">= 0"
        if texts.book.types[column] != "VARCHAR":
            if role == "quantity":
                none = texts.of(column, f"b.{name_of(column)} <= 0")
                numbers_of(none, column, role, problems)
            continue
        odd = texts.odd(column, above)
        sign = texts.sign(column, odd, dotted=column in dotted)
        if column in dotted:
            signs[role] = sign
            if sign != POINT:
                odd = sorted({*odd, *texts.of(column, in_doubt(f"b.{name_of(column)}"))})
        if role == "quantity":
            notes.extend(commas_taken(odd, sign, column))
        numbers = numbers_of(odd, column, role, problems, sign)
        load_table(
            connection,
            f"m_{role}",
            [("t", "VARCHAR"), ("v", AMOUNT)],
            [
                pair
                for pair in numbers.items()
                if pair[1] is not None and pair[1] < Decimal(10) ** 13
            ],
        )
    return signs


def _parts(
    connection: Any,
    texts: _Texts,
    column: str,
    library: Library,
    problems: Problems,
    notes: list[str],
) -> list[Item]:
    """The items that a book names, in the order of their codes, 1 being the first."""
    about = texts.about(column)[0]
    if about <= _MANY_NAMES:
        names = texts.of(column)
    else:
        # Few of so many names can be an item's: those are looked up, and of the others the first
        # are reported.
        load_table(
            connection,
            "spellings",
            [("t", "VARCHAR")],
            [(spelling,) for spelling in library.catalogue.spellings()],
        )
        texts.engine.lay(["spellings"])
        named = library.catalogue.may_name(text_of(texts.book, column), "spellings")
        names = [
            name
            for name in texts.of(column, named)
            if library.catalogue.find(clean(name)) is not None
        ]
        cell = text_of(texts.book, column)
        first = texts.engine.rows(
            f"SELECT {cell} FROM {texts.book.relation} b WHERE {texts.where(column)} AND NOT {named} LIMIT {_MOST_LISTED}"
        )
        names += list(dict.fromkeys(row[0] for row in first))
        notes.append(
            f"there are about {about:,} part names; of those that no item has the first {_MOST_LISTED:,} are listed"
        )
    found = items_of(names, library, column, problems)
    items = list({item.name: item for item in found.values() if item is not None}.values())
    codes = {item.name: place for place, item in enumerate(items, 1)}
    rows = [(text, codes[item.name], item.name) for text, item in found.items() if item is not None]
    load_table(
        connection, "m_part", [("t", "VARCHAR"), ("v", "INTEGER"), ("name", "VARCHAR")], rows
    )
    return items


def _days(
    connection: Any, texts: _Texts, column: str, asked: Asked, problems: Problems, notes: list[str]
) -> Slices:
    days, how = days_of(texts.of(column), asked.library.register.answers_from, column, problems)
    notes.extend(how)
    slices = slices_of(
        (day for day in days.values() if day),
        asked.library,
        asked.register,
        asked.known,
        asked.reading,
        asked.since,
    )
    kind = "DATE" if texts.book.types[column] == "DATE" else "VARCHAR"
    rows = [
        (date.fromisoformat(text) if kind == "DATE" else text, slices.number(day) + 1, day)
        for text, day in days.items()
        if day is not None
    ]
    load_table(connection, "m_date", [("t", kind), ("v", "INTEGER"), ("d", "DATE")], rows)
    return slices


def _further(
    connection: Any,
    texts: _Texts,
    columns: Columns,
    asked: Asked,
    slices: Slices,
    problems: Problems,
    notes: list[str],
    *,
    names_items: bool,
) -> tuple[list[tuple[str, list[Known | None]]], list[Further], CellFigures]:
    """The columns that give further facts, and the figures worked out from them: the values of
    each, numbered from 1, and how lines are coded.
    """
    library = asked.library
    named = {
        **{
            fact: columns.roles[fact]
            for fact in ("exporter", "end_use", "origin")
            if fact in columns.roles
        },
        **columns.facts,
    }
    figures, signs = _cell_figures(
        texts, named, slices, library, "m_part.v IS NOT NULL" if names_items else "false"
    )
    beside = texts.beside(figures, columns.roles["part"])
    facts: list[tuple[str, list[Known | None]]] = []
    further: list[Further] = []
    for fact, column in named.items():
        cells = figures.of(column)
        said = texts.of(column) if cells is None else beside[column]
        sign = signs[column] if column in signs else decimal_sign(said)
        if library.vocabulary.facts[fact].type is FactType.NUMBER:
            notes.extend(commas_taken(said, sign, column))
        found = _values(fact, said, column, asked, problems, sign)
        kinds: list[Known | None] = [None]
        numbers: dict[Known, int] = {}
        for known in found.values():
            if known is not None and known not in numbers:
                numbers[known] = len(kinds)
                kinds.append(known)
        load_table(
            connection,
            f"m_fact{len(facts)}",
            [("t", "VARCHAR"), ("v", "INTEGER")],
            [(text, 0 if known is None else numbers[known]) for text, known in found.items()],
        )
        cells = cells.after(len(kinds)) if cells is not None else None
        kinds.extend(cells.cells() if cells is not None else ())
        facts.append((fact, kinds))
        meaning = library.vocabulary.facts[fact]
        own = meaning.of == "item" and meaning.type is FactType.NUMBER
        further.append(
            Further(
                fact=fact,
                column=column,
                kinds=len(kinds),
                figure=own,
                cells=cells,
                texts=bool(found),
            )
        )
    for each in figures.worked_out:
        facts.append((each.fact, [None, *each.cells()]))
        further.append(
            Further(
                fact=each.fact,
                column=None,
                kinds=len(facts[-1][1]),
                figure=True,
                cells=each,
                texts=False,
            )
        )
    return facts, further, figures


def _cell_figures(
    texts: _Texts,
    named: Mapping[str, str],
    slices: Slices,
    library: Library,
    named_item: str,
) -> tuple[CellFigures, dict[str, str | None]]:
    """The figures taken by cell: those of items, where they are too many to look at one by one;
    `named_item` tells the lines that name an item. With the decimal sign of each such column.
    """
    meanings = library.vocabulary.facts
    own = {
        fact: column
        for fact, column in named.items()
        if meanings[fact].of == "item" and meanings[fact].type is FactType.NUMBER
    }
    if not own or max(texts.about(*own.values())) <= _MANY_FIGURES:
        return CellFigures(), {}
    laws = [law for each in slices.slices for law in (each.law, each.before) if law is not None]
    signs = {
        column: decimal_sign(texts.shapes(column))
        for column in own.values()
        if texts.book.types[column] == "VARCHAR"
    }
    settled = frozenset(column for column, sign in signs.items() if sign == POINT)
    return cell_figures(texts.book, own, laws, named_item, settled), signs


def _values(
    fact: str,
    texts: list[str],
    column: str,
    asked: Asked,
    problems: Problems,
    sign: str | None,
) -> Mapping[str, Known | None]:
    if fact == "exporter":
        known = _exporters(asked.library, asked.register)
        return exporters_of(texts, known, asked.library, column, problems)
    return values_of_fact(texts, fact, asked.library, column, problems, sign)


def _exporters(library: Library, register: Register) -> dict[str, str]:
    """The exporters that a rule or a record knows, by folded name."""
    names = {name for measure in register.measures for name in measure.binds}
    for measure in register.measures:
        for change in measure.changes:
            for condition in conditions_of(change.says) if change.says else ():
                if "exporter" in facts_of(condition):
                    names.update(_words(condition))
    return {
        **{name: name for name in (*library.exporters.roles, *library.exporters.headquarters)},
        **{name.casefold(): name for name in names},
    }


def _words(node: Any) -> set[str]:
    if isinstance(node, OneOf):
        return set(node.words) if node.fact == "exporter" else set()
    parts = getattr(node, "parts", None) or ((node.part,) if hasattr(node, "part") else ())
    return set().union(*(_words(part) for part in parts))
