"""The words of a book's report: sections of rows, for the terminal and for paper alike.

Belongs here: titles, headings, what comes first. Does not: figures (tally), ink (cli, report_html).
Always true: a section without rows is left out; a list that is cut says how much was cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from ecluse.orders.counts import policy_in_words, pressing, why_first
from ecluse.orders.money import money
from ecluse.orders.report_head import ANSWERS, day_of, word_of_outcome
from ecluse.orders.tally import BookReport, OutcomeLines, PartyLines
from ecluse.words.figures import score
from ecluse.words.of_error import in_words
from ecluse.words.say import has_words, number, say

_MOST = 12
_LONGEST = 90  # characters of a party's name, or of a cell
_AMOUNTS = ("lines", "units", "value")
# Headings over numbers, and over numbers for which a terminal has no room beside the others.
_NUMBERS = frozenset({*_AMOUNTS, "share", "row", "license", "undetermined", "exception", "none"})
_ON_PAPER = frozenset({"units"})


class _Counted(Protocol):
    """A row of the report with amounts."""

    @property
    def lines(self) -> int: ...
    @property
    def units(self) -> float: ...
    @property
    def value(self) -> Mapping[str, float]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A table.

    Args:
        key: What the section is called in whatever language.
        numbers: The headings of the columns that hold numbers.
        on_paper: Those of the columns that a terminal has no room for.
    """

    key: str
    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[str] = frozenset()
    on_paper: frozenset[str] = frozenset()
    note: str | None = None


def sections(report: BookReport, lang: str = "en") -> list[Section]:
    """Everything worth a table, what matters most first."""
    return [
        section
        for made in (
            _parties,
            _outcomes,
            _attention,
            _changed,
            _measures,
            _needs,
            _unresolved,
            _quarantined,
            _eccn,
            _allocations,
            _flags,
            _destinations,
            _items,
        )
        if (section := made(report, lang)).rows
    ]


def answer(row: OutcomeLines, lang: str = "en") -> str:
    """An outcome with its exception or policy, in words."""
    if row.outcome == "EXCEPTION":
        return say("orders.answer.exception", lang, exception=row.exception)
    if row.outcome == "LICENSE":
        return say("orders.answer.license", lang, policy=policy_in_words(row.review_policy, lang))
    return word_of_outcome(row.outcome, lang)


def _amounts(row: _Counted, lang: str) -> tuple[str, str, str]:
    return number(row.lines, lang), number(row.units, lang), money(row.value, lang=lang)


