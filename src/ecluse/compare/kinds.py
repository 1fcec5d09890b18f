"""Why the lines of a book changed, worked out once for each kind of change.

Belongs here: finding the kinds of change, asking about one line of each, and noting the result for
all lines of the kind. Does not: undoing changes (attribution).
Always true: the line is first answered outside its book. Where the engine then gives another
answer than in the book, no measure is named.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from duckdb import DuckDBPyConnection

from ecluse.compare.attribution import Attribution
from ecluse.compare.cause import Explanation, NotNamed
from ecluse.compare.diff import days_between
from ecluse.compare.line import Lines
from ecluse.compare.side import Side, at_the_same_day
from ecluse.compare.side_by_side import AFTER, BEFORE, BY, THEN, verdict_of
from ecluse.determine.verdict import Verdict
from ecluse.orders.record import OUTPUT
from ecluse.tables.engine_duckdb import load_table
from ecluse.tables.names import name_of

MOST_ASKED = 500
Progress = Callable[[str, int, int], None]


def quiet(stage: str, done: int, total: int) -> None:
    """Report no progress."""


@dataclass(frozen=True, slots=True)
class Kinds:
    """How many kinds of change there are, how many were asked about, and all explanations.

    A line's `__by` is the place of its explanation.
    """

    count: int
    asked: int
    explanations: tuple[Explanation, ...]


@dataclass(frozen=True, slots=True)
class _Kind:
    """Lines that agree in everything that can change an answer, and the first of them.

    Args:
        period: The period of constant law in which their day lies; None where no day is read.
        cells: The cells of the first line, by meaning.
    """

    key: int
    period: int | None
    before: Verdict
    after: Verdict
    cells: dict[str, str | None]


def explain(
    connection: DuckDBPyConnection, lines: Lines, before: Side, after: Side, progress: Progress
) -> Kinds:
    """Add the column `__by` to the table `changed`: the place of each line's explanation."""
    hashed = _with_cells(connection, lines, before, after)
    kinds = _kinds(connection, hashed, [*lines.asked, "date"])
    frequent, rare = kinds[:MOST_ASKED], kinds[MOST_ASKED:]
    frequent.sort(key=lambda kind: (kind.period is not None, kind.period or 0))
    explanations = {kind.key: Explanation(why_not="not asked") for kind in rare}
    for _, group in groupby(frequent, key=lambda kind: kind.period):
        explainer = _Explainer(lines, (before, after))
        for kind in group:
            progress("attribute", len(explanations) - len(rare), len(frequent))
            explanations[kind.key] = explainer.explanation(kind)
    return Kinds(len(kinds), len(frequent), _noted(connection, hashed, explanations))


def _noted(
    connection: DuckDBPyConnection, hashed: str, explanations: Mapping[int, Explanation]
) -> tuple[Explanation, ...]:
    """Write the place of its explanation into every line; returns the distinct explanations."""
    distinct = tuple(dict.fromkeys(explanations.values()))
    places = {explanation: place for place, explanation in enumerate(distinct)}
    rows = [(key, places[explanation]) for key, explanation in explanations.items()]
    load_table(connection, "kinds", [("__kind", "UBIGINT"), (BY, "INTEGER")], rows)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE changed AS "
        f"SELECT c.* EXCLUDE (__kind, __period), kinds.{BY} "
        f"FROM (SELECT *, {hashed} AS __kind FROM celled) c LEFT JOIN kinds USING (__kind)"
    )
    return distinct


def _with_cells(connection: DuckDBPyConnection, lines: Lines, before: Side, after: Side) -> str:
    """Make the view `celled`, with each line's cells as text; returns the SQL for a line's kind.

    Two lines are of one kind if they agree in every column that can change an answer, in the
    period of constant law in which their days lie, and in the whole of both answers.
    """
    meanings = {**lines.asked, "date": lines.columns["date"]}
    cells = ", ".join(
        f"CAST({name_of(column)} AS VARCHAR) AS {_cell(meaning)}"
        for meaning, column in meanings.items()
    )
    periods = list(_periods(lines, before, after).items())
    load_table(connection, "periods", [("t", "VARCHAR"), ("__period", "INTEGER")], periods)
    connection.execute(
        f"CREATE TEMP VIEW celled AS SELECT c.*, periods.__period "
        f"FROM (SELECT *, {cells} FROM changed) c LEFT JOIN periods ON periods.t = {_cell('date')}"
    )
    answers = [prefix + name for prefix in ("", THEN) for name in OUTPUT]
    return f"hash({', '.join([*map(_cell, lines.asked), '__period', *answers])})"


def _kinds(connection: DuckDBPyConnection, hashed: str, meanings: Sequence[str]) -> list[_Kind]:
    """Every kind with its first line; the most frequent first."""
    firsts = ", ".join(f"first({_cell(meaning)} ORDER BY __line)" for meaning in meanings)
    rows = connection.execute(
        f"SELECT {hashed} AS __kind, first(__period), first({BEFORE}), first({AFTER}), {firsts} "
        f"FROM celled GROUP BY __kind ORDER BY count(*) DESC, min(__line)"
    ).fetchall()
    return [
        _Kind(
            key, period, verdict_of(then), verdict_of(now), dict(zip(meanings, cells, strict=True))
        )
        for key, period, then, now, *cells in rows
    ]


def _cell(meaning: str) -> str:
    return name_of("__of_" + meaning)


def _periods(lines: Lines, before: Side, after: Side) -> dict[str, int]:
    """The period of constant law on both sides into which each date text falls."""
    edges = set() if before.pinned else set(days_between(before, after))
    for side in (before, after):
        countries = side.library.countries.by_code.values()
        edges |= {country.treated_as.since for country in countries if country.treated_as}
    return {
        text: sum(1 for edge in edges if edge <= day)
        for text, day in lines.days.items()
        if day is not None
    }


class _Explainer:
    """Explains lines of one period of constant law; both sides have the law of a day in it."""

    def __init__(self, lines: Lines, sides: tuple[Side, Side]) -> None:
        self.lines = lines
        self.sides = sides
        self._attribution: Attribution | None = None

    def explanation(self, kind: _Kind) -> Explanation:
        """Why the lines of a kind changed: the causes, or why none is named."""
        shipments = [self.lines.shipment(kind.cells, side.library) for side in self.sides]
        before, after = shipments
        attribution = self._attribution_on(
            next((shipment.on for shipment in shipments if shipment), None)
        )
        if before is None or after is None:
            return Explanation(why_not=self._of_the_book if before is after else "spellings")
        then, now = attribution.ask(before, after)
        if (then.verdict, now.verdict) != (kind.before, kind.after):
            return Explanation(why_not=self._of_the_book)
        if before.item.name != after.item.name:
            return Explanation(readings=(before.item.name, after.item.name))
        causes = attribution.causes_of(before if attribution.reversed else after, then, now)
        return Explanation(causes=causes) if causes else Explanation(why_not="several")

    @property
    def _of_the_book(self) -> NotNamed:
        """What of the book alone may have changed an answer: its parties or its totals."""
        return "parties" if self.lines.names_parties else "totals"

    def _attribution_on(self, day: date | None) -> Attribution:
        """The changes between the sides; where no day was named, on the day of the first line."""
        if self._attribution is None:
            before, after = self.sides
            if day is not None and not (before.pinned or after.pinned):
                before, after = at_the_same_day(before, day), at_the_same_day(after, day)
            self._attribution = Attribution(before, after)
        return self._attribution
