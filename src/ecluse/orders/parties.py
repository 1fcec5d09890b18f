"""The parties of a book: each distinct one screened once, and what they come to for a line.

Belongs here: from the cells that name parties to what the law is told of a line, and what is shown
beside it. Does not: comparing names (screening), what a listing requires (determine), the
expressions (party_join).
Always true: a line gets what its own parties and its own day give, whatever lines stand beside it;
what was not screened is unknown, never clear.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING

from ecluse.determine.party_seats import (
    place_doubts,
    receiving_countries,
    receiving_regions,
    said_countries,
    said_regions,
)
from ecluse.determine.party_text import NOTHING
from ecluse.facts.known import Known
from ecluse.orders.cell_sql import day_of, text_of
from ecluse.orders.packing import in_text, unpacked
from ecluse.orders.party_join import CLEAN, UNNAMED, PartyCoding
from ecluse.orders.party_shown import NOT_NAMED, ShownParty, StandingMatch, shown_of
from ecluse.orders.recorded import LEFT_OUT, LineSeats
from ecluse.orders.relations import (
    PARTY_LINES,
    SHOWN_PARTIES,
    days,
    party_places,
    party_texts,
    text_codes,
)
from ecluse.orders.screened import CodedParty, ScreenedParties, screened_parties
from ecluse.orders.screens import NamedParty, Screens
from ecluse.tables.relation import Column, Relation

if TYPE_CHECKING:
    from ecluse.determine.party_seats import SeatsOnRecord
    from ecluse.orders.codes import Asked
    from ecluse.orders.columns import BookColumns
    from ecluse.orders.texts import Texts

# The stretches of days: of a line whose day nobody can read, and before all that changes.
_NO_DAY, _BEFORE_ALL = 0, 1
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
    """

    coding: PartyCoding | None = None
    screens: Screens | None = None
    facts: Sequence[Mapping[str, Known]] = ()
    before: Sequence[Mapping[str, Known]] = ()
    seats: Sequence[LineSeats] = ()
    shown: Sequence[ShownParty] = ()
    recorded: Mapping[str, str] = field(default_factory=dict)


def parties_of(texts: Texts, columns: BookColumns, asked: Asked) -> BookParties:
    """Screen the parties of a book, and load what its lines are joined to."""
    seats = columns.parties
    if asked.screens is None or not seats:
        return BookParties()
    screens = asked.screens()
    found = screened_parties(texts, PartyCoding(seats=seats), asked, screens)
    told_seats = _told_seats(columns)
    lines = _lines(found, screens, asked, told_seats)
    coding = PartyCoding(
        seats=found.seats,
        codes=len(found.coded),
        odd=found.odd,
        periods=len(lines.starts) if found.odd or screens.dated else 1,
        dated=screens.dated,
        told_seats=told_seats if found.odd else (),
        countries=len(found.countries),
    )
    _load_days(texts, lines.starts)
    _load_seats(texts, coding, found)
    _load_lines(texts, coding, lines, _keys(texts, coding, columns.roles["date"]))
    return BookParties(
        coding=coding,
        screens=screens,
        facts=lines.facts,
        before=lines.before if asked.since is not None else (),
        seats=lines.seats,
        shown=lines.shown,
        recorded=lines.recorded,
    )


def _lines(
    found: ScreenedParties, screens: Screens, asked: Asked, told_seats: tuple[tuple[str, str], ...]
) -> _Lines:
    """What the parties of lines come to, as it is asked."""
    roles = {role for role, _ in told_seats}
    return _Lines(found, screens, asked.known, roles, asked.register.only_day, asked.since)


def _told_seats(columns: BookColumns) -> tuple[tuple[str, str], ...]:
    """The columns of the headquarters and of the parent's, by what they are."""
    return tuple((role, columns.roles[role]) for role in LEFT_OUT if role in columns.roles)


def _load_lines(
    texts: Texts, coding: PartyCoding, lines: _Lines, keys: Sequence[int | str]
) -> None:
    """Load what each key comes to, and what is shown of it."""
    rows = [(key, *lines.of(unpacked(key, coding.sizes) or ())) for key in keys]
    key_type = "VARCHAR" if in_text(coding.sizes) else "BIGINT"
    _keyed(PARTY_LINES, key_type).load(texts.connection, rows)
    shown = [(number, *shown.row) for number, shown in enumerate(lines.shown)]
    SHOWN_PARTIES.load(texts.connection, shown)


def _keyed(relation: Relation, kind: str) -> Relation:
    """A relation whose key has a type."""
    key = Column(relation.key.name, kind, relation.key.means)
    return Relation(relation.name, relation.means, {**relation.columns, "key": key})


def _load_days(texts: Texts, starts: Sequence[date]) -> None:
    """Add to the table of days the stretch that each falls into; 0 for what is no day."""
    kind = days("VARCHAR")
    listed = ", ".join(f"DATE '{start.isoformat()}'" for start in starts[_BEFORE_ALL + 1 :])
    passed = f"len(list_filter([{listed}], lambda x: x <= {kind.day}))" if listed else "0"
    passed = f"CASE WHEN {kind.day} IS NULL THEN {_NO_DAY} ELSE {_BEFORE_ALL} + {passed} END"
    made = kind.called("days_stretched")
    made.fill(
        texts.connection,
        f"SELECT {kind.text}, {kind.code}, {kind.day}, {passed} AS {kind.period} FROM {kind}",
    )
    kind.fill(texts.connection, f"SELECT * FROM {made}")


