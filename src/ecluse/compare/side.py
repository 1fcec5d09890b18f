"""One of the two laws that are compared: a day, a scenario, or both, from one data folder.

Belongs here: reading what a user names as a side. Does not: comparing.
Always true: a side is one law of one day, of one register, read from one library.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from ecluse.determine.shipment import check_day
from ecluse.errors import InputError, UnknownNameError
from ecluse.facts.reader import as_path
from ecluse.law.library import Library
from ecluse.law.measure import Reading
from ecluse.law.register import Law, Register
from ecluse.law.scenario import Scenario, applied, read_scenario
from ecluse.law.scenario_effect import notes_of

AS_IT_IS = "as-it-is"
_ISO_LENGTH = 10


@dataclass(frozen=True, kw_only=True)
class Side:
    """One law to compare; `pinned` where a day was named, for this side or for the other.

    `notes` say what the author of its scenario may not have meant.
    """

    label: str
    library: Library
    register: Register
    law: Law
    pinned: bool
    notes: tuple[str, ...] = ()

    @property
    def label_of_lines(self) -> str:
        """The label where each line of a book has its own day."""
        return self.label if self.pinned else self.label.partition(", ")[2] or "as it is"

    @property
    def on(self) -> date:
        """The day of the law."""
        return self.law.on


def sides_of(
    before: str,
    after: str,
    libraries: tuple[Library, Library],
    today: date,
    *,
    reading: Reading = Reading.ENFORCED,
    known: date | None = None,
    before_known: date | None = None,
    files: bool = False,
) -> tuple[Side, Side]:
    """The two sides that `before` and `after` name: a date, a scenario, or `DATE,SCENARIO`.

    A side without a date takes the other's. Where neither has one the day is `today`, and the lines
    of a book are answered under the law of their own days. `as-it-is` is the law without a
    scenario. With `before_known`, the first side is the law as it was known on that day. With
    `files`, a scenario that is written as a path is read from that file, as a command line has it;
    without, every scenario is a name.

    Raises:
        InputError: One of them is none of these.
    """
    named = [_parts(text, option) for text, option in ((before, "--before"), (after, "--after"))]
    days = [day for day, _ in named]
    found = []
    for index, (day, scenario) in enumerate(named):
        library = libraries[index]
        option = ("--before", "--after")[index]
        register, notes = library.register, tuple[str, ...]()
        if scenario:
            edits = _read(scenario, library, option, files=files)
            register = applied(edits, register)
            told = notes_of(edits, library.register)
            notes = tuple(f"{edits.scenario}: {note}" for note in told)
        on = check_day(day or days[1 - index] or today, library, option)
        if known is not None:
            check_day(known, library, "--known")
        if index == 0 and before_known is not None:
            check_day(before_known, library, "--before-known")
            public = tuple(
                measure for measure in register.measures if measure.published <= before_known
            )
            register = replace(register, measures=public)
        dated = any(each is not None for each in days)
        seen = (
            f"as known on {before_known.isoformat()}"
            if index == 0 and before_known is not None
            else None
        )
        label = ", ".join(part for part in (on.isoformat(), scenario, seen) if part)
        if libraries[0] is not libraries[1]:
            label += f" (data {library.version})"
        found.append(
            Side(
                label=label,
                library=library,
                register=register,
                law=register.at(on, known, reading),
                pinned=dated,
                notes=notes,
            )
        )
    return found[0], found[1]


def _read(name: str, library: Library, option: str, *, files: bool) -> Scenario:
    try:
        return read_scenario((as_path(name) if files else None) or name, library)
    except UnknownNameError as error:
        raise UnknownNameError(error.what, option, error.mend) from error


def _parts(text: str, option: str) -> tuple[date | None, str | None]:
    head, comma, rest = text.partition(",")
    day = _day(head)
    if day is not None:
        return day, _scenario(rest)
    if comma and _day(rest) is not None:
        return _day(rest), _scenario(head)
    if len(text.strip()) == _ISO_LENGTH and text[:4].isdigit():
        raise InputError(
            f"'{text}' is not a date", option, "write it as YYYY-MM-DD, such as 2025-04-15"
        )
    if not text.strip():
        raise InputError("nothing to compare", option, "give a date, a scenario, or DATE,SCENARIO")
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
    return replace(
        side,
        law=side.register.at(
            on, side.law.known if side.law.known != date.max else None, side.law.reading
        ),
    )
