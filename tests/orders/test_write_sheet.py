"""A sheet is written alike with lxml and without, and a disk that is full is told as one."""

from __future__ import annotations

import resource
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from ecluse.errors import InputError
from ecluse.tables.write import write_book

WIDE = "SELECT repeat('x', 900) || range AS part FROM range(400)"
BREAKS = r"SELECT 'one' || chr(13) || chr(10) || 'two' || chr(13) || 'three' AS part"


@contextmanager
def small_disk(most: int) -> Iterator[None]:
    """No file grows larger; modules read meanwhile are not compiled to half a file."""
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, limit[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        sys.dont_write_bytecode = before


def written(select: str, out: Path) -> int:
    return write_book(duckdb.connect(), select, out, ["part"], {})


@pytest.mark.parametrize("most", [300, 50_000, 2_000])
def test_a_disk_that_is_full_is_told_and_nothing_is_left(tmp_path, most):
    out = tmp_path / "book.xlsx"
    with pytest.raises(InputError, match="cannot be written: File too large"), small_disk(most):
        written(WIDE, out)
    assert list(tmp_path.iterdir()) == []


def test_the_end_of_a_line_in_a_cell_is_one(tmp_path):
    written(BREAKS, tmp_path / "book.xlsx")
    with zipfile.ZipFile(tmp_path / "book.xlsx") as book:
        assert b"one\ntwo\nthree" in book.read("xl/worksheets/sheet1.xml")


@pytest.mark.slow
def test_with_lxml_it_is_the_same():
    pytest.importorskip("lxml", reason="openpyxl takes lxml where it is: pip install lxml")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-m", "not slow", "-p", "no:xdist", __file__],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
