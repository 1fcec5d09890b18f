"""The user's own lists: newer ones that were loaded, which of them are in use, and going back.

Belongs here: where they are kept, and the history of what was in use. Does not: reading a
publisher's file (update), opening a table (lists).
Always true: a set of lists stands under its own digest and is never written to again; what is in
use changes in one step; the shipped folder is never written to.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from ecluse.errors import DataError, InputError
from ecluse.outputs.record import digest_in, put_record, read_record
from ecluse.outputs.user_folder import user_data


def lists_home(settings: Mapping[str, str] = os.environ) -> Path:
    """The folder of the user's own under which newer lists are kept."""
    return user_data(settings) / "lists"


def lists_in_use(settings: Mapping[str, str] = os.environ) -> Path | None:
    """The user's own tables; None where none were loaded.

    Raises:
        DataError: Some were loaded and are no longer there.
    """
    home = lists_home(settings)
    kept = history(home)
    if not kept:
        return None
    folder = home / kept[-1]
    if not folder.is_dir():
        mend = "load them anew, or go back by `rollback`"
        raise DataError("the lists that were loaded are no longer there", str(folder), mend)
    return folder


def history(home: Path) -> tuple[str, ...]:
    """The digests of the sets of lists that were loaded, the newest last.

    Raises:
        DataError: The record of them cannot be read.
    """
    what = "the record of loaded lists cannot be read"
    mend = "remove the file, and the shipped lists answer; then load yours anew"
    return read_record(home, digest_in, what, mend)


def put_in_use(home: Path, digests: tuple[str, ...]) -> None:
    """Write which sets of lists were loaded, the newest last, in one step.

    Raises:
        InputError: The folder cannot be written.
    """
    put_record(home, digests, "the folder of lists")


def now_in_use(home: Path, digest: str) -> None:
    """Use the set of lists of a digest from now on.

    Raises:
        InputError: The folder cannot be written.
    """
    put_in_use(home, (*(kept for kept in history(home) if kept != digest), digest))


def gone_back(home: Path) -> str:
    """Take the lists loaded last out of use; they stay where they are. Their digest.

    Raises:
        InputError: None were loaded.
    """
    kept = history(home)
    if not kept:
        mend = "load some: `ecluse screen update FILE`"
        raise InputError("no lists were loaded: the shipped ones answer", str(home), mend)
    put_in_use(home, kept[:-1])
    return kept[-1]
