"""From the texts of a book to the codes that its lines are joined by.

Belongs here: resolving each column's distinct texts and loading what they mean as small tables.
Does not: how a text is read (resolve), what is decided on the codes (settle).
Always true: each table has one row for each distinct text, so that a join neither loses nor doubles
a line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ecluse.facts.known import Known
from ecluse.facts.vocabulary import FactType
from ecluse.law.exporter_names import exporters_named
from ecluse.law.library import Library
from ecluse.law.measure import Reading
from ecluse.law.register import Register
from ecluse.orders.amounts import amounts_of
from ecluse.orders.case import Meanings
from ecluse.orders.cell_number import POINT, decimal_sign, doubtful
from ecluse.orders.cell_text import blank, clean, error
from ecluse.orders.columns import Columns
from ecluse.orders.join import Coding, Further, text_of
from ecluse.orders.own_figures import CellFigures, cell_figures
from ecluse.orders.parts import parts_of
from ecluse.orders.resolve import (
    FAILED,
    NOWHERE,
    Problems,
    commas_taken,
    countries_of,
    days_of,
    exporters_of,
    values_of_fact,
)
from ecluse.orders.slices import Slices, slices_of
from ecluse.orders.texts import Texts
from ecluse.orders.totals import note_of, totals_of
from ecluse.tables.engine import Engine
from ecluse.tables.engine_duckdb import load_table
from ecluse.tables.read import Book

_MANY_FIGURES = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How a book is to be answered."""

    library: Library
    register: Register
    reading: Reading
    known: date | None
    since: date | None
    strict: bool = False


@dataclass(slots=True, kw_only=True)
class Resolved:
    """The texts of a book, resolved and loaded, and how its lines are coded by them."""

    columns: Columns
    meanings: Meanings
    coding: Coding
    problems: Problems
    eccns: list[str]
    currencies: list[str]
    totals: list[int]
    notes: list[str]


def resolve_texts(
    connection: Any, engine: Engine, book: Book, columns: Columns, asked: Asked
) -> Resolved:
    """Resolve every column's texts and load what they mean."""
    library, texts = asked.library, Texts(engine, book)
    problems, notes = Problems(), list[str]()
    notes.extend(texts.check(columns.rivals))
    items, columns, named = parts_of(connection, texts, columns, library, problems, notes)
    roles = columns.roles
    totals = totals_of(texts, roles, library.book_words, named)
    notes.extend(note_of(totals))
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
    facts, further, figures, settled = _further(
        connection, texts, columns, asked, slices, problems, notes, names_items=bool(items)
    )
    columns = replace(columns, signs=settled)
    columns, signs = amounts_of(connection, texts, columns, problems, notes)
    if "consignee" in roles:
        failed_in(texts, roles["consignee"], "consignee", problems)
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
        strict=asked.strict,
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
        columns=columns,
        meanings=meanings,
        coding=coding,
        problems=problems,
        eccns=eccns,
        currencies=currencies,
        totals=totals,
        notes=notes,
    )


def failed_in(texts: Texts, column: str, meaning: str, problems: Problems) -> None:
    """List the cells of a column of names that hold an error of the spreadsheet."""
    cell = text_of(texts.book, column)
    # Few texts look like one at all; those are looked at closely.
    may = rf"regexp_matches({cell}, '^\s*(#|=|err:)|\\x', 'i')"
    for text in texts.of(column, may):
        if error(text):
            problems.add(column, meaning, text, FAILED)


def _days(
    connection: Any, texts: Texts, column: str, asked: Asked, problems: Problems, notes: list[str]
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
    texts: Texts,
    columns: Columns,
    asked: Asked,
    slices: Slices,
    problems: Problems,
    notes: list[str],
    *,
    names_items: bool,
) -> tuple[list[tuple[str, list[Known | None]]], list[Further], CellFigures, dict[str, str]]:
    """The columns that give further facts, and the figures worked out from them: the values of
    each, numbered from 1, and how lines are coded; and the decimal sign of each column whose
    numbers rest on it.
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
    of_an_item = "m_part.v IS NOT NULL" if names_items else "false"
    if "description" in columns.roles:
        of_an_item = "(m_part.v IS NOT NULL OR m_description.v IS NOT NULL)"
    figures, signs = _cell_figures(texts, named, slices, library, of_an_item)
    roles = columns.roles
    beside = texts.beside(figures, roles["part"], roles.get("description"))
    facts: list[tuple[str, list[Known | None]]] = []
    further: list[Further] = []
    settled: dict[str, str] = {}
    for fact, column in named.items():
        cells = figures.of(column)
        said = texts.of(column) if cells is None else beside[column]
        sign = signs[column] if column in signs else decimal_sign(said)
        if library.vocabulary.facts[fact].type is FactType.NUMBER:
            if column in signs or any(map(doubtful, said)):
                settled[column] = sign or "?"
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
    return facts, further, figures, settled


def _cell_figures(
    texts: Texts,
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
        named = exporters_named(asked.register.measures)
        return exporters_of(texts, named, asked.library, column, problems)
    return values_of_fact(texts, fact, asked.library, column, problems, sign)
