"""The designs that no other beats.

Belongs here: the front of two figures, both better when higher. Does not: which figures.
Always true: every design off the front is met or beaten in both figures by one on it.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def front(one: npt.NDArray[np.float64], other: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Places on the front, from the highest `one` to the highest `other`; of equal designs the
    first.

    >>> front(np.array([3.0, 2.0, 2.0, 1.0]), np.array([1.0, 2.0, 2.0, 2.0])).tolist()
    [0, 1]
    """
    if not len(one):
        return np.zeros(0, dtype=np.int64)
    order = np.lexsort((np.arange(len(one)), -other, -one))
    best_before = np.concatenate([[-np.inf], np.maximum.accumulate(other[order])[:-1]])
    places: npt.NDArray[np.int64] = order[other[order] > best_before].astype(np.int64)
    return places
