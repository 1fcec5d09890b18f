"""What came of tests, kept over all the laws that share them.

Belongs here: numbers for results, and the results that were found. Does not: making a test.
Always true: equal results have one number, whatever law they come from.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

from ecluse.facts.truth import Truth
from ecluse.law.condition.evaluate import Finding


@dataclass(slots=True)
class Results:
    """The results of one run, for all its laws.

    `of_tests`: The number of what came of a test, by all on which that rests.
    `anywhere`: What came of a whole condition where the places are unknown: its truth, and the rank
    of the weakest ground that it rests on.
    """

    of_tests: dict[Hashable, int] = field(default_factory=dict)
    anywhere: dict[Hashable, tuple[Truth, int]] = field(default_factory=dict)
    _numbers: dict[Hashable, int] = field(default_factory=dict)
    _held: list[object] = field(default_factory=list)

    def number(self, result: Hashable) -> int:
        """The number of a result."""
        return self._numbers.setdefault(result, len(self._numbers))

    def identity(self, thing: object) -> int:
        """A number that is this thing's alone: the thing is held as long as these results are."""
        self._held.append(thing)
        return id(thing)


def told(finding: Finding) -> Hashable:
    """What an answer can take from a finding: its truth, what would settle it, and how firm its
    ground is.
    """
    return (
        finding.truth,
        finding.settles,
        max((each.rank for each in finding.rests_on), default=None),
    )
