"""CSV as it is met: encodings, delimiters, byte-order marks, ragged rows, fields without end.

Belongs here: from a CSV file to Parquet, every cell as its text. Does not: what a cell means.
Always true: a row of the file is a row of the result; one that does not fit the heading keeps its
place, with the reason in `__fault`; a row's number is the one that a spreadsheet shows; no line is
held that is longer than a bound.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from ecluse.errors import InputError
from ecluse.orders.names import FAULT, ROW, name_of, quoted, unique

if TYPE_CHECKING:
    import duckdb

LONGEST_LINE = 1_000_000
_KEPT_OF_A_BAD_LINE = 200
_SAMPLE_BYTES = 1 << 20
_BLOCK_CHARS = 1 << 21
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_GAP = re.compile(rb"\n\r?\n(?=[^\r\n])")
_UNCLOSED = "unexpected end of data"  # what the csv module says of a quote that nothing closes


def read_csv_file(
    path: Path, folder: Path, connection: duckdb.DuckDBPyConnection
) -> tuple[Path, tuple[str, ...]]:
    """Stage a CSV file as Parquet.

    Raises:
        InputError: It is empty, or no text.
    """
    import duckdb

    csv.field_size_limit(LONGEST_LINE)
    encoding = encoding_of(path)
    head = _head(path, encoding)
    if not head.strip():
        raise InputError("the file is empty", str(path), "its first row should name the columns")
    if "\0" in head:
        raise InputError("the file is no text", str(path), "export it as CSV in UTF-8")
    returns = "\r" in head and "\n" not in head  # as old Macintosh programs end lines
    delimiter = delimiter_of(head)
    headings = unique(_heading(head, delimiter, path))
    notes = tuple(
        note
        for note in (
            f"read as {encoding}" if encoding not in ("utf-8", "utf-8-sig") else "",
            f"{_DELIMITERS[delimiter]}s between fields" if delimiter != "," else "",
        )
        if note
    )
    staged = folder / "book.parquet"
    plain = (
        path
        if encoding in ("utf-8", "utf-8-sig") and not returns
        else _recoded(path, encoding, folder, returns=returns)
    )
    try:
        if not _has_gaps(plain):
            _copy(plain, headings, delimiter, staged, connection)
            return staged, notes
    except duckdb.Error:
        pass
    # Something does not fit, or a row's number is not its place: go through it here, and keep what
    # does not fit in its place.
    try:
        _stage_lines(plain, delimiter, headings, folder, connection, plainly=True)
    except duckdb.Error:  # the two readers of CSV see a line differently: write every cell anew
        _stage_lines(plain, delimiter, headings, folder, connection, plainly=False)
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


def _heading(head: str, delimiter: str, path: Path) -> list[str]:
    if len(head) == _SAMPLE_BYTES and "\n" not in head and "\r" not in head:
        raise InputError(
            f"the heading is longer than {LONGEST_LINE:,} characters",
            str(path),
            "its first row should name the columns",
        )
    try:
        return next(
            row
            for row in csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
            if any(cell.strip() for cell in row)
        )
    except (csv.Error, StopIteration) as error:
        raise InputError(
            f"the heading cannot be read ({error})",
            str(path),
            "its first row should name the columns",
        ) from error


def _stage_lines(
    path: Path,
    delimiter: str,
    headings: Sequence[str],
    folder: Path,
    connection: duckdb.DuckDBPyConnection,
    *,
    plainly: bool,
) -> None:
    """Stage a file in which something does not fit: a row of blanks stands for each record that is
    none, and is known by its place.

    With `plainly`, lines that fit are carried over as they stand, which is several times faster
    than writing their cells anew.
    """
    width = len(headings)
    clean, marks, staged = folder / "rows.csv", folder / "marks.csv", folder / "book.parquet"
    number, headed = 0, False
    with (
        path.open(encoding="utf-8-sig", errors="replace", newline="") as file,
        clean.open("w", encoding="utf-8", newline="") as target,
        marks.open("w", encoding="utf-8", newline="") as marked,
    ):
        write, mark = (
            csv.writer(
                target, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n"
            ).writerow,
            csv.writer(marked, quoting=csv.QUOTE_ALL).writerow,
        )
        for lines, rows, faults in _parsed(file, delimiter, width):
            if (
                plainly
                and headed
                and not faults
                and (rows is None or set(map(len, rows)) == {width})
            ):
                text = "".join(lines)
                target.write(text.replace("\r\n", "\n") if rows is None else text)
                if not text.endswith("\n"):
                    target.write("\n")
                number += len(lines) if rows is None else len(rows)
                continue
            for place, row in enumerate(
                rows if rows is not None else csv.reader(lines, delimiter=delimiter)
            ):
                number += 1
                fault = faults.get(place, "")
                empty = not row or (
                    len(row) == 1 and width > 1 and not row[0].strip() and not fault
                )
                if empty or not headed:  # an empty line is no row, but it has a number
                    headed = headed or not empty
                    mark((number, ""))
                    write([""] * width)
                    continue
                if (
                    not fault
                    and len(row) != width
                    and (len(row) < width or any(cell.strip() for cell in row[width:]))
                ):
                    fault = f"the row has {len(row)} field{'' if len(row) == 1 else 's'} where the heading has {width}"
                if fault:
                    mark((number, fault))
                write([*row[:width], *[""] * (width - len(row))])
    columns = ", ".join(name_of(name) for name in headings)
    connection.execute(
        f"COPY (SELECT {columns}, n AS {ROW}, fault AS {FAULT} FROM (SELECT *, row_number() OVER () AS n FROM {_cells(clean, headings, delimiter, header=False)}) "
        f"LEFT JOIN (SELECT CAST(n AS BIGINT) AS n, nullif(fault, '') AS fault, fault = '' AS passed FROM {_cells(marks, ('n', 'fault'), ',', header=False, nulls=False)}) USING (n) "
        f"WHERE passed IS NOT TRUE) TO {quoted(staged)} (FORMAT parquet)"
    )
    clean.unlink()
    marks.unlink()


def _parsed(
    file: TextIO, delimiter: str, width: int
) -> Iterator[tuple[list[str], list[list[str]] | None, dict[int, str]]]:
    """Lines in batches, their rows, and the faults of those that cannot be read, by place in the
    batch; no rows where each line plainly is one that fits.

    Of a row that cannot be read the first line is given up, and reading goes on with the next: a
    quote that nothing closes does not swallow what follows.
    """
    rest: list[str] = []
    for lines, cut, last in _blocks(file):
        if cut:
            if rest:  # an open quote ran into the line without end
                yield rest, *_whole(rest, delimiter, more=False)[:2]
            yield (
                lines,
                [[lines[0][:_KEPT_OF_A_BAD_LINE]]],
                {0: f"the line is longer than {LONGEST_LINE:,} characters"},
            )
            rest = []
            continue
        joined = [*rest, *lines]
        if _plain(joined, delimiter, width):
            rest = []
            yield joined, None, {}
            continue
        rows, faults, rest = _whole(joined, delimiter, more=not last)
        yield joined[: len(joined) - len(rest)], rows, faults
    if rest:
        yield rest, *_whole(rest, delimiter, more=False)[:2]


def _plain(lines: list[str], delimiter: str, width: int) -> bool:
    """Whether each line is by itself a row that fits; of lines without a quote, counting shows it."""
    text = "".join(lines)
    if text.count("\r") != text.count("\r\n"):
        return False
    with_quotes = [line for line in lines if '"' in line] if '"' in text else []
    if any(line.count(delimiter) != width - 1 for line in lines if '"' not in line):
        return False
    rows = 0
    try:
        for row in csv.reader(with_quotes, delimiter=delimiter, strict=True):
            rows += 1
            if len(row) != width:
                return False
    except csv.Error:
        return False
    return rows == len(with_quotes)


def _whole(
    lines: list[str], delimiter: str, *, more: bool
) -> tuple[list[list[str]], dict[int, str], list[str]]:
    """The rows of some lines, the faults among them, and the lines of a row that goes on beyond
    them.
    """
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(lines, delimiter=delimiter, strict=True))
        return rows, {}, []
    except csv.Error:
        rows.clear()
    faults: dict[int, str] = {}
    done = 0
    while done < len(lines):
        began = done
        reader = csv.reader(
            map(lines.__getitem__, range(began, len(lines))), delimiter=delimiter, strict=True
        )
        try:
            for row in reader:
                rows.append(row)
                done = began + reader.line_num
        except csv.Error as error:
            if more and str(error) == _UNCLOSED and sum(map(len, lines[done:])) <= LONGEST_LINE:
                return rows, faults, lines[done:]
            faults[len(rows)] = (
                "a quote is opened and never closed"
                if str(error) == _UNCLOSED
                else f"the row cannot be read ({error})"
            )
            rows.append([lines[done].rstrip("\r\n")[:_KEPT_OF_A_BAD_LINE]])
            done += 1
    return rows, faults, []


def _blocks(file: TextIO) -> Iterator[tuple[list[str], bool, bool]]:
    """Whole lines in blocks, whether it is the beginning of one line that is longer than the bound,
    and whether it is the last.
    """
    rest = ""
    while block := file.read(_BLOCK_CHARS):
        whole, sign, rest = (rest + block.replace("\0", "")).rpartition("\n")
        if sign:
            lines = whole.split("\n")
            start = 0
            for place, line in enumerate(lines):
                if len(line) > LONGEST_LINE:
                    if place > start:
                        yield [f"{each}\n" for each in lines[start:place]], False, False
                    yield [line], True, False
                    start = place + 1
            if start < len(lines):
                yield [f"{each}\n" for each in lines[start:]], False, False
        if len(rest) > LONGEST_LINE:
            yield [rest], True, False
            rest = _after_line(file)
    if rest:
        yield [rest], False, True


def _after_line(file: TextIO) -> str:
    """What was read beyond the end of a line that is not kept."""
    while block := file.read(_BLOCK_CHARS):
        _, sign, rest = block.partition("\n")
        if sign:
            return rest
    return ""


def stage_rows(
    headings: Sequence[str],
    rows: Iterable[tuple[int, Sequence[str]]],
    folder: Path,
    connection: duckdb.DuckDBPyConnection,
) -> Path:
    """Stage numbered rows of text (a workbook's) as Parquet; those without any text are none."""
    numbered = ([[*row, number, ""]] for number, row in rows if any(cell.strip() for cell in row))
    return stage(unique(headings), numbered, folder, connection)


def stage(
    headings: Sequence[str],
    batches: Iterable[list[list[Any]]],
    folder: Path,
    connection: duckdb.DuckDBPyConnection,
) -> Path:
    """Stage rows that end in their number and their fault as Parquet."""
    clean, staged = folder / "rows.csv", folder / "book.parquet"
    with clean.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow([*headings, ROW, FAULT])
        for batch in batches:
            writer.writerows(batch)
    _copy(clean, [*headings, ROW, FAULT], ",", staged, connection)
    clean.unlink()
    return staged


def _copy(
    path: Path,
    headings: Sequence[str],
    delimiter: str,
    staged: Path,
    connection: duckdb.DuckDBPyConnection,
) -> None:
    select = ", ".join(
        f"CAST({ROW} AS BIGINT) AS {ROW}" if name == ROW else name_of(name) for name in headings
    )
    connection.execute(
        f"COPY (SELECT {select} FROM {_cells(path, headings, delimiter)}) TO {quoted(staged)} (FORMAT parquet)"
    )


def _cells(
    path: Path, headings: Sequence[str], delimiter: str, *, header: bool = True, nulls: bool = True
) -> str:
    """The engine's own reading of a file in which every row fits: an empty cell is nothing, unless
    `nulls` is false.
    """
    columns = "{" + ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in headings) + "}"
    nothing = "nullstr=''" if nulls else "nullstr='\\N'"
    return (
        f"read_csv({quoted(path)}, auto_detect=false, header={str(header).lower()}, delim={quoted(delimiter)}, quote='\"', escape='\"', columns={columns}, "
        f"strict_mode=true, null_padding=false, ignore_errors=false, {nothing}, max_line_size={2 * LONGEST_LINE})"
    )


def _has_gaps(path: Path) -> bool:
    """Whether empty lines stand between rows: the engine passes over them and would number the rows
    that follow too low.
    """
    tail = b"\n"
    with path.open("rb") as file:
        while block := file.read(_BLOCK_CHARS):
            if _GAP.search(tail + block):
                return True
            tail = (tail + block)[-3:]
    return False


def _head(path: Path, encoding: str) -> str:
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        return file.read(_SAMPLE_BYTES)


def _recoded(path: Path, encoding: str, folder: Path, *, returns: bool) -> Path:
    """The same text in UTF-8, with a line feed at the end of lines where only returns stood."""
    plain = folder / "utf8.csv"
    with (
        path.open(encoding=encoding, errors="replace", newline=None if returns else "") as source,
        plain.open("w", encoding="utf-8", newline="") as target,
    ):
        while block := source.read(_SAMPLE_BYTES):
            target.write(block)
    return plain
