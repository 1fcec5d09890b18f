"""Compound files (OLE 2), in which old workbooks and encrypted new ones lie.

Belongs here: the names of the streams, and the bytes of one. Does not: what they mean.
Always true: a chain that does not end, or leads out of the file, is an error.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST = 0xFFFFFFFA  # numbers from here on are no sectors


class CompoundFile:
    """The streams of a compound file.

    Raises:
        ValueError: It is none, or is damaged.
    """

    def __init__(self, path: Path) -> None:
        self._data = path.read_bytes()
        if len(self._data) < 512 or not self._data.startswith(MARK):
            raise ValueError("this is no compound file")
        shift, small_shift = struct.unpack_from("<HH", self._data, 30)
        if shift not in (9, 12) or small_shift != 6:
            raise ValueError("a size of sectors that no compound file has")
        self._size, self._small = 1 << shift, 1 << small_shift
        first_directory, _, self._least, first_small, _, more, _ = struct.unpack_from(
            "<7I", self._data, 48
        )
        sectors = self._sectors(more)
        self._next = self._numbers(
            b"".join(self._sector(number) for number in sectors if number < _LAST)
        )
        self._small_next = self._numbers(self._chain(first_small))
        self._entries = dict(self._listed(self._chain(first_directory)))
        root = self._entries.get("Root Entry", (_LAST, 0))
        self._small_data = self._chain(root[0])

    def _sectors(self, more: int) -> list[int]:
        """The sectors that hold the numbers of the next; `more` is where their list goes on."""
        sectors = list(struct.unpack_from("<109I", self._data, 76))
        seen = 0
        while more < _LAST and seen <= len(self._data) // self._size:
            listed = struct.unpack(f"<{self._size // 4}I", self._sector(more))
            sectors += listed[:-1]
            more, seen = listed[-1], seen + 1
        return sectors

    @property
    def names(self) -> frozenset[str]:
        """The names of its streams."""
        return frozenset(self._entries)

    def read(self, name: str) -> bytes:
        """The bytes of a stream."""
        first, size = self._entries[name]
        if size >= self._least:
            return self._chain(first)[:size]
        found = b"".join(
            self._small_data[each * self._small : (each + 1) * self._small]
            for each in self._followed(first, self._small_next)
        )
        return found[:size]

    @staticmethod
    def _numbers(data: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])

    def _sector(self, number: int) -> bytes:
        found = self._data[(number + 1) * self._size : (number + 2) * self._size]
        if not found:
            raise ValueError("a sector lies beyond the end of the file")
        return found

    def _chain(self, first: int) -> bytes:
        return b"".join(self._sector(number) for number in self._followed(first, self._next))

    @staticmethod
    def _followed(first: int, following: tuple[int, ...]) -> Iterator[int]:
        steps = 0
        while first < _LAST:
            if first >= len(following) or steps > len(following):
                raise ValueError("a chain of sectors has no end")
            yield first
            first, steps = following[first], steps + 1

    @staticmethod
    def _listed(directory: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
        for start in range(0, len(directory) - 127, 128):
            entry = directory[start : start + 128]
            length = struct.unpack_from("<H", entry, 64)[0]
            if entry[66] in (1, 2, 5) and 2 <= length <= 64:
                name = entry[: length - 2].decode("utf-16-le", errors="replace")
                first, size = struct.unpack_from("<II", entry, 116)
                yield name, (first, size)
