"""From the texts of a book to the codes that its lines are joined by.

Belongs here: resolving each column's distinct texts and loading what they mean as small tables.
Does not: columns of further facts (further), how a text is read (resolve), what is decided on the
codes (settle).
Always true: each table has one row for each distinct text, so that a join neither loses nor doubles
a line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from ecluse.facts.item import Item
from ecluse.law.library import Library
from ecluse.law.measure import Reading
from ecluse.law.register import Register
from ecluse.orders.amounts import AmountTexts, amounts_of
from ecluse.orders.case import NOWHERE, UNLISTED, Meanings
from ecluse.orders.cell_number import POINT
from ecluse.orders.cell_text import blank, clean, error
from ecluse.orders.columns import BookColumns
from ecluse.orders.further import FurtherFacts, further_facts
from ecluse.orders.join import Coding
from ecluse.orders.parties import BookParties, parties_of
from ecluse.orders.parts import parts_of
from ecluse.orders.party_codes import with_codes
from ecluse.orders.recorded import Recorded
from ecluse.orders.relations import PLACES, days, text_codes
from ecluse.orders.resolve import FAILED, Problems, countries_of, days_of
from ecluse.orders.screens import OpenScreens
from ecluse.orders.slices import Slices, slices_of
from ecluse.orders.texts import Texts
from ecluse.orders.totals import note_of, totals_of
from ecluse.tables.engine import Engine
from ecluse.tables.read import Book

if TYPE_CHECKING:
    import duckdb

_FEW_LINES = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How a book is to be answered."""

    library: Library
    register: Register
    reading: Reading
    known: date | None
    since: date | None
    strict: bool = False
    lang: str = "en"
    screens: OpenScreens | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """The texts of a book, resolved and loaded, and how its lines are coded by them."""

    columns: BookColumns
    meanings: Meanings
    coding: Coding
    problems: Problems
    eccns: list[str]
    currencies: list[str]
    totals: list[int]
    notes: list[str]
    parties: BookParties


def resolve_texts(
    connection: duckdb.DuckDBPyConnection,
    engine: Engine,
    book: Book,
    columns: BookColumns,
    asked: Asked,
) -> Resolved:
    """Resolve every column's texts and load what they mean."""
    texts = Texts(connection, engine, book)
    library = asked.library
    columns = _checked(texts, columns, library)
    items, columns, named = parts_of(texts, columns, library)
    totals = _totals(texts, columns, library, named)
    places = _places(texts, columns, library)
    slices = _days(texts, columns, asked)
    further = further_facts(texts, columns, asked, slices, names_items=bool(items))
    parties = _parties(texts, columns, asked, further)
    columns, amounts = amounts_of(texts, replace(columns, signs=further.signs))
    recorded, places = _recorded(parties, places, strict=asked.strict)
    meanings = _meanings(slices, items, places, further, parties, asked)
    coding = replace(
        _coding(book, columns, meanings, further, amounts),
        parties=parties.coding,
        recorded=recorded,
        few_lines=_few_lines(engine, book),
    )
    resolved = _resolved(texts, columns, meanings, coding, totals, parties)
    engine.lay(coding.tables)
    return resolved


def _checked(texts: Texts, columns: BookColumns, library: Library) -> BookColumns:
    """The columns, of which those of one meaning say the same, and those of codes are known."""
    texts.check(columns.rivals, library)
    return replace(columns, parties=with_codes(texts, columns, library.book_words))


def _few_lines(engine: Engine, book: Book) -> int | None:
    """How many lines a book has; None where these are not few."""
    ((lines,),) = engine.rows(
        f"SELECT count(*) FROM (SELECT 1 FROM {book.relation} LIMIT {_FEW_LINES + 1}) few"
    )
    return int(lines) if lines <= _FEW_LINES else None


def _resolved(
    texts: Texts,
    columns: BookColumns,
    meanings: Meanings,
    coding: Coding,
    totals: list[int],
    parties: BookParties,
) -> Resolved:
    """The texts of a book as they were read and coded."""
    return Resolved(
        columns=columns,
        meanings=meanings,
        coding=coding,
        problems=texts.problems,
        eccns=_listed(texts, columns, "eccn"),
        currencies=coding.currencies.names,
        totals=totals,
        notes=texts.notes,
        parties=parties,
    )


def _parties(
    texts: Texts, columns: BookColumns, asked: Asked, further: FurtherFacts
) -> BookParties:
    """Screen the parties, and add what the law is told of them to the further facts."""
    parties = parties_of(texts, columns, asked)
    further.add_parties(parties.facts)
    if parties.coding is None:  # else each party is read
        _consignees(texts, columns)
    return parties


