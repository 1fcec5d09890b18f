"""Working folders: gone at the end, swept after a death, and nobody else's ever touched."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ecluse.errors import InputError
from ecluse.outputs.scratch import BEFORE, LOCK, scratch, sweep

DYING = """
import os, signal, sys
from pathlib import Path
from ecluse.outputs.scratch import scratch
with scratch("ecluse-orders-") as folder:
    (folder / "spill").write_text("much")
    print(folder, flush=True)
    {then}
"""


def child(folder: Path, then: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", DYING.format(then=then)],
        env={**__import__("os").environ, "TMPDIR": str(folder)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_working_folder_is_its_users_alone_and_goes_at_the_end(tmp_path: Path) -> None:
    with scratch("ecluse-orders-", tmp_path) as folder:
        assert folder.stat().st_mode & 0o777 == 0o700
        (folder / "x").mkdir()
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_is_swept_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dying = child(tmp_path, "os.kill(os.getpid(), signal.SIGKILL)")
    left = Path((dying.communicate()[0] or "").strip())
    assert (left / "spill").exists()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with scratch("ecluse-diff-") as mine:
        assert not left.exists()
        assert list(tmp_path.iterdir()) == [mine]


def test_what_a_living_process_uses_is_left_alone(tmp_path: Path) -> None:
    living = child(tmp_path, "sys.stdin.read()")
    assert living.stdout is not None
    used = Path(living.stdout.readline().strip())
    sweep(tmp_path, "ecluse-")
    assert (used / "spill").exists()
    living.communicate()
    assert not used.exists()


def test_what_is_not_ours_is_left_alone_whatever_it_is_called(tmp_path: Path) -> None:
    mine = tmp_path / "ecluse-orders-of-2025"
    mine.mkdir()
    (mine / "book.csv").write_text("mine")
    locked = tmp_path / "ecluse-orders-locked"
    locked.mkdir()
    (locked / LOCK).write_text("a lock of mine")
    (tmp_path / "ecluse-orders-link").symlink_to(mine)
    (tmp_path / "ecluse-orders-file").write_text("mine")
    before = sorted(tmp_path.rglob("*"))
    sweep(tmp_path, "ecluse-")
    assert sorted(tmp_path.rglob("*")) == before


def test_a_lock_that_is_a_link_to_one_of_ours_does_not_make_a_folder_ours(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    dying = child(tmp_path / "elsewhere", "os.kill(os.getpid(), signal.SIGKILL)")
    left = Path((dying.communicate()[0] or "").strip())
    mine = tmp_path / "ecluse-mine"
    mine.mkdir()
    (mine / LOCK).symlink_to(left / LOCK)
    sweep(tmp_path, "ecluse-")
    assert mine.exists()


def test_what_had_been_moved_away_goes_back_to_its_place(tmp_path: Path) -> None:
    """A kill between the two steps of a system that cannot exchange two names."""
    dying = child(tmp_path, "os.kill(os.getpid(), signal.SIGKILL)")
    left = Path((dying.communicate()[0] or "").strip())
    (left / BEFORE / "tables").mkdir(parents=True)
    (left / BEFORE / "tables" / "README.md").write_text("the old ones")
    sweep(tmp_path, "ecluse-")
    assert (tmp_path / "tables" / "README.md").read_text() == "the old ones"
    assert not left.exists()


def test_no_room_for_a_working_folder_is_one_line(tmp_path: Path) -> None:
    with (
        pytest.raises(InputError, match="no folder to work in can be made"),
        scratch("ecluse-orders-", tmp_path / "none"),
    ):
        pass
