"""What a scenario does: each edit, the days and provisions that it touches, and how many answers
change; the shipped scenarios, each with its edits.

Belongs here: comparing a register with the scenario's, over time. Does not: reading or applying
scenarios (law).
Always true: on every day outside the stretches named, the law is the same with the scenario and
without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import ClassVar

from ecluse.compare.answer import Edit, ProvisionChange, ScenarioCheck, Touched
from ecluse.compare.diff import Progress, diff
from ecluse.compare.provision_change import provision_changes
from ecluse.compare.side import Side
from ecluse.law.condition.tree import facts_of
from ecluse.law.library import Library
from ecluse.law.measure import Reading
from ecluse.law.provision import Allocation, Definition, Notice, conditions_of
from ecluse.law.register import Law, Register
from ecluse.law.scenario import Delay, Pause, Scenario, applied, read_scenario, shipped
from ecluse.law.scenario_effect import notes_of
from ecluse.words.say import say

_DAY = timedelta(days=1)
_PLACES = frozenset({"destination", "headquarters", "parent_headquarters"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioEntry:
    """A shipped scenario.

    Args:
        says: What it supposes.
        edits: What it does to the log of measures.
    """

    SCHEMA: ClassVar[str] = "ecluse.scenario-entry/1"

    scenario: str
    says: str
    edits: list[Edit]


def check_scenario(
    scenario: Scenario,
    library: Library,
    *,
    count: bool = True,
    progress: Progress | None = None,
    lang: str = "en",
) -> ScenarioCheck:
    """What a scenario does, and what its author may not have meant.

    Args:
        count: Also count the answers of the catalogue that change, to every country.
    """
    return ScenarioCheck(
        scenario=scenario.scenario,
        says={"en": scenario.says.en, "fr": scenario.says.fr},
        edits=tuple(edits(scenario, lang)),
        notes=notes_of(scenario, library.register),
        touched=tuple(touched(scenario, library, count=count, progress=progress)),
    )


def edits(scenario: Scenario, lang: str = "en") -> Iterator[Edit]:
    """Each edit: what it does, to which measure, and how."""
    for name in scenario.drops:
        yield Edit(does="drops", to=name, how=say("compare.edit.drops", lang))
    for delay in scenario.delays:
        yield Edit(does="delays", to=delay.measure, how=_delay(delay, lang))
    for pause in scenario.pauses:
        yield Edit(does="pauses", to=pause.measure, how=_pause(pause, lang))
    for measure in scenario.adds:
        day = measure.effective or measure.published
        how = say("compare.edit.adds", lang, count=len(measure.changes), day=day)
        yield Edit(does="adds", to=measure.measure, how=how)
    for grant in scenario.grants:
        how = say("compare.edit.grants", lang, grant.effective)
        yield Edit(does="grants", to=grant.title.en, how=how)


def _delay(delay: Delay, lang: str) -> str:
    later = "later" if delay.days > 0 else "earlier"
    how = say(f"compare.edit.days {later}", lang, abs(delay.days))
    if delay.published_too or delay.days < 0:
        how = say("compare.edit.publication too", lang, how)
    return how


def _pause(pause: Pause, lang: str) -> str:
    if pause.until:
        how = say("compare.edit.pause until", lang, since=pause.since, last=pause.until - _DAY)
    else:
        how = say("compare.edit.pause for good", lang, since=pause.since)
    if pause.provisions:
        how = say("compare.edit.pause of", lang, how, ", ".join(pause.provisions))
    return how


def touched(
    scenario: Scenario,
    library: Library,
    *,
    count: bool = True,
    progress: Progress | None = None,
) -> list[Touched]:
    """The stretches of days on which the scenario changes the law.

    Args:
        count: Also count the answers that change, on the first day of each stretch.
    """
    plain, edited = library.register, applied(scenario, library.register)
    both = (*plain.days(None, Reading.ENFORCED), *edited.days(None, Reading.ENFORCED))
    days = sorted({day for day in both if day >= plain.answers_from})
    stretches: list[Touched] = []
    for place, day in enumerate(days):
        if progress is not None:
            progress(place, len(days))
        until = days[place + 1] - _DAY if place + 1 < len(days) else None
        before, after = (_side(library, register, day) for register in (plain, edited))
        changes = tuple(provision_changes(before, after))
        if stretches and _goes_on(stretches[-1], day, changes):
            stretches[-1] = replace(stretches[-1], until=until)
        elif changes:
            stretches.append(_stretch(before, after, until, changes, count=count))
    return stretches


def _side(library: Library, register: Register, day: date) -> Side:
    law = register.at(day, None, Reading.ENFORCED)
    return Side(library=library, register=register, law=law, pinned=True)


def _goes_on(last: Touched, day: date, changes: tuple[ProvisionChange, ...]) -> bool:
    return bool(changes) and last.until == day - _DAY and last.provisions == changes


def _stretch(
    before: Side,
    after: Side,
    until: date | None,
    changes: tuple[ProvisionChange, ...],
    *,
    count: bool,
) -> Touched:
    counted = diff(before, after) if count else None
    return Touched(
        since=after.on,
        until=until,
        provisions=changes,
        asks=_asks(changes, before.law, after.law, after.library),
        answers=counted.changed if counted else None,
        compared=counted.compared if counted else None,
    )


def _asks(
    changes: tuple[ProvisionChange, ...], before: Law, after: Law, library: Library
) -> tuple[str, ...]:
    """The facts of a case, beside item and country, that the changed provisions ask for."""
    entries = [
        law.provisions[change.provision]
        for change in changes
        for law in (before, after)
        if change.provision in law.provisions
    ]
    names = {
        name
        for entry in entries
        if not isinstance(entry.says, (Notice, Allocation))
        for condition in conditions_of(entry.says)
        for name in facts_of(condition)
    }
    defined = {says.defines for law in (before, after) for says, _ in law.of_kind(Definition)}
    facts = library.vocabulary.facts
    return tuple(sorted(name for name in names - defined - _PLACES if facts[name].of != "item"))


def shipped_scenarios(library: Library) -> list[Scenario]:
    """The scenarios that come with the data, in the order of their names."""
    return [read_scenario(name, library) for name in shipped(library.folder)]


def scenario_entry(scenario: Scenario, lang: str) -> ScenarioEntry:
    """One scenario, in one language."""
    return ScenarioEntry(
        scenario=scenario.scenario,
        says=scenario.says.say(lang),
        edits=list(edits(scenario, lang)),
    )
