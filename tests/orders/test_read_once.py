"""A book says one thing: a view is asked once, and the files of a folder have the same columns."""

from __future__ import annotations

import csv
from pathlib import Path

import duckdb
import pytest

from ecluse.errors import InputError
from ecluse.orders.book import run_orders

from .build import library


def test_a_view_that_changes_its_mind_is_read_once(tmp_path: Path) -> None:
    path, out = tmp_path / "views.duckdb", tmp_path / "out.csv"
    with duckdb.connect(str(path)) as made:
        made.execute(
            "CREATE VIEW r AS SELECT 'H100' AS Part, 'Singapore' AS Destination, "
            "DATE '2025-05-20' AS \"Ship Date\", CASE WHEN random() < 0.5 THEN 'China' "
            "ELSE 'SG' END "
            "AS HQ FROM range(200)"
        )
    run_orders(f"{path}#r", library=library(), out=out)
    with out.open(encoding="utf-8", newline="") as file:
        said = {(line["HQ"], line["ecluse_outcome"]) for line in csv.DictReader(file)}
    assert said == {("China", "LICENSE"), ("SG", "NLR")}


def test_files_of_a_folder_without_the_same_columns_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    folder.mkdir()
    line = "SELECT 'H100' AS part, 'SG' AS destination, DATE '2025-05-20' AS date"
    duckdb.sql(f"COPY ({line}, 'China' AS hq) TO '{folder}/a.parquet'")
    duckdb.sql(f"COPY ({line}) TO '{folder}/b.parquet'")
    with pytest.raises(InputError, match=r"'hq' is not in b\.parquet"):
        run_orders(folder, library=library())
    duckdb.sql(f"COPY ({line}, 'SG' AS hq) TO '{folder}/b.parquet'")
    assert run_orders(folder, library=library()).lines_in == 2
