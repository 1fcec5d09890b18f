"""The country in which an address may lie that names none: that of a city which it names.

Belongs here: cities of the countries where an answer may be less free, and finding one in an
address. Does not: countries by their names or codes (address_country).
Always true: the words are data/screening's; a city is none of a country in which it is said not to
lie, where another country that is said has a city of that name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ecluse.facts.country import folded
from ecluse.screening.name_words import SHIPPED
from ecluse.screening.region_places import name_of
from ecluse.screening.word_kinds import words_by_kind

_WORDS = "cities.csv"
_KINDS = ("city", "han_city", "street")
_LONGEST_CITY = 4  # words
_SHORTEST = 4  # letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Cities:
    """Cities that addresses name without their country.

    Args:
        city: Folded names, each with the country whose it most likely is, and the others that have
            a town of that name.
        han_city: Names in Chinese script with which an address may begin.
        street: What makes such a name a street's that stands behind it ("路").
    """

    city: Mapping[str, str]
    han_city: Mapping[str, str]
    street: Mapping[str, str]


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
    found = next((codes for part in reversed(parts) if (codes := _city(part))), None)
    if found is None and parts:
        found = _at_end(parts[-1])
    likely = (found or "").split()
    return None if not likely or said in likely else likely[0]


def _city(part: str) -> str | None:
    table = cities()
    if not part.isascii():
        streets = tuple(table.street)
        begins = (
            name
            for name in table.han_city
            for word in part.split()
            if word.startswith(name) and not word[len(name) :].startswith(streets)
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
