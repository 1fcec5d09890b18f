"""The report's figures, from the grouped lines and their answers.

Belongs here: the sums by answer, destination, item, measure, need and flag; declared ECCNs; what
the top of a report must say.
Does not: rows that could not be read (unread), or the report's layout (report).
Always true: every line is counted once, under one answer, whatever it is grouped by.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from ecluse.determine.eccn_answer import ByFigures
from ecluse.determine.verdict import policy_strictness
from ecluse.law.library import Library
from ecluse.orders.answers import Answers
from ecluse.orders.case import UNLISTED
from ecluse.orders.codes import Asked, Resolved
from ecluse.orders.eccn import disagreement, figures_of
from ecluse.orders.record import Record
from ecluse.orders.relations import ANSWERS, SETTLED
from ecluse.orders.sums import Tally, Total, split
from ecluse.orders.tally import (
    AllLines,
    AttentionLines,
    ChangedLines,
    DeclaredEccn,
    DestinationLines,
    FlagLines,
    ItemLines,
    MeasureLines,
    NeedLines,
    OutcomeLines,
)
from ecluse.words.say import has_words, number, say, when

if TYPE_CHECKING:
    import duckdb

_BITES = ("LICENSE", "EXCEPTION", "UNDETERMINED")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """The summed parts of a report, under its fields' names."""

    total: AllLines
    outcomes: tuple[OutcomeLines, ...]
    measures: tuple[MeasureLines, ...]
    destinations: tuple[DestinationLines, ...]
    items: tuple[ItemLines, ...]
    needs: tuple[NeedLines, ...]
    red_flags: tuple[FlagLines, ...]
    attention: tuple[AttentionLines, ...]
    eccn: tuple[DeclaredEccn, ...]
    changed: tuple[ChangedLines, ...]


def sums_of(
    connection: duckdb.DuckDBPyConnection, answers: Answers, resolved: Resolved, asked: Asked
) -> Sums:
    """Sum the groups of lines that stand in the relation `SETTLED`."""
    tally = Tally()
    _by_answer(connection, tally, answers, resolved)
    _by_code(connection, tally, resolved, asked.lang)
    outcomes = _outcomes(tally)
    _, whole = next(iter(tally.ranked("total")), ("all", Total()))
    return Sums(
        total=AllLines(name="all", **whole.amounts()),
        outcomes=outcomes,
        measures=_measures(tally, asked),
        destinations=_destinations(tally, asked),
        items=_items(tally),
        needs=_needs(tally),
        red_flags=_flags(tally),
        attention=_attention(outcomes, tally.ranked("flag"), asked.lang),
        eccn=_declared(connection, resolved, asked.library),
        changed=tuple(
            ChangedLines(before=before, now=now, **total.amounts())
            for (before, now), total in tally.ranked("changed")
        ),
    )


def _outcomes(tally: Tally) -> tuple[OutcomeLines, ...]:
    return tuple(
        OutcomeLines(outcome=outcome, exception=exception, review_policy=policy, **total.amounts())
        for (outcome, exception, policy), total in tally.ranked("outcome")
    )


def _measures(tally: Tally, asked: Asked) -> tuple[MeasureLines, ...]:
    titles = {measure.measure: measure.title.say(asked.lang) for measure in asked.register.measures}
    return tuple(
        MeasureLines(
            measure=name,
            **total.amounts(),
            outcomes=tally.lines(("measure", name)),
            title=titles.get(name, name),
        )
        for name, total in tally.ranked("measure")
    )


def _destinations(tally: Tally, asked: Asked) -> tuple[DestinationLines, ...]:
    countries = asked.library.countries.by_code
    unknown = say("orders.not made out", asked.lang)
    return tuple(
        DestinationLines(
            code=code,
            country=countries[code].name(asked.lang) if code in countries else unknown,
            **total.amounts(),
            outcomes=tally.lines(("destination", code)),
        )
        for code, total in tally.ranked("destination")
    )


def _needs(tally: Tally) -> tuple[NeedLines, ...]:
    return tuple(NeedLines(need=need, **total.amounts()) for need, total in tally.ranked("need"))


def _flags(tally: Tally) -> tuple[FlagLines, ...]:
    return tuple(FlagLines(flag=flag, **total.amounts()) for flag, total in tally.ranked("flag"))


def _items(tally: Tally) -> tuple[ItemLines, ...]:
    return tuple(
        ItemLines(item=item, **total.amounts(), outcomes=tally.lines(("item", item)))
        for item, total in tally.ranked("item")
    )


