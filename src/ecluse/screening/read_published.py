"""Which publisher's file it is, by what stands in it, and its rows.

Belongs here: recognising a file. Does not: reading any one form (read_csl and its like).
Always true: a file that is none of the known forms is refused; no name of a file decides.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

from ecluse.errors import InputError
from ecluse.facts.country import Countries
from ecluse.screening import (
    read_csl,
    read_denied,
    read_entity_list,
    read_ofac,
    read_open_sanctions,
)
from ecluse.screening.published import FileMistakes, PublishedLists

MOST_BYTES = 1 << 30
_MEND = (
    "give the Consolidated Screening List (JSON or CSV), part 744 of the eCFR (XML), SDN.CSV with "
    "ALT.CSV and ADD.CSV, SDN.XML, or targets.simple.csv of OpenSanctions"
)


def read_published(files: Mapping[str, str], countries: Countries) -> PublishedLists:
    """What one file of a publisher's holds, or the three of the Treasury's together.

    Args:
        files: The text of each by its name.

    Raises:
        InputError, SeveralErrors: It is none of the known forms, or every mistake in it.
    """
    found = _read(files, countries)
    if not any(found.lists.values()):
        name = next(iter(files))
        raise InputError("the file holds no party", name, "get the whole file anew")
    return found


def _read(files: Mapping[str, str], countries: Countries) -> PublishedLists:
    name, text = next(iter(files.items()))
    mistakes = FileMistakes(name, countries)
    if any(map(read_ofac.columns_of, files.values())):
        return read_ofac.read_treasury(files, mistakes)
    if len(files) > 1:
        raise InputError("several files that do not belong together", name, "give them one by one")
    start = text.lstrip()[:1]
    if start == "<":
        return _xml(text, mistakes)
    if start in {"{", "["}:
        return _json(text, mistakes)
    return _columns(text, mistakes)


def read_text(path: Path) -> str:
    """The text of a file.

    Raises:
        InputError: It cannot be read.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError("the file is larger than any list", str(path), _MEND)
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise InputError(f"cannot read: {why}", str(path), "check the path") from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")  # as the Treasury writes


def _xml(text: str, mistakes: FileMistakes) -> PublishedLists:
    if "<!DOCTYPE" in text[:4096] or "<!ENTITY" in text:  # nothing that expands is followed
        raise InputError("the XML declares a document type", mistakes.name, "get the file anew")
    try:
        root = ET.fromstring(text)  # noqa: S314  without entities, as checked above
    except ET.ParseError as error:
        what = f"the XML is cut short or damaged: {error}"
        raise InputError(what, mistakes.name, "get the whole file anew") from error
    if root.tag.endswith("sdnList"):
        return read_ofac.read_treasury_xml(root, mistakes)
    return read_entity_list.read_regulation(root, mistakes)


def _json(text: str, mistakes: FileMistakes) -> PublishedLists:
    head = text.lstrip().partition("\n")[0]
    if '"properties"' in head and '"schema"' in head:
        return read_open_sanctions.read_nested(text, mistakes)
    try:
        tree = json.loads(text, parse_int=str, parse_float=str)  # a number names, it counts nothing
    except (ValueError, RecursionError) as error:
        what = f"the JSON is cut short or damaged: {error}"
        raise InputError(what, mistakes.name, "get the whole file anew") from error
    records = tree.get("results") if isinstance(tree, dict) else tree
    if not isinstance(records, list) or not records:
        raise InputError("the JSON holds no list of parties", mistakes.name, _MEND)
    return read_csl.read_records(records, mistakes)


def _columns(text: str, mistakes: FileMistakes) -> PublishedLists:
    first = text.partition("\n")[0]
    heading = {cell.strip().strip('"') for cell in first.split("\t")}
    if len(heading & read_denied.COLUMNS) > 2:
        return read_denied.read_denied(text, mistakes)
    row = next(csv.reader(io.StringIO(first)), [])
    if read_entity_list.is_heading(row):
        return read_entity_list.read_regulation_csv(text, mistakes)
    forms: tuple[tuple[frozenset[str], Callable[[str, FileMistakes], PublishedLists]], ...] = (
        (read_csl.COLUMNS, read_csl.read_columns),
        (read_open_sanctions.COLUMNS, read_open_sanctions.read_simple),
    )
    columns, read = max(forms, key=lambda form: len(form[0] & set(row)) / len(form[0]))
    if 2 * len(columns & set(row)) < len(columns):
        raise InputError("no list of parties has this form", mistakes.name, _MEND)
    return read(text, mistakes)
