"""The place that a party's name says, where no address does: "Amberfield Robotics, Moscow".

Belongs here: finding it in a name. Does not: reading a place (screening), what follows of it
(party_seats).
Always true: an address that is given is never replaced; a name says a place only in brackets or
behind a comma at its end, beside a word for a branch, or as a country at its end that is no state.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache

from ecluse.screening.address_country import country_of, may_be_in
from ecluse.screening.address_region import region_of
from ecluse.screening.address_words import address_words, country_at_end
from ecluse.screening.fold import clean
from ecluse.screening.name_words import name_words
from ecluse.screening.party import Party

_BRACKETS = re.compile(r"[(\[（]([^()（）\[\]]+)[)\]）]\W*$")
_COMMA = re.compile(r"[,;，；](.+)$")
_LAST = re.compile(r"([^\W\d_]{4,})\W*$")


def placed(party: Party) -> Party:
    """The party, with the place that its name says as its address where it has none."""
    if party.address is not None or party.region is not None:
        return party
    place = place_in_name(party.name)
    return party if place is None else replace(party, address=place)


@lru_cache(maxsize=4096)  # a party is asked several times
def place_in_name(name: str) -> str | None:
    """The place that a name says; None where it says none that is read.

    >>> place_in_name("Amberfield (Russia)"), place_in_name("Amberfield Kazan Branch")
    ('Russia', 'Kazan')
    >>> place_in_name("Amberfield Iran"), place_in_name("University of Georgia")
    ('Iran', None)
    """
    text = clean(name)
    return next((place for place in _places(text) if _is_read(place)), None)


def _places(text: str) -> Iterator[str]:
    for sign in (_BRACKETS, _COMMA, _branch()):
        if found := sign.search(text):
            yield found[1].strip()
    last = _LAST.search(text)
    if last is not None and last.start() > 0:
        country = country_at_end(text)
        if country is not None and last[1].casefold() not in address_words().state:
            yield last[1]


def _is_read(place: str) -> bool:
    return any(read(place) is not None for read in (country_of, may_be_in, region_of))


@cache
def _branch() -> re.Pattern[str]:
    """A word before one for a unit of a party: "Moscow" of "Amberfield Moscow Branch"."""
    units = sorted(name_words().unit, key=len, reverse=True)
    return re.compile(rf"\s([^\W\d_]+)\s+(?:{'|'.join(map(re.escape, units))})\W*$", re.IGNORECASE)
