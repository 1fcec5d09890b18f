"""Texts of a book to what they name: items, countries, days, facts. Each distinct text is looked at
once.

Belongs here: the look-up of one column's distinct texts, and the list of those that name nothing.
Does not: lines (they are joined to these by engine), or what follows from the values.
Always true: every distinct text has an entry; what names nothing says so, with names near it; a
text of a fact is read by the one door in (determine/question), and what that refuses is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from ecluse.determine.denied_exporter import entries_of_exporter
from ecluse.determine.question import read_fact
from ecluse.determine.shipment import quantity_of
from ecluse.determine.ultimate import PLACE_OF_USE
from ecluse.errors import EcluseError
from ecluse.facts.item import Item
from ecluse.facts.known import Known
from ecluse.facts.vocabulary import FactType
from ecluse.law.library import Library
from ecluse.orders.case import NOWHERE
from ecluse.orders.cell_day import dates_of, is_dotted, orders_of, serial_of
from ecluse.orders.cell_number import COMMA, POINT, counts, doubtful, readings
from ecluse.orders.cell_text import blank, clean, error, unknown

OF_NO_RULE = "an exporter of no rule's"
_MOST_NEAR = 50
FAILED = "an error or a formula of the spreadsheet, not a value"


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
        if error(text):
            problems.add(column, "part", text, FAILED)
        elif item is None and not blank(text):
            looked += 1
            near = library.catalogue.near(name[:80], 3) if looked <= _MOST_NEAR else ()
            problems.add(column, "part", text, "no item is called that", near)
        elif item is None:
            problems.add(column, "part", text, "no part is named")
    return found


def countries_of(
    texts: Iterable[str], library: Library, column: str, meaning: str, problems: Problems
) -> dict[str, str | None]:
    """Texts to alpha-2 codes; None where the cell says nothing, `NOWHERE` where it says what cannot
    be made out.
    """
    found: dict[str, str | None] = {}
    refused = 0
    for text in texts:
        region = library.countries.region(clean(text)) if meaning == "destination" else None
        if region is not None:  # `regions_of` says which part of the country it is
            found[text] = region.within
            continue
        code = None if refused < _MOST_NEAR else library.countries.find(clean(text))
        if code is not None:
            found[text] = code
        elif refused < _MOST_NEAR or blank(text) or unknown(text):
            known = _read(meaning, text, library, column, problems)
            refused += known is not None and known.value is None
            found[text] = None if known is None else str(known.value or NOWHERE)
        else:  # so many that names near each would take too long
            found[text] = NOWHERE
            problems.add(column, meaning, text, "no country is called that")
    return found


def regions_of(texts: Iterable[str], library: Library) -> dict[str, Known]:
    """The texts of a place that name a region under an embargo of its own, and the region."""
    named = {text: library.countries.region(clean(text)) for text in texts}
    return {
        text: Known(value=region.symbol) for text, region in named.items() if region is not None
    }


def days_of(
    texts: Iterable[str],
    first: date,
    column: str,
    problems: Problems,
    since: date | None = None,
) -> tuple[dict[str, date | None], list[str]]:
    """Texts to days from `first` on, on which the record begins; and how the column was read, in
    words, where that had to be found out. A year of two digits comes first in no date before
    `since`, which is `first` where it is left out.
    """
    listed, since = list(texts), since or first
    orders, notes = _orders(listed, since, column)
    said = [text for text in listed if not blank(text) and not unknown(text)]
    serial = bool(said) and all(serial_of(text) for text in said)
    found: dict[str, date | None] = {}
    for text in listed:
        days = _possible_days(text, orders[text], since, serial=serial)
        found[text] = days[0] if len(days) == 1 and days[0] >= first else None
        if found[text] is None:
            problems.add(column, "date", text, _no_day(text, days, first))
    if serial:
        example = f"{clean(said[0])} is {serial_of(said[0])}"
        return found, [f"the numbers in '{column}' are read as a spreadsheet's for days: {example}"]
    return found, notes


def _orders(
    texts: Sequence[str], first: date, column: str
) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """What may come first in each date of a column, by the dates with points or by the others; and
    a note for each of the two that is settled.
    """
    dotted = [text for text in texts if is_dotted(text)]
    points = orders_of(dotted, first)
    apart = set(dotted)
    others = orders_of([text for text in texts if text not in apart], first)
    settled = [("03/04/2025", others)]
    settled += [(text, points) for text in dotted if len(dates_of(text, since=first)) > 1][:1]
    notes = [
        f"dates such as {clean(example)} in '{column}' are read as {allowed[0]}, "
        "for others in the column allow nothing else"
        for example, allowed in settled
        if len(allowed) == 1
    ]
    return {**dict.fromkeys(texts, others), **dict.fromkeys(dotted, points)}, notes


def _possible_days(text: str, orders: tuple[str, ...], first: date, *, serial: bool) -> list[date]:
    if blank(text) or unknown(text):
        return []
    days = [serial_of(text)] if serial else dates_of(text, orders, first)
    return [day for day in days if day is not None and 1990 <= day.year <= 2100]


def _no_day(text: str, days: list[date], first: date) -> str:
    """Why a text gives no day of the record."""
    if len(days) > 1:
        return "can be read as " + " or as ".join(day.isoformat() for day in days)
    if days:
        return f"lies before the record, which begins on {first.isoformat()}"
    if error(text):
        return FAILED
    if blank(text):
        return "no date"
    serial = serial_of(text)
    if serial is not None:
        return f"looks like Excel's number for {serial}: format the column as a date"
    return "no date that can be read; write YYYY-MM-DD"


def numbers_of(
    texts: Iterable[str],
    column: str,
    meaning: str,
    problems: Problems,
    sign: str | None = None,
) -> dict[str, Decimal | None]:
    """Texts of an amount to numbers, `sign` parting decimals in the column; None where there is
    none.
    """
    found: dict[str, Decimal | None] = {}
    for text in texts:
        found[text] = None
        if blank(text) or unknown(text):
            continue
        numbers = _numbers(text, sign)
        if error(text):
            problems.add(column, meaning, text, FAILED)
        elif len(numbers) > 1:
            problems.add(column, meaning, text, _two(numbers))
        elif not numbers:
            problems.add(column, meaning, text, "no number of zero or more")
        elif numbers[0] == 0 and meaning in ("quantity", "price_unit"):
            problems.add(column, meaning, text, "a quantity of none")
        else:
            try:
                amount = numbers[0]
                found[text] = quantity_of(str(amount), column) if meaning == "quantity" else amount
            except EcluseError as refused:
                problems.add(column, meaning, text, refused.what, (refused.mend,))
    return found


def _numbers(text: str, sign: str | None) -> list[Decimal]:
    """The numbers that a text may say in a column in which `sign` parts decimals.

    Where the column settles nothing, 1,250 is more than a thousand, as at every other door, and
    1.250 is in doubt.
    """
    numbers = readings(text, sign)
    return readings(text, POINT) if len(numbers) > 1 and COMMA in text else numbers


def commas_taken(texts: Iterable[str], sign: str | None, column: str) -> list[str]:
    """A note on commas that are taken as between thousands where nothing else says so."""
    doubts = (text for text in texts if sign is None and COMMA in text and doubtful(text))
    example = next(doubts, None)
    if example is None:
        return []
    number = f"{readings(example, POINT)[0]:f}"
    return [f"the commas in '{column}' are taken to part thousands: {clean(example)} is {number}"]


def _two(numbers: list[Decimal]) -> str:
    """Why a number with a sign before its last three digits is read in neither way."""
    one, other = (f"{number.normalize():f}" for number in numbers)
    return f"can be read as {one} or as {other}; write no sign between thousands"


def values_of_fact(
    texts: Iterable[str],
    fact: str,
    library: Library,
    column: str,
    problems: Problems,
    sign: str | None = None,
) -> dict[str, Known | None]:
    """Texts of a fact's column to its values, `sign` parting decimals in it; None where the cell
    says nothing.
    """
    listed = list(texts)
    within = _within(listed, library) if fact == PLACE_OF_USE else {}
    return {
        text: within.get(text) or _read(fact, text, library, column, problems, sign)
        for text in listed
    }


def _within(texts: Iterable[str], library: Library) -> dict[str, Known]:
    """The country of each text that names a region of one; `regions_of` says which region."""
    named = {text: library.countries.region(clean(text)) for text in texts}
    return {text: Known(value=region.within) for text, region in named.items() if region}


def _read(
    fact: str,
    text: str,
    library: Library,
    column: str,
    problems: Problems,
    sign: str | None = None,
) -> Known | None:
    """What a cell says of a fact: None for nothing; unknown, and listed, for what is not
    understood.
    """
    if blank(text):
        return None
    unread = library.vocabulary.unknown(fact)
    if error(text):
        problems.add(column, fact, text, FAILED)
        return unread
    plain = clean(text)
    meaning = library.vocabulary.facts[fact]
    if meaning.type is FactType.NUMBER and counts(plain, meaning.unit):
        numbers = _numbers(plain, sign)
        if len(numbers) > 1:
            problems.add(column, fact, text, _two(numbers))
            return unread
        plain = str(numbers[0]) if numbers else plain
    try:
        known = read_fact(fact, plain, library, column)
    except EcluseError as refused:
        problems.add(column, fact, text, refused.what, (refused.mend,))
        return unread
    if not known.settled and known.because is not None:
        problems.add(column, fact, text, known.because)
    return replace(known, because=None)  # it stands in the list; lines that differ in it are alike


def exporters_of(
    texts: Iterable[str],
    named: frozenset[str],
    library: Library,
    column: str,
    problems: Problems,
) -> dict[str, Known | None]:
    """Exporters by name; those whom no rule names, `named` being those of the rules that are asked,
    and no record knows are one.
    """
    names = {name.casefold(): name for name in named}
    found = values_of_fact(texts, "exporter", library, column, problems)
    return {text: _known_exporter(said, names, library) for text, said in found.items()}


def _known_exporter(said: Known | None, names: Mapping[str, str], library: Library) -> Known | None:
    if said is None or not isinstance(said.value, str) or library.exporters.knows(said):
        return said
    if entries_of_exporter(said.value, library):
        return said
    return Known(value=names.get(said.value.casefold(), OF_NO_RULE))
