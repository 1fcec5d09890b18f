"""The figures of an item as they are shown, each with where it was read.

Belongs here: which figures, in what words. Does not: the figures themselves (figures), or layout.
Always true: a figure that sources dispute is shown as the range that they span; one that nobody
gives is left out, but where the catalogue says so of it.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from ecluse.determine.determination import Determination
from ecluse.determine.figures import (
    FigureRange,
    figures_of,
    given_figures,
    item_facts,
    ranges_of,
)
from ecluse.determine.told_line import ToldSource, sources_of
from ecluse.determine.wording import unit
from ecluse.facts.item import RATE, Item
from ecluse.facts.known import Known
from ecluse.law.library import Library
from ecluse.words.say import has_words, number, say

_DIGITS = 6  # significant, of a bound of what is disputed


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldFigure:
    """One figure of an item.

    Args:
        name: The fact, as the record names it.
        words: What it is.
        confidence: How firm it is, or that the law defines it.
        because: How it came about, where that is worth saying.
        compared: The law of the day compares it with a limit.
    """

    name: str
    words: str
    value: str
    confidence: str
    because: str
    compared: bool
    sources: tuple[ToldSource, ...]


def told_figures(found: Determination, library: Library, lang: str) -> tuple[ToldFigure, ...]:
    """The figures of the item that is asked about, those that the case gives included."""
    item = found.shipment.item
    own = given_figures(found.facts) or item_facts(item, library)
    values, ranges = figures_of(item, library, own), ranges_of(item, library, own)
    known = {**own.ic.figures, **item.figures, **found.shipment.given}
    figures = _figures(values, ranges, known, library, lang)
    return tuple(replace(each, compared=each.name in found.law.limits) for each in figures)


def figures_of_item(item: Item, library: Library, lang: str) -> tuple[ToldFigure, ...]:
    """The figures of an item of the catalogue; those too of which is said that nobody gives them,
    as a dash.
    """
    own = item_facts(item, library)
    values, ranges = figures_of(item, library, own), ranges_of(item, library, own)
    known = {**own.ic.figures, **item.figures}
    return tuple(_figures(values, ranges, known, library, lang, shown=known))


def _figures(
    values: dict[str, float | None],
    ranges: dict[str, FigureRange],
    known: dict[str, Known],
    library: Library,
    lang: str,
    shown: Container[str] = (),
) -> Iterator[ToldFigure]:
    for name in dict.fromkeys((*values, *ranges)):
        value, disputed = values.get(name), ranges.get(name)
        if value is None and disputed is None and name not in shown:
            continue
        words, after = _named(name, library, lang)
        read = known.get(name)
        sure = "chips.defined" if read is None else f"confidence.{read.confidence.value}"
        yield ToldFigure(
            name=name,
            words=words,
            value=shown_figure(value, disputed, lang) + after,
            confidence=say(sure, lang),
            because=(read.because if read else None)
            or (disputed.because if disputed else "")
            or "",
            compared=False,
            sources=() if read is None else sources_of(read.cited),
        )


def _named(name: str, library: Library, lang: str) -> tuple[str, str]:
    """A figure in words, and its unit after a number."""
    meaning = library.vocabulary.facts.get(name)
    if meaning is not None:
        known = meaning.unit is not None and has_words(f"unit.{meaning.unit}")
        return meaning.meaning.say(lang), unit(meaning.unit, lang) if known else ""
    form = name.removesuffix(RATE)
    if form != name:
        return say("item_page.rate", lang, form.upper()), f" {say('item_page.unit.rate', lang)}"
    own = f"item_page.unit.{name}"
    return say(f"item_page.{name}", lang), f" {say(own, lang)}" if has_words(own) else ""


def shown_figure(value: float | None, disputed: FigureRange | None, lang: str) -> str:
    r"""A figure as it is shown: its value, the range that its sources span, or a dash.

    >>> open_ = FigureRange(low=3600, high=None, because=None, unsettled=[])
    >>> shown_figure(None, open_, "en"), shown_figure(3600.0, None, "en")
    ('≥\xa03,600', '3,600')
    """
    if value is not None:
        return number(Decimal(f"{value:.10g}"), lang)
    if disputed is None:
        return "–"
    low = _bound(disputed.low, lang)
    return f"≥\u00a0{low}" if disputed.high is None else f"{low}–{_bound(disputed.high, lang)}"


def _bound(value: float, lang: str) -> str:
    return number(Decimal(f"{value:.{_DIGITS}g}"), lang)
