"""How the lines of a book are coded by their parties: the expressions and the joins.

Belongs here: a line's codes by seat, and the key of all of them. Does not: what a code means
(parties).
Always true: code 0 is a party that is not named and code 1 one that meets nothing; two more for
each country are one that meets nothing and is said to be there, and the country of nobody who is
named; so that only the other parties stand in a table; every join finds one row or none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ecluse.determine.party_seats import SEATED
from ecluse.determine.party_text import EMPTY
from ecluse.orders.cell_sql import row_of, text_of
from ecluse.orders.packing import coded, packed
from ecluse.orders.party_columns import PartySeat
from ecluse.orders.recorded import LEFT_OUT
from ecluse.orders.relations import (
    PARTIES_SEEN,
    PARTY_CELLS,
    PARTY_LINES,
    PARTY_ROWS,
    days,
    party_places,
    party_texts,
    text_codes,
)
from ecluse.tables.names import FAULT, quoted
from ecluse.tables.read import Book

UNNAMED, CLEAN = 0, 1
PLAIN = 2  # how many codes are plain where nobody is said to be anywhere
_NO_CELL = "''"  # the expression of a cell that has no column
_DAYS = days("VARCHAR")
_CODE_OF_STATE = "[A-Za-z]{1,3}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyCoding:
    """How lines are coded by their parties.

    Args:
        codes: How many codes a seat may have.
        odd: Whether any cell has a code of its own, that of nobody who is named included ("-").
        periods: How many stretches of days are told apart.
        dated: They are told apart for parties that meet nothing too.
        told_seats: The columns of seats: what it is, and the column; a line that leaves one out is
            told apart where a party is not plain.
        countries: In how many countries parties that meet nothing are said to be, where that may be
            the ultimate destination; `PLAIN` codes and two for each country are plain.
        always: The numbers of the seats in which every line names somebody.
        by_row: The keys of lines that name a party with a code of its own stand in `PARTY_ROWS`, so
            that no further statement reads the texts that name parties.
    """

    seats: tuple[PartySeat, ...]
    codes: int = 2
    odd: bool = False
    periods: int = 1
    dated: bool = False
    told_seats: tuple[tuple[str, str], ...] = ()
    countries: int = 0
    always: frozenset[int] = frozenset()
    by_row: bool = False

    @property
    def plain_codes(self) -> int:
        """How many codes are plain."""
        return PLAIN + 2 * self.countries

    @property
    def sizes(self) -> tuple[int, ...]:
        """The sizes of what is packed in a key: a code for each seat, the stretch of days, and
        the seats that the line leaves out.
        """
        return (*(self.codes for _ in self.seats), self.periods, 4 if self.told_seats else 1)

    @property
    def tables(self) -> list[str]:
        """The names of the tables that lines are joined to."""
        texts = [party_texts(seat).name for seat in self._tabled]
        rows = [PARTY_ROWS.name] if self.by_row else []
        places = [party_places(seat).name for seat in self.placed]
        return [*texts, *rows, *places, PARTY_LINES.name]

    @property
    def _tabled(self) -> range:
        """The seats whose texts are looked up: none where no cell has a code of its own."""
        return range(len(self.seats) if self.odd and not self.by_row else 0)

    @property
    def placed(self) -> tuple[int, ...]:
        """The seats of which the country may be the ultimate destination."""
        seats = enumerate(self.seats if self.countries else ())
        return tuple(place for place, seat in seats if seat.country and seat.role in SEATED)

    def seen(self, book: Book) -> str:
        """The distinct parties of each seat: told apart by the cells that have a column alone."""
        return " UNION ALL ".join(_seen(book, place, seat) for place, seat in enumerate(self.seats))

    def joins(self, book: Book) -> list[str]:
        """The joins that find a line's codes, and what they come to."""
        joins = []
        for place in self._tabled:
            table, cells = party_texts(place), _cells(book, self.seats[place])
            on = " AND ".join(
                f"{column.of(table.name)} = {cell}"
                for column, cell in zip(PARTY_CELLS.values(), cells, strict=True)
                if cell != _NO_CELL
            )
            joins.append(f"LEFT JOIN {table} ON {on}")
        if self.by_row:
            row = PARTY_ROWS.row.of(PARTY_ROWS.name)
            joins.append(f"LEFT JOIN {PARTY_ROWS} ON {row} = {row_of(book)}")
        for place in self.placed:
            table, cell = party_places(place), text_of(book, str(self.seats[place].country))
            joins.append(f"LEFT JOIN {table} ON {table.text.of(table.name)} = {cell}")
        line = PARTY_LINES.key.of(PARTY_LINES.name)
        return [*joins, f"LEFT JOIN {PARTY_LINES} ON {line} = {self.key(book)}"]

    def lines(self, book: Book, joined: str, select: str) -> str:
        """The lines of a book with the codes of their parties; `joined` is what their days and
        seats are joined to.
        """
        *joins, _ = self.joins(book)
        return f"SELECT {select} FROM {book.relation} b {joined} {' '.join(joins)}"

    def rows(self, book: Book, joined: str) -> str:
        """The rows of `PARTY_ROWS`."""
        codes = (party_texts(place).code.of(party_texts(place).name) for place in self._tabled)
        odd = " OR ".join(f"{code} IS NOT NULL" for code in codes)
        columns = f"{row_of(book)} AS {PARTY_ROWS.row}, {self.key(book)} AS {PARTY_ROWS.key}"
        return f"{self.lines(book, joined, columns)} WHERE {odd}"

    def row_among(self, book: Book) -> str:
        """Whether a line may name a party with a code of its own."""
        if not self.by_row:
            return "true"
        return f"{row_of(book)} IN (SELECT {PARTY_ROWS.row} FROM {PARTY_ROWS})"

    def key(self, book: Book) -> str:
        """The expression of a line's codes, stretch of days and seats left out in one."""
        codes = [self._code(book, place, seat) for place, seat in enumerate(self.seats)]
        period = "0"
        if self.periods > 1:
            period = coded(_DAYS.period.of(_DAYS.name))
            period = period if self.dated else self._if_odd(period)
        left_out = self._if_odd(self._left_out) if self.told_seats else "0"
        key = packed([*codes, period, left_out], self.sizes)
        return f"coalesce({PARTY_ROWS.key.of(PARTY_ROWS.name)}, {key})" if self.by_row else key

    def _if_odd(self, expression: str) -> str:
        """An expression; 0 where every party of the line is plain."""
        odd = " OR ".join(
            f"{party_texts(place).code.of(party_texts(place).name)} >= {self.plain_codes}"
            for place in self._tabled
        )
        return f"CASE WHEN {odd} THEN {expression} ELSE 0 END" if odd else "0"

    @property
    def _left_out(self) -> str:
        """The seats that a line leaves out of those that have a column, as `LineSeats` has them."""
        terms = [
            f"CASE WHEN {text_codes(role).code.of(f'm_{role}')} IS NULL THEN {bit} ELSE 0 END"
            for role, bit in LEFT_OUT.items()
            if role in dict(self.told_seats)
        ]
        return " + ".join(terms)

    def _code(self, book: Book, place: int, seat: PartySeat) -> str:
        clean, unnamed = str(CLEAN), str(UNNAMED)
        if place in self.placed:
            there = party_places(place).code.of(party_places(place).name)
            clean, unnamed = f"coalesce({there}, {CLEAN})", f"coalesce({there} + 1, {UNNAMED})"
        plain = f"CASE WHEN {_named(book, seat)} THEN {clean} ELSE {unnamed} END"
        if place in self.always:  # what is not asked for is not read
            plain = clean
        if place not in self._tabled:
            return plain
        table = party_texts(place)
        return f"coalesce({table.code.of(table.name)}, {plain})"


