"""Items of the catalogue on the terminal: all of them, or one with its sources.

Belongs here: the tables. Does not: figures or classifications (the rooms below).
Always true: a figure whose sources disagree is shown as the range that they span.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.table import Table
from rich.text import Text

from ecluse.cli.columns import headed
from ecluse.cli.screen import console
from ecluse.determine.chip_answer import ChipAnswer
from ecluse.determine.told_figures import shown_figure
from ecluse.facts.item import Item
from ecluse.facts.known import Known
from ecluse.law.library import Library
from ecluse.words.say import many, say, when

_FIGURES = ("tpp", "performance_density", "dram_bandwidth_gb_per_s", "io_bandwidth_gb_per_s")


def print_chips(chips: Sequence[ChipAnswer], on: date, lang: str) -> None:
    """The catalogue, an item a line."""
    title = many("chips.title", lang, len(chips), when(on, lang))
    figures = (say(f"chip_column.{key}", lang) for key in ("density", "dram", "io"))
    item, classification = say("chips.item", lang), say("chips.classification", lang)
    table = headed([item], ["TPP", *figures], [classification], title)
    for chip in chips:
        known, disputed = chip.figures, chip.figures_disputed
        cells = [shown_figure(known.get(name), disputed.get(name), lang) for name in _FIGURES]
        table.add_row(*map(Text, (chip.item, *cells, ", ".join(chip.classification) or "?")))
    console().print(table)


def print_chip(item: Item, chip: ChipAnswer, library: Library, lang: str) -> None:
    """One item, with where each of its figures was read."""
    out = console()
    contains = f", {item.contains.count} × {item.contains.item}" if item.contains else ""
    launched = f", {item.launched}" if item.launched else ""
    out.print(Text.assemble((item.name, "bold"), f"  {item.kind}{contains}{launched}"))
    classified = ", ".join(chip.classification) or say("chips.undecided", lang)
    day = say("chips.classified", lang, when(chip.on, lang))
    out.print(Text.assemble(day, (classified, "bold")))
    out.print(_figures_table(item, chip, library, lang))
    out.write_line(say("chips.aliases", lang, ", ".join(item.aliases)), "dim")
    if item.notes:
        out.write_line(item.notes)


def _figures_table(item: Item, chip: ChipAnswer, library: Library, lang: str) -> Table:
    keys = ("figure", "value", "confidence", "read in")
    table = headed(say(f"figure_column.{key}", lang) for key in keys)
    known = {**library.catalogue.ic(item).figures, **item.figures}
    for name, value in chip.figures.items():
        disputed = chip.figures_disputed.get(name)
        if value is not None or disputed is not None or name in known:
            shown = shown_figure(value, disputed, lang)
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
