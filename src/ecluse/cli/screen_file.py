"""`ecluse screen FILE --out FILE`: what is printed beside the file.

Belongs here: the report of a screened table. Does not: screening it (orders.party_file).
Always true: what is printed is of what was written.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ecluse.cli.forms import print_data
from ecluse.cli.options import TableOptions
from ecluse.law.library import Library
from ecluse.tables.halfway import one_line
from ecluse.words.of_error import in_words
from ecluse.words.say import number, say

if TYPE_CHECKING:
    from ecluse.orders.party_file import PartyFileAnswer

_MOST_NAMED = 8


def screen_file(
    source: str,
    out: str,
    library: Library,
    days: tuple[date, date | None],
    table: TableOptions,
    *,
    force: bool,
) -> str:
    """Screen a table and say what it comes to; the gravest band."""
    from ecluse.orders.party_file import screen_table

    with one_line(source):
        answer = screen_table(source, out, library, *days, force=force)
    if not print_data(answer, table, [answer]):
        _print(answer, table.lang)
    return answer.band.value


def _print(answer: PartyFileAnswer, lang: str) -> None:
    """What the file comes to, in sentences."""
    from ecluse.cli.screen import console

    out = console()
    counts = (
        *(answer.lines, answer.parties, answer.hits, answer.reviews),
        *(answer.not_screened, answer.none),
    )
    out.write_line(say("screened.file", lang, *(number(count, lang) for count in counts)))
    countries = [f"'{text}'" for text in answer.unknown_countries]
    more = ["…"] if len(countries) > _MOST_NAMED else []
    for key, named in (
        ("columns", answer.screened),
        ("unread columns", answer.unread),
        ("unknown countries", [*countries[:_MOST_NAMED], *more]),
    ):
        if named or key == "columns":
            out.write_line(say(f"screened.{key}", lang, ", ".join(named)))
    for note in answer.notes:
        out.write_line(in_words(note, lang, ("book_note.",)), "dim")
    out.write_line(say("screened.written", lang, answer.out))
    out.write_line(say("screened.disclaimer", lang), "dim")
