"""Outputs that come to be whole or not at all.

Belongs here: making a file or a folder beside its place and putting it there in one step.
Does not: what is in it.
Always true: whatever stops the run, even at once, the old file or folder is there whole, or the new
one is; what is there is on the disk before it gets its name.
"""

from __future__ import annotations

import ctypes
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

from ecluse.errors import InputError
from ecluse.outputs.check import refuse_theirs
from ecluse.outputs.scratch import BEFORE, beside, scratch

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Staging:
    """A working folder beside an output.

    Args:
        folder: The working folder.
        part: Where the output is made, under its own name.
        target: Where it goes; links are followed, so that a link stays one.
    """

    folder: Path
    part: Path
    target: Path

    def put(self, *, force: bool = False) -> None:
        """Put the finished file in its place; it keeps the rights of the file that it replaces.

        Raises:
            InputError: Somebody put a file there meanwhile, or the disk refuses.
        """
        with disk_errors(self.target):
            refuse_theirs(self.target, force=force)
            _sync(self.part)
            if self.target.exists():
                shutil.copymode(self.target, self.part)
            os.replace(self.part, self.target)
            _sync(self.target.parent)

    def put_folder(self) -> None:
        """Put the finished folder in its place.

        Raises:
            InputError: Somebody put something there meanwhile, or the disk refuses.
        """
        with disk_errors(self.target):
            self.target.parent.mkdir(parents=True, exist_ok=True)
            for path in sorted(self.part.rglob("*")):
                _sync(path)
            _sync(self.part)
            if self.target.exists():
                refuse_theirs(self.target, folder=True)
                shutil.copymode(self.target, self.part)
            swap_folder(self.part, self.target, self.folder / BEFORE)
            _sync(self.target.parent)


@contextmanager
def staged(target: str | Path) -> Iterator[Staging]:
    """A working folder beside `target`, gone at the end whatever happens.

    Raises:
        InputError: None can be made.
    """
    real = Path(os.path.realpath(target))
    near = next(each for each in real.parents if each.is_dir())
    prefix, suffix = beside(real.name)
    with scratch(prefix, near, suffix) as folder:
        made = folder / "new"
        made.mkdir()
        yield Staging(folder=folder, part=made / real.name, target=real)


@contextmanager
def written(target: str | Path, *, force: bool = False) -> Iterator[Path]:
    """A path for a new file, which takes the place of `target` when all went well.

    Raises:
        InputError: The disk refuses, or there is a file that ecluse did not write.
    """
    refuse_theirs(Path(target), force=force)
    with staged(target) as staging, disk_errors(staging.target):
        yield staging.part
        staging.put(force=force)


@contextmanager
def disk_errors(target: Path) -> Iterator[None]:
    """What the disk says, as an error that names the output."""
    try:
        yield
    except OSError as error:
        raise InputError(
            f"cannot be written: {error.strerror or error}",
            str(target),
            "make room or write elsewhere; what was there is as it was",
        ) from error


def swap_folder(new: Path, target: Path, before: Path) -> None:
    """Put folder `new` in the place of `target`, in one step where the system can exchange two
    names, else in two, with the old one kept at `before` until the new one is there.
    """
    if not target.exists() or not any(target.iterdir()):
        os.replace(new, target)
    elif not _exchanged(new, target):
        before.mkdir(exist_ok=True)
        os.replace(target, before / target.name)
        try:
            os.replace(new, target)
        except OSError:
            os.replace(before / target.name, target)
            raise


def _exchanged(one: Path, other: Path) -> bool:
    try:
        exchange = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):  # not this system
        return False
    names = (os.fsencode(one), os.fsencode(other))
    return bool(exchange(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE) == 0)


def _sync(path: Path) -> None:
    """Have what is written on the disk; a folder, where the system can do that."""
    folder = path.is_dir()
    with suppress(OSError) if folder else nullcontext():
        handle = os.open(path, os.O_RDONLY if folder else os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
