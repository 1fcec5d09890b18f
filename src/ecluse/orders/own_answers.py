"""Lines that have an answer of their own: totals of other lines, and lines that quantities decide.

Belongs here: which lines these are, and loading their answers. Does not: the running totals
(cumulative).
Always true: lines are answered in date order, then in the order of the book.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ecluse.orders.cumulative import CountedLine, run_totals
from ecluse.orders.join import Coding
from ecluse.orders.keys import case_of
from ecluse.orders.lookup import Decider
from ecluse.orders.record import total_record
from ecluse.orders.relations import CASES, COUNTED_CASES, OVERRIDES
from ecluse.orders.tally import RunningTotal
from ecluse.tables.engine import Engine

if TYPE_CHECKING:
    import duckdb


Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAnswers:
    """Whether any line has an answer of its own, the totals that were kept, and notes on these."""

    any: bool = False
    allocations: tuple[RunningTotal, ...] = ()
    notes: tuple[str, ...] = ()


def own_answers(
    connection: duckdb.DuckDBPyConnection,
    engine: Engine,
    decider: Decider,
    coding: Coding,
    totals: Sequence[int],
    tell: Progress,
) -> OwnAnswers:
    """Answer the lines whose quantity or running total decides, and say of the rows of `totals`
    that they are no orders; the answers stand in `OVERRIDES`.
    """
    overrides: list[tuple[int, int]] = []
    allocations: list[RunningTotal] = []
    notes: list[str] = []
    if CASES.count(connection, CASES.line.name):
        tell("count", 0, 1)
        COUNTED_CASES.fill(connection, f"SELECT {CASES.key} FROM {CASES} WHERE {CASES.line}")
        engine.lay([COUNTED_CASES.name])
        lines = (_line(row, coding) for row in engine.stream(coding.counted()))
        overrides, allocations, notes = run_totals(decider, lines)
    if totals:
        number = decider.answers.number(total_record(decider.answers.lang))
        overrides += [(row, number) for row in totals]
    if overrides:
        OVERRIDES.load(connection, overrides)
    return OwnAnswers(any=bool(overrides), allocations=tuple(allocations), notes=tuple(notes))


def _line(row: tuple[Any, ...], coding: Coding) -> CountedLine:
    """A line as the totals take it, with its own figures in place of their cells."""
    number, day, consignee, quantity, unread, *rest = row
    roles = [seat.role for seat in coding.others]
    names, rest = rest[: len(roles)], rest[len(roles) :]
    codes, own = rest[: len(coding.of_case)], rest[len(coding.of_case) :]
    figures = tuple(
        (figure.fact, value)
        for figure, value in zip(coding.figures.figures, own, strict=True)
        if figure.column is not None and value is not None
    )
    return CountedLine(
        number,
        case_of(codes, coding),
        day,
        consignee,
        quantity,
        figures,
        bool(unread),
        tuple(zip(roles, names, strict=True)),
    )
