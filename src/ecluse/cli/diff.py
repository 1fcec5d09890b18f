"""`ecluse diff`: what a measure or a scenario changes; `ecluse scenario check`: what a scenario does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ecluse.cli.session import ReadingName, console, day_of, library, print_json
from ecluse.errors import InputError

if TYPE_CHECKING:
    from rich.tree import Tree

    from ecluse.simulate.diff import AnswerChange, Diff

_SHOWN = 12
_NAMED = 4


def diff(
    *,
    before: str,
    after: str,
    to: str | None = None,
    reading: ReadingName = "enforced",
    known: str | None = None,
    orders: str | None = None,
    out: Path | None = None,
    before_data: Path | None = None,
    after_data: Path | None = None,
    json: bool = False,
) -> int:
    """What differs between two laws: provisions, answers for every item to every country, or the lines of an order book.

    A side is a date (2025-04-09), a scenario (its name or file), or both (2025-06-01,diffusion-enforced). A side without a
    date takes the other's, or today. Exit status: 0 answered, 2 bad input.

    Args:
        before: The first side.
        after: The second side.
        to: One destination only: ISO 3166 code or country name.
        reading: The law as its text stands, or as the agency says that it enforces it.
        known: What had been published by this day, YYYY-MM-DD; everything where left out.
        orders: An order book: count the lines whose answer differs.
        out: Where to write every change: .json, or for an order book every changed line as .csv or .parquet.
        before_data: A data folder for the first side, to compare two releases of the facts.
        after_data: A data folder for the second side.
        json: Print JSON.
    """
    from datetime import date

    from ecluse.law.library import load
    from ecluse.law.measure import Reading
    from ecluse.simulate.diff import diff as diff_of
    from ecluse.simulate.side import sides_of

    ours = load(_folder(before_data, "--before-data")) if before_data else library()
    theirs = load(_folder(after_data, "--after-data")) if after_data else (ours if before_data is None else library())
    known_day = day_of(known, theirs, "--known") if known else None
    sides = sides_of(before, after, (ours, theirs), date.today(), reading=Reading(reading), known=known_day)
    if orders is not None:
        return _book(sides, orders, out, json)
    if out is not None and out.suffix.lower() != ".json":
        raise InputError(f"cannot write '{out.name}'", "--out", "give a name that ends in .json (or add --orders FILE)")
    destinations = (theirs.countries.code(to, "--to"),) if to else None
    found = diff_of(*sides, destinations)
    if out is not None:
        _write(out, found)
    print_json(found.to_dict()) if json else _print(found)
    return 0


def scenario_check(file: str, /, *, count: bool = True, json: bool = False) -> int:
    """What a scenario does: each edit, the days and provisions that it touches, and how many answers change.

    Args:
        file: A scenario file, or the name of a shipped one.
        count: Also count the answers of the catalogue that change, to every country.
        json: Print JSON.
    """
    from ecluse.law.scenario import read_scenario
    from ecluse.simulate.scenario_check import edits, touched

    books = library()
    scenario = read_scenario(file, books)
    steps, stretches = edits(scenario), touched(scenario, books, count=count)
    if json:
        rows = [{"does": does, "to": name, "how": how} for does, name, how in steps]
        print_json(
            {
                "scenario": scenario.scenario,
                "says": {"en": scenario.says.en, "fr": scenario.says.fr},
                "edits": rows,
                "touched": [each.to_dict() for each in stretches],
            }
        )
        return 0
    from rich.tree import Tree

    tree = Tree(f"[bold]{scenario.scenario}[/bold]  {scenario.says.en}", guide_style="dim")
    for does, name, how in steps:
        tree.add(f"[cyan]{does}[/cyan] {name}: {how}")
    for each in stretches:
        until = f"to {each.until}" if each.until else "on"
        counted = "" if each.answers is None else f": {each.answers:,} of {each.compared:,} answers change"
        node = tree.add(f"[bold]{each.since} {until}[/bold]{counted}")
        for change in each.provisions:
            node.add(f"[dim]{change.act}[/dim] {change.provision}")
    if not stretches:
        tree.add("it touches no provision on any day on record")
    console().print(tree)
    return 0


def _folder(path: Path, option: str) -> Path:
    if not (path / "vocabulary.yaml").is_file():
        raise InputError(
            f"'{path}' is no data folder", option, "give a folder that holds vocabulary.yaml, measures/ and items/"
        )
    return path


def _write(out: Path, found: Diff) -> None:
    import json as json_

    try:
        out.write_text(json_.dumps(found.to_dict(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise InputError(
            f"cannot write '{out}': {error.strerror}", "--out", "check the folder and its permissions"
        ) from error


def _book(sides: tuple[object, object], orders: str, out: Path | None, json: bool) -> int:
    from rich.table import Table

    from ecluse.simulate.book import diff_lines

    found = diff_lines(*sides, orders, out)  # type: ignore[arg-type]
    if json:
        print_json(found.to_dict())
        return 0
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("lines", "from", "to"):
        table.add_column(column, overflow="fold", justify="right" if column == "lines" else "left")
    for then, now, lines in found.groups:
        table.add_row(f"{lines:,}", then, now)
    console().print(table)
    console().print(f"{found.changed:,} of {found.lines:,} lines change" + (f"; every one is in {out}" if out else ""))
    return 0


def _print(found: Diff) -> None:
    from rich.tree import Tree

    out = console()
    tree = Tree(f"[bold]{found.before}[/bold] → [bold]{found.after}[/bold]", guide_style="dim")
    law = tree.add(f"[bold]Provisions[/bold] [dim]({len(found.provisions)} read otherwise)[/dim]")
    by_measure: dict[str, list[str]] = {}
    for change in found.provisions:
        by_measure.setdefault(change.measure or "?", []).append(f"[dim]{change.act}[/dim] {change.provision}")
    for measure, changes in by_measure.items():
        node = law.add(measure)
        for line in changes:
            node.add(line)
    answers = tree.add(f"[bold]Answers[/bold] [dim]({found.changed:,} of {found.compared:,} change)[/dim]")
    for group in found.answers[:_SHOWN]:
        _group(answers, group)
    if len(found.answers) > _SHOWN:
        answers.add(f"[dim]… and {len(found.answers) - _SHOWN} more groups: --json lists them[/dim]")
    for label, names in (
        ("Items added", found.items_added),
        ("Items removed", found.items_removed),
        ("Items with other figures", found.items_changed),
    ):
        if names:
            tree.add(f"[bold]{label}[/bold] {_few(names, 12)}")
    out.print(tree)


def _group(branch: Tree, change: AnswerChange) -> None:
    node = branch.add(
        f"[bold]{change.before}[/bold] → [bold]{change.after}[/bold]  [dim]{change.count:,} answers[/dim]"
    )
    node.add(f"{len(change.items)} items: {_few(change.items, _NAMED)}")
    node.add(f"to {len(change.destinations)}: {_few(change.destinations, 20)}")
    node.add(
        "by " + " and ".join(change.measures)
        if change.measures
        else "[yellow]by several measures together (no one or two of them alone)[/yellow]"
    )


def _few(names: tuple[str, ...], most: int) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
