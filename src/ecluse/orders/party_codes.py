"""Columns over parties that hold codes: the seller's own company code, or a number beside a name.

Belongs here: finding them, and what is said of them at the top of the report. Does not: reading a
cell (determine), or the expressions of the cells (party_join).
Always true: a code is passed over only on a line on which another column names somebody; a column
in which one text may be a name is no column of codes; what the user gives is not doubted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ecluse.determine.party_text import is_number
from ecluse.facts.book_words import BookWords
from ecluse.facts.country import folded
from ecluse.orders.cell_sql import text_of
from ecluse.orders.cell_text import blank, clean
from ecluse.orders.party_columns import PartySeat, called_in
from ecluse.screening.party import Role
from ecluse.words.say import say

if TYPE_CHECKING:
    from ecluse.orders.columns import BookColumns
    from ecluse.orders.texts import Texts

_LONGEST_OWN_CODE = 4  # of a company code: SAP's, and the legal entity of other systems
_LOOKED_AT, _MOST_CODES = 100, 200_000
_NAMING = (Role.ULTIMATE_CONSIGNEE, Role.END_USER)


def with_codes(texts: Texts, columns: BookColumns, words: BookWords) -> tuple[PartySeat, ...]:
    """The seats of a book; those of codes say beside which columns these are passed over."""
    named = [seat for seat in columns.parties if seat.name]
    given = {seat.role: seat for seat in reversed(named) if seat.role in columns.given}.values()
    codes: dict[str, int] = {}
    for seat in named:
        if seat not in given and _beside(seat, named, words, own=True):
            codes[seat.name] = _longest_code(texts, seat.name)
    names = [seat for seat in named if not codes.get(seat.name)]
    return tuple(
        replace(seat, beside=_beside(seat, names, words, own=length <= _LONGEST_OWN_CODE))
        if (length := codes.get(seat.name, 0))
        else seat
        for seat in columns.parties
    )


def _beside(
    seat: PartySeat, named: Sequence[PartySeat], words: BookWords, *, own: bool
) -> tuple[str, ...]:
    """The columns that name who a seat's codes stand for; and, where these may be the seller's own,
    those that name for whom the item is.
    """
    bare = {folded(word) for word in words.party_bare_words}
    called = called_in(seat.name, words)
    own = own and called in bare
    return tuple(
        other.name
        for other in named
        if other.name != seat.name
        and (
            (own and other.role in _NAMING)
            or (other.role is seat.role and _alike(called, called_in(other.name, words), bare))
        )
    )


def _alike(one: str | None, other: str | None, bare: Collection[str]) -> bool:
    """Whether two headings are of one party: "Ship-to party" and "Ship-to name", or one of them is
    of nobody in particular ("Name 1").
    """
    if not one or not other:
        return False
    return one.startswith(other) or other.startswith(one) or other in bare


def _longest_code(texts: Texts, column: str) -> int:
    """The letters of the longest text of a column of codes; 0 where one may be a name."""
    cell = text_of(texts.book, column)
    for most in (_LOOKED_AT, _MOST_CODES):  # a column of names shows it at once
        rows = texts.engine.rows(
            f"SELECT DISTINCT {cell} AS t FROM {texts.book.relation} b "
            f"WHERE {texts.where(column)} LIMIT {most + 1}"
        )
        said = [clean(text) for (text,) in rows if not blank(text)]
        if not said or not all(map(is_number, said)):
            return 0
        if len(rows) <= most:
            return max(map(len, said))
    return 0


def notes_of_codes(seats: Sequence[PartySeat], lang: str) -> Iterator[str]:
    """What the top of the report says of them, once for all that pass beside the same columns."""
    passed: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for seat in seats:
        if seat.beside:
            passed[seat.beside].append(seat.name)
    for others, names in passed.items():
        columns = ", ".join(say("orders.quoted", lang, name) for name in names)
        named = ", ".join(say("orders.quoted", lang, name) for name in others)
        yield say("orders.note.codes", lang, columns=columns, named=named)
