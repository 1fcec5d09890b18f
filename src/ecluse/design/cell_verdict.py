"""The answer in one cell of the law, as a search for designs asks for it.

Belongs here: the answer in a cell, and whether it is free enough for an outcome wanted. Does not:
finding the answer (legal).
Always true: an answer freer than the one wanted is allowed too.
"""

from __future__ import annotations

from dataclasses import dataclass

from ecluse.determine.verdict import Outcome, policy_strictness
from ecluse.errors import InputError

WANTED = ("nlr", "exception", "case-by-case", "any")
_MILD = policy_strictness("case-by-case")


@dataclass(frozen=True, slots=True, kw_only=True)
class CellVerdict:
    """The answer in one cell.

    Args:
        policy: The review policy of a license.
        policy_if_shown: The policy where the application shows all that a milder one asks for.
        asks: The facts that decide between the policies.
        licensed: Whether a license is held already.
    """

    outcome: Outcome
    exception: str | None
    policy: str | None
    policy_if_shown: str | None
    provisions: tuple[str, ...]
    paragraphs: tuple[str, ...]
    asks: tuple[str, ...] = ()
    licensed: bool = False

    def allows(self, wanted: str) -> bool:
        """Whether the answer is the outcome wanted, a freer one, or a license that is held."""
        if wanted == "any" or self.licensed or self.outcome in (Outcome.NLR, Outcome.NOT_SUBJECT):
            return True
        if self.outcome is Outcome.EXCEPTION:
            return wanted in ("exception", "case-by-case")
        shown = self.policy_if_shown
        return (
            wanted == "case-by-case"
            and self.outcome is Outcome.LICENSE
            and shown is not None
            and policy_strictness(shown) <= _MILD
        )

    def __str__(self) -> str:
        if self.outcome is Outcome.EXCEPTION:
            return f"EXCEPTION {self.exception}"
        if self.outcome is not Outcome.LICENSE:
            return str(self.outcome.value)
        if self.licensed:
            return "LICENSE held"
        shown = self.policy_if_shown
        milder = f", {shown} if all is shown" if shown not in (None, self.policy) else ""
        return f"LICENSE, {self.policy or 'policy not published'}{milder}"


def check_wanted(wanted: str) -> None:
    """Refuse what is no outcome that may be wanted.

    Raises:
        InputError: There is no such outcome.
    """
    if wanted not in WANTED:
        raise InputError(
            f"'{wanted}' is not an outcome that designs can be searched for",
            "outcome",
            f"choose one of {', '.join(WANTED)}",
        )
