"""From what a person or a program says to a checked question: the one door in.

Belongs here: reading each word of a question (item, country, day, end use, exporter, facts), and
putting them together as a Shipment. Does not: answering, files, columns of a book, wording.
Always true: what comes out names only what the data know; a word that is not understood is an
error that says what is near, or an unknown that says why; no word is passed over in silence.

Every door uses it: `ask`, the command line and YAML take `question`; an order book reads each
distinct text of a column by `read_fact` and takes what is refused there as unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ecluse.determine.end_use_text import END_USE, read_end_use
from ecluse.determine.shipment import Shipment, check_day, quantity_of
from ecluse.determine.ultimate import DESTINATION, PLACE_OF_USE, REGION
from ecluse.errors import EcluseError, InputError, UnknownNameError, near, raise_all
from ecluse.facts.eccn import read_eccn
from ecluse.facts.figure import exactly
from ecluse.facts.item import Item
from ecluse.facts.known import Known, says_nothing, says_unknown
from ecluse.facts.reader import read_document
from ecluse.facts.vocabulary import FactType
from ecluse.law.eccn_part import DECLARED, OF_MAKER, as_declared
from ecluse.law.library import Library
from ecluse.law.measure import Reading
from ecluse.screening.party import ListedSeat, Party, Role

if TYPE_CHECKING:  # most questions clear nobody
    from ecluse.screening.clearance import Clearances

Day = date | str  # a day as people give it: the date, or its text YYYY-MM-DD
# The facts that have a word of their own in a question, and the word.
OWN_WORDS: Mapping[str, str] = {
    "destination": "to",
    "headquarters": "hq",
    "parent_headquarters": "parent_hq",
    "exporter": "exporter",
    "origin": "origin",
    END_USE: "end_use",
    "quantity": "quantity",
    DECLARED: "eccn",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A question as it is said: the item and the day are values, all else text as people write it.

    Args:
        eccn: The ECCN that is declared for the item.
        to: The destination; so are `hq`, `parent_hq` and `origin` countries, by code or name.
        given: Further facts of the vocabulary, by name.
        parties: Who takes part, by name; they are screened.
        clearances: False positives on file.
        named: What each word is called where it was said ("--hq", "hq"), for errors; the name
            itself where nothing is said.
    """

    item: Item
    to: str
    on: Day
    hq: str | None = None
    parent_hq: str | None = None
    exporter: str | None = None
    origin: str | None = None
    end_use: str | None = None
    quantity: int | str | Decimal | None = None
    eccn: str | None = None
    given: Mapping[str, str] | None = None
    strict: bool = False
    parties: Sequence[Party] = ()
    clearances: Clearances | None = None
    named: Callable[[str], str] = str


def question(words: Words, library: Library) -> Shipment:
    """The checked question that some words ask.

    Raises:
        InputError, UnknownNameError, SeveralErrors: Everything in them that is not understood.
    """
    errors: list[EcluseError] = []
    known: dict[str, Known] = {}
    _check_form(words)
    for fact, text, where in _said(words):
        try:
            if fact in known:
                raise InputError(f"'{fact}' is said twice", where, "say it once")
            known |= _read(fact, _text(text, where), library, where)
        except EcluseError as error:
            errors.append(error)
    try:
        on = read_day(words.on, library, words.named("on"))
    except EcluseError as error:
        errors.append(error)
    if "destination" in known and not known["destination"].settled:
        where = words.named("to")
        errors.append(InputError("the destination is unknown", where, "give a country"))
    raise_all(errors)
    shipment = _shipment(words, on, known)
    return _with_parties(shipment, words, library) if words.parties else shipment


def _with_parties(shipment: Shipment, words: Words, library: Library) -> Shipment:
    """The question with its parties, screened.

    Raises:
        InputError: A party has no name, or a longer one than any.
    """
    # Most questions name no party, and need none of this.
    from ecluse.determine.listed_word import said_of_lists
    from ecluse.determine.parties import NO_CLEARANCES, name_parties
    from ecluse.determine.party_place import placed
    from ecluse.determine.party_record import party_records
    from ecluse.determine.party_text import left_empty, told_parties

    for party in words.parties:
        if not party.name.strip() or left_empty(party, library.book_words):
            where = words.named(party.role.value if party.role else "parties")
            raise InputError("a party has no name", where, "give its name, or leave it out")
    told, nobody = told_parties([placed(one) for one in words.parties], library.book_words)
    if not told:
        return shipment
    screened = name_parties(
        told,
        library.folder,
        nobody=nobody,
        clearances=words.clearances or NO_CLEARANCES,
        said=said_of_lists(shipment.given, library),
        strict=words.strict,
    )
    records = party_records(screened.named, library, shipment)  # one that nobody knows counts too
    screened = replace(screened, records=records)
    return replace(shipment, parties=screened.seated_on(shipment.on, None))


