"""Which data folder answers: one that is named, one that was installed, or the shipped one.

Belongs here: the user's data home, what was installed there and in which order, and going back.
Does not: checking an archive (install), or reading data (library).
Always true: each installed folder stands under its own digest and is never written to again; what
is in use changes in one step; the shipped data answer where they are newer than the installed ones.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar, Literal

from ecluse.errors import DataError, InputError
from ecluse.outputs.record import digest_in, put_record, read_record
from ecluse.outputs.user_folder import user_data

SHIPPED = Path(__file__).parent.parent / "data"
VARIABLE = "ECLUSE_DATA"
_READ_UP_TO = re.compile(r"^read_up_to:\s*(\d{4}-\d{2}-\d{2})\s*(?:#.*)?$", re.MULTILINE)

Origin = Literal["named", "installed", "shipped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalledData:
    """One installed data folder: its digest, and the day up to which its law was read."""

    digest: str
    as_of: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFolderAnswer:
    """The data folder that answers.

    Args:
        origin: Named in the settings, installed, or shipped with ecluse.
        digest: Of the names and bytes of its data files.
        version: The day up to which the law was read, and the beginning of the digest.
        sealed: Every data file is as it was sealed.
        installed: What was installed, the newest last; going back takes the last away.
    """

    SCHEMA: ClassVar[str] = "ecluse.data-folder/1"

    folder: str
    origin: Origin
    digest: str
    version: str
    data_as_of: date
    sealed: bool
    installed: list[InstalledData]


def data_home(settings: Mapping[str, str] = os.environ) -> Path:
    """The folder of the user's own under which data are installed."""
    return user_data(settings) / "data"


def data_folder(settings: Mapping[str, str] = os.environ) -> Path:
    """The data folder that answers.

    Raises:
        DataError: Data were installed and are no longer there.
    """
    return chosen(settings)[0]


def chosen(settings: Mapping[str, str] = os.environ) -> tuple[Path, Origin]:
    """The data folder that answers, and how it came to be that one.

    Raises:
        InputError: A folder is named that holds no data.
        DataError: Data were installed and are no longer there.
    """
    named = settings.get(VARIABLE)
    if named is not None:
        return _named(named), "named"
    home = data_home(settings)
    newest = _newest(home)
    if newest is None:
        return SHIPPED, "shipped"
    folder = home / newest.digest
    if not folder.is_dir():
        mend = "install them anew, or go back: `ecluse data rollback`"
        raise DataError("the installed data are no longer there", str(folder), mend)
    return folder, "installed"


def _named(text: str) -> Path:
    folder = Path(text)
    if not text or not is_data_folder(folder):
        mend = "name a folder that holds vocabulary.yaml and about.yaml, or unset it"
        raise InputError(f"'{text}' is no data folder", VARIABLE, mend)
    return folder


def is_data_folder(folder: Path) -> bool:
    """Whether a folder holds the first files of a data folder; nothing else in it is looked at."""
    try:
        return all((folder / name).is_file() for name in ("vocabulary.yaml", "about.yaml"))
    except (OSError, ValueError):  # too long, or no name at all
        return False


def day_in_use(home: Path) -> date:
    """The day up to which the law of the data in use was read, whether or not they are whole."""
    newest = _newest(home)
    return _as_of(SHIPPED) if newest is None else newest.as_of


def _newest(home: Path) -> InstalledData | None:
    """The data installed last; None where the shipped ones are newer, or none are installed."""
    history = installed(home)
    return history[-1] if history and history[-1].as_of >= _as_of(SHIPPED) else None


def _as_of(folder: Path) -> date:
    """The day up to which the law of a folder was read, without reading the folder."""
    read = _READ_UP_TO.search((folder / "about.yaml").read_text(encoding="utf-8"))
    return date.fromisoformat(read[1]) if read else date.max


def installed(home: Path) -> tuple[InstalledData, ...]:
    """What was installed, the newest last.

    Raises:
        DataError: The list of it cannot be read.
    """
    what = "the list of installed data cannot be read"
    mend = "remove the file, and the shipped data answer; then install anew"
    return read_record(home, _installed, what, mend)


def _installed(row: Mapping[str, str]) -> InstalledData:
    return InstalledData(digest=digest_in(row["digest"]), as_of=date.fromisoformat(row["as_of"]))


def put_in_use(home: Path, history: tuple[InstalledData, ...]) -> None:
    """Write what was installed, the newest last, in one step.

    Raises:
        InputError: The folder cannot be written.
    """
    rows = [{"digest": row.digest, "as_of": row.as_of.isoformat()} for row in history]
    put_record(home, rows, "the data home")


def went_back(home: Path) -> InstalledData:
    """Take the last installed data out of use; they stay where they are.

    Raises:
        InputError: None are installed.
    """
    history = installed(home)
    if not history:
        mend = "install some: `ecluse data install FILE`"
        raise InputError("no data are installed: the shipped ones answer", str(home), mend)
    put_in_use(home, history[:-1])
    return history[-1]


def with_newest(
    history: tuple[InstalledData, ...], new: InstalledData
) -> tuple[InstalledData, ...]:
    """The history with `new` as its newest, each once."""
    return (*(row for row in history if row != new), new)
