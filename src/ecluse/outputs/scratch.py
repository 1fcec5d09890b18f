"""Folders to work in, which are gone afterwards, even after a run that was killed.

Belongs here: making such a folder, holding its lock, and sweeping those of dead processes.
Does not: what is put in it.
Always true: a folder is swept only if it is this user's, holds our lock file, and no living process
holds the lock; nothing else is ever removed.
"""

from __future__ import annotations

import logging
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ecluse.errors import InputError

try:
    import fcntl
except ImportError:  # no such locks on this system: nothing is swept
    fcntl = None  # type: ignore[assignment]

log = logging.getLogger(__name__)
LOCK = ".ecluse-lock"
BEFORE = "before"
_SAYS = b"A working folder of ecluse. It goes when its run ends, or at the next run.\n"
_LONGEST = 60


@contextmanager
def scratch(prefix: str, where: Path | None = None, suffix: str = "") -> Iterator[Path]:
    """A new folder that only this user can read, removed with all that it holds at the end.

    Abandoned folders of ours in the same place are removed first.

    Args:
        prefix: How its name begins: `ecluse-` in the temporary folder, a point elsewhere.
        where: The folder in which it is made; the system's temporary folder where left out.

    Raises:
        InputError: There is no room for it.
    """
    try:
        place = Path(tempfile.gettempdir()) if where is None else where
        sweep(place, prefix.partition("-")[0] if where is None else ".", suffix)
        folder = Path(tempfile.mkdtemp(dir=place, prefix=prefix, suffix=suffix))
    except OSError as error:
        raise InputError(
            f"no folder to work in can be made: {error.strerror or error}",
            str(where or "the temporary folder"),
            "make room there, or name another (TMPDIR)" if where is None else "write elsewhere",
        ) from error
    lock = None
    try:
        lock = _locked(folder)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def beside(name: str) -> tuple[str, str]:
    """How a folder beside an output of this name begins and ends; short enough for any disk.

    >>> beside("out.csv")
    ('.out.csv.', '.part')
    """
    return f".{name[:_LONGEST]}.", ".part"


def sweep(where: Path, prefix: str, suffix: str = "") -> None:
    """Remove the working folders in `where` that dead processes left; what they had moved away, and
    not yet replaced, goes back to its place.
    """
    if fcntl is None:
        return
    with suppress(OSError), os.scandir(where) as entries:
        names = [
            entry.name
            for entry in entries
            if entry.name.startswith(prefix) and entry.name.endswith(suffix)
        ]
        for name in names:
            _sweep_one(where / name)


def _sweep_one(folder: Path) -> None:
    lock = _claimed(folder)
    if lock is None:
        return
    try:
        with suppress(OSError):
            for moved in (folder / BEFORE).iterdir():
                if not os.path.lexists(folder.parent / moved.name):
                    os.replace(moved, folder.parent / moved.name)
        shutil.rmtree(folder, ignore_errors=True)
        log.info("removed %s, which a dead process left", folder)
    finally:
        os.close(lock)


def _locked(folder: Path) -> int | None:
    """Hold the folder's lock: it has its name only once it is held, so that no other run finds it
    free. None where the disk knows no locks; such a folder is never swept.
    """
    if fcntl is None:
        return None
    fresh = folder / f"{LOCK}.new"
    handle = os.open(fresh, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        os.write(handle, _SAYS)
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.replace(fresh, folder / LOCK)
    except OSError as error:
        log.info("%s cannot be locked: %s", folder, error)
        os.close(handle)
        return None
    return handle


def _claimed(folder: Path) -> int | None:
    """The lock of a folder of ours that nobody holds any longer; None for every other folder."""
    try:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
            return None
        handle = os.open(folder / LOCK, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        held = os.fstat(handle)
        if stat.S_ISREG(held.st_mode) and held.st_uid == found.st_uid:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.read(handle, len(_SAYS) + 1) == _SAYS:
                return handle
    except OSError:
        pass
    os.close(handle)
    return None
