"""Whether the data hold what they say that they hold.

Belongs here: the seal, the standing law, days on which nothing says what is subject to the
regulations. Does not: what the measures say (log_check, day_check).
Always true: what `Library.check_whole` and `check_answers` refuse is an error here.
"""

from __future__ import annotations

from collections.abc import Iterator

from ecluse.errors import DataError
from ecluse.law.flaw import Flaw, error, warning
from ecluse.law.library import Library
from ecluse.law.measure import Reading
from ecluse.law.seal import MANIFEST, bulk_differences

_SHOWN = 12


def data_flaws(library: Library) -> Iterator[Flaw]:
    """What the data lack, and where they are not as they were sealed."""
    try:
        library.check_whole()
    except DataError as lacking:
        yield error(lacking.what, lacking.where, lacking.mend)
    yield from _misnamed(library)
    if library.jurisdiction:
        yield from _days_without(library)
    for line in library.modified[:_SHOWN]:
        name, _, how = line.rpartition(": ")
        # A file that is gone takes what it said with it: names, words of a book, a whole measure.
        gone = how == "missing" and name != MANIFEST
        yield (error if gone else warning)(
            f"it is not as it was sealed: {how}", f"data/{name}", "`ecluse law seal` seals the data"
        )
    for line in bulk_differences(library.folder):
        name, _, how = line.rpartition(": ")
        mend = "restore it, or seal the lists: `ecluse law seal`"
        yield error(f"no party can be screened: the list is {how}", f"data/{name}", mend)
    if (more := len(library.modified) - _SHOWN) > 0:
        yield warning(
            f"{more} more files are not as they were sealed",
            f"data/{MANIFEST}",
            "`ecluse law seal` seals the data",
        )


def _misnamed(library: Library) -> Iterator[Flaw]:
    """Measures whose file has another name than they have: a citation of one leads to its file."""
    for measure in library.register.measures:
        file = f"measures/{measure.measure}.yaml"
        if not (library.folder / file).exists():
            what = f"no file is called '{measure.measure}.yaml'"
            yield error(what, "data/measures", "call the measure by its folder and file name")


def _days_without(library: Library) -> Iterator[Flaw]:
    """The days on which no provision of the standing law is in force, told by the first of them."""
    register = library.register
    for reading in Reading:
        days = {register.answers_from, *register.days(None, reading)}
        without = [
            day
            for day in sorted(days)
            if day >= register.answers_from
            and library.jurisdiction.isdisjoint(register.at(day, None, reading).provisions)
        ]
        if without:
            yield error(
                f"no standing law is in force on {without[0]} (reading: {reading.value}): nothing "
                "says what is subject to the regulations, and no answer is given",
                "data/measures",
                "restore the provisions, or name another measure under `standing` in about.yaml",
            )
