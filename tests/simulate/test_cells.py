"""Which functions a run takes: the plain ones until a run is long, and wherever numba is not."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from ecluse.simulate import cells
from ecluse.simulate.cells import PLAIN, WORTH, cells_for


def test_a_short_run_takes_the_plain_functions_whatever_is_installed(monkeypatch):
    monkeypatch.setattr(cells, "find_spec", lambda _: pytest.fail("nobody asks for numba"))
    assert cells_for(WORTH - 1) is PLAIN
    assert cells_for(WORTH * 2, compiled=False) is PLAIN


def test_a_long_run_asks_for_numba_and_does_without(monkeypatch):
    asked = []
    monkeypatch.setattr(cells, "find_spec", lambda name: asked.append(name))
    assert cells_for(WORTH) is PLAIN
    assert cells_for(1, compiled=True) is PLAIN
    assert asked == ["numba", "numba"]


@pytest.mark.skipif(find_spec("numba") is None, reason="the extra compiled is not installed")
@pytest.mark.slow
def test_a_long_run_takes_the_loops_where_numba_is():
    from ecluse.simulate.compiled import COMPILED

    assert cells_for(WORTH) is COMPILED
    assert cells_for(1, compiled=True) is COMPILED
