"""From an object with the words of a question to a checked question and the law that it asks: what
a line of `check --from`, a request and a tool call give.

Belongs here: which keys there are, the form that each value has, and which law is asked. Does not:
what a word means (question), or where an object comes from.
Always true: a key that no question has is refused with what is near; an item is a catalogue name or
the object's own figures, a scenario is a shipped one: nothing in an object opens a file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from math import isfinite
from typing import TYPE_CHECKING, Any

from ecluse.determine import question
from ecluse.determine.shipment import Shipment
from ecluse.errors import MOST_TOLD, EcluseError, InputError, near, raise_all
from ecluse.facts.item import Item
from ecluse.facts.json_object import RepeatedKeyError, read_json
from ecluse.facts.reader import as_path, parse_document
from ecluse.law.library import Library
from ecluse.law.register import Law, Register
from ecluse.screening.party import Party, Role

if TYPE_CHECKING:  # most questions clear nobody
    from ecluse.screening.clearance import Clearances

LONGEST = 64_000  # bytes of an object
LONGEST_WORD = 1_000  # characters of a word or a name; no name of a list is longer
MOST_PARTIES = 60  # of a question
LONGEST_NAMES = 12_000  # characters of all that is said of a question's parties
_MOST_DIGITS = 4_000  # of a whole number; Python itself refuses a few more
_LAWS = 64  # days, readings and scenarios of which the law is kept
OF_PARTIES = tuple(role.value for role in Role)
OF_WHOM = (*OF_PARTIES, "address", "party_id")  # whoever is named, and what is said of them
OF_THE_LAW = ("known", "reading", "scenario")
OF_THE_SHIPMENT = (*question.OWN_WORDS.values(), *OF_WHOM)
KEYS = ("id", "item", "on", "strict", "given", *sorted({*OF_THE_SHIPMENT, *OF_THE_LAW}))


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """What an object asks.

    Args:
        id: What it calls itself; its answer carries the same.
        register: The log of measures that the law is of.
    """

    id: str | None
    shipment: Shipment
    law: Law
    register: Register

    @property
    def known(self) -> date | None:
        """The day up to which what was published counts; None where everything does."""
        return None if self.law.known == date.max else self.law.known


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What is asked where an object leaves a word out.

    Args:
        said: Words by their keys, as an object has them.
        today: The day where neither says one.
        register: The log of measures where no scenario is named; the library's where None.
        clearances: False positives on file; no object brings its own.
        own_items: An object's item may be an object too: a chip's own figures.
    """

    today: date
    said: Mapping[str, Any]
    register: Register | None = None
    clearances: Clearances | None = None
    own_items: bool = False


def names_parties(said: Mapping[str, Any]) -> bool:
    """Whether the words of a question name somebody: then no address holds them.

    >>> names_parties({"item": "H20", "end_user": "A"}), names_parties({"item": "H20"})
    (True, False)
    """
    return any(said.get(word) for word in OF_WHOM)


def letters_of_parties(said: Mapping[str, Any]) -> int:
    """How many characters the words of a question say of its parties: what screening them takes."""
    values = (said.get(word) for word in OF_WHOM)
    texts = (text for value in values for text in (value if isinstance(value, list) else [value]))
    return sum(len(text) for text in texts if isinstance(text, str))


def object_of(text: bytes, where: str, called: str = "the line") -> dict[str, Any]:
    """The object that a JSON text holds.

    Args:
        called: What the text is, for errors.

    Raises:
        InputError: It is none, is too long, or a key stands in it twice.
    """
    if len(text) > LONGEST:
        raise InputError(f"{called} is too long", where, f"give at most {LONGEST:,} bytes")
    try:
        words = read_json(text.decode("utf-8-sig"), parse_float=Decimal, parse_int=_whole)
    except RepeatedKeyError as error:
        raise InputError(str(error), where, "keep one of the two") from error
    except OverflowError as error:
        what = f"a number has more than {_MOST_DIGITS:,} digits"
        raise InputError(what, where, "write a shorter one") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{called} is no JSON", where, "write one JSON object") from error
    if not isinstance(words, dict):
        raise InputError(f"{called} is no JSON object", where, 'write {"item": "H20", …}')
    return words


def _whole(text: str) -> int:
    if len(text) > _MOST_DIGITS:
        raise OverflowError(text[:1])
    return int(text)


