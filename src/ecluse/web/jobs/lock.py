"""Whether a server that works at books is still there.

Belongs here: a lock that the system lets go when its holder dies. Does not: what is done about it.
Always true: a name is alive exactly as long as the process that took it.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

_FOLDER = "runners"


class RunnerLock:
    """The lock of one server process.

    Args:
        folder: The data folder that the servers share.
    """

    def __init__(self, folder: Path, name: str) -> None:
        where = folder / _FOLDER
        where.mkdir(mode=0o700, exist_ok=True)
        self._path = where / name
        self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def release(self) -> None:
        """Let go."""
        self._path.unlink(missing_ok=True)
        os.close(self._handle)


def is_alive(folder: Path, name: str) -> bool:
    """Whether somebody holds the lock of a name; what a dead server left is removed."""
    path = folder / _FOLDER / name
    try:
        handle = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    else:
        path.unlink(missing_ok=True)
        return False
    finally:
        os.close(handle)
