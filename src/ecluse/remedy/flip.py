"""The tests of the law that have to change their truth to undo a requirement.

Belongs here: reading, from the findings, which limits and lists to amend. Does not: amending the
law, or asking under it (amendment).
Always true: an amendment moves one limit past the item's figure, or takes one name out of a list or
into it; only the smallest sets are kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from typing import Any

from ecluse.determine.case import CaseFacts
from ecluse.determine.determination import Determination
from ecluse.determine.trace import Found
from ecluse.determine.verdict import Outcome
from ecluse.facts.figure import Figure
from ecluse.facts.truth import Truth
from ecluse.facts.vocabulary import FactType
from ecluse.law.condition.cells import Cell
from ecluse.law.condition.evaluate import Finding
from ecluse.law.condition.tree import Compare, Every, Holds, Member, Not, OneOf, Some
from ecluse.law.provision import (
    Definition,
    Exclusion,
    Group,
    LicenseException,
    Requirement,
)
from ecluse.law.register import InForce
from ecluse.remedy.bearing import describing, is_for

LARGEST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """One test of a provision that is amended so that its truth changes.

    Args:
        test: The limit or list as it stands; for a country group, the membership itself.
        into: Whether the test would have to hold.
        limit: Where the limit would have to lie; None for a list.
        name: The word or country that would have to leave a list, or join it; None for a limit.
    """

    provision: str
    measure: str
    test: Compare | OneOf | Member
    into: bool
    limit: Cell | None = None
    name: str | None = None


Amendments = frozenset[Amendment]


def undoing_one(determination: Determination) -> list[Amendments]:
    """The sets that undo one of the requirements that stand: the one that fewest sets undo."""
    standing = determination.requirements
    if determination.outcome is Outcome.UNDETERMINED:
        standing = determination.possible
    choices = (_undoing(requirement, determination) for requirement in standing)
    return min(choices, key=len, default=[])


def _undoing(requirement: Found, determination: Determination) -> list[Amendments]:
    says, facts = requirement.entry.says, determination.facts
    assert isinstance(says, Requirement)
    ways = _flipped(requirement, facts, wanted=False)
    if "any" not in says.items:
        described = describing(requirement)
        ways += _all_of([_undescribed(paragraph, facts) for paragraph in described])
    if determination.outcome is not Outcome.EXCEPTION:
        for exception in determination.all_exceptions:
            for_it = exception.entry.says
            assert isinstance(for_it, LicenseException)
            if says.provision in for_it.overcomes and is_for(for_it.items, determination):
                ways += _flipped(exception, facts, wanted=True)
    return _smallest(ways)


def _undescribed(paragraph: Found, facts: CaseFacts) -> list[Amendments]:
    """The sets that take an item out of a paragraph.

    They amend the paragraph's own limits, a note that excludes items, or the paragraph of the IC
    inside.
    """
    ways = _flipped(paragraph, facts, wanted=False)
    for note in paragraph.because:
        if isinstance(note.entry.says, Exclusion):
            ways += _flipped(note, facts, wanted=True)
    contained = getattr(paragraph.entry.says, "contains", ())
    inside = [
        inner
        for inner in paragraph.because
        if inner.provision in contained and inner.truth is not Truth.FALSE
    ]
    if inside:
        ways += _all_of([_undescribed(inner, facts) for inner in inside])
    return _smallest(ways)


def _flipped(provision: Found, facts: CaseFacts, *, wanted: bool) -> list[Amendments]:
    """Every smallest set by which a provision's condition comes out as wanted."""
    return _Flip(provision.entry, facts).sets(provision.finding, wanted=wanted)


@dataclass(frozen=True, slots=True)
class _Flip:
    """Amendments of the condition of one provision."""

    entry: InForce
    facts: CaseFacts

    def sets(self, finding: Finding, *, wanted: bool) -> list[Amendments]:
        """Every smallest set of amendments by which a condition comes out as wanted."""
        if finding.truth is (Truth.TRUE if wanted else Truth.FALSE):
            return [frozenset()]
        match finding.node:
            case Not():
                return self.sets(finding.parts[0], wanted=not wanted)
            case Every() | Some():
                parts = [self.sets(part, wanted=wanted) for part in finding.parts]
                if isinstance(finding.node, Every) is wanted:
                    return _all_of(parts)
                return _smallest(amendments for part in parts for amendments in part)
            case Holds(fact):
                return self._of_definition(fact, wanted=wanted)
            case Compare():
                return self._of_limit(finding.node, wanted=wanted)
            case OneOf():
                return self._of_list(finding.node, wanted=wanted)
            case Member():
                return self._of_group(finding.node, wanted=wanted)
        return []

    def _of_definition(self, fact: str, *, wanted: bool) -> list[Amendments]:
        for says, entry in self.facts.law.of_kind(Definition):
            if says.defines == fact and says.when is not None:
                return _Flip(entry, self.facts).sets(self.facts.decide(says.when), wanted=wanted)
        return []

    def _of_limit(self, test: Compare, *, wanted: bool) -> list[Amendments]:
        limit = _limit(test, self.facts[test.fact].figure, wanted=wanted)
        return [] if limit is None else _one(self.entry, test=test, into=wanted, limit=limit)

    def _of_list(self, test: OneOf, *, wanted: bool) -> list[Amendments]:
        kind = self.facts.library.vocabulary.facts[test.fact].type
        name = self.facts[test.fact].value
        listed = kind in (FactType.COUNTRY, FactType.TEXT) and isinstance(name, str)
        # One name alone is no list that another could join.
        if not listed or (wanted and len(test.words) == 1):
            return []
        return _one(self.entry, test=test, into=wanted, name=str(name))

    def _of_group(self, test: Member, *, wanted: bool) -> list[Amendments]:
        name = self.facts[test.fact].value
        lists = (entry for says, entry in self.facts.law.of_kind(Group) if says.group == test.group)
        entry = next(lists, None)
        if entry is None or not isinstance(name, str):
            return []
        # The list is one, whether the destination or the headquarters is looked up in it: both give
        # the same amendment.
        return _one(entry, test=Member("destination", test.group), into=wanted, name=name)


def _one(entry: InForce, **amended: Any) -> list[Amendments]:
    """The set of a single amendment of a provision."""
    says, measure = entry.says, entry.measure.measure
    return [frozenset({Amendment(provision=says.provision, measure=measure, **amended)})]


def _limit(test: Compare, figure: Figure, *, wanted: bool) -> Cell | None:
    """The range of the limit that makes the comparison come out as wanted, even if the figure is
    not exactly known.
    """
    inside = test.op in (">=", "<=")
    # Above the figure: a lower limit that is not met, or an upper one that is.
    if (test.op in (">=", ">")) is not wanted:
        if figure.high is None:
            return None
        return Cell(fact=test.fact, low=figure.high, low_in=inside is (test.op in ("<", "<=")))
    if figure.low == 0:
        return None
    return Cell(fact=test.fact, high=figure.low, high_in=inside is (test.op in (">=", ">")))


def _all_of(parts: list[list[Amendments]]) -> list[Amendments]:
    """One set of each part, together."""
    return reduce(
        lambda sets, part: _smallest(one | other for one in sets for other in part),
        parts,
        [frozenset()],
    )


def _smallest(ways: Iterable[Amendments]) -> list[Amendments]:
    unique = [way for way in dict.fromkeys(ways) if len(way) <= LARGEST]
    return [way for way in unique if not any(other < way for other in unique)]
