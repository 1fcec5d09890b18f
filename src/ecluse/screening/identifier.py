"""Registration numbers of parties: USCC, LEI, and what a list calls by other names.

Belongs here: one spelling of a number. Does not: looking it up (index).
Always true: a number is compared whole; one that is too short to be anybody's is none.
"""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[0-9A-Z]+")
_SHORTEST, _LONGEST = 6, 40
_LEAST_DIGITS = 4


def identifiers_of(text: str) -> tuple[str, ...]:
    """The numbers in a text, each in capitals without its separators.

    >>> identifiers_of("USCC 91370000 163069870-X"), identifiers_of("reg. no. 12")
    (('91370000163069870X', '91370000', '163069870'), ())
    """
    words = _WORD.findall(unicodedata.normalize("NFKC", text).upper())
    while words and not any(map(str.isdigit, words[0])):
        words = words[1:]  # the label of the number
    return tuple(dict.fromkeys(word for word in ("".join(words), *words) if _is_number(word)))


def _is_number(word: str) -> bool:
    long = _SHORTEST <= len(word) <= _LONGEST
    return long and sum(map(str.isdigit, word)) >= min(_LEAST_DIGITS, len(word))
