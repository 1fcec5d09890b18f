"""The codes of the leaves of one law, fact by fact.

Belongs here: from what is known of a fact to the slots of its leaves and their codes.
Does not: a whole case (coded_case), or the code of one leaf (law.condition.compile).
Always true: values that no leaf of the law can tell apart have one row of codes; as many rows are
kept as there are such values, up to a number for each fact; of words, as many as there are sets of
lists and groups that name one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from ecluse.bounded import Bounded
from ecluse.determine.coded_law import Bound
from ecluse.facts.figure import Figure
from ecluse.facts.known import Known, Value
from ecluse.facts.truth import Truth
from ecluse.law.condition.compile import Slots, code_of
from ecluse.law.condition.tree import Condition, Member, OneOf, facts_of, membership
from ecluse.law.in_force import Law

if TYPE_CHECKING:
    from ecluse.determine.case import CaseFacts

_MOST_VALUES = 512  # of one fact
Writes = tuple[tuple[int, int], ...]
_Rows = Bounded[Value | int, Writes]


class LeafCodes:
    """The leaves of one law, by the fact that each asks for.

    `bound` are the leaves that ask for no fact: whether a measure binds the exporter.
    """

    def __init__(self, law: Law, slots: Slots) -> None:
        self.law = law
        self.leaves: dict[str, list[tuple[int, Condition]]] = {}
        self.bound: list[tuple[int, Bound]] = []
        self._members = [(slot, leaf) for leaf, slot in slots.items() if isinstance(leaf, Member)]
        for leaf, slot in slots.items():
            if isinstance(leaf, Bound):
                self.bound.append((slot, leaf))
            else:
                (fact,) = facts_of(leaf)
                self.leaves.setdefault(fact, []).append((slot, leaf))
        # By value (a figure: where it stands to the limits); by a value with more open; and by the
        # lists and the groups that name a word.
        self._kept = {name: _Rows(_MOST_VALUES) for name in self.leaves}
        self._open = {name: _Rows(_MOST_VALUES) for name in self.leaves}
        self._named: dict[tuple[str, tuple[int, ...] | None, int | None], Writes] = {}
        self._limits = law.limits

    def writes(self, fact: str, known: Known) -> Writes:
        """The slots of a fact's leaves, and their codes."""
        if not known.unsettled:
            return self.writes_of(fact, known.value)
        kept, value = self._open.get(fact), known.value
        if kept is None:
            return ()
        found = kept.get(value)
        if found is None:
            found = kept[value] = self._codes(fact, known)
        return found

    def writes_of(self, fact: str, value: Value) -> Writes:
        """The same, where the fact has this value and nothing about it is open."""
        kept = self._kept.get(fact)
        if kept is None:
            return ()
        key: Value | int = value
        if isinstance(value, Figure) and value.low == value.high:
            # Where it stands to the limits is all that matters, and there are few places to stand.
            limits = self._limits.get(fact, ())
            key = bisect_left(limits, value.low) + bisect_right(limits, value.low)
        found = kept.get(key)
        if found is None:
            found = kept[key] = self._settled(fact, value)
        return found

    def placing(self, facts: CaseFacts) -> Writes:
        """The slots of the countries of which a case says what the law leaves open, and their
        codes.
        """
        members = facts.stated.members
        if not members:
            return ()
        known = ((slot, leaf, facts[leaf.fact]) for slot, leaf in self._members)
        return tuple(
            (slot, code_of(leaf, of, facts.member))
            for slot, leaf, of in known
            if membership(str(of.value), leaf.group) in members
        )

    def _settled(self, fact: str, value: Value) -> Writes:
        if not isinstance(value, str):
            return self._codes(fact, Known(value=value))
        # All words that the same lists and groups name have the same codes; their rows are few.
        groups = self.law.once(_groups_of).get(value)
        key = fact, self._named_in.get((fact, value.casefold())), groups
        if key not in self._named:
            self._named[key] = self._codes(fact, Known(value=value))
        return self._named[key]

    def _codes(self, fact: str, known: Known) -> Writes:
        member = self.law.member
        return tuple([(slot, code_of(leaf, known, member)) for slot, leaf in self.leaves[fact]])

    @cached_property
    def _named_in(self) -> dict[tuple[str, str], tuple[int, ...]]:
        """For a fact and a word without case, the slots of the lists that name it."""
        found: dict[tuple[str, str], tuple[int, ...]] = {}
        for fact, leaves in self.leaves.items():
            for slot, leaf in leaves:
                for word in leaf.folded if isinstance(leaf, OneOf) else ():
                    found[fact, word] = (*found.get((fact, word), ()), slot)
        return found


def _groups_of(law: Law) -> dict[str, int]:
    """A number for each country that a group names, equal for countries in the same groups."""
    found: dict[str, list[tuple[str, Truth]]] = {}
    for name, group in law.groups.items():
        listed = (group.members or frozenset(), group.joins, group.leaves, group.doubtful)
        for country in frozenset[str]().union(*listed):
            found.setdefault(country, []).append((name, group.has(country)))
    numbers: dict[tuple[tuple[str, Truth], ...], int] = {}
    return {
        country: numbers.setdefault(tuple(groups), len(numbers))
        for country, groups in found.items()
    }
