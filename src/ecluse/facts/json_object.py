"""JSON text as plain values, where no key of an object stands twice.

Belongs here: the one way in which JSON that somebody else wrote is read. Does not: which keys it
should have, or opening files.
Always true: a key that stands twice is an error, at any depth; nothing is decided by which stands
last.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from typing import Any

_HALF_A_SIGN = re.compile("[\ud800-\udfff]")


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
        ValueError, RecursionError: It is no JSON, a whole number in it is too long to be read, or
            a text in it has half a character (a lone surrogate), which nothing can write.

    >>> read_json('{"to": "CN", "given": {"tpp": 1}}')
    {'to': 'CN', 'given': {'tpp': 1}}
    """
    found = json.loads(
        text, parse_float=parse_float, parse_int=parse_int, object_pairs_hook=_object
    )
    if _may_have_half(text):
        _check_whole(found)
    return found


def _may_have_half(text: str | bytes) -> bool:
    """Whether a lone surrogate may stand in a text: written as itself, or as its escape."""
    if isinstance(text, bytes):  # as UTF-16, one would not be decoded
        return b"\\" in text or not text.isascii()
    return "\\" in text or _HALF_A_SIGN.search(text) is not None


def _check_whole(value: object) -> None:
    """Refuse a text with half a character, at any depth.

    Raises:
        ValueError: There is one.
    """
    if isinstance(value, str):
        if _HALF_A_SIGN.search(value):
            raise ValueError("half a character stands in a text")
    elif isinstance(value, dict):
        for key, held in value.items():
            _check_whole(key)
            _check_whole(held)
    elif isinstance(value, list):
        for held in value:
            _check_whole(held)


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise RepeatedKeyError(key)
        found[key] = value
    return found
