"""CSV as it is met: encodings, delimiters, byte-order marks, ragged rows, fields without end.

Belongs here: from a CSV file to Parquet, every cell as its text. Does not: what a cell means.
Always true: a row of the file is a row of the result; one that does not fit the heading keeps its place, with the reason in
`__fault`; no line is held that is longer than a bound.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ecluse.errors import InputError

if TYPE_CHECKING:
    import duckdb

LONGEST_LINE = 1_000_000
_KEPT_OF_A_BAD_LINE = 200
_SAMPLE_BYTES = 1 << 20
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
          (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


def read_csv_file(path: Path, folder: Path, connection: duckdb.DuckDBPyConnection) -> tuple[Path, tuple[str, ...]]:
    """Stage a CSV file as Parquet.

    Raises:
        InputError: It is empty, or no text.
    """
    import duckdb

    encoding = encoding_of(path)
    head = _head(path, encoding)
    if not head.strip():
        raise InputError("the file is empty", str(path), "its first row should name the columns")
    if "\0" in head:
        raise InputError("the file is no text", str(path), "export it as CSV in UTF-8")
    delimiter = delimiter_of(head)
    headings = unique(next(csv.reader(io.StringIO(head), delimiter=delimiter)))
    notes = tuple(note for note in (f"read as {encoding}" if encoding not in ("utf-8", "utf-8-sig") else "",
                                    f"{_DELIMITERS[delimiter]}s between fields" if delimiter != "," else "") if note)
    staged = folder / "book.parquet"
    plain = path if encoding in ("utf-8", "utf-8-sig") else _recoded(path, encoding, folder)
    try:
        _copy(plain, headings, delimiter, staged, connection)
    except duckdb.Error:
        # Something does not fit: go through it row by row, and keep what does not fit in its place.
        with path.open(encoding=encoding, errors="replace", newline="") as file:
            rows = rows_of(file, delimiter)
            next(rows)
            stage_faulty(headings, rows, folder, connection)
    return staged, notes


def encoding_of(path: Path) -> str:
    """The encoding: by its mark, else UTF-8 where the bytes allow it, else Windows-1252."""
    with path.open("rb") as file:
        sample = file.read(4)
        for mark, name in _MARKS:
            if sample.startswith(mark):
                return name
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while block := file.read(_SAMPLE_BYTES):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def delimiter_of(head: str) -> str:
    """The delimiter that divides the heading most."""
    first = next((line for line in head.splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=lambda sign: (first.count(sign), sign == ","))


def unique(headings: Sequence[str]) -> list[str]:
    """Headings as they stand, numbered where one is empty or stands twice."""
    found: list[str] = []
    for place, heading in enumerate(headings, 1):
        name = heading.strip().lstrip("\ufeff") or f"column {place}"
        count, candidate = 2, name
        while candidate.casefold() in {each.casefold() for each in found} or candidate in ("__row", "__fault"):
            candidate, count = f"{name} {count}", count + 1
        found.append(candidate)
    return found


def rows_of(lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str], str | None]]:
    """Each row with the line on which it begins and why it could not be read (None where it could)."""
    numbered = _bounded(lines)
    pending: list[str] = []

    def feed() -> Iterator[str]:
        for number, line, cut in numbered:
            state["line"] = number
            if cut:
                pending.append(line)
                state["cut"] = number
                return
            yield line

    state = {"line": 0, "cut": 0}
    csv.field_size_limit(LONGEST_LINE)
    while True:
        reader = csv.reader(feed(), delimiter=delimiter)
        begins = state["line"] + 1
        try:
            for row in reader:
                if row:
                    yield begins, row, None
                begins = state["line"] + 1
        except csv.Error as error:
            yield begins, [], f"the row cannot be read ({error})"
            continue
        if not state["cut"]:
            return
        yield state["cut"], [pending.pop()[:_KEPT_OF_A_BAD_LINE]], f"the line is longer than {LONGEST_LINE:,} characters"
        state["cut"] = 0


def _bounded(lines: Iterable[str]) -> Iterator[tuple[int, str, bool]]:
    """Lines with their numbers; of one longer than the bound, only its beginning."""
    readline = getattr(lines, "readline", None)
    if readline is None:
        yield from ((number, line, len(line) > LONGEST_LINE) for number, line in enumerate(lines, 1))
        return
    number = 0
    while line := readline(LONGEST_LINE + 1):
        number += 1
        if len(line) <= LONGEST_LINE or line.endswith("\n"):
            yield number, line, False
            continue
        while (rest := readline(LONGEST_LINE)) and not rest.endswith("\n"):
            pass
        yield number, line, True


def stage_rows(headings: Sequence[str], rows: Iterable[Sequence[str]], folder: Path, connection: duckdb.DuckDBPyConnection, where: str) -> Path:
    """Stage rows of text (a workbook's) as Parquet."""
    names = unique(headings)
    del where
    numbered = ((number, list(row), None) for number, row in enumerate(rows, 2) if any(cell.strip() for cell in row))
    return stage_faulty(names, numbered, folder, connection)


def stage_faulty(headings: Sequence[str], rows: Iterable[tuple[int, list[str], str | None]], folder: Path, connection: duckdb.DuckDBPyConnection) -> Path:
    """Stage rows with their numbers and faults; a row that is too long or too short says so."""
    from ecluse.orders.read import FAULT, ROW

    width = len(headings)
    clean, staged = folder / "rows.csv", folder / "book.parquet"
    with clean.open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow
        write([*headings, ROW, FAULT])
        for number, row, fault in rows:
            if fault is None and len(row) > width and any(cell.strip() for cell in row[width:]):
                fault = f"the row has {len(row)} fields where the heading has {width}"
            elif fault is None and len(row) < width and len(row) < 2 < width:
                fault = f"the row has {len(row)} field where the heading has {width}"
            cells = [cell.replace("\0", "") for cell in row[:width]]
            write([*cells, *[""] * (width - len(cells)), number, fault or ""])
    names = [*headings, ROW, FAULT]
    _copy(clean, names, ",", staged, connection)
    clean.unlink()
    return staged


def _copy(path: Path, headings: Sequence[str], delimiter: str, staged: Path, connection: duckdb.DuckDBPyConnection) -> None:
    from ecluse.orders.read import ROW, name_of, quoted

    columns = "{" + ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in headings) + "}"
    select = ", ".join(f"CAST({ROW} AS BIGINT) AS {ROW}" if name == ROW else name_of(name) for name in headings)
    connection.execute(
        f"COPY (SELECT {select} FROM read_csv({quoted(path)}, auto_detect=false, header=true, delim={quoted(delimiter)}, quote='\"', escape='\"', "
        f"columns={columns}, strict_mode=true, null_padding=false, ignore_errors=false, nullstr='', max_line_size={2 * LONGEST_LINE})) "
        f"TO {quoted(staged)} (FORMAT parquet)"
    )


def _head(path: Path, encoding: str) -> str:
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        return file.read(_SAMPLE_BYTES)


def _recoded(path: Path, encoding: str, folder: Path) -> Path:
    plain = folder / "utf8.csv"
    with path.open(encoding=encoding, errors="replace", newline="") as source, plain.open("w", encoding="utf-8", newline="") as target:
        while block := source.read(_SAMPLE_BYTES):
            target.write(block)
    return plain
