"""What a scenario changes: the brief of a law that does not exist.

Belongs here: the day on which it is looked at, its title and its bullets. Does not: comparing
(compare), or applying a scenario (law).
Always true: the title says that the law is supposed, and so does what is not certain.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from ecluse.answers.plain import plain
from ecluse.brief.answer import Brief, Bullet
from ecluse.brief.check import supposed_title
from ecluse.brief.day import compared_sides
from ecluse.brief.naming import source_of
from ecluse.brief.sentence import (
    Says,
    counted,
    fitting_title,
    name,
    sentence,
    told_bullet,
)
from ecluse.brief.terms import BriefTerms
from ecluse.brief.two_laws import (
    Compared,
    changes_picture,
    compared_lead,
    hit_bullet,
    next_act_bullet,
    rules_bullet,
    sorted_measures,
)
from ecluse.brief.whole import BriefParts, brief_of
from ecluse.compare.diff import diff
from ecluse.compare.side import Side
from ecluse.errors import InputError
from ecluse.law.measure import Measure, Reading
from ecluse.law.register import Register
from ecluse.law.scenario import Scenario, applied
from ecluse.visible import visible
from ecluse.words.say import day, say

_LONGEST_NAME = 60  # signs of the scenario's name; a title that is too long with it has none


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
    lang, says = terms.lang, scenario.says.say(terms.lang)
    bullets = (_supposes(one, scenario), hit_bullet(one), rules_bullet(one), next_act_bullet(one))
    return brief_of(
        BriefParts(
            kind="measure",
            kicker=(
                say("brief.scenario", lang, name=visible(scenario.scenario, 40)),
                day(found, lang),
                say(f"reading.{law.value}", lang),
            ),
            title=fitting_title(_titles(scenario, one)),
            lead=f"{says} {compared_lead(one, 'lead scenario')}",
            bullets=bullets,
            picture=changes_picture(one),
            sorted=sorted_measures(one, says),
            page=_page(one, scenario),
            answers=(one.diff, one.measures),
        ),
        terms,
    )


def _titles(scenario: Scenario, one: Compared) -> Iterator[Says]:
    lang, when = one.terms.lang, one.diff.tell("before")
    none = "" if one.groups else " none"
    answers = counted("answers", lang, one.changed)
    called = name(scenario.scenario, most=_LONGEST_NAME)
    for key in (f"measure{none}", f"scenario{none}", f"scenario{none} short"):
        says = sentence(f"brief_title.{key}", lang, measure=called, answers=answers, day=when)
        yield supposed_title(says, scenario, lang)


def _supposes(one: Compared, scenario: Scenario) -> Bullet:
    lang = one.terms.lang
    when = one.diff.tell("before")
    says_whole = scenario.says.say(lang).rstrip(".")
    first = says_whole.split(",")[0]
    forms = (
        sentence("brief.supposes", lang, day=when, says=name(text, most=160))
        for text in (f"{says_whole}.", f"{first}.", f"{scenario.scenario}.")
    )
    return told_bullet("supposed", lang, forms, one.source, _page(one, scenario))


def _page(one: Compared, scenario: Scenario) -> str:
    """The page of a scenario; of one's own, which no page shows, what it is compared with."""
    if scenario.scenario in one.terms.files:
        return one.proof
    return one.terms.links.scenario(scenario.scenario)


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
    log = terms.library.register
    before = _side(terms, log, on, reading)
    after = _side(terms, applied(scenario, log), on, reading, scenario.scenario)
    found = diff(before, after, (to,) if to else None, lang=terms.lang)
    named = next(_edited(scenario, terms), log.measures[-1])
    days = (on.isoformat(), f"{on.isoformat()},{terms.asked(scenario.scenario)}")
    own = {each.measure: each for each in scenario.adds}
    return compared_sides(
        plain(found),
        days,
        replace(terms, measures={**terms.measures, **own}),
        reading,
        groups=tuple(range(len(found.answers))),
        to=to,
        on=on,
        source=source_of(named.cited.name, named.cited.url),
        **_proof(scenario, terms, on),
    )


def _proof(scenario: Scenario, terms: BriefTerms, on: date) -> dict[str, str]:
    """What proves a comparison: of a scenario that no page shows, the law of the day."""
    own = scenario.scenario in terms.files
    return {"proof": terms.links.law_of(on)} if own else {"scenario": scenario.scenario}


def _side(
    terms: BriefTerms, log: Register, on: date, reading: Reading, called: str | None = None
) -> Side:
    """One law to compare."""
    law = log.at(on, None, reading)
    return Side(library=terms.library, register=log, law=law, pinned=True, scenario=called)


def _edited(scenario: Scenario, terms: BriefTerms) -> Iterator[Measure]:
    """The measures that the scenario edits or adds: where what it supposes is read."""
    register = terms.library.register
    names = [*scenario.drops]
    names += [each.measure for each in scenario.delays]
    names += [each.measure for each in scenario.pauses]
    yield from scenario.adds
    for each in names:
        yield from register.called(each)