def _recorded(
    parties: BookParties, places: list[str], *, strict: bool
) -> tuple[Recorded | None, list[str]]:
    """The seats of parties on record, and all places, theirs among them."""
    if all(line.says_nothing for line in parties.seats):
        return None, places
    named = [
        code
        for line in parties.seats
        for code in (line.found.headquarters, line.found.parent, *line.said_in)
        if code
    ]
    places = list(dict.fromkeys([*places, *named]))
    return Recorded(seats=parties.seats, places=places, strict=strict), places


def _totals(
    texts: Texts, columns: BookColumns, library: Library, named: Sequence[str]
) -> list[int]:
    """The rows that are totals of others; `named` are the part names of items."""
    totals = totals_of(texts, columns, library.book_words, named)
    texts.notes.extend(note_of(totals))
    return totals


def _coding(
    book: Book,
    columns: BookColumns,
    meanings: Meanings,
    further: FurtherFacts,
    amounts: AmountTexts,
) -> Coding:
    """How the lines are coded."""
    return Coding(
        book=book,
        columns=columns,
        further=further.coded,
        figures=further.figures,
        laws=len(meanings.slices.slices) + 1,
        items=len(meanings.items) + 1,
        unlisted=len(meanings.items) if UNLISTED in meanings.items[-1:] else -1,
        places=len(meanings.places),
        strict=meanings.strict,
        doubtful=frozenset(role for role, sign in amounts.signs.items() if sign != POINT),
        currencies=amounts.currencies,
    )


def _meanings(
    slices: Slices,
    items: list[Item],
    places: list[str],
    further: FurtherFacts,
    parties: BookParties,
    asked: Asked,
) -> Meanings:
    """What the codes stand for."""
    return Meanings(
        slices=slices,
        items=items,
        places=places,
        facts=further.facts,
        worked_out={
            figure.fact: figure.formula
            for figure in further.figures.worked_out
            if figure.formula is not None
        },
        cells={fact.fact: fact.cells.first for fact in further.coded if fact.cells is not None},
        parties=parties.facts,
        strict=asked.strict,
        parties_before=parties.before,
    )


def _places(texts: Texts, columns: BookColumns, library: Library) -> list[str]:
    """Load the codes of each column of countries; the countries in the order of their codes, 0
    being one that nobody can make out.
    """
    places, roles = [NOWHERE], columns.roles
    for role in PLACES:
        if role not in roles:
            continue
        codes = countries_of(texts.of(roles[role]), library, roles[role], role, texts.problems)
        named = [code for code in codes.values() if code is not None]
        places = list(dict.fromkeys([*places, *named]))
        rows = [
            (text, None if code is None else places.index(code)) for text, code in codes.items()
        ]
        text_codes(role).only("text", "code").load(texts.connection, rows)
    return places


def _days(texts: Texts, columns: BookColumns, asked: Asked) -> Slices:
    """Load the periods of constant law into which the days fall."""
    column, first = columns.roles["date"], asked.library.register.answers_from
    by_text, how = days_of(texts.of(column), first, column, texts.problems)
    texts.notes.extend(how)
    slices = slices_of(
        (day for day in by_text.values() if day),
        asked.library,
        asked.register,
        asked.known,
        asked.reading,
        asked.since,
    )
    kind = "DATE" if texts.book.types[column] == "DATE" else "VARCHAR"
    rows = [
        (date.fromisoformat(text) if kind == "DATE" else text, slices.number(day) + 1, day)
        for text, day in by_text.items()
        if day is not None
    ]
    days(kind).only("text", "code", "day").load(texts.connection, rows)
    return slices


def _consignees(texts: Texts, columns: BookColumns) -> None:
    """List the consignees that are errors of a spreadsheet; all others are taken as they stand."""
    column = columns.roles.get("consignee")
    for text in texts.failed(column) if column is not None else ():
        texts.problems.add(str(column), "consignee", text, FAILED)


def _listed(texts: Texts, columns: BookColumns, role: str) -> list[str]:
    """Load the codes of a column of names that are taken as they stand; the names in the order of
    their codes, 0 being none.
    """
    if role not in columns.roles:
        return [""]
    distinct = texts.of(columns.roles[role])
    names = {text: "" if error(text) else clean(text) for text in distinct}
    listed = ["", *dict.fromkeys(name for name in names.values() if not blank(name))]
    codes = {name: code for code, name in enumerate(listed)}
    rows = [(text, codes.get(name, 0)) for text, name in names.items()]
    text_codes(role).load(texts.connection, rows)
    return listed
