"""Every case of a book to its answer.

Belongs here: grouping the lines by case, taking answers kept from earlier runs, deciding the others
(on all cores), and the lines that quantities decide one by one. Does not: one case (lookup), one
running total (cumulative).
Always true: each case that occurs has exactly one row in `cases`, and each answer exactly one in
`answers`.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ecluse.equivalence.workers import shared
from ecluse.orders.answer_cache import AnswerCache
from ecluse.orders.case import Case
from ecluse.orders.codes import Asked, Resolved
from ecluse.orders.join import Coding
from ecluse.orders.keys import Keys, by_class
from ecluse.orders.lookup import Answers, Decider, Part
from ecluse.orders.own_answers import OwnAnswers, Progress, own_answers
from ecluse.orders.record import values
from ecluse.orders.relations import (
    ANSWERS,
    CASES,
    GROUPED,
    OVERRIDES,
    SETTLED,
    SHOWN_ANSWERS,
    SHOWN_COLUMNS,
    VERSIONED,
    named_items,
)
from ecluse.tables.engine import Engine
from ecluse.tables.engine_duckdb import as_words
from ecluse.tables.names import quoted

if TYPE_CHECKING:
    import duckdb

_WORTH_KEEPING = 100  # determinations
_WORTH_SORTING = 400  # cases
_PART, _MOST_PARTS = 100, 60  # cases that are decided together, and how many times


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What settling came to; `CASES`, `ANSWERS`, `SETTLED` and, if any line has an answer of its
    own, `OVERRIDES` stand in the engine.
    """

    answers: Answers
    coding: Coding
    lines: int
    cases: int
    decided: int
    own: OwnAnswers


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without searches for cycles: what is kept of cases holds none, and one search through all of
    it takes half a second.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@_uncollected()
def settle(
    connection: duckdb.DuckDBPyConnection,
    engine: Engine,
    resolved: Resolved,
    asked: Asked,
    tell: Progress,
) -> Settled:
    """Answer every case that occurs, and lay the answers out as lines show them."""
    decider = Decider(asked.library, resolved.meanings, strict=asked.strict, lang=asked.lang)
    cache = AnswerCache.of(connection, resolved, asked)
    CASES.load(connection)
    keys = _keys(connection, engine, decider, resolved.coding, tell)
    coding = keys.coding
    engine.into(GROUPED.name, GROUPED.typed, coding.grouped())
    cache.take(decider.answers)
    decided = _decide(connection, decider, keys, _missing(connection), tell)
    cases = CASES.count(connection)
    own = own_answers(connection, engine, decider, coding, resolved.totals, tell)
    if own.any:
        _group_again(engine, coding, tell)
    _lay_out(connection, engine, decider.answers, coding, asked.library.version)
    decided += decider.decided
    if decided >= _WORTH_KEEPING:
        cache.keep()
    return Settled(
        answers=decider.answers,
        coding=coding,
        lines=_sum_groups(connection),
        cases=cases,
        decided=decided,
        own=own,
    )


def _keys(
    connection: duckdb.DuckDBPyConnection,
    engine: Engine,
    decider: Decider,
    coding: Coding,
    tell: Progress,
) -> Keys:
    """The keys of the cases, or of their classes, where cases are too many to list."""
    if coding.listable:
        return Keys(coding)
    tell("sort", 0, 1)
    return by_class(connection, engine, decider, coding)


def _group_again(engine: Engine, coding: Coding, tell: Progress) -> None:
    """Group the lines by the answers of their own as well."""
    tell("sum", 0, 1)
    engine.lay([OVERRIDES.name])
    engine.into(GROUPED.name, GROUPED.typed, coding.grouped(overridden=True))


def _missing(connection: duckdb.DuckDBPyConnection) -> list[int]:
    """The keys that have no answer yet."""
    rows = connection.execute(
        f"SELECT {GROUPED.key} FROM (SELECT DISTINCT {GROUPED.key} FROM {GROUPED}) "
        f"ANTI JOIN {CASES} USING ({CASES.key}) ORDER BY {GROUPED.key}"
    ).fetchall()
    return [key for (key,) in rows]


