"""How a file says that ecluse wrote it.

Belongs here: the mark in each form, and finding it again. Does not: what may be done with the file.
Always true: a file counts as ours only if it carries the mark in the very place where we write it,
and if its table has no column that somebody added; a page or JSON, only if not a byte of it was
changed; what cannot be read, or has no mark, is somebody else's. An empty file holds nothing that
could be lost. Nothing but a plain file is opened.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import re
import struct
import zipfile
from collections.abc import Callable, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

WRITTEN = "Written by ecluse"
TABLE = f"{WRITTEN} orders"  # the comment of a table begins so
TABLE_COMMENT = f"{TABLE}; the next run may replace it."
KEY = "ecluse"
OPEN = f"sha256:{'0' * 64}"  # stands in a page or JSON where its own digest goes
README = "# Determination tables\n\nEach file is a Parquet table; `join.sql` "
SPARK = "_ecluse"
# The columns that an answered book gets. The layers above make them; the tests hold the two equal.
COLUMNS = frozenset(
    f"ecluse_{name}"
    for name in (
        *("outcome", "exception", "review_policy", "provision", "measure", "citation"),
        *("classification", "needs", "red_flags", "confidence", "provided", "read_up_to"),
        *("item", "reason", "data_version"),
        *("party_band", "party_list", "party_entry", "party_score", "party_list_day"),
        "party_role",
        *("answer_before", "answer_after", "changed_by", "changed_by_citation", "line_tpp", "law"),
    )
)
_FIRST, _NEEDED = "ecluse_outcome", "ecluse_data_version"
# Those that a table of parties gets, in their order; likewise held equal.
SCREENED = tuple(f"ecluse_{name}" for name in ("band", "list", "entry", "score", "list_date"))
_HEAD, _HEADING, _MOST = 1 << 14, 1 << 20, 1 << 26
_END = 256  # bytes in which the last line of a text of ours lies
_JSON = re.compile(rb'\s*\{\s*"schema":\s*"ecluse\.(?:brief|diff|note)/1"\s*[,}]')
_DIGEST = re.compile(rb'(?<=")sha256:[0-9a-f]{64}(?=")')
_LISTED = re.compile(r"^- `([^`/]+)`$", re.MULTILINE)
_OF_SPARK = re.compile(r"part-.*\.parquet|_SUCCESS|\..*\.crc|" + SPARK)
_PDF_INFO = re.compile(rb"/Info\s+(\d+)\s+0\s+R")
_PDF_DIGEST = re.compile(rb"/Keywords\s*\(%s; (sha256:[0-9a-f]{64})\)" % WRITTEN.encode())
_PNG_START = 8
PNG_TEXT = b"Software\0" + WRITTEN.encode()  # what a picture's chunk of text holds
_DUBLIN, _COMMONS = "{http://purl.org/dc/elements/1.1/}", "{http://creativecommons.org/ns#}"


def is_ours(path: Path) -> bool:
    """Whether a file that is there was written by ecluse, by what it holds and not by its name."""
    try:
        if not path.is_file():
            return False
        if path.stat().st_size == 0:
            return True
        with path.open("rb") as file:
            head = file.read(_HEAD)
        for begins, marked in _FORMS:
            if head.startswith(begins):
                return marked(path, head)
        return _text(path, head)
    except Exception:  # noqa: BLE001  a file that cannot be read is not ours
        return False


def with_digest(text: str) -> str:
    """A text that holds `OPEN` once, in quotes, with its own digest in that place: whoever changes
    a character of it makes it theirs.

    >>> with_digest(f'{{"digest": "{OPEN}"}}')[:30]
    '{"digest": "sha256:7c434095070'
    """
    return text.replace(f'"{OPEN}"', f'"{_digest(text.encode()).decode()}"')


def sealed(content: bytes) -> bytes:
    """The same for a PDF, which holds `OPEN` twice: among its keywords, and in its metadata."""
    return content.replace(OPEN.encode(), _digest(content))


def _digest(content: bytes) -> bytes:
    return f"sha256:{hashlib.sha256(content).hexdigest()}".encode()


def _is_sealed(content: bytes, digest: bytes) -> bool:
    """Whether a digest that stands in a content is the one that was made of it."""
    return digest == _digest(content.replace(digest, OPEN.encode()))


def _as_written(path: Path) -> bool:
    """Whether a page or JSON is byte for byte what `with_digest` made."""
    content = path.read_bytes()
    found = _DIGEST.findall(content)
    return len(found) == 1 and _is_sealed(content, found[0])


def is_answered(names: Sequence[str]) -> bool:
    """Whether the columns of a table are those of an answered book or of a screened table of
    parties, to which nobody added one.

    >>> is_answered(["part", "ecluse_outcome", "ecluse_data_version"])
    True
    >>> is_answered(["part", "ecluse_outcome", "ecluse_data_version", "my_notes"])
    False
    """
    if tuple(names[-len(SCREENED) :]) == SCREENED:
        return True
    first = next((place for place, name in enumerate(names) if name == _FIRST), len(names))
    return _NEEDED in names[first:] and COLUMNS.issuperset(names[first:])


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
    try:
        listed = {"README.md", "join.sql", *_LISTED.findall(readme.read_text(encoding="utf-8"))}
    except UnicodeDecodeError:  # somebody wrote in it
        return readme.name
    return next((name for name in names if name not in listed), None)


def _starts(path: Path, text: str) -> bool:
    try:
        if not path.is_file():  # a pipe would wait for a writer
            return False
        with path.open("rb") as file:
            return file.read(len(text.encode())) == text.encode()
    except OSError:
        return False


def _parquet(path: Path, _: bytes) -> bool:
    """The mark is a key of the footer and its value."""
    import duckdb

    place = re.sub(r"([\[*?])", r"[\1]", str(path.absolute()))  # a name is no pattern
    with duckdb.connect() as connection:
        pairs = connection.execute(
            "SELECT key, value FROM parquet_kv_metadata(?)", [place]
        ).fetchall()
        if (KEY.encode(), WRITTEN.encode()) not in pairs:
            return False
        columns = connection.execute(
            "DESCRIBE SELECT * FROM read_parquet(?, hive_partitioning = false)", [place]
        ).fetchall()
    return is_answered([str(row[0]) for row in columns])


def _arrow(path: Path, head: bytes) -> bool:
    """The mark is a key of the schema's metadata and its value. Without pyarrow, which writes these
    files too, none is ours.
    """
    import pyarrow as pa
    import pyarrow.ipc

    start = 8 if head.startswith(b"ARROW1") else 0
    sign, length = struct.unpack("<Ii", head[start : start + 8])
    if sign != 0xFFFFFFFF or not 0 < length < _MOST:
        return False
    with path.open("rb") as file:  # the schema is the first message
        file.seek(start)
        schema = pa.ipc.read_schema(pa.py_buffer(file.read(8 + length)))
    marked = (schema.metadata or {}).get(KEY.encode()) == WRITTEN.encode()
    return marked and is_answered(schema.names)


def _workbook(path: Path, _: bytes) -> bool:
    """We are who modified it last: a spreadsheet that saves it puts its user's name there."""
    with zipfile.ZipFile(path) as archive, archive.open("docProps/core.xml") as file:
        # Our own mark is looked for in 16 KiB; the parser loads no entity from outside.
        tree = ET.fromstring(file.read(_HEAD))  # noqa: S314  see above
    return any(each.tag.endswith("}lastModifiedBy") and each.text == WRITTEN for each in tree)


