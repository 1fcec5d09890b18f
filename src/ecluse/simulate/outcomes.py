"""A file of outcomes from outside: what came, to score a market on.

Belongs here: reading such a CSV and holding its rows to the targets. Does not: keeping outcomes, or
scoring them (score_market).
Always true: a row that names no target, in another unit, twice, or whose value is no number, is a
mistake with its line; all mistakes are told together; columns beyond the four are named, not read.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ecluse.errors import EcluseError, InputError, offered, raise_all
from ecluse.simulate.targets import Key, ScoreTarget

COLUMNS = ("series", "period", "value", "unit")
_MOST_BYTES = 2**20
_LONGEST = 1000  # characters of a cell; the csv module's own bound is the whole process's
_MOST = 1e15  # more than any count or sum of money that a market has
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?")
_WRITE = "write a number such as 5.5, with a point and without signs of thousands"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """What came, by series and period.

    Args:
        digest: SHA-256 of the file's bytes.
        unread: Columns of the file beyond the four.
    """

    name: str
    digest: str
    values: Mapping[Key, float]
    unread: tuple[str, ...]


def read_outcomes(path: Path, targets: Sequence[ScoreTarget]) -> Outcomes:
    """Read a file of outcomes.

    Raises:
        InputError, SeveralErrors: Everything that is wrong with it.
    """
    raw = _bytes(path)
    name = path.name
    heading, lines = _heading_and_rows(_text(raw, name), name)
    by_key = {each.key: each for each in targets}
    values: dict[Key, float] = {}
    errors: list[EcluseError] = []
    for where, row in lines:
        cells = dict(zip(heading, row, strict=False))
        wrong = [*_ragged(row, heading, where)] or [*_mistakes(cells, by_key, values, where)]
        errors += wrong
        if not wrong:
            values[cells["series"], cells["period"]] = float(cells["value"])
    raise_all(errors)
    if not values:
        raise InputError("the file holds no outcome", name, "add a row under its heading")
    unread = tuple(column for column in heading if column not in COLUMNS)
    digest = hashlib.sha256(raw).hexdigest()
    return Outcomes(name=name, digest=digest, values=values, unread=unread)


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        what = "the file cannot be read: it is none"
        raise InputError(what, str(path), "give a CSV file of outcomes")
    try:
        with path.open("rb") as file:
            raw = file.read(_MOST_BYTES + 1)
    except OSError as error:
        what = f"the file cannot be read: {error.strerror}"
        raise InputError(what, str(path), "check the path and its permissions") from error
    if len(raw) > _MOST_BYTES:
        raise InputError("the file is over 1 MiB", str(path), "keep the rows of the targets alone")
    return raw


def _text(raw: bytes, name: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("the file is not UTF-8 text", name, "save it as CSV in UTF-8") from error


def _short(cell: str) -> str:
    """A cell, if it is no longer than a number or a name can be."""
    if len(cell) > _LONGEST:
        raise csv.Error("a cell is longer than any number or name")
    return cell


def _heading_and_rows(text: str, name: str) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """The heading of a file, and its rows with the place where each stands."""
    reader = csv.reader(io.StringIO(text))
    heading = [cell.strip() for cell in next(reader, [])]
    if not any(heading):
        raise InputError("the file is empty", name, f"write the columns {', '.join(COLUMNS)}")
    missing = [column for column in COLUMNS if heading.count(column) != 1]
    if missing:
        mend = f"write the columns {', '.join(COLUMNS)}, each once, with commas between"
        raise InputError(f"the heading lacks {', '.join(missing)}", f"{name}:1", mend)
    found = []
    try:
        for cells in reader:
            row = [_short(cell.strip()) for cell in cells]
            if any(row):
                found.append((f"{name}:{reader.line_num}", row))
    except csv.Error as error:
        where = f"{name}:{reader.line_num}"
        raise InputError(f"no row can be read: {error}", where, _WRITE) from error
    return heading, found


def _ragged(row: Sequence[str], heading: Sequence[str], where: str) -> Iterator[EcluseError]:
    if len(row) != len(heading):
        what = f"a row of {len(row)} cells, not {len(heading)}"
        yield InputError(what, where, "write one cell for each column")


def _mistakes(
    cells: Mapping[str, str],
    targets: Mapping[Key, ScoreTarget],
    seen: Mapping[Key, float],
    where: str,
) -> Iterator[EcluseError]:
    """What is wrong with one row."""
    series, period, value, unit = (cells[column] for column in COLUMNS)
    names = list(dict.fromkeys(name for name, _ in targets))
    periods = [of for name, of in targets if name == series]
    target = targets.get((series, period))
    if not periods:
        mend = offered(series, names)
        yield InputError(f"no series is called '{series}'", where, mend)
    elif target is None:
        mend = f"it is told for {', '.join(periods)}"
        yield InputError(f"'{series}' has no period '{period}'", where, mend)
    elif unit != target.series.unit:
        what = f"'{series}' is told in {target.series.unit}, not in '{unit}'"
        yield InputError(what, where, f"convert the value, and write {target.series.unit}")
    if (series, period) in seen:
        yield InputError(f"'{series}' of {period} stands twice", where, "keep one row")
    if _NUMBER.fullmatch(value) is None or not abs(float(value)) < _MOST:
        yield InputError(f"'{value}' is no number", where, _WRITE)
