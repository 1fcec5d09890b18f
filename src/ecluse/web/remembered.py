"""What is worked out once for a release of the data, and kept while it is asked for.

Belongs here: a bounded store. Does not: what is worked out.
Always true: it never holds more than its bound; the same key gives the same value.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar, cast

T = TypeVar("T")
MOST_REMEMBERED = 256


class Remembered:
    """The values last asked for, by key; two threads may work out one value twice, not two."""

    def __init__(self, most: int = MOST_REMEMBERED) -> None:
        self._most = most
        self._values: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value of a key, made where it is not there.

        >>> results = Remembered(most=1)
        >>> results.once("a", lambda: 1), results.once("a", lambda: 2), results.once("b", lambda: 3)
        (1, 1, 3)
        """
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return cast("T", self._values[key])
        value = make()
        with self._lock:
            value = self._values.setdefault(key, value)
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return value