class QuestionReader:
    """From objects to checked questions; the laws that were asked last are kept."""

    def __init__(self, library: Library, defaults: Defaults) -> None:
        self.library = library
        self._defaults = defaults
        self._register = lru_cache(_LAWS)(self._register_of)
        self._law = lru_cache(_LAWS)(self._law_of)

    def read(self, said: Mapping[str, Any], where: str = "") -> AskedQuestion:
        """The question that an object asks.

        Args:
            where: What the object is called where a mistake is told, such as a line of a file.

        Raises:
            InputError, SeveralErrors: It is not understood; all mistakes of form together.
        """
        words = self._words(said, where)
        law = self._law_at(words, where)
        item = self._item(words, where)
        asked = words_of(
            item,
            law.on,
            words,
            _facts(words["given"], where),
            named=lambda word: _place(where, word),
            strict=words.get("strict", False),
            clearances=self._defaults.clearances,
        )
        shipment = question.question(asked, self.library)
        register = self._register(words.get("scenario"))
        return AskedQuestion(id=words.get("id"), shipment=shipment, law=law, register=register)

    def _words(self, said: Mapping[str, Any], where: str) -> dict[str, Any]:
        """The words of an object, and what is asked where it leaves one out.

        Raises:
            InputError, SeveralErrors: A key is none, or a value has no form that it may have.
        """
        own = {key: value for key, value in said.items() if value is not None}
        unfit = (key for key in said if not self._fits(key, said[key]))
        raise_all([_unfit(key, said[key], where) for key in islice(unfit, MOST_TOLD)])
        given = {**self._defaults.said.get("given", {}), **own.get("given", {})}
        return {**self._defaults.said, **own, "given": given}

    def asked_law(self, said: Mapping[str, Any]) -> tuple[Law, Register]:
        """The law that some words ask, and the log that it is of.

        Args:
            said: Of `on`, `known`, `reading` and `scenario`, those that are said.

        Raises:
            InputError, UnknownNameError: A word is not understood.
        """
        return self._law_at(said, ""), self._register(said.get("scenario"))

    def _fits(self, key: str, value: object) -> bool:
        if key == "item" and self._defaults.own_items and isinstance(value, Mapping):
            return True
        return _fits(key, value)

    def _item(self, words: Mapping[str, Any], where: str) -> Item:
        item = words.get("item")
        if item is None:
            raise InputError("there is no item", where or "item", 'write {"item": "H20", …}')
        place = _place(where, "item")
        if isinstance(item, Mapping):
            return _own_item(item, self.library, place)
        return question.item_of(item, self.library, place)

    def _law_at(self, words: Mapping[str, Any], where: str) -> Law:
        """The law that is asked; an error says in which object."""
        asked = tuple(words.get(key) for key in ("on", *OF_THE_LAW))
        try:
            return self._law(*asked)
        except EcluseError as error:
            place = _place(where, error.where)
            raise type(error)(error.what, place, error.mend, error.near) from error

    def _law_of(
        self, on: str | None, known: str | None, reading: str | None, scenario: str | None
    ) -> Law:
        library = self.library
        day = self._defaults.today if on is None else question.day_from(on, library, "on")
        record = None if known is None else question.day_from(known, library, "known")
        read_as = question.reading_of(reading or "enforced")
        return self._register(scenario).at(day, record, read_as)

    def _register_of(self, scenario: str | None) -> Register:
        if scenario is None:
            return self._defaults.register or self.library.register
        from ecluse.law.scenario import applied, read_scenario

        found = read_scenario(scenario, self.library, where="scenario")
        return applied(found, self.library.register)


def words_of(
    item: Item,
    on: date,
    said: Mapping[str, Any],
    given: Mapping[str, str],
    *,
    named: Callable[[str], str],
    strict: bool,
    clearances: Clearances | None = None,
) -> question.Words:
    """The words of a question, not read yet.

    Args:
        said: The words of the shipment by their keys; a party is a name or a list of them.
        named: What each word is called where it was said, for errors.

    Raises:
        InputError: There is no destination, or an address is nobody's.
    """
    if said.get("to") is None:
        raise InputError("there is no destination", named("to"), "give a country, such as China")
    own: dict[str, Any] = {word: said.get(word) for word in question.OWN_WORDS.values()}
    return question.Words(
        item=item,
        on=on,
        **own,
        given=given,
        strict=strict,
        parties=_parties(said, named),
        clearances=clearances,
        named=named,
    )


def _parties(said: Mapping[str, Any], named: Callable[[str], str]) -> list[Party]:
    """The parties that are named.

    Raises:
        InputError, SeveralErrors: An address or an identifier is given of nobody, or of several; a
            name is longer than any, or there are more than a question has.
    """
    _check_parties(said, named)
    address, identifier = said.get("address"), said.get("party_id")
    parties = [
        Party(name=name, address=address, identifier=identifier, role=role)
        for role in Role
        for name in _names(said.get(role.value))
    ]
    for word, text in (("address", address), ("id", identifier)):
        if text is not None and not parties:
            mend = "name the party whose it is"
            raise InputError("no party is named beside it", named(word), mend)
        if text is not None and len({party.name for party in parties}) > 1:
            mend = "name one party, or ask with `parties` from Python, or by an order book"
            raise InputError("whose of several parties it is, is not said", named(word), mend)
    return parties


