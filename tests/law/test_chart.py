"""The Commerce Country Chart: its marks by day, and the groups that are its columns."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from ecluse.errors import DataError
from ecluse.facts.truth import Truth
from ecluse.law.chart import COLUMNS, FILE, read_chart
from ecluse.law.library import DATA
from ecluse.law.provision import Group

CHART = read_chart(DATA)
EVE, DAY = date(2024, 4, 18), date(2024, 4, 19)


@pytest.mark.parametrize(
    ("country", "column", "on", "marked"),
    [
        ("CA", "NS1", DAY, False),
        ("DE", "NS1", DAY, True),
        ("DE", "NS2", DAY, False),
        ("AU", "NS1", EVE, True),
        ("AU", "NS1", DAY, False),
        ("GB", "RS1", EVE, True),
        ("GB", "MT1", DAY, False),
        ("KY", "NS1", EVE, True),
        ("KY", "NS1", DAY, False),
        ("GL", "NS1", DAY, True),
        ("GL", "NS2", DAY, False),
        ("LI", "NS2", DAY, False),
        ("XK", "NS2", DAY, True),
        ("HK", "NS2", DAY, True),
        ("PR", "NS2", DAY, True),
        ("AE", "NS1", date(2026, 8, 1), True),
        ("KR", "CC1", date(2023, 12, 7), True),
        ("KR", "CC1", date(2023, 12, 8), False),
        ("CU", "NS1", DAY, False),
    ],
)
def test_a_country_is_marked_as_the_chart_of_the_day_says(country, column, on, marked):
    assert (column in CHART.marks(country, on)) is marked


def test_ns_column_2_marks_who_is_not_in_a1(library):
    law = library.register.at(date(2026, 7, 23))
    embargoed = {"CU", "IR", "KP", "SY"}
    rows = {row.country for row in CHART.rows if not row.follows} - embargoed
    outside = {each for each in rows if law.member(each, "A1") is not Truth.TRUE}
    marked = law.groups["NS2"].members & rows
    assert outside - marked == {"LI"}  # it is read with Switzerland
    assert marked <= outside


def test_every_country_has_a_row_but_the_united_states(library):
    rows = {row.country for row in CHART.rows}
    assert library.countries.by_code.keys() - rows == {"US"}


def test_every_change_of_marks_is_a_change_of_the_law(library):
    changes = {
        (change.says.column, change.applies_from)
        for measure in library.register.measures
        for change in measure.changes
        if isinstance(change.says, Group) and change.says.column is not None
    }
    asked = {column for column, _ in changes}
    for day in CHART.days:
        for column in asked:
            before = CHART.members(column, day - timedelta(days=1))
            if CHART.members(column, day) != before:
                assert (column, day) in changes


def test_what_rests_on_memory_only_adds_marks():
    for row in CHART.rows:
        if row.cited.confidence.value == "memory":
            later = CHART.marks(row.country, date(2026, 7, 1))
            assert later < row.marks


@pytest.mark.parametrize(
    ("cells", "what"),
    [
        ("AU,Australia,,Y" + "," * 17 + "source,,text,", "'Y' is no mark"),
        ("AU,Australia,,X", "a row of 4 cells, not 24"),
        ("AU,Australia,soon" + "," * 18 + "source,,text,", "Invalid isoformat string: 'soon'"),
    ],
)
def test_a_row_that_says_what_it_cannot_mean_is_refused(tmp_path: Path, cells, what):
    heading = (DATA / FILE).read_text("utf-8").splitlines()[0]
    path = tmp_path / FILE
    path.parent.mkdir()
    path.write_text(f"{heading}\n{cells}\n", "utf-8")
    with pytest.raises(DataError) as refused:
        read_chart(tmp_path)
    assert refused.value.what == what
    assert refused.value.where == f"data/{FILE}:2"


def test_a_column_that_the_chart_does_not_have_is_refused():
    with pytest.raises(DataError, match="no column 'NS3'"):
        CHART.members("NS3", DAY)
    assert "NS1" in COLUMNS
