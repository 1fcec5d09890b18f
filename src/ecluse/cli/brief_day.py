"""`ecluse brief day`: what changed on one day of the law, in one minute.

Belongs here: its options. Does not: comparing the day with the one before, or making the brief
(brief).
Always true: the day is asked as `ecluse diff` asks it.
"""

from __future__ import annotations

from ecluse.cli.brief_out import BriefOptions, give
from ecluse.cli.options import Country, ReadingName
from ecluse.cli.session import day_of, library

_BRIEF = BriefOptions()


def brief_day(
    day: str,
    /,
    *,
    to: Country | None = None,
    reading: ReadingName = "enforced",
    brief: BriefOptions = _BRIEF,
) -> None:
    """One minute on what changed on DAY: which act, how many answers, which provisions.

    Args:
        day: The day of the law, YYYY-MM-DD; it is compared with the day before.
        to: For one destination alone: ISO 3166 code or country name.
        reading: The law as its text stands, or as the agency says that it enforces it.
    """
    from ecluse.brief.day import day_brief

    brief.check()
    data = library()
    on = day_of(day, data, "command line")
    code = None if to is None else data.countries.code(to, "--to")
    give(day_brief(on, brief.terms(data), to=code, reading=reading), brief)
