r"""Names folded to what counts of them.

Belongs here: letters, abbreviations and legal forms. Does not: weighing words (keys), scripts that
are read by sound (han).
Always true: a name of plain letters needs no other library; what cannot be seen counts for nothing.

The steps: Unicode's compatibility form; invisible characters go; a letter of another script that
looks like a Latin one becomes it inside a word that has Latin letters; other scripts in Latin
letters; `A.B.C.` is `abc`, `12th` and `No. 12` are `12`; legal forms and small words go; each
abbreviation takes its one form.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from ecluse.errors import NotScreened
from ecluse.screening.name_words import name_words
from ecluse.screening.numerals import in_figures

LIBRARIES = ("rapidfuzz", "opencc", "pypinyin", "anyascii")
_INITIALS = re.compile(r"(?<![^\W_])((?:[^\W\d_]\.){2,}[^\W\d_]?)(?![^\W_])")
_SPACED = re.compile(r"(?<![^\W_])(?:[^\W\d_]\. ){2,}(?=$|\W|[^\W\d_]{2})")
_AND = re.compile(r"\bR ?& ?D\b")
_WORD = re.compile(r"[a-z0-9]+")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_NUMBERED = re.compile(
    r"\b(?:n°|(?:no|nr|num|number|nummer|num[eé]ro)\b)(?=[.#:\s]*\d)", re.IGNORECASE
)
_APART = re.compile(r"(?<=\d)[-\s](?=(?:st|nd|rd|th)\b)", re.IGNORECASE)  # "54-th"
_OF = re.compile(r"['’‘`´ʼ＇]s\b", re.IGNORECASE)  # "Huawei's"
_LATIN = re.compile(r"[A-Za-z]")
_CHUNK = re.compile(r"[^\s,;:/()\[\]{}«»\"“”]+")
_SHORTEST_MENDED = 8  # letters of a usual word whose typo is mended
_QUOTES = str.maketrans("", "", "'’‘`´ʼ＇")


def fold_name(text: str) -> str:
    """A name without case, accents, punctuation and legal form, each usual word in one spelling.

    >>> fold_name("INSPUR Electronics Info. Co., Ltd."), fold_name("H.I. Silicon Tech (SZ)")
    ('inspur electronic information', 'hi silicon technology shenzhen')
    """
    return " ".join(words_of(text))


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a name, in order.

    Raises:
        NotScreened: The name has letters beyond Latin and the library for them is missing.
    """
    return tuple(word for word, _ in spelled(text))


def spelled(text: str) -> tuple[tuple[str, str], ...]:
    """The folded words of a name, each beside the word as it was written."""
    if text.isascii():
        return _plain(text)
    return _foreign(text)


def clean(text: str) -> str:
    """The text in Unicode's compatibility form, without what cannot be seen."""
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFKC", text)
    return "".join(
        " " if kind in ("Cc", "Zl", "Zp") else sign
        for sign in composed
        if (kind := unicodedata.category(sign)) not in ("Cf", "Cs", "Co")
    )


def seen(text: str) -> str:
    """The text as it is seen: clean, each letter of another script that looks like a Latin one as
    that in a word that has Latin letters.

    >>> seen("T\u200bBD"), seen("\u0422BD"), seen("\u041e\u041e\u041e")
    ('TBD', 'TBD', '\u041e\u041e\u041e')
    """
    if text.isascii():
        return text
    return _CHUNK.sub(lambda chunk: _looked_at(chunk[0]), clean(text))


def _looked_at(word: str) -> str:
    """A word, its look-alikes as Latin letters where it has such."""
    if word.isascii() or not _LATIN.search(word):
        return word
    lookalike = name_words().lookalike
    return "".join(lookalike.get(sign, sign) for sign in word)


@lru_cache(maxsize=8192)
def _plain(text: str) -> tuple[tuple[str, str], ...]:
    """Of a text in plain letters."""
    text = _AND.sub("RD", _joined(text)).replace("&", " and ")
    text = _counted(_OF.sub("", text).translate(_QUOTES))
    return tuple(
        (word, text[met.start() : met.end()])
        for met in _WORD.finditer(text.lower())
        for word in form_of(met[0]).split()
    )


def _counted(text: str) -> str:
    """A text with its numbers in figures, without the word for one before them."""
    return _APART.sub("", _NUMBERED.sub("  ", in_figures(text)))


def _joined(text: str) -> str:
    if "." not in text:
        return text
    text = _SPACED.sub(lambda met: met[0].replace(". ", "") + " ", text)
    return _INITIALS.sub(lambda met: met[1].replace(".", "") + " ", text)


def form_of(word: str) -> str:
    """The one form of a word in small letters; nothing where it does not count."""
    table = name_words()
    if word in table.legal or word in table.stop:
        return ""
    if (form := table.business.get(word)) is not None:
        return form
    if (form := table.sound.get(word)) is not None:
        return form
    if word[0].isdigit() and (met := _ORDINAL.fullmatch(word)):
        return met[1]
    if len(word) >= _SHORTEST_MENDED and (form := _mended(word)):
        return form
    return _singular(word)


def _mended(word: str) -> str:
    """The form of the usual word that a word is a typo of; nothing where it is none."""
    usual = _usual()
    for place in range(len(word) + 1):
        for other in usual.get(word[:place] + word[place + 1 :], ()):
            if _one_apart(word, other):
                return name_words().business[other]
    return ""


@cache
def _usual() -> dict[str, list[str]]:
    """The usual words, under each of their spellings with a letter left out."""
    usual: dict[str, list[str]] = {}
    for word in name_words().business:
        if len(word) >= _SHORTEST_MENDED:
            for place in range(len(word) + 1):
                usual.setdefault(word[:place] + word[place + 1 :], []).append(word)
    return usual


def _one_apart(one: str, other: str) -> bool:
    """Whether two words differ by one letter, or by two that changed places."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    head = 0
    while head < len(short) and short[head] == long[head]:
        head += 1
    if short[head + (len(short) == len(long)) :] == long[head + 1 :]:
        return True
    swapped = long[head + 1 : head + 2] + long[head : head + 1]
    return short[head:] == swapped + long[head + 2 :]


def _singular(word: str) -> str:
    if len(word) > 4 and word[-1] == "s" and word[-2] not in "sui":
        return word[:-1]
    return word


def _foreign(text: str) -> tuple[tuple[str, str], ...]:
    """Of a text with other letters: each word by itself, so that it can be shown as written."""
    found: list[tuple[str, str]] = []
    for chunk in _CHUNK.findall(_counted(_joined(clean(text)))):
        plain = _latin(chunk)
        parts = _plain(plain)
        shown = chunk.strip(".-·・")
        single = len(parts) == 1 or not chunk.isascii()
        found += [(form, shown if single else part) for form, part in parts]
    return tuple(found)


def _latin(word: str) -> str:
    """A word in Latin letters."""
    if word.isascii():
        return word
    if _LATIN.search(word):
        word = _looked_at(word)
        stripped = unicodedata.normalize("NFD", word)
        word = "".join(sign for sign in stripped if not unicodedata.combining(sign))
        if word.isascii():
            return word
    try:
        from anyascii import anyascii
    except ImportError as error:
        raise not_screened() from error
    return anyascii(word)


def not_screened() -> NotScreened:
    """The error of an installation that cannot compare names."""
    what = "a library that compares names is missing"
    mend = f"install ecluse anew with its dependencies: {', '.join(LIBRARIES)}"
    return NotScreened(what, "installation", mend)
