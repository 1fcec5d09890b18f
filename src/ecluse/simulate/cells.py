"""What a step does for each group of buyers: the part of it that takes most of the time.

Belongs here: orders, and deliveries with and without a license, for all products, groups and draws;
which functions a run takes. Does not: what else a step does (step), the twins as loops (compiled).
Always true: exponentials come in worked out, so that here stand only sums, products, quotients and
comparisons, of which every machine and every compiler gives the same bits.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import NamedTuple

import numpy as np

from ecluse.simulate.quantiles import Floats

NONE = 1e-300  # below any number of units: keeps a ratio of nothing to nothing at zero


class Ordering(NamedTuple):
    """What orders rest on; backlog and hand are moved.

    Args:
        backlog: Shape (products, buyers, draws), as the next four.
        grown: Shape (products, draws).
        fear: Shape (products, buyers or 1, draws), as hope.
        cover: Shape (buyers, draws).
        catches_up: The share of a gap that is ordered in the step; shape (draws,).
    """

    backlog: Floats
    hand: Floats
    taken: Floats
    willing: Floats
    need: Floats
    grown: Floats
    fear: Floats
    hope: Floats
    cover: Floats
    catches_up: Floats
    days: float


class Delivering(NamedTuple):
    """What deliveries rest on; backlog, hand and received are moved.

    Args:
        backlog: Shape (products, buyers, draws), as the next two.
        served: The share of the backlog that stock can serve; shape (products, draws).
        leaves: The share of that which goes in the step; shape (products, buyers or 1, draws).
        held: Of what goes, the share under a license that is held; shape
            (products, buyers or 1, 1).
    """

    backlog: Floats
    hand: Floats
    received: Floats
    served: Floats
    leaves: Floats
    held: Floats


class Licensing(NamedTuple):
    """What goes under licenses that are applied for; the first four are moved.

    Args:
        applied: Shape (products, buyers, draws), as the next three.
        licensable: Share of the step that needs a license; shape (products, buyers or 1, 1).
        approval: Shape (products, buyers or 1, draws), as licensable.
        decided: Of what is owed, the share issued; shape (products, buyers or 1, draws), as leaves.
        settles: Of what is issued, the share whose terms are settled; shape (draws,).
        room: What a cap leaves; shape (products, draws), or (0, 0) where there is none.
    """

    applied: Floats
    issued: Floats
    settled: Floats
    under_license: Floats
    licensable: Floats
    approval: Floats
    decided: Floats
    leaves: Floats
    settles: Floats
    room: Floats


@dataclass(frozen=True, slots=True)
class Cells:
    """The functions of a run: these, or their compiled twins."""

    order: Callable[[Ordering], tuple[Floats, Floats, Floats]]
    deliver: Callable[[Delivering], tuple[Floats, Floats]]
    deliver_licensed: Callable[[Delivering, Licensing], tuple[Floats, Floats]]
    worst: Callable[[Floats, Floats], float]


def order(told: Ordering) -> tuple[Floats, Floats, Floats]:
    """What is ordered, cancelled and used, by product."""
    kept = np.minimum(1.0, told.willing / np.maximum(told.taken, NONE))
    cancelled = told.backlog * (1 - kept)
    np.subtract(told.backlog, cancelled, out=told.backlog)
    need = told.need * told.grown[:, None]
    target = need * (told.cover + told.fear)
    gap = np.maximum(target - told.hand - told.backlog, 0)
    gap *= told.catches_up
    ordered = (need * told.days + gap) * (told.willing * told.hope)
    np.add(told.backlog, ordered, out=told.backlog)
    used = np.minimum(told.hand, need * told.days)
    np.subtract(told.hand, used, out=told.hand)
    return ordered.sum(axis=1), cancelled.sum(axis=1), used.sum(axis=1)


def deliver(told: Delivering) -> tuple[Floats, Floats]:
    """What is delivered, and of that under a license, by product, where none is applied for."""
    free = told.backlog * (told.served[:, None] * told.leaves)
    return _handed_over(told, free, free * told.held)


def deliver_licensed(told: Delivering, licensing: Licensing) -> tuple[Floats, Floats]:
    """The same where licenses are applied for."""
    free = told.backlog * (told.served[:, None] * told.leaves)
    wanted = (told.backlog - free) * (told.served[:, None] * licensing.leaves)
    under = _under_license(licensing, told.backlog, wanted)
    return _handed_over(told, free + under, free * told.held + under)


def _handed_over(told: Delivering, delivered: Floats, licensed: Floats) -> tuple[Floats, Floats]:
    np.subtract(told.backlog, delivered, out=told.backlog)
    np.add(told.hand, delivered, out=told.hand)
    np.add(told.received, delivered, out=told.received)
    return delivered.sum(axis=1), licensed.sum(axis=1)


def _under_license(told: Licensing, backlog: Floats, wanted: Floats) -> Floats:
    """Applied, issued, settled, shipped: units that go under licenses in a step."""
    asking = np.maximum(told.applied, told.under_license + backlog)
    np.copyto(told.applied, asking, where=told.licensable > 0)
    owed = np.maximum(told.applied * told.approval - told.issued, 0)
    np.add(told.issued, owed * told.decided, out=told.issued)
    settling = (told.issued - told.settled) * told.settles
    np.add(told.settled, settling, out=told.settled)
    under = np.minimum(wanted, np.maximum(told.settled - told.under_license, 0))
    if told.room.size:
        left = np.maximum(told.room - told.under_license.sum(axis=1), 0)
        under *= np.minimum(1.0, left / np.maximum(under.sum(axis=1), NONE))[:, None]
    np.add(told.under_license, under, out=told.under_license)
    return under


def worst(came: Floats, went: Floats) -> float:
    """The largest difference between what came in and what went or stayed, of what came."""
    off = np.abs(came - went)
    off /= np.maximum(np.abs(came), 1.0)
    return float(off.max())


PLAIN = Cells(order=order, deliver=deliver, deliver_licensed=deliver_licensed, worst=worst)
WORTH = 100_000_000  # products x groups x steps x draws: below it numba's start costs what it saves


def cells_for(size: int, *, compiled: bool | None = None) -> Cells:
    """The functions for a run: these, or their compiled twins, which give the same bits.

    Args:
        size: Products x groups of buyers x steps x draws.
        compiled: Whether to take the twins; where it is worth it and numba is there, if left out.
    """
    wanted = size >= WORTH if compiled is None else compiled
    if not wanted or find_spec("numba") is None:
        return PLAIN
    from ecluse.simulate.compiled import COMPILED

    return COMPILED
