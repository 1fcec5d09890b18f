"""Workbooks: a sheet as rows of text, and no harm from a file that is not what it says.

Belongs here: which sheet is taken, and staging it. Does not: what a cell is (sheet) or means, or
which row names the columns (heading).
Always true: a cell is the text that it would be in a CSV file; a row's number is the sheet's own; a
hidden sheet is read only where it is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ecluse.errors import InputError
from ecluse.tables.binary_sheets import Locked, guard_xls, guard_xlsb, xls_errors, xlsb_errors
from ecluse.tables.book import OpenedFile
from ecluse.tables.calamine import read_by
from ecluse.tables.heading import MOST_ROWS, Heading, find_heading
from ecluse.tables.names import unique
from ecluse.tables.sheet import Area, Padded, Row, Sheet, Table, Unread, filled, kind_of, text_of
from ecluse.tables.sheet_types import NOTHING, SheetTypes
from ecluse.tables.stage import Staged, stage_rows
from ecluse.tables.xlsx_marks import FIRST_ROWS, Mark, Padding, marks_of
from ecluse.tables.xml_sheets import NoTable, ods_sheets
from ecluse.tables.zip_guard import DAMAGE, guard_zip

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_MEND = "open it and save it again as .xlsx, or export it as CSV"
_MOST_COLUMNS = 16_384  # as many as a sheet has
_PROTECTED = "it is protected by a password"
_MOST_TEXTS, _MOST_LINES = 1_000, 100_000
_DAMAGE = (*DAMAGE, KeyError, IndexError, SyntaxError)


def read_workbook(opened: OpenedFile, form: str) -> Staged:
    """Stage a sheet of a workbook as Parquet.

    Args:
        form: "xlsx", "xlsb", "xls" or "ods", as its content says.

    Raises:
        InputError: It is no workbook, has no such sheet, or is protected by a password.
    """
    path = opened.path
    from python_calamine import CalamineError, PasswordError

    try:
        if form == "xls":
            guard_xls(path)
        else:
            guard_zip(path)
        if form == "xlsb":
            guard_xlsb(path)
        return stage_sheet(ods_sheets(path) if form == "ods" else _sheets(path, form), opened)
    except (Locked, PasswordError):
        raise opened.cannot(_PROTECTED, "save it without one, or export it as CSV") from None
    except (CalamineError, NoTable, *_DAMAGE) as error:
        raise opened.cannot(f"not a workbook that can be read: {error}", _MEND) from error


def stage_sheet(sheets: Sequence[Sheet], opened: OpenedFile) -> Staged:
    """Stage one of several sheets, or tables of a page, as Parquet."""
    sheet, table, named = _chosen(sheets, opened)
    heading = named.over(table.width)
    outside = _outside(table, heading)
    names = unique(heading.names[outside:], str(opened.path))
    if len(names) > _MOST_COLUMNS:
        raise opened.cannot(
            f"the heading reaches over {len(names):,} columns",
            "remove what stands far from the table, or export it as CSV",
        )
    below = _below(table, heading, outside)
    rows = (
        (number, row[outside:])
        for number, row in filled(table.rows(), below, heading.names)
        if number > heading.last
    )
    kept = _Kept(opened.folder / "kinds.txt", names, outside)
    staged = stage_rows(names, kept.passing(rows), opened.folder, opened.connection)
    return Staged(
        path=staged,
        notes=(*_which(sheet, sheets, opened.part), *heading.notes(), *_note_merged(below)),
        unreadable=kept.unread,
        types=kept.types(table, heading),
    )


def _below(table: Table, heading: Heading, outside: int) -> list[Area]:
    """The merged cells below the heading, within its columns."""
    return [
        area
        for area in table.merged
        if area[2] >= heading.last and area[1] < len(heading.names) and area[3] >= outside
    ]


def _note_merged(merged: Sequence[Area]) -> list[str]:
    if not merged:
        return []
    if len(merged) == 1:
        return ["a merged cell stands in every row and column that it covers"]
    return [f"{len(merged):,} merged cells stand in every row and column that they cover"]


def _chosen(sheets: Sequence[Sheet], opened: OpenedFile) -> tuple[Sheet, Table, Heading]:
    """The sheet that is named, else the first visible one whose heading names what is needed, else
    the first visible one that holds anything.
    """
    named, asked = opened.part, opened.opening.heading
    chosen = [sheet for sheet in sheets if (sheet.name == named if named else not sheet.hidden)]
    if named and not chosen:
        listed = ", ".join(f"'{sheet.name}'" for sheet in sheets)
        raise opened.cannot(f"the workbook has no sheet '{named}'", f"the sheets are {listed}")
    first: tuple[Sheet, Table, Heading] | None = None
    for sheet in chosen:
        table = sheet.load()
        heading = _heading(table, opened, asked if len(chosen) == 1 else None)
        if heading is not None and (heading.met or first is None):
            first = (sheet, table, heading)
            if heading.met:
                break
    if first is None:
        raise _nothing_shown(sheets, opened)
    if asked is None or len(chosen) == 1:
        return first
    return first[0], first[1], _heading(first[1], opened, asked) or first[2]


def _nothing_shown(sheets: Sequence[Sheet], opened: OpenedFile) -> InputError:
    hidden = ", ".join(f"'{sheet.name}'" for sheet in sheets if sheet.hidden and not opened.part)
    if hidden:
        return opened.cannot(
            f"no sheet that is shown holds anything; hidden: {hidden}",
            f"name the sheet that is meant: {opened.path.name}#SHEET",
        )
    return opened.cannot("the workbook is empty", "its first row should name the columns")


def _heading(table: Table, opened: OpenedFile, asked: int | None) -> Heading | None:
    top = [
        (number, [text_of(value) for value in row])
        for number, row in islice(table.rows(), MOST_ROWS)
    ]
    needs, where = opened.opening.needs, str(opened.path)
    return find_heading(top, needs, where, asked=asked, spans=table.spans())


def _outside(table: Table, heading: Heading) -> int:
    """How many columns stand before a table: without a value in any row, and without a name."""
    named = (place for place, name in enumerate(heading.names) if name.strip())
    return min(table.first, next(named, 0))


def _which(sheet: Sheet, sheets: Sequence[Sheet], named: str) -> Iterator[str]:
    """What a user should know of the choice of a sheet."""
    if sheet.hidden:
        yield f"sheet '{sheet.name}', which is hidden"
    elif len(sheets) > 1:
        others = [
            f"'{each.name}'{' (hidden)' if each.hidden else ''}"
            for each in sheets
            if each is not sheet
        ]
        shown = ", ".join(others[:5]) + (f" and {len(others) - 5} more" if others[5:] else "")
        yield f"sheet '{sheet.name}'{'' if named else f'; not read: {shown}'}"


class _Kept:
    """What is kept of cells beside their text, as rows pass.

    Args:
        outside: How many columns of the sheet stand before the first heading.
    """

    def __init__(self, path: Path, headings: Sequence[str], outside: int) -> None:
        self.path = path
        self.headings = headings
        self.outside = outside
        self.seen: list[set[str]] = [set() for _ in headings]
        self.unread: dict[str, dict[str, str]] = {}

    def passing(self, rows: Iterator[Row]) -> Iterator[tuple[int, list[str]]]:
        """Rows as texts, as wide as the heading; those without any text are none."""
        width, lines = len(self.headings), set[str]()
        with self.path.open("w", encoding="ascii") as file:
            for number, row in rows:
                values = [*row[:width], *[None] * (width - len(row))]
                texts = [text_of(value) for value in values]
                if not any(text.strip() for text in texts):
                    continue
                line = "".join(map(kind_of, values))
                file.write(line + "\n")
                if line not in lines:
                    if len(lines) < _MOST_LINES:
                        lines.add(line)
                    for seen, kind in zip(self.seen, line, strict=True):
                        seen.add(kind)
                if "e" in line:
                    self._note(values)
                yield number, texts

    def _note(self, values: Sequence[Any]) -> None:
        for heading, value in zip(self.headings, values, strict=True):
            if isinstance(value, Unread):
                found = self.unread.setdefault(heading, {})
                if len(found) < _MOST_TEXTS:
                    found[str(value)] = value.reason

    def types(self, table: Table, heading: Heading) -> SheetTypes:
        """The kinds of the cells that have passed."""
        formats: dict[str, dict[str, str]] = {name: {} for name in self.headings}
        for number, row in islice(table.rows(), FIRST_ROWS) if table.formats else ():
            for column, (name, value) in enumerate(
                zip(self.headings, row[self.outside :], strict=False), self.outside
            ):
                code = table.formats.get((number - 1, column))
                if code and number > heading.last:
                    formats[name].setdefault(kind_of(value), code)
        return SheetTypes(
            path=self.path,
            headings=tuple(self.headings),
            seen={
                name: frozenset(seen - {NOTHING})
                for name, seen in zip(self.headings, self.seen, strict=True)
            },
            formats=formats,
        )


def _sheets(path: Path, form: str) -> list[Sheet]:
    """The sheets of a workbook in one of Excel's forms."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    if path.suffix.casefold() == f".{form}":
        workbook = read_by(lambda: CalamineWorkbook.from_path(str(path)))
    else:  # its name says something else, and would be believed
        with path.open("rb") as file:
            workbook = read_by(lambda: CalamineWorkbook.from_filelike(file))
    return [
        Sheet(
            name=each.name,
            hidden=each.visible is not SheetVisibleEnum.Visible,
            load=partial(_loaded, workbook, path, form, place),
        )
        for place, each in enumerate(workbook.sheets_metadata)
        if each.typ is SheetTypeEnum.WorkSheet
    ]


