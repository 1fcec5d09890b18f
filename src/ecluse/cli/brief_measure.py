"""`ecluse brief measure`: what a measure or a scenario changes, in one minute.

Belongs here: its options, and whether a name is a measure's or a scenario's. Does not: making the
brief (brief).
Always true: a name that is both is a measure's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ecluse.cli.brief_out import BriefOptions, give
from ecluse.cli.options import Country, ReadingName
from ecluse.cli.plot import files_of
from ecluse.cli.session import day_of, library, scenario_of

if TYPE_CHECKING:
    from ecluse.brief.answer import Brief
    from ecluse.law.library import Library

_BRIEF = BriefOptions()


def brief_measure(
    name: str,
    /,
    *,
    on: str | None = None,
    to: Country | None = None,
    reading: ReadingName = "enforced",
    brief: BriefOptions = _BRIEF,
) -> None:
    """One minute on what a measure or a scenario changes: how many answers, which provisions.

    Args:
        name: A measure of the log, by its name or the end of it; or a scenario, shipped or a file.
        on: The day that is looked at. Of a measure, one on which a part of it begins, the last
            where left out; of a scenario, the first that it touches where left out.
        to: For one destination alone: ISO 3166 code or country name.
        reading: The law as its text stands, or as the agency says that it enforces it.
    """
    brief.check(files_of([("the scenario", name)]))
    data = library()
    code = None if to is None else data.countries.code(to, "--to")
    give(_brief(name, on, code, reading, data, brief), brief)


def _brief(
    name: str,
    on: str | None,
    to: str | None,
    reading: ReadingName,
    data: Library,
    options: BriefOptions,
) -> Brief:
    from ecluse.brief.measure import measure_brief
    from ecluse.brief.scenario import scenario_brief

    terms = options.terms(data)
    day = None if on is None else day_of(on, data, "--on")
    if data.register.called(name):
        measure = data.register.measure(name)
        return measure_brief(measure, terms, on=day, to=to, reading=reading)
    scenario = scenario_of(name, data, "command line")
    assert scenario is not None
    return scenario_brief(scenario, terms, on=day, to=to, reading=reading)
