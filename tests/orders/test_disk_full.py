"""A disk that is full: one line, the old output as it was, and nothing half written beside it."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import duckdb
import pytest

from children import Ended, ended
from ecluse.orders.book import run_orders

from .build import book, library

pytestmark = pytest.mark.slow
ROW = "H100,3A090.a,8,30000,USD,China,,2024-02-01,a"
LINES, BYTES = 12_000, 2_000_000
NAMES = {
    "o.csv": "--out",
    "o.xlsx": "--out",
    "o.parquet": "--out",
    "o.arrow": "--out",
    "o.duckdb#answered": "--out",
    "r.html": "--report",
    "p.png": "--plot",
    "t": "--tables",
}


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book whose answers do not fit."""
    path = tmp_path_factory.mktemp("large") / "book.parquet"
    duckdb.connect().execute(
        "COPY (SELECT 'H100' AS part, 'CN' AS destination, DATE '2024-02-01' AS ship_date, "
        f"md5(range::VARCHAR) || md5((-range)::VARCHAR) AS note FROM range({LINES})) TO "
        f"'{path}' (FORMAT parquet)"
    )
    return path


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={BYTES}", "tmpfs", str(place)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def held(folder: Path) -> dict[str, object]:
    """All that lies in a folder; of a database, what its table holds."""
    found: dict[str, object] = {}
    for path in sorted(folder.rglob("*")):
        if path.name == "o.duckdb":
            with duckdb.connect(str(path), read_only=True) as connection:
                found[path.name] = connection.execute("SELECT * FROM answered").fetchall()
        elif path.is_file() and path.name != "filled":
            found[str(path.relative_to(folder))] = path.read_bytes()
    return found


@pytest.mark.parametrize("old", [True, False], ids=["over an old one", "new"])
@pytest.mark.parametrize("name", NAMES)
def test_a_full_disk_is_one_line_and_leaves_what_was_there(
    large: Path, small: Path, tmp_path: Path, name: str, old: bool
) -> None:
    pytest.importorskip("matplotlib")
    target = f"{small}/{name}"
    if old:
        assert ended("orders", book(tmp_path, ROW), NAMES[name], target).status == 0
    with (small / "filled").open("wb") as file:
        room = os.statvfs(small).f_bavail * os.statvfs(small).f_bsize
        file.write(b"\0" * max(room - 8192, 0))
    before = held(small)
    done = ended("orders", large, NAMES[name], target)
    assert (done.status, done.error.count("\n")) == (2, 1), done.error
    assert done.error.startswith("ecluse: ")
    assert held(small) == before
    assert {each.name for each in small.iterdir()} - {"filled"} == {
        each.partition("/")[0] for each in before
    }
    (small / "filled").unlink()
    if NAMES[name] != "--out":
        assert ended("orders", large, NAMES[name], target).status == 0


@pytest.mark.parametrize("name", [name for name in NAMES if NAMES[name] == "--out"])
def test_a_bound_on_files_is_one_line_and_leaves_what_was_there(
    large: Path, tmp_path: Path, name: str
) -> None:
    """What a quota does; needs no disk of its own."""
    (tmp_path / "out").mkdir()
    target = f"{tmp_path}/out/{name}"
    run_orders(book(tmp_path, ROW), library=library(), out=target)
    before = held(tmp_path / "out")
    bound = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (200_000, 200_000))
    done = ended("orders", large, "--out", target, first=bound)
    assert (done.status, done.error.count("\n")) == (2, 1), done.error
    assert held(tmp_path / "out") == before
    assert run_orders(large, library=library(), out=target).lines_out == LINES


def test_a_temporary_folder_that_is_full_is_one_line(
    large: Path, small: Path, tmp_path: Path
) -> None:
    with (small / "filled").open("wb") as file:
        file.write(b"\0" * (BYTES - 50_000))
    source = tmp_path / "book.csv"
    duckdb.connect().execute(f"COPY (FROM '{large}') TO '{source}'")
    done = ended("orders", source, "--out", tmp_path / "o.csv", environment={"TMPDIR": str(small)})
    assert (done.status, done.error.count("\n")) == (2, 1), done.error
    assert [each.name for each in small.iterdir()] == ["filled"]
    assert not (tmp_path / "o.csv").exists()


def test_a_cache_that_is_full_costs_nothing_but_the_cache(small: Path, tmp_path: Path) -> None:
    with (small / "filled").open("wb") as file:
        file.write(b"\0" * (BYTES - 4096))
    one, cache = book(tmp_path, ROW), {"XDG_CACHE_HOME": str(small)}
    assert ended("orders", one, "--out", tmp_path / "o.csv", environment=cache) == Ended(0, "")
    assert b",LICENSE," in (tmp_path / "o.csv").read_bytes()


def test_a_comparison_on_a_full_disk_leaves_the_old_one(small: Path) -> None:
    days = ("--before", "2025-04-08", "--after", "2025-04-09")
    command = ("diff", *days, "--to", "CN", "--out", small / "d.json")
    assert ended(*command).status == 0
    before = held(small)
    with (small / "filled").open("wb") as file:
        room = os.statvfs(small).f_bavail * os.statvfs(small).f_bsize
        file.write(b"\0" * room)
    done = ended(*command)
    assert (done.status, done.error.count("\n")) == (2, 1), done.error
    assert held(small) == before
