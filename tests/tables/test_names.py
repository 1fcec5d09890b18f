"""Names as SQL writes them, and where a file's name ends."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import duckdb
import pytest
from pytest import param

from ecluse.errors import InputError
from ecluse.tables.names import (
    form_of_name,
    literal,
    name_of,
    numbered_after,
    parted,
    pattern_of,
    plain_names,
    quoted,
    refuse_ours,
    table_of,
    unique,
)
from ecluse.words.of_error import in_words

ODD = ("a", "it's", 'say "hi"', "a;b", "--", "", "日本", "'", '"')


@pytest.mark.parametrize("text", ODD)
def test_a_text_is_one_word_of_sql(text: str) -> None:
    assert duckdb.sql(f"SELECT {quoted(text)}").fetchall() == [(text,)]


@pytest.mark.parametrize("text", [text for text in ODD if text])
def test_a_name_is_one_word_of_sql(text: str) -> None:
    assert duckdb.sql(f"SELECT 1 AS {name_of(text)}").columns == [text]


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("__row", True),
        ("__FAULT", True),
        ("__own12", True),
        ("__own", False),
        ("__cell0", True),
        ("__line", True),
        ("__of_end_user", True),
        ("__Then_Part", True),
        ("file_row_number", True),
        ("file_index", True),
        ("__rows", False),
        ("row", False),
        ("x__row", False),
    ],
)
def test_some_names_are_kept_for_what_is_worked_out(name: str, *, ours: bool) -> None:
    with pytest.raises(InputError, match="rename it") if ours else nullcontext():
        refuse_ours([name], "book.csv")


def test_a_kept_name_is_refused_in_french_too() -> None:
    with pytest.raises(InputError) as caught:
        refuse_ours(["Part", "__row"], "book.csv")
    told = caught.value
    assert in_words(told.what, "fr", ("book_error.",)) == (
        "une colonne s’appelle «\u00a0__row\u00a0», "
        "un nom réservé à ce qui est calculé à côté d’une ligne"
    )
    assert in_words(told.mend, "fr", ("book_error.",)) == "renommez-la"


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        param(["Part", "To"], ["Part", "To"], id="as they stand"),
        param([" Part ", "\ufeffTo"], ["Part", "To"], id="without spaces and marks"),
        param(["", "To", " "], ["column 1", "To", "column 3"], id="empty"),
        param(["To", "to", "TO"], ["To", "to 2", "TO 3"], id="the same but for case"),
        param(["To", "To 2", "To"], ["To", "To 2", "To 3"], id="a number that is taken"),
    ],
)
def test_headings_can_be_told_apart(headings: list[str], found: list[str]) -> None:
    assert unique(headings, "book.csv") == found


@pytest.mark.parametrize(
    ("heading", "base"),
    [
        ("To 2", "To"),
        ("To 1", None),
        ("To", None),
        ("Ship to 12", "Ship to"),
        ("2", ""),
        ("x2", None),
    ],
)
def test_a_numbered_heading_is_known_by_its_number(heading: str, base: str | None) -> None:
    assert numbered_after(heading) == base


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("orders", (None, "orders")),
        ("sales.orders", ("sales", "orders")),
        ('"a.b"."c d"', ('"a.b"', '"c d"')),
        ('"a""b"', (None, '"a""b"')),
        ("a.b.c", None),
        ("a;b", None),
        ("f(x)", None),
        ('"a', None),
        ("", None),
    ],
)
def test_a_table_is_named_with_or_without_its_schema(
    said: str, found: tuple[str | None, str] | None
) -> None:
    assert table_of(said) == found


@pytest.mark.parametrize(
    ("name", "meant"),
    [('"Or""ders"', ['Or"ders']), ("Orders", ["Orders", "orders"]), ("orders", ["orders"])],
)
def test_a_name_may_mean_itself_or_its_small_letters(name: str, meant: list[str]) -> None:
    assert plain_names(name) == meant


def test_a_pattern_names_its_file_alone(tmp_path: Path) -> None:
    for name in ("book[1]?.csv", "book1x.csv", "book[1]x.csv"):
        (tmp_path / name).write_text("a\n1\n")
    path = tmp_path / "book[1]?.csv"
    found = duckdb.sql(f"SELECT file FROM glob({literal(path)})").fetchall()
    assert found == [(str(path),)]


def test_a_name_that_no_pattern_can_name_is_refused() -> None:
    assert pattern_of(Path("/a\\b.csv")) == "/a\\b.csv"
    with pytest.raises(InputError, match="cannot be read"):
        pattern_of(Path("/a\\b*.csv"))


def test_a_sign_parts_a_file_and_its_sheet_but_not_in_a_name_that_is_there(tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx#Sheet 1"
    assert parted(book) == (str(tmp_path / "book.xlsx"), "Sheet 1")
    book.write_text("")
    assert parted(book) == (str(book), "")
    assert parted("a.csv#x") == ("a.csv#x", "")
    assert parted("a.XLSX#b#c") == ("a.XLSX", "b#c")


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.csv", ".csv"),
        ("a.tar.GZ", ".tar.gz"),
        ("a.gz", ".gz"),
        ("a", ""),
        ("v1.2/a.b.csv", ".csv"),
    ],
)
def test_the_form_of_a_file_is_the_end_of_its_name(name: str, form: str) -> None:
    assert form_of_name(Path(name)) == form
