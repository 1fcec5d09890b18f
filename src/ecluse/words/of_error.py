"""The words for an error's text, which is raised in English: by what the text looks like.

Belongs here: finding the key that a raised text was made from, and saying it in a language. Does
not: the texts (terminal_error, book_error, problem, refusal), or what a surface adds to them.
Always true: a text that has no words on record is None, never half a translation.
"""

from __future__ import annotations

import re
from functools import cache

from ecluse.words.say import catalogue, say

_MORE = re.compile(r" and (\d+) more$")  # what a list is cut to
_QUOTED = re.compile(r"'([^']*)'")


def words_of(text: str, lang: str, subjects: tuple[str, ...]) -> str | None:
    """An error's text in the words of some subjects; None where none of them has it.

    Args:
        subjects: With a dot behind each; where two have the same text, the first says it.

    >>> words_of("there is no such file", "fr", ("terminal_error.",))
    'ce fichier n’existe pas'
    """
    for key, pattern in _patterns(subjects):
        found = pattern.fullmatch(text)
        if found is not None:
            parts = found.groups()
            if lang == "fr":
                parts = tuple(map(_in_french, parts))
            return say(key, lang, *parts)
    return None


def _in_french(part: str) -> str:
    return _MORE.sub(r" et \1 de plus", _QUOTED.sub("«\u00a0\\1\u00a0»", part))


def in_words(text: str, lang: str, subjects: tuple[str, ...]) -> str:
    """A text in the words of a language, as far as there are any: else as it stands."""
    return text if lang == "en" else words_of(text, lang, subjects) or text


@cache
def _patterns(subjects: tuple[str, ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each text that has words, and what it looks like; the most particular first."""
    texts = [(text, subject) for subject in subjects for text in catalogue(subject[:-1])]
    texts.sort(key=lambda each: -sum(map(len, each[0].split("{}"))))
    return tuple(
        (f"{subject}{text}", re.compile(_as_pattern(text), re.DOTALL)) for text, subject in texts
    )


def _as_pattern(key: str) -> str:
    return "(.+?)".join(map(re.escape, key.split("{}")))
