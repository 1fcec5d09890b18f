"""One line of an order book as the shipment that it asks about.

Belongs here: laying a line's cells out as a shipment. Does not: how a cell is read (orders), or
answering.
Always true: a cell means here what it means to `ecluse orders`; what follows is checked against the
book's own answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ecluse.determine.proviso import SEATS
from ecluse.determine.shipment import Shipment
from ecluse.facts.item import Item
from ecluse.facts.known import Known, unknown_word
from ecluse.law.library import Library
from ecluse.orders.cell_text import clean
from ecluse.orders.columns import AMOUNTS as NUMBERS
from ecluse.orders.columns import USUAL
from ecluse.orders.resolve import (
    NOWHERE,
    Problems,
    countries_of,
    days_of,
    items_of,
    numbers_of,
    values_of_fact,
)

# Columns on which no answer rests, but for running totals.
AMOUNTS = (*NUMBERS, "currency", "eccn", "consignee", "end_user")


@dataclass(frozen=True, slots=True)
class Lines:
    """How the lines of one book are read: meaning → column, the days of the date column's texts,
    and the sign that parts decimals in a meaning's column, where its numbers rest on that.
    """

    columns: Mapping[str, str]
    days: Mapping[str, date | None]
    signs: Mapping[str, str] = field(default_factory=dict)

    @property
    def asked(self) -> dict[str, str]:
        """The columns on which an answer can rest, but for the date."""
        return {
            meaning: column
            for meaning, column in self.columns.items()
            if meaning not in (*AMOUNTS, "date")
        }

    def shipment(self, cells: Mapping[str, str | None], library: Library) -> Shipment | None:
        """The shipment of a line, `cells` being its texts by meaning; None for a line that cannot
        be answered.
        """
        problems = Problems()
        texts = {meaning: text for meaning, text in cells.items() if text is not None}
        named = [texts[role] for role in ("part", "description") if role in texts]
        items = items_of(named, library, "", problems)
        item = next((items[text] for text in named if items[text] is not None), None)
        codes = {
            role: countries_of([texts[role]], library, "", role, problems)[texts[role]]
            for role in ("destination", *SEATS)
            if role in texts
        }
        day = self.days.get(texts.get("date", ""))
        destination = codes.get("destination")
        if destination in (None, NOWHERE) or day is None:
            return None
        given = self._given(texts, library, problems)
        if item is None and not any(library.vocabulary.facts[fact].of == "item" for fact in given):
            return None
        given |= {role: unknown_word(role) for role in SEATS if codes.get(role) == NOWHERE}
        seats = {role: None if role in given else codes.get(role) for role in SEATS}
        exporter = given.pop("exporter", None)
        if exporter is not None and not exporter.settled:
            given["exporter"] = exporter
        return Shipment(
            item=item or Item(name=clean(texts.get("part")) or "(no part)"),
            destination=str(destination),
            on=day,
            headquarters=seats["headquarters"],
            parent_headquarters=seats["parent_headquarters"],
            exporter=str(exporter.value) if exporter is not None and exporter.settled else None,
            given=given,
        )

    def _given(
        self, texts: Mapping[str, str], library: Library, problems: Problems
    ) -> dict[str, Known]:
        found: dict[str, Known | None] = {}
        for meaning, text in texts.items():
            if meaning in ("end_use", "exporter", "origin") or meaning not in USUAL:
                sign = self.signs.get(meaning)
                found[meaning] = values_of_fact(
                    [text], meaning, library, "", problems, None if sign == "?" else sign
                )[text]
        return {fact: known for fact, known in found.items() if known is not None}


def lines_of(
    columns: Mapping[str, str],
    date_texts: list[str],
    library: Library,
    signs: Mapping[str, str],
) -> Lines:
    """How to read the lines of a book whose columns mean what `columns` says."""
    days, _ = days_of(date_texts, library.register.answers_from, "", Problems())
    return Lines(columns, days, signs)


def numbers(texts: list[str], meaning: str, sign: str | None = None) -> dict[str, str]:
    """The texts of an amount that are not plain numbers, as plain numbers; those that are none are
    left out.
    """
    found = numbers_of(texts, "", meaning, Problems(), sign)
    return {text: str(number) for text, number in found.items() if number is not None}
