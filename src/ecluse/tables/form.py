"""What a file is, by its first bytes, whatever it is called.

Belongs here: telling forms apart, naming those that are not read, unpacking a compressed file.
Does not: reading any of them.
Always true: a name decides nothing where the bytes tell; a form that is not read is called by its
name.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from ecluse.errors import InputError
from ecluse.tables.compound_file import MARK as COMPOUND
from ecluse.tables.compound_file import CompoundFile
from ecluse.tables.zip_guard import DAMAGE, MOST_RATIO, MOST_UNZIPPED_BYTES

_HEAD = 4096
_BLOCK = 1 << 20
_OPENED: dict[str, tuple[bytes, Callable[..., Any]]] = {
    ".gz": (b"\x1f\x8b", gzip.open),
    ".bz2": (b"BZh", bz2.open),
    ".xz": (b"\xfd7zXZ\x00", lzma.open),
}
PACKED = tuple(_OPENED)
_MARKS = (
    (b"PAR1", "parquet"),
    (b"ARROW1", "arrow"),
    (b"FEA1", "arrow"),
)
_OTHERS = (
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a text of a word processor (RTF)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3", "an SQLite database"),
    (b"ID;P", "a SYLK file"),
    (b"Obj\x01", "an Avro file"),
    (b"ORC", "an ORC file"),
)
_MEND = "export the table as CSV or .xlsx"
_SPREADSHEET = b"urn:schemas-microsoft-com:office:spreadsheet"
_HTML = re.compile(
    rb"(?:<\?xml[^>]*>|<!--.*?-->|<!doctype[^>]*>|\s)*<(?:html|head|meta|body|table|style|div)\b",
    re.IGNORECASE | re.DOTALL,
)
NAMES = {
    "parquet": "a Parquet file",
    "arrow": "an Arrow file",
    "duckdb": "a DuckDB file",
    "xlsx": "a workbook (.xlsx)",
    "xlsb": "a workbook (.xlsb)",
    "xls": "a workbook (.xls)",
    "ods": "a workbook (.ods)",
    "html": "an HTML page",
    "xml": "a workbook as XML",
    "text": "text",
}


def form_of(path: Path) -> str:
    """What a file is, as one of the keys of `NAMES`; "text" where nothing else is known of it.

    Raises:
        InputError: It is a form that is not read, or a workbook that is protected by a password.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    for mark, form in _MARKS:
        if head.startswith(mark):
            return form
    if head[8:12] == b"DUCK":
        return "duckdb"
    if head.startswith(b"PK\x03\x04"):
        return _archive(path)
    if head.startswith(COMPOUND):
        return _compound(path)
    other = next((name for mark, name in _OTHERS if head.startswith(mark)), None)
    if other is not None:
        raise InputError(f"this is {other}, which is not read here", str(path), _MEND)
    plain = _narrow(head)
    if _SPREADSHEET in plain and plain.lstrip().startswith(b"<"):
        return "xml" if re.search(rb"<(?:\w+:)?Workbook\b", plain) else "html"
    return "html" if _HTML.match(plain) else "text"


def _narrow(head: bytes) -> bytes:
    """The head of a text as ASCII has it, whatever its width and mark."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[2:].replace(b"\0", b"")
    return head.removeprefix(b"\xef\xbb\xbf")


def _archive(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "content.xml" in names:
                manifest = (
                    archive.read("META-INF/manifest.xml")
                    if "META-INF/manifest.xml" in names
                    else b""
                )
                if b"encryption-data" in manifest:
                    raise _locked(path)
                kind = archive.read("mimetype") if "mimetype" in names else b"spreadsheet"
                if b"spreadsheet" in kind:
                    return "ods"
    except DAMAGE:
        return "xlsx"  # its reader says what is wrong with it
    if "xl/workbook.bin" in names:
        return "xlsb"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    found = next(
        (
            what
            for part, what in (
                ("word/", "a Word document"),
                ("ppt/", "a presentation"),
                ("Index/", "an Apple Numbers document"),
                ("Index.zip", "an Apple Numbers document"),
                ("content.xml", "an OpenDocument text"),
            )
            if any(name.startswith(part) for name in names)
        ),
        None,
    )
    if found:
        raise InputError(f"this is {found}, which is not read here", str(path), _MEND)
    raise InputError("this is a ZIP archive", str(path), "unpack it, and give the file in it")


def _compound(path: Path) -> str:
    try:
        names = CompoundFile(path).names
    except ValueError:
        return "xls"  # its reader says what is wrong with it
    if "EncryptedPackage" in names:
        raise _locked(path)
    if "WordDocument" in names:
        raise InputError("this is a Word document, which is not read here", str(path), _MEND)
    return "xls"


def _locked(path: Path) -> InputError:
    return InputError(
        "the workbook is protected by a password",
        str(path),
        "save it without one, or export it as CSV",
    )


def unpacked(path: Path, folder: Path) -> Path:
    """A compressed file's content in a file of our own, called as it without the last suffix; the
    file itself where it is none.

    Raises:
        InputError: It is damaged, or would unpack to far more than it is.
    """
    with path.open("rb") as file:
        head = file.read(8)
    opened = next((open_ for mark, open_ in _OPENED.values() if head.startswith(mark)), None)
    if opened is None:
        return path
    name = path.stem if path.suffix.casefold() in PACKED else path.name
    made = folder / f"unpacked{Path(name).suffix}"
    packed = max(path.stat().st_size, 1)
    try:
        with opened(path, "rb") as source, made.open("wb") as target:
            _copied(source, target, packed, path)
    except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # the disk, not the file
        raise InputError(
            f"the compressed file is damaged: {error}", str(path), "write or copy it again"
        ) from error
    return made


def _copied(source: Any, target: IO[bytes], packed: int, path: Path) -> None:
    written = 0
    while block := source.read(_BLOCK):
        written += target.write(block)
        if written > MOST_UNZIPPED_BYTES and written / packed > MOST_RATIO:
            raise InputError(
                f"the file of {packed:,} bytes would unpack to more than {written:,}",
                str(path),
                "unpack it yourself; no book of orders packs so well",
            )
