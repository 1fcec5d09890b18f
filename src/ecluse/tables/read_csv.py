"""CSV as it is met: encodings, delimiters, byte-order marks, ragged rows, fields without end.

Belongs here: from a CSV file to Parquet, every cell as its text. Does not: what a cell means, which
row names the columns (heading), which encoding a file is in (encoding).
Always true: a row of the file is a row of the result; one that does not fit the heading keeps its
place, with the reason in `__fault`; a row's number is the one that a spreadsheet shows; no line is
held that is longer than a bound.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from ecluse.tables.book import OpenedFile
from ecluse.tables.csv_lines import BLOCK_CHARS, LONGEST_LINE, parsed
from ecluse.tables.encoding import BLOCK_BYTES, GAP, STRAY_BYTE, Survey, survey
from ecluse.tables.heading import MOST_ROWS, Heading, find_heading
from ecluse.tables.names import FAULT, ROW, name_of, quoted, unique
from ecluse.tables.stage import Staged, cells_like, copy_csv, csv_cells, without_empty_rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


_SAMPLE_CHARS = 1 << 20
_DELIMITERS = {
    ",": "commas between fields",
    ";": "semicolons between fields",
    "\t": "tabs between fields",
    "|": "bars between fields",
}
_SEP = re.compile(r'"?sep=([^"\r\n])"?[,;\t|]*\r?\n', re.IGNORECASE)
_MEND = "its first row should name the columns"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """How a file is divided: a line before all rows that only names the delimiter, titles, the
    heading, rows.
    """

    delimiter: str
    led: bool
    headings: tuple[str, ...]
    heading: Heading
    one_by_one: bool  # whether each row up to the heading is a line


def read_csv_file(opened: OpenedFile) -> Staged:
    """Stage a CSV file as Parquet.

    Raises:
        InputError: It is empty, or no text, or its encoding or heading cannot be told.
    """
    csv.field_size_limit(LONGEST_LINE)
    found = survey(opened.path, opened.opening.encoding)
    head = _head(opened, found.encoding)
    returns = "\r" in head and "\n" not in head  # as old Macintosh programs end lines
    shape = _shape(head, opened)
    plain, gaps = opened.path, found.gaps
    if not found.plain or returns:
        plain = _recoded(opened, found.encoding, returns=returns)
        gaps = _has_gaps(plain)
    staged = _staged(plain, shape, gaps, opened)
    first = shape.heading.last + 1
    staged, empty = without_empty_rows(staged, shape.headings, first, opened.connection)
    unreadable = {} if found.plain else _strays(staged, shape, found.encoding, opened.connection)
    return Staged(
        path=staged,
        notes=_notes(found, shape, empty, bool(unreadable)),
        first=first,
        unreadable=unreadable,
    )


def _strays(
    staged: Path, shape: _Shape, encoding: str, connection: DuckDBPyConnection
) -> Mapping[str, Mapping[str, str]]:
    """The cells that hold a byte that is no text."""
    why = f"holds a byte that is no text in {encoding}"
    return cells_like(staged, shape.headings, STRAY_BYTE, why, connection)


def _notes(found: Survey, shape: _Shape, empty: int, strays: bool) -> tuple[str, ...]:
    notes = list(found.notes())
    if strays:
        notes.append(
            rf"some bytes are no text in {found.encoding}: each stands as \xe9 (its number), "
            "and the cells are listed"
        )
    if shape.delimiter != ",":
        other = f"{shape.delimiter!r} between fields"
        notes.append(_DELIMITERS.get(shape.delimiter, other))
    notes.extend(shape.heading.notes())
    if empty:
        notes.append(
            "a row in which every cell is empty is no line, and is left out"
            if empty == 1
            else f"{empty:,} rows in which every cell is empty are no lines, and are left out"
        )
    return tuple(notes)


def _staged(plain: Path, shape: _Shape, gaps: bool, opened: OpenedFile) -> Path:
    import duckdb

    staged = opened.folder / "book.parquet"
    try:
        if not gaps and shape.one_by_one:
            skip = shape.led + shape.heading.last - 1
            copy_csv(plain, shape.headings, shape.delimiter, staged, opened.connection, skip=skip)
            return staged
    except duckdb.Error:
        pass
    # Something does not fit, or a row's number is not its place: go through it here, and keep what
    # does not fit in its place.
    try:
        _stage_lines(plain, shape, staged, opened.connection, plainly=True)
    except duckdb.Error:  # the two readers of CSV see a line differently: write every cell anew
        _stage_lines(plain, shape, staged, opened.connection, plainly=False)
    return staged


def _shape(head: str, opened: OpenedFile) -> _Shape:
    sep = _SEP.match(head)
    text = head[sep.end() :] if sep else head
    delimiter = sep[1] if sep else delimiter_of(text)
    if len(head) == _SAMPLE_CHARS and "\n" not in text and "\r" not in text:
        raise opened.cannot(f"the heading is longer than {LONGEST_LINE:,} characters", _MEND)
    rows, lines = _first_rows(text, delimiter, opened)
    where, opening = str(opened.path), opened.opening
    numbered = list(enumerate(rows, 1))
    heading = find_heading(numbered, opening.needs, where, asked=opening.heading)
    if heading is None:
        raise opened.cannot("the heading cannot be read (all cells are empty)", _MEND)
    return _Shape(
        delimiter=delimiter,
        led=sep is not None,
        headings=tuple(unique(heading.names, where)),
        heading=heading,
        one_by_one=lines[: heading.last] == list(range(1, heading.last + 1)),
    )


def _first_rows(text: str, delimiter: str, opened: OpenedFile) -> tuple[list[list[str]], list[int]]:
    """The first rows, and the line in which each ends.

    Raises:
        InputError: They cannot be divided into cells.
    """
    rows, lines = list[list[str]](), list[int]()
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        for row in islice(reader, MOST_ROWS):
            rows.append(row)
            lines.append(reader.line_num)
    except csv.Error as error:
        if not any(any(cell.strip() for cell in row) for row in rows):
            raise opened.cannot(f"the heading cannot be read ({error})", _MEND) from error
    return rows, lines


def delimiter_of(head: str) -> str:
    """The sign that divides most rows alike, and into most fields; signs between quotes divide
    nothing.
    """
    best, most = ",", (0, 0, 0)
    for sign in _DELIMITERS:
        widths = _widths(head, sign)
        counts = Counter(width for width in widths if width > 1)
        if counts:
            width, alike = max(counts.items(), key=lambda pair: (pair[1], pair[0]))
            found = (alike * 20 // len(widths), width, alike)
            if found > most:
                best, most = sign, found
    return best


def _widths(head: str, sign: str) -> list[int]:
    """Into how many fields a sign divides each of the first rows."""
    widths = []
    try:
        for row in csv.reader(io.StringIO(head, newline=""), delimiter=sign):
            if any(cell.strip() for cell in row):
                # Whether the sign tore fields asunder that stand between quotes.
                torn = '"' in "".join(row) and any(cell.count('"') % 2 for cell in row)
                widths.append(1 if torn else len(row))
            if len(widths) == MOST_ROWS:
                break
    except csv.Error:
        pass
    return widths


def _stage_lines(
    path: Path,
    shape: _Shape,
    staged: Path,
    connection: DuckDBPyConnection,
    *,
    plainly: bool,
) -> None:
    """Stage a file in which something does not fit: a row of blanks stands for each record that is
    none, and is known by its place.

    With `plainly`, lines that fit are carried over as they stand, which is several times faster
    than writing their cells anew.
    """
    clean, marks = staged.with_name("rows.csv"), staged.with_name("marks.csv")
    with (
        path.open(encoding="utf-8-sig", errors="replace", newline="") as file,
        clean.open("w", encoding="utf-8", newline="") as target,
        marks.open("w", encoding="utf-8", newline="") as marked,
    ):
        if shape.led:
            file.readline()
        records = _Records(shape, target, marked)
        for lines, rows, faults in parsed(file, shape.delimiter, records.width):
            if plainly and not faults and records.fit(rows):
                records.carry_over(lines, rows)
            else:
                plain = rows if rows is not None else csv.reader(lines, delimiter=shape.delimiter)
                for place, row in enumerate(plain):
                    records.add(row, faults.get(place, ""))
    _with_marks(shape, clean, marks, staged, connection)
    clean.unlink()
    marks.unlink()


def _with_marks(
    shape: _Shape, clean: Path, marks: Path, staged: Path, connection: DuckDBPyConnection
) -> None:
    """Stage the rows, less those that are marked as none, with their numbers and faults.

    The order is that of the file: the marks alone are sorted, for joins keep none, and are set
    beside the rows as these are read.
    """
    columns = ", ".join(name_of(name) for name in shape.headings)
    cells = csv_cells(clean, shape.headings, shape.delimiter, header=False)
    faulty = csv_cells(marks, ("n", "fault"), ",", header=False, quoted_nulls=False)
    connection.execute(
        f"COPY (SELECT {columns}, b.n AS {ROW}, m.fault AS {FAULT} "
        f"FROM (SELECT *, row_number() OVER () AS n FROM {cells}) b "
        f"POSITIONAL JOIN (SELECT n, fault, passed FROM "
        f"(SELECT row_number() OVER () AS n FROM {cells}) "
        "LEFT JOIN (SELECT CAST(n AS BIGINT) AS n, nullif(fault, '') AS fault, "
        f"fault = '' AS passed FROM {faulty}) USING (n) ORDER BY n) m "
        "WHERE CASE WHEN b.n = m.n THEN m.passed ELSE "
        "error('rows are not in the order of their numbers; report this') END IS NOT TRUE) "
        f"TO {quoted(staged)} (FORMAT parquet)"
    )


class _Records:
    """The records of a file, written so that each stands in the row of its number; those that are
    no rows, or do not fit, are marked.
    """

    def __init__(self, shape: _Shape, target: TextIO, marked: TextIO) -> None:
        self.width = len(shape.headings)
        self._last = shape.heading.last
        self._number = 0
        self._target = target
        written = csv.writer(
            target, delimiter=shape.delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n"
        )
        self._write = written.writerow
        self._mark = csv.writer(marked, quoting=csv.QUOTE_ALL).writerow

    def fit(self, rows: Sequence[Sequence[str]] | None) -> bool:
        """Whether all of these rows lie below the heading and have its width."""
        below = self._number >= self._last
        return below and (rows is None or set(map(len, rows)) == {self.width})

    def carry_over(self, lines: Sequence[str], rows: Sequence[Sequence[str]] | None) -> None:
        """Write lines as they stand; `rows` is None where each line is a row."""
        text = "".join(lines)
        self._target.write(text.replace("\r\n", "\n") if rows is None else text)
        if not text.endswith("\n"):
            self._target.write("\n")
        self._number += len(lines) if rows is None else len(rows)

    def add(self, row: Sequence[str], fault: str) -> None:
        """Write one record; `fault` says why it cannot be read."""
        self._number += 1
        width = self.width
        empty = not row or (len(row) == 1 and width > 1 and not row[0].strip() and not fault)
        # An empty line is no row, but it has a number, and so have the heading and titles.
        if empty or self._number <= self._last:
            self._mark((self._number, ""))
            self._write([""] * width)
            return
        fault = fault or self._misfit(row)
        if fault:
            self._mark((self._number, fault))
        self._write([*row[:width], *[""] * (width - len(row))])

    def _misfit(self, row: Sequence[str]) -> str:
        """Why a row does not fit the heading; nothing where it does."""
        width = self.width
        if len(row) == width or (len(row) > width and not any(map(str.strip, row[width:]))):
            return ""
        if len(row) == 1:
            return f"the row has {len(row)} field where the heading has {width}"
        return f"the row has {len(row)} fields where the heading has {width}"


def _has_gaps(path: Path) -> bool:
    """Whether empty lines stand between rows: the engine passes over them and would number the rows
    that follow too low.
    """
    tail = b"\n"
    with path.open("rb") as file:
        while block := file.read(BLOCK_CHARS):
            if GAP.search(tail + block):
                return True
            tail = (tail + block)[-3:]
    return False


def _head(opened: OpenedFile, encoding: str) -> str:
    """The beginning of a file.

    Raises:
        InputError: It is empty, or no text.
    """
    with opened.path.open(encoding=encoding, errors="backslashreplace", newline="") as file:
        head = file.read(_SAMPLE_CHARS)
    if not head.strip():
        raise opened.cannot("the file is empty", _MEND)
    if "\0" in head:
        raise opened.cannot("the file is no text", "export it as CSV in UTF-8")
    return head


def _recoded(opened: OpenedFile, encoding: str, *, returns: bool) -> Path:
    """The same text in UTF-8, with a line feed at the end of lines where only returns stood; a byte
    that is no text stands as its number.
    """
    plain = opened.folder / "utf8.csv"
    with (
        opened.path.open(
            encoding=encoding, errors="backslashreplace", newline=None if returns else ""
        ) as source,
        plain.open("w", encoding="utf-8", newline="") as target,
    ):
        while block := source.read(BLOCK_BYTES):
            target.write(block)
    return plain
