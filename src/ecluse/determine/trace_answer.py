"""The trace of a determination as an answer: four steps, each with every provision looked at.

Belongs here: the keys of the trace. Does not: what one finding says (finding_answer).
Always true: every provision that was looked at stands in its step, in the order of the law.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ecluse.answers.plain import key
from ecluse.citation import Confidence
from ecluse.determine.determination import Determination
from ecluse.determine.finding_answer import FindingAnswer, FindingAnswers
from ecluse.determine.line_id import line_id
from ecluse.determine.review import Reviewed
from ecluse.determine.trace import Found
from ecluse.determine.verdict import Outcome
from ecluse.facts.truth import Truth
from ecluse.law.library import Library
from ecluse.law.provision import Review


@dataclass(frozen=True, slots=True, kw_only=True)
class JurisdictionAnswer:
    """Whether the item is subject to the regulations, and the provisions that say so."""

    truth: Truth
    findings: list[FindingAnswer] = key(as_it_is=True)


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
    classify: list[FindingAnswer] = key(as_it_is=True)
    require: list[FindingAnswer] = key(as_it_is=True)
    exceptions: list[FindingAnswer] = key("except", as_it_is=True)
    review: list[ReviewAnswer]


def trace_of(found: Determination, library: Library, lang: str) -> TraceAnswer:
    """The trace of a determination, in one language."""
    answers = FindingAnswers(found.law, library, lang)

    def findings(rows: Iterable[Found]) -> list[FindingAnswer]:
        return [answers.of(row) for row in rows]

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
