"""Which of the facts that were taken for granted could change an answer.

Belongs here: trying each of them otherwise. Does not: wording, or which facts bear on an item
wherever it goes (proviso).
Always true: a fact is left out only if the answer here is the same whatever it alone is; a proviso
only if it is the same too where all such provisos are unknown at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ecluse.bounded import Bounded
from ecluse.determine.case import CaseFacts
from ecluse.determine.coded_case import CodedCase, Coder
from ecluse.determine.coded_cases import CodedCases
from ecluse.determine.decide import asking
from ecluse.determine.determination import Determination
from ecluse.determine.follow import cells_of
from ecluse.determine.leaf_codes import Writes
from ecluse.determine.verdict import FREER
from ecluse.facts.eccn import NONE
from ecluse.facts.known import Known
from ecluse.facts.vocabulary import FactType, Vocabulary
from ecluse.law.eccn_part import DECLARED
from ecluse.law.in_force import Law

_TRIED = "what it takes for granted"
_MOST_CASES = 256  # under one law
Tried = tuple[tuple[str, tuple[Writes, ...]], ...]


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
    coded = facts.law.once(Coder).whole
    deciding = _by_codes(names, facts) if coded else _by_walking(names, facts)
    beside = {name: vocabulary.unknown(name) for name in provided if name not in deciding}
    return Taken(
        decisive=tuple(name for name in names if name in deciding),
        beside=tuple(beside) if beside and _changes(facts, beside) else (),
        declared=_declared(found),
    )


def _changes(facts: CaseFacts, changed: Mapping[str, Known]) -> bool:
    ask = asking(facts)
    return ask(changed).verdict != ask({}).verdict


def _by_walking(names: Iterable[str], facts: CaseFacts) -> frozenset[str]:
    """Which facts change the verdict of a case where one of them alone is otherwise."""
    ask = asking(facts)
    here = ask({}).verdict
    return frozenset(
        name
        for name in names
        if any(ask({name: known}).verdict != here for known in _otherwise(name, facts))
    )


def _by_codes(names: Iterable[str], facts: CaseFacts) -> frozenset[str]:
    """The same by codes: all cases are run at once, and for all cases of one vector once."""
    coder, ways = facts.law.once(Coder), facts.law.once(_Ways)
    tried = tuple((name, ways.of(name, facts)) for name in names)
    case = CodedCase.of(facts, coder)
    key = (case.vector, case.inside.key, case.beyond is None, tried)
    deciding = ways.deciding.get(key)
    if deciding is None:
        deciding = ways.deciding[key] = _deciding(case, tried)
    return deciding


def _deciding(case: CodedCase, tried: Tried) -> frozenset[str]:
    """Which of the facts that are tried change the verdict of a case."""
    changes = [(name, writes) for name, ways in tried for writes in ways]
    here, *verdicts = CodedCases(case, [(), *(writes for _, writes in changes)]).verdicts()
    others = zip(changes, verdicts, strict=True)
    return frozenset(name for (name, _), each in others if each != here)


class _Ways:
    """What a fact writes under a law where it is otherwise, each once. What words and flags write
    alone is kept; what another fact writes, for all cases of an item that give nothing that it
    rests on; and which facts decide, for cases of one vector of which the same is tried.
    """

    def __init__(self, law: Law) -> None:
        self.coder = law.once(Coder)
        self.deciding = Bounded[object, frozenset[str]](_MOST_CASES)
        self._kept: dict[str, tuple[Vocabulary, tuple[Writes, ...]]] = {}

    def of(self, name: str, facts: CaseFacts) -> tuple[Writes, ...]:
        """What a fact of a case writes where it is otherwise."""
        vocabulary = facts.library.vocabulary
        if vocabulary.facts[name].type is FactType.NUMBER or not self.coder.alone(name):
            return tuple(dict.fromkeys(self.coder.otherwise(facts, name, _otherwise)))
        kept = self._kept.get(name)
        if kept is None or kept[0] is not vocabulary:
            ways = tuple(dict.fromkeys(self.coder.otherwise(facts, name, _otherwise)))
            kept = self._kept[name] = vocabulary, ways
        return kept[1]


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
    for cell in cells_of(name, facts):
        yield cell.known
