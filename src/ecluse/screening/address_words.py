"""The words by which an address says where it lies, and its parts.

Belongs here: the table of such words, what a text of an address is divided into, and the country's
name with which a part ends. Does not: which of the parts counts (address_country), codes
(address_code), regions (address_region).
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
from ecluse.screening.word_kinds import words_by_kind

LONGEST_COUNTRY = 6  # words: "Democratic People's Republic of Korea"
ZIP = re.compile(r"\b\d{5}(?:-\d{4})?\b")
_SIGNS = r"[,;\n，、；،؛•|]|\s[-–—/／]\s|(?<=[^\W\d_]{3})[/／](?=[^\W\d_]{3})"
_PARTS = re.compile(_SIGNS)
_COMMAS = re.compile(r"[,;\n，、；،؛]")
_BRACKET_AT_END = re.compile(rf"[(\[（]([^()（）\[\]]*)[)\]）](?=\s*(?:$|{_SIGNS}))")
_MIXED = re.compile(r"(?=[^\W\d_]*[a-zA-Z])(?=[^\W\d_]*[\u0400-\u04ff])[^\W\d_]+")
_STATE = re.compile(r"\W*[A-Z]{2,3}[\W\d]*")
_WORDS = "address_words.csv"
_REGIONAL = ("region", "oblast", "region_within", "lies_in", "namesake")
_OF_STATES = ("state", "state_city", "zip", "own_codes", "province")
_OF_STREETS = ("street_start", "street_end", "of", "han_street")
_NAMES = (
    "code",
    "no_code",
    "within",
    "han",
    "after",
    "name",
    "name_end",
    "name_seat",
    "house",
    "firm",
    "nowhere",
)
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
        province: Codes of provinces, with the country that has them.
        street_start: What begins the name of a street ("rue", "ul").
        street_end: What ends it, beside the words of names ("square").
        of: What may stand between the two ("de").
        han_street: What makes a country's name a street's or a district's in scripts that part no
            words ("路").
        han: Names in Chinese script that may begin an address, without a sign after them.
        after: Words after which nothing of a part says where it lies ("attn").
        name: Folded names of countries in further languages.
        name_end: Codes of countries, of those where an answer may be less free, and folded names of
            regions, with which a name of a party begins or ends only to say where it is; `house`:
            but for houses called by it ("Hotel China").
        name_seat: Codes of those of them under an embargo or with controls of their own (part 746):
            a name that ends with one says a seat there, whatever its address is.
        house: Words of the names of such houses; `beside`: only where they stand beside the place.
        firm: Words, in their one form, of a firm that is no house, whatever else it is called.
        nowhere: Folded words of an address that say no town ("floor", "box", "unknown").
        region: Folded names of the regions under an embargo of their own, and of towns in them.
        oblast: Folded names of the oblasts in which such a region is a part.
        region_within: The same as `region` in scripts that put no spaces between words.
        lies_in: The countries that addresses in a region name, its own first.
        namesake: Names of `region` that places of other countries have too: those countries.
    """

    code: Mapping[str, str]
    no_code: Mapping[str, str]
    within: Mapping[str, str]
    state: Mapping[str, str]
    state_city: Mapping[str, str]
    zip: Mapping[str, str]
    own_codes: Mapping[str, str]
    province: Mapping[str, str]
    street_start: Mapping[str, str]
    street_end: Mapping[str, str]
    of: Mapping[str, str]
    han_street: Mapping[str, str]
    han: Mapping[str, str]
    after: Mapping[str, str]
    name: Mapping[str, str]
    name_end: Mapping[str, str]
    name_seat: Mapping[str, str]
    house: Mapping[str, str]
    firm: Mapping[str, str]
    nowhere: Mapping[str, str]
    region: Mapping[str, str]
    oblast: Mapping[str, str]
    region_within: Mapping[str, str]
    lies_in: Mapping[str, str]
    namesake: Mapping[str, str]

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


@cache
def country_codes() -> frozenset[str]:
    """The codes of all countries."""
    from ecluse.facts.cldr import country_names

    return frozenset(country_names(folded).values())


@lru_cache(maxsize=1024)
def told_parts(text: str) -> tuple[str, ...]:
    """The parts of an address that have letters, without what tells how to reach somebody; kept,
    for an address is asked for its country, for a region and for a city, one after another.
    """
    return tuple(part for part in _parts(text) if any(map(str.isalpha, part)))


def told_by_commas(text: str) -> Iterator[tuple[str, ...]]:
    """The parts of an address, those together that a stroke, a dash or a bracket alone parts."""
    return (parts for each in _COMMAS.split(text) if (parts := told_parts(each)))


