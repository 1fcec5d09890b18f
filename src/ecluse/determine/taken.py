"""Which of the facts that were taken for granted could change an answer.

Belongs here: trying each of them otherwise. Does not: wording, or which facts bear on an item
wherever it goes (proviso).
Always true: a fact is left out only if the answer here is the same whatever it alone is; a proviso
only if it is the same too where all such provisos are unknown at once.
"""

from __future__ import annotations

from collections.abc import Iterator

from ecluse.determine.case import CaseFacts
from ecluse.determine.decide import asking
from ecluse.determine.determination import Determination
from ecluse.determine.follow import Ask, answer_of, cells_of
from ecluse.determine.verdict import FREER
from ecluse.facts.eccn import NONE
from ecluse.facts.known import Known
from ecluse.late import dataclass
from ecluse.law.eccn_part import DECLARED


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
    """What an answer takes for granted, less what cannot bear on it."""
    facts = found.facts
    ask = asking(facts)
    here = ask({}).verdict
    provided = [each.fact for each in found.provided]
    names = dict.fromkeys([*provided, *found.assumed])

    def decides(name: str) -> bool:
        return any(ask({name: known}).verdict != here for known in _otherwise(name, facts))

    decisive = tuple(filter(decides, names))
    vocabulary = facts.library.vocabulary
    beside = {name: vocabulary.unknown(name) for name in provided if name not in decisive}
    return Taken(
        decisive=decisive,
        beside=tuple(beside) if ask(beside).verdict != here else (),
        declared=_declared(found, ask),
    )


def _declared(found: Determination, ask: Ask) -> str | None:
    """The ECCN that the user declared, where the answer would be another without it, or where it
    is free because no other entry is then presumed.
    """
    declared, vocabulary = found.facts[DECLARED], found.facts.library.vocabulary
    if declared.assumed or not isinstance(declared.value, str) or declared.value == NONE:
        return None
    others = [vocabulary.left_out(DECLARED)]
    if found.outcome in FREER:
        others.append(vocabulary.unknown(DECLARED))
    changes = any(answer_of(ask({DECLARED: known})) != found.answer for known in others)
    return declared.value if changes else None


def _otherwise(name: str, facts: CaseFacts) -> Iterator[Known]:
    """What else a fact may be: unknown, or any of its values."""
    yield facts.library.vocabulary.unknown(name)
    for cell in cells_of(name, facts):
        yield cell.known
