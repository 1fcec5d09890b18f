"""The answer in one cell of the law, as a search for designs asks for it.

Belongs here: the answer in a cell, whether it is free enough for an outcome wanted, and the review
policy of an application that shows all that a milder policy asks for. Does not: finding the answer
(legal), or figures of the item itself, which no paper can change.
Always true: an answer freer than the one wanted is allowed too; each policy is one that the engine
gave.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product

from ecluse.determine.case import CaseFacts
from ecluse.determine.decide import determine_case
from ecluse.determine.determination import Determination
from ecluse.determine.verdict import Outcome, policy_strictness
from ecluse.errors import InputError
from ecluse.facts.figure import exactly
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.facts.vocabulary import FactType

WANTED = ("nlr", "exception", "case-by-case", "any")
_MILD = policy_strictness("case-by-case")
_SHOWN = "supposed shown"
_ENDS = (0, 10**15)  # below and above every limit of a number that is shown
_Ends = tuple[int, ...]


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


@dataclass(slots=True)
class IfShown:
    """The mildest policies, by the facts that they ask for.

    `_mildest` has the ends of the numbers that gave the mildest policy in an earlier case.
    """

    _mildest: dict[tuple[str, ...], _Ends] = field(default_factory=dict)

    def verdict(self, determination: Determination) -> CellVerdict:
        """A determination as the answer of a cell.

        It has the review policy also for an application that shows all that a milder policy asks.
        """
        asks = tuple(sorted(determination.asks))
        policy = policy_of(determination)
        return CellVerdict(
            outcome=determination.outcome,
            exception=determination.answer.exception,
            policy=policy,
            policy_if_shown=self.policy(determination.facts, asks) if asks else policy,
            provisions=tuple(requirement.provision for requirement in determination.requirements),
            paragraphs=tuple(determination.classification),
            asks=asks,
            licensed=determination.outcome is Outcome.LICENSE
            and any(license_.truth is Truth.TRUE for license_ in determination.licenses),
        )

    def policy(self, case: CaseFacts, asks: tuple[str, ...]) -> str | None:
        """The mildest policy where all is shown: every flag holds, and every number lies at one of
        the two ends.
        """
        shown = {
            name: Known(value=Truth.TRUE, because=_SHOWN)
            for name in _of_type(FactType.FLAG, case, asks)
        }
        numbers = _of_type(FactType.NUMBER, case, asks)
        ends = self._mildest.get(asks)
        tried: list[tuple[float, _Ends, str | None]] = []
        for choice in [ends] if ends is not None else product(_ENDS, repeat=len(numbers)):
            given = {
                name: Known(value=exactly(end), because=_SHOWN)
                for name, end in zip(numbers, choice, strict=True)
            }
            policy = policy_of(determine_case(case.with_facts({**shown, **given}), refine=False))
            tried.append((_rank(policy), choice, policy))
        best = min(tried, key=lambda trial: trial[0])
        if len({rank for rank, _, _ in tried}) > 1:
            self._mildest[asks] = best[1]
        return best[2]


def policy_of(determination: Determination) -> str | None:
    """The review policy of a license; None where there is none, or none is published."""
    if determination.outcome is not Outcome.LICENSE:
        return None
    review = determination.review
    return review.policy if review is not None else None


def _rank(policy: str | None) -> float:
    return policy_strictness(policy) if policy else float("inf")


def _of_type(kind: FactType, case: CaseFacts, asks: Iterable[str]) -> list[str]:
    """The facts of one type that can be shown; a number of the item itself is none."""
    facts = case.library.vocabulary.facts
    return [
        name
        for name in asks
        if name in facts
        and facts[name].type is kind
        and (kind is FactType.FLAG or facts[name].of != "item")
    ]
