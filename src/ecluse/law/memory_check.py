"""Whether a row of law that was only recalled could make an answer freer.

Belongs here: which changes of the law can free, and the rule that none of them rests on memory.
Does not: what a row says, how it was read (the citation), or any other flaw (log_check).
Always true: a row that was recalled and not read can bring a license requirement or a stricter
policy, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator

from ecluse.citation import Confidence
from ecluse.law.flaw import Flaw, error
from ecluse.law.measure import Change
from ecluse.law.provision import (
    STRICTNESS,
    Classification,
    Jurisdiction,
    Notice,
    Presumption,
    Requirement,
    Restriction,
    Review,
)
from ecluse.law.register import Register

_ONLY_STRICTER = (Classification, Jurisdiction, Presumption, Requirement, Restriction)
_DENIAL = STRICTNESS.index("presumption of denial")
_MEND = "read the text or a source and cite it, or let the stricter rule stand"


def memory_flaws(register: Register) -> Iterator[Flaw]:
    """Rows that rest on memory and could make an answer freer."""
    reviews = _strictest_reviews(register)
    for measure in register.measures:
        if measure.acts_on and measure.cited.confidence is Confidence.MEMORY:
            yield error("it acts on other measures, from memory", measure.measure, _MEND)
        for change in measure.changes:
            if change.cited.confidence is Confidence.MEMORY and can_free(change, reviews):
                where = f"{measure.measure}, {change.provision}"
                yield error("it rests on memory and could make an answer freer", where, _MEND)


def can_free(change: Change, strictest: dict[str, int]) -> bool:
    """Whether a change could make some answer freer; `strictest` has the policies (`STRICTNESS`)
    by the requirement that they are of.

    A change of the law that takes the place of another, or takes it away, may narrow it.
    """
    says = change.says
    if isinstance(says, Notice):
        return False
    if isinstance(says, Review):
        return _milder(says, strictest)
    if change.act != "adds" or says is None:
        return True
    return not isinstance(says, _ONLY_STRICTER) or getattr(says, "saves", None) is not None


def _milder(says: Review, strictest: dict[str, int]) -> bool:
    rank = STRICTNESS.index(says.policy)
    return rank < _DENIAL or any(rank < strictest.get(name, rank) for name in says.of)


def _strictest_reviews(register: Register) -> dict[str, int]:
    """The strictest policy on record for each requirement, whenever it stood."""
    found: dict[str, int] = {}
    for _, change in register.changes:
        if isinstance(change.says, Review):
            for name in change.says.of:
                found[name] = max(found.get(name, 0), STRICTNESS.index(change.says.policy))
    return found