def _lay_out(
    connection: duckdb.DuckDBPyConnection,
    engine: Engine,
    answers: Answers,
    coding: Coding,
    version: str,
) -> None:
    """Make `ANSWERS`, `VERSIONED` and `SHOWN_ANSWERS`, and lay what lines are joined to before the
    engine; the items' names become numbered words.
    """
    rows = [
        (number, *(cell or None for cell in values(record)), before)
        for number, (record, before) in enumerate(zip(answers.records, answers.before, strict=True))
    ]
    ANSWERS.load(connection, rows)
    connection.execute(_by_seats(coding, version))
    as_words(connection, VERSIONED.name, SHOWN_ANSWERS.name, SHOWN_COLUMNS)
    part = named_items("part")
    as_words(connection, part.name, f"{part}_words", [part.label.name])
    connection.execute(f"DROP TABLE {part}")
    connection.execute(f"ALTER TABLE {part}_words RENAME TO {part}")
    engine.lay([CASES.name, SHOWN_ANSWERS.name])


def _by_seats(coding: Coding, version: str) -> str:
    """The view of the answers as lines show them: one row for each set of seats left out."""
    left_out = range(4) if coding.tells_seats else (3,)
    seats, provided = VERSIONED.seats, ANSWERS.provided
    whole = (
        f"nullif(concat_ws('; ', CASE WHEN {seats} & 1 > 0 THEN {ANSWERS.seat} END, "
        f"CASE WHEN {seats} & 2 > 0 THEN {ANSWERS.parent_seat} END, {provided}), '')"
    )
    rows = ", ".join(f"({bits})" for bits in left_out)
    return (
        f"CREATE OR REPLACE TEMP VIEW {VERSIONED} AS SELECT * REPLACE ({whole} AS {provided}), "
        f"{quoted(version)} AS {VERSIONED.data_version} FROM {ANSWERS}, (VALUES {rows}) s({seats})"
    )


def _sum_groups(connection: duckdb.DuckDBPyConnection) -> int:
    """Make `SETTLED`, the groups with their answers; how many lines there are."""
    own, answer = GROUPED.own.of("g"), CASES.answer.of("c")
    SETTLED.fill(
        connection,
        f"SELECT coalesce({own}, {answer}) AS {SETTLED.answer}, "
        f"g.* EXCLUDE ({GROUPED.key}, {GROUPED.own}) "
        f"FROM {GROUPED} g LEFT JOIN {CASES} c USING ({CASES.key})",
    )
    ((lines,),) = connection.execute(
        f"SELECT coalesce(sum({SETTLED.lines}), 0)::BIGINT FROM {SETTLED}"
    ).fetchall()
    return int(lines)


# ---- deciding ------------------------------------------------------------------------------------


def _decide(
    connection: duckdb.DuckDBPyConnection,
    decider: Decider,
    keys: Keys,
    missing: list[int],
    tell: Progress,
) -> int:
    """Decide the cases of `missing` into `cases`; how many determinations were made."""
    answers = decider.answers
    rows: list[tuple[int, int, bool]] = []
    cases: dict[Case, list[int]] = {}
    for key in missing:
        fault, case = keys.case(key)
        if case is None:
            rows.append((key, answers.fault(fault), False))
        else:
            cases.setdefault(case, []).append(key)
    decided = 0
    for asked, part in _shared(decider, list(cases), tell):
        decided += part.decided
        numbers = [answers.number(record, before) for record, before in part.records]
        rows.extend(
            (key, numbers[answer], line)
            for case, answer, line in zip(asked, part.answers, part.line_by_line, strict=True)
            for key in cases[case]
        )
    new = CASES.called("new_cases")
    new.load(connection, rows)
    CASES.add(connection, f"SELECT {CASES.listed} FROM {new}")
    return decided


