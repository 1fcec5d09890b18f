"""Ranges of a model as stretches of a sentence: two numbers, their scale and their unit.

Belongs here: how many digits a range has, its sign and its unit. Does not: which range is told.
Always true: both ends come out of an answer; each has two digits that count, and none finer than a
hundredth of the larger end's; a range told without a sign lies on one side of zero.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import floor, log10

from ecluse.brief.answer import Span, ToldNumber
from ecluse.brief.sentence import AnswerData, PlainData, Says, sentence, value_at, words
from ecluse.errors import ModelError
from ecluse.simulate.question_file import DOWN, UP
from ecluse.words.say import has_words, number, say

_MINUS = "\u2212"
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_DIGITS, _FINEST = 2, 2
_NEARLY = 0.995  # of a scale: it is rounded to one
_PLURAL = 2  # from which on French has the plural
_WHOLE = ("units", "USD")
_PERCENT = ("share", "points")

_HOLD = "\u00a0"
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeEnds:
    """The two ends of a range in an answer: where they stand, and what they are.

    Args:
        sign: What the sentence says of all of it: above zero, below zero, or nothing.
    """

    paths: tuple[tuple[str, ...], tuple[str, ...]]
    values: tuple[float, float]
    unit: str
    sign: str = ""


def ends_of(
    answer: AnswerData, at: Sequence[str], ends: tuple[str, str] = ("p5", "p95"), sign: str = ""
) -> RangeEnds:
    """A row's range; told without a sign where the sentence says on which side of zero it lies.

    Raises:
        ModelError: The sentence says so, and it does not.
    """
    first, last = ((*at, end) for end in ends)
    low, high = (float(value_at(answer.data, path)) for path in (first, last))
    found = RangeEnds(
        paths=(first, last),
        values=(low, high),
        unit=str(value_at(answer.data, (*at, "unit"))),
        sign=sign,
    )
    _check_side(answer, at, found)
    if sign == DOWN:
        return replace(found, paths=(last, first), values=(high, low))
    return found


def _check_side(answer: AnswerData, at: Sequence[str], ends: RangeEnds) -> None:
    """Refuse a range that crosses zero where the sentence says that it does not."""
    size = max(abs(value) for value in ends.values)
    low, high = (rounded(value, size, ends.unit) for value in ends.values)
    if (ends.sign == UP and low < 0) or (ends.sign == DOWN and high > 0):
        row, side = value_at(answer.data, at), "above" if ends.sign == UP else "below"
        what = f"{row['row']}.{row['measure']} is {low:,.6g} to {high:,.6g}, not all {side} zero"
        raise ModelError(what, answer.name, "say the sentence of the question anew")


def range_says(answer: AnswerData, ends: RangeEnds, *, bare: bool = False) -> Says:
    """A range with its unit; without it where it is bare."""
    lang = answer.lang
    size = max(abs(value) for value in ends.values)
    scale, word = _scale(size)
    spans = []
    for value, path in zip(ends.values, ends.paths, strict=True):
        number_told = ToldNumber(value=value, unit=ends.unit, answer=answer.name, at=path)
        spans.append(Span(text=_text(value, size, scale, ends, lang), number=number_told))
    low, high = spans
    both: Says = (low,)
    if low.text != high.text:
        both = sentence("market_brief.range", lang, low=low, high=high)
    many = rounded(size, size, ends.unit) / scale >= _PLURAL
    named = _scale_word(word, lang, many=many)
    if bare:
        return (*both, words(f"{_HOLD}{named}")) if named else both
    key = _unit_key(ends.unit, scaled=bool(named), many=many)
    return _with_unit(sentence(f"market_brief.{key}", lang, range=both, scale=named))


def _scale(size: float) -> tuple[float, str]:
    """The scale in which a number is told, and its word; none below a million."""
    return next((each for each in _SCALES if size >= each[0] * _NEARLY), (1.0, ""))


def _scale_word(word: str, lang: str, *, many: bool) -> str:
    return say(f"market_brief.{word}{'s' if many else ''}", lang) if word else ""


def _unit_key(unit: str, *, scaled: bool, many: bool) -> str:
    """The words of a unit: after a scale, and of one where the language tells it apart."""
    if scaled:
        return f"{unit} scaled"
    one = f"{unit} one"
    return one if not many and has_words(f"market_brief.{one}") else unit


def _with_unit(says: Says) -> Says:
    """The unit told as a name where its digits count nothing, as in H100."""
    return tuple(
        span
        if span.number is not None or not _DIGIT.search(span.text)
        else Span(text=span.text, name=True)
        for span in says
    )


def rounded(value: float, size: float, unit: str) -> float:
    """A number with two digits that count, none finer than a hundredth of the larger end's; chips
    are whole.

    >>> [rounded(*each, "units") for each in ((3667.0, 6717.0), (-213.4, 213.4), (0.3, 0.3))]
    [3700.0, -210.0, 0.0]
    """
    if value == 0 or size == 0:
        return 0.0
    own = floor(log10(abs(value))) - _DIGITS + 1
    step = max(own, floor(log10(size)) - _FINEST, *([0] if unit in _WHOLE else []))
    return round(value, -step) + 0.0


def _text(value: float, size: float, scale: float, ends: RangeEnds, lang: str) -> str:
    """One end; without its sign where the sentence tells it."""
    if ends.unit in _PERCENT:
        value, size = 100 * value, 100 * size
    figure = rounded(value, size, ends.unit)
    text = number(float(f"{abs(figure) / scale:.12g}"), lang)
    return f"{_MINUS}{text}" if figure < 0 and not ends.sign else text


def short_text(value: float, size: float, unit: str, lang: str) -> str:
    r"""One number of a picture or a table, with its sign and its scale.

    >>> short_text(-213.4, 213.4, "units", "en"), short_text(4.06e7, 8.3e7, "USD", "en")
    ('−210', '41\xa0million')
    """
    scale, word = _scale(size)
    text = _text(value, size, scale, RangeEnds(paths=((), ()), values=(0, 0), unit=unit), lang)
    if unit in _PERCENT:
        return f"{text}{_HOLD}{'%' if unit == _PERCENT[0] else 'pt'}"
    if not word or text == "0":
        return text
    many = abs(rounded(value, size, unit)) / scale >= _PLURAL
    return f"{text}{_HOLD}{_scale_word(word, lang, many=many)}"


def size_of(row: PlainData) -> float:
    """The larger end of a row, without its sign."""
    return max(abs(float(row["p5"])), abs(float(row["p95"])))


def range_text(row: PlainData, lang: str) -> str:
    """The range of a row in few signs; both ends stand in one scale, which is said once."""
    size = size_of(row)
    low, high = (short_text(row[end], size, row["unit"], lang) for end in ("p5", "p95"))
    if low == high:
        return low
    if _HOLD in high:
        low = low.partition(_HOLD)[0]
    return say("market_brief.range", lang, low=low, high=high)
