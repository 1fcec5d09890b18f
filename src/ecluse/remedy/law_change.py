"""The measures and provisions without which the answer changes: every smallest set.

Belongs here: searching for the sets. Does not: dropping parts (edited_log), knowing which parts
bear on a requirement (law_parts), judging whether a change of the law is likely or wise.
Always true: each set changes the answer, and no part of it does; a set that only makes the answer
undetermined is left out, unless the answer was free and needs a fact that nobody gave.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

from ecluse.determine.determination import Determination
from ecluse.determine.verdict import FREER, Answer, Outcome
from ecluse.law.register import Register
from ecluse.remedy.edited_log import EditedLog, Part
from ecluse.remedy.law_parts import LawParts

# All sets of up to three are tried. Where none helps, larger ones are tried until one does, up to
# sets of six.
ALWAYS_TRIED = 3
LARGEST = 6
# For a free answer no requirement guides the search, so every combination is tried: sets are small.
MEASURES_WHEN_FREE, PROVISIONS_WHEN_FREE = 2, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Without:
    """A smallest set of parts, and the answer without it.

    Args:
        ends: The parts that end a provision.
    """

    parts: tuple[Part, ...]
    answer: Answer
    ends: frozenset[Part]


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallestSets:
    """Every smallest set of up to `largest` parts."""

    smallest: tuple[Without, ...]
    largest: int


def without_measures(determination: Determination, register: Register) -> SmallestSets:
    """Every smallest set of measures."""
    parts = LawParts(determination, whole=True)
    return _SetSearch(EditedLog(determination, register), parts).run(MEASURES_WHEN_FREE)


def without_provisions(determination: Determination, register: Register) -> SmallestSets:
    """Every smallest set of provisions, each as the last measure wrote or removed it."""
    parts = LawParts(determination, whole=False)
    return _SetSearch(EditedLog(determination, register), parts).run(PROVISIONS_WHEN_FREE)


@dataclass(frozen=True, slots=True)
class _SetSearch:
    """The sets that were found so far for one question."""

    log: EditedLog
    parts: LawParts
    sets: list[Without] = field(default_factory=list)

    def run(self, largest_when_free: int) -> SmallestSets:
        largest = 0
        if self.log.free:
            largest = largest_when_free
            for dropped in self._keeping_free(largest):
                self._settles(dropped)
        if self.log.determination.outcome not in (Outcome.NLR, Outcome.NOT_SUBJECT):
            largest = max(largest, self._free())
        ordered = sorted(self.sets, key=lambda without: (len(without.parts), str(without.parts)))
        return SmallestSets(smallest=tuple(ordered), largest=largest)

    def _keeping_free(self, largest: int) -> Iterator[frozenset[Part]]:
        """Every set of up to so many parts that may keep a free answer free, smaller ones first."""
        parts = self.parts.keeping_free(self.log.register)
        for size in range(1, largest + 1):
            yield from map(frozenset, combinations(parts, size))

    def _free(self) -> int:
        """Find the sets without which the item is free; returns the size up to which all were
        tried.

        A set has to undo every requirement that stands. So each set is enlarged only by the parts
        that bear on one of them.
        """
        seen: set[frozenset[Part]] = {frozenset()}
        level = [frozenset[Part]()]
        size = 0
        while size < LARGEST and (size < ALWAYS_TRIED or not self.sets):
            size += 1
            larger = {dropped | {part}: None for dropped in level for part in self._next(dropped)}
            unseen = [dropped for dropped in larger if dropped not in seen]
            seen.update(unseen)
            level = [dropped for dropped in unseen if not self._settles(dropped)]
            if not level:
                return LARGEST
        return size

    def _next(self, dropped: frozenset[Part]) -> list[Part]:
        """The parts that bear on one standing requirement: the one with the fewest such parts."""
        case = self.log.determine(dropped)
        standing = case.possible if case.outcome is Outcome.UNDETERMINED else case.requirements
        register = self.log.without(dropped)
        choices = (self.parts.bearing_on(requirement, case, register) for requirement in standing)
        return min(choices, key=len, default=[])

    def _settles(self, dropped: frozenset[Part]) -> bool:
        """Whether the set, or a part of it, changes the answer; a new smallest set is noted."""
        if any(set(without.parts) <= dropped for without in self.sets):
            return True
        answer = self.log.determine(dropped).answer
        if answer == self.log.determination.answer:
            return False
        if answer.outcome is Outcome.UNDETERMINED:
            changed = self.log.opened(dropped)
        else:
            changed = self.log.free or answer.outcome in FREER
        if changed:
            parts = tuple(sorted(dropped, key=str))
            self.sets.append(Without(parts=parts, answer=answer, ends=self.log.ends & dropped))
        return changed
