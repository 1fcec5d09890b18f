"""The country in which an address may lie that names none: that of a city which it names.

Belongs here: cities of the countries where an answer may be less free, finding one in an address,
and streets that are called as one. Does not: countries by their names or codes (address_country).
Always true: the words are data/screening's; a city is none of a country in which it is said not to
lie, where another country that is said has a city of that name; in Chinese script it is a street's
name only where the text says a street, and a city of another country.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ecluse.facts.country import folded
from ecluse.screening.name_words import SHIPPED
from ecluse.screening.region_places import name_of
from ecluse.screening.word_kinds import words_by_kind

_WORDS = "cities.csv"
_KINDS = ("city", "han_city", "elsewhere", "street", "number")
_LONGEST_CITY = 4  # words
_SHORTEST = 4  # letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Cities:
    """Cities that addresses name without their country.

    Args:
        city: Folded names, each with the country whose it most likely is, and the others that have
            a town of that name.
        han_city: Names in Chinese script with which an address may begin.
        elsewhere: The same of cities whose streets are called by cities of other countries, each
            with its own country.
        street: What makes such a name a street's that stands behind it ("路").
        number: What says the number of a house, or of a part of a street ("号").
    """

    city: Mapping[str, str]
    han_city: Mapping[str, str]
    elsewhere: Mapping[str, str]
    street: Mapping[str, str]
    number: Mapping[str, str]


@cache
def cities(folder: Path = SHIPPED) -> Cities:
    """The cities of a data folder.

    Raises:
        DataError: A line is of no kind, or is cut short.
    """
    kinds = words_by_kind(folder, _WORDS, _KINDS, "city with its country", forms=True)
    return Cities(**kinds)


def country_of_city(parts: Sequence[str], said: str | None = None) -> str | None:
    """The country of the last city that an address names: one that is a part of it, ends its last
    part, or in Chinese script begins one.

    >>> country_of_city(["Leninsky pr 1", "Moscow"]), country_of_city(["Moscow"], "US")
    ('RU', None)

    Args:
        parts: Those of the address that have letters.
        said: The country that is said beside it.
    """
    elsewhere = _is_elsewhere(parts, said)
    cited = (_city(part, elsewhere=elsewhere) for part in reversed(parts))
    found = next((codes for codes in cited if codes), None)
    if found is None and parts:
        found = _at_end(parts[-1])
    likely = (found or "").split()
    return None if not likely or said in likely else likely[0]


def _is_elsewhere(parts: Sequence[str], said: str | None) -> bool:
    """Whether a city is named, or its country said, whose streets are called by other cities."""
    others = cities().elsewhere
    words = (word for part in parts if not part.isascii() for word in part.split())
    return said in others.values() or any(word.startswith(tuple(others)) for word in words)


def _is_street(behind: str) -> bool:
    """Whether what stands behind a name makes a street's of it: a sign of streets, and then a
    number or nothing, for such a sign also begins the names of districts ("唐山路北区").
    """
    signs = (sign for sign in cities().street if behind.startswith(sign))
    return any(_is_numbered(behind[len(sign) :]) for sign in signs)


def _is_numbered(text: str) -> bool:
    sign = text[:1]
    figure = sign and unicodedata.numeric(sign, None) is not None
    return not sign.isalpha() or bool(figure) or sign in cities().number


def _city(part: str, *, elsewhere: bool) -> str | None:
    table = cities()
    if not part.isascii():
        begins = (
            name
            for name in table.han_city
            for word in part.split()
            if word.startswith(name) and not (elsewhere and _is_street(word[len(name) :]))
        )
        if name := max(begins, key=len, default=None):
            return table.han_city[name]
    return table.city.get(name_of(part))


def _at_end(part: str) -> str | None:
    """The countries of a city with which a part of an address ends."""
    words = [folded(word) for word in re.findall(r"[^\W\d_]+", part)]
    ends = (
        "".join(words[first:]) for first in range(max(1, len(words) - _LONGEST_CITY), len(words))
    )
    table = cities().city
    return next((table[end] for end in ends if len(end) >= _SHORTEST and end in table), None)
