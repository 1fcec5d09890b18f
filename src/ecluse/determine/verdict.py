"""The one value that a determination comes to, short enough to compare, store and print.

Belongs here: the outcome, the verdict, and how strict one is beside another.
Does not: finding a verdict (decide), or putting it into a language (words).
Always true: rooms that compare or print answers use a verdict, and never read one out of a
sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ecluse.answers.plain import key
from ecluse.law.provision import STRICTNESS

NOT_PUBLISHED = "not published"
HELD = "license held"


class Outcome(Enum):
    """The answer, in the field's own words."""

    NLR = "NLR"
    EXCEPTION = "EXCEPTION"
    LICENSE = "LICENSE"
    NOT_SUBJECT = "NOT_SUBJECT"
    UNDETERMINED = "UNDETERMINED"


FREER = frozenset({Outcome.NLR, Outcome.EXCEPTION, Outcome.NOT_SUBJECT})  # than a license
_ORDER = (
    Outcome.NOT_SUBJECT,
    Outcome.NLR,
    Outcome.EXCEPTION,
    Outcome.UNDETERMINED,
    Outcome.LICENSE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An outcome, with the symbol of the exception where it is one."""

    outcome: Outcome
    exception: str | None = None

    def __str__(self) -> str:
        return f"{self.outcome.value} {self.exception}" if self.exception else self.outcome.value


@dataclass(frozen=True, slots=True)
class Verdict:
    """One answer, compared field by field.

    `policy` (of an application's review) and `held` (a license covers it) stand only where a
    license is required.
    """

    outcome: Outcome
    exception: str | None = None
    policy: str | None = key("review_policy", default=None)
    held: bool = key("license_held", default=False)

    @property
    def answer(self) -> Answer:
        """The outcome and the exception alone."""
        return Answer(outcome=self.outcome, exception=self.exception)

    @property
    def strictness(self) -> tuple[int, int, int]:
        """A key for sorting, freest first; a license held is milder than one to be asked for.

        >>> license_ = Verdict(Outcome.LICENSE, policy="case-by-case")
        >>> Verdict(Outcome.NLR).strictness < license_.strictness
        True
        """
        return (_ORDER.index(self.outcome), int(not self.held), policy_strictness(self.policy))

    def __str__(self) -> str:
        head = f"{self.outcome.value} {self.exception}" if self.exception else self.outcome.value
        return ", ".join(part for part in (head, self.policy, HELD if self.held else None) if part)


OPEN = Verdict(Outcome.UNDETERMINED)


def policy_strictness(policy: str | None) -> int:
    """Where a review policy stands from the mildest (0) to the strictest; -1 for none."""
    return -1 if policy is None else STRICTNESS.index(policy)
