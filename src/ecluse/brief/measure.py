"""What a measure or a scenario changes: the brief of one act, real or supposed.

Belongs here: the day on which it is looked at, its title and its bullets. Does not: comparing
(compare), or applying a scenario (law).
Always true: a scenario says in the title that it is one; an act without legal effect says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ecluse.brief.answer import Brief, Bullet, Span
from ecluse.brief.change import of_measure
from ecluse.brief.day import compared_days
from ecluse.brief.naming import cites
from ecluse.brief.sentence import (
    COUNT,
    Says,
    counted,
    fitting_title,
    name,
    sentence,
)
from ecluse.brief.terms import BriefTerms
from ecluse.brief.two_laws import (
    Compared,
    changes_picture,
    hit_bullet,
    next_act_bullet,
    place_of,
    published_bullet,
    rules_bullet,
    sorted_measures,
)
from ecluse.brief.whole import BriefParts, brief_of
from ecluse.errors import InputError
from ecluse.law.measure import WITHOUT_EFFECT, Measure, Reading
from ecluse.words.say import Language, day, say


def measure_brief(
    measure: Measure,
    terms: BriefTerms,
    *,
    on: date | None = None,
    to: str | None = None,
    reading: Reading | str = Reading.ENFORCED,
) -> Brief:
    """The brief of what a measure on record changes, on a day on which it begins to apply.

    Args:
        on: One of these days; the last, on which it is whole, where left out.
        to: For one destination alone: its code.

    Raises:
        InputError: Nothing of the measure begins on that day.
    """
    law = Reading.of(reading)
    days = _days(measure, terms, law)
    on = days[-1] if on is None else _one_of(on, days, measure)
    one = compared_days(on, terms, to=to, reading=law, only=measure)
    lang, ends = terms.lang, _taken_back(measure, terms, law, on)
    return brief_of(
        BriefParts(
            kind="measure",
            kicker=(measure.measure, say(f"reading.{law.value}", lang)),
            title=fitting_title(_titles(measure, one)),
            lead=" ".join([measure.summary.say(lang), *_others(on, days, lang), *ends]),
            bullets=_bullets(one, measure),
            picture=changes_picture(one),
            sorted=sorted_measures(one),
            page=terms.links.measure(measure.measure),
            answers=(one.diff, one.measures),
        ),
        terms,
    )


def _bullets(one: Compared, measure: Measure) -> tuple[Bullet, ...]:
    no_effect = measure.kind in WITHOUT_EFFECT
    rules = _without_effect(one, measure) if no_effect else rules_bullet(one)
    return published_bullet(one), hit_bullet(one), rules, next_act_bullet(one)


def _taken_back(measure: Measure, terms: BriefTerms, reading: Reading, on: date) -> Iterator[str]:
    """The acts that suspend or rescind a measure, or for which it never applied as written."""
    lang, own = terms.lang, {change.provision for change in measure.changes if change.says}
    for later in terms.library.register.measures:
        called = next(terms.names.measures(later)).text
        for act in later.acts_on:
            if act.measure == measure.measure and act.act in ("suspends", "rescinds"):
                begun = day(act.since, lang)
                yield say(f"brief.{act.act}", lang, measure=called, day=begun)
        instead = [each for each in later.changes if each.reading is reading]
        if later.published > measure.published and own & {each.provision for each in instead}:
            began = min(each.applies_from for each in instead)
            if began <= on:
                key = f"brief.instead {reading.value}"
                yield say(key, lang, measure=called, day=day(began, lang))


def _titles_without_effect(measure: Measure, one: Compared) -> Iterator[Says]:
    lang = one.terms.lang
    published = one.measures.tell(place_of(measure, one.measures), "published")
    kind, source = say(f"brief_kind.a {measure.kind}", lang), name(measure.cited.name)
    for form in ("", " short", " bare"):
        yield sentence(
            f"brief_title.no effect{form}", lang, kind=kind, source=source, day=published
        )


def _titles(measure: Measure, one: Compared) -> Iterator[Says]:
    if measure.kind in WITHOUT_EFFECT:
        yield from _titles_without_effect(measure, one)
        return
    lang = one.terms.lang
    answers, when = counted("answers", lang, one.changed), one.diff.tell("after")
    none = "" if one.groups else " none"
    if one.groups and one.count == 1:
        none = " one"
    for place in one.terms.names.places(one.to) if one.to is not None else ():
        for called in one.terms.names.measures(measure):
            key = f"brief_title.measure to{none}"
            yield sentence(key, lang, place=place, measure=called, answers=answers, day=when)
    if one.to is None:
        yield from _titled(measure, one, answers, when)
    act = "brief_title.act" if one.groups else "brief_title.act none"
    yield sentence(act, lang, answers=answers, day=when)


def _titled(measure: Measure, one: Compared, answers: Says, when: Span) -> Iterator[Says]:
    """Titles of a change everywhere; for a measure whose name is long, without a verb."""
    lang, none = one.terms.lang, "" if one.groups else " none"
    for called in one.terms.names.measures(measure):
        cited = cites(measure) and called.text == measure.cited.source
        form = "measure" if cited else "titled one" if one.count == 1 and one.groups else "titled"
        key = f"brief_title.{form}{none}"
        yield sentence(key, lang, measure=called, answers=answers, day=when)
    for called in one.terms.names.measures(measure) if one.groups else ():
        yield sentence("brief_title.titled short", lang, measure=called, answers=answers, day=when)


def _days(measure: Measure, terms: BriefTerms, reading: Reading) -> list[date]:
    """The days on which parts of the measure begin to apply, in order: it is whole on the last.

    Where it has no effect, the day of its publication. Nothing stands before the record's first
    day, so that no part is told by itself on it.
    """
    register = terms.library.register
    changes = [change for change in measure.changes if change.reading in (None, reading)]
    # What it takes away of its own is its end, not its beginning.
    says = [change for change in changes if change.says is not None] or changes
    starts = [register.start_of(measure, change) for change in says]
    starts += [act.since for act in measure.acts_on]
    found = {max(each, register.answers_from) for each in starts or [measure.published]}
    return sorted(found - {register.answers_from} or found)


def _one_of(on: date, days: list[date], measure: Measure) -> date:
    """A day that is asked for, if something of the measure begins on it.

    Raises:
        InputError: Nothing does; the days on which something does are told.
    """
    if on not in days:
        begins = ", ".join(each.isoformat() for each in days)
        raise InputError(
            f"nothing of '{measure.measure}' begins on {on.isoformat()}",
            "on",
            f"give a day on which it does: {begins}",
        )
    return on


def _others(on: date, days: list[date], lang: Language) -> Iterator[str]:
    """The other days on which parts of the measure begin."""
    others = [day(each, lang) for each in days if each != on]
    if others:
        yield say("brief.other days", lang, days=say("brief.between days", lang).join(others))


def _without_effect(one: Compared, measure: Measure) -> Bullet:
    lang = one.terms.lang
    count = one.measures.tell(place_of(measure, one.measures), "changes", COUNT)
    says = sentence(
        "brief.no effect", lang, kind=say(f"brief_kind.{measure.kind}", lang), count=count
    )
    return of_measure("rules", [says], measure, one.terms)
