"""The parties of a book: each distinct one screened once, and what they come to for a line.

Belongs here: from the cells that name parties to the tables that lines are joined to. Does not:
comparing names (screening), what a set of parties comes to (line_parties), what a listing requires
(determine), the expressions (party_join).
Always true: each distinct party is screened once; what was not screened is unknown, never clear.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product
from typing import TYPE_CHECKING

from ecluse.facts.known import Known
from ecluse.orders.cell_sql import day_of, text_of
from ecluse.orders.line_parties import BEFORE_ALL, NO_DAY, PartyOutcomes
from ecluse.orders.packing import in_text, key_of, unpacked
from ecluse.orders.party_columns import PartySeat
from ecluse.orders.party_join import CLEAN, UNNAMED, PartyCoding, name_cell
from ecluse.orders.party_shown import ShownParty
from ecluse.orders.recorded import LEFT_OUT, LineSeats
from ecluse.orders.relations import (
    PARTY_LINES,
    PARTY_ROWS,
    SHOWN_PARTIES,
    days,
    party_places,
    party_texts,
    text_codes,
)
from ecluse.orders.screened import ScreenedParties, screened_parties
from ecluse.orders.screens import Screens
from ecluse.tables.relation import Column, Relation

if TYPE_CHECKING:
    from ecluse.orders.codes import Asked
    from ecluse.orders.columns import BookColumns
    from ecluse.orders.texts import Texts

_MOST_LISTED_SEATS = 6  # of more seats, the sets of plain codes are looked up like all others


@dataclass(frozen=True, slots=True, kw_only=True)
class BookParties:
    """What the parties of a book came to.

    Args:
        coding: How lines are coded by them; None where no column names a party, or none is
            screened.
        facts: What the law is told, by code; code 0 is nothing.
        before: What it is told as the lists were known before, by the same code; empty where that
            is not asked.
        seats: What is on record of the seats, by the same code.
        shown: What is shown, by number.
        recorded: The companies on record whose seats make a line stricter, each with the seat.
        owned: The companies of which a user's file gives an owner that is told, each with these.
        not_met: Those of which it gives one, and whom no line names.
    """

    coding: PartyCoding | None = None
    screens: Screens | None = None
    facts: Sequence[Mapping[str, Known]] = ()
    before: Sequence[Mapping[str, Known]] = ()
    seats: Sequence[LineSeats] = ()
    shown: Sequence[ShownParty] = ()
    recorded: Mapping[str, str] = field(default_factory=dict)
    owned: Sequence[str] = ()
    not_met: Sequence[str] = ()


def parties_of(texts: Texts, columns: BookColumns, asked: Asked) -> BookParties:
    """Screen the parties of a book, and load what its lines are joined to."""
    seats = columns.parties
    if asked.screens is None or not seats:
        return BookParties()
    screens = asked.screens()
    found = screened_parties(texts, PartyCoding(seats=seats), asked, screens)
    told_seats = _told_seats(columns)
    lines = _lines(found, screens, asked, told_seats)
    coding = _coding(found, lines, _always_named(texts, seats), told_seats)
    _load_days(texts, lines.starts)
    _load_seats(texts, coding, found)
    coding, keys = _keys(texts, coding, columns.roles["date"])
    _load_lines(texts, coding, lines, keys)
    on_record = [each.party for each in found.coded if each.on_record]
    return BookParties(
        coding=coding,
        screens=screens,
        facts=lines.facts,
        before=lines.before if asked.since is not None else (),
        seats=lines.seats,
        shown=lines.shown,
        recorded=lines.recorded,
        owned=screens.owned(on_record),
        not_met=screens.not_met(on_record),
    )


def _coding(
    found: ScreenedParties,
    lines: PartyOutcomes,
    always: frozenset[int],
    told_seats: tuple[tuple[str, str], ...],
) -> PartyCoding:
    """How lines are coded by the parties that were found."""
    dated = lines.screens.dated
    return PartyCoding(
        seats=found.seats,
        codes=len(found.coded),
        odd=found.odd,
        periods=len(lines.starts) if found.odd or dated else 1,
        dated=dated,
        told_seats=told_seats if found.odd else (),
        countries=len(found.countries),
        always=always,
    )


def _always_named(texts: Texts, seats: Sequence[PartySeat]) -> frozenset[int]:
    """The numbers of the seats in which every line names somebody; the engine knows most columns
    without a gap from what stands in the file of them.
    """
    book = texts.book
    counted = ", ".join(f"count({name_cell(book, seat)})" if seat.name else "0" for seat in seats)
    ((lines, *named),) = texts.engine.rows(f"SELECT count(*), {counted} FROM {book.relation} b")
    return frozenset(
        place for place, count in enumerate(named) if seats[place].name and count == lines
    )


def _lines(
    found: ScreenedParties, screens: Screens, asked: Asked, told_seats: tuple[tuple[str, str], ...]
) -> PartyOutcomes:
    """What the parties of lines come to, as it is asked."""
    roles = {role for role, _ in told_seats}
    return PartyOutcomes(found, screens, asked.known, roles, asked.register.only_day, asked.since)


def _told_seats(columns: BookColumns) -> tuple[tuple[str, str], ...]:
    """The columns of the headquarters and of the parent's, by what they are."""
    return tuple((role, columns.roles[role]) for role in LEFT_OUT if role in columns.roles)


