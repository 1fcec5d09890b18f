"""What of a law matters for a class of items, wherever they go.

Belongs here: which provisions can bear on the answer for an item, as a number that laws share which
say the same; and which tests stand in them. Does not: the classes themselves (item_class,
place_class), or a whole law without what cannot bear (bearing).
Always true: a provision that does not matter is FALSE wherever the item goes, or never changes an
answer, and how firm the answer is does not rest on it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ecluse.citation import Confidence
from ecluse.determine.case import PLACES, CaseFacts
from ecluse.determine.classify import classified
from ecluse.equivalence.axes import FURTHER, PLACE, Axes, AxisTest
from ecluse.equivalence.bearing import beside_something, with_open
from ecluse.equivalence.item_class import ItemClasses
from ecluse.equivalence.place_class import PlaceClasses
from ecluse.facts.truth import Truth
from ecluse.grouped import grouped
from ecluse.law.condition.tree import Condition, facts_of
from ecluse.law.in_force import Law
from ecluse.law.provision import (
    Allocation,
    Classification,
    Definition,
    Exclusion,
    Group,
    Presumption,
    Provision,
    Requirement,
    conditions_of,
)


@dataclass(frozen=True, slots=True)
class Matters:
    """What of a law matters for an item.

    Args:
        number: Equal under one law for items for which the same matters.
        names: The provisions.
        law: Their content as a number, equal under all laws in which they say the same.
        item_tests: The tests of items that stand in them, by place in `ItemClasses.tests`.
        place_tests: Those of places, by place in `PlaceClasses.tests`.
    """

    number: int
    names: frozenset[str]
    law: int
    item_tests: tuple[int, ...]
    place_tests: tuple[int, ...]


class _Conditional(NamedTuple):
    """A provision that can bear on an answer where its conditions and paragraphs let it.

    Args:
        conditions: All of its conditions; `when` is its own.
    """

    name: str
    items: tuple[str, ...]
    when: Condition | None
    conditions: tuple[Condition, ...]
    requires: bool


class LawClasses:
    """The classes of items and of places under one law, and what of it matters for each item."""

    def __init__(self, axes: Axes) -> None:
        self.axes = axes
        self.law, self.library, self.results = axes.law, axes.library, axes.results
        self._matters: dict[tuple[int, tuple[int, ...]], Matters] = {}
        self._by_names: dict[frozenset[str], Matters] = {}
        self._provisions: dict[str, int] = {}

    @cached_property
    def items(self) -> ItemClasses:
        """The classes of items."""
        return ItemClasses(self.axes)

    @cached_property
    def places(self) -> PlaceClasses:
        """The classes of places."""
        return PlaceClasses(self.axes)

    def matters(self, counted: CaseFacts, item: int, further: tuple[int, ...]) -> Matters:
        """What of the law matters for an item beside its further facts, wherever it goes.

        Args:
            counted: The case with its places, and whatever is counted, unknown.
            item: The item's class; `further` stands for its further facts.
        """
        found = self._matters.get((item, further))
        if found is None:
            names = frozenset(self._that_matter(_Anywhere(self._doubted(counted))))
            found = self._matters[item, further] = self._of_names(names)
        return found

    def _doubted(self, counted: CaseFacts) -> CaseFacts:
        """The case with the facts left open that it states and that the law works out of places or
        of what is counted too. Where these are unknown the user's word stands alone; at a place
        that contradicts it, it does not.
        """
        moving = counted.law.touched_by(PLACES | self.axes.counted)
        return with_open(counted, counted.stated.checked & moving)

    def _of_names(self, names: frozenset[str]) -> Matters:
        found = self._by_names.get(names)
        if found is None:
            law = self._content(names)
            items, places = [
                tuple(
                    [
                        index
                        for index, test in enumerate(tests)
                        if not names.isdisjoint(test.holders)
                    ]
                )
                for tests in (self.items.tests, self.places.tests)
            ]
            number = self.results.number(("matters", id(self), law, items, places))
            found = self._by_names[names] = Matters(number, names, law, items, places)
        return found

    def waiting_for(self, name: str) -> list[tuple[Provision, Condition]]:
        """The provisions that ask for a counted fact, each with its condition; what counts the fact
        does not ask for it.
        """
        return self.law.once(_waiting).get(name, [])

    # ---- what matters ----------------------------------------------------------------------------

    def _that_matter(self, anywhere: _Anywhere) -> Iterable[str]:
        always, conditional = self._by_need
        can = {each.name for each in conditional if _can(each, anywhere)} | always
        provisions = self.law.provisions
        return beside_something({name: provisions[name] for name in provisions if name in can})

    @cached_property
    def _by_need(self) -> tuple[frozenset[str], tuple[_Conditional, ...]]:
        """The provisions that can always bear on an answer, and those of which conditions say so;
        memberships are in the results of the tests, and running totals are kept line by line.
        """
        always, conditional = set(), []
        for name, entry in self.law.provisions.items():
            says = entry.says
            if isinstance(says, Definition):
                # A flag of places alone is a test of its own wherever it is asked for.
                if self.axes.of(says.defines) - PLACE:
                    always.add(name)
            elif isinstance(says, (Classification, Exclusion, Presumption)):
                always.add(name)
            elif not isinstance(says, (Group, Allocation)):
                conditional.append(_conditional(name, says))
        return frozenset(always), tuple(conditional)

    # ---- what it says ----------------------------------------------------------------------------

    def _content(self, names: frozenset[str]) -> int:
        """A number for what the named provisions say, in order, by which measures: the same under
        laws that share them.
        """
        content = tuple([self._provision(name) for name in self.law.provisions if name in names])
        # What a test of further facts comes to may rest on memberships, and no class holds it.
        further = frozenset(test.rests_on for test in self._further if test.holders & names)
        beyond = self.law.on > self.library.data_as_of
        return self.results.number(("law", content, further, beyond))

    @cached_property
    def _further(self) -> tuple[AxisTest, ...]:
        return tuple(self.axes.tests(frozenset({FURTHER})))

    def _provision(self, name: str) -> int:
        if name not in self._provisions:
            entry = self.law.provisions[name]
            self._provisions[name] = self.results.number(
                ("provision", name, entry.says, entry.measure.measure, entry.cited, entry.doubt)
            )
        return self._provisions[name]


def _waiting(law: Law) -> dict[str, list[tuple[Provision, Condition]]]:
    """The provisions that ask for each fact, with their conditions, but for what counts facts."""
    says = (entry.says for entry in law.provisions.values())
    return grouped(
        (name, (each, condition))
        for each in says
        if not isinstance(each, Allocation)
        for condition in conditions_of(each)
        for name in dict.fromkeys(facts_of(condition))
    )


def _conditional(name: str, says: Provision) -> _Conditional:
    return _Conditional(
        name,
        getattr(says, "items", ("any",)),
        getattr(says, "when", None),
        tuple(conditions_of(says)),
        isinstance(says, Requirement),
    )


def _can(provision: _Conditional, anywhere: _Anywhere) -> bool:
    """Whether a provision can bear on an answer."""
    truth = anywhere.paragraphs.described(provision.items).truth
    if truth is Truth.FALSE and not provision.requires:
        return False
    if provision.when is not None:
        truth &= anywhere.facts.truth(provision.when)
    if truth is not Truth.FALSE:
        return True
    # How firm an answer is rests on the requirements that do not apply, too.
    return provision.requires and any(map(anywhere.weaker, provision.conditions))


class _Anywhere:
    """One item with its further facts, the places unknown, and the paragraphs that describe it."""

    def __init__(self, counted: CaseFacts) -> None:
        self.facts, _, self.paragraphs = classified(counted)

    @cached_property
    def _firm(self) -> int:
        """The rank of the weakest ground that an answer rests on in any case: that on which
        paragraphs do not describe the item, or the user's word.
        """
        ranks = [
            found.own_confidence.rank
            for found in self.paragraphs.values()
            if found.truth is Truth.FALSE
        ]
        return max([*ranks, Confidence.GIVEN.rank])

    def weaker(self, condition: Condition) -> bool:
        """Whether a condition may rest on weaker ground than that."""
        asked = self.facts.law.asked.get(id(condition)) or facts_of(condition)
        return any(self.facts[name].confidence.rank > self._firm for name in asked)