def _section(
    key: str,
    headings: Sequence[str],
    rows: Iterable[tuple[str, ...]],
    lang: str,
    *,
    most: int | None = _MOST,
    note: str | None = None,
    on_paper: frozenset[str] = frozenset(),
    **named: object,
) -> Section:
    listed = tuple(rows)
    cut = len(listed) - most if most is not None else 0
    notes = [note] if note else []
    if cut > 0:
        notes.append(say("orders.more", lang, count=number(cut, lang)))

    def words(keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(say(f"orders.heading.{heading}", lang) for heading in keys)

    return Section(
        key=key,
        title=say(f"orders.section.{key}", lang, **named),
        headings=words(headings),
        rows=listed[:most],
        numbers=frozenset(words(heading for heading in headings if heading in _NUMBERS)),
        on_paper=frozenset(words(heading for heading in headings if heading in on_paper)),
        note=say("orders.reason.between", lang).join(notes) or None,
    )


def _parties(report: BookReport, lang: str) -> Section:
    rows = (
        (
            _short(row.party),
            say(f"orders.role.{row.role}", lang),
            say(f"orders.band.{row.band}", lang),
            " ".join(part for part in (row.list, _short(row.entry or "")) if part),
            "" if row.score is None else score(row.score, lang),
            number(row.lines, lang),
            money(row.value, lang=lang),
        )
        for row in report.parties
    )
    headings = ("party", "role", "band", "entry", "score", "lines", "value")
    return _section("parties", headings, rows, lang, on_paper=frozenset({"score"}))


def _outcomes(report: BookReport, lang: str) -> Section:
    ordered = sorted(report.outcomes, key=lambda row: (ANSWERS.index(row.outcome), -row.lines))
    rows = (
        (
            answer(row, lang),
            *_amounts(row, lang),
            say("orders.percent", lang, f"{100 * row.lines / report.total.lines:.0f}"),
        )
        for row in ordered
    )
    return _section("outcomes", ("answer", *_AMOUNTS, "share"), rows, lang, most=None)


def _attention(report: BookReport, lang: str) -> Section:
    rows = [
        (why_first(row, lang), number(row.lines, lang), money(row.value, lang=lang))
        for row in pressing(report.outcomes)
    ]
    rows = [*_attention_of_parties(report, lang), *rows]
    lost = [count.lines for count in report.unreadable if count.column is None]
    cells = [count.lines for count in report.unreadable if count.column is not None]
    parts = [part.lines for part in report.unresolved]
    declared = [eccn.lines for eccn in report.eccn]
    for key, counts in (
        ("rows lost", lost),
        ("cells lost", cells),
        ("unresolved", parts),
        ("eccn", declared),
    ):
        if sum(counts):
            one = len(counts) == 1 and has_words(f"orders.attention.one {key}")
            what = say(f"orders.attention.{'one ' if one else ''}{key}", lang, count=len(counts))
            rows.append((what, number(sum(counts), lang), ""))
    return _section("attention", ("what", "lines", "value"), rows, lang)


def _attention_of_parties(report: BookReport, lang: str) -> Iterator[tuple[str, str, str]]:
    """The lines of listed parties, of those that nobody screened, and of those to look at."""
    for band in ("hit", "not screened", "review"):
        found = [row for row in report.parties if row.band == band]
        if found:
            lines = number(sum(row.lines for row in found), lang)
            yield say(f"orders.attention.parties {band}", lang), lines, _worth(found, lang)


def _worth(rows: Sequence[PartyLines], lang: str) -> str:
    """The value of the lines of several parties."""
    values: dict[str, float] = {}
    for row in rows:
        for currency, amount in row.value.items():
            values[currency] = values.get(currency, 0) + amount
    return money(values, lang=lang)


def _measures(report: BookReport, lang: str) -> Section:
    rows = (
        (
            row.title,
            *_by_outcome(row.outcomes, ("LICENSE", "EXCEPTION", "UNDETERMINED"), lang),
            number(row.units, lang),
            money(row.value, lang=lang),
        )
        for row in report.measures
    )
    headings = ("measure", "license", "exception", "undetermined", "units", "value")
    note = say("orders.each measure", lang)
    return _section("measures", headings, rows, lang, note=note, on_paper=_ON_PAPER)


def _by_outcome(counts: Mapping[str, int], outcomes: Iterable[str], lang: str) -> tuple[str, ...]:
    return tuple(number(counts.get(outcome, 0), lang) for outcome in outcomes)


def _needs(report: BookReport, lang: str) -> Section:
    rows = ((row.need, *_amounts(row, lang)) for row in report.needs)
    return _section("needs", ("needs", *_AMOUNTS), rows, lang)


def _unresolved(report: BookReport, lang: str) -> Section:
    rows = (
        (
            part.part,
            number(part.lines, lang),
            ", ".join(part.near[:2]) or say("orders.nothing near", lang),
            _rows(part.rows, part.lines),
        )
        for part in report.unresolved
    )
    return _section("unresolved", ("part", "lines", "near", "rows"), rows, lang)


def _rows(rows: Sequence[int], lines: int) -> str:
    shown = ", ".join(str(row) for row in rows[:4])
    return f"{shown} …" if lines > 4 else shown


def _quarantined(report: BookReport, lang: str) -> Section:
    parts = {part.part for part in report.unresolved}
    rows = (
        (
            number(cell.row, lang),
            cell.column or say("orders.whole row", lang),
            _short(cell.text or ""),
            in_words(cell.reason, lang, ("book_note.",)),
        )
        for cell in report.quarantined
        if cell.text not in parts or cell.column is None
    )
    lost = sum(count.lines for count in report.unreadable)
    note = say("orders.in all", lang, count=number(lost, lang)) if lost > _MOST else None
    return _section("quarantined", ("row", "column", "says", "why"), rows, lang, note=note)


def _short(text: str) -> str:
    """A cell of the user's on one line; the end of one that is no name any more is left out."""
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"


def _eccn(report: BookReport, lang: str) -> Section:
    rows = (
        (
            eccn.item,
            in_words(eccn.reason, lang, ("book_note.",)),
            number(eccn.lines, lang),
            number(eccn.first_row, lang) if eccn.first_row is not None else "",
        )
        for eccn in report.eccn
    )
    return _section("eccn", ("item", "why", "lines", "row"), rows, lang)


def _flags(report: BookReport, lang: str) -> Section:
    rows = ((row.flag, *_amounts(row, lang)) for row in report.red_flags)
    return _section("red_flags", ("flag", *_AMOUNTS), rows, lang)


def _changed(report: BookReport, lang: str) -> Section:
    rows = ((row.before, row.now, *_amounts(row, lang)) for row in report.changed)
    headings = ("before", "now", *_AMOUNTS)
    return _section(
        "changed",
        headings,
        rows,
        lang,
        since="" if report.since is None else day_of(report.since, lang),
    )


def _allocations(report: BookReport, lang: str) -> Section:
    rows = (
        (
            total.provision,
            total.per,
            *(number(count, lang) for count in (total.counted, total.lines, total.crossed)),
        )
        for total in report.allocations
    )
    headings = ("provision", "per", "counted", "lines", "crossed")
    return _section("allocations", headings, rows, lang, note=say("orders.this book alone", lang))


_EVERY = ("LICENSE", "EXCEPTION", "UNDETERMINED", "NLR")
_EVERY_HEADING = ("license", "exception", "undetermined", "none", "units", "value")


def _destinations(report: BookReport, lang: str) -> Section:
    rows = (
        (
            f"{row.country} ({row.code})",
            *_by_outcome(row.outcomes, _EVERY, lang),
            number(row.units, lang),
            money(row.value, lang=lang),
        )
        for row in report.destinations
    )
    headings = ("destination", *_EVERY_HEADING)
    return _section("destinations", headings, rows, lang, on_paper=_ON_PAPER)


def _items(report: BookReport, lang: str) -> Section:
    rows = (
        (
            row.item,
            *_by_outcome(row.outcomes, _EVERY, lang),
            number(row.units, lang),
            money(row.value, lang=lang),
        )
        for row in report.items
    )
    return _section("items", ("item", *_EVERY_HEADING), rows, lang, on_paper=_ON_PAPER)
