"""The country in which an address says that it lies, and its region under an embargo of its own.

Belongs here: reading the parts of an address for a country or a region. Does not: comparing
addresses (address), or what a country brings.
Always true: the words are data/screening's; what is not surely a country's name is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from ecluse.facts.country import folded
from ecluse.screening.address_city import country_of_city
from ecluse.screening.name_words import SHIPPED, name_words
from ecluse.screening.region_places import (
    name_of,
    region_of_place,
    region_of_post_code,
    region_places,
)
from ecluse.screening.word_kinds import words_by_kind

_PARTS = re.compile(r"[,;\n，、；]")
_LONGEST_COUNTRY = 5  # words
_ZIP = re.compile(r"\b\d{5}(?:-\d{4})?\b")
_CODE_AT_END = re.compile(r"\b(?P<code>[A-Z]{2})\b\W*(?P<number>\d[\d\s-]*)?\W*$")
_CODE_FIRST = re.compile(r"(?:^|,)\s*(?P<code>[A-Z]{2})-\d{4,6}\s+[^\W\d_]{3}")
_APOSTROPHES = re.compile("['’ʼ`]")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_WORDS = "address_words.csv"
_REGIONAL = ("region", "oblast", "region_within", "lies_in")
_OF_STATES = ("state", "state_city", "zip", "own_codes")
_OF_STREETS = ("street_start", "street_end", "of")
_NAMES = ("code", "no_code", "within", "han", "after", "name")
_KINDS = (*_NAMES, *_OF_STATES, *_OF_STREETS, *_REGIONAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressWords:
    """The words by which an address says where it lies, by their kind.

    Args:
        code: Codes, in capitals, that are read as a country where they end an address.
        no_code: Codes of countries that end an address as something else ("ST").
        within: Countries that addresses write before another one which is not theirs: that one.
        state: Names and codes of states that are no country where they end an address.
        state_city: Folded names of cities of the states whose codes are countries' too, with these.
        zip: Codes of states, with the spans of the first three figures of their ZIP codes.
        own_codes: Countries whose addresses end in codes of their own states or provinces.
        street_start: What begins the name of a street ("rue", "ul").
        street_end: What ends it, beside the words of names ("square").
        of: What may stand between the two ("de").
        han: Names in Chinese script that may begin an address, without a sign after them.
        after: Words after which nothing of a part says where it lies ("attn").
        name: Folded names of countries in further languages.
        region: Folded names of the regions under an embargo of their own, and of towns in them.
        oblast: Folded names of the oblasts in which such a region is a part.
        region_within: The same as `region` in scripts that put no spaces between words.
        lies_in: The countries that addresses in a region name, its own first.
    """

    code: Mapping[str, str]
    no_code: Mapping[str, str]
    within: Mapping[str, str]
    state: Mapping[str, str]
    state_city: Mapping[str, str]
    zip: Mapping[str, str]
    own_codes: Mapping[str, str]
    street_start: Mapping[str, str]
    street_end: Mapping[str, str]
    of: Mapping[str, str]
    han: Mapping[str, str]
    after: Mapping[str, str]
    name: Mapping[str, str]
    region: Mapping[str, str]
    oblast: Mapping[str, str]
    region_within: Mapping[str, str]
    lies_in: Mapping[str, str]

    @property
    def whole_or_part(self) -> Mapping[str, str]:
        """Names that say a region, or an oblast of which it is a part."""
        return {**self.region, **self.oblast}


@cache
def address_words(folder: Path = SHIPPED) -> AddressWords:
    """The words of a data folder.

    Raises:
        DataError: A line is of no kind, or is cut short.
    """
    kinds = words_by_kind(folder, _WORDS, _KINDS, "word of an address")
    return AddressWords(**kinds)


@lru_cache(maxsize=1024)  # a party is asked several times
def country_of(text: str) -> str | None:
    """The country in which an address says that it lies: in the last of its parts that says one;
    None where it says none.

    >>> country_of("Tverskaya 1, Moscow, Russia, 125009"), country_of("Russia, Moscow, Tverskaya 1")
    ('RU', 'RU')
    >>> country_of("Shenzhen, China, Tel 0755-1234"), country_of("Hsinchu, Taiwan, China")
    ('CN', 'TW')
    >>> country_of("1 Main Street, Trenton, New Jersey 08608") is None
    True
    """
    table, told = address_words(), _told(text)
    if not told or _is_state(told, table):
        return None
    for place in range(len(told) - 1, -1, -1):
        code = _said(told[place], table, last=place == len(told) - 1)
        if code is not None:
            return _narrower(code, told[:place], table)
    return None


@lru_cache(maxsize=1024)  # a party is asked several times
def may_be_in(text: str, country: str | None = None) -> str | None:
    """The country in which an address may lie that names none: that of a code at its end, or of a
    post code, which may be something else, or of a city.

    >>> may_be_in("Haifa, IL"), may_be_in("Chicago, IL"), may_be_in("Oakbrook, IL 60523")
    ('IL', None, None)
    >>> may_be_in("Ulaanbaatar, MN 14200"), may_be_in("MD-2004 Chisinau")
    ('MN', 'MD')
    >>> may_be_in("Leninsky pr 1, Moscow"), may_be_in("Moscow, ID 83843")
    ('RU', None)

    Args:
        country: What is said of its country beside it; one whose addresses end in codes of its own
            states or provinces has such a code.
    """
    if code := _code_in(text, country):
        return code
    told, ending, table = _told(text), _CODE_AT_END.search(text), address_words()
    of_state = ending is not None and ending["code"] in table.state
    if not told or of_state or _is_state(told, table):
        return None
    return country_of_city(told, country)


def _code_in(text: str, country: str | None) -> str | None:
    """The country whose code ends an address and may be something else: one that stands alone, or
    is a state's of the United States too, where nothing says that it is the state: no ZIP code of
    that state behind it, and no city of it before; or whose code and a post code begin a part.
    """
    table = address_words()
    if country in table.own_codes:
        return None
    told = ", ".join(map(_without_contact, _PARTS.split(text)))
    first = _CODE_FIRST.search(told)
    if first is not None and first["code"] in country_codes():
        return first["code"]
    ending = _CODE_AT_END.search(told)
    if ending is None or ending["code"] not in country_codes() - table.no_code.keys():
        return None
    code, before = ending["code"], ending.string[: ending.start()]
    if code not in table.state:
        return code if before.rstrip().endswith(",") else None
    if _is_zip_of(code, (ending["number"] or "").strip(), table):
        return None
    words = re.findall(r"[^\W\d_]+", before)
    cities = (folded("".join(words[-count:])) for count in range(1, _LONGEST_COUNTRY))
    return None if any(code in table.state_city.get(city, "").split() for city in cities) else code


def _is_zip_of(state: str, number: str, table: AddressWords) -> bool:
    """Whether a number is a ZIP code of a state; other countries' post codes have five figures."""
    spans = (span.split("-") for span in table.zip.get(state, "").split())
    is_zip = _ZIP.fullmatch(number) is not None
    return is_zip and any(least <= number[:3] <= most for least, most in spans)


