"""`ecluse impact`: what a change of law does to the best inference that can be bought.

Belongs here: its options. Does not: looking at both sides (simulate), or its table (impact_table).
Always true: both sides are searched in one space of designs.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from cyclopts import Parameter

from ecluse.cli import completion
from ecluse.cli.forms import print_data
from ecluse.cli.options import Country, Given, ReadingName, TableOptions
from ecluse.cli.ranges import Units
from ecluse.cli.session import day_of, given_of, library, register_of
from ecluse.cli.work_options import Wanted, WorkOptions
from ecluse.errors import InputError
from ecluse.law.data_home import data_folder
from ecluse.law.library import Library
from ecluse.law.measure import Reading
from ecluse.law.register import Law


def impact(
    *,
    to: Country,
    before: str,
    after: str,
    model: str = "Llama-3.1-70B",
    on: str | None = None,
    reading: ReadingName = "enforced",
    outcome: Wanted = "nlr",
    item: Annotated[str | None, Parameter(completer=completion.items)] = None,
    units: Units | None = None,
    per_day: Units | None = None,
    work: WorkOptions = WorkOptions(),
    given: Given = None,
    table: TableOptions = TableOptions(),
) -> None:
    """What a change of law does to the best inference that can legally be bought at a destination.

    Catalogue chips only, those of Chinese designers left out: nobody exports them there.

    Args:
        to: Destination: ISO 3166 code or country name.
        before: A day, YYYY-MM-DD, or a scenario.
        after: A day, YYYY-MM-DD, or a scenario.
        model: The language model.
        on: The day on which a scenario is looked at; today where left out.
        reading: The law as its text stands, or as the agency says that it enforces it.
        outcome: What counts as to be had: no license needed, an exception, a license reviewed case
            by case, or any.
        item: The chip of --units and --per-day; the best chip that the change takes away where left
            out.
        units: Chips in a stock: what they add up to; 0.001 to 1,000,000,000,000.
        per_day: Chips a day: what each day of delay lets through; 0.001 to 1,000,000,000,000.
        given: FACT=VALUE, any other fact of the shipments; may be repeated.
    """
    from ecluse.simulate.law_impact import impact as impact_of

    data = library()
    task = work.task(model)
    found = impact_of(
        _law(before, on, reading, data, "--before"),
        _law(after, on, reading, data, "--after"),
        data,
        task,
        to=data.countries.code(to, "--to"),
        names=(before, after),
        wanted=outcome,
        item=item,
        units=units,
        per_day=per_day,
        given=given_of(given, data),
        folder=data_folder(),
    )
    if not print_data(found, table, [found]):
        from ecluse.cli.impact_table import print_impact

        print_impact(found, task.layout, table.lang)


def _law(text: str, on: str | None, reading: str, library: Library, flag: str) -> Law:
    """The law of a day, or of a scenario on the day `on`."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        if text[:1].isdigit():
            mend = "write it as YYYY-MM-DD, or name a scenario"
            raise InputError(f"'{text}' is not a date", flag, mend) from None
        scenario_day = day_of(on, library, "--on")
        return register_of(text, library, flag).at(scenario_day, None, Reading(reading))
    return library.register.at(day_of(day.isoformat(), library, flag), None, Reading(reading))