def _load_seats(texts: Texts, coding: PartyCoding, found: ScreenedParties) -> None:
    for place in range(len(found.seats)):
        party_texts(place).load(texts.connection, found.rows.get(place, ()))
    for place in coding.placed:
        by_text = ((text, found.place(code)) for text, code in found.by_text.items())
        rows = [(text, code) for text, code in by_text if code is not None]
        party_places(place).load(texts.connection, rows)


def _keys(texts: Texts, coding: PartyCoding, dated: str) -> list[int | str]:
    """The keys that occur; where every party is plain, those that may."""
    if coding.plain and len(coding.seats) <= _MOST_LISTED_SEATS:
        return [
            sum(code << place for place, code in enumerate(codes))
            for codes in product((UNNAMED, CLEAN), repeat=len(coding.seats))
        ]
    book, kind = texts.book, days("VARCHAR")
    seats = [text_codes(role).name for role, _ in coding.told_seats]
    texts.engine.lay([kind.name, *seats, *coding.tables[:-1]])
    joined = f"LEFT JOIN {kind} ON {kind.text.of(kind.name)} = {day_of(book, dated)}"
    for role, column in coding.told_seats:
        seat = text_codes(role)
        joined += f" LEFT JOIN {seat} ON {seat.text.of(seat.name)} = {text_of(book, column)}"
    select = (
        f"SELECT DISTINCT {coding.key(book)} AS k FROM {book.relation} b {joined} "
        f"{coding.seats_joined(book)} ORDER BY 1"
    )
    return [row[0] for row in texts.engine.rows(select)]


def _stricter(found: SeatsOnRecord) -> str | None:
    """The first seat on record that a rule names."""
    seats = (found.headquarters, found.parent)
    return next((code for code in seats if code is not None and code in found.restricted), None)


