"""Lines of CSV as rows, whatever stands in them.

Belongs here: going on after a row that cannot be read. Does not: files, encodings, what becomes of
a row.
Always true: no line is held that is longer than a bound; a quote that nothing closes costs its own
line alone.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import suppress
from typing import TextIO

LONGEST_LINE = 1_000_000
BLOCK_CHARS = 1 << 21
_KEPT_OF_A_BAD_LINE = 200
_UNCLOSED = "unexpected end of data"  # what the csv module says of a quote that nothing closes


def parsed(
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
    """Whether each line is by itself a row that fits; without quotes, counting shows it."""
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
    with suppress(csv.Error):
        return list(csv.reader(lines, delimiter=delimiter, strict=True)), {}, []
    rows: list[list[str]] = []
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
            faults[len(rows)] = _fault(error)
            rows.append([lines[done].rstrip("\r\n")[:_KEPT_OF_A_BAD_LINE]])
            done += 1
    return rows, faults, []


def _fault(error: csv.Error) -> str:
    if str(error) == _UNCLOSED:
        return "a quote is opened and never closed"
    return f"the row cannot be read ({error})"


def _blocks(file: TextIO) -> Iterator[tuple[list[str], bool, bool]]:
    """Whole lines in blocks, whether it is the beginning of one line that is longer than the bound,
    and whether it is the last.
    """
    rest = ""
    while block := file.read(BLOCK_CHARS):
        whole, sign, rest = (rest + block.replace("\0", "")).rpartition("\n")
        if sign:
            lines = whole.split("\n")
            start = 0
            for place, line in enumerate(lines):
                if len(line) > LONGEST_LINE:
                    if place > start:
                        yield [f"{text}\n" for text in lines[start:place]], False, False
                    yield [line], True, False
                    start = place + 1
            if start < len(lines):
                yield [f"{text}\n" for text in lines[start:]], False, False
        if len(rest) > LONGEST_LINE:
            yield [rest], True, False
            rest = _after_line(file)
    if rest:
        yield [rest], False, True


def _after_line(file: TextIO) -> str:
    """What was read beyond the end of a line that is not kept."""
    while block := file.read(BLOCK_CHARS):
        _, sign, rest = block.partition("\n")
        if sign:
            return rest
    return ""
