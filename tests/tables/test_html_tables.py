"""The tables of a page as a reader sees them."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest import param

from ecluse.tables.html_tables import charset_of, html_tables
from ecluse.tables.sheet import Area


def _tables(folder: Path, page: str) -> list[tuple[list[list[str]], list[Area]]]:
    path = folder / "page.html"
    path.write_text(page, encoding="utf-8")
    loaded = [sheet.load() for sheet in html_tables(path, "utf-8")]
    return [([row for _, row in table.rows()], list(table.merged)) for table in loaded]


@pytest.mark.parametrize(
    ("page", "rows"),
    [
        param("<table><tr><td>a<td>b<tr><td>c</table>", [["a", "b"], ["c"]], id="no closing tags"),
        param("<table><tr><th>a</th></tr></table>", [["a"]], id="a heading's cell"),
        param("<table><td>a</td></table>", [["a"]], id="no row is opened"),
        param("<table><tr><td>a&nbsp;&amp;\n b</table>", [["a\u00a0& b"]], id="entities, spaces"),
        param("<table><tr><td>a<br>b<p>c<div>d</table>", [["a b c d"]], id="lines in a cell"),
        param(
            "<table><tr><td>a<script>x</script><style>y</style>b</table>", [["ab"]], id="scripts"
        ),
        param("<table><tr><td>a</td>x<td>b</table>", [["a", "b"]], id="a text between cells"),
        param("<table><tr><td>a", [["a"]], id="a page that breaks off"),
        param("<p>x<td>y", [], id="a cell of no table"),
    ],
)
def test_a_cell_is_what_a_reader_sees(tmp_path: Path, page: str, rows: list[list[str]]) -> None:
    found = _tables(tmp_path, page)
    assert [each for table, _ in found for each in table] == rows


def test_a_cell_that_covers_others_is_known_as_one(tmp_path: Path) -> None:
    page = """<table><tr><td rowspan=2>a</td><td colspan=2>b</td></tr>
    <tr><td>c</td><td>d</td></tr><tr><td>e</td></tr></table>"""
    ((rows, merged),) = _tables(tmp_path, page)
    assert rows == [["a", "b", ""], ["", "c", "d"], ["e"]]
    assert merged == [(0, 0, 1, 0), (0, 1, 0, 2)]


@pytest.mark.parametrize("said", ["0", "-1", "x", "", "1"])
def test_what_covers_nothing_more_is_a_cell(tmp_path: Path, said: str) -> None:
    ((rows, merged),) = _tables(tmp_path, f"<table><tr><td colspan='{said}'>a<td>b</table>")
    assert (rows, merged) == ([["a", "b"]], [])


def test_a_cell_may_cover_rows_and_columns(tmp_path: Path) -> None:
    page = "<table><tr><td rowspan=2 colspan=2>a<td>b<tr><td>c</table>"
    ((rows, merged),) = _tables(tmp_path, page)
    assert (rows, merged) == ([["a", "", "b"], ["", "", "c"]], [(0, 0, 1, 1)])


def test_a_cell_covers_no_more_than_a_thousand(tmp_path: Path) -> None:
    ((rows, merged),) = _tables(tmp_path, "<table><tr><td colspan=99999>a</table>")
    assert len(rows[0]) == 1_000 and merged == [(0, 0, 0, 999)]


def test_a_table_in_a_table_is_one_of_its_own(tmp_path: Path) -> None:
    page = "<table><tr><td>a<table><tr><td>b</table>c<td>d</table>"
    assert [rows for rows, _ in _tables(tmp_path, page)] == [[["ac", "d"]], [["b"]]]
    named = [sheet.name for sheet in html_tables(tmp_path / "page.html", "utf-8")]
    assert named == ["table 1", "table 2"]


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        (b'<meta charset="windows-1252">', "windows-1252"),
        (b"<meta content='text/html; CHARSET=gb2312'>", "gb2312"),
        (b"<table>", None),
    ],
)
def test_a_page_says_its_encoding(head: bytes, charset: str | None) -> None:
    assert charset_of(head) == charset
