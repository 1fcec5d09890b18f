"""Export Control Classification Numbers: what the Commerce Control List says of each paragraph.

Belongs here: reading a number as people write it, and the row of the table that answers for it on a
day. Does not: what a reason for control asks of a destination (the law says so), or whether an item
meets a paragraph (determine).
Always true: the longest paragraph on file answers for those below it, and for no paragraph `.z`,
which is of items that meet 3A090; a paragraph that is on file and not in force on the day is not
answered by the entry above it; a reason that no rule judges is never passed over (`unjudged`); a
row is read only when a number is asked for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from ecluse.bounded import Bounded
from ecluse.citation import Citation
from ecluse.errors import DataError, InputError
from ecluse.facts.csv_rows import CsvRow, csv_rows

FILE = "eccns/eccns.csv"
NONE = "none"
LEVELS = ("a", "b", "c")
_HEADING = (
    *("paragraph", "since", "level", "other", "reasons", "exceptions"),
    *("title_en", "title_fr", "source", "url", "confidence", "note"),
)
_JUDGED = frozenset({"NS1", "NS2", "RS1", "RS2", "MT1", "NP1", "CC1", "EI", "AT1"})
_ENTRY = re.compile(
    r"\s*(?:ECCN[\s:_#-]*)?(\d)[\s.-]*([A-E])[\s.-]*(\d{3})(?=$|[^\d])", re.IGNORECASE
)
_BASKET = re.compile(r"\s*(?:ECCN[\s:_#-]*)?EAR[\s._-]*99\s*", re.IGNORECASE)
_PARTS = re.compile(r"[a-z]+|\d+")
# A letter, a small Roman numeral or a small number; anything else may be a second ECCN.
_PART = re.compile(r"[a-z]|i{1,3}|iv|vi{0,3}|ix|\d{1,2}")
_DEEPEST = 6
_MEETING_3A090 = "z"
_BETWEEN = re.compile(r"[\s.,()_/·–—-]*")
_SEVERAL = re.compile(r"[/;|]|\b(?:and|or|et|ou)\b")
# Letters that look like those of a number, and digits that people type as letters.
_LOOK_ALIKE = str.maketrans(
    "\u041e\u043eOo\u0410\u0430\u0412\u0421\u0441\u0415\u0435\u0406Il", "0000AaBCcEe111"
)
_NO_ECCN = frozenset(
    {NONE, "no", "no eccn", "non", "aucun", "aucune", "néant", "nein", "keine", "无", "無"}
)
_LONGEST = 60
_MOST_ANSWERS = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class EccnRow:
    """What the list says of one paragraph from a day on.

    Args:
        paragraph: As the table writes it, such as `5A002.z.1.b`.
        since: The first day; date.min where it stood before all days on record.
        level: `a`, `b` or `c`: it holds what 3A090.a, .b or .c describes.
        other: The entry beside which a paragraph `.z` stands, as a symbol of `other_eccn`.
        reasons: The columns of the country chart, and EI.
        exceptions: List-based exceptions that the entry names; of LVS the value in dollars.
        title_en: What it describes, in English; `title_fr` in French.
    """

    paragraph: str
    since: date
    level: str | None
    other: str
    reasons: frozenset[str]
    exceptions: dict[str, int]
    title_en: str
    title_fr: str
    cited: Citation
    note: str | None = None

    @property
    def entry(self) -> str:
        """The entry, without the paragraph."""
        return self.paragraph.partition(".")[0]

    @property
    def unjudged(self) -> frozenset[str]:
        """Reasons for control that no rule on record judges."""
        return self.reasons - _JUDGED

    def title(self, lang: str) -> str:
        """What it describes, in `lang`."""
        return self.title_fr if lang == "fr" else self.title_en


def eccn_of(text: str) -> str | None:
    """A number in one spelling; None where the text is no number.

    >>> eccn_of("5a992.z.1.a1"), eccn_of("5A002 z (1)(a)(1)"), eccn_of("ＥＡＲ 99")
    ('5A992.z.1.a.1', '5A002.z.1.a.1', 'EAR99')
    >>> eccn_of("3A001.a.7¹") is None, eccn_of("EAR99²") is None
    (True, True)
    >>> eccn_of("5A99") is None, eccn_of("8473.30") is None, eccn_of("5A992.c / 3A090.a") is None
    (True, True, True)
    """
    if len(text) > _LONGEST or any(unicodedata.category(sign) == "No" for sign in text):
        return None  # a raised digit is the mark of a footnote
    text = text if text.isascii() else unicodedata.normalize("NFKC", text)
    if _BASKET.fullmatch(text):
        return "EAR99"
    head = _ENTRY.match(text)
    if head is None:
        return None
    rest = text[head.end() :].strip().casefold()
    parts = _PARTS.findall(rest)
    if _BETWEEN.sub("", _PARTS.sub("", rest)) or len(parts) > _DEEPEST:
        return None
    if not all(map(_PART.fullmatch, parts)):
        return None
    entry = f"{head[1]}{head[2].upper()}{head[3]}"
    return ".".join([entry, *parts])


def read_eccn(text: str, where: str) -> str:
    """A number as a user writes it, in one spelling; `none` where none is declared.

    Raises:
        InputError: The text is no number; a number that is near is offered.
    """
    if declares_none(text):
        return NONE
    found = eccn_of(text)
    if found is None:
        meant = _near_forms(text)
        mend = "write it as 5A002.a.3, or EAR99"
        if meant:
            named = " or ".join(f"'{each}'" for each in meant)
            mend = f"did you mean {named}? Write one number alone"
        raise InputError(f"'{text}' is no ECCN", where, mend, meant)
    return found


def declares_none(text: str) -> bool:
    """Whether a text says that no ECCN is declared.

    >>> declares_none("None"), declares_none("aucun"), declares_none("n/a"), declares_none("EAR99")
    (True, True, False, False)
    """
    return text.strip().casefold() in _NO_ECCN


def _near_forms(text: str) -> tuple[str, ...]:
    """The numbers that a text may mean: with a letter O for a zero, with words after them, several.

    >>> _near_forms("3AO90.a"), _near_forms("5A992.c (mass market) / EAR99"), _near_forms("card")
    (('3A090.a',), ('5A992.c', 'EAR99'), ())
    """
    parts = _SEVERAL.split(text[:_LONGEST])
    return tuple(dict.fromkeys(meant for part in parts if (meant := _near_form(part))))


def _near_form(text: str) -> str | None:
    words = text.split()
    for end in range(len(words), 0, -1):
        first = " ".join(words[:end])
        meant = eccn_of(first) or eccn_of(first.translate(_LOOK_ALIKE))
        if meant is not None:
            return meant
    return None


class EccnTable:
    """The rows, opened when one is first asked for.

    Args:
        read: Gives the rows.
    """

    def __init__(self, read: Callable[[], tuple[EccnRow, ...]]) -> None:
        self._read = read
        self._standing = Bounded[tuple[str, date], list[EccnRow]](_MOST_ANSWERS)

    @cached_property
    def rows(self) -> tuple[EccnRow, ...]:
        """Every row, by paragraph and day."""
        return self._read()

    @cached_property
    def _by_paragraph(self) -> dict[str, list[EccnRow]]:
        found: dict[str, list[EccnRow]] = {}
        for row in sorted(self.rows, key=lambda row: (row.paragraph, row.since)):
            found.setdefault(row.paragraph.casefold(), []).append(row)
        return found

    def of(self, paragraph: str, on: date) -> EccnRow | None:
        """The row that answers for a paragraph on a day; None where the table has none, or where
        the paragraph was not in force.

        Args:
            paragraph: In any spelling that makers use.
        """
        key = (paragraph, on)
        standing = self._standing.get(key)
        if standing is None:
            standing = [row for row in self._on_file(paragraph) if row.since <= on]
            self._standing[key] = standing
        return standing[-1] if standing else None

    def widest(self, paragraph: str, on: date) -> EccnRow | None:
        """The same, of the narrowest paragraph above it that was in force: what a list of today
        says of a day before its paragraph began.
        """
        while self.first_day(paragraph) is not None:
            row = self.of(paragraph, on)
            if row is not None:
                return row
            paragraph = (eccn_of(paragraph) or "").rpartition(".")[0]
        return None

    def period(self, on: date) -> int:
        """A number for the days on which every row is as on this one."""
        return sum(day <= on for day in self.days)

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The days on which a row begins, in order."""
        return tuple(sorted({row.since for row in self.rows} - {date.min}))

    def first_day(self, paragraph: str) -> date | None:
        """The first day of the paragraph that answers; None where the table has none."""
        return next((row.since for row in self._on_file(paragraph)), None)

    def has_z(self, paragraph: str) -> bool:
        """Whether the entry of a number has paragraphs .z, for its items that meet 3A090."""
        return (eccn_of(paragraph) or "").partition(".")[0].casefold() in self._with_z

    @cached_property
    def _with_z(self) -> frozenset[str]:
        beside = (row.paragraph for row in self.rows if row.other != NONE)
        return frozenset(paragraph.partition(".")[0].casefold() for paragraph in beside)

    def _on_file(self, paragraph: str) -> list[EccnRow]:
        name = eccn_of(paragraph) or ""
        while name:
            rows = self._by_paragraph.get(name.casefold())
            if rows:
                return rows
            name, _, part = name.rpartition(".")
            if part == _MEETING_3A090:  # the paragraph above is of items that do not meet it
                return []
        return []


