"""Which of the facts that were taken for granted could change an answer.

Belongs here: trying each of them otherwise. Does not: wording, or which facts bear on an item
wherever it goes (proviso).
Always true: a fact is left out only if the answer here is the same whatever it alone is; a proviso
only if it is the same too where all such provisos are unknown at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ecluse.determine.case import CaseFacts
from ecluse.determine.determination import Determination
from ecluse.determine.follow import in_each_cell
from ecluse.determine.otherwise import asking, each_otherwise
from ecluse.determine.verdict import FREER
from ecluse.facts.eccn import NONE
from ecluse.facts.known import Known
from ecluse.law.eccn_part import DECLARED

_TRIED = "what it takes for granted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What an answer takes for granted.

    Args:
        decisive: Facts that change this answer where one of them alone is otherwise.
        beside: Provisos that change it only together.
        declared: The ECCN that the user declared, where the answer rests on it.
    """

    decisive: tuple[str, ...]
    beside: tuple[str, ...] = ()
    declared: str | None = None

    @property
    def every(self) -> tuple[str, ...]:
        """All of them, those that decide first."""
        return (*self.decisive, *self.beside)


def taken(found: Determination) -> Taken:
    """What an answer takes for granted, less what cannot bear on it; tried once for an answer."""
    tried: Taken | None = found.__dict__.get(_TRIED)
    if tried is None:
        tried = found.__dict__[_TRIED] = _taken(found)
    return tried


def _taken(found: Determination) -> Taken:
    facts, vocabulary = found.facts, found.facts.library.vocabulary
    provided = [each.fact for each in found.provided]
    names = dict.fromkeys([*provided, *found.assumed])
    deciding = each_otherwise(facts, [(name, _otherwise) for name in names]).deciding
    beside = {name: vocabulary.unknown(name) for name in provided if name not in deciding}
    return Taken(
        decisive=tuple(name for name in names if name in deciding),
        beside=tuple(beside) if beside and _changes(facts, beside) else (),
        declared=_declared(found),
    )


def _changes(facts: CaseFacts, changed: Mapping[str, Known]) -> bool:
    ask = asking(facts)
    return ask(changed).verdict != ask({}).verdict


def _declared(found: Determination) -> str | None:
    """The ECCN that the user declared, where the answer would be another without it, or where it
    is free because no other entry is then presumed.
    """
    declared, vocabulary = found.facts[DECLARED], found.facts.library.vocabulary
    if declared.assumed or not isinstance(declared.value, str) or declared.value == NONE:
        return None
    others, ask = [vocabulary.left_out(DECLARED)], asking(found.facts)
    if found.outcome in FREER:
        others.append(vocabulary.unknown(DECLARED))
    changes = any(ask({DECLARED: known}).verdict.answer != found.answer for known in others)
    return declared.value if changes else None


def _otherwise(name: str, facts: CaseFacts) -> Iterator[Known]:
    """What else a fact may be: unknown, or any of its values."""
    yield facts.library.vocabulary.unknown(name)
    yield from in_each_cell(name, facts)
