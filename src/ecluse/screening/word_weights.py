"""What each word of a listed name weighs: the rarer among the entries, the more.

Belongs here: the weight of a word. Does not: what the weights of two names come to (score).
Always true: a word that fewer entries have never weighs less than one of its kind that more have.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from ecluse.screening import keys
from ecluse.screening.name_words import name_words

_PLACE, _USUAL = 0.5, 0.6


def weights_of(named: Sequence[tuple[int, keys.NameForm]], entries: int) -> dict[str, float]:
    """What each word weighs: the rarer among the entries, the more."""
    holders: defaultdict[str, set[int]] = defaultdict(set)
    for number, form in named:
        for word in form.words:
            holders[word].add(number)
    return {word: weight_of(word, len(found), entries) for word, found in holders.items()}


def weight_of(word: str, holders: int, entries: int) -> float:
    """What a word weighs that so many of the entries have: the rarer, the more; places and usual
    words less.
    """
    weight = math.log(1 + entries / holders)
    if word in name_words().place:
        return weight * _PLACE
    return weight * _USUAL if word in name_words().usual else weight
