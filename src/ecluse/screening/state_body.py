"""Bodies of a state by their usual names: "PLA Unit 61398", "Росгвардия", "Syrian Arab Army".

Belongs here: the state whose armed force, security service or military unit a name says. Does not:
bodies that a list names (lists), what the seat of one brings (the law).
Always true: the words are data/screening's, of states where an answer may be less free; a short
name counts in capitals alone, with nothing beside it but places and numbers; what a state calls its
own force without saying whose it is counts where the name begins with it and names no other
country; a longer phrase hides the shorter ones inside it.

The kinds of phrases: `body` is a state's wherever it stands; `own` at the start of a name; `alone`
as all of a name; `short` in capitals; a `people` and a `force` together are a body. The form is the
state; `free` is that of none here ("Republic of China", "Salvation Army").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from ecluse.facts.cldr import country_names
from ecluse.facts.country import folded as folded_name
from ecluse.facts.tokens import folded, words
from ecluse.screening.address_city import cities
from ecluse.screening.address_words import LONGEST_COUNTRY
from ecluse.screening.bare_name import bare_name
from ecluse.screening.name_words import SHIPPED
from ecluse.screening.word_kinds import words_by_kind

_WORDS = "state_bodies.csv"
_KINDS = ("body", "own", "alone", "short", "people", "force")
_MOST_WORDS = 16  # of a phrase; a Chinese sign is a word
# The number of a military unit, which the table writes as zeros, and the word for one before it.
_UNIT = re.compile(r"(?:no)?\d{5}$")
_NUMBERED = re.compile(r"(?:№|\bno\b\.?)\s*(?=\d{5}\b)", re.IGNORECASE)
_BEHIND = re.compile(r"[,;(（].*$", re.DOTALL)
_FREE = "free"


@lru_cache(maxsize=4096)  # a party is asked several times
def country_of_body(name: str) -> str | None:
    """The state of which a name says a body; None for others.

    >>> country_of_body("PLA Unit 61398"), country_of_body("Armed Forces of Belarus")
    ('CN', 'BY')
    >>> country_of_body("PLA Filament GmbH"), country_of_body("Bundeswehr")
    (None, None)
    """
    name = _NUMBERED.sub("", name)
    said = _words(name)
    found = _found(said)
    force = "force" in found or "own" in found
    country = found.get("body") or (force and found.get("people"))
    if not country and "own" in found and _begins_with_own(said):
        country = found["own"]
    if not country and "alone" in found:
        country = _bodies()[0].get(" ".join(_words(_BEHIND.sub("", name))), ("", ""))[1]
    if not country and "short" in found:
        bare = bare_name(name) or name
        country = bare.isupper() and len(words(bare)) == 1 and found["short"]
    return None if country == _FREE else country or None


def _words(text: str) -> list[str]:
    return [_UNIT.sub("00000", word) for word in words(text)]


def _begins_with_own(said: Sequence[str]) -> bool:
    """Whether a text begins with what a state calls its own force, be it behind a city, and names
    no country.
    """
    phrases, names = _bodies()[0], country_names(folded_name)
    starts = {
        0,
        *(end for end in range(1, _MOST_WORDS) if "".join(said[:end]) in cities().han_city),
    }
    own = any(
        phrases.get(" ".join(said[first:end]), ("",))[0] == "own"
        for first in starts
        for end in range(first + 1, len(said) + 1)
    )
    runs = (
        said[at : at + size] for at in range(len(said)) for size in range(1, LONGEST_COUNTRY + 1)
    )
    return own and not any(folded_name(" ".join(run)) in names for run in runs)


def _found(said: Sequence[str]) -> dict[str, str]:
    """What the longest phrase of each kind stands for that stands in a text, outside a longer one;
    a body of no state here hides what is inside it alone.
    """
    phrases, starts = _bodies()
    runs = [
        (first, end)
        for first, word in enumerate(said)
        if word in starts
        for end in range(first + 1, min(len(said), first + _MOST_WORDS) + 1)
        if " ".join(said[first:end]) in phrases
    ]
    met = [
        phrases[" ".join(said[first:end])]
        for first, end in sorted(runs, key=lambda run: len(" ".join(said[run[0] : run[1]])))
        if not any(a <= first and end <= b and (a, b) != (first, end) for a, b in runs)
    ]
    return dict(each for each in met if each != ("body", _FREE))


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
