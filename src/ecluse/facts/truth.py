"""Three-valued truth.

Belongs here: the three values and how they combine (Kleene's strong logic). Does not:
facts, or what a condition asks of them.
Always true: no `if` can swallow the third value, for `bool(Truth.UNKNOWN)` raises, as it does for
the other two.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Truth(Enum):
    """True, false, or not known.

    >>> Truth.TRUE & Truth.UNKNOWN, Truth.FALSE & Truth.UNKNOWN, ~Truth.UNKNOWN
    (<Truth.UNKNOWN: 'unknown'>, <Truth.FALSE: 'false'>, <Truth.UNKNOWN: 'unknown'>)
    """

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    __hash__ = object.__hash__  # there is one of each; that of an Enum hashes its name

    def __bool__(self) -> bool:
        raise TypeError("a Truth has three values: compare it with `is Truth.TRUE`")

    def __and__(self, other: Truth) -> Truth:
        if self is Truth.TRUE or other is Truth.FALSE:
            return other
        return self

    def __or__(self, other: Truth) -> Truth:
        if self is Truth.FALSE or other is Truth.TRUE:
            return other
        return self

    def __invert__(self) -> Truth:
        return _NOT[self]

    @property
    def known(self) -> bool | None:
        """As Python has it; None where it is not known."""
        return None if self is Truth.UNKNOWN else self is Truth.TRUE

    @property
    def word(self) -> str:
        """As people write it: yes, no or unknown."""
        return _WORDS[self]


_WORDS = {Truth.TRUE: "yes", Truth.FALSE: "no", Truth.UNKNOWN: "unknown"}
_NOT = {Truth.TRUE: Truth.FALSE, Truth.FALSE: Truth.TRUE, Truth.UNKNOWN: Truth.UNKNOWN}


def of(value: bool | None) -> Truth:
    """A Python bool, or None for unknown, as a Truth."""
    if value is None:
        return Truth.UNKNOWN
    return Truth.TRUE if value else Truth.FALSE


def every(truths: Iterable[Truth]) -> Truth:
    """True if all are, false if one is; true of none."""
    return _joined(truths, Truth.TRUE, Truth.FALSE)


def some(truths: Iterable[Truth]) -> Truth:
    """True if one is, false if all are; false of none."""
    return _joined(truths, Truth.FALSE, Truth.TRUE)


def _joined(truths: Iterable[Truth], joint: Truth, decisive: Truth) -> Truth:
    """The truth of several together, up to the first that decides it."""
    for truth in truths:
        if truth is decisive:
            return truth
        if truth is Truth.UNKNOWN:
            joint = truth
    return joint
