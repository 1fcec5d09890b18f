"""The words of a book's report: sections of rows, for the terminal and for paper alike.

Belongs here: titles, headings, what comes first. Does not: figures (tally), ink (cli, report_html).
Always true: a section without rows is left out; a list that is cut says how much was cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ecluse.orders.tally import BookReport, Row

ANSWERS = ("LICENSE", "UNDETERMINED", "EXCEPTION", "NLR", "NOT_SUBJECT")
WORDS = {
    "LICENSE": "license required",
    "UNDETERMINED": "undetermined",
    "EXCEPTION": "license exception",
    "NLR": "no license required",
    "NOT_SUBJECT": "not subject to the EAR",
}
_MOST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A table.

    Args:
        numbers: The headings of the columns that hold numbers.
        on_paper: Those of the columns that a terminal has no room for.
    """

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[str] = frozenset()
    on_paper: frozenset[str] = frozenset()
    note: str | None = None


def headline(report: BookReport) -> str:
    """What came of the book, in a sentence or two."""
    counts = {
        name: sum(row["lines"] for row in report.outcomes if row["outcome"] == name)
        for name in ANSWERS
    }
    parts = ", ".join(f"{count:,} {WORDS[name]}" for name, count in counts.items() if count)
    value = money(report.total["value"])
    written = f", all written to {report.out}" if report.out else ""
    return f"{report.lines_in:,} lines{f' worth {value}' if value else ''}{written}: {parts or 'nothing to answer'}."


def basis(report: BookReport) -> str:
    """On what the answers rest."""
    reading = (
        "as the agency says that it enforces it"
        if report.reading == "enforced"
        else "as its text stands"
    )
    known = f", as published up to {report.known}" if report.known else ""
    modified = ", modified" if report.data_modified else ""
    return (
        f"Law {reading}{known}; read up to {report.data_as_of} (data {report.data_version}{modified}). "
        f"{report.cases:,} distinct cases, {report.decided:,} determinations, {report.seconds:.1f} s on {report.engine}."
    )


def mapping(report: BookReport) -> str:
    """Which column was taken for what."""
    shown = "; ".join(
        f"{row['means'].replace('_', ' ')} ← {row['column']}{' (given)' if row['given'] else ''}"
        for row in report.columns
    )
    return f"Columns: {shown}. Wrong? --columns MEANING=COLUMN,…"


def sections(report: BookReport) -> list[Section]:
    """Everything worth a table, what matters most first."""
    found = [
        _outcomes(report),
        _attention(report),
        _changed(report),
        _measures(report),
        _needs(report),
        _unresolved(report),
        _quarantined(report),
        _eccn(report),
        _allocations(report),
        _flags(report),
        _destinations(report),
        _items(report),
    ]
    return [section for section in found if section.rows]


def money(values: Mapping[str, float], *, short: bool = True) -> str:
    """Amounts by currency: "USD 12.8 M + EUR 15".

    >>> money({"USD": 12840000.0, "EUR": 15.0})
    'USD 12.8 M + EUR 15'
    """
    shown = []
    for currency, amount in sorted(values.items(), key=lambda pair: -pair[1]):
        size = next(
            (
                (scale, unit)
                for scale, unit in ((1e9, " G"), (1e6, " M"), (1e3, " k"))
                if short and amount >= scale
            ),
            (1.0, ""),
        )
        figure = f"{amount / size[0]:,.1f}".removesuffix(".0") if size[1] else f"{amount:,.0f}"
        shown.append(f"{currency} {figure}{size[1]}".strip())
    return " + ".join(shown)


def answer(row: Mapping[str, Any]) -> str:
    """An outcome with its exception or policy, in words."""
    if row["outcome"] == "EXCEPTION":
        return f"license exception {row['exception']}"
    if row["outcome"] == "LICENSE":
        return f"license required, {row['review_policy'] or 'no review policy on record'}"
    return WORDS[row["outcome"]]


def _amounts(row: Row) -> tuple[str, str, str]:
    return f"{row['lines']:,}", f"{row['units']:,}", money(row["value"])


_UNITS = frozenset({"units"})
_AMOUNTS = ("lines", "units", "value")
_NUMBERS = frozenset(
    {
        "lines",
        "units",
        "value",
        "share",
        "row",
        *WORDS.values(),
        "license",
        "undet.",
        "exception",
        "none",
    }
)


def _section(
    title: str,
    headings: Iterable[str],
    rows: Iterable[tuple[str, ...]],
    *,
    most: int | None = _MOST,
    note: str | None = None,
    on_paper: frozenset[str] = frozenset(),
) -> Section:
    listed = tuple(rows)
    cut = len(listed) - most if most is not None else 0
    said = [note] if note else []
    if cut > 0:
        said.append(f"and {cut:,} more (all of them with --json)")
    return Section(
        title=title,
        headings=tuple(headings),
        rows=listed[:most],
        numbers=_NUMBERS,
        on_paper=on_paper,
        note="; ".join(said) or None,
    )


def _outcomes(report: BookReport) -> Section:
    ordered = sorted(
        report.outcomes, key=lambda row: (ANSWERS.index(row["outcome"]), -row["lines"])
    )
    rows = (
        (answer(row), *_amounts(row), f"{row['lines'] / report.lines_in:.0%}") for row in ordered
    )
    return _section("Answers", ("answer", *_AMOUNTS, "share"), rows, most=None)


