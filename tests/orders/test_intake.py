"""Pipes are spooled, devices refused, and an error names what the user named."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import pytest
from pytest import param

from ecluse.errors import InputError
from ecluse.orders.book import run_orders
from ecluse.tables.intake import place_of, take

from .build import book, library

ROW = "H100,3A090.a,8,30000,USD,China,,2024-02-01,a"
ECLUSE = f"{sys.executable} -c 'from ecluse.cli.main import run; run()'"


def piped(path: Path, content: bytes) -> Path:
    """A pipe through which something comes."""
    os.mkfifo(path)
    threading.Thread(target=path.write_bytes, args=(content,), daemon=True).start()
    return path


DEVICES = ("/dev/zero", "/dev/null", "/dev/random")
READING = ("orders {}", "diff --before 2025-01-01 --after 2025-06-01 --orders {}")


def test_a_device_is_refused_at_once() -> None:
    """All in one process of its own, which is ended if it reads a device without end."""
    commands = [command.format(place).split() for command in READING for place in DEVICES]
    script = f"from ecluse.cli.main import status; print([status(w) for w in {commands!r}])"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == f"{[2] * len(commands)}\n"
    told = done.stderr.splitlines()
    for line, place in zip(told, DEVICES * len(READING), strict=True):
        assert line.startswith(f"ecluse: this is a device, not a file ({place})")


def test_a_socket_is_refused(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "book.csv"))
        with pytest.raises(InputError, match="this is a socket"):
            run_orders(tmp_path / "book.csv", library=library())


def test_a_pipe_in_a_folder_of_parquet_files_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.parquet")
    with pytest.raises(InputError, match="not a file"):
        run_orders(tmp_path, library=library())


def test_a_pipe_is_read_and_shown_by_its_name(tmp_path: Path) -> None:
    source = book(tmp_path, ROW, ROW)
    report = run_orders(piped(tmp_path / "pipe", source.read_bytes()), library=library())
    assert (report.lines_in, report.source) == (2, str(tmp_path / "pipe"))


def test_a_substituted_process_is_read(tmp_path: Path) -> None:
    source = book(tmp_path, ROW)
    for command in (
        f"orders <(cat {source})",
        f"diff --before 2022-09-01 --after 2024-06-01 --orders <(cat {source})",
    ):
        done = subprocess.run(
            ["bash", "-c", f"{ECLUSE} {command}"], capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert "1 line" in done.stdout


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx", "arrow", "arrows", "duckdb"])
def test_the_form_of_a_pipe_is_seen_by_what_comes(tmp_path: Path, form: str) -> None:
    pytest.importorskip("pyarrow")
    source = book(tmp_path, ROW)
    run_orders(source, library=library(), out=tmp_path / f"b.{form}")
    pipe = piped(tmp_path / "pipe", (tmp_path / f"b.{form}").read_bytes())
    assert run_orders(pipe, library=library()).lines_in == 1


def test_a_pipe_is_opened_as_the_user_says(tmp_path: Path) -> None:
    page = "Orders of May\npart,destination,date,note\nH100,China,2024-02-01,ž\n".encode("cp1250")
    report = run_orders(
        piped(tmp_path / "PO#9", page), library=library(), encoding="cp1250", heading=2
    )
    assert report.lines_in == 1 and "read as cp1250" in report.notes


def test_a_page_that_comes_through_a_pipe_is_read_and_said(tmp_path: Path) -> None:
    rows = ("part", "destination", "date"), ("H100", "China", "2024-02-01")
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    page = f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"
    report = run_orders(piped(tmp_path / "pipe", page.encode()), library=library())
    assert report.lines_in == 1 and "read as an HTML page" in report.notes


def test_an_error_names_the_pipe_and_not_where_it_was_spooled(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        run_orders(piped(tmp_path / "pipe", b""), library=library())
    assert str(error.value).startswith("the file is empty") and "(" + str(tmp_path / "pipe") in str(
        error.value
    )


def test_a_pipe_without_end_is_cut_off(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    with pytest.raises(InputError, match="more than 10 bytes came through the pipe"):
        take(piped(tmp_path / "pipe", b"x" * 11), folder, most=10)
    assert take(piped(tmp_path / "other", b"x" * 10), folder, most=10).shown.endswith("other")


@pytest.mark.parametrize(
    ("name", "place"),
    [
        param("PO#9.csv", "PO#9.csv", id="a sign in the name"),
        param("x.duckdb#orders", "x.duckdb", id="a table"),
        param("x.duckdb#a#b", "x.duckdb", id="a table with a sign"),
        param("b#1.xlsx#May #2", "b#1.xlsx", id="a sheet"),
        param("PO#9.csv#x", None, id="no part of a form that has none"),
        param("none.csv", None, id="not there"),
        param("n" * 5000, None, id="longer than a name can be"),
        param("postgresql://h/d#t", None, id="a server"),
    ],
)
def test_the_file_behind_a_source_is_known(tmp_path: Path, name: str, place: str | None) -> None:
    for each in ("PO#9.csv", "x.duckdb", "b#1.xlsx"):
        (tmp_path / each).touch()
    source = name if "://" in name else f"{tmp_path}/{name}"
    assert place_of(source) == (tmp_path / place if place else None)


def test_a_database_is_read_with_a_log_that_a_killed_program_left(tmp_path: Path) -> None:
    path = tmp_path / "shop.duckdb"
    script = (
        f"import duckdb, os; c = duckdb.connect({str(path)!r}); c.execute('CHECKPOINT'); "
        "c.execute(\"CREATE TABLE orders AS SELECT 'H100' AS part, 'CN' AS destination, "
        "DATE '2024-02-01' AS ship_date\"); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", script], check=False)
    assert (tmp_path / "shop.duckdb.wal").exists()
    assert run_orders(f"{path}#orders", library=library(), out=f"{path}#answered").lines_out == 1
    with duckdb.connect(str(path)) as connection:
        assert connection.execute("SELECT count(*) FROM orders").fetchall() == [(1,)]
