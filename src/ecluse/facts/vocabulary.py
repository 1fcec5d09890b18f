"""Every fact that a rule may ask: name, type, unit, meaning, and what is taken where it is left
out.

Belongs here: the closed list that conditions are parsed against (`data/vocabulary.yaml`) and the
reading of one value.
Does not: any value of any case.
Always true: a number has a unit; a symbol has its list of words; what is taken where a fact is left
out is said in words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import Enum

from ecluse.errors import InputError, UnknownNameError, near
from ecluse.facts.figure import LARGEST, exactly, measurable
from ecluse.facts.file_record import file_record
from ecluse.facts.known import Known, unknown_figure, unknown_flag, unknown_word
from ecluse.facts.truth import of
from ecluse.words.say import french


@file_record
class Wording:
    """One saying in the languages that ecluse speaks."""

    en: str
    fr: str

    def say(self, lang: str) -> str:
        """The saying in `lang`, which is en or fr."""
        return french(self.fr) if lang == "fr" else self.en


class FactType(Enum):
    """What values a fact can take."""

    NUMBER = "number"
    FLAG = "flag"
    COUNTRY = "country"
    SYMBOL = "symbol"
    TEXT = "text"


@file_record
class Assumption:
    """What is taken where a fact is left out, and the words that own up to it."""

    value: str
    text: Wording


@file_record
class FactMeaning:
    """One entry of the vocabulary.

    `proviso` says in a few words what an answer presumes of the fact where it is left out;
    `bears_in` names the destinations in which alone that is worth saying (all, where left out).
    With `claim`, the fact is what claims an authorization: left out, it is not claimed, strictly
    too. A fact of a list's entry `implies` that a party is on it. A number has no value above
    `at_most`.
    """

    fact: str
    type: FactType
    of: str
    meaning: Wording
    unit: str | None = None
    at_most: Decimal | None = None
    symbols: tuple[str, ...] = ()
    if_left_out: Assumption | None = None
    proviso: Wording | None = None
    bears_in: tuple[str, ...] = ()
    claim: bool = False
    implies: str | None = None

    def __post_init__(self) -> None:
        if self.claim and (self.if_left_out is None or self.if_left_out.value != "no"):
            raise ValueError(f"a claim that is not made where it is left out ('{self.fact}')")
        if self.type is FactType.NUMBER and self.unit is None:
            raise ValueError(f"a number with its unit ('{self.fact}' has none)")
        if self.type is not FactType.NUMBER and self.at_most is not None:
            raise ValueError(f"a bound of a number ('{self.fact}' is none)")
        if self.type is FactType.SYMBOL and not self.symbols:
            raise ValueError(f"a symbol with its list of symbols ('{self.fact}' has none)")
        if self.if_left_out is not None and self.proviso is None:
            raise ValueError(f"a proviso for what is taken ('{self.fact}' has none)")

    def check_bound(self, number: Decimal, where: str) -> None:
        """Refuse a number that the fact cannot have.

        Raises:
            InputError: It is above `at_most`.
        """
        if self.at_most is not None and number > self.at_most:
            what = f"'{self.fact}' cannot be {number:f}"
            raise InputError(what, where, f"give at most {self.at_most:f} {self.unit}")


@file_record
class GroupName:
    """A country group that conditions may name: D5 in a condition is Country Group D:5 in the
    regulation.
    """

    group: str
    name: Wording


@file_record
class Format:
    """A number format and the bit length of its operands; two lengths where the rule does not
    settle it. A `slow` one does not tell alone what a chip can do.
    """

    format: str
    operand_bits: tuple[Decimal, ...]
    slow: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """All facts, groups and number formats, by name."""

    facts: dict[str, FactMeaning] = field(default_factory=dict)
    groups: dict[str, GroupName] = field(default_factory=dict)
    formats: dict[str, Format] = field(default_factory=dict)
    _taken: dict[str, Known] = field(default_factory=dict, init=False, repr=False, compare=False)
    _unknown: dict[str, Known] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def home(self) -> str:
        """The country of the law: where a chip is taken to be designed if nobody says."""
        taken = self.facts["designer_headquarters"].if_left_out
        assert taken is not None
        return taken.value

    def fact(self, name: str, where: str) -> FactMeaning:
        """The entry called `name`.

        Raises:
            UnknownNameError: There is none.
        """
        if name not in self.facts:
            mend = near(name, tuple(self.facts)) or "`ecluse facts` lists them all"
            raise UnknownNameError(f"unknown fact '{name}'", where, mend)
        return self.facts[name]

    def read(self, name: str, text: str, where: str) -> Known:
        """What a user gives for a fact, as a value.

        Raises:
            UnknownNameError: No fact is called that.
            InputError: The text does not fit the fact's type.
        """
        meaning = self.fact(name, where)
        text = text.strip()
        if text.casefold() in ("unknown", "?", ""):
            return self.unknown(name)
        if meaning.type is FactType.NUMBER:
            number = read_number(text, name, meaning.unit or "", where)
            meaning.check_bound(number, where)
            return Known(value=exactly(number))
        if meaning.type is FactType.FLAG:
            return Known(value=of(_flag(text, name, where)))
        if meaning.type is FactType.SYMBOL:
            return Known(value=_symbol(text, meaning, where))
        return Known(value=text)

    def unknown(self, name: str) -> Known:
        """The fact where nobody gives it and nothing is taken instead."""
        known = self._unknown.get(name)
        if known is None:
            kind = self.facts[name].type
            flag_or_word = unknown_flag if kind is FactType.FLAG else unknown_word
            known = (unknown_figure if kind is FactType.NUMBER else flag_or_word)(name)
            self._unknown[name] = known
        return known

    def left_out(self, name: str) -> Known:
        """The fact where the user leaves it out: what the vocabulary takes instead, or unknown."""
        if name not in self._taken:
            self._taken[name] = self._left_out(name)
        return self._taken[name]

    def strictly(self, name: str) -> Known:
        """The fact where the user leaves it out and nothing is taken: unknown, or not claimed."""
        return self.left_out(name) if self.facts[name].claim else self.unknown(name)

    @property
    def claims(self) -> frozenset[str]:
        """The facts that claim an authorization."""
        return frozenset(name for name, meaning in self.facts.items() if meaning.claim)

    def _left_out(self, name: str) -> Known:
        assumption = self.facts[name].if_left_out
        if assumption is None:
            return self.unknown(name)
        known = self.read(name, assumption.value, "data/vocabulary.yaml")
        return Known(value=known.value, assumed=True)


_NONE, _NO = "none", frozenset({"no", "non"})
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")


def read_number(text: str, name: str, unit: str, where: str) -> Decimal:
    """A number as people write it: 4800, 5.92, 1e6, 26_900_000 or 26,900,000.

    Raises:
        InputError: It is none, is negative, or is beyond all measure; a decimal comma is refused
            rather than guessed.
    """
    plain = text.replace(",", "") if _GROUPED.fullmatch(text) else text
    if "," in plain:
        raise InputError(
            f"'{name}' cannot be '{text}'",
            where,
            "write decimals with a point and thousands in threes",
        )
    try:
        number = Decimal(plain.replace("_", ""))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise InputError(f"'{name}' cannot be '{text}'", where, f"give a number, in {unit}")
    if number < 0:
        raise InputError(
            f"'{name}' cannot be negative ({text})", where, f"give zero or more, in {unit}"
        )
    if not measurable(number):
        raise InputError(
            f"'{name}' cannot be '{text}'",
            where,
            f"give zero, or a number from {1 / LARGEST:.0e} to {LARGEST:.0e}, in {unit}",
        )
    return number


def _symbol(text: str, meaning: FactMeaning, where: str) -> str:
    """A symbol as people write it: "Entity List" is entity_list, and "no" is none where that is one
    of the symbols.
    """
    plain = re.sub(r"[\s_-]+", "_", text.casefold())
    plain = _NONE if plain in _NO else plain
    found = next((each for each in meaning.symbols if each in (text, plain)), None)
    if found is None:
        symbols = ", ".join(meaning.symbols)
        raise InputError(f"'{meaning.fact}' cannot be '{text}'", where, f"give one of {symbols}")
    return found


def _flag(text: str, name: str, where: str) -> bool:
    if text.casefold() in ("yes", "true", "y", "1", "oui"):
        return True
    if text.casefold() in ("no", "false", "n", "0", "non"):
        return False
    raise InputError(f"'{name}' cannot be '{text}'", where, "give yes, no or unknown")
