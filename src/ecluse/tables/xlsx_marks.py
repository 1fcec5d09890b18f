"""What an .xlsx file says of its cells beside their values: errors, formulas, number formats.

Belongs here: the sheet's own XML, read where the reader of workbooks gives nothing. Does not: the
values themselves.
Always true: a cell with an error, or with a formula that has no value, is found wherever it stands,
and so is each cell that an array's formula would fill.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from html import unescape
from xml.etree import ElementTree as ET

from ecluse.tables.sheet import Area, Unread, column_of, error_cell, formula_cell

_BLOCK = 1 << 20
_TOKEN = re.compile(
    rb"<(?:\w+:)?row\b([^>]*)>|<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL
)
_ATTRIBUTE = {
    name: re.compile(rb"\b%s\s*=\s*[\"']([^\"']*)[\"']" % name)
    for name in (b"r", b"s", b"t", b"ref")
}
_FORMULA = re.compile(rb"<(?:\w+:)?f\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?f>)", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>(.*?)</(?:\w+:)?v>", re.DOTALL)
_CALLED = re.compile(rb"([A-Z]{1,3})(\d{1,7})")
_SIGN = re.compile(rb"[<:]f[\s/>]|[\"']e[\"']")  # may be a formula or an error
_ZERO = (b"0", b"0.0")
_ZEROS = re.compile(r"(0{2,})(?:;.*)?")
FIRST_ROWS = 300
_BUILT_IN = {
    9: "0%",
    10: "0.00%",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    11: "0.00E+00",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
}  # of which a file does not write the codes


@dataclass(frozen=True, slots=True)
class Padding:
    """How many digits a number is shown with."""

    digits: int


Mark = Unread | Padding


@dataclass(frozen=True, slots=True, kw_only=True)
class CellMarks:
    """The marks of one sheet.

    Args:
        archive: The workbook.
        part: The sheet's own file in it.
        codes: The number format of each style.
        stale: Whether the workbook says that its formulas are to be worked out when it is opened.
        needed: Whether any of its cells may have a mark.
    """

    archive: str
    part: str
    codes: Mapping[int, str]
    stale: bool
    needed: bool

    def rows(self) -> Iterator[tuple[int, dict[int, Mark]]]:
        """The rows in which cells are marked: their numbers from 0, and the marks by column."""
        digits = {
            style: len(zeros[1])
            for style, code in self.codes.items()
            if (zeros := _ZEROS.fullmatch(code))
        }
        before = -1
        arrays: list[tuple[Area, Unread]] = []
        for number, cells in _cells(self.archive, self.part):
            if number <= before:
                raise ValueError("the rows of a sheet do not follow each other")
            before = number
            found: dict[int, Mark] = {}
            for column, attributes, body in cells:
                mark = self._mark(attributes, body, digits)
                if mark is not None:
                    found[column] = mark
                if isinstance(mark, Unread) and (area := _array(body)):
                    arrays.append((area, mark))
            arrays = [(area, mark) for area, mark in arrays if area[2] >= number]
            if arrays:
                held = {column for column, told, body in cells if not self._is_open(told, body)}
                _fill(found, arrays, held)
            if found:
                yield number, found

    def formats(self) -> dict[tuple[int, int], str]:
        """The number formats of the cells of the first rows."""
        found = {}
        for number, cells in _cells(self.archive, self.part):
            if number >= FIRST_ROWS:
                break
            for column, attributes, _ in cells:
                if code := self.codes.get(_number(attributes, b"s")):
                    found[number, column] = code
        return found

    def _mark(
        self, attributes: bytes, body: bytes | None, digits: Mapping[int, int]
    ) -> Mark | None:
        kind = _attribute(attributes, b"t")
        value = _VALUE.search(body) if body else None
        if kind == b"e":
            return error_cell(_plain(value[1]) if value else "")
        formula = _FORMULA.search(body) if body else None
        if formula is not None and self._is_unworked(kind, value):
            return formula_cell(_plain(formula[2] or b""))
        if kind in (None, b"n") and (width := digits.get(_number(attributes, b"s"))):
            return Padding(width)
        return None

    def _is_unworked(self, kind: bytes | None, value: re.Match[bytes] | None) -> bool:
        """Whether a formula's value is none that a spreadsheet has worked out. An empty text is
        one, unless the workbook says that all are still to be worked out.
        """
        if value is None:
            return True
        shown = value[1].strip()
        if kind == b"str":
            return self.stale and not shown
        return not shown or (self.stale and shown in _ZERO)

    def _is_open(self, attributes: bytes, body: bytes | None) -> bool:
        """Whether a cell without a formula of its own still waits for that of an array."""
        kind = _attribute(attributes, b"t")
        value = _VALUE.search(body) if body else None
        return kind != b"inlineStr" and self._is_unworked(kind, value)


def marks_of(path: str, sheet: str) -> CellMarks:
    """The marks of a sheet of an .xlsx or .xlsm file."""
    with zipfile.ZipFile(path) as archive:
        book = _root(archive, "xl/workbook.xml")
        part = part_of(archive, "xl/_rels/workbook.xml.rels", _relation(book, sheet))
        codes = _codes(archive)
        calculation = next(_named(book, "calcPr"), None)
        stale = calculation is not None and calculation.get("fullCalcOnLoad") in ("1", "true")
        padded = any(_ZEROS.fullmatch(code) for code in codes.values())
        return CellMarks(
            archive=path,
            part=part,
            codes=codes,
            stale=stale,
            needed=padded or _signed(archive, part),
        )


def part_of(archive: zipfile.ZipFile, relations: str, number: str | None) -> str:
    """The file in an archive that a relation of the workbook names."""
    for each in _root(archive, relations):
        if each.get("Id") == number:
            target = str(each.get("Target"))
            return target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
    raise KeyError("a sheet without a file")


def _relation(book: ET.Element, sheet: str) -> str | None:
    for each in _named(book, "sheet"):
        if each.get("name") == sheet:
            return next(
                (value for name, value in each.attrib.items() if name.endswith("}id")), None
            )
    return None


def _codes(archive: zipfile.ZipFile) -> dict[int, str]:
    """The number format of each style that has one."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    styles = _root(archive, "xl/styles.xml")
    named = _BUILT_IN | {
        int(each.get("numFmtId", "0")): each.get("formatCode", "")
        for each in _named(styles, "numFmt")
    }
    formats = next(_named(styles, "cellXfs"), ET.Element("none"))
    found = {
        place: named.get(int(each.get("numFmtId", "0")), "")
        for place, each in enumerate(_named(formats, "xf"))
    }
    return {place: code for place, code in found.items() if code not in ("", "General", "@")}


