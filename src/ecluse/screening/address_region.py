"""The region under an embargo of its own in which an address says that it lies.

Belongs here: reading an address for such a region, or for a place in one. Does not: the country of
an address (address_country), the places (region_places), or what a region brings.
Always true: an address that names another country names no such region; what names a street names
no place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from ecluse.facts.country import folded
from ecluse.screening.address_code import has_city
from ecluse.screening.address_country import country_of, may_be_in
from ecluse.screening.address_words import (
    LONGEST_COUNTRY,
    AddressWords,
    address_words,
    begins_a_street,
    country_at_end,
    is_state,
    place_before,
    plain_text,
    told_by_commas,
    told_parts,
)
from ecluse.screening.name_words import name_words
from ecluse.screening.region_places import (
    name_of,
    places_by,
    region_of_place,
    region_of_post_code,
    region_places,
    spelling,
)

_APOSTROPHES = re.compile("['’ʼ`]")
_ACRONYM = 3  # letters: "D.P.R. Korea"
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")


@dataclass(frozen=True, slots=True)
class StatedRegion:
    """A region under an embargo of its own in which something is said to lie.

    Args:
        symbol: As the law calls it.
        surely: It is named, a town that the regime there holds, or a place of Crimea. Otherwise a
            place of an oblast of which a part is covered (OFAC, FAQ 1009), or a name that places
            elsewhere in the country have too.
    """

    symbol: str
    surely: bool = True


@lru_cache(maxsize=1024)  # a party is asked several times
def region_of(text: str, country: str | None = None) -> StatedRegion | None:
    """The region under an embargo of its own in which an address says that it lies, or may lie;
    None where it says none, or another country.

    >>> region_of("Lenina 1, Simferopol, Ukraine").symbol, region_of("Kramatorsk, Ukraine")
    ('crimea', StatedRegion(symbol='donetsk', surely=False))
    >>> region_of("Sevastopol Street 4, Kyiv, Ukraine"), region_of("Sebastopol, CA 95472")
    (None, None)
    >>> region_of("Sevastopol, OK"), region_of("Yalta, Georgia").symbol
    (StatedRegion(symbol='crimea', surely=False), 'crimea')

    Args:
        country: What is said of its country beside it; it is asked where the address names none.
    """
    table, told = address_words(), told_parts(text)
    if not told:
        return None
    if is_state(text, table):
        return _held_before(text, table)
    named = country_of(text)
    if named is None and country in _countries_with_regions():
        named = country
    if (said := _said_in(told, named, table)) is not None:
        return said
    if beside := _beside_a_country(text, table):
        return StatedRegion(beside, surely=False)
    if named not in {None, *_countries_with_regions()}:
        return _held_before(text, table)
    return _by_place(told, plain_text(text), named or may_be_in(text, country) or country)


def _said_in(told: Sequence[str], named: str | None, table: AddressWords) -> StatedRegion | None:
    """The region that the parts of an address name, where they name no other country."""
    found = [
        StatedRegion(region, name not in table.oblast)
        for part in told
        for name, region in _names_in(part, table.whole_or_part, table)
        if named in (None, *table.lies_in[region].split())
    ]
    return max(found, key=lambda said: said.surely, default=None)


def _beside_a_country(text: str, table: AddressWords) -> str | None:
    """The region that stands beside another country with no more than a stroke, a dash or a bracket
    between them ("Germany / Donetsk"): nobody knows in which of the two the address lies.
    """
    for parts in told_by_commas(text):
        found = [name for part in parts for name in _names_in(part, table.whole_or_part, table)]
        if len(parts) > 1 and found and any(map(country_of, parts)):
            return found[0][1]
    return None


def _held_before(text: str, table: AddressWords) -> StatedRegion | None:
    """The region that may be meant where its name, or that of a town which the regime there holds,
    stands right before a state or another country ("Sevastopol, OK"): nobody knows that there is a
    place so called, unless a ZIP code of the state or a table says so.
    """
    place, last = place_before(text, table)
    if has_city(last, place, table):
        return None
    country = country_at_end(last)
    names = list(_names_in(place, table.region, table))
    for at, (name, region) in enumerate(names):
        tail = "".join(each for each, _ in names[at:])  # "Donetsk DNR"
        ends = len(name) > _ACRONYM and name_of(place).endswith(tail)
        if ends and country not in table.namesake.get(name, "").split():
            return StatedRegion(region, surely=False)
    return None


def _by_place(told: Sequence[str], plain: str, country: str | None) -> StatedRegion | None:
    """The region in which a post code, a town or a village lies that an address names beside the
    country; where nobody says that, the one that its post code may be of.
    """
    table, oblasts = region_places(), address_words().oblast.values()
    if country not in {None, *_countries_with_regions()}:
        return None
    if held := region_of_post_code(plain, country, table.held_post_code):
        return StatedRegion(held, surely=country is not None)
    if region := region_of_post_code(plain, country, table.post_code):
        return StatedRegion(region, surely=country is not None and region not in oblasts)
    if country is None:
        return None
    shared = any(name_of(part) in table.shared_place for part in told)
    for spelled in (str, spelling):
        if region := _of_name(told, plain, country, spelled):
            # A town of another spelling may be another one.
            surely = spelled is str and not shared and region not in oblasts
            return StatedRegion(region, surely)
    return None


def _of_name(
    told: Sequence[str], plain: str, country: str, spelled: Callable[[str], str]
) -> str | None:
    """The region of the first town, or village, of the country that an address names."""
    table, towns = address_words(), places_by(spelled).towns
    found = [region for part in told for _, region in _names_in(part, towns, table, spelled)]
    found += [region] if (region := region_of_place(told, plain, spelled)) else []
    return next((each for each in found if table.lies_in[each].split()[0] == country), None)


@cache
def _countries_with_regions() -> frozenset[str]:
    """The countries that addresses in a region under an embargo of its own name."""
    return frozenset(" ".join(address_words().lies_in.values()).split())


def countries_of_region(region: str) -> tuple[str, ...]:
    """The countries that addresses in a region under an embargo of its own name, its own first."""
    return tuple(address_words().lies_in[region].split())


def _names_in(
    part: str,
    names: Mapping[str, str],
    table: AddressWords,
    spelled: Callable[[str], str] = str,
) -> Iterator[tuple[str, str]]:
    """The names in a part of an address, each with its region; that of a street is none.

    Args:
        names: Folded names, each with its region; `spelled` gives a name as they have it.
    """
    plain = folded(part)
    yield from ((run, region) for run, region in table.region_within.items() if run in plain)
    plain_part = _DOTTED.sub(lambda dotted: dotted[0].replace(".", ""), _APOSTROPHES.sub("", part))
    words = [folded(word) for word in re.findall(r"[^\W\d_]{2,}", plain_part)]
    place = 0
    while place < len(words):
        name, end = _region_at(words, place, names, spelled)
        if name is not None and not _of_street(words, place, end, table):
            yield name, names[name]
        place = end


def _of_street(words: list[str], first: int, end: int, table: AddressWords) -> bool:
    """Whether some words of a part name a street: one that ends it is behind them, or a word with
    which it begins is the part's first, right before them ("Boulevard de Sébastopol").
    """
    streets = name_words().street
    if end < len(words) and (words[end] in streets or words[end] in table.street_end):
        return True
    return begins_a_street(words[:first], table)


def _region_at(
    words: list[str], first: int, names: Mapping[str, str], spelled: Callable[[str], str]
) -> tuple[str | None, int]:
    """The longest name of a region that begins at a word, and where it ends; else the next word."""
    last = min(len(words), first + LONGEST_COUNTRY)
    for end in range(last, first, -1):
        name = spelled("".join(words[first:end]))
        if name in names:
            return name, end
    return None, first + 1
