"""What has been found of a case so far, and which other case found it first.

Belongs here: what a case remembers, and what of the case that it was made from is as in it.
Does not: finding anything (case), or coming to truths by codes (coded_case).
Always true: what is taken over from another case rests on nothing in which the two differ.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ecluse.bounded import Bounded
from ecluse.citation import Confidence
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.law.condition.evaluate import Finding
from ecluse.law.condition.tree import Condition

if TYPE_CHECKING:
    from ecluse.determine.case import CaseFacts

_MOST_FIRM = 32  # for each case from which others are made


class CaseTruths(NamedTuple):
    """Truths of a case that are found all at once.

    Args:
        truths: Those of conditions of the law, by identity.
        of: That of any further condition or part; None where it is not told.
    """

    truths: Mapping[int, Truth]
    of: Callable[[Condition], Truth | None]


class Like:
    """Another case, and what of it is as in this one.

    Args:
        differing: The facts that are not.
        conditions: Finds the conditions that are, by identity.
    """

    def __init__(
        self, facts: CaseFacts, differing: frozenset[str], conditions: Callable[[], frozenset[int]]
    ) -> None:
        self.facts, self.differing, self._find = facts, differing, conditions

    @cached_property
    def conditions(self) -> frozenset[int]:
        """The conditions, by identity, that come out in this case as in that."""
        return self._find()


class Firm(Bounded[object, dict[int, Confidence]]):
    """How firmly the conditions of a law are decided in cases that were made from one, by their
    codes and by how firm the facts are that differ.
    """

    def __init__(self, _: CaseFacts) -> None:
        super().__init__(_MOST_FIRM)


@dataclass(slots=True)
class Memo:
    """What has been found of one case so far, and the case that it was made from, which may have
    found it first.
    """

    like: Like | None = None
    known: dict[str, Known] = field(default_factory=dict)
    findings: dict[int, Finding] = field(default_factory=dict)
    truths: dict[int, Truth] = field(default_factory=dict)
    confidences: dict[int, Confidence] = field(default_factory=dict)
    settling: dict[int, frozenset[str]] = field(default_factory=dict)
    works: dict[object, object] = field(default_factory=dict)
    # Facts whose definition a thread is working out; another thread works it out for itself.
    working: set[tuple[int, str]] = field(default_factory=set)
