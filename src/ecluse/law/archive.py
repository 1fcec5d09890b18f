"""A data folder out of a zip or tar file that somebody sent.

Belongs here: which entries an archive may have, and unpacking them within limits.
Does not: what the files say, or whether they are sealed (install).
Always true: nothing is written outside the folder that is named, and no link, device or second
file of one name is made; what is counted is what comes out, not what the archive says of itself.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
import shutil
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from ecluse.errors import InputError
from ecluse.law.seal import KINDS, MANIFEST

MOST_PACKED = 1 << 26  # bytes of the archive itself
MOST_FILES = 4_096
MOST_BYTES = 16_000_000  # of one file; what the reader of data files reads at most
MOST_IN_ALL = 200_000_000
_LONGEST = 255  # characters of a path
_PIECE = 1 << 16
_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_ENDINGS = (*KINDS, ".md", ".json")
_RESERVED = frozenset({"con", "prn", "aux", "nul"})  # names of devices on one system
_PLAIN_FILES = (0, 8)  # what a zip has for the kind of an entry: nothing, or a plain file
_PACKED_BY = {b"\x1f\x8b": gzip.open, b"BZh": bz2.open, b"\xfd7zXZ": lzma.open}
_DAMAGED = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    NotImplementedError,  # a way to compress that nobody uses
    RuntimeError,  # a password is asked for
    ValueError,
)
_Listed = tuple[str, bool, IO[bytes] | None]


def unpack(archive: Path, folder: Path) -> None:
    """Unpack a sealed data folder into an empty one.

    Raises:
        InputError: It is no zip or tar, is damaged, is too large, or holds what no data folder has.
    """
    raw = folder / ".archive"
    raw.mkdir()
    try:
        if archive.stat().st_size > MOST_PACKED:
            raise _refused(archive, f"it is larger than {MOST_PACKED:,} bytes")
        listed = _of_zip if zipfile.is_zipfile(archive) else _of_tar
        with listed(archive) as entries:
            _write(entries, raw, archive)
    except FileNotFoundError as error:
        raise InputError("there is no such file", str(archive), "check the path") from error
    except _DAMAGED as error:
        what = "the archive is damaged or cut short"
        raise InputError(what, str(archive), "get it anew; the data stay as they were") from error
    for path in _top(raw, archive).iterdir():
        path.replace(folder / path.name)
    shutil.rmtree(raw)


def _write(entries: Iterator[_Listed], folder: Path, archive: Path) -> None:
    """Write each entry where its path says, once that is found to be harmless."""
    named: set[str] = set()
    left = MOST_IN_ALL
    for path, plain, source in entries:
        if len(named) >= MOST_FILES:
            raise _refused(archive, f"it holds more than {MOST_FILES:,} files")
        if not plain or source is None:
            raise _refused(archive, f"'{path}' is a link or a device")
        parts = _parts(path, archive)
        if "/".join(parts).casefold() in named:
            raise _refused(archive, f"'{path}' stands in it twice")
        named.add("/".join(parts).casefold())
        target = folder.joinpath(*parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        with source, target.open("xb") as file:
            most = min(MOST_BYTES, left)
            while piece := source.read(_PIECE):
                left -= len(piece)
                most -= len(piece)
                if most < 0:
                    raise _refused(archive, f"'{path}' or the whole is too large")
                file.write(piece)


def _parts(path: str, archive: Path) -> list[str]:
    """The parts of a path that stays inside its folder on every system.

    Raises:
        InputError: It does not, or is of no data file.
    """
    parts = path.removeprefix("./").split("/")
    plain = all(
        _PART.fullmatch(part) and part.partition(".")[0].casefold() not in _RESERVED
        for part in parts
    )
    if not plain or len(path) > _LONGEST:
        raise _refused(archive, f"'{path}' is a path that no data folder has")
    if not parts[-1].endswith(_ENDINGS):
        raise _refused(archive, f"'{path}' is no data file")
    return parts


def _top(folder: Path, archive: Path) -> Path:
    """The data folder itself, which may stand inside one other."""
    if (folder / MANIFEST).is_file():
        return folder
    inner = list(folder.iterdir())
    if len(inner) != 1 or not (inner[0] / MANIFEST).is_file():
        raise _refused(archive, f"it holds no sealed data folder: {MANIFEST} is missing")
    return inner[0]


@contextmanager
def _of_zip(archive: Path) -> Iterator[Iterator[_Listed]]:
    """Each entry but folders: its path, whether it is a plain file, what it holds."""
    with zipfile.ZipFile(archive) as packed:
        yield (
            (info.filename, info.external_attr >> 28 in _PLAIN_FILES, packed.open(info))
            for info in packed.infolist()
            if not info.is_dir()
        )


@contextmanager
def _of_tar(archive: Path) -> Iterator[Iterator[_Listed]]:
    """The same of a tar, packed or not; it is read once, from front to end."""
    with archive.open("rb") as file:
        begins = file.read(6)
    ways = (way for sign, way in _PACKED_BY.items() if begins.startswith(sign))
    opener: Any = next(ways, open)
    with opener(archive, "rb") as stream:
        try:
            bounded: Any = _Bounded(stream)
            tar = tarfile.open(fileobj=bounded, mode="r|")  # noqa: SIM115  entered below
        except tarfile.ReadError as error:
            raise _refused(archive, "it is no zip or tar archive, or is cut short") from error
        with tar:
            yield (
                (member.name, member.isreg(), tar.extractfile(member) if member.isreg() else None)
                for member in tar
                if not member.isdir()
            )


class _Bounded:
    """A stream that ends with an error where more comes out of it than a data folder holds."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.left = MOST_IN_ALL

    def read(self, size: int) -> bytes:
        """The next bytes."""
        piece = self.stream.read(min(size, self.left + 1))
        self.left -= len(piece)
        if self.left < 0:
            raise tarfile.ReadError("too large")
        return piece


def _refused(archive: Path, what: str) -> InputError:
    return InputError(what, str(archive), "get another archive; the data stay as they were")
