"""One question in plain words, for those who use ecluse from Python.

Belongs here: the public function. Does not: reading a word (question), or answering (decide).
Always true: what it does not understand it refuses, and says what is near.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from ecluse.determine.decide import determine
from ecluse.determine.determination import Determination
from ecluse.determine.question import Day, Words, item_of, question, read_day, reading_of
from ecluse.errors import InputError
from ecluse.facts.item import Item
from ecluse.law.in_force import Law
from ecluse.law.library import Library
from ecluse.law.measure import Reading
from ecluse.law.register import Register
from ecluse.law.release import open_release
from ecluse.screening.clearance import Clearances
from ecluse.screening.party import Party

Quantity = int | str | Decimal | None  # of units, as text or not; one where None
_NOBODY = Clearances()


def ask(
    item: str | Path | Item,
    *,
    to: str,
    on: Day,
    known: Day | None = None,
    reading: Reading | str = "enforced",
    hq: str | None = None,
    parent_hq: str | None = None,
    exporter: str | None = None,
    origin: str | None = None,
    end_use: str | None = None,
    quantity: Quantity = None,
    eccn: str | None = None,
    given: Mapping[str, str] | None = None,
    strict: bool = False,
    parties: Sequence[Party] = (),
    clearances: Clearances = _NOBODY,
    register: Register | None = None,
    library: Library | None = None,
) -> Determination:
    """May `item` ship `to` there `on` that day?

    Args:
        item: A catalogue name or alias, a Path to an item's own YAML file, or an Item.
        to: Country code or name; so are `hq`, `parent_hq` and `origin`.
        on: The day, as a date or as "2025-04-08"; so is `known`.
        known: What had been published by this day; everything on record where left out.
        reading: "enforced" or "text", or a Reading.
        end_use: In words, or as a symbol of the vocabulary.
        eccn: The ECCN that is declared for the item.
        given: Further facts of the vocabulary, as text.
        strict: Take nothing for granted: what is left out is unknown.
        parties: Who takes part, by name; they are screened against the lists of the day.
        clearances: False positives on file (`screening.read_clearances`).
        register: The log of measures; the library's where left out (apply a scenario to have
            another).
        library: What the data say; those that answer by default where left out.

    Raises:
        UnknownNameError, InputError, SeveralErrors: A name or a value is not understood.

    >>> ask("H20", to="China", on=date(2025, 4, 8)).outcome.value
    'NLR'
    >>> ask("H20", to="China", on=date(2025, 4, 9)).outcome.value
    'LICENSE'
    """
    data = answering(library, register)
    shipment = question(
        Words(
            item=item_of(item, data, "item"),
            to=to,
            on=on,
            hq=hq,
            parent_hq=parent_hq,
            exporter=exporter,
            origin=origin,
            end_use=end_use,
            quantity=quantity,
            eccn=eccn,
            given=given,
            strict=strict,
            parties=parties,
            clearances=clearances,
        ),
        data,
    )
    return determine(shipment, _law(register, shipment.on, known, reading, data), data)


def _law(
    register: Register | None,
    on: date,
    known: Day | None,
    reading: Reading | str,
    library: Library,
) -> Law:
    known = None if known is None else read_day(known, library, "known")
    return (register or library.register).at(on, known, reading_of(reading))


def answering(library: Library | None, register: Register | None = None) -> Library:
    """The library that answers: what is given, or the data that answer by default.

    Raises:
        InputError: What is given is no library, or no register.
    """
    _of_type("library", library, Library)
    _of_type("register", register, Register)
    return library or open_release().library


def _of_type(name: str, value: object, kind: type) -> None:
    if value is not None and not isinstance(value, kind):
        mend = f"give a {kind.__name__}, or leave it out"
        raise InputError(f"a {type(value).__name__} is no {kind.__name__}", name, mend)
