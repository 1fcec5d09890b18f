"""What was found before, kept up to a number of entries.

Belongs here: the one way in which the house bounds what it keeps. Does not: what is kept, or by
which key.
Always true: it never holds more than its number; what it let go of is found again, as if for the
first time.
"""

from __future__ import annotations

from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Bounded(dict[K, V]):
    """Entries set one by one; where there are as many as may be, all are let go of before the next.

    >>> kept = Bounded(2)
    >>> for number in range(3):
    ...     kept[number] = str(number)
    >>> kept
    {2: '2'}
    """

    __slots__ = ("most",)

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    def __setitem__(self, key: K, value: V) -> None:
        if len(self) >= self.most and key not in self:
            self.clear()
        super().__setitem__(key, value)

    def setdefault(self, key: K, value: V) -> V:
        """The entry of a key, set first where there is none."""
        if key not in self:
            self[key] = value
        return self.get(key, value)  # which another thread may have let go of
