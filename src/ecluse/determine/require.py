"""Step two: is the item subject to the regulations, and is a license required?

Belongs here: jurisdiction, license requirements, and whom a letter binds.
Always true: a requirement that a later act leaves in doubt is never FALSE for that reason, and
never surely TRUE.
"""

from __future__ import annotations

from collections.abc import Container

from ecluse.determine.shipment import CaseFacts
from ecluse.determine.trace import Found
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth, of, some
from ecluse.law.provision import Jurisdiction, Requirement
from ecluse.law.register import InForce


def jurisdiction(facts: CaseFacts, paragraphs: dict[str, Found]) -> tuple[Truth, list[Found]]:
    """Whether the item is subject to the regulations, and what says so."""
    found = []
    for says, entry in facts.law.of_kind(Jurisdiction):
        items, because, items_settle = described(says.items, paragraphs)
        finding = facts.decide(says.when)
        truth = items & finding.truth
        found.append(
            Found(
                entry=entry,
                truth=truth,
                finding=finding,
                because=because,
                settles=(finding.settles | items_settle) if truth is Truth.UNKNOWN else frozenset(),
            )
        )
    return some(each.truth for each in found), found


def require(
    facts: CaseFacts, paragraphs: dict[str, Found], among: Container[str] | None = None
) -> list[Found]:
    """For every license requirement in force, or with `among` for those so named: whether it
    applies.
    """
    found = []
    for says, entry in facts.law.of_kind(Requirement):
        if among is not None and says.provision not in among:
            continue
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
        found.append(
            Found(
                entry=entry,
                truth=truth,
                finding=finding,
                because=because,
                reason=reason,
                settles=settles if truth is Truth.UNKNOWN else frozenset(),
            )
        )
    return found


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
    exporter: Known = facts["exporter"]
    if exporter.value is None:
        return Truth.UNKNOWN, frozenset({"exporter"})
    if str(exporter.value).casefold() in {name.casefold() for name in names}:
        return Truth.TRUE, frozenset()
    informed = facts["informed_by_letter"]
    truth = informed.value if isinstance(informed.value, Truth) else of(None)
    return truth, frozenset({"informed_by_letter"}) if truth is Truth.UNKNOWN else frozenset()
