"""What the affiliates rule counts: on which lists, how much, and whom it does not reach.

Belongs here: reading what the rule counts. Does not: counting (ownership), the days of the rule (a
measure's to say).
Always true: what the file says carries where it was read.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path

from ecluse.citation import Citation
from ecluse.errors import DataError
from ecluse.facts.csv_rows import CsvRow, csv_rows

FILE = "companies/affiliates.csv"
_NAME = f"data/{FILE}"
_COLUMNS = (
    *("percent", "lists", "foreign_to", "source", "section", "url", "read_on", "confidence"),
    "note",
)
_BETWEEN = "|"


@dataclass(frozen=True, slots=True, kw_only=True)
class AffiliatesRule:
    """What the rule counts.

    Args:
        percent: What listed parties own together; so much or more.
        lists: The lists whose restrictions pass on: the Entity List, the Military End-User List,
            and the SDN List under the programs of § 744.8(a)(1).
        foreign_to: The country of which a company is not reached itself.
    """

    percent: Decimal
    lists: frozenset[str]
    foreign_to: str
    cited: Citation


def affiliates_rule(data: Path) -> AffiliatesRule:
    """The rule of a data folder.

    Raises:
        DataError: What is wrong with its file.
    """
    path = data / FILE
    return _read(path, path.stat().st_mtime_ns if path.exists() else 0)


@lru_cache(maxsize=4)
def _read(path: Path, _: int) -> AffiliatesRule:
    rows = list(csv_rows(path, _NAME, _COLUMNS))
    if len(rows) != 1:
        raise DataError("the rule is one row", _NAME, "write one row below the heading")
    return _rule(rows[0])


def _rule(row: CsvRow) -> AffiliatesRule:
    try:
        percent = Decimal(row["percent"])
    except InvalidOperation as error:
        raise row.error(f"'{row['percent']}' is no share", "write it as 50") from error
    return AffiliatesRule(
        percent=percent,
        lists=frozenset(row["lists"].split(_BETWEEN)),
        foreign_to=row["foreign_to"],
        cited=row.cited(),
    )
