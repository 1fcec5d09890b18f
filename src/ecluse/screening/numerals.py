"""Numbers of institutes that are written in words, in Roman figures or in Chinese signs.

Belongs here: reading them as figures, as lists write most of them. Does not: the words and the
signs (data/screening/name_words.csv), what is numbered in Chinese (han).
Always true: words are a number only beside a word for what is numbered, or where several end a
name; those that make up no number stay words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from ecluse.screening.name_words import name_words

_HUNDRED, _TEN = 100, 10
_SEVERAL = "several"  # words of a number that one of `numbered` needs
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
# Of three signs or more: "LI" and "XI" are names too.
_FIGURES = re.compile(r"(\d+)(?:st|nd|rd|th)?", re.IGNORECASE)
_IN_ROMAN = "(?=[IVXLC]{3})C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_RUN = re.compile(r"[IVXLC]{2,}(?![^\W_])|[\u3007\u4e00-\u9fff]+")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_ENDING = re.compile(r"(?<=\d)[-‐‑–]?(?:[а-я]?[йяе]|о?го|о?му)\b")  # "54-й", "54-го"
# "54e", "54º", "제54"
_ORDER = re.compile(r"(?<=\d)(?:i?[eè]me|e|[ºª])(?![^\W_])|제(?=\d)", re.IGNORECASE)
_ROMAN_ALONE = re.compile(rf"(?!XI$)(?:{_IN_ROMAN}|X{{0,3}}(?:IX|IV|V?I{{0,3}})(?<=[IVX]{{2}}))")


def figures_of_signs(number: str) -> int:
    """A number in Chinese signs, by places ("七〇二") or by tens ("五十四").

    >>> figures_of_signs("七〇二"), figures_of_signs("五十四"), figures_of_signs("一百二十")
    (702, 54, 120)
    >>> figures_of_signs("伍拾肆"), figures_of_signs("廿九"), figures_of_signs("十")
    (54, 29, 10)
    """
    table = name_words()
    tens = {sign: int(value) for sign, value in table.han_tens.items()}
    values = {sign: int(value) for sign, value in table.han_digit.items()}
    if all(values.get(sign, _TEN) < _TEN for sign in number):
        return int("".join(str(values[sign]) for sign in number))
    whole, digit = 0, 0
    for sign in number:
        if sign in tens:
            whole, digit = whole + (digit or 1) * tens[sign], 0
        elif values[sign] >= _TEN:
            whole += values[sign]
        else:
            digit = values[sign]
    return whole + digit


def number_of(word: str) -> int | None:
    """The number that a word by itself is: in figures, Roman ones or Chinese signs.

    >>> [number_of(each) for each in ("54", "LIV", "IX", "五十四", "3rd")]
    [54, 54, 9, 54, 3]
    >>> [number_of(each) for each in ("XI", "LI", "I", "Five", "五矿")]
    [None, None, None, None, None]
    """
    if met := _FIGURES.fullmatch(word):
        return int(met[1])
    if _ROMAN_ALONE.fullmatch(word):
        return _roman(word)
    signs = word and set(word) <= set(number_signs())
    return figures_of_signs(word) if signs else None


def number_signs() -> str:
    """The Chinese signs that numbers are written with."""
    table = name_words()
    return "".join((*table.han_digit, *table.han_tens))


def in_figures(text: str) -> str:
    """A text with the numbers of institutes in figures.

    >>> in_figures("Fifty-Fourth Research Institute"), in_figures("the Second Road")
    ('54 Research Institute', 'the Second Road')
    >>> in_figures("Seven Hundred Second Institute"), in_figures("Twenty Thirty Institute")
    ('702 Institute', 'Twenty 30 Institute')
    >>> in_figures("Research Institute Fifty-Four"), in_figures("Seven Seven One Institute")
    ('Research Institute 54', '771 Institute')
    >>> [in_figures(each) for each in ("Fiftyfourth Bureau", "Bureau XXXVIII", "LI Bureau")]
    ['54 Bureau', 'Bureau 38', 'LI Bureau']
    """
    plain = text.isascii() or _CYRILLIC.search(text) is None
    return _numbered(plain=plain).sub(_with_figures, text)


def with_numbers_read(text: str) -> str:
    """A text with each number that is a word by itself in figures, and with what is numbered in
    Russian in English, as lists have most of them.

    >>> with_numbers_read("CETC LIV"), with_numbers_read("Research Institute 五十四")
    ('CETC 54', 'Research Institute 54')
    >>> with_numbers_read("54-й НИИ"), with_numbers_read("пятьдесят четвёртый НИИ")
    ('54 Research Institute', '54 Research Institute')
    >>> with_numbers_read("Сорок Лет"), with_numbers_read("LI Ning"), with_numbers_read("НИИ Квант")
    ('Сорок Лет', 'LI Ning', 'Research Institute Квант')
    >>> with_numbers_read("54e institut"), with_numbers_read("54º Instituto")
    ('54  institut', '54  Instituto')
    """
    read = _ORDER.sub(" ", _RUN.sub(lambda met: _as_figures(met[0]), text))
    if _CYRILLIC.search(read) is None:
        return read
    figures = _ENDING.sub("", in_figures(read))
    english = name_words().in_english
    return _numbered_in_russian().sub(lambda met: english[met[0].lower()].title(), figures)


def _as_figures(word: str) -> str:
    number = number_of(word)
    return word if number is None else str(number)


@cache
def _numbered_in_russian() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any_of(name_words().in_english)})\b", re.IGNORECASE)


def _with_figures(met: re.Match[str]) -> str:
    if set(met[0]) <= set(_ROMAN):
        return str(_roman(met[0]))
    words: list[str] = _word().findall(met[0])
    for first in range(len(words)):
        number = _number(words[first:])
        if number is not None:
            return " ".join([*words[:first], str(number)])
    return met[0]


def _roman(signs: str) -> int:
    """A number in Roman figures: a smaller one before a larger is taken away."""
    values = [_ROMAN[sign] for sign in signs]
    after = [*values[1:], 0]
    return sum(-one if one < other else one for one, other in zip(values, after, strict=True))


@cache
def _word() -> re.Pattern[str]:
    """A word of a number."""
    return re.compile(_any_of(name_words().number), re.IGNORECASE)


def _any_of(words: Iterable[str]) -> str:
    """A pattern of any of some words, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


