"""Remedies in words: a change of the item, an amendment, a set of measures.

Belongs here: which key tells which remedy, and numbers as they are read. Does not: the order in
which remedies are told (remedy_tree).
Always true: a bound that needs rounding is rounded to the safe side.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from ecluse.cli.screen import shown
from ecluse.cli.wording import COLORS, answer, stretch, truth, unit
from ecluse.determine.verdict import Answer
from ecluse.facts.figure import Figure
from ecluse.facts.truth import Truth
from ecluse.facts.vocabulary import Vocabulary
from ecluse.law.condition.cells import Cell
from ecluse.law.condition.tree import Compare
from ecluse.remedy.amendment import Amended, Amendment
from ecluse.remedy.law_change import Without
from ecluse.remedy.nearest import holds
from ecluse.remedy.redesign import Change, Redesign, Tie, bounded
from ecluse.words.say import has_words, number, say

_LARGE = 100  # from here two decimals are enough


def redesign_text(redesign: Redesign, vocabulary: Vocabulary, lang: str) -> str:
    """A change of the item: the answer, and what would have to move."""
    tied = {tie.fact for tie in redesign.ties}
    parts = [
        _change(change, vocabulary, lang)
        for change in redesign.changes
        if change.fact not in tied or bounded(change.cell)
    ]
    parts += [_tie(tie, vocabulary, lang) for tie in redesign.ties]
    changes = say("remedy.and", lang).join(parts) or say("remedy.new design", lang)
    return say("remedy.answer", lang, _colored(redesign.answer, lang), changes)


def _colored(found: Answer, lang: str) -> str:
    return f"[{COLORS[found.outcome]}]{answer(found, lang)}[/]"


def _change(change: Change, vocabulary: Vocabulary, lang: str) -> str:
    if change.cell.value is not None:
        no = change.cell.value is Truth.FALSE
        return say("remedy.not datacenter" if no else "remedy.datacenter", lang)
    now = truth(Truth.UNKNOWN, lang)
    if isinstance(change.now, Figure):
        now = _figure(change.now, lang)
    already = holds(change.cell, change.now)
    stands = say("remedy.already" if already else "remedy.now", lang, now)
    name = _name(change.fact, vocabulary, lang)
    return f"{name} {cell_text(change.cell, vocabulary, lang)} [dim]({stands})[/dim]"


def _figure(figure: Figure, lang: str) -> str:
    if figure.exact is not None:
        return _down(figure.exact, lang)
    low = _down(figure.low, lang)
    if figure.high is None:
        return say("low.out" if figure.above else "low.in", lang, low)
    return f"{low}–{_up(figure.high, lang)}"


def _tie(tie: Tie, vocabulary: Vocabulary, lang: str) -> str:
    """Two figures that a third, defined by both, ties together."""
    fact = _name(tie.fact, vocabulary, lang)
    other = _name(tie.other, vocabulary, lang)
    corners = [
        say(
            "remedy.corner" if reached else "remedy.corner limit",
            lang,
            fact=fact,
            cell=cell_text(cell, vocabulary, lang),
            value=f"{other} {_down(value, lang)}",
        )
        for value, reached, cell in tie.corners
    ]
    defined, cell = _name(tie.defined, vocabulary, lang), cell_text(tie.cell, vocabulary, lang)
    if not corners:
        return f"{defined} {cell}"
    return say("remedy.that is", lang, defined=defined, cell=cell, corners=", ".join(corners))


def _name(fact: str, vocabulary: Vocabulary, lang: str) -> str:
    short = has_words(f"remedy.{fact}")
    return say(f"remedy.{fact}", lang) if short else vocabulary.facts[fact].meaning.say(lang)


def cell_text(cell: Cell, vocabulary: Vocabulary, lang: str) -> str:
    """A stretch with its unit; bounds that do not fit are rounded to the safe side."""
    after = unit(vocabulary.facts[cell.fact].unit, lang)
    return stretch(
        cell,
        lang,
        low=lambda bound, lang: _up(bound, lang) + after,
        high=lambda bound, lang: _down(bound, lang) + after,
    )


def _up(value: Decimal, lang: str) -> str:
    return number(_rounded(value, ROUND_CEILING), lang)


def _down(value: Decimal, lang: str) -> str:
    return number(_rounded(value, ROUND_FLOOR), lang)


def _rounded(value: Decimal, rounding: str) -> Decimal:
    """At most two decimals for large numbers, and four for small ones."""
    return value.quantize(Decimal("0.01" if value >= _LARGE else "0.0001"), rounding=rounding)


def amended_text(amended: Amended, vocabulary: Vocabulary, lang: str) -> str:
    """A set of amendments, and the answer then."""
    parts = [_amendment(part, vocabulary, lang) for part in amended.parts]
    together = say("remedy.part joiner", lang).join(parts)
    return say("remedy.with", lang, _colored(amended.answer, lang), together)


def _amendment(part: Amendment, vocabulary: Vocabulary, lang: str) -> str:
    provision = shown(part.provision)
    if part.limit is None:
        key = "remedy.list with" if part.into else "remedy.list without"
        return say(key, lang, provision, shown(part.name))
    assert isinstance(part.test, Compare)
    return say(
        "remedy.limit",
        lang,
        provision=provision,
        fact=_name(part.limit.fact, vocabulary, lang),
        cell=cell_text(part.limit, vocabulary, lang),
        before=_down(part.test.limit, lang),
    )


def without_text(change: Without, lang: str) -> str:
    """A set of measures or provisions, and the answer without it."""
    names = []
    for part in change.parts:
        measure, provision = part
        short = shown(measure.rpartition("/")[2])
        name = short if provision is None else f"{shown(provision)} [dim]({short})[/dim]"
        names.append(say("remedy.the end of", lang, name) if part in change.ends else name)
    together = say("remedy.and", lang).join(names)
    return say("remedy.without", lang, together, _colored(change.answer, lang))
