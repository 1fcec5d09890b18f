"""Bodies of a state by their usual names: "PLA Unit 61398", "Росгвардия", "Syrian Arab Army".

Belongs here: the state whose armed force, security service, military unit or embassy a name says.
Does not: bodies that a list names (lists), what the seat of one brings (the law).
Always true: the words are data/screening's, of states where an answer may be less free; a short
name counts in capitals alone, or beside whose it is; what a state calls its
own force without saying whose it is counts where the name begins with it and names no other
country; a longer phrase hides the shorter ones inside it.

The kinds of phrases: `body` is a state's wherever it stands; `usual` too, but that of a namesake
or of a country under an embargo which the name says ("Public Security Bureau"); `own` at the start
of a name that names no other country; `alone` as all of a name; `short` in capitals, or beside its
own `people` or a force; a `people`, or the name of its country, and a `force` together are a body.
The form is the state, of a `usual` with the namesakes' behind it; `free` is that of none here
("Republic of China", "Salvation Army"). A `mission` is of the people beside it, with `joining`
words between; one with a form is a civil body of that state ("Taiwan Affairs Office"). A `spelling`
is one of a word's, the form the one that counts ("theatre", "theater"). Before a word `about`, a
country that is no state here is what a body deals with, not whose it is ("Taiwan Affairs").
`own_too` is the name of a listed body by which other states call one of theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from ecluse.facts.cldr import country_names
from ecluse.facts.country import folded as folded_name
from ecluse.facts.tokens import words
from ecluse.screening.address_city import cities
from ecluse.screening.address_words import LONGEST_COUNTRY, address_words
from ecluse.screening.bare_name import bare_name
from ecluse.screening.name_words import SHIPPED
from ecluse.screening.word_kinds import words_by_kind

_WORDS = "state_bodies.csv"
_KINDS = (
    *("body", "usual", "own", "alone", "short", "people", "force", "mission", "joining"),
    *("spelling", "about", "own_too"),
)
_FORCES = frozenset({"force", "own", "usual"})
_OF_A_STATE = frozenset({"body", "usual", "own", "alone", "short"})
_MOST_WORDS = 16  # of a phrase; a Chinese sign is a word
# The number of a military unit, which the table writes as zeros, and the word for one before it.
_UNIT = re.compile(r"(?:no)?\d{5}$")
_NUMBERED = re.compile(r"(?:№|\bno\b\.?)\s*(?=\d{5}\b)", re.IGNORECASE)
_BEHIND = re.compile(r"[,;(（].*$", re.DOTALL)
_FREE = "free"


class _Phrase(NamedTuple):
    """A phrase that stands in a text: of which words, and what it says."""

    first: int
    end: int
    kind: str
    form: str


class _Bodies(NamedTuple):
    """The table of a data folder, its words folded and in the spelling that counts.

    Args:
        phrases: Each with its kind and form.
        starts: Their first words.
        spelling: Of a word that is spelled in several ways, the one that counts.
        about: What stands behind a country that a body deals with.
        own_too: Names of listed bodies by which other states call one of theirs: those states.
    """

    phrases: dict[str, tuple[str, str]]
    starts: frozenset[str]
    spelling: dict[str, str]
    about: frozenset[str]
    own_too: dict[str, str]


@lru_cache(maxsize=4096)  # a party is asked several times
def country_of_body(name: str) -> str | None:
    """The state of which a name says a body; None for others.

    >>> country_of_body("PLA Unit 61398"), country_of_body("Armed Forces of Belarus")
    ('CN', 'BY')
    >>> country_of_body("PLA Filament GmbH"), country_of_body("Bundeswehr")
    (None, None)
    """
    said, met = _read(name)
    found = {each.kind: each.form for each in met if each[2:] != ("body", _FREE)}
    country = found.get("body")
    if not country and not _FORCES.isdisjoint(found):
        country = _of_usual(said, met) or _of_force(said, found, met)
    if not country and "alone" in found:
        alone = " ".join(_words(_BEHIND.sub("", name)))
        country = _bodies().phrases.get(alone, ("", ""))[1]
    if not country and "short" in found and _is_short(name, found):
        country = found["short"]
    return None if country == _FREE else country or None


def names_body(text: str) -> bool:
    """Whether a body of one state stands in a text that is no name, anywhere and however written.

    >>> names_body("used by the pla"), names_body("用于公安部"), names_body("the armed forces")
    (True, True, False)
    """
    return any(each.kind in _OF_A_STATE and each.form != _FREE for each in _read(text)[1])


@lru_cache(maxsize=4096)  # a party is asked several times
def country_of_mission(name: str) -> str | None:
    """The state of which a name says an embassy, a consulate or the like; None for others.

    >>> country_of_mission("Botschaft der Republik Kuba"), country_of_mission("Chinese Consulate")
    ('CU', 'CN')
    >>> country_of_mission("Embassy of Japan in China"), country_of_mission("Embassy Hotel")
    (None, None)
    """
    said, met = _read(name)
    missions = [each for each in met if each.kind == "mission"]
    if not missions:
        return None
    peoples = [*(each for each in met if each.kind == "people"), *_countries(said, met)]
    seats = _states() | address_words().name_end.keys()
    of = [each for each in missions if each.form in seats]
    of += [each for each in peoples if any(_is_beside(said, each, one) for one in missions)]
    state = next((each.form for each in of), None)
    return state if state in seats else None


def has_one_too(code: str, name: str) -> bool:
    """Whether a state calls a body of its own by the name of a listed body of another; the state's
    name may stand behind it.

    >>> has_one_too("LT", "STATE SECURITY DEPARTMENT"), has_one_too("SG", "Ministry of Labor")
    (True, False)
    """
    said = _words(name)
    ends = (each for each in _countries(said, ()) if (each.form, each.end) == (code, len(said)))
    said = said[: min((each.first for each in ends), default=len(said))]
    while said and _bodies().phrases.get(said[-1], ("",))[0] == "joining":
        said.pop()
    return code in _bodies().own_too.get(" ".join(said), "").split()


def _is_short(name: str, found: Mapping[str, str]) -> bool:
    """Whether a short name of a body stands alone in capitals, or with its people or a force."""
    bare = bare_name(name) or name
    told = found.get("people") == found["short"] or not _FORCES.isdisjoint(found)
    return told or (bare.isupper() and len(words(bare)) == 1)


def _is_beside(said: Sequence[str], one: _Phrase, other: _Phrase) -> bool:
    """Whether words alone stand between two phrases that join them: "of the Republic of"."""
    first, last = sorted((one, other))
    return all(
        _bodies().phrases.get(word, ("",))[0] == "joining" for word in said[first.end : last.first]
    )


@lru_cache(maxsize=16)  # for an embassy is asked for where a name says no body
def _read(name: str) -> tuple[list[str], list[_Phrase]]:
    """The words of a name, and the phrases in it."""
    said = _words(name)
    return said, [each for each in _phrases(said) if not _is_about(said, each)]


def _is_about(said: Sequence[str], each: _Phrase) -> bool:
    """Whether a phrase is a country with which a body deals, and that is no state here."""
    of_none = each.kind == "people" and each.form not in _states()
    return of_none and not _bodies().about.isdisjoint(said[each.end : each.end + 1])


def _words(text: str) -> list[str]:
    said = words(_NUMBERED.sub("", text))
    return _spelled([_UNIT.sub("00000", word) for word in said], _bodies().spelling)


def _spelled(said: Sequence[str], spelling: Mapping[str, str]) -> list[str]:
    """Words, each in the spelling that counts."""
    return [spelling.get(word, word) for word in said]


def _of_usual(said: Sequence[str], met: Sequence[_Phrase]) -> str | None:
    """Whose a force of a usual name is: its own state's, but that of a namesake or of a country of
    `name_seat` which the text says with no word, short name or city of the own state.
    """
    usual = next((each.form for each in reversed(met) if each.kind == "usual"), None)
    if usual is None:
        return None
    own, *namesakes = usual.split()
    named = [
        each.form for each in (*met, *_countries(said, met)) if each.kind in {"people", "short"}
    ]
    in_cities = {cities().city.get(word, "").partition(" ")[0] for word in said}
    if own in in_cities.union(named):
        return own
    others = address_words().name_seat.keys() | set(namesakes)
    state = next((code for code in named if code in others), own)
    return state if state in _states() else _FREE


def _of_force(said: Sequence[str], found: Mapping[str, str], met: Sequence[_Phrase]) -> str | None:
    """Whose the force is that a text says: that of a people or a country in it, else of the state
    in which one is called so.
    """
    named = [each.form for each in _countries(said, met)]
    people = found.get("people") or next((code for code in named if code in _states()), None)
    if people == _FREE:
        people = min(each for each in met if each.kind == "people").form
    if people or named:
        return people
    return found["own"] if _begins_with_own(said, found) else None


def _begins_with_own(said: Sequence[str], found: Mapping[str, str]) -> bool:
    """Whether a text begins with what a state calls its own force, be it behind a city."""
    if "own" not in found:
        return False
    starts = {
        0,
        *(end for end in range(1, _MOST_WORDS) if "".join(said[:end]) in cities().han_city),
    }
    return any(
        _bodies().phrases.get(" ".join(said[first:end]), ("",))[0] == "own"
        for first in starts
        for end in range(first + 1, len(said) + 1)
    )


def _countries(said: Sequence[str], met: Sequence[_Phrase]) -> Iterator[_Phrase]:
    """The countries that a text names, in whatever language, outside the name of a body."""
    bodies = [each for each in met if each.kind != "people"]
    names, further = country_names(folded_name), address_words().name
    for first in range(len(said)):
        for end in range(first + 1, min(len(said), first + LONGEST_COUNTRY) + 1):
            name = folded_name(" ".join(said[first:end]))
            if code := names.get(name) or further.get(name):
                country = _Phrase(first, end, "people", code)
                if not (_is_inside(country, bodies) or _is_about(said, country)):
                    yield country


def _phrases(said: Sequence[str]) -> list[_Phrase]:
    """The phrases that stand in a text, outside a longer one, the longest last."""
    phrases, starts = _bodies()[:2]
    runs = [
        _Phrase(first, end, *phrase)
        for first, word in enumerate(said)
        if word in starts
        for end in range(first + 1, min(len(said), first + _MOST_WORDS) + 1)
        if (phrase := phrases.get(" ".join(said[first:end]))) is not None
    ]
    outer = (run for run in runs if not _is_inside(run, runs))
    return sorted(outer, key=lambda run: len(" ".join(said[run.first : run.end])))


def _is_inside(run: _Phrase, others: Iterable[_Phrase]) -> bool:
    """Whether a phrase is part of a longer one."""
    return any(
        each.first <= run.first and run.end <= each.end and each[:2] != run[:2] for each in others
    )


@cache
def _states() -> frozenset[str]:
    """The states of which a body may be."""
    peoples = (form for kind, form in _bodies().phrases.values() if kind == "people")
    return frozenset(peoples) - {_FREE}


@cache
def _bodies(folder: Path = SHIPPED) -> _Bodies:
    """The table of a data folder.

    Raises:
        DataError: A line is of no kind, or is cut short.
    """
    kinds = words_by_kind(folder, _WORDS, _KINDS, "word of a state's body")
    spelling, about, own_too = (kinds.pop(kind) for kind in ("spelling", "about", "own_too"))
    phrases = {
        " ".join(_spelled(words(phrase), spelling)): (kind, form)
        for kind, named in kinds.items()
        for phrase, form in named.items()
    }
    starts = frozenset(phrase.partition(" ")[0] for phrase in phrases)
    own = {" ".join(_spelled(words(name), spelling)): codes for name, codes in own_too.items()}
    return _Bodies(phrases, starts, spelling, frozenset(about), own)
