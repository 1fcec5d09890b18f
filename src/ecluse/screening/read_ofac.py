"""The Treasury's list of Specially Designated Nationals: its CSV files and its XML, into rows.

Belongs here: the columns of SDN, ALT, ADD and their like, and the tags of SDN.XML. Does not: other
lists of the Treasury, which come with the Consolidated Screening List.
Always true: names that stand in a file of their own are asked for, for without them parties would
be missed; a party that a second file names and the first does not is a mistake.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from xml.etree import ElementTree as ET

from ecluse.screening.entry import SDN
from ecluse.screening.published import (
    FileMistakes,
    PublishedLists,
    Road,
    day_of,
    filled,
    lines_of,
    lists_of,
    one_line,
)
from ecluse.screening.read_table import Cells, joined

_NULL = "-0-"
_MAIN, _ALT, _ADD = 12, 5, 6  # columns
_FILES = {_MAIN: "SDN.CSV", _ALT: "ALT.CSV", _ADD: "ADD.CSV"}
_TYPES = {"individual": "Individual", "vessel": "Vessel", "aircraft": "Aircraft"}
_SOURCE = "Treasury, list of Specially Designated Nationals"
_NUMBERED = re.compile(
    r"(?:Registration ID|Tax ID No\.|Unified Social Credit Code \(USCC\)|Company Number|"
    r"Legal Entity Number|Registration Number|Enterprise Number|Government Gazette Number)"
    r"\s*#?:?\s*([A-Z0-9][A-Z0-9./-]{4,})"
)
_IDS = re.compile(r"registration|tax id|credit code|company|enterprise|legal entity", re.IGNORECASE)
# Programs of lists that are not the SDN List, though their files have its form.
_OTHERS = re.compile(r"NS-PLC|NS-CMIC|CMIC-EO13959|NS-MBS|561-Related|FSE-|SSI")


def columns_of(text: str) -> int:
    """How many columns a file of the Treasury's has; 0 where it is none."""
    for row in csv.reader(io.StringIO(text[:4096])):
        head = row[0].strip() if row else ""
        return len(row) if head.isdigit() and len(row) in {_MAIN, _ALT, _ADD} else 0
    return 0


def read_treasury(files: Mapping[str, str], mistakes: FileMistakes) -> PublishedLists:
    """The CSV files, by their names.

    Raises:
        InputError, SeveralErrors: A file is missing, or every mistake in them.
    """
    three = _the_three(files, mistakes)
    main = list(_rows(*three[_MAIN], _MAIN))
    numbers = frozenset(number for _, number, _ in main)
    aliases = _linked(*three[_ALT], _ALT, numbers)
    addresses = _linked(*three[_ADD], _ADD, numbers)
    found = []
    for line, number, cells in main:
        if _OTHERS.search(cells[3]):
            mend = "take that list from the Consolidated Screening List"
            mistakes.add(f"'{cells[1]}' is of another list than the SDN List", line, mend)
            continue
        countries = [mistakes.place(each[4]) for each in addresses.get(number, ())]
        found.append(_row(cells, [each[3] for each in aliases.get(number, ())], countries))
    return lists_of(Road.TREASURY, _SOURCE, {SDN: found}, mistakes)


def _the_three(
    files: Mapping[str, str], mistakes: FileMistakes
) -> dict[int, tuple[FileMistakes, str]]:
    """The text of each file by its number of columns, with what is wrong with it.

    Raises:
        InputError: One is missing.
    """
    by_columns = {columns_of(text): (mistakes.of(name), text) for name, text in files.items()}
    missing = [what for columns, what in _FILES.items() if columns not in by_columns]
    if missing:
        mend = "name the three together: ecluse screen update sdn.csv alt.csv add.csv"
        mistakes.add(f"needed as well: {' and '.join(missing)}", None, mend)
        mistakes.tell()
    return by_columns


def _row(cells: Sequence[str], aliases: Sequence[str], countries: Sequence[str]) -> Cells:
    number, name, kind, programs = cells[:4]
    return filled(
        number=number,
        name=name,
        aliases=joined(aliases),
        type=_TYPES.get(kind.casefold(), "Entity"),
        countries=joined(countries),
        identifiers=joined(_NUMBERED.findall(cells[-1]) if not kind else ()),
        programs=joined(re.findall(r"[^\]\[]+", programs.replace("] [", "]["))),
    )


def _rows(mistakes: FileMistakes, text: str, columns: int) -> Iterable[tuple[int, str, list[str]]]:
    for line, row in lines_of(text, mistakes):
        cells = ["" if cell.strip() == _NULL else one_line(cell) for cell in row]
        if len(cells) != columns or not cells[0].isdigit():
            mistakes.add("a row that is cut short", line, "get the file anew")
        else:
            yield line, cells[0], cells


def _linked(
    mistakes: FileMistakes, text: str, columns: int, main: frozenset[str]
) -> dict[str, list[list[str]]]:
    """The rows of a second file by the party that they belong to."""
    found: dict[str, list[list[str]]] = {}
    for line, number, cells in _rows(mistakes, text, columns):
        if number not in main:
            mend = "get the three files of one day"
            mistakes.add(f"no party {number} is in SDN.CSV", line, mend)
        found.setdefault(number, []).append(cells)
    return found


def read_treasury_xml(root: ET.Element, mistakes: FileMistakes) -> PublishedLists:
    """SDN.XML.

    Raises:
        InputError, SeveralErrors: Every mistake in it.
    """
    space = root.tag.partition("}")[0] + "}" if root.tag.startswith("{") else ""
    published = root.findtext(f"{space}publshInformation/{space}Publish_Date") or ""
    count = root.findtext(f"{space}publshInformation/{space}Record_Count") or ""
    parties = root.findall(f"{space}sdnEntry")
    if count and int(count) != len(parties):
        what = f"{len(parties):,} parties, and the file says that it holds {int(count):,}"
        mistakes.add(what, None, "get the whole file anew")
    rows = [_party(party, number, space, mistakes) for number, party in enumerate(parties, 1)]
    found = lists_of(Road.TREASURY, _SOURCE, {SDN: rows}, mistakes)
    return replace(found, as_of=day_of(published))


def _party(party: ET.Element, number: int, space: str, mistakes: FileMistakes) -> Cells:
    def said(path: str, of: ET.Element = party) -> str:
        return one_line(of.findtext("/".join(f"{space}{tag}" for tag in path.split("/"))))

    def each(path: str) -> list[ET.Element]:
        return party.findall("/".join(f"{space}{tag}" for tag in path.split("/")))

    def name_of(of: ET.Element) -> str:
        return ", ".join(filter(None, (said("lastName", of), said("firstName", of))))

    programs = [one_line(program.text) for program in each("programList/program")]
    if not said("lastName") or not said("uid"):
        mistakes.add("a party without a name or a number", number, "get the whole file anew")
    if any(map(_OTHERS.search, programs)):
        mend = "take that list from the Consolidated Screening List"
        mistakes.add(f"'{name_of(party)}' is of another list than the SDN List", number, mend)
    kind = said("sdnType")
    ids = (entry for entry in each("idList/id") if _IDS.search(said("idType", entry)))
    countries = (said("country", address) for address in each("addressList/address"))
    return filled(
        number=said("uid"),
        name=name_of(party),
        aliases=joined(name_of(alias) for alias in each("akaList/aka")),
        type=kind,
        countries=joined(mistakes.place(text) for text in countries),
        identifiers=joined(said("idNumber", entry) for entry in ids),
        programs=joined(programs),
    )
