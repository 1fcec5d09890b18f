"""The stretches of constant law that a book's dates fall into.

Belongs here: numbering the distinct laws and finding the one of a day. Does not: any line.
Always true: two days with one number have the same law in every particular that an answer can rest
on: what is in force and what each provision says that day, what the table of ECCNs says, as which
country a country is treated, and whether the day lies past the record.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ecluse.equivalence.partition import Partition
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


@dataclass(frozen=True, slots=True)
class _Record:
    """From what the law of a day is taken: a register under one reading, as known on two days."""

    library: Library
    register: Register
    known: date | None
    reading: Reading
    since: date | None

    def starts(self) -> list[date]:
        """The days on which an answer may differ from the day before, in order."""
        starts = {
            date.min,
            *self.register.days(self.known, self.reading),
            *(self.register.days(self.since, self.reading) if self.since is not None else ()),
            *self.library.eccns.days,
            self.library.data_as_of + timedelta(days=1),
        }
        for country in self.library.countries.by_code.values():
            if country.treated_as:
                starts.add(country.treated_as.since)
        return sorted(starts)

    def at(self, on: date) -> _Day:
        """The law of a day, and all of the day on which an answer can rest."""
        law = self.register.at(on, self.known, self.reading)
        before = None
        if self.since is not None:
            before = self.register.at(on, self.since, self.reading)
        treated = tuple(
            code
            for code, country in self.library.countries.by_code.items()
            if country.treated_as and on >= country.treated_as.since
        )
        beyond = on > self.library.data_as_of
        said = law.once(_Content), before.once(_Content) if before is not None else None
        content = (*said, beyond, treated, self.library.eccns.period(on))
        return _Day(law, before, content)


@dataclass(frozen=True, slots=True)
class _Day:
    """The law of a day, as it is known and was known; `content` is all that an answer rests on."""

    law: Law
    before: Law | None
    content: Hashable


def slices_of(
    days: Iterable[date],
    library: Library,
    register: Register,
    known: date | None,
    reading: Reading,
    since: date | None = None,
) -> Slices:
    """The distinct laws on `days`; with `since`, paired with the law as known then."""
    used, stretches = _stretches(days, _Record(library, register, known, reading, since))
    first_with: dict[Hashable, date] = {}
    for start, one in stretches.items():
        first_with.setdefault(one.content, start)
    laws = Partition[_Day]()
    numbers = tuple([laws.number(stretches[start].content, stretches[start]) for start in used])
    slices = tuple(
        Slice(
            number=number,
            name=first_with[one.content].isoformat(),
            on=one.law.on,
            law=one.law,
            before=one.before,
        )
        for number, one in enumerate(laws.representatives)
    )
    return Slices(slices, used, numbers)


def _stretches(days: Iterable[date], record: _Record) -> tuple[tuple[date, ...], dict[date, _Day]]:
    """The first days of the stretches that `days` fall into, and the law of each stretch by its
    first day; a stretch without any of the days can be the first that has a law, and name it.
    """
    starts = record.starts()
    first_day: dict[date, date] = {}
    for day in sorted(set(days)):
        first_day.setdefault(starts[bisect_right(starts, day) - 1], day)
    stretches = {
        start: record.at(first_day.get(start, start))
        for start in (starts if first_day else ())
        if start in first_day or start > _NO_DAY
    }
    return tuple(sorted(first_day)), stretches


_NO_DAY = date(2000, 1, 1)  # before any day on record


class _Content:
    """All that the provisions of a law say; equal where two laws say the same. Its hash is worked
    out once, for a law is compared with many others.
    """

    __slots__ = ("_hash", "_said")

    def __init__(self, law: Law) -> None:
        self._said = tuple(
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
        self._hash = hash(self._said)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, _Content) and self._said == other._said)
