"""What changes for the lines of a book, on the terminal.

Belongs here: the table of kinds of change. Does not: comparing, or counting.
Always true: what is in no sum is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from ecluse.cli.screen import console
from ecluse.determine.wording import written_answer
from ecluse.visible import visible
from ecluse.words.say import many, number, say

if TYPE_CHECKING:
    from ecluse.compare.answer import BookDiff, LineGroup, LineTotals

_SHOWN = 12


def print_book(found: BookDiff, lang: str) -> None:
    """Print the lines that change, by kind of change."""
    out = console()
    out.write_line(f"{found.before} → {found.after}", "bold")
    for note in found.notes:
        out.write_line(visible(note), "yellow")
    written = say("changes.every one", lang, found.out) if found.out else ""
    lines = number(found.lines, lang)
    out.write_line(many("changes.lines change", lang, found.changed, lines=lines) + written)
    if not found.groups:
        return
    out.print()
    out.print(_table(found, lang))
    for note in _notes(found, lang):
        out.write_line(note, "dim")


def _table(found: BookDiff, lang: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column(say("changes.lines", lang), justify="right", no_wrap=True)
    table.add_column(say("changes.units", lang), justify="right", no_wrap=True)
    table.add_column(say("changes.value", lang), overflow="fold")
    table.add_column("TPP", justify="right", no_wrap=True)
    table.add_column(say("changes.change", lang), overflow="fold")
    for group in found.groups[:_SHOWN]:
        table.add_row(*_amounts(group.amounts, lang), _change(group, lang))
    if (more := len(found.groups) - _SHOWN) > 0:
        table.add_row("", "", "", "", Text(say("changes.more", lang, more, "--json"), style="dim"))
    table.add_row(*_amounts(found.total, lang), Text(say("changes.all", lang), style="bold"))
    return table


def _change(group: LineGroup, lang: str) -> Text:
    """From which answer to which, and by what."""
    by = say("changes.by", lang, say("cell.and", lang).join(group.by))
    before, after = (written_answer(each, lang) for each in (group.before, group.after))
    return Text.assemble((before, "bold"), " → ", (after, "bold"), "\n", (by, "dim"))


def _amounts(amounts: LineTotals, lang: str) -> tuple[str, str, str, str]:
    from ecluse.orders.money import money

    values = {name: float(amount) for name, amount in amounts.value.items()}
    value = money(values, lang=lang)
    return (
        number(amounts.lines, lang),
        number(amounts.units, lang, 0),
        value.replace(" + ", "\n"),
        money({"": float(amounts.tpp)}, lang=lang) if amounts.tpp else "",
    )


def _notes(found: BookDiff, lang: str) -> list[str]:
    """What is in no sum, and what was not worked out."""
    notes = []
    total = found.total
    for key, lines in (("quantity", total.without_quantity), ("tpp", total.without_tpp)):
        if lines:
            notes.append(many(f"changes.without {key}", lang, lines))
    if found.asked < found.kinds:
        asked, kinds = number(found.asked, lang), number(found.kinds, lang)
        notes.append(say("changes.asked", lang, asked=asked, kinds=kinds))
    return notes
