"""What of a law stands beside an item, whatever its design.

Belongs here: the part of a law that a design of the item can bring to bear, and the catch-alls that
stand beside any remedy. Does not: changing anything.
Always true: for every design of the item, the smaller law gives the answer of the whole one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ecluse.determine.case import CaseFacts
from ecluse.determine.decide import Determination
from ecluse.determine.require import binds
from ecluse.equivalence import bearing as equivalence
from ecluse.facts.truth import Truth
from ecluse.law.provision import Allocation, Notice, Requirement, Review, conditions_of
from ecluse.law.register import InForce, Law

_SAYS_NOTHING = (Notice, Review, Allocation)
_PARTY = ("end_use", "listed_party", "owned_by_listed", "informed_by_letter")


def bearing(facts: CaseFacts, varied: Iterable[str]) -> Law:
    """The law of a case without what cannot bear on the answer, however the `varied` facts turn
    out.
    """
    known = facts.library.vocabulary.facts
    # What is worked out from a varied fact is open too, also where it was stated outright.
    open_ = facts.law.touched_by(frozenset(varied).intersection(known)).intersection(known)
    return equivalence.bearing(facts, open_, _SAYS_NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class CatchAll:
    """A requirement that no change of the item's figures lifts: it applies now, or would if `if_`
    turned out so.
    """

    entry: InForce
    applies: bool
    asks: frozenset[str]


def catch_alls(found: Determination) -> list[CatchAll]:
    """The requirements on any item whatever that stand beside a remedy: those that apply whatever
    the design, and those that an end use, a listed party or a letter would bring on this way.
    """
    case = found.facts
    now = {each.provision for each in found.all_requirements if each.truth is Truth.TRUE}
    # What was taken for granted of the parties is open: a remedy must not rest on it.
    taken = [
        name for name in _PARTY if case[name].assumed or case[name].value in (None, Truth.UNKNOWN)
    ]
    asked = equivalence.with_open(case, taken)
    result = []
    for says, entry in case.law.of_kind(Requirement):
        if "any" not in says.items:
            continue
        if says.provision in now:
            if not _asks_of_items(says, case):
                result.append(CatchAll(entry=entry, applies=True, asks=frozenset()))
        elif settles := _brought_on_by(entry, asked):
            result.append(CatchAll(entry=entry, applies=False, asks=settles))
    return result


def _asks_of_items(says: Requirement, case: CaseFacts) -> bool:
    """Whether a requirement asks for a figure of the item."""
    meanings = case.library.vocabulary.facts
    return any(meanings[name].of == "item" for name in case.law.asked[id(says.when)])


def _brought_on_by(entry: InForce, case: CaseFacts) -> frozenset[str]:
    """The party's facts, and the doubts of the record, that may bring a requirement on."""
    finding = case.decide(next(conditions_of(entry.says)))
    bound, binding = binds(entry, case)
    if finding.truth & bound is Truth.FALSE:
        return frozenset()
    known = case.library.vocabulary.facts
    return frozenset(
        name for name in finding.settles | binding if name in _PARTY or name not in known
    )
