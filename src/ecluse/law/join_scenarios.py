"""Several scenarios as one: all their edits together.

Belongs here: joining the edits, and saying which two scenarios contradict each other. Does not:
reading a scenario or applying it (scenario).
Always true: an edit that two scenarios share is made once; what joins without an error is the same
in any order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import TypeVar

from ecluse.errors import InputError, raise_all
from ecluse.facts.vocabulary import Wording
from ecluse.law.scenario import Scenario

T = TypeVar("T")


def joined(scenarios: Sequence[Scenario], where: str = "scenario") -> Scenario:
    """One scenario that supposes all that some suppose.

    Args:
        where: Where the scenarios were named, for the error.

    Raises:
        InputError, SeveralErrors: Two of them contradict each other.
    """
    if len(scenarios) == 1:
        return scenarios[0]
    raise_all([*_contradicting(scenarios, where)])
    return _one(scenarios)


def _contradicting(scenarios: Sequence[Scenario], where: str) -> Iterable[InputError]:
    """Each pair that cannot be supposed together, and why."""
    for pair in combinations(scenarios, 2):
        first, second = (each.scenario for each in pair)
        try:
            _one(pair)
        except ValueError as error:
            what = f"'{first}' and '{second}' contradict each other: together {error}"
            yield InputError(what, where, "name one of the two, or measure one against the other")


def _one(scenarios: Sequence[Scenario]) -> Scenario:
    return Scenario(
        scenario=" + ".join(each.scenario for each in scenarios),
        says=Wording(
            en=" ".join(each.says.en for each in scenarios),
            fr=" ".join(each.says.fr for each in scenarios),
        ),
        drops=_once(each.drops for each in scenarios),
        delays=_once(each.delays for each in scenarios),
        pauses=_once(each.pauses for each in scenarios),
        adds=_once(each.adds for each in scenarios),
        grants=_once(each.grants for each in scenarios),
    )


def _once(edits: Iterable[tuple[T, ...]]) -> tuple[T, ...]:
    """All edits of one kind, each once."""
    found: list[T] = []
    for each in (edit for some in edits for edit in some):
        if each not in found:
            found.append(each)
    return tuple(found)
