"""Whether the law of each day says one thing, and something in every case.

Belongs here: going through the days of constant law under both readings; paragraphs that overlap or
cannot be decided, provisions that can never apply, names never in force together and, where asked,
gaps in review policies and provisions out of reach. Does not: the proofs themselves (reach).
Always true: one flaw is told once, with the first and last day on which it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from ecluse.errors import near
from ecluse.law.condition.tree import facts_of, groups_of
from ecluse.law.example import Search
from ecluse.law.flaw import Flaw, error, warning
from ecluse.law.library import Library
from ecluse.law.measure import Reading
from ecluse.law.provision import (
    Classification,
    Definition,
    Exclusion,
    Jurisdiction,
    LicenseException,
    Presumption,
    Provision,
    Requirement,
    Review,
    conditions_of,
)
from ecluse.law.reach import Whole, gaps, out_of_reach, overlaps, satisfiable, undecided
from ecluse.law.register import Law, Register

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class _Seen:
    """One flaw over the days on which it stands."""

    flaw: Flaw
    first: date
    last: date

    def stands(self, first: date, last: date) -> None:
        """It stands from `first` to `last` too."""
        self.first, self.last = min(self.first, first), max(self.last, last)


@dataclass(frozen=True, slots=True)
class _Ever:
    """What holds on some day of those looked at.

    Args:
        together: A measure's provision names another (or a symbol): is that in force beside it?
        possible: A provision, its measure and since when: can it apply?
    """

    together: dict[tuple[str, str, str], bool] = field(default_factory=dict)
    possible: dict[tuple[str, str, date], bool] = field(default_factory=dict)

    def look_at(self, law: Law, search: Search, whole: Whole) -> None:
        """Look at one more day."""
        symbols = {says.symbol for says, _ in law.of_kind(LicenseException)}
        for entry in law.provisions.values():
            says, measure = entry.says, entry.measure.measure
            key = (says.provision, measure, entry.since)
            self.possible[key] = self.possible.get(key, False) or satisfiable(search, whole, entry)
            beside = [(name, name in symbols) for name in getattr(says, "bars", ())]
            for name, kind in _names(says):
                there = law.provisions.get(name)
                beside.append((name, there is not None and isinstance(there.says, kind)))
            for name, is_there in beside:
                pair = (measure, says.provision, name)
                self.together[pair] = self.together.get(pair, False) or is_there


def day_flaws(
    library: Library, *, deep: bool = False, progress: Progress | None = None
) -> list[Flaw]:
    """What is wrong on some day; `progress` is told how many of how many stretches of constant law
    are done.
    """
    register = library.register
    slices = list(_slices(register))
    seen: dict[tuple[str, str], _Seen] = {}
    ever = _Ever()
    memory: dict[object, Any] = {}
    for done, (first, last, law) in enumerate(slices, 1):
        search, whole = Search(law, library, memory), Whole(law)
        ever.look_at(law, search, whole)
        for flaw in (*_undefined(law, register), *proofs(search, whole, deep=deep)):
            seen.setdefault((flaw.what, flaw.where), _Seen(flaw, first, last)).stands(first, last)
        if progress is not None:
            progress(done, len(slices))
    never = (*_never_together(ever.together, register), *_never(ever.possible))
    return [*never, *map(_over_days, seen.values())]


def proofs(search: Search, whole: Whole, *, deep: bool) -> Iterator[Flaw]:
    """What can be proved to be wrong with the law of one day."""
    yield from overlaps(search, whole)
    yield from undecided(search, whole)
    if deep:
        yield from gaps(search, whole)
        yield from out_of_reach(search, whole)


def _slices(register: Register) -> Iterator[tuple[date, date, Law]]:
    """Each stretch of constant law under each reading; neighbors that say the same are one."""
    for reading in Reading:
        days = register.days(None, reading)
        before: tuple[date, Law] | None = None
        for day in days:
            law = register.at(day, None, reading)
            if before is not None and before[1].fingerprint == law.fingerprint:
                continue
            if before is not None:
                yield before[0], day - timedelta(days=1), before[1]
            before = (day, law)
        if before is not None:
            yield before[0], date.max, before[1]


def _names(says: Provision) -> Iterator[tuple[str, type[Provision]]]:
    """The provisions that a provision names, and of what kind they must be."""
    paragraphs: tuple[str, ...] = ()
    match says:
        case Classification():
            paragraphs = (*says.contains, *says.unless)
        case Exclusion():
            paragraphs = says.excludes
        case Presumption():
            paragraphs = (says.presumes,)
        case Requirement() | Jurisdiction():
            paragraphs = says.items
        case LicenseException():
            paragraphs = says.items
            yield from ((name, Requirement) for name in says.overcomes)
        case Review():
            paragraphs = says.items
            yield from ((name, Requirement) for name in says.of)
    yield from ((name, Classification) for name in paragraphs if name != "any")


def _never_together(
    together: dict[tuple[str, str, str], bool], register: Register
) -> Iterator[Flaw]:
    known = register.provision_names()
    for (measure, provision, name), ever in together.items():
        if not ever:
            what = (
                f"it names '{name}', which is never in force beside it"
                if name in known
                else f"it names '{name}', which is no provision"
            )
            yield error(
                what,
                f"{measure}, {provision}",
                ("check the days, and its kind" if name in known else near(name, known))
                or "`ecluse law` lists them",
            )


def _never(possible: dict[tuple[str, str, date], bool]) -> Iterator[Flaw]:
    for (provision, measure, since), ever in possible.items():
        if not ever:
            yield error(
                "it can never apply: no case meets its `when`",
                f"{measure}, {provision}, since {since}",
                "check its limits and its and/or",
            )


def _undefined(law: Law, register: Register) -> Iterator[Flaw]:
    """Facts and groups that a provision asks for on a day on which nothing says what they are."""
    ever = {
        change.says.defines for _, change in register.changes if isinstance(change.says, Definition)
    }
    now = {says.defines for says, _ in law.of_kind(Definition)}
    for entry in law.provisions.values():
        where = f"{entry.measure.measure}, {entry.says.provision}"
        for condition in conditions_of(entry.says):
            for name in dict.fromkeys(facts_of(condition)):
                if name in ever - now:
                    yield warning(
                        f"it asks for {name}, which no definition in force works out",
                        where,
                        "give the definition an earlier effective:, or a later end",
                    )
            for group in dict.fromkeys(groups_of(condition)):
                if group in law.unlisted:
                    yield error(
                        f"it asks for country group {group}, which has no members on record",
                        where,
                        "add the group's list to the log",
                    )


def _over_days(seen: _Seen) -> Flaw:
    until = "on" if seen.last == date.max else f"to {seen.last}"
    return replace(seen.flaw, where=f"{seen.flaw.where}, {seen.first} {until}")
