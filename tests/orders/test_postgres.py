"""PostgreSQL, with a real server: what is read and written, and what is refused in one line."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ecluse.errors import EcluseError, InputError
from ecluse.orders.book import run_orders
from ecluse.orders.party_shown import PARTY_OUTPUT
from ecluse.orders.record import OUTPUT
from ecluse.tables import postgres
from ecluse.tables.engine_duckdb import connect
from ecluse.tables.postgres import address_of, shown, write_table
from ecluse.tables.read import open_book

from .build import library
from .conftest import IN_A_URL, PASSWORD, Server

ORDERS = (
    "CREATE TABLE orders AS SELECT n AS line, 'H100' AS part, 'CN' AS destination, DATE "
    "'2024-02-01' AS ship_date, 8 AS quantity, 30000.50::numeric(12,2) AS unit_price, "
    "'party ' || n % 100 AS consignee FROM generate_series(1, {}) n"
)


def refused(source: str, **options: object) -> InputError:
    """The one-line error that a run ends with; it never shows the password."""
    with pytest.raises(InputError) as error:
        run_orders(source, library=library(), **options)
    text = str(error.value)
    assert "\n" not in text
    assert PASSWORD not in text and IN_A_URL not in text
    return error.value


def test_a_table_is_read_answered_and_written_back(server: Server) -> None:
    server.run(ORDERS.format(50))
    report = run_orders(f"{server.url}#orders", library=library(), out=f"{server.url}#answered")
    assert (report.lines_in, report.lines_out, report.total.units) == (50, 50, 400)
    columns = [
        row[0]
        for row in server.run(
            "SELECT column_name FROM information_schema.columns WHERE table_name = "
            "'answered' ORDER BY ordinal_position"
        )
    ]
    assert columns == [
        "line",
        "part",
        "destination",
        "ship_date",
        "quantity",
        "unit_price",
        "consignee",
        *OUTPUT,
        *PARTY_OUTPUT,
    ]
    assert server.run(
        "SELECT count(*), count(DISTINCT line), min(ecluse_outcome), max(ecluse_outcome) "
        "FROM answered"
    ) == [(50, 50, "LICENSE", "LICENSE")]
    assert server.run(
        "SELECT count(*) FROM orders JOIN answered USING (line, part, destination, "
        "ship_date, quantity, unit_price, consignee)"
    ) == [(50,)]


def test_no_password_is_in_any_output(server: Server, tmp_path: Path) -> None:
    server.run(ORDERS.format(2))
    report = run_orders(
        f"{server.url}#orders",
        library=library(),
        out=f"{server.url}#answered",
        report=tmp_path / "report.html",
        tables=tmp_path / "tables",
    )
    assert report.source == f"postgresql://clerk:***@127.0.0.1:{server.port}/shop#orders"
    written = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    for secret in (PASSWORD, IN_A_URL):
        assert secret not in repr(report.to_dict())
        assert all(secret.encode() not in content for content in written)


def test_types_are_kept_there_and_back(server: Server, tmp_path: Path) -> None:
    types = {
        "i2": "smallint",
        "i4": "integer",
        "i8": "bigint",
        "money": "numeric(12,2)",
        "free": "numeric",
        "f4": "real",
        "f8": "double precision",
        "ok": "boolean",
        "day": "date",
        "at": "timestamp",
        "zoned": "timestamptz",
        "hour": "time",
        "words": "text",
        "id": "uuid",
        "bytes": "bytea",
    }
    server.run(
        (
            "CREATE TABLE kinds (part text, destination text, ship_date date, "
            f"{', '.join(f'{name} {kind}' for name, kind in types.items())})"
        ),
        "INSERT INTO kinds VALUES ('H100', 'CN', '2024-02-01', -3, 7, 9007199254740993, "
        "1234.50, 0.000000000000001234, 0.1, 0.1, true, '2024-02-29', "
        "'2024-02-29 12:34:56.789012', '2024-02-29 23:30:00-05', '23:59:59', "
        "E'a\"b,c\\nd é \\\\.', '12345678-1234-1234-1234-123456789abc', '\\x00ff41'), "
        "('H100', 'CN', NULL, NULL, NULL, NULL, NULL, 12345678901234567890, NULL, NULL, "
        "NULL, NULL, NULL, NULL, NULL, '', NULL, NULL)",
    )
    run_orders(f"{server.url}#kinds", library=library(), out=f"{server.url}#again")
    names = ", ".join(types)
    assert server.run(f"SELECT {names} FROM again ORDER BY i2") == server.run(
        f"SELECT {names} FROM kinds ORDER BY i2"
    )
    kinds = dict(
        server.run(
            "SELECT attname::text, format_type(atttypid, atttypmod) FROM pg_attribute "
            "WHERE attrelid = 'again'::regclass AND attnum > 0"
        )
    )
    usual = {
        "timestamp": "timestamp without time zone",
        "timestamptz": "timestamp with time zone",
        "time": "time without time zone",
        "numeric": "numeric",
    }
    wrong = {
        name: kinds[name]
        for name, kind in types.items()
        if kinds[name] != usual.get(kind, kind) and name != "free"
    }
    assert wrong == {}
    opened = open_book(f"{server.url}#kinds", connect(tmp_path), tmp_path)
    assert [opened.types[name] for name in ("i2", "money", "day", "zoned", "words", "ok")] == [
        "SMALLINT",
        "DECIMAL(12,2)",
        "DATE",
        "TIMESTAMP WITH TIME ZONE",
        "VARCHAR",
        "BOOLEAN",
    ]


def test_a_value_that_no_type_holds_is_kept_as_text_and_named(
    server: Server, tmp_path: Path
) -> None:
    server.run(
        "CREATE TABLE odd AS SELECT 'H100' AS part, 'CN' AS destination, "
        "'2024-02-01'::date AS ship_date, 'NaN'::numeric AS free, '0044-03-15 BC'::date "
        "AS old"
    )
    connection = connect(tmp_path)
    opened = open_book(f"{server.url}#odd", connection, tmp_path)
    assert connection.execute(f"SELECT free, old FROM {opened.relation}").fetchall() == [
        ("NaN", "0044-03-15 BC")
    ]
    assert opened.notes == (
        "'free' holds what no DECIMAL does and is kept as text",
        "'old' holds what no DATE does and is kept as text",
    )


def test_a_query_is_read_in_its_order(server: Server, tmp_path: Path) -> None:
    server.run(ORDERS.format(20))
    out = tmp_path / "out.csv"
    run_orders(
        (
            f"{server.url}#SELECT *, 'a%b' AS note FROM orders WHERE line > 15 ORDER BY line "
            "DESC -- the last"
        ),
        library=library(),
        out=out,
    )
    assert [line.split(",")[0] for line in out.read_text(encoding="utf-8").splitlines()] == [
        "line",
        "20",
        "19",
        "18",
        "17",
        "16",
    ]


def test_a_file_becomes_a_table_and_a_table_a_file(server: Server, tmp_path: Path) -> None:
    example = (
        (Path(__file__).parents[2] / "examples" / "order-book.csv")
        .read_text(encoding="utf-8-sig")
        .splitlines(keepends=True)
    )
    (tmp_path / "book.csv").write_text("".join(example[:60]), encoding="utf-8")
    of_file = run_orders(tmp_path / "book.csv", library=library(), out=f"{server.url}#answered")
    again = run_orders(f"{server.url}#answered", library=library(), out=tmp_path / "out.parquet")
    assert of_file.lines_out == again.lines_out == of_file.lines_in
    assert (of_file.outcomes, of_file.total) == (again.outcomes, again.total)


@pytest.mark.parametrize(
    ("said", "message", "mend"),
    [
        ("#order", "the database has no table 'order'", "orders"),
        ("#sales.orders", "the database has no table 'sales.orders'", "orders"),
        ("#DELETE FROM orders", "what follows # is neither a table nor a SELECT", "SELECT"),
        ("#SELECT * FROM orders; DROP TABLE orders", "without a semicolon", "view"),
        ("#SELECT * FROM orders;", "without a semicolon", "view"),
        ("#SELECT * FROM orders) TO STDOUT; DROP TABLE orders; --", "without a semicolon", "view"),
        (
            "#WITH gone AS (DELETE FROM orders RETURNING *) SELECT * FROM gone",
            "PostgreSQL says: .*WITH|read-only",
            "query",
        ),
        ("#SELECT wrong FROM orders", 'PostgreSQL says: column "wrong" does not exist', "query"),
        ("#SELECT 1 AS part WHERE", "PostgreSQL says: syntax error", "query"),
    ],
)
def test_what_is_no_table_and_no_select_is_refused(
    server: Server, said: str, message: str, mend: str
) -> None:
    server.run(ORDERS.format(3), "CREATE TABLE others AS SELECT 1")
    error = refused(f"{server.url}{said}")
    assert re.search(message, error.what) and mend in error.mend
    assert server.run("SELECT count(*) FROM orders") == [(3,)]


def test_a_function_that_writes_is_stopped_by_the_server(server: Server) -> None:
    server.run(
        ORDERS.format(3),
        "CREATE FUNCTION wipe() RETURNS int LANGUAGE sql AS 'DELETE FROM orders; SELECT 1'",
    )
    assert (
        "read-only transaction"
        in refused(f"{server.url}#SELECT wipe(), part, destination, ship_date FROM orders").what
    )
    assert server.run("SELECT count(*) FROM orders") == [(3,)]


def test_the_only_table_need_not_be_named(server: Server) -> None:
    assert "the database has no tables" in refused(server.url).what
    server.run(ORDERS.format(3))
    assert run_orders(server.url, library=library()).lines_in == 3
    server.run("CREATE TABLE others AS SELECT 1")
    error = refused(server.url)
    assert "no table is named" in error.what and "public.orders, public.others" in error.mend


def test_no_server_wrong_password_and_no_database_are_one_line(server: Server) -> None:
    assert "refused" in refused(f"postgresql://clerk:{IN_A_URL}@127.0.0.1:1/shop#orders").what
    assert (
        "password authentication failed"
        in refused(f"postgresql://clerk:wr0ngpass@127.0.0.1:{server.port}/shop#orders").what
    )
    assert (
        'database "none" does not exist'
        in refused(server.url.replace("/shop", "/none") + "#orders").what
    )


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://clerk:s3cret/w@rd@db/shop#t",
        "postgresql://clerk:s3cret#w@db/shop",
        "postgresql://clerk:s3cret?w@db/shop#t",
        "postgresql://clerk:s3@cret@db/shop#t",
        "postgresql://clerk:s3:cret@db/shop#t",
        "postgres://db/shop?password=s3cret&sslpassword=s3cret#t",
        "postgresql://clerk:s3cret@db/shop#no table;",
    ],
)
def test_a_password_is_never_shown_however_it_is_written(text: str) -> None:
    try:
        said = shown(text)
    except InputError as error:
        said = str(error)
    assert "s3" not in said and "cret" not in said
    assert "***" in said or "postgresql://…" in said


def test_a_table_of_somebody_else_is_never_replaced(server: Server) -> None:
    server.run(
        ORDERS.format(3),
        "CREATE TABLE theirs AS SELECT 1 AS n",
        "CREATE VIEW seen AS SELECT * FROM orders",
    )
    for name in ("theirs", "orders", "seen", "public.theirs", "ORDERS"):
        assert (
            "which ecluse did not write"
            in refused(f"{server.url}#orders", out=f"{server.url}#{name}").what
        )
    assert (
        "the database has no schema 'sales'"
        in refused(f"{server.url}#orders", out=f"{server.url}#sales.answered").what
    )
    assert "the output names no table" in refused(f"{server.url}#orders", out=server.url).what
    assert (
        "the output names no table"
        in refused(f"{server.url}#orders", out=f"{server.url}#SELECT 1").what
    )
    assert server.run("SELECT count(*) FROM orders") == [(3,)] and server.run(
        "SELECT n FROM theirs"
    ) == [(1,)]


def test_a_table_that_ecluse_wrote_is_replaced_but_not_while_it_is_the_book(server: Server) -> None:
    server.run(ORDERS.format(3))
    run_orders(f"{server.url}#orders", library=library(), out=f"{server.url}#answered")
    server.run("DELETE FROM orders WHERE line = 1")
    run_orders(f"{server.url}#orders", library=library(), out=f"{server.url}#answered")
    assert server.run("SELECT count(*) FROM answered") == [(2,)]
    for source in (
        "#answered",
        "#public.answered",
        "#SELECT * FROM Answered",
        '#SELECT * FROM "answered" WHERE line > 0',
    ):
        assert (
            "the output would take the place of the book"
            in refused(f"{server.url}{source}", out=f"{server.url}#answered").what
        )
    server.run("CREATE VIEW over_it AS SELECT * FROM answered")
    assert (
        "other objects depend on it"
        in refused(f"{server.url}#over_it", out=f"{server.url}#answered").what
    )
    assert server.run("SELECT count(*) FROM answered") == [(2,)]


def test_lines_lost_on_the_way_leave_no_table(server: Server, tmp_path: Path) -> None:
    with pytest.raises(EcluseError, match="3 lines went in and 2 came out"):
        write_table(
            connect(tmp_path),
            "SELECT range AS n FROM range(2)",
            f"{server.url}#answered",
            source="",
            lines=3,
        )
    assert server.tables() == []


def test_names_are_kept_whatever_signs_they_hold(server: Server, tmp_path: Path) -> None:
    book, answered = 'sales."The ""Order"" book"', 'sales."An ""Answered"" one"'
    server.run(
        "CREATE SCHEMA sales",
        (
            f'CREATE TABLE {book} ("Part No" text, "Ship-To Country" text, "Ship Date" date, '
            '"a%sb" text)'
        ),
        f"INSERT INTO {book} VALUES ('H100', 'China', '2024-02-01', '100%')",
    )
    run_orders(f"{server.url}#{book}", library=library(), out=f"{server.url}#{answered}")
    assert server.run(f'SELECT "a%sb", ecluse_outcome FROM {answered}') == [("100%", "LICENSE")]
    long = "x" * 64
    with pytest.raises(InputError, match="has a longer name than PostgreSQL allows"):
        write_table(connect(tmp_path), f"SELECT 1 AS {long}", f"{server.url}#t", source="", lines=1)


def test_a_row_that_is_too_long_is_one_error(server: Server) -> None:
    server.run(
        "CREATE TABLE long AS SELECT 'H100' AS part, 'CN' AS destination, "
        "'2024-02-01'::date AS ship_date, repeat('x', 1000001) AS note"
    )
    assert "row 1 is longer than 1,000,000 bytes" in refused(f"{server.url}#long").what
    assert (
        run_orders(
            f"{server.url}#SELECT part, destination, ship_date FROM long", library=library()
        ).lines_in
        == 1
    )


def test_an_empty_table_and_a_column_of_nulls_are_read(server: Server) -> None:
    server.run("CREATE TABLE none (part text, destination text, ship_date date)")
    assert (
        run_orders(f"{server.url}#none", library=library(), out=f"{server.url}#answered").lines_out
        == 0
    )
    server.run(
        "CREATE TABLE nulls AS SELECT 'H100'::text AS part, NULL::text AS destination, "
        "'2024-02-01'::date AS ship_date"
    )
    assert (
        run_orders(f"{server.url}#nulls", library=library()).outcomes[0].outcome == "UNDETERMINED"
    )


@pytest.mark.slow
def test_a_run_killed_while_it_writes_leaves_no_table_and_can_be_run_again(server: Server) -> None:
    server.run(ORDERS.format(150_000))
    command = [
        sys.executable,
        "-c",
        "from ecluse.cli.main import run; run()",
        "orders",
        f"{server.url}#orders",
        "--out",
        f"{server.url}#answered",
    ]
    writing = (
        "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'COPY \"answered\" FROM STDIN%' AND "
        "state = 'active'"
    )
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 90
        while not server.run(writing):
            assert child.poll() is None and time.monotonic() < until
            time.sleep(0.005)
    finally:
        child.kill()
    assert child.wait() == -9
    while server.run(writing):
        time.sleep(0.02)
    assert server.tables() == ["orders"]
    run_orders(f"{server.url}#orders", library=library(), out=f"{server.url}#answered")
    assert server.run("SELECT count(*) FROM answered") == [(150_000,)]


def test_without_psycopg_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(InputError, match=r"pip install 'ecluse\[postgres\]'"):
        run_orders("postgresql://127.0.0.1:1/shop#orders", library=library())


def test_addresses_are_understood() -> None:
    assert address_of("postgresql://h/db#a.b").schema == "a"
    assert address_of("postgres://h/db#select 1").query == "select 1"
    assert postgres.is_address("POSTGRESQL://h/db") and not postgres.is_address("orders.csv")
