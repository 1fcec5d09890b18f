"""How alike two names are: words against words, signs against signs.

Belongs here: the likeness of two words, and of two names of weighed words. Does not: finding names
that may be alike (compare), bands.
Always true: the same two names give the same score, from 0 to 1; each word is matched once at most.

With P the weighted share of the query that is matched and R that of the listed name, the score is
P^0.62 R^0.38: a query that says more than the list is worse than one that says less. A query that
holds the listed name word by word is a review whatever else it says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ecluse.screening.fold import not_screened
from ecluse.screening.name_words import name_words

QUERY_SHARE = 0.62
_JOINED, _PREFIX, _PREFIX_GAIN = 0.97, 0.75, 0.05
_OTHER_FIRST, _BOTH_KNOWN = 0.15, 0.08
_HEAVIEST_UNMATCHED, _OTHER_NUMBERS, _NUMBERS_ONCE = 0.88, 0.6, 0.92
_SHORTEST, _SHORTEST_TYPO, _TWO_TYPOS = 4, 5, 9
_BEGINS, _BEGINS_SHARE, _COVERED = 0.9, 0.6, 0.05
_LEAST_LIKE, _LONE, _WHOLE = 0.6, 0.95, 0.999
_SHORTEST_OWN, _LONG = 5, 8
_SAME_CONSONANTS, _CUT, _SHORTEST_CUT = 0.8, 0.85, 20
_CONCERN = 0.85
_HELD, _MANY, _SHORTEST_HELD = 0.85, 3, 3
_VOWELS = re.compile("[aeiou]")


class WeighedWords(NamedTuple):
    """A name as weighed words.

    Args:
        known: Of each word, whether a list has it.
        concerns: Words of listed names of which each names one concern.
    """

    words: tuple[str, ...]
    weights: tuple[float, ...]
    known: tuple[bool, ...]
    concerns: frozenset[str]


class WordPair(NamedTuple):
    """A word (or two adjacent ones) of the query and one (or two) of the name, by their places."""

    asked: tuple[int, ...]
    listed: tuple[int, ...]
    likeness: float


def score_words(
    asked: WeighedWords, words: tuple[str, ...], weights: tuple[float, ...]
) -> tuple[float, list[WordPair]]:
    """How alike a query and a listed name are, and the words that met."""
    pairs = _pairs(asked, words)
    if not pairs:
        return 0.0, pairs
    weigh = _meant(asked.weights, weights, pairs)
    share, all_heavy = _share(weigh, [(pair.asked, pair.likeness) for pair in pairs])
    covered, heaviest = _share(weights, [(pair.listed, pair.likeness) for pair in pairs])
    score: float = share**QUERY_SHARE * covered ** (1 - QUERY_SHARE)
    if not (all_heavy and heaviest):
        score *= _HEAVIEST_UNMATCHED
    score = max(score, _least(asked, words, pairs, share if all_heavy and heaviest else 0, covered))
    alone = len(words) == len(asked.words) == 1
    if alone and score < 1 and len(asked.words[0]) < _LONG:
        score *= _LONE
    score *= _numbers(asked.words, words)
    if covered > _WHOLE and score < _HELD and _stands_in(asked.words, words):
        score = _HELD
    return score, pairs


def _stands_in(asked: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether all words of a listed name stand side by side in the query, and say who it is: two
    or more with one that is not usual, or many.
    """
    size = len(words)
    usual = name_words().usual
    telling = any(len(word) >= _SHORTEST_HELD and word not in usual for word in words)
    return ((size > 1 and telling) or size >= _MANY) and any(
        asked[place : place + size] == words for place in range(len(asked) - size + 1)
    )


def _least(
    asked: WeighedWords,
    words: tuple[str, ...],
    pairs: Sequence[WordPair],
    share: float,
    covered: float,
) -> float:
    """What a score is at least: where all of the query met, where a concern was named, or where
    the query is the name cut short.
    """
    if share > _WHOLE and (
        (covered >= _BEGINS_SHARE and _begins(asked.words, pairs)) or _rest_is_usual(words, pairs)
    ):
        return _BEGINS + _COVERED * covered
    if names_concern(words, pairs, asked.concerns):
        return _CONCERN
    return _CUT if _is_cut(asked.words, words) else 0.0


def names_concern(
    words: Sequence[str], pairs: Sequence[WordPair], concerns: frozenset[str]
) -> bool:
    """Whether a word that names a concern met, and the listed name says little else."""
    met = {words[place] for pair in pairs if pair.likeness >= _JOINED for place in pair.listed}
    return not concerns.isdisjoint(met) and set(words) - met <= name_words().usual


def _is_cut(asked: Sequence[str], listed: Sequence[str]) -> bool:
    """Whether the query is the listed name cut short by a form."""
    begun = "".join(asked)
    return len(begun) >= _SHORTEST_CUT and "".join(listed).startswith(begun)


def _meant(
    asked: tuple[float, ...], listed: tuple[float, ...], pairs: Sequence[WordPair]
) -> Sequence[float]:
    """The weights of the query's words, where a typo weighs what the word was meant to be."""
    meant = list(asked)
    for pair in pairs:
        if pair.likeness < 1:
            there = sum(listed[place] for place in pair.listed)
            for place in pair.asked:
                meant[place] = there / len(pair.asked)
    return meant


def _share(
    weights: Sequence[float], met: Sequence[tuple[tuple[int, ...], float]]
) -> tuple[float, bool]:
    """Which part of the weight was met, and whether the heaviest word was."""
    heaviest = max(weights)
    part, heavy = 0.0, False
    for places, likeness in met:
        for place in places:
            part += weights[place] * likeness
            heavy = heavy or weights[place] >= heaviest
    return part / sum(weights), heavy


