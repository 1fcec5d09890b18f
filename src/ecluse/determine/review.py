"""Step four: how will an application be reviewed?

Belongs here: the policy for each requirement, and milder ones that may yet apply.
Does not: whether a license is required (require, outcome).
Always true: of the policies that may apply the strictest is the answer; a milder one whose
conditions are not shown is named, with what it needs.
"""

from __future__ import annotations

from dataclasses import dataclass

from ecluse.determine.case import CaseFacts
from ecluse.determine.classify import Paragraphs
from ecluse.determine.trace import Found
from ecluse.facts.truth import Truth
from ecluse.law.provision import STRICTNESS, Review


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """The policy for one requirement, what it was found on, and milder ones that may yet apply."""

    requirement: str
    policy: str | None
    found: Found | None
    milder: tuple[Found, ...] = ()


def review(requirement: Found, facts: CaseFacts, paragraphs: Paragraphs) -> Reviewed:
    """The review policy of an application under `requirement`.

    Policies are tried from the mildest on, as the regulation writes them ("case-by-case if …; all
    other applications, presumption of denial"): the first that surely holds is the answer, unless
    an earlier one is stricter than it.
    """
    possible = _possible(requirement.provision, facts, paragraphs)
    if not possible:
        return Reviewed(requirement=requirement.provision, policy=None, found=None)
    chosen = max(possible, key=_strictness)
    milder = tuple(
        each
        for each in possible
        if _strictness(each) < _strictness(chosen) and each.truth is Truth.UNKNOWN
    )
    return Reviewed(
        requirement=requirement.provision, policy=_policy(chosen), found=chosen, milder=milder
    )


def _possible(requirement: str, facts: CaseFacts, paragraphs: Paragraphs) -> list[Found]:
    """The policies that may hold, from the mildest to the first that surely does."""
    possible: list[Found] = []
    reviews = sorted(facts.law.of_kind(Review), key=lambda pair: STRICTNESS.index(pair[0].policy))
    for says, entry in reviews:
        if requirement not in says.of:
            continue
        items = paragraphs.described(says.items)
        truth = items.truth & facts.truth(says.when)
        if truth is Truth.FALSE:
            continue
        unknown = truth is Truth.UNKNOWN
        settles = facts.settles(says.when) | items.settles if unknown else frozenset[str]()
        possible.append(
            Found(entry=entry, truth=truth, facts=facts, because=items.because, settles=settles)
        )
        if truth is Truth.TRUE:
            break
    return possible


def strictest(reviews: list[Reviewed]) -> Reviewed | None:
    """The strictest of several; one without a policy on record stands between case by case and
    denial.
    """
    known = [each for each in reviews if each.found is not None]
    return max(
        known, key=lambda each: STRICTNESS.index(each.policy or "not published"), default=None
    )


def _policy(found: Found) -> str:
    assert isinstance(found.entry.says, Review)
    return found.entry.says.policy


def _strictness(found: Found) -> int:
    return STRICTNESS.index(_policy(found))