def _shared(
    decider: Decider, cases: list[Case], tell: Progress
) -> Iterator[tuple[list[Case], Part]]:
    """Decide cases, on all cores where there are many; neighboring laws stay together, for they
    share most answers. Parts come in their order, whoever decides them, so that answers are
    numbered alike in every run.
    """
    by_item = cases
    if len(cases) >= _WORTH_SORTING:
        by_item = sorted(cases, key=lambda case: (case.item, case.facts, case.law))
    size = max(_PART, len(by_item) // _MOST_PARTS + 1)
    parts = [by_item[start : start + size] for start in range(0, len(by_item), size)]
    done, following = 0, 0
    early: dict[int, Part] = {}
    for number, part in shared(decider.part, decider.recipe, parts):
        done += len(parts[number])
        tell("decide", done, len(cases))
        early[number] = part
        while following in early:
            yield parts[following], early.pop(following)
            following += 1


# ---- answers kept from earlier runs --------------------------------------------------------------


def _folder(asked: Asked, coding: Coding) -> Path | None:
    """Where answers are kept: nowhere for a scenario, for two days of knowledge, for answers that
    take nothing for granted, or for cases too many to list.
    """
    if (
        asked.register is not asked.library.register
        or asked.since is not None
        or asked.strict
        or not coding.listable
    ):
        return None
    return place_of(asked.library, asked.reading, asked.known)


def _names(connection: Any, resolved: Resolved) -> str:
    """Load what the codes stand for, and give the expression of a case's key from these names."""
    meanings, coding = resolved.meanings, resolved.coding
    load_table(
        connection,
        "n_law",
        [("v", "INTEGER"), ("name", "VARCHAR")],
        [(each.number + 1, each.name) for each in meanings.slices.slices],
    )
    load_table(
        connection,
        "n_item",
        [("v", "INTEGER"), ("name", "VARCHAR")],
        [(0, NO_ITEM.name), *((place, item.name) for place, item in enumerate(meanings.items, 1))],
    )
    load_table(
        connection,
        "n_place",
        [("v", "INTEGER"), ("name", "VARCHAR")],
        list(enumerate(meanings.places)),
    )
    sizes = _sizes(coding)
    rest = [
        row[0]
        for row in connection.execute(
            f"SELECT DISTINCT {digits('k', sizes)[2]} FROM grouped WHERE k >= 0"
        ).fetchall()
    ]
    load_table(
        connection,
        "n_further",
        [("v", "BIGINT"), ("name", "VARCHAR")],
        [(number, _further(number, resolved)) for number in rest],
    )
    names = ("d", "h", "p")
    return packed(
        ["l.v", "i.v", "f.v", *(f"{names[ROLES.index(role)]}.v" for role in coding.roles)], sizes
    )


def _sizes(coding: Coding) -> tuple[int, ...]:
    """The sizes of what is packed in the key of a case, its further facts taken as one."""
    return (coding.laws, coding.items, prod(coding.of_subject[2:]), *coding.of_place[1:])


def _further(number: int, resolved: Resolved) -> str:
    said = []
    for (fact, kinds), digit in zip(
        resolved.meanings.facts, unpacked(number, resolved.coding.of_subject[2:]) or (), strict=True
    ):
        if digit:
            said.append(f"{fact}={kinds[digit]!r}")
    return "; ".join(said)


_NAMED = (
    "JOIN n_law l ON l.name = c.law JOIN n_item i ON i.name = c.item JOIN n_place d ON d.name = c.d JOIN n_place h ON h.name = c.h "
    "JOIN n_place p ON p.name = c.p JOIN n_further f ON f.name = c.f"
)


def _take_kept(connection: Any, resolved: Resolved, answers: Answers) -> None:
    key, roles = _names(connection, resolved), resolved.coding.roles
    # A role without a column is where the one before it is: kept cases in which it is elsewhere are
    # none of this book's.
    same = ("" if "headquarters" in roles else " AND c.h = c.d") + (
        "" if "parent_headquarters" in roles else " AND c.p = c.h"
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE hits AS SELECT {key} AS k, c.r, c.line FROM kept_cases c {_NAMED} "
        f"WHERE k IN (SELECT k FROM grouped){same}"
    )
    records = connection.execute(
        f"SELECT r, {', '.join(COLUMNS)} FROM kept_records WHERE r IN (SELECT r FROM hits)"
    ).fetchall()
    load_table(
        connection,
        "hit_records",
        [("r", "VARCHAR"), ("a", "INTEGER")],
        [
            (row[0], answers.number(Record(**dict(zip(COLUMNS, row[1:], strict=True)))))
            for row in records
        ],
    )
    connection.execute("INSERT INTO cases SELECT k, a, line FROM hits JOIN hit_records USING (r)")


def _keep(connection: Any, resolved: Resolved, folder: Path) -> None:
    _names(connection, resolved)
    digest = "md5(concat_ws('|', " + ", ".join(f"coalesce({name}, '~')" for name in COLUMNS) + "))"
    coding = resolved.coding
    law, item, further, *each = digits("k", _sizes(coding))
    destination, headquarters, parent = coding.countries(each)
    codes = f"{law} AS law, {item} AS item, {further} AS f, {destination} AS d, {headquarters} AS h, {parent} AS p"
    named = (
        f"SELECT l.name AS law, i.name AS item, d.name AS d, h.name AS h, p.name AS p, f.name AS f, c.line, n.r FROM (SELECT *, {codes} FROM cases WHERE k >= 0) c "
        f"JOIN n_law l ON l.v = c.law JOIN n_item i ON i.v = c.item JOIN n_place d ON d.v = c.d JOIN n_place h ON h.v = c.h "
        f"JOIN n_place p ON p.v = c.p JOIN n_further f ON f.v = c.f JOIN (SELECT a, {digest} AS r FROM answers) n ON n.a = c.a WHERE c.d > 0 AND (c.item > 0 OR f.name <> '')"
    )
    cases = f"SELECT * FROM ({named})"
    records = f"SELECT {digest} AS r, {', '.join(COLUMNS)} FROM answers"
    if load_kept(connection, folder):
        cases = f"SELECT DISTINCT ON (law, item, d, h, p, f) * FROM ({named} UNION ALL SELECT law, item, d, h, p, f, line, r FROM kept_cases)"
        records = f"SELECT DISTINCT ON (r) * FROM ({records} UNION ALL SELECT r, {', '.join(COLUMNS)} FROM kept_records)"
    keep(connection, folder, cases, records)


# ---- lines that quantities decide ----------------------------------------------------------------


def _line_by_line(
    connection: Any,
    engine: Engine,
    decider: Decider,
    coding: Coding,
    tell: Progress,
    totals: Sequence[int],
) -> tuple[bool, list[Row], list[str]]:
    """Answer the lines whose quantity or running total decides, and say of the rows of `totals` that
    they are no orders; whether there are any, what was counted, and notes on it.
    """
    overrides: list[tuple[int, int]] = []
    rows: list[Row] = []
    notes: list[str] = []
    if connection.execute("SELECT count(*) FROM cases WHERE line").fetchone()[0]:
        tell("count", 0, 1)
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE counted_cases AS SELECT k FROM cases WHERE line"
        )
        engine.lay(["counted_cases"])
        overrides, rows, notes = run_totals(
            decider, (_line(row, coding) for row in engine.stream(coding.counted()))
        )
    if totals:
        number = decider.answers.number(TOTAL)
        overrides += [(row, number) for row in totals]
    if not overrides:
        return False, rows, notes
    load_table(connection, "overrides", [("r", "BIGINT"), ("a", "INTEGER")], overrides)
    return True, rows, notes


def _line(row: tuple[Any, ...], coding: Coding) -> Line:
    """A line as the totals take it, with its own figures in place of their cells."""
    number, day, consignee, quantity, unread, *rest = row
    codes, own = rest[: len(coding.of_case)], rest[len(coding.of_case) :]
    figures = tuple(
        (each.fact, value)
        for each, value in zip(coding.figures.figures, own, strict=True)
        if each.column is not None and value is not None
    )
    case = case_of(codes, coding)
    return Line(number, case, day, consignee, quantity, figures, bool(unread))
