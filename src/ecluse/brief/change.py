"""What changed and what comes next, told from a timeline.

Belongs here: the bullets of one change, of none, and of the next. Does not: finding the stretches
(determine).
Always true: each day told is the first of a stretch; a change names the measure that brought it,
where one did; under a scenario nothing is told in the past tense.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from ecluse.brief.answer import BriefSource, Bullet, Span
from ecluse.brief.naming import outcome, source_of
from ecluse.brief.sentence import AnswerData, Says, sentence, told_bullet
from ecluse.brief.terms import BriefTerms
from ecluse.law.measure import Measure


def stretch_of(timeline: AnswerData, on: date) -> int:
    """The place of the stretch that holds a day."""
    days = [row["from"] for row in timeline.data]
    return max(place for place, day in enumerate(days) if place == 0 or day <= on.isoformat())


def change_bullet(
    timeline: AnswerData,
    place: int,
    terms: BriefTerms,
    *,
    label: str,
    proof: str,
    otherwise: BriefSource,
    form: str = "changed",
) -> Bullet:
    """The change with which a stretch begins.

    Args:
        form: `changed`, or `next` of a change that is still to come.
        otherwise: The source where no measure brought it.
    """
    lang = terms.lang
    row, before = timeline.data[place], timeline.data[place - 1]
    told = form if terms.scenario is None else "supposed change"
    key = f"brief.{told}{_how(row, before)}"
    places: dict[str, Span | Says | str] = {
        "since": timeline.tell(place, "from"),
        "now": outcome(row, lang),
        "before": outcome(before, lang),
    }
    source, page = _source_of(row, terms, otherwise, proof)
    return told_bullet(label, lang, _forms(key, row, places, terms), source, page)


def _how(row: dict[str, Any], before: dict[str, Any]) -> str:
    """How a stretch differs from the one before, as the end of a key."""
    if row["licenses"] and not before["licenses"]:
        return " held"
    alike = (row["outcome"], row["exception"]) == (before["outcome"], before["exception"])
    return " within" if alike else ""


def _forms(
    key: str, row: dict[str, Any], places: dict[str, Span | Says | str], terms: BriefTerms
) -> Iterator[Says]:
    """The sentence with ever shorter names of the measure, then without one."""
    for each in row["measures"][:1]:
        for called in terms.names.measures(terms.measure(each["measure"])):
            yield sentence(key, terms.lang, measure=called, **places)
    yield sentence(f"{key} unnamed", terms.lang, **places)


def _source_of(
    row: dict[str, Any], terms: BriefTerms, otherwise: BriefSource, proof: str
) -> tuple[BriefSource, str]:
    for each in row["measures"][:1]:
        cited = terms.measure(each["measure"]).cited
        on_record = terms.library.register.called(each["measure"])
        page = terms.links.measure(each["measure"]) if on_record else proof
        return source_of(cited.name, cited.url), page
    return otherwise, proof


def same_bullet(
    timeline: AnswerData, terms: BriefTerms, *, proof: str, source: BriefSource
) -> Bullet:
    """No change since the first day."""
    says = sentence("brief.same", terms.lang, since=timeline.tell(0, "from"))
    return told_bullet("same", terms.lang, [says], source, proof)


def of_measure(key: str, forms: Iterable[Says], measure: Measure, terms: BriefTerms) -> Bullet:
    """A bullet that rests on a measure, which its page proves."""
    source = source_of(measure.cited.name, measure.cited.url)
    return told_bullet(key, terms.lang, forms, source, terms.links.measure(measure.measure))


def nothing_next(measures_told: AnswerData, terms: BriefTerms, known: date) -> Bullet:
    """Nothing on record changes the answer later; the last act on record is named.

    Args:
        known: Only acts published by this day are on record.
    """
    lang, (place, latest) = terms.lang, terms.latest(known)
    day = measures_told.tell(place, "published")
    forms = (
        sentence("brief.next none", lang, measure=called, day=day)
        for called in terms.names.measures(latest)
    )
    return of_measure("next", forms, latest, terms)
