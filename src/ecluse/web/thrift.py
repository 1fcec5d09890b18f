"""How much of what it worked out a worker keeps: what each cache holds is bounded, and this bounds
all of them together.

Belongs here: how much is too much, and what is forgotten then. Does not: when that is looked at
(living).
Always true: what is forgotten is worked out again when it is asked for, and comes out the same; a
request under way keeps what it holds.
"""

from __future__ import annotations

import gc
import sys

from ecluse.determine.finding_answer import forget
from ecluse.determine.items import Items
from ecluse.law.library import Library

# Small pieces of memory. A worker that is ready holds 0.7 million of them, in some 100 MB; one that
# holds 1.25 million takes some 180 MB, with what is kept in large ones (bench/web/memory.py).
MOST_PIECES = 1_250_000


class Thrift:
    """What a worker may hold.

    Args:
        most: Pieces of memory from which on it forgets.
    """

    def __init__(self, most: int = MOST_PIECES) -> None:
        self._most = self._next = most

    def relieve(self, library: Library) -> bool:
        """Forget what was found of each item under each law, and the findings as they were shown,
        where the worker holds too much; whether that was enough.
        """
        if sys.getallocatedblocks() <= self._next:
            return True
        library.register.forget(Items)
        forget(library)
        let_go()
        held, room = sys.getallocatedblocks(), self._most // 8
        self._next = max(self._most, held + room)  # what cannot be forgotten is not tried again
        return held <= self._most


def let_go() -> None:
    """Free what nobody holds any more, what earlier searches left alone too."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()  # what is left stays, and no search of Python's own looks it over
