"""The place that a party's name says, where no address says one: "Amberfield Robotics, Moscow".

Belongs here: finding it in a name. Does not: reading a place (screening), what follows of it
(party_seats).
Always true: an address that says a place is never touched, and no other is dropped; a name says a
place only in brackets or behind a comma at its end, beside a word for a branch, or as its first or
last word: a country or a region of `name_end`, and in other scripts than the Latin one a city too;
a legal form behind it changes nothing; a country of `name_seat` says it anywhere. A body of a state
has its seat there, beside whatever else is said of it, and so has who ends with such a country;
a branch has that of its house, which the name says before the place of the branch.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache

from ecluse.facts.cldr import country_names
from ecluse.facts.country import folded
from ecluse.screening.address_city import cities
from ecluse.screening.address_country import country_of, may_be_in
from ecluse.screening.address_han import script_of
from ecluse.screening.address_place import says_a_place
from ecluse.screening.address_region import region_of
from ecluse.screening.address_words import LONGEST_COUNTRY, address_words, country_at_end
from ecluse.screening.clearance import Clearances
from ecluse.screening.fold import clean, form_of
from ecluse.screening.han import latin_of
from ecluse.screening.name_words import name_words
from ecluse.screening.of_no_list import OF_NO_LIST, STATE_BODY
from ecluse.screening.party import Party
from ecluse.screening.state_body import country_of_body, country_of_mission

_BRACKETS = re.compile(r"[(\[（]([^()（）\[\]]+)[)\]）]\W*$")
_COMMA = re.compile(r"[,;，；](.+)$")
_APART = re.compile(r"[(\[（,;，；]")
_PARTS = re.compile(r"[,;，；\n]")  # of an address
_STATE = re.compile(r"\s+[A-Z]{2}(?:\s+[\d-]+)?$")  # with its post code: "Cuba NY 14727"
_WORD = re.compile(r"[^\W\d_]+")
_JOINED = re.compile(r"&[^,;，；]*$")
_LATIN = re.compile(r"[A-Za-z]")
_SEAT = "seat"  # the form of a unit that is called by its place
_BRANCH = "branch"  # the same of one that is no company of its own
_LONGEST_TOWN = 3  # words: "Ho Chi Minh"
_HOUSE = "house"  # the form of a country by whose name houses are called too
_BESIDE = "beside"  # the form of a word for a house only where it stands beside the country
_CODE = 2  # letters


def placed(party: Party) -> Party:
    """The party, with the place that its name says behind its address where that says none, and
    with the state of which the name says a body or an embassy, or a seat beside that address.
    """
    told = party.address or ""
    there = party.region is not None or says_a_place(told)
    state = country_of_body(party.name) or country_of_mission(party.name)
    state = state or seat_of_branch(party.name)
    if state is None and there:
        state = seat_in_name(party.name, told)
    if state is not None:
        party = replace(party, body_of=state)
    if there:
        return party
    place = place_in_name(party.name)
    return party if place is None else replace(party, address=f"{told}, {place}" if told else place)


def without_cleared_body(
    party: Party, clearances: Clearances, on: date, known: date | None = None
) -> Party:
    """The party, without the seat that its name says and of which two persons cleared it."""
    if party.body_of is None:
        return party
    found = clearances.freeing(party, OF_NO_LIST[STATE_BODY], on, known)
    return party if found is None or found.alone else replace(party, body_of=None)


@lru_cache(maxsize=4096)  # a party is asked several times
def place_in_name(name: str) -> str | None:
    """The place that a name says; None where it says none that is read.

    >>> place_in_name("Amberfield (Russia) Ltd."), place_in_name("Amberfield Kazan Branch")
    ('Russia', 'Kazan')
    >>> place_in_name("Amberfield North Korea"), place_in_name("Michael Jordan")
    ('North Korea', None)
    >>> place_in_name("Cuba Amberfield"), place_in_name("Hotel China"), place_in_name("西门子中国")
    ('Cuba', None, '中国')
    """
    text = _behind_it().sub("", clean(name))
    return next((place for place in _places(text) if _is_read(place)), None)


@lru_cache(maxsize=4096)
def seat_in_name(name: str, address: str) -> str | None:
    """The country of `name_seat` with which a name ends, whatever else an address says that has no
    part which is the same; where people and houses are called so too, in brackets or behind a
    comma.

    >>> seat_in_name("Amberfield Iran", "Berlin"), seat_in_name("Amberfield (Cuba)", "Berlin")
    ('IR', 'CU')
    >>> seat_in_name("Jakub Kuba", "Berlin"), seat_in_name("Amberfield, Cuba", "Cuba, NY 14727")
    (None, None)
    """
    if not _APART.search(name) and not _may_name_a_seat(name):
        return None  # as most names
    named = _unit().sub("", _behind_it().sub("", clean(name)))
    here = {folded(_STATE.sub("", part.strip())) for part in _PARTS.split(address)}
    places = [*_apart(named), *_seats_in(_last(named) or "")]
    codes = (country_of(each) or may_be_in(each) for each in places if folded(each) not in here)
    return next((code for code in codes if code in address_words().name_seat), None)


@lru_cache(maxsize=4096)
def seat_of_branch(name: str) -> str | None:
    """The country of `name_end` that the name of a branch says of the house of which it is one: it
    has its seat there, wherever the branch lies.

    >>> seat_of_branch("Bank of China Warsaw Branch"), seat_of_branch("Amberfield China Branch")
    ('CN', None)
    """
    text = _behind_it().sub("", clean(name))
    found = _branch().search(text)
    words = list(_WORD.finditer(text[: found.start()])) if found else []
    for last in range(len(words) - 1, max(0, len(words) - 1 - _LONGEST_TOWN), -1):
        if folded(words[last][0]) in _streets():
            return None
        house = place_in_name(text[: words[last].start()].rstrip(" ,;-–("))
        code = None if house is None else country_of(house)
        if code in address_words().name_end:
            return code
    return None


def _places(text: str) -> Iterator[str]:
    named = _unit().sub("", text)
    yield from _apart(named)
    if named != text and (place := _at_end(named)) is not None:
        yield place
    words = [folded(word) for word in _WORD.findall(text)]
    amid = next(_seats_in(named), None)
    last = _last(named)
    before = None if last is None else _last(named[: named.rindex(last)].rstrip(" ,;-–("))
    for place in (last, _at_start(named), _in_han(named), amid, before):
        if place is not None and _says_where(place, words):
            yield place


def _apart(text: str) -> Iterator[str]:
    """What stands in brackets, or behind a comma, at the end of a text."""
    if found := _BRACKETS.search(text):
        yield found[1].strip()
    if (found := _COMMA.search(text)) and not _are_names(found[1]):
        yield found[1].strip()


def _last(text: str) -> str | None:
    return _at_end(text) or _at_end(_without_usual(text))


def _seats_in(text: str) -> Iterator[str]:
    """The countries of `name_seat` that a text names, by which nobody is called."""
    words = list(_WORD.finditer(text)) if _may_name_a_seat(text) else []
    names = [folded(word[0]) for word in words]
    for first in range(len(words)):
        for end in range(first + 1, min(len(words), first + LONGEST_COUNTRY) + 1):
            if "".join(names[first:end]) in _names_of_seats():
                yield text[words[first].start() : words[end - 1].end()]


def _may_name_a_seat(text: str) -> bool:
    joined = folded(text)
    return any(name in joined for name in _names_of_seats())


@cache
def _names_of_seats() -> frozenset[str]:
    """The folded names, and no codes, of the countries of `name_seat` by which nobody is called."""
    table = address_words()
    seats = {code for code in table.name_seat if table.name_end.get(code) != _HOUSE}
    names = {**country_names(folded), **table.name, **name_words().country_name}
    return frozenset(name for name, code in names.items() if code in seats and len(name) > _CODE)


def _at_end(text: str) -> str | None:
    """The country, the region or the city with which a text ends, behind another word."""
    words, names = list(_WORD.finditer(text)), [folded(word) for word in _WORD.findall(text)]
    for first in range(max(0, len(words) - LONGEST_COUNTRY), len(words)):
        place, name = text[words[first].start() :].rstrip(" .,)"), "".join(names[first:])
        if name in name_words().no_country:
            return None
        if name in _names_of_places() and (len(name) > _CODE or place == place.upper()):
            return place if first else None
    return None


def _without_usual(text: str) -> str:
    """A name without the usual words at its end, and those for a house: "Amberfield Iran" of
    "Amberfield Iran Trading".
    """
    words, house = list(_WORD.finditer(text)), address_words().house
    while len(words) > 1 and (_is_usual(words[-1][0]) or words[-1][0].lower() in house):
        words.pop()
    return text[: words[-1].end()] if words else text


def _is_usual(word: str) -> bool:
    return form_of(word.lower()) in _usual()


@cache
def _usual() -> frozenset[str]:
    return name_words().usual - _names_of_places()


def _at_start(text: str) -> str | None:
    """The same with which a text begins, before another word, be it behind a legal form; a code is
    none there.
    """
    words = list(_WORD.finditer(text))
    if len(words) > 1 and not latin_of(words[0][0]):
        words = words[1:]
    names = [folded(word[0]) for word in words]
    for size in range(min(LONGEST_COUNTRY, len(words) - 1), 0, -1):
        name = "".join(names[:size])
        if name in _names_of_places() and (len(name) > _CODE or not name.isascii()):
            return text[words[0].start() : words[size - 1].end()]
    return None


@cache
def _names_of_places() -> frozenset[str]:
    """The folded names of countries, regions and cities."""
    table = address_words()
    countries = (country_names(folded), name_words().country_name, table.name)
    return frozenset().union(*countries, cities().city, cities().han_city, table.region)


def _in_han(text: str) -> str | None:
    """The country or the city with which a name in a script that parts no words begins, and the
    country with which it ends; what begins a name of Japan ("中国電力株式会社") is another place.
    """
    table = address_words()
    house = any(sign in text for sign in table.house if not sign.isascii())
    begins = (*table.han, *cities().han_city) if script_of(text[:1]) and not house else ()
    ends = table.han if script_of(text[-1:]) else ()
    found = [
        name
        for name in begins
        if text.startswith(name) and _is_apart(name[-1], text[len(name) :][:1])
    ]
    found += [
        name for name in ends if text.endswith(name) and _is_apart(name[0], text[: -len(name)][-1:])
    ]
    return max(found, key=len, default=None)


def _is_apart(sign: str, beside: str) -> bool:
    """Whether a name that ends with a sign may end before another: in Chinese anywhere."""
    return beside != "" and (script_of(sign) == "CJK" or script_of(sign) != script_of(beside))


def _are_names(text: str) -> bool:
    """Whether what is behind a comma are further names: "Miller, Klein & Jordan"."""
    code = country_at_end(text)
    named = code is not None and address_words().name_end.get(code, _HOUSE) == _HOUSE
    return named and _JOINED.search(text) is not None


def _says_where(place: str, words: Sequence[str]) -> bool:
    """Whether a place that stands bare in a name of some words says where its bearer is: a country
    or a region of the table, and in another script than the Latin one a city. Of most of them
    houses are called too, and say so.
    """
    table = address_words()
    code = country_at_end(place) or table.han.get(place)
    form = table.name_end.get(code or folded(place))
    if form is None and (code or _LATIN.search(place)):
        return False
    return form not in (None, _HOUSE) or not _is_house(place, words)


def _is_house(place: str, words: Sequence[str]) -> bool:
    """Whether a name of some words is a house's that is called by a place ("Royal China"), and no
    firm's: "Royal Semiconductor China"; one with a country of `name_seat` says little else.
    """
    table = address_words()
    if any(form_of(word) in table.firm for word in words):
        return False
    if country_at_end(place) in table.name_seat and not _is_of_houses_alone(place, words):
        return False
    beside = _beside(place, [word for word in words if word not in table.of])
    forms = ((word, table.house.get(word)) for word in words)
    return any(form and (form != _BESIDE or word in beside) for word, form in forms)


def _is_of_houses_alone(place: str, words: Sequence[str]) -> bool:
    """Whether a name of some words has nothing beside a place but words for a house."""
    table = address_words()
    named = {folded(word) for word in _WORD.findall(place)}
    plain = (word for word in words if word not in named and word not in table.of)
    return all({word, word.removesuffix("s")} & table.house.keys() for word in plain)


def _beside(place: str, words: Sequence[str]) -> Sequence[str]:
    """The words beside a place in a name; all of them where it is none of its words."""
    named = [folded(word) for word in _WORD.findall(place)]
    for first in range(len(words)):
        last = first + len(named)
        if words[first:last] == named:
            return [*words[max(0, first - 1) : first], *words[last : last + 1]]
    return words


def _is_read(place: str) -> bool:
    return any(read(place) is not None for read in (country_of, may_be_in, region_of))


@cache
def _behind_it() -> re.Pattern[str]:
    """The legal forms at the end of a name: "Co., Ltd." of "Amberfield (Russia) Co., Ltd."."""
    words, bracket = name_words(), r"(?<=[)）\]])"
    forms = (r"\.?".join(map(re.escape, form)) for form in words.legal)
    latin = rf"(?:[\s.,&]+|{bracket})(?:{'|'.join(_longest_first(forms))})(?![^\W_])"
    han = rf"{bracket}(?:{'|'.join(_longest_first(map(re.escape, words.han_legal)))})"
    return re.compile(rf"(?:{latin}|{han})+[\s.,]*$", re.IGNORECASE)


@cache
def _unit() -> re.Pattern[str]:
    """A word at the end for a unit that lies where the word before says: "Branch"."""
    units = (
        re.escape(word) for word, form in name_words().unit.items() if form in (_SEAT, _BRANCH)
    )
    return re.compile(rf"\s+(?:{'|'.join(_longest_first(units))})\W*$", re.IGNORECASE)


@cache
def _branch() -> re.Pattern[str]:
    """A word at the end for a branch, which is no company of its own."""
    units = (re.escape(word) for word, form in name_words().unit.items() if form == _BRANCH)
    return re.compile(rf"\s+(?:{'|'.join(_longest_first(units))})\W*$", re.IGNORECASE)


@cache
def _streets() -> frozenset[str]:
    """Words that make a street's, a square's or a house's of the name before them."""
    table = address_words()
    return frozenset({*name_words().street, *table.street_end, *table.house})


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=len, reverse=True)
