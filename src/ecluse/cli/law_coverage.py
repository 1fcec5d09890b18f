"""`ecluse law coverage`: what of the regulations is judged, flagged or not judged.

Belongs here: its options, and the table on the terminal. Does not: what the table holds (law).
Always true: text and JSON are of one table.
"""

from __future__ import annotations

from ecluse.cli.forms import print_data
from ecluse.cli.options import TableOptions
from ecluse.cli.screen import console
from ecluse.grouped import grouped
from ecluse.law.coverage import (
    STATUSES,
    CoverageAnswer,
    CoveredParagraph,
    StatusCounts,
    counted,
    coverage,
    part_title,
)
from ecluse.words.say import many, say

_MARKS = {"judged": ("●", "green"), "flagged": ("◐", "yellow"), "not judged": ("○", "dim")}


def law_coverage(*, part: str | None = None, table: TableOptions = TableOptions()) -> None:
    """What of the regulations is judged, flagged (said beside an answer, or decided by what is
    declared) or not judged: every paragraph that can decide about computing hardware, and why.

    Args:
        part: One part alone, such as 744.
    """
    from ecluse.cli.session import library

    answer = coverage(library(), table.lang, part)
    if not print_data(answer, table, "paragraphs"):
        _print(answer, table.lang)


def _print(answer: CoverageAnswer, lang: str) -> None:
    parts = grouped((row.part, row) for row in answer.paragraphs)
    out = console()
    for part, rows in parts.items():
        out.write_line(_count(part_title(part, lang), counted(rows), lang))
    if len(parts) > 1:
        out.write_line(_count(say("coverage.all", lang), answer.counts, lang), "bold")
    for part, rows in parts.items():
        out.print()
        out.write_line(part_title(part, lang), "bold underline")
        _print_rows(rows, lang)


def _count(name: str, counts: StatusCounts, lang: str) -> str:
    numbers = {status: getattr(counts, status.replace(" ", "_")) for status in STATUSES}
    each = (many(f"coverage.count {status}", lang, n) for status, n in numbers.items())
    return say("coverage.count", lang, name, ", ".join(each))


def _print_rows(rows: list[CoveredParagraph], lang: str) -> None:
    from rich.text import Text

    from ecluse.cli.columns import bare, text_column

    table = bare(*(text_column(ratio=ratio) for ratio in (5, 3, 12)), header="")
    for row in rows:
        mark, style = _MARKS[row.status]
        status = Text(f"{mark} {say(f'coverage.{row.status}', lang)}", style=style)
        table.add_row(
            Text(row.paragraph), status, Text.assemble(row.title, (f"\n{row.why}", "dim"))
        )
    console().print(table)
