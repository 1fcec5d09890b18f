"""`ecluse law check`: gaps, overlaps, dead provisions, missing sources."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ecluse.cli.screen import shown
from ecluse.cli.session import console, data_folder, print_json

if TYPE_CHECKING:
    from ecluse.law.consistency import Flaw

WRONG = 2


def law_check(*, deep: bool = False, json: bool = False) -> int:
    """Look all data files over: the seal, sources, dates, names, overlaps, gaps, provisions that can
    never apply.

    Exit status: 0 nothing is wrong (warnings may be left), 2 something is.

    Args:
        deep: On every day on which the law changed, also look for licenses without a review policy
            and for provisions out of reach, with a case that shows each.
        json: Print JSON.
    """
    from ecluse.answers.plain import plain
    from ecluse.law.consistency import check_law, checked
    from ecluse.law.library import load

    books = load(data_folder(), whole=False)
    if json or not sys.stderr.isatty():
        found = check_law(books, deep=deep)
    else:
        from rich.console import Console
        from rich.progress import Progress

        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("days of constant law", total=None)
            found = check_law(
                books,
                deep=deep,
                progress=lambda done, total: bar.update(task, completed=done, total=total),
            )
    if json:
        print_json(plain(checked(books, found, deep=deep)))
    else:
        _print(found, deep=deep)
    return WRONG if any(flaw.severity == "error" for flaw in found) else 0


def _print(found: list[Flaw], *, deep: bool) -> None:
    from rich.table import Table

    out = console()
    errors = [flaw for flaw in found if flaw.severity == "error"]
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(width=7)
    table.add_column(overflow="fold", ratio=4)
    table.add_column(overflow="fold", ratio=5)
    for flaw in found:
        style = "bold red" if flaw.severity == "error" else "yellow"
        example = f"\n[dim]for example: {shown(flaw.example)}[/dim]" if flaw.example else ""
        table.add_row(
            f"[{style}]{flaw.severity}[/{style}]",
            shown(flaw.where),
            f"{shown(flaw.what)}\n[dim]{shown(flaw.mend)}[/dim]{example}",
        )
    if found:
        out.print(table)
    looked = "the seal, sources, dates, names, overlaps, undecided regions" + (
        ", review gaps, reach" if deep else "; --deep also looks for review gaps and reach"
    )
    color = "red" if errors else "green"
    out.print(
        f"[{color}]{len(errors)} errors[/{color}], {len(found) - len(errors)} warnings  [dim]({looked})[/dim]"
    )
