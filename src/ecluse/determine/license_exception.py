"""Step three: does a license exception, or a license that is held, overcome what is required?

Belongs here: whether an exception may be used, which restrictions bar it, and licenses held.
Does not: what is required (require), or the answer that follows (outcome).
Always true: an exception counts only for the requirements that it names, and only if its own
conditions are TRUE.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from ecluse.determine.case import CaseFacts
from ecluse.determine.classify import Paragraphs
from ecluse.determine.trace import NOTHING, Found, own
from ecluse.facts.truth import Truth, some
from ecluse.law.provision import License, LicenseException, Restriction
from ecluse.law.register import InForce


def exceptions(
    facts: CaseFacts,
    paragraphs: Paragraphs,
    of: AbstractSet[str] | None = None,
) -> list[Found]:
    """For every license exception in force: whether the shipment is eligible, and no restriction
    bars it.

    With `of`, only for those that name one of these requirements.
    """
    wanted = [
        (says, entry)
        for says, entry in facts.law.of_kind(LicenseException)
        if of is None or not of.isdisjoint(says.overcomes)
    ]
    symbols = {says.symbol for says, _ in wanted}
    bars = [
        (says, own(entry, says.when, facts))
        for says, entry in facts.law.of_kind(Restriction)
        if not symbols.isdisjoint(says.bars) and facts.truth(says.when) is not Truth.FALSE
    ]
    return [
        _eligible(
            says,
            entry,
            facts,
            paragraphs,
            [bar for other, bar in bars if says.symbol in other.bars],
        )
        for says, entry in wanted
    ]


def _eligible(
    says: LicenseException,
    entry: InForce,
    facts: CaseFacts,
    paragraphs: Paragraphs,
    barring: list[Found],
) -> Found:
    """Whether the shipment is eligible for one exception that `barring` bars, or may bar."""
    items = paragraphs.described(says.items)
    truth = items.truth
    if barring:
        truth &= ~some([bar.truth for bar in barring])
    if truth is not Truth.FALSE:
        truth &= facts.truth(says.when)
    settles = NOTHING
    if truth is Truth.UNKNOWN:
        settles = facts.settles(says.when).union(items.settles, *[bar.settles for bar in barring])
    because = (*items.because, *barring)
    return Found(entry=entry, truth=truth, facts=facts, because=because, settles=settles)


def exception_of(found: Found) -> LicenseException:
    """What the license exception says that was looked at."""
    says = found.entry.says
    assert isinstance(says, LicenseException)
    return says


def overcoming(requirement: Found, eligible: Sequence[Found]) -> list[Found]:
    """The exceptions, not surely unavailable, that name this requirement."""
    return [
        each
        for each in eligible
        if each.truth is not Truth.FALSE and requirement.provision in exception_of(each).overcomes
    ]


def surely(requirement: Found, eligible: Sequence[Found]) -> Found | None:
    """The first exception that surely overcomes the requirement."""
    helping = overcoming(requirement, eligible)
    return next((each for each in helping if each.truth is Truth.TRUE), None)


def overcome(requirement: Found, eligible: Sequence[Found]) -> Truth:
    """Whether some exception overcomes the requirement."""
    return some(each.truth for each in overcoming(requirement, eligible))


def licenses(facts: CaseFacts) -> list[Found]:
    """Licenses held (in a scenario) that cover the shipment."""
    return [
        own(entry, says.when, facts)
        for says, entry in facts.law.of_kind(License)
        if facts.truth(says.when) is Truth.TRUE
    ]
