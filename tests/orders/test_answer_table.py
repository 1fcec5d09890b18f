"""The public function: a table of any library in, its answers out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import ecluse.orders
from ecluse.errors import InputError

from .build import book, library

ROWS: dict[str, list[Any]] = {
    "part": ["NVIDIA H20", "NVIDIA H200", "Bief 1"],
    "destination": ["CN", "Poland", "DE"],
    "ship date": [date(2025, 5, 20), date(2025, 6, 1), date(2025, 6, 1)],
    "remark": [1, 2, None],
}
WANTED = ["LICENSE", "NLR", "UNDETERMINED"]
pa = pytest.importorskip("pyarrow")


def table_of(kind: str) -> Any:
    """The rows as a table of one library."""
    if kind == "pyarrow":
        return pa.table(ROWS)
    if kind == "reader":
        return pa.table(ROWS).to_reader()
    module = pytest.importorskip(kind)
    return module.DataFrame(ROWS)


@pytest.mark.parametrize("kind", ["pyarrow", "reader", "pandas", "polars"])
def test_a_table_of_any_library_comes_back_with_its_answers(kind: str) -> None:
    answered = ecluse.orders.answer(table_of(kind), library=library())
    made = pa.table(answered)
    assert made["ecluse_outcome"].to_pylist() == WANTED
    assert made.column_names[:4] == list(ROWS)
    assert made["remark"].to_pylist()[:2] == [1, 2]
    assert (answered.summary.lines_in, answered.summary.lines_out) == (3, 3)


@pytest.mark.parametrize("kind", ["pandas", "polars"])
def test_answers_go_back_to_the_library_that_they_came_from(kind: str) -> None:
    frame = table_of(kind)
    answered = ecluse.orders.answer(frame, library=library())
    back = answered.to_pandas() if kind == "pandas" else answered.to_polars()
    assert type(back) is type(frame)
    assert list(back["ecluse_outcome"]) == WANTED


def test_a_frame_of_texts_and_numbers_in_one_column_is_refused() -> None:
    frame = pytest.importorskip("pandas").DataFrame({**ROWS, "qty": ["1", 2, None]})
    with pytest.raises(InputError, match=r"it cannot be read as Arrow: .*column qty"):
        ecluse.orders.answer(frame, library=library())


def test_an_error_names_the_table_and_no_file_that_soon_goes() -> None:
    columns, names = [["H100"], ["H20"], ["CN"]], ["part", "part", "destination"]
    twice = pa.Table.from_arrays([pa.array(column) for column in columns], names=names)
    with pytest.raises(InputError, match=r"2 columns are called .part.*\(the table\)"):
        ecluse.orders.answer(twice, on=date(2025, 6, 1), library=library())


def test_columns_are_given_by_their_meaning() -> None:
    with pytest.raises(InputError, match=r"give {'part': 'Part No\.'}"):
        ecluse.orders.answer(pa.table(ROWS), columns=["part"], library=library())  # type: ignore[arg-type]
    answered = ecluse.orders.answer(pa.table(ROWS), columns={"part": "part"}, library=library())
    assert answered.to_arrow()["ecluse_outcome"].to_pylist() == WANTED


def test_a_file_is_answered_and_written_as_well(tmp_path: Path) -> None:
    source = book(tmp_path, "NVIDIA H20,,1,1,USD,CN,,2025-05-20,A")
    out = tmp_path / "out.parquet"
    answered = ecluse.orders.answer(source, out=out, library=library())
    assert out.is_file() and answered.to_arrow()["ecluse_outcome"].to_pylist() == ["LICENSE"]


def test_a_table_without_dates_is_asked_on_one_day() -> None:
    undated = pa.table({"part": ["NVIDIA H20"], "destination": ["CN"]})
    outcomes = [
        ecluse.orders.answer(undated, on=day, library=library()).to_arrow()["ecluse_outcome"]
        for day in (date(2025, 4, 1), date(2025, 5, 20))
    ]
    assert [column.to_pylist() for column in outcomes] == [["NLR"], ["LICENSE"]]
    with pytest.raises(InputError, match="the ship date"):
        ecluse.orders.answer(undated, library=library())


def test_the_day_that_is_given_goes_before_a_column_of_days_and_is_said() -> None:
    dated = pa.table({**ROWS, "remark": ["a", "b", "c"]})
    answered = ecluse.orders.answer(dated, on=date(2025, 4, 1), library=library())
    assert answered.to_arrow()["ecluse_outcome"].to_pylist()[0] == "NLR"
    assert "every line is asked on 2025-04-01, whatever 'ship date' says" in answered.summary.notes
    assert "date" not in {use.means for use in answered.summary.columns}


def test_a_day_before_the_record_is_refused() -> None:
    begins = r"2022-07-31 lies before the record \(on\): the record begins on 2022-08-01$"
    with pytest.raises(InputError, match=begins):
        ecluse.orders.answer(pa.table(ROWS), on=date(2022, 7, 31), library=library())


def test_what_is_no_table_is_refused_by_name() -> None:
    with pytest.raises(InputError, match="a dict is no table"):
        ecluse.orders.answer({"part": ["H20"]}, library=library())  # type: ignore[arg-type]


def test_reasons_are_french_and_codes_stay_codes() -> None:
    rows = {"part": ["NVIDIA H20", "?"], "destination": ["CN", ""]}
    french, english = (
        ecluse.orders.answer(pa.table(rows), on=date(2025, 5, 20), lang=lang, library=library())
        for lang in ("fr", "en")
    )
    reasons = french.to_arrow()["ecluse_reason"].to_pylist()
    assert reasons[0].startswith(
        "Une licence est requise au titre de lettres d’avril 2025, circuits nommés\u202f; lettres "
        "d’avril 2025, débit\u00a0: décrit au paragraphe 3A991.p\u202f;"
    )
    assert reasons[1].startswith("Sans réponse\u00a0: l’article n’est pas au catalogue")
    for column in ("outcome", "review_policy", "needs", "classification", "measure"):
        name = f"ecluse_{column}"
        assert french.to_arrow()[name] == english.to_arrow()[name]


@pytest.mark.parametrize(
    ("fail_on", "wanted"), [("license", "license"), ("undetermined", "undetermined")]
)
def test_a_summary_says_what_a_caller_does_not_accept(fail_on: Any, wanted: str) -> None:
    summary = ecluse.orders.answer(pa.table(ROWS), library=library()).summary
    assert summary.failure(fail_on) == wanted


def test_a_book_of_nothing_refused_fails_on_nothing() -> None:
    free = pa.table({name: column[1:2] for name, column in ROWS.items()})
    summary = ecluse.orders.answer(free, library=library()).summary
    assert summary.failure("license") is None and summary.failure("undetermined") is None


def test_an_undetermined_line_fails_where_licenses_are_refused() -> None:
    unknown = pa.table({name: column[2:] for name, column in ROWS.items()})
    summary = ecluse.orders.answer(unknown, library=library()).summary
    assert summary.failure("license") == "undetermined"


def test_a_word_that_nothing_fails_on_is_refused() -> None:
    summary = ecluse.orders.answer(pa.table(ROWS), library=library()).summary
    for word in ("licence", "LICENSE", ""):
        with pytest.raises(InputError, match="say one of undetermined, license"):
            summary.failure(word)  # type: ignore[arg-type]
