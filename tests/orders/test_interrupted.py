"""A run that is interrupted or killed leaves what was there, or nothing, and can be run again: with
real processes.
"""

from __future__ import annotations

import json
import os
import re
import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from children import ended, started
from ecluse.orders.book import run_orders

from .build import book, library

LINES, KILLS = 120_000, 12
ROW = "H100,3A090.a,8,30000,USD,China,,2024-02-01,a"
MANY = (ROW, ROW.replace("H100", "A100"), ROW.replace("China", "Japan"))


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book that takes a moment to write."""
    import duckdb

    path = tmp_path_factory.mktemp("book") / "book.parquet"
    duckdb.connect().execute(
        "COPY (SELECT 'H100' AS part, 'CN' AS destination, DATE '2024-02-01' AS "
        "ship_date, range AS line, repeat('x', 200) AS note "
        f"FROM range({LINES})) TO '{path}' (FORMAT parquet)"
    )
    return path


@pytest.fixture
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of one line."""
    return book(tmp_path_factory.mktemp("small"), ROW)


def begun(folder: Path, name: str) -> Callable[[], bool]:
    """Whether the output is being written."""
    return lambda: any(folder.glob(f".{name}.*.part/new/*")) or (folder / f"{name}.wal").exists()


def stopped(command: Sequence[object], begun: Callable[[], bool], sign: int) -> int | None:
    """Run a command, stop it while it writes, and give its exit status."""
    child = started(*command)
    until = time.monotonic() + 90
    while not begun():
        assert child.is_alive(), "it was over before it could be stopped"
        assert time.monotonic() < until
        time.sleep(0.002)
    assert child.pid is not None
    os.kill(child.pid, sign)
    child.join(timeout=90)
    return child.exitcode


def killed(*command: object, after: float) -> None:
    """Run a command and kill it after some seconds."""
    child = started(*command)
    time.sleep(after)
    child.kill()
    child.join()


@pytest.mark.slow
@pytest.mark.parametrize("form", ["csv", "parquet", "arrow", "xlsx"])
@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_a_file_is_whole_or_as_it_was(
    source: Path, small: Path, tmp_path: Path, form: str, sign: int
) -> None:
    if form == "arrow":
        pytest.importorskip("pyarrow")
    out = tmp_path / f"out.{form}"
    run_orders(small, library=library(), out=out)
    before = out.read_bytes()
    status = stopped(["orders", source, "--out", out], begun(tmp_path, out.name), sign)
    wanted = {signal.SIGKILL: -9, signal.SIGINT: 130, signal.SIGTERM: 143}
    assert status == wanted[signal.Signals(sign)]
    assert out.read_bytes() == before
    left = [path.name for path in tmp_path.iterdir() if path != out]
    assert sign == signal.SIGKILL or left == []
    assert run_orders(small, library=library(), out=out).lines_out == 1
    assert [path.name for path in tmp_path.iterdir()] == [out.name]  # the killed run's rest is gone


@pytest.mark.slow
def test_a_duckdb_table_is_whole_or_as_it_was(source: Path, small: Path, tmp_path: Path) -> None:
    import duckdb

    path = tmp_path / "answers.duckdb"
    run_orders(small, library=library(), out=f"{path}#answered")
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE customers AS SELECT 'theirs' AS said")
    stopped(
        ["orders", source, "--out", f"{path}#answered"], begun(tmp_path, path.name), signal.SIGKILL
    )
    with duckdb.connect(str(path)) as connection:
        assert connection.execute("SELECT count(*) FROM answered").fetchall() == [(1,)]
    assert run_orders(source, library=library(), out=f"{path}#answered").lines_out == LINES
    with duckdb.connect(str(path)) as connection:
        assert connection.execute(
            "SELECT count(*), min(ecluse_outcome) FROM answered"
        ).fetchall() == [(LINES, "LICENSE")]
        assert connection.execute("SELECT said FROM customers").fetchall() == [("theirs",)]


@pytest.mark.slow
def test_a_new_duckdb_file_is_there_whole_or_not_at_all(
    source: Path, small: Path, tmp_path: Path
) -> None:
    path = tmp_path / "answers.duckdb"
    stopped(["orders", source, "--out", path], begun(tmp_path, path.name), signal.SIGKILL)
    assert not path.exists()
    run_orders(small, library=library(), out=path)
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["t", "r.html", "p.svg", "o.csv", "o.xlsx", "o.parquet", "o.duckdb"]
)
def test_a_run_killed_at_any_moment_leaves_the_old_or_the_new(tmp_path: Path, name: str) -> None:
    """Killed after ever more of its time; what is there is always one of the two, whole."""
    pytest.importorskip("matplotlib")
    option = {"t": "--tables", "r": "--report", "p": "--plot", "o": "--out"}[name[0]]
    target = tmp_path / name
    (tmp_path / "in").mkdir()
    sources = [book(tmp_path / "in", ROW, name="1.csv"), book(tmp_path / "in", *MANY, name="2.csv")]
    ended("orders", sources[0], option, target)  # what the first run makes is kept
    took, whole = 0.0, []
    for source in sources:
        began = time.monotonic()
        assert ended("orders", source, option, target).status == 0
        took = time.monotonic() - began
        whole.append(held(target))
    assert whole[0] != whole[1]
    for part in range(KILLS):
        killed("orders", sources[part % 2], option, target, after=took * (0.3 + 0.7 * part / KILLS))
        assert held(target) in whole
    assert ended("orders", sources[0], option, target).status == 0
    assert held(target) == whole[0]
    assert {each.name for each in tmp_path.iterdir()} == {"in", name}


def held(path: Path) -> object:
    """What an output holds, less what differs between two runs over the same book; an output that
    is not whole cannot be read.
    """
    import duckdb
    import openpyxl

    if path.is_dir():
        listed = re.findall("`(.*parquet)`", (path / "README.md").read_text(encoding="utf-8"))
        assert {*listed, "README.md", "join.sql"} == {each.name for each in path.iterdir()}
        return {name: sorted(duckdb.read_parquet(str(path / name)).fetchall()) for name in listed}
    if path.suffix == ".xlsx":
        rows = openpyxl.load_workbook(path).active.iter_rows(values_only=True)
        return list(rows)
    if path.suffix == ".duckdb":
        with duckdb.connect(str(path)) as connection:
            return connection.execute("SELECT * FROM answered").fetchall()
    if path.suffix == ".parquet":
        return duckdb.read_parquet(str(path)).fetchall()
    text = path.read_text(encoding="utf-8")
    assert text.endswith({".html": "</html>\n", ".svg": "</svg>\n", ".csv": "\n"}[path.suffix])
    return re.sub(r"\d+\.?\d* (s|seconds)\b|sha256:\w+", "", text)


@pytest.mark.slow
def test_a_diff_that_is_killed_leaves_the_old_file(tmp_path: Path) -> None:
    out = tmp_path / "diff.json"
    days = ("--before", "2025-04-08", "--after", "2025-04-09")
    command = ("diff", *days, "--to", "CN", "--out", out)
    assert ended(*command).status == 0
    before = out.read_bytes()
    assert json.loads(before)["schema"] == "ecluse.diff/1"
    began = time.monotonic()
    assert ended(*command).status == 0
    took = time.monotonic() - began
    for part in range(KILLS):
        killed(*command, after=took * (0.3 + 0.7 * part / KILLS))
        assert out.read_bytes() == before
    assert ended(*command).status == 0
    assert [each.name for each in tmp_path.iterdir()] == [out.name]
