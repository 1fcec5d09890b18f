"""An answer, short enough to compare: the outcome, the exception, how a license would be reviewed,
and whether one is held.
"""

from __future__ import annotations

from dataclasses import dataclass

from ecluse.determine.decide import Determination
from ecluse.facts.truth import Truth

HELD = "license held"


@dataclass(frozen=True, slots=True, order=True)
class Said:
    """One answer; `policy` and `held` only where a license is required."""

    outcome: str
    exception: str | None = None
    policy: str | None = None
    held: bool = False

    def __str__(self) -> str:
        head = f"{self.outcome} {self.exception}" if self.exception else self.outcome
        return ", ".join(part for part in (head, self.policy, HELD if self.held else None) if part)


def said(found: Determination) -> Said:
    """What a determination says."""
    review = found.review
    return Said(
        found.outcome.value,
        found.answer.exception,
        (review.policy or "not published") if review else None,
        review is not None and any(license_.truth is Truth.TRUE for license_ in found.licenses),
    )
