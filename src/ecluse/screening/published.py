"""A list as its publisher gives it, read into rows: what every reader of such files hands on.

Belongs here: the value, the mistakes of a file, and the small readings that the readers share (a
day, a country, a text of one line). Does not: any one publisher's form (read_*).
Always true: a file with a mistake gives no rows at all; every mistake says its line.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ecluse.errors import EcluseError, InputError, raise_all
from ecluse.facts.country import Countries
from ecluse.screening.read_table import Cells

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_US = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})\b")
_CITED = re.compile(
    r"\b(\d{1,3})\s*F\.?\s*R\.?\s*(\d+)(?:[^,;.\d]*,?\s*\(?(\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})))?"
)
# "CRIMEA (OCCUPIED)", "Region: Crimea", "Crimea Region of Ukraine".
_PLACE = re.compile(r"^region:\s*|\s*\(occupied\)$|\s+region of ukraine$", re.IGNORECASE)
_WHOLE = "get the whole file anew"
_CENTURY = 60  # "99" is 1999, "25" is 2025


class Road(StrEnum):
    """By which road a list came: each spells names its own way."""

    CONSOLIDATED = "CSL"
    REGULATION = "eCFR"
    TREASURY = "OFAC"
    DENIED_PERSONS = "DPL"
    OPEN_SANCTIONS = "OpenSanctions"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedLists:
    """What a publisher's file holds.

    Args:
        source: The publisher, in words.
        lists: The rows of each list, by its code.
        as_of: The day that the file says it is of; None where it does not say.
    """

    road: Road
    source: str
    lists: dict[str, list[Cells]]
    as_of: date | None = None


@dataclass
class FileMistakes:
    """The mistakes of a file, gathered while it is read, to be told together.

    Args:
        name: What the file is called in errors.
        countries: By which names of countries are read.
    """

    name: str
    countries: Countries
    found: list[EcluseError] = field(default_factory=list)

    def add(self, what: str, line: int | None, mend: str) -> None:
        """Note a mistake."""
        where = self.name if line is None else f"{self.name}:{line}"
        self.found.append(InputError(what, where, mend))

    def of(self, name: str) -> FileMistakes:
        """Those of another file, which are told with these."""
        return FileMistakes(name, self.countries, self.found)

    def tell(self) -> None:
        """Raise what was found, if anything was.

        Raises:
            InputError, SeveralErrors: Mistakes were found.
        """
        raise_all(self.found)

    def day(self, text: str, line: int) -> str:
        """A day in ISO form, empty where none is given."""
        plain = one_line(text)
        if not plain:
            return ""
        found = day_of(plain)
        if found is None:
            self.add(f"'{plain}' is no day", line, "write days as 2025-03-25")
            return ""
        return found.isoformat()

    def country(self, text: str, line: int) -> str:
        """The alpha-2 code of a country, empty where none is given."""
        plain = one_line(text)
        code = self.place(plain)
        if plain and not code:
            self.add(f"no country is called '{plain}'", line, "write its ISO code or its name")
        return code

    def place(self, text: str) -> str:
        """The alpha-2 code of a country or of a part of one; empty where the text is neither, as
        with "Region: West Bank" or a country that is no more: the entry then stands for any.
        """
        plain = _PLACE.sub("", one_line(text))
        code = self.countries.find(plain) if plain else None
        region = self.countries.region(plain) if plain and code is None else None
        return code or (region.within if region else "")


def lines_of(
    text: str, mistakes: FileMistakes, delimiter: str = ","
) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV, each with its line; one that is cut in the middle of a cell is a mistake.

    The Treasury's files end in a sign of their own, which is none of the text.
    """
    reader = csv.reader(io.StringIO(text.rstrip("\x1a")), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        what = f"the table is cut short or damaged: {error}"
        mistakes.add(what, reader.line_num, _WHOLE)


def columns_of(
    text: str, mistakes: FileMistakes, needed: frozenset[str], delimiter: str = ","
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV by its heading, each with its line.

    Raises:
        InputError, SeveralErrors: A column is missing.
    """
    rows = lines_of(text, mistakes, delimiter)
    _, heading = next(rows, (1, []))
    missing = sorted(needed - set(heading))
    if missing:
        mistakes.add(f"columns are missing: {', '.join(missing)}", 1, _WHOLE)
        mistakes.tell()
    for line, cells in rows:
        if len(cells) != len(heading):
            mistakes.add("a row that is cut short", line, _WHOLE)
        else:
            yield line, dict(zip(heading, cells, strict=True))


def named_rows(
    text: str, mistakes: FileMistakes, needed: frozenset[str], name: str, delimiter: str = ","
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV that say something, by its heading; one without a name is a mistake.

    Args:
        name: The column of the name.
    """
    for line, row in columns_of(text, mistakes, needed, delimiter):
        if one_line(row[name]):
            yield line, row
        elif any(map(one_line, row.values())):
            mistakes.add("a row without a name", line, _WHOLE)


def lists_of(
    road: Road, source: str, lists: dict[str, list[Cells]], mistakes: FileMistakes
) -> PublishedLists:
    """What was read of a publisher's file.

    Raises:
        InputError, SeveralErrors: Every mistake in it.
    """
    mistakes.tell()
    return PublishedLists(road=road, source=source, lists=lists)


def one_line(text: str | None) -> str:
    """A text with single spaces."""
    return " ".join((text or "").replace("\xa0", " ").split())


def day_of(text: str) -> date | None:
    """The first day in a text, ISO or American; None where there is none.

    >>> day_of("85 FR 83799, 12/23/2020"), day_of("7/5/16"), day_of("2016-07-05"), day_of("soon")
    (datetime.date(2020, 12, 23), datetime.date(2016, 7, 5), datetime.date(2016, 7, 5), None)
    """
    try:
        if (iso := _ISO.search(text)) is not None:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if (us := _US.search(text)) is not None:
            year = int(us[3])
            if year < 100:
                year += 1900 if year > _CENTURY else 2000
            return date(year, int(us[1]), int(us[2]))
    except ValueError:
        return None
    return None


def citations(text: str) -> list[tuple[int, int, date | None]]:
    """The citations of the Federal Register in a text: volume, page, and day where it stands there.

    >>> citations("84 FR 29373, 6/24/19. 87 FR 62202")
    [(84, 29373, datetime.date(2019, 6, 24)), (87, 62202, None)]
    """
    return [
        (int(volume), int(page), day_of(day) if day else None)
        for volume, page, day in _CITED.findall(text)
    ]


def dated(row: Cells) -> Cells:
    """A row with the days that its citations say, where it has none of its own."""
    days = [day for _, _, day in citations(row.get("citation", "")) if day is not None]
    if days:
        row.setdefault("published", min(days).isoformat())
        row.setdefault("worded_since", max(days).isoformat())
    if "published" in row:
        if "listed" not in row:
            row["listed"], row["listed_is"] = row["published"], "published"
        row["published"] = max(row["published"], row["listed"])
    return row


def filled(**cells: str) -> Cells:
    """A row of the cells that say something."""
    return {column: text for column, text in cells.items() if text}
