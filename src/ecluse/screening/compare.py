"""A party against the index: names that may be alike are found, scored and put into bands.

Belongs here: finding candidates, what lowers a score, the best match of each entry. Does not: the
likeness of words (score), days.
Always true: a party's matches depend on the party and the lists alone; a name that cannot be
compared is a review, never nothing; a name read by its sound is a review at most.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, replace
from heapq import nlargest
from itertools import pairwise
from typing import Literal, NamedTuple

from ecluse.screening import keys
from ecluse.screening.han import core_of, has_han, latin_of, without_place
from ecluse.screening.index import Index, ListedName, weight_of
from ecluse.screening.match import Band, Match, MatchedWord
from ecluse.screening.name_words import name_words, scoring
from ecluse.screening.score import QUERY_SHARE, Pair, Words, likeness_of, score_signs, score_words, usual_words

_RARE, _COMMON = 60, 500  # holders of a word
_MOST_NEAR, _MOST_SCORED = 16, 200
_READ_AT_MOST, _READ_FACTOR = 0.89, 0.97
_SHORT_ALIAS, _SHORT_ALIAS_NEAR, _SHORT_LETTERS, _THING = 0.85, 0.95, 5, 0.9
_EXACT, _LEAST, _USUAL_ONLY = 0.999, 0.7, 0.9
_LEAST_BOUND = 0.6
By = Literal["name", "address", "identifier"]


class Met(NamedTuple):
    """A name of an entry that a query meets."""

    score: float
    name: ListedName
    words: tuple[MatchedWord, ...]


@dataclass(frozen=True, slots=True)
class _Query:
    """A name that was asked, with what the index says of its words."""

    words: Words
    shown: tuple[str, ...]
    holders: dict[str, int]
    values: dict[str, bytes]
    near: dict[str, dict[str, float]]


def matches_of_name(index: Index, name: str, country: str | None) -> list[Met]:
    """The best match of each entry that a name meets, the best first."""
    best: dict[int, Met] = {}
    for text in keys.asked_parts(name):
        found = _by_words(index, text, country)
        if has_han(text):
            found += _by_signs(index, text, country)
        for met in found:
            held = best.get(met.name.entry)
            if held is None or met.score > held.score:
                best[met.name.entry] = met
    return sorted(best.values(), key=lambda met: (-met.score, met.name.entry))


def _by_words(index: Index, text: str, country: str | None) -> list[Met]:
    spelled = latin_of(text)
    if not spelled:
        return []
    query = _query(index, spelled)
    read = has_han(text)
    found = []
    for name in index.names(_candidates(index, query)):
        score, pairs = score_words(query.words, name.words, name.weights)
        if score < _LEAST:
            continue
        if score < _EXACT and not _tells(pairs, name):
            score *= _USUAL_ONLY
        score = _lowered(score, name, country, read=read or name.read)
        found.append(Met(score, name, _told(pairs, query.shown, name)))
    return found


def _tells(pairs: list[Pair], name: ListedName) -> bool:
    """Whether a word met that is not usual in names, and no place."""
    usual = usual_words()
    return any(name.words[place] not in usual for pair in pairs for place in pair.listed)


def _told(pairs: list[Pair], shown: tuple[str, ...], name: ListedName) -> tuple[MatchedWord, ...]:
    return tuple(
        MatchedWord(
            asked=" ".join(shown[place] for place in pair.asked),
            listed=" ".join(name.words[place] for place in pair.listed),
            likeness=round(pair.likeness, 2),
        )
        for pair in sorted(pairs)
    )


def _lowered(score: float, name: ListedName, country: str | None, *, read: bool) -> float:
    """A score less what speaks against it."""
    exact = score >= _EXACT
    if name.alias and len(name.words) == 1 and len(name.words[0]) <= _SHORT_LETTERS:
        near = country is not None and share_country(country, name.countries)
        score *= _SHORT_ALIAS_NEAR if near else _SHORT_ALIAS
    if name.thing:
        score *= _THING
    if read:
        score = min(score * _READ_FACTOR, _READ_AT_MOST)
    if country is not None and name.countries and not share_country(country, name.countries):
        score -= 0.06 if exact else 0.10
    return max(score, 0.0)


def share_country(country: str, countries: tuple[str, ...]) -> bool:
    """Whether a country is one of some, or counts as one with it."""
    one = name_words().country
    return one.get(country, country) in {one.get(other, other) for other in countries}


def _query(index: Index, spelled: tuple[tuple[str, str], ...]) -> _Query:
    """What the index says of the words of a name; two of them are one where a list has that."""
    words = [word for word, _ in spelled]
    pairs = {first + second for first, second in pairwise(words)}
    values = index.values({keys.WORD + word for word in (*words, *pairs)})
    holders = {key[1:]: len(value) // 4 for key, value in values.items()}
    joined = _joined(spelled, holders)
    words = [word for word, _ in joined]
    near = _near(index, words, holders)
    values |= index.values(_wanted(words, near))
    entries = index.head.entries
    weights = []
    for word in words:
        if word in holders:
            weights.append(weight_of(word, holders[word], entries))
        else:
            met = near.get(word)
            weights.append(max(met.values()) if met else weight_of(word, 1, entries))
    known = tuple(word in holders for word in words)
    shown = tuple(written for _, written in joined)
    return _Query(Words(tuple(words), tuple(weights), known), shown, holders, values, near)


def _joined(
    spelled: tuple[tuple[str, str], ...], holders: dict[str, int]
) -> list[tuple[str, str]]:
    joined: list[tuple[str, str]] = []
    place = 0
    while place < len(spelled):
        word, written = spelled[place]
        if place + 1 < len(spelled):
            after, also = spelled[place + 1]
            unknown = word not in holders or after not in holders
            if unknown and word + after in holders and not word.isdigit():
                joined.append((word + after, f"{written} {also}"))
                place += 2
                continue
        joined.append((word, written))
        place += 1
    return joined


def _wanted(words: list[str], near: dict[str, dict[str, float]]) -> set[str]:
    wanted = {keys.WORD + word for word in words} | {keys.JOINED + word for word in words}
    wanted |= {keys.WORD + other for found in near.values() for other in found}
    compact = "".join(words)
    wanted.add(keys.COMPACT + compact)
    if len(compact) >= keys.BEGINNING_LETTERS:
        wanted.add(keys.BEGINNING + compact[: keys.BEGINNING_LETTERS])
    return wanted | {keys.WORD + word for word in keys.joined(tuple(words))}


def _near(
    index: Index, words: list[str], holders: dict[str, int]
) -> dict[str, dict[str, float]]:
    """Words of the lists that are like those of a name that no list has, or few."""
    rare = [
        word
        for word in dict.fromkeys(words)
        if len(word) >= keys.SHORTEST_NEAR
        and holders.get(word, 0) <= _RARE
        and not word.isdigit()
    ]
    by_word = {word: [keys.NEAR + key for key in keys.near_keys(word)] for word in rare}
    values = index.values({key for some in by_word.values() for key in some})
    near: dict[str, dict[str, float]] = {}
    others: set[str] = set()
    for word, some in by_word.items():
        met = {other for key in some if key in values for other in values[key].decode().split()}
        met.discard(word)
        alike = {other: likeness_of(word, other, word in holders) for other in met}
        skeleton = keys.consonants(word)
        alike |= {
            other: 0.7
            for other, likeness in alike.items()
            if likeness < 0.7 and keys.consonants(other) == skeleton and len(skeleton) >= 4
        }
        best = nlargest(_MOST_NEAR, ((likeness, other) for other, likeness in alike.items() if likeness >= 0.6))
        near[word] = {other: 0.0 for _, other in best}
        others |= near[word].keys()
    found = index.values({keys.WORD + other for other in others})
    entries = index.head.entries
    return {
        word: {
            other: weight_of(other, len(found[keys.WORD + other]) // 4, entries)
            for other in some
            if keys.WORD + other in found
        }
        for word, some in near.items()
    }


def _candidates(index: Index, query: _Query) -> list[int]:
    """The names that may be alike, by the weight of what they share with the query."""
    shared: dict[int, float] = {}
    skipped = 0.0
    words, weights, _ = query.words
    order = sorted(range(len(words)), key=lambda place: -weights[place])
    for rank, place in enumerate(order):
        word, weight = words[place], weights[place]
        held = query.holders.get(word, 0)
        if held > _COMMON and rank > 1 and shared:
            skipped += weight
            continue
        found: set[int] = set()
        for other in (word, *query.near.get(word, ())):
            found.update(_numbers(query.values.get(keys.WORD + other)))
        found.update(_numbers(query.values.get(keys.JOINED + word)))
        for number in found:
            shared[number] = shared.get(number, 0.0) + weight
    total, whole = sum(weights), tuple(words)
    compact = "".join(whole)
    for key in (keys.COMPACT + compact, keys.BEGINNING + compact[: keys.BEGINNING_LETTERS]):
        for number in _numbers(query.values.get(key)):
            shared[number] = total
    for pair in keys.joined(whole):
        for number in _numbers(query.values.get(keys.WORD + pair)):
            shared[number] = shared.get(number, 0.0) + total / len(words)
    return _best(shared, skipped, total, index.totals)


def _best(
    shared: dict[int, float], skipped: float, total: float, totals: array[float]
) -> list[int]:
    """The names whose score may be the highest, were everything that was not looked at equal."""
    enough = total * _LEAST_BOUND ** (1 / QUERY_SHARE) - skipped
    bounds = (
        (
            min(1.0, (weight + skipped) / total) ** QUERY_SHARE
            * min(1.0, (weight + skipped) / totals[number]) ** (1 - QUERY_SHARE),
            -number,
        )
        for number, weight in shared.items()
        if weight >= enough
    )
    best = nlargest(_MOST_SCORED, (bound for bound in bounds if bound[0] >= _LEAST_BOUND))
    return [-number for _, number in best]


def _numbers(value: bytes | None) -> memoryview | tuple[()]:
    return memoryview(value).cast("I") if value is not None else ()


def _by_signs(index: Index, text: str, country: str | None) -> list[Met]:
    """By the Chinese signs of a name."""
    signs = core_of(text)
    if not signs:
        return []
    wanted = {keys.SIGNS + pair for pair in keys.bigrams(signs)}
    shared: dict[int, int] = {}
    for value in index.values(wanted).values():
        for number in _numbers(value):
            shared[number] = shared.get(number, 0) + 1
    best = nlargest(_MOST_SCORED, ((count, -number) for number, count in shared.items()))
    bare = without_place(signs)
    found = []
    for name in index.names([-number for _, number in best]):
        score = score_signs(signs, name.signs, bare, without_place(name.signs))
        if score >= 0.7:
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