def _signed(archive: zipfile.ZipFile, part: str) -> bool:
    """Whether a sheet holds an error or a formula at all."""
    tail = b""
    with archive.open(part) as file:
        while block := file.read(_BLOCK):
            text = tail + block
            if _SIGN.search(text):
                return True
            tail = block[-4:]
    return False


def _fill(
    marks: dict[int, Mark], arrays: Sequence[tuple[Area, Unread]], held: AbstractSet[int]
) -> None:
    """Mark the cells of a row that a formula beside them fills, and that hold nothing of their
    own.
    """
    for (_, first, _, last), mark in arrays:
        for column in set(range(first, last + 1)) - held:
            marks.setdefault(column, mark)


def _cells(path: str, part: str) -> Iterator[tuple[int, list[tuple[int, bytes, bytes | None]]]]:
    """The rows of a sheet: their numbers, and of each cell its column, attributes and content."""
    row, column = -1, -1
    cells: list[tuple[int, bytes, bytes | None]] = []
    rest = b""
    with zipfile.ZipFile(path) as archive, archive.open(part) as file:
        while True:
            block = file.read(_BLOCK)
            text = rest + block
            end = text.rfind(b"row>") + 4 if block else len(text)
            if end < 4:
                rest = text
                continue
            rest = text[end:]
            for opened, attributes, body in _tokens(text, end):
                if opened is not None:
                    if cells:
                        yield row, cells
                    said = _attribute(opened, b"r")
                    row, column, cells = int(said) - 1 if said else row + 1, -1, []
                    continue
                called = _CALLED.fullmatch(_attribute(attributes, b"r") or b"")
                column = column_of(called[1]) if called else column + 1
                cells.append((column, attributes, body))
            if not block:
                break
    if cells:
        yield row, cells


def _tokens(text: bytes, end: int) -> Iterator[tuple[bytes | None, bytes, bytes | None]]:
    """The rows and cells that begin in a text: a row's attributes, or a cell's and its content."""
    for token in _TOKEN.finditer(text, 0, end):
        yield token[1], token[2], token[3]


def _attribute(attributes: bytes, name: bytes) -> bytes | None:
    found = _ATTRIBUTE[name].search(attributes)
    return found[1] if found else None


def _number(attributes: bytes, name: bytes) -> int:
    said = _attribute(attributes, name)
    return int(said) if said and said.isdigit() else 0


def _array(body: bytes | None) -> Area | None:
    """The area that a cell's formula fills by itself; None where it fills the cell alone."""
    formula = _FORMULA.search(body) if body else None
    if formula is None or _attribute(formula[1], b"t") not in (b"array", b"dataTable"):
        return None
    corners = _CALLED.findall((_attribute(formula[1], b"ref") or b"").upper())
    if not corners:
        return None
    (first, first_row), (last, last_row) = corners[0], corners[-1]
    return int(first_row) - 1, column_of(first), int(last_row) - 1, column_of(last)


def _plain(text: bytes) -> str:
    return unescape(text.decode("utf-8", errors="replace"))


def _root(archive: zipfile.ZipFile, name: str) -> ET.Element:
    text = archive.read(name)
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise KeyError(f"{name} declares entities")
    return ET.fromstring(text)  # noqa: S314  it declares no entities


def _named(element: ET.Element, name: str) -> Iterator[ET.Element]:
    return (each for each in element.iter() if each.tag.rpartition("}")[2] == name)
