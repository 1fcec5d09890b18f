"""A party against the index: names that may be alike are found, scored and put into bands.

Belongs here: finding candidates, what lowers a score, the best match of each entry. Does not: the
likeness of words (score), days.
Always true: a party's matches depend on the party and the lists alone; a name that cannot be
compared is a review, never nothing; a name read by its sound is a review at most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from heapq import nlargest
from html import unescape
from itertools import chain
from typing import Literal, NamedTuple

from ecluse.screening import keys
from ecluse.screening.acronyms import SHORT_LETTERS
from ecluse.screening.bare_name import bare_name, is_little, numbered_name, says_little
from ecluse.screening.candidates import candidates, numbers_of, query_of
from ecluse.screening.concern_word import names_of_concern, of_one_country
from ecluse.screening.entry import (
    ENTITY_LIST,
    MILITARY_END_USER,
    MILITARY_INTELLIGENCE,
    UNVERIFIED,
)
from ecluse.screening.han import core_of, has_han, latin_of, without_place
from ecluse.screening.index import Index, ListedName
from ecluse.screening.match import Band, Match, MatchedWord
from ecluse.screening.name_words import name_words, scoring
from ecluse.screening.parts import NamedPart, address_parts, asked_parts
from ecluse.screening.score import WeighedWords, WordPair, names_concern, score_signs, score_words

_MOST_SCORED = 200
_IMO_DIGITS = 7  # of the number by which a ship is registered
_WORD = re.compile(r"[^\W_]+")
_READ_AT_MOST, _READ_FACTOR = 0.89, 0.97
_SHORT_ALIAS, _SHORT_ALIAS_NEAR, _THING = 0.85, 0.95, 0.9
_EXACT, _PLACE, _LEAST, _USUAL_ONLY = 0.999, 0.85, 0.7, 0.9
_ELSEWHERE_EXACT, _ELSEWHERE = 0.06, 0.10
_PART_744 = frozenset({ENTITY_LIST, MILITARY_END_USER, MILITARY_INTELLIGENCE, UNVERIFIED})
By = Literal["name", "address", "identifier"]


class Met(NamedTuple):
    """A name of an entry that a query meets.

    `raised` tells that it is a review only because nobody says where the party is.
    """

    score: float
    name: ListedName
    words: tuple[MatchedWord, ...]
    raised: bool = False

    def elsewhere(self, country: str) -> bool:
        """Whether the entry is surely of other countries than one."""
        return bool(self.name.countries) and not share_country(country, self.name.countries)


def matches_of_name(index: Index, name: str, country: str | None) -> list[Met]:
    """The best match of each entry that a name meets, the best first."""
    best: dict[int, Met] = {}
    text = unescape(name)  # "&amp;", as systems export it
    found = (met for part in asked_parts(text) for met in _met(index, part, country))
    bare = bare_name(text)
    others = (
        _by_bare_name(index, bare),
        _by_concern(index, text, bare),
        _by_numbered_name(index, text),
        _by_name_of_thing(index, text, country),
    )
    for met in chain(found, *others):
        held = best.get(met.name.entry)
        if held is None or met.score > held.score:
            best[met.name.entry] = met
    return sorted(best.values(), key=lambda met: (-met.score, met.name.entry))


def matches_of_address(index: Index, address: str, country: str | None) -> list[Met]:
    """Listed names that stand before the first number of an address: reviews, never hits."""
    found = (met for part in address_parts(address) for met in _met(index, part, country))
    most = scoring()["in_address"]
    return [met._replace(score=min(met.score, most)) for met in found]


def _met(index: Index, part: NamedPart, country: str | None) -> list[Met]:
    found = _by_words(index, part, country)
    if has_han(part.text):
        found += _by_signs(index, part, country)
    return found


def _by_words(index: Index, part: NamedPart, country: str | None) -> list[Met]:
    text = part.text
    spelled = latin_of(text)
    if not spelled:
        return []
    query = query_of(index, spelled)
    read = has_han(text)
    found = []
    for name in index.names(candidates(index, query)):
        score, pairs = score_words(query.words, name.words, name.weights)
        if _too_far(score, pairs, name, part, query.words):
            continue
        if score < _EXACT and not _tells(pairs, name):
            score *= _USUAL_ONLY
        whole = score >= _EXACT or _says_no_more(pairs, query.words)
        heard = read or name.read
        score = _lowered(score, name, country, read=heard, whole=whole)
        least = scoring()["review_from"]
        if names_concern(name.words, pairs, index.head.concerns):
            score = max(score, least)
        raised = score < least and whole and not heard and country is None and _may_be_raised(name)
        told = _told(pairs, query.shown, name)
        found.append(Met(least if raised else score, name, told, raised))
    return found


def _too_far(
    score: float, pairs: list[WordPair], name: ListedName, part: NamedPart, asked: WeighedWords
) -> bool:
    """Whether what met is too little; of a text that is a place all words of a name must meet."""
    if part.place and sum(len(pair.listed) for pair in pairs) < len(name.words):
        return True
    too_low = score < (_PLACE if part.place else _LEAST)
    return too_low or (name.thing and not _names_a_thing(pairs, name, part, asked))


def _names_a_thing(
    pairs: list[WordPair], name: ListedName, part: NamedPart, asked: WeighedWords
) -> bool:
    """Whether a text may name a ship or an aircraft: it holds all words of a name of several, or
    says no more than a name of one, and no legal form, and is no place.
    """
    if 1 < len(name.words) == sum(len(pair.listed) for pair in pairs):
        return True
    alone = sum(len(pair.asked) for pair in pairs) == len(asked.words)
    said = part.text.casefold().replace(".", " ").split()
    return alone and not part.place and name_words().legal.keys().isdisjoint(said)


def _by_name_of_thing(index: Index, text: str, country: str | None) -> Iterator[Met]:
    """The ships that a text names beside words for a ship and its number ("MV Ebano IMO 9187629"):
    reviews, for it may be whoever sails or owns one.
    """
    words = _WORD.findall(text)
    left = [word for word in words if not _is_of_ship(word.casefold())]
    if len(left) < len(words):
        for met in _met(index, NamedPart(" ".join(left)), country):
            if met.name.thing and met.score >= (least := scoring()["review_from"]):
                yield met._replace(score=least)


def _is_of_ship(word: str) -> bool:
    return word in name_words().ship or (word.isdigit() and len(word) == _IMO_DIGITS)


def _by_bare_name(index: Index, bare: str | None) -> Iterator[Met]:
    """The listed names that a text is, but for usual words and for what says where or which one it
    is: of a list of part 744, by two words that tell, or by one that entries of one country have.
    """
    usual = name_words().usual
    told = {word: part for word, part in latin_of(bare or "") if word not in usual}
    words = tuple(MatchedWord(asked=told[word], listed=word, likeness=1.0) for word in told)
    holders = [numbers_of(index.values({keys.WORD + word}).get(keys.WORD + word)) for word in told]
    if not told:
        return
    one = len(told) > 1 or of_one_country(index.names(list(holders[0])))
    for name in index.names(sorted(set(holders[0]).intersection(*holders))):
        code, _, _ = index.entry_key(name.entry).partition(":")
        same = not name.thing and told.keys() == set(name.words) - usual
        if same and code in _PART_744 and (one or name.sole):
            yield Met(scoring()["review_from"], name, words)


def _by_concern(index: Index, text: str, bare: str | None) -> Iterator[Met]:
    """The concern whose one word a text is, but for words that say little: usual ones, those for a
    firm, and what says where it is.
    """
    said = latin_of(bare or text)
    told = dict(pair for pair in said if not is_little(pair[0]))
    if len(told) != 1 or (bare is None and (len(said) == 1 or says_little(text))):
        return
    ((word, part),) = told.items()
    words = (MatchedWord(asked=part, listed=word, likeness=1.0),)
    for name in names_of_concern(index, word):
        yield Met(scoring()["review_from"], name, words)


def _by_numbered_name(index: Index, text: str) -> Iterator[Met]:
    """What a name with a number surely is but for a place beside it ("14th Institute Germany")."""
    numbered = numbered_name(text)
    for met in () if numbered is None else _met(index, NamedPart(numbered), None):
        if band_of(met.score) is Band.HIT:
            yield met._replace(score=scoring()["review_from"])


def _tells(pairs: list[WordPair], name: ListedName) -> bool:
    """Whether a word met that is not usual in names, and no place."""
    usual = name_words().usual
    return any(name.words[place] not in usual for pair in pairs for place in pair.listed)


def _says_no_more(pairs: list[WordPair], asked: WeighedWords) -> bool:
    """Whether a query says no more than what met, letter by letter, but usual words and places."""
    met = {place for pair in pairs if pair.likeness == 1 for place in pair.asked}
    usual = name_words().usual
    return all(place in met or word in usual for place, word in enumerate(asked.words))


def _told(
    pairs: list[WordPair], shown: tuple[str, ...], name: ListedName
) -> tuple[MatchedWord, ...]:
    return tuple(
        MatchedWord(
            asked=" ".join(shown[place] for place in pair.asked),
            listed=" ".join(name.words[place] for place in pair.listed),
            likeness=round(pair.likeness, 2),
        )
        for pair in sorted(pairs)
    )


def _lowered(
    score: float, name: ListedName, country: str | None, *, read: bool, whole: bool = False
) -> float:
    """A score less what speaks against it.

    Args:
        whole: The query says no more than what met, but for usual words and places.
    """
    exact = score >= _EXACT
    if _is_short(name):
        sole = whole and name.sole and not read
        near = _is_near(name, country, sole=sole)
        score *= _SHORT_ALIAS_NEAR if near else _SHORT_ALIAS
    if name.thing:
        score *= _THING
    if read:
        score = min(score * _READ_FACTOR, _READ_AT_MOST)
    if country is not None and name.countries and not share_country(country, name.countries):
        score = _elsewhere(score, exact=exact)
    return score


def _is_short(name: ListedName) -> bool:
    return name.alias and len(name.words) == 1 and len(name.words[0]) <= SHORT_LETTERS


def _may_be_raised(name: ListedName) -> bool:
    """Whether a name stands alone beside usual words, although it is short: it has a letter."""
    return _is_short(name) and not name.thing and not name.words[0].isdigit()


def _elsewhere(score: float, *, exact: bool) -> float:
    """A score of a party in another country than the entry's: a review stays one, for whoever is
    listed may have moved.
    """
    least = scoring()["review_from"]
    return min(score, max(least, score - (_ELSEWHERE_EXACT if exact else _ELSEWHERE)))


def _is_near(name: ListedName, country: str | None, *, sole: bool) -> bool:
    """Whether a short name is that of the entry: its country is the same, or, where nobody says
    one, it is an acronym of that concern alone.
    """
    if country is None or not name.countries:
        return sole
    return share_country(country, name.countries)


def share_country(country: str, countries: tuple[str, ...]) -> bool:
    """Whether a country is one of some, or counts as one with it."""
    one = name_words().country
    return one.get(country, country) in {one.get(other, other) for other in countries}


def _by_signs(index: Index, part: NamedPart, country: str | None) -> list[Met]:
    """By the Chinese signs of a name."""
    signs = core_of(part.text)
    if not signs:
        return []
    wanted = {keys.SIGNS + pair for pair in keys.bigrams(signs)}
    shared: dict[int, int] = {}
    for value in index.values(wanted).values():
        for number in numbers_of(value):
            shared[number] = shared.get(number, 0) + 1
    best = nlargest(_MOST_SCORED, ((count, -number) for number, count in shared.items()))
    bare = without_place(signs)
    found = []
    for name in index.names([-number for _, number in best]):
        score = score_signs(signs, name.signs, bare, without_place(name.signs))
        if score >= (_PLACE if part.place else _LEAST):
            told = MatchedWord(asked=signs, listed=name.signs, likeness=round(score, 2))
            found.append(Met(_lowered(score, name, country, read=False), name, (told,)))
    return found


def band_of(score: float) -> Band:
    """The band of a score."""
    figures = scoring()
    if score >= figures["hit_from"]:
        return Band.HIT
    return Band.REVIEW if score >= figures["review_from"] else Band.NONE


def as_match(index: Index, met: Met) -> Match | None:
    """A name that was met, as a match; None where it is in no band."""
    score = round(min(met.score, 1.0), 3)
    band = band_of(score)
    if band is Band.NONE:
        return None
    return Match(
        entry=index.entry_key(met.name.entry),
        score=score,
        band=band,
        name=met.name.shown,
        by="name",
        words=_as_written(met),
    )


def _as_written(met: Met) -> tuple[MatchedWord, ...]:
    """The words that met, those of the list as they stand there."""
    written = dict(latin_of(met.name.shown))
    return tuple(
        replace(word, listed=" ".join(written.get(part, part) for part in word.listed.split()))
        for word in met.words
    )
