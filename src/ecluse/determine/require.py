"""Step two: is the item subject to the regulations, and is a license required?

Belongs here: jurisdiction, license requirements, and whom a letter binds.
Does not: what overcomes a requirement (license_exception), or the answer that follows (outcome).
Always true: a requirement that a later act leaves in doubt is never FALSE for that reason, and
never surely TRUE.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace

from ecluse.determine.case import CaseFacts
from ecluse.determine.trace import Found
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth, of, some
from ecluse.law.provision import Jurisdiction, Requirement
from ecluse.law.register import InForce


@dataclass(frozen=True, slots=True)
class Required:
    """What step two comes to.

    Args:
        subject: Whether the item is subject to the regulations.
        jurisdiction: What says so.
        requirements: Every license requirement that was looked at; none applies surely to an item
            that is not surely subject.
    """

    subject: Truth
    jurisdiction: tuple[Found, ...]
    requirements: tuple[Found, ...]


def required(
    facts: CaseFacts, paragraphs: dict[str, Found], among: Container[str] | None = None
) -> Required:
    """Step two; with `among`, requirements of other names are passed over."""
    grounds = tuple(
        _ground(says, entry, facts, paragraphs) for says, entry in facts.law.of_kind(Jurisdiction)
    )
    subject = some(each.truth for each in grounds)
    requirements = tuple(
        _requirement(says, entry, facts, paragraphs)
        for says, entry in facts.law.of_kind(Requirement)
        if among is None or says.provision in among
    )
    if subject is not Truth.TRUE:
        requirements = tuple(
            replace(each, truth=each.truth & subject) if each.truth is not Truth.FALSE else each
            for each in requirements
        )
    return Required(subject, grounds, requirements)


def _ground(
    says: Jurisdiction, entry: InForce, facts: CaseFacts, paragraphs: dict[str, Found]
) -> Found:
    """One ground on which an item is subject to the regulations."""
    items, because, items_settle = described(says.items, paragraphs)
    finding = facts.decide(says.when)
    truth = items & finding.truth
    settles = finding.settles | items_settle if truth is Truth.UNKNOWN else frozenset[str]()
    return Found(entry=entry, truth=truth, finding=finding, because=because, settles=settles)


def _requirement(
    says: Requirement, entry: InForce, facts: CaseFacts, paragraphs: dict[str, Found]
) -> Found:
    """Whether one license requirement applies."""
    items, because, items_settle = described(says.items, paragraphs)
    finding = facts.decide(says.when)
    bound, binding = binds(entry, facts)
    truth = items & finding.truth & bound
    settles = finding.settles | items_settle | binding
    if says.saves is not None:
        saved = facts.decide(says.saves.when)
        truth &= ~saved.truth
        settles |= saved.settles
    reason = None
    if entry.doubt is not None and truth is Truth.TRUE:
        truth, reason = Truth.UNKNOWN, "in doubt"
        settles = frozenset(
            {f"whether {says.provision} applies after {entry.doubt.since.isoformat()}"}
        )
    return Found(
        entry=entry,
        truth=truth,
        finding=finding,
        because=because,
        reason=reason,
        settles=settles if truth is Truth.UNKNOWN else frozenset(),
    )


def described(
    names: tuple[str, ...], paragraphs: dict[str, Found]
) -> tuple[Truth, tuple[Found, ...], frozenset[str]]:
    """Whether one of the named paragraphs (or any item at all) describes the item."""
    if "any" in names:
        return Truth.TRUE, (), frozenset()
    found = [paragraphs[name] for name in names if name in paragraphs]
    truth = some(each.truth for each in found)
    relevant = (
        tuple(each for each in found if each.truth is truth) if truth is not Truth.FALSE else ()
    )
    settles = (
        frozenset[str]().union(*(each.settles for each in relevant))
        if truth is Truth.UNKNOWN
        else frozenset[str]()
    )
    return truth, relevant, settles


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
    truth = informed.value if isinstance(informed.value, Truth) else of(None)
    return truth, frozenset({"informed_by_letter"}) if truth is Truth.UNKNOWN else frozenset()
