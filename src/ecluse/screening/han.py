"""Names with Chinese signs: simplified, without legal form, and in Latin letters by meaning and
sound.

Belongs here: Chinese signs. Does not: comparing them (compare), other scripts (fold).
Always true: the library of sounds is imported only for signs that no table knows; a traditional
sign counts as its simplified one.

A listed name of a Chinese company is most often pinyin for its own words and English for the usual
ones, and a table of the usual words reads it so: 北京壁仞科技开发 is Beijing Biren Technology
Development.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from ecluse.screening.fold import clean, not_screened, spelled, words_of
from ecluse.screening.name_words import name_words
from ecluse.screening.numerals import figures_of_signs, number_signs

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")
_RUN = re.compile("[\u3005\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f]+")


def has_han(text: str) -> bool:
    """Whether a text has Chinese signs."""
    return not text.isascii() and _HAN.search(text) is not None


@lru_cache(maxsize=8192)
def core_of(text: str) -> str:
    """The Chinese signs of a name, simplified, without places to write and legal form.

    >>> core_of("華為技術有限公司")
    '华为技术'
    """
    signs = "".join(_RUN.findall(simplified(text)))
    for form in _legal():
        signs = signs.replace(form, "")
    return signs


def simplified(text: str) -> str:
    """A text with each traditional sign as its simplified one."""
    converted: str = _converter().convert(clean(text))
    return converted


def without_place(core: str) -> str:
    """The signs of a name without the place that they begin with."""
    for place in _places():
        if core.startswith(place) and len(core) > len(place) + 1:
            return core[len(place) :]
    return core


def latin_of(text: str) -> tuple[tuple[str, str], ...]:
    """The folded words of a name of any script, each beside the signs that it was written with."""
    if text.isascii():
        return spelled(text)
    text = clean(text)
    if has_han(text):
        text = _numbered().sub(_with_number, simplified(text))
    found: list[tuple[str, str]] = []
    for part, read in _parts(text):
        if read is None:
            found += spelled(part)
        else:
            found += [(word, part) for word in read]
    return tuple(found)


def _with_number(met: re.Match[str]) -> str:
    """What has a number, with its figures first, as a list in English writes it."""
    number, kind = met["number"], met["kind"]
    figures = number if number.isascii() else str(figures_of_signs(number))
    return f" {figures} {name_words().han_numbered[kind]} "


@cache
def _numbered() -> re.Pattern[str]:
    """A number before what it numbers ("第五十四研究所")."""
    kinds = "|".join(sorted(name_words().han_numbered, key=len, reverse=True))
    return re.compile(f"第? *(?P<number>[{number_signs()}]+|[0-9]+) *(?P<kind>{kinds})")


def _parts(text: str) -> list[tuple[str, tuple[str, ...] | None]]:
    """A text cut into what the tables read and what they do not (None)."""
    parts: list[tuple[str, tuple[str, ...] | None]] = []
    table, longest = _readings()
    rest, place, low = "", 0, text.casefold()
    if len(low) != len(text):
        low = text
    while place < len(text):
        met = None
        if not text[place].isascii():
            met = next(
                (
                    piece
                    for size in range(min(longest, len(text) - place), 0, -1)
                    if (piece := low[place : place + size]) in table
                ),
                None,
            )
        if met is None:
            rest += text[place]
            place += 1
            continue
        parts += _unread(rest)
        rest = ""
        parts.append((text[place : place + len(met)], table[met]))
        place += len(met)
    return parts + _unread(rest)


def _unread(text: str) -> list[tuple[str, tuple[str, ...] | None]]:
    """What no table reads: Chinese signs by their sound, all else as it stands."""
    parts: list[tuple[str, tuple[str, ...] | None]] = []
    end = 0
    for met in _RUN.finditer(text):
        parts.append((text[end : met.start()], None))
        parts.append((met[0], (sound_of(met[0]),)))
        end = met.end()
    parts.append((text[end:], None))
    return [part for part in parts if part[0].strip()]


@lru_cache(maxsize=8192)
def sound_of(signs: str) -> str:
    """Chinese signs in pinyin, written as one word."""
    try:
        from pypinyin import lazy_pinyin
    except ImportError as error:
        raise not_screened() from error
    return "".join(lazy_pinyin(signs, errors="ignore")).replace("ü", "v")


@cache
def _readings() -> tuple[dict[str, tuple[str, ...]], int]:
    """What the tables read, with the words of each, and the longest of them."""
    words = name_words()
    table = dict.fromkeys(words.han_legal, ()) | {
        sign: words_of(latin)
        for kind in (words.han_word, words.brand)
        for sign, latin in kind.items()
    }
    return table, max(map(len, table))


@cache
def _legal() -> tuple[str, ...]:
    return tuple(sorted(name_words().han_legal, key=len, reverse=True))


@cache
def _places() -> tuple[str, ...]:
    words = name_words()
    return tuple(sign for sign, latin in words.han_word.items() if latin in words.place)


@cache
def _converter() -> Any:
    try:
        from opencc import OpenCC
    except ImportError as error:
        raise not_screened() from error
    return OpenCC("t2s")
