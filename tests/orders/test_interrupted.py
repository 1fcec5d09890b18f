"""A run that is interrupted or killed leaves what was there, or nothing, and can be run again: with
real processes.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ecluse.orders.book import run_orders
from ecluse.orders.write import _swapped_in

from .build import library

LINES = 120_000
RUN = [sys.executable, "-c", "from ecluse.cli.main import run; run()", "orders"]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book that takes a moment to write."""
    import duckdb

    path = tmp_path_factory.mktemp("book") / "book.parquet"
    duckdb.connect().execute(
        f"COPY (SELECT 'H100' AS part, 'CN' AS destination, DATE '2024-02-01' AS ship_date, range AS line, repeat('x', 200) AS note "
        f"FROM range({LINES})) TO '{path}' (FORMAT parquet)"
    )
    return path


def begun(folder: Path, name: str) -> Callable[[], bool]:
    """Whether the output is being written."""
    return lambda: any(folder.glob(f".{name}.*.part")) or (folder / f"{name}.wal").exists()


def stopped(command: list[str], begun: Callable[[], bool], sign: int) -> int:
    """Run a command, stop it while it writes, and give its exit status."""
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 90
    while not begun():
        assert child.poll() is None, "it was over before it could be stopped"
        assert time.monotonic() < until
        time.sleep(0.002)
    child.send_signal(sign)
    return child.wait(timeout=90)


QUICK = (("csv", signal.SIGKILL), ("parquet", signal.SIGINT))


@pytest.mark.parametrize(
    ("form", "sign"),
    [
        pytest.param(
            form,
            sign,
            id=f"{form}-{sign.name}",
            marks=() if (form, sign) in QUICK else pytest.mark.slow,
        )
        for form in ("csv", "parquet", "arrow", "xlsx")
        for sign in (signal.SIGKILL, signal.SIGINT, signal.SIGTERM)
    ],
)
def test_a_file_is_whole_or_as_it_was(source: Path, tmp_path: Path, form: str, sign: int) -> None:
    if form == "arrow":
        pytest.importorskip("pyarrow")
    out = tmp_path / f"out.{form}"
    out.write_text("what was there", encoding="utf-8")
    status = stopped([*RUN, str(source), "--out", str(out)], begun(tmp_path, out.name), sign)
    assert status == {signal.SIGKILL: -9, signal.SIGINT: 130, signal.SIGTERM: 143}[sign]
    assert out.read_text(encoding="utf-8") == "what was there"
    left = [path.name for path in tmp_path.iterdir() if path != out]
    assert sign == signal.SIGKILL or left == []
    if form != "xlsx":
        assert run_orders(source, library=library(), out=out).lines_out == LINES
        assert [path.name for path in tmp_path.iterdir()] == [
            out.name
        ]  # what the killed run left is gone too


def test_a_duckdb_table_is_whole_or_as_it_was(source: Path, tmp_path: Path) -> None:
    import duckdb

    path = tmp_path / "answers.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE answered AS SELECT 'what was there' AS said")
    stopped(
        [*RUN, str(source), "--out", f"{path}#answered"], begun(tmp_path, path.name), signal.SIGKILL
    )
    with duckdb.connect(str(path)) as connection:
        assert connection.execute("SELECT said FROM answered").fetchall() == [("what was there",)]
    assert run_orders(source, library=library(), out=f"{path}#answered").lines_out == LINES
    with duckdb.connect(str(path)) as connection:
        assert connection.execute(
            "SELECT count(*), min(ecluse_outcome) FROM answered"
        ).fetchall() == [(LINES, "LICENSE")]


def test_what_a_running_process_is_writing_is_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    with _swapped_in(out) as first:
        first.write_text("first", encoding="utf-8")
        with _swapped_in(out) as second:
            second.write_text("second", encoding="utf-8")
            assert first.exists()
        assert out.read_text(encoding="utf-8") == "second"
    assert out.read_text(encoding="utf-8") == "first"
