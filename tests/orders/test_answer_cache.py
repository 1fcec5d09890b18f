"""Answers kept from one run to the next: several releases and data side by side, up to a number."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from ecluse.law.library import Library, load
from ecluse.law.measure import Reading
from ecluse.orders.answer_cache import keep, load_kept, place_of
from ecluse.outputs.cache import MOST


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "ecluse"


def other(digest: str) -> Library:
    return replace(load(), digest=digest)


def place(library: Library) -> Path:
    found = place_of(library, Reading.ENFORCED, None)
    assert found is not None
    return found


def kept_there(folder: Path, number: int) -> None:
    with duckdb.connect() as connection:
        keep(connection, folder, f"SELECT {number} AS n", "SELECT 1 AS r")


def read(folder: Path) -> list[tuple[int]]:
    with duckdb.connect() as connection:
        return (
            connection.execute("SELECT n FROM kept_cases").fetchall()
            if load_kept(connection, folder)
            else []
        )


@pytest.mark.usefixtures("cache")
def test_other_data_and_another_reading_are_kept_elsewhere() -> None:
    places = {place(load()), place(other("f" * 64)), place_of(load(), Reading.TEXT, None)}
    assert len(places) == 3


@pytest.mark.usefixtures("cache")
def test_the_digest_of_the_data_is_the_whole_one_and_not_its_beginning() -> None:
    one, two = other("0" * 64), other("0" * 63 + "1")
    assert one.version == two.version
    assert place(one) != place(two)


@pytest.mark.slow
@pytest.mark.usefixtures("cache")
def test_two_releases_in_turn_find_what_they_kept() -> None:
    ours, theirs = place(load()), place(other("f" * 64))
    for number, folder in enumerate((ours, theirs)):
        kept_there(folder, number)
    assert (read(ours), read(theirs)) == ([(0,)], [(1,)])


def test_what_was_used_longest_ago_goes_first_and_no_more(cache: Path) -> None:
    folders = [place(other(f"{number:064x}")) for number in range(MOST)]
    for number, folder in enumerate(folders):
        kept_there(folder, number)
        os.utime(folder, (1e9 + number, 1e9 + number))
    assert read(folders[0]) == [(0,)]  # used: it is young again
    newest = place(other("f" * 64))
    kept_there(newest, 99)
    left = set(cache.glob("orders-*"))
    assert left == {newest, folders[0], *folders[2:]}


def test_parts_of_dead_writes_are_swept(cache: Path) -> None:
    folder = place(load())
    dead, living = cache / f".{folder.name}.dead", cache / f".{folder.name}.living"
    for each in (dead, living):
        each.mkdir(parents=True)
    os.utime(dead, (1e9, 1e9))
    kept_there(folder, 1)
    assert (dead.exists(), living.exists()) == (False, True)