def _attention(report: BookReport) -> Section:
    rows = (
        (row["what"], f"{row['lines']:,}", money(row["value"]))
        for row in report.attention
        if not row["what"].startswith("red flag")
    )
    extra = []
    rows_lost = sum(row["lines"] for row in report.unreadable if row["column"] is None)
    cells_lost = sum(row["lines"] for row in report.unreadable if row["column"] is not None)
    for count, what in (
        (rows_lost, "rows that could not be read"),
        (cells_lost, "cells that could not be read"),
    ):
        if count:
            extra.append((what, f"{count:,}", ""))
    if report.unresolved:
        extra.append(
            (
                f"{len(report.unresolved)} part names that no item has",
                f"{sum(row['lines'] for row in report.unresolved):,}",
                "",
            )
        )
    if report.eccn:
        extra.append(
            (
                f"{len(report.eccn)} declared ECCNs that the figures contradict",
                f"{sum(row['lines'] for row in report.eccn):,}",
                "",
            )
        )
    return _section("Look at these first", ("what", "lines", "value"), (*rows, *extra))


def _measures(report: BookReport) -> Section:
    rows = (
        (
            row["title"],
            *(
                f"{row['outcomes'].get(name, 0):,}"
                for name in ("LICENSE", "EXCEPTION", "UNDETERMINED")
            ),
            f"{row['units']:,}",
            money(row["value"]),
        )
        for row in report.measures
    )
    return _section(
        "Which measures bite",
        ("measure", "license", "exception", "undet.", "units", "value"),
        rows,
        note="a line counts for each measure that it names",
        on_paper=_UNITS,
    )


def _needs(report: BookReport) -> Section:
    return _section(
        "What would settle the undetermined lines",
        ("needs", *_AMOUNTS),
        ((row["need"], *_amounts(row)) for row in report.needs),
    )


def _unresolved(report: BookReport) -> Section:
    rows = (
        (
            row["part"],
            f"{row['lines']:,}",
            ", ".join(row["near"][:2]) or "nothing is near",
            _rows(row["rows"], row["lines"]),
        )
        for row in report.unresolved
    )
    return _section("Part names that no item has", ("part", "lines", "near", "rows"), rows)


def _rows(rows: list[int], lines: int) -> str:
    shown = ", ".join(str(row) for row in rows[:4])
    return f"{shown} …" if lines > 4 else shown


def _quarantined(report: BookReport) -> Section:
    parts = {row["part"] for row in report.unresolved}
    rows = (
        (
            f"{row['row']:,}",
            row["column"] or "(whole row)",
            _short(row["text"] or ""),
            row["reason"],
        )
        for row in report.quarantined
        if row["text"] not in parts or row["column"] is None
    )
    found = sum(row["lines"] for row in report.unreadable)
    return _section(
        "Rows and cells that could not be read",
        ("row", "column", "says", "why"),
        rows,
        note=f"{found:,} in all" if found > _MOST else None,
    )


def _short(text: str, most: int = 28) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"


def _eccn(report: BookReport) -> Section:
    rows = (
        (
            row["item"],
            row["reason"],
            f"{row['lines']:,}",
            f"{row['first_row']:,}" if row["first_row"] is not None else "",
        )
        for row in report.eccn
    )
    return _section(
        "Declared ECCNs that the figures contradict", ("item", "why", "lines", "row"), rows
    )


def _flags(report: BookReport) -> Section:
    return _section(
        "Red flags",
        ("flag", *_AMOUNTS),
        ((row["flag"], *_amounts(row)) for row in report.red_flags),
    )


def _changed(report: BookReport) -> Section:
    rows = ((row["before"], row["now"], *_amounts(row)) for row in report.changed)
    return _section(
        f"Changed by what was published after {report.since}", ("before", "now", *_AMOUNTS), rows
    )


def _allocations(report: BookReport) -> Section:
    rows = (
        (
            row["provision"],
            row["per"],
            f"{row['counted']:,}",
            f"{row['lines']:,}",
            f"{row['crossed']:,}",
        )
        for row in report.allocations
    )
    return _section(
        "Running totals",
        ("provision", "per", "counted", "lines", "crossed"),
        rows,
        note="counted over this book alone, from zero, in date order",
    )


def _destinations(report: BookReport) -> Section:
    rows = (
        (
            f"{row['country']} ({row['code']})",
            *(
                f"{row['outcomes'].get(name, 0):,}"
                for name in ("LICENSE", "EXCEPTION", "UNDETERMINED", "NLR")
            ),
            f"{row['units']:,}",
            money(row["value"]),
        )
        for row in report.destinations
    )
    return _section(
        "By destination",
        ("destination", "license", "exception", "undet.", "none", "units", "value"),
        rows,
        on_paper=_UNITS,
    )


def _items(report: BookReport) -> Section:
    rows = (
        (
            row["item"],
            *(
                f"{row['outcomes'].get(name, 0):,}"
                for name in ("LICENSE", "EXCEPTION", "UNDETERMINED", "NLR")
            ),
            f"{row['units']:,}",
            money(row["value"]),
        )
        for row in report.items
    )
    return _section(
        "By item",
        ("item", "license", "exception", "undet.", "none", "units", "value"),
        rows,
        on_paper=_UNITS,
    )
