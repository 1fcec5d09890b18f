"""The tables of companies and of their owners, and an owners' file of the user's.

Belongs here: the columns, and what a cell may say. Does not: what a company is (company), finding
one by a name (screening).
Always true: a file is read whole or not at all, and all its mistakes are told at once; a row that
was not only recalled names its source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

from ecluse.errors import EcluseError, InputError, near, raise_all
from ecluse.facts.company import Companies, Company, Holding, HowRead
from ecluse.facts.csv_rows import CsvRow, csv_rows
from ecluse.grouped import grouped

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
_WHOLE, _NONE = Decimal(100), Decimal(0)

T = TypeVar("T")
_Cell = Callable[[CsvRow, str], T]
_Stamped = tuple[Path, int]  # a table that is there, and when it was written


def read_companies(data: Path) -> Companies:
    """The companies and owners of a data folder; none where it has no such tables.

    Raises:
        DataError, SeveralErrors: Every mistake in the tables.
    """
    return _read(*map(_stamped, _tables(data)))


def _tables(data: Path) -> list[Path]:
    return [data / FOLDER / name for name in (COMPANIES, OWNERS)]


def _stamped(path: Path) -> _Stamped | None:
    return (path, path.stat().st_mtime_ns) if path.exists() else None


def companies_digest(data: Path) -> str:
    """Of the companies and owners of a data folder: what is kept of them is kept under it."""
    there = (path for path in _tables(data) if path.exists())
    told = b"".join(sha256(path.read_bytes()).digest() for path in there)
    return sha256(told).hexdigest() if told else ""


@lru_cache(maxsize=4)
def _read(companies: _Stamped | None, owners: _Stamped | None) -> Companies:
    errors: list[EcluseError] = []
    firms = list(_rows(companies[0], COMPANY_COLUMNS, _company, errors)) if companies else []
    holdings = list(_rows(owners[0], OWNER_COLUMNS, _holding, errors)) if owners else []
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
    rows = list(_rows(path, GIVEN_COLUMNS, _given, errors, name=path.name))
    raise_all([InputError(error.what, error.where, error.mend) for error in errors])
    _check_shares([holding.percent for holding, _ in rows], path.name)
    return tuple(
        replace(
            holding,
            child=key_of(holding.child) or holding.child,
            parent=key_of(holding.parent) or holding.parent,
        )
        for holding, _ in rows
    )


def _check_shares(shares: Iterable[Decimal | None], where: str) -> None:
    """Refuse a file in which no share is more than 1: a spreadsheet writes 60 % as 0.6.

    Raises:
        InputError: So it is, and some share is more than none.
    """
    largest = max((share for share in shares if share is not None), default=_NONE)
    if _NONE < largest <= 1:
        what = f"no share is more than 1 per cent: the largest is {largest}"
        mend = "write 60 for 60 per cent; leave a share of less empty, if none is larger"
        raise InputError(what, where, mend)


# ---- rows


def _rows(
    path: Path,
    columns: tuple[str, ...],
    of_row: Callable[[CsvRow], T],
    errors: list[EcluseError],
    name: str = "",
) -> Iterator[tuple[T, CsvRow]]:
    """What each row says; every mistake goes to `errors`."""
    try:
        for row in csv_rows(path, name or f"data/{FOLDER}/{path.name}", columns):
            try:
                yield of_row(row), row
            except EcluseError as error:
                errors.extend(error.mistakes)
    except EcluseError as error:
        errors.extend(error.mistakes)


def _company(row: CsvRow) -> Company:
    said = _said(row, _OF_COMPANY, {"key", "name", "read"})
    disputed = row["ultimate_parent"] == DISPUTED
    return Company(**said, parent_disputed=disputed, identifiers=_several(row["ids"]))


def _holding(row: CsvRow) -> Holding:
    return Holding(**_said(row, _OF_HOLDING, {"child", "parent", "read"}))


def _given(row: CsvRow) -> Holding:
    return Holding(**_said(row, _OF_GIVEN, {"child", "parent"}), read=HowRead.GIVEN)


def _said(row: CsvRow, columns: Mapping[str, _Cell[Any]], needed: Container[str]) -> dict[str, Any]:
    """What the cells of a row say; nothing of one that is empty and may be.

    Raises:
        DataError, SeveralErrors: Every mistake of the row.
    """
    errors: list[EcluseError] = []
    said: dict[str, Any] = {}
    for column, of_cell in columns.items():
        if row[column] or column in needed:
            try:
                said[column] = of_cell(row, row[column])
            except EcluseError as error:
                errors.append(error)
    raise_all([*errors, *_of_the_row(row, said)])
    return said


def _of_the_row(row: CsvRow, said: Mapping[str, Any]) -> Iterator[EcluseError]:
    """What is wrong with the cells of a row together."""
    read, since, until = said.get("read"), said.get("since"), said.get("until")
    if read in (HowRead.OPENED, HowRead.SECONDARY) and not row["source"]:
        what = f"a row that was read ({read.value}) names no source"
        yield row.error(what, "write where, or 'memory'")
    if since is not None and until is not None and until <= since:
        what = f"it ends on {until}, which is not after its first day {since}"
        yield row.error(what, "write the first day that it no longer holds")


# ---- cells


def _key_of(row: CsvRow, text: str) -> str:
    if not _KEY.fullmatch(text):
        mend = "write small letters and digits of ASCII, with single hyphens between"
        raise row.error(f"{text!r} is no key of a company", mend)
    return text


def _top_of(row: CsvRow, text: str) -> str | None:
    return None if text == DISPUTED else _key_of(row, text)


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


def _plain(_: CsvRow, text: str) -> str:
    return text


def _names_of(_: CsvRow, text: str) -> tuple[str, ...]:
    return _several(text)


# What a cell of each column says.
_TIMES: Mapping[str, _Cell[Any]] = {"since": _day_of, "until": _day_of, "source": _plain}
_RECORDED: Mapping[str, _Cell[Any]] = {**_TIMES, "read": _read_of, "note": _plain}
_OF_COMPANY: Mapping[str, _Cell[Any]] = {
    "key": _key_of,
    "name": _text_of,
    "names": _names_of,
    "headquarters": _country_of,
    "parent": _key_of,
    "ultimate_parent": _top_of,
    "kind": _plain,
    **_RECORDED,
}
_OF_HOLDING: Mapping[str, _Cell[Any]] = {
    "child": _key_of,
    "parent": _key_of,
    "percent": _percent_of,
    **_RECORDED,
}
_OF_GIVEN: Mapping[str, _Cell[Any]] = {
    "child": _text_of,
    "parent": _text_of,
    "percent": _percent_of,
    **_TIMES,
}


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
    for rows in grouped((company.key, (company, row)) for company, row in firms).values():
        rows.sort(key=lambda pair: pair[0].since or date.min)
        for (earlier, _), (later, row) in pairwise(rows):
            if earlier.until is None or (later.since or date.min) < earlier.until:
                what = f"'{later.key}' has two rows for one day"
                yield row.error(what, "write since and until so that they do not overlap")
