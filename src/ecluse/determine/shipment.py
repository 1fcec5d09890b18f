"""The question: an item, a destination, a day, and whatever else is known of the case.

Belongs here: the shipment, its form, and whether what it names is on file.
Does not: what is known of it fact by fact (stated, case), or what the law makes of it.
Always true: a shipment has its form; whatever meets the data is held to them first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from ecluse.errors import InputError, UnknownNameError
from ecluse.facts.figure import Figure, measurable
from ecluse.facts.item import Item
from ecluse.facts.known import Known, Value
from ecluse.facts.truth import Truth
from ecluse.facts.vocabulary import FactType, read_number
from ecluse.law.library import Library

if TYPE_CHECKING:  # most shipments name no party
    from ecluse.determine.parties import NamedParties
    from ecluse.law.in_force import Law


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipment:
    """What is asked, checked in form; `determine.question` makes one of words.

    Countries are ISO 3166 alpha-2 codes. Whether a country, a fact or a symbol is on file is
    checked where the shipment meets the data (`check_on_file`).

    Args:
        destination: None where it is not known.
        headquarters: Of the consignee or end user; the destination where left out.
        parent_headquarters: Of its ultimate parent; the headquarters where left out.
        exporter: The item's vendor where left out.
        end_use: A symbol of the vocabulary.
        quantity: Units, above zero.
        given: Further facts of the vocabulary, by name; a fact that is known to be unknown stands
            here too. None of them may stand in a field of its own as well.
        strict: Take nothing for granted: every fact that is left out is unknown.
        parties: Those that are named, screened. What they tell the law on the day stands in
            `given`, and is told anew wherever the day is replaced.

    Raises:
        InputError: A field does not have its form.
    """

    item: Item
    destination: str | None
    on: date
    headquarters: str | None = None
    parent_headquarters: str | None = None
    exporter: str | None = None
    origin: str | None = None
    end_use: str | None = None
    quantity: Decimal | None = None
    given: Mapping[str, Known] = field(default_factory=dict)
    strict: bool = False
    parties: NamedParties | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.item, Item):
            raise InputError("a shipment needs an item", "item", "give an Item of the catalogue")
        if self.exporter is not None and not self.exporter.strip():
            raise InputError("an exporter needs a name", "exporter", "name it, or leave it out")
        if type(self.on) is not date:
            raise InputError(f"{self.on!r} is not a day", "on", "give a datetime.date")
        for name in _COUNTRIES:
            code = getattr(self, name)
            if code is not None and not (isinstance(code, str) and _CODE.fullmatch(code)):
                mend = "give an ISO 3166 alpha-2 code, such as CN; `ecluse.ask` reads names"
                raise InputError(f"{code!r} is no country's code", name, mend)
        if self.quantity is not None and (
            not isinstance(self.quantity, Decimal)
            or not measurable(self.quantity)
            or self.quantity <= 0
        ):
            mend = "give a Decimal above zero"
            raise InputError(f"{self.quantity!r} is no number of units", "quantity", mend)
        self._check_given()
        if self.parties is not None:
            object.__setattr__(self, "given", _with_screened(self.given, self.parties, self.on))
            _seat(self)

    @property
    def takes_parent(self) -> bool:
        """Whether an ultimate parent that nobody names is taken to sit where the company does:
        where nobody knows the company's seat, or a company of D:5 or Macau may hold most of it, its
        parent may sit elsewhere.
        """
        held = self.given.get(HELD_FROM_D5)
        alone = held is None or held.value is Truth.FALSE
        return alone and not self.strict and "headquarters" not in self.given

    def _check_given(self) -> None:
        for name, known in self.given.items():
            if not isinstance(known, Known):
                raise InputError(f"{known!r} is no Known", f"given {name}", "give a Known")
            if getattr(self, name, None) is not None and name in _FIELDS:
                raise InputError(f"'{name}' is said twice", f"given {name}", "say it once")

    def under(self, law: Law) -> Shipment:
        """The same shipment, its parties as the lists stood on the law's day and as known then."""
        parties = self.parties
        known = None if law.known == date.max else law.known
        if parties is None or (parties.on, parties.known) == (law.on, known):
            return self
        return replace(self, parties=parties.under(law.on, known))