def _begins(asked: Sequence[str], pairs: Sequence[WordPair]) -> bool:
    """Whether the listed name begins with the query, of more than a word and not of usual ones."""
    met = sorted(place for pair in pairs for place in pair.listed)
    own = set(asked) - name_words().usual
    return len(asked) > 1 and bool(own) and met == list(range(len(asked)))


def _rest_is_usual(words: Sequence[str], pairs: Sequence[WordPair]) -> bool:
    """Whether the listed name says no more than the query but usual words and places, and what
    met is neither.
    """
    usual, apart = name_words().usual, name_words().apart
    met = {words[place] for pair in pairs for place in pair.listed}
    own, rest = met - usual, set(words) - met
    if any(apart.get(word) in met for word in rest):
        return False
    return rest <= usual and any(len(word) >= _SHORTEST_OWN for word in own)


def _numbers(asked: Sequence[str], listed: Sequence[str]) -> float:
    here = {word for word in asked if word.isdigit()}
    there = {word for word in listed if word.isdigit()}
    if here == there:
        return 1.0
    return _OTHER_NUMBERS if here and there else _NUMBERS_ONCE


def _pairs(asked: WeighedWords, words: tuple[str, ...]) -> list[WordPair]:
    """The words that meet: equal ones first, then joined ones, then the most alike."""
    pairs: list[WordPair] = []
    rest = list(range(len(words)))
    left = []
    for place, word in enumerate(asked.words):
        met = next((other for other in rest if words[other] == word), None)
        if met is None:
            left.append(place)
        else:
            rest.remove(met)
            pairs.append(WordPair((place,), (met,), 1.0))
    if left and rest:
        _join(asked.words, words, left, rest, pairs)
        _likest(asked, words, left, rest, pairs)
    return pairs


def _join(
    asked: tuple[str, ...],
    words: tuple[str, ...],
    left: list[int],
    rest: list[int],
    pairs: list[WordPair],
) -> None:
    """Match two adjacent words of one side with one of the other."""
    for place in [*left]:
        after = place + 1
        if place in left and after in left:
            one = asked[place] + asked[after]
            met = next((other for other in rest if words[other] == one), None)
            if met is not None:
                left.remove(place)
                left.remove(after)
                rest.remove(met)
                pairs.append(WordPair((place, after), (met,), _JOINED))
    for place in [*left]:
        for other in rest:
            if other + 1 in rest and words[other] + words[other + 1] == asked[place]:
                left.remove(place)
                rest.remove(other)
                rest.remove(other + 1)
                pairs.append(WordPair((place,), (other, other + 1), _JOINED))
                break


def _likest(
    asked: WeighedWords,
    words: tuple[str, ...],
    left: list[int],
    rest: list[int],
    pairs: list[WordPair],
) -> None:
    alike = []
    for place in left:
        for other in rest:
            likeness = likeness_of(asked.words[place], words[other], asked.known[place])
            if likeness >= _LEAST_LIKE:
                alike.append((-likeness, place, other))
    for likeness, place, other in sorted(alike):
        if place in left and other in rest:
            left.remove(place)
            rest.remove(other)
            pairs.append(WordPair((place,), (other,), -likeness))


@lru_cache(maxsize=65_536)
def likeness_of(asked: str, listed: str, known: bool) -> float:
    """How alike two different words are.

    Args:
        known: A list has the word that was asked, so that it is no typo of another.

    >>> likeness_of("huawie", "huawei", False), likeness_of("sugar", "sugon", False)
    (0.8333333333333334, 0.0)
    """
    if asked.isdigit() or listed.isdigit():
        return 0.0
    short, long = sorted((asked, listed), key=len)
    if len(short) < _SHORTEST:
        return 0.0
    if long.startswith(short):
        return _PREFIX + _PREFIX_GAIN * len(short) / len(long) - _BOTH_KNOWN * known
    if _without_vowels(asked, listed):
        return _SAME_CONSONANTS
    most = 2 if len(short) >= _TWO_TYPOS else 1
    if len(long) < _SHORTEST_TYPO or len(long) - len(short) > most:
        return 0.0
    apart = _distance(asked, listed, most)
    if apart > most:
        return 0.0
    likeness = 1 - apart / len(long)
    likeness -= _OTHER_FIRST * (asked[0] != listed[0])
    return likeness - _BOTH_KNOWN * known


def _without_vowels(asked: str, listed: str) -> bool:
    """Whether a word is another without its vowels ("tchnlgy")."""
    if len(asked) < _SHORTEST or listed[0] != asked[0]:
        return False
    return _VOWELS.search(asked, 1) is None and asked[1:] == _VOWELS.sub("", listed[1:])


def _distance(one: str, other: str, most: int) -> int:
    try:
        from rapidfuzz.distance import OSA
    except ImportError as error:
        raise not_screened() from error
    return OSA.distance(one, other, score_cutoff=most)


def score_signs(asked: str, listed: str, bare_asked: str, bare_listed: str) -> float:
    """How alike two names of Chinese signs are.

    Args:
        bare_asked: Without the place that it begins with.
    """
    if asked == listed:
        return 1.0
    if bare_asked == bare_listed:
        return 0.93
    short, long = sorted((bare_asked, bare_listed), key=len)
    if len(short) >= 2 and long.startswith(short):
        return 0.72 + 0.2 * len(short) / len(long)
    if len(short) < 2:
        return 0.0
    apart = _sign_distance(bare_asked, bare_listed)
    return 0.75 * (1 - apart / len(long)) if apart <= len(long) // 2 else 0.0


def _sign_distance(one: str, other: str) -> int:
    try:
        from rapidfuzz.distance import Levenshtein
    except ImportError as error:
        raise not_screened() from error
    return Levenshtein.distance(one, other)
