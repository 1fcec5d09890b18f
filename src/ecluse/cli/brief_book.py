"""`ecluse brief book`: what an order book comes to, in one minute.

Belongs here: its options. Does not: answering the book (orders), or making the brief (brief).
Always true: the book is answered as `ecluse orders` answers it, and nothing of it is written but
the brief.
"""

from __future__ import annotations

from typing import Literal

from ecluse.cli.brief_out import BriefOptions, give
from ecluse.cli.options import LawOptions
from ecluse.cli.plot import files_of
from ecluse.cli.session import day_of, known_of, library, register_of
from ecluse.law.measure import Reading

_LAW, _BRIEF = LawOptions(), BriefOptions()


def brief_book(
    file: str,
    /,
    *,
    on: str | None = None,
    columns: str | None = None,
    currency: Literal["EUR", "USD"] | None = None,
    law: LawOptions = _LAW,
    brief: BriefOptions = _BRIEF,
) -> None:
    """One minute on an order book: lines and value by answer, what is open, what may go.

    Args:
        file: The book, in any form that `ecluse orders` reads; an answered book is answered anew.
        on: The ship date of every line, YYYY-MM-DD, for a book without dates.
        columns: Which column is which, where it is not found by its usual name.
        currency: The reader's currency: amounts stand in it beside the original, at the reference
            rate of the European Central Bank.
    """
    from ecluse.brief.book import book_brief
    from ecluse.orders.book import run_orders
    from ecluse.orders.column_pairs import read_pairs

    brief.check(files_of([("the book", file.partition("#")[0])]))
    data = library()
    report = run_orders(
        file,
        library=data,
        register=register_of(law.scenario, data),
        on=None if on is None else day_of(on, data, "--on"),
        known=known_of(law, data),
        reading=Reading(law.reading),
        lang=brief.lang,
        columns=read_pairs(columns),
    )
    give(book_brief(report, brief.terms(data), currency=currency), brief)