def _png(_: Path, head: bytes) -> bool:
    """The mark is the text "Software", which stands before the picture."""
    place = _PNG_START
    while place + 8 <= len(head):
        length, kind = struct.unpack(">I4s", head[place : place + 8])
        if kind == b"tEXt" and head[place + 8 : place + 8 + length] == PNG_TEXT:
            return True
        place += length + 12
    return False


def _pdf(path: Path, _: bytes) -> bool:
    """The mark is the creator in the record that the trailer names; or, of a PDF that holds its own
    digest, that stands among the keywords and not a byte was changed.
    """
    with path.open("rb") as file:
        data = file.read(_MOST)
    named = _PDF_INFO.search(data, max(data.rfind(b"trailer"), 0))
    if named is None:
        return False
    record = re.search(rb"(?:^|[\r\n])%s 0 obj\s*<<(.*?)>>" % named[1], data, re.DOTALL)
    if record is None:
        return False
    keyword = _PDF_DIGEST.search(record[1])
    if keyword is not None:
        return _is_sealed(data, keyword[1])
    return b"/Creator (%s)" % WRITTEN.encode() in record[1]


def _json(path: Path, head: bytes) -> bool:
    return _JSON.match(head) is not None and _as_written(path)


def _text(path: Path, head: bytes) -> bool:
    """A page or a drawing says it in its head, and a page holds its own digest; a table of text by
    the heading of an answered book, whose last columns are ours: one to which somebody added a
    column is theirs.
    """
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return (_page(head) and _as_written(path)) or _drawing(head)
    if _last_line(path).find(WRITTEN.encode()) >= 0:
        return _as_written(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return _answered(file.read(_HEADING))


def _last_line(path: Path) -> bytes:
    """The end of a text, where one that is no table holds its mark."""
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - _END, 0))
        return file.read().rstrip(b"\n").rpartition(b"\n")[2]


def _packed(path: Path, _: bytes) -> bool:
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        return _answered(file.read(_HEADING))


def _answered(text: str) -> bool:
    """Whether a table of text has the heading of an answered book."""
    return any(
        is_answered(next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), []))
        for delimiter in ",\t"
    )


class _Generator(HTMLParser):
    """The generator that a page names in its head; comments and scripts name none."""

    found = ""
    _heading = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self._heading = self._heading and tag != "body"
        if self._heading and tag == "meta" and said.get("name") == "generator":
            self.found = said.get("content") or ""


def _page(head: bytes) -> bool:
    parser = _Generator()
    parser.feed(head.decode("utf-8", "ignore"))
    return parser.found == WRITTEN


def _drawing(head: bytes) -> bool:
    """The mark is the creator in the metadata of an SVG."""
    parser: Any = ET.XMLPullParser(["end"])
    parser.feed(head)
    return any(
        title.text == WRITTEN
        for _, element in parser.read_events()
        if element.tag == f"{_DUBLIN}creator"
        for title in element.iterfind(f"{_COMMONS}Agent/{_DUBLIN}title")
    )


_FORMS: tuple[tuple[bytes, Callable[[Path, bytes], bool]], ...] = (
    (b"PAR1", _parquet),
    (b"ARROW1", _arrow),
    (b"\xff\xff\xff\xff", _arrow),
    (b"PK\x03\x04", _workbook),
    (b"\x89PNG", _png),
    (b"%PDF", _pdf),
    (b"\x1f\x8b", _packed),
    (b"{", _json),
)
