"""Newer data for an installed copy: an archive is checked, put beside the shipped data, and used.

Belongs here: the checks between an archive and its use, and what is told of the data in use.
Does not: unpacking (archive), which folder answers (data_home).
Always true: what is not sealed, does not load, or is older than the data in use is never used;
where anything is wrong, the data in use stay as they were, and nothing is left behind.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from ecluse.answers.copied import copied
from ecluse.errors import EcluseError, InputError
from ecluse.law.archive import unpack
from ecluse.law.data_home import (
    DataFolderAnswer,
    InstalledData,
    chosen,
    data_home,
    day_in_use,
    installed,
    put_in_use,
    went_back,
    with_newest,
)
from ecluse.law.library import Library, load
from ecluse.law.seal import differences, digest_over, file_digests, read_manifest
from ecluse.outputs.record import unwritable
from ecluse.outputs.scratch import scratch

_STAY = "get another archive; the data stay as they were"


def install(archive: Path, settings: Mapping[str, str] = os.environ) -> DataFolderAnswer:
    """Check an archive of a data folder, and use it from now on.

    Raises:
        InputError: What is wrong with it, in one line.
    """
    _plain_file(archive)
    home = data_home(settings)
    with _part(home) as folder:
        unpack(archive, folder)
        library = _sound(folder, archive)
        _newer(library, archive, home)
        _put(folder, home / library.digest)
    new = InstalledData(digest=library.digest, as_of=library.data_as_of)
    put_in_use(home, with_newest(installed(home), new))
    return shown(settings)


def rolled_back(settings: Mapping[str, str] = os.environ) -> DataFolderAnswer:
    """Take the last installed data out of use, and say which data answer now.

    Raises:
        InputError: None are installed.
    """
    went_back(data_home(settings))
    return shown(settings)


def shown(settings: Mapping[str, str] = os.environ) -> DataFolderAnswer:
    """Which data answer.

    Raises:
        DataError: They do not load, or are no longer there.
    """
    folder, origin = chosen(settings)
    library = load(folder)
    history = list(installed(data_home(settings)))
    return copied(DataFolderAnswer, library, folder=str(folder), origin=origin, installed=history)


def _plain_file(archive: Path) -> None:
    """Refuse what is no file: a pipe would wait for its writer, a device has no end.

    Raises:
        InputError: It is none.
    """
    try:
        mode = archive.stat().st_mode
    except (OSError, ValueError) as error:
        raise InputError("there is no such file", str(archive), "check the path") from error
    if not stat.S_ISREG(mode):
        raise InputError("this is no file", str(archive), "give a file: a zip or tar of the data")


@contextmanager
def _part(home: Path) -> Iterator[Path]:
    """A folder to unpack into, gone at the end whatever happens; what a run that was killed left is
    removed first.

    Raises:
        InputError: None can be made.
    """
    with ExitStack() as stack:
        try:
            home.mkdir(parents=True, exist_ok=True, mode=0o700)
            part = stack.enter_context(scratch(".part-", home)) / "data"
            part.mkdir()
        except (OSError, InputError) as error:
            why = getattr(error, "strerror", None) or getattr(error, "what", "")
            raise unwritable("the data home", home, why) from error
        yield part


def _sound(folder: Path, archive: Path) -> Library:
    """The data of an unpacked folder, which is as it was sealed and loads.

    Raises:
        InputError: It is not, or does not.
    """
    try:
        unlike = differences(file_digests(folder, deep=True), read_manifest(folder))
        library = None if unlike else load(folder)
    except EcluseError as error:
        first = error.mistakes[0]
        what = f"the data in it cannot be used: {first.what} ({first.where})"
        raise InputError(what, str(archive), _STAY) from error
    if library is None:
        more = f", and {len(unlike) - 1} more" if len(unlike) > 1 else ""
        raise InputError(f"it is not as it was sealed: {unlike[0]}{more}", str(archive), _STAY)
    return library


def _newer(library: Library, archive: Path, home: Path) -> None:
    """Refuse data that are older than those in use.

    Raises:
        InputError: They are.
    """
    day = day_in_use(home)
    if library.data_as_of < day:
        what = f"it is older ({library.version}) than the data in use ({day.isoformat()})"
        raise InputError(what, str(archive), "keep those, or go back with `ecluse data rollback`")


def _put(folder: Path, target: Path) -> None:
    """Put an unpacked folder in its place; one that is there already is the same, or is damaged."""
    if target.is_dir() and digest_over(file_digests(target, deep=True)) == target.name:
        return
    damaged = folder.with_name(f"{folder.name}-damaged")
    try:
        if target.exists():
            os.replace(target, damaged)
        os.replace(folder, target)
    except OSError as error:
        raise unwritable("the data home", target, error.strerror) from error
    finally:
        shutil.rmtree(damaged, ignore_errors=True)
