"""`ecluse chips`: the catalogue with TPP and density."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ecluse.answers.plain import plain
from ecluse.cli.screen import shown
from ecluse.cli.session import (
    Lang,
    ReadingName,
    console,
    day_of,
    item_of,
    library,
    print_json,
    register_of,
)
from ecluse.determine.chip_answer import chip_of
from ecluse.facts.item import Item
from ecluse.law.measure import Reading

if TYPE_CHECKING:
    from ecluse.law.library import Library
    from ecluse.law.register import Law


def chips(
    item: str | None = None,
    /,
    *,
    on: str | None = None,
    reading: ReadingName = "enforced",
    scenario: str | None = None,
    vendor: str | None = None,
    plot: Path | None = None,
    force: bool = False,
    json: bool = False,
    lang: Lang = "en",
) -> None:
    """The catalogue, with TPP, performance density and classification on a day.

    Args:
        item: One item, with all its figures and their sources; the whole catalogue where left out.
        on: The day of the classification, YYYY-MM-DD; today where left out.
        reading: The law as its text stands, or as the agency says that it enforces it.
        scenario: A scenario file, or the name of a shipped one.
        vendor: Only this vendor's items.
        plot: Draw TPP against performance density, with the regions of the law on that day, to this
            file (.svg or .png; needs the extra `plot`).
        force: Replace a file that ecluse did not write.
        json: Print JSON.
        lang: en or fr.
    """
    if plot is not None:
        from ecluse.cli.plot import check_plot

        check_plot(plot, [("the item", item), ("the scenario", scenario)], force=force)
    books = library()
    law = register_of(scenario, books).at(day_of(on, books, "--on"), None, Reading(reading))
    if plot is not None:
        from ecluse.cli.chip_map import plot_chips

        plot_chips(books, law, plot, lang, force=force)
    if item is not None:
        one = item_of(item, books)
        print_json(plain(chip_of(one, books, law))) if json else _print_one(one, books, law, lang)
        return
    items = [
        each
        for each in books.catalogue.items.values()
        if vendor is None or (each.vendor or "").casefold() == vendor.casefold()
    ]
    if json:
        print_json(plain([chip_of(each, books, law) for each in items]))
    elif plot is None:
        _print_all(items, books, law)


def _shown(value: float | None, disputed: dict[str, Any] | None) -> str:
    if value is not None:
        return f"{value:,.10g}"
    if disputed is None:
        return "–"
    high = "…" if disputed["high"] is None else f"{disputed['high']:,.6g}"
    return f"{disputed['low']:,.6g}–{high}"


def _print_all(items: list[Item], books: Library, law: Law) -> None:
    from rich.table import Table

    table = Table(
        box=None,
        pad_edge=False,
        header_style="bold",
        title=f"{len(items)} items, classified on {law.on.isoformat()}",
        title_justify="left",
    )
    for column, justify in (
        ("item", "left"),
        ("TPP", "right"),
        ("density", "right"),
        ("DRAM GB/s", "right"),
        ("I/O GB/s", "right"),
        ("classification", "left"),
    ):
        table.add_column(column, justify=justify, overflow="fold")  # type: ignore[arg-type]
    for item in items:
        chip = plain(chip_of(item, books, law))
        figures, disputed = chip["figures"], chip["figures_disputed"]
        cells = [
            _shown(figures.get(name), disputed.get(name))
            for name in (
                "tpp",
                "performance_density",
                "dram_bandwidth_gb_per_s",
                "io_bandwidth_gb_per_s",
            )
        ]
        table.add_row(shown(item.name), *cells, shown(", ".join(chip["classification"]) or "?"))
    console().print(table)


def _print_one(item: Item, books: Library, law: Law, lang: str) -> None:
    from rich.table import Table
    from rich.text import Text

    out = console()
    row = plain(chip_of(item, books, law))
    out.print(
        f"[bold]{shown(item.name)}[/bold]  {item.kind}"
        + (f", {item.contains.count} × {shown(item.contains.item)}" if item.contains else "")
        + (f", {shown(item.launched)}" if item.launched else "")
    )
    out.print(
        f"classification on {row['on']}: [bold]{shown(', '.join(row['classification']) or 'undecided or none')}[/bold]"
    )
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("figure", "value", "confidence", "read in"):
        table.add_column(column, overflow="fold")
    ic = books.catalogue.ic(item)
    known = {**ic.figures, **item.figures}
    for name, value in row["figures"].items():
        disputed = row["figures_disputed"].get(name)
        if value is None and disputed is None and name not in known:
            continue
        fact = known.get(name)
        confidence = fact.confidence.value if fact else "defined by the law"
        read_in = (
            " ".join(
                dict.fromkeys(_host(citation.url or citation.source) for citation in fact.cited)
            )
            if fact
            else ""
        )
        because = f"\n[yellow]{shown(fact.because)}[/yellow]" if fact and fact.because else ""
        table.add_row(name, _shown(value, disputed), confidence, shown(read_in) + because)
    out.print(table)
    out.print(f"[dim]also called: {shown(', '.join(item.aliases))}[/dim]")
    if item.notes:
        out.print(Text(item.notes))


def _host(url: str) -> str:
    return url.split("/")[2].removeprefix("www.") if "//" in url else url
