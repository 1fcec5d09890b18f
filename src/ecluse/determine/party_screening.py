"""One party against the lists by itself: what `ecluse screen`, the page and the interface answer.

Belongs here: a party as a shipment would have it, before it is screened. Does not: comparing names
(screening), the parties of a shipment (parties), a table of them (orders).
Always true: a party by itself meets what the same party meets in a question of its own.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ecluse.determine.party_place import placed
from ecluse.determine.party_text import nobody_named
from ecluse.law.library import Library
from ecluse.screening.answer import ScreeningAnswer, answer_of, query_of
from ecluse.screening.party import Party
from ecluse.screening.screen import Screener


def screened(
    party: Party, library: Library, on: date | None, known: date | None, lang: str
) -> ScreeningAnswer:
    """What a party meets on a day, as known on another.

    Raises:
        InputError: The name is longer than any name.
        NotScreened: What compares names cannot be imported.
    """
    named = not nobody_named(party.name, library.book_words)
    screener = Screener.open(library.folder)
    answer = answer_of(screener, placed(party), on, known, lang, named=named)
    return replace(answer, query=query_of(party, on, known))
