"""The functions of `cells` once more as loops, compiled: the same bits, several times sooner.

Belongs here: the loops. Does not: the equations (step, cells), when a run takes them (cells_for).
Always true: a loop does the same sums, products and quotients in the same order as its twin in
`cells`, so that every result has the same bits (tests hold it over random inputs). This module
imports numba, so only `cells_for` imports it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import numpy as np
from numba import njit

from ecluse.simulate.cells import NONE, Cells, Delivering, Licensing, Ordering
from ecluse.simulate.quantiles import Floats

F = TypeVar("F", bound=Callable[..., object])


def _made(loop: F) -> F:
    """A loop, compiled when it is first run, and kept beside the module or in numba's own cache."""
    return cast("F", njit(cache=True, error_model="numpy", nogil=True)(loop))


@_made
def _order(told: Ordering) -> tuple[Floats, Floats, Floats]:
    products, buyers, draws = told.backlog.shape
    sums = np.zeros((3, products, draws))
    for p in range(products):
        for b in range(buyers):
            _cancel(told, p, b, sums[:, p])
            _order_of(told, p, b, sums[:, p])
    return sums[0], sums[1], sums[2]


@_made
def _cancel(told: Ordering, p: int, b: int, sums: Floats) -> None:
    """What one group cancels of one product."""
    for d in range(sums.shape[1]):
        kept = min(1.0, told.willing[p, b, d] / max(told.taken[p, b, d], NONE))
        cancelled = told.backlog[p, b, d] * (1 - kept)
        told.backlog[p, b, d] -= cancelled
        sums[1, d] += cancelled


@_made
def _order_of(told: Ordering, p: int, b: int, sums: Floats) -> None:
    """What one group orders and uses of one product."""
    k, f = min(b, told.hope.shape[1] - 1), min(b, told.fear.shape[1] - 1)
    for d in range(sums.shape[1]):
        need, hand = told.need[p, b, d] * told.grown[p, d], told.hand[p, b, d]
        target = need * (told.cover[b, d] + told.fear[p, f, d])
        gap = max(target - hand - told.backlog[p, b, d], 0.0) * told.catches_up[d]
        taken = told.willing[p, b, d] * told.hope[p, k, d]
        ordered, used = (need * told.days + gap) * taken, min(hand, need * told.days)
        told.backlog[p, b, d] += ordered
        told.hand[p, b, d] = hand - used
        sums[0, d] += ordered
        sums[2, d] += used


@_made
def _deliver(told: Delivering) -> tuple[Floats, Floats]:
    products, buyers, draws = told.backlog.shape
    sums = np.zeros((2, products, draws))
    for p in range(products):
        for b in range(buyers):
            k = min(b, told.leaves.shape[1] - 1)
            for d in range(draws):
                free = told.backlog[p, b, d] * (told.served[p, d] * told.leaves[p, k, d])
                told.backlog[p, b, d] -= free
                told.hand[p, b, d] += free
                told.received[p, b, d] += free
                sums[0, p, d] += free
                sums[1, p, d] += free * told.held[p, k, 0]
    return sums[0], sums[1]


@_made
def _deliver_licensed(told: Delivering, licensing: Licensing) -> tuple[Floats, Floats]:
    products, buyers, draws = told.backlog.shape
    sums, under = np.zeros((4, products, draws)), np.zeros((products, buyers, draws))
    for p in range(products):
        for b in range(buyers):
            k = min(b, told.leaves.shape[1] - 1)
            _license(told, licensing, p, b, k)
            _want(told, licensing, p, b, k, under[p, b], sums[:, p])
        if licensing.room.size:
            _cap(licensing.room[p], sums[2, p], sums[3, p], under[p])
        _hand_over(told, licensing, p, under[p], sums[:, p])
    return sums[0], sums[1]


@_made
def _license(told: Delivering, licensing: Licensing, p: int, b: int, k: int) -> None:
    """Applied, issued and settled, of one product for one group."""
    draws = told.backlog.shape[2]
    if licensing.licensable[p, k, 0] > 0:
        for d in range(draws):
            asking = licensing.under_license[p, b, d] + told.backlog[p, b, d]
            licensing.applied[p, b, d] = max(licensing.applied[p, b, d], asking)
    for d in range(draws):
        issued, settled = licensing.issued[p, b, d], licensing.settled[p, b, d]
        owed = licensing.applied[p, b, d] * licensing.approval[p, k, d] - issued
        issued += max(owed, 0.0) * licensing.decided[p, k, d]
        licensing.issued[p, b, d] = issued
        licensing.settled[p, b, d] = settled + (issued - settled) * licensing.settles[d]


@_made
def _want(
    told: Delivering, licensing: Licensing, p: int, b: int, k: int, under: Floats, sums: Floats
) -> None:
    """What one group would take under its licenses, before a cap."""
    for d in range(under.size):
        backlog, served = told.backlog[p, b, d], told.served[p, d]
        free = backlog * (served * told.leaves[p, k, d])
        wanted = (backlog - free) * (served * licensing.leaves[p, k, d])
        before = licensing.under_license[p, b, d]
        under[d] = min(wanted, max(licensing.settled[p, b, d] - before, 0.0))
        sums[2, d] += before
        sums[3, d] += under[d]


@_made
def _cap(room: Floats, before: Floats, wanted: Floats, under: Floats) -> None:
    """What goes under licenses, cut to what a cap leaves."""
    for b in range(under.shape[0]):
        for d in range(under.shape[1]):
            left = max(room[d] - before[d], 0.0)
            under[b, d] *= min(1.0, left / max(wanted[d], NONE))


@_made
def _hand_over(told: Delivering, licensing: Licensing, p: int, under: Floats, sums: Floats) -> None:
    """Move what goes freely and under licenses, of one product."""
    for b in range(under.shape[0]):
        k = min(b, told.leaves.shape[1] - 1)
        for d in range(under.shape[1]):
            free = told.backlog[p, b, d] * (told.served[p, d] * told.leaves[p, k, d])
            licensing.under_license[p, b, d] += under[b, d]
            told.backlog[p, b, d] -= free + under[b, d]
            told.hand[p, b, d] += free + under[b, d]
            told.received[p, b, d] += free + under[b, d]
            sums[0, d] += free + under[b, d]
            sums[1, d] += free * told.held[p, k, 0] + under[b, d]


@_made
def _worst(came: Floats, went: Floats) -> float:
    most = np.zeros(came.shape[1])
    for p in range(came.shape[0]):
        for d in range(came.shape[1]):
            off = abs(came[p, d] - went[p, d]) / max(abs(came[p, d]), 1.0)
            most[d] = np.maximum(most[d], off)  # which lets what is no number through, unlike max
    return float(most.max())


COMPILED = Cells(order=_order, deliver=_deliver, deliver_licensed=_deliver_licensed, worst=_worst)
