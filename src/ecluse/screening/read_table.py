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
from datetime import date

from ecluse.errors import DataError, EcluseError, raise_all
from ecluse.facts.country import folded
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
MANY = frozenset(
    {"aliases", "unsourced_names", "countries", "addresses", "identifiers", "programs", "roads"}
)
_HOW_IT_CAME = "roads"  # by which roads a row came: it says nothing of the party
DAYS = ("listed", "published", "removed", "worded_since", "reworded", "expires")
_CHINA = frozenset({"CN", "HK", "MO"})
_VOLUME = re.compile(r"\b(\d{1,3})\s*F\.?\s*R\b", re.IGNORECASE)
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
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return out.getvalue()


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
    countries = many(row, "countries")
    # Hong Kong stands under China in the regulation, and beside it in the consolidated list.
    country = "CN" if _CHINA.intersection(countries) else min(countries, default="")
    volume = _VOLUME.search(row.get("citation", ""))
    return f"{code}:{country}:{folded(row['name'])}:{volume[1] if volume else ''}"


def digest_of(row: Mapping[str, str]) -> str:
    """Of everything that a row says, whatever the columns of its table."""
    said = "\n".join(
        f"{column}={row[column]}"
        for column in COLUMNS
        if row.get(column) and column != _HOW_IT_CAME
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


def _entry(version: ListVersion, key: str, row: Cells, spellings: Spellings) -> Entry:
    days = {column: date.fromisoformat(row[column]) for column in DAYS if column in row}
    requirement, policy = row.get("requirement"), row.get("policy")
    unsourced = many(row, "unsourced_names")
    names, parent = parts_of(row["name"])
    return Entry(
        key=key,
        digest=digest_of(row),
        list=version.list,
        names=tuple(dict.fromkeys((*names, *many(row, "aliases"), *unsourced))),
        unsourced_names=unsourced,
        countries=many(row, "countries"),
        addresses=many(row, "addresses"),
        identifiers=many(row, "identifiers"),
        is_address=bool(_ADDRESS.fullmatch(row["name"])),
        listed=days.get("listed"),
        listed_is=row.get("listed_is"),
        known=days.get("published"),
        removed=days.get("removed"),
        reworded=days.get("reworded"),
        # The wording stands at least on the day of the list.
        worded_since=days.get("worded_since", version.as_of),
        expires=days.get("expires"),
        footnotes=footnotes(requirement) if version.list == ENTITY_LIST else frozenset(),
        items=spellings.items_covered(requirement),
        requirement=requirement,
        policy_read=spellings.policy(policy),
        policy=policy,
        programs=many(row, "programs"),
        type=row.get("type"),
        group=row.get("group", parent),
        parent=row.get("parent", parent),
        citation=row.get("citation"),
        url=row.get("url", version.url),
        note=row.get("note"),
    )
