"""What a report says of the parties of a book.

Belongs here: lines and value by party, how they were screened, and what the top of the report must
say. Does not: screening (parties), or the report's layout (report).
Always true: hits come first, then what was not screened, then reviews.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ecluse.facts.book_words import BookWords
from ecluse.orders.codes import Resolved
from ecluse.orders.grouping import grouped_by_party
from ecluse.orders.party_codes import notes_of_codes
from ecluse.orders.party_columns import may_name_parties
from ecluse.orders.party_shown import BANDS, NONE
from ecluse.orders.relations import ANSWERS, PARTY_GROUPS
from ecluse.orders.settle import Settled
from ecluse.orders.sums import Tally
from ecluse.orders.tally import BookScreening, PartyLines, ScreenedList
from ecluse.tables.engine import Engine
from ecluse.words.say import say, when

if TYPE_CHECKING:
    import duckdb

_MOST_RECORDED = 8


def party_lines(
    connection: duckdb.DuckDBPyConnection, engine: Engine, resolved: Resolved, settled: Settled
) -> tuple[PartyLines, ...]:
    """The lines of each party that meets an entry or could not be screened."""
    shown = resolved.parties.shown
    unlisted = [number for number, one in enumerate(shown) if one.band in (None, NONE)]
    if len(unlisted) == len(shown):
        return ()
    tally = _summed(connection, engine, resolved, settled, unlisted)
    found = []
    for number, total in tally.ranked("party"):
        worst = shown[number]
        row = PartyLines(
            party=worst.party or "",
            role=worst.role or "",
            band=worst.band or "",
            list=worst.list,
            entry=worst.entry,
            score=None if worst.score is None else float(worst.score),
            **total.amounts(),
            outcomes=tally.lines(("party", number)),
        )
        found.append(row)
    return tuple(sorted(found, key=lambda row: BANDS.index(row.band)))


def _summed(
    connection: duckdb.DuckDBPyConnection,
    engine: Engine,
    resolved: Resolved,
    settled: Settled,
    unlisted: Sequence[int],
) -> Tally:
    """The lines of each party but for those of `unlisted`, and of each by outcome."""
    engine.lay([ANSWERS.name])
    statement = grouped_by_party(settled.coding, unlisted, overridden=settled.own.any)
    engine.into(PARTY_GROUPS.name, PARTY_GROUPS.typed, statement)
    tally = Tally()
    rows = connection.execute(
        f"SELECT {PARTY_GROUPS.listed} FROM {PARTY_GROUPS} ORDER BY ALL"
    ).fetchall()
    for number, outcome, currency, *sums in rows:
        amounts = (*sums, resolved.currencies[currency])
        tally.add("party", number, amounts)
        tally.add(("party", number), outcome, amounts)
    return tally


def screening_of(resolved: Resolved, on: date | None) -> BookScreening | None:
    """How the parties were screened."""
    screens = resolved.parties.screens
    if screens is None:
        return None
    lists = tuple(
        ScreenedList(list=version.list, as_of=version.as_of.isoformat(), digest=version.digest)
        for version in screens.versions
    )
    return BookScreening(on=on.isoformat() if on else None, lists=lists)


def party_notes(
    screening: BookScreening | None, resolved: Resolved, words: BookWords, lang: str
) -> list[str]:
    """What the top of the report says of the parties."""
    columns, doubtful = resolved.columns, may_name_parties(resolved.columns.unused, words)
    notes: list[str] = []
    if screening is not None:
        notes.append(_screened(screening, lang))
        notes.extend(notes_of_codes(columns.parties, lang))
    elif columns.parties:
        seats = (seat for seat in columns.parties if not seat.beside)
        named = _listed([str(seat.name or seat.address or seat.country) for seat in seats], lang)
        notes.append(say("orders.note.not screened", lang, columns=named))
    if resolved.parties.recorded:
        notes.append(_on_record(resolved.parties.recorded, lang))
    told = {"owned": resolved.parties.owned, "owned not met": resolved.parties.not_met}
    notes += [
        say(f"orders.note.{key}", lang, companies=_some(names))
        for key, names in told.items()
        if names
    ]
    if doubtful:
        notes.append(say("orders.note.may name parties", lang, columns=_listed(doubtful, lang)))
    return notes


def _screened(screening: BookScreening, lang: str) -> str:
    """Against which lists the parties were screened, and when."""
    by_day: dict[date, list[str]] = {}
    for one in screening.lists:
        by_day.setdefault(date.fromisoformat(one.as_of), []).append(one.list)
    lists = (
        say("orders.note.screened list", lang, list=", ".join(codes), day=when(day, lang))
        for day, codes in sorted(by_day.items())
    )
    on = ""
    if screening.on:
        on = say("orders.note.screened on", lang, day=when(date.fromisoformat(screening.on), lang))
    joined = say("orders.reason.between", lang).join(lists)
    return say("orders.note.screened", lang, on=on, lists=joined)


def _on_record(recorded: Mapping[str, str], lang: str) -> str:
    """The companies on record whose seats stand."""
    shown = _some([f"{name} ({seat})" for name, seat in sorted(recorded.items())])
    return say("orders.note.on record", lang, companies=shown)


def _some(names: Sequence[str]) -> str:
    """The first of some names, and how many there are where these are more."""
    more = f" … ({len(names)})" if len(names) > _MOST_RECORDED else ""
    return ", ".join(names[:_MOST_RECORDED]) + more


def _listed(columns: Sequence[str], lang: str) -> str:
    return ", ".join(say("orders.quoted", lang, column) for column in dict.fromkeys(columns))
