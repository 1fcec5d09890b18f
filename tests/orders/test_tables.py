"""The tables and the statement that are handed to a warehouse."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from ecluse.orders import further
from ecluse.orders.book import run_orders

from .build import book, library

EXAMPLE = Path(__file__).parents[2] / "examples" / "order-book.csv"


def joined(tables: Path, lines: Path) -> list[tuple[object, ...]]:
    """What the shipped statement gives in a warehouse that holds the tables and the lines."""
    with duckdb.connect() as warehouse:
        for path in tables.glob("*.parquet"):
            warehouse.execute(f"CREATE TABLE {path.stem} AS SELECT * FROM '{path}'")
        warehouse.execute(
            f"CREATE TABLE lines AS SELECT * FROM read_csv('{lines}', all_varchar=true)"
        )
        statement = (tables / "join.sql").read_text(encoding="utf-8")
        assert len(statement.strip().splitlines()) == 5
        return sorted(warehouse.execute(statement).fetchall(), key=str)


def written(out: Path) -> list[tuple[object, ...]]:
    """The lines of an answered book."""
    return sorted(duckdb.sql(f"SELECT * FROM '{out}'").fetchall(), key=str)


@pytest.mark.slow
def test_the_shipped_statement_gives_the_same_answers_in_a_warehouse(tmp_path: Path) -> None:
    run_orders(EXAMPLE, library=library(), out=tmp_path / "out.parquet", tables=tmp_path / "tables")
    assert joined(tmp_path / "tables", EXAMPLE) == written(tmp_path / "out.parquet")


def test_the_statement_reads_figures_of_the_lines_own_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(further, "MANY_FIGURES", 0)
    rows = [
        f"Paper,CN,2024-02-01,{tpp},{density},yes"
        for tpp in (0, 1600, "2400.5", 4799, 4800, "", "?")
        for density in ("", "1.6", "5.92")
    ]
    source = book(
        tmp_path, *rows, headings="part,destination,date,tpp,performance_density,datacenter"
    )
    run_orders(source, library=library(), out=tmp_path / "out.parquet", tables=tmp_path / "tables")
    found = joined(tmp_path / "tables", source)
    assert found == written(tmp_path / "out.parquet")
    assert {row[6] for row in found} >= {"LICENSE", "NLR"}


@pytest.mark.slow
def test_the_tables_say_what_they_are(tmp_path: Path) -> None:
    run_orders(EXAMPLE, library=library(), tables=tmp_path / "tables")
    text = (tmp_path / "tables" / "README.md").read_text(encoding="utf-8")
    assert "`cases.parquet`" in text and library().version in text


def test_the_statement_looks_at_a_description_where_the_book_did(tmp_path: Path) -> None:
    source = book(
        tmp_path,
        "10023456,NVIDIA H100 80GB PCIe Tensor Core GPU,CN,2025-05-20",
        "L4,NVIDIA H100 80GB PCIe Tensor Core GPU,JP,2025-05-20",
        "10023457,Rail kit,CN,2025-05-20",
        headings="Material,Material Description,Country,Ship Date",
    )
    run_orders(source, library=library(), out=tmp_path / "out.parquet", tables=tmp_path / "tables")
    found = joined(tmp_path / "tables", source)
    assert found == written(tmp_path / "out.parquet")
    assert [row[4] for row in found] == ["LICENSE", "UNDETERMINED", "NLR"]