FACTS = coded(PARTY_LINES.facts.of(PARTY_LINES.name))
SHOWN = coded(PARTY_LINES.shown.of(PARTY_LINES.name))


def _seen(book: Book, place: int, seat: PartySeat) -> str:
    """The distinct parties of a seat, with its number."""
    names, cells = list(map(str, PARTY_CELLS.values())), _cells(book, seat)
    said = {name: cell for name, cell in zip(names, cells, strict=True) if cell != _NO_CELL}
    distinct = ", ".join(f"{cell} AS {name}" for name, cell in said.items())
    all_cells = ", ".join(name if name in said else f"{_NO_CELL} AS {name}" for name in names)
    fault = f" AND b.{FAULT} IS NULL" if book.has_fault else ""
    return (
        f"SELECT {place} AS {PARTIES_SEEN.seat}, {all_cells} FROM ("
        f"SELECT DISTINCT {distinct} FROM {book.relation} b "
        f"WHERE ({_named(book, seat)}){fault}) s{place}"
    )


def _cells(book: Book, seat: PartySeat) -> Sequence[str]:
    """The cells of a seat as texts; empty where they say nothing or have no column."""
    named = [name_cell(book, seat)] if seat.name else [None]
    country, number = (
        None if column is None else text_of(book, column) for column in (seat.country, seat.id)
    )
    cells = (*named, country, address_cell(book, seat), number)
    return [_NO_CELL if cell is None else f"coalesce({cell}, '')" for cell in cells]


def address_cell(book: Book, seat: PartySeat) -> str | None:
    """The cells of a seat's address as one text."""
    if seat.address is None:
        return None
    columns = (seat.address, *seat.further)
    return joined(seat, [(column, text_of(book, column)) for column in columns])


def joined(seat: PartySeat, parts: Sequence[tuple[str, str]]) -> str:
    """The parts of a seat's address, each a column and its cell, as one text; the code of a state
    says nothing, for many are a country's too.
    """
    cells = [
        f"CASE WHEN NOT regexp_full_match(trim({cell}), '{_CODE_OF_STATE}') THEN {cell} END"
        if column in seat.states
        else cell
        for column, cell in parts
    ]
    return cells[0] if len(cells) == 1 else f"nullif(concat_ws(', ', {', '.join(cells)}), '')"


def name_cell(book: Book, seat: PartySeat) -> str:
    """The cell of a seat's name as text; a code is none where a column beside it names somebody."""
    cell = text_of(book, seat.name)
    if not seat.beside:
        return cell
    nobody = ", ".join(map(quoted, sorted(EMPTY)))
    named = " OR ".join(
        f"lower(trim(coalesce({text_of(book, column)}, ''))) NOT IN ({nobody})"
        for column in seat.beside
    )
    return f"CASE WHEN {named} THEN NULL ELSE {cell} END"


def _named(book: Book, seat: PartySeat) -> str:
    """Whether a line says anything of the party: its name, its address or its identifier."""
    said = [name_cell(book, seat)] if seat.name else []
    address = address_cell(book, seat)
    said += [address] if address is not None else []
    said += [text_of(book, seat.id)] if seat.id is not None else []
    return " OR ".join(f"{cell} IS NOT NULL" for cell in said) or "false"
