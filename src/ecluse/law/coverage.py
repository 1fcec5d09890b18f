"""What of the regulations is judged, flagged or not judged, as a table made from the data.

Belongs here: the keys of `coverage.yaml`, and the status that follows from the log of measures.
Does not: what a provision says, or how the table is printed.
Always true: a row is judged only where a provision of the log stands in it; the file is read when
it is asked for, and by no other answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from typing import ClassVar, Literal

from ecluse.answers.plain import key
from ecluse.errors import UnknownNameError
from ecluse.facts.file_record import file_record
from ecluse.facts.reader import check, read_data
from ecluse.facts.vocabulary import Wording
from ecluse.law.flaw import Flaw, error
from ecluse.law.library import Library
from ecluse.law.provision import Notice
from ecluse.words.say import say

FILE = "coverage.yaml"
Status = Literal["judged", "flagged", "not judged"]
STATUSES: tuple[Status, ...] = ("judged", "flagged", "not judged")


@file_record
class CoverageRow:
    """A section or paragraph that can decide about a shipment.

    Args:
        by: The provisions that judge it, by name; * stands for any text. Each must exist.
        also: Names that provisions may have besides; they need not exist.
        status: Said outright, where it does not follow from the provisions.
        why: What is judged and what is left out, or why it is not judged.
    """

    row: str
    part: str
    title: Wording
    why: Wording
    by: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    status: Literal["flagged"] | None = None

    def __post_init__(self) -> None:
        if self.status is not None and not self.by:
            raise ValueError("a provision under 'by' where the status is said")


@file_record
class CoverageFile:
    """The keys of coverage.yaml."""

    rows: tuple[CoverageRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveredParagraph:
    """A section or paragraph, and whether it is judged.

    Args:
        part: Of title 15 CFR; "beside" for what is no part of the regulations.
        why: What is judged and what is left out, or why it is not judged.
        provisions: The provisions of the log, of any day, that judge it.
    """

    paragraph: str
    part: str
    status: Status
    title: str
    why: str
    provisions: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusCounts:
    """How many paragraphs have each status."""

    judged: int
    flagged: int
    not_judged: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageAnswer:
    """What of the regulations is judged, flagged or not judged.

    Args:
        part: The part that was asked for; left out where all were.
    """

    SCHEMA: ClassVar[str] = "ecluse.coverage/1"

    part: str | None = key(optional=True, default=None)
    counts: StatusCounts
    paragraphs: list[CoveredParagraph]
    data_as_of: date
    data_version: str


def coverage(library: Library, lang: str, part: str | None = None) -> CoverageAnswer:
    """The table, or one part of it.

    Raises:
        UnknownNameError: The table has no such part.
        DataError, SeveralErrors: The file is not there, or says what it cannot mean.
    """
    rows = read_coverage(library).rows
    parts = list(dict.fromkeys(row.part for row in rows))
    if part is not None and part not in parts:
        mend = f"the parts are {', '.join(parts)}"
        raise UnknownNameError(f"the table has no part '{part}'", "part", mend)
    deciding = _provisions(library)
    table = [_paragraph(row, deciding, lang) for row in rows if part in (None, row.part)]
    return CoverageAnswer(
        part=part,
        counts=counted(table),
        paragraphs=table,
        data_as_of=library.data_as_of,
        data_version=library.version,
    )


def counted(table: list[CoveredParagraph]) -> StatusCounts:
    """How many paragraphs have each status."""
    judged, flagged, not_judged = (
        sum(row.status == status for row in table) for status in STATUSES
    )
    return StatusCounts(judged=judged, flagged=flagged, not_judged=not_judged)


def part_title(part: str, lang: str) -> str:
    """A part of the regulations in words."""
    return say("coverage.part", lang, part) if part.isdigit() else say(f"coverage.{part}", lang)


def read_coverage(library: Library) -> CoverageFile:
    """The file of the data that answer."""
    return check(read_data(library.folder, FILE), CoverageFile)


def _provisions(library: Library) -> dict[str, bool]:
    """The provisions of the log, and whether each decides something or is only said."""
    found: dict[str, bool] = {}
    for _, change in library.register.changes:
        decides = change.says is not None and not isinstance(change.says, Notice)
        found[change.provision] = found.get(change.provision, False) or decides
    return found


def _paragraph(row: CoverageRow, deciding: dict[str, bool], lang: str) -> CoveredParagraph:
    names = [name for name in deciding if _stands_in(name, row)]
    status = row.status or _status(names, deciding)
    open_ = status == "not judged" and row.also
    return CoveredParagraph(
        paragraph=row.row,
        part=row.part,
        status=status,
        title=row.title.say(lang),
        why=say("coverage.no provision", lang) if open_ else row.why.say(lang),
        provisions=names,
    )


def _status(names: list[str], deciding: dict[str, bool]) -> Status:
    if not names:
        return "not judged"
    return "judged" if any(deciding[name] for name in names) else "flagged"


def _stands_in(name: str, row: CoverageRow) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in (*row.by, *row.also))


def coverage_flaws(library: Library) -> Iterator[Flaw]:
    """Provisions that stand in no row, and rows that name what is not there; data without the file
    have none.
    """
    if not (library.folder / FILE).exists():
        return
    rows, names = read_coverage(library).rows, _provisions(library)
    for name in names:
        if not any(_stands_in(name, row) for row in rows):
            what = f"the provision '{name}' stands in no row"
            yield error(what, f"data/{FILE}", "name it in the row of its paragraph")
    for row in rows:
        for pattern in row.by:
            if not any(fnmatchcase(name, pattern) for name in names):
                what = f"the row '{row.row}' names '{pattern}', which no measure has"
                yield error(what, f"data/{FILE}", "name a provision, or take it out")
    twice = {row.row for row in rows if sum(row.row == each.row for each in rows) > 1}
    for row_name in sorted(twice):
        yield error(f"two rows are called '{row_name}'", f"data/{FILE}", "rename one")
