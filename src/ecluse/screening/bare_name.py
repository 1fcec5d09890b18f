"""A name without what says where its bearer is, or which of several: "SMIC" of "SMIC 4 Germany".

Belongs here: leaving countries, cities and numbers out. Does not: comparing what is left (compare),
places of an address (address_country).
Always true: what is left says who it is, or nothing is left; a name that has none of these has no
other reading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ecluse.facts.cldr import country_names
from ecluse.facts.country import folded
from ecluse.screening.address_city import cities
from ecluse.screening.address_words import LONGEST_COUNTRY, address_words, country_codes
from ecluse.screening.fold import clean, form_of
from ecluse.screening.han import latin_of
from ecluse.screening.name_words import name_words
from ecluse.screening.numerals import in_figures, number_of

_PART = 2  # letters: "Sp. z o.o."
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?|[^\W_]+")  # "S.r.l." is one


def bare_name(text: str) -> str | None:
    """A name without countries, cities and numbers; None where that leaves all of it, or nothing.

    >>> bare_name("SMIC 4 Germany"), bare_name("CETC LIV (DE)"), bare_name("Sugon Moscow GmbH")
    ('SMIC', 'CETC', 'Sugon GmbH')
    >>> bare_name("Amberfield Robotics"), bare_name("Germany 4")
    (None, None)
    """
    words = _WORD.findall(clean(text))
    left = [word for word in _without_places(words) if number_of(word) is None]
    return _told(left, words)


def numbered_name(text: str) -> str | None:
    """A name without countries and cities that has a number; None where it has none of one.

    >>> numbered_name("14th Institute Germany"), numbered_name("14th Institute")
    ('14th Institute', None)
    """
    words = _WORD.findall(clean(text))
    left = _without_places(words)
    if len(left) == len(words):
        return None
    figures = _WORD.findall(in_figures(" ".join(left)))
    return _told(figures, words) if any(number_of(word) for word in figures) else None


def says_little(text: str) -> bool:
    """Whether a text has nothing but places, usual words, a firm's, legal forms and parts of these.

    >>> says_little("Cloud (Singapore) Pte. Ltd."), says_little("Netherlands B.V.")
    (True, True)
    >>> says_little("Restaurant Berlin")
    False
    """
    words = _WORD.findall(clean(text))  # before a plural loses its end: "Netherlands"
    said = [word for word, _ in latin_of(" ".join(_without_places(words)))]
    return all(is_little(word) for word in _without_places(said))


def is_little(word: str) -> bool:
    """Whether a folded word is a usual one, one for a firm, or a part of a legal form."""
    firm = address_words().firm
    if len(word) <= _PART or word in name_words().usual:
        return True
    return not firm.keys().isdisjoint((word, f"{word}s"))


def _told(left: Sequence[str], words: Sequence[str]) -> str | None:
    """What is left of some words, where that says something and is less."""
    told = len(left) < len(words) and any(
        form_of(word.lower()) for word in left if number_of(word) is None
    )
    return " ".join(left) if told else None


def _without_places(words: Sequence[str]) -> list[str]:
    """Words without those that name a country, its code at their end, or a city."""
    names = [folded(word) for word in words]
    left: list[str] = []
    place = 0
    while place < len(words):
        size, is_place = _place_at(names, place)
        left += () if is_place else words[place : place + size]
        place += size
    if left and left[-1] == words[-1] in country_codes():
        left.pop()
    return left


def _place_at(names: list[str], first: int) -> tuple[int, bool]:
    """How many words from one on are one name, and whether it is that of a country or a city."""
    places, no_country = _places(), name_words().no_country
    for size in range(min(LONGEST_COUNTRY, len(names) - first), 0, -1):
        name = "".join(names[first : first + size])
        if name in no_country or name in places:
            return size, name not in no_country
    return 1, False


@cache
def _places() -> frozenset[str]:
    """The folded names of all countries, and of the cities that addresses name without theirs."""
    named = (country_names(folded), name_words().country_name, address_words().name, cities().city)
    return frozenset().union(*named)
