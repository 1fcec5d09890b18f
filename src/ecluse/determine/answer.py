"""A determination as an answer: the public keys of the command contract.

Belongs here: the keys, flat, and the value that each holds. Does not: new facts; what is printed is
what was found.
Always true: the same determination gives the same answer on every day; the contract's keys come
first, the trace after them.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, ClassVar, Literal

from ecluse.answers.plain import key, plain
from ecluse.citation import Confidence
from ecluse.determine.determination import Determination
from ecluse.determine.eccn_answer import EccnAnswer, eccns_of
from ecluse.determine.figures import FigureRange, figures_of, given_figures, item_facts, ranges_of
from ecluse.determine.follow import Depends
from ecluse.determine.license_exception import exception_of
from ecluse.determine.nearest import Nearest, nearest
from ecluse.determine.open_exception import open_exceptions
from ecluse.determine.party_answer import (
    ListLooked,
    PartyAnswer,
    lists_of,
    parties_of,
    party_warnings,
)
from ecluse.determine.record_remarks import record_flags, record_remarks
from ecluse.determine.remarks import assumptions, disclaimer, duties, notices, provided, red_flags
from ecluse.determine.trace import Found
from ecluse.determine.trace_answer import (
    ReviewAnswer,
    TraceAnswer,
    review_of,
    trace_of,
)
from ecluse.determine.verdict import Outcome
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.law.library import Library
from ecluse.law.measure import Reading
from ecluse.law.provision import Requirement
from ecluse.words.say import say

Subject = Literal["yes", "presumed", "no", "unknown"]
Part = Literal["nearest", "figures", "trace"]
PARTS: frozenset[Part] = frozenset({"nearest", "figures", "trace"})  # what may be left out


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementAnswer:
    """A license requirement.

    Args:
        provision: The paragraph's own identifier.
        measure: The measure that last wrote it.
        reason: The reason for control, such as RS (regional stability).
        since: The first day on which it was in force as it stands.
        confidence: The weakest thing that the finding rests on.
    """

    provision: str
    measure: str
    citation: str
    url: str | None
    reason: str
    since: date
    text: str | None
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class DependsAnswer:
    """What the answer would be where one unknown fact lies in one part of its range."""

    fact: str
    where: str
    outcome: Outcome
    exception: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NearestAnswer:
    """The nearest change of one figure or flag of the item that changes the answer; `distance` is
    relative to its value.
    """

    fact: str
    value: float | None
    would_be: str
    outcome: Outcome
    exception: str | None
    distance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedAnswer:
    """What of the regulations is judged, and what is not."""

    judged: str
    not_judged: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenException:
    """A license exception that nobody claims and that would overcome all that is required.

    Args:
        symbol: The exception's symbol, such as RPL.
        claims: The facts that would claim it, each with its conditions.
    """

    symbol: str
    provision: str
    claims: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeterminationAnswer:
    """May an item ship to a destination on a day, under which rule, by which license path, and why.

    Args:
        id: What the question of a file was called there; left out where it has no name.
        on: The day of the shipment.
        known: What had been published by this day was taken into account.
        reading: The law as its text stands, or as the agency says that it enforces it.
        scenario: The scenario that supposes the law; null where the law is the one on record.
        destination: ISO 3166 alpha-2.
        headquarters: Of the consignee or end user; `parent_headquarters` of its ultimate parent.
        parties: Those that are named, with what they meet on the lists of the day; left out where
            none is named, and so none was screened.
        screened: The lists that they were compared with.
        exception: The symbol of the license exception, where the outcome is one.
        review_policy: How an application would be reviewed, where a license is required.
        provided: What an answer freer than a license presumes.
        beyond_record: The day lies after the last day up to which the law was read.
        given_against_catalogue: Facts given against what the catalogue says.
        strict: Nothing was taken for granted.
        subject: Whether the item is subject to the regulations: yes, no, unknown, or presumed
            (no rule says so, and none says the contrary).
        no_export: No license is required because the shipment is no export, reexport or transfer.
        classification: The paragraphs that describe the item.
        eccns: The ECCNs that are stated of the item, by the user or by its maker.
        requirements: License requirements that apply, or that the exception overcomes.
        possible_requirements: Requirements that may apply, where that is not known.
        duties: What must be done under the exception, or shown with the application.
        needs: Facts that would settle an undetermined answer.
        possible: What an undetermined answer may come to.
        settled: Unknown facts that cannot change the answer.
        depends: For each fact that would settle the answer alone: the answer by its value.
        licenses: Licenses of the scenario that cover, or may cover, the shipment.
        open_exceptions: Exceptions that lack nothing but a claim; none is used unless claimed.
        confidence: The weakest thing that the answer rests on.
        nearest: The nearest changes of the item that would change the answer; `nearest`, the
            figures and the trace are left out of a short answer.
        figures: Of the item; null where unknown or where sources disagree.
        figures_disputed: The bounds of the figures that are known in part.
        data_as_of: The day up to which the law was read.
        data_version: That day, and the beginning of the data's digest.
        data_modified: The data are not as they were sealed.
        coverage: What is judged and what is not, in a line each; `ecluse law coverage` has all.
    """

    SCHEMA: ClassVar[str] = "ecluse.determination/1"

    id: str | None = key(optional=True, default=None)
    item: str
    on: date
    known: date
    reading: Reading
    scenario: str | None
    destination: str | None
    headquarters: str | None
    parent_headquarters: str | None
    exporter: str | None
    parties: list[PartyAnswer] | None = key(optional=True, default=None)
    screened: list[ListLooked] | None = key(optional=True, default=None)
    outcome: Outcome
    exception: str | None
    review_policy: str | None
    provided: list[str]
    beyond_record: bool
    given_against_catalogue: list[str]
    strict: bool
    subject: Subject
    no_export: bool
    classification: list[str]
    eccns: list[EccnAnswer]
    requirements: list[RequirementAnswer]
    possible_requirements: list[RequirementAnswer]
    duties: list[str]
    needs: list[str]
    possible: list[str]
    settled: list[str]
    depends: list[DependsAnswer]
    review: ReviewAnswer | None
    licenses: list[str]
    open_exceptions: list[OpenException]
    red_flags: list[str]
    notes: list[str]
    assumptions: list[str]
    confidence: Confidence
    nearest: list[NearestAnswer] | None = key(optional=True, default=None)
    figures: dict[str, float | None] | None = key(optional=True, default=None)
    figures_disputed: dict[str, FigureRange] | None = key(optional=True, default=None)
    trace: TraceAnswer | None = key(optional=True, default=None)
    data_as_of: date
    data_version: str
    data_modified: bool
    coverage: JudgedAnswer
    disclaimer: str


def answer_of(
    found: Determination,
    library: Library,
    *,
    lang: str = "en",
    parts: Container[Part] = PARTS,
) -> DeterminationAnswer:
    """The answer that a determination comes to, in one language.

    Args:
        parts: Which of `PARTS` it has; those left out are not worked out, and have no key.
    """
    judged = _judged(_asked(found, library), found, lang)
    return _detailed(judged, found, library, lang, parts)(
        provided=provided(found, library, lang),
        eccns=eccns_of(found, lang),
        red_flags=_flags(found, library, lang),
        notes=[*notices(found, "note", lang), *record_remarks(found, library, lang)],
        assumptions=assumptions(found, library, lang),
        data_as_of=library.data_as_of,
        data_version=library.version,
        data_modified=not library.sealed,
        coverage=JudgedAnswer(
            judged=say("coverage.is judged", lang), not_judged=say("coverage.is not judged", lang)
        ),
        disclaimer=disclaimer(library, lang),
    )


def _flags(found: Determination, library: Library, lang: str) -> list[str]:
    """Why to look twice: the parties first."""
    return [
        *party_warnings(found, lang),
        *red_flags(found, library, lang),
        *record_flags(found, library, lang),
    ]


# An answer of which some fields are filled in; mypy checks each of them.
Begun = partial[DeterminationAnswer]


def _asked(found: Determination, library: Library) -> Begun:
    """What was asked: the item, the place, the parties, the day and the law."""
    law, shipment = found.law, found.shipment
    return partial(
        DeterminationAnswer,
        item=shipment.item.name,
        on=law.on,
        known=library.data_as_of if law.known == date.max else law.known,
        reading=law.reading,
        scenario=law.scenario,
        destination=shipment.destination,
        headquarters=_word(found.facts["headquarters"]),
        parent_headquarters=_word(found.facts["parent_headquarters"]),
        exporter=_word(found.facts["exporter"]),
        parties=parties_of(found),
        screened=lists_of(found),
        beyond_record=found.beyond_record,
        given_against_catalogue=list(found.against_catalogue),
        strict=shipment.strict,
    )


def _judged(asked: Begun, found: Determination, lang: str) -> Begun:
    """What was found: the outcome, and what it rests on."""
    review = found.review
    return partial(
        asked,
        outcome=found.outcome,
        exception=found.answer.exception,
        review_policy=review.policy if review else None,
        subject=subject_of(found),
        no_export=found.stays,
        classification=found.classification,
        requirements=[_requirement(row, lang) for row in found.requirements],
        possible_requirements=[_requirement(row, lang) for row in found.possible],
        duties=duties(found, lang),
        needs=sorted(found.needs),
        possible=[str(answer) for answer in found.answers],
        settled=sorted(found.settled),
        depends=[_depends(row) for row in found.depends],
        review=review_of(review, lang) if review else None,
        licenses=[license_.provision for license_ in found.licenses],
        open_exceptions=[_open(row) for row in open_exceptions(found)],
        confidence=found.confidence,
    )


def _detailed(
    judged: Begun, found: Determination, library: Library, lang: str, parts: Container[Part]
) -> Begun:
    """What is long, or takes long, and may be left out."""
    item, begun = found.shipment.item, judged
    if "nearest" in parts:
        begun = partial(begun, nearest=[_nearest(row) for row in nearest(found)])
    if "figures" in parts:
        own = item_facts(item, library)
        begun = partial(
            begun,
            figures=figures_of(item, library, given_figures(found.facts) or own),
            figures_disputed=ranges_of(item, library, own),
        )
    if "trace" in parts:
        begun = partial(begun, trace=trace_of(found, library, lang))
    return begun


def to_json(
    found: Determination,
    library: Library,
    *,
    lang: str = "en",
    known: date | None = None,  # noqa: ARG001 - kept for callers of the former form
) -> dict[str, Any]:
    """All of one determination as plain data.

    Args:
        known: Not used: the determination holds the day as of which the law was known.
    """
    data: dict[str, Any] = plain(answer_of(found, library, lang=lang))
    return data


def subject_of(found: Determination) -> Subject:
    """Whether the item is subject, in a word."""
    if found.subject_presumed:
        return "presumed"
    words: dict[Truth, Subject] = {Truth.TRUE: "yes", Truth.FALSE: "no", Truth.UNKNOWN: "unknown"}
    return words[found.subject]


def _word(known: Known) -> str | None:
    return known.value if isinstance(known.value, str) else None


def _requirement(found: Found, lang: str) -> RequirementAnswer:
    entry = found.entry
    assert isinstance(entry.says, Requirement)
    return RequirementAnswer(
        provision=found.provision,
        measure=entry.measure.measure,
        citation=str(entry.cited),
        url=entry.cited.url or entry.measure.cited.url,
        reason=entry.says.reason,
        since=entry.since,
        text=entry.says.text.say(lang) if entry.says.text else None,
        confidence=found.confidence,
    )


def _open(row: Found) -> OpenException:
    symbol = exception_of(row).symbol
    return OpenException(symbol=symbol, provision=row.provision, claims=sorted(row.settles))


def _depends(row: Depends) -> DependsAnswer:
    return DependsAnswer(
        fact=row.fact,
        where=str(row.cell),
        outcome=row.answer.outcome,
        exception=row.answer.exception,
    )


def _nearest(row: Nearest) -> NearestAnswer:
    return NearestAnswer(
        fact=row.fact,
        value=None if row.value is None else round(float(row.value), 6),
        would_be=str(row.cell),
        outcome=row.answer.outcome,
        exception=row.answer.exception,
        distance=round(row.distance, 6),
    )
