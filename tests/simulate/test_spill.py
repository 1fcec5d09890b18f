"""Sums that do not fit into memory stand in a file, and are the same."""

from __future__ import annotations

import errno
import os
from datetime import timedelta

import pytest

from ecluse.errors import InputError
from ecluse.simulate import spill
from ecluse.simulate.run import run
from ecluse.simulate.spill import Tables, check_room
from simulate import build


def test_a_run_whose_sums_are_in_files_is_the_same(bare, shut, draws, tmp_path, monkeypatch):
    monkeypatch.setattr(spill.tempfile, "tempdir", str(tmp_path))
    first = shut.steps.start
    weeks = [first + timedelta(days=7 * week) for week in range(12)]
    memory = run(bare, shut, draws, weeks, names=build.EVERY_TABLE, chunk=16)
    files = Tables(memory=0)
    disk = run(bare, shut, draws, weeks, names=build.EVERY_TABLE, chunk=16, room=files)
    assert len(files._mapped) == len(disk.tables) == len(build.EVERY_TABLE)
    for name, sums in memory.tables.items():
        assert sums.tobytes() == disk.tables[name].tobytes()
    assert not list(tmp_path.iterdir())  # the files have no names that could be left behind


def test_a_disk_without_room_is_one_line(monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(spill.os, "posix_fallocate", full)
    with pytest.raises(InputError, match=r"has no room for 0\.5 GiB.*set TMPDIR to a folder"):
        Tables().new((2**26,))


def test_what_no_disk_holds_is_refused():
    check_room(spill.IN_MEMORY, 100_000)
    with pytest.raises(InputError, match=r"take 100 GiB .draws.: ask for [0-9,]+ draws, or for"):
        check_room(100 * 2**30, 1_000_000)
