"""The tables of companies and of their owners, and an owners' file of the user's.

Belongs here: the columns, and what a cell may say. Does not: what a company is (company), finding
one by a name (screening).
Always true: a file is read whole or not at all, and all its mistakes are told at once; a row that
was not only recalled names its source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from ecluse.errors import EcluseError, InputError, near, raise_all
from ecluse.facts.company import Companies, Company, Holding, HowRead
from ecluse.facts.csv_rows import CsvRow, csv_rows

FOLDER, COMPANIES, OWNERS = "companies", "companies.csv", "owners.csv"
COMPANY_COLUMNS = (
    *("key", "name", "names", "headquarters", "parent", "ultimate_parent", "since", "until"),
    *("ids", "kind", "read", "source", "note"),
)
OWNER_COLUMNS = ("child", "parent", "percent", "since", "until", "read", "source", "note")
GIVEN_COLUMNS = ("child", "parent", "percent", "since", "until", "source")
DISPUTED = "?"
_BETWEEN = "|"
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_COUNTRY = re.compile(r"[A-Z]{2}")
_WHOLE = Decimal(100)

T = TypeVar("T")
_Cell = Callable[[CsvRow, str], T]


def read_companies(data: Path) -> Companies:
    """The companies and owners of a data folder; none where it has no such tables.

    Raises:
        DataError, SeveralErrors: Every mistake in the tables.
    """
    paths = [data / FOLDER / name for name in (COMPANIES, OWNERS)]
    stamps = tuple(
        (str(path), path.stat().st_mtime_ns if path.exists() else 0, path.exists())
        for path in paths
    )
    return _read(stamps)


def companies_digest(data: Path) -> str:
    """Of the companies and owners of a data folder: what is kept of them is kept under it."""
    paths = [data / FOLDER / name for name in (COMPANIES, OWNERS)]
    told = b"".join(sha256(path.read_bytes()).digest() for path in paths if path.exists())
    return sha256(told).hexdigest() if told else ""


@lru_cache(maxsize=4)
def _read(stamps: tuple[tuple[str, int, bool], ...]) -> Companies:
    companies, owners = ((Path(path), exists) for path, _, exists in stamps)
    errors: list[EcluseError] = []
    firms = list(_rows(companies, COMPANY_COLUMNS, _company, errors)) if companies[1] else []
    holdings = list(_rows(owners, OWNER_COLUMNS, _holding, errors)) if owners[1] else []
    errors += _unknown_keys(firms, holdings)
    errors += _days_told_twice(firms)
    raise_all(errors)
    return Companies(
        companies=tuple(company for company, _ in firms),
        holdings=tuple(holding for holding, _ in holdings),
    )


def read_owners(path: Path, key_of: Callable[[str], str | None]) -> tuple[Holding, ...]:
    """The owners that a user's file gives.

    Args:
        key_of: The key of a company by its name; a name that has none is its own key.

    Raises:
        InputError, SeveralErrors: Every mistake in the file.
    """
    errors: list[EcluseError] = []
    rows = list(_rows((path, True), GIVEN_COLUMNS, _given, errors, name=path.name))
    raise_all([InputError(error.what, error.where, error.mend) for error in errors])
    return tuple(
        replace(
            holding,
            child=key_of(holding.child) or holding.child,
            parent=key_of(holding.parent) or holding.parent,
        )
        for holding, _ in rows
    )


# ---- rows


def _rows(
    file: tuple[Path, bool],
    columns: tuple[str, ...],
    of_row: Callable[[CsvRow], T],
    errors: list[EcluseError],
    name: str = "",
) -> Iterator[tuple[T, CsvRow]]:
    """What each row says; every mistake goes to `errors`."""
    path, _ = file
    try:
        for row in csv_rows(path, name or f"data/{FOLDER}/{path.name}", columns):
            try:
                yield of_row(row), row
            except EcluseError as error:
                errors.extend(error.mistakes)
    except EcluseError as error:
        errors.extend(error.mistakes)


def _company(row: CsvRow) -> Company:
    cells = _Cells(row)
    key = cells.read("key", _key_of)
    disputed = row["ultimate_parent"] == DISPUTED
    company = Company(
        key=key or "",
        name=cells.read("name", _text_of) or "",
        names=_several(row["names"]),
        headquarters=cells.maybe("headquarters", _country_of),
        parent=cells.maybe("parent", _key_of),
        ultimate_parent=None if disputed else cells.maybe("ultimate_parent", _key_of),
        parent_disputed=disputed,
        since=cells.maybe("since", _day_of),
        until=cells.maybe("until", _day_of),
        identifiers=_several(row["ids"]),
        kind=row["kind"],
        read=cells.read("read", _read_of) or HowRead.MEMORY,
        source=row["source"] or None,
        note=row["note"] or None,
    )
    cells.settle(company.read, company.since, company.until)
    return company


def _holding(row: CsvRow) -> Holding:
    cells = _Cells(row)
    holding = Holding(
        child=cells.read("child", _key_of) or "",
        parent=cells.read("parent", _key_of) or "",
        percent=cells.maybe("percent", _percent_of),
        since=cells.maybe("since", _day_of),
        until=cells.maybe("until", _day_of),
        read=cells.read("read", _read_of) or HowRead.MEMORY,
        source=row["source"] or None,
        note=row["note"] or None,
    )
    cells.settle(holding.read, holding.since, holding.until)
    return holding


def _given(row: CsvRow) -> Holding:
    cells = _Cells(row)
    holding = Holding(
        child=cells.read("child", _text_of) or "",
        parent=cells.read("parent", _text_of) or "",
        percent=cells.maybe("percent", _percent_of),
        since=cells.maybe("since", _day_of),
        until=cells.maybe("until", _day_of),
        read=HowRead.GIVEN,
        source=row["source"] or None,
    )
    cells.settle(HowRead.GIVEN, holding.since, holding.until)
    return holding


class _Cells:
    """The cells of one row, and what is wrong with them."""

    def __init__(self, row: CsvRow) -> None:
        self.row = row
        self.errors: list[EcluseError] = []

    def read(self, column: str, of_cell: _Cell[T]) -> T | None:
        """What a cell says; None where it says nothing that it can mean."""
        try:
            return of_cell(self.row, self.row[column])
        except EcluseError as error:
            self.errors.append(error)
            return None

    def maybe(self, column: str, of_cell: _Cell[T]) -> T | None:
        """What a cell says that may be empty."""
        return self.read(column, of_cell) if self.row[column] else None

    def settle(self, read: HowRead, since: date | None, until: date | None) -> None:
        """Raise every mistake of the row."""
        if read in (HowRead.OPENED, HowRead.SECONDARY) and not self.row["source"]:
            what = f"a row that was read ({read.value}) names no source"
            self.errors.append(self.row.error(what, "write where, or 'memory'"))
        if since is not None and until is not None and until <= since:
            what = f"it ends on {until}, which is not after its first day {since}"
            self.errors.append(self.row.error(what, "write the first day that it no longer holds"))
        raise_all(self.errors)


# ---- cells


def _key_of(row: CsvRow, text: str) -> str:
    if not _KEY.fullmatch(text):
        mend = "write small letters and digits of ASCII, with single hyphens between"
        raise row.error(f"{text!r} is no key of a company", mend)
    return text


def _text_of(row: CsvRow, text: str) -> str:
    if not text:
        raise row.error("a company without a name", "write its name")
    return text


def _country_of(row: CsvRow, text: str) -> str:
    if not _COUNTRY.fullmatch(text):
        raise row.error(f"{text!r} is no country", "write the two letters of ISO 3166-1")
    return text


def _day_of(row: CsvRow, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise row.error(f"{text!r} is no day", "write it as 2025-09-29") from error


def _percent_of(row: CsvRow, text: str) -> Decimal:
    mend = "write a number from 0 to 100, without the sign, or leave it empty for unknown"
    try:
        percent = Decimal(text)
    except InvalidOperation as error:
        raise row.error(f"{text!r} is no percentage", mend) from error
    if not (percent.is_finite() and 0 <= percent <= _WHOLE):
        raise row.error(f"a share of {text} per cent", mend)
    return percent


def _read_of(row: CsvRow, text: str) -> HowRead:
    ways = [read.value for read in HowRead if read is not HowRead.GIVEN]
    if text not in ways:
        mend = near(text, ways) or f"write one of {', '.join(ways)}"
        raise row.error(f"{text!r} is no way in which a row was read", mend)
    return HowRead(text)


def _several(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(_BETWEEN) if part.strip())


# ---- the tables together


def _unknown_keys(
    firms: Iterable[tuple[Company, CsvRow]], holdings: Iterable[tuple[Holding, CsvRow]]
) -> Iterator[EcluseError]:
    """Keys that no company has."""
    firms = list(firms)
    keys = {company.key for company, _ in firms}
    named: list[tuple[CsvRow, str | None]] = []
    for company, row in firms:
        named += [(row, company.parent), (row, company.ultimate_parent)]
    for holding, row in holdings:
        named += [(row, holding.child), (row, holding.parent)]
    for row, key in named:
        if key and key not in keys:
            mend = near(key, sorted(keys)) or "add a row for it to companies.csv"
            yield row.error(f"no company has the key '{key}'", mend)


def _days_told_twice(firms: Iterable[tuple[Company, CsvRow]]) -> Iterator[EcluseError]:
    """Rows of one company that hold on the same day."""
    by_key: dict[str, list[tuple[Company, CsvRow]]] = {}
    for company, row in firms:
        by_key.setdefault(company.key, []).append((company, row))
    for rows in by_key.values():
        rows.sort(key=lambda pair: pair[0].since or date.min)
        for (earlier, _), (later, row) in pairwise(rows):
            if earlier.until is None or (later.since or date.min) < earlier.until:
                what = f"'{later.key}' has two rows for one day"
                yield row.error(what, "write since and until so that they do not overlap")
