"""The streams of a compound file come out whole, and a chain without end does not."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from pytest import param

from ecluse.tables.compound_file import MARK, CompoundFile

FREE, LAST, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
LARGE = bytes(range(256)) * 18  # 4,608 bytes: nine sectors of their own
SMALL = b"a small stream, over two small sectors: " * 2  # 80 bytes: two small sectors


def _entry(name: str, kind: int, first: int, size: int) -> bytes:
    text = f"{name}\0".encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)
    return head.ljust(116, b"\0") + struct.pack("<III", first, size, 0)


def _file(
    path: Path,
    chain: dict[int, int] | None = None,
    small: tuple[int, ...] = (1, LAST),
    listing: int | None = None,
) -> Path:
    """A file with one large and one small stream.

    Args:
        chain: Changes which sector follows which.
        listing: The table's sectors are listed in sector 13, and the list goes on in this one.
    """
    # Sector 0 the table, 1 the directory, 2 the small table, 3 the small data, 4-12 the stream.
    following = [TABLE, LAST, LAST, LAST, *range(5, 13), LAST]
    for sector, after in (chain or {}).items():
        following[sector] = after
    table = struct.pack("<128I", *following, *[FREE] * (128 - len(following)))
    directory = (
        _entry("Root Entry", 5, 3, 128)
        + _entry("Book", 2, 4, len(LARGE))
        + _entry("Note", 2, 0, len(SMALL))
        + _entry("Unused", 0, 0, 0)
    )
    small_table = struct.pack("<128I", *small, *[FREE] * (128 - len(small)))
    head = MARK.ljust(24, b"\0") + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    more = LAST if listing is None else 13
    head = head.ljust(44, b"\0") + struct.pack("<8I", 1, 1, 0, 4096, 2, 1, more, 0)
    head += struct.pack("<109I", 0 if listing is None else FREE, *[FREE] * 108)
    content = head + table + directory + small_table + SMALL.ljust(512, b"\0") + LARGE
    if listing is not None:
        content += struct.pack("<128I", 0, *[FREE] * 126, listing)
    path.write_bytes(content)
    return path


def test_streams_are_read_by_name(tmp_path: Path) -> None:
    file = CompoundFile(_file(tmp_path / "book.xls"))
    assert file.names == {"Root Entry", "Book", "Note"}
    assert file.read("Book") == LARGE
    assert file.read("Note") == SMALL


@pytest.mark.parametrize(
    "listing", [param(LAST, id="it ends"), param(13, id="it goes on in itself: read no further")]
)
def test_the_table_may_be_listed_in_a_sector(tmp_path: Path, listing: int) -> None:
    file = CompoundFile(_file(tmp_path / "book.xls", listing=listing))
    assert (file.read("Book"), file.read("Note")) == (LARGE, SMALL)


def test_a_list_that_leads_out_of_the_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="beyond the end of the file"):
        CompoundFile(_file(tmp_path / "book.xls", listing=14))


@pytest.mark.parametrize(
    "chain",
    [
        param({12: 4}, id="it comes back to its beginning"),
        param({4: 4}, id="a sector follows itself"),
        param({12: 60}, id="it leads out of the file"),
        param({12: 5_000}, id="it leads out of the table"),
    ],
)
def test_a_chain_that_does_not_end_is_an_error(tmp_path: Path, chain: dict[int, int]) -> None:
    file = CompoundFile(_file(tmp_path / "book.xls", chain))
    with pytest.raises(ValueError, match=r"chain of sectors has no end|beyond the end of the file"):
        file.read("Book")


def test_a_small_chain_that_does_not_end_is_an_error(tmp_path: Path) -> None:
    file = CompoundFile(_file(tmp_path / "book.xls", small=(1, 0)))
    with pytest.raises(ValueError, match="no end"):
        file.read("Note")


@pytest.mark.parametrize(
    ("place", "value"),
    [param(30, 10, id="sectors of 1,024 bytes"), param(32, 7, id="small ones of 128")],
)
def test_a_size_of_sectors_that_no_file_has_is_refused(
    tmp_path: Path, place: int, value: int
) -> None:
    path = _file(tmp_path / "book.xls")
    content = bytearray(path.read_bytes())
    struct.pack_into("<H", content, place, value)
    path.write_bytes(content)
    with pytest.raises(ValueError, match="a size of sectors"):
        CompoundFile(path)


@pytest.mark.parametrize("content", [b"", MARK, MARK.ljust(511, b"\0"), b"PK".ljust(600, b"\0")])
def test_what_is_none_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "book.xls"
    path.write_bytes(content)
    with pytest.raises(ValueError, match="no compound file"):
        CompoundFile(path)
