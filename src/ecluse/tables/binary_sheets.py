"""What the reader of binary workbooks says nothing of: errors, unworked formulas, far cells.

Belongs here: walking through the records of .xls and .xlsb. Does not: the values of cells.
Always true: every record in which an error can stand is looked at; what cannot be walked through is
a ValueError, never a sheet without errors.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

from ecluse.tables.cell_error import ERRORS
from ecluse.tables.compound_file import CompoundFile
from ecluse.tables.sheet import Area, Unread, error_cell, formula_cell
from ecluse.tables.xlsx_marks import part_of
from ecluse.tables.zip_guard import MOST_CELLS

_BEGINS, _SHEET, _BOOLERR, _FORMULA, _EOF, _LOCKED = 0x809, 0x85, 0x205, 0x06, 0x0A, 0x2F
_TEXTS, _REACH = 0xFC, 0x200
_CELLS = (0x06, 0xBD, 0xBE, 0xD6, 0xFD, 0x201, 0x203, 0x204, 0x205, 0x27E)
_LAST_CELL, _SIZE = 11, 148  # of the records of an .xlsb file
_WORKED_OUT = 0x1C1  # which spreadsheet last worked out the formulas; programs write none
_NOTHING = (bytes(8), b"\x03\0\0\0\0\0\xff\xff")  # zero, or an empty text
_ROW, _CELL_ERROR, _FORMULA_ERROR, _BUNDLE, _MERGED = 0, 3, 11, 156, 176
Errors = dict[tuple[int, int], Unread]  # by row and column, both from 0


class Locked(Exception):
    """The workbook is protected by a password."""


def guard_xls(path: Path) -> None:
    """Refuse an .xls file with cells so far apart that the space between would fill the memory.

    Raises:
        Locked, ValueError: It is refused, or damaged.
    """
    stream = _stream(path)
    for start in _sheets(stream)[0]:
        _bounded(_xls_reaches(stream, start))


def guard_xlsb(path: Path) -> None:
    """The same of an .xlsb file.

    Raises:
        ValueError: It is refused, or damaged.
    """
    with zipfile.ZipFile(path) as archive:
        for part in archive.namelist():
            if part.startswith("xl/worksheets/") and part.endswith(".bin"):
                _bounded(_xlsb_reaches(archive.read(part)))


def _xls_reaches(stream: bytes, start: int) -> Iterator[tuple[int, int]]:
    """How many rows and columns each record of a sheet needs."""
    for kind, body in _records(stream, start):
        if kind == _REACH and len(body) >= 12:
            yield _ends(struct.unpack_from("<IIHH", body))
        elif kind in _CELLS and len(body) >= 4:
            row, column = struct.unpack_from("<HH", body)
            yield row + 1, column + 1


def _xlsb_reaches(data: bytes) -> Iterator[tuple[int, int]]:
    for kind, body in _binary_records(data):
        if kind == _ROW:
            yield int.from_bytes(body[:4], "little") + 1, 0
        elif kind <= _LAST_CELL:
            yield 0, int.from_bytes(body[:4], "little") + 1
        elif kind == _SIZE:
            row, column = _ends(struct.unpack_from("<4I", body))
            yield row + 1, column + 1


def _ends(area: tuple[int, ...]) -> tuple[int, int]:
    first_row, last_row, first, last = area
    if first_row > last_row or first > last:
        raise ValueError("a sheet ends before it begins")
    return last_row, last


def _bounded(reaches: Iterator[tuple[int, int]]) -> None:
    rows = columns = 0
    for row, column in reaches:
        rows, columns = max(rows, row), max(columns, column)
    if rows * columns > MOST_CELLS:
        raise ValueError(f"a sheet reaches over {rows:,} rows and {columns:,} columns")


def _stream(path: Path) -> bytes:
    file = CompoundFile(path)
    name = next((each for each in ("Workbook", "Book", "WORKBOOK") if each in file.names), None)
    if name is None:
        raise ValueError("there is no workbook in it")
    return file.read(name)


def _sheets(stream: bytes) -> tuple[list[int], bool]:
    """Where the sheets of an .xls file begin, and whether no spreadsheet has worked it out.

    Raises:
        Locked, ValueError: It is protected by a password, or damaged.
    """
    starts, stale = list[int](), True
    for kind, body in _records(stream, 0):
        stale = stale and kind != _WORKED_OUT
        if kind == _LOCKED:
            raise Locked
        if kind == _SHEET:
            starts.append(int.from_bytes(body[:4], "little"))
        elif kind == _TEXTS and int.from_bytes(body[4:8], "little") > len(stream):
            raise ValueError("it counts more texts than it can hold")
    return starts, stale


def xls_errors(path: Path, place: int) -> Errors:
    """The errors of the sheet at a place of an .xls file, and its formulas that hold nothing or
    zero where no spreadsheet has worked them out.

    Raises:
        Locked: It is protected by a password.
        ValueError: It cannot be walked through.
    """
    stream = _stream(path)
    starts, stale = _sheets(stream)
    if place >= len(starts):
        raise ValueError("its list of sheets is too short")
    found: Errors = {}
    for kind, body in _records(stream, starts[place]):
        if kind == _BOOLERR and body[7]:
            row, column = struct.unpack_from("<HH", body)
            found[row, column] = _error(body[6])
        elif kind == _FORMULA:
            row, column = struct.unpack_from("<HH", body)
            result = body[6:14]
            if result[0] == 2 and result[6:] == b"\xff\xff":
                found[row, column] = _error(result[2])
            elif stale and result in _NOTHING:
                found[row, column] = formula_cell("")
    return found


def xlsb_errors(path: Path, sheet: str) -> tuple[Errors, list[Area]]:
    """The errors of a sheet of an .xlsb file, and its merged cells.

    Raises:
        ValueError, KeyError: It cannot be walked through.
    """
    found: Errors = {}
    merged: list[Area] = []
    with zipfile.ZipFile(path) as archive:
        number = None
        for kind, body in _binary_records(archive.read("xl/workbook.bin")):
            if kind == _BUNDLE:
                relation, rest = _wide(body[8:])
                if _wide(rest)[0] == sheet:
                    number = relation
        part = part_of(archive, "xl/_rels/workbook.bin.rels", number)
        row = 0
        for kind, body in _binary_records(archive.read(part)):
            if kind == _ROW:
                row = int.from_bytes(body[:4], "little")
            elif kind in (_CELL_ERROR, _FORMULA_ERROR):
                found[row, int.from_bytes(body[:4], "little")] = _error(body[8])
            elif kind == _MERGED:
                first_row, last_row, first, last = struct.unpack_from("<4I", body)
                merged.append((first_row, first, last_row, last))
    return found, merged


def _error(code: int) -> Unread:
    return error_cell(ERRORS.get(code, "#ERROR"))


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The records from a place on to the end that belongs to it."""
    place, depth = start, 0
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        body = stream[place + 4 : place + 4 + size]
        if len(body) < size:
            raise ValueError("a record is cut short")
        yield kind, body
        place += 4 + size
        depth += (kind == _BEGINS) - (kind == _EOF)  # a chart in a sheet begins as a sheet does
        if depth <= 0:
            return
    raise ValueError("its records have no end")


def _binary_records(data: bytes) -> Iterator[tuple[int, bytes]]:
    place = 0
    while place < len(data):
        kind, place = _varied(data, place, 2)
        size, place = _varied(data, place, 4)
        if place + size > len(data):
            raise ValueError("a record is cut short")
        yield kind, data[place : place + size]
        place += size


def _varied(data: bytes, place: int, most: int) -> tuple[int, int]:
    """A number of one byte or more, the last below 128. A record's kind keeps that bit."""
    value = 0
    for count in range(most):
        if place >= len(data):
            raise ValueError("a record is cut short")
        byte = data[place]
        place += 1
        value |= (byte & 0x7F) << 7 * count
        if byte < 0x80:
            break
    return value, place


def _wide(data: bytes) -> tuple[str, bytes]:
    size = int.from_bytes(data[:4], "little")
    return data[4 : 4 + 2 * size].decode("utf-16-le"), data[4 + 2 * size :]
