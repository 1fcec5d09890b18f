"""From what a person or a program says to a checked question: the one door in.

Belongs here: reading each word of a question (item, country, day, end use, exporter, facts), and
putting them together as a Shipment. Does not: answering, files, columns of a book, wording.
Always true: what comes out names only what the data know; a word that is not understood is an
error that says what is near, or an unknown that says why; no word is passed over in silence.

Every door uses it: `ask`, the command line and YAML take `question`; an order book reads each
distinct text of a column by `read_fact` and takes what is refused there as unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from ecluse.determine.shipment import Shipment, check_day, quantity_of
from ecluse.errors import EcluseError, InputError, raise_all
from ecluse.facts.figure import exactly
from ecluse.facts.item import Item
from ecluse.facts.known import Known, says_unknown
from ecluse.facts.vocabulary import FactType
from ecluse.law.library import Library

# The facts that have a word of their own in a question, and the word.
OWN_WORDS: Mapping[str, str] = {
    "destination": "to",
    "headquarters": "hq",
    "parent_headquarters": "parent_hq",
    "exporter": "exporter",
    "origin": "origin",
    "end_use": "end_use",
    "quantity": "quantity",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A question as it is said: everything but the item and the day is text as people write it.

    Args:
        to: The destination; so are `hq`, `parent_hq` and `origin` countries, by code or name.
        given: Further facts of the vocabulary, by name.
        named: What each word is called where it was said ("--hq", "hq"), for errors; the name
            itself where nothing is said.
    """

    item: Item
    to: str
    on: date
    hq: str | None = None
    parent_hq: str | None = None
    exporter: str | None = None
    origin: str | None = None
    end_use: str | None = None
    quantity: str | None = None
    given: Mapping[str, str] | None = None
    named: Callable[[str], str] = str


def question(words: Words, library: Library) -> Shipment:
    """The checked question that some words ask.

    Raises:
        InputError, UnknownNameError, SeveralErrors: Everything in them that is not understood.
    """
    errors: list[EcluseError] = []
    said: dict[str, Known] = {}

    def read(fact: str, text: str, where: str) -> None:
        try:
            if fact in said:
                mend = "say it once"
                raise InputError(f"'{fact}' is said twice", where, mend)
            said[fact] = read_fact(fact, text, library, where)
        except EcluseError as error:
            errors.append(error)

    for fact, word in OWN_WORDS.items():
        text = getattr(words, word)
        if text is not None:
            read(fact, text, words.named(word))
    for fact, text in (words.given or {}).items():
        read(fact, text, words.named(f"given {fact}"))
    try:
        on = read_day(words.on, library, words.named("on"))
    except EcluseError as error:
        errors.append(error)
    if "destination" in said and said["destination"].value is None:
        where = words.named("to")
        errors.append(InputError("the destination is unknown", where, "give a country"))
    raise_all(errors)
    settled = {fact: said[fact].value for fact in OWN_WORDS if fact in said and said[fact].settled}
    quantity = said["quantity"].number if "quantity" in settled else None
    words_of = {fact: str(value) for fact, value in settled.items() if fact != "quantity"}
    return Shipment(
        item=words.item,
        destination=words_of["destination"],
        on=on,
        headquarters=words_of.get("headquarters"),
        parent_headquarters=words_of.get("parent_headquarters"),
        exporter=words_of.get("exporter"),
        origin=words_of.get("origin"),
        end_use=words_of.get("end_use"),
        quantity=quantity,
        given={fact: known for fact, known in said.items() if fact not in settled},
    )


def read_fact(fact: str, text: str, library: Library, where: str) -> Known:
    """What a text says of one fact of the vocabulary.

    An end use that no rule names either way is unknown, and says so in `because`; every other text
    that is not understood is refused.

    Raises:
        UnknownNameError: No fact is called that, or no country.
        InputError: The text does not fit the fact's type.
    """
    meaning = library.vocabulary.fact(fact, where)
    if says_unknown(text):
        return library.vocabulary.unknown(fact)
    if fact == "end_use":
        return read_end_use(text, library)
    if fact == "exporter":
        return read_exporter(text, library)
    if fact == "quantity":
        return Known(value=exactly(quantity_of(text, where)))
    if meaning.type is FactType.COUNTRY:
        return Known(value=library.countries.code(text, where))
    return library.vocabulary.read(fact, text, where)


def read_day(day: date, library: Library, where: str) -> date:
    """A day that the record reaches back to.

    Raises:
        InputError: It is no day, or lies before the first day that the record can answer for.
    """
    if not isinstance(day, date) or isinstance(day, datetime):
        raise InputError(f"'{day}' is not a day", where, "give a date, such as 2025-04-15")
    return check_day(day, library, where)


def read_end_use(text: str, library: Library) -> Known:
    """The end use that some words name; unknown, with the words in `because`, where none does."""
    return library.end_uses.read(text)


def read_exporter(text: str, library: Library) -> Known:
    """The exporter by the name that rules use, where they name it; else the name as it stands.

    Unknown where a name that rules know stands among other words: it may be of that group.
    """
    return library.exporters.read(text)
