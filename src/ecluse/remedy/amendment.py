"""The smallest sets of limits and lists of the law that, when amended, change the answer.

Belongs here: searching for sets of amendments, and asking under the amended law. Does not: finding
what undoes one requirement (flip), dropping whole provisions (law_change), changes of the item
(change).
Always true: the range in which a limit has to lie is exact and says whether its bound belongs to
it; the engine answered under each set, and no part of a set changes the answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from ecluse.determine.decide import determine
from ecluse.determine.determination import Determination
from ecluse.determine.verdict import Answer, Outcome
from ecluse.law.condition.cells import Cell
from ecluse.law.condition.to_text import source
from ecluse.law.condition.tree import Compare, Condition, Every, Not, OneOf, Some
from ecluse.law.provision import Group
from ecluse.law.register import Law
from ecluse.remedy.flip import LARGEST, Amendment, Amendments, undoing_one
from ecluse.remedy.redesign import SOUGHT

_MOST_SETS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """A smallest set of amendments, and the answer under the amended law."""

    parts: tuple[Amendment, ...]
    answer: Answer


def amendments(determination: Determination) -> list[Amended]:
    """Every smallest set of up to four amendments under which no license is needed."""
    sought = SOUGHT if determination.outcome is not Outcome.EXCEPTION else {Outcome.NLR}
    reached: list[Amended] = []
    seen: set[Amendments] = {frozenset()}
    level: list[Amendments] = [frozenset()]
    while level:
        further: list[Amendments] = []
        for larger in _enlarged(determination, level, seen):
            answer = _under(determination, larger).answer
            if answer.outcome in sought and answer != determination.answer:
                parts = tuple(sorted(larger, key=_order))
                reached.append(Amended(parts=parts, answer=answer))
            else:
                further.append(larger)
        level = further
    smallest = [
        amended
        for amended in reached
        if not any(set(other.parts) < set(amended.parts) for other in reached)
    ]
    return sorted(
        smallest, key=lambda amended: (len(amended.parts), [_order(part) for part in amended.parts])
    )


def _enlarged(
    determination: Determination, level: list[Amendments], seen: set[Amendments]
) -> Iterator[Amendments]:
    """Each set enlarged by the amendments that undo one more requirement; every set once."""
    for smaller in level:
        case = _under(determination, smaller) if smaller else determination
        for addition in undoing_one(case):
            larger = smaller | addition
            if larger not in seen and len(larger) <= LARGEST and len(seen) <= _MOST_SETS:
                seen.add(larger)
                yield larger


def amended(law: Law, changes: Iterable[Amendment]) -> Law:
    """The law with some limits and lists amended."""
    provisions = dict(law.provisions)
    for amendment in changes:
        entry = provisions[amendment.provision]
        provisions[amendment.provision] = replace(
            entry, says=_provision_amended(entry.says, amendment)
        )
    return replace(law, provisions=provisions)


def _under(determination: Determination, changes: Amendments) -> Determination:
    law = amended(determination.law, changes)
    return determine(determination.shipment, law, determination.facts.library, refine=False)


def _provision_amended(says: Any, amendment: Amendment) -> Any:
    if isinstance(says, Group):
        name = frozenset({amendment.name} if amendment.name is not None else ())
        members = (says.members or frozenset()) - name
        return replace(
            says,
            members=members | name if amendment.into else members,
            doubtful=says.doubtful - name,
        )
    return replace(says, when=_amended(says.when, amendment))


def _amended(node: Condition, amendment: Amendment) -> Condition:
    if node == amendment.test:
        return _test_amended(node, amendment)
    match node:
        case Every(parts):
            return Every(tuple(_amended(part, amendment) for part in parts))
        case Some(parts):
            return Some(tuple(_amended(part, amendment) for part in parts))
        case Not(part):
            return Not(_amended(part, amendment))
    return node


def _test_amended(test: Condition, amendment: Amendment) -> Condition:
    if isinstance(test, Compare):
        assert amendment.limit is not None
        return replace(test, limit=_limit_within(amendment.limit))
    assert isinstance(test, OneOf)
    assert amendment.name is not None
    left = tuple(word for word in test.words if word.casefold() != amendment.name.casefold())
    return replace(test, words=(*left, amendment.name) if amendment.into else left)


def _limit_within(cell: Cell) -> Decimal:
    """A limit in a range: its bound where that belongs to the range, else a value inside."""
    if cell.high is not None:
        return cell.high if cell.high_in else cell.known.figure.low
    return cell.low if cell.low_in else cell.known.figure.low


def _order(amendment: Amendment) -> tuple[bool, str, str, str]:
    test = source(amendment.test)
    return amendment.limit is None, amendment.provision, test, amendment.name or ""
