"""Bodies of a state by their usual names: "PLA Unit 61398", "Росгвардия", "Syrian Arab Army".

Belongs here: the state whose armed force, security service or military unit a name says. Does not:
bodies that a list names (lists), what the seat of one brings (the law).
Always true: the words are data/screening's, of states where an answer may be less free; a short
name counts in capitals alone, with nothing beside it but places, numbers and words for a force.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

from ecluse.facts.tokens import folded, words
from ecluse.screening.bare_name import bare_name
from ecluse.screening.name_words import SHIPPED
from ecluse.screening.word_kinds import words_by_kind

_WORDS = "state_bodies.csv"
_KINDS = ("body", "short", "people", "force")
_UNIT = re.compile(r"\d{5}")  # the number of a military unit, which the table writes as zeros
_ANY_UNIT = "00000"
_FREE = "free"  # what a people of another state stands for: "Republic of China Army"
_CAPITALS = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=4096)  # a party is asked several times
def country_of_body(name: str) -> str | None:
    """The state of which a name says a body; None for others.

    >>> country_of_body("PLA Unit 61398"), country_of_body("Armed Forces of Belarus")
    ('CN', 'BY')
    >>> country_of_body("PLA Filament GmbH"), country_of_body("Bundeswehr")
    (None, None)
    """
    table = _bodies()
    said = [_ANY_UNIT if _UNIT.fullmatch(word) else word for word in words(name)]
    found = _longest(said, table["body"])
    if found is None and _longest(said, table["force"]):
        found = _longest(said, table["people"])
    found = found or _of_short(name, table)
    return None if found == _FREE else found


def _of_short(name: str, table: Mapping[str, Mapping[str, str]]) -> str | None:
    capitals = {word for word in _CAPITALS.findall(name.replace(".", "")) if word.isupper()}
    beside = {word for phrase in table["force"] for word in phrase.split()}
    left = [word for word in words(bare_name(name) or name) if word not in beside]
    short = table["short"].get(left[0]) if len(left) == 1 else None
    return short if short and left[0].upper() in capitals else None


def _longest(said: Sequence[str], phrases: Mapping[str, str]) -> str | None:
    """What the longest of some phrases stands for that stands in a text."""
    most = max(phrase.count(" ") for phrase in phrases) + 1
    runs = (
        " ".join(said[first:end])
        for first in range(len(said))
        for end in range(first + 1, min(len(said), first + most) + 1)
    )
    found = max((run for run in runs if run in phrases), key=len, default=None)
    return None if found is None else phrases[found]


@cache
def _bodies(folder: Path = SHIPPED) -> Mapping[str, Mapping[str, str]]:
    """The words of a data folder, folded, by their kind.

    Raises:
        DataError: A line is of no kind, or is cut short.
    """
    kinds = words_by_kind(folder, _WORDS, _KINDS, "word of a state's body")
    return {
        kind: {folded(phrase): form for phrase, form in named.items()}
        for kind, named in kinds.items()
    }
