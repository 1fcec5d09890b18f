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
    in_order: bool = False,
) -> str:
    """Every line with every column of its own and the answer's.

    Args:
        before: Whether what was answered before stands beside it.
        overridden: Whether some lines have an answer of their own.
        words: Whether answers come from the table of numbered words.
        held: Whether a column says that a license held covers the line.
        in_order: Whether the lines are put in the order of the book: on several cores joins lose
            it, as they lose that of any two stretches of a file.
    """
    inner = [
        *(f"b.{name_of(heading)}" for heading in headings),
        f"{coding.item_name} AS __item",
        f"{coding.key} AS __key",
        *([f"{coding.left_out} AS __seats"] if coding.tells_seats else []),
        *([f"{SHOWN} AS __party"] if coding.parties else []),
        *([f"{coding.row} AS __row"] if overridden or in_order else []),
    ]
    answer, joins = answer_of("l.__key", "l.__row" if overridden else None)
    answers = SHOWN_ANSWERS if words else ANSWERS
    seats = f" AND {SHOWN_ANSWERS.seats.of('a')} = l.__seats" if coding.tells_seats else ""
    if coding.parties:
        shown = PARTY_WORDS if words else SHOWN_PARTIES
        joins += f"\nLEFT JOIN {shown} p ON {shown.shown.of('p')} = l.__party"
    columns = [
        *(f"l.{name_of(heading)}" for heading in headings),
        *answer_columns(
            version, words=words, before=before, held=held, parties=coding.parties is not None
        ),
    ]
    return (
        f"SELECT {', '.join(columns)}\nFROM ({coding.lines(', '.join(inner))}) l\n{joins}\n"
        f"LEFT JOIN {answers} a ON {ANSWERS.answer.of('a')} = {answer}{seats}"
        + ("\nORDER BY l.__row" if in_order else "")
    )


PARTY_WORDS = SHOWN_PARTIES.called("party_said")  # the same, its texts held as numbered words
