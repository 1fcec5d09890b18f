"""Workbooks that are one XML text: OpenDocument (.ods) and the SpreadsheetML of Excel 2003.

Belongs here: their tables as sheets. Does not: which sheet is taken.
Always true: a text is parsed as it is read; one that declares entities is refused; a row or a cell
that is repeated is written out only as far as something stands in it.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from typing import IO, Any
from xml.parsers import expat

from ecluse.tables.sheet import Area, Row, Sheet, Table, error_cell, formula_cell

_BLOCK = 1 << 18
_MOST_REPEATED = 100_000
Opening = Callable[[], AbstractContextManager[IO[bytes]]]


class NoTable(ValueError):
    """The text is none of these forms, or is damaged."""


def ods_sheets(path: Path) -> list[Sheet]:
    """The tables of an OpenDocument spreadsheet.

    Raises:
        NoTable: It is damaged.
    """

    def content() -> AbstractContextManager[IO[bytes]]:
        return zipfile.ZipFile(path).open("content.xml")

    return _sheets(content, _OpenDocument)


def spreadsheet_xml(path: Path) -> list[Sheet]:
    """The worksheets of a SpreadsheetML text.

    Raises:
        NoTable: It is damaged.
    """
    return _sheets(lambda: path.open("rb"), _SpreadsheetML)


def _sheets(opening: Opening, dialect: type[_TableParser]) -> list[Sheet]:
    first = dialect(None)
    for _ in _parsed(opening, first):
        pass
    return [
        Sheet(
            name=name,
            hidden=first.is_hidden(place),
            load=partial(
                Table,
                rows=partial(_table, opening, dialect, place),
                merged=first.merged[place],
                width=first.widths[place],
            ),
        )
        for place, name in enumerate(first.names)
    ]


def _table(opening: Opening, dialect: type[_TableParser], place: int) -> Iterator[Row]:
    return _parsed(opening, dialect(place))


def _parsed(opening: Opening, reader: _TableParser) -> Iterator[Row]:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = _no_entities
    try:
        with opening() as file:
            while block := file.read(_BLOCK):
                parser.Parse(block)
                yield from reader.rows
                reader.rows.clear()
            parser.Parse(b"", True)
            yield from reader.rows
            reader.rows.clear()
    except (expat.ExpatError, KeyError, OSError, ValueError, zipfile.BadZipFile) as error:
        raise NoTable(str(error)) from error


def _no_entities(*_: object) -> None:
    raise NoTable("it declares entities")


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


class _TableParser:
    """The state of a parse; `wanted` is the place of the one table whose rows are kept."""

    def __init__(self, wanted: int | None) -> None:
        self.wanted = wanted
        self.names: list[str] = []
        self.merged: list[list[Area]] = []
        self.widths: list[int] = []
        self.rows: list[Row] = []
        self.hidden: set[int] = set()
        self.number, self.reach = 0, 0
        self.cells: list[Any] = []
        self.words: list[str] | None = None
        self.cell: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        called = {
            ("calc-" if ":calcext:" in key else "") + _local(key): value
            for key, value in attributes.items()
        }
        self.begin(_local(name), called)

    def begin(self, name: str, called: dict[str, str]) -> None:
        """An element of a local name begins."""
        raise NotImplementedError

    def end(self, name: str) -> None:
        """An element ends."""
        raise NotImplementedError

    def text(self, text: str) -> None:
        """Text stands in an element."""
        if self.words is not None:
            self.words.append(text)

    def is_hidden(self, place: int) -> bool:
        """Whether the table at a place is not shown."""
        return place in self.hidden

    def table(self, name: str) -> None:
        """A table begins."""
        self.names.append(name)
        self.merged.append([])
        self.widths.append(0)
        self.number, self.reach, self.cells = 0, 0, []

    def put(self, value: Any, repeated: int = 1) -> None:
        """A cell's value."""
        self.reach += repeated
        if value not in (None, ""):
            self.widths[-1] = max(self.widths[-1], self.reach)
        if self.wanted == len(self.names) - 1 and len(self.cells) < 20_000:
            self.cells.extend([value] * min(repeated, 20_000))

    def row(self, repeated: int = 1) -> None:
        """A row ends."""
        while self.cells and self.cells[-1] in (None, ""):
            self.cells.pop()
        if self.cells:
            if repeated > _MOST_REPEATED:
                raise NoTable(f"one row stands {repeated:,} times")
            self.rows.extend(
                (self.number + place, list(self.cells)) for place in range(1, repeated + 1)
            )
        self.number += repeated
        self.reach, self.cells = 0, []

    def area(self, column: int, down: int, across: int) -> None:
        """A cell covers others."""
        if down > 1 or across > 1:
            self.merged[-1].append(
                (self.number, column, self.number + down - 1, column + across - 1)
            )


_SIGNS = {"s": " ", "tab": "\t", "line-break": "\n"}


