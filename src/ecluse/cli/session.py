"""What every command needs first: the data, the day, the item, the scenario.

Belongs here: turning words of a command line into values. Does not: answering.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from ecluse.cli.screen import console as console  # noqa: PLC0414 - each command asks here
from ecluse.cli.screen import print_json as print_json  # noqa: PLC0414
from ecluse.determine import question
from ecluse.determine.shipment import Shipment, check_day
from ecluse.errors import EcluseError, InputError, raise_all
from ecluse.facts.item import Item
from ecluse.facts.known import Known
from ecluse.facts.reader import as_path
from ecluse.law.data_home import data_folder as data_folder  # noqa: PLC0414 - asked for from here
from ecluse.law.library import Library, load
from ecluse.law.register import Register

Lang = Literal["en", "fr"]
ReadingName = Literal["text", "enforced"]


def library() -> Library:
    """All data files of the folder that answers."""
    return load()


def register_of(scenario: str | None, books: Library) -> Register:
    """The register, with a scenario applied where one is named."""
    if scenario is None:
        return books.register
    from ecluse.law.scenario import applied, read_scenario

    return applied(read_scenario(as_path(scenario) or scenario, books), books.register)


def day_of(text: str | None, books: Library, option: str) -> date:
    """A day from a command line; today where it is left out.

    Raises:
        InputError: It is no date, or lies before the record begins.
    """
    if text is None:
        return date.today()
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise InputError(
            f"'{text}' is not a date", option, "write it as YYYY-MM-DD, such as 2025-04-15"
        ) from error
    return check_day(day, books, option)


def item_of(text: str, books: Library) -> Item:
    """An item by catalogue name or alias, or from a YAML file of its own figures."""
    return question.item_of(as_path(text) or text, books, "command line")


def shipment_of(item: str, to: str, on: date, books: Library, **words: Any) -> Shipment:
    """The checked question that the words of a command line ask; `given` are FACT=VALUE pairs."""
    given = pairs_of(words.pop("given", None) or ())
    asked = question.Words(
        item=item_of(item, books), to=to, on=on, given=given, named=_option, **words
    )
    return question.question(asked, books)


def _option(word: str) -> str:
    name, space, fact = word.partition(" ")
    return f"--{name.replace('_', '-')}{space}{fact}"


def pairs_of(pairs: Sequence[str]) -> dict[str, str]:
    """`FACT=VALUE` pairs, all mistakes together.

    Raises:
        InputError, SeveralErrors: One is no pair, or a fact is said twice.
    """
    found: dict[str, str] = {}
    errors = []
    for pair in pairs:
        name, equals, value = pair.partition("=")
        name = name.strip().replace("-", "_")
        if not equals:
            mend = "write it as datacenter=no; `ecluse facts` lists the facts"
            errors.append(InputError(f"'{pair}' is not FACT=VALUE", "--given", mend))
        elif name in found:
            errors.append(InputError(f"'{name}' is given twice", "--given", "give it once"))
        found[name] = value
    raise_all(errors)
    return found


def given_of(pairs: Sequence[str], books: Library) -> dict[str, Known]:
    """`FACT=VALUE` pairs as facts, all mistakes together."""
    found: dict[str, Known] = {}
    errors: list[EcluseError] = []
    for name, text in pairs_of(pairs).items():
        try:
            found[name] = question.read_fact(name, text, books, f"--given {name}")
        except EcluseError as error:
            errors.append(error)
    raise_all(errors)
    return found