def _check_parties(said: Mapping[str, Any], named: Callable[[str], str]) -> None:
    """Refuse what takes long and names nobody.

    Raises:
        InputError, SeveralErrors: A name is longer than any, or there are too many.
    """
    by_role = {role: _names(said.get(role)) for role in OF_PARTIES}
    count = sum(map(len, by_role.values()))
    if count > MOST_PARTIES:
        mend = f"name at most {MOST_PARTIES} in a question; an order book takes more"
        raise InputError(f"{count:,} parties are named", named("party"), mend)
    told = [(role, name) for role, names in by_role.items() for name in names]
    told += [(word, said.get(word) or "") for word in ("address", "party_id")]
    long = [(word, text) for word, text in told if len(text) > LONGEST_WORD]
    raise_all([too_long(word, text, named(word)) for word, text in long[:MOST_TOLD]])
    if (letters := letters_of_parties(said)) > LONGEST_NAMES:
        mend = f"give at most {LONGEST_NAMES:,} in a question; an order book takes more"
        raise InputError(f"the parties have {letters:,} characters", named("party"), mend)


def too_long(word: str, text: str, where: str) -> InputError:
    """The error of a word that is longer than any."""
    what = f"'{word}' has {len(text):,} characters"
    return InputError(what, where, f"give at most {LONGEST_WORD:,}")


def _names(said: str | list[str] | None) -> list[str]:
    return [said] if isinstance(said, str) else said or []


def _place(where: str, word: str) -> str:
    return f"{where} {word}".strip()


_BEYOND_ASCII = re.compile(r"[^\x00-\x7e]")


def _own_item(said: Mapping[str, Any], library: Library, where: str) -> Item:
    """An item of the object's own figures, as an item's file gives them.

    Raises:
        InputError, SeveralErrors: They are no item.
    """
    from ecluse.facts.item_file import read_items

    plain = json.dumps(said, default=str, ensure_ascii=False)
    # An escape of JSON is two for a letter beyond U+FFFF, which YAML reads as two letters.
    text = _BEYOND_ASCII.sub(lambda letter: f"\\U{ord(letter[0]):08x}", plain)
    items = read_items(parse_document(text, name=where, user=True), library.vocabulary)
    if len(items) != 1:
        raise InputError(f"it holds {len(items)} items", where, "give one item")
    return question.item_of(items[0], library, where)


def _fits(key: str, value: object) -> bool:
    if value is None:  # as if the key were left out
        return key in KEYS
    if key == "given":
        return isinstance(value, Mapping)
    if key == "strict":
        return isinstance(value, bool)
    if key == "scenario":
        return isinstance(value, str) and bool(value.strip()) and as_path(value) is None
    if key in OF_PARTIES and isinstance(value, list):
        return bool(value) and all(isinstance(name, str) and name.strip() for name in value)
    if key == "quantity" and isinstance(value, int):
        return not isinstance(value, bool)
    return key in KEYS and isinstance(value, str) and _is_word(value)


def _is_word(value: str) -> bool:
    return bool(value.strip()) and len(value) <= LONGEST_WORD


def _unfit(key: str, value: object, where: str) -> InputError:
    if key not in KEYS:
        mend = near(key, KEYS) or f"the keys are {', '.join(KEYS)}"
        return InputError(f"unknown key '{key}'", where or key, mend)
    place = _place(where, key)
    if isinstance(value, str) and not value.strip():
        return InputError(f"'{key}' is empty", place, "write a word, or leave it out")
    if isinstance(value, str) and len(value) > LONGEST_WORD:
        return too_long(key, value, place)
    wanted = {
        "given": "an object",
        "strict": "true or false",
        "quantity": "a whole number without a decimal point",
        "scenario": "the name of a shipped scenario",
    }
    shown = str(value) if isinstance(value, Decimal) else json.dumps(value, default=str)
    what = f"'{key}' cannot be {shown[:40]}"
    return InputError(what, place, f"give {wanted.get(key, 'text')}")


def _facts(facts: Mapping[str, object], where: str) -> dict[str, str]:
    """Further facts as text, as `--given` takes them."""
    place = where or "given"
    errors = [
        InputError(f"'{name}' is neither text, a number nor a truth", place, "give one of them")
        for name, value in facts.items()
        if not isinstance(value, str | bool | int | Decimal)
        and not (isinstance(value, float) and isfinite(value))
    ]
    raise_all(errors)
    truths = {True: "yes", False: "no"}
    return {
        name: truths[value] if isinstance(value, bool) else str(value)
        for name, value in facts.items()
    }
