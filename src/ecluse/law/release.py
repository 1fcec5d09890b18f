"""One release of the data as a value: the folder, what it says, and its version.

Belongs here: opening a release, and keeping the few that were opened last.
Does not: reading the files (library), or which folder answers by default (data_home).
Always true: several releases live side by side in one process, and none knows of another; a folder
whose files changed is read again.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ecluse.law.data_home import data_folder
from ecluse.law.library import Library, load
from ecluse.law.seal import MANIFEST, data_entries

_MOST_OPEN = 4
Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Release:
    """The data of one folder.

    Args:
        data: The folder; rooms that read files of their own read them from here.
        library: What its files say.
    """

    data: Path
    library: Library

    @property
    def version(self) -> str:
        """The day up to which the law was read, and the beginning of the data's digest."""
        return self.library.version


def open_release(folder: Path | None = None) -> Release:
    """The release in a folder; the data that answer by default where left out.

    Raises:
        DataError, SeveralErrors: What is wrong with the data.

    >>> open_release() is open_release()
    True
    """
    chosen = (folder or data_folder()).resolve()
    return _opened(chosen, _stamp(chosen))


@lru_cache(maxsize=_MOST_OPEN)
def _opened(folder: Path, _: Stamp) -> Release:
    return Release(folder, load(folder))


def _stamp(folder: Path) -> Stamp:
    """The name, size and time of each data file: another stamp, and the folder is read again."""
    looks = [(name, entry.stat) for name, entry in data_entries(folder)]
    found: list[tuple[str, int, int]] = []
    for name, look in [*looks, (MANIFEST, (folder / MANIFEST).stat)]:
        with suppress(OSError):
            about = look()
            found.append((name, about.st_size, about.st_mtime_ns))
    return tuple(sorted(found))
