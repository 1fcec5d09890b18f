"""The stretches of constant law that a book's dates fall into.

Belongs here: numbering the distinct laws and finding the one of a day. Does not: any line.
Always true: two days with one number have the same law in every particular that an answer can rest
on: what is in force and what each provision says that day, as which country a country is treated,
and whether the day lies past the record.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ecluse.law.library import Library
from ecluse.law.measure import Reading
from ecluse.law.register import Law, Register


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """One law, with a day on which it holds and a name that is its own under one reading and day of
    knowledge; `before` is the law of that day as it was known earlier, where that is asked.
    """

    number: int
    name: str
    on: date
    law: Law
    before: Law | None = None


@dataclass(frozen=True, slots=True)
class Slices:
    """The laws of a stretch of days, found by day."""

    slices: tuple[Slice, ...]
    starts: tuple[date, ...]
    numbers: tuple[int, ...]

    def number(self, day: date) -> int:
        """The law of a day."""
        return self.numbers[bisect_right(self.starts, day) - 1]


def slices_of(
    days: Iterable[date],
    library: Library,
    register: Register,
    known: date | None,
    reading: Reading,
    since: date | None = None,
) -> Slices:
    """The distinct laws on `days`; with `since`, paired with the law as known then."""
    wanted = sorted(set(days))
    if not wanted:
        return Slices((), (), ())
    edges = set(register.days(known, reading))
    if since is not None:
        edges |= set(register.days(since, reading))
    edges |= {
        country.treated_as.since
        for country in library.countries.by_code.values()
        if country.treated_as
    }
    edges.add(library.data_as_of + timedelta(days=1))
    starts = sorted({date.min, *edges})
    used = sorted({starts[bisect_right(starts, day) - 1] for day in wanted})
    numbers: list[int] = []
    by_content: dict[object, int] = {}
    first_with: dict[object, date] = {}
    slices: list[Slice] = []
    for start in starts:
        if start not in used:
            if start > date(2000, 1, 1):
                first_with.setdefault(
                    _whole(start, library, register, known, reading, since)[0], start
                )
            continue
        on = next(day for day in wanted if starts[bisect_right(starts, day) - 1] == start)
        content, law, before = _whole(on, library, register, known, reading, since)
        first = first_with.setdefault(content, start)
        number = by_content.setdefault(content, len(slices))
        if number == len(slices):
            slices.append(
                Slice(number=number, name=first.isoformat(), on=on, law=law, before=before)
            )
        numbers.append(number)
    return Slices(tuple(slices), tuple(used), tuple(numbers))


def _whole(
    on: date,
    library: Library,
    register: Register,
    known: date | None,
    reading: Reading,
    since: date | None,
) -> tuple[object, Law, Law | None]:
    """All of a day on which an answer can rest, and the law (and the law as known before) itself."""
    law = register.at(on, known, reading)
    before = register.at(on, since, reading) if since is not None else None
    treated = tuple(
        code
        for code, country in library.countries.by_code.items()
        if country.treated_as and on >= country.treated_as.since
    )
    return (
        (_content(law), _content(before) if before else None, on > library.data_as_of, treated),
        law,
        before,
    )


def _content(law: Law) -> object:
    return tuple(
        (
            name,
            entry.says,
            entry.measure.measure,
            str(entry.cited),
            entry.cited.confidence,
            entry.doubt,
        )
        for name, entry in law.provisions.items()
    )
