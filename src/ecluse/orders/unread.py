"""The rows and cells of a book that could not be read, and the part names that no item has.

Belongs here: finding the rows in which texts without a meaning stand, and counting them.
Does not: why a text has none (resolve), or the report's layout (report).
Always true: of each column so many rows are listed, and all are counted; a row of totals has none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ecluse.orders.cell_sql import row_of, text_of
from ecluse.orders.codes import Resolved
from ecluse.orders.relations import BAD_TEXTS, TOTAL_ROWS, named_items
from ecluse.orders.resolve import Problem, Problems
from ecluse.orders.tally import UnreadCell, UnreadCount, UnresolvedPart
from ecluse.tables.read import FAULT, Book

if TYPE_CHECKING:
    import duckdb

_MOST_ROWS_LISTED = 1_000
_MOST_ROWS_OF_A_PART = 20


@dataclass(slots=True)
class UnreadCells:
    """What could not be read, as it is found: rows and cells, their counts, and part names."""

    quarantined: list[UnreadCell] = field(default_factory=list)
    unreadable: list[UnreadCount] = field(default_factory=list)
    unresolved: list[UnresolvedPart] = field(default_factory=list)


def note_unread(book: Book, problems: Problems) -> None:
    """Note the cells in which the file itself holds no value, in whatever column; a part that no
    item has is noted as that.
    """
    noted = {(problem.column, problem.text): problem.meaning for problem in problems.found}
    for column, texts in book.unreadable.items():
        for text, reason in texts.items():
            meaning = noted.get((column, text), "text")
            if meaning != "part":
                problems.add(column, meaning, text, reason)


def unread_of(connection: duckdb.DuckDBPyConnection, book: Book, resolved: Resolved) -> UnreadCells:
    """Rows and cells that could not be read, in row order, and the part names that name nothing."""
    unread = UnreadCells()
    TOTAL_ROWS.load(connection, [(row,) for row in resolved.totals])
    if book.has_fault:
        _whole_rows(connection, book, unread)
    by_column: dict[str, dict[str, Problem]] = {}
    for problem in resolved.problems.found:
        by_column.setdefault(problem.column, {})[problem.text] = problem
    for column, problems in by_column.items():
        _of_column(connection, book, resolved, column, problems, unread)
    unread.quarantined.sort(key=lambda cell: (cell.row, cell.column or ""))
    unread.unresolved.sort(key=lambda part: (-part.lines, part.part))
    return unread


def _whole_rows(connection: duckdb.DuckDBPyConnection, book: Book, unread: UnreadCells) -> None:
    ((lines,),) = connection.execute(f"SELECT count({FAULT}) FROM {book.relation}").fetchall()
    if lines:
        unread.unreadable.append(UnreadCount(column=None, lines=int(lines)))
    faults = connection.execute(
        f"SELECT {row_of(book)}, {FAULT} FROM {book.relation} b WHERE {FAULT} IS NOT NULL "
        f"ORDER BY 1 LIMIT {_MOST_ROWS_LISTED}"
    ).fetchall()
    unread.quarantined.extend(
        UnreadCell(row=row, column=None, text=None, reason=fault) for row, fault in faults
    )


def _of_column(
    connection: duckdb.DuckDBPyConnection,
    book: Book,
    resolved: Resolved,
    column: str,
    problems: Mapping[str, Problem],
    unread: UnreadCells,
) -> None:
    BAD_TEXTS.load(connection, [(text,) for text in problems])
    text, lines = text_of(book, column), _lines_with(book, resolved, column)
    counts = dict(connection.execute(f"SELECT {text}, count(*) {lines} GROUP BY 1").fetchall())
    # Part names are counted by themselves.
    cells = sum(n for value, n in counts.items() if problems[value].meaning != "part")
    if cells:
        unread.unreadable.append(UnreadCount(column=column, lines=cells))
    rows = _list_cells(connection, book, column, problems, lines, unread)
    unread.unresolved.extend(
        UnresolvedPart(
            part=value,
            lines=counts[value],
            rows=tuple(rows.get(value, ())[:_MOST_ROWS_OF_A_PART]),
            near=problem.near,
        )
        for value, problem in problems.items()
        if problem.meaning == "part" and value in counts
    )


def _list_cells(
    connection: duckdb.DuckDBPyConnection,
    book: Book,
    column: str,
    problems: Mapping[str, Problem],
    lines: str,
    unread: UnreadCells,
) -> dict[str, list[int]]:
    """List the first cells of a column that could not be read; the rows of each text."""
    rows: dict[str, list[int]] = {}
    listed: list[tuple[int, str]] = connection.execute(
        f"SELECT {row_of(book)}, {text_of(book, column)} {lines} ORDER BY 1 "
        f"LIMIT {_MOST_ROWS_LISTED}"
    ).fetchall()
    for row, text in listed:
        rows.setdefault(text, []).append(row)
        problem = problems[text]
        unread.quarantined.append(
            UnreadCell(row=row, column=column, text=text, reason=problem.reason, near=problem.near)
        )
    return rows


def _lines_with(book: Book, resolved: Resolved, column: str) -> str:
    """The lines, from FROM on, in whose column one of `BAD_TEXTS` stands; a part that its
    description tells is no bad text.
    """
    joined = f"FROM {book.relation} b JOIN {BAD_TEXTS} ON {BAD_TEXTS}.{BAD_TEXTS.text} = "
    joined += text_of(book, column)
    conditions = []
    roles = resolved.columns.roles
    if column == roles["part"] and "description" in roles:
        described = named_items("description")
        cell = text_of(book, roles["description"])
        joined += f" LEFT JOIN {described} d ON d.{described.text} = {cell}"
        conditions.append(f"d.{described.label} IS NULL")
    if book.has_fault:
        conditions.append(f"b.{FAULT} IS NULL")
    if resolved.totals:
        conditions.append(f"{row_of(book)} NOT IN (SELECT {TOTAL_ROWS.row} FROM {TOTAL_ROWS})")
    return f"{joined} WHERE {' AND '.join(conditions) or 'true'}"
