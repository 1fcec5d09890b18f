"""The part of a law that can bear on one item's way, whatever its design.

Belongs here: leaving out of a law what a change of the item's figures cannot bring to bear, and
naming the catch-alls that stand beside any remedy. Does not: changing anything.
Always true: for every design of the item, the smaller law gives the answer of the whole one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from ecluse.determine.case import CaseFacts
from ecluse.determine.decide import Determination
from ecluse.determine.require import binds
from ecluse.facts.truth import Truth
from ecluse.law.provision import (
    Allocation,
    Classification,
    Jurisdiction,
    LicenseException,
    Notice,
    Presumption,
    Requirement,
    Review,
)
from ecluse.law.register import InForce, Law

_SAYS_NOTHING = (Notice, Review, Allocation)
_PARTY = ("end_use", "listed_party", "owned_by_listed", "informed_by_letter")


def unknown(facts: CaseFacts, names: Iterable[str]) -> CaseFacts:
    """The same case with some facts left open."""
    return facts.with_facts({name: facts.library.vocabulary.unknown(name) for name in names})


def bearing(facts: CaseFacts, varied: Iterable[str]) -> Law:
    """The law of a case without what cannot bear on the answer, however the `varied` facts turn
    out.
    """
    law = facts.law
    names = [name for name in varied if name in facts.library.vocabulary.facts]
    # What is worked out from a varied fact is open too, also where it was stated outright.
    open_ = unknown(facts, law.touched_by(frozenset(names)) & set(facts.library.vocabulary.facts))
    kept = {
        name: entry
        for name, entry in law.provisions.items()
        if not isinstance(entry.says, _SAYS_NOTHING)
    }
    alone = facts.shipment.item.contains is None and facts["other_eccn"].value == "none"
    for name, entry in list(kept.items()):
        prunable = isinstance(
            entry.says, (Requirement, LicenseException, Jurisdiction, Presumption)
        ) or (alone and isinstance(entry.says, Classification))
        if prunable and open_.decide(entry.says.when).truth is Truth.FALSE:  # type: ignore[union-attr, arg-type]
            del kept[name]
    for name, entry in list(kept.items()):
        if isinstance(entry.says, Requirement) and not (
            "any" in entry.says.items or set(entry.says.items) & set(kept)
        ):
            del kept[name]
    for name, entry in list(kept.items()):
        if isinstance(entry.says, LicenseException) and not set(entry.says.overcomes) & set(kept):
            del kept[name]
    return replace(law, provisions=kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class CatchAll:
    """A requirement that no change of the item's figures lifts: it applies now, or would if `if_`
    turned out so.
    """

    entry: InForce
    applies: bool
    asks: frozenset[str]

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """As plain data."""
        says = self.entry.says
        return {
            "provision": says.provision,
            "reason": getattr(says, "reason", None),
            "applies": self.applies,
            "asks": sorted(self.asks),
            "measure": self.entry.measure.measure,
            "citation": str(self.entry.cited),
            "url": self.entry.cited.url,
            "text": says.text.say(lang) if says.text else None,
        }


def catch_alls(found: Determination) -> list[CatchAll]:
    """The requirements on any item whatever that stand beside a remedy: those that apply whatever
    the design, and those that an end use, a listed party or a letter would bring on this way."""
    facts = found.facts
    now = {each.provision for each in found.all_requirements if each.truth is Truth.TRUE}
    party = {
        name: facts.library.vocabulary.unknown(name)
        for name in _PARTY
        if facts[name].assumed or facts[name].value in (None, Truth.UNKNOWN)
    }
    asked = facts.with_facts(party)
    result = []
    for says, entry in facts.law.of_kind(Requirement):
        if "any" not in says.items:
            continue
        finding = asked.decide(says.when)
        bound, binding = binds(entry, asked)
        truth = finding.truth & bound
        if truth is Truth.FALSE:
            continue
        of_item = any(
            facts.library.vocabulary.facts[name].of == "item"
            for name in facts.law.asked[id(says.when)]
        )
        settles = frozenset(
            name
            for name in (finding.settles | binding)
            if name in _PARTY or name not in facts.library.vocabulary.facts
        )
        if says.provision in now:
            if not of_item:
                result.append(CatchAll(entry=entry, applies=True, asks=frozenset()))
        elif settles:
            result.append(CatchAll(entry=entry, applies=False, asks=settles))
    return result
