"""The verdicts under one law on every item of the catalogue to every country.

Belongs here: running a law once over all pairs of an item and a country, and which pairs it cannot
tell apart. Does not: what a law's steps are (determine), or comparing two laws (compare).
Always true: a verdict is the one that `Verdicts` gives of the same shipment (property-tested); one
pair of each class is asked; where codes cannot stand for a law, each pair is.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from ecluse.determine.case import PLACES
from ecluse.determine.coded_case import CodedCase, Coder
from ecluse.determine.items import Items
from ecluse.determine.shipment import Shipment
from ecluse.determine.verdict import Outcome, Verdict
from ecluse.determine.verdict_of import Verdicts
from ecluse.equivalence.pair_columns import PairColumns, StatedFlag
from ecluse.facts.figure import Figure
from ecluse.facts.item import Item
from ecluse.facts.truth import Truth
from ecluse.law.condition.compile import FALSE, TRUE, UNKNOWN, Program
from ecluse.law.condition.tree import Holds
from ecluse.law.in_force import Law
from ecluse.law.library import Library

_OPEN = (None, Truth.UNKNOWN)


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
        place, number = self._place[code], self._number[item.name]
        pairs = self._ran.class_of(place, number)
        if pairs.verdict.outcome is not Outcome.UNDETERMINED:
            return pairs.verdict
        codes = self._codes[place]
        key = number, pairs.bearing, *[codes[slot] for slot in pairs.bearing.slots]
        return self._asked(key, item, code)

    def row(self, code: str) -> Sequence[Verdict]:
        """The verdicts on all items of the catalogue, in its order, to a country."""
        place = self.place_class(code)
        if place not in self._rows:
            items = self.library.catalogue.items.values()
            self._rows[place] = [self.verdict(item, code) for item in items]
        return self._rows[place]

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
    def _ran(self) -> _Run:
        items, law, library = self.library.catalogue.items.values(), self.law, self.library
        known = law.once(Items)
        cases = [
            known.of(Shipment(item=item, destination=None, on=law.on), law, library).case
            for item in items
        ]
        return _Run(self._verdicts.coder, cases, self._codes)


class _Bearing(NamedTuple):
    """What can bear on an undetermined answer, whatever the unknowns turn out to be.

    Args:
        slots: The slots behind what is open that rest on the place, in order.
        settled: The terms that are settled, and whether they are TRUE.
    """

    slots: tuple[int, ...]
    settled: frozenset[tuple[int, bool]]


class _PairClass(NamedTuple):
    """Pairs of which the steps of a law come to the same, unknowns not followed."""

    verdict: Verdict
    bearing: _Bearing = _Bearing((), frozenset())


class _Run:
    """One law's programs run over all pairs; places come first, and in each the items.

    Args:
        cases: The items, going nowhere.
        places: The codes that each place writes over those of an item.
    """

    def __init__(
        self, coder: Coder, cases: Sequence[CodedCase], places: Sequence[Mapping[int, int]]
    ) -> None:
        self.coder, self.cases, self.places = coder, cases, places
        self.columns = PairColumns(len(cases), len(places))
        self._flags = {coder.coded.slots[Holds(name)] for name in coder.flags}

    def class_of(self, place: int, item: int) -> _PairClass:
        """The class of a pair, by the numbers of its place and its item."""
        return self._classes[self._class_of[place * len(self.cases) + item]]

    # ---- the run ---------------------------------------------------------------------------------

    @cached_property
    def _values(self) -> Sequence[int]:
        """The values of the steps: `Coder.run`, for all pairs."""
        coded, all_ = self.coder.coded, self.columns
        stated = self._leaves()
        presumed = self._run(coded.presume, stated, (), ())
        leaves = list(stated)
        for says, term in zip(coded.presumptions, coded.presumed, strict=True):
            some = all_.certain(presumed[term] & all_.all)
            for flag in says.flags:
                slot = coded.slots.get(Holds(flag))
                if slot is not None:
                    leaves[slot] = (stated[slot] | presumed[term]) & some | leaves[slot] & ~some
        always = bytes([TRUE if case.inside.always else FALSE for case in self.cases])
        an_ic = leaves[coded.is_an_ic] >> all_.cases
        some = all_.certain(all_.items_having(always, TRUE) | all_.all & ~an_ic)
        inside = self._run(coded.inside, self._with_inside(leaves), (), ())
        return self._run(coded.steps, leaves, presumed, [value & some for value in inside])

    def _run(
        self, program: Program, leaves: Sequence[int], first: Sequence[int], second: Sequence[int]
    ) -> Sequence[int]:
        run, cases = program.function_of_many(), self.columns.cases
        return run(leaves, tuple(first), tuple(second), self._checked, cases)

    def _checked(self, slot: int, law: int) -> int:
        """A flag that the law works out: as it is stated, or as the law has it."""
        return self.columns.checked(self._stated[slot], law)

    @cached_property
    def _codes(self) -> Sequence[bytes]:
        """By slot: the codes of the items."""
        return [bytes(codes) for codes in zip(*[case.vector for case in self.cases], strict=True)]

    @cached_property
    def _stated(self) -> Mapping[int, StatedFlag]:
        return {slot: self.columns.flag(self._codes[slot]) for slot in self._flags}

    def _leaves(self) -> list[int]:
        """The column of each leaf; that of a flag that the law works out is never asked for."""
        leaves = [
            0 if slot in self._flags else self.columns.of_items(codes)
            for slot, codes in enumerate(self._codes)
        ]
        for slot in self._of_place:
            leaves[slot] = self.columns.of_places([place[slot] for place in self.places])
        return leaves

    def _with_inside(self, leaves: Sequence[int]) -> list[int]:
        """The same for the IC inside each item."""
        own = [dict(case.inside.writes) for case in self.cases]
        within = list(leaves)
        for slot in frozenset[int]().union(*own):
            pairs = zip(own, self._codes[slot], strict=True)
            within[slot] = self.columns.of_items(
                bytes([writes.get(slot, code) for writes, code in pairs])
            )
        return within

    # ---- the classes -----------------------------------------------------------------------------

    @cached_property
    def _masks(self) -> Sequence[int]:
        """The pairs of each class: those of which all that is read of the steps is the same."""
        masks = [self.columns.all]
        for term in self._read():
            may = self._values[term] & self.columns.all
            true = self._values[term] >> self.columns.cases
            open_, false = may & ~true, self.columns.all & ~may
            if self.columns.all in (true, open_, false):
                continue
            split = []
            for mask in masks:
                split += [part for part in (mask & true, mask & open_, mask & false) if part]
            masks = split
        return masks

    def _read(self) -> Iterator[int]:
        """The terms that are read of the steps."""
        coded = self.coder.coded
        yield coded.subject
        for demand in coded.demands:
            yield demand.applies
            yield demand.net
        for demand in coded.demands:
            yield from (term for term, _ in (*demand.helping, *demand.reviews))
        yield from coded.held

    @cached_property
    def _classes(self) -> Sequence[_PairClass]:
        return [self._classed(mask) for mask in self._masks]

    def _classed(self, mask: int) -> _PairClass:
        place, item = divmod(self.columns.cases - mask.bit_length(), len(self.cases))
        case, vector = self.cases[item], bytearray(self.cases[item].vector)
        for slot, code in self.places[place].items():
            vector[slot] = code
        verdict = self.coder.answer(bytes(vector), case.inside).verdict
        if verdict.outcome is not Outcome.UNDETERMINED:
            return _PairClass(verdict)
        return _PairClass(verdict, self._bearing(mask))

    def _bearing(self, mask: int) -> _Bearing:
        """What can bear on the answers of a class: what is settled stays so, whatever an unknown
        turns out to be, and of the place only what is behind open terms can matter.
        """
        if mask & self._shaky:
            return _Bearing(self._of_place, frozenset({(mask, True)}))
        steps, slots, settled = self.coder.coded.steps, set[int](), set[tuple[int, bool]]()
        waiting, met = self._bearing_on(mask), set[int]()
        while waiting:
            place = waiting.pop()
            if place in met:
                continue
            met.add(place)
            value = self._settled(place, mask) if steps.steady[place] else None
            if value is not None:
                settled.add((place, value))
                continue
            waiting += steps.parts[place]
            term = steps.terms[place]
            slots.update((term.slot,) if term.source is None else self._of_place_elsewhere)
        return _Bearing(tuple(slot for slot in self._of_place if slot in slots), frozenset(settled))

    def _bearing_on(self, mask: int) -> list[int]:
        """The terms that are read of the steps, less those of requirements that surely do not
        apply.
        """
        coded = self.coder.coded
        found = [coded.subject, *coded.held]
        for demand in coded.demands:
            found.append(demand.applies)
            parts = coded.steps.parts[demand.applies]  # it applies where all of them hold
            if not any(
                coded.steps.steady[part] and self._settled(part, mask) is False for part in parts
            ):
                found.append(demand.net)
                found += [term for term, _ in (*demand.helping, *demand.reviews)]
        return found

    def _settled(self, term: int, mask: int) -> bool | None:
        """Whether a term is TRUE in all of some pairs; None where it is neither so nor FALSE in
        all of them.
        """
        value = self._values[term]
        if not value & mask:
            return False
        return None if mask & ~(value >> self.columns.cases) else True

    @cached_property
    def _of_place(self) -> tuple[int, ...]:
        return tuple(sorted(self.places[0]))

    @cached_property
    def _of_place_elsewhere(self) -> tuple[int, ...]:
        """The slots of the place that the two other programs ask for."""
        coded = self.coder.coded
        asked = {term.slot for each in (coded.presume, coded.inside) for term in each.terms}
        return tuple(slot for slot in self._of_place if slot in asked)

    @cached_property
    def _shaky(self) -> int:
        """The pairs in which what is settled may turn: something of the item is taken as so and is
        open all the same.
        """
        codes = bytes([TRUE if self._turns(case) else FALSE for case in self.cases])
        return self.columns.items_having(codes, TRUE)

    def _turns(self, case: CodedCase) -> bool:
        entry_open = case.vector[self.coder.coded.is_an_ic] == UNKNOWN and not case.inside.always
        known = (case.facts[name] for name in self.coder.facts)
        return entry_open or any(
            each.unsettled and not isinstance(each.value, Figure) and each.value not in _OPEN
            for each in known
        )

    @cached_property
    def _class_of(self) -> Sequence[int]:
        """The number of the class of each pair."""
        found = [0] * self.columns.cases
        for number, mask in enumerate(self._masks):
            digits = f"{mask:0{self.columns.cases}b}"
            at = digits.find("1")
            while at >= 0:
                found[at] = number
                at = digits.find("1", at + 1)
        return found
