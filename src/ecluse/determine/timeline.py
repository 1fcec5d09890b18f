"""How an answer changed over time, and which measure changed it.

Belongs here: the stretches of days with one answer, and what changed between two of them.
Does not: the answer of one day (decide), or how a timeline is printed.
Always true: between two entries the answer is the same on every day; each entry but the first names
a measure whose effect began, paused or ended on its first day, or a party that was listed, listed
otherwise or taken off a list then.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import ClassVar

from ecluse.answers.plain import key
from ecluse.citation import Confidence
from ecluse.determine.decide import determine
from ecluse.determine.determination import Determination
from ecluse.determine.party_answer import listed_lines
from ecluse.determine.proviso import Proviso
from ecluse.determine.remarks import proviso_text
from ecluse.determine.shipment import Shipment
from ecluse.determine.verdict import Outcome
from ecluse.law.library import Library
from ecluse.law.measure import Measure, Reading
from ecluse.law.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One answer, from its first day to its last, the measures that brought it, and what it
    presumes on any of these days; `first` where the days that were asked begin with it.
    """

    since: date
    until: date
    found: Determination
    by: tuple[Measure, ...]
    provided: tuple[Proviso, ...] = ()
    first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsibleMeasure:
    """A measure that changed the answer."""

    measure: str
    title: str
    citation: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One answer, from its first day to its last.

    Args:
        known: What had been published by this day was taken into account.
        reading: The law as its text stands, or as the agency says that it enforces it.
        scenario: The scenario that supposes the law; null where the law is the one on record.
        measures: The measures that brought it; empty where the record begins, or where a party's
            listing brought it.
        listed: Whom the parties are taken for on these days; left out where none is named.
        provided: What an answer freer than a license presumes on any of these days.
        licenses: Licenses of the scenario that are held and cover the shipment.
        beyond_record: The last day lies after the last day up to which the law was read.
    """

    SCHEMA: ClassVar[str] = "ecluse.timeline/1"

    since: date = key("from")
    until: date
    known: date
    reading: Reading
    scenario: str | None
    outcome: Outcome
    exception: str | None
    review_policy: str | None
    classification: list[str]
    requirements: list[str]
    needs: list[str]
    measures: list[ResponsibleMeasure]
    listed: list[str] | None = key(optional=True, default=None)
    provided: list[str]
    licenses: list[str]
    beyond_record: bool
    confidence: Confidence


def entry_of(stretch: Stretch, library: Library, lang: str) -> TimelineEntry:
    """One stretch of a timeline as an answer, in one language."""
    found = stretch.found
    return TimelineEntry(
        since=stretch.since,
        until=stretch.until,
        known=library.data_as_of if found.law.known == date.max else found.law.known,
        reading=found.law.reading,
        scenario=found.law.scenario,
        outcome=found.outcome,
        exception=found.answer.exception,
        review_policy=found.review.policy if found.review else None,
        classification=found.classification,
        requirements=[requirement.provision for requirement in found.requirements],
        needs=sorted(found.needs),
        measures=[
            ResponsibleMeasure(
                measure=measure.measure,
                title=measure.title.say(lang),
                citation=str(measure.cited),
                url=measure.cited.url,
            )
            for measure in stretch.by
        ],
        listed=None if found.shipment.parties is None else listed_lines(found, lang),
        provided=[proviso_text(proviso, library, lang) for proviso in stretch.provided],
        licenses=_held(found),
        beyond_record=stretch.until > library.data_as_of,
        confidence=found.confidence,
    )


def timeline(
    shipment: Shipment,
    library: Library,
    since: date,
    until: date,
    *,
    register: Register | None = None,
    known: date | None = None,
    reading: Reading = Reading.ENFORCED,
) -> list[Stretch]:
    """The answers from `since` to `until`, both included, neighbors that say the same joined."""
    register = register or library.register
    stretches: list[Stretch] = []
    periods = register.periods(since, until, known, reading)
    for first, last in _with_days_of_parties(periods, shipment):
        found = determine(replace(shipment, on=first), register.at(first, known, reading), library)
        before = stretches[-1] if stretches else None
        if before is not None and _same(before.found, found):
            provided = _together(before.provided, found.provided)
            stretches[-1] = replace(before, until=last, provided=provided)
        else:
            by = () if before is None else responsible(register, first, before.found, found, known)
            stretches.append(
                Stretch(
                    since=first,
                    until=last,
                    found=found,
                    by=by,
                    provided=found.provided,
                    first=before is None,
                )
            )
    return stretches


def _with_days_of_parties(
    periods: list[tuple[date, date]], shipment: Shipment
) -> Iterator[tuple[date, date]]:
    """The periods, cut where a party that the shipment names is listed or taken off a list."""
    days = shipment.parties.days() if shipment.parties is not None else []
    for first, last in periods:
        starts = [first, *(day for day in days if first < day <= last)]
        ends = [*(day - timedelta(days=1) for day in starts[1:]), last]
        yield from zip(starts, ends, strict=True)


def _together(some: tuple[Proviso, ...], more: tuple[Proviso, ...]) -> tuple[Proviso, ...]:
    """The provisos of both; one that is confirmed on some day is not called unconfirmed."""
    found = {each.fact: each for each in some}
    for each in more:
        if each.fact not in found or found[each.fact].unconfirmed:
            found[each.fact] = each
    return tuple(found.values())


def _same(one: Determination, other: Determination) -> bool:
    return one.verdict == other.verdict and one.needs == other.needs and _held(one) == _held(other)


def _held(found: Determination) -> list[str]:
    """The licenses that are held and cover the shipment, where one is required."""
    return [license_.provision for license_ in found.licenses] if found.verdict.held else []


def responsible(
    register: Register,
    day: date,
    before: Determination,
    after: Determination,
    known: date | None = None,
) -> tuple[Measure, ...]:
    """The measures that took, lost or regained effect on `day` and that the two answers rest on."""
    published = (each for each in register.measures if known is None or each.published <= known)
    acting = {each: _touched(register, each, day, known) for each in published}
    acting = {measure: touched for measure, touched in acting.items() if touched}
    if len(acting) <= 1:
        return tuple(acting)
    rested = _rested_on(before) | _rested_on(after)
    named = tuple(measure for measure, touched in acting.items() if touched & rested)
    return named or tuple(acting)


def _touched(register: Register, measure: Measure, day: date, known: date | None) -> set[str]:
    """The provisions of a measure that took effect on a day; an empty name where it acted on other
    measures from then on, or up to then.
    """
    touched = {
        change.provision
        for change in measure.changes
        if register.start_of(measure, change, known) == day
    }
    acts = any(day in (act.since, act.until, act.to) for act in measure.acts_on)
    return touched | {""} if acts else touched


def _rested_on(found: Determination) -> set[str]:
    """The provisions that an answer rests on."""
    used = (found.used,) if found.used else ()
    founds = (*found.requirements, *found.possible, *found.licenses, *used)
    reviews = (each.found for each in found.reviews)
    return {each.provision for each in (*founds, *reviews) if each is not None}
