"""The rows of a table that a jurist edits as CSV.

Belongs here: opening such a file, its heading, and where each row stands; writing one. Does not:
what a cell means.
Always true: a file with another heading than the one wanted is refused, as is a row with more or
fewer cells; a row knows its line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ecluse.citation import Citation, Confidence, names_a_source
from ecluse.errors import DataError

_CONFIDENCES = tuple(each.value for each in Confidence)


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One row: its cells by column, and the file and line that it stands in."""

    cells: dict[str, str]
    where: str

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def error(self, what: str, mend: str) -> DataError:
        """The row says what it cannot mean."""
        return DataError(what, self.where, mend)

    def cited(self) -> Citation:
        """Where the row was read, by its own cells.

        Raises:
            DataError: It names no source, or no known confidence.
        """
        try:
            confidence = Confidence(self["confidence"])
        except ValueError as error:
            raise self.error(str(error), f"give one of {', '.join(_CONFIDENCES)}") from error
        if not names_a_source(self["source"]):
            raise self.error("the row names no source", "write where it was read")
        more = {name: self.cells.get(name) or None for name in ("section", "url", "read_on")}
        return Citation(source=self["source"], confidence=confidence, **more)


def csv_text(rows: Iterable[Sequence[object]]) -> str:
    """Some rows as a table, the heading first."""
    import csv
    import io

    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def csv_rows(path: Path, name: str, columns: Sequence[str]) -> Iterator[CsvRow]:
    """The rows of a file, without the heading.

    Args:
        name: What the file is called in errors.

    Raises:
        DataError: The file cannot be read, or has not these columns.
    """
    import csv  # most starts open no table

    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"the table cannot be read: {error}", name, "restore the file") from error
    reader = csv.reader(text.splitlines(keepends=True))
    heading = next(reader, [])
    if heading != list(columns):
        mend = f"write the columns {', '.join(columns)}"
        raise DataError("the table has other columns than these", f"{name}:1", mend)
    for cells in reader:
        where = f"{name}:{reader.line_num}"
        if len(cells) != len(columns):
            what = f"a row of {len(cells)} cells, not {len(columns)}"
            raise DataError(what, where, "write one cell for each column")
        yield CsvRow(dict(zip(columns, map(str.strip, cells), strict=True)), where)
