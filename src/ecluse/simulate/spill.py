"""Tables of a run: in memory while they fit, else in a file without a name.

Belongs here: making room for a table, and the bounds on memory and disk. Does not: what is written
into it (run), or how much is asked for (ask).
Always true: a table holds the same numbers wherever it stands; the file has no name, so that it
goes with the process, however that ends; its room is set aside before anything is run, so that a
full disk is an error of one line and never a lost run.
"""

from __future__ import annotations

import errno
import mmap
import os
import tempfile
from dataclasses import dataclass, field
from math import prod

import numpy as np

from ecluse.errors import InputError
from ecluse.simulate.quantiles import Floats

IN_MEMORY = 160 * 2**20  # bytes of all tables of a question
ON_DISK = 32 * 2**30
_NUMBER = 8  # bytes


@dataclass(slots=True)
class Tables:
    """Room for the tables of some runs.

    Args:
        memory: Bytes that may still be taken in memory.
    """

    memory: int = IN_MEMORY
    _mapped: list[mmap.mmap] = field(default_factory=list)

    def new(self, shape: tuple[int, ...]) -> Floats:
        """A table of a shape, which holds nothing yet.

        Raises:
            InputError: There is no room on the disk.
        """
        size = prod(shape) * _NUMBER
        if size <= self.memory:
            self.memory -= size
            return np.empty(shape)
        held = _file(size)
        self._mapped.append(held)
        return np.frombuffer(held, dtype=np.float64).reshape(shape)

    def let_go(self) -> None:
        """Let the system take back the memory of what was written to files."""
        for held in self._mapped:
            if hasattr(mmap, "MADV_DONTNEED"):
                held.madvise(mmap.MADV_DONTNEED)


def check_room(size: int, draws: int) -> None:
    """Refuse tables that are too large for the disk as well.

    Args:
        size: Bytes of all tables of a question.

    Raises:
        InputError: They are.
    """
    if size > IN_MEMORY + ON_DISK:
        fits = int(draws * (IN_MEMORY + ON_DISK) / size)
        what = f"the sums of {draws:,} draws take {size / 2**30:,.0f} GiB"
        raise InputError(what, "draws", f"ask for {fits:,} draws, or for longer periods")


def _file(size: int) -> mmap.mmap:
    """Room of so many bytes in a file without a name."""
    with tempfile.TemporaryFile(prefix="ecluse-") as file:
        try:
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(file.fileno(), 0, size)
            else:
                file.truncate(size)
            return mmap.mmap(file.fileno(), size)
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EFBIG, errno.ENOMEM, errno.EDQUOT):
                raise
            what = f"{tempfile.gettempdir()} has no room for {size / 2**30:,.1f} GiB"
            mend = "set TMPDIR to a folder that has, or ask for fewer draws or longer periods"
            raise InputError(what, "draws", mend) from error
