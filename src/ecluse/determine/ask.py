"""One question in plain words, for those who use ecluse from Python."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ecluse.determine.decide import Determination, determine
from ecluse.determine.shipment import Shipment, check_day, end_use_of, quantity_of
from ecluse.facts.item import Item
from ecluse.law.library import Library, load
from ecluse.law.measure import Reading
from ecluse.law.register import Register


def ask(
    item: str | Item,
    *,
    to: str,
    on: date,
    known: date | None = None,
    reading: Reading = Reading.ENFORCED,
    hq: str | None = None,
    parent_hq: str | None = None,
    exporter: str | None = None,
    origin: str | None = None,
    end_use: str | None = None,
    quantity: int | None = None,
    given: Mapping[str, str] | None = None,
    register: Register | None = None,
    library: Library | None = None,
) -> Determination:
    """May `item` ship `to` there `on` that day?

    Args:
        item: A catalogue name or alias, or an Item.
        to: Country code or name; so are `hq`, `parent_hq` and `origin`.
        given: Further facts of the vocabulary, as text.
        register: The log of measures; the library's where left out (apply a scenario to have
            another).

    Raises:
        UnknownNameError, InputError: A name or a value is not understood.

    >>> ask("H20", to="China", on=date(2025, 4, 8)).outcome.value, ask("H20", to="China", on=date(2025, 4, 9)).outcome.value
    ('NLR', 'LICENSE')
    """
    books = library or load()
    code = books.countries.code
    shipment = Shipment(
        item=books.catalogue.get(item, "item") if isinstance(item, str) else item,
        destination=code(to, "to"),
        on=check_day(on, books, "on"),
        headquarters=code(hq, "hq") if hq else None,
        parent_headquarters=code(parent_hq, "parent_hq") if parent_hq else None,
        exporter=exporter,
        origin=code(origin, "origin") if origin else None,
        end_use=end_use_of(end_use, books) if end_use else None,
        quantity=None if quantity is None else quantity_of(str(quantity), "quantity"),
        given={
            name: books.vocabulary.read(name, text, f"given {name}")
            for name, text in (given or {}).items()
        },
    )
    return determine(shipment, (register or books.register).at(on, known, reading), books)
