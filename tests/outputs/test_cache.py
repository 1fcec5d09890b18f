"""A cache folder that is full is not filled further, and one that others can write is not used."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ecluse.outputs.cache import cache_folder, write_value
from ecluse.screening import index
from ecluse.screening.entry import Entry, Lists


@contextmanager
def no_room(most: int) -> Iterator[None]:
    """No file can be written that is longer, as on a full disk."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


def a_value(folder: Path) -> None:
    write_value(folder / "data-a", "x" * 100_000, "data-*")


def an_index(folder: Path) -> None:
    entries = tuple(
        Entry(key=f"EL/{number}", digest="1", list="EL", names=(f"Amber {number}",))
        for number in range(200)
    )
    index._write(folder / "screening-a", Lists(entries=entries, versions=()), index.NO_COMPANIES)


def test_a_folder_that_others_can_write_is_told_of_in_our_name_and_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = cache_folder()
    assert folder is not None
    assert caplog.messages == []
    folder.chmod(0o777)
    assert cache_folder() is None
    assert caplog.messages == [f"ecluse: {folder} can be written by others: nothing is kept there"]


@pytest.mark.parametrize("keep", [a_value, an_index])
def test_a_write_for_which_there_is_no_room_leaves_nothing(
    keep: Callable[[Path], None], tmp_path: Path
) -> None:
    with no_room(20_000):
        keep(tmp_path)
    assert list(tmp_path.iterdir()) == []
    keep(tmp_path)
    assert len(list(tmp_path.iterdir())) == 1
