"""On which parts of a case a law's facts and conditions rest.

Belongs here: for each fact, whether it is the item's, a place's, the line's own, or worked out from
several; and the largest parts of conditions that rest on one of these alone. Does not: what comes
of them (item_class, place_class).
Always true: a part of an axis asks for nothing that rests on another.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ecluse.determine.following import NON_PLANAR, OF_ITS_DIES
from ecluse.determine.stated import DATACENTER, KIND
from ecluse.determine.vendor_seat import DESIGNER
from ecluse.equivalence.definitions import Behind, behind
from ecluse.equivalence.results import Results
from ecluse.law.condition import tree
from ecluse.law.condition.tree import (
    Condition,
    Formula,
    LargestOverFormats,
    Product,
    Quotient,
    Sum,
    facts_of,
    parts_of,
)
from ecluse.law.in_force import Law
from ecluse.law.library import Library
from ecluse.law.provision import (
    Allocation,
    Classification,
    Definition,
    Presumption,
    conditions_of,
)

ITEM, TO, SEAT, PARENT, FURTHER = (
    "item",
    "destination",
    "headquarters",
    "parent_headquarters",
    "facts",
)
ROLES = (TO, SEAT, PARENT)
PLACE = frozenset(ROLES)


@dataclass(frozen=True, slots=True, kw_only=True)
class AxisTest:
    """The largest part of a condition that rests on one axis alone, or a part of such a part.

    Args:
        inner: It is decided for the IC inside a board or system.
        rests_on: A number for all besides the case on which its result rests: the definitions and
            memberships behind it.
        parts: Its own parts, where these can be decided one by one (items).
        asks: The facts that it asks for, those behind a flag that the law defines included.
    """

    condition: Condition
    inner: bool
    rests_on: int
    parts: tuple[AxisTest, ...]
    asks: frozenset[str]


class Given(NamedTuple):
    """The facts that a case gives of its item.

    Args:
        checked: Those of them that the law may work out too: they do not outrank what it works out.
    """

    facts: frozenset[str]
    checked: frozenset[str] = frozenset()


class Axes:
    """The axes of one law; `given` are the facts that the cases themselves may give."""

    def __init__(self, law: Law, library: Library, given: frozenset[str], results: Results) -> None:
        self.law = law
        self.library = library
        self.given = given
        self.results = results
        self.presumed = frozenset(
            flag for says, _ in law.of_kind(Presumption) for flag in says.flags
        )
        self._definitions = law.definitions
        self._flags = {
            name: says for name, says in self._definitions.items() if says.when is not None
        }
        self._of: dict[str, frozenset[str]] = {}
        self._working: set[str] = set()
        # By the identity of a condition, which the law holds.
        self._touched: dict[int, frozenset[str]] = {}
        self._rests_on: dict[int, int] = {}

    # ---- facts -----------------------------------------------------------------------------------

    def of(self, fact: str) -> frozenset[str]:
        """On which parts of a case a fact rests."""
        if fact in self._of:
            return self._of[fact]
        if fact in self._working:
            return frozenset()
        self._working.add(fact)
        parts = self._of[fact] = self._worked_out(fact)
        self._working.discard(fact)
        return parts

    def _worked_out(self, fact: str) -> frozenset[str]:
        if fact in PLACE:
            return frozenset({fact})
        if fact == "exporter":  # where it is left out, the vendor of the item is taken
            return frozenset({ITEM, FURTHER})
        if fact in self.presumed:
            return frozenset({ITEM, FURTHER, *PLACE})
        of_item = self.library.vocabulary.facts[fact].of == "item"
        definition = self._definitions.get(fact)
        if definition is None:
            return frozenset({ITEM if of_item else FURTHER})
        found = {FURTHER} if fact in self.given and not of_item else set[str]()
        if definition.eccn is not None:
            found.add(ITEM)
        for part in definition.made_of:
            found = found.union(*(self.of(name) for name in facts_of(part)))
            if _over_formats(part):
                found.add(ITEM)
        return frozenset(found or {FURTHER})

    def reached(self, facts: Iterable[str], given: Given) -> frozenset[str]:
        """The given facts on which others rest: a given fact outranks what it would be worked out
        from, unless the law checks it.
        """
        outright = given.facts - given.checked
        asked = behind(facts, self._definitions, outright=outright)
        if DESIGNER in asked - outright:  # where it is left out, the seat of the vendor is taken
            asked |= {"vendor"}
        if DATACENTER in asked - outright:  # what is said to be a system may be for datacenters
            asked |= {KIND}
        if not asked.isdisjoint(OF_ITS_DIES):  # planar logic has none, whatever is said of them
            asked |= {NON_PLANAR}
        return asked & given.facts

    @cached_property
    def of_items(self) -> frozenset[str]:
        """The facts that some condition asks for and that rest on the item alone."""
        return frozenset(name for name in self.law.asked_facts if self.of(name) == {ITEM})

    @cached_property
    def counted(self) -> frozenset[str]:
        """Facts that a condition asks for and that rest on the quantity, on a running total, or on
        an item and more besides.
        """
        running = frozenset({"quantity", *(says.fact for says, _ in self.law.of_kind(Allocation))})
        return frozenset(fact for fact in self.law.asked_facts if self._counts(fact, running))

    def _counts(self, fact: str, running: frozenset[str]) -> bool:
        definition = self._definitions.get(fact)
        if definition is not None and definition.formula is None:
            return fact in running
        mixed = definition is not None and bool(self.of(fact) - {ITEM})
        return mixed or bool(self.reached((fact,), Given(running)))

    # ---- conditions ------------------------------------------------------------------------------

    def tests(self, axis: frozenset[str]) -> tuple[AxisTest, ...]:
        """Every largest part of a condition in force that rests on `axis` alone."""
        parts: dict[tuple[int, bool], Condition] = {}
        for entry in self.law.provisions.values():
            inside = isinstance(entry.says, Classification) and ITEM in axis
            for condition in conditions_of(entry.says):
                for part in self._parts(condition, axis):
                    for inner in (False, True) if inside else (False,):
                        parts.setdefault((id(part), inner), part)
        return tuple(
            self._test(part, inner, in_parts=ITEM in axis) for (_, inner), part in parts.items()
        )

    def _test(self, node: Condition, inner: bool, *, in_parts: bool) -> AxisTest:
        parts = parts_of(node) if in_parts else ()
        return AxisTest(
            condition=node,
            inner=inner,
            rests_on=self.rests_on(node),
            parts=tuple(self._test(part, inner, in_parts=True) for part in parts),
            asks=self.asks(node),
        )

    def touched(self, node: Condition) -> frozenset[str]:
        """On which parts of a case a condition rests."""
        found = self._touched.get(id(node))
        if found is None:
            facts = self.law.asked.get(id(node)) or facts_of(node)
            found = frozenset[str]().union(*(self.of(name) for name in facts))
            self._touched[id(node)] = found
        return found

    def _parts(self, node: Condition, axis: frozenset[str]) -> Iterator[Condition]:
        if self.touched(node) <= axis:
            yield node
        else:
            for part in parts_of(node):
                yield from self._parts(part, axis)

    def asks(self, node: Condition) -> frozenset[str]:
        """The facts that a condition asks for, and those behind a flag that the law defines."""
        return behind(facts_of(node), self._flags)

    def rests_on(self, node: Condition) -> int:
        """A number for the definitions and the memberships behind a condition."""
        if id(node) not in self._rests_on:
            self._rests_on[id(node)] = self._number_behind(node)
        return self._rests_on[id(node)]

    def _content(self, definition: Definition) -> Hashable:
        """What a definition comes to on the day."""
        if definition.eccn is not None:
            return definition.eccn, self.library.eccns.period(self.law.on)
        return definition.steps or self.results.identity(definition)

    def _number_behind(self, node: Condition) -> int:
        facts, groups = self.law.once(Behind).of(node)
        defined = [
            (name, self._content(definition))
            for name in sorted(facts)
            if (definition := self._definitions.get(name)) is not None
        ]
        members = [
            (name, group.members, group.doubtful) if (group := self.law.groups.get(name)) else name
            for name in sorted(groups)
        ]
        return self.results.number(
            ("test", self.results.identity(node), tuple(defined), tuple(members))
        )


def words_of(conditions: Iterable[Condition], fact: str) -> frozenset[str]:
    """The words, in lower case, that conditions compare a fact with."""
    words = (word for node in conditions for word in tree.words_of(node, fact))
    return frozenset(word.casefold() for word in words)


def _over_formats(node: Condition | Formula) -> bool:
    match node:
        case LargestOverFormats():
            return True
        case Sum(parts) | Product(parts):
            return any(_over_formats(part) for part in parts)
        case Quotient(over, under):
            return _over_formats(over) or _over_formats(under)
    return False
