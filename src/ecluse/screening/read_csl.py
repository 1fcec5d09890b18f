"""The Consolidated Screening List: its JSON and its CSV, into rows of each list.

Belongs here: the keys and columns of that file. Does not: recognising files (read_published).
Always true: a record whose list is not understood, or that has no name, is a mistake.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ecluse.screening.entry import DENIED_PERSONS, ENTITY_LIST, MILITARY_END_USER, UNVERIFIED
from ecluse.screening.published import (
    FileMistakes,
    PublishedLists,
    Road,
    dated,
    filled,
    lists_of,
    named_rows,
    one_line,
)
from ecluse.screening.read_table import Cells, joined

COLUMNS = frozenset(
    {"source", "entity_number", "type", "programs", "name", "addresses", "alt_names"}
    | {"federal_register_notice", "start_date", "end_date", "license_requirement"}
    | {"license_policy"}
)
_CODES = {"MBS": "NS-MBS", "NS-CMIC": "CMIC", "NS-PLC": "PLC", "CAPTA": "CAP"}
_CODE = re.compile(r"\(([A-Z-]{2,8})(?:\s+List)?\)")
_AGENCY = frozenset({ENTITY_LIST, MILITARY_END_USER, UNVERIFIED})
_COUNTRY = re.compile(r"(?:^|,\s*)([A-Z]{2})$")
_SOURCE = "Consolidated Screening List"
# What identifies a company, among passports and remarks.
_NUMBERS = re.compile(
    r"registration|tax id|uscc|credit code|company number|enterprise|lei|legal entity|registry|"
    r"organization code|business number|c\.r\.|government gazette",
    re.IGNORECASE,
)


def read_records(records: Sequence[Any], mistakes: FileMistakes) -> PublishedLists:
    """The records of the JSON, of the search or of the bulk download.

    Raises:
        InputError, SeveralErrors: Every mistake in them.
    """
    lists: dict[str, list[Cells]] = {}
    for number, record in enumerate(records, 1):
        named = isinstance(record, Mapping) and isinstance(record.get("name"), str)
        if not named or not one_line(record["name"]):
            mistakes.add("a record without a name", number, "get the whole file anew")
            continue
        _put(lists, _from_record(record, number, mistakes), str(record.get("source")), number,
             mistakes)  # fmt: skip
    return lists_of(Road.CONSOLIDATED, _SOURCE, lists, mistakes)


def read_columns(text: str, mistakes: FileMistakes) -> PublishedLists:
    """The rows of the CSV download, of 28 columns or 29.

    Raises:
        InputError, SeveralErrors: Columns are missing, or every mistake in the rows.
    """
    lists: dict[str, list[Cells]] = {}
    for line, row in named_rows(text, mistakes, COLUMNS, "name"):
        _put(lists, _from_columns(row, line, mistakes), row["source"], line, mistakes)
    return lists_of(Road.CONSOLIDATED, _SOURCE, lists, mistakes)


def _put(
    lists: dict[str, list[Cells]], row: Cells, source: str, line: int, mistakes: FileMistakes
) -> None:
    code = _CODE.search(source)
    if code is None:
        mistakes.add(f"no list is called '{source}'", line, "get the file anew")
        return
    name = _CODES.get(code[1], code[1])
    if name == ENTITY_LIST and "requirement" not in row:
        mistakes.add(f"'{row['name']}' has no license requirement", line, "get the file anew")
    lists.setdefault(name, []).append(row)


def _from_record(record: Mapping[str, Any], line: int, mistakes: FileMistakes) -> Cells:
    addresses = [each for each in record.get("addresses") or () if isinstance(each, Mapping)]
    parts = ("address", "city", "state", "postal_code")
    countries = [each.get("country") for each in addresses]
    countries += [record.get("country"), *(record.get("citizenships") or ())]
    identifiers = [
        str(each.get("number") or "")
        for each in record.get("ids") or ()
        if isinstance(each, Mapping) and _NUMBERS.search(str(each.get("type")))
    ]
    return _row(
        record,
        line,
        mistakes,
        aliases=record.get("alt_names") or (),
        programs=record.get("programs") or (),
        countries=[_country(record, str(text), line, mistakes) for text in countries if text],
        addresses=[
            ", ".join(str(each[part]) for part in parts if each.get(part)) for each in addresses
        ],
        identifiers=identifiers,
    )


def _country(said: Mapping[str, Any], text: str, line: int, mistakes: FileMistakes) -> str:
    """A country: one that the agency's own lists misspell is a mistake; the Treasury's regions and
    countries of former times are none.
    """
    code = _CODE.search(str(said.get("source")))
    known = code is not None and code[1] in _AGENCY
    return mistakes.country(text, line) if known else mistakes.place(text)


def _from_columns(row: Mapping[str, str], line: int, mistakes: FileMistakes) -> Cells:
    addresses = [one_line(part) for part in re.split(r";\s+", row["addresses"]) if part]
    found = [match[1] for text in addresses if (match := _COUNTRY.search(text))]
    known = filter(None, (_country(row, code, line, mistakes) for code in found))
    citizens = map(mistakes.place, re.split(r";\s+", row.get("citizenships") or ""))
    numbers = (part.split(", ") for part in (row.get("ids") or "").split("; "))
    return _row(
        row,
        line,
        mistakes,
        aliases=re.split(r";\s+", row["alt_names"]),
        programs=re.split(r";\s+", row["programs"]),
        countries=[*known, *citizens],
        addresses=[_COUNTRY.sub("", text) for text in addresses],
        identifiers=[part[1] for part in numbers if len(part) > 1 and _NUMBERS.search(part[0])],
    )


def _row(
    said: Mapping[str, Any], line: int, mistakes: FileMistakes, **several: Iterable[str]
) -> Cells:
    """The cells of a record, whichever the form of its file."""
    start = mistakes.day(said.get("start_date") or "", line)
    row = filled(
        number=one_line(said.get("entity_number")),
        name=one_line(said["name"]),
        type=one_line(said.get("type")),
        listed=start,
        listed_is="effective" if start else "",
        requirement=one_line(said.get("license_requirement")),
        policy=one_line(said.get("license_policy")),
        citation=one_line(said.get("federal_register_notice")),
        **{column: joined(map(one_line, values)) for column, values in several.items()},
    )
    if (end := mistakes.day(said.get("end_date") or "", line)) and DENIED_PERSONS in str(
        said["source"]
    ):
        row["expires"] = end
    return dated(row)
