"""What a command may write over: its own output of another day, and nothing else; every form."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from datetime import date
from pathlib import Path

import duckdb
import pytest
from pytest import param

from ecluse.cli.main import status
from ecluse.compare.to_answer import ADDED
from ecluse.errors import InputError
from ecluse.orders.book import run_orders
from ecluse.orders.party_shown import PARTY_OUTPUT
from ecluse.orders.record import BEFORE, LAW_COLUMN, OUTPUT
from ecluse.outputs.mark import COLUMNS
from ecluse.tables.write_duckdb import target_of

from .build import book, library
from .conftest import Server

ROW = "H100,3A090.a,8,30000,USD,China,,2024-02-01,a"
FILES = (
    "o.csv",
    "o.tsv",
    "o.csv.gz",
    "o.xlsx",
    "o.parquet",
    "o.arrow",
    "o.feather",
    "o.arrows",
    "r.html",
    "p.svg",
    "p.png",
    "p.pdf",
)


def option(name: str) -> str:
    return {"o": "--out", "r": "--report", "p": "--plot", "t": "--tables"}[name[0]]


def line(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """The one line with which a command refuses."""
    assert status([str(each) for each in arguments]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    return error.rstrip()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return book(tmp_path / "in", ROW)


def test_the_library_replaces_nothing_that_it_did_not_write_unless_told(
    source: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out.csv"
    target.write_bytes(b"mine")
    with pytest.raises(InputError, match="which ecluse did not write"):
        run_orders(source, library=library(), out=target)
    assert target.read_bytes() == b"mine"
    run_orders(source, library=library(), out=target, force=True)
    run_orders(source, library=library(), out=target)  # its own
    assert b"ecluse_outcome" in target.read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_a_run_writes_over_its_own_output_and_over_no_other_file(
    source: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for module in ("matplotlib", "pyarrow"):
        pytest.importorskip(module)
    target = tmp_path / name
    command = ["orders", str(source), option(name), str(target)]
    assert [status(command), status(command)] == [0, 0]
    whole = target.read_bytes()
    target.write_bytes(b"mine")
    error = line(capsys, *command)
    assert str(target) in error and "which ecluse did not write" in error and "--force" in error
    assert target.read_bytes() == b"mine"
    assert status([*command, "--force"]) == 0
    assert len(target.read_bytes()) == pytest.approx(len(whole), rel=0.05)
    assert {each.name for each in tmp_path.iterdir()} == {"in", name}


def test_the_columns_that_are_known_as_ours_are_those_that_we_write() -> None:
    assert {*OUTPUT, *PARTY_OUTPUT, BEFORE, LAW_COLUMN, *ADDED} == COLUMNS
    assert (OUTPUT[0], BEFORE in OUTPUT) == ("ecluse_outcome", False)


@pytest.mark.parametrize("name", ["o[1].parquet", "o.arrow", "o.feather", "o.arrows"])
def test_a_file_with_a_column_of_the_users_is_theirs(
    source: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import ipc, parquet

    target = tmp_path / name
    command = ["orders", str(source), "--out", str(target)]
    assert [status([*command, "--since", "2024-01-01"]), status(command), status(command)] == [
        0
    ] * 3
    if name.endswith("parquet"):
        held = parquet.ParquetFile(target).read()
    else:
        opened = ipc.open_stream if name.endswith("s") else ipc.open_file
        held = opened(target.read_bytes()).read_all()
    for added in ("my_notes", "ecluse_notes"):
        noted = held.append_column(added, pa.array(["mine"]))
        assert noted.schema.metadata[b"ecluse"] == b"Written by ecluse"
        if name.endswith("parquet"):
            parquet.write_table(noted, target)
        else:
            made = ipc.new_stream if name.endswith("s") else ipc.new_file
            with made(str(target), noted.schema) as writer:
                writer.write_table(noted)
        before = target.read_bytes()
        assert "which ecluse did not write" in line(capsys, *command)
        assert target.read_bytes() == before


def test_a_parquet_file_that_but_mentions_us_is_theirs(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "o.parquet"
    select = "SELECT 'Written by ecluse' AS a, '' AS ecluse_outcome, '' AS ecluse_data_version"
    duckdb.execute(f"COPY ({select}) TO '{target}' (FORMAT parquet)")
    assert b"Written by ecluse" in target.read_bytes()[-600:]
    assert "which ecluse did not write" in line(capsys, "orders", source, "--out", target)


def test_tables_are_written_over_tables_only(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["orders", str(source), "--tables", str(tmp_path / "t")]
    assert [status(command), status(command)] == [0, 0]
    (tmp_path / "t" / "notes.md").write_text("mine")
    for more in ([], ["--force"]):
        assert "the folder holds 'notes.md'" in line(capsys, *command, *more)
    (tmp_path / "t" / "notes.md").unlink()
    assert status(command) == 0


def test_tables_are_not_written_over_a_readme(
    source: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "README.md").write_text("# Mine\n")
    monkeypatch.chdir(tmp_path / "project")
    assert "this is the folder you are in" in line(capsys, "orders", source, "--tables", ".")
    monkeypatch.chdir(tmp_path)
    assert "the folder holds 'README.md'" in line(capsys, "orders", source, "--tables", "project")
    assert (tmp_path / "project" / "README.md").read_text() == "# Mine\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        param(("--report", "in/book.csv"), "would take the place of the book", id="report"),
        param(("--out", "./in/book.csv"), "would take the place of the book", id="out"),
        param(("--out", "in/../link.csv"), "would take the place of the book", id="link"),
        param(
            ("--out", "x.csv", "--report", "x.csv"), "--out and --report would be one", id="same"
        ),
        param(("--report", "x.svg", "--plot", "x.svg"), "--report and --plot would be", id="plot"),
        param(("--tables", "x", "--report", "x"), "in the folder of --tables", id="tables"),
        param(("--tables", "in"), "the folder holds 'book.csv'", id="tables over the book"),
        param(("--out", "x.duckdb", "--report", "x.duckdb"), "would be one file", id="duckdb"),
        param(
            ("--scenario", "s.yaml", "--report", "s.yaml"), "place of the scenario", id="scenario"
        ),
        param(("--report", "/dev/null"), "this is a device", id="device"),
        param(("--out", "none/x.csv"), "there is no such folder", id="no folder"),
        param(("--out", "x.csv#1"), "'.csv#1' is no form of file", id="a sign in the name"),
    ],
)
def test_what_would_cost_the_user_something_is_refused_before_the_work(
    source: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    message: str,
) -> None:
    pytest.importorskip("matplotlib")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "link.csv").symlink_to("in/book.csv")
    (tmp_path / "s.yaml").write_text("scenario: s\nsays: {en: x, fr: x}\n")
    before = {each: each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()}
    for more in ((), ("--force",)):
        assert message in line(capsys, "orders", source, *arguments, *more)
    assert {each: each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()} == before


@pytest.mark.parametrize(
    "command",
    [
        param(("chips", "--on", "2024-06-01"), id="chips"),
        param(("timeline", "A800", "--to", "China"), id="timeline"),
        param(("infer", "--chip", "H20", "--model", "Llama-3.1-8B"), id="infer"),
        param(("compare", "H20", "H100", "--model", "Llama-3.1-8B"), id="compare"),
        param(("design", "--to", "CN", "--on", "2023-12-01"), id="design", marks=pytest.mark.slow),
    ],
)
def test_every_picture_is_drawn_over_its_own_and_over_no_other_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    for module in ("matplotlib", "numpy"):
        pytest.importorskip(module)
    picture = tmp_path / "p.svg"
    picture.write_text("<svg>mine</svg>")
    assert "which ecluse did not write" in line(capsys, *command, "--plot", picture)
    assert picture.read_text() == "<svg>mine</svg>"
    assert status([*command, "--plot", str(picture), "--force"]) in (0, 3)
    assert status([*command, "--plot", str(picture)]) in (0, 3)
    assert [each.name for each in tmp_path.iterdir()] == ["p.svg"]


@pytest.mark.slow
def test_a_comparison_is_written_over_its_own_and_over_no_other_file(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sides = ("diff", "--before", "2025-04-08", "--after", "2025-04-09")
    out = tmp_path / "d.json"
    command = (*sides, "--to", "CN", "--out", str(out))
    assert [status(list(command)), status(list(command))] == [0, 0]
    assert json.loads(out.read_text(encoding="utf-8"))["schema"] == "ecluse.diff/1"
    out.write_text('{"mine": 1}')
    assert "which ecluse did not write" in line(capsys, *command)
    assert status([*command, "--force"]) == 0
    of_book = (*sides, "--orders", str(source), "--out")
    assert "would take the place of the book" in line(capsys, *of_book, source)
    assert [status([*of_book, str(tmp_path / "d.csv")]) for _ in range(2)] == [0, 0]
    (tmp_path / "d.csv").write_text("mine\n")
    assert "which ecluse did not write" in line(capsys, *of_book, tmp_path / "d.csv")


# ---- tables of a DuckDB file ---------------------------------------------------------------------


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    path = tmp_path / "shop.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "CREATE SCHEMA sales; CREATE TABLE customers AS SELECT 'theirs' AS said;"
            "CREATE TABLE sales.orders AS SELECT 'H100' AS part, 'CN' AS destination, "
            "DATE '2024-02-01' AS ship_date FROM range(3);"
            "CREATE VIEW seen AS SELECT * FROM sales.orders"
        )
    return path


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("name", ["customers", "CUSTOMERS", "main.customers", "seen"])
def test_a_table_of_the_users_is_never_replaced(shop: Path, name: str, force: bool) -> None:
    with pytest.raises(InputError, match=r"which ecluse did not write .*: name another table"):
        run_orders(f"{shop}#sales.orders", library=library(), out=f"{shop}#{name}", force=force)
    with duckdb.connect(str(shop)) as connection:
        assert connection.execute("SELECT said FROM customers").fetchall() == [("theirs",)]


@pytest.mark.parametrize("added", ["my_notes", "ecluse_notes"])
def test_a_table_with_a_column_of_the_users_is_theirs(shop: Path, added: str) -> None:
    for since in (date(2024, 1, 1), None, None):
        run_orders(
            f"{shop}#sales.orders", library=library(), out=f"{shop}#sales.answered", since=since
        )
    with duckdb.connect(str(shop)) as connection:
        connection.execute(f"ALTER TABLE sales.answered ADD COLUMN {added} TEXT DEFAULT 'mine'")
    for force in (False, True):
        with pytest.raises(InputError, match="the table has columns that ecluse did not write"):
            run_orders(
                f"{shop}#sales.orders", library=library(), out=f"{shop}#Sales.Answered", force=force
            )
    with duckdb.connect(str(shop)) as connection:
        assert connection.execute(f"SELECT DISTINCT {added} FROM sales.answered").fetchall() == [
            ("mine",)
        ]


def test_the_log_of_the_book_is_never_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "shop.duckdb"
    made = (
        "import duckdb, os, sys; c = duckdb.connect(sys.argv[1]); c.execute('CREATE TABLE t AS "
        "SELECT 1 AS a'); c.execute('CHECKPOINT'); c.execute('INSERT INTO t VALUES "
        "(2)'); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", made, str(path)], check=True)
    log = tmp_path / "shop.duckdb.wal"
    assert log.stat().st_size
    command = ("orders", f"{path}#t", "--report", log, "--force")
    assert "would take the place of the log of the book" in line(capsys, *command)
    with duckdb.connect(str(path)) as connection:
        assert connection.execute("SELECT count(*) FROM t").fetchall() == [(2,)]


def test_a_table_is_written_to_its_schema_and_again(shop: Path, tmp_path: Path) -> None:
    for source in (f"{shop}#sales.orders", str(book(tmp_path, ROW))):
        run_orders(source, library=library(), out=f"{shop}#sales.answered")
    with duckdb.connect(str(shop)) as connection:
        assert connection.execute(
            "SELECT schema_name, comment FROM duckdb_tables() WHERE table_name = 'answered'"
        ).fetchall() == [("sales", "Written by ecluse orders; the next run may replace it.")]
    assert run_orders(f"{shop}#sales.answered", library=library()).lines_in == 1
    with pytest.raises(InputError, match=r"the database has no schema 'sale'.*main, sales"):
        run_orders(f"{shop}#sales.orders", library=library(), out=f"{shop}#sale.answered")
    new = tmp_path / "new.duckdb"
    run_orders(f"{shop}#sales.orders", library=library(), out=f'{new}#s."a.b"')
    with duckdb.connect(str(new)) as connection:
        assert connection.execute('SELECT count(*) FROM s."a.b"').fetchall() == [(3,)]


def test_a_table_that_is_read_is_never_replaced_by_whatever_view(shop: Path) -> None:
    run_orders(f"{shop}#sales.orders", library=library(), out=f"{shop}#answered")
    with duckdb.connect(str(shop)) as connection:
        connection.execute(
            "CREATE VIEW over_it AS SELECT * FROM answered; CREATE VIEW twice AS SELECT "
            "* FROM over_it"
        )
    for read in ("answered", "main.answered", "over_it", "twice"):
        with pytest.raises(InputError, match="the output would take the place of the book"):
            run_orders(f"{shop}#{read}", library=library(), out=f"{shop}#Answered")


def test_the_only_table_is_the_book_without_being_named(tmp_path: Path) -> None:
    run_orders(book(tmp_path, ROW), library=library(), out=tmp_path / "x.duckdb")
    with pytest.raises(InputError, match="the output would take the place of the book"):
        run_orders(tmp_path / "x.duckdb", library=library(), out=tmp_path / "x.duckdb")


@pytest.mark.parametrize("force", [False, True])
def test_a_file_that_is_no_duckdb_file_is_kept(tmp_path: Path, force: bool) -> None:
    """Another program's `.db`, say."""
    import sqlite3

    source = book(tmp_path, ROW)
    other = tmp_path / "shop.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE answered (said TEXT)")
    connection.close()
    before = other.read_bytes()
    with pytest.raises(InputError, match="not a valid DuckDB database file"):
        run_orders(source, library=library(), out=f"{other}#answered", force=force)
    assert other.read_bytes() == before


