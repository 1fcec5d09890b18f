"""How an answer changed over time, and which measure changed it.

Always true: between two entries the answer is the same on every day; each entry but the first names
a measure whose effect began, paused or ended on its first day.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from ecluse.determine.decide import Determination, determine
from ecluse.determine.proviso import Proviso
from ecluse.determine.shipment import Shipment
from ecluse.law.library import Library
from ecluse.law.measure import Measure, Reading
from ecluse.law.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One answer, from its first day to its last, the measures that brought it, and what it presumes
    on any of these days.
    """

    since: date
    until: date
    found: Determination
    by: tuple[Measure, ...]
    provided: tuple[Proviso, ...] = ()


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
    for first, last in register.periods(since, until, known, reading):
        found = determine(replace(shipment, on=first), register.at(first, known, reading), library)
        before = stretches[-1] if stretches else None
        if before is not None and _same(before.found, found):
            provided = _together(before.provided, found.provided)
            stretches[-1] = replace(before, until=last, provided=provided)
        else:
            by = () if before is None else responsible(register, first, before.found, found, known)
            stretches.append(
                Stretch(since=first, until=last, found=found, by=by, provided=found.provided)
            )
    return stretches


def _together(some: tuple[Proviso, ...], more: tuple[Proviso, ...]) -> tuple[Proviso, ...]:
    """The provisos of both; one that is confirmed on some day is not called unconfirmed."""
    found = {each.fact: each for each in some}
    for each in more:
        if each.fact not in found or found[each.fact].unconfirmed:
            found[each.fact] = each
    return tuple(found.values())


def _same(one: Determination, other: Determination) -> bool:
    policies = [each.review.policy if each.review else None for each in (one, other)]
    return one.answer == other.answer and policies[0] == policies[1] and one.needs == other.needs


def responsible(
    register: Register,
    day: date,
    before: Determination,
    after: Determination,
    known: date | None = None,
) -> tuple[Measure, ...]:
    """The measures that took, lost or regained effect on `day` and that the two answers rest on."""
    acting = {}
    for measure in register.measures:
        if known is not None and measure.published > known:
            continue
        touched = {
            change.provision
            for change in measure.changes
            if register.start_of(measure, change, known) == day
        }
        for act in measure.acts_on:
            if day in (act.since, act.until, act.to):
                touched.add("")
        if touched:
            acting[measure] = touched
    if len(acting) <= 1:
        return tuple(acting)
    rested = {
        found.provision
        for each in (before, after)
        for found in (*each.requirements, *each.possible, *((each.used,) if each.used else ()))
    }
    rested |= {
        each.found.provision
        for one in (before, after)
        for each in one.reviews
        if each.found is not None
    }
    named = tuple(measure for measure, touched in acting.items() if touched & rested)
    return named or tuple(acting)
