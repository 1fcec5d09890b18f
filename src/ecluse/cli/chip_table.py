"""Items of the catalogue on the terminal: all of them, or one with its sources.

Belongs here: the tables. Does not: figures or classifications (the rooms below).
Always true: a figure whose sources disagree is shown as the range that they span.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from rich.table import Table
from rich.text import Text

from ecluse.cli.columns import headed
from ecluse.cli.screen import console
from ecluse.facts.item import Item
from ecluse.facts.known import Known
from ecluse.law.library import Library
from ecluse.words.say import many, number, say, when

Row = Mapping[str, Any]
_FIGURES = ("tpp", "performance_density", "dram_bandwidth_gb_per_s", "io_bandwidth_gb_per_s")
_DIGITS = 6  # significant, of a bound of what is disputed


def print_chips(rows: Sequence[Row], on: date, lang: str) -> None:
    """The catalogue, an item a line."""
    title = many("chips.title", lang, len(rows), when(on, lang))
    figures = (say(f"chip_column.{key}", lang) for key in ("density", "dram", "io"))
    item, classification = say("chips.item", lang), say("chips.classification", lang)
    table = headed([item], ["TPP", *figures], [classification], title)
    for row in rows:
        known, disputed = row["figures"], row["figures_disputed"]
        cells = [_figure(known.get(name), disputed.get(name), lang) for name in _FIGURES]
        classified = ", ".join(row["classification"]) or "?"
        table.add_row(*(Text(cell) for cell in (row["item"], *cells, classified)))
    console().print(table)


def _figure(value: float | None, disputed: Row | None, lang: str) -> str:
    if value is not None:
        return number(Decimal(f"{value:.10g}"), lang)
    if disputed is None:
        return "–"
    low, high = (None if bound is None else _bound(bound, lang) for bound in _bounds(disputed))
    return f"{low}–{'…' if high is None else high}"


def _bounds(disputed: Row) -> tuple[float | None, float | None]:
    return disputed["low"], disputed["high"]


def _bound(value: float, lang: str) -> str:
    return number(Decimal(f"{value:.{_DIGITS}g}"), lang)


def print_chip(item: Item, row: Row, library: Library, lang: str) -> None:
    """One item, with where each of its figures was read."""
    out = console()
    contains = f", {item.contains.count} × {item.contains.item}" if item.contains else ""
    launched = f", {item.launched}" if item.launched else ""
    out.print(Text.assemble((item.name, "bold"), f"  {item.kind}{contains}{launched}"))
    classified = ", ".join(row["classification"]) or say("chips.undecided", lang)
    day = when(date.fromisoformat(row["on"]), lang)
    out.print(Text.assemble(say("chips.classified", lang, day), (classified, "bold")))
    out.print(_figures_table(item, row, library, lang))
    out.write_line(say("chips.aliases", lang, ", ".join(item.aliases)), "dim")
    if item.notes:
        out.write_line(item.notes)


def _figures_table(item: Item, row: Row, library: Library, lang: str) -> Table:
    keys = ("figure", "value", "confidence", "read in")
    table = headed(say(f"figure_column.{key}", lang) for key in keys)
    known = {**library.catalogue.ic(item).figures, **item.figures}
    for name, value in row["figures"].items():
        disputed = row["figures_disputed"].get(name)
        if value is not None or disputed is not None or name in known:
            shown = _figure(value, disputed, lang)
            table.add_row(name, shown, *_source(known.get(name), lang))
    return table


def _source(known: Known | None, lang: str) -> tuple[str, Text]:
    """How firm a figure is, and where it was read."""
    if known is None:
        return say("chips.defined", lang), Text()
    hosts = dict.fromkeys(_host(citation.url or citation.source) for citation in known.cited)
    text = Text(" ".join(hosts))
    if known.because:
        text.append(f"\n{known.because}", style="yellow")
    return known.confidence.value, text


def _host(url: str) -> str:
    return url.split("/")[2].removeprefix("www.") if "//" in url else url
