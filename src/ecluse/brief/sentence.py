"""Sentences from templates over values, each stretch of which knows what it is.

Belongs here: filling a template, taking a number out of an answer, choosing the fullest form that
fits. Does not: which sentence is said (check, day, measure, story, book), or the words (words).
Always true: a number gets into a sentence only by way of an answer that holds it; a text of
somebody else's is shown without what moves a cursor or hides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from string import Formatter
from typing import Any

from ecluse.brief.answer import (
    MOST_WORDS,
    TITLE_SIGNS,
    BriefSource,
    Bullet,
    Span,
    ToldNumber,
    bullet_of,
    joined,
    words_in,
)
from ecluse.facts.figure import plain as digits_of
from ecluse.visible import visible
from ecluse.words.say import cited_in, day, number, say

Says = tuple[Span, ...]
PlainData = Mapping[str, Any]  # an answer, or a part of one
COUNT, KNOWN, SUM, SOME = "#", "#known", "+", ","
_NO_BREAK = "\u00a0"
_MOST_NAME = 60
_SPACES = re.compile(r"[ \t\r\n]+")  # no-break spaces stay


@dataclass(frozen=True, slots=True)
class AnswerData:
    """An answer as plain data, what it is called in the brief, and the brief's language."""

    name: str
    data: Any
    command: str
    lang: str

    def tell(
        self,
        *at: str | int,
        unit: str | None = None,
        apart_from: float | None = None,
        decimals: int | None = None,
    ) -> Span:
        """The number or day that stands at a place of the answer, as a stretch of a sentence.

        Args:
            apart_from: A number that it must not be taken for, such as the limit beside it.
            decimals: How many are told; as many as a newspaper gives where left out.
        """
        path = tuple(map(str, at))
        value = value_at(self.data, path)
        told = ToldNumber(value=value, unit=unit, answer=self.name, at=path)
        return Span(text=shown(value, unit, self.lang, apart_from, decimals), number=told)


def value_at(data: Any, path: Sequence[str]) -> Any:
    """What stands at a place of plain data; see `ToldNumber.at`.

    >>> value_at({"rows": [{"lines": 2}, {"lines": 3}]}, ("rows", "+", "lines"))
    5
    >>> value_at({"rows": [{"lines": 2}, {"lines": 3}]}, ("rows", "1,", "+", "lines"))
    3
    >>> value_at({"rows": [1, None]}, ("rows", "#known"))
    1
    """
    found = data
    for place, step in enumerate(path):
        if step == COUNT:
            return len(found)
        if step == KNOWN:
            values = found.values() if isinstance(found, dict) else found
            return sum(each is not None for each in values)
        if step == SUM:
            return _sum(found, path[place + 1 :])
        found = _inner(found, step)
    return found


def _sum(rows: Any, path: Sequence[str]) -> float:
    """The sum over rows; a row that lacks the last key (a currency) adds nothing."""
    *before, last = path
    parts = (value_at(each, before) for each in rows)
    total = sum(part.get(last, 0) for part in parts)
    return total if isinstance(total, int) else round(total, 2)


def _inner(found: Any, step: str) -> Any:
    if not isinstance(found, list):
        return found[step]
    if SOME in step:
        return [found[int(place)] for place in step.split(SOME) if place]
    return found[int(step)]


def some(places: Iterable[int]) -> str:
    """The step of a path that keeps some entries of a list."""
    return "".join(f"{place}{SOME}" for place in places) or SOME


def shown(
    value: float | str,
    unit: str | None,
    lang: str,
    apart_from: float | None = None,
    decimals: int | None = None,
) -> str:
    """A number or a day as the language writes it, its unit on the same line.

    A number has as few digits as a newspaper gives it, and as many as tell it from a limit.

    >>> shown(2.909091, None, "en"), shown(2399.999, None, "en", 2400.0)
    ('2.91', '2,399.999')
    """
    if isinstance(value, str):
        return day(date.fromisoformat(value), lang)
    figure = abs(Decimal(str(value)))
    text = number(_rounded(figure, apart_from, decimals), lang)
    if unit in (None, "1", "TPP"):
        return text
    return text + _NO_BREAK + say(f"unit.{unit}", lang).replace("mm2", "mm²")


