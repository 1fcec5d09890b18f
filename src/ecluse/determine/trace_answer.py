"""The trace of a determination as an answer: four steps, each with every provision looked at.

Belongs here: the keys of the trace. Does not: the findings themselves (trace).
Always true: each finding names its provision, its measure and where it was read; a figure has as
many digits as its comparison with the limit needs; a source stands once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial
from typing import ClassVar

from ecluse.answers.plain import key
from ecluse.citation import Citation, Confidence
from ecluse.determine.determination import Determination
from ecluse.determine.line_id import each_once, line_id, slug, step_of
from ecluse.determine.review import Reviewed
from ecluse.determine.trace import Found, leaves
from ecluse.determine.verdict import Outcome
from ecluse.facts.figure import Figure, rounded
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.law.condition.evaluate import Finding
from ecluse.law.condition.to_text import source, words
from ecluse.law.condition.tree import Compare, Condition
from ecluse.law.in_force import InForce, Law
from ecluse.law.library import Library
from ecluse.law.provision import Review

_MOST_SAYINGS = 1024
_MOST_COMPARISONS = 20_000


@dataclass(frozen=True, kw_only=True)
class ComparisonAnswer:
    """One comparison or test of a condition.

    Args:
        test: The comparison as the data write it.
        value: The fact's value: a number, a word, true or false; null where it is unknown.
        limit: The limit of the law, where a figure is compared with one.
        margin: How far the figure lies over the limit (negative: short of it).
        assumed: The fact was left out, and the vocabulary says what is then taken.
        sources: Where the value was read: addresses, or names where there is no address.
        source_names: The same in short: names, each once.
        because: How the value came about, where that is worth saying.
        id: The name of its line, which begins with that of its finding:
            `classify.3a090-a.tpp-at-least-4800`.
    """

    PLAIN_IS_KEPT: ClassVar[bool] = True
    TEXT_IS_KEPT: ClassVar[bool] = True

    test: str
    truth: Truth
    value: float | str | bool | None
    limit: float | None
    margin: float | None
    confidence: Confidence
    assumed: bool
    sources: list[str]
    source_names: list[str]
    because: str | None
    id: str


@dataclass(frozen=True, kw_only=True)
class RestsOn:
    """Another provision on which a finding rests, and whether it applies."""

    PLAIN_IS_KEPT: ClassVar[bool] = True
    TEXT_IS_KEPT: ClassVar[bool] = True

    provision: str
    truth: Truth


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingAnswer:
    """What one provision came to.

    Args:
        truth: Whether it applies.
        measure: The measure that last wrote it.
        condition: Its condition as the data write it; `words` puts it into the language asked for.
        because: Other provisions on which the truth rests.
        needs: Facts that would settle it, where it is unknown.
        doubt: A later act that leaves it open whether the provision applies.
        name: Its short name, where it says nothing in words itself.
        id: The name of its line, which stands after # on the answer's page where the page shows it:
            `require.letters-of-april-2025-named-parts`.
    """

    provision: str
    truth: Truth
    measure: str
    citation: str
    url: str | None
    in_force_since: date
    confidence: Confidence
    text: str | None
    condition: str | None
    words: str | None
    comparisons: list[ComparisonAnswer]
    because: list[RestsOn]
    needs: list[str]
    doubt: str | None
    name: str | None
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JurisdictionAnswer:
    """Whether the item is subject to the regulations, and the provisions that say so."""

    truth: Truth
    findings: list[FindingAnswer]


@dataclass(frozen=True, slots=True, kw_only=True)
class MilderPolicy:
    """A milder review policy whose conditions are not shown: the facts that it needs, and what an
    application must show.
    """

    policy: str
    provision: str
    needs: list[str]
    shows: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewAnswer:
    """How an application under one requirement would be reviewed; `policy` is null where none is
    published. `id` names its line, by the requirement.
    """

    requirement: str
    policy: str | None
    provision: str | None
    citation: str | None
    url: str | None
    confidence: Confidence | None
    milder: list[MilderPolicy]
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceAnswer:
    """The four steps: classify, require, except, review; before them, jurisdiction."""

    jurisdiction: JurisdictionAnswer
    classify: list[FindingAnswer]
    require: list[FindingAnswer]
    exceptions: list[FindingAnswer] = key("except")
    review: list[ReviewAnswer]


def trace_of(found: Determination, library: Library, lang: str) -> TraceAnswer:
    """The trace of a determination, in one language."""
    sayings = found.law.once(_Sayings)

    def findings(rows: Iterable[Found]) -> list[FindingAnswer]:
        return [_finding(row, sayings.of(row.entry, library, lang)) for row in rows]

    reviews = found.reviews if found.outcome is Outcome.LICENSE else ()
    return TraceAnswer(
        jurisdiction=JurisdictionAnswer(truth=found.subject, findings=findings(found.jurisdiction)),
        classify=findings((*found.presumptions, *found.paragraphs.values())),
        require=findings(found.all_requirements),
        exceptions=findings(found.all_exceptions),
        review=[review_of(review, lang) for review in reviews],
    )


def review_of(review: Reviewed, lang: str) -> ReviewAnswer:
    """The review policy of one requirement, and the milder ones that may yet apply."""
    entry = review.found.entry if review.found else None
    return ReviewAnswer(
        requirement=review.requirement,
        policy=review.policy,
        provision=review.found.provision if review.found else None,
        citation=str(entry.cited) if entry else None,
        url=entry.cited.url if entry else None,
        confidence=review.found.confidence if review.found else None,
        milder=[
            MilderPolicy(
                policy=milder.entry.says.policy,
                provision=milder.provision,
                needs=sorted(milder.settles),
                shows=[text.say(lang) for text in milder.entry.says.shows],
            )
            for milder in review.milder
            if isinstance(milder.entry.says, Review)
        ],
        id=line_id("review", review.requirement),
    )


def finding_of(found: Found, library: Library, lang: str) -> FindingAnswer:
    """What one provision came to, in one language."""
    return _finding(found, _said(found.entry, library, lang))


# A finding of which what does not depend on the case is filled in; mypy checks each field.
Said = partial[FindingAnswer]


def _finding(found: Found, said: Said) -> FindingAnswer:
    finding = found.finding
    return said(
        truth=found.truth,
        confidence=found.confidence,
        condition=source(finding.node) if finding else None,
        comparisons=_comparisons(finding, said.keywords["id"]) if finding else [],
        because=[_rests_on(part.provision, part.truth) for part in found.because],
        needs=sorted(found.settles),
    )


def _said(entry: InForce, library: Library, lang: str) -> Said:
    text, when = getattr(entry.says, "text", None), getattr(entry.says, "when", None)
    return partial(
        FindingAnswer,
        provision=entry.says.provision,
        measure=entry.measure.measure,
        citation=str(entry.cited),
        url=entry.cited.url,
        in_force_since=entry.since,
        text=text.say(lang) if text else None,
        words=words(when, library.vocabulary, lang) if when is not None else None,
        doubt=entry.doubt.text.say(lang) if entry.doubt and entry.doubt.text else None,
        name=library.name(entry.says.provision, lang),
        id=line_id(step_of(entry.says), entry.says.provision),
    )


class _Sayings:
    """What the findings of one law say whatever the case is."""

    def __init__(self, _: Law) -> None:
        self._met: dict[tuple[int, int, str], tuple[Said, InForce, Library]] = {}

    def of(self, entry: InForce, library: Library, lang: str) -> Said:
        """What does not depend on the case; the entry and the library are held, so that neither
        number is given to another.
        """
        key = (id(entry), id(library), lang)
        if key not in self._met:
            if len(self._met) > _MOST_SAYINGS:
                self._met.clear()
            self._met[key] = _said(entry, library, lang), entry, library
        return self._met[key][0]


@lru_cache(maxsize=1024)
def _rests_on(provision: str, truth: Truth) -> RestsOn:
    return RestsOn(provision=provision, truth=truth)


_met: dict[object, tuple[ComparisonAnswer, Condition, Known]] = {}
_NOT_KNOWN = Known(value=None)


def _comparisons(finding: Finding, under: str) -> list[ComparisonAnswer]:
    """The comparisons of a finding whose line has the name `under`."""
    made = [_comparison(leaf, under) for leaf in leaves(finding)]
    if len({each.id for each in made}) == len(made):
        return made
    names = each_once(each.id for each in made)
    return [
        each if each.id == name else replace(each, id=name)
        for each, name in zip(made, names, strict=True)
    ]


def _comparison(leaf: Finding, under: str) -> ComparisonAnswer:
    """A comparison as an answer; made once for a fact that is as it was for an earlier case."""
    known = leaf.known or _NOT_KNOWN
    # What was read somewhere is one value for all cases; what was worked out is made for each.
    content = (known.value, id(known.confidence), known.assumed, known.because)
    key = (id(leaf.node), under, id(leaf.truth), id(known) if known.cited else content)
    met = _met.get(key)
    if met is None:
        if len(_met) > _MOST_COMPARISONS:
            _met.clear()
        # The condition and the fact are held, so that their numbers are given to no others.
        met = _met[key] = _compared(leaf, known, under), leaf.node, known
    return met[0]


def _compared(leaf: Finding, known: Known, under: str) -> ComparisonAnswer:
    limit = leaf.node.limit if isinstance(leaf.node, Compare) else None
    value = value_of(known)
    if limit is not None and known.number is not None:
        value = rounded(known.number, limit)
    return ComparisonAnswer(
        test=source(leaf.node),
        truth=leaf.truth,
        value=value,
        limit=None if limit is None else float(limit),
        margin=None if leaf.margin is None else rounded(leaf.margin),
        confidence=known.confidence,
        assumed=known.assumed,
        sources=addresses(known.cited),
        source_names=list(dict.fromkeys(cited.name for cited in known.cited)),
        because=known.because,
        id=f"{under}.{slug(source(leaf.node))}",
    )


def addresses(cited: Iterable[Citation]) -> list[str]:
    """Where to read each source, or its name where it has no address; each once."""
    return list(dict.fromkeys(citation.url or citation.source for citation in cited))


def value_of(known: Known) -> float | str | bool | None:
    """A fact's value as plain data."""
    value = known.value
    if isinstance(value, Figure):
        return str(value) if value.exact is None else rounded(value.exact)
    if isinstance(value, Truth):
        return None if value is Truth.UNKNOWN else value is Truth.TRUE
    return value
