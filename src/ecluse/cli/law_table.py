"""Provisions and measures on the terminal.

Belongs here: the tables and trees. Does not: what stands in them (law).
Always true: a row has its date and its source.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from rich.padding import Padding
from rich.text import Text
from rich.tree import Tree

from ecluse.cli.columns import bare, text_column
from ecluse.cli.screen import console
from ecluse.determine.wording import named_provision
from ecluse.grouped import grouped
from ecluse.law.library import Library
from ecluse.law.measure import Measure
from ecluse.law.register import Law
from ecluse.words.say import cited_in, many, say, when


def print_law(in_force: Law, library: Library, lang: str) -> None:
    """Everything in force, by kind."""
    reading = say(f"reading.{in_force.reading.value}", lang)
    count = many("provisions.count", lang, len(in_force.provisions))
    out = console()
    day = (in_force.on.isoformat(), "bold")
    out.print(Text.assemble(day, f"  {reading}  ", (count, "dim")))
    source = text_column(ratio=4, style="dim")
    table = bare(text_column(ratio=5), text_column(ratio=2), source, header="")
    provisions = in_force.provisions.values()
    for kind, entries in grouped((entry.says.kind, entry) for entry in provisions).items():
        table.add_row(Text(kind, style="bold underline"), "", "")
        for entry in entries:
            shown = Text(named_provision(entry.says.provision, library, lang))
            cells = (entry.since.isoformat(), cited_in(entry.cited, lang))
            table.add_row(Padding(shown, (0, 0, 0, 2)), *map(Text, cells))
    out.print(table)


def print_measures(measures: Iterable[Measure], lang: str) -> None:
    """Measures, each with what it says."""
    columns = (("published", 2), ("kind", 2), ("measure", 5), ("says", 8))
    table = bare(*(text_column(say(f"measure_column.{key}", lang), n) for key, n in columns))
    for measure in measures:
        source = cited_in(measure.cited, lang)
        if measure.effective:
            source += say("provisions.effective", lang, when(measure.effective, lang))
        says = Text.assemble(measure.summary.say(lang), (f"\n{source}", "dim"))
        cells = (measure.published.isoformat(), measure.kind, measure.measure)
        table.add_row(*map(Text, cells), says)
    console().print(table)


def print_history(provisions: Iterable[Mapping[str, Any]], library: Library, lang: str) -> None:
    """What each measure made of each provision; what is in force is marked."""
    for provision in provisions:
        now = provision["in_force"]
        day = when(date.fromisoformat(provision["on"]), lang)
        state = say("provisions.in force" if now else "provisions.not in force", lang, day)
        shown = named_provision(provision["provision"], library, lang)
        head = Text.assemble((shown, "bold"), "  ", (state, "green" if now else "dim"))
        tree = Tree(head, guide_style="dim")
        for row in provision["history"]:
            node = tree.add(_change(row, now, lang))
            node.add(Text(_how_read(row, lang), style="dim"))
            for line, style in ((row["text"], "italic"), (row["words"] or row["condition"], "dim")):
                if line:
                    node.add(Text(line, style=style))
        console().print(tree)


def _how_read(row: Mapping[str, Any], lang: str) -> str:
    """How the row was read, and when: the text, a secondary source, two texts together, memory."""
    how = say("provisions.how read", lang, say(f"confidence.{row['confidence']}", lang))
    return f"{how}, {row['read_on']}" if row["read_on"] else how


def _change(row: Mapping[str, Any], now: Mapping[str, Any] | None, lang: str) -> Text:
    standing = now and (now["measure"], now["since"]) == (row["measure"], row["applies_from"])
    reading = say(f"provisions.reading only.{row['reading']}", lang) if row["reading"] else ""
    act = say(f"change_act.{row['act']}", lang)
    return Text.assemble(
        f"{'●' if standing else '○'} {row['applies_from']}  {act}{reading}  ",
        f"{row['measure']}  ",
        (cited_in(row["citation"], lang), "dim"),
    )
