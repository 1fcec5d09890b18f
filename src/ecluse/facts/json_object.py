"""JSON text as plain values, where no key of an object stands twice.

Belongs here: the one way in which JSON that somebody else wrote is read. Does not: which keys it
should have, or opening files.
Always true: a key that stands twice is an error, at any depth; nothing is decided by which stands
last.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any


class RepeatedKeyError(ValueError):
    """An object has a key twice; `key` is which."""

    def __init__(self, key: str) -> None:
        super().__init__(f"'{key}' stands twice")
        self.key = key


def read_json(
    text: str | bytes,
    *,
    parse_float: Callable[[str], Any] | None = None,
    parse_int: Callable[[str], Any] | None = None,
) -> Any:
    """The value of a JSON text.

    Raises:
        RepeatedKeyError: A key stands twice in an object.
        ValueError, RecursionError: It is no JSON, or a whole number in it is too long to be read.

    >>> read_json('{"to": "CN", "given": {"tpp": 1}}')
    {'to': 'CN', 'given': {'tpp': 1}}
    """
    return json.loads(text, parse_float=parse_float, parse_int=parse_int, object_pairs_hook=_object)


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise RepeatedKeyError(key)
        found[key] = value
    return found
