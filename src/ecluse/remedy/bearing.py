"""The provisions that matter to an item, whatever its design.

Belongs here: the part of a law that a design of the item can bring to bear, and the catch-alls that
stand beside any remedy. Does not: changing anything.
Always true: for every design of the item, the smaller law gives the answer of the whole one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ecluse.determine.case import CaseFacts
from ecluse.determine.determination import Determination
from ecluse.determine.require import binds
from ecluse.determine.stated import SCREENING
from ecluse.determine.trace import Found
from ecluse.equivalence import bearing as equivalence
from ecluse.facts.truth import Truth
from ecluse.law.provision import (
    Allocation,
    Classification,
    Notice,
    Requirement,
    Review,
    conditions_of,
)
from ecluse.law.register import InForce, Law

SAYS_NOTHING = (Notice, Review, Allocation)  # no answer rests on these
_PARTY = ("end_use", "listed_party", "owned_by_listed", "owner_footnote", "informed_by_letter")


def bearing(facts: CaseFacts, varied: Iterable[str]) -> Law:
    """The part of the law that can bear on the answer, whatever the `varied` facts are."""
    known = facts.library.vocabulary.facts
    # A fact that is worked out from a varied one varies too, even where it was stated outright.
    open_ = facts.law.touched_by(frozenset(varied).intersection(known)).intersection(known)
    return equivalence.bearing(facts, open_, SAYS_NOTHING)


def describing(requirement: Found) -> list[Found]:
    """The paragraphs in which the item is, or may be, and because of which a requirement stands."""
    return [
        paragraph
        for paragraph in requirement.because
        if isinstance(paragraph.entry.says, Classification) and paragraph.truth is not Truth.FALSE
    ]


def is_for(items: Iterable[str], determination: Determination) -> bool:
    """Whether a provision for these paragraphs is, or may be, for the item."""
    return any(
        name == "any"
        or (
            name in determination.paragraphs
            and determination.paragraphs[name].truth is not Truth.FALSE
        )
        for name in items
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CatchAll:
    """A requirement that no change of the item's figures lifts.

    Args:
        applies: Whether it applies already.
        asks: The facts that would decide whether it applies; empty where it does already.
    """

    entry: InForce
    applies: bool
    asks: frozenset[str]


def catch_alls(determination: Determination) -> list[CatchAll]:
    """The requirements on every item that remain beside a remedy.

    Some apply now, whatever the design. Others would apply because of an end use, a listed party
    or a letter.
    """
    case = determination.facts
    now = {
        requirement.provision
        for requirement in determination.all_requirements
        if requirement.truth is Truth.TRUE
    }
    # A remedy must not rest on what was only assumed of the parties, so those facts are left open.
    assumed = [
        name for name in _PARTY if case[name].assumed or case[name].value in (None, Truth.UNKNOWN)
    ]
    with_parties_open = equivalence.with_open(case, assumed)
    result = []
    for says, entry in case.law.of_kind(Requirement):
        if "any" not in says.items:
            continue
        if says.provision in now:
            if not _asks_of_items(says, case):
                result.append(CatchAll(entry=entry, applies=True, asks=frozenset()))
        elif settles := _brought_on_by(entry, with_parties_open):
            result.append(CatchAll(entry=entry, applies=False, asks=settles))
    return result


def _asks_of_items(says: Requirement, case: CaseFacts) -> bool:
    """Whether a requirement asks for a figure of the item."""
    meanings = case.library.vocabulary.facts
    return any(meanings[name].of == "item" for name in case.law.asked[id(says.when)])


def _brought_on_by(entry: InForce, case: CaseFacts) -> frozenset[str]:
    """The facts of the parties, and doubts of the record, that may make a requirement apply."""
    finding = case.decide(next(conditions_of(entry.says)))
    bound, binding = binds(entry, case)
    if finding.truth & bound is Truth.FALSE:
        return frozenset()
    known = case.library.vocabulary.facts
    return frozenset(
        name
        for name in finding.settles | binding
        if name in _PARTY or name not in known or known[name].of == SCREENING
    )
