"""The Commerce Country Chart (supplement no. 1 to part 738), from the table that a jurist edits.

Belongs here: reading the table, and which countries a column marks on a day. Does not: what a mark
means for a shipment (the measures say so), or when a group of the law takes up a change (they too).
Always true: a country has at most one row for a day; a territory without a row of its own takes the
marks of the country that it belongs to; a column that the table does not have is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from operator import is_
from pathlib import Path

from ecluse.citation import Citation
from ecluse.errors import DataError, near
from ecluse.facts.csv_rows import CsvRow, csv_rows
from ecluse.grouped import grouped
from ecluse.law.measure import Change, Measure
from ecluse.law.provision import Group

FILE = "chart/country-chart.csv"
COLUMNS = (
    *("CB1", "CB2", "CB3", "NP1", "NP2", "NS1", "NS2", "MT1", "RS1", "RS2"),
    *("FC1", "CC1", "CC2", "CC3", "AT1", "AT2"),
)
_MARK = "X"
_HEADING = (
    *("country", "name", "since"),
    *COLUMNS,
    *("follows", "source", "url", "confidence", "note"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartRow:
    """The marks of one country from a day on; `since` is date.min where they stood before all days
    on record.
    """

    country: str
    since: date
    marks: frozenset[str]
    follows: str | None
    cited: Citation


@dataclass(frozen=True)
class CountryChart:
    """All rows, those of one country in the order of their days."""

    rows: tuple[ChartRow, ...]

    @cached_property
    def _by_country(self) -> dict[str, list[ChartRow]]:
        ordered = sorted(self.rows, key=lambda row: (row.country, row.since))
        return grouped((row.country, row) for row in ordered)

    @property
    def days(self) -> list[date]:
        """The days on which marks change."""
        return sorted({row.since for row in self.rows} - {date.min})

    def row(self, country: str, on: date) -> ChartRow | None:
        """The row of a country on a day."""
        standing = [row for row in self._by_country.get(country, ()) if row.since <= on]
        return standing[-1] if standing else None

    def marks(self, country: str, on: date) -> frozenset[str]:
        """The columns that mark a country on a day, those of the country that it follows included;
        none where the chart does not name it.
        """
        row = self.row(country, on)
        if row is None:
            return frozenset()
        return self.marks(row.follows, on) if row.follows else row.marks

    def members(self, column: str, on: date) -> frozenset[str]:
        """The countries that a column marks on a day.

        Raises:
            DataError: The chart has no such column.
        """
        if column not in COLUMNS:
            mend = near(column, COLUMNS) or f"give one of {', '.join(COLUMNS)}"
            raise DataError(f"the country chart has no column '{column}'", f"data/{FILE}", mend)
        return frozenset(each for each in self._by_country if column in self.marks(each, on))


def read_chart(folder: Path) -> CountryChart:
    """The chart of a data folder; an empty one where the folder is older than the table.

    Raises:
        DataError: A row says what it cannot mean.
    """
    path = folder / FILE
    if not path.exists():
        return CountryChart(())
    rows = [_row(row) for row in csv_rows(path, f"data/{FILE}", _HEADING)]
    _check(rows)
    return CountryChart(tuple(rows))


def _row(row: CsvRow) -> ChartRow:
    marks = frozenset(column for column in COLUMNS if row[column])
    wrong = next((column for column in marks if row[column] != _MARK), None)
    if wrong is not None:
        raise row.error(f"'{row[wrong]}' is no mark", f"write {_MARK}, or nothing")
    if marks and row["follows"]:
        raise row.error("a row that follows another has no marks", "leave out one of the two")
    try:
        since = date.fromisoformat(row["since"]) if row["since"] else date.min
    except ValueError as error:
        raise row.error(str(error), "write a day as 2024-04-19") from error
    return ChartRow(
        country=row["country"],
        since=since,
        marks=marks,
        follows=row["follows"] or None,
        cited=row.cited(),
    )


def _check(rows: Iterable[ChartRow]) -> None:
    seen: set[tuple[str, date]] = set()
    for row in rows:
        if (row.country, row.since) in seen:
            day = "" if row.since == date.min else f" from {row.since.isoformat()} on"
            what = f"two rows are those of {row.country}{day}"
            raise DataError(what, f"data/{FILE}", "keep one of them")
        seen.add((row.country, row.since))
    named = {row.country: row.follows for row in rows}
    for country, other in named.items():
        if other is not None and named.get(other, other) is not None:
            what = f"{country} follows {other}, which has no marks of its own"
            raise DataError(what, f"data/{FILE}", "name the country whose row governs")


def with_chart(measures: Iterable[Measure], chart: CountryChart) -> Iterator[Measure]:
    """The measures, with the members of each group that is a column of the chart."""
    for measure in measures:
        changes = tuple(_of_the_chart(change, chart) for change in measure.changes)
        unchanged = all(map(is_, changes, measure.changes))
        yield measure if unchanged else replace(measure, changes=changes)


def _of_the_chart(change: Change, chart: CountryChart) -> Change:
    says = change.says
    if not isinstance(says, Group) or says.column is None:
        return change
    members = chart.members(says.column, change.applies_from)
    return replace(change, says=replace(says, members=members))
