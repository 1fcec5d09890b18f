"""`ecluse check`: one shipment, one answer, one trace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from ecluse.cli.session import (
    Lang,
    ReadingName,
    day_of,
    library,
    print_json,
    register_of,
    shipment_of,
)
from ecluse.determine.decide import determine
from ecluse.determine.verdict import Outcome
from ecluse.law.measure import Reading

if TYPE_CHECKING:
    from datetime import date

UNDETERMINED = 3


def check(
    item: str,
    /,
    *,
    to: str,
    on: str | None = None,
    known: str | None = None,
    reading: ReadingName = "enforced",
    hq: str | None = None,
    parent_hq: str | None = None,
    end_use: str | None = None,
    exporter: str | None = None,
    origin: str | None = None,
    quantity: str | None = None,
    given: Annotated[list[str] | None, Parameter(negative=(), consume_multiple=False)] = None,
    scenario: str | None = None,
    strict: bool = False,
    json: bool = False,
    lang: Lang = "en",
) -> int:
    """May ITEM ship there on that day, under which rule, by which license path, and why?

    Exit status: 0 answered (whatever the answer), 2 bad input, 3 undetermined.

    Args:
        item: A catalogue name or alias ("H20", "HGX H20 8-GPU"), or a YAML file with an item's own
            figures.
        to: Destination: ISO 3166 code or country name.
        on: Day of the shipment, YYYY-MM-DD; today where left out.
        known: What had been published by this day; everything where left out.
        reading: The law as its text stands, or as the agency says that it enforces it.
        hq: Headquarters of the consignee or end user; the destination where left out.
        parent_hq: Headquarters of its ultimate parent; the headquarters where left out.
        end_use: The end use, in words or as one of the symbols of `ecluse facts`.
        exporter: Who exports; the item's vendor where left out.
        origin: Country of origin of the item.
        quantity: Number of units; one where left out.
        given: FACT=VALUE, any other fact (`ecluse facts` lists them); may be repeated.
        scenario: A scenario file, or the name of a shipped one.
        strict: Take nothing for granted: what is left out is unknown, and after the last day on
            record nothing is freer than a license.
        json: Print JSON with the whole trace.
        lang: en or fr.
    """
    books = library()
    day = day_of(on, books, "--on")
    shipment = shipment_of(
        item,
        to,
        day,
        books,
        hq=hq,
        parent_hq=parent_hq,
        exporter=exporter,
        origin=origin,
        end_use=end_use,
        quantity=quantity,
        given=given,
        strict=strict,
    )
    known_day: date | None = day_of(known, books, "--known") if known else None
    law = register_of(scenario, books).at(day, known_day, Reading(reading))
    found = determine(shipment, law, books)
    if json:
        from ecluse.determine.to_json import to_json

        print_json(to_json(found, books, lang=lang, known=known_day))
    else:
        from ecluse.cli.answer import print_answer

        print_answer(found, books, lang)
    return UNDETERMINED if found.outcome is Outcome.UNDETERMINED else 0