def test_a_log_of_another_database_is_not_taken_for_ours(tmp_path: Path) -> None:
    (tmp_path / "x.duckdb.wal").write_bytes(b"theirs")
    with pytest.raises(InputError, match="a log of another database lies beside it"):
        run_orders(book(tmp_path, ROW), library=library(), out=tmp_path / "x.duckdb")


def test_names_of_files_and_of_tables_are_told_apart() -> None:
    assert target_of("a#b/x.duckdb#t").path == Path("a#b/x.duckdb")  # type: ignore[union-attr]
    assert (target_of("PO#9.csv"), target_of("x.parquet")) == (None, None)
    assert target_of("x.db").table == "answered"  # type: ignore[union-attr]
    assert target_of("x.db#my table").table == "my table"  # type: ignore[union-attr]
    with pytest.raises(InputError, match="what follows # is no table"):
        target_of("x.duckdb#a.b.c")


def test_a_sign_in_a_files_name_is_a_sign(tmp_path: Path) -> None:
    run_orders(book(tmp_path, ROW), library=library(), out=tmp_path / "PO#9.csv")
    assert {each.name for each in tmp_path.iterdir()} == {"book.csv", "PO#9.csv"}


# ---- standard output -----------------------------------------------------------------------------

ECLUSE = [sys.executable, "-c", "from ecluse.cli.main import run; run()"]


