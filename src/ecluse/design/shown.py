"""The review policy of an application that shows all that a milder policy asks for.

Belongs here: supposing that flags and numbers are shown, and asking again. Does not: figures of the
item itself, which no paper can change.
Always true: the policy is one that the engine gave.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product

from ecluse.design.cell_verdict import CellVerdict
from ecluse.determine.case import CaseFacts
from ecluse.determine.decide import determine_case
from ecluse.determine.determination import Determination
from ecluse.determine.verdict import Outcome, policy_strictness
from ecluse.facts.figure import exactly
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.facts.vocabulary import FactType

_SHOWN = "supposed shown"
_ENDS = (0, 10**15)  # below and above every limit of a number that is shown
_Ends = tuple[int, ...]


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
