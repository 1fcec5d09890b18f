"""A name that was asked, by what the index says of its words, and the listed names that may be like
it.

Belongs here: weights of a query's words, words near them, choosing what is scored. Does not:
scoring (score), bands (compare).
Always true: a listed name is passed over only where its score could not reach a band.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nlargest
from itertools import pairwise

from ecluse.screening import keys
from ecluse.screening.fold import form_of
from ecluse.screening.index import Index
from ecluse.screening.name_words import name_words
from ecluse.screening.score import QUERY_SHARE, WeighedWords, likeness_of
from ecluse.screening.word_weights import weight_of

_RARE, _COMMON = 60, 500  # holders of a word
_MOST_NEAR, _MOST_SCORED = 16, 200
_CONCERN_SHARE = 0.6
_LEAST_BOUND, _LEAST_NEAR, _SAME_CONSONANTS = 0.6, 0.6, 0.7
_NUMBER_BYTES, _SYLLABLE = 4, 5
_ROUNDED = 0.1  # weights are kept with three places
Spelled = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class NameQuery:
    """A name that was asked, with what the index says of its words.

    Args:
        shown: Each word as it was written.
        holders: How many names have each word that a list has.
        values: What the index holds under the keys of the name.
        near: Words of the lists that are like a rare or unknown one.
    """

    words: WeighedWords
    shown: tuple[str, ...]
    holders: dict[str, int]
    values: dict[str, bytes]
    near: dict[str, list[str]]


def query_of(index: Index, spelled: Spelled) -> NameQuery:
    """What the index says of the words of a name; two of them are one where a list has that."""
    written = [word for word, _ in spelled]
    pairs = {_one(*first, *second) for first, second in pairwise(spelled)}
    values = index.values({keys.WORD + word for word in (*written, *pairs)})
    holders = {key[1:]: len(value) // _NUMBER_BYTES for key, value in values.items()}
    joined = _joined(spelled, holders)
    words = tuple(word for word, _ in joined)
    near = _near(index, words, holders)
    values |= index.values(_wanted(words, near))
    weights = tuple(_weight(word, holders, values, near, index.head.entries) for word in words)
    known = tuple(word in holders for word in words)
    shown = tuple(part for _, part in joined)
    weighed = WeighedWords(words, weights, known, index.head.concerns)
    return NameQuery(weighed, shown, holders, values, near)


def _weight(
    word: str,
    holders: dict[str, int],
    values: dict[str, bytes],
    near: dict[str, list[str]],
    entries: int,
) -> float:
    """What a word weighs; one that no list has, what the rarest word near it weighs."""
    if word in holders:
        return weight_of(word, holders[word], entries)
    others = [
        weight_of(other, len(value) // _NUMBER_BYTES, entries)
        for other in near.get(word, ())
        if (value := values.get(keys.WORD + other)) is not None
    ]
    return max(others) if others else weight_of(word, 1, entries)


def _joined(spelled: Spelled, holders: dict[str, int]) -> list[tuple[str, str]]:
    """The words of a name, two that a list writes as one joined."""
    sound, usual = name_words().sound, name_words().business
    joined: list[tuple[str, str]] = []
    place = 0
    while place < len(spelled):
        word, written = spelled[place]
        after, also = spelled[place + 1] if place + 1 < len(spelled) else ("", "")
        one = _one(word, written, after, also) if after else ""
        whole = (written + also).lower() in usual or word + after in sound
        if (
            one
            and " " not in one
            and (whole or (one in holders and _may_join(word, after, holders)))
        ):
            joined.append((one, f"{written} {also}"))
            place += 2
        else:
            joined.append((word, written))
            place += 1
    return joined


def _one(word: str, written: str, after: str, also: str) -> str:
    """Two words as one, in its one form: by the letters that were written where these are Latin."""
    plain = written.isalpha() and also.isalpha() and (written + also).isascii()
    return form_of((written + also).lower() if plain else word + after)


def _may_join(word: str, after: str, holders: dict[str, int]) -> bool:
    """Whether two words may be one: a list lacks one of them, or both are syllables."""
    if word.isdigit() or after.isdigit():
        return False
    syllables = max(len(word), len(after)) <= _SYLLABLE and not {word, after} & name_words().usual
    return syllables or word not in holders or after not in holders


def _wanted(words: tuple[str, ...], near: dict[str, list[str]]) -> set[str]:
    wanted = {keys.WORD + word for word in words} | {keys.JOINED + word for word in words}
    wanted |= {keys.WORD + other for found in near.values() for other in found}
    compact = "".join(words)
    wanted.add(keys.COMPACT + compact)
    wanted.add(keys.BEGINNING + compact[: keys.BEGINNING_LETTERS])
    return wanted | {keys.WORD + word for word in keys.joined(words)} | {*keys.adjacent(words)}


def _near(index: Index, words: tuple[str, ...], holders: dict[str, int]) -> dict[str, list[str]]:
    """Words of the lists that are like those of a name that no list has, or few."""
    rare = [
        word
        for word in dict.fromkeys(words)
        if len(word) >= keys.SHORTEST_NEAR and holders.get(word, 0) <= _RARE and not word.isdigit()
    ]
    by_word = {word: [keys.NEAR + key for key in keys.near_keys(word)] for word in rare}
    values = index.values({key for some in by_word.values() for key in some})
    near = {}
    for word, some in by_word.items():
        met = {other for key in some if key in values for other in values[key].decode().split()}
        near[word] = _likest(word, met - {word}, known=word in holders)
    return near


def _likest(word: str, others: Iterable[str], *, known: bool) -> list[str]:
    """The words that are most like another, by their letters or their consonants."""
    alike = []
    skeleton = keys.consonants(word)
    for other in others:
        likeness = likeness_of(word, other, known)
        if len(skeleton) >= keys.SHORTEST_NEAR and keys.consonants(other) == skeleton:
            likeness = max(likeness, _SAME_CONSONANTS)
        if likeness >= _LEAST_NEAR:
            alike.append((likeness, other))
    return [other for _, other in nlargest(_MOST_NEAR, alike)]


def candidates(index: Index, query: NameQuery) -> list[int]:
    """The names that may be alike, by the weight of what they share with the query."""
    shared: dict[int, float] = {}
    skipped = 0.0
    words, weights = query.words.words, query.words.weights
    for rank, place in enumerate(sorted(range(len(words)), key=lambda place: -weights[place])):
        if rank > 1 and shared and query.holders.get(words[place], 0) > _COMMON:
            skipped += weights[place]
            continue
        for number in _names_with(query, words[place]):
            shared[number] = shared.get(number, 0.0) + weights[place]
    _add_whole(query, shared, sum(weights))
    best = _best(shared, skipped, sum(weights), index.totals)
    return list(dict.fromkeys([*best, *_held(query, sum(weights), index.totals)]))


def _held(query: NameQuery, total: float, totals: array[float]) -> Iterable[int]:
    """The names that may stand in the query word by word: the query has their rarest two words,
    and does not weigh less.
    """
    for key in dict.fromkeys(keys.adjacent(query.words.words)):
        for number in numbers_of(query.values.get(key)):
            if totals[number] <= total + _ROUNDED:
                yield number


def _names_with(query: NameQuery, word: str) -> set[int]:
    found: set[int] = set()
    for other in (word, *query.near.get(word, ())):
        found.update(numbers_of(query.values.get(keys.WORD + other)))
    found.update(numbers_of(query.values.get(keys.JOINED + word)))
    return found


def _add_whole(query: NameQuery, shared: dict[int, float], total: float) -> None:
    """Add the names that are found by all of the query, by two of its words as one, or by a word
    that names a concern.
    """
    words = query.words.words
    compact = "".join(words)
    for key in (keys.COMPACT + compact, keys.BEGINNING + compact[: keys.BEGINNING_LETTERS]):
        for number in numbers_of(query.values.get(key)):
            shared[number] = total
    for pair in keys.joined(words):
        for number in numbers_of(query.values.get(keys.WORD + pair)):
            shared[number] = shared.get(number, 0.0) + total / len(words)
    for word in words:
        if word in query.words.concerns:
            for number in numbers_of(query.values.get(keys.WORD + word)):
                shared[number] = max(shared.get(number, 0.0), total * _CONCERN_SHARE)


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


def numbers_of(value: bytes | None) -> memoryview | tuple[()]:
    """The numbers that the index holds under a key."""
    return memoryview(value).cast("I") if value is not None else ()
