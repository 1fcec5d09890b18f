"""`ecluse timeline`: how the answer changed, and which measure changed it.

Belongs here: its options. Does not: finding the stretches (determine), or their table
(timeline_table).
Always true: it asks the very question that `ecluse check` asks with the same words.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from ecluse.cli.forms import print_data
from ecluse.cli.options import ItemName, LawOptions, ShipmentOptions, TableOptions
from ecluse.cli.plot import check_plot, plot_timeline
from ecluse.cli.session import (
    day_of,
    item_of,
    known_of,
    library_of,
    register_of,
    shipment_of,
)
from ecluse.determine.shipment import Shipment
from ecluse.determine.timeline import Stretch, entry_of
from ecluse.determine.timeline import timeline as stretches_of
from ecluse.errors import InputError
from ecluse.law.library import Library
from ecluse.law.measure import Reading
from ecluse.visible import visible


def timeline(
    item: ItemName,
    /,
    *,
    from_: Annotated[str | None, Parameter(name="--from")] = None,
    until: str | None = None,
    shipment: ShipmentOptions = ShipmentOptions(),
    law: LawOptions = LawOptions(),
    strict: bool = False,
    plot: Path | None = None,
    force: bool = False,
    table: TableOptions = TableOptions(),
) -> None:
    """How the answer for ITEM changed over time, and which measure changed it.

    Args:
        item: A catalogue name or alias, or a YAML file with an item's own figures.
        from_: First day, YYYY-MM-DD; the first on record where left out.
        until: Last day; today where left out.
        strict: Take nothing for granted.
        plot: Write the timeline as a picture to this file (.svg or .png; needs the extra `plot`).
        force: Replace a file that ecluse did not write.
    """
    check_plot(plot, [("the item", item), ("the scenario", law.scenario)], force=force)
    data = library_of(shipment)
    first, last = _days(from_, until, data)
    case = shipment_of(item_of(item, data), first, shipment, data, strict=strict)
    found = _stretches(case, first, last, law, data)
    title = _title(case, data, table.lang)
    if plot is not None:
        from ecluse.determine.told_timeline import told_timeline

        shown = told_timeline(found, data, table.lang)
        beside = f" ({shown.law})" if shown.law else ""
        plot_timeline(shown.stretches, title + beside, plot, force=force)
    _print(found, title, data, table)


def _print(found: list[Stretch], title: str, data: Library, table: TableOptions) -> None:
    if table.form == "text":
        from ecluse.cli.timeline_table import print_timeline

        print_timeline(found, title, data, table.lang)
    else:
        print_data([entry_of(stretch, data, table.lang) for stretch in found], table)


def _stretches(
    case: Shipment, first: date, last: date, law: LawOptions, data: Library
) -> list[Stretch]:
    return stretches_of(
        case,
        data,
        first,
        last,
        register=register_of(law.scenario, data),
        known=known_of(law, data),
        reading=Reading(law.reading),
    )


def _days(from_: str | None, until: str | None, data: Library) -> tuple[date, date]:
    first = day_of(from_, data, "--from") if from_ else data.register.answers_from
    last = day_of(until, data, "--until")
    if last < first:
        what = f"--until {last.isoformat()} lies before --from {first.isoformat()}"
        raise InputError(what, "command line", "swap the two days")
    return first, last


def _title(case: Shipment, data: Library, lang: str) -> str:
    place = data.countries.by_code[str(case.destination)].name(lang)
    return f"{visible(case.item.name)} → {place}"
