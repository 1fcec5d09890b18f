"""The words of a text, folded so that spellings of one word are one word.

Belongs here: cutting a text into words, and dropping case, accents, punctuation and the plural s.
Does not: what any word means.
Always true: a text and a phrase of the data are cut alike, so a word is found only where it stands
as a whole word; in Chinese, Japanese and Korean each character is a word, so a phrase is found
wherever it stands.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby, pairwise

_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu)['’`](?=\w)|(?<=\w)['’`]s\b", re.IGNORECASE)
# Han, kana, Hangul: written without spaces, or with endings that hang on the word. As pairs, for a
# regular expression of them takes three milliseconds of every start to build.
_CHARACTERS = (
    *(("\u3005", "\u3007"), ("\u3040", "\u30ff"), ("\u3400", "\u9fff")),
    *(("\uac00", "\ud7a3"), ("\uf900", "\ufaff")),
)
_APART = re.compile(r"[,;:()\[\]|—–]")
_LATIN = re.compile(r"[a-z]")
_SPELT_APART = {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"}
_SHORTEST_PLURAL = 5  # "arms" stays apart from ARM, "labs" and "cars" are spelt out in the data


def words(text: str) -> list[str]:
    """The folded words of a text, in order.

    >>> words("l’Armée — P.L.A. (R&D)"), words("super-computers"), words("国防 use")
    (['armee', 'pla', 'rd'], ['super', 'computer'], ['国', '防', 'use'])
    """
    plain = _ELISION.sub(" ", unicodedata.normalize("NFKC", text))
    return [_singular(word) for part in _APART.split(plain) for word in _joined(_cut(part))]


def folded(text: str) -> str:
    """The folded words of a text with single spaces between: the key of a phrase."""
    return " ".join(words(text))


def mixes_alphabets(word: str) -> bool:
    """Whether letters that look alike may hide another word: 'NVIDІA' with a Cyrillic 'І'.

    >>> mixes_alphabets("nvidia"), mixes_alphabets("nvidіa")
    (False, True)
    """
    alphabets = {unicodedata.name(letter, "").partition(" ")[0] for letter in word}
    return len(alphabets & {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"}) > 1


def shown(said: list[str]) -> str:
    """Folded words as a reader would write them.

    >>> shown(["国", "防", "use"])
    '国防 use'
    """
    text = "".join(said[:1])
    for before, word in pairwise(said):
        joined = _is_character(before[-1:]) and _is_character(word[:1])
        text += word if joined else f" {word}"
    return text


def _is_character(letter: str) -> bool:
    return any(first <= letter <= last for first, last in _CHARACTERS)


def _joined(cut: list[str]) -> list[str]:
    """Letters set apart are one word: P.L.A. is PLA."""
    runs = groupby(cut, key=_letter)
    return [word for alone, run in runs for word in (["".join(run)] if alone else run)]


def _cut(text: str) -> list[str]:
    plain = unicodedata.normalize("NFC", _without_marks(text).casefold())
    letters = [
        f" {letter} "
        if letter > "\u3000" and _is_character(letter)
        else _SPELT_APART.get(letter, letter)
        if letter.isalnum()
        else " "
        for letter in plain
        if unicodedata.category(letter) != "Cf"  # joiners, soft hyphens, marks of direction
    ]
    return "".join(letters).split()


def _without_marks(text: str) -> str:
    return "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text)
        if unicodedata.category(letter) != "Mn"
    )


def _letter(word: str) -> bool:
    return len(word) == 1 and _LATIN.match(word) is not None


def _singular(word: str) -> str:
    if len(word) < _SHORTEST_PLURAL or not _LATIN.match(word):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("sses"):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
