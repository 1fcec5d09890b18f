"""What every command needs first: the data, the day, the item, the law.

Belongs here: turning words of a command line into values. Does not: answering.
Always true: a word that cannot be read is an InputError that names its flag.
"""

from __future__ import annotations

import gc
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ecluse.determine import question
from ecluse.determine.question_object import OF_PARTIES, words_of
from ecluse.determine.shipment import Shipment
from ecluse.errors import EcluseError, InputError, raise_all
from ecluse.facts.item import Item
from ecluse.facts.known import Known
from ecluse.facts.reader import as_path
from ecluse.law.library import Library, load
from ecluse.law.register import Law, Register

if TYPE_CHECKING:
    from ecluse.cli.options import CaseOptions, LawOptions, ShipmentOptions
    from ecluse.determine.determination import Determination
    from ecluse.law.scenario import Scenario
    from ecluse.screening.clearance import Clearances


def library() -> Library:
    """All data files of the folder that answers."""
    loaded = load()
    if not gc.isenabled():
        # The command began without collections (main). What is loaded stays; the rest may go.
        gc.freeze()
        gc.enable()
    return loaded


def with_owners(
    library: Library, files: Sequence[Path] | None, names: Sequence[str] | None
) -> Library:
    """The library with the owners that files of the user give.

    Args:
        names: The parties that are asked for; None where they are in a file.

    Raises:
        InputError, SeveralErrors: A file is none of owners, or has a mistake.
    """
    if not files:
        return library
    from ecluse.screening.given_owners import with_given_owners

    bare = library.exporters.bare
    return library.with_companies(with_given_owners(library.companies, files, bare, names))


def library_of(options: ShipmentOptions) -> Library:
    """The library, with the owners that the options give of the parties that they name."""
    names = [name for role in OF_PARTIES for name in getattr(options, role) or ()]
    return with_owners(library(), options.owners, names)


@dataclass(frozen=True, kw_only=True)
class Session:
    """What a command line asks of each item that it names, and the data that answer it."""

    library: Library
    day: date
    asked: CaseOptions

    @classmethod
    def open(cls, asked: CaseOptions) -> Session:
        """The data that answer, and the day as a date."""
        data = library_of(asked.shipment)
        return cls(library=data, day=day_of(asked.on, data, "--on"), asked=asked)

    @cached_property
    def law(self) -> Law:
        """The law that is asked; a scenario is read when it is first looked at."""
        return law_of(self.day, self.asked.law, self.library)

    def shipment(self, name: str, *, strict: bool = False) -> Shipment:
        """The checked question about an item."""
        item, options = item_of(name, self.library), self.asked.shipment
        return shipment_of(item, self.day, options, self.library, strict=strict)

    def determination(self, name: str, *, strict: bool = False) -> Determination:
        """The answer for an item."""
        from ecluse.determine.decide import determine

        return determine(self.shipment(name, strict=strict), self.law, self.library)


def register_of(scenario: str | None, library: Library, where: str = "--scenario") -> Register:
    """The register, with a scenario applied where one is named."""
    if scenario is None:
        return library.register
    from ecluse.law.scenario import applied

    return applied(scenario_named(scenario, library, where), library.register)


def scenario_of(scenario: str | None, library: Library) -> Scenario | None:
    """The scenario of `--scenario`, where one is named."""
    return None if scenario is None else scenario_named(scenario, library, "--scenario")


def scenario_named(name: str, library: Library, where: str) -> Scenario:
    """A scenario of a file, or a shipped one by its name."""
    from ecluse.law.scenario import read_scenario

    return read_scenario(as_path(name) or name, library, where=where)


def law_of(day: date, options: LawOptions, library: Library) -> Law:
    """The law that the options ask for, on a day."""
    known = known_of(options, library)
    reading = question.reading_of(options.reading)
    return register_of(options.scenario, library).at(day, known, reading)


def known_of(options: LawOptions, library: Library) -> date | None:
    """The day up to which what was published counts; None for everything."""
    return day_if_given(options.known, library, "--known")


def day_if_given(text: str | None, library: Library, option: str) -> date | None:
    """A day from a command line; None where it is left out."""
    return None if text is None else day_of(text, library, option)


def day_of(text: str | None, library: Library, option: str) -> date:
    """A day from a command line; today where it is left out.

    Raises:
        InputError: It is no date, or lies before the record begins.
    """
    if text is None:
        return date.today()  # noqa: DTZ011  the user's own day
    return question.day_from(text, library, option)


def item_of(text: str, library: Library) -> Item:
    """An item by catalogue name or alias, or from a YAML file of its own figures."""
    return question.item_of(as_path(text) or text, library, "command line")


def shipment_of(
    item: Item, on: date, options: ShipmentOptions, library: Library, *, strict: bool = False
) -> Shipment:
    """The checked question that the words of a command line ask."""
    words = words_of(
        item,
        on,
        said_of(options),
        pairs_of(options.given),
        named=_flag,
        strict=strict,
        clearances=clearances_of(options.cleared),
    )
    return question.question(words, library)


def said_of(options: ShipmentOptions | LawOptions) -> dict[str, Any]:
    """What the options say, by the keys of a question; facts and files have other forms."""
    own = {"given", "cleared", "owners"}
    return {
        part.name: value
        for part in fields(options)
        if part.name not in own and (value := getattr(options, part.name)) is not None
    }


def clearances_of(path: Path | None) -> Clearances | None:
    """The clearances of a file, where one is given."""
    return None if path is None else _read_clearances(path)


@lru_cache(maxsize=8)
def _read_clearances(path: Path) -> Clearances:
    """The clearances of a file, read once for all questions of a command."""
    from ecluse.screening.read_clearances import read_clearances

    return read_clearances(path)


def _flag(word: str) -> str:
    name, space, fact = word.partition(" ")
    return f"--{name.replace('_', '-')}{space}{fact}"


def pairs_of(pairs: Sequence[str] | None) -> dict[str, str]:
    """`FACT=VALUE` pairs, all mistakes together.

    Raises:
        InputError, SeveralErrors: One is no pair, or a fact is said twice.
    """
    facts: dict[str, str] = {}
    errors = []
    for pair in pairs or ():
        name, equals, value = pair.partition("=")
        name = name.strip().replace("-", "_")
        if not equals:
            mend = "write it as datacenter=no; `ecluse facts` lists the facts"
            errors.append(InputError(f"'{pair}' is not FACT=VALUE", "--given", mend))
        elif name in facts:
            errors.append(InputError(f"'{name}' is given twice", "--given", "give it once"))
        facts[name] = value
    raise_all(errors)
    return facts


def given_of(pairs: Sequence[str] | None, library: Library) -> dict[str, Known]:
    """`FACT=VALUE` pairs as facts, all mistakes together."""
    facts: dict[str, Known] = {}
    errors: list[EcluseError] = []
    for name, text in pairs_of(pairs).items():
        try:
            facts[name] = question.read_fact(name, text, library, f"--given {name}")
        except EcluseError as error:
            errors.append(error)
    raise_all(errors)
    return facts
