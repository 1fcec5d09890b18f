"""What every command needs first: the data, the day, the item, the scenario.

Belongs here: turning words of a command line into values. Does not: answering.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from ecluse.cli.screen import console as console  # noqa: PLC0414 - each command asks here
from ecluse.cli.screen import print_json as print_json  # noqa: PLC0414
from ecluse.determine.shipment import check_day
from ecluse.errors import InputError, raise_all
from ecluse.facts.item import Item
from ecluse.facts.known import Known
from ecluse.facts.reader import as_path, read_document
from ecluse.law.library import DATA, Library, load
from ecluse.law.register import Register

Lang = Literal["en", "fr"]
ReadingName = Literal["text", "enforced"]


def library() -> Library:
    """All data files (or those of the folder named by ECLUSE_DATA)."""
    folder = os.environ.get("ECLUSE_DATA")
    return load(Path(folder) if folder else DATA)


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
    path = as_path(text)
    if path is not None:
        from ecluse.facts.item import read_items

        items = read_items(read_document(path, name=text, user=True), books.vocabulary)
        if len(items) != 1:
            raise InputError(f"the file holds {len(items)} items", text, "give a file of one item")
        contained = items[0].contains
        if contained is not None:
            books.catalogue.get(contained.item, text)
        return items[0]
    return books.catalogue.get(text, "command line")


def country_of(text: str | None, books: Library, option: str) -> str | None:
    """A country's code, or None where it is left out."""
    return None if text is None else books.countries.code(text, option)


def given_of(pairs: Sequence[str], books: Library) -> dict[str, Known]:
    """`FACT=VALUE` pairs as facts, all mistakes together."""
    found: dict[str, Known] = {}
    errors = []
    for pair in pairs:
        name, equals, value = pair.partition("=")
        name = name.strip().replace("-", "_")
        try:
            if not equals:
                raise InputError(
                    f"'{pair}' is not FACT=VALUE",
                    "--given",
                    "write it as datacenter=no; `ecluse facts` lists the facts",
                )
            meaning = books.vocabulary.fact(name, "--given")
            if meaning.type.value == "country" and value.casefold() not in ("unknown", "?"):
                value = books.countries.code(value, f"--given {name}")
            found[name] = books.vocabulary.read(name, value, f"--given {name}")
        except InputError as error:
            errors.append(error)
    raise_all(errors)
    return found
