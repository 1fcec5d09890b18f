"""`ecluse screen FILE --out FILE`: what is printed beside the file.

Belongs here: the report of a screened table. Does not: screening it (orders.party_file).
Always true: what is printed is of what was written.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from ecluse.cli.forms import print_form
from ecluse.cli.options import TableOptions
from ecluse.law.library import Library
from ecluse.tables.halfway import one_line
from ecluse.words.say import number, say

if TYPE_CHECKING:
    from ecluse.orders.party_file import PartyFileAnswer

_MOST_NAMED = 8


def screen_file(
    source: str,
    out: str,
    library: Library,
    on: date,
    known: date | None,
    table: TableOptions,
    *,
    force: bool,
) -> str:
    """Screen a table and say what it comes to; the gravest band."""
    from ecluse.orders.party_file import screen_table

    with one_line(source):
        answer = screen_table(source, out, library, on, known, force=force)
    if table.form == "text":
        _print(answer, table.lang)
    else:
        print_form(answer, table.form, [answer])
    return answer.band.value


def _print(answer: PartyFileAnswer, lang: str) -> None:
    """What the file comes to, in sentences."""
    from ecluse.cli.screen import console

    out = console()
    counts = (
        *(answer.lines, answer.parties, answer.hits, answer.reviews),
        *(answer.not_screened, answer.none),
    )
    out.print(say("screened.file", lang, *(number(n, lang) for n in counts)))
    out.print(_listed("columns", answer.screened, lang), markup=False)
    if answer.unread:
        out.print(_listed("unread columns", answer.unread, lang), markup=False)
    if answer.unknown_countries:
        out.print(_unknown(answer.unknown_countries, lang), markup=False)
    out.print(say("screened.written", lang, answer.out), markup=False)
    out.print(say("screened.disclaimer", lang), style="dim")


def _listed(key: str, columns: Sequence[str], lang: str) -> str:
    """All columns of a kind, by their headings."""
    return say(f"screened.{key}", lang, ", ".join(columns))


def _unknown(countries: Sequence[str], lang: str) -> str:
    """Which countries of a table are none."""
    named = ", ".join(f"'{text}'" for text in countries[:_MOST_NAMED])
    more = ", …" if len(countries) > _MOST_NAMED else ""
    return say("screened.unknown countries", lang, named + more)
