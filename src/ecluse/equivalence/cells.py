"""The cells into which a law cuts the figures of a case.

Belongs here: the bounds of a law, the cells between them, and every combination of cells. Does not:
one figure's cells between its own bounds (law.condition.cells), deciding a case.
Always true: the cells of a fact cover all that it may be and do not overlap; no condition changes
its truth within one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import product

from ecluse.facts.known import Known
from ecluse.law.condition.cells import Cell
from ecluse.law.condition.tree import comparisons
from ecluse.law.in_force import InForce
from ecluse.law.provision import conditions_of

# A limit, and whether the limit itself lies in the cell above it.
Bound = tuple[Decimal, bool]
Bounds = dict[str, set[Bound]]


def bounds_of(provisions: Iterable[InForce]) -> Bounds:
    """For each fact the bounds that conditions of some provisions set it.

    A limit is two bounds where one condition holds on it ("or more") and another does not.
    """
    bounds: Bounds = {}
    for entry in provisions:
        for condition in conditions_of(entry.says):
            for each in comparisons(condition):
                bounds.setdefault(each.fact, set()).add((each.limit, each.op in (">=", "<")))
    return bounds


def cells_between(fact: str, bounds: Iterable[Bound]) -> tuple[Cell, ...]:
    """The cells of a figure between bounds above zero, in order.

    >>> [str(cell) for cell in cells_between("tpp", [(Decimal(2), True), (Decimal(5), False)])]
    ['less than 2', 'at least 2 and at most 5', 'more than 5']
    """
    cells: list[Cell] = []
    low, low_in = Decimal(0), True
    for bound, above in sorted(set(bounds), key=lambda each: (each[0], not each[1])):
        if bound > 0:
            cells.append(Cell(fact=fact, low=low, low_in=low_in, high=bound, high_in=not above))
            low, low_in = bound, above
    return (*cells, Cell(fact=fact, low=low, low_in=low_in))


def combinations(cells: Iterable[Sequence[Cell]]) -> Iterator[dict[str, Known]]:
    """A value for each fact in every combination of their cells."""
    for choice in product(*cells):
        yield {cell.fact: cell.known for cell in choice}
