"""The names that one cell holds: "A formerly B", "A; B", "A, Rotterdam Branch", "Attn: B".

Belongs here: dividing what was asked into names. Does not: comparing them (compare), the parts of a
listed name (compound).
Always true: the whole of it is asked first, and every part that may name somebody after it, however
many there are; what divides is data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from ecluse.screening.address_code import has_city
from ecluse.screening.address_words import address_words, country_at_end, place_before
from ecluse.screening.fold import clean
from ecluse.screening.han import latin_of
from ecluse.screening.keys import HYPHEN
from ecluse.screening.name_words import name_words
from ecluse.screening.respelled import respelled

_INSIDE = re.compile(r"[(\[{]([^()\[\]{}]+)[)\]}]")
_BRACKETS = re.compile(r"[(\[{][^()\[\]{}]*[)\]}]")
_DIGIT = re.compile(r"\d")
_LINES = re.compile(r"[\n\r\t\v\f\x85\u2028\u2029]+")
_NUMBER_FIRST = re.compile(r"^\W*(?:[A-Z]{0,4}[-/ ]?)?\d{4,}\W+", re.IGNORECASE)
_CUT_AT, _LEAST_CUT = (29, 30, 34, 35, 39, 40), 20  # the ends of the name fields of forms
_SHORTEST, _FEW, _USUAL = (
    3,
    3,
    1,
)  # letters of a part; words of a place; usual words that say nobody
# Capitals that are an acronym in a name that is all in capitals, for no word is without a vowel.
_NO_VOWEL = "B-DF-HJ-NP-TV-Z"
_MOST_ASKED = 32_768  # names: a book compares so many, and then asks who is on record
_SHORT_FORM = 4  # letters of a legal form; a longer one is a word of names ("Company for Grain")
_BEFORE = " ,.:-"
_EDGES = " ()[]{},:-"


class NamedPart(NamedTuple):
    """A name that a cell holds.

    Args:
        place: It may be a place of an address: only all of a listed name meets it.
    """

    text: str
    place: bool = False


@lru_cache(maxsize=_MOST_ASKED)
def asked_parts(name: str) -> tuple[NamedPart, ...]:
    """A name as it was asked, and the names that it holds: one that is as long as the field of a
    form, without the word that may be cut, too; one with hyphens, without; each as it may have been
    meant, too (`respelled`).

    >>> [part.text for part in asked_parts("Acme GmbH, c/o Sugon; Technology")]
    ['Acme GmbH, c/o Sugon; Technology', 'Acme GmbH', 'Sugon']
    """
    parts = (NamedPart(name), *_each_once(_parts(name), name, _FEW))
    others = (
        NamedPart(other, part.place) for part in parts for other in respelled(clean(part.text))
    )
    return (*parts, *_each_once(others, name, _FEW))


def address_parts(address: str) -> tuple[NamedPart, ...]:
    """What may name somebody in an address: what stands before its first number, but its country,
    and the city of a state.

    >>> [part.text for part in address_parts("Sugon, Haidian, 36 Zhongguancun Road")]
    ['Sugon', 'Haidian']
    >>> [part.text for part in address_parts("Sugon, Kyiv, Ukraine")]
    ['Sugon', 'Kyiv']
    """
    table = address_words()
    city, state = place_before(address, table)
    known = city if has_city(state, city, table) else None
    before = _DIGIT.split(clean(_LINES.sub(",", address)), maxsplit=1)[0]
    split = (piece for text in _between().split(before) for piece in _commas().split(text))
    pieces = (piece.strip(_EDGES) for piece in split)
    named = (NamedPart(piece, place=True) for piece in pieces if piece != known)
    return tuple(_each_once(named, "", len(address)))


def _each_once(parts: Iterable[NamedPart], whole: str, most: int) -> Iterator[NamedPart]:
    """The parts that may name a party, each once and not the whole; a country names none.

    Args:
        most: A part of more words is no place.
    """
    seen = {_folded(whole)}
    for text, place in parts:
        words = _folded(text)
        if len(text) < _SHORTEST or country_at_end(text, whole=True) is not None:
            continue
        if words not in seen and _may_name(words):
            seen.add(words)
            yield NamedPart(text, place and len(words) <= most)


def _folded(text: str) -> tuple[str, ...]:
    return tuple(word for word, _ in latin_of(text))


def _may_name(words: tuple[str, ...]) -> bool:
    """Whether words may name a party: more than one, or one that is neither usual, nor a trade, nor
    a number.
    """
    usual, trade = name_words().usual, name_words().trade
    return len(words) > _USUAL or any(
        not (word in usual or word in trade or word.isdigit()) for word in words
    )


def _parts(name: str) -> Iterator[NamedPart]:
    text = clean(_LINES.sub(",", name))
    for divided in _between().split(text):
        for place, piece in enumerate(_commas().split(divided.strip(_BEFORE))):
            part = piece.strip(_EDGES)
            yield NamedPart(part, place=place > 0)
            yield from _of_unit(part, place=place > 0)
    if _BRACKETS.search(text):
        yield NamedPart(_BRACKETS.sub(" ", text).strip())
        yield from (NamedPart(met[1].strip()) for met in _INSIDE.finditer(text))
    if (numbered := _NUMBER_FIRST.sub("", text)) != text:
        yield NamedPart(numbered)
    if HYPHEN.search(text):
        yield NamedPart(HYPHEN.sub("", text))
    whole, _, _ = name.strip().rpartition(" ")
    if len(name) in _CUT_AT and len(whole) >= _LEAST_CUT:
        yield NamedPart(whole)


def _of_unit(part: str, *, place: bool) -> Iterator[NamedPart]:
    """Whose unit a part names: "Acme" of "Acme Rotterdam Branch" and of "Acme Warehouse 3"."""
    met = _unit().search(part)
    if met is not None:
        whose = part[: met.start()].strip(_EDGES)
        yield NamedPart(whose, place=True)
        yield NamedPart(whose.rpartition(" ")[0].strip(_EDGES), place=place or " " not in whose)


@cache
def _commas() -> re.Pattern[str]:
    """Signs between names that stand within an address, too."""
    return re.compile(f"[{''.join(map(re.escape, name_words().comma))}]")


@cache
def _between() -> re.Pattern[str]:
    """What stands between two names: signs, phrases, and words that name a field of a form."""
    words = name_words()
    signs = "".join(re.escape(sign) for sign in words.divider)
    whom = _any_of(word for word, kind in words.between.items() if kind == "whom") or "(?!)"
    phrase = _word(word for word, kind in words.between.items() if kind != "whom") + "[.:]?"
    short = (form for form in words.legal if len(form) <= _SHORT_FORM)
    return re.compile(
        rf"{_word(words.legal)}\.?,?\s+(?:and|&|\+)\s+|[{signs}]|\s[-–—]\s|(?<=\w{{3}})/(?=\w{{3}})|\s/\s"
        rf"|{_word(short)}\.?,?\s+(?!{phrase})(?:{whom})\s+|\s(?-i:(?:{whom})\s+(?=[A-Z]{{3,6}}$))"
        rf"|\s(?:{whom})\s+(?-i:(?=[{_NO_VOWEL}]{{3,6}}$))"
        rf"|{phrase}|(?<![^\W_])(?:{_any_of(words.field)})\s*(?:[.:]+|(?=[+\d]))",
        re.IGNORECASE,
    )


def _word(phrases: Iterable[str]) -> str:
    """A pattern of any of some phrases, whole words each."""
    return rf"(?<![^\W_])(?:{_any_of(phrases)})(?![^\W_])"


@cache
def _unit() -> re.Pattern[str]:
    """A word at the end that names a unit of a party, with its number."""
    return re.compile(
        rf"\s(?:no\.?\s*\d+\s+)?(?:{_any_of(name_words().unit)})(?:\s+\S*\d\S*)?$", re.IGNORECASE
    )


def _any_of(phrases: Iterable[str]) -> str:
    """A pattern of any of some phrases, the longest first; between words any space."""
    longest = sorted(phrases, key=len, reverse=True)
    return "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in longest)