def _with_screened(given: Mapping[str, Known], parties: NamedParties, on: date) -> dict[str, Known]:
    """What is given, with what the parties tell the law on a day instead of on any other."""
    kept = {name: known for name, known in given.items() if name not in parties.tells}
    return {**kept, **parties.facts(on)}


def _seat(shipment: Shipment) -> None:
    """Write into a shipment the seats that its parties on record have on its day."""
    parties = shipment.parties
    if parties is None or parties.records is None:
        return
    stand = parties.records.seats_on(shipment.destination, parties.on or shipment.on, parties.known)
    given = {name: known for name, known in shipment.given.items() if name not in _SEATS}
    given |= {name: known for name, known in stand.items() if known.value is None}
    object.__setattr__(shipment, "given", given)
    for name in _SEATS:
        object.__setattr__(shipment, name, stand[name].value if name in stand else None)


HELD_FROM_D5 = "majority_owned_from_d5"
_SEATS = ("headquarters", "parent_headquarters")
_COUNTRIES = ("destination", "headquarters", "parent_headquarters", "origin")
_FIELDS = frozenset((*_COUNTRIES, "exporter", "end_use", "quantity"))
_CODE = re.compile("[A-Z]{2}")
PLACES = frozenset({"destination", "headquarters", "parent_headquarters"})


def check_on_file(shipment: Shipment, library: Library) -> None:
    """Hold a shipment to the data.

    Raises:
        UnknownNameError: A country, a fact or a symbol is not on file.
        InputError: A fact's value is not of its type, or is one that it cannot have.
    """
    by_code, facts = library.countries.by_code, library.vocabulary.facts
    seat = shipment.item.designer_headquarters
    if seat is not None and seat not in by_code:
        what = f"no country has the code '{seat}'"
        raise UnknownNameError(what, "designer_headquarters of the item", _A_CODE)
    for name in _COUNTRIES:
        code = getattr(shipment, name)
        if code is not None and code not in by_code:
            raise UnknownNameError(f"no country has the code '{code}'", name, _A_CODE)
    if shipment.end_use is not None and shipment.end_use not in facts["end_use"].symbols:
        mend = f"give one of {', '.join(facts['end_use'].symbols)}"
        raise UnknownNameError(f"no end use is called '{shipment.end_use}'", "end_use", mend)
    for name, known in shipment.given.items():
        _check_fact(name, known.value, library)


def _check_fact(name: str, value: Value, library: Library) -> None:
    """Hold one fact that is given to its meaning.

    Raises:
        UnknownNameError: No fact, or no country, is called that.
        InputError: The value is not of its type, or is one that the fact cannot have.
    """
    where = f"given {name}"
    meaning = library.vocabulary.fact(name, where)
    if value is not None and not isinstance(value, _TYPES[meaning.type]):
        raise InputError(f"'{name}' cannot be {value!r}", where, f"give a {meaning.type.value}")
    if isinstance(value, Figure):
        meaning.check_bound(value.low, where)
    if value is None:
        return
    if meaning.type is FactType.COUNTRY and value not in library.countries.by_code:
        raise UnknownNameError(f"no country has the code '{value}'", where, _A_CODE)
    if meaning.type is FactType.SYMBOL and value not in meaning.symbols:
        mend = f"give one of {', '.join(meaning.symbols)}"
        raise InputError(f"'{name}' cannot be '{value}'", where, mend)


_A_CODE = "give an ISO 3166 alpha-2 code"
_TYPES: Mapping[FactType, type] = {
    FactType.NUMBER: Figure,
    FactType.FLAG: Truth,
    FactType.SYMBOL: str,
    FactType.TEXT: str,
    FactType.COUNTRY: str,
}


def check_day(day: date, library: Library, where: str) -> date:
    """The day, if the record reaches back to it.

    Raises:
        InputError: It lies before the first day that the record can answer for.
    """
    first = library.register.answers_from
    if day < first:
        raise InputError(
            f"{day.isoformat()} lies before the record",
            where,
            f"the record begins on {first.isoformat()}",
        )
    return day


def quantity_of(text: str, where: str) -> Decimal:
    """A number of units.

    Raises:
        InputError: It is no number, or not above zero.
    """
    number = read_number(text, "quantity", "units", where)
    if number == 0:
        raise InputError("'quantity' cannot be 0", where, "give a number of units above zero")
    return number
