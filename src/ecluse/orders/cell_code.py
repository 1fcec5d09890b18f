"""Expressions that read a column's plain numbers, and say in which cell of the law they lie.

Belongs here: SQL of one figure. Does not: which figures of a book can be taken so (own_figures).
Always true: the code of a cell is the place of the figure among the limits
(`equivalence.standing.place`), less one; a number that SQL might read otherwise than we do is NULL.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ecluse.orders.cell_number import in_doubt
from ecluse.tables.read import Book, name_of

_NUMBER = "DECIMAL(18,6)"
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
# The tests for lying below a limit, and on it.
_Tests = Sequence[tuple[str, str]]


def cell_code(value: str, limits: Sequence[Decimal]) -> str:
    """The cell of a figure, from 0 for zero on; NULL where the figure is.

    Args:
        limits: In order, zero first.
    """
    tests = [(f"{value} < {limit}", f"{value} = {limit}") for limit in limits]
    return f"CASE WHEN {value} IS NOT NULL THEN {_bisected(tests)} END"


def ratio_code(over: str, under: str, limits: Sequence[Decimal]) -> str:
    """The cell of a quotient, found without dividing."""
    tests = [(f"{over} < {limit} * {under}", f"{over} = {limit} * {under}") for limit in limits]
    return f"CASE WHEN {over} IS NOT NULL AND {under} IS NOT NULL THEN {_bisected(tests)} END"


def _bisected(tests: _Tests, first: int = 0) -> str:
    """The cell among limits; `first` is how many limits lie before these."""
    if not tests:
        return str(2 * first - 1)
    middle = len(tests) // 2
    below, on = tests[middle]
    lower = _bisected(tests[:middle], first)
    upper = _bisected(tests[middle + 1 :], first + middle + 1)
    return f"CASE WHEN {below} THEN {lower} WHEN {on} THEN {2 * (first + middle)} ELSE {upper} END"


def says_nothing(book: Book, column: str) -> str:
    """The condition under which a column says nothing."""
    cell = f"b.{name_of(column)}"
    return f"coalesce({cell}, '') = ''" if book.types[column] == "VARCHAR" else f"{cell} IS NULL"


def plain_number(book: Book, column: str, settled: frozenset[str]) -> str | None:
    """The expression of a column's plain numbers: those that are the same number whoever reads
    them.
    """
    kind, cell = book.types[column], f"b.{name_of(column)}"
    number = f"TRY_CAST({cell} AS {_NUMBER})"
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
