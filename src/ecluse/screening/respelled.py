"""Other readings of how a name is written: letters apart, words run together, signs that look like
others, numbers in other signs, Chinese names by their sound.

Belongs here: giving these readings. Does not: comparing them (compare), dividing a cell into names
(parts).
Always true: a reading stands beside the name as it was written and never in place of it, so that it
can find an entry and never lose one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial
from itertools import combinations

from ecluse.screening.name_words import name_words, scoring
from ecluse.screening.numerals import with_numbers_read

_GLUED = re.compile(  # "CETC54Germany", "CETCLIV"
    r"(?<![^\W_])([A-Z]{4,}?)(\d+|[IVXLC]{3,}(?![A-Z]))(?=[A-Z][^\W\d_]|[^\w]|_|$)"
)
_APART = re.compile(r"(?<![^\W_])[^\W\d_](?:[-_.·*~|/ ][^\W\d_]){3,}(?![^\W_])")
_SIGNS = re.compile(r"[-_.·*~|/ ]")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})")
_WORD = re.compile(r"[A-Za-z]+")
_SPACES = re.compile(r"[\s'’-]+")
_SMALL_L = re.compile(r"(?<=[A-Z]{2})l(?![a-z])|(?<![^\W_])l(?=[A-Z]{2})|(?<=[A-Z])l(?=[A-Z])")
_CAPITALS = re.compile(r"(?<![^\W_])[\u0410-\u042f]{3,}(?![^\W\d_])")
_LETTERS = re.compile(r"[^\W\d_]{4,}")
# Several digits at the end of a word are its number ("Area 10"), one may be a letter.
_DIGITS = re.compile(
    r"(?<![^\W_])(?=[A-Za-z]*[01])[01]{0,2}[A-Za-z]+(?:[01]{1,2}[A-Za-z]+)*[01]?(?![^\W_])"
)
_FOR_DIGITS = ({"0": "o", "1": "i"}, {"0": "o", "1": "l"})


def respelled(text: str) -> Iterator[str]:
    """The other readings of a name.

    >>> list(respelled("H-u-a-w-e-i")), list(respelled("HuaweiTechnologies"))
    (['Huawei'], ['Huawei Technologies'])
    >>> list(respelled("Huawe1")), list(respelled("Amberfield Robotics"))
    (['Huawei', 'Huawel'], [])
    >>> list(respelled("CETC LIV")), list(respelled("\u0421\u0415\u0422\u0421"))
    (['CETC 54'], ['CETC'])
    """
    plain = _unglued(_known(text))
    readings = (with_numbers_read(plain), plain, _lookalike(text), _heard(text))
    yield from dict.fromkeys(other for other in readings if other != text)
    whole = _parted(_APART.sub(lambda met: _SIGNS.sub("", met[0]), text))
    if whole != text:
        yield whole
    if "0" not in whole and "1" not in whole:
        return
    for letters in _FOR_DIGITS:
        read = _DIGITS.sub(partial(_lettered, letters), whole)
        if read != whole:
            yield _parted(read)


def _lookalike(text: str) -> str:
    """A text with the letters that others look like: Latin ones of another script in words of such
    alone, `I` for `l` among capitals, `w` for `vv`.

    >>> _lookalike("HUAWEl"), _lookalike("Huavvei"), _lookalike("Savvy"), _lookalike("Intel")
    ('HUAWEI', 'Huawei', 'Sawy', 'Intel')
    """
    latin = text if text.isascii() else _LETTERS.sub(lambda met: _in_latin(met[0]), text)
    return _SMALL_L.sub("I", latin).replace("vv", "w").replace("VV", "W")


def _in_latin(word: str) -> str:
    latin = name_words().lookalike
    alike = all(sign in latin for sign in word)
    return "".join(map(latin.get, word, word)) if alike else word


def _known(text: str) -> str:
    """A text with the acronyms in Cyrillic by which a concern is known in Latin letters."""
    return _CAPITALS.sub(lambda met: name_words().acronym.get(met[0], met[0]), text)


def _unglued(text: str) -> str:
    """A text with each acronym apart from the number that it is written in one with."""
    return _GLUED.sub(r"\1 \2 ", text).strip() if _GLUED.search(text) else text


def _heard(text: str) -> str:
    """A text with Chinese names that it writes by their sound, as they are known in Latin letters.

    >>> _heard("Hai Kang Wei Shi"), _heard("Zhongxin Guoji Ltd")
    ('hikvision', 'smic Ltd')
    """
    words, table = _SPACES.split(text), name_words()
    for first, last in combinations(range(len(words) + 1), 2):
        sound = "".join(words[first:last]).casefold()
        if known := table.pinyin.get(sound) or table.sound.get(sound):
            return " ".join([*words[:first], known, *words[last:]])
    return text


def _lettered(letters: dict[str, str], met: re.Match[str]) -> str:
    """A word with letters for its digits, where letters are most of it."""
    word = met[0]
    digits = sum(sign in letters for sign in word)
    if len(word) < scoring()["digits_in_word_from"] or digits * 2 >= len(word):
        return word
    return "".join(letters.get(sign, sign) for sign in word)


def _parted(text: str) -> str:
    """A text whose long words that are run together stand apart."""
    return _WORD.sub(lambda met: _apart(met[0]), text)


def _apart(word: str) -> str:
    parts = _HUMP.split(word)
    concern = len(parts) > 1 and parts[0].casefold() in name_words().concern
    if len(word) < scoring()["run_together_from"] and not concern:
        return word
    return " ".join(_usual_apart(part) for part in parts) if len(parts) > 1 else _usual_apart(word)


def _usual_apart(word: str) -> str:
    """A word that ends with a usual one, before which another stands."""
    low = word.casefold()
    if len(word) < scoring()["run_together_from"] or low in _usual_words():
        return word
    for first in range(_SHORTEST, len(word) - _SHORTEST_USUAL + 1):
        if low[first:] in _usual_words():
            return f"{word[:first]} {word[first:]}"
    return word


_SHORTEST, _SHORTEST_USUAL = 3, 5  # letters of what is left, and of a usual word behind it


@cache
def _usual_words() -> frozenset[str]:
    table = name_words()
    found = {*table.business, *table.generic, *(form for form in table.business.values())}
    return frozenset(word for word in found if word.isalpha() and len(word) >= _SHORTEST_USUAL)
