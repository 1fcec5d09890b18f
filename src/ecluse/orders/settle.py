"""Every case of a book to its answer.

Belongs here: grouping the lines by case, taking answers kept from earlier runs, deciding the others (on all cores), and the
lines that quantities decide one by one. Does not: one case (hoist), one running total (cumulative).
Always true: each case that occurs has exactly one row in `cases`, and each answer exactly one in `answers`.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ecluse.orders.codes import Asked, Resolved
from ecluse.orders.columns import Columns
from ecluse.orders.cumulative import Line, run_totals
from ecluse.orders.engine_duckdb import as_words, load_table
from ecluse.orders.hoist import Answers, Case, Decider
from ecluse.orders.join import counted_lines, grouped, summed
from ecluse.orders.kept import keep, load_kept, place_of
from ecluse.orders.read import Book, quoted
from ecluse.orders.record import COLUMNS, Record, values
from ecluse.orders.tally import Row

if TYPE_CHECKING:
    from ecluse.orders.engine_spark import SparkEngine

Progress = Callable[[str, int, int], None]
_WORTH_KEEPING = 500
_WORTH_SHARING = 400
_CHUNK = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What settling came to; the tables `cases`, `answers` and, if `overridden`, `overrides` stand in the engine."""

    answers: Answers
    sums: list[tuple[Any, ...]]
    cases: int
    decided: int
    overridden: bool
    allocations: list[Row]


def settle(connection: Any, book: Book, columns: Columns, resolved: Resolved, asked: Asked, tell: Progress, spark: SparkEngine | None = None) -> Settled:
    """Answer every case that occurs; with `spark`, the book is scanned there."""
    decider = Decider(asked.library, resolved.meanings)
    answers = decider.answers
    _group(connection, spark, grouped(book, columns, resolved.further, resolved.radix), resolved)
    kind = "BIGINT" if resolved.radix.fits else "VARCHAR"
    load_table(connection, "cases", [("k", kind), ("a", "INTEGER"), ("line", "BOOLEAN")], [])
    folder = _folder(asked, resolved)
    if load_kept(connection, folder):
        _take_kept(connection, resolved, answers)
    missing = [row[0] for row in connection.execute("SELECT k FROM (SELECT DISTINCT k FROM grouped) ANTI JOIN cases USING (k) ORDER BY k").fetchall()]
    decided = _decide(connection, decider, resolved, missing, kind, tell)
    cases = connection.execute("SELECT count(*) FROM cases").fetchone()[0]
    overridden, allocations = _line_by_line(connection, spark, decider, book, columns, resolved, tell)
    if overridden:
        if spark is not None:
            spark.lay(connection, ["overrides"])
        _group(connection, spark, grouped(book, columns, resolved.further, resolved.radix, overridden=True), resolved)
    rows = [(number, *values(record), before) for number, (record, before) in enumerate(zip(answers.records, answers.before, strict=True))]
    load_table(connection, "answers", [("a", "INTEGER"), *((name, "VARCHAR") for name in (*COLUMNS, "before"))], rows)
    connection.execute(f"CREATE OR REPLACE TEMP VIEW versioned AS SELECT *, {quoted(asked.library.version)} AS data_version FROM answers")
    as_words(connection, "versioned", "said", [*COLUMNS, "before", "data_version"])
    as_words(connection, "m_part", "m_part_words", ["name"])
    connection.execute("DROP TABLE m_part")
    connection.execute("ALTER TABLE m_part_words RENAME TO m_part")
    if folder is not None and len(missing) >= _WORTH_KEEPING:
        _keep(connection, resolved, folder)
    sums = connection.execute(summed()).fetchall()
    return Settled(answers=answers, sums=sums, cases=cases, decided=decided + decider.decided, overridden=overridden, allocations=allocations)


_GROUPED = (("c", "INTEGER"), ("e", "INTEGER"), ("d", "INTEGER"), ("i", "INTEGER"), ("own", "INTEGER"), ("n", "BIGINT"), ("q", "DECIMAL(38,4)"), ("v", "DECIMAL(38,8)"), ("r", "BIGINT"))


def _group(connection: Any, spark: SparkEngine | None, statement: str, resolved: Resolved) -> None:
    """Sum the lines of each case into `grouped`, where the book is."""
    if spark is None:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE grouped AS {statement}")
    else:
        load_table(connection, "grouped", [("k", "BIGINT" if resolved.radix.fits else "VARCHAR"), *_GROUPED], spark.rows(statement))


# ---- deciding -------------------------------------------------------------------------------------------------------


