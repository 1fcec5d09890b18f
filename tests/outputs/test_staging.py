"""Files and folders come to their place whole."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ecluse.errors import InputError
from ecluse.outputs import staging as module
from ecluse.outputs.mark import README
from ecluse.outputs.staging import staged, swap_folder, written

OURS = "part,ecluse_outcome,ecluse_data_version\n"


def test_a_file_comes_whole_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    with written(tmp_path / "out.csv") as part:
        part.write_text(OURS)
        assert not (tmp_path / "out.csv").exists()
    assert [each.name for each in tmp_path.iterdir()] == ["out.csv"]


def test_what_goes_wrong_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_text(OURS)
    with pytest.raises(ZeroDivisionError), written(tmp_path / "out.csv") as part:
        part.write_text("half")
        _ = 1 / 0
    assert (tmp_path / "out.csv").read_text() == OURS
    assert [each.name for each in tmp_path.iterdir()] == ["out.csv"]


def test_a_file_that_somebody_puts_there_meanwhile_is_kept(tmp_path: Path) -> None:
    with (
        pytest.raises(InputError, match="which ecluse did not write"),
        written(tmp_path / "out.csv") as part,
    ):
        part.write_text(OURS)
        (tmp_path / "out.csv").write_text("mine")
    assert (tmp_path / "out.csv").read_text() == "mine"


def test_a_file_keeps_its_rights_and_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "real.csv").write_text(OURS)
    (tmp_path / "far" / "real.csv").chmod(0o600)
    (tmp_path / "link.csv").symlink_to("far/real.csv")
    with written(tmp_path / "link.csv") as part:
        part.write_text(f"{OURS}x")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "far" / "real.csv").read_text() == f"{OURS}x"
    assert (tmp_path / "far" / "real.csv").stat().st_mode & 0o777 == 0o600


CREATING = """
import os, sys, threading
from pathlib import Path
from ecluse.outputs.staging import written
folder, stop, wrong = Path(sys.argv[1]), threading.Event(), []
os.umask(0o077)
def others():
    number = 0
    while not stop.is_set():
        path = folder / f"other{number % 50}"
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
        if os.fstat(handle).st_mode & 0o077:
            wrong.append(path)
        os.close(handle)
        path.unlink()
        number += 1
thread = threading.Thread(target=others)
thread.start()
for number in range(300):
    with written(folder / "out.csv") as part:
        part.write_text("part,ecluse_outcome,ecluse_data_version\\n")
stop.set()
thread.join()
print(len(wrong), oct((folder / "out.csv").stat().st_mode & 0o777))
"""


def test_no_file_of_another_thread_becomes_readable_by_all(tmp_path: Path) -> None:
    """The mask of a process is one for all its threads: it is never touched."""
    done = subprocess.run(
        [sys.executable, "-c", CREATING, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["0", "0o600"]


def test_no_module_touches_the_mask_of_the_process() -> None:
    source = Path(module.__file__).parents[1]
    assert [path for path in source.rglob("*.py") if "umask(" in path.read_text("utf-8")] == []


def tables(folder: Path, *names: str) -> Path:
    folder.mkdir()
    listed = "\n".join(f"- `{name}`" for name in names)
    (folder / "README.md").write_text(f"{README}\n{listed}\n")
    for name in names:
        (folder / name).write_text("rows")
    return folder


def test_a_folder_is_exchanged_as_a_whole(tmp_path: Path) -> None:
    target = tables(tmp_path / "t", "a.parquet", "b.parquet")
    with staged(target) as staging:
        tables(staging.part, "a.parquet")
        staging.put_folder()
    assert sorted(each.name for each in target.iterdir()) == ["README.md", "a.parquet"]
    assert [each.name for each in tmp_path.iterdir()] == ["t"]


def test_a_folder_is_replaced_where_two_names_cannot_be_exchanged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_exchanged", lambda *_: False)
    target = tables(tmp_path / "t", "a.parquet", "b.parquet")
    new = tables(tmp_path / "new", "a.parquet")
    swap_folder(new, target, tmp_path / "before")
    assert sorted(each.name for each in target.iterdir()) == ["README.md", "a.parquet"]
    assert (tmp_path / "before" / "t" / "b.parquet").exists()


def test_a_folder_into_which_somebody_put_something_meanwhile_is_kept(tmp_path: Path) -> None:
    target = tables(tmp_path / "t", "a.parquet")
    with pytest.raises(InputError, match=r"the folder holds 'mine.txt'"), staged(target) as staging:
        tables(staging.part, "a.parquet")
        (target / "mine.txt").write_text("mine")
        staging.put_folder()
    assert (target / "mine.txt").read_text() == "mine"


def test_a_folder_in_folders_that_are_not_there_comes_whole_or_not_at_all(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), staged(tmp_path / "a" / "b" / "t") as staging:
        tables(staging.part, "a.parquet")
        _ = 1 / 0
    assert list(tmp_path.iterdir()) == []
    with staged(tmp_path / "a" / "b" / "t") as staging:
        tables(staging.part, "a.parquet")
        staging.put_folder()
    assert (tmp_path / "a" / "b" / "t" / "README.md").exists()


def test_a_name_as_long_as_a_disk_takes_is_written(tmp_path: Path) -> None:
    name = "ü" * 120 + ".csv"
    with written(tmp_path / name) as part:
        part.write_text(OURS)
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_two_runs_to_one_place_leave_one_whole_file(tmp_path: Path) -> None:
    with written(tmp_path / "out.csv") as first:
        first.write_text(f"{OURS}first\n")
        with written(tmp_path / "out.csv") as second:
            second.write_text(f"{OURS}second\n")
            assert first.exists()
        assert (tmp_path / "out.csv").read_text() == f"{OURS}second\n"
    assert (tmp_path / "out.csv").read_text() == f"{OURS}first\n"
    assert [each.name for each in tmp_path.iterdir()] == ["out.csv"]