@dataclass(slots=True)
class _Lines:
    """What the parties of lines come to, each set of matches and stretch of days once.

    Args:
        only_day: The day that is asked of every line, whatever its own is.
        since: The day of which it is asked besides what the lists were known to say.
    """

    found: ScreenedParties
    screens: Screens
    known: date | None
    told_seats: AbstractSet[str]
    only_day: date | None = None
    since: date | None = None
    facts: list[Mapping[str, Known]] = field(default_factory=lambda: [{}])
    before: list[Mapping[str, Known]] = field(default_factory=lambda: [{}])
    seats: list[LineSeats] = field(default_factory=lambda: [LineSeats()])
    shown: list[ShownParty] = field(default_factory=lambda: [NOT_NAMED])
    starts: list[date] = field(init=False)
    recorded: dict[str, str] = field(default_factory=dict)
    _facts: dict[object, int] = field(default_factory=dict)
    _numbers: dict[object, int] = field(
        default_factory=lambda: {(frozenset(), frozenset(), LineSeats()): 0}
    )
    _shown: dict[ShownParty, int] = field(default_factory=lambda: {NOT_NAMED: 0})
    _days: dict[int, list[date]] = field(default_factory=dict)
    _found: dict[Hashable, tuple[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.starts = _starts(self.found, self.screens)

    def of(self, codes: Sequence[int]) -> tuple[int, int]:
        """The code of the facts and the number of what is shown, of a key's codes; once for all
        stretches of days between which nothing changes of these parties.
        """
        *coded, period, left_out = codes
        key = (tuple(coded), tuple([self._changes(code, period) for code in coded]), left_out)
        if key not in self._found:
            self._found[key] = self._of(coded, period, left_out)
        return self._found[key]

    def _changes(self, code: int, period: int) -> int:
        """How many of the days on which something of a party changes have come in a stretch."""
        days = self._days.get(code)
        if days is None:
            days = self._days[code] = _changes_of([self.found.coded[code]], self.screens)
        return -1 if self._undated(period) else bisect_right(days, self.starts[period])

    def _undated(self, period: int) -> bool:
        """Whether nobody can read the day of a stretch's lines."""
        return self.only_day is None and period == _NO_DAY

    def _of(self, coded: Sequence[int], period: int, left_out: int) -> tuple[int, int]:
        named, line = list(self._named(coded)), self._said_of(coded)
        if not named:
            return self._number({}, {}, line), 0
        day = self.only_day or self.starts[period]
        parties = [party for party, _ in named]
        standing = [
            self._ever(party) if self._undated(period) else self._standing(party, day)
            for party in parties
        ]
        alike: Hashable = frozenset(map(_alike, parties, standing))
        if self.since is not None:  # what freed them then may differ
            alike = tuple(parties)
        key = (alike, line, period, left_out)
        if key not in self._facts:
            self._facts[key] = self._told(parties, day, left_out, line)
        shown = shown_of(named, standing, self.screens.versions)
        if shown not in self._shown:
            self._shown[shown] = len(self.shown)
            self.shown.append(shown)
        return self._facts[key], self._shown[shown]

    def _said_of(self, codes: Sequence[int]) -> LineSeats:
        """The countries that the end user and the ultimate consignee of a line are said to be in,
        named or not.
        """
        parties = [
            replace(self.found.coded[code].party, role=seat.role)
            for code, seat in zip(codes, self.found.seats, strict=True)
        ]
        return LineSeats(
            said_in=said_countries(parties),
            received_in=receiving_countries(parties),
            place_doubts=place_doubts(parties),
            regions=said_regions(parties),
            receiving_regions=receiving_regions(parties),
        )

    def _told(
        self, parties: Sequence[NamedParty], day: date, left_out: int, line: LineSeats
    ) -> int:
        """The code of what the law is told of the parties of a line on a day."""
        facts = before = self.screens.facts(parties, day, self.known)
        if self.since is not None:
            before = self.screens.facts(parties, day, self.since)
        found = self.screens.seats(parties, day, self.known)
        if _stricter(found) is not None:
            self.recorded |= self._own_seats(parties, day)
        untold = (bit for role, bit in LEFT_OUT.items() if role not in self.told_seats)
        left_out += sum(untold)
        if not found.says_nothing:
            line = replace(line, found=found, left_out=left_out)
        return self._number(facts, before, line)

    def _own_seats(self, parties: Sequence[NamedParty], day: date) -> dict[str, str]:
        """The companies on record among the parties whose own seats make a line stricter."""
        named = [each for each in parties if each.on_record and each.party.name]
        seats = {
            each.party.name: _stricter(self.screens.seats([each], day, self.known))
            for each in named
        }
        return {name: seat for name, seat in seats.items() if seat is not None}

    def _standing(self, party: NamedParty, on: date) -> list[StandingMatch]:
        """The matches of a party whose entries stand on a day."""
        return [
            StandingMatch(
                match.on_day(entry, on),
                entry,
                self.screens.cleared(party.party, entry, on, self.known),
            )
            for match in party.matches or ()
            if (entry := self.screens.standing(match.entry, on, self.known)) is not None
        ]

    def _ever(self, party: NamedParty) -> list[StandingMatch]:
        """All matches of a party, each in the last wording that is known: of a line without a day,
        nobody can say that an entry did not stand, nor that a clearance held.
        """
        last = {  # of each entry's wordings
            match: StandingMatch(match, entry, cleared=False)
            for match in party.matches or ()
            for entry in self.screens.entries(match.entry)
            if not (self.known and entry.known and entry.known > self.known)
        }
        return list(last.values())

    def _number(
        self, facts: Mapping[str, Known], before: Mapping[str, Known], seats: LineSeats
    ) -> int:
        said = (frozenset(facts.items()), frozenset(before.items()), seats)
        if said not in self._numbers:
            self._numbers[said] = len(self.facts)
            self.facts.append(facts)
            self.before.append(before)
            self.seats.append(seats)
        return self._numbers[said]

    def _named(self, codes: Sequence[int]) -> Iterator[tuple[NamedParty, CodedParty]]:
        """The parties of a line, each with its role; one that is said to be another's is that."""
        coded = [self.found.coded[code] for code in codes]
        roles = [seat.role for seat in self.found.seats]
        named = {
            role
            for role, code, party in zip(roles, codes, coded, strict=True)
            if _names(code, party) and party.cell.same is None
        }
        for role, code, party in zip(roles, codes, coded, strict=True):
            if not _names(code, party) or (
                party.cell.same is not None and party.cell.same in named
            ):
                continue
            also = frozenset(
                other
                for other, each in zip(roles, coded, strict=True)
                if each.cell.same is role and party.cell.same is None
            )
            own = replace(party.party, role=role)
            for matches in party.compared:
                yield NamedParty(own, matches, party.on_record, also), party


def _names(code: int, party: CodedParty) -> bool:
    """Whether a code stands for somebody, and not for the country of nobody who is named."""
    return code != UNNAMED and not (party.cell == NOTHING and party.matches == ())


def _alike(party: NamedParty, standing: Sequence[StandingMatch]) -> Hashable:
    """Equal for parties of which the law is told the same."""
    freed = tuple(match.cleared for match in standing)
    return party.roles, party.matches, freed, party.party if party.on_record else None


def _starts(found: ScreenedParties, screens: Screens) -> list[date]:
    """The first days of the stretches in which every entry that is met stands alike; the first
    two, of what is no day and of the days before them all, are a day before them.
    """
    changed = _changes_of(found.coded, screens)
    first = min(changed, default=date(2000, 1, 1))
    before = first - timedelta(days=1)
    return [before, before, *changed]


def _changes_of(parties: Sequence[CodedParty], screens: Screens) -> list[date]:
    """The days on which what some parties come to may change, in order."""
    keys = {match.entry for party in parties for match in party.matches or ()}
    changed = {
        day
        for key in keys
        for entry in screens.entries(key)
        for day in (*entry.days, entry.known)
        if day is not None
    }
    changed.update(screens.days([party.party for party in parties if party.on_record]))
    return sorted(changed)
