"""A book that is answered under a supposed law, one known on a day, or one read by its text says so
in its report, its data and each of its rows.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa

from ecluse.law.scenario import applied, read_scenario
from ecluse.orders import answer
from ecluse.orders.report_head import basis, headline
from ecluse.orders.report_html import page
from frozen.answers import data

BOOK = pa.table({"part": ["H20"], "destination": ["China"], "ecluse_law": ["of before"]})
ON = date(2025, 5, 20)
SCENARIO = "h20-pause-as-stay"


def test_a_supposed_law_is_told_by_report_page_data_and_rows() -> None:
    register = applied(read_scenario(SCENARIO, data()), data().register)
    for lang, words in (("en", "a supposed law"), ("fr", "un droit supposé")):
        made = answer(BOOK, on=ON, register=register, library=data(), lang=lang)
        (row,) = made.to_arrow().to_pylist()
        assert row["ecluse_outcome"] == "NLR"
        assert SCENARIO in row["ecluse_law"] and words in row["ecluse_law"]
        assert made.summary.scenario == SCENARIO
        for text in (headline(made.summary, lang), basis(made.summary, lang)):
            assert SCENARIO in text
        assert page(made.summary, lang).count(SCENARIO) == 2


def test_a_law_known_on_a_day_or_read_by_its_text_is_told_by_the_rows() -> None:
    made = answer(BOOK, on=ON, known="2025-04-01", reading="text", library=data())
    (row,) = made.to_arrow().to_pylist()
    assert row["ecluse_law"] == "as the text stands, as known on 2025-04-01"


def test_the_law_on_record_has_no_column_and_leaves_none_of_before() -> None:
    made = answer(BOOK, on=ON, library=data())
    assert "ecluse_law" not in made.to_arrow().column_names
    assert made.summary.scenario is None


def test_a_book_answered_under_a_supposed_law_is_ours_to_replace(tmp_path: Path) -> None:
    register = applied(read_scenario(SCENARIO, data()), data().register)
    for log in (register, register, data().register):
        answer(BOOK, on=ON, register=log, library=data(), out=tmp_path / "answered.csv")