class _OpenDocument(_TableParser):
    def __init__(self, wanted: int | None) -> None:
        super().__init__(wanted)
        self.unseen: set[str] = set()
        self.style, self.row_repeats, self.column, self.aside = "", 1, 0, 0

    def begin(self, name: str, called: dict[str, str]) -> None:
        if name == "style":
            self.style = called.get("name", "")
        elif name == "table-properties" and called.get("display") == "false":
            self.unseen.add(self.style)
        elif name == "table":
            self.table(called.get("name", ""))
            if called.get("style-name") in self.unseen:
                self.hidden.add(len(self.names) - 1)
        elif name == "table-row":
            self.row_repeats, self.column = int(called.get("number-rows-repeated", "1")), 0
        elif name in ("table-cell", "covered-table-cell"):
            self.cell, self.words = called, None
        elif name == "annotation":
            self.aside += 1
        elif not self.aside and name == "p":
            self.words = [*self.words, "\n"] if self.words is not None else []
        elif self.words is not None and name in _SIGNS:
            self.words.append(_SIGNS[name] * int(called.get("c", "1")))

    def text(self, text: str) -> None:
        if not self.aside:
            super().text(text)

    def end(self, name: str) -> None:
        match _local(name):
            case "annotation":
                self.aside -= 1
            case "table-row":
                self.row(self.row_repeats)
            case "table-cell" | "covered-table-cell" as kind:
                repeated = int(self.cell.get("number-columns-repeated", "1"))
                down = int(self.cell.get("number-rows-spanned", "1"))
                self.area(self.column, down, int(self.cell.get("number-columns-spanned", "1")))
                covered = kind == "covered-table-cell"  # what it covers up is not shown
                self.put(None if covered else self.value(), repeated)
                self.column += repeated
                self.words = None

    def value(self) -> Any:
        """What the cell holds."""
        cell, shown = self.cell, "".join(self.words or ())
        kind = cell.get("value-type")
        if cell.get("calc-value-type") == "error" or (
            "formula" in cell and shown.startswith(("#", "Err:"))
        ):
            return error_cell(shown)
        if kind is None or (kind == "string" and not shown):
            said = cell.get("string-value")
            if "formula" in cell and said is None and not (kind == "string" and self.words == []):
                return formula_cell(cell["formula"])
            return said or shown or None
        found = self._of_kind(kind, shown)
        return formula_cell(cell["formula"]) if found is None and "formula" in cell else found

    def _of_kind(self, kind: str, shown: str) -> Any:
        """What the cell holds that is of a kind; what it shows, where it does not say."""
        cell = self.cell
        match kind:
            case "float" | "percentage" | "currency":
                return _number(cell.get("value", shown))
            case "boolean":
                return _truth(cell.get("boolean-value", shown))
            case "date":
                return _moment(cell.get("date-value", shown))
        return cell.get("string-value", shown)


class _SpreadsheetML(_TableParser):
    def __init__(self, wanted: int | None) -> None:
        super().__init__(wanted)
        self.column, self.kind, self.span, self.aside = 0, "", 0, False

    def begin(self, name: str, called: dict[str, str]) -> None:
        match name:
            case "Worksheet":
                self.table(called.get("Name", ""))
            case "Row":
                self.number = int(called.get("Index", self.number + 1)) - 1
                self.column, self.span = 0, int(called.get("Span", "0"))
            case "Cell":
                place = int(called.get("Index", self.column + 1)) - 1
                self.put(None, max(place - self.column, 0))
                self.column, self.cell, self.words, self.kind = place, called, None, ""
            case "Comment":
                self.aside = True
            case "Data" if not self.aside:
                self.words, self.kind = [], called.get("Type", "String")
            case "Visible":
                self.words = []

    def end(self, name: str) -> None:
        match _local(name):
            case "Row":
                self.row()
                self.number += self.span
            case "Visible":
                if "".join(self.words or ()).strip() in ("SheetHidden", "SheetVeryHidden"):
                    self.hidden.add(len(self.names) - 1)
                self.words = None
            case "Comment":
                self.aside = False
            case "Cell":
                across, down = (
                    int(self.cell.get(key, "0")) for key in ("MergeAcross", "MergeDown")
                )
                self.area(self.column, down + 1, across + 1)
                self.put(self.value())
                self.put(None, across)
                self.column += 1 + across
                self.words = None

    def text(self, text: str) -> None:
        if not self.aside:
            super().text(text)

    def value(self) -> Any:
        """What the cell holds."""
        text = "".join(self.words or ())
        if not text and "Formula" in self.cell and self.kind != "String":
            return formula_cell(self.cell["Formula"])
        match self.kind:
            case "Error":
                return error_cell(text)
            case "Number":
                return _number(text)
            case "Boolean":
                return _truth(text)
            case "DateTime":
                return _moment(text)
        return text or None


def _number(text: str) -> float | str | None:
    """A number; as text where it is none, and nothing where nothing is written."""
    try:
        return float(text)
    except ValueError:
        return text or None


def _truth(text: str) -> bool | str | None:
    """A truth; as text where it is none, and nothing where nothing is written."""
    return {"true": True, "1": True, "false": False, "0": False}.get(text, text or None)


def _moment(text: str) -> date | datetime | time | str:
    """A date or a moment; as text where it is none."""
    try:
        if "T" not in text:
            return date.fromisoformat(text)
        return datetime.fromisoformat(text)
    except ValueError:
        return text
