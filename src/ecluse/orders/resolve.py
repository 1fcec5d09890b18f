"""Texts of a book to what they name: items, countries, days, facts. Each distinct text is looked at
once.

Belongs here: the look-up of one column's distinct texts, and the list of those that name nothing.
Does not: lines (they are joined to these by engine), or what follows from the values.
Always true: every distinct text has an entry; what names nothing says so, with names near it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from ecluse.determine.shipment import end_use_of
from ecluse.errors import EcluseError, InputError
from ecluse.facts.country import Countries
from ecluse.facts.item import Item
from ecluse.facts.known import Known
from ecluse.facts.vocabulary import FactType
from ecluse.law.library import Library
from ecluse.orders.cell_text import blank, clean, dates_of, number_of, order_of_days, unknown
from ecluse.orders.no_value import no_value

NOWHERE = "?"  # a country that is written and that nobody can make out
_MOST_NEAR = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A text that could not be made out: in which column, why, and what is near."""

    column: str
    meaning: str
    text: str
    reason: str
    near: tuple[str, ...] = ()


@dataclass(slots=True)
class Problems:
    """Everything that could not be made out, as it is found."""

    found: list[Problem] = field(default_factory=list)

    def add(
        self, column: str, meaning: str, text: str, reason: str, near: Iterable[str] = ()
    ) -> None:
        """Note one."""
        self.found.append(
            Problem(column=column, meaning=meaning, text=text, reason=reason, near=tuple(near))
        )


def items_of(
    texts: Iterable[str], library: Library, column: str, problems: Problems
) -> dict[str, Item | None]:
    """Part names to items."""
    found: dict[str, Item | None] = {}
    looked = 0
    for text in texts:
        name = clean(text)
        item = library.catalogue.find(name) if name else None
        found[text] = item
        if item is None and not blank(text):
            looked += 1
            near = library.catalogue.near(name[:80], 3) if looked <= _MOST_NEAR else ()
            problems.add(column, "part", text, "no item is called that", near)
        elif item is None:
            problems.add(column, "part", text, "no part is named")
    return found


def countries_of(
    texts: Iterable[str], countries: Countries, column: str, meaning: str, problems: Problems
) -> dict[str, str | None]:
    """Texts to alpha-2 codes; None where the cell says nothing, `NOWHERE` where it says what cannot
    be made out.
    """
    found: dict[str, str | None] = {}
    for text in texts:
        if blank(text):
            found[text] = None
        elif unknown(text) or no_value(text):
            found[text] = NOWHERE
        else:
            try:
                found[text] = countries.code(_plain(clean(text), countries), column)
            except EcluseError as error:
                found[text] = NOWHERE
                problems.add(column, meaning, text, error.what, (error.mend,))
    return found


def _plain(text: str, countries: Countries) -> str:
    """Without what exports add: "CN - China", "China (PRC)" are tried whole first, then by their
    parts.
    """
    for candidate in (
        text,
        *(
            part
            for sign in (" - ", "(", "/")
            if sign in text
            for part in (text.partition(sign)[0], text.partition(sign)[2].rstrip(")"))
        ),
    ):
        try:
            return countries.code(candidate.strip(), "")
        except EcluseError:
            continue
    return text


def days_of(
    texts: Iterable[str], first: date, column: str, problems: Problems
) -> tuple[dict[str, date | None], str | None]:
    """Texts to days from `first` on, on which the record begins, and the order of day and month
    that the column shows.
    """
    listed = list(texts)
    order = order_of_days(listed)
    found: dict[str, date | None] = {}
    for text in listed:
        days = [] if blank(text) or unknown(text) else dates_of(text, order)
        days = [day for day in days if 1990 <= day.year <= 2100]
        found[text] = days[0] if len(days) == 1 and days[0] >= first else None
        if len(days) == 1 and days[0] < first:
            problems.add(
                column, "date", text, f"lies before the record, which begins on {first.isoformat()}"
            )
        elif len(days) == 2:
            problems.add(
                column,
                "date",
                text,
                f"can be read as {days[0].isoformat()} or as {days[1].isoformat()}",
            )
        elif not days and blank(text):
            problems.add(column, "date", text, "no date")
        elif not days:
            problems.add(column, "date", text, "no date that can be read; write YYYY-MM-DD")
    return found, order


def numbers_of(
    texts: Iterable[str], column: str, meaning: str, problems: Problems
) -> dict[str, Decimal | None]:
    """Texts to numbers; None where there is none."""
    found: dict[str, Decimal | None] = {}
    for text in texts:
        number = None if blank(text) or unknown(text) else number_of(text)
        if number is None and not blank(text) and not unknown(text):
            problems.add(column, meaning, text, "no number of zero or more")
        if number == 0 and meaning == "quantity":
            problems.add(column, meaning, text, "a quantity of none")
            number = None
        found[text] = number
    return found


def values_of_fact(
    texts: Iterable[str], fact: str, library: Library, column: str, problems: Problems
) -> dict[str, Known | None]:
    """Texts of a fact's column to its values; None where the cell says nothing."""
    found: dict[str, Known | None] = {}
    meaning = library.vocabulary.facts[fact]
    for text in texts:
        if blank(text):
            found[text] = None
            continue
        if unknown(text) or no_value(text):
            found[text] = library.vocabulary.unknown(fact)
            continue
        plain = clean(text)
        try:
            if meaning.type is FactType.COUNTRY:
                plain = library.countries.code(plain, column)
            elif meaning.type is FactType.NUMBER:
                plain = _number_text(plain, fact, meaning.unit or "", column)
            found[text] = library.vocabulary.read(fact, plain, column)
        except EcluseError as error:
            found[text] = library.vocabulary.unknown(fact)
            problems.add(column, fact, text, error.what, (error.mend,))
    return found


def _number_text(text: str, fact: str, unit: str, column: str) -> str:
    number = number_of(text)
    if number is None:
        raise InputError(
            f"'{fact}' cannot be '{text}'", column, f"give a number of zero or more, in {unit}"
        )
    return str(number)


def end_uses_of(texts: Iterable[str], library: Library) -> dict[str, Known | None]:
    """What people write as the end use, as the symbols of the law."""
    return {
        text: None
        if blank(text)
        else library.vocabulary.unknown("end_use")
        if unknown(text) or no_value(text)
        else Known(value=end_use_of(clean(text), library))
        for text in texts
    }


def exporters_of(texts: Iterable[str], known: Mapping[str, str]) -> dict[str, str | None]:
    """Exporters by name; those whose name no rule and no record knows are one."""
    return {
        text: None
        if blank(text) or unknown(text) or no_value(text)
        else known.get(clean(text).casefold(), "an exporter of no rule's")
        for text in texts
    }