def test_standard_output_is_the_answered_book_and_nothing_else(
    source: Path, tmp_path: Path
) -> None:
    run_orders(source, library=library(), out=tmp_path / "o.csv", screen=False)
    for more in ([], ["--json"]):
        done = subprocess.run(
            [*ECLUSE, "orders", str(source), "--no-screen", "--out", "-", *more],
            capture_output=True,
            check=True,
        )
        assert done.stdout == (tmp_path / "o.csv").read_bytes()
        assert b"standard output" in done.stderr and b"answered.csv" not in done.stderr
    done = subprocess.run(
        [*ECLUSE, "orders", "none.csv", "--out", "-"], capture_output=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, b"")


def test_standard_output_that_is_closed_is_told(source: Path) -> None:
    command = f"{sys.executable} -c 'from ecluse.cli.main import run; run()'"
    done = subprocess.run(
        ["bash", "-c", f"{command} orders {source} --out - >&-"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "cannot read or write: it is closed (standard output)" in done.stderr.splitlines()[-1]


def test_a_book_flows_from_standard_input_to_standard_output(source: Path) -> None:
    done = subprocess.run(
        [*ECLUSE, "orders", "-", "--out", "-"],
        input=source.read_bytes(),
        capture_output=True,
        check=True,
    )
    assert done.stdout.startswith(b"Material,") and b",LICENSE," in done.stdout
    assert b"spooled" not in done.stderr


def test_standard_input_that_is_the_output_is_refused(source: Path) -> None:
    with source.open("rb") as file:
        done = subprocess.run(
            [*ECLUSE, "orders", "-", "--out", str(source)],
            stdin=file,
            capture_output=True,
            check=False,
        )
    assert done.returncode == 2 and b"would take the place of the book" in done.stderr


def test_a_reader_that_goes_away_ends_the_run_in_peace(tmp_path: Path) -> None:
    lines = book(tmp_path, *(ROW for _ in range(5000)))
    done = subprocess.run(
        [
            "bash",
            "-c",
            (
                f"{sys.executable} -c 'from ecluse.cli.main import run; run()' orders {lines} "
                "--out - | head -1"
            ),
        ],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ},
    )
    assert done.stdout.startswith("Material,") and "Traceback" not in done.stderr


def test_threads_that_write_side_by_side_do_not_disturb_each_other(
    source: Path, tmp_path: Path
) -> None:
    wrong: list[BaseException] = []

    def write(name: str) -> None:
        try:
            run_orders(source, library=library(), out=tmp_path / name)
        except BaseException as error:  # noqa: BLE001  whatever it is, the test tells it
            wrong.append(error)

    threads = [threading.Thread(target=write, args=(f"{number}.csv",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len({(tmp_path / f"{number}.csv").read_bytes() for number in range(4)}) == 1


def test_a_table_of_a_server_with_a_column_of_the_users_is_theirs(
    source: Path, server: Server
) -> None:
    out = f"{server.url}#answered"
    for _ in range(2):
        run_orders(source, library=library(), out=out)
    server.run("ALTER TABLE answered ADD COLUMN my_notes text")
    with pytest.raises(InputError, match="the table has columns that ecluse did not write"):
        run_orders(source, library=library(), out=out, force=True)