def _decide(connection: Any, decider: Decider, resolved: Resolved, keys: list[Any], kind: str, tell: Progress) -> int:
    """Decide the cases of `keys` into `cases`; how many determinations other processes made."""
    radix, answers = resolved.radix, decider.answers
    rows: list[tuple[Any, int, bool]] = []
    cases: dict[Case, Any] = {}
    for key in keys:
        fault, case = radix.unpacked(key)
        if case is None:
            rows.append((key, answers.fault(fault), False))
        else:
            cases[case] = key
    decided = 0
    for done, (part, found, records, flags, count) in enumerate(_shared(decider, list(cases), tell)):
        decided += count
        numbers = [answers.number(record, before) for record, before in records]
        rows.extend((cases[case], numbers[number], flag) for case, number, flag in zip(part, found, flags, strict=True))
        tell("decide", done + 1, done + 2)
    load_table(connection, "new_cases", [("k", kind), ("a", "INTEGER"), ("line", "BOOLEAN")], rows)
    connection.execute("INSERT INTO cases SELECT * FROM new_cases")
    return decided


Part = tuple[list[Case], list[int], list[tuple[Record, str | None]], list[bool], int]
_AT_WORK: dict[str, Decider] = {}


def _shared(decider: Decider, cases: list[Case], tell: Progress) -> Iterator[Part]:
    """Decide cases, on all cores where there are many; neighboring laws stay together, for they share most answers."""
    workers = min(os.cpu_count() or 1, 8)
    if len(cases) < _WORTH_SHARING or workers < 2 or sys.platform != "linux":
        yield _part(decider, cases, lambda done: tell("decide", done, len(cases)))
        return
    by_item = sorted(cases, key=lambda case: (case.item, case.facts, case.law))
    size = max(200, len(by_item) // (workers * 6) + 1)
    parts = [by_item[start : start + size] for start in range(0, len(by_item), size)]
    _AT_WORK["decider"] = decider
    try:
        with multiprocessing.get_context("fork").Pool(workers) as pool:
            for done, part in enumerate(pool.imap_unordered(_at_work, parts), 1):
                tell("decide", done * size, len(cases))
                yield part
    finally:
        _AT_WORK.clear()


def _at_work(cases: list[Case]) -> Part:
    return _part(_AT_WORK["decider"], cases, None)


def _part(decider: Decider, cases: list[Case], tell: Callable[[int], None] | None) -> Part:
    began = decider.decided
    numbers = decider.decide(cases, tell)
    records = list(zip(decider.answers.records, decider.answers.before, strict=True))
    found = [numbers[case] for case in cases]
    used = {number: place for place, number in enumerate(dict.fromkeys(found))}
    return (cases, [used[number] for number in found], [records[number] for number in used], [decider.line_by_line(case) for case in cases],
            decider.decided - began)


# ---- answers kept from earlier runs ---------------------------------------------------------------------------------


def _folder(asked: Asked, resolved: Resolved) -> Path | None:
    """Where answers are kept: nowhere for a scenario, for two days of knowledge, or for cases too many to number."""
    if asked.register is not asked.library.register or asked.since is not None or not resolved.radix.fits:
        return None
    return place_of(asked.library, asked.reading, asked.known)


def _names(connection: Any, resolved: Resolved) -> str:
    """Load what the numbers stand for, and give the expression of a case's key from these names."""
    meanings, radix = resolved.meanings, resolved.radix
    load_table(connection, "n_law", [("v", "INTEGER"), ("name", "VARCHAR")], [(each.number, each.name) for each in meanings.slices.slices])
    load_table(connection, "n_item", [("v", "INTEGER"), ("name", "VARCHAR")], [(place, item.name) for place, item in enumerate(meanings.items)])
    load_table(connection, "n_place", [("v", "INTEGER"), ("name", "VARCHAR")], list(enumerate(meanings.places)))
    step = 1
    for size in radix.sizes[:5]:
        step *= size
    rest = [row[0] for row in connection.execute(f"SELECT DISTINCT k // {step} FROM grouped").fetchall()]
    load_table(connection, "n_further", [("v", "BIGINT"), ("name", "VARCHAR")], [(number, _further(number, resolved)) for number in rest])
    laws, items, places = radix.sizes[:3]
    return f"(l.v + 16) + (i.v + 2) * {laws}::BIGINT + d.v * {laws * items}::BIGINT + h.v * {laws * items * places}::BIGINT + p.v * {laws * items * places ** 2}::BIGINT + f.v * {step}::BIGINT"


def _further(number: int, resolved: Resolved) -> str:
    said = []
    for (fact, kinds), size in zip(resolved.meanings.facts, resolved.radix.facts, strict=True):
        number, digit = divmod(number, size)
        if digit:
            said.append(f"{fact}={kinds[digit]!r}")
    return "; ".join(said)


_NAMED = ("JOIN n_law l ON l.name = c.law JOIN n_item i ON i.name = c.item JOIN n_place d ON d.name = c.d JOIN n_place h ON h.name = c.h "
          "JOIN n_place p ON p.name = c.p JOIN n_further f ON f.name = c.f")


def _take_kept(connection: Any, resolved: Resolved, answers: Answers) -> None:
    key = _names(connection, resolved)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE hits AS SELECT {key} AS k, c.r, c.line FROM kept_cases c {_NAMED} "
                       "WHERE k IN (SELECT k FROM grouped)")
    records = connection.execute(f"SELECT r, {', '.join(COLUMNS)} FROM kept_records WHERE r IN (SELECT r FROM hits)").fetchall()
    load_table(connection, "hit_records", [("r", "VARCHAR"), ("a", "INTEGER")], [(row[0], answers.number(Record(**dict(zip(COLUMNS, row[1:], strict=True))))) for row in records])
    connection.execute("INSERT INTO cases SELECT k, a, line FROM hits JOIN hit_records USING (r)")


