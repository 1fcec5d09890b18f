"""Two laws compared, asked in plain words from Python.

Belongs here: the public function. Does not: reading a side (side), comparing (diff, book).
Always true: it reads no clock; without a day on either side, the day is that up to which the law
was read.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, overload

from ecluse.compare.answer import BookDiff, Diff
from ecluse.compare.diff import diff
from ecluse.compare.side import sides_of
from ecluse.determine.ask import answering
from ecluse.determine.question import Day
from ecluse.errors import InputError
from ecluse.law.library import Library
from ecluse.law.measure import Reading
from ecluse.words.say import Language, check_language

if TYPE_CHECKING:  # most comparisons are of no book
    from ecluse.orders.answer_table import ArrowStream


@overload
def compare(
    before: str | date,
    after: str | date,
    *,
    orders: None = None,
    to: str | None = None,
    reading: Reading | str = Reading.ENFORCED,
    known: Day | None = None,
    before_known: Day | None = None,
    library: Library | None = None,
    before_library: Library | None = None,
    lang: Language = "en",
) -> Diff: ...


@overload
def compare(
    before: str | date,
    after: str | date,
    *,
    orders: str | Path | ArrowStream,
    columns: Mapping[str, str] | None = None,
    out: str | Path | None = None,
    force: bool = False,
    one_by_one: int | None = None,
    reading: Reading | str = Reading.ENFORCED,
    known: Day | None = None,
    before_known: Day | None = None,
    library: Library | None = None,
    before_library: Library | None = None,
    lang: Language = "en",
) -> BookDiff: ...


def compare(
    before: str | date,
    after: str | date,
    *,
    orders: str | Path | ArrowStream | None = None,
    to: str | None = None,
    columns: Mapping[str, str] | None = None,
    out: str | Path | None = None,
    force: bool = False,
    one_by_one: int | None = None,
    reading: Reading | str = Reading.ENFORCED,
    known: Day | None = None,
    before_known: Day | None = None,
    library: Library | None = None,
    before_library: Library | None = None,
    lang: Language = "en",
) -> Diff | BookDiff:
    """What differs between two laws: answers for the catalogue, or the lines of an order book?

    A side is a date, a scenario's name, `as-it-is`, or `DATE,SCENARIO`. A side without a date takes
    the other's. Where neither has one, that is the last day of the record, and the lines of a book
    are answered on their own days. The answer is a dataclass; `ecluse.answers.plain.plain` makes
    the data of `ecluse diff --json` of it.

    Args:
        orders: An order book: whatever `ecluse.orders.answer` takes, a path or a table that speaks
            Arrow; without one, every item is compared to every country.
        to: Compare for one destination alone: a country's code or name.
        columns: Meaning → column, for columns that are not called as they usually are.
        out: Where to write every changed line of the book.
        force: Replace a file that ecluse did not write.
        one_by_one: How many changed lines to list one by one; none where left out.
        reading: "enforced" or "text", or a Reading.
        known: What had been published by this day; everything on record where left out.
        before_known: What had been published by this day, for the first side alone.
        library: The data of the second side, and of the first where that has none of its own.
        before_library: The data of the first side, to compare two releases.
        lang: The language of the texts in the answer.

    Raises:
        InputError, UnknownNameError: A side, a country, the book or `out` is not what it has to be.

    >>> answer = compare("2025-04-08", "2025-04-09", to="China")
    >>> answer.changed > 0, answer.answers[0].measures
    (True, ('us/2025-04-15-letters-h20',))
    """
    check_language(lang)
    second = answering(library)
    sides = sides_of(
        before,
        after,
        (answering(before_library or second), second),
        second.data_as_of,
        reading=Reading.of(reading),
        known=known,
        before_known=before_known,
    )
    if orders is None:
        return diff(*sides, (second.countries.code(to, "to"),) if to else None, lang=lang)
    _check_no_place(to)
    from ecluse.compare.book import diff_lines

    return diff_lines(
        *sides, orders, out, columns=columns, force=force, one_by_one=one_by_one, lang=lang
    )


def _check_no_place(to: str | None) -> None:
    if to is not None:
        raise InputError("a book has its own destinations", "to", "leave out the one or the other")