def _of_letters(words: Mapping[str, str], plain: bool) -> dict[str, str]:
    return {word: value for word, value in words.items() if word.isascii() or not plain}


def _number(words: list[str]) -> int | None:
    """The number that words make up: what follows fills the noughts of what is before it, or each
    word is a figure ("seven seven one").
    """
    values = [int(name_words().number[word.lower()]) for word in words]
    if len(values) > 1 and max(values) < _TEN:
        return int("".join(map(str, values)))
    whole = 0
    for value in values:
        if value == _HUNDRED:
            whole = max(whole, 1) * value
            continue
        room = _HUNDRED if whole % _HUNDRED == 0 else _TEN if whole % _TEN == 0 else 0
        if whole and value >= room:
            return None
        whole += value
    return whole


@cache
def _numbered(*, plain: bool) -> re.Pattern[str]:
    """Words of a number, or Roman figures, beside a word for what is numbered; several anywhere
    ("Fifty-Fourth", "Fiftyfourth") or at the end ("Seven One"); one alone is none before words that
    lists themselves write it with ("Second Academy").

    Args:
        plain: Of words in plain letters alone, which are nearly all, so that the pattern is short.
    """
    table = name_words()
    numbers, numbered = (_of_letters(each, plain) for each in (table.number, table.numbered))
    word = _any_of(numbers)
    values = {each: int(value) for each, value in numbers.items()}
    tens = "|".join(
        each for each, value in values.items() if _TEN < value < _HUNDRED and value % _TEN == 0
    )
    kinds = _any_of(numbered)
    several = "|".join(kind for kind, value in numbered.items() if value == _SEVERAL) or "(?!)"
    further = rf"[\s-]*(?:and\s+)?(?:{word})\b"
    number = rf"\b(?:(?:{word})(?:{further})+|(?:{word})\b(?!\s+(?:{several})\b))"
    behind = "|".join(rf"(?<=\b{kind} )" for kind in numbered)
    roman = rf"(?-i:\b{_IN_ROMAN}\b)"
    beside = rf"(?=\s+(?:{kinds})\b)"
    pattern = (
        rf"{number}{beside}|(?:{behind}){number}(?=\W*$)|\b(?:{word}){further}(?=\W*$)"
        rf"|\b(?:{tens}){further}|{roman}{beside}|(?:{behind}){roman}(?=\W*$)"
    )
    return re.compile(pattern, re.IGNORECASE)
