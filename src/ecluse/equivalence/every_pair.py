"""The verdicts under one law on every item of the catalogue to every country.

Belongs here: which pairs of an item and a country a law cannot tell apart, and the verdict of each;
which verdicts another law has otherwise. Does not: what a law's steps are (determine), running them
(pair_run), or why a verdict changes (compare).
Always true: a verdict is the one that `Verdicts` gives of the same shipment (property-tested); one
pair of each class is asked; where codes cannot stand for a law, each pair is.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from ecluse.determine.items import Items
from ecluse.determine.shipment import PLACES, Shipment
from ecluse.determine.verdict import Outcome, Verdict
from ecluse.determine.verdict_of import Verdicts
from ecluse.equivalence.pair_bearing import Bearing, PairBearings
from ecluse.equivalence.pair_run import PairRun
from ecluse.facts.item import Item
from ecluse.law.in_force import Law
from ecluse.law.library import Library
from ecluse.law.provision import Definition, Group, Presumption


class EveryPair:
    """The verdicts under one law on every item to every country, of which nothing else is said.

    The law is run once, over all pairs, when the first verdict is asked for; an unknown is followed
    for the pairs of which a verdict is asked.
    """

    def __init__(self, law: Law, library: Library) -> None:
        self.law, self.library = law, library
        self._verdicts = Verdicts(law, library)
        self._number = {name: number for number, name in enumerate(library.catalogue.items)}
        self._followed: dict[Hashable, Verdict] = {}
        self._rows: dict[Hashable, Sequence[Verdict]] = {}

    def verdict(self, item: Item, code: str) -> Verdict:
        """The verdict on a shipment of an item of the catalogue to a country."""
        if not self._in_codes:
            return self._asked((item.name, code), item, code)
        known = self._known(self._number[item.name], code)
        return known if isinstance(known, Verdict) else self._asked(known, item, code)

    def row(self, code: str) -> Sequence[Verdict]:
        """The verdicts on all items of the catalogue, in its order, to a country."""
        place = self.place_class(code)
        if place not in self._rows:
            items = self.library.catalogue.items.values()
            self._rows[place] = [self.verdict(item, code) for item in items]
        return self._rows[place]

    def changed(self, other: EveryPair, code: str) -> Iterator[tuple[str, Verdict, Verdict]]:
        """The items of both catalogues whose verdict another law has otherwise, and both verdicts.

        No unknown is followed where all that can bear on it is the same under both laws.
        """
        alike = self._in_codes and other._in_codes and self._grounds == other._grounds
        for name, item in other.library.catalogue.items.items():
            number = self._number.get(name)
            if number is None:
                continue
            if alike and self._known(number, code) == other._known(other._number[name], code):
                continue
            then = self.verdict(self.library.catalogue.items[name], code)
            now = other.verdict(item, code)
            if then != now:
                yield name, then, now

    def _known(self, number: int, code: str) -> Verdict | _WhatBears:
        """The verdict of a pair, or what bears on it where an unknown is to be followed."""
        place = self._place[code]
        pairs = self._ran.class_of(place, number)
        if pairs.bearing is None:
            return pairs.verdict
        codes = self._codes[place]
        of_place = tuple([codes[slot] for slot in pairs.bearing.slots])
        ranges = self._ran.bearings.ranges(number, pairs.bearing)
        return _WhatBears(number, ranges, pairs.bearing.number, of_place)

    @cached_property
    def _grounds(self) -> tuple[object, ...]:
        """Whatever of the law and the data bears on answers beside its terms and their codes."""
        law, library = self.law, self.library
        kinds = (Definition, Group, Presumption)
        says = [says for kind in kinds for says, _ in law.of_kind(kind)]
        return library.catalogue, library.vocabulary, library.eccns.period(law.on), law.begun, says

    def place_class(self, code: str) -> Hashable:
        """Equal for countries to which every item gets one verdict."""
        return self._place[code] if self._in_codes else code

    def shipment(self, item: Item, code: str) -> Shipment:
        """A shipment of which nothing is said but what goes where."""
        return Shipment(item=item, destination=code, on=self.law.on)

    def _asked(self, key: Hashable, item: Item, code: str) -> Verdict:
        found = self._followed.get(key)
        if found is None:
            found = self._followed[key] = self._verdicts.of(self.shipment(item, code))
        return found

    @cached_property
    def _in_codes(self) -> bool:
        """Whether codes can stand for every pair."""
        coder = self._verdicts.coder
        return bool(self._number) and coder.whole and not coder.derived(PLACES)

    # ---- the places, and the run -----------------------------------------------------------------

    @cached_property
    def _place(self) -> Mapping[str, int]:
        """The class of each country, numbered in the order in which they are met."""
        any_item = next(iter(self.library.catalogue.items.values()))
        numbers: dict[Hashable, int] = {}
        return {
            code: numbers.setdefault(self._verdicts.class_of_place(any_item, code), len(numbers))
            for code in self.library.countries.by_code
        }

    @cached_property
    def _codes(self) -> list[dict[int, int]]:
        """For each class of countries, the codes of the slots that rest on the place."""
        coder, countries, on = self._verdicts.coder, self.library.countries, self.law.on
        first: dict[int, str] = {}
        for code, place in self._place.items():
            first.setdefault(place, code)
        found = []
        for place in range(len(first)):
            counts_as = countries.for_the_law(first[place], on)
            writes = (coder.writes_of(name, counts_as) for name in PLACES)
            found.append({slot: code for each in writes for slot, code in each})
        return found

    @cached_property
    def _ran(self) -> PairClasses:
        items, law, library = self.library.catalogue.items.values(), self.law, self.library
        known = law.once(Items)
        cases = [
            known.of(Shipment(item=item, destination=None, on=law.on), law, library).case
            for item in items
        ]
        return PairClasses(PairRun(self._verdicts.coder, cases, self._codes))


class _WhatBears(NamedTuple):
    """All that can bear on an undetermined answer; equal where the answers are, under one law or
    under two with the same grounds.

    Args:
        item: Its number in the catalogue.
        ranges: A number for the limits in the ranges of what is open of it.
        bearing: A number for the terms that can bear.
        of_place: The codes of the place that can.
    """

    item: int
    ranges: int
    bearing: int
    of_place: tuple[int, ...]


class PairClass(NamedTuple):
    """Pairs of which the steps of a law come to the same, unknowns not followed.

    `bearing` is there where the answer is undetermined.
    """

    verdict: Verdict
    bearing: Bearing | None = None


class PairClasses:
    """The classes of the pairs under one law."""

    def __init__(self, run: PairRun) -> None:
        self.run = run
        self.bearings = PairBearings(run)

    def class_of(self, place: int, item: int) -> PairClass:
        """The class of a pair, by the numbers of its place and its item."""
        return self._classes[self._class_of[place * len(self.run.cases) + item]]

    @cached_property
    def _classes(self) -> Sequence[PairClass]:
        return [self._classed(mask) for mask in self.run.masks]

    def _classed(self, mask: int) -> PairClass:
        verdict = self.run.coded(mask).verdict
        if verdict.outcome is not Outcome.UNDETERMINED:
            return PairClass(verdict)
        return PairClass(verdict, self.bearings.of(mask))

    @cached_property
    def _class_of(self) -> Sequence[int]:
        """The number of the class of each pair."""
        found = [0] * self.run.columns.cases
        for number, mask in enumerate(self.run.masks):
            for place, item in self.run.columns.each_of(mask):
                found[place * len(self.run.cases) + item] = number
        return found
