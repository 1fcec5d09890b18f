"""The results of tests, shared by all laws that say the same.

Belongs here: numbers for results, and the results that were found. Does not: making a test.
Always true: equal results have one number, whatever law they come from.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

from ecluse.law.condition.evaluate import Finding

_MOST = 200_000


@dataclass(slots=True)
class Results:
    """The results of one run, for all its laws.

    `of_tests`: The number of a test's result, by all on which the result rests. Only so many are
    kept: what is asked again and is not there is found again, and has the number that it had.
    """

    of_tests: dict[Hashable, int] = field(default_factory=dict)
    _numbers: dict[Hashable, int] = field(default_factory=dict)
    _held: list[object] = field(default_factory=list)

    def sweep(self) -> None:
        """Let go of what was found, where it is too much."""
        if len(self.of_tests) > _MOST:
            self.of_tests.clear()

    def number(self, result: Hashable) -> int:
        """The number of a result."""
        return self._numbers.setdefault(result, len(self._numbers))

    def identity(self, thing: object) -> int:
        """A number that is this thing's alone: the thing is held as long as these results are."""
        self._held.append(thing)
        return id(thing)


def result_of(finding: Finding) -> Hashable:
    """What an answer can take from a finding: its truth, what would settle it, and how firm its
    ground is.
    """
    return (
        finding.truth,
        finding.settles,
        max((confidence.rank for confidence in finding.rests_on), default=None),
    )
