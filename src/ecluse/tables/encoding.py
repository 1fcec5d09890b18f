"""Which encoding a text file is in: by its mark, by its bytes, or by the user's word.

Belongs here: one pass over the bytes, and the choice. Does not: which letters a language uses
(letters), what the text says.
Always true: an encoding is taken only where the bytes allow one reading, or one is far more likely
than the others, and is then named; otherwise the file is refused, and the encodings are named that
it may be in.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ecluse.errors import InputError, near
from ecluse.tables.letters import likely

BLOCK_BYTES = 1 << 20
_MOST_SAMPLE = 1 << 18
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
GAP = re.compile(rb"\n\r?\n(?=[^\r\n])")
_STRAY = re.compile("[\udc80-\udcff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\ufffe\uffff]")
_FOREIGN_LINE = re.compile(rb"[^\r\n]*[\x80-\xff][^\r\n]*")
STRAY_BYTE = r"\\x[89a-f][0-9a-f]"  # how a byte that is no text stands in a cell
_USUAL = (
    *("utf-8", "utf-16", "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "gb18030"),
    *("big5", "shift_jis", "euc_jp", "euc_kr", "mac_roman", "cp850", "iso8859-15", "koi8-r"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What was found out about a file's bytes.

    Args:
        encoding: Python's name of the encoding.
        strays: How many bytes are no text in it, where it is UTF-8.
        gaps: Whether empty lines stand between others, where it is UTF-8.
        guessed: Whether the encoding was neither marked, nor given, nor shown by every byte.
    """

    encoding: str
    strays: int = 0
    gaps: bool = False
    guessed: bool = False

    @property
    def plain(self) -> bool:
        """Whether the file is UTF-8 throughout, and can be read where it lies."""
        return self.encoding in ("utf-8", "utf-8-sig") and not self.strays

    def notes(self) -> Iterator[str]:
        """What a user should know of it."""
        if self.encoding not in ("utf-8", "utf-8-sig"):
            wrong = "; where that is wrong, give the encoding"
            yield f"read as {self.encoding}{wrong if self.guessed else ''}"


def survey(path: Path, given: str | None = None) -> Survey:
    """Look through a text file, once.

    Args:
        given: The encoding that the user named.

    Raises:
        InputError: No encoding is called as given, or nothing tells which one the file is in.
    """
    named = encoding_named(given) if given is not None else None
    with path.open("rb") as file:
        head = file.read(BLOCK_BYTES)
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    if named not in (None, "utf-8"):
        return Survey(encoding=str(named))
    if named is None and marked not in (None, "utf-8-sig"):
        return Survey(encoding=str(marked))
    if named is None and marked is None and (wide := _wide(head)):
        return Survey(encoding=wide)
    whole, strays, gaps, sample = _as_utf8(path)
    if not strays or named or marked or whole > strays:
        return Survey(encoding=marked or "utf-8", strays=strays, gaps=gaps)
    found, possible = likely(sample)
    if found is None:
        raise InputError(
            "the file is not in UTF-8, and nothing tells which encoding it is in",
            str(path),
            f"give its encoding, such as {_listed(possible)}, or save it as UTF-8",
        )
    return Survey(encoding=found, guessed=True)


def encoding_named(given: str) -> str:
    """Python's name of an encoding that a user names.

    Raises:
        InputError: None is called so.
    """
    try:
        name = codecs.lookup(given.strip()).name
        "".encode(name)
    except (LookupError, ValueError):
        raise InputError(
            f"no encoding is called '{given[:40]}'",
            "encoding",
            near(given[:40], _USUAL) or f"the usual ones are {', '.join(_USUAL)}",
        ) from None
    return "utf-8" if name in ("utf-8-sig", "ascii") else name


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of plain letters is zero."""
    even, odd, most = head[0::2].count(0), head[1::2].count(0), len(head) // 8
    if len(head) < 4 or max(even, odd) <= most:
        return None
    name = "utf-16-le" if odd > even else "utf-16-be"
    try:
        text = head[: len(head) // 2 * 2].decode(name, errors="strict")
    except UnicodeDecodeError:
        return None
    return None if _CONTROL.search(text) else name


def _as_utf8(path: Path) -> tuple[int, int, bool, bytes]:
    """The file read as UTF-8: how many bytes go on with a letter, how many are no text, whether
    empty lines stand between others, and lines that are not UTF-8.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    whole = strays = 0
    gaps, tail, sample = False, b"\n", b""
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            text = decoder.decode(block)
            if len(text) != len(block):
                whole += max(len(block) - len(text), 0)
            if not text.isascii() and (found := len(_STRAY.findall(text))):
                strays += found
                if len(sample) < _MOST_SAMPLE:
                    sample += b"\n".join(_not_utf8(block))
            gaps = gaps or GAP.search(tail + block) is not None
            tail = (tail + block)[-3:]
    strays += len(_STRAY.findall(decoder.decode(b"", final=True)))
    return whole, strays, gaps, sample[:_MOST_SAMPLE]


def _not_utf8(block: bytes) -> Iterator[bytes]:
    for match in _FOREIGN_LINE.finditer(block):
        try:
            match[0].decode("utf-8")
        except UnicodeDecodeError:
            yield match[0]


def _listed(possible: tuple[str, ...]) -> str:
    *others, last = possible
    return f"{', '.join(others)} or {last}" if others else last
