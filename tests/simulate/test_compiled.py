"""The compiled loops give the bits of their twins, whatever comes in."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from ecluse.simulate.cells import PLAIN, Delivering, Licensing, Ordering, cells_for
from simulate import build

WIDE = [(1, 1, 1, 3), (4, 5, 1, 17), (3, 6, 6, 64), (2, 1, 1, 1030)]


def some(random, *shape, most=1.0):
    """Numbers of which some are exactly zero or one, and some far from both."""
    drawn = random.random(shape) * most
    kind = random.integers(0, 8, shape)
    return np.where(
        kind == 0, 0.0, np.where(kind == 1, 1.0, np.where(kind == 2, drawn * 1e9, drawn))
    )


def share(random, *shape):
    return np.minimum(1.0, some(random, *shape))


def ordering(random, p, b, d):
    each, one = (p, b, d), (p, d)
    return Ordering(
        backlog=some(random, *each),
        hand=some(random, *each),
        taken=share(random, *each),
        willing=share(random, *each),
        need=some(random, *each),
        grown=some(random, *one),
        fear=some(random, p, int(random.choice([1, b])), d, most=30),
        hope=share(random, p, int(random.choice([1, b])), d),
        cover=some(random, b, d, most=50),
        catches_up=share(random, d),
        days=float(random.integers(1, 8)),
    )


def delivering(random, p, b, k, d):
    each = (p, b, d)
    return Delivering(
        backlog=some(random, *each),
        hand=some(random, *each),
        received=some(random, *each),
        served=share(random, p, d),
        leaves=share(random, p, k, d),
        held=share(random, p, k, 1),
    )


def licensing(random, p, b, k, d, *, capped):
    each = (p, b, d)
    return Licensing(
        applied=some(random, *each),
        issued=some(random, *each),
        settled=some(random, *each),
        under_license=some(random, *each),
        licensable=share(random, p, k, 1),
        approval=share(random, p, k, d),
        decided=share(random, p, k, d),
        leaves=share(random, p, k, d),
        settles=share(random, d),
        room=some(random, p, d, most=100) if capped else np.empty((0, 0)),
    )


def bits(values):
    return [np.asarray(value).tobytes() for value in values]


def copies(told):
    return type(told)(*(part.copy() if hasattr(part, "copy") else part for part in told))


def both(name, *told):
    """The bits that come out of both functions, and those that they leave behind."""
    found = []
    for cells in (PLAIN, cells_for(0, compiled=True)):
        given = [copies(each) for each in told]
        out = getattr(cells, name)(*given)
        found.append(bits(out) + [part for each in given for part in bits(each)])
    return found


@pytest.mark.slow
@pytest.mark.parametrize(("p", "b", "k", "d"), WIDE)
@pytest.mark.parametrize("seed", range(5))
def test_a_loop_gives_the_bits_of_its_twin(p, b, k, d, seed):
    pytest.importorskip("numba")
    random = np.random.default_rng(seed)
    plain, compiled = both("order", ordering(random, p, b, d))
    assert plain == compiled
    plain, compiled = both("deliver", delivering(random, p, b, k, d))
    assert plain == compiled
    for capped in (False, True):
        told = delivering(random, p, b, k, d), licensing(random, p, b, k, d, capped=capped)
        plain, compiled = both("deliver_licensed", *told)
        assert plain == compiled
    came, went = some(random, p, d), some(random, p, d)
    assert PLAIN.worst(came, went) == cells_for(0, compiled=True).worst(came, went)
    went[0, -1] = np.nan
    assert np.isnan(cells_for(0, compiled=True).worst(came, went))


@pytest.mark.slow
@pytest.mark.parametrize("destination", ["acts", "hazard", "open"])
def test_a_compiled_run_is_the_plain_one(market, destination):
    pytest.importorskip("numba")
    law = build.regime(market, build.END.replace(month=4, day=9), destination=destination)
    draws = build.draws_of(market, 300)
    plain, compiled = (
        build.ran(market, law, draws, compiled=each, names=build.EVERY_TABLE)
        for each in (False, True)
    )
    for name, sums in plain.tables.items():
        assert sums.tobytes() == compiled.tables[name].tobytes(), name
    assert plain.worst == compiled.worst


def test_without_numba_a_run_is_plain(monkeypatch):
    monkeypatch.setitem(sys.modules, "numba", None)
    monkeypatch.setattr("ecluse.simulate.cells.find_spec", lambda _: None)
    assert cells_for(10**12) is PLAIN
    assert cells_for(10**12, compiled=True) is PLAIN


def test_a_short_run_is_plain():
    assert cells_for(1000) is PLAIN
