"""What a design's application would be answered if all were shown that a milder policy asks for.

Belongs here: supposing flags and numbers of the papers, and asking again. Does not: figures of the
item itself, which are no papers.
Always true: the policy is one that the evaluator gave.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product

from ecluse.determine.case import CaseFacts
from ecluse.determine.decide import Determination
from ecluse.determine.verdict import Outcome, policy_strictness
from ecluse.equivalence.deciding import decided
from ecluse.facts.figure import exactly
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.facts.vocabulary import FactType

_SHOWN = "supposed shown"
_ENDS = (0, 10**15)  # below and above every limit of a paper's number
_Ends = tuple[int, ...]


@dataclass(slots=True)
class IfShown:
    """The mildest policies, by what they ask for.

    `_mildest`: At which ends the numbers lie, once one case has told which are milder.
    """

    _mildest: dict[tuple[str, ...], _Ends] = field(default_factory=dict)

    def policy(self, case: CaseFacts, asks: tuple[str, ...]) -> str | None:
        """The mildest policy there is where all is shown: flags hold, numbers lie at one end or the
        other.
        """
        shown = {name: Known(value=Truth.TRUE, because=_SHOWN) for name in _flags(case, asks)}
        numbers = list(_numbers(case, asks))
        ends = self._mildest.get(asks)
        found: list[tuple[float, _Ends, str | None]] = []
        for choice in [ends] if ends is not None else product(_ENDS, repeat=len(numbers)):
            given = {
                name: Known(value=exactly(end), because=_SHOWN)
                for name, end in zip(numbers, choice, strict=True)
            }
            policy = policy_of(decided(case.with_facts({**shown, **given}), refine=False))
            found.append((_rank(policy), choice, policy))
        best = min(found, key=lambda one: one[0])
        if len({rank for rank, _, _ in found}) > 1:
            self._mildest[asks] = best[1]
        return best[2]


def policy_of(found: Determination) -> str | None:
    """The review policy of a license; None where there is none, or none is published."""
    if found.outcome is not Outcome.LICENSE:
        return None
    review = found.review
    return review.policy if review is not None else None


def _rank(policy: str | None) -> float:
    return policy_strictness(policy) if policy else float("inf")


def _flags(case: CaseFacts, asks: Iterable[str]) -> Iterable[str]:
    facts = case.library.vocabulary.facts
    return (name for name in asks if name in facts and facts[name].type is FactType.FLAG)


def _numbers(case: CaseFacts, asks: Iterable[str]) -> Iterable[str]:
    """The numbers of papers: a figure of the item itself is none."""
    facts = case.library.vocabulary.facts
    return (
        name
        for name in asks
        if name in facts and facts[name].type is FactType.NUMBER and facts[name].of != "item"
    )