@cache
def country_codes() -> frozenset[str]:
    """The codes of all countries."""
    from ecluse.facts.cldr import country_names

    return frozenset(country_names(folded).values())


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

    Args:
        country: What is said of its country beside it; it is asked where the address names none.
    """
    table, told = address_words(), _told(text)
    if not told or _is_state(told, table):
        return None
    named = country_of(text)
    if named is None and country in _countries_with_regions():
        named = country
    found = [name for part in told for name in _names_in(part, table.whole_or_part, table)]
    within = [
        (region, name not in table.oblast)
        for name, region in found
        if named in (None, *table.lies_in[region].split())
    ]
    if within:
        return StatedRegion(*max(within, key=lambda said: said[1]))
    named = named or may_be_in(text, country)
    possible = None if named is None else _by_place(told, text, named, table)
    elsewhere = possible and any(name_of(part) in region_places().shared_place for part in told)
    surely = not elsewhere and possible not in table.oblast.values()
    return None if possible is None else StatedRegion(possible, surely)


def _by_place(told: Sequence[str], text: str, country: str, table: AddressWords) -> str | None:
    """The region in which a post code, a town or a village lies that an address names beside the
    country.
    """
    if country not in _countries_with_regions():
        return None
    plain = ", ".join(map(_without_contact, _PARTS.split(text)))
    if region := region_of_post_code(plain, country):
        return region
    towns = region_places().town
    found = [region for part in told for _, region in _names_in(part, towns, table)]
    found += [region] if (region := region_of_place(told, plain)) else []
    return next((each for each in found if table.lies_in[each].split()[0] == country), None)


@cache
def _countries_with_regions() -> frozenset[str]:
    """The countries that addresses in a region under an embargo of its own name."""
    return frozenset(" ".join(address_words().lies_in.values()).split())


def countries_of_region(region: str) -> tuple[str, ...]:
    """The countries that addresses in a region under an embargo of its own name, its own first."""
    return tuple(address_words().lies_in[region].split())


def _names_in(
    part: str, names: Mapping[str, str], table: AddressWords
) -> Iterator[tuple[str, str]]:
    """The names in a part of an address, each with its region; that of a street is none.

    Args:
        names: Folded names, each with its region.
    """
    plain = folded(part)
    yield from ((run, region) for run, region in table.region_within.items() if run in plain)
    spelled = _DOTTED.sub(lambda dotted: dotted[0].replace(".", ""), _APOSTROPHES.sub("", part))
    words = [folded(word) for word in re.findall(r"[^\W\d_]{2,}", spelled)]
    place = 0
    while place < len(words):
        name, end = _region_at(words, place, names)
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
    before = [word for word in words[:first] if word not in table.of]
    return len(before) == 1 and (before[0] in streets or before[0] in table.street_start)


def _region_at(words: list[str], first: int, names: Mapping[str, str]) -> tuple[str | None, int]:
    """The longest name of a region that begins at a word, and where it ends; else the next word."""
    last = min(len(words), first + _LONGEST_COUNTRY)
    for end in range(last, first, -1):
        name = "".join(words[first:end])
        if name in names:
            return name, end
    return None, first + 1


@lru_cache(maxsize=1024)
def _told(text: str) -> tuple[str, ...]:
    """The parts of an address that have letters, without what tells how to reach somebody; kept,
    for an address is asked for its country, for a region and for a city, one after another.
    """
    return tuple(filter(_has_letters, map(_without_contact, _PARTS.split(text))))


def _said(part: str, table: AddressWords, *, last: bool) -> str | None:
    """The country that one part of an address says; one before the last must say nothing else,
    unless no number and no street stands in it.
    """
    if code := _in_han(part, table):
        return code
    words = re.findall(r"[^\W\d_]+", part)
    if words[-1] in table.code and (last or len(words) == 1):
        return table.code[words[-1]]
    streets = name_words().street
    plain = not part.strip()[0].isdigit() and not any(word.lower() in streets for word in words)
    return country_at_end(part, whole=not (last or plain))


def _narrower(code: str, before: Sequence[str], table: AddressWords) -> str:
    """A country that addresses write before another ("Taiwan, Province of China"), else that."""
    if not before:
        return code
    named = _said(before[-1], table, last=False)
    return named if named is not None and table.within.get(named) == code else code


def _in_han(part: str, table: AddressWords) -> str | None:
    """The country with whose name in Chinese script a part begins, the narrowest of several."""
    rest, code = part.strip(), None
    while name := next((each for each in table.han if rest.startswith(each)), None):
        code, rest = table.han[name], rest[len(name) :]
    return code


def _without_contact(part: str) -> str:
    """A part without what tells how to reach somebody there."""
    for contact in _contacts():
        part = contact.split(part, maxsplit=1)[0]
    return part


@cache
def _contacts() -> tuple[re.Pattern[str], ...]:
    """What tells how to reach somebody: a field before a colon or a number, and some words."""
    listed = "|".join(map(re.escape, name_words().field))
    after = "|".join(address_words().after)
    return (
        re.compile(rf"(?i)\b(?:{listed})\b\.?\s*[:：+(\d]"),
        re.compile(rf"(?i)\b(?:{after})\b"),
    )


def _is_state(told: Sequence[str], table: AddressWords) -> bool:
    """Whether the last part is a state; one that is called as a country is ("Georgia"), needs its
    postal code, or a city of the table before it.
    """
    part = told[-1]
    name = " ".join(re.findall(r"[^\W\d_]+", part))
    if name in table.state:
        return True
    if folded(name) not in table.state:
        return False
    after_city = len(told) > 1 and folded(told[-2]) in table.state_city
    return country_at_end(name) is None or after_city or _ZIP.search(part) is not None


def _has_letters(part: str) -> bool:
    return any(sign.isalpha() for sign in part)


def country_at_end(part: str, *, whole: bool = False) -> str | None:
    """The country that a part of an address says, or ends with; None where it says none.

    Args:
        whole: It must say nothing else.
    """
    from ecluse.facts.cldr import country_names

    table, others, further = name_words(), country_names(folded), address_words().name
    words = re.findall(r"[^\W\d_]+", part)
    ends = range(max(0, len(words) - _LONGEST_COUNTRY), len(words))
    for first in (0,) if whole else ends:
        name = folded("".join(words[first:]))
        if name in table.no_country:
            return None
        if code := table.country_name.get(name) or others.get(name) or further.get(name):
            return code
    return None
