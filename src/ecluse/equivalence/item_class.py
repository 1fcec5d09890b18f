"""Which items a law cannot tell apart, wherever they go.

Belongs here: the class of an item under one law, by what comes of every largest part of a condition
that rests on the item alone. Does not: places (place_class), or deciding a case (determine).
Always true: two items of one class get the same determination beside the same other facts. Where a
figure is unknown, the class says what comes of each test in every cell of it, and where it stands
to every limit.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import prod

from ecluse.determine.case import CaseFacts
from ecluse.determine.classify import facts_inside
from ecluse.determine.follow import cells_of
from ecluse.determine.stated import tells_fastest
from ecluse.equivalence.axes import ITEM, Axes, AxisTest, Given, words_of
from ecluse.equivalence.cells import combinations
from ecluse.equivalence.results import result_of
from ecluse.equivalence.standing import standing_of
from ecluse.facts.item import IC_KINDS
from ecluse.facts.known import Known
from ecluse.grouped import grouped

_MOST_CELLS = 300
_Columns = tuple[str, ...]


class LazyCase:
    """A case, and that of the IC inside its item; each is made when it is first asked for."""

    def __init__(self, make: Callable[[], CaseFacts]) -> None:
        self._make = make

    @cached_property
    def outer(self) -> CaseFacts:
        """The case."""
        return self._make()

    @cached_property
    def inner(self) -> CaseFacts:
        """That of the IC inside a board or system, as `determine.classify` classifies it."""
        return self.outer.with_facts(facts_inside(self.outer))


@dataclass(frozen=True, slots=True)
class ItemKey:
    """An item with figures of its own, before its case is made.

    Args:
        number: Stands for the item.
        own: Stand for the figures given beside it, one for each fact that may be; 0 is none.
        checked: Those of these facts that the law may work out too.
    """

    number: int
    own: Mapping[str, int] = field(default_factory=dict)
    checked: frozenset[str] = frozenset()

    @property
    def given(self) -> Given:
        """The facts that are given beside the item."""
        return Given(frozenset([fact for fact, code in self.own.items() if code]), self.checked)


@dataclass(frozen=True, slots=True)
class _Probes:
    """Tests and facts of an item that rest on the same of the facts given beside it."""

    columns: _Columns
    tests: tuple[int, ...]
    facts: tuple[str, ...]


class ItemClasses:
    """The classes of items under one law, each found once."""

    def __init__(self, axes: Axes) -> None:
        self.axes = axes
        self.tests = axes.tests(frozenset({ITEM}))
        self._columns: dict[tuple[int, Given], _Columns] = {}
        self._probes: dict[Given, tuple[_Probes, ...]] = {}
        self._probed: dict[Hashable, int] = {}
        self._alone: dict[int, tuple[str | None, bool, bool]] = {}

    def number(self, key: ItemKey, lazy: LazyCase) -> int:
        """The class of an item; `lazy` is its case, wherever it goes."""
        given = key.given
        probed = [
            self._probe(place, probes, key, given, lazy)
            for place, probes in enumerate(self._grouped(given))
        ]
        if key.number not in self._alone:
            self._alone[key.number] = self._of_item_alone(lazy.outer)
        whole = (given, *probed, self._alone[key.number])
        return self.axes.results.number(("item", id(self), whole))

    # ---- what is asked of an item ----------------------------------------------------------------

    def _grouped(self, given: Given) -> tuple[_Probes, ...]:
        """Tests and facts of items, by the given facts that they rest on."""
        if given not in self._probes:
            tests = grouped(
                (self._columns_of(test, given), index) for index, test in enumerate(self.tests)
            )
            facts = grouped(
                (tuple(sorted(self.axes.reached((name,), given))), name)
                for name in sorted(self.axes.of_items | self.axes.presumed)
            )
            self._probes[given] = tuple(
                _Probes(columns, tuple(tests.get(columns, ())), tuple(facts.get(columns, ())))
                for columns in sorted({*tests, *facts})
            )
        return self._probes[given]

    def _columns_of(self, test: AxisTest, given: Given) -> _Columns:
        key = (id(test), given)
        found = self._columns.get(key)
        if found is None:
            found = self._columns[key] = tuple(sorted(self.axes.reached(test.asks, given)))
        return found

    def _probe(
        self, place: int, probes: _Probes, key: ItemKey, given: Given, lazy: LazyCase
    ) -> int:
        """A number for what comes of some tests and facts of an item."""
        rests_on = (given, place, key.number, *[key.own[column] for column in probes.columns])
        found = self._probed.get(rests_on)
        if found is None:
            answers: list[Hashable] = [
                self._result(self.tests[index], key, given, lazy) for index in probes.tests
            ]
            for name in probes.facts:
                answers.extend(self._of_fact(name, lazy.outer[name]))
            found = self._probed[rests_on] = self.axes.results.number(tuple(answers))
        return found

    def _of_fact(self, name: str, known: Known) -> list[Hashable]:
        """What an answer can take from a fact itself: whether the item is an IC, a presumed
        value, an unknown's range.
        """
        found: list[Hashable] = [known.value in IC_KINDS] if name == "item_kind" else []
        if name in self.axes.presumed:
            found.append((name, known.value, known.unsettled, known.confidence))
        if not known.settled and self.axes.of(name) == {ITEM}:
            limits = self.axes.law.limits.get(name, ())
            range_ = standing_of(known, limits)
            found.append((name, range_, known.unsettled, known.confidence, limits))
        return found

    def _of_item_alone(self, case: CaseFacts) -> tuple[str | None, bool, bool]:
        """What an answer can take from the item itself: its vendor, who may be taken for the
        exporter, where a measure binds it or a rule names it; whether it names an IC inside; and
        whether it is presumed that no format counts for more than those of which a rate is given.
        """
        item = case.shipment.item
        vendor = case.ic.vendor or item.vendor
        if vendor is not None:
            vendor = str(self.axes.library.exporters.read(vendor).value or "").casefold()
            vendor = vendor if vendor in self._exporters else "another"
        return vendor, item.contains is None, tells_fastest(case.ic, self.axes.library)

    @cached_property
    def _exporters(self) -> frozenset[str]:
        """The exporters that a measure binds, a condition names or a role is on record for."""
        bound = frozenset(
            name.casefold()
            for entry in self.axes.law.provisions.values()
            for name in entry.measure.binds
        )
        named = words_of(self.axes.law.conditions, "exporter")
        return bound | named | frozenset(self.axes.library.exporters.roles)

    # ---- one test --------------------------------------------------------------------------------

    def _result(self, test: AxisTest, key: ItemKey, given: Given, lazy: LazyCase) -> int:
        """What comes of a test of an item: by the given facts that it can rest on or, where these
        are several, by what comes of its parts.
        """
        columns = self._columns_of(test, given)
        rests_on = (
            test.rests_on,
            test.inner,
            given,
            key.number,
            *[key.own[column] for column in columns],
        )
        results = self.axes.results
        found = results.of_tests.get(rests_on)
        if found is None:
            joint: Hashable = None
            if test.parts and len(columns) > 1:
                parts = tuple([self._result(part, key, given, lazy) for part in test.parts])
                joint = ("joint", test.rests_on, test.inner, parts)
                found = results.of_tests.get(joint)
            if found is None:
                table = self._in_each_cell(test, lazy.inner if test.inner else lazy.outer)
                found = results.number(table if table is not None else ("alone", rests_on))
                if joint is not None and table is not None:
                    results.of_tests[joint] = found
            results.of_tests[rests_on] = found
        return found

    def _in_each_cell(self, test: AxisTest, case: CaseFacts) -> Hashable:
        """What comes of a test wherever its open facts may lie, as a table over their cells; None
        where these are too many.
        """
        cells = {
            name: cells_of(name, case)
            for name in sorted(test.asks & self.axes.of_items)
            if not case[name].settled
        }
        if prod(len(each) for each in cells.values()) > _MOST_CELLS:
            return None
        results = [result_of(case.decide(test.condition))]
        if cells:
            results += [
                result_of(case.with_facts(values).decide(test.condition))
                for values in combinations(cells.values())
            ]
        limits = self.axes.law.limits
        shape = tuple((name, limits.get(name), len(each)) for name, each in cells.items())
        return tuple(results), shape
