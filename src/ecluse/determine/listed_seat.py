"""The seat of a party that is, or may be, a listed one: that of the list.

Belongs here: the countries that the list gives, and what frees a party of them. Does not: what its
name says (party_place), what a seat brings (party_seats, the law).
Always true: the seat stands beside the place that is said, unless the list has that place too, or
the listed one is a person; of several countries each counts, so that the strictest decides; no
seat comes of a review that one person cleared, nor of a hit that two did; a ship has no seat.
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
from ecluse.screening.entry import CRAFT, PERSON, Entry
from ecluse.screening.match import Band, Match
from ecluse.screening.party import ListedSeat, Party


def seated(
    party: Party,
    matches: Iterable[Match],
    entries: Callable[[str], Sequence[Entry]],
    clearances: Clearances,
    on: date,
    known: date | None,
) -> Party:
    """The party with the seat of a listed one that it is, or may be, and without one, or the state
    of a body, that it was cleared of.
    """
    party = without_cleared_body(party, clearances, on, known)

    def is_free(match: Match, entry: Entry) -> bool:
        found = clearances.freeing(party, entry, on, known)
        return found is not None and not (found.alone and match.band is Band.HIT)

    return listed_seat(party, matches, entries, is_free)


def listed_seat(
    party: Party,
    matches: Iterable[Match],
    entries: Callable[[str], Sequence[Entry]],
    is_free: Callable[[Match, Entry], bool] = lambda *_: False,
) -> Party:
    """The party with each country of `name_end` in which an entry that it meets says that the
    listed one is.
    """
    if party.body_of is not None:
        return party
    seats: dict[str, ListedSeat] = {}
    met = (match for match in matches if match.band is not Band.NONE)
    for match in sorted(met, key=lambda match: match.band is not Band.HIT):
        entry, surely = entries(match.entry)[-1], match.band is Band.HIT
        if _sits_there(party, entry) and not is_free(match, entry):
            for code in address_words().name_end.keys() & set(entry.countries):
                seats.setdefault(code, ListedSeat(code, entry.list, surely))
    return replace(party, listed_in=tuple(sorted(seats.values())))


def _sits_there(party: Party, entry: Entry) -> bool:
    """Whether a party that is the listed one sits where the list says, and not where it is said."""
    there = party.country or party.region or says_a_place(party.address or "")
    none = CRAFT | ({PERSON} if there else set())  # a person is where he is said to be
    return entry.type not in none and not set(countries_said(party)) & set(entry.countries)