def _read(fact: str, text: str, library: Library, where: str) -> dict[str, Known]:
    """What a text says of a fact; a destination or a place of use may name a region that has an
    embargo of its own, and "n/a" for an ECCN declares none, as in a cell of a book.

    Raises:
        UnknownNameError, InputError: It is not understood.
    """
    if fact == DECLARED and says_nothing(text):
        return {}
    if fact == "listed_party":
        return read_listed(text, library, where)
    region = library.countries.region(text) if fact in (DESTINATION, PLACE_OF_USE) else None
    if region is None:
        return {fact: read_fact(fact, text, library, where)}
    return {fact: Known(value=region.within), REGION: Known(value=region.symbol)}


def read_listed(text: str, library: Library, where: str) -> dict[str, Known]:
    """What a text says of the lists that parties stand on; it may name several, joined by "+".

    Raises:
        InputError, SeveralErrors: One of them is no list.
    """
    from ecluse.determine.listed_word import is_joined, read_joined

    if is_joined(text):
        return read_joined(text, library, where)
    return {"listed_party": read_fact("listed_party", text, library, where)}


def _check_form(words: Words) -> None:
    """Refuse what has not even the form of a question.

    Raises:
        InputError, SeveralErrors: There is no destination, or a word is of no type that says
            anything.
    """
    errors: list[EcluseError] = []
    if words.to is None:
        where = words.named("to")
        errors.append(InputError("there is no destination", where, "give a country, such as China"))
    facts: object = {} if words.given is None else words.given
    if not isinstance(facts, Mapping) or not all(isinstance(name, str) for name in facts):
        what = f"a {type(facts).__name__} gives no facts by name"
        errors.append(InputError(what, words.named("given"), "give {'tpp': '2368'}"))
    if not isinstance(words.strict, bool):
        what = f"a {type(words.strict).__name__} is no truth"
        errors.append(InputError(what, words.named("strict"), "give True or False"))
    raise_all([*errors, *_unfit_parties(words)])


_TEXTS_OF_A_PARTY = ("country", "address", "identifier", "region", "body_of")


def _unfit_parties(words: Words) -> Iterator[InputError]:
    """What is no list of parties, or no clearances; what can be read once alone is no list."""
    parties = words.parties
    if not isinstance(parties, Sequence) or not all(map(_is_party, parties)):
        what = f"a {type(parties).__name__} of this form is no list of parties"
        yield InputError(what, words.named("parties"), "give [Party(name='…')], each text a str")
    if words.clearances is not None:
        from ecluse.screening.clearance import Clearances

        if not isinstance(words.clearances, Clearances):
            what = f"a {type(words.clearances).__name__} is no clearances"
            mend = "give what `ecluse.screening.read_clearances` reads"
            yield InputError(what, words.named("clearances"), mend)


def _is_party(one: object) -> bool:
    if not isinstance(one, Party) or not isinstance(one.name, str):
        return False
    if one.role is not None and not isinstance(one.role, Role):
        return False
    texts = all(isinstance(getattr(one, name), str | None) for name in _TEXTS_OF_A_PARTY)
    return texts and all(isinstance(each, ListedSeat) for each in one.listed_in)


def _said(words: Words) -> Iterator[tuple[str, object, str]]:
    """Each fact that is said: its name, the text, and where it was said."""
    for fact, word in OWN_WORDS.items():
        text = getattr(words, word)
        if text is not None:
            yield fact, text, words.named(word)
    for fact, text in (words.given or {}).items():
        yield as_declared(fact), text, words.named(f"given {fact}")


def _shipment(words: Words, on: date, known: Mapping[str, Known]) -> Shipment:
    """The question, once all its words are understood."""
    # What is understood, and nothing more is to be said of, stands in a field of its own.
    settled = {
        fact: known[fact].value
        for fact in OWN_WORDS
        if fact in known
        and known[fact].settled
        and not (known[fact].assumed or known[fact].because)
    }
    own_fields = settled.keys() - {DECLARED}
    quantity = known["quantity"].number if "quantity" in settled else None
    others = own_fields - {"destination", "quantity"}
    own: dict[str, Any] = {fact: str(settled[fact]) for fact in others}
    return Shipment(
        item=words.item,
        destination=str(known["destination"].value),
        on=on,
        quantity=quantity,
        given={fact: value for fact, value in known.items() if fact not in own_fields},
        strict=words.strict,
        **own,
    )


