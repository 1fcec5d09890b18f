"""Which of several levers did it: Shapley values, and each lever pulled first and last.

Belongs here: the arithmetic over all sets of levers. Does not: what a lever is (levers).
Always true: the values add up to the whole effect; a lever that changes nothing in any set has
exactly zero; nothing depends on the order in which levers are named.

A set of levers is a number whose bits say which are pulled: 5 is the first and the third.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import comb

import numpy as np

from ecluse.simulate.quantiles import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverShares:
    """What each lever does, in its own units; shape (levers, …).

    Args:
        shapley: The mean of what it adds, over all orders in which the levers can be pulled.
        first: What it adds alone.
        last: What it adds after all others.
        whole: What all do together; shape (…).
    """

    shapley: Floats
    first: Floats
    last: Floats
    whole: Floats


def shares(values: Floats) -> LeverShares:
    """Who did it, from what comes out under each set of levers.

    Args:
        values: By set of levers; shape (2 ** levers, …).

    >>> shares(np.array([0.0, 1.0, 3.0, 8.0])).shapley.tolist()
    [3.0, 5.0]
    """
    every = len(values) - 1
    bits = [1 << place for place in range(every.bit_length())]
    return LeverShares(
        shapley=np.stack([_shapley(values, bit, len(bits)) for bit in bits]),
        first=np.stack([values[bit] - values[0] for bit in bits]),
        last=np.stack([values[every] - values[every & ~bit] for bit in bits]),
        whole=values[every] - values[0],
    )


def _shapley(values: Floats, bit: int, count: int) -> Floats:
    """The mean of what a lever adds: each number of levers before it is as likely as any other."""
    found: Floats = np.zeros_like(values[0])
    for pulled in range(len(values)):
        if not pulled & bit:
            weight = 1 / (count * comb(count - 1, pulled.bit_count()))
            found += weight * (values[pulled | bit] - values[pulled])
    return found