def eccn_table(folder: Path) -> EccnTable:
    """The table of a data folder; an empty one where the folder is older than it."""
    return EccnTable(lambda: _read(folder))


def _read(folder: Path) -> tuple[EccnRow, ...]:
    path = folder / FILE
    if not path.exists():
        return ()
    rows = tuple(_row(row) for row in csv_rows(path, f"data/{FILE}", _HEADING))
    seen: set[tuple[str, date]] = set()
    for row in rows:
        if (row.paragraph, row.since) in seen:
            what = f"two rows are those of {row.paragraph}"
            raise DataError(what, f"data/{FILE}", "keep one of them")
        seen.add((row.paragraph, row.since))
    return rows


def _row(row: CsvRow) -> EccnRow:
    level = row["level"] or None
    if level is not None and level not in LEVELS:
        raise row.error(f"'{level}' is no level", f"write one of {', '.join(LEVELS)}, or nothing")
    if eccn_of(row["paragraph"]) != row["paragraph"]:
        raise row.error(f"'{row['paragraph']}' is no ECCN", "write it as 5A002.z.1.b")
    try:
        since = date.fromisoformat(row["since"]) if row["since"] else date.min
        exceptions = dict(map(_exception, row["exceptions"].split()))
    except ValueError as error:
        raise row.error(str(error), "check the day and the exceptions") from error
    return EccnRow(
        paragraph=row["paragraph"],
        since=since,
        level=level,
        other=row["other"] or NONE,
        reasons=frozenset(row["reasons"].split()),
        exceptions=exceptions,
        title_en=row["title_en"],
        title_fr=row["title_fr"],
        cited=row.cited(),
        note=row["note"] or None,
    )


def _exception(text: str) -> tuple[str, int]:
    """An exception, and its value where it has one: `LVS=5000`."""
    symbol, _, value = text.partition("=")
    return symbol, int(value or 0)
