"""Whether an address says any place at all: "Floor 3", "PO Box 12" and "n/a" say none.

Belongs here: telling an address that says a town from one that says a room, a box or a street
alone. Does not: which place it says (address_country, address_city, address_region).
Always true: the words are data/screening's; an address that says a country, a region or a city of
the tables says a place.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ecluse.screening.address_country import country_of, may_be_in
from ecluse.screening.address_han import script_of
from ecluse.screening.address_region import region_of
from ecluse.screening.address_words import address_words, told_parts, words_of_places
from ecluse.screening.name_words import name_words

_AMID = re.compile(r"[^\W\d_]{3}.*\d.*[^\W\d_]{3}")  # "Hauptstr. 1 Berlin"
_POST_CODE, _MAY_BE_POST_CODE = re.compile(r"\d{5}"), re.compile(r"\d{4}")
_LONG = 4  # signs of a script that parts no words: a street with its city


@lru_cache(maxsize=1024)  # a party is asked several times
def says_a_place(text: str) -> bool:
    """Whether an address says a country, a region, or what may be a town.

    >>> says_a_place("Hauptstr. 1, 10115 Berlin"), says_a_place("Hauptstr. 1 Berlin")
    (True, True)
    >>> [says_a_place(text) for text in ("n/a", "PO Box 12", "Floor 3", "Hauptstrasse 1")]
    [False, False, False, False]
    """
    parts = told_parts(text)
    return any(_may_be_a_town(part, first=part is parts[0]) for part in parts) or any(
        read(text) is not None for read in (country_of, may_be_in, region_of)
    )


def _may_be_a_town(part: str, *, first: bool) -> bool:
    """Whether a part of an address says more than a room, a box, or a street with a number."""
    left = words_of_places(part)
    if not left:
        return False
    if _POST_CODE.search(part) or _AMID.search(part) or _is_long(part):
        return True
    plain = not any(map(str.isdigit, part)) or not first or _MAY_BE_POST_CODE.search(part)
    return bool(plain) and not any(map(_is_of_a_street, left))


def _is_long(part: str) -> bool:
    return sum(script_of(sign) is not None for sign in part if sign.isalpha()) >= _LONG


def _is_of_a_street(word: str) -> bool:
    table = address_words()
    starts = word in name_words().street or word in table.street_start
    return starts or word.endswith(tuple(table.street_end))
