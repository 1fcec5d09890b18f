"""Step two: is the item subject to the regulations, and is a license required?

Belongs here: jurisdiction, what is no export, license requirements, and whom a letter binds.
Does not: what overcomes a requirement (license_exception), or the answer that follows (outcome).
Always true: a requirement that a later act leaves in doubt is never FALSE for that reason, and
never surely TRUE.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ecluse.determine.case import CaseFacts
from ecluse.determine.classify import Described, Paragraphs
from ecluse.determine.trace import NOTHING, Found, own
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth, every, some
from ecluse.law.provision import Jurisdiction, NoExport, Requirement
from ecluse.law.register import InForce


@dataclass(frozen=True, slots=True)
class Required:
    """What step two comes to.

    Args:
        subject: Whether the item is subject to the regulations.
        jurisdiction: What says so.
        requirements: Every license requirement that was looked at; none applies surely to an item
            that is not surely subject, and none at all to what is no export.
        no_export: What says that the shipment is no export, reexport or transfer, or may say so.
    """

    subject: Truth
    jurisdiction: tuple[Found, ...]
    requirements: tuple[Found, ...]
    no_export: tuple[Found, ...] = ()


def required(facts: CaseFacts, paragraphs: Paragraphs) -> Required:
    """Step two."""
    law = facts.law
    grounds = tuple(
        _ground(says, entry, facts, paragraphs) for says, entry in law.of_kind(Jurisdiction)
    )
    subject = _subject(grounds)
    stays = tuple(own(entry, says.when, facts) for says, entry in law.of_kind(NoExport))
    export = Described(
        every([~each.truth for each in stays]),
        settles=NOTHING.union(*[each.settles for each in stays]),
    )
    requirements = tuple(
        _requirement(says, entry, facts, paragraphs.described(says.items), export)
        for says, entry in law.of_kind(Requirement)
    )
    if subject is not Truth.TRUE:
        requirements = tuple(
            replace(each, truth=each.truth & subject) if each.truth is not Truth.FALSE else each
            for each in requirements
        )
    return Required(subject, grounds, requirements, stays)


def by_rule(grounds: Iterable[Found]) -> Truth:
    """Whether a rule says that the item is subject, presumptions left out."""
    return some(each.truth for each in grounds if not _stands(each, "presumed", "where open"))


def _stands(ground: Found, *ways: str) -> bool:
    return isinstance(ground.entry.says, Jurisdiction) and ground.entry.says.stands in ways


def _subject(grounds: Sequence[Found]) -> Truth:
    """By a rule, or by a presumption where the rules leave it open."""
    ruled = some(each.truth for each in grounds if not _stands(each, "where open"))
    if ruled is not Truth.UNKNOWN:
        return ruled
    taken = some(each.truth for each in grounds if _stands(each, "where open"))
    return Truth.TRUE if taken is Truth.TRUE else ruled


def _ground(says: Jurisdiction, entry: InForce, facts: CaseFacts, paragraphs: Paragraphs) -> Found:
    """One ground on which an item is subject to the regulations."""
    items, truth = paragraphs.described(says.items), reaches(says, facts, paragraphs)
    # What answers outright is not named as needed: what lies behind it is.
    settles = facts.settles(says.when) | items.settles if truth is Truth.UNKNOWN else NOTHING
    return Found(entry=entry, truth=truth, facts=facts, because=items.because, settles=settles)


def reaches(says: Jurisdiction, facts: CaseFacts, paragraphs: Paragraphs) -> Truth:
    """Whether a ground holds on these facts, where these paragraphs describe the item."""
    truth = paragraphs.described(says.items).truth
    if truth is not Truth.FALSE:
        truth &= facts.truth(says.when)
    if truth is Truth.UNKNOWN and says.stands == "where stated":
        return Truth.FALSE
    if truth is Truth.FALSE or says.unless is None:
        return truth
    return Truth.FALSE if facts.truth(says.unless) is Truth.TRUE else truth


def _requirement(
    says: Requirement,
    entry: InForce,
    facts: CaseFacts,
    items: Described,
    export: Described,
) -> Found:
    """Whether one license requirement applies: its items, and what is an export at all."""
    if items.truth is Truth.FALSE or facts.truth(says.when) is Truth.FALSE:  # as most are
        return Found(entry=entry, truth=Truth.FALSE, facts=facts, because=items.because)
    bound, binding = binds(entry, facts)
    truth = items.truth & facts.truth(says.when) & bound & export.truth
    if says.saves is not None and truth is not Truth.FALSE:
        truth &= ~facts.truth(says.saves.when)
    settles = NOTHING
    if entry.doubt is not None and truth is Truth.TRUE:
        truth = Truth.UNKNOWN
        settles = frozenset(
            {f"whether {says.provision} applies after {entry.doubt.since.isoformat()}"}
        )
    elif truth is Truth.UNKNOWN:
        settles = items.settles.union(binding, export.settles, _settles(says, facts))
    return Found(entry=entry, truth=truth, facts=facts, because=items.because, settles=settles)


def _settles(says: Requirement, facts: CaseFacts) -> frozenset[str]:
    """What would settle the conditions of a requirement itself."""
    saved = facts.settles(says.saves.when) if says.saves is not None else NOTHING
    return facts.settles(says.when) | saved


def binds(entry: InForce, facts: CaseFacts) -> tuple[Truth, frozenset[str]]:
    """Whether a measure that binds named exporters binds this one; others may have had a letter
    that nobody published.
    """
    names = entry.measure.binds
    if not names:
        return Truth.TRUE, frozenset()
    return binds_named(frozenset(name.casefold() for name in names), facts)


def binds_named(names: frozenset[str], facts: Mapping[str, Known]) -> tuple[Truth, frozenset[str]]:
    """Whether a measure that binds exporters of these names, without case, binds this one."""
    exporter = facts["exporter"]
    if exporter.value is None:
        return Truth.UNKNOWN, frozenset({"exporter"})
    if str(exporter.value).casefold() in names:
        return Truth.TRUE, frozenset()
    informed = facts["informed_by_letter"]
    truth = informed.truth
    return truth, frozenset({"informed_by_letter"}) if truth is Truth.UNKNOWN else frozenset()
