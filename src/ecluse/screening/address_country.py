"""The country in which an address says that it lies, or in which it may lie.

Belongs here: reading the parts of an address for a country. Does not: its words (address_words),
comparing addresses (address), or what a country brings.
Always true: the last part that says a country is the one that counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ecluse.facts.country import folded
from ecluse.screening.address_city import country_of_city
from ecluse.screening.address_code import CODE_AT_END, code_at_end, has_city
from ecluse.screening.address_han import country_in_han
from ecluse.screening.address_words import (
    AddressWords,
    address_words,
    begins_a_street,
    country_at_end,
    is_state,
    place_before,
    told_by_commas,
    told_parts,
    words_of_places,
)
from ecluse.screening.name_words import name_words

_GLUED = re.compile(r"\s\d[ABD-HJLNP-UW-Z]{2}\W*$")  # of a British post code: "London W10 4AE"
_NUMBER_BEHIND = re.compile(r"[^\W\d_].*\d")


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
    table, told = address_words(), told_parts(text)
    if not told or is_state(text, table):
        return None
    for place in range(len(told) - 1, -1, -1):
        alone = not any(words_of_places(part) for part in (*told[:place], *told[place + 1 :]))
        code = _said(told[place], table, last=place == len(told) - 1, alone=alone)
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
    table = address_words()
    *_, last = ((), *told_by_commas(text))
    apart = len(last) > 1 and not has_city(last[-1], last[-2], table)
    if apart and (code := country_of_city(last[:-1], country)):
        return code  # "Tehran (IN)": what no comma parts from a city is hardly a state
    told, ending = told_parts(text), CODE_AT_END.search(text)
    of_state = ending is not None and ending["code"] in table.state
    before = _before_a_state(text, table, country) if of_state or is_state(text, table) else None
    if (code := before or code_at_end(text, country)) or of_state or is_state(text, table):
        return code
    return country_of_city(told, country) if told else None


def _before_a_state(text: str, table: AddressWords, said: str | None) -> str | None:
    """The country of a city that stands before a state of another, which has no such city ("Tehran,
    OK"); and one that is named there, unless that is a city of the state, or the other country is
    said, and no city of it stands before ("Tehran, Iran, OK").
    """
    place, state = place_before(text, table)
    country, states = country_at_end(place, whole=True), next(iter(table.state.values()), None)
    if country is None:
        found = country_of_city([place], states)
    else:
        found = country_of_city(told_parts(text[: text.find(place)]))
    if has_city(state, place, table) or (country and said == states):
        return country if found == country else None
    return country or found


@lru_cache(maxsize=1024)  # a party is asked several times
def also_named(text: str) -> tuple[str, ...]:
    """The countries in which an address may lie beside the one that it says: that of its city, and
    those that it names between strokes, dashes and brackets, or in another script.

    >>> also_named("Berlin / Russia / Germany"), also_named("Hsinchu, Taiwan (Province of China)")
    (('RU',), ())
    """
    named, table = country_of(text), address_words()
    if named is None:
        return ()
    said = {country_of_city(told_parts(text), named)}
    for parts in told_by_commas(text):
        if len(parts) > 1:
            said.update(_said(part, table, last=True) for part in parts)
        said.update(
            country_at_end(part)
            for part in parts
            if country_in_han(part, table.han, table.han_street) is not None
        )
    return tuple(sorted(code for code in said if code and code not in _of_one(named, table)))


def _of_one(named: str, table: AddressWords) -> tuple[str, ...]:
    """A country, and the one that addresses name behind it, though it is not theirs."""
    return named, table.within.get(named, named)


def _said(part: str, table: AddressWords, *, last: bool, alone: bool = False) -> str | None:
    """The country that one part of an address says; one before the last must say nothing else,
    unless no number and no street stands in it. A street of a country's name says none, unless it
    is `alone`, without a city in which it is.
    """
    if code := country_in_han(part, table.han, table.han_street):
        return code
    words = re.findall(r"[^\W\d_]+", part)
    if words[-1] in table.code and (last or len(words) == 1) and not _GLUED.search(part):
        return table.code[words[-1]]
    streets = name_words().street
    plain = not part.strip()[0].isdigit() and not any(word.lower() in streets for word in words)
    if not alone and _is_street(part, words, table):
        return None  # "Calle de Cuba 14"
    return country_at_end(part, whole=not (last or plain))


def _is_street(part: str, words: Sequence[str], table: AddressWords) -> bool:
    """Whether a part of an address is a street that is called as a country; one that has a number
    for a name ("Calle 23 Cuba", "12 Street Iran") is not.
    """
    before = [folded(word) for word in words[:-1]]
    if not begins_a_street(before, table) or country_at_end(part, whole=True) is not None:
        return False  # "DR Congo"
    if _NUMBER_BEHIND.search(part[: part.rfind(words[-1])]):
        return False
    numbered = part.strip()[0].isdigit()
    return not numbered or not table.street_start.keys().isdisjoint(before) or len(before) > 1


def _narrower(code: str, before: Sequence[str], table: AddressWords) -> str:
    """A country that addresses write before another ("Taiwan, Province of China"), else that."""
    if not before:
        return code
    named = _said(before[-1], table, last=False)
    return named if named is not None and table.within.get(named) == code else code
