"""The country whose code ends an address, where the code may be something else.

Belongs here: telling a country's code from that of a state or a province. Does not: names of
countries (address_words), cities (address_city).
Always true: a code is a state's where a ZIP code or a city of that state says so.
"""

from __future__ import annotations

import re

from ecluse.facts.country import folded
from ecluse.screening.address_city import country_of_city
from ecluse.screening.address_words import (
    LONGEST_COUNTRY,
    ZIP,
    AddressWords,
    address_words,
    country_codes,
    plain_text,
)
from ecluse.screening.region_places import name_of

CODE_AT_END = re.compile(r"\b(?P<code>[A-Z]{2})\b\W*(?P<number>\d[\d\s-]*)?\W*$")
_CODE_FIRST = re.compile(r"(?:^|,)\s*(?P<code>[A-Z]{2})-\d{4,6}(?:\s+[^\W\d_]{3}|\s*(?:,|$))")
_LONG = re.compile(r"\d{6}")  # a post code of more figures than a ZIP code


def code_at_end(text: str, country: str | None) -> str | None:
    """The country whose code ends an address and may be something else: one that stands alone, or
    is a state's of the United States too, where nothing says that it is the state: no ZIP code of
    that state behind it, and no city of it before; or whose code and a post code begin a part.
    """
    table = address_words()
    if country in table.own_codes:
        return None
    told = plain_text(text)
    first = _CODE_FIRST.search(told)
    if first is not None and first["code"] in country_codes():
        return first["code"]
    ending = CODE_AT_END.search(told)
    if ending is None:
        return None
    if (province_of := _of_province(ending, table)) is not None:
        return None if province_of == country else province_of
    code = ending["code"]
    if code not in country_codes() - table.no_code.keys():
        return None
    if code in table.state:
        return None if _is_state(ending, table) else code
    return code if _before(ending).rstrip().endswith(",") else None


def _before(ending: re.Match[str]) -> str:
    return ending.string[: ending.start()]


def _is_state(ending: re.Match[str], table: AddressWords) -> bool:
    """Whether a code at the end is a state's: with a ZIP code, or a city of the state before it."""
    code = ending["code"]
    if _is_zip_of(code, (ending["number"] or "").strip(), table):
        return True
    words = re.findall(r"[^\W\d_]+", _before(ending))
    cities = (folded("".join(words[-count:])) for count in range(1, LONGEST_COUNTRY))
    return any(code in table.state_city.get(city, "").split() for city in cities)


def has_city(state: str, place: str, table: AddressWords) -> bool:
    """Whether the state that a part of an address names surely has the place before it: by a ZIP
    code of that state behind it, or by the table of cities.

    >>> has_city("CA 95472", "Sebastopol", address_words()), has_city("OK", "X", address_words())
    (True, False)
    """
    words = re.findall(r"[^\W\d_]+", state)
    if not words or (
        "".join(words) not in table.state and folded("".join(words)) not in table.state
    ):
        return False
    code, number = words[0], ZIP.search(state)
    of_state = number is not None and (code not in table.zip or _is_zip_of(code, number[0], table))
    cities = table.state_city.get(name_of(place), "").split()
    return of_state or (code in cities if code in table.zip else bool(cities))


def _of_province(ending: re.Match[str], table: AddressWords) -> str | None:
    """The country of whose province a code at the end is: a city of the country stands before it,
    or a post code of six figures behind it.
    """
    country = table.province.get(ending["code"])
    parts = [part for part in _before(ending).split(",") if part.strip()]
    long = _LONG.fullmatch((ending["number"] or "").strip()) is not None
    return country if long or country_of_city(parts) == country else None


def _is_zip_of(state: str, number: str, table: AddressWords) -> bool:
    """Whether a number is a ZIP code of a state; other countries' post codes have five figures."""
    spans = (span.split("-") for span in table.zip.get(state, "").split())
    is_zip = ZIP.fullmatch(number) is not None
    return is_zip and any(least <= number[:3] <= most for least, most in spans)
