"""The statements that sum lines: by case, and by party.

Belongs here: what lines are grouped by, and what is summed of them. Does not: how lines are coded
(join), or what a report makes of the sums (counts, party_report).
Always true: parties are summed by themselves, and only those that a report lists: a book has as
many pairs of case and party as lines.
"""

from __future__ import annotations

from collections.abc import Collection

from ecluse.orders.join import Coding, selected
from ecluse.orders.packing import coded
from ecluse.orders.party_join import SHOWN
from ecluse.orders.relations import (
    ANSWERS,
    CASES,
    GROUPED,
    OVERRIDES,
    PARTY_GROUPS,
    text_codes,
)
from ecluse.tables.relation import Column

# What a column of `GROUPED` is where no line differs in it: it is then not grouped by.
_ALIKE = {
    GROUPED.item: "0",
    GROUPED.currency: "0",
    GROUPED.eccn: "0",
    GROUPED.own: "CAST(NULL AS INTEGER)",
}


def grouped(coding: Coding, *, overridden: bool = False) -> str:
    """Lines, units and values of each key that occurs, by currency, declared ECCN, destination and
    item (and by the line's own answer, where it has one).
    """
    by = _told_apart(coding)
    sums = _sums(coding)
    if "eccn" in coding.columns.roles:
        sums[GROUPED.row] = coding.row
    inner = selected({**by, **sums, **({GROUPED.row: coding.row} if overridden else {})})
    made = {
        **{column: column.of("l") for column in by},
        **({GROUPED.own: OVERRIDES.answer.of("o")} if overridden else {}),
        GROUPED.lines: "count(*)",
        **{
            column: f"{'min' if column == GROUPED.row else 'sum'}({column.of('l')})"
            for column in sums
        },
    }
    own = f" {own_answer(GROUPED.row.of('l'))}" if overridden else ""
    groups = f"SELECT {selected(made)}\nFROM ({coding.lines(inner)}) l{own}\nGROUP BY ALL"
    every = ", ".join(
        column.name if column in made else f"{_ALIKE.get(column, 'NULL')} AS {column}"
        for column in GROUPED.columns.values()
    )
    return f"SELECT {every} FROM ({groups}) g"


def _told_apart(coding: Coding) -> dict[Column, str]:
    """What lines are grouped by, as far as the book tells it."""
    currency = coding.amounts.currency
    return {
        GROUPED.key: coding.key,
        GROUPED.destination: _code("destination"),
        **({GROUPED.item: coding.part} if coding.names_items else {}),
        **({GROUPED.currency: currency} if currency is not None else {}),
        **({GROUPED.eccn: _code("eccn")} if "eccn" in coding.columns.roles else {}),
    }


def grouped_by_party(coding: Coding, unlisted: Collection[int], *, overridden: bool) -> str:
    """Lines, units and values of each party that is shown, by outcome and currency; `unlisted` are
    the numbers of those that no report lists.

    These are few: what is shown of a line without a match differs by the day of the lists alone
    (`party_shown.shown_of`). Whatever is shown of such a line besides makes them as many as lines.
    """
    sums = _sums(coding)
    inner = {
        PARTY_GROUPS.shown: SHOWN,
        PARTY_GROUPS.currency: coding.amounts.currency or "0",
        CASES.key: coding.key,
        **sums,
        **({OVERRIDES.row: coding.row} if overridden else {}),
    }
    answer, joins = answer_of(CASES.key.of("l"), OVERRIDES.row.of("l") if overridden else None)
    made = {
        PARTY_GROUPS.shown: PARTY_GROUPS.shown.of("l"),
        PARTY_GROUPS.outcome: ANSWERS.outcome.of("a"),
        PARTY_GROUPS.currency: PARTY_GROUPS.currency.of("l"),
        PARTY_GROUPS.lines: "count(*)",
        PARTY_GROUPS.units: "NULL",
        PARTY_GROUPS.value: "NULL",
        **{column: f"sum({column.of('l')})" for column in sums},
    }
    lines = coding.lines(selected(inner), party_rows=True)
    return (
        f"SELECT {selected(made)}\nFROM ({lines}) l\n{joins}\n"
        f"JOIN {ANSWERS} a ON {ANSWERS.answer.of('a')} = {answer}\n"
        f"WHERE {PARTY_GROUPS.shown.of('l')} NOT IN ({', '.join(map(str, unlisted))}) "
        f"AND {ANSWERS.outcome.of('a')} IS NOT NULL\nGROUP BY ALL"
    )


def answer_of(key: str, row: str | None = None) -> tuple[str, str]:
    """The expression of the number of a line's answer, and the joins that find it: by the key of
    its case and, where some lines have an answer of their own, by its row.
    """
    answer = CASES.answer.of("c")
    joins = f"LEFT JOIN {CASES} c ON {CASES.key.of('c')} = {key}"
    if row is None:
        return answer, joins
    return f"coalesce({OVERRIDES.answer.of('o')}, {answer})", f"{joins}\n{own_answer(row)}"


def own_answer(row: str) -> str:
    """The join that finds a line's own answer, where it has one, by its row."""
    return f"LEFT JOIN {OVERRIDES} o ON {OVERRIDES.row.of('o')} = {row}"


def _code(role: str) -> str:
    """The expression of the code of a line's text."""
    return coded(text_codes(role).code.of(f"m_{role}"))


def _sums(coding: Coding) -> dict[Column, str]:
    """The amounts that a book gives, by the column that sums them."""
    amounts = {GROUPED.units: coding.amounts.quantity, GROUPED.value: coding.amounts.value}
    return {column: amount for column, amount in amounts.items() if amount != "NULL"}
