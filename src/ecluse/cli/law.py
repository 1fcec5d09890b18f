"""`ecluse law`: what is in force on a day, and one provision's history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ecluse.cli.screen import shown
from ecluse.cli.session import Lang, ReadingName

if TYPE_CHECKING:
    from ecluse.law.measure import Measure
    from ecluse.law.register import InForce, Law


def law(
    provision: str | None = None,
    /,
    *,
    on: str | None = None,
    known: str | None = None,
    reading: ReadingName = "enforced",
    scenario: str | None = None,
    measures: bool = False,
    json: bool = False,
    lang: Lang = "en",
) -> None:
    """What is in force on a day, and the history of one provision.

    Args:
        provision: A paragraph such as 3A090.a or 740.8, or a measure's name; everything in force
            where left out.
        on: The day, YYYY-MM-DD; today where left out.
        known: What had been published by this day; everything where left out.
        reading: The law as its text stands, or as the agency says that it enforces it.
        scenario: A scenario file, or the name of a shipped one.
        measures: List the measures, proposals and reports included, instead of the provisions.
        json: Print JSON.
        lang: en or fr.
    """
    from ecluse.answers.plain import plain
    from ecluse.cli.session import day_of, library, print_json, register_of
    from ecluse.law.answer import law_of, measure_of, provision_of
    from ecluse.law.measure import Reading

    books = library()
    register = register_of(scenario, books)
    day = day_of(on, books, "--on")
    in_force = register.at(
        day, day_of(known, books, "--known") if known else None, Reading(reading)
    )
    if measures:
        rows = [measure_of(each, lang) for each in register.measures]
        print_json(plain(rows)) if json else _print_measures(register.measures, lang)
        return
    if provision is None:
        entries = in_force.provisions.values()
        print_json(
            plain([provision_of(each, books, lang) for each in entries])
        ) if json else _print_law(in_force, lang)
        return
    found = plain(law_of(provision, register, in_force, books, lang, where="command line"))
    if json:
        print_json(found)
        return
    if found["measure"]:
        _print_measures((register.measure(provision),), lang)
    _print_history(found["provisions"], lang)


def _print_law(in_force: Law, lang: str) -> None:
    from rich.table import Table

    from ecluse.cli.session import console
    from ecluse.cli.wording import say

    out = console()
    out.print(
        f"[bold]{in_force.on.isoformat()}[/bold]  {say(in_force.reading.value, lang)}  [dim]{len(in_force.provisions)} provisions[/dim]"
    )
    kinds: dict[str, list[InForce]] = {}
    for entry in in_force.provisions.values():
        kinds.setdefault(entry.says.kind, []).append(entry)
    table = Table(box=None, pad_edge=False, header_style="bold", show_header=False)
    table.add_column(overflow="fold", ratio=5)
    table.add_column(overflow="fold", ratio=2)
    table.add_column(overflow="fold", ratio=4, style="dim")
    for kind, entries in kinds.items():
        table.add_row(f"[bold underline]{kind}[/bold underline]", "", "")
        for entry in entries:
            table.add_row(
                f"  {shown(entry.says.provision)}", entry.since.isoformat(), shown(entry.cited)
            )
    out.print(table)


def _print_measures(measures: tuple[Measure, ...], lang: str) -> None:
    from rich.table import Table

    from ecluse.cli.session import console

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column, ratio in (("published", 2), ("kind", 2), ("measure", 5), ("says", 8)):
        table.add_column(column, overflow="fold", ratio=ratio)
    for each in measures:
        effect = (
            f"\n[dim]{shown(each.cited)}"
            + (f"; effective {each.effective.isoformat()}" if each.effective else "")
            + "[/dim]"
        )
        table.add_row(
            each.published.isoformat(),
            each.kind,
            shown(each.measure),
            shown(each.summary.say(lang)) + effect,
        )
    console().print(table)


def _print_history(found: list[dict[str, Any]], lang: str) -> None:
    from rich.tree import Tree

    from ecluse.cli.session import console

    for each in found:
        now = each["in_force"]
        state = f"in force on {each['on']}" if now else f"not in force on {each['on']}"
        tree = Tree(
            f"[bold]{shown(each['provision'])}[/bold]  [{'green' if now else 'dim'}]{state}[/]",
            guide_style="dim",
        )
        for row in each["history"]:
            mark = (
                "●"
                if now and now["measure"] == row["measure"] and now["since"] == row["applies_from"]
                else "○"
            )
            reading = f" ({row['reading']} reading only)" if row["reading"] else ""
            node = tree.add(
                f"{mark} {row['applies_from']}  {row['act']}{reading}  {shown(row['measure'])}  [dim]{shown(row['citation'])}[/dim]"
            )
            for line in (row["text"], row["condition"]):
                if line:
                    node.add(f"[{'italic' if line == row['text'] else 'dim'}]{shown(line)}[/]")
        console().print(tree)
