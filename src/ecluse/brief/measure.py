"""What a measure or a scenario changes: the brief of one act, real or supposed.

Belongs here: the day on which it is looked at, its title and its bullets. Does not: comparing
(compare), or applying a scenario (law).
Always true: a scenario says in the title that it is one; an act without legal effect says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from ecluse.answers.plain import plain
from ecluse.brief.answer import Brief, Bullet, joined
from ecluse.brief.asked import command
from ecluse.brief.check import measures_told, supposed_title
from ecluse.brief.day import compared_days
from ecluse.brief.naming import measures, places, source_of
from ecluse.brief.sentence import (
    COUNT,
    Answered,
    Says,
    counted,
    fitting,
    fitting_title,
    name,
    sentence,
)
from ecluse.brief.terms import BriefTerms
from ecluse.brief.two_laws import (
    Compared,
    changes_picture,
    compared_lead,
    hit_bullet,
    next_act_bullet,
    published_bullet,
    rules_bullet,
    sorted_measures,
)
from ecluse.brief.whole import Parts, brief_of
from ecluse.compare.diff import diff
from ecluse.compare.side import Side
from ecluse.errors import InputError
from ecluse.law.measure import WITHOUT_EFFECT, Measure, Reading
from ecluse.law.scenario import Scenario, applied
from ecluse.visible import visible
from ecluse.words.say import day, say

_LONG_NAME = 34


def measure_brief(
    measure: Measure,
    terms: BriefTerms,
    *,
    to: str | None = None,
    reading: Reading | str = Reading.ENFORCED,
) -> Brief:
    """The brief of what a measure on record changes, on the first day on which it applies.

    Args:
        to: For one destination alone: its code.
    """
    law = Reading.of(reading)
    on = _first_day(measure, terms, law)
    one = compared_days(on, terms, to=to, reading=law, only=measure)
    lang = terms.lang
    bullets = [published_bullet(one), hit_bullet(one), rules_bullet(one), next_act_bullet(one)]
    if measure.kind in WITHOUT_EFFECT:
        bullets[2] = _without_effect(one, measure)
    return brief_of(
        Parts(
            kind="measure",
            kicker=(
                say("brief.export controls", lang),
                measure.measure,
                say(f"reading.{law.value}", lang),
            ),
            title=fitting_title(_titles(measure, one)),
            lead=measure.summary.say(lang),
            bullets=tuple(bullets),
            picture=changes_picture(one),
            sorted=sorted_measures(one),
            page=terms.links.measure(measure.measure),
            known=None,
            answers=(one.diff, one.measures),
        ),
        terms,
    )


def _place(measure: Measure, one: Compared) -> int:
    return next(
        place for place, row in enumerate(one.measures.data) if row["measure"] == measure.measure
    )


def _titles(measure: Measure, one: Compared) -> Iterator[Says]:
    lang = one.terms.lang
    published = one.measures.tell(lang, _place(measure, one), "published")
    if measure.kind in WITHOUT_EFFECT:
        kind, source = say(f"brief_kind.a {measure.kind}", lang), name(measure.cited.name)
        for form in ("", " short"):
            key = f"brief_title.no effect{form}"
            yield sentence(key, lang, kind=kind, source=source, day=published)
        return
    if not one.groups:
        for called in measures(measure, lang):
            yield sentence("brief_title.measure none", lang, measure=called, day=published)
        return
    answers, when = counted("answers", lang, one.changed), one.diff.tell(lang, "after")
    for place in places(one.to, one.terms.library, lang) if one.to is not None else ():
        for called in measures(measure, lang):
            yield sentence(
                "brief_title.measure to",
                lang,
                place=place,
                measure=called,
                answers=answers,
                day=when,
            )
    for called in measures(measure, lang):
        yield sentence("brief_title.measure", lang, measure=called, answers=answers, day=when)


def _first_day(measure: Measure, terms: BriefTerms, reading: Reading) -> date:
    """The first day on which the measure applies; without effect, that of its publication."""
    register = terms.library.register
    starts = [
        register.start_of(measure, change)
        for change in measure.changes
        if change.reading in (None, reading)
    ]
    starts += [act.since for act in measure.acts_on]
    # Where parts begin on several days, the last of them: the rule is then whole.
    return max([measure.published if not starts else max(starts), register.answers_from])


def _without_effect(one: Compared, measure: Measure) -> Bullet:
    lang, heading = one.terms.lang, say("brief.label rules", one.terms.lang)
    count = one.measures.tell(lang, _place(measure, one), "changes", COUNT)
    says = sentence(
        "brief.no effect", lang, kind=say(f"brief_kind.{measure.kind}", lang), count=count
    )
    return Bullet(
        label=heading,
        says=says,
        text=joined(says),
        source=source_of(measure.cited.name, measure.cited.url),
        proof=one.terms.links.measure(measure.measure),
    )


def scenario_brief(
    scenario: Scenario,
    terms: BriefTerms,
    *,
    on: date | None = None,
    to: str | None = None,
    reading: Reading | str = Reading.ENFORCED,
) -> Brief:
    """The brief of what a scenario changes.

    Args:
        on: The day that is looked at; the first on which the scenario changes an answer or a
            provision where left out.
        to: For one destination alone: its code.

    Raises:
        InputError: The scenario changes nothing on any day.
    """
    law = Reading.of(reading)
    found = on or _first_touched(scenario, terms, law)
    one = _compared(scenario, terms, found, to, law)
    lang, called = terms.lang, visible(scenario.scenario, _LONG_NAME)
    bullets = (_supposes(one, scenario), hit_bullet(one), rules_bullet(one), next_act_bullet(one))
    key = "brief_title.measure" if one.groups else "brief_title.measure none"
    answers = counted("answers", lang, one.changed)
    title = sentence(
        key, lang, measure=name(called), answers=answers, day=one.diff.tell(lang, "before")
    )
    says = scenario.says.say(lang)
    return brief_of(
        Parts(
            kind="measure",
            kicker=(
                say("brief.export controls", lang),
                say("brief.scenario", lang, name=called),
                day(found, lang),
                say(f"reading.{law.value}", lang),
            ),
            title=fitting_title(_scenario_titles(title, scenario, one)),
            lead=f"{says} {compared_lead(one, 'lead scenario')}",
            bullets=bullets,
            picture=changes_picture(one),
            sorted=sorted_measures(one, says),
            page=terms.links.scenario(scenario.scenario),
            known=None,
            answers=(one.diff, one.measures),
        ),
        terms,
    )


def _scenario_titles(title: Says, scenario: Scenario, one: Compared) -> Iterator[Says]:
    lang = one.terms.lang
    yield supposed_title(title, scenario, lang)
    when = one.diff.tell(lang, "before")
    called = name(scenario.scenario, most=16)
    key = "brief_title.measure" if one.groups else "brief_title.measure none"
    answers = counted("answers", lang, one.changed)
    short = sentence(key, lang, measure=called, answers=answers, day=when)
    yield supposed_title(short, scenario, lang)


def _supposes(one: Compared, scenario: Scenario) -> Bullet:
    lang, heading = one.terms.lang, say("brief.label supposed", one.terms.lang)
    when = one.diff.tell(lang, "before")
    says_whole = scenario.says.say(lang).rstrip(".")
    first = says_whole.split(",")[0]
    forms = (
        sentence("brief.supposes", lang, day=when, says=name(text, most=160))
        for text in (f"{says_whole}.", f"{first}.", f"{scenario.scenario}.")
    )
    says = fitting(forms, lang, heading)
    proof = one.terms.links.scenario(scenario.scenario)
    return Bullet(label=heading, says=says, text=joined(says), source=one.source, proof=proof)


def _first_touched(scenario: Scenario, terms: BriefTerms, reading: Reading) -> date:
    """The first day on which the scenario's law differs.

    Raises:
        InputError: There is none.
    """
    plain_log, edited = terms.library.register, applied(scenario, terms.library.register)
    days = sorted({*plain_log.days(None, reading), *edited.days(None, reading)})
    for on in days:
        if on < plain_log.answers_from:
            continue
        before, after = (log.at(on, None, reading).provisions for log in (plain_log, edited))
        if {key: each.says for key, each in before.items()} != {
            key: each.says for key, each in after.items()
        }:
            return on
    what = f"the scenario {scenario.scenario} changes the law of no day"
    raise InputError(what, "scenario", "name a day, or another scenario")


def _compared(
    scenario: Scenario, terms: BriefTerms, on: date, to: str | None, reading: Reading
) -> Compared:
    library, edited = terms.library, applied(scenario, terms.library.register)
    sides = [
        Side(
            library=library,
            register=register,
            law=register.at(on, None, reading),
            pinned=True,
            scenario=called,
        )
        for register, called in ((library.register, None), (edited, scenario.scenario))
    ]
    found = diff(sides[0], sides[1], (to,) if to else None, lang=terms.lang)
    after = f"{on.isoformat()},{scenario.scenario}"
    words = {"before": on.isoformat(), "after": after, "to": to}
    asked = words | {"reading": None if reading is Reading.ENFORCED else reading.value}
    own = {each.measure: each for each in scenario.adds}
    latest = library.register.measures[-1]
    named = next((each for each in _edited(scenario, terms)), latest)
    return Compared(
        diff=Answered("diff", plain(found), command("diff", **asked)),
        measures=measures_told(library.register, terms.lang),
        terms=replace(terms, measures={**terms.measures, **own}),
        groups=tuple(range(len(found.answers))),
        whole=True,
        to=to,
        proof=terms.links.diff(on.isoformat(), after),
        on=on,
        source=source_of(named.cited.name, named.cited.url),
    )


def _edited(scenario: Scenario, terms: BriefTerms) -> Iterator[Measure]:
    """The measures that the scenario edits or adds: where what it supposes is read."""
    register = terms.library.register
    names = [*scenario.drops]
    names += [each.measure for each in scenario.delays]
    names += [each.measure for each in scenario.pauses]
    yield from scenario.adds
    for each in names:
        yield from register.called(each)
