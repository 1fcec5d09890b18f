"""The place that a party's name says, where no address does: "Amberfield Robotics, Moscow".

Belongs here: finding it in a name. Does not: reading a place (screening), what follows of it
(party_seats).
Always true: an address that is given is never replaced; a name says a place only in brackets or
behind a comma at its end, beside a word for a branch, or as a country at its end that names nothing
else; a legal form behind it changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, lru_cache

from ecluse.facts.country import folded
from ecluse.screening.address_city import cities
from ecluse.screening.address_country import country_of, may_be_in
from ecluse.screening.address_region import region_of
from ecluse.screening.address_words import LONGEST_COUNTRY, address_words, country_at_end
from ecluse.screening.fold import clean
from ecluse.screening.name_words import name_words
from ecluse.screening.party import Party

_BRACKETS = re.compile(r"[(\[（]([^()（）\[\]]+)[)\]）]\W*$")
_COMMA = re.compile(r"[,;，；](.+)$")
_WORD = re.compile(r"[^\W\d_]+")
_JOINED = re.compile(r"&[^,;，；]*$")
_SEAT = "seat"  # the form of a unit that is called by its place


def placed(party: Party) -> Party:
    """The party, with the place that its name says as its address where it has none."""
    if party.address is not None or party.region is not None:
        return party
    place = place_in_name(party.name)
    return party if place is None else replace(party, address=place)


@lru_cache(maxsize=4096)  # a party is asked several times
def place_in_name(name: str) -> str | None:
    """The place that a name says; None where it says none that is read.

    >>> place_in_name("Amberfield (Russia) Ltd."), place_in_name("Amberfield Kazan Branch")
    ('Russia', 'Kazan')
    >>> place_in_name("Amberfield North Korea"), place_in_name("Michael Jordan")
    ('North Korea', None)
    """
    text = _behind_it().sub("", clean(name))
    return next((place for place in _places(text) if _is_read(place)), None)


def _places(text: str) -> Iterator[str]:
    named = _unit().sub("", text)
    if found := _BRACKETS.search(named):
        yield found[1].strip()
    if (found := _COMMA.search(named)) and not _are_names(found[1]):
        yield found[1].strip()
    place = _at_end(named)
    if place is not None and (named != text or _names_nothing_else(place)):
        yield place


def _at_end(text: str) -> str | None:
    """The country, the region or the city with which a text ends, behind another word."""
    regions = address_words().region
    starts = [word.start() for word in _WORD.finditer(text)]
    for start in starts[-LONGEST_COUNTRY:]:
        place = text[start:].rstrip(" .,)")
        name = "".join(map(folded, _WORD.findall(place)))
        if name in name_words().no_country:
            return None
        if country_at_end(place, whole=True) or name in cities().city or name in regions:
            return place if start > starts[0] else None
    return None


def _are_names(text: str) -> bool:
    """Whether what is behind a comma are further names: "Miller, Klein & Jordan"."""
    named = country_at_end(text) is not None and not _names_nothing_else(text)
    return named and _JOINED.search(text) is not None


def _names_nothing_else(place: str) -> bool:
    """Whether a place ends with a country whose name no person and no house bears."""
    return country_at_end(place) in address_words().name_end


def _is_read(place: str) -> bool:
    return any(read(place) is not None for read in (country_of, may_be_in, region_of))


@cache
def _behind_it() -> re.Pattern[str]:
    """The legal forms at the end of a name: "Co., Ltd." of "Amberfield (Russia) Co., Ltd."."""
    words, bracket = name_words(), r"(?<=[)）\]])"
    forms = (r"\.?".join(map(re.escape, form)) for form in words.legal)
    latin = rf"(?:[\s.,&]+|{bracket})(?:{'|'.join(_longest_first(forms))})(?![^\W_])"
    han = rf"{bracket}(?:{'|'.join(_longest_first(map(re.escape, words.han_legal)))})"
    return re.compile(rf"(?:{latin}|{han})+[\s.,]*$", re.IGNORECASE)


@cache
def _unit() -> re.Pattern[str]:
    """A word at the end for a unit that lies where the word before says: "Branch"."""
    units = (re.escape(word) for word, form in name_words().unit.items() if form == _SEAT)
    return re.compile(rf"\s+(?:{'|'.join(_longest_first(units))})\W*$", re.IGNORECASE)


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=len, reverse=True)
