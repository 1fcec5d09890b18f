"""The table of a list, as a jurist edits it: rows of cells, and the entry that each says.

Belongs here: the columns of such a table, reading and writing it, and an entry from its cells.
Does not: the files of the publishers (read_csl and its like), which list is of which day (lists).
Always true: a table with an unknown column, a row without a name or a day that is none is refused,
with every mistake; an entry's key rests on its list, country, name and first citation, its digest
on all its cells.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from ecluse.errors import DataError, EcluseError, raise_all
from ecluse.facts.country import folded
from ecluse.facts.csv_rows import csv_text
from ecluse.screening.codes import Spellings, footnotes
from ecluse.screening.compound import parts_of
from ecluse.screening.entry import ENTITY_LIST, Entry, ListVersion

Cells = dict[str, str]

BETWEEN = " | "
COLUMNS = (
    *("number", "name", "aliases", "unsourced_names", "type", "countries", "addresses"),
    *("identifiers", "listed", "listed_is", "published", "removed", "worded_since", "reworded"),
    *("expires", "requirement", "policy", "programs", "citation", "group", "parent", "url", "note"),
    "roads",
)
_OF_THE_RECORD = frozenset({"roads", "worded_since"})  # these say nothing of the party
_VOLUME = re.compile(r"\b(\d{1,3})\s*F\.?\s*R\b", re.IGNORECASE)
_DAYS = {
    **{name: name for name in ("listed", "removed", "reworded", "worded_since", "expires")},
    "published": "known",
}
# What an entry holds as its cell has it.
_SEVERAL = ("countries", "addresses", "identifiers", "programs")
_ONE = ("listed_is", "type", "citation", "note")
_OF_NO_EFFECT = ("published", "memory")  # what a day of listing is, where nobody read its effect
_ADDRESS = re.compile(r"Address \d+", re.IGNORECASE)


def rows_of(text: str, name: str) -> list[Cells]:
    """The rows of a table, each with the cells that say something.

    Args:
        name: What the table is called in errors.

    Raises:
        DataError, SeveralErrors: Every mistake in it.
    """
    reader = csv.reader(io.StringIO(text))
    heading = next(reader, [])
    if "name" not in heading or not set(heading) <= set(COLUMNS):
        mend = f"write columns of {', '.join(COLUMNS)}"
        raise DataError("the table has other columns than these", f"{name}:1", mend)
    rows: list[Cells] = []
    errors: list[EcluseError] = []
    for cells in reader:
        row = {column: cell for column, cell in zip(heading, cells, strict=False) if cell}
        if len(cells) != len(heading) or "name" not in row:
            what = "a row without a name, or with more or fewer cells than columns"
            errors.append(DataError(what, f"{name}:{reader.line_num}", "mend the row"))
        rows.append(row)
    raise_all(errors)
    return rows


def table_text(rows: Sequence[Mapping[str, str]]) -> str:
    """The table of some rows, with the columns that any of them fills."""
    used = {column for row in rows for column, cell in row.items() if cell}
    columns = [column for column in COLUMNS if column in used | {"name"}]
    cells = ([row.get(column, "") for column in columns] for row in rows)
    return csv_text([columns, *cells])


def many(row: Mapping[str, str], column: str) -> tuple[str, ...]:
    """The values of a cell that holds several."""
    cell = row.get(column)
    return tuple(cell.split(BETWEEN)) if cell else ()


def joined(values: Iterable[str]) -> str:
    """Several values as one cell, each once."""
    return BETWEEN.join(dict.fromkeys(value for value in values if value))


def key_of(code: str, row: Mapping[str, str]) -> str:
    """The key of an entry, the same in each version of its list.

    >>> key_of("EL", {"name": "Acme Co., Ltd.", "countries": "CN | HK", "citation": "84 FR 22961"})
    'EL:CN:acmecoltd:84'
    >>> key_of("SDN", {"name": "ACME", "number": "36"})
    'SDN:36'
    """
    if "number" in row:
        return f"{code}:{row['number']}"
    country = next(iter(many(row, "countries")), "")
    volume = _VOLUME.search(row.get("citation", ""))
    return f"{code}:{country}:{folded(row['name'])}:{volume[1] if volume else ''}"


def digest_of(row: Mapping[str, str]) -> str:
    """Of everything that a row says, whatever the columns of its table."""
    said = "\n".join(
        f"{column}={row[column]}"
        for column in COLUMNS
        if row.get(column) and column not in _OF_THE_RECORD
    )
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def entries_of(
    version: ListVersion, rows: Sequence[Cells], spellings: Spellings, name: str
) -> list[Entry]:
    """The entries of a table.

    Raises:
        DataError, SeveralErrors: A cell that should hold a day does not.
    """
    entries: list[Entry] = []
    errors: list[EcluseError] = []
    taken: dict[str, int] = {}
    for line, row in enumerate(rows, 2):
        key = key_of(version.list, row)
        if "removed" in row:  # one that stands keeps the key
            key = f"{key}@{row['removed']}"
        same = taken[key] = taken.get(key, 0) + 1
        if same > 1:
            key = f"{key}#{same}"
        try:
            entries.append(_entry(version, key, row, spellings))
        except ValueError as error:
            mend = "write days as 2025-03-25"
            errors.append(DataError(f"a day that is none: {error}", f"{name}:{line}", mend))
    raise_all(errors)
    return entries


def _as_they_stand(row: Cells) -> dict[str, Any]:
    return {
        **{column: many(row, column) for column in _SEVERAL},
        **{column: row.get(column) for column in _ONE},
    }


def _days(row: Cells, as_of: date) -> dict[str, Any]:
    """The days of an entry; its wording stands at least on the day of the list."""
    said = {
        field: date.fromisoformat(row[column]) for column, field in _DAYS.items() if column in row
    }
    return {"worded_since": as_of, **said}


def _may_stand(row: Cells, days: int | None) -> date | None:
    """The first day on which an entry may have stood, of which only the print is on record."""
    if days is None or row.get("listed_is") not in _OF_NO_EFFECT or "reworded" in row:
        return None
    printed = date.fromisoformat(row.get("published", row["listed"]))
    first = printed - timedelta(days=days)
    return min(first, date.fromisoformat(row["listed"]))


def _entry(version: ListVersion, key: str, row: Cells, spellings: Spellings) -> Entry:
    requirement, policy = row.get("requirement"), row.get("policy")
    unsourced = many(row, "unsourced_names")
    names, parent = parts_of(row["name"])
    return Entry(
        key=key,
        digest=digest_of(row),
        list=version.list,
        names=tuple(dict.fromkeys((*names, *many(row, "aliases"), *unsourced))),
        unsourced_names=unsourced,
        is_address=bool(_ADDRESS.fullmatch(row["name"])),
        **_days(row, version.as_of),
        may_stand=_may_stand(row, spellings.before_print.get(version.list)),
        **_as_they_stand(row),
        footnotes=footnotes(requirement) if version.list == ENTITY_LIST else frozenset(),
        items=spellings.items_covered(requirement),
        requirement=requirement,
        policy_read=spellings.policy(policy),
        policy=policy,
        group=row.get("group", parent),
        parent=row.get("parent", parent),
        url=row.get("url", version.url),
    )
