"""Several codes in one key, and back.

Belongs here: packing, in SQL, and unpacking, in SQL and here. Does not: what a code means.
Always true: what was packed comes out again, whatever the sizes.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

_TOO_LARGE = 1 << 62
TEXT = "concat_ws("
UNREAD = -1  # the key of a row that could not be read


def in_text(sizes: Sequence[int]) -> bool:
    """Whether codes of these sizes are too many for one number, and are packed as a text."""
    return prod(sizes) >= _TOO_LARGE


def packed(terms: Sequence[str], sizes: Sequence[int], *, few: bool = False) -> str:
    """The expression of several codes in one: a number, or a text where a number would not hold
    them (it holds `few`).
    """
    if not few and in_text(sizes):
        return f"{TEXT}'.', " + ", ".join(terms) + ")"
    parts, factor = [], 1
    for term, size in zip(terms, sizes, strict=True):
        parts.append(f"CAST({term} AS BIGINT)" + (f" * {factor}" if factor > 1 else ""))
        factor *= size
    return " + ".join(parts)


def digits(key: str, sizes: Sequence[int], *, few: bool = False) -> list[str]:
    """The expressions, in the embedded engine's words, of the codes in one that `packed` made;
    meaningless for the key of a row that could not be read.
    """
    if not few and in_text(sizes):
        return [
            f"CAST(split_part({key}, '.', {place}) AS BIGINT)" for place in range(1, len(sizes) + 1)
        ]
    return [f"{key} // {prod(sizes[:place])} % {size}" for place, size in enumerate(sizes)]


def unpacked(key: int | str, sizes: Sequence[int]) -> tuple[int, ...] | None:
    """The codes in one; None for a row that could not be read.

    >>> unpacked(23, (4, 10)), unpacked("3.5", (4, 10)), unpacked(UNREAD, (4, 10))
    ((3, 5), (3, 5), None)
    """
    if key in (UNREAD, str(UNREAD)):
        return None
    if isinstance(key, str):
        return tuple(int(part) for part in key.split("."))
    codes = []
    for size in sizes:
        key, code = divmod(key, size)
        codes.append(code)
    return tuple(codes)


def key_of(codes: Sequence[int], sizes: Sequence[int]) -> int | str:
    """Several codes in one, as `packed` makes it in SQL.

    >>> key_of((3, 5), (4, 10)), key_of((3, 5), (1 << 31, 1 << 31))
    (23, '3.5')
    """
    if in_text(sizes):
        return ".".join(map(str, codes))
    return sum(code * prod(sizes[:place]) for place, code in enumerate(codes))


def coded(*cells: str) -> str:
    """The first code that is there; 0, the unknown, where none is."""
    return f"coalesce({', '.join([*cells, '0'])})"
