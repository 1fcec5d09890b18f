"""Classes by key: things with equal keys are one class.

Belongs here: numbering classes, what stands for each, and grouping by key. Does not: what a key is
made of (item_class, place_class).
Always true: two things have one number exactly where their keys are equal; numbers count up from 0
in the order in which the classes are met.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")
H = TypeVar("H", bound=Hashable)


@dataclass(slots=True)
class Partition(Generic[T]):
    """Classes, numbered as they are met; the first thing of each stands for it."""

    representatives: list[T] = field(default_factory=list)
    _numbers: dict[Hashable, int] = field(default_factory=dict)

    def number(self, key: Hashable, thing: T) -> int:
        """The number of the class with this key, of which `thing` is one."""
        number = self._numbers.setdefault(key, len(self.representatives))
        if number == len(self.representatives):
            self.representatives.append(thing)
        return number


def grouped(things: Iterable[H], *keys: Mapping[H, Hashable]) -> list[tuple[H, ...]]:
    """Things with equal keys together, in the order in which they come.

    >>> grouped(["tea", "milk", "cocoa"], {"tea": 1, "milk": 2, "cocoa": 1})
    [('tea', 'cocoa'), ('milk',)]
    """
    groups: dict[Hashable, list[H]] = {}
    for thing in things:
        groups.setdefault(tuple([key.get(thing) for key in keys]), []).append(thing)
    return [tuple(group) for group in groups.values()]
