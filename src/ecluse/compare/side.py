"""One of the two laws that are compared: a day, a scenario, or both, from one data folder.

Belongs here: reading the words that name a side. Does not: comparing.
Always true: a side is one law of one day, of one register, read from one library.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from ecluse.determine.question import Day, read_day
from ecluse.determine.shipment import check_day
from ecluse.errors import InputError, UnknownNameError
from ecluse.facts.reader import as_path
from ecluse.law.library import Library
from ecluse.law.measure import Reading
from ecluse.law.register import Law, Register
from ecluse.law.scenario import Scenario, applied, read_scenario
from ecluse.law.scenario_effect import notes_of
from ecluse.words.say import say

AS_IT_IS = "as-it-is"
_ISO_LENGTH = 10


@dataclass(frozen=True, kw_only=True)
class Side:
    """One law to compare.

    Args:
        pinned: A day was named, for this side or for the other. Every line of a book is then
            answered under the law of that day.
        scenario: The scenario's name, where one is applied.
        known_on: Only measures published by this day count.
        versioned: The two sides have different data, so the label names the release.
        notes: What the author of the scenario may not have meant.
    """

    library: Library
    register: Register
    law: Law
    pinned: bool
    scenario: str | None = None
    known_on: date | None = None
    versioned: bool = False
    notes: tuple[str, ...] = ()

    @property
    def on(self) -> date:
        """The day of the law."""
        return self.law.on

    def label(self, lang: str = "en") -> str:
        """The side in words: its day, its scenario, what was known, the data."""
        return self._label(self.law.on.isoformat(), lang)

    def label_of_lines(self, lang: str = "en") -> str:
        """The side in words where each line of a book may have its own day."""
        return self.label(lang) if self.pinned else self._label(None, lang)

    def _label(self, day: str | None, lang: str) -> str:
        known = None
        if self.known_on is not None:
            known = say("compare.side.as known on", lang, self.known_on.isoformat())
        parts = [part for part in (day, self.scenario, known) if part]
        label = ", ".join(parts) or say("compare.side.as it is", lang)
        if self.versioned:
            label = say("compare.side.data", lang, label, self.library.version)
        return label


def sides_of(
    before: str | date,
    after: str | date,
    libraries: tuple[Library, Library],
    today: date,
    *,
    reading: Reading = Reading.ENFORCED,
    known: Day | None = None,
    before_known: Day | None = None,
    files: bool = False,
    where: Callable[[str], str] = str,
) -> tuple[Side, Side]:
    """The two sides that `before` and `after` name: a date, a scenario, or `DATE,SCENARIO`.

    A side without a date takes the other's. Where neither has one the day is `today`, and the lines
    of a book are answered under the law of their own days. `as-it-is` is the law without a
    scenario.

    Args:
        before_known: For the first side, only measures published by this day count.
        files: Whether a scenario written as a path is read from that file, as on a command line.
            Otherwise every scenario is a name.
        where: From the name of an argument, such as "before_known", to what an error calls it.

    Raises:
        InputError: A side is no date, no scenario and no pair of them.
    """
    limits = ("before_known", before_known), ("known", known)
    before_known, known = (
        None if limit is None else read_day(limit, library, where(name))
        for (name, limit), library in zip(limits, libraries, strict=True)
    )
    first = _named(before, libraries[0], where("before"), files=files)
    second = _named(after, libraries[1], where("after"), files=files)

    def side(own: _NamedSide, other: _NamedSide, known_on: date | None) -> Side:
        on = check_day(own.day or other.day or today, own.library, own.where)
        register = _register(own.library, own.scenario, known_on)
        return Side(
            library=own.library,
            register=register,
            law=register.at(on, known, reading),
            pinned=own.day is not None or other.day is not None,
            scenario=own.called,
            known_on=known_on,
            versioned=own.library is not other.library,
            notes=_notes(own.scenario, own.library),
        )

    return side(first, second, before_known), side(second, first, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _NamedSide:
    """What the words of one side mean; `where` is what an error calls them."""

    library: Library
    day: date | None
    called: str | None
    scenario: Scenario | None
    where: str


def _named(words: str | date, library: Library, where: str, *, files: bool) -> _NamedSide:
    day, called = _parts(words, where)
    scenario = _read(called, library, where, files=files) if called else None
    return _NamedSide(library=library, day=day, called=called, scenario=scenario, where=where)


def _register(library: Library, scenario: Scenario | None, known_on: date | None) -> Register:
    register = applied(scenario, library.register) if scenario else library.register
    if known_on is None:
        return register
    public = tuple(measure for measure in register.measures if measure.published <= known_on)
    return replace(register, measures=public)


def _notes(scenario: Scenario | None, library: Library) -> tuple[str, ...]:
    if scenario is None:
        return ()
    notes = notes_of(scenario, library.register)
    return tuple(f"{scenario.scenario}: {note}" for note in notes)


def _read(name: str, library: Library, where: str, *, files: bool) -> Scenario:
    try:
        return read_scenario((as_path(name) if files else None) or name, library)
    except UnknownNameError as error:
        raise UnknownNameError(error.what, where, error.mend) from error


def _parts(text: str | date, where: str) -> tuple[date | None, str | None]:
    if isinstance(text, date) and not isinstance(text, datetime):
        return text, None
    if not isinstance(text, str):
        what = f"a {type(text).__name__} is no law to compare"
        raise InputError(what, where, "give a date, a scenario, or DATE,SCENARIO")
    head, comma, rest = text.partition(",")
    day = _day(head)
    if day is not None:
        return day, _scenario(rest)
    if comma and _day(rest) is not None:
        return _day(rest), _scenario(head)
    if len(text.strip()) == _ISO_LENGTH and text[:4].isdigit():
        raise InputError(
            f"'{text}' is not a date", where, "write it as YYYY-MM-DD, such as 2025-04-15"
        )
    if not text.strip():
        raise InputError("nothing to compare", where, "give a date, a scenario, or DATE,SCENARIO")
    return None, _scenario(text)


def _scenario(text: str) -> str | None:
    return None if text.strip() in ("", AS_IT_IS) else text.strip()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if len(text.strip()) == _ISO_LENGTH else None
    except ValueError:
        return None


def at_the_same_day(side: Side, on: date) -> Side:
    """The same register on another day."""
    known = None if side.law.known == date.max else side.law.known
    return replace(side, law=side.register.at(on, known, side.law.reading))
