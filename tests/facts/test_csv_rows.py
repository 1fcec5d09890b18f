"""A table that a jurist edits says where each row stands, and is written as it is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest import param

from ecluse.citation import Citation, Confidence
from ecluse.errors import DataError
from ecluse.facts.csv_rows import csv_rows, csv_text

COLUMNS = ("name", "note")


def _rows(folder: Path, text: str) -> list[tuple[dict[str, str], str]]:
    path = folder / "table.csv"
    path.write_bytes(text.encode())
    return [(row.cells, row.where) for row in csv_rows(path, "data/table.csv", COLUMNS)]


def test_a_row_knows_the_line_on_which_it_ends(tmp_path: Path) -> None:
    text = 'name,note\na, x \n"b\nc",\n'
    assert _rows(tmp_path, text) == [
        ({"name": "a", "note": "x"}, "data/table.csv:2"),
        ({"name": "b\nc", "note": ""}, "data/table.csv:4"),
    ]


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    cells = [["a,b", 'c "d"'], ["e", ""], ["f\ng", "7"]]
    text = csv_text([COLUMNS, *cells])
    assert text.startswith("name,note\n") and "\r" not in text
    assert [list(row.values()) for row, _ in _rows(tmp_path, text)] == cells


@pytest.mark.parametrize(
    ("text", "told"),
    [
        param("", "the table has other columns than these (data/table.csv:1)", id="empty"),
        param(
            "note,name\n", "the table has other columns than these (data/table.csv:1)", id="order"
        ),
        param("name,note\na\n", "a row of 1 cells, not 2 (data/table.csv:2)", id="too few"),
        param("name,note\na,b,c\n", "a row of 3 cells, not 2 (data/table.csv:2)", id="too many"),
    ],
)
def test_another_form_is_refused(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(DataError) as caught:
        _rows(tmp_path, text)
    assert str(caught.value).startswith(told)


def test_a_table_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="the table cannot be read"):
        list(csv_rows(tmp_path / "none.csv", "data/none.csv", COLUMNS))


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        param(
            ",text", "the row names no source (t.csv:2): write where it was read", id="no source"
        ),
        param(
            "88 FR 73458,sure",
            "'sure' is not a valid Confidence (t.csv:2): give one of text, ",
            id="unknown confidence",
        ),
    ],
)
def test_a_row_is_cited_by_its_own_cells_or_refused(tmp_path: Path, cells: str, told: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"source,confidence\n{cells}\n88 FR 73458,text\n", "utf-8")
    wrong, right = csv_rows(path, "t.csv", ("source", "confidence"))
    with pytest.raises(DataError) as caught:
        wrong.cited()
    assert str(caught.value).startswith(told)
    assert right.cited() == Citation(source="88 FR 73458", confidence=Confidence.TEXT)
