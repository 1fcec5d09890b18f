"""Every case of a book to its answer.

Belongs here: grouping the lines by case, taking answers from the cache, deciding the other cases
(on all cores), and making the tables of answers. Does not: deciding one case (lookup), lines with
an answer of their own (own_answers).
Always true: each case that occurs has exactly one row in `CASES`, and each answer exactly one in
`ANSWERS`.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from ecluse.equivalence.workers import shared
from ecluse.orders.answer_cache import AnswerCache
from ecluse.orders.answered import PARTY_WORDS
from ecluse.orders.answers import Answers, PartAnswers
from ecluse.orders.case import LineCase
from ecluse.orders.codes import Asked, Resolved
from ecluse.orders.grouping import grouped
from ecluse.orders.join import Coding
from ecluse.orders.keys import Keys, by_class
from ecluse.orders.like_laws import like_laws
from ecluse.orders.lookup import Decider
from ecluse.orders.own_answers import OwnAnswers, Progress, own_answers
from ecluse.orders.party_shown import PARTY_TEXTS
from ecluse.orders.record import values
from ecluse.orders.relations import (
    ANSWERS,
    CASES,
    GROUPED,
    OVERRIDES,
    SETTLED,
    SHOWN_ANSWERS,
    SHOWN_COLUMNS,
    SHOWN_PARTIES,
    VERSIONED,
    named_items,
)
from ecluse.tables.engine import Engine
from ecluse.tables.engine_duckdb import as_words
from ecluse.tables.names import quoted

if TYPE_CHECKING:
    import duckdb

_WORTH_KEEPING = 100  # determinations
# Cases are decided one by one where they are few, and where few of them share an item: finding out
# which are alike costs as much as so many answers.
_FEW_CASES, _SHARING = 500, 8
_PART = 100  # of these are decided together


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
    """Answer every case that occurs, and make the tables of answers."""
    decider = Decider(asked.library, resolved.meanings, strict=asked.strict, lang=asked.lang)
    cache = AnswerCache.of(connection, resolved, asked)
    CASES.load(connection)
    keys = _keys(connection, engine, decider, resolved.coding, tell)
    coding = keys.coding
    engine.into(GROUPED.name, GROUPED.typed, grouped(coding))
    cache.take(decider.answers)
    decided = _decide(connection, decider, keys, _missing(connection), tell)
    cases = CASES.count(connection)
    before = decider.decided
    own = own_answers(connection, engine, decider, coding, resolved.totals, tell)
    if own.any:
        _group_again(engine, coding, tell)
    _lay_out(connection, engine, decider.answers, coding, asked.library.version)
    decided += decider.decided - before
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
    engine.into(GROUPED.name, GROUPED.typed, grouped(coding, overridden=True))


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
    laid = [CASES.name, SHOWN_ANSWERS.name]
    if coding.parties is not None:
        as_words(connection, SHOWN_PARTIES.name, PARTY_WORDS.name, PARTY_TEXTS)
        laid.append(PARTY_WORDS.name)
    engine.lay(laid)


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
    cases: dict[LineCase, list[int]] = {}
    for key in missing:
        fault, case = keys.case(key)
        if case is None:
            rows.append((key, answers.fault(fault), False))
        else:
            cases.setdefault(case, []).append(key)
    cases = _under_like_laws(decider, cases)
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


def _under_like_laws(
    decider: Decider, cases: dict[LineCase, list[int]]
) -> dict[LineCase, list[int]]:
    """Cases with their keys, each under the first law that says the same of every item."""
    if _are_few(list(cases)):
        return cases
    first = like_laws(decider.subjects, cases)
    found: dict[LineCase, list[int]] = {}
    for case, keys in cases.items():
        law = first[case.law]
        under = case if law == case.law else case._replace(law=law)
        found.setdefault(under, []).extend(keys)
    return found


def _shared(
    decider: Decider, cases: list[LineCase], tell: Progress
) -> Iterator[tuple[list[LineCase], PartAnswers]]:
    """Decide cases, on all cores where there are many. Parts come in their order, whoever decides
    them, so that answers are numbered alike in every run.
    """
    by_codes = not _are_few(cases)
    parts = _by_law(cases) if by_codes else _in_parts(cases)
    done, following = 0, 0
    early: dict[int, PartAnswers] = {}
    job, recipe = partial(decider.part, by_codes=by_codes), decider.recipe(by_codes=by_codes)
    for number, part in shared(job, recipe, parts):
        done += len(parts[number])
        tell("decide", done, len(cases))
        early[number] = part
        while following in early:
            yield parts[following], early.pop(following)
            following += 1


def _by_law(cases: list[LineCase]) -> list[list[LineCase]]:
    """The cases of each law, which is run once for all of them."""
    parts: dict[int, list[LineCase]] = {}
    for case in cases:
        parts.setdefault(case.law, []).append(case)
    return [parts[law] for law in sorted(parts)]


def _in_parts(cases: list[LineCase]) -> list[list[LineCase]]:
    """Cases in parts, in the order of their keys: those of one item and place stay together."""
    return [cases[start : start + _PART] for start in range(0, len(cases), _PART)]


def _are_few(cases: list[LineCase]) -> bool:
    """Whether cases are decided one by one."""
    if len(cases) > _FEW_CASES:
        return False
    return len(cases) <= _SHARING * len({(case.law, case.item, case.facts) for case in cases})
