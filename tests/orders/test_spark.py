"""Spark gives the same answers to the last column; without it, one clear line."""

from __future__ import annotations

import random
import shutil
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from ecluse.errors import InputError
from ecluse.law.measure import Reading
from ecluse.orders.book import run_orders

from .build import library

EXAMPLE = Path(__file__).parents[2] / "examples" / "order-book.csv"
SOME_ITEMS = ["H100", "H20", "RTX 4090", "no such part"]


def test_without_java_the_message_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(
        InputError, match=r"Java is not installed .*pip install 'ecluse\[spark\]'.*Java 17"
    ) as error:
        run_orders(EXAMPLE, library=library(), engine="spark", out=tmp_path / "out.parquet")
    assert "\n" not in str(error.value)


def rows(path: Path, columns: str = "*") -> list[tuple[object, ...]]:
    files = str(path / "*.parquet") if path.is_dir() else str(path)
    return sorted(duckdb.sql(f"SELECT {columns} FROM read_parquet('{files}')").fetchall(), key=str)


@pytest.mark.slow
@pytest.mark.parametrize("reading", list(Reading))
def test_the_shipped_book_comes_out_alike(tmp_path: Path, reading: Reading) -> None:
    pytest.importorskip("pyspark")
    there = run_orders(EXAMPLE, library=library(), reading=reading, out=tmp_path / "duckdb.parquet")
    here = run_orders(
        EXAMPLE, library=library(), reading=reading, out=tmp_path / "spark.parquet", engine="spark"
    )
    assert rows(tmp_path / "spark.parquet") == rows(tmp_path / "duckdb.parquet")
    assert (here.outcomes, here.destinations, here.quarantined, here.lines_out) == (
        there.outcomes,
        there.destinations,
        there.quarantined,
        there.lines_out,
    )


@pytest.mark.slow
def test_a_folder_is_written_over_its_own_and_over_no_other(tmp_path: Path) -> None:
    pytest.importorskip("pyspark")
    out = tmp_path / "out.parquet"

    def run(target: object) -> int:
        return run_orders(EXAMPLE, library=library(), out=str(target), engine="spark").lines_out

    assert run(out) == run(out) == 424
    (out / "notes.txt").write_text("mine")
    with pytest.raises(InputError, match=r"the folder holds 'notes.txt'"):
        run(out)
    for name in ("out.csv", "postgresql://h/d#t"):
        with pytest.raises(InputError, match="Spark writes a folder of Parquet files"):
            run(name if "://" in name else tmp_path / name)
    assert [each.name for each in tmp_path.iterdir()] == ["out.parquet"]


@pytest.mark.slow
def test_a_million_lines_in_many_files_come_out_alike_totals_counted(tmp_path: Path) -> None:
    pytest.importorskip("pyspark")
    draw = random.Random(3)
    days = [date(2025, 6, 1) + timedelta(days=draw.randrange(200)) for _ in range(10)]
    (tmp_path / "book").mkdir()
    for part in range(4):
        duckdb.sql(
            f"COPY (SELECT {SOME_ITEMS}[1 + i % 4] AS part, ['CN', 'PL', 'SG', "
            "'Elbonia'][1 + (i // 4) % 4] AS destination, "
            f"{[day.isoformat() for day in days]}[1 + (i // 16) % 10]::DATE AS ship_date, "
            "1 + i % 9 AS quantity, "
            "'party ' || (i // 160) % 40 AS consignee, CASE WHEN i % 7 < 5 THEN 'yes' "
            f"END AS consignee_certificate, i + {part} * 250000 AS id "
            f"FROM range(250000) t(i)) TO '{tmp_path}/book/part-{part}.parquet'"
        )
    for engine in ("duckdb", "spark"):
        report = run_orders(
            tmp_path / "book",
            library=library(),
            reading=Reading.TEXT,
            out=tmp_path / f"{engine}.parquet",
            engine=engine,
        )
        assert report.lines_out == 1_000_000
        assert any(row.crossed for row in report.allocations)
    differ = (
        duckdb.connect()
        .execute(
            "SELECT count(*) FROM (SELECT * FROM "
            f"read_parquet('{tmp_path}/spark.parquet/*.parquet') EXCEPT SELECT * FROM "
            f"read_parquet('{tmp_path}/duckdb.parquet'))"
        )
        .fetchone()
    )
    assert differ == (0,)
