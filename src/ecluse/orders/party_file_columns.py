"""Which columns of a table of parties name them, and which say more of them.

Belongs here: finding them by their usual names, those of order books among them. Does not: what
stands in a cell, or screening it (party_verdict).
Always true: every column whose heading names a party is one; a heading that may name one and is
not understood is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from ecluse.errors import InputError
from ecluse.facts.book_words import BookWords
from ecluse.facts.country import folded
from ecluse.orders.party_columns import PartySeat, is_address, may_name_parties, party_seats
from ecluse.screening.party import Role
from ecluse.tables.book import Book, Opening
from ecluse.tables.heading import Needs

COLUMNS: dict[str, tuple[str, ...]] = {
    "name": (
        *("name", "party", "party name", "company", "company name", "entity", "entity name"),
        *("consignee", "consignee name", "ultimate consignee", "end user", "end user name"),
        *("customer", "customer name", "supplier", "vendor", "vendor name", "account name"),
        *("nom", "société", "raison sociale", "destinataire", "client"),
    ),
    "country": (
        *("country", "country code", "cc", "iso country", "party country", "consignee country"),
        *("pays", "land"),
    ),
    "address": ("address", "full address", "street address", "street", "adresse"),
    "id": (
        *("id", "identifier", "registration number", "registration no", "company id", "uscc"),
        *("unified social credit code", "lei", "lei code", "tax id", "siren"),
    ),
}
_FOLDED = {role: tuple(map(folded, names)) for role, names in COLUMNS.items()}


class PartyColumns(NamedTuple):
    """The columns of a table of parties.

    Args:
        seats: The columns that name a party, each with those that say more of it, the one whose
            usual name comes first at the head; a seat's role is the end user's where its heading
            says none.
        unread: The columns whose headings may name a party and are not understood.
    """

    seats: tuple[PartySeat, ...]
    unread: tuple[str, ...]

    @property
    def first(self) -> dict[str, str]:
        """What the columns of the first party are."""
        seat = self.seats[0]
        said = {
            role: column
            for role, column in zip(COLUMNS, seat.columns, strict=True)
            if column is not None
        }
        if seat.address is not None:
            said["address"] = ", ".join((seat.address, *seat.further))
        return said


def opening_of(words: BookWords) -> Opening:
    """How a table is opened whose heading names a party, by the words of order books besides our
    own.
    """

    def meaning(heading: str) -> str | None:
        name = folded(heading)
        role = next((role for role, names in _FOLDED.items() if name in names), None)
        seats = party_seats([heading], (), {}, words) if role is None else ()
        return "name" if any(seat.name for seat in seats) else role

    return Opening(needs=Needs(meaning=meaning, needed=frozenset({"name"})))


def columns_of(book: Book, words: BookWords) -> PartyColumns:
    """The columns of a table that name parties.

    Raises:
        InputError: No column has names.
    """
    headings = book.headings
    by_name = {folded(heading): heading for heading in reversed(headings)}
    seats = {seat.name: seat for seat in party_seats(headings, (), {}, words) if seat.name}
    usual = [by_name[name] for name in _FOLDED["name"] if name in by_name]
    named = list(dict.fromkeys([*usual, *seats]))
    if not named:
        mend = (
            f"call one name, company or consignee; its columns are {', '.join(book.headings[:20])}"
        )
        raise InputError("no column holds the names of parties", book.source, mend)
    found = [seats.get(column) or PartySeat(role=Role.END_USER, name=column) for column in named]
    others = {column for seat in found[1:] for column in seat.every}
    found[0] = _with_usual(found[0], by_name, others, words)
    used = {column for seat in found for column in seat.every}
    unused = [heading for heading in headings if heading not in used]
    return PartyColumns(tuple(found), tuple(may_name_parties(unused, words)))


def _with_usual(
    seat: PartySeat, by_name: dict[str, str], others: set[str], words: BookWords
) -> PartySeat:
    """A seat with the columns of usual names for what it lacks, but for those of others."""
    usual = _usual("address", by_name, others)
    free = (each for each in reversed(by_name.values()) if each not in others)
    addresses = [each for each in free if is_address(each, words)]
    every = (seat.address, *seat.further) if seat.address is not None else (usual, *addresses)
    address, *further = dict.fromkeys(filter(None, every)) or (None,)
    return replace(
        seat,
        country=seat.country or _usual("country", by_name, others),
        address=address,
        id=seat.id or _usual("id", by_name, others),
        further=tuple(filter(None, further)),
    )


def _usual(detail: str, by_name: dict[str, str], others: set[str]) -> str | None:
    found: Sequence[str] = [by_name[name] for name in _FOLDED[detail] if name in by_name]
    return next((column for column in found if column not in others), None)