def _summed(connection: duckdb.DuckDBPyConnection, *by: object) -> list[tuple[Any, ...]]:
    """Lines, units and value by some columns and the currency, without the rows of totals."""
    columns = ", ".join(map(str, by))
    found: list[tuple[Any, ...]] = connection.execute(
        f"SELECT {columns}, {SETTLED.currency}, sum({SETTLED.lines})::BIGINT, "
        f"sum({SETTLED.units}), sum({SETTLED.value}) "
        f"FROM {SETTLED} JOIN {ANSWERS} USING ({ANSWERS.answer}) "
        f"WHERE {ANSWERS.outcome} IS NOT NULL GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    return found


def _by_answer(
    connection: duckdb.DuckDBPyConnection, tally: Tally, answers: Answers, resolved: Resolved
) -> None:
    for place, currency, *summed in _summed(connection, SETTLED.answer):
        record, amounts = answers.records[place], (*summed, resolved.currencies[currency])
        tally.add("total", "all", amounts)
        tally.add("outcome", (record.outcome, record.exception, record.review_policy), amounts)
        if record.outcome in _BITES:
            for measure in split(record.measure):
                tally.add("measure", measure, amounts)
                tally.add(("measure", measure), record.outcome, amounts)
        for need in split(record.needs):
            tally.add("need", need, amounts)
        for flag in split(record.red_flags, " | "):
            tally.add("flag", flag, amounts)
        before = answers.before[place]
        if before is not None:
            tally.add("changed", (before, record.answer_text), amounts)


def _by_code(
    connection: duckdb.DuckDBPyConnection, tally: Tally, resolved: Resolved, lang: str
) -> None:
    """Sum by destination and by item, and within each by outcome."""
    places, items = resolved.meanings.places, resolved.meanings.items
    unlisted = say("orders.unlisted", lang)
    names = [unlisted if item is UNLISTED else item.name for item in items]
    names = [say("orders.unresolved", lang), *names]
    for kind, column, meanings in (
        ("destination", SETTLED.destination, places),
        ("item", SETTLED.item, names),
    ):
        for code, outcome, currency, *summed in _summed(connection, column, ANSWERS.outcome):
            amounts = (*summed, resolved.currencies[currency])
            tally.add(kind, meanings[code], amounts)
            tally.add((kind, meanings[code]), outcome, amounts)


def _by_figures(resolved: Resolved, library: Library) -> Callable[[int], ByFigures]:
    """What the figures of each item come to, worked out once, under the last law of the book."""
    meanings = resolved.meanings

    @cache
    def met(item: int) -> ByFigures:
        return figures_of(meanings.items[item], meanings.slices.slices[-1].law, library)

    return met


def _declared(
    connection: duckdb.DuckDBPyConnection, resolved: Resolved, library: Library
) -> tuple[DeclaredEccn, ...]:
    """The declared ECCNs that the item's figures alone contradict, under the last law of the book,
    the most lines first.
    """
    if not resolved.meanings.slices.slices:  # no line has a day that can be read
        return ()
    met = _by_figures(resolved, library)
    seen: dict[tuple[str, str, str], list[int]] = {}
    rows = connection.execute(
        f"SELECT {SETTLED.eccn}, {SETTLED.item}, "
        f"sum({SETTLED.lines})::BIGINT, min({SETTLED.row}) FROM {SETTLED} "
        f"WHERE {SETTLED.eccn} > 0 AND {SETTLED.item} > 0 GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    for code, item, lines, first_row in rows:
        text, figures = resolved.eccns[code], met(item - 1)
        why = disagreement(text, figures.paragraphs, sure=figures.sure)
        if why is not None:
            name = resolved.meanings.items[item - 1].name
            counted = seen.setdefault((name, text, why), [0, first_row])
            counted[:] = counted[0] + lines, min(counted[1], first_row)
    return _most_lines_first(seen)


def _most_lines_first(
    seen: Mapping[tuple[str, str, str], Sequence[int]],
) -> tuple[DeclaredEccn, ...]:
    ordered = sorted(seen.items(), key=lambda pair: (-pair[1][0], pair[1][1], pair[0]))
    return tuple(
        DeclaredEccn(item=item, declared=text, reason=why, lines=lines, first_row=row)
        for (item, text, why), (lines, row) in ordered
    )


def pressing(outcomes: Sequence[OutcomeLines]) -> list[OutcomeLines]:
    """The answers to look at first: licenses, the strictest review policy first, then what is
    undetermined.
    """
    licenses = [row for row in outcomes if row.outcome == "LICENSE"]
    return [
        *sorted(licenses, key=lambda row: -policy_strictness(row.review_policy)),
        *(row for row in outcomes if row.outcome == "UNDETERMINED"),
    ]


def policy_in_words(policy: str | None, lang: str) -> str:
    """A review policy in words; the data name each in English."""
    if policy is None:
        return say("orders.answer.no policy", lang)
    known = lang != "en" and has_words(f"policy.{policy}")
    return say(f"policy.{policy}", lang) if known else policy


def why_first(row: OutcomeLines, lang: str) -> str:
    """Why an answer is to be looked at first, in words."""
    if row.outcome == "UNDETERMINED":
        return say("orders.attention.undetermined", lang)
    policy = policy_in_words(row.review_policy, lang)
    return say("orders.attention.license", lang, policy=policy)


def _attention(
    outcomes: Sequence[OutcomeLines], flags: Sequence[tuple[str, Total]], lang: str
) -> tuple[AttentionLines, ...]:
    answers = (
        AttentionLines(what=why_first(row, lang), lines=row.lines, units=row.units, value=row.value)
        for row in pressing(outcomes)
    )
    flagged = (
        AttentionLines(what=say("orders.attention.flag", lang, flag=flag), **total.amounts())
        for flag, total in flags
    )
    return (*answers, *flagged)


def presumptions(
    connection: duckdb.DuckDBPyConnection,
    answers: Answers,
    roles: Mapping[str, str],
    library: Library,
    lang: str,
) -> list[str]:
    """What the top of a report must say: seats that no column gives, days after the record."""
    lines: dict[int, int] = dict(
        connection.execute(
            f"SELECT {SETTLED.answer}, sum({SETTLED.lines})::BIGINT FROM {SETTLED} GROUP BY ALL"
        ).fetchall()
    )

    def total(of: Callable[[Record], object]) -> int:
        return sum(n for place, n in lines.items() if of(answers.records[place]))

    def note(key: str, count: int, **named: object) -> str:
        how_many = "one" if count == 1 else "several"
        return say(f"orders.note.{key}, {how_many}", lang, count=number(count, lang), **named)

    notes = []
    if "headquarters" not in roles and (count := total(lambda record: record.seat)):
        notes.append(note("no seat", count))
    if count := total(lambda record: record.read_up_to):
        notes.append(note("beyond record", count, day=when(library.data_as_of, lang)))
    return notes
