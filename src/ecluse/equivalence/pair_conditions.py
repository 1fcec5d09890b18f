"""Conditions that no step asks for, as those of notices, in every pair of an item and a place.

Belongs here: the pairs in which such a condition surely holds, and in which it is open.
Does not: the conditions of the steps (pair_run).
Always true: in each pair a condition comes out as `CaseFacts.truth` finds it there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from ecluse.determine.case import CaseFacts
from ecluse.determine.coded_case import Coder
from ecluse.determine.leaf_codes import LeafCodes, Writes
from ecluse.equivalence.pair_columns import PairColumns
from ecluse.law.condition.compile import (
    FALSE,
    NOT_STATED,
    SAID_FALSE,
    SAID_TRUE,
    TRUE,
    Program,
    Slots,
)
from ecluse.law.condition.tree import Condition, Holds
from ecluse.law.in_force import Law

_SAID = {TRUE: SAID_TRUE, FALSE: SAID_FALSE}


class PairConditions:
    """Some conditions of one law, compiled.

    Args:
        conditions: They rest on the item, on what is given beside it, and on the places; on no
            figure that the law works out from these.
    """

    def __init__(self, law: Law, conditions: Sequence[Condition]) -> None:
        self._flags = law.once(Coder).coded.flags
        program = Program(Slots(), self._flags)
        self._terms = [program.of(condition) for condition in conditions]
        self._slots, self._run = program.slots, program.function_of_columns()
        self._codes = LeafCodes(law, program.slots)

    def of(
        self,
        columns: PairColumns,
        items: Sequence[CaseFacts],
        places: Sequence[Mapping[str, str | None]],
    ) -> Sequence[tuple[int, int]]:
        """For each condition the pairs in which it may hold, and those in which it surely does.

        Args:
            items: What is known of each item, wherever it goes, with the flags that stand presumed.
            places: As which country each place of a shipment counts, likewise.
        """
        written = [dict(chain.from_iterable(self.place(place))) for place in places]
        flags = [self._slots[Holds(name)] for name in self._codes.leaves if name in self._flags]
        leaves = columns.of_vectors([self._vector(facts) for facts in items], written, flags)
        values = self._run(leaves.columns, (), (), leaves.checked, leaves.cases)
        return [(leaves.may(values[term]), leaves.surely(values[term])) for term in self._terms]

    def place(self, treated: Mapping[str, str | None]) -> Sequence[Writes]:
        """The codes of the places of a shipment; equal where the conditions cannot tell them apart.

        Args:
            treated: As which country each counts; None for one that nobody can make out.
        """
        return [self._codes.writes_of(name, code) for name, code in treated.items()]

    def _vector(self, facts: CaseFacts) -> bytes:
        """The codes of an item."""
        codes, stated = bytearray(len(self._slots)), facts.stated
        for name, leaves in self._codes.leaves.items():
            if name in self._flags and name not in stated.facts:
                codes[leaves[0][0]] = NOT_STATED
                continue
            known = stated.facts[name] if name in self._flags else facts[name]
            checked = name in self._flags and name in stated.checked
            for slot, code in self._codes.writes(name, known):
                codes[slot] = _SAID.get(code, code) if checked else code
        return bytes(codes)
