"""What is in use in a home folder is recorded whole, the newest last, and only so many."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ecluse.errors import DataError, InputError
from ecluse.outputs.record import IN_USE, digest_in, put_record, read_record

DIGEST = "0123456789abcdef" * 4


def _read(home: Path) -> tuple[str, ...]:
    return read_record(home, digest_in, "the record cannot be read", "remove it")


def test_a_record_is_read_as_it_was_put(tmp_path: Path) -> None:
    assert _read(tmp_path) == ()
    put_record(tmp_path, [DIGEST, "f" * 64], "the home")
    assert _read(tmp_path) == (DIGEST, "f" * 64)
    assert [path.name for path in tmp_path.iterdir()] == [IN_USE]


@pytest.mark.parametrize(("rows", "first"), [(20, 0), (21, 1)])
def test_only_the_newest_are_kept(tmp_path: Path, rows: int, first: int) -> None:
    put_record(tmp_path, [f"{number:064x}" for number in range(rows)], "the home")
    assert [int(digest, 16) for digest in _read(tmp_path)] == [*range(first, rows)]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"7",
        b"null",
        b"\xff",
        b"[7]",
        json.dumps(["../" + DIGEST[3:]]).encode(),
        json.dumps([DIGEST[1:]]).encode(),
        json.dumps([DIGEST + "0"]).encode(),
        json.dumps([DIGEST.upper()]).encode(),
    ],
)
def test_a_record_that_says_no_digests_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / IN_USE).write_bytes(content)
    with pytest.raises(DataError) as caught:
        _read(tmp_path)
    assert str(caught.value) == f"the record cannot be read ({tmp_path / IN_USE}): remove it"


def test_a_row_without_its_keys_is_refused(tmp_path: Path) -> None:
    (tmp_path / IN_USE).write_text("[{}]")
    with pytest.raises(DataError, match="cannot be read"):
        read_record(tmp_path, lambda row: row["digest"], "it cannot be read", "remove it")


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        put_record(tmp_path / "none", [], "the home of it")
    assert str(caught.value) == (
        f"the home of it cannot be written: No such file or directory ({tmp_path / 'none'}): "
        "check the folder and its permissions"
    )
