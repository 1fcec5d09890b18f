"""One law run once over every pair of an item and a place.

Belongs here: the values of the law's terms in all pairs, and the pairs in which all that is read of
them is the same. Does not: what an answer comes to (every_pair), or the columns (pair_columns).
Always true: in each pair a term has the value that `Coder.run` gives it there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from ecluse.determine.coded_case import CodedCase, Coder
from ecluse.determine.coded_cases import ColumnPrograms, InsideColumns
from ecluse.determine.coded_law import INSIDE, PRESUMED, Coded
from ecluse.equivalence.pair_columns import PairColumns, split
from ecluse.equivalence.term_shape import STEPS
from ecluse.law.condition.columns import Columns
from ecluse.law.condition.compile import FALSE, TRUE, Vector
from ecluse.law.condition.tree import Holds


class PairRun:
    """One law's programs run over all pairs; places come first, and in each the items.

    Args:
        cases: The items, going nowhere.
        places: The codes that each place writes over those of an item.
        columns: The pairs; all of them where left out.
    """

    def __init__(
        self,
        coder: Coder,
        cases: Sequence[CodedCase],
        places: Sequence[Mapping[int, int]],
        columns: PairColumns | None = None,
    ) -> None:
        self.coder, self.cases, self.places = coder, cases, places
        self.columns = columns or PairColumns(len(cases), len(places))

    # ---- the run ---------------------------------------------------------------------------------

    @cached_property
    def values(self) -> Mapping[int, Sequence[int]]:
        """The values of each program's terms."""
        ran = self.coder.law.once(ColumnPrograms).run(self._stated(), self._inside())
        return {STEPS: ran.steps, PRESUMED: ran.presumed, INSIDE: ran.inside}

    def _stated(self) -> Columns:
        """The codes of all pairs."""
        flags = (self.coder.coded.slots[Holds(name)] for name in self.coder.flags)
        vectors = [case.vector for case in self.cases]
        return self.columns.of_vectors(vectors, self.places, flags)

    def _inside(self) -> InsideColumns:
        """How the IC inside each item is classified."""
        always = bytes([TRUE if case.inside.always else FALSE for case in self.cases])
        own, written = [dict(case.inside.writes) for case in self.cases], {}
        for slot in frozenset[int]().union(*own):
            there = bytes([TRUE if slot in writes else FALSE for writes in own])
            codes = bytes([writes.get(slot, FALSE) for writes in own])
            pairs = self.columns.items_having(there, TRUE)
            written[slot] = pairs, self.columns.of_items(codes)
        return InsideColumns(self.columns.items_having(always, TRUE), written)

    # ---- the classes -----------------------------------------------------------------------------

    @cached_property
    def masks(self) -> Sequence[int]:
        """The pairs of each class: those of which all that is read of the steps is the same."""
        return self.parted(self.columns.all, self.read)

    def parted(self, pairs: int, terms: Iterable[int]) -> Sequence[int]:
        """Some pairs, parted by what some terms of the steps come to."""
        masks: Sequence[int] = [pairs]
        for term in terms:
            masks = split(split(masks, self.may(term)), self.surely(term))
        return masks

    def may(self, term: int) -> int:
        """The pairs in which a term of the steps may hold."""
        return self.values[STEPS][term] & self.columns.all

    def surely(self, term: int) -> int:
        """The pairs in which it surely holds."""
        return self.values[STEPS][term] >> self.columns.cases

    @property
    def read(self) -> Iterator[int]:
        """The terms that are read of the steps."""
        coded = self.coder.coded
        yield coded.subject
        for demand in coded.demands:
            yield demand.applies
            yield demand.net
        for demand in coded.demands:
            yield from (term for term, _ in (*demand.helping, *demand.reviews))
        yield from coded.held

    def coded(self, pairs: int) -> Coded:
        """What the steps come to in the first of some pairs, unknowns not followed."""
        return self.coder.coded.coded(_TermValues(self, pairs.bit_length() - 1))

    def vector(self, place: int, item: int) -> Vector:
        """The codes of one pair."""
        vector = bytearray(self.cases[item].vector)
        for slot, code in self.places[place].items():
            vector[slot] = code
        return bytes(vector)

    @cached_property
    def of_place(self) -> frozenset[int]:
        """The slots that rest on the place."""
        return frozenset(self.places[0])


class _TermValues(dict[int, int]):
    """The values that the terms of the steps have in one pair, each read when it is asked for."""

    def __init__(self, run: PairRun, bit: int) -> None:
        super().__init__()
        self._steps, self._may, self._surely = run.values[STEPS], bit, bit + run.columns.cases

    def __missing__(self, term: int) -> int:
        column = self._steps[term]
        found = self[term] = column >> self._may & 1 | (column >> self._surely & 1) << 1
        return found
