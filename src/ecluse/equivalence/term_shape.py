"""Terms of several laws that are made alike of the same leaves.

Belongs here: a number for each shape of a term, equal across laws. Does not: what a term comes to,
or which cases are alike (every_pair).
Always true: two terms with one number have the same truth wherever their leaves have the same
codes, and wait for the same facts where they are open; a number is never given twice.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from itertools import count
from threading import Lock

from ecluse.bounded import Bounded
from ecluse.determine.coded_law import INSIDE, PRESUMED, CodedLaw
from ecluse.law.condition.compile import Program

_MOST = 100_000


class Numbers:
    """A number for each value that is asked about; forgotten, and never given again, past a bound.

    >>> numbers = Numbers()
    >>> numbers.of("a"), numbers.of("b"), numbers.of("a")
    (0, 1, 0)
    """

    def __init__(self, most: int = _MOST) -> None:
        self._met = Bounded[Hashable, int](most)
        self._next = count()
        self._lock = Lock()

    def of(self, value: Hashable) -> int:
        """The number of a value."""
        found = self._met.get(value)
        if found is None:
            with self._lock:
                found = self._met.get(value)
                if found is None:
                    found = self._met[value] = next(self._next)
        return found


NUMBERS = Numbers()


STEPS = 0  # beside the numbers of the two other programs


def shapes_of(coded: CodedLaw) -> Mapping[int, Sequence[int]]:
    """The shape of each term of a law's programs, by program."""
    others = {PRESUMED: _shapes(coded.presume, {}), INSIDE: _shapes(coded.inside, {})}
    return {STEPS: _shapes(coded.steps, others), **others}


def _shapes(program: Program, others: Mapping[int, Sequence[int]]) -> Sequence[int]:
    found: list[int] = []
    for term, parts, form in zip(program.terms, program.parts, program.forms, strict=True):
        if term.source is not None:
            source, place = term.source
            made: Hashable = (source, others[source][place])
        else:
            behind = [found[part] for part in parts]
            asked = behind if term.children == parts else [found[each] for each in term.children]
            made = (form, term.leaf, term.doubt, *behind, None, *asked)
        found.append(NUMBERS.of(made))
    return found
