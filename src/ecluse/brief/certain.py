"""What of an answer is certain, and what is not.

Belongs here: sorting what an answer rests on by how firmly it is known. Does not: how firm a
finding is (determine).
Always true: what is called certain was read in the rule's own text or a data sheet, or was said by
who asks; whatever is presumed, disputed or unknown stands on the other side.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ecluse.brief.limits import closest
from ecluse.brief.sentence import PlainData, clauses, shown
from ecluse.brief.terms import BriefTerms
from ecluse.citation import FIRM
from ecluse.facts.item import RATE
from ecluse.visible import visible
from ecluse.words.say import cited_in, day, has_words, say

SURE = {each.value for each in FIRM}
_MOST, _OF_NAMES = 5, 2
_DOUBTED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """What is certain and what is not, in sentences."""

    certain: tuple[str, ...]
    not_certain: tuple[str, ...]


def sorted_answer(data: PlainData, terms: BriefTerms, supposed: str | None) -> Sorted:
    """What an answer rests on, sorted.

    Args:
        supposed: What the scenario supposes, where one is asked.
    """
    rows = list(_rests_on(data))
    firm = [_provision_line(row, terms) for row in rows if row["confidence"] in SURE]
    figure = closest(data)
    if figure is not None and figure.row["confidence"] in SURE:
        firm.append(_figure_line(figure.fact, figure.row, terms))
    certain = firm[:_MOST] or [say("brief.certain none", terms.lang)]
    return Sorted(
        certain=tuple(dict.fromkeys(certain)),
        not_certain=tuple(dict.fromkeys(_not_certain(data, rows, terms, supposed))),
    )


def _not_certain(
    data: PlainData, rows: list[PlainData], terms: BriefTerms, supposed: str | None
) -> Iterator[str]:
    lang = terms.lang
    yield from _open_facts(data, terms, supposed)
    yield from _weak(data, rows, terms)
    yield from list(_disputed(data, terms))[:_DOUBTED]
    if data["review_policy"] == "not published":
        yield say("brief.policy", lang)
    read = min(str(data["known"]), str(data["data_as_of"]))
    yield not_read_after(date.fromisoformat(read), lang)


def not_read_after(last: date, lang: str) -> str:
    """That nothing counts which was published after a day."""
    return say("brief.after", lang, day=day(last, lang))


def _weak(data: PlainData, rows: list[PlainData], terms: BriefTerms) -> Iterator[str]:
    """What rests on less than the rule's text or a data sheet."""
    lang = terms.lang
    for row in [each for each in rows if each["confidence"] not in SURE][:_DOUBTED]:
        about = terms.names.provision(row["provision"]).text
        yield rests_on(about, row["confidence"], lang)
    figure = closest(data)
    if figure is not None and figure.row["confidence"] not in SURE:
        yield rests_on(terms.names.fact(figure.fact).text, figure.row["confidence"], lang)


def _open_facts(data: PlainData, terms: BriefTerms, supposed: str | None) -> Iterator[str]:
    """What is supposed, not known, and presumed."""
    lang = terms.lang
    if supposed is not None:
        yield say("brief.supposed", lang, says=supposed)
    if data["needs"]:
        yield say(
            "brief.needed",
            lang,
            facts=clauses([_fact(each, terms) for each in data["needs"]], lang),
        )
    presumed = data["provided"] or data["assumptions"]
    if presumed:
        yield say("brief.presumed", lang, facts=clauses(presumed, lang))


def _fact(identifier: str, terms: BriefTerms) -> str:
    meaning = terms.library.vocabulary.facts.get(identifier)
    if meaning is None and identifier.endswith(RATE):
        width = identifier.removesuffix(RATE).upper()
        return say("brief.rate", terms.lang, operand=visible(width))
    return meaning.meaning.say(terms.lang) if meaning else visible(identifier)


def rests_on(about: str, confidence: str, lang: str) -> str:
    """What a thing was read in, where that is less than the rule's text or a data sheet."""
    return say("brief.rests on", lang, name=about, confidence=say(f"confidence.{confidence}", lang))


def _rests_on(data: PlainData) -> Iterator[PlainData]:
    """The provisions that carry the answer: what applies, what overcomes it, how it is reviewed."""
    trace = data["trace"]
    names = {row["provision"] for row in data["requirements"]}
    yield from [row for row in trace["require"] if row["provision"] in names][:_OF_NAMES]
    if data["exception"]:
        yield from [row for row in trace["except"] if row["truth"] == "true"][:1]
    yield from [row for row in trace["classify"] if row["truth"] == "true"][:_OF_NAMES]


def _provision_line(row: PlainData, terms: BriefTerms) -> str:
    return say(
        "brief.certain provision",
        terms.lang,
        provision=terms.names.provision(row["provision"]).text,
        citation=cited_in(row["citation"], terms.lang),
        day=day(date.fromisoformat(row["in_force_since"]), terms.lang),
    )


def _figure_line(about: str, row: PlainData, terms: BriefTerms) -> str:
    return say(
        "brief.certain figure",
        terms.lang,
        fact=terms.names.fact(about).text,
        value=shown(row["value"], terms.unit(about), terms.lang),
        source=", ".join(row["source_names"][:_OF_NAMES]),
    )


def _disputed(data: PlainData, terms: BriefTerms) -> Iterator[str]:
    lang = terms.lang
    for name, bounds in data["figures_disputed"].items():
        if not has_words(f"brief_fact.{name}"):
            continue
        unit, about = terms.unit(name), terms.names.fact(name).text
        low = shown(bounds["low"], unit, lang)
        if bounds["high"] is None:
            yield say("brief.disputed above", lang, fact=about, low=low)
        else:
            high = shown(bounds["high"], unit, lang)
            yield say("brief.disputed", lang, fact=about, low=low, high=high)
