"""A line's own figures as cells: where each stands to every limit of the law, worked out where the
book is.

Belongs here: the expressions that say in which cell a figure lies, and what a cell stands for. Does
not: what the law makes of a figure (the evaluator is asked of one figure of each cell).
Always true: two figures of one cell stand alike to every limit of every law that is asked, and so
does whatever those laws work out from them; a number that SQL might read otherwise than we do is
left to be read as text, and so are all figures of its line that are worked on together with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ecluse.equivalence.standing import limits_of
from ecluse.facts.figure import Figure
from ecluse.facts.known import Known
from ecluse.law.condition.cells import cut
from ecluse.law.condition.tree import Formula, Product, Quotient, Sum, Term, facts_of
from ecluse.law.provision import Definition
from ecluse.law.register import Law
from ecluse.orders.cell_number import in_doubt
from ecluse.tables.read import Book, name_of

NUMBER = "DECIMAL(18,6)"
_MOST = 1_000_000_000  # below this a double and a text of six decimals name the same number
_WHOLE = (
    "TINYINT",
    "SMALLINT",
    "INTEGER",
    "BIGINT",
    "UTINYINT",
    "USMALLINT",
    "UINTEGER",
    "UBIGINT",
    "HUGEINT",
)


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
            f"{each.reads} AS {each.value.removeprefix('b.')}"
            for each in self.figures
            if each.column is not None
        )
        found = ", ".join(f"{each.code} AS {each.cell.removeprefix('b.')}" for each in self.figures)
        return f"(SELECT b.*, {self.plain} AS __plain, {found} FROM (SELECT b.*, {read} FROM {relation} b) b)"

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
        return next((each for each in self.figures if each.column == column), None)

    @property
    def worked_out(self) -> list[CellFigure]:
        """The figures that no column gives."""
        return [each for each in self.figures if each.column is None]


def cell_figures(
    book: Book,
    columns: Mapping[str, str],
    laws: Sequence[Law],
    named: str,
    settled: frozenset[str] = frozenset(),
) -> CellFigures:
    """The figures that can be taken by cell.

    Args:
        columns: Figures of items by name, each with its column.
        laws: Every law that is asked.
        named: The condition under which a line names an item of the catalogue: its figures are then
            not the line's alone.
        settled: The columns of texts in which a point parts decimals, whatever it stands before.
    """
    definitions, inputs = _definitions(laws)
    reads = {
        fact: value
        for fact, column in columns.items()
        if (value := _value(book, column, settled)) is not None
    }
    plain = {
        fact: f"b.__own{place}"
        for place, fact in enumerate(reads)
        if _fit(fact, set(reads), definitions, inputs)
    }
    behind = _Behind(plain, definitions, inputs)
    figures = [
        CellFigure(
            fact=fact,
            column=columns[fact],
            formula=None,
            limits=(limits := limits_of(fact, laws)),
            reads=reads[fact],
            value=value,
            code=_code(value, limits),
            cell=f"b.__cell{place}",
        )
        for place, (fact, value) in enumerate(plain.items())
    ]
    conditions: list[str] = []
    # A figure that shares a formula with others is taken by its cell only beside figures that are
    # so taken, or left out.
    for column in sorted(behind.sharing(columns)):
        says_nothing = _blank(book, columns[column])
        conditions.append(
            f"({says_nothing} OR {plain[column]} IS NOT NULL)" if column in plain else says_nothing
        )
    for fact, formula in definitions.items():
        told = (
            [
                f"CAST({informed} AS INTEGER)"
                for name in dict.fromkeys(facts_of(formula))
                if (informed := behind.says(name)) is not None
            ]
            if formula is not None
            else []
        )
        if len(told) < 2:
            continue
        # A column of its own that is not taken by cell is not to be told from what others say: then
        # the line is looked at by its texts.
        value = plain.get(fact) or (behind.value(fact) if fact not in columns else None)
        if fact in plain:
            # where the column says nothing, the figure is worked out from what others say: by their
            # texts
            pass
        elif value is not None:
            limits = limits_of(fact, laws)
            code = _code(value, limits)
            if isinstance(formula, Quotient):
                over, under = (
                    str(behind.value_of(formula.over)),
                    str(behind.value_of(formula.under)),
                )
                code = _ratio_code(over, under, limits)
                conditions.append(f"coalesce({under} > 0, true)")
            figures.append(
                CellFigure(
                    fact=fact,
                    column=None,
                    formula=formula,
                    limits=limits,
                    reads=value,
                    value=value,
                    code=code,
                    cell=f"b.__cell{len(figures)}",
                )
            )
        # Some of what a figure is worked out from, and not all: it has bounds of its own, and the
        # line is looked at by its texts.
        unknown = f"({value}) IS NULL" if value is not None else "true"
        conditions.append(f"NOT ({unknown} AND {' + '.join(told)} > 1)")
    return CellFigures(
        figures=tuple(figures), plain=" AND ".join(conditions) or "true", named=named
    )


def _definitions(
    laws: Sequence[Law],
) -> tuple[dict[str, Formula | None], dict[str, frozenset[str]]]:
    """How each figure is worked out, None where two laws differ in that; and from what, under any
    law.
    """
    found: dict[str, Formula | None] = {}
    inputs: dict[str, frozenset[str]] = {}
    by_law = [
        {
            says.defines: says.formula
            for says, _ in law.of_kind(Definition)
            if says.formula is not None
        }
        for law in laws
    ]
    for defined in by_law:
        for name, formula in defined.items():
            found[name] = formula if found.get(name, formula) == formula else None
            inputs[name] = inputs.get(name, frozenset()) | frozenset(facts_of(formula))
    for defined in by_law:
        for name, formula in defined.items():
            if any(inputs.get(other) and other not in defined for other in facts_of(formula)):
                found[name] = None  # one of its inputs is worked out under another law only
    return found, inputs


def _fit(
    fact: str,
    plain: set[str],
    definitions: Mapping[str, Formula | None],
    inputs: Mapping[str, frozenset[str]],
) -> bool:
    """Whether all that is worked out from a figure is so in a way that is followed here."""
    touched, before = {fact}, 0
    while len(touched) != before:
        before = len(touched)
        for name, formula in definitions.items():
            if touched & inputs[name]:
                if name not in plain and (formula is None or not _simple(formula)):
                    return False
                touched.add(name)
    return True


def _simple(formula: Formula) -> bool:
    match formula:
        case Term():
            return True
        case Sum(parts) | Product(parts):
            return all(isinstance(part, Term) for part in parts)
        case Quotient(over, under):
            # A quotient of sums has no cell of its own: nothing that an item alone decides is
            # worked out so.
            return isinstance(under, Term) and (isinstance(over, Term) or _simple(over))
    return False


class _Behind:
    """Figures that columns give or that are worked out from them, as expressions."""

    def __init__(
        self,
        plain: Mapping[str, str],
        definitions: Mapping[str, Formula | None],
        inputs: Mapping[str, frozenset[str]],
    ) -> None:
        self.plain = plain
        self.definitions = definitions
        self.inputs = inputs

    def all_of(self, fact: str) -> frozenset[str]:
        """A figure and all that it is worked out from, under any law, whether a column gives it or
        not.
        """
        seen, waiting = set[str](), [fact]
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                waiting.extend(self.inputs.get(name, ()))
        return frozenset(seen)

    def sharing(self, columns: Mapping[str, str]) -> frozenset[str]:
        """The columns that are worked on together with another."""
        together = [self.all_of(fact) & columns.keys() for fact in self.inputs]
        return frozenset[str]().union(*(each for each in together if len(each) > 1))

    def informed(self, fact: str) -> frozenset[str]:
        """The columns from which something may be known of a figure: its own, or where that says
        nothing those behind it.
        """
        return self.all_of(fact) & self.plain.keys()

    def says(self, fact: str) -> str | None:
        """The condition under which something is known of a figure; None where nothing ever is."""
        informed = sorted(self.informed(fact))
        return (
            "(" + " OR ".join(f"({self.plain[name]}) IS NOT NULL" for name in informed) + ")"
            if informed
            else None
        )

    def value(self, fact: str) -> str | None:
        """The expression of a figure; None where the columns never give all of it."""
        formula = self.definitions.get(fact)
        worked_out = self.value_of(formula) if formula is not None else None
        if fact in self.plain:
            return (
                f"coalesce({self.plain[fact]}, {worked_out})"
                if worked_out is not None
                else self.plain[fact]
            )
        return worked_out

    def value_of(self, formula: Formula) -> str | None:
        """The expression of a formula."""
        match formula:
            case Term(fact):
                return self.value(fact)
            case Sum(parts) | Product(parts):
                if isinstance(formula, Product) and len(parts) > 2:
                    return None  # three factors would be more digits than SQL keeps
                values = [self.value_of(part) for part in parts]
                sign = " + " if isinstance(formula, Sum) else " * "
                return (
                    None
                    if None in values
                    else "(" + sign.join(str(value) for value in values) + ")"
                )
            case Quotient(over, under):
                one, other = self.value_of(over), self.value_of(under)
                return None if one is None or other is None else f"({one} / {other})"
        return None


def _code(value: str, limits: Sequence[Decimal]) -> str:
    """How many limits a figure reaches, and how many it passes, less one: zero for zero."""
    return f"CASE WHEN {value} IS NOT NULL THEN {_bisected([(f'{value} < {limit}', f'{value} = {limit}') for limit in limits])} END"


def _ratio_code(over: str, under: str, limits: Sequence[Decimal]) -> str:
    """The same for a quotient, without dividing."""
    tests = [(f"{over} < {limit} * {under}", f"{over} = {limit} * {under}") for limit in limits]
    return f"CASE WHEN {over} IS NOT NULL AND {under} IS NOT NULL THEN {_bisected(tests)} END"


def _bisected(tests: Sequence[tuple[str, str]], first: int = 0) -> str:
    """The cell among limits, each given by the tests for lying below it and on it; `first` is how
    many limits lie before these.
    """
    if not tests:
        return str(2 * first - 1)
    middle = len(tests) // 2
    below, on = tests[middle]
    return f"CASE WHEN {below} THEN {_bisected(tests[:middle], first)} WHEN {on} THEN {2 * (first + middle)} ELSE {_bisected(tests[middle + 1 :], first + middle + 1)} END"


def _blank(book: Book, column: str) -> str:
    """The condition under which a column says nothing."""
    cell = f"b.{name_of(column)}"
    return f"coalesce({cell}, '') = ''" if book.types[column] == "VARCHAR" else f"{cell} IS NULL"


def _value(book: Book, column: str, settled: frozenset[str]) -> str | None:
    """The expression of a column's plain numbers: those that are the same number whoever reads
    them.
    """
    kind, cell = book.types[column], f"b.{name_of(column)}"
    number = f"TRY_CAST({cell} AS {NUMBER})"
    in_range = f"{number} >= 0 AND {number} < {_MOST}"
    if kind in _WHOLE:
        return f"CASE WHEN {in_range} THEN {number} END"
    if kind.startswith("DECIMAL"):
        return f"CASE WHEN {in_range} AND {cell} = {number} THEN {number} END"
    if kind == "DOUBLE":
        return f"CASE WHEN {in_range} AND {cell} = CAST({number} AS DOUBLE) THEN {number} END"
    if kind == "VARCHAR":
        plain = f"regexp_full_match({cell}, '[0-9]{{1,9}}([.][0-9]{{1,6}})?')"
        sure = "" if column in settled else f" AND NOT {in_doubt(cell)}"
        return f"CASE WHEN {plain}{sure} THEN {number} END"
    return None
