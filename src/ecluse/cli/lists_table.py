"""Lists of parties and what changed in them, on the terminal.

Belongs here: the tables of `screen update` and `screen delta`. Does not: finding changes
(screening).
Always true: what was removed is shown before what was added.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from ecluse.cli.columns import headed
from ecluse.cli.screen import console
from ecluse.screening.list_changes import (
    EntryChange,
    ListChange,
    ListInUse,
    PartyAgain,
)
from ecluse.words.say import number, say, when

_MOST = 12
_ORDER = ("removed", "changed", "added", "kept")


def _headed(keys: Sequence[str], lang: str) -> Table:
    return headed(say(f"party_lists.{key}", lang) for key in keys)


def print_lists(lists: Sequence[ListInUse], lang: str) -> None:
    """The lists in use, each with its day and source."""
    table = _headed(("list", "as of", "entries", "source"), lang)
    for each in lists:
        kind = say(f"party_lists.{'loaded' if each.loaded else 'shipped'}", lang)
        table.add_row(
            each.list,
            when(each.as_of, lang),
            number(each.entries, lang),
            Text(f"{each.source} ({kind}, {each.digest[:12]})"),
        )
    console().write_line(say("party_lists.in use", lang), "bold")
    console().print(table)


def print_changes(changes: Sequence[ListChange], entries: Sequence[EntryChange], lang: str) -> None:
    """What changed, list by list, and the first entries of each kind."""
    columns = ("list", "before", "as of", "entries", "added", "removed", "changed", "kept")
    rows = [_row(each, lang) for each in changes]
    table = _headed(columns, lang)
    for place, column in enumerate(table.columns):
        column.min_width = max((len(row[place].split(" ")[0]) for row in rows), default=0)
    for row in rows:
        table.add_row(*row)
    out = console()
    out.write_line(say("party_lists.changes", lang), "bold")
    out.print(table)
    if not entries:
        out.write_line(say("party_lists.none", lang))
    for how in _ORDER:
        _print_some([entry for entry in entries if entry.how == how], lang)


def _row(change: ListChange, lang: str) -> tuple[str, ...]:
    days = ("–" if day is None else when(day, lang) for day in (change.before, change.as_of))
    counts = (change.entries, change.added, change.removed, change.changed, change.kept)
    return change.list, *days, *(number(count, lang) for count in counts)


def _print_some(entries: Sequence[EntryChange], lang: str) -> None:
    out = console()
    for entry in entries[:_MOST]:
        what = ", ".join(say(f"party_lists.what {each}", lang) for each in entry.what)
        countries = f" ({', '.join(entry.countries)})" if entry.countries else ""
        how = say(f"party_lists.how {entry.how}", lang)
        tail = f": {what}" if what else ""
        out.write_line(f"  {entry.list}  {entry.name[:100]}{countries}  {how}{tail}")
    if (more := len(entries) - _MOST) > 0:
        out.write_line(f"  {say('party_lists.more', lang, number(more, lang))}", "dim")


def print_parties(parties: Sequence[PartyAgain], screened: int, lang: str) -> None:
    """The parties that must be screened again."""
    out = console()
    counts = (number(len(parties), lang), number(screened, lang))
    out.write_line(say("party_lists.again", lang, *counts), "bold")
    table = _headed(("party", "where", "because"), lang)
    for party in parties:
        row = (party.name, ", ".join(party.where), "; ".join(party.because[:3]))
        table.add_row(*map(Text, row))
    if parties:
        out.print(table)
