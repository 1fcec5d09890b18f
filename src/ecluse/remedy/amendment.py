"""The limits and lists of the law that, written otherwise, would change the answer: every smallest
set of up to four.

Belongs here: moving one limit past the item's figure, or taking one name out of a list (or into
it), and asking again. Does
not: dropping whole provisions (law_change); changes of the item (change).
Always true: where a limit would have to lie is exact and says whether its bound belongs to it; each
set changes the answer by the engine's own word, and no part of it does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

from ecluse.determine.case import CaseFacts
from ecluse.determine.decide import Determination, determine
from ecluse.determine.trace import Found
from ecluse.determine.verdict import Answer, Outcome
from ecluse.facts.figure import Figure
from ecluse.facts.truth import Truth
from ecluse.facts.vocabulary import FactType
from ecluse.law.condition.cells import Cell
from ecluse.law.condition.evaluate import Finding
from ecluse.law.condition.to_text import source
from ecluse.law.condition.tree import Compare, Condition, Every, Holds, Member, Not, OneOf, Some
from ecluse.law.provision import (
    Classification,
    Definition,
    Exclusion,
    Group,
    LicenseException,
    Requirement,
)
from ecluse.law.register import InForce, Law
from ecluse.remedy.redesign import cell_to_dict

LARGEST = 4
_MOST_SETS = 400
_FREE = (Outcome.NLR, Outcome.EXCEPTION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """One test of a provision that would come out otherwise.

    Args:
        test: The limit or list as it stands; of a country group, the membership itself.
        into: Whether it would have to hold.
        limit: Where the limit would have to lie; None for a list.
        name: The word or country that would have to leave a list, or join it; None for a limit.
    """

    provision: str
    measure: str
    test: Compare | OneOf | Member
    into: bool
    limit: Cell | None = None
    name: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """As plain data; bounds are exact decimals, written out."""
        how = (
            cell_to_dict(self.limit)
            if self.limit is not None
            else {"joins" if self.into else "leaves": self.name}
        )
        return {
            "provision": self.provision,
            "measure": self.measure,
            "test": source(self.test),
            **how,
        }


Amendments = frozenset[Amendment]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """A smallest set of amendments, and the answer then."""

    parts: tuple[Amendment, ...]
    answer: Answer

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "amended": [each.to_dict() for each in self.parts],
            "outcome": self.answer.outcome.value,
            "exception": self.answer.exception,
        }


def amendments(found: Determination) -> list[Amended]:
    """Every smallest set of up to four amendments that reaches no license required, or an
    exception.
    """
    free = _FREE if found.outcome is not Outcome.EXCEPTION else (Outcome.NLR,)
    results: list[Amended] = []
    seen: set[Amendments] = {frozenset()}
    level: list[Amendments] = [frozenset()]
    while level:
        further: list[Amendments] = []
        for made in level:
            for move in _moves(found if not made else _under(found, made)):
                larger = made | move
                if larger in seen or len(larger) > LARGEST or len(seen) > _MOST_SETS:
                    continue
                seen.add(larger)
                answer = _under(found, larger).answer
                if answer.outcome in free and answer != found.answer:
                    results.append(Amended(parts=tuple(sorted(larger, key=_order)), answer=answer))
                else:
                    further.append(larger)
        level = further
    smallest = [
        each for each in results if not any(set(other.parts) < set(each.parts) for other in results)
    ]
    return sorted(
        smallest, key=lambda each: (len(each.parts), [_order(part) for part in each.parts])
    )


def amended(law: Law, made: Iterable[Amendment]) -> Law:
    """The law with some limits and lists written otherwise."""
    provisions = dict(law.provisions)
    for each in made:
        entry = provisions[each.provision]
        provisions[each.provision] = replace(entry, says=_written(entry.says, each))
    return replace(law, provisions=provisions)


def _under(found: Determination, made: Amendments) -> Determination:
    return determine(found.shipment, amended(found.law, made), found.facts.library, refine=False)


def _written(says: Any, each: Amendment) -> Any:
    if isinstance(says, Group):
        name = frozenset({each.name} if each.name is not None else ())
        members = (says.members or frozenset()) - name
        return replace(
            says, members=members | name if each.into else members, doubtful=says.doubtful - name
        )
    return replace(says, when=_otherwise(says.when, each))


def _otherwise(node: Condition, each: Amendment) -> Condition:
    if node == each.test:
        if isinstance(node, Compare):
            assert each.limit is not None
            limit = (
                each.limit.low if each.limit.low_in and each.limit.high is None else each.limit.high
            )
            if limit is None or (each.limit.high is not None and not each.limit.high_in):
                limit = each.limit.known.figure.low
            return replace(node, limit=limit)
        assert isinstance(node, OneOf) and each.name is not None
        left = tuple(word for word in node.words if word.casefold() != each.name.casefold())
        return replace(node, words=(*left, each.name) if each.into else left)
    match node:
        case Every(parts):
            return Every(tuple(_otherwise(part, each) for part in parts))
        case Some(parts):
            return Some(tuple(_otherwise(part, each) for part in parts))
        case Not(part):
            return Not(_otherwise(part, each))
    return node


def _moves(found: Determination) -> list[Amendments]:
    """What would undo one requirement that stands: the one with the fewest ways."""
    standing = found.possible if found.outcome is Outcome.UNDETERMINED else found.requirements
    choices = [_undoing(each, found) for each in standing]
    return min((choice for choice in choices), key=len, default=[])


def _undoing(requirement: Found, found: Determination) -> list[Amendments]:
    says = requirement.entry.says
    assert isinstance(says, Requirement)
    ways: list[Amendments] = []
    if requirement.finding is not None:
        ways += _flips(requirement.finding, False, requirement.entry, found.facts)
    if "any" not in says.items:
        described = [
            each
            for each in requirement.because
            if isinstance(each.entry.says, Classification) and each.truth is not Truth.FALSE
        ]
        ways += _all_of([_undescribed(each, found) for each in described])
    for other in found.all_exceptions:
        if found.outcome is not Outcome.EXCEPTION and (
            isinstance(other.entry.says, LicenseException)
            and says.provision in other.entry.says.overcomes
            and other.finding is not None
            and (
                "any" in other.entry.says.items
                or any(_is(name, found) for name in other.entry.says.items)
            )
        ):
            ways += _flips(other.finding, True, other.entry, found.facts)
    return _smallest(ways)


def _is(name: str, found: Determination) -> bool:
    return name in found.paragraphs and found.paragraphs[name].truth is not Truth.FALSE


def _undescribed(paragraph: Found, found: Determination) -> list[Amendments]:
    """What would take an item out of a paragraph: its own limits, a note that leaves it out, or the
    IC inside.
    """
    ways = (
        _flips(paragraph.finding, False, paragraph.entry, found.facts)
        if paragraph.finding is not None
        else []
    )
    for note in (each for each in paragraph.because if isinstance(each.entry.says, Exclusion)):
        if note.finding is not None:
            ways += _flips(note.finding, True, note.entry, found.facts)
    inside = [
        each
        for each in paragraph.because
        if each.provision in getattr(paragraph.entry.says, "contains", ())
        and each.truth is not Truth.FALSE
    ]
    if inside:
        ways += _all_of([_undescribed(each, found) for each in inside])
    return _smallest(ways)


def _flips(finding: Finding, wanted: bool, entry: InForce, facts: CaseFacts) -> list[Amendments]:
    """Every smallest set of amendments by which a condition would come out as `wanted`."""
    if finding.truth is (Truth.TRUE if wanted else Truth.FALSE):
        return [frozenset()]
    match finding.node:
        case Not():
            return _flips(finding.parts[0], not wanted, entry, facts)
        case Every() | Some():
            parts = [_flips(part, wanted, entry, facts) for part in finding.parts]
            return (
                _all_of(parts)
                if isinstance(finding.node, Every) is wanted
                else _smallest(each for part in parts for each in part)
            )
        case Holds(fact):
            defined = next(
                (
                    other
                    for says, other in facts.law.of_kind(Definition)
                    if says.defines == fact and says.when is not None
                ),
                None,
            )
            if defined is None:
                return []
            return _flips(facts.decide(defined.says.when), wanted, defined, facts)  # type: ignore[union-attr, arg-type]
    made = _amendment(finding, wanted, entry, facts)
    return [] if made is None else [frozenset({made})]


def _amendment(
    finding: Finding, wanted: bool, entry: InForce, facts: CaseFacts
) -> Amendment | None:
    node, provision, measure = finding.node, entry.says.provision, entry.measure.measure
    if isinstance(node, Compare):
        limit = _limit(node, facts[node.fact].figure, wanted)
        if limit is None:
            return None
        return Amendment(provision=provision, measure=measure, test=node, into=wanted, limit=limit)
    if isinstance(node, OneOf):
        listed = facts.library.vocabulary.facts[node.fact].type in (FactType.COUNTRY, FactType.TEXT)
        value = facts[node.fact].value
        # One name alone is no list that another could join.
        if not listed or not isinstance(value, str) or (wanted and len(node.words) == 1):
            return None
        return Amendment(provision=provision, measure=measure, test=node, into=wanted, name=value)
    if isinstance(node, Member):
        value = facts[node.fact].value
        group = next(
            (other for says, other in facts.law.of_kind(Group) if says.group == node.group), None
        )
        if group is None or not isinstance(value, str):
            return None
        # One list, whichever fact asks it: the destination and the headquarters are in the group,
        # or not, together.
        return Amendment(
            provision=group.says.provision,
            measure=group.measure.measure,
            test=Member("destination", node.group),
            into=wanted,
            name=value,
        )
    return None


def _limit(node: Compare, figure: Figure, wanted: bool) -> Cell | None:
    """Where the limit would have to lie for the comparison to come out as `wanted`, whatever the
    figure may be.
    """
    inside = node.op in (">=", "<=")
    # Above the figure: a lower limit that is not met, or an upper one that is.
    if (node.op in (">=", ">")) is not wanted:
        if figure.high is None:
            return None
        return Cell(fact=node.fact, low=figure.high, low_in=inside is (node.op in ("<", "<=")))
    if figure.low == 0:
        return None
    return Cell(fact=node.fact, high=figure.low, high_in=inside is (node.op in (">=", ">")))


def _all_of(parts: list[list[Amendments]]) -> list[Amendments]:
    """One way of each part, together."""
    return reduce(
        lambda made, part: _smallest(one | other for one in made for other in part),
        parts,
        [frozenset()],
    )


def _smallest(ways: Iterable[Amendments]) -> list[Amendments]:
    unique = [each for each in dict.fromkeys(ways) if len(each) <= LARGEST]
    return [each for each in unique if not any(other < each for other in unique)]


def _order(each: Amendment) -> tuple[bool, str, str, str]:
    return each.limit is None, each.provision, source(each.test), each.name or ""
