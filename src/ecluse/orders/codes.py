"""From the texts of a book to the codes that its lines are joined by.

Belongs here: resolving each column's distinct texts and loading what they mean as small tables.
Does not: how a text is read (resolve), what is decided on the codes (settle).
Always true: each table has one row for each distinct text, so that a join neither loses nor doubles a line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ecluse.facts.known import Known
from ecluse.law.condition.tree import OneOf, facts_of
from ecluse.law.library import Library
from ecluse.law.measure import Reading
from ecluse.law.provision import conditions_of
from ecluse.law.register import Register
from ecluse.orders.cell_text import blank, clean
from ecluse.orders.columns import Columns
from ecluse.orders.engine_duckdb import load_table
from ecluse.orders.hoist import Meanings
from ecluse.orders.join import Radix, text_of
from ecluse.orders.read import FAULT, Book
from ecluse.orders.resolve import NOWHERE, Problems, countries_of, days_of, end_uses_of, exporters_of, items_of, numbers_of, values_of_fact
from ecluse.orders.slices import slices_of


Scan = Callable[[str], list[tuple[Any, ...]]]


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
    """The texts of a book, resolved and loaded; `further` are the columns of further facts (fact, column, whether a figure of the item)."""

    meanings: Meanings
    further: list[tuple[str, str, bool]]
    radix: Radix
    problems: Problems
    eccns: list[str]
    currencies: list[str]
    notes: list[str]


def _texts(scan: Scan, book: Book, column: str, where: str = "true") -> list[str]:
    text = text_of(book, column)
    where += f" AND b.{FAULT} IS NULL" if book.has_fault else ""
    return [row[0] for row in scan(f"SELECT DISTINCT {text} AS t FROM {book.relation} b WHERE {text} IS NOT NULL AND {where} ORDER BY 1")]


def resolve_texts(connection: Any, scan: Scan, book: Book, columns: Columns, asked: Asked) -> Resolved:
    """Resolve every column's texts and load what they mean; `scan` runs a statement over the book."""
    library, roles = asked.library, columns.roles
    problems, notes = Problems(), []
    items = items_of(_texts(scan, book, roles["part"]), library, roles["part"], problems)
    distinct = list({item.name: item for item in items.values() if item is not None}.values())
    places_of_items = {item.name: place for place, item in enumerate(distinct)}
    load_table(connection, "m_part", [("t", "VARCHAR"), ("v", "INTEGER"), ("name", "VARCHAR")],
               [(text, places_of_items[item.name] if item else None, item.name if item else None) for text, item in items.items()])
    places = [NOWHERE]
    for role in ("destination", "headquarters", "parent_headquarters"):
        if role in roles:
            codes = countries_of(_texts(scan, book, roles[role]), library.countries, roles[role], role, problems)
            for code in codes.values():
                if code is not None and code not in places:
                    places.append(code)
            load_table(connection, f"m_{role}", [("t", "VARCHAR"), ("v", "INTEGER")],
                       [(text, None if code is None else places.index(code)) for text, code in codes.items()])
    days, order = days_of(_texts(scan, book, roles["date"]), roles["date"], problems)
    if order is not None:
        notes.append(f"dates such as 03/04/2025 in '{roles['date']}' are read as {order}, for others in the column allow nothing else")
    slices = slices_of((day for day in days.values() if day), library, asked.register, asked.known, asked.reading, asked.since)
    load_table(connection, "m_date", [("t", "VARCHAR"), ("v", "INTEGER"), ("d", "DATE")],
               [(text, slices.number(day) if day else None, day) for text, day in days.items()])
    facts, further = _further(connection, scan, book, columns, asked, problems)
    for role in ("quantity", "unit_value", "value"):
        if role in roles and book.types[roles[role]] == "VARCHAR":
            plain = f"TRY_CAST({text_of(book, roles[role])} AS DECIMAL(18,4))"
            numbers = numbers_of(_texts(scan, book, roles[role], f"({plain} IS NULL OR {plain} <= 0)"), roles[role], role, problems)
            load_table(connection, f"m_{role}", [("t", "VARCHAR"), ("v", "DECIMAL(18,4)")], [pair for pair in numbers.items() if pair[1] is not None and pair[1] < Decimal(10) ** 13])
    eccns, currencies = [""], [""]
    for role, listed in (("eccn", eccns), ("currency", currencies)):
        if role in roles:
            texts = _texts(scan, book, roles[role])
            names = [clean(text) for text in texts]
            listed.extend(dict.fromkeys(name for name in names if not blank(name)))
            load_table(connection, f"m_{role}", [("t", "VARCHAR"), ("v", "INTEGER")],
                       [(text, listed.index(name) if name in listed else 0) for text, name in zip(texts, names, strict=True)])
    meanings = Meanings(slices=slices, items=distinct, places=places, facts=facts)
    radix = Radix(laws=len(slices.slices), items=len(distinct), places=len(places), facts=tuple(len(kinds) for _, kinds in facts))
    return Resolved(meanings=meanings, further=further, radix=radix, problems=problems, eccns=eccns, currencies=currencies, notes=notes)


def _further(connection: Any, scan: Scan, book: Book, columns: Columns, asked: Asked, problems: Problems) -> tuple[list[tuple[str, list[Known | None]]], list[tuple[str, str, bool]]]:
    """The columns that give further facts: their values, numbered, and which of them are figures of the item."""
    library = asked.library
    named = {**{fact: columns.roles[fact] for fact in ("exporter", "end_use", "origin") if fact in columns.roles}, **columns.facts}
    facts: list[tuple[str, list[Known | None]]] = []
    further: list[tuple[str, str, bool]] = []
    for fact, column in named.items():
        texts = _texts(scan, book, column)
        found: Mapping[str, Known | None]
        if fact == "exporter":
            exporters = exporters_of(texts, _exporters(library, asked.register))
            found = {text: None if name is None else Known(value=name) for text, name in exporters.items()}
        elif fact == "end_use":
            found = end_uses_of(texts, library)
        else:
            found = values_of_fact(texts, fact, library, column, problems)
        kinds: list[Known | None] = [None]
        rows = []
        numbers: dict[Known, int] = {}
        for text, known in found.items():
            if known is None:
                rows.append((text, 0))
                continue
            if known not in numbers:
                numbers[known] = len(kinds)
                kinds.append(known)
            rows.append((text, numbers[known]))
        load_table(connection, f"m_fact{len(facts)}", [("t", "VARCHAR"), ("v", "INTEGER")], rows)
        meaning = library.vocabulary.facts[fact]
        facts.append((fact, kinds))
        further.append((fact, column, meaning.of == "item" and meaning.type.value == "number"))
    return facts, further


def _exporters(library: Library, register: Register) -> dict[str, str]:
    """The exporters that a rule or a record knows, by folded name."""
    names = {name for measure in register.measures for name in measure.binds}
    for measure in register.measures:
        for change in measure.changes:
            for condition in conditions_of(change.says) if change.says else ():
                if "exporter" in facts_of(condition):
                    names.update(_words(condition))
    return {**{name: name for name in (*library.exporters.roles, *library.exporters.headquarters)}, **{name.casefold(): name for name in names}}


def _words(node: Any) -> set[str]:
    if isinstance(node, OneOf):
        return set(node.words) if node.fact == "exporter" else set()
    parts = getattr(node, "parts", None) or ((node.part,) if hasattr(node, "part") else ())
    return set().union(*(_words(part) for part in parts))