def _loaded(workbook: CalamineWorkbook, path: Path, form: str, place: int) -> Table:
    """A sheet with what its reader leaves out: errors, formulas without a value, leading zeros."""
    name = workbook.sheet_names[place]
    sheet = read_by(lambda: workbook.get_sheet_by_name(name))
    merged: list[Area] = [(*top, *end) for top, end in sheet.merged_cell_ranges or ()]
    # The reader gives the empty rows above the first value, but not the empty columns before it.
    first = sheet.start[1] if sheet.start else 0

    def values() -> Iterator[Row]:
        return (
            (number, [*[None] * first, *row]) for number, row in enumerate(sheet.iter_rows(), 1)
        )

    if form == "xlsx":
        marks = marks_of(str(path), name)
        rows = (lambda: _marked(values(), marks.rows())) if marks.needed else values
        return Table(rows=rows, merged=merged, formats=marks.formats(), first=first)
    if form == "xls":
        errors = xls_errors(path, place)
    else:
        errors, merged = xlsb_errors(path, name)
    by_row = _by_row(errors)
    rows = (lambda: _marked(values(), iter(by_row.items()))) if by_row else values
    return Table(rows=rows, merged=merged, first=first)


def _by_row(errors: Mapping[tuple[int, int], Mark]) -> dict[int, dict[int, Mark]]:
    by_row: dict[int, dict[int, Mark]] = {}
    for (row, column), error in sorted(errors.items()):
        by_row.setdefault(row, {})[column] = error
    return by_row


def _marked(rows: Iterator[Row], marks: Iterator[tuple[int, dict[int, Mark]]]) -> Iterator[Row]:
    """Rows with the marks of their cells; a row that its reader took for empty too."""
    coming = next(marks, None)
    for number, row in rows:
        while coming is not None and coming[0] < number - 1:
            coming = next(marks, None)
        if coming is not None and coming[0] == number - 1:
            _mark(row, coming[1])
            coming = next(marks, None)
        yield number, row
    while coming is not None:
        last = list[Any]()
        _mark(last, coming[1])
        yield coming[0] + 1, last
        coming = next(marks, None)


def _mark(row: list[Any], marks: Mapping[int, Mark]) -> None:
    for column, mark in marks.items():
        row.extend([None] * (column + 1 - len(row)))
        value = row[column]
        if not isinstance(mark, Padding):
            row[column] = mark
        elif isinstance(value, float) and value.is_integer() and value >= 0:
            row[column] = Padded(str(int(value)).zfill(mark.digits))
