"""Findings as a tree of values.

Belongs here: what each step found, of which provision, on what. Does not: wording (cli, web and
brief choose words).
Always true: every finding names its provision and where it is cited.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ecluse.citation import Confidence, weaker
from ecluse.facts.truth import Truth
from ecluse.law.condition.evaluate import Finding
from ecluse.law.condition.tree import Compare, Condition, Holds, Member, OneOf
from ecluse.law.register import InForce

if TYPE_CHECKING:
    from ecluse.determine.case import CaseFacts

NOTHING: frozenset[str] = frozenset()  # that would settle what is settled
_LEAVES = (Compare, Holds, OneOf, Member)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one provision came to in one case.

    Args:
        truth: Whether it applies.
        facts: The case, or what it is taken for where the provision is looked at.
        because: Other provisions on whose findings the truth rests (paragraphs, notes, exceptions).
        settles: Facts that would settle it, where it is unknown.
    """

    entry: InForce
    truth: Truth
    facts: CaseFacts = field(compare=False, repr=False)
    because: tuple[Found, ...] = ()
    settles: frozenset[str] = frozenset()

    @property
    def when(self) -> Condition:
        """Its own condition."""
        says: Any = self.entry.says  # of a kind that has a condition
        when: Condition = says.when
        return when

    @property
    def finding(self) -> Finding:
        """Its own condition, decided: most are read by nobody, so it is decided when it is read."""
        return self.facts.decide(self.when)

    @property
    def own_truth(self) -> Truth:
        """Whether its own condition holds."""
        return self.facts.truth(self.when)

    @property
    def own_confidence(self) -> Confidence:
        """The weakest thing that the truth of its own condition rests on."""
        return self.facts.confidence(self.when)

    @property
    def provision(self) -> str:
        """The paragraph's identifier."""
        return self.entry.says.provision

    @property
    def confidence(self) -> Confidence:
        """The weakest of the provision's own source and of what the truth rests on."""
        weak = weaker(self.entry.cited.confidence, self.facts.confidence(self.when))
        for found in self.because:
            if found.truth is Truth.TRUE:
                weak = weaker(weak, found.confidence)
        return weak


def own(entry: InForce, when: Condition, facts: CaseFacts) -> Found:
    """A provision on which nothing bears but its own condition."""
    truth = facts.truth(when)
    settles = facts.settles(when) if truth is Truth.UNKNOWN else NOTHING
    return Found(entry=entry, truth=truth, facts=facts, settles=settles)


def settling(truth: Truth, rests_on: Iterable[Found]) -> frozenset[str]:
    """The facts that would settle a truth that rests on other findings; none if it is settled."""
    if truth is not Truth.UNKNOWN:
        return NOTHING
    return NOTHING.union(*[found.settles for found in rests_on])


def leaves(finding: Finding) -> Iterator[Finding]:
    """The comparisons and tests at the bottom of a finding, in order."""
    if not finding.parts:
        return iter((finding,) if isinstance(finding.node, _LEAVES) else ())
    found: list[Finding] = []
    _gather(finding.parts, found)
    return iter(found)


def _gather(parts: tuple[Finding, ...], found: list[Finding]) -> None:
    for part in parts:
        if part.parts:
            _gather(part.parts, found)
        elif isinstance(part.node, _LEAVES):
            found.append(part)
