"""The statement that puts its answer beside every line of a book.

Belongs here: the last join, of coded lines to answers and to what is shown of parties. Does not:
how lines are coded (join), or running it (engine).
Always true: every line comes once, with every column of its own; written by the embedded engine,
lines are in the order of the book.
"""

from __future__ import annotations

from collections.abc import Sequence

from ecluse.orders.answer_columns import answer_columns
from ecluse.orders.grouping import answer_of
from ecluse.orders.join import Coding
from ecluse.orders.party_join import SHOWN
from ecluse.orders.relations import ANSWERS, SHOWN_ANSWERS, SHOWN_PARTIES
from ecluse.tables.engine_duckdb import NUMBER
from ecluse.tables.names import name_of


def answered(
    coding: Coding,
    headings: Sequence[str],
    version: str,
    *,
    before: bool,
    overridden: bool,
    words: bool = True,
    held: bool = False,
    law: str = "",
) -> str:
    """Every line with every column of its own and the answer's, in no order.

    Args:
        before: Whether what was answered before stands beside it.
        overridden: Whether some lines have an answer of their own.
        words: Whether answers come from the table of numbered words.
        held: Whether a column says that a license held covers the line.
        law: What a column says of the law, where it is another than the record's.
    """
    own = [f"b.{name_of(heading)}" for heading in headings]
    inner = [*own, *_told(coding), *([f"{coding.row} AS __row"] if overridden else [])]
    parties = coding.parties is not None
    said = answer_columns(version, words=words, before=before, held=held, parties=parties, law=law)
    columns = [*(f"l.{name_of(heading)}" for heading in headings), *said]
    joined = _joined(coding, inner, overridden=overridden, words=words)
    return f"SELECT {', '.join(columns)}\n{joined}"


def answered_in_order(
    coding: Coding,
    headings: Sequence[str],
    version: str,
    *,
    before: bool,
    overridden: bool,
    held: bool = False,
    law: str = "",
) -> str:
    """The same in the order of the book, which joins lose where several cores work: the numbers of
    the answers are sorted, set beside the lines as these are read, and looked up in lists.
    """
    own = [f"b.{name_of(heading)}" for heading in headings]
    parties = coding.parties is not None
    said = answer_columns(
        version,
        words=True,
        before=before,
        held=held,
        parties=parties,
        law=law,
        answer=f"every.answers[{_of_line(coding.row)}]",
        party="every.parties[l.__shown]",
    )
    numbers = f"l.__row, l.__item, a.{NUMBER} AS __said"
    numbers += f", p.{NUMBER} AS __shown" if parties else ""
    inner = [*_told(coding), f"{coding.row} AS __row"]
    joined = _joined(coding, inner, overridden=overridden, words=True)
    every = {"answers": SHOWN_ANSWERS, **({"parties": PARTY_WORDS} if parties else {})}
    lists = ", ".join(
        f"(SELECT list(one ORDER BY one.{NUMBER}) FROM {table} one) AS {name}"
        for name, table in every.items()
    )
    return (
        f"SELECT {', '.join([*own, *said])}\nFROM {coding.book.relation} b\n"
        f"POSITIONAL JOIN (SELECT {numbers} {joined}\nORDER BY l.__row) l\n"
        f"CROSS JOIN (SELECT {lists}) every"
    )


def _of_line(row: str) -> str:
    """The number of a line's answer; an error, should the line beside it ever be another."""
    return (
        f"CASE WHEN {row} = l.__row THEN l.__said "
        "ELSE error('lines are not in the order of their numbers; report this') END"
    )


def _told(coding: Coding) -> list[str]:
    """What a line tells of its answer."""
    return [
        f"{coding.item_name} AS __item",
        f"{coding.key} AS __key",
        *([f"{coding.left_out} AS __seats"] if coding.tells_seats else []),
        *([f"{SHOWN} AS __party"] if coding.parties else []),
    ]


def _joined(coding: Coding, inner: Sequence[str], *, overridden: bool, words: bool) -> str:
    """Lines `l`, with what is selected of them, joined to their answers `a` and to what is shown of
    their parties `p`.
    """
    answer, joins = answer_of("l.__key", "l.__row" if overridden else None)
    answers = SHOWN_ANSWERS if words else ANSWERS
    seats = f" AND {SHOWN_ANSWERS.seats.of('a')} = l.__seats" if coding.tells_seats else ""
    if coding.parties:
        shown = PARTY_WORDS if words else SHOWN_PARTIES
        joins += f"\nLEFT JOIN {shown} p ON {shown.shown.of('p')} = l.__party"
    return (
        f"FROM ({coding.lines(', '.join(inner))}) l\n{joins}\n"
        f"LEFT JOIN {answers} a ON {ANSWERS.answer.of('a')} = {answer}{seats}"
    )


PARTY_WORDS = SHOWN_PARTIES.called("party_said")  # the same, its texts held as numbered words
