"""The codes of many cases at once: what each leaf is in all of them, as one integer.

Belongs here: columns of codes, and reading a truth of one case off a column. Does not: the programs
that work on columns (compile), or which cases there are (determine).
Always true: a column holds for each case the code that the case's own vector holds there.

A column of `n` cases has two halves of `n` bits: in the low half the bit of a case is set where the
truth may hold, in the high half where it surely does. FALSE has neither bit, UNKNOWN the low one,
TRUE both: the codes of one case are a column of one. `&` is again the least of two truths and `|`
the greatest, for all cases in one step, so that a law's steps are run once for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ecluse.law.condition.compile import (
    FALSE,
    NOT_STATED,
    SAID_FALSE,
    SAID_TRUE,
    TRUE,
    UNKNOWN,
    Vector,
)

_ASKED = (NOT_STATED, SAID_TRUE, SAID_FALSE)


class Asked(NamedTuple):
    """The cases in which the law is asked of a flag, by how it is stated there; its column is FALSE
    in them.
    """

    not_stated: int
    said_true: int
    said_false: int

    def without(self, cases: int) -> Asked:
        """The same, less some cases."""
        return Asked(*[each & ~cases for each in self])


@dataclass(slots=True)
class Columns:
    """The columns of the leaves of some cases.

    Args:
        cases: How many there are.
        columns: By slot.
        asked: The flags that the law is asked of, by slot.
    """

    cases: int
    columns: list[int]
    asked: dict[int, Asked]

    @classmethod
    def of(cls, vector: Vector, changes: Sequence[Sequence[tuple[int, int]]]) -> Columns:
        """Of cases that each differ from one, of which `vector` holds the codes, in the slots that
        are written anew.
        """
        found = cls(len(changes), [], {})
        whole = {code: found.everywhere(code) for code in (FALSE, UNKNOWN, TRUE)}
        found.columns = [whole.get(code, 0) for code in vector]
        found.asked = {
            slot: Asked(*[found.all if code == each else 0 for each in _ASKED])
            for slot, code in enumerate(vector)
            if code >= NOT_STATED
        }
        for case, writes in enumerate(changes):
            for slot, code in writes:
                if code != vector[slot]:
                    both = found.certain(1 << case)
                    found._write(slot, 1 << case, both if code == TRUE else code << case)
        return found

    def _write(self, slot: int, cases: int, column: int) -> None:
        self.columns[slot] = self.columns[slot] & ~self.certain(cases) | column
        if slot in self.asked:
            self.asked[slot] = self.asked[slot].without(cases)

    def writing(self, written: Mapping[int, tuple[int, int]]) -> Columns:
        """The same cases; each slot written anew in some of them, with a column of these."""
        found = Columns(self.cases, list(self.columns), dict(self.asked))
        for slot, (cases, column) in written.items():
            found._write(slot, cases, column)
        return found

    def with_columns(self, changed: Mapping[int, int]) -> Columns:
        """The same cases, some leaves otherwise."""
        columns = list(self.columns)
        for slot, column in changed.items():
            columns[slot] = column
        asked = {slot: each for slot, each in self.asked.items() if slot not in changed}
        return Columns(self.cases, columns, asked)

    @property
    def all(self) -> int:
        """All cases, as a set of them."""
        return (1 << self.cases) - 1

    def everywhere(self, code: int) -> int:
        """The column that is the same in all cases."""
        return 0 if code == FALSE else self.all if code == UNKNOWN else self.certain(self.all)

    def certain(self, cases: int) -> int:
        """The column that is TRUE in some cases and FALSE in the others."""
        return cases | cases << self.cases

    def may(self, column: int) -> int:
        """The cases in which a column is not FALSE."""
        return column & self.all

    def surely(self, column: int) -> int:
        """The cases in which a column is TRUE."""
        return column >> self.cases

    def checked(self, slot: int, law: int) -> int:
        """The column of a flag that the law works out: as it is stated, or as the law has it."""
        column, asked = self.columns[slot], self.asked.get(slot)
        if asked is None:
            return column
        may, surely = self.may(law), self.surely(law)
        column |= law & self.certain(asked.not_stated)
        # Never FALSE, and TRUE where the law does not say the opposite.
        column |= asked.said_true | (may & asked.said_true) << self.cases
        # Never TRUE, and open where the law says the opposite.
        return column | surely & asked.said_false


def each_of(cases: int) -> Iterator[int]:
    """The cases of a set of them, by number."""
    while cases:
        lowest = cases & -cases
        yield lowest.bit_length() - 1
        cases ^= lowest
