"""A line's own figures, each by the cell between the limits of the law in which it lies.

Belongs here: the SQL that finds the cell of a figure, and a figure for each cell. Does not:
deciding (the evaluator decides one figure of each cell).
Always true: no limit of the laws in question lies between two figures of one cell, or between what
those laws work out from them. A number that SQL might read differently is read as text, and so are
the figures of its line that the laws use together with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ecluse.equivalence.standing import limits_of
from ecluse.facts.figure import Figure
from ecluse.facts.known import Known
from ecluse.law.condition.cells import cut
from ecluse.law.condition.tree import Formula, Quotient
from ecluse.law.register import Law
from ecluse.orders.agreement import agreeing, instead_of
from ecluse.orders.cell_code import cell_code, plain_number, ratio_code, says_nothing
from ecluse.orders.worked_out import Expressions, Formulas
from ecluse.tables.read import Book

NO_BOUNDS: Mapping[str, Decimal] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class CellFigure:
    """A figure that is taken by its cell.

    Args:
        column: The book's column; None for a figure worked out from others.
        formula: How it is worked out, where it is.
        limits: The limits that cut it, in order, zero first.
        reads: The expression that reads its exact value from the book; NULL where the line gives
            none, or none that is plain.
        value: The expression of it where it was read.
        code: The expression of its cell, from 0 on; NULL where the value is.
        cell: The name under which the line then has that.
        first: The number of the lowest cell among all that the column may say.
    """

    fact: str
    column: str | None
    formula: Formula | None
    limits: tuple[Decimal, ...]
    reads: str
    value: str
    code: str
    cell: str
    first: int = 1

    def cells(self) -> list[Known]:
        """A figure of each cell, in the order of their codes: each limit, and a number between each
        two.
        """
        return [cell.known for cell in cut(self.fact, Figure(Decimal(0), None), self.limits)]

    def after(self, texts: int) -> CellFigure:
        """The same where the column says `texts` other things, blank among them."""
        return replace(self, first=texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class CellFigures:
    """The figures of a book that are taken by cell.

    Args:
        plain: The lines on which they can be, by their figures: an expression over figures that
            were read.
        named: The lines that name an item of the catalogue: on these none is taken by its cell.
    """

    figures: tuple[CellFigure, ...] = ()
    plain: str = "false"
    named: str = "true"

    def over(self, relation: str) -> str:
        """The book with its figures read and their cells found, to be called `b`."""
        if not self.figures:
            return relation
        read = ", ".join(
            f"{figure.reads} AS {figure.value.removeprefix('b.')}"
            for figure in self.figures
            if figure.column is not None
        )
        cells = ", ".join(
            f"{figure.code} AS {figure.cell.removeprefix('b.')}" for figure in self.figures
        )
        with_figures = f"(SELECT b.*, {read} FROM {relation} b) b"
        return f"(SELECT b.*, {self.plain} AS __plain, {cells} FROM {with_figures})"

    @property
    def by_cell(self) -> str:
        """The condition under which a line's figures are taken by their cells, where `over` has
        found these.
        """
        if not self.figures:
            return "false"
        return "b.__plain" if self.named == "false" else f"b.__plain AND NOT ({self.named})"

    def of(self, column: str) -> CellFigure | None:
        """The figure of a column."""
        return next((figure for figure in self.figures if figure.column == column), None)

    @property
    def worked_out(self) -> list[CellFigure]:
        """The figures that no column gives."""
        return [figure for figure in self.figures if figure.column is None]


def cell_figures(
    book: Book,
    columns: Mapping[str, str],
    laws: Sequence[Law],
    named: str,
    settled: frozenset[str] = frozenset(),
    bounds: Mapping[str, Decimal] = NO_BOUNDS,
) -> CellFigures:
    """The figures that can be taken by cell.

    Args:
        columns: Figures of items by name, each with its column.
        laws: Every law that is asked.
        named: The condition under which a line names an item of the catalogue: its figures are then
            not the line's alone.
        settled: The columns of texts in which a point parts decimals, whatever it stands before.
        bounds: The greatest value of the figures that have one; what is above is read as text.
    """
    formulas = Formulas.of(laws)
    reads = _reads(book, columns, settled, bounds)
    plain = {
        fact: f"b.__own{place}"
        for place, fact in enumerate(reads)
        if formulas.followed(fact, reads)
    }
    expressions = Expressions(plain, formulas)
    figures = [
        _of_column(fact, columns[fact], reads[fact], value, limits_of(fact, laws), place)
        for place, (fact, value) in enumerate(plain.items())
    ]
    worked_out, conditions = _of_formulas(expressions, columns, laws, len(figures))
    conditions = [
        *_beside(book, columns, plain, formulas.together(columns) | _exchanged(columns, laws)),
        *agreeing(expressions, laws),
        *conditions,
    ]
    return CellFigures(
        figures=(*figures, *worked_out), plain=" AND ".join(conditions) or "true", named=named
    )


_SEVERAL = 2


def _reads(
    book: Book,
    columns: Mapping[str, str],
    settled: frozenset[str],
    bounds: Mapping[str, Decimal],
) -> dict[str, str]:
    """The expression that reads each figure from its column, where there is one."""
    return {
        fact: _bounded(value, bounds.get(fact))
        for fact, column in columns.items()
        if (value := plain_number(book, column, settled)) is not None
    }


def _bounded(value: str, most: Decimal | None) -> str:
    """The expression of a value, NULL where it is one that the figure cannot have."""
    return value if most is None else f"CASE WHEN ({value}) <= {most:f} THEN ({value}) END"


def _of_column(
    fact: str, column: str, reads: str, value: str, limits: tuple[Decimal, ...], place: int
) -> CellFigure:
    """A figure that a column gives."""
    return CellFigure(
        fact=fact,
        column=column,
        formula=None,
        limits=limits,
        reads=reads,
        value=value,
        code=cell_code(value, limits),
        cell=f"b.__cell{place}",
    )


def _of_formulas(
    expressions: Expressions, columns: Mapping[str, str], laws: Sequence[Law], first: int
) -> tuple[list[CellFigure], list[str]]:
    """The figures that are worked out from several columns, and what must hold of a line for them.

    Args:
        first: The number of the first such figure's cell.
    """
    figures: list[CellFigure] = []
    conditions: list[str] = []
    for fact, formula in expressions.formulas.by_fact.items():
        informing = expressions.informing(formula) if formula is not None else []
        if formula is None or len(informing) < _SEVERAL:
            continue
        value = expressions.plain.get(fact)
        # A figure of a column that is not taken by its cell cannot be separated from what the other
        # columns give, so such a line is read by its texts.
        if fact not in columns and (value := expressions.of(fact)) is not None:
            cell = f"b.__cell{first + len(figures)}"
            figures.append(_worked_out(fact, formula, limits_of(fact, laws), expressions, cell))
            if isinstance(formula, Quotient):
                under = expressions.of_formula(formula.under)
                conditions.append(f"coalesce({under} > 0, true)")
        conditions.append(_all_or_none(value, informing))
    return figures, conditions


def _exchanged(columns: Mapping[str, str], laws: Sequence[Law]) -> frozenset[str]:
    """The figures with a column of which a law takes one for the other."""
    return frozenset(
        name
        for fact in columns
        for instead in instead_of(fact, laws) & columns.keys()
        for name in (fact, instead)
    )


def _beside(
    book: Book, columns: Mapping[str, str], plain: Mapping[str, str], together: frozenset[str]
) -> list[str]:
    """The conditions under which a figure that the law uses together with others stands only
    beside figures that are taken by their cells too, or left out.
    """
    conditions = []
    for fact in sorted(together):
        silent = says_nothing(book, columns[fact])
        conditions.append(f"({silent} OR {plain[fact]} IS NOT NULL)" if fact in plain else silent)
    return conditions


def _worked_out(
    fact: str,
    formula: Formula,
    limits: tuple[Decimal, ...],
    expressions: Expressions,
    cell: str,
) -> CellFigure:
    """A figure that is worked out from columns."""
    value = str(expressions.of(fact))
    code = cell_code(value, limits)
    if isinstance(formula, Quotient):
        over, under = (expressions.of_formula(part) for part in (formula.over, formula.under))
        code = ratio_code(str(over), str(under), limits)
    return CellFigure(
        fact=fact,
        column=None,
        formula=formula,
        limits=limits,
        reads=value,
        value=value,
        code=code,
        cell=cell,
    )


def _all_or_none(value: str | None, informing: Sequence[str]) -> str:
    """The condition that a line gives all that a figure is worked out from, or at most one: given
    several and not all, it has bounds of its own, and the line is looked at by its texts.
    """
    unknown = f"({value}) IS NULL" if value is not None else "true"
    given = " + ".join(f"CAST({known} AS INTEGER)" for known in informing)
    return f"NOT ({unknown} AND {given} > 1)"
