"""How far a change moves an item, and whether it moves it at all."""

from __future__ import annotations

from decimal import Decimal
from math import log

import pytest

from ecluse.facts.figure import Figure, exactly
from ecluse.facts.truth import Truth
from ecluse.law.condition.cells import Cell
from ecluse.remedy.nearest import distance, holds
from ecluse.remedy.redesign import DesignChange

D = Decimal
OPEN = Figure(low=D(4000), high=D(5000))


def test_a_flag_lies_in_the_cell_of_its_own_truth_alone() -> None:
    for value in (Truth.TRUE, Truth.FALSE):
        cell = Cell(fact="datacenter", value=value)
        for now in (True, False, None):
            wanted = now is not None and (value is Truth.TRUE) is now
            assert holds(cell, now) is wanted, (value, now)
            assert distance(DesignChange(fact="datacenter", cell=cell, now=now)) == 1.0


def test_a_figure_moves_to_the_nearest_bound_and_no_further() -> None:
    below, most = Cell(fact="tpp", high=D(4800)), Cell(fact="tpp", high=D(4800), high_in=True)
    above = Cell(fact="tpp", low=D(4800), low_in=False)
    rows = [
        (below, exactly(4799), 0.0),
        (below, exactly(4800), 0.0),  # it has to move, by nothing that could be measured
        (below, exactly(9600), log(2)),
        (below, OPEN, log(4800 / 4000)),
        (most, exactly(4800), 0.0),
        (above, exactly(4801), 0.0),
        (above, exactly(2400), log(2)),
        (below, None, 1.0),
    ]
    for cell, now, moved in rows:
        change = DesignChange(fact="tpp", cell=cell, now=now)
        assert distance(change) == pytest.approx(moved), (cell, now)
    assert holds(below, exactly(4799)) and not holds(below, exactly(4800))
    assert holds(most, exactly(4800)) and not holds(above, exactly(4800))
    assert not holds(below, OPEN)
