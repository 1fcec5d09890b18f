"""How a file says that ecluse wrote it.

Belongs here: the mark in each form, and finding it again. Does not: what may be done with the file.
Always true: a file counts as ours only if it carries the mark that we write into its form; what
cannot be read, or has no mark, is somebody else's. An empty file holds nothing that could be lost.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

WRITTEN = "Written by ecluse"
TABLE = f"{WRITTEN} orders"  # the comment of a table begins so
TABLE_COMMENT = f"{TABLE}; the next run may replace it."
KEY = "ecluse"
README = "# Determination tables\n\nEach file is a Parquet table; `join.sql` "
SPARK = "_ecluse"
_COLUMN = "ecluse_"
_NEEDED = {"ecluse_outcome", "ecluse_data_version"}
_HEAD, _HEADING, _MOST = 1 << 14, 1 << 20, 1 << 26
_JSON = re.compile(rb'\s*\{\s*"schema":\s*"ecluse\.')
_LISTED = re.compile(r"^- `([^`/]+)`$", re.MULTILINE)
_DAMAGED = (struct.error, csv.Error, zipfile.BadZipFile, zlib.error, ElementTree.ParseError)
_OF_SPARK = re.compile(r"part-.*\.parquet|_SUCCESS|\..*\.crc|" + SPARK)


def is_ours(path: Path) -> bool:
    """Whether a file that is there was written by ecluse, by what it holds and not by its name."""
    try:
        if path.stat().st_size == 0:
            return True
        with path.open("rb") as file:
            head = file.read(_HEAD)
        for begins, marked in _FORMS:
            if head.startswith(begins):
                return marked(path, head)
        return _text(path, head)
    except (OSError, ValueError, KeyError, *_DAMAGED):
        return False


def not_ours_in(folder: Path) -> str | None:
    """The first thing in a folder that ecluse did not write; None where all of it is ours.

    A folder of determination tables is known by its README, which lists them; one that Spark wrote,
    by a file of ours in it.
    """
    names = sorted(each.name for each in folder.iterdir())
    if SPARK in names and _starts(folder / SPARK, WRITTEN):
        return next((name for name in names if not _OF_SPARK.fullmatch(name)), None)
    readme = folder / "README.md"
    if not _starts(readme, README):
        return names[0] if names else None
    listed = {"README.md", "join.sql", *_LISTED.findall(readme.read_text(encoding="utf-8"))}
    return next((name for name in names if name not in listed), None)


def _starts(path: Path, text: str) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(text.encode())) == text.encode()
    except OSError:
        return False


def _parquet(path: Path, _: bytes) -> bool:
    """The key stands in the footer, whose length stands before the last four bytes."""
    with path.open("rb") as file:
        end = file.seek(0, io.SEEK_END)
        file.seek(end - 8)
        (length,) = struct.unpack("<I", file.read(4))
        file.seek(max(end - 8 - length, 0))
        return WRITTEN.encode() in file.read(min(length, _MOST))


def _arrow(path: Path, head: bytes) -> bool:
    """The mark stands in the schema, which is the first message."""
    start = 8 if head.startswith(b"ARROW1") else 0
    sign, length = struct.unpack("<Ii", head[start : start + 8])
    if sign != 0xFFFFFFFF or not 0 < length < _MOST:
        return False
    with path.open("rb") as file:
        file.seek(start + 8)
        return WRITTEN.encode() in file.read(length)


def _workbook(path: Path, _: bytes) -> bool:
    """We are who modified it last: a spreadsheet that saves it puts its user's name there."""
    with zipfile.ZipFile(path) as archive, archive.open("docProps/core.xml") as file:
        tree = ElementTree.fromstring(file.read(_HEAD))
    return any(each.tag.endswith("}lastModifiedBy") and each.text == WRITTEN for each in tree)


def _in_head(_: Path, head: bytes) -> bool:
    return WRITTEN.encode() in head


def _pdf(path: Path, _: bytes) -> bool:
    with path.open("rb") as file:
        return WRITTEN.encode() in file.read(_MOST)


def _json(_: Path, head: bytes) -> bool:
    return _JSON.match(head) is not None


def _text(path: Path, head: bytes) -> bool:
    """A page or a picture says it in its head; a table of text by the heading of an answered book,
    whose last columns are ours: one to which somebody added a column is theirs.
    """
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return WRITTEN.encode() in head
    with path.open(encoding="utf-8-sig", newline="") as file:
        return _answered(file.read(_HEADING))


def _packed(path: Path, _: bytes) -> bool:
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        return _answered(file.read(_HEADING))


def _answered(text: str) -> bool:
    """Whether a table of text has the heading of an answered book."""
    delimiter = "\t" if "\t" in text.partition("\n")[0] else ","
    names = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    first = next((place for place, name in enumerate(names) if name.startswith(_COLUMN)), None)
    last = names[first:] if first is not None else []
    return set(last) >= _NEEDED and all(name.startswith(_COLUMN) for name in last)


_FORMS: tuple[tuple[bytes, Callable[[Path, bytes], bool]], ...] = (
    (b"PAR1", _parquet),
    (b"ARROW1", _arrow),
    (b"\xff\xff\xff\xff", _arrow),
    (b"PK\x03\x04", _workbook),
    (b"\x89PNG", _in_head),
    (b"%PDF", _pdf),
    (b"\x1f\x8b", _packed),
    (b"{", _json),
)
