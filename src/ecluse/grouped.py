"""Values by their keys.

Belongs here: the one way in which the house gathers what has one key. Does not: what a key is.
Always true: the keys, and the values of each, stand in the order in which they come.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


def grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """The values of each key.

    >>> grouped([("hot", "tea"), ("cold", "milk"), ("hot", "cocoa")])
    {'hot': ['tea', 'cocoa'], 'cold': ['milk']}
    """
    found: dict[K, list[V]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
