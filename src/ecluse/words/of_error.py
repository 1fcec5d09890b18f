"""The words for an error's text, which is raised in English: by what the text looks like.

Belongs here: finding the key that a raised text was made from, and saying it in a language. Does
not: the texts (terminal_error, book_error, problem, refusal), the words that are English
(english.txt), or what a surface adds to them.
Always true: a text that has no words on record is None, never half a translation.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from ecluse.words.say import catalogue, say

_MORE = re.compile(r" and (\d+) more$")  # what a list is cut to
_QUOTED = re.compile(r"'([^']*)'(?!\w)")
_NAMES = re.compile(r"'[^']*'(?!\w)|`[^`]*`|\"[^\"]*\"")  # what stands as it was given
_MARKS = ("'", '"', "`")  # what stands between two of these is as it was given
_JOINED = re.compile(r", | (?:and|or) ")


def words_of(text: str, lang: str, subjects: tuple[str, ...]) -> str | None:
    """An error's text in the words of some subjects; None where none of them has it, or not what
    stands in it.

    Args:
        subjects: With a dot behind each; where two have the same text, the first says it.

    >>> words_of("there is no such file", "fr", ("terminal_error.",))
    'ce fichier n’existe pas'
    """
    for key, ends in _worded(subjects):
        if not (text.startswith(ends[0]) and text.endswith(ends[-1])):
            continue
        found = _pattern(ends).fullmatch(text)
        if found is None:
            continue
        parts = found.groups()
        if lang == "en":
            return say(key, lang, *parts)
        said = [
            part if before.endswith(_MARKS) else _in_french(part, subjects)
            for part, before in zip(parts, ends[:-1], strict=True)
        ]
        if None not in said:
            return say(key, lang, *said)
    return None


def _in_french(part: str, subjects: tuple[str, ...]) -> str | None:
    """What stands in a text, in French: names as they are; None of English without words."""
    more = _MORE.search(part)
    listed = part[: more.start()] if more else part
    if not any(map(_is_english, _JOINED.split(_NAMES.sub("", listed)))):
        listed = _QUOTED.sub("«\u00a0\\1\u00a0»", listed)
        listed = listed.replace(" and ", " et ").replace(" or ", " ou ")
        return f"{listed} et {more[1]} de plus" if more else listed
    return words_of(part, "fr", subjects)


def _is_english(text: str) -> bool:
    return _english().search(text) is not None


@cache
def _english() -> re.Pattern[str]:
    """The words of english.txt, by one of which a text shows that it is English, and no name."""
    words = Path(__file__).with_name("english.txt").read_text("ascii").split()
    return re.compile(rf"(?<![\w./-])(?:{'|'.join(words)})(?![\w./=-])")


def in_words(text: str, lang: str, subjects: tuple[str, ...]) -> str:
    """A text in the words of a language, as far as there are any: else as it stands."""
    return text if lang == "en" else words_of(text, lang, subjects) or text


@cache
def _worded(subjects: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each text that has words, and what stands around its places, the most particular first."""
    texts = [(text, subject) for subject in subjects for text in catalogue(subject[:-1])]
    texts.sort(key=lambda each: -sum(map(len, each[0].split("{}"))))
    return tuple((f"{subject}{text}", tuple(text.split("{}"))) for text, subject in texts)


@cache
def _pattern(ends: tuple[str, ...]) -> re.Pattern[str]:
    """What a text with something in its places looks like."""
    return re.compile("(.+?)".join(map(re.escape, ends)), re.DOTALL)
