"""The distinct texts of a book's columns, each looked at once.

Belongs here: asking the engine for them, and for what tells how a column is to be read. Does not:
reading a text (resolve, cell_number, cell_day).
Always true: rows that could not be read give no text; what is asked is one pass over a column or
two, never one question a line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ecluse.orders.cell_number import COMMA, decimal_sign, doubtful, in_doubt
from ecluse.orders.cell_sql import row_of, text_of
from ecluse.orders.cell_text import error
from ecluse.orders.own_figures import CellFigures
from ecluse.orders.relations import AMOUNT, named_items
from ecluse.orders.resolve import Problems
from ecluse.orders.rivals import Rivals
from ecluse.orders.rivals_agree import say_one
from ecluse.tables.cell_error import MAY_BE_ERROR
from ecluse.tables.engine import Engine
from ecluse.tables.read import FAULT, Book, name_of

if TYPE_CHECKING:
    import duckdb

    from ecluse.law.library import Library

_MOST_SHAPES = 10_000
_MOST_TWINS = 100_000  # different texts that say one thing beside one another; more are refused


class Texts:
    """The distinct texts of a book's columns, less the rows that could not be read; with what
    could not be made out of them, and notes on how they were read.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, engine: Engine, book: Book) -> None:
        self.connection = connection
        self.engine = engine
        self.book = book
        self.problems = Problems()
        self.notes: list[str] = []

    def where(self, column: str) -> str:
        """The lines on which a column says anything."""
        fault = f" AND b.{FAULT} IS NULL" if self.book.has_fault else ""
        return f"b.{name_of(column)} IS NOT NULL{fault}"

    def of(self, column: str, condition: str = "true") -> list[str]:
        """The distinct texts of a column, in order."""
        select = (
            f"SELECT DISTINCT {text_of(self.book, column)} AS t FROM {self.book.relation} b "
            f"WHERE {self.where(column)} AND {condition} ORDER BY 1"
        )
        return [row[0] for row in self.engine.rows(select)]

    def failed(self, column: str) -> list[str]:
        """The distinct texts of a column that are errors of a spreadsheet."""
        may = f"regexp_matches({text_of(self.book, column)}, '{MAY_BE_ERROR}', 'i')"
        return [text for text in self.of(column, may) if error(text)]

    def beside(self, figures: CellFigures, roles: Mapping[str, str]) -> dict[str, list[str]]:
        """The distinct texts of each column of `figures` on the lines on which it is not taken by
        its cell.
        """
        columns = {
            figure.column: f"{self.where(figure.column)} "
            f"AND NOT ({figure.value} IS NOT NULL AND {figures.by_cell})"
            for figure in figures.figures
            if figure.column is not None
        }
        if not columns:
            return {}
        book = f"{figures.over(self.book.relation)} b"
        for role in ("part", "description"):
            table = named_items(role)
            if table.name in figures.named and role in roles:
                self.engine.lay([table.name])
                cell = text_of(self.book, roles[role])
                book += f" LEFT JOIN {table} ON {table.text.of(table.name)} = {cell}"
        counted = ", ".join(f"count(CASE WHEN {where} THEN 1 END)" for where in columns.values())
        (counts,) = self.engine.rows(f"SELECT {counted} FROM {book}")
        return {
            column: self._where(column, book, where) if count else []
            for (column, where), count in zip(columns.items(), counts, strict=True)
        }

    def _where(self, column: str, book: str, where: str) -> list[str]:
        select = f"SELECT DISTINCT {text_of(self.book, column)} AS t FROM {book} WHERE {where}"
        return [row[0] for row in self.engine.rows(f"{select} ORDER BY 1")]

    def odd(self, column: str, some: str) -> list[str]:
        """The distinct texts of a column that SQL does not read as a number, or not as one that is
        `some` ("> 0").
        """
        plain = f"TRY_CAST({text_of(self.book, column)} AS {AMOUNT})"
        return self.of(column, f"({plain} IS NULL OR NOT {plain} {some})")

    def no_numbers_beside(self, column: str, other: str) -> list[tuple[str, str]]:
        """The distinct texts of a column that SQL does not read as a number, each with what another
        column says on the same line.
        """
        cell, beside = text_of(self.book, column), text_of(self.book, other)
        return self.engine.rows(
            f"SELECT DISTINCT {cell} AS t, {beside} AS c FROM {self.book.relation} b "
            f"WHERE {self.where(column)} AND {beside} IS NOT NULL "
            f"AND TRY_CAST({cell} AS {AMOUNT}) IS NULL ORDER BY 1, 2"
        )

    def plain(self, column: str) -> bool:
        """Whether SQL reads any of a column's texts as a number."""
        plain = f"TRY_CAST({text_of(self.book, column)} AS {AMOUNT})"
        return bool(
            self.engine.rows(
                f"SELECT 1 FROM {self.book.relation} b WHERE {plain} IS NOT NULL LIMIT 1"
            )
        )

    def dotted(self, columns: Sequence[str]) -> set[str]:
        """The columns of texts in which some number has a point before its last three digits."""
        texts = [column for column in columns if self.book.types[column] == "VARCHAR"]
        if not texts:
            return set()
        found = ", ".join(
            f"max(CASE WHEN {in_doubt(f'b.{name_of(column)}')} THEN 1 ELSE 0 END)"
            for column in texts
        )
        row = self.engine.rows(f"SELECT {found} FROM {self.book.relation} b")[0]
        return {column for column, some in zip(texts, row, strict=True) if some}

    def sign(self, column: str, odd: Sequence[str], *, dotted: bool) -> str | None:
        """The sign that parts decimals in a column; `odd` are its texts that SQL does not read."""
        sign = decimal_sign(odd)
        if dotted or (sign == COMMA and any(map(doubtful, odd))):
            return decimal_sign(self.shapes(column))
        return sign

    def shapes(self, column: str) -> list[str]:
        """What the texts of a column look like: each digit a nine, but for a first zero; the first
        of them only, where they are more than any column of numbers has.
        """
        text = text_of(self.book, column)
        shape = f"translate({text}, '012345678', '999999999')"
        select = (
            f"SELECT DISTINCT substr({text}, 1, 1) = '0' AS z, {shape} AS s "
            f"FROM {self.book.relation} b WHERE {self.where(column)} LIMIT {_MOST_SHAPES}"
        )
        return [f"0{shape[1:]}" if zero else shape for zero, shape in self.engine.rows(select)]

    def about(self, *columns: str) -> list[int]:
        """About how many distinct values columns have."""
        counts = ", ".join(f"approx_count_distinct(b.{name_of(column)})" for column in columns)
        return [
            int(number)
            for number in self.engine.rows(f"SELECT {counts} FROM {self.book.relation} b")[0]
        ]

    def check(self, rivals: Sequence[Rivals], library: Library) -> None:
        """Note the columns that answer to one meaning equally well, and all say nothing or what the
        first says: one text, or one country or ECCN in two writings.

        Raises:
            InputError: They differ: the first row in which they do.
        """
        for rival in rivals:
            cells = [text_of(self.book, column) for column in rival.columns]
            differ = " OR ".join(
                f"(trim({cell}) <> '' AND {cells[0]} IS DISTINCT FROM {cell})" for cell in cells[1:]
            )
            fault = f" AND b.{FAULT} IS NULL" if self.book.has_fault else ""
            named = ", ".join(f"{cell} AS c{place}" for place, cell in enumerate(cells))
            said = ", ".join(cells)
            select = (
                f"SELECT min({row_of(self.book)}) AS r, {named} FROM {self.book.relation} b "
                f"WHERE ({differ}){fault} GROUP BY {said} ORDER BY 1 LIMIT {_MOST_TWINS + 1}"
            )
            for place, (row, *texts) in enumerate(self.engine.rows(select), 1):
                if place > _MOST_TWINS or not say_one(rival, texts, library):
                    raise rival.refusal(self.book.source, row, texts)
            if rival.less_exact:
                continue
            same = ", ".join(f"'{column}'" for column in rival.columns[1:])
            self.notes.append(f"'{rival.columns[0]}' says whatever {same} says")
