"""A file of clearances, CSV or YAML.

Belongs here: its columns, and what is wrong with one. Does not: what a clearance frees (clearance).
Always true: all mistakes of a file are told together; a file with a mistake clears nothing.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

from ecluse.errors import EcluseError, InputError, near, raise_all
from ecluse.screening.clearance import Clearance, Clearances

COLUMNS = tuple(each.name for each in fields(Clearance))
_OPTIONAL = frozenset({"approved_by", "identifier"})
_MOST_BYTES = 16_000_000
_ENCODING = "utf-8-sig"  # as spreadsheets write it, with or without a mark
_BEYOND = "\0"  # stands for the cells beyond the last column
_FORM = f"give a CSV file with the columns {', '.join(COLUMNS)}, or YAML with such rows"


def read_clearances(path: Path) -> Clearances:
    """The clearances of a file.

    Raises:
        InputError, SeveralErrors: Every mistake in it.
    """
    errors: list[EcluseError] = []
    found = []
    for where, row in _rows(path):
        try:
            found.append(_clearance(row, where))
        except EcluseError as error:
            errors.extend(error.mistakes)
    raise_all(errors)
    return Clearances.made(*found)


def _rows(path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if path.suffix.casefold() in (".yaml", ".yml"):
        from ecluse.facts.reader import read_document

        document = read_document(path, user=True)
        if not isinstance(document.tree, list):
            raise InputError("the file is no list of clearances", str(path), _FORM)
        for place, row in enumerate(document.tree):
            where = f"{path}:{document.line((place,))}"
            if not isinstance(row, Mapping):
                raise InputError("a clearance is no mapping", where, _FORM)
            yield where, row
        return
    text = _text(path)
    heading = text.partition("\n")[0]
    # Spreadsheets divide as their country does; no name of a column holds either sign.
    delimiter = max(",;\t", key=heading.count)
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter, restkey=_BEYOND)
    _check_heading(reader.fieldnames or (), path)
    for row in reader:
        yield f"{path}:{reader.line_num}", row


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InputError("the file is too long", str(path), f"at most {_MOST_BYTES:,} bytes")
        content = path.read_bytes()
        wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        return content.decode("utf-16" if wide else _ENCODING)
    except OSError as error:
        what = f"cannot read the file: {error.strerror}"
        raise InputError(what, str(path), "check the path") from error
    except UnicodeDecodeError as error:
        raise InputError("the file is no text in UTF-8", str(path), "save it as UTF-8") from error


def _check_heading(heading: object, path: Path) -> None:
    names = [str(name) for name in heading] if isinstance(heading, list) else []
    missing = [name for name in COLUMNS if name not in names and name not in _OPTIONAL]
    if missing:
        what = f"the file has no column {', '.join(missing)}"
        raise InputError(what, f"{path}:1", _FORM)
    if len(set(names)) < len(names):
        raise InputError("the file has a column twice", f"{path}:1", "keep one of the two")


def _clearance(row: Mapping[str, Any], where: str) -> Clearance:
    """The clearance that a row says.

    Raises:
        InputError, SeveralErrors: Every cell that says nothing, or what it cannot mean.
    """
    errors: list[EcluseError] = []
    if _BEYOND in row:
        mend = "put a cell that holds the dividing sign in quotes"
        errors.append(InputError("the row has more cells than the heading", where, mend))
    for name in row:
        if name not in COLUMNS and name != _BEYOND:
            mend = near(str(name), COLUMNS) or _FORM
            errors.append(InputError(f"a clearance has no '{name}'", where, mend))
    words = {name: str(row.get(name) or "").strip() for name in COLUMNS}
    for name, word in words.items():
        if not word and name not in _OPTIONAL:
            errors.append(InputError(f"'{name}' is empty", where, "a clearance says all of them"))
    day = date.min
    try:
        day = date.fromisoformat(words.pop("day"))
    except ValueError:
        if row.get("day"):
            mend = "write it as YYYY-MM-DD, such as 2026-11-27"
            errors.append(InputError(f"'{row['day']}' is not a date", where, mend))
    raise_all(errors)
    second, number = (words.pop(name) or None for name in ("approved_by", "identifier"))
    return Clearance(**words, approved_by=second, identifier=number, day=day)
