"""The columns of an answer that stand beside a line.

Belongs here: their expressions and headings, in the order in which they are written. Does not:
joining answers to lines (join).
Always true: headings and expressions are in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ecluse.orders.party_shown import PARTY_OUTPUT, PARTY_SHOWN
from ecluse.orders.record import BEFORE, HELD, HELD_COLUMN, LAW_COLUMN, OUTPUT, SHOWN
from ecluse.orders.relations import ANSWERS, SHOWN_ANSWERS, SHOWN_PARTIES
from ecluse.tables.names import quoted


def answer_columns(
    version: str,
    *,
    words: bool,
    before: bool,
    held: bool,
    parties: bool = False,
    law: str = "",
    answer: str = "a",
    party: str = "p",
) -> Iterable[str]:
    """The columns of an answer, in the order of `OUTPUT`, and those that were asked for besides;
    `answer` and `party` are where their texts are found.
    """
    columns = [f"{ANSWERS.columns[name].of(answer)} AS ecluse_{name}" for name in SHOWN]
    columns.insert(-1, "l.__item AS ecluse_item")
    data_version = SHOWN_ANSWERS.data_version.of(answer) if words else quoted(version)
    columns.append(f"{data_version} AS ecluse_data_version")
    if parties:
        columns += [
            f"{SHOWN_PARTIES.columns[name].of(party)} AS ecluse_party_{name}"
            for name in PARTY_SHOWN
        ]
    if before:
        columns.append(f"{ANSWERS.before.of(answer)} AS {BEFORE}")
    if held:
        columns.append(f"{ANSWERS.columns[HELD].of(answer)} AS {HELD_COLUMN}")
    if law:
        columns.append(f"{quoted(law)} AS {LAW_COLUMN}")
    return columns


def output_columns(
    headings: Sequence[str],
    *,
    before: bool,
    held: bool = False,
    parties: bool = False,
    law: bool = False,
) -> list[str]:
    """The headings of what is written."""
    return [
        *headings,
        *OUTPUT,
        *(PARTY_OUTPUT if parties else []),
        *([BEFORE] if before else []),
        *([HELD_COLUMN] if held else []),
        *([LAW_COLUMN] if law else []),
    ]
