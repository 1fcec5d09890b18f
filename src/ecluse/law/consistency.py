"""Whether the log of measures says one thing, and says it of things that exist.

Belongs here: putting the checks together.
Does not: the checks (company_check, coverage, data_check, day_check, log_check, memory_check,
name_check), reading files, mending them.
Always true: errors come first; no flaw is told twice.
"""

from __future__ import annotations

from ecluse.law.company_check import company_flaws
from ecluse.law.coverage import coverage_flaws
from ecluse.law.data_check import data_flaws
from ecluse.law.day_check import Progress, day_flaws
from ecluse.law.flaw import Flaw, LawCheckAnswer
from ecluse.law.library import Library
from ecluse.law.log_check import log_flaws
from ecluse.law.memory_check import memory_flaws
from ecluse.law.name_check import name_flaws

__all__ = ["Flaw", "LawCheckAnswer", "check_law", "checked"]


def check_law(
    library: Library, *, deep: bool = False, progress: Progress | None = None
) -> list[Flaw]:
    """Everything that is wrong, or worth a look, in the data; errors first.

    With `deep`, each day of constant law is also searched for license requirements without a review
    policy and for provisions that make no difference in any case. `progress` is told how many of
    how many days are done.
    """
    found = [
        *data_flaws(library),
        *log_flaws(library.register),
        *memory_flaws(library.register),
        *name_flaws(library),
        *coverage_flaws(library),
        *company_flaws(library),
        *day_flaws(library, deep=deep, progress=progress),
    ]
    return sorted(dict.fromkeys(found), key=lambda flaw: flaw.severity != "error")


def checked(library: Library, flaws: list[Flaw], *, deep: bool) -> LawCheckAnswer:
    """The flaws of a library as an answer."""
    return LawCheckAnswer(
        version=library.version, data_modified=not library.sealed, deep=deep, flaws=flaws
    )
