"""`ecluse chips`: the catalogue with TPP and density.

Belongs here: its options and rows. Does not: working out a figure or a classification (determine).
Always true: the law is worked out once for the whole catalogue.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from ecluse.cli import completion
from ecluse.cli.forms import print_data
from ecluse.cli.options import LawOptions, TableOptions
from ecluse.cli.plot import check_plot
from ecluse.cli.session import day_of, item_of, law_of, library
from ecluse.errors import InputError
from ecluse.facts.item import Item
from ecluse.law.library import Library
from ecluse.law.register import Law


def chips(
    item: Annotated[str | None, Parameter(completer=completion.items)] = None,
    /,
    *,
    on: str | None = None,
    law: LawOptions = LawOptions(),
    vendor: str | None = None,
    plot: Path | None = None,
    force: bool = False,
    table: TableOptions = TableOptions(),
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
    if item is not None and vendor is not None:
        raise InputError("one item has one vendor", "--vendor", "leave out ITEM, or --vendor")
    check_plot(plot, [("the item", item), ("the scenario", law.scenario)], force=force)
    data = library()
    in_force = law_of(day_of(on, data, "--on"), law, data)
    if plot is not None:
        from ecluse.cli.chip_map import plot_chips

        plot_chips(data, in_force, plot, table.lang, force=force)
    if item is not None:
        _one(item_of(item, data), data, in_force, table)
    elif plot is None or table.form != "text":
        _all(data.catalogue.of_vendor(vendor, "--vendor"), data, in_force, table)


def _one(item: Item, data: Library, law: Law, table: TableOptions) -> None:
    from ecluse.determine.chip_answer import chip_of

    chip = chip_of(item, data, law)
    if not print_data(chip, table, [chip]):
        from ecluse.cli.chip_table import print_chip

        print_chip(item, chip, data, table.lang)


def _all(items: list[Item], data: Library, law: Law, table: TableOptions) -> None:
    from ecluse.determine.chip_answer import chip_of

    found = [chip_of(item, data, law) for item in items]
    if not print_data(found, table):
        from ecluse.cli.chip_table import print_chips

        print_chips(found, law.on, table.lang)
