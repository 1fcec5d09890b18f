"""The country in which an address says that it lies.

Belongs here: reading the parts of an address for a country. Does not: comparing addresses
(address), or what a country brings.
Always true: the words are data/screening's; what is not surely a country's name is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ecluse.facts.country import folded
from ecluse.facts.csv_rows import csv_rows
from ecluse.screening.name_words import SHIPPED, name_words

_PARTS = re.compile(r"[,;\n，、；]")
_LONGEST_COUNTRY = 5  # words
_ZIP = re.compile(r"\b\d{5}(?:-\d{4})?\b")
_FOLDER, _WORDS = "screening", "address_words.csv"
_KINDS = ("code", "within", "state", "han", "after")


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressWords:
    """The words by which an address says where it lies, by their kind.

    Args:
        code: Codes, in capitals, that are read as a country where they end an address.
        within: Countries that addresses write before another one which is not theirs: that one.
        state: Names and codes of states that are no country where they end an address.
        han: Names in Chinese script that may begin an address, without a sign after them.
        after: Words after which nothing of a part says where it lies ("attn").
    """

    code: Mapping[str, str]
    within: Mapping[str, str]
    state: Mapping[str, str]
    han: Mapping[str, str]
    after: Mapping[str, str]


@cache
def address_words(folder: Path = SHIPPED) -> AddressWords:
    """The words of a data folder.

    Raises:
        DataError: A line is of no kind, or is cut short.
    """
    kinds: dict[str, dict[str, str]] = {kind: {} for kind in _KINDS}
    for row in csv_rows(folder / _FOLDER / _WORDS, _WORDS, ("kind", "word", "form")):
        if row["kind"] not in kinds or not row["word"]:
            mend = f"write a word of one of the kinds {', '.join(kinds)}"
            raise row.error("a line says no word of an address", mend)
        kinds[row["kind"]][row["word"]] = row["form"] or row["word"]
    return AddressWords(**kinds)


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
    table = address_words()
    told = [part for part in map(_without_contact, _PARTS.split(text)) if _has_letters(part)]
    if not told or _is_state(told[-1], table):
        return None
    for place in range(len(told) - 1, -1, -1):
        code = _said(told[place], table, last=place == len(told) - 1)
        if code is not None:
            return _narrower(code, told[:place], table)
    return None


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


def _narrower(code: str, before: list[str], table: AddressWords) -> str:
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
    table = address_words()
    listed = "|".join(map(re.escape, name_words().field))
    part = re.split(rf"(?i)\b(?:{listed})\b\.?\s*[:：+(\d]", part, maxsplit=1)[0]
    return re.split(rf"(?i)\b(?:{'|'.join(table.after)})\b", part, maxsplit=1)[0]


def _is_state(part: str, table: AddressWords) -> bool:
    """Whether a part is a state; one that is called as a country is, needs its postal code."""
    name = " ".join(re.findall(r"[^\W\d_]+", part))
    if name in table.state:
        return True
    if folded(name) not in table.state:
        return False
    return country_at_end(name) is None or _ZIP.search(part) is not None


def _has_letters(part: str) -> bool:
    return any(sign.isalpha() for sign in part)


def country_at_end(part: str, *, whole: bool = False) -> str | None:
    """The country that a part of an address says, or ends with; None where it says none.

    Args:
        whole: It must say nothing else.
    """
    from ecluse.facts.cldr import country_names

    table, others = name_words(), country_names(folded)
    words = re.findall(r"[^\W\d_]+", part)
    ends = range(max(0, len(words) - _LONGEST_COUNTRY), len(words))
    for first in (0,) if whole else ends:
        name = folded("".join(words[first:]))
        if name in table.no_country:
            return None
        if code := table.country_name.get(name) or others.get(name):
            return code
    return None
