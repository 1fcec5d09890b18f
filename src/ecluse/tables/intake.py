"""What a book is read from: a file, a folder of files, a pipe or standard input; never a device.

Belongs here: the place behind a source, and spooling what can be read only once.
Does not: the form of what is read (read).
Always true: what has no end is refused, or cut off at a bound; an error names the source as the
user did.
"""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ecluse.errors import EcluseError, InputError, SeveralErrors
from ecluse.outputs.check import is_there
from ecluse.outputs.staging import disk_errors
from ecluse.tables.names import parted
from ecluse.tables.postgres import is_address
from ecluse.tables.read import Book, Opening, open_book
from ecluse.tables.read_parquet import in_folder

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

STANDARD_INPUT, STANDARD_OUTPUT = ("-", "/dev/stdin"), ("-", "/dev/stdout")
MOST_SPOOLED = 8 << 30
_BLOCK = 1 << 20
_BEGINS = (
    (b"PAR1", ".parquet"),
    (b"ARROW1", ".arrow"),
    (b"\xff\xff\xff\xff", ".arrows"),
    (b"\xd0\xcf\x11\xe0", ".xls"),
    (b"\x1f\x8b", ".csv.gz"),
)
_DUCKDB_AT, _DUCKDB = 8, b"DUCK"
_IN_ZIP = (("xl/workbook.bin", ".xlsb"), ("xl/workbook.xml", ".xlsx"), ("mimetype", ".ods"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source as it can be opened, as often as need be.

    Args:
        text: What `open_book` is given.
        shown: What the user called it.
        files: The files that are read.
        folders: The folders of which every file is read.
    """

    text: str
    shown: str
    files: tuple[Path, ...] = ()
    folders: tuple[Path, ...] = ()

    def open(
        self,
        connection: DuckDBPyConnection,
        folder: Path,
        opening: Opening | None = None,
    ) -> Book:
        """The book, under the name that the user knows.

        Raises:
            InputError: As `open_book`; or the book reads files of its own accord.
        """
        with self.named():
            book = open_book(self.text, connection, folder, opening)
            return replace(book, source=self._named(book.source))

    @contextmanager
    def named(self) -> Iterator[None]:
        """Errors name the source as the user did, wherever it was spooled to."""
        import duckdb

        try:
            yield
        except duckdb.PermissionException as error:
            raise InputError(
                "the book reads other files, which a view of somebody else may not",
                self.shown,
                "write what it gives to a table or a file first, and give that",
            ) from error
        except SeveralErrors:
            raise
        except EcluseError as error:
            if self.text == self.shown:
                raise
            raise type(error)(
                self._named(error.what), self._named(error.where), self._named(error.mend)
            ) from error

    def _named(self, text: str) -> str:
        return text.replace(self.text, self.shown) if self.text != self.shown else text


def place_of(source: str | Path) -> Path | None:
    """The file or folder that a source names; None for a database that is no file, and for what is
    not there.

    >>> place_of("postgresql://host/shop#orders") is None
    True
    """
    if is_address(source):
        return None
    text = str(source)
    if text in STANDARD_INPUT:
        place = Path(STANDARD_INPUT[-1])
        return place if is_there(place) else None
    place = Path(parted(text)[0])
    return place if text and is_there(place) else None


def take(source: str | Path, folder: Path, most: int = MOST_SPOOLED) -> Source:
    """A source that can be opened; a pipe and standard input are spooled to `folder`.

    Raises:
        InputError: It is a device, or more comes through a pipe than `most` bytes.
    """
    text = str(source)
    if text in STANDARD_INPUT:
        try:
            with os.fdopen(os.dup(0), "rb") as file:
                return _spooled(file, "", "standard input", folder, most)
        except OSError as error:
            raise InputError(
                f"standard input cannot be read: {error.strerror}", "-", "name a file"
            ) from error
    place = place_of(source)
    if place is None:
        return Source(text=text, shown=text)
    mode = place.stat().st_mode
    if stat.S_ISDIR(mode):
        return Source(text=text, shown=text, files=tuple(_in_folder(place)), folders=(place,))
    if stat.S_ISFIFO(mode):
        with place.open("rb") as file:
            taken = _spooled(file, place.suffix, str(place), folder, most)
        part = parted(text)[1]
        return replace(taken, text=f"{taken.text}#{part}" if part else taken.text, shown=text)
    _refuse_special(place, mode)
    return Source(text=text, shown=text, files=(place,))


def _refuse_special(place: Path, mode: int) -> None:
    if not stat.S_ISREG(mode):
        kind = "a socket" if stat.S_ISSOCK(mode) else "a device" if mode else "no file"
        raise InputError(f"this is {kind}, not a file", str(place), "give a file, or - for a pipe")


def _in_folder(folder: Path) -> list[Path]:
    """The files of a folder that are links, each being a file."""
    found = []
    for path in in_folder(folder):
        if path.exists() and not path.is_dir():
            _refuse_special(path, path.stat().st_mode)
        if path.is_symlink():
            found.append(path.resolve())
    return found


def _spooled(file: BinaryIO, suffix: str, shown: str, folder: Path, most: int) -> Source:
    """All of a pipe as a file of the form that its name or its first bytes say; without a suffix
    where its reader is to find that out.
    """
    whole = folder / "spooled"
    size = 0
    with disk_errors(folder), whole.open("wb") as spool:
        while block := file.read(_BLOCK):
            size += len(block)
            if size > most:
                raise InputError(
                    f"more than {most:,} bytes came through the pipe",
                    shown,
                    "write it to a file first, and give that",
                )
            spool.write(block)
    made = whole.rename(folder / f"spooled{suffix or _form(whole)}")
    return Source(text=str(made), shown=shown)


def _form(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(_DUCKDB_AT + len(_DUCKDB))
    if head[_DUCKDB_AT:] == _DUCKDB:
        return ".duckdb"
    if head.startswith(b"PK\x03\x04") and zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
        return next((suffix for name, suffix in _IN_ZIP if name in names), ".xlsx")
    return next((suffix for begins, suffix in _BEGINS if head.startswith(begins)), "")