def plain_text(text: str) -> str:
    """An address in parts that commas part, without what tells how to reach somebody."""
    return ", ".join(_parts(text))


def _parts(text: str) -> list[str]:
    """The parts of an address; what stands in brackets at the end of one is the next."""
    plain = _BRACKET_AT_END.sub(r",\1", text if text.isascii() else _of_one_script(text))
    return [_without_contact(part) for part in _PARTS.split(plain)]


def _of_one_script(text: str) -> str:
    """A text in which a word of mostly Cyrillic letters has no Latin one that looks like one of
    them.
    """
    return _MIXED.sub(lambda met: _in_cyrillic(met[0]), text)


def _in_cyrillic(word: str) -> str:
    latin = sum(map(str.isascii, word))
    return word if latin * 2 >= len(word) else "".join(map(_cyrillic().get, word, word))


@cache
def _cyrillic() -> Mapping[str, str]:
    """Latin letters, each with the Cyrillic one that looks like it."""
    alike = name_words().lookalike
    return {latin: sign for sign, latin in alike.items() if "\u0400" <= sign <= "\u04ff"}


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


def words_of_places(part: str) -> list[str]:
    """The folded words of a part of an address, without letters and words that say no town."""
    words = map(folded, re.findall(r"[^\W\d_]{2,}", part))
    return [word for word in words if word not in address_words().nowhere]


def begins_a_street(before: Sequence[str], table: AddressWords) -> bool:
    """Whether folded words before a name begin the name of a street: "Boulevard de Sébastopol"."""
    plain = [word for word in before if word not in table.of]
    return len(plain) == 1 and plain[0] in {**name_words().street, **table.street_start}


def is_state(text: str, table: AddressWords) -> bool:
    """Whether what stands behind an address's last comma is a state; one that is called as a
    country is ("Georgia"), needs its postal code, or a city of the table before it.
    """
    told = [" / ".join(parts) for parts in told_by_commas(text)]
    if not told:
        return False
    part = told[-1]
    name = " ".join(re.findall(r"[^\W\d_]+", part))
    if name in table.state:
        return True
    if folded(name) not in table.state:
        return False
    of_state = country_at_end(name) is None or ZIP.search(part) is not None
    return of_state or (len(told) > 1 and _is_city_of_a_state(told[-2], table))


def _is_city_of_a_state(place: str, table: AddressWords) -> bool:
    """Whether a place is a city of the table, and of no stricter country ("Cairo")."""
    of_states = next(iter(table.state.values()), None)
    return folded(place) in table.state_city and country_of_city([place], of_states) is None


def place_before(text: str, table: AddressWords) -> tuple[str, str]:
    """The part of an address right before the state or the country that it ends with, and that;
    the first is empty where nothing stands before.

    >>> place_before("Yalta, OK, USA", address_words()), place_before("Yalta Peru", address_words())
    (('Yalta', 'OK'), ('Yalta', 'Peru'))
    """
    *before, last = _with_numbers(text)
    if before and is_state(", ".join(before), table):  # "Sevastopol, OK, USA"
        *before, last = before
    elif len(before) > 1 and _STATE.fullmatch(before[-1]):  # "Sevastopol, NSW, Australia"
        before.pop()
    words = last.split()
    for first in range(1, len(words)):  # "Sevastopol Germany"
        if country_at_end(" ".join(words[first:]), whole=True):
            before, last = [*before, " ".join(words[:first])], " ".join(words[first:])
            break
    return (before[-1].strip() if before else ""), last.strip()


def _with_numbers(text: str) -> list[str]:
    """The parts of an address, numbers that stand alone with the part before them."""
    parts = [""]
    for part in plain_text(text).split(","):
        if any(map(str.isalpha, part)):
            parts.append(part)
        else:
            parts[-1] += part
    return parts[1:] or parts


def country_at_end(part: str, *, whole: bool = False) -> str | None:
    """The country that a part of an address says, or ends with; None where it says none.

    Args:
        whole: It must say nothing else.
    """
    from ecluse.facts.cldr import country_names

    table, others, further = name_words(), country_names(folded), address_words().name
    words = re.findall(r"[^\W\d_]+", part)
    ends = range(max(0, len(words) - LONGEST_COUNTRY), len(words))
    for first in (0,) if whole else ends:
        name = folded("".join(words[first:]))
        if name in table.no_country:
            return None
        if code := table.country_name.get(name) or others.get(name) or further.get(name):
            return code
    return None
