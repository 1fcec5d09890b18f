"""An answer, short enough to compare: the outcome, the exception, and how a license would be reviewed."""

from __future__ import annotations

from dataclasses import dataclass

from ecluse.determine.decide import Determination


@dataclass(frozen=True, slots=True, order=True)
class Said:
    """One answer; `policy` only where a license is required."""

    outcome: str
    exception: str | None = None
    policy: str | None = None

    def __str__(self) -> str:
        head = f"{self.outcome} {self.exception}" if self.exception else self.outcome
        return f"{head}, {self.policy}" if self.policy else head


def said(found: Determination) -> Said:
    """What a determination says."""
    review = found.review
    return Said(found.outcome.value, found.answer.exception, (review.policy or "not published") if review else None)
