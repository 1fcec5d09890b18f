"""By what a name is found: its words, joined words, beginning, consonants, and each word with a
letter left out.

Belongs here: the names that an entry goes by, and the keys of words. Does not: keeping them
(index), the names that a query holds (parts), scoring.
Always true: a key of a name does not depend on any other name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ecluse.screening.entry import Entry
from ecluse.screening.han import core_of, has_han, latin_of
from ecluse.screening.name_words import name_words

WORD, JOINED, COMPACT, BEGINNING, NEAR, SIGNS, IDENTIFIER = "w", "j", "c", "b", "n", "h", "i"
ADJACENT = "p"
BEGINNING_LETTERS = 14  # what is left of a name that a form cut short
LONGEST_JOINED = 18
SHORTEST_NEAR = 4  # letters; a shorter word is another word with one letter changed
PARENTHESES = re.compile(r"[(（][^()（）]*[)）]")
_ACRONYM = re.compile(r"[(（]\s*([A-Z][A-Z0-9&\-]{2,9})\s*[)）]")
_VOWELS = re.compile("[aeiou]")
HYPHEN = re.compile(r"(?<=[^\W\d_]{2})[-‐‑–](?=[^\W\d_]{2})")


@dataclass(frozen=True, slots=True)
class NameForm:
    """One form of one name of an entry.

    Args:
        shown: The name as it stands on the list.
        words: Folded.
        signs: Its Chinese signs without legal form; empty where it has none.
        read: It was put into Latin letters by the tables and by sound.
        alias: It is not the first name of the entry.
    """

    shown: str
    words: tuple[str, ...]
    signs: str
    read: bool
    alias: bool


def forms_of(entry: Entry) -> Iterator[NameForm]:
    """The forms of the names of an entry, each once."""
    seen: set[tuple[tuple[str, ...], str]] = set()
    for place, name in enumerate(entry.names):
        for text in _texts(name):
            signs = core_of(text) if has_han(text) else ""
            words = tuple(word for word, _ in latin_of(text))
            if (words or signs) and (words, signs) not in seen:
                seen.add((words, signs))
                alias = place > 0 or text is not name
                yield NameForm(name, words, signs, bool(signs), alias)


def _texts(name: str) -> Iterator[str]:
    """A listed name, itself without hyphens and parentheses, and an acronym in them."""
    yield name
    if HYPHEN.search(name):
        yield HYPHEN.sub("", name)
    if "(" in name or "（" in name:
        bare = PARENTHESES.sub(" ", name).strip()
        if bare:
            yield bare
        for met in _ACRONYM.finditer(name):
            if not _usual(met[1]):
                yield met[1]


def _usual(word: str) -> bool:
    words, low = name_words(), word.lower()
    return low in words.legal or low in words.business or low in words.place


def joined(words: tuple[str, ...]) -> Iterator[str]:
    """Each two adjacent words as one."""
    for first, second in pairwise(words):
        if len(first) + len(second) <= LONGEST_JOINED:
            yield first + second


def adjacent(words: tuple[str, ...]) -> Iterator[str]:
    """The key of each two adjacent words."""
    for first, second in pairwise(words):
        yield f"{ADJACENT}{first} {second}"


def near_keys(word: str) -> set[str]:
    """What a word shares with another that differs by a letter or two, or by its vowels."""
    keys = {word[:place] + word[place + 1 :] for place in range(len(word))}
    keys.add(word)
    if len(skeleton := consonants(word)) >= 4:
        keys.add("-" + skeleton)
    return keys


def consonants(word: str) -> str:
    """A word without its vowels, but for the letter that it begins with."""
    return word[0] + _VOWELS.sub("", word[1:])


def bigrams(signs: str) -> set[str]:
    """Each two adjacent signs; a name of one sign is itself."""
    return {signs[place : place + 2] for place in range(len(signs) - 1)} or {signs}
