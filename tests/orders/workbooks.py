"""Builders of workbooks in forms that no library here writes."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import openpyxl

_TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{}</Types>'
_RELATIONS = (
    '<?xml version="1.0"?><Relationships '
    'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    'Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" '
    'Target="{}"/></Relationships>'
)
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"


def xlsx(path: Path, rows: Iterable[Sequence[Any]], *merged: str, sheet: str = "Orders") -> Path:
    """A workbook of one sheet."""
    workbook = openpyxl.Workbook()
    workbook.active.title = sheet
    for row in rows:
        workbook.active.append(row)
    for area in merged:
        workbook.active.merge_cells(area)
    workbook.save(path)
    return path


def raw_xlsx(path: Path, cells: str, *, calculation: str = "", styles: str = "") -> Path:
    """A workbook whose sheet's XML is given, from the first row on."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", _TYPES.format(""))
        archive.writestr("_rels/.rels", _RELATIONS.format("officeDocument", "xl/workbook.xml"))
        archive.writestr(
            "xl/workbook.xml",
            (
                f'<workbook xmlns="{main}" xmlns:r="{relation}"><sheets><sheet name="Orders" '
                f'sheetId="1" r:id="rId1"/></sheets>{calculation}</workbook>'
            ),
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels", _RELATIONS.format("worksheet", "worksheets/sheet1.xml")
        )
        if styles:
            archive.writestr("xl/styles.xml", f'<styleSheet xmlns="{main}">{styles}</styleSheet>')
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
        )
    return path


def row(*cells: str, number: int) -> str:
    """A row of a sheet's XML: texts, or cells that begin with `<`, in which `@` is their place."""
    made = []
    for letter, cell in zip("ABCDEFGH", cells, strict=False):
        place = f"{letter}{number}"
        made.append(
            cell.replace("@", place)
            if cell.startswith("<")
            else f'<c r="{place}" t="inlineStr"><is><t>{cell}</t></is></c>'
        )
    return f'<row r="{number}">{"".join(made)}</row>'


def ods(path: Path, *tables: tuple[str, bool, str]) -> Path:
    """An OpenDocument spreadsheet of tables: their names, whether they are hidden, their rows."""
    styles = (
        '<style:style style:name="off" style:family="table"><style:table-properties '
        'table:display="false"/></style:style>'
    )
    off = ' table:style-name="off"'
    body = "".join(
        f'<table:table table:name="{name}"{off if hidden else ""}>{rows}</table:table>'
        for name, hidden, rows in tables
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{_OFFICE}" xmlns:table="{_TABLE}" '
            f'xmlns:text="{_TEXT}" xmlns:style="{_STYLE}" xmlns:calcext="{_CALC}">'
            f"<office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
            "</office:document-content>",
        )
    return path


def ods_row(*cells: str) -> str:
    """A row of a table: texts, or cells that begin with `<`."""
    made = (
        cell
        if cell.startswith("<")
        else (
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p>'
            "</table:table-cell>"
        )
        for cell in cells
    )
    return f"<table:table-row>{''.join(made)}</table:table-row>"


def xlsb(path: Path, rows: Sequence[Sequence[str | int | None]], *merged: Sequence[int]) -> Path:
    """A binary workbook: texts, numbers of errors, nothing; merged cells as their first row, last
    row, first column and last column.
    """
    book = _record(131) + _record(143)
    book += _record(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("Orders"))
    book += _record(144) + _record(132)
    sheet = _record(129) + _record(148, struct.pack("<IIII", 0, len(rows) - 1, 0, 6)) + _record(145)
    for number, values in enumerate(rows):
        sheet += _record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, 0, 0, 0))
        for column, value in enumerate(values):
            place = struct.pack("<II", column, 0)
            if isinstance(value, int):
                sheet += _record(3, place + bytes([value]))
            elif value is not None:
                sheet += _record(6, place + _wide(value))
    sheet += _record(146) + b"".join(_record(176, struct.pack("<4I", *area)) for area in merged)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", _TYPES.format(""))
        archive.writestr("_rels/.rels", _RELATIONS.format("officeDocument", "xl/workbook.bin"))
        archive.writestr("xl/workbook.bin", book)
        archive.writestr(
            "xl/_rels/workbook.bin.rels", _RELATIONS.format("worksheet", "worksheets/sheet1.bin")
        )
        archive.writestr("xl/worksheets/sheet1.bin", sheet + _record(130))
    return path


def _record(kind: int, body: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, sizes = len(body), b""
    while True:
        size, low = size >> 7, size & 0x7F
        sizes += bytes([low | (0x80 if size else 0)])
        if not size:
            return head + sizes + body


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")
