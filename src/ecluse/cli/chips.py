"""`ecluse chips`: the catalogue with TPP and density."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from ecluse.cli import completion
from ecluse.cli.forms import print_form
from ecluse.cli.options import LawOptions, TableOptions
from ecluse.cli.rows import chip_row
from ecluse.cli.session import day_of, item_of, law_of, library

if TYPE_CHECKING:
    from ecluse.facts.item import Item
    from ecluse.law.library import Library

_LAW, _TABLE = LawOptions(), TableOptions()


def chips(
    item: Annotated[str | None, Parameter(completer=completion.items)] = None,
    /,
    *,
    on: str | None = None,
    law: LawOptions = _LAW,
    vendor: str | None = None,
    plot: Path | None = None,
    force: bool = False,
    table: TableOptions = _TABLE,
) -> None:
    """The catalogue, with TPP, performance density and classification on a day.

    Args:
        item: One item, with all its figures and their sources; the whole catalogue where left out.
        on: The day of the classification, YYYY-MM-DD; today where left out.
        vendor: Only this vendor's items.
        plot: Draw TPP against performance density, with the regions of the law on that day, to this
            file (.svg or .png; needs the extra `plot`).
        force: Replace a file that ecluse did not write.
    """
    if plot is not None:
        from ecluse.cli.plot import check_plot

        check_plot(plot, [("the item", item), ("the scenario", law.scenario)], force=force)
    data = library()
    in_force = law_of(day_of(on, data, "--on"), law, data)
    if plot is not None:
        from ecluse.cli.chip_map import plot_chips

        plot_chips(data, in_force, plot, table.lang, force=force)
        if item is None and table.form == "text":
            return
    items = [item_of(item, data)] if item is not None else _of(vendor, data)
    rows = [chip_row(each, data, in_force) for each in items]
    if table.form != "text":
        print_form(rows[0] if item is not None else rows, table.form, rows)
        return
    from ecluse.cli.chip_table import print_chip, print_chips

    if item is not None:
        print_chip(items[0], rows[0], data, table.lang)
    else:
        print_chips(rows, in_force.on, table.lang)


def _of(vendor: str | None, data: Library) -> list[Item]:
    return [
        item
        for item in data.catalogue.items.values()
        if vendor is None or (item.vendor or "").casefold() == vendor.casefold()
    ]
