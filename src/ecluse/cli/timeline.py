"""`ecluse timeline`: how the answer changed, and which measure changed it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from ecluse.answers.plain import plain
from ecluse.cli.answer import against_words
from ecluse.cli.session import (
    Lang,
    ReadingName,
    console,
    day_of,
    library,
    print_json,
    register_of,
    shipment_of,
)
from ecluse.cli.wording import COLORS, answer, listed, say
from ecluse.determine.remarks import proviso_text
from ecluse.determine.shipment import Shipment
from ecluse.determine.timeline import Stretch, entry_of
from ecluse.determine.timeline import timeline as stretches_of
from ecluse.errors import InputError
from ecluse.law.measure import Reading
from ecluse.visible import visible

if TYPE_CHECKING:
    from ecluse.law.library import Library


def timeline(
    item: str,
    /,
    *,
    to: str,
    from_: Annotated[str | None, Parameter(name="--from")] = None,
    until: str | None = None,
    known: str | None = None,
    reading: ReadingName = "enforced",
    hq: str | None = None,
    parent_hq: str | None = None,
    exporter: str | None = None,
    given: Annotated[list[str] | None, Parameter(negative=(), consume_multiple=False)] = None,
    scenario: str | None = None,
    plot: Path | None = None,
    force: bool = False,
    json: bool = False,
    lang: Lang = "en",
) -> None:
    """How the answer for ITEM changed over time, and which measure changed it.

    Args:
        item: A catalogue name or alias, or a YAML file with an item's own figures.
        to: Destination: ISO 3166 code or country name.
        from_: First day, YYYY-MM-DD; the first on record where left out.
        until: Last day; today where left out.
        known: What had been published by this day; everything where left out.
        reading: The law as its text stands, or as the agency says that it enforces it.
        hq: Headquarters of the consignee; the destination where left out.
        parent_hq: Headquarters of its ultimate parent; the headquarters where left out.
        exporter: Who exports; the item's vendor where left out.
        given: FACT=VALUE, any other fact; may be repeated.
        scenario: A scenario file, or the name of a shipped one.
        plot: Write the timeline as a picture to this file (.svg or .png; needs the extra `plot`).
        force: Replace a file that ecluse did not write.
        json: Print JSON.
        lang: en or fr.
    """
    if plot is not None:
        from ecluse.cli.plot import check_plot

        check_plot(plot, [("the item", item), ("the scenario", scenario)], force=force)
    books = library()
    first = day_of(from_, books, "--from") if from_ else books.register.answers_from
    last = day_of(until, books, "--until")
    if last < first:
        raise InputError(
            f"--until {last.isoformat()} lies before --from {first.isoformat()}",
            "command line",
            "swap the two days",
        )
    shipment = shipment_of(
        item, to, first, books, hq=hq, parent_hq=parent_hq, exporter=exporter, given=given
    )
    known_day = day_of(known, books, "--known") if known else None
    found = stretches_of(
        shipment,
        books,
        first,
        last,
        register=register_of(scenario, books),
        known=known_day,
        reading=Reading(reading),
    )
    if plot is not None:
        from ecluse.cli.plot import plot_timeline

        plot_timeline(
            found,
            f"{visible(shipment.item.name)} → {books.countries.by_code[str(shipment.destination)].name(lang)}",
            plot,
            lang,
            force=force,
        )
    if json:
        print_json(plain([entry_of(each, books, lang) for each in found]))
    else:
        _print(found, shipment, books, lang)


def _provided(each: Stretch, books: Library, lang: str) -> list[str]:
    return [proviso_text(proviso, books, lang) for proviso in each.provided]


def _print(found: list[Stretch], shipment: Shipment, books: Library, lang: str) -> None:
    from rich.table import Table
    from rich.text import Text

    out = console()
    out.print(
        Text(
            f"{visible(shipment.item.name)} → {books.countries.by_code[str(shipment.destination)].name(lang)}",
            style="bold",
        )
    )
    total = max(1, (found[-1].until - found[0].since).days)
    bar = Text()
    for each in found:
        days = (each.until - each.since).days + 1
        bar.append("━" * max(1, round(90 * days / total)), style=COLORS[each.found.outcome])
    out.print(bar)
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold", ratio=4)
    table.add_column(overflow="fold", ratio=6)
    for each in found:
        review = each.found.review
        said = Text(answer(each.found.answer, lang), style=COLORS[each.found.outcome])
        if review is not None and review.policy:
            said.append(f"\n{say(review.policy, lang)}", style="not bold default")
        if each.found.needs:
            said.append(f"\n{', '.join(sorted(each.found.needs))}", style="not bold yellow")
        by = Text()
        for measure in each.by:
            by.append(f"{measure.title.say(lang)}\n")
            by.append(f"{measure.measure} · {measure.cited}\n", style="dim")
        if not each.by:
            by.append(say("record begins", lang), style="dim")
        by.rstrip()
        table.add_row(each.since.isoformat(), said, by)
    out.print(table)
    presumes = dict.fromkeys(text for each in found for text in _provided(each, books, lang))
    if presumes:
        out.print(Text(say("freer where", lang, listed(list(presumes), lang)), style="dim"))
    if found[-1].found.against_catalogue:
        out.print(Text(against_words(found[-1].found, books, lang), style="bold yellow"))
    if found[-1].until > books.data_as_of:
        out.print(Text(say("beyond", lang, books.data_as_of.isoformat()), style="bold yellow"))