def _load_lines(
    texts: Texts, coding: PartyCoding, lines: PartyOutcomes, keys: Sequence[int | str]
) -> None:
    """Load what each key comes to, and what is shown of it."""
    rows = [(key, *lines.of(unpacked(key, coding.sizes) or ())) for key in keys]
    _keyed(PARTY_LINES, _key_type(coding)).load(texts.connection, rows)
    shown = [(number, *shown.row) for number, shown in enumerate(lines.shown)]
    SHOWN_PARTIES.load(texts.connection, shown)


def _keyed(relation: Relation, kind: str) -> Relation:
    """A relation whose key has a type."""
    key = Column(relation.key.name, kind, relation.key.means)
    return Relation(relation.name, relation.means, {**relation.columns, "key": key})


def _load_days(texts: Texts, starts: Sequence[date]) -> None:
    """Add to the table of days the stretch that each falls into; 0 for what is no day."""
    kind = days("VARCHAR")
    listed = ", ".join(f"DATE '{start.isoformat()}'" for start in starts[BEFORE_ALL + 1 :])
    passed = f"len(list_filter([{listed}], lambda x: x <= {kind.day}))" if listed else "0"
    passed = f"CASE WHEN {kind.day} IS NULL THEN {NO_DAY} ELSE {BEFORE_ALL} + {passed} END"
    made = kind.called("days_stretched")
    made.fill(
        texts.connection,
        f"SELECT {kind.text}, {kind.code}, {kind.day}, {passed} AS {kind.period} FROM {kind}",
    )
    kind.fill(texts.connection, f"SELECT * FROM {made}")


def _load_seats(texts: Texts, coding: PartyCoding, found: ScreenedParties) -> None:
    for place in range(len(found.seats)):
        rows = found.rows.get(place, ())
        party_texts(place).load(texts.connection, rows)
    for place in coding.placed:
        by_text = ((text, found.place(code)) for text, code in found.by_text.items())
        rows = [(text, code) for text, code in by_text if code is not None]
        party_places(place).load(texts.connection, rows)


def _keys(texts: Texts, coding: PartyCoding, dated: str) -> tuple[PartyCoding, Sequence[int | str]]:
    """The keys that occur (of lines whose parties are plain, those that may), and how lines get
    them.
    """
    plain = _plain_keys(coding)
    if plain and not coding.odd:
        return coding, plain
    book, kind = texts.book, days("VARCHAR")
    seats = [text_codes(role).name for role, _ in coding.told_seats]
    texts.engine.lay([kind.name, *seats, *coding.tables[:-1]])
    joined = f"LEFT JOIN {kind} ON {kind.text.of(kind.name)} = {day_of(book, dated)}"
    for role, column in coding.told_seats:
        seat = text_codes(role)
        joined += f" LEFT JOIN {seat} ON {seat.text.of(seat.name)} = {text_of(book, column)}"
    if coding.odd:
        rows = _keyed(PARTY_ROWS, _key_type(coding))
        kept = texts.engine.beside(rows.name, rows.typed, coding.rows(book, joined))
        coding = replace(coding, by_row=kept)
    if plain and coding.by_row:
        odd = f"SELECT DISTINCT {PARTY_ROWS.key} FROM {PARTY_ROWS} ORDER BY 1"
        return coding, list(dict.fromkeys([*plain, *(row[0] for row in texts.engine.rows(odd))]))
    select = coding.lines(book, joined, f"DISTINCT {coding.key(book)} AS k")
    return coding, [row[0] for row in texts.engine.rows(f"{select} ORDER BY 1")]


def _plain_keys(coding: PartyCoding) -> list[int | str]:
    """The keys that lines may have whose parties are plain; none where these are too many."""
    told_apart = [place for place in range(len(coding.seats)) if place not in coding.always]
    if coding.placed or coding.dated or len(told_apart) > _MOST_LISTED_SEATS:
        return []
    codes = ((CLEAN,) if place in coding.always else (UNNAMED, CLEAN)
             for place in range(len(coding.seats)))  # fmt: skip
    return [key_of((*each, 0, 0), coding.sizes) for each in product(*codes)]


def _key_type(coding: PartyCoding) -> str:
    return "VARCHAR" if in_text(coding.sizes) else "BIGINT"
