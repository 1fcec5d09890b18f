"""The codes of the leaves of one law, fact by fact.

Belongs here: from what is known of a fact to the slots of its leaves and their codes.
Does not: a whole case (coded_case), or the code of one leaf (law.condition.compile).
Always true: values that no leaf of the law can tell apart have one row of codes; as many rows are
kept as there are such values, up to a number for each fact.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property

from ecluse.determine.coded_law import Bound
from ecluse.facts.figure import Figure
from ecluse.facts.known import Known, Value
from ecluse.facts.truth import Truth
from ecluse.law.condition.compile import Slots, code_of
from ecluse.law.condition.tree import Condition, OneOf, facts_of
from ecluse.law.in_force import Law

_MOST_VALUES = 512  # of one fact
Writes = tuple[tuple[int, int], ...]
_Key = Value | int | tuple[object, object]


class LeafCodes:
    """The leaves of one law, by the fact that each asks for.

    `bound` are the leaves that ask for no fact: whether a measure binds the exporter.
    """

    def __init__(self, law: Law, slots: Slots) -> None:
        self.law = law
        self.leaves: dict[str, list[tuple[int, Condition]]] = {}
        self.bound: list[tuple[int, Bound]] = []
        for leaf, slot in slots.items():
            if isinstance(leaf, Bound):
                self.bound.append((slot, leaf))
            else:
                (fact,) = facts_of(leaf)
                self.leaves.setdefault(fact, []).append((slot, leaf))
        # By value (a figure: where it stands to the limits), or by a value with more open.
        self._kept: dict[str, dict[_Key, Writes]] = {name: {} for name in self.leaves}
        self._limits = law.limits

    def writes(self, fact: str, known: Known) -> Writes:
        """The slots of a fact's leaves, and their codes."""
        if not known.unsettled:
            return self.writes_of(fact, known.value)
        kept = self._kept.get(fact)
        if kept is None:
            return ()
        key: _Key = (known.value, True)
        found = kept.get(key)
        return self._write(fact, key, known) if found is None else found

    def writes_of(self, fact: str, value: Value) -> Writes:
        """The same, where the fact has this value and nothing about it is open."""
        kept = self._kept.get(fact)
        if kept is None:
            return ()
        key: _Key = value
        if isinstance(value, Figure) and value.low == value.high:
            # Where it stands to the limits is all that matters, and there are few places to stand.
            limits = self._limits.get(fact, ())
            key = bisect_left(limits, value.low) + bisect_right(limits, value.low)
        found = kept.get(key)
        return self._write(fact, key, Known(value=value)) if found is None else found

    def _write(self, fact: str, key: _Key, known: Known) -> Writes:
        kept, member = self._kept[fact], self.law.member
        if len(kept) > _MOST_VALUES:
            kept.clear()
        alike: _Key = key
        if isinstance(key, str):
            # So do all words that the same lists and groups name.
            alike = self._named_in.get((fact, key.casefold())), self._groups_of.get(key)
        found = kept.get(alike)
        if found is None:
            leaves = self.leaves[fact]
            found = tuple([(slot, code_of(leaf, known, member)) for slot, leaf in leaves])
            kept[alike] = found
        kept[key] = found
        return found

    @cached_property
    def _named_in(self) -> dict[tuple[str, str], tuple[int, ...]]:
        """For a fact and a word without case, the slots of the lists that name it."""
        found: dict[tuple[str, str], tuple[int, ...]] = {}
        for fact, leaves in self.leaves.items():
            for slot, leaf in leaves:
                for word in leaf.folded if isinstance(leaf, OneOf) else ():
                    found[fact, word] = (*found.get((fact, word), ()), slot)
        return found

    @cached_property
    def _groups_of(self) -> dict[str, tuple[tuple[str, Truth], ...]]:
        """Of each country that a group names, the groups that do, and whether it is in them."""
        found: dict[str, tuple[tuple[str, Truth], ...]] = {}
        for name, group in self.law.groups.items():
            listed = (group.members or frozenset(), group.joins, group.leaves, group.doubtful)
            for country in frozenset[str]().union(*listed):
                found[country] = (*found.get(country, ()), (name, group.has(country)))
        return found
