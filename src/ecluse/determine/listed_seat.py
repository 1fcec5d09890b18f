"""The seat of a party that is taken for a listed one: that of the list.

Belongs here: the countries that the list gives, and what frees a party of them. Does not: what its
name says (party_place), what a seat brings (party_seats, the law).
Always true: the seat stands beside the place that is said, unless the list has that place too, or
the listed one is a person; of several countries each counts, so that the strictest decides; a
review seats nobody, nor does an entry that two persons cleared the party of; a ship has no seat.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from ecluse.determine.party_place import without_cleared_body
from ecluse.determine.party_seats import countries_said
from ecluse.screening.address_place import says_a_place
from ecluse.screening.address_words import address_words
from ecluse.screening.clearance import Clearances
from ecluse.screening.entry import Entry
from ecluse.screening.match import Band, Match
from ecluse.screening.party import ListedSeat, Party

_NO_SEAT = frozenset({"Vessel", "Aircraft"})
_PERSON = "Individual"  # who is where he is said to be


def seated(
    party: Party,
    matches: Iterable[Match],
    entries: Callable[[str], Sequence[Entry]],
    clearances: Clearances,
    on: date,
    known: date | None,
) -> Party:
    """The party with the seat of a listed one that it is taken for, and without one, or the state
    of a body, that two persons cleared it of.
    """
    party = without_cleared_body(party, clearances, on, known)

    def is_free(entry: Entry) -> bool:
        found = clearances.freeing(party, entry, on, known)
        return found is not None and not found.alone

    return listed_seat(party, matches, entries, is_free)


def listed_seat(
    party: Party,
    matches: Iterable[Match],
    entries: Callable[[str], Sequence[Entry]],
    is_free: Callable[[Entry], bool] = lambda _: False,
) -> Party:
    """The party with each country of `name_end` in which an entry that it surely meets says that
    the listed one is.
    """
    if party.body_of is not None:
        return party
    there = party.country or party.region or says_a_place(party.address or "")
    none, said = _NO_SEAT | ({_PERSON} if there else set()), countries_said(party)
    met = (entries(match.entry)[-1] for match in matches if match.band is Band.HIT)
    seats: dict[str, str] = {}
    for entry in met:
        if not (entry.type in none or set(said) & set(entry.countries) or is_free(entry)):
            for code in address_words().name_end.keys() & set(entry.countries):
                seats.setdefault(code, entry.list)
    return replace(party, listed_in=tuple(map(ListedSeat._make, sorted(seats.items()))))
