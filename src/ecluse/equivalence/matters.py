"""What of a law matters for a class of items, wherever they go.

Belongs here: which provisions can bear on the answer for an item, as a number that laws share which
say the same; and which tests stand in them. Does not: the classes themselves (item_class,
place_class), or a whole law without what cannot bear (bearing).
Always true: a provision that does not matter is FALSE wherever the item goes, or never changes an
answer, and how firm the answer is does not rest on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ecluse.citation import Confidence
from ecluse.determine.case import CaseFacts
from ecluse.determine.classify import classified
from ecluse.determine.require import described
from ecluse.determine.trace import Found, leaves
from ecluse.equivalence.axes import FURTHER, PLACE, Axes, AxisTest, Given
from ecluse.equivalence.bearing import beside_something
from ecluse.equivalence.item_class import ItemClasses, ItemKey
from ecluse.equivalence.place_class import PlaceClasses
from ecluse.facts.truth import Truth
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
        when: Its own condition, and `others` those beside it.
    """

    name: str
    items: tuple[str, ...]
    when: Condition | None
    others: tuple[Condition, ...]
    requires: bool


class LawClasses:
    """The classes of items and of places under one law, and what of it matters for each item."""

    def __init__(self, axes: Axes) -> None:
        self.axes = axes
        self.law, self.library, self.results = axes.law, axes.library, axes.results
        self._matters: dict[tuple[int, tuple[int, ...]], Matters] = {}
        self._by_names: dict[frozenset[str], Matters] = {}
        self._conditions: dict[tuple[int, Given], tuple[int, tuple[str, ...]]] = {}
        self._provisions: dict[str, int] = {}

    @cached_property
    def items(self) -> ItemClasses:
        """The classes of items."""
        return ItemClasses(self.axes)

    @cached_property
    def places(self) -> PlaceClasses:
        """The classes of places."""
        return PlaceClasses(self.axes)

    def matters(
        self, counted: CaseFacts, item: int, key: ItemKey, further: tuple[int, ...]
    ) -> Matters:
        """What of the law matters for an item beside its further facts, wherever it goes.

        Args:
            counted: The case with its places, and whatever is counted, unknown.
            item: The item's class; `key` is the item, and `further` stands for its further facts.
        """
        found = self._matters.get((item, further))
        if found is None:
            names = frozenset(self._that_matter(_Anywhere(self, counted, key, further)))
            found = self._matters[item, further] = self._of_names(names)
        return found

    def _of_names(self, names: frozenset[str]) -> Matters:
        found = self._by_names.get(names)
        if found is None:
            law = self._content(names)
            items, places = [
                tuple([index for index, test in enumerate(tests) if test.holders & names])
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

    def behind(self, condition: Condition, given: Given) -> tuple[int, tuple[str, ...]]:
        """The number of all on which a condition rests besides the case, and the facts on which it
        rests, of those in `given`.
        """
        key = (id(condition), given)
        if key not in self._conditions:
            self._conditions[key] = (
                self.axes.rests_on(condition),
                tuple(sorted(self.axes.reached(self.axes.asks(condition), given))),
            )
        return self._conditions[key]

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
    waiting: dict[str, list[tuple[Provision, Condition]]] = {}
    for entry in law.provisions.values():
        if not isinstance(entry.says, Allocation):
            for condition in conditions_of(entry.says):
                for name in dict.fromkeys(facts_of(condition)):
                    waiting.setdefault(name, []).append((entry.says, condition))
    return waiting


def _conditional(name: str, says: Provision) -> _Conditional:
    when: Condition | None = getattr(says, "when", None)
    return _Conditional(
        name,
        getattr(says, "items", ("any",)),
        when,
        tuple(node for node in conditions_of(says) if node is not when),
        isinstance(says, Requirement),
    )


def _can(provision: _Conditional, anywhere: _Anywhere) -> bool:
    """Whether a provision can bear on an answer."""
    truth = described(provision.items, anywhere.paragraphs)[0]
    if truth is Truth.FALSE and not provision.requires:
        return False
    rank = -1
    if provision.when is not None:
        own, rank = anywhere.truth(provision.when)
        truth &= own
    if truth is not Truth.FALSE:
        return True
    # How firm an answer is rests on the requirements that do not apply, too.
    return provision.requires and anywhere.firm < max(
        [rank, *(anywhere.truth(node)[1] for node in provision.others)]
    )


class _Anywhere:
    """What comes of whole conditions for one item with its further facts, the places unknown."""

    def __init__(
        self, classes: LawClasses, counted: CaseFacts, key: ItemKey, further: tuple[int, ...]
    ) -> None:
        self._classes = classes
        self._key, self._given = key, key.given
        self._case, _, self.paragraphs = classified(counted)
        presumed = tuple(
            [
                (name, (known := self._case[name]).value, known.unsettled, known.confidence)
                for name in sorted(classes.axes.presumed)
            ]
        )
        beside = classes.results.number(("beside conditions", classes.axes.counted, presumed))
        self._beside = (self._given, key.number, further, beside)

    @cached_property
    def firm(self) -> int:
        """The rank of the weakest ground that an answer rests on in any case: that on which
        paragraphs do not describe the item, or the user's word.
        """
        ranks = [rank for found in self.paragraphs.values() for rank in _ranks_of_false(found)]
        return max([*ranks, Confidence.GIVEN.rank])

    def truth(self, condition: Condition) -> tuple[Truth, int]:
        """What comes of a condition, and the rank of the weakest ground that it rests on."""
        seen = self._classes.results.anywhere
        rests_on, columns = self._classes.behind(condition, self._given)
        key = (rests_on, self._beside, *[self._key.own[column] for column in columns])
        if key not in seen:
            finding = self._case.decide(condition)
            ranks = [each.rank for part in leaves(finding) for each in part.rests_on]
            seen[key] = finding.truth, max(ranks, default=-1)
        return seen[key]


def _ranks_of_false(found: Found) -> Iterator[int]:
    finding = found.finding
    if found.truth is Truth.FALSE and finding is not None and finding.confidence is not None:
        yield finding.confidence.rank
