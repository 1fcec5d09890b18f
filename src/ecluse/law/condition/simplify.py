"""Conditions put together of others, and what is left of one as facts become known.

Belongs here: constants taken out, parts of one kind made one, none twice; the truth of a fact put
in. Does not: the node types (tree), deciding a test (evaluate), which facts to look at (example).
Always true: what is made says what its parts said; within one `Left`, equal conditions are one
object, so that none is compared part by part.
"""

from __future__ import annotations

from collections.abc import Iterable

from ecluse.facts.truth import Truth
from ecluse.law.condition.cells import Cell
from ecluse.law.condition.evaluate import Membership, evaluate
from ecluse.law.condition.tree import Condition, Every, Not, Some, facts_of

ALWAYS: Condition = Every(())
NEVER: Condition = Some(())


def every_of(parts: Iterable[Condition]) -> Condition:
    """All of some conditions, as one: constants taken out, none twice."""
    return _flat(parts, Every, NEVER)


def some_of(parts: Iterable[Condition]) -> Condition:
    """One of some conditions, as one: constants taken out, none twice."""
    return _flat(parts, Some, ALWAYS)


def _flat(parts: Iterable[Condition], kind: type[Every | Some], decisive: Condition) -> Condition:
    flat: dict[Condition, None] = {}
    for part in parts:
        if part == decisive:
            return decisive
        flat.update(dict.fromkeys(part.parts if isinstance(part, kind) else (part,)))
    return next(iter(flat)) if len(flat) == 1 else kind(tuple(flat))


def plainly(condition: Condition, *, denied: bool = False) -> Condition:
    """The same condition with `not` said only of single tests."""
    match condition:
        case Every(parts) | Some(parts):
            both = (plainly(part, denied=denied) for part in parts)
            return every_of(both) if isinstance(condition, Every) is not denied else some_of(both)
        case Not(part):
            return plainly(part, denied=not denied)
    return Not(condition) if denied else condition


class Left:
    """What is left of plain conditions as facts become known. A condition goes in by `one`; all
    that comes out of it, and what is asked of it, is known by its place in memory, which is no
    other's for as long as this is held.
    """

    def __init__(self, member: Membership) -> None:
        self._member = member
        self._met: dict[object, Condition] = {(Every,): ALWAYS, (Some,): NEVER}
        self._facts: dict[int, frozenset[str]] = {}
        self._left: dict[tuple[int, int], tuple[Cell, Condition]] = {}

    def one(self, condition: Condition) -> Condition:
        """The condition that stands for all that are equal to it."""
        if isinstance(condition, (Every, Some)):
            return self._made(type(condition), map(self.one, condition.parts))
        return self._met.setdefault(condition, condition)

    def facts(self, condition: Condition) -> frozenset[str]:
        """The facts that a condition asks for."""
        found = self._facts.get(id(condition))
        if found is None:
            if isinstance(condition, (Every, Some)):
                found = frozenset[str]().union(*map(self.facts, condition.parts))
            else:
                found = frozenset(facts_of(condition))
            self._facts[id(condition)] = found
        return found

    def of(self, condition: Condition, cell: Cell) -> Condition:
        """What is left of a condition once a fact is known; itself, where it asks for another."""
        if cell.fact not in self.facts(condition):
            return condition
        key = id(condition), id(cell)
        if key not in self._left:
            self._left[key] = cell, self._settled(condition, cell)
        return self._left[key][1]

    def _settled(self, condition: Condition, cell: Cell) -> Condition:
        match condition:
            case Every(parts) | Some(parts):
                return self._made(type(condition), (self.of(part, cell) for part in parts))
            case Not(part):
                inner = self.of(self.one(part), cell)
                return NEVER if inner is ALWAYS else ALWAYS if inner is NEVER else condition
        truth = evaluate(condition, {cell.fact: cell.known}, self._member).truth
        return ALWAYS if truth is Truth.TRUE else NEVER if truth is Truth.FALSE else condition

    def _made(self, kind: type[Every | Some], parts: Iterable[Condition]) -> Condition:
        """All, or one, of some conditions met before."""
        decisive = NEVER if kind is Every else ALWAYS
        flat: dict[int, Condition] = {}
        for part in parts:
            if part is decisive:
                return decisive
            flat.update((id(each), each) for each in _of_kind(part, kind))
        if len(flat) == 1:
            return next(iter(flat.values()))
        key = (kind, *flat)
        if key not in self._met:
            self._met[key] = kind(tuple(flat.values()))
        return self._met[key]


def _of_kind(condition: Condition, kind: type[Every | Some]) -> tuple[Condition, ...]:
    return condition.parts if isinstance(condition, kind) else (condition,)
