"""`ecluse diff`: what a measure or a scenario changes; `ecluse scenario check`: what a scenario
does.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ecluse.answers.plain import plain
from ecluse.cli.plot import files_of
from ecluse.cli.progress import Bar
from ecluse.cli.screen import json_text, shown
from ecluse.cli.session import ReadingName, console, day_of, library, print_json
from ecluse.errors import InputError
from ecluse.outputs.check import Output, check_outputs
from ecluse.outputs.staging import written
from ecluse.visible import visible

if TYPE_CHECKING:
    from rich.tree import Tree

    from ecluse.compare.answer import Amounts, AnswerChange, BookDiff, Diff
    from ecluse.compare.side import Side

_SHOWN = 12
_PROVISIONS = 8
_NAMED = 4
_PARTS = ("vocabulary.yaml", "about.yaml", "measures", "items", "countries", "parties")
_STAGES = {
    f"{side}: {stage}": f"{word} ({side})"
    for side in ("before", "after")
    for stage, word in (
        ("read", "Reading"),
        ("resolve", "Resolving names"),
        ("decide", "Deciding"),
        ("count", "Counting running totals"),
        ("write", "Setting down"),
    )
} | {"attribute": "What each kind changes by", "write": "Writing"}


def diff(
    *,
    before: str,
    after: str,
    to: str | None = None,
    reading: ReadingName = "enforced",
    known: str | None = None,
    before_known: str | None = None,
    orders: str | None = None,
    columns: str | None = None,
    out: str | None = None,
    force: bool = False,
    before_data: Path | None = None,
    after_data: Path | None = None,
    json: bool = False,
) -> int:
    """What differs between two laws or two releases of the facts: provisions, answers for every
    item to every country, or the lines of an order book.

    A side is a date (2025-04-09), a scenario (its name or file), `as-it-is`, or a date with one of
    these (2025-06-01,diffusion-enforced). A side without a date takes the other's; where neither
    has one, that is today, and the lines of a book are answered under the law of their own days.
    Exit status: 0 answered, 2 bad input.

    Args:
        before: The first side.
        after: The second side.
        to: One destination only: ISO 3166 code or country name.
        reading: The law as its text stands, or as the agency says that it enforces it.
        known: What had been published by this day, YYYY-MM-DD; everything where left out.
        before_known: What had been published by this day, for the first side alone: what changed
            since then, and by what.
        orders: An order book: lines, units, value and TPP that change, and what they change by.
        columns: Which column of the book is which, where it is not found by its usual name:
            part=Material,destination=Land.
        out: Where to write every change: .json; for an order book every changed line, in any form
            that `ecluse orders` writes.
        force: Replace a file that ecluse did not write.
        before_data: A data folder for the first side, to compare two releases of the facts.
        after_data: A data folder for the second side.
        json: Print JSON.
    """
    from datetime import date

    from ecluse.compare.diff import diff as diff_of
    from ecluse.compare.side import sides_of
    from ecluse.law.library import load
    from ecluse.law.measure import Reading

    ours = load(_folder(before_data, "--before-data"), cache=False) if before_data else library()
    theirs = (
        load(_folder(after_data, "--after-data"), cache=False)
        if after_data
        else (ours if before_data is None else library())
    )
    known_day = day_of(known, theirs, "--known") if known else None
    then_known = day_of(before_known, ours, "--before-known") if before_known else None
    sides = sides_of(
        before,
        after,
        (ours, theirs),
        date.today(),
        reading=Reading(reading),
        known=known_day,
        before_known=then_known,
        files=True,
        where=_option,
    )
    read = [("the data", path) for path in (before_data, after_data) if path is not None]
    read += files_of(
        ("a scenario", name) for side in (before, after) for name in (side, *side.split(","))
    )
    if orders is not None:
        if to is not None:
            raise InputError(
                "a book has its own destinations", "--to", "leave out --to, or --orders"
            )
        return _book(sides, orders, out, columns, json, read, force)
    if out is not None and not out.lower().endswith(".json"):
        raise InputError(
            f"cannot write '{out}'",
            "--out",
            "give a name that ends in .json (or add --orders FILE)",
        )
    if out is not None:
        check_outputs([Output(option="--out", path=Path(out))], read, force=force)
    destinations = (theirs.countries.code(to, "--to"),) if to else None
    with Bar({"answers": "Comparing answers"}) as bar:
        found = diff_of(*sides, destinations, progress=partial(bar.tell, "answers"))
    if out is not None:
        _write(Path(out), found, force=force)
    print_json(plain(found)) if json else _print(found)
    return 0


def scenario_check(file: str, /, *, count: bool = True, json: bool = False) -> int:
    """What a scenario does: each edit, the days and provisions that it touches, and how many
    answers change.

    Args:
        file: A scenario file, or the name of a shipped one.
        count: Also count the answers of the catalogue that change, to every country.
        json: Print JSON.
    """
    from ecluse.compare.scenario_check import check_scenario
    from ecluse.facts.reader import as_path
    from ecluse.law.scenario import read_scenario

    books = library()
    scenario = read_scenario(as_path(file) or file, books)
    with Bar({"scenario": "Counting answers"}) as bar:
        check = check_scenario(scenario, books, count=count, progress=partial(bar.tell, "scenario"))
    if json:
        print_json(plain(check))
        return 0
    from rich.tree import Tree

    tree = Tree(
        f"[bold]{shown(scenario.scenario)}[/bold]  {shown(scenario.says.en)}", guide_style="dim"
    )
    for edit in check.edits:
        branch = tree.add(f"[cyan]{edit.does}[/cyan] {shown(edit.to)}: {shown(edit.how)}")
        for note in check.notes:
            if (note.does, note.to) == (edit.does, edit.to):
                branch.add(f"[yellow]{shown(note.says)}[/yellow]")
    for note in check.notes:
        if (note.does, note.to) not in {(edit.does, edit.to) for edit in check.edits}:
            tree.add(f"[yellow]{shown(str(note))}[/yellow]")
    for each in check.touched:
        until = f"to {each.until}" if each.until else "on"
        counted = (
            ""
            if each.answers is None
            else f": {each.answers:,} of {each.compared:,} answers change"
        )
        node = tree.add(f"[bold]{each.since} {until}[/bold]{counted}")
        for change in each.provisions:
            node.add(f"[dim]{change.act}[/dim] {shown(change.provision)}")
        if each.asks:
            node.add(
                f"[dim]rests also on {shown(', '.join(each.asks))}: `ecluse check … --given` sets them[/dim]"
            )
    if not check.touched:
        tree.add("it touches no provision on any day on record")
    console().print(tree)
    return 0


def _option(word: str) -> str:
    return f"--{word.replace('_', '-')}"


def _folder(path: Path, option: str) -> Path:
    missing = [name for name in _PARTS if not (path / name).exists()]
    if missing:
        raise InputError(
            f"'{path}' is no data folder: it has no {missing[0]}",
            option,
            f"give a folder that holds {', '.join(_PARTS)}",
        )
    return path


def _write(out: Path, found: Diff, *, force: bool) -> None:
    with written(out, force=force) as part:
        part.write_text(json_text(plain(found)), encoding="utf-8")


def _book(
    sides: tuple[Side, Side],
    orders: str,
    out: str | None,
    columns: str | None,
    json: bool,
    read: list[tuple[str, Path]],
    force: bool,
) -> int:
    from ecluse.cli.orders import one_line
    from ecluse.compare.book import diff_lines
    from ecluse.orders.columns import read_pairs

    with one_line(orders), Bar(_STAGES) as bar:
        found = diff_lines(
            *sides,
            orders,
            out,
            columns=read_pairs(columns),
            progress=bar.tell,
            read=read,
            force=force,
        )
    if json:
        print_json(plain(found))
    else:
        _print_book(found)
    return 0


def _print_book(found: BookDiff) -> None:
    from rich.table import Table
    from rich.text import Text

    screen = console()
    screen.print(Text(f"{found.before} → {found.after}", style="bold"))
    for note in found.notes:
        screen.print(Text(visible(note), style="yellow"))
    kept = f"; every one is in {shown(found.out)}" if found.out else ""
    screen.print(f"{found.changed:,} of {found.lines:,} lines change{kept}")
    if not found.groups:
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for heading in ("lines", "units", "value", "TPP", "change, and by what"):
        number = heading in ("lines", "units", "TPP")
        table.add_column(
            heading, justify="right" if number else "left", no_wrap=number, overflow="fold"
        )
    for group in found.groups[:_SHOWN]:
        change = Text.assemble(
            (group.before, "bold"),
            " → ",
            (group.after, "bold"),
            "\n",
            ("by " + " and ".join(group.by), "dim"),
        )
        table.add_row(*_amounts(group.amounts), change)
    if len(found.groups) > _SHOWN:
        table.add_row(
            "",
            "",
            "",
            "",
            Text(f"… and {len(found.groups) - _SHOWN} more: --json lists them", style="dim"),
        )
    table.add_row(*_amounts(found.total), Text("all that change", style="bold"))
    screen.print()
    screen.print(table)
    for lines, what in (
        (found.total.without_quantity, "quantity"),
        (found.total.without_tpp, "TPP"),
    ):
        if lines:
            screen.print(
                Text(
                    f"{lines:,} {'line has' if lines == 1 else 'lines have'} no {what} that is exactly known: not in the sum",
                    style="dim",
                )
            )
    if found.asked < found.kinds:
        screen.print(
            Text(
                f"by what: worked out for the {found.asked:,} most frequent of {found.kinds:,} kinds of change",
                style="dim",
            )
        )


def _amounts(amounts: Amounts) -> tuple[str, str, str, str]:
    from ecluse.orders.report import money

    value = money({name: float(each) for name, each in amounts.value.items()})
    return (
        f"{amounts.lines:,}",
        f"{amounts.units:,.0f}",
        value.replace(" + ", "\n"),
        money({"": float(amounts.tpp)}) if amounts.tpp else "",
    )


def _print(found: Diff) -> None:
    from rich.tree import Tree

    out = console()
    tree = Tree(
        f"[bold]{shown(found.before)}[/bold] → [bold]{shown(found.after)}[/bold]", guide_style="dim"
    )
    for note in found.notes:
        tree.add(f"[yellow]{shown(note)}[/yellow]")
    _print_facts(tree, found)
    law = tree.add(f"[bold]Provisions[/bold] [dim]({len(found.provisions)} read otherwise)[/dim]")
    by_measure: dict[str, list[str]] = {}
    for change in found.provisions:
        by_measure.setdefault(change.measure or "?", []).append(
            f"[dim]{change.act}[/dim] {shown(change.provision)}"
        )
    for measure, changes in by_measure.items():
        node = law.add(shown(measure))
        for line in changes[:_PROVISIONS]:
            node.add(line)
        if len(changes) > _PROVISIONS:
            node.add(f"[dim]… and {len(changes) - _PROVISIONS} more: --json lists them[/dim]")
    answers = tree.add(
        f"[bold]Answers[/bold] [dim]({found.changed:,} of {found.compared:,} change)[/dim]"
    )
    for group in found.answers[:_SHOWN]:
        _group(answers, group)
    if len(found.answers) > _SHOWN:
        answers.add(
            f"[dim]… and {len(found.answers) - _SHOWN} more groups: --json lists them[/dim]"
        )
    out.print(tree)


def _print_facts(tree: Tree, found: Diff) -> None:
    for label, names in (
        ("Items added", found.items_added),
        ("Items removed", found.items_removed),
        ("Items with other sources, notes or spellings alone", found.items_reworded),
    ):
        if names:
            tree.add(f"[bold]{label}[/bold] {shown(_few(names, 12))}")
    if found.figures:
        node = tree.add(
            f"[bold]Items with other figures[/bold] [dim]({len(found.items_changed)})[/dim]"
        )
        for each in found.figures[: 2 * _SHOWN]:
            node.add(
                f"{shown(each.item)}: {each.figure} {shown(each.before or 'not given')} → {shown(each.after or 'not given')}"
            )
        if len(found.figures) > 2 * _SHOWN:
            node.add(
                f"[dim]… and {len(found.figures) - 2 * _SHOWN} more figures: --json lists them[/dim]"
            )
    if found.other_facts:
        tree.add(f"[bold]Other facts that differ[/bold] {shown(', '.join(found.other_facts))}")


def _group(branch: Tree, change: AnswerChange) -> None:
    node = branch.add(
        f"[bold]{shown(change.before)}[/bold] → [bold]{shown(change.after)}[/bold]  [dim]{change.answers:,} answer{'s' if change.answers > 1 else ''}[/dim]"
    )
    items, places = len(change.items), len(change.destinations)
    node.add(f"{items} item{'s' if items > 1 else ''}: {shown(_few(change.items, _NAMED))}")
    node.add(
        f"to {places} {'countries' if places > 1 else 'country'}: {_few(change.destinations, 20)}"
    )
    node.add(
        "by " + shown(" and ".join(change.measures))
        if change.measures
        else "[yellow]by several changes together (no one or two of them explain it)[/yellow]"
    )


def _few(names: tuple[str, ...], most: int) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
