"""One law run once over every pair of an item and a place.

Belongs here: the values of the law's terms in all pairs, and the pairs in which all that is read of
them is the same. Does not: what an answer comes to (every_pair), or the columns (pair_columns).
Always true: in each pair a term has the value that `Coder.run` gives it there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from ecluse.determine.coded_case import CodedCase, Coder
from ecluse.determine.coded_law import INSIDE, PRESUMED
from ecluse.equivalence.pair_columns import PairColumns, StatedFlag
from ecluse.equivalence.term_shape import STEPS
from ecluse.law.condition.compile import FALSE, TRUE, Program
from ecluse.law.condition.tree import Holds


class PairRun:
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

    # ---- the run ---------------------------------------------------------------------------------

    @cached_property
    def values(self) -> Mapping[int, Sequence[int]]:
        """The values of each program's terms: `Coder.run`, for all pairs."""
        coded, all_ = self.coder.coded, self.columns
        stated = self._leaves()
        presumed = self._run(coded.presume, stated, (), ())
        leaves = self._presuming(stated, presumed)
        always = bytes([TRUE if case.inside.always else FALSE for case in self.cases])
        an_ic = leaves[coded.is_an_ic] >> all_.cases
        some = all_.certain(all_.items_having(always, TRUE) | all_.all & ~an_ic)
        inside = self._run(coded.inside, self._with_inside(leaves), (), ())
        steps = self._run(coded.steps, leaves, presumed, [value & some for value in inside])
        return {STEPS: steps, PRESUMED: presumed, INSIDE: inside}

    def _presuming(self, stated: Sequence[int], presumed: Sequence[int]) -> list[int]:
        """The leaves, with the flags that stand presumed."""
        coded, leaves = self.coder.coded, list(stated)
        for says, term in zip(coded.presumptions, coded.presumed, strict=True):
            some = self.columns.certain(presumed[term] & self.columns.all)
            for flag in says.flags:
                slot = coded.slots.get(Holds(flag))
                if slot is not None:
                    leaves[slot] = (stated[slot] | presumed[term]) & some | leaves[slot] & ~some
        return leaves

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
        for slot in self.of_place:
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
    def masks(self) -> Sequence[int]:
        """The pairs of each class: those of which all that is read of the steps is the same."""
        masks = [self.columns.all]
        for term in self._read():
            may = self.values[STEPS][term] & self.columns.all
            true = self.values[STEPS][term] >> self.columns.cases
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
    def of_place(self) -> frozenset[int]:
        """The slots that rest on the place."""
        return frozenset(self.places[0])
