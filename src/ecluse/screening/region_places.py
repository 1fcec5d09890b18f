"""Towns, villages and post codes of the regions under an embargo of their own.

Belongs here: the region in which an address may lie that names its country, and not the region.
Does not: names of the regions and of towns that an address says without its country
(address_country), or which part of an oblast is covered: no address says that.
Always true: the words are data/screening's; a place that the country has elsewhere too counts only
where nothing in the address says that it lies there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ecluse.facts.country import folded
from ecluse.screening.name_words import SHIPPED
from ecluse.screening.word_kinds import words_by_kind

_WORDS = "region_places.csv"
_KINDS = ("post_code", "held_post_code", "elsewhere", "settlement", "town", "place", "shared_place")
_LONG = 6  # figures
_NUMBER = re.compile(r"(?:(?<![\d-])|(?<=\b[A-Z]{2}-))(\d{5,6})(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionPlaces:
    """Where the regions under an embargo of their own are, by the words of addresses.

    Args:
        post_code: A country with a span of the first figures of its post codes: their region.
        held_post_code: The same of towns that the regime of the region holds.
        elsewhere: Folded names of the country's other oblasts, and of their capitals.
        settlement: Words that say what a place is ("oblast", "village").
        town: Folded names of towns, which count wherever they stand in a part of an address.
        place: The same of places that count only where a part says nothing else.
        shared_place: The same of places whose name the country has elsewhere, too.
    """

    post_code: Mapping[str, str]
    held_post_code: Mapping[str, str]
    elsewhere: Mapping[str, str]
    settlement: Mapping[str, str]
    town: Mapping[str, str]
    place: Mapping[str, str]
    shared_place: Mapping[str, str]


@cache
def region_places(folder: Path = SHIPPED) -> RegionPlaces:
    """The places of a data folder.

    Raises:
        DataError: A line is of no kind, or is cut short.
    """
    kinds = words_by_kind(folder, _WORDS, _KINDS, "place of a region")
    return RegionPlaces(**kinds)


def region_of_post_code(text: str, country: str | None, spans: Mapping[str, str]) -> str | None:
    """The region of the first post code of one that an address has; None where it has none. One of
    six figures counts whichever country of the region is said, and where none is.

    >>> spans = region_places().post_code
    >>> [region_of_post_code(each, "UA", spans) for each in ("84300 Kramatorsk", "01001 Kyiv")]
    ['donetsk', None]
    >>> [region_of_post_code(each, None, spans) for each in ("Lenina 5, 299011", "Lenina 5, 99011")]
    ['crimea', None]
    """
    for number in _NUMBER.findall(text):
        for word, region in spans.items():
            of, span = word.split()
            least, most = span.split("-")
            own = of == country or len(number) == _LONG
            if own and len(number) == len(least) + 3 and least <= number[: len(least)] <= most:
                return region
    return None


def region_of_place(
    parts: Sequence[str], text: str, spelled: Callable[[str], str] = str
) -> str | None:
    """The region in which a place lies that a part of an address names, and nothing else.

    >>> region_of_place(["Lenina 1", "village Yakymivka"], "Lenina 1, village Yakymivka, Ukraine")
    >>> region_of_place(["Lenina 1", "Troitske"], "Lenina 1, Troitske, Ukraine")
    'luhansk'

    Args:
        parts: Those of the address that have letters.
        text: The whole of it.
        spelled: How names are compared.
    """
    names, places = [name_of(part) for part in parts], places_by(spelled).places
    if _NUMBER.search(text) or any(name in region_places().elsewhere for name in names):
        return None  # a post code of the region would have said so
    return next((places[name] for name in map(spelled, names) if name in places), None)


_SPELLINGS = (
    (re.compile("tsch"), "ch"),
    (re.compile("s(?:ch|h)"), "sh"),
    (re.compile("g|kh"), "h"),
    (re.compile("[yj]"), "i"),
    (re.compile("i+"), "i"),
    (re.compile("ou"), "u"),
    (re.compile("w"), "v"),
)


def spelling(name: str) -> str:
    """A folded name in Latin letters as all ways to write Ukrainian or Russian in them have it.

    >>> {spelling(name) for name in ("nyzhnohirskyi", "nyzhnogirskyy", "nizhnohirskij")}
    {'nizhnohirski'}
    """
    for written, one in _SPELLINGS if name.isascii() else ():
        name = written.sub(one, name)
    return name


class PlacesBy(NamedTuple):
    """Regions of towns, and of other places, by their names as they are compared."""

    towns: Mapping[str, str]
    places: Mapping[str, str]


@cache
def places_by(spelled: Callable[[str], str]) -> PlacesBy:
    """The places, by their names as a function spells them."""
    table = region_places()
    every = (table.town, {**table.shared_place, **table.place})
    return PlacesBy(*({spelled(name): region for name, region in each.items()} for each in every))


def name_of(part: str) -> str:
    """The folded name that a part of an address says, without what says what it is.

    >>> name_of("84300 Kramatorsk city")
    'kramatorsk'
    """
    table = region_places()
    plain = re.sub("['’ʼ`]", "", part)
    words = (folded(word) for word in re.findall(r"[^\W\d_]+", plain))
    return "".join(word for word in words if word not in table.settlement)