def _rounded(figure: Decimal, apart_from: float | None, decimals: int | None) -> Decimal:
    if decimals is None:
        decimals = 1 if figure >= 100 else 2 if figure >= 1 else 3
    short = figure.quantize(Decimal(1).scaleb(-decimals))
    limit = None if apart_from is None else Decimal(str(apart_from))
    lost = (short == 0 and figure != 0) or (short == limit and figure != limit)
    return Decimal(digits_of(figure, limit)) if lost else short


def clauses(parts: Iterable[str], lang: str) -> str:
    """Several sentences as one."""
    return ("\u202f; " if lang == "fr" else "; ").join(parts)


def name(text: str, *, lang: str | None = None, most: int = _MOST_NAME) -> Span:
    """A name as a stretch of a sentence; a text of somebody else's may be one."""
    return Span(text=visible(_SPACES.sub(" ", text).strip(), most), name=True, lang=lang)


def words(text: str) -> Span:
    """Words of the house that tell no number."""
    return Span(text=text)


def counted(key: str, lang: str, count: Span) -> Says:
    """A count with what is counted, in the singular where it is one."""
    value = abs(float(count.number.value)) if count.number is not None else 0
    one = value == 1 or (lang == "fr" and value < 2)
    before, _, after = say(
        f"brief_count.{key} one" if one else f"brief_count.{key}", lang
    ).partition("{}")
    held = after.replace(" ", _NO_BREAK, 1)  # a count and its word stay on one line
    return tuple(span for span in (words(before), count, words(held)) if span.text)


def sentence(key: str, lang: str, **values: Span | Says | str) -> Says:
    """A template of the words, its places filled with stretches.

    Raises:
        KeyError: The key has no words, or a place no value.
    """
    says: list[Span] = []
    for before, place, _, _ in Formatter().parse(say(key, lang)):
        if before:
            says.append(words(before))
        if place is not None:
            value = values[place]
            says += (
                value
                if isinstance(value, tuple)
                else [words(value) if isinstance(value, str) else value]
            )
    return _smooth(says)


def capital(text: str) -> str:
    """A text whose first letter is a capital."""
    return text[:1].upper() + text[1:]


def _smooth(says: Sequence[Span]) -> Says:
    """The stretches, neighboring words joined, without empty ones; the first letter a capital."""
    found: list[Span] = []
    for span in says:
        plain = span.number is None and not span.name
        if not span.text:
            continue
        if plain and found and found[-1].number is None and not found[-1].name:
            found[-1] = words(found[-1].text + span.text)
        else:
            found.append(span)
    if found and (not found[0].name or " " in found[0].text):
        found[0] = replace(found[0], text=capital(found[0].text))
    return tuple(found)


def fitting(forms: Iterable[Says], lang: str, label: str) -> Says:
    """The first form that has few enough words beside its label; the last where none has."""
    last: Says = ()
    for says in forms:
        last = says
        if words_in(f"{label} {joined(says)}") <= MOST_WORDS[lang]:
            return says
    return last


def told_bullet(
    key: str, lang: str, forms: Iterable[Says], source: BriefSource, proof: str
) -> Bullet:
    """A bullet in the first form that fits beside its label, its source as the language cites it.

    Args:
        key: Of the words of the label.
    """
    label = say(f"brief.label {key}", lang)
    cited = replace(source, name=cited_in(source.name, lang))
    return bullet_of(label, fitting(forms, lang, label), cited, proof)


def fitting_title(forms: Iterable[Says]) -> Says:
    """The first form that is short enough for a title.

    Raises:
        ValueError: None is.
    """
    for says in forms:
        if len(joined(says)) <= TITLE_SIGNS:
            return says
    raise ValueError("no form of the title is short enough")