_LONGEST = 1_000  # characters of a word; no name of anything is as long


def _text(said: object, where: str) -> str:
    """What is said, as text.

    Raises:
        InputError: It is neither text nor a number, is empty, or is longer than any name.
    """
    if isinstance(said, bool) or not isinstance(said, (str, int, Decimal)):
        raise InputError(f"a {type(said).__name__} is not text", where, "give text")
    if isinstance(said, int) and said.bit_length() > _LONGEST:
        raise InputError("the number is beyond all measure", where, "give a smaller one")
    return _sayable(str(said), where)


def _sayable(text: str, where: str) -> str:
    """A text that says something, and no more than a name can.

    Raises:
        InputError: It is empty, or too long.
    """
    if not text.strip():
        raise InputError("nothing is said", where, "leave it out, or say 'unknown'")
    if len(text) > _LONGEST:
        what = f"a text of {len(text):,} characters"
        raise InputError(what, where, f"give at most {_LONGEST:,}")
    return text


def item_of(item: str | Path | Item, library: Library, where: str) -> Item:
    """An item by its catalogue name or alias, from the YAML file at a Path, or as it is.

    A text never opens a file.

    Raises:
        UnknownNameError: No item is called that, or the file names an IC that is not on file.
        InputError: The file is no file of one item.
    """
    if isinstance(item, Item):
        return item
    if isinstance(item, Path):
        from ecluse.facts.item_file import read_items

        items = read_items(read_document(item, name=str(item), user=True), library.vocabulary)
        if len(items) != 1:
            raise InputError(f"the file holds {len(items)} items", str(item), "give one item")
        found = items[0]
        if found.designer_headquarters is not None:
            where_ = f"{item}: designer_headquarters"
            seat = library.countries.code(found.designer_headquarters, where_)
            found = replace(found, designer_headquarters=seat)
    else:
        found = library.catalogue.get(_text(item, where), where)
    if found.contains is not None:
        library.catalogue.get(found.contains.item, str(item))
    return found


def reading_of(reading: Reading | str) -> Reading:
    """A reading of the law by its name.

    Raises:
        UnknownNameError: It is none.
    """
    if isinstance(reading, Reading):
        return reading
    names = [each.value for each in Reading]
    if reading not in names:
        mend = near(str(reading), names) or f"give {' or '.join(names)}"
        raise UnknownNameError(f"no reading is called '{reading}'", "reading", mend)
    return Reading(reading)


def read_fact(fact: str, text: str, library: Library, where: str) -> Known:
    """What a text says of one fact of the vocabulary.

    An end use that no rule names either way is unknown, and says so in `because`; every other text
    that is not understood is refused.

    Raises:
        UnknownNameError: No fact is called that, or no country.
        InputError: The text says nothing, is too long, or does not fit the fact's type.
    """
    meaning = library.vocabulary.fact(fact, where.partition(" ")[0])
    text = _sayable(text, where)
    if says_unknown(text):
        return library.vocabulary.unknown(fact)
    if fact == END_USE:
        return read_end_use(text, library)
    if fact in (DECLARED, OF_MAKER):
        return Known(value=read_eccn(text, where))
    if fact == "exporter":
        return read_exporter(text, library)
    if fact == "quantity":
        return Known(value=exactly(quantity_of(text, where)))
    if meaning.type is FactType.COUNTRY:
        return Known(value=library.countries.code(text, where))
    if fact == "region" and (region := library.countries.region(text)) is not None:
        return Known(value=region.symbol)
    return library.vocabulary.read(fact, text, where)


def read_day(day: Day, library: Library, where: str) -> date:
    """A day that the record reaches back to, as a date or as the text YYYY-MM-DD.

    Raises:
        InputError: It is no day, or lies before the first day that the record can answer for.
    """
    if isinstance(day, str):
        return day_from(day, library, where)
    if not isinstance(day, date) or isinstance(day, datetime):
        raise InputError(f"'{day}' is not a day", where, "give a date, such as 2025-04-15")
    return check_day(day, library, where)


def day_from(text: str, library: Library, where: str) -> date:
    """The day that a text writes as YYYY-MM-DD.

    Raises:
        InputError: It is no date, or lies before the first day that the record can answer for.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        mend = "write it as YYYY-MM-DD, such as 2025-04-15"
        raise InputError(f"'{text}' is not a date", where, mend) from error
    return check_day(day, library, where)


def read_exporter(text: str, library: Library) -> Known:
    """The exporter by the name that rules use, where they name it; else the name as it stands.

    Unknown where a name that rules know stands among other words: it may be of that group.
    """
    return library.exporters.read(text)
