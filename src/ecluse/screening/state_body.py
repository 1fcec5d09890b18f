"""Bodies of a state by their usual names: "PLA Unit 61398", "Росгвардия", "Syrian Arab Army".

Belongs here: the state whose armed force, security service or military unit a name says. Does not:
bodies that a list names (lists), what the seat of one brings (the law).
Always true: the words are data/screening's, of states where an answer may be less free; a short
name counts in capitals alone, with nothing beside it but places and numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from ecluse.facts.tokens import folded, words
from ecluse.screening.bare_name import bare_name
from ecluse.screening.name_words import SHIPPED
from ecluse.screening.word_kinds import words_by_kind

_WORDS = "state_bodies.csv"
_KINDS = ("body", "short", "people", "force")
_MOST_WORDS = 16  # of a phrase; a Chinese sign is a word
_UNIT = re.compile(
    r"(?:no)?\d{5}$"
)  # the number of a military unit, which the table writes as zeros
_FREE = "free"  # what a people of another state stands for: "Republic of China Army"


@lru_cache(maxsize=4096)  # a party is asked several times
def country_of_body(name: str) -> str | None:
    """The state of which a name says a body; None for others.

    >>> country_of_body("PLA Unit 61398"), country_of_body("Armed Forces of Belarus")
    ('CN', 'BY')
    >>> country_of_body("PLA Filament GmbH"), country_of_body("Bundeswehr")
    (None, None)
    """
    found = _found([_UNIT.sub("00000", word) for word in words(name)])
    country = found.get("body") or ("force" in found and found.get("people"))
    if not country and "short" in found:
        bare = bare_name(name) or name
        country = bare.isupper() and len(words(bare)) == 1 and found["short"]
    return None if country == _FREE else country or None


def _found(said: Sequence[str]) -> dict[str, str]:
    """What the longest phrase of each kind stands for that stands in a text."""
    phrases, starts = _bodies()
    runs = (
        " ".join(said[first:end])
        for first, word in enumerate(said)
        if word in starts
        for end in range(first + 1, min(len(said), first + _MOST_WORDS) + 1)
    )
    met = sorted((run for run in runs if run in phrases), key=len)
    return dict(phrases[run] for run in met)


@cache
def _bodies(folder: Path = SHIPPED) -> tuple[dict[str, tuple[str, str]], frozenset[str]]:
    """The phrases of a data folder, folded, each with its kind and form; and their first words.

    Raises:
        DataError: A line is of no kind, or is cut short.
    """
    kinds = words_by_kind(folder, _WORDS, _KINDS, "word of a state's body")
    phrases = {
        folded(phrase): (kind, form)
        for kind, named in kinds.items()
        for phrase, form in named.items()
    }
    return phrases, frozenset(phrase.partition(" ")[0] for phrase in phrases)
