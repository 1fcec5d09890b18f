"""One line of an order book as the shipment that it asks about.

Belongs here: making a shipment of a line's cells. Does not: how a cell is read (orders), or
answering.
Always true: a cell means here what it means to `ecluse orders`; the answer that follows is checked
against the book's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ecluse.determine.proviso import SEATS
from ecluse.determine.shipment import Shipment
from ecluse.determine.ultimate import DESTINATION, PLACE_OF_USE
from ecluse.facts.eccn import NONE
from ecluse.facts.item import Item
from ecluse.facts.known import Known, unknown_word
from ecluse.law.eccn_part import DECLARED, as_declared
from ecluse.law.library import Library
from ecluse.orders.case import NOWHERE
from ecluse.orders.cell_text import clean
from ecluse.orders.columns import AMOUNTS as NUMBERS
from ecluse.orders.columns import MEANINGS
from ecluse.orders.own_item import is_figure, own_item
from ecluse.orders.parts import describes_nothing, like_nothing
from ecluse.orders.party_columns import PARTY_MEANINGS
from ecluse.orders.resolve import (
    Problems,
    countries_of,
    days_of,
    items_of,
    numbers_of,
    regions_of,
    values_of_fact,
)

# Columns that change no answer, except through running totals.
AMOUNTS = (*NUMBERS, "currency", "consignee", "end_user")


@dataclass(frozen=True, slots=True)
class Lines:
    """How the lines of one book are read.

    Args:
        columns: The column of each meaning.
        days: The day of each text of the date column.
        signs: The decimal sign, for each meaning whose column can be read in two ways.
    """

    columns: Mapping[str, str]
    days: Mapping[str, date | None]
    signs: Mapping[str, str] = field(default_factory=dict)

    @property
    def names_parties(self) -> bool:
        """Whether a column names parties, which are screened in the book alone."""
        return any(meaning in PARTY_MEANINGS for meaning in self.columns)

    @property
    def asked(self) -> dict[str, str]:
        """The columns that can change an answer, without the date."""
        return {
            meaning: column
            for meaning, column in self.columns.items()
            if meaning not in (*AMOUNTS, "date")
            and (meaning in MEANINGS or meaning not in PARTY_MEANINGS)  # no party is screened here
        }

    def shipment(self, cells: Mapping[str, str | None], library: Library) -> Shipment | None:
        """The shipment of a line; None for a line that cannot be answered.

        Args:
            cells: The line's texts by meaning.
        """
        texts = {meaning: text for meaning, text in cells.items() if text is not None}
        day, codes = self.days.get(texts.get("date", "")), _codes(texts, library)
        destination = codes.get("destination", NOWHERE)
        if destination == NOWHERE or day is None:
            return None
        item, given = self._described(texts, library)
        if item is None:
            return None
        given |= {role: unknown_word(role) for role in SEATS if codes.get(role) == NOWHERE}
        headquarters, parent = (None if role in given else codes.get(role) for role in SEATS)
        settled = "exporter" in given and given["exporter"].settled
        return Shipment(
            item=item,
            destination=destination,
            on=day,
            headquarters=headquarters,
            parent_headquarters=parent,
            exporter=str(given.pop("exporter").value) if settled else None,
            given=given,
        )

    def _described(
        self, texts: Mapping[str, str], library: Library
    ) -> tuple[Item | None, dict[str, Known]]:
        """The item of a line, None where nothing says which, and what else the line gives."""
        item, given = _item(texts, library), self._given(texts, library)
        if item is None and _answers_for_item(texts, given, library):
            described = Item(name=clean(texts.get("part")) or "(no part)")
            return own_item(described, given, library.vocabulary)
        return item, given

    def _given(self, texts: Mapping[str, str], library: Library) -> dict[str, Known]:
        given: dict[str, Known | None] = {}
        for said, text in texts.items():
            meaning = as_declared(said)
            if meaning in ("end_use", "exporter", "origin") or meaning not in MEANINGS:
                sign = self.signs.get(meaning)
                given[meaning] = values_of_fact(
                    [text], meaning, library, "", Problems(), None if sign == "?" else sign
                )[text]
        for role in (PLACE_OF_USE, DESTINATION):
            place = texts.get(role, "")
            if (region := regions_of([place], library).get(place)) is not None:
                given["region"] = region
        return {fact: known for fact, known in given.items() if known is not None}


def _item(texts: Mapping[str, str], library: Library) -> Item | None:
    """The item that the part names, or else the description."""
    named = [texts[role] for role in ("part", "description") if role in texts]
    items = items_of(named, library, "", Problems())
    return next((items[text] for text in named if items[text] is not None), None)


def _answers_for_item(
    texts: Mapping[str, str], given: Mapping[str, Known], library: Library
) -> bool:
    """Whether the line itself gives a figure of its item, or an ECCN of a part like nothing on
    file.
    """
    if any(is_figure(fact, library.vocabulary) for fact in given):
        return True
    declared = given.get(DECLARED)
    return (
        declared is not None
        and declared.value not in (None, NONE)
        and like_nothing(texts.get("part"), library)
        and describes_nothing(texts.get("description"), library)
    )


def _codes(texts: Mapping[str, str], library: Library) -> dict[str, str]:
    """The countries of the destination and the seats."""
    read = {
        role: countries_of([texts[role]], library, "", role, Problems())[texts[role]]
        for role in ("destination", *SEATS)
        if role in texts
    }
    return {role: code for role, code in read.items() if code is not None}


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
    """The texts of an amount that are no plain numbers, as plain numbers.

    A text that is no number at all is left out.
    """
    read = numbers_of(texts, "", meaning, Problems(), sign)
    return {text: str(number) for text, number in read.items() if number is not None}
