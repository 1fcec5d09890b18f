"""`ecluse law`: what is in force on a day, and one provision's history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ecluse.cli.screen import shown
from ecluse.cli.session import Lang, ReadingName

if TYPE_CHECKING:
    from ecluse.law.library import Library
    from ecluse.law.measure import Measure
    from ecluse.law.register import InForce, Law, Register


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
    from ecluse.cli.session import day_of, library, print_json, register_of
    from ecluse.errors import UnknownNameError, near
    from ecluse.law.measure import Reading

    books = library()
    register = register_of(scenario, books)
    day = day_of(on, books, "--on")
    in_force = register.at(
        day, day_of(known, books, "--known") if known else None, Reading(reading)
    )
    if measures:
        rows = [_measure_row(each, lang) for each in register.measures]
        print_json(rows) if json else _print_measures(register.measures, lang)
        return
    if provision is None:
        print_json(
            [_entry_row(each, books, lang) for each in in_force.provisions.values()]
        ) if json else _print_law(in_force, lang)
        return
    names = [
        name
        for name in register.provision_names()
        if name == provision or name.startswith(provision)
    ]
    acts = [register.measure(provision)] if register.called(provision) else []
    if not names and not acts:
        known_names = [*register.provision_names(), *(each.measure for each in register.measures)]
        raise UnknownNameError(
            f"no provision or measure is called '{provision}'",
            "command line",
            near(provision, known_names) or "`ecluse law` lists them",
        )
    if acts:
        names = list(dict.fromkeys(change.provision for change in acts[0].changes))
    found = [_history(name, register, in_force, books, lang) for name in names]
    if json:
        print_json({"measure": _measure_row(acts[0], lang) if acts else None, "provisions": found})
        return
    if acts:
        _print_measures((acts[0],), lang)
    _print_history(found, lang)


def _measure_row(measure: Measure, lang: str) -> dict[str, Any]:
    return {
        "measure": measure.measure,
        "kind": measure.kind,
        "title": measure.title.say(lang),
        "summary": measure.summary.say(lang),
        "citation": str(measure.cited),
        "url": measure.cited.url,
        "confidence": measure.cited.confidence.value,
        "published": measure.published.isoformat(),
        "effective": measure.effective.isoformat() if measure.effective else None,
        "complied_from": measure.complied_from.isoformat() if measure.complied_from else None,
        "binds": list(measure.binds),
        "acts_on": [
            {
                "act": act.act,
                "measure": act.measure,
                "since": act.since.isoformat(),
                "until": act.until.isoformat() if act.until else None,
            }
            for act in measure.acts_on
        ],
        "changes": [
            {
                "act": change.act,
                "provision": change.provision,
                "from": change.applies_from.isoformat(),
                "reading": change.reading.value if change.reading else None,
            }
            for change in measure.changes
        ],
    }


def _condition(says: Any, books: Library, lang: str) -> tuple[str | None, str | None]:
    from ecluse.law.condition.to_text import formula_source, source, words

    when = getattr(says, "when", None)
    if when is not None:
        return source(when), words(when, books.vocabulary, lang)
    formula = getattr(says, "formula", None)
    return (formula_source(formula), None) if formula is not None else (None, None)


def _entry_row(entry: InForce, books: Library, lang: str) -> dict[str, Any]:
    condition, in_words = _condition(entry.says, books, lang)
    members = getattr(entry.says, "members", None)
    return {
        "provision": entry.says.provision,
        "kind": entry.says.kind,
        "measure": entry.measure.measure,
        "since": entry.since.isoformat(),
        "citation": str(entry.cited),
        "url": entry.cited.url,
        "confidence": entry.cited.confidence.value,
        "condition": condition,
        "words": in_words,
        "members": sorted(members) if members is not None else None,
        "text": entry.says.text.say(lang) if entry.says.text else None,
        "doubt": entry.doubt.text.say(lang) if entry.doubt and entry.doubt.text else None,
    }


def _history(
    name: str, register: Register, in_force: Law, books: Library, lang: str
) -> dict[str, Any]:
    rows = []
    for measure, change in register.history(name):
        condition, in_words = _condition(change.says, books, lang) if change.says else (None, None)
        rows.append(
            {
                "act": change.act,
                "measure": measure.measure,
                "kind": measure.kind,
                "published": measure.published.isoformat(),
                "effective": change.effective.isoformat(),
                "applies_from": register.start_of(measure, change).isoformat(),
                "reading": change.reading.value if change.reading else None,
                "citation": str(change.cited),
                "url": change.cited.url,
                "confidence": change.cited.confidence.value,
                "condition": condition,
                "words": in_words,
                "text": change.says.text.say(lang) if change.says and change.says.text else None,
            }
        )
    now = in_force.provisions.get(name)
    return {
        "provision": name,
        "in_force": _entry_row(now, books, lang) if now else None,
        "on": in_force.on.isoformat(),
        "history": rows,
    }


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
