"""Addresses that are entries of a list: house number, street, building, unit and country.

Belongs here: reading an address into what counts of it, and comparing two. Does not: countries'
groups, which entries are addresses (the list says it).
Always true: an address without a house number does not meet; a country that nobody can read in an
address speaks for no other place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ecluse.screening.address_words import country_at_end
from ecluse.screening.han import latin_of
from ecluse.screening.name_words import name_words

_COMMA = re.compile(r"[,;\n，、；]")
_FLOOR = re.compile(
    r"\b(\d{1,3})\s*(?:/\s*f\b|f\b|(?:st|nd|rd|th)?\s*(?:floor|flr?)\b)", re.IGNORECASE
)
_UNIT = re.compile(
    r"\b(?:unit|room|rooms|rm|flat|office|suite|ste|shop|flat/rm)\.?\s*(?:no\.?\s*)?"
    r"([0-9]{1,5}[a-z]?(?:-[0-9a-z]{1,5})?|[a-z]\d{0,3})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class AddressKey:
    """What counts of an address.

    Args:
        houses: Each house number with the street behind it, in its possible lengths.
        unit, floor: Where it says one.
        site: The words that name the building, the quarter or the city.
    """

    houses: frozenset[tuple[str, str]]
    unit: str | None
    floor: str | None
    site: frozenset[str]


@lru_cache(maxsize=4096)
def address_key(text: str) -> AddressKey:
    """What counts of an address.

    >>> address_key("Unit D, 16/F One Capital Place, 18 Luard Rd, Wan Chai").unit
    'd'
    """
    unit, floor = _UNIT.search(text), _FLOOR.search(text)
    return AddressKey(
        houses=frozenset(_houses(_FLOOR.sub(" ", text))),
        unit=unit[1].lower() if unit else None,
        floor=floor[1] if floor else None,
        site=frozenset(_site(text)),
    )


def _letters(text: str) -> list[str]:
    if text.isascii():
        return [text.lower()]
    return [word for word, _ in latin_of(text)]


def _words(text: str) -> list[str]:
    """The numbers and the words of an address, in their order."""
    plain = " ".join(_letters(text)).replace("–", "-")
    return re.findall(r"\d+[a-z]?(?:-\d+[a-z]?)?|[^\W\d_]+", re.sub(r"\s*-\s*", "-", plain))


def _site(text: str) -> set[str]:
    """The words that name no street, no country and no kind of building."""
    table, words = name_words(), _words(text)
    of_street = {
        following
        for place, word in enumerate(words)
        if word[0].isdigit()
        for following in words[place + 1 : place + 4]
    }
    usual = {*table.street, *table.site, *of_street}
    named = {word for part in _COMMA.split(text) if country_at_end(part) for word in _words(part)}
    return {word for word in words if len(word) > 2 and word.isalpha()} - usual - named


def countries_of(text: str) -> frozenset[str]:
    """The countries that an address names, each in a part of its own or at the end of one.

    >>> sorted(countries_of("18 Luard Road, Wan Chai, Hong Kong")), sorted(countries_of("Istanbul"))
    (['HK'], [])
    """
    return frozenset(code for part in _COMMA.split(text) if (code := country_at_end(part)))


def _houses(text: str) -> list[tuple[str, str]]:
    """Each number with the one to three words behind it, without the kind of street."""
    words = _words(text)
    streets, found = name_words().street, []
    for place, word in enumerate(words):
        if word[0].isdigit():
            street = ""
            for following in words[place + 1 : place + 4]:
                if following[0].isdigit() or (following in streets and street):
                    break
                street += following
                if len(street) >= 4:
                    found += [(number, street) for number in {word, *word.split("-")}]
    return found


def meets(asked: AddressKey, listed: AddressKey) -> tuple[bool, bool]:
    """Whether two addresses are in one house, and whether they may be one unit of it."""
    house = bool(asked.houses & listed.houses)
    unit = _may_be_one(asked.unit, listed.unit) and _may_be_one(asked.floor, listed.floor)
    return house, unit


def _may_be_one(asked: str | None, listed: str | None) -> bool:
    """Whether two units, or floors, may be one: "1318" is within "1318-19"."""
    if asked is None or listed is None:
        return True
    return bool({asked, *asked.split("-")} & {listed, *listed.split("-")})