def _keep(connection: Any, resolved: Resolved, folder: Path) -> None:
    _names(connection, resolved)
    digest = "md5(concat_ws('|', " + ", ".join(f"coalesce({name}, '~')" for name in COLUMNS) + "))"
    laws, items, places = resolved.radix.sizes[:3]
    step = laws * items * places**3
    named = (f"SELECT l.name AS law, i.name AS item, d.name AS d, h.name AS h, p.name AS p, f.name AS f, c.line, n.r FROM cases c "
             f"JOIN n_law l ON l.v = c.k % {laws} - 16 JOIN n_item i ON i.v = c.k // {laws} % {items} - 2 JOIN n_place d ON d.v = c.k // {laws * items} % {places} "
             f"JOIN n_place h ON h.v = c.k // {laws * items * places} % {places} JOIN n_place p ON p.v = c.k // {laws * items * places**2} % {places} "
             f"JOIN n_further f ON f.v = c.k // {step} JOIN (SELECT a, {digest} AS r FROM answers) n ON n.a = c.a WHERE c.k % {laws} >= 16")
    cases = f"SELECT * FROM ({named})"
    records = f"SELECT {digest} AS r, {', '.join(COLUMNS)} FROM answers"
    if load_kept(connection, folder):
        cases = f"SELECT DISTINCT ON (law, item, d, h, p, f) * FROM ({named} UNION ALL SELECT law, item, d, h, p, f, line, r FROM kept_cases)"
        records = f"SELECT DISTINCT ON (r) * FROM ({records} UNION ALL SELECT r, {', '.join(COLUMNS)} FROM kept_records)"
    keep(connection, folder, cases, records)


# ---- lines that quantities decide -----------------------------------------------------------------------------------


def _line_by_line(connection: Any, spark: SparkEngine | None, decider: Decider, book: Book, columns: Columns, resolved: Resolved, tell: Progress) -> tuple[bool, list[Row]]:
    """Answer the lines whose quantity or running total decides; whether there are any, and what was counted."""
    kind = "BIGINT" if resolved.radix.fits else "VARCHAR"
    keys = [row[0] for row in connection.execute("SELECT k FROM cases WHERE line AND k IN (SELECT k FROM grouped)").fetchall()]
    if not keys:
        return False, []
    cases = {key: case for key in keys if (case := resolved.radix.unpacked(key)[1]) is not None}
    tell("count", 0, 1)
    load_table(connection, "counted_cases", [("k", kind)], [(key,) for key in cases])
    statement = counted_lines(book, columns, resolved.further, resolved.radix)
    if spark is not None:
        spark.lay(connection, ["counted_cases"])
    lines = _fetched(connection.execute(statement)) if spark is None else (Line(*row) for row in spark.rows(statement))
    overrides, rows = run_totals(decider, lines, cases.__getitem__)
    load_table(connection, "overrides", [("r", "BIGINT"), ("a", "INTEGER")], overrides)
    return True, rows


def _fetched(result: Any) -> Iterator[Line]:
    while rows := result.fetchmany(_CHUNK):
        yield from (Line(*row) for row in rows)
