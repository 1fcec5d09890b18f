"""What a scenario does: each edit, the days and provisions that it touches, and how many answers
change.

Belongs here: comparing a register with the scenario's, over time. Does not: reading or applying
scenarios (law).
Always true: on a day that is not named the law is the same with and without the scenario.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from ecluse.compare.diff import Progress, ProvisionChange, diff, provision_changes
from ecluse.compare.side import Side
from ecluse.law.condition.tree import facts_of
from ecluse.law.library import Library
from ecluse.law.measure import Reading
from ecluse.law.provision import Allocation, Definition, Notice, conditions_of
from ecluse.law.register import Law
from ecluse.law.scenario import Scenario, applied

_PLACES = ("destination", "headquarters", "parent_headquarters")


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """A stretch of days on which the scenario's law differs in one way; `until` is None where it
    goes on.

    `asks` are the facts of the case, beside item and country, on which what differs rests: the
    answers of the catalogue are counted with these left out.
    """

    since: date
    until: date | None
    provisions: tuple[ProvisionChange, ...]
    asks: tuple[str, ...] = ()
    answers: int | None = None
    compared: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "since": self.since.isoformat(),
            "until": self.until.isoformat() if self.until else None,
            "provisions": [each.to_dict() for each in self.provisions],
            "asks": list(self.asks),
            "answers_changed": self.answers,
            "answers_compared": self.compared,
        }


def edits(scenario: Scenario) -> list[tuple[str, str, str]]:
    """Each edit: what it does, to which measure, and how."""
    found = [("drops", name, "as if it had never been published") for name in scenario.drops]
    for delay in scenario.delays:
        moved = f"{abs(delay.days)} days {'later' if delay.days > 0 else 'earlier'}"
        found.append(
            (
                "delays",
                delay.measure,
                moved + (", its publication too" if delay.published_too or delay.days < 0 else ""),
            )
        )
    for pause in scenario.pauses:
        until = f" up to {pause.until - timedelta(days=1)}" if pause.until else ", for good"
        found.append(
            (
                "pauses",
                pause.measure,
                f"from {pause.since}{until}"
                + (f": {', '.join(pause.provisions)}" if pause.provisions else ""),
            )
        )
    for measure in scenario.adds:
        found.append(
            (
                "adds",
                measure.measure,
                f"{len(measure.changes)} provisions, effective {measure.effective or measure.published}",
            )
        )
    found += [
        ("grants", grant.title.en, f"a license from {grant.effective}") for grant in scenario.grants
    ]
    return found


def touched(
    scenario: Scenario,
    library: Library,
    *,
    reading: Reading = Reading.ENFORCED,
    count: bool = True,
    progress: Progress | None = None,
) -> list[Touched]:
    """The stretches of days on which the law is another; with `count`, how many answers of the
    catalogue are, on their first day.
    """
    plain, edited = library.register, applied(scenario, library.register)
    days = [
        day
        for day in sorted({*plain.days(None, reading), *edited.days(None, reading)})
        if day >= plain.answers_from
    ]
    stretches: list[Touched] = []
    for place, day in enumerate(days):
        if progress is not None:
            progress(place, len(days))
        until = days[place + 1] - timedelta(days=1) if place + 1 < len(days) else None
        before, after = (
            Side(
                label=label,
                library=library,
                register=register,
                law=register.at(day, None, reading),
                pinned=True,
            )
            for label, register in (("as it is", plain), (scenario.scenario, edited))
        )
        changes = tuple(provision_changes(before, after))
        if not changes:
            continue
        last = stretches[-1] if stretches else None
        if (
            last is not None
            and last.until == day - timedelta(days=1)
            and last.provisions == changes
        ):
            stretches[-1] = replace(last, until=until)
            continue
        found = diff(before, after) if count else None
        stretches.append(
            Touched(
                since=day,
                until=until,
                provisions=changes,
                asks=_asks(changes, before.law, after.law, library),
                answers=found.changed if found else None,
                compared=found.compared if found else None,
            )
        )
    return stretches


def _asks(
    changes: tuple[ProvisionChange, ...], before: Law, after: Law, library: Library
) -> tuple[str, ...]:
    """The facts of a case, beside item and country, that the changed provisions ask for."""
    entries = [
        law.provisions[each.provision]
        for each in changes
        for law in (before, after)
        if each.provision in law.provisions
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
    return tuple(
        sorted(name for name in names - defined - set(_PLACES) if facts[name].of != "item")
    )
