"""From a tree to text: the rule language's own spelling, and plain English or French.

Belongs here: wording. Does not: deciding.
Always true: `source` of a tree parses back to the same tree (property-tested).
"""

from __future__ import annotations

from decimal import Decimal

from ecluse.facts.vocabulary import FactType, Vocabulary
from ecluse.law.condition.remember import remembered
from ecluse.law.condition.tree import (
    Compare,
    Condition,
    Every,
    Formula,
    Holds,
    LargestOverFormats,
    Member,
    Not,
    Number,
    OneOf,
    Product,
    Quotient,
    Some,
    Sum,
    Term,
)
from ecluse.words.say import has_words, say
from ecluse.words.say import number as number_in_words

_GROUPED_FROM = 5


def number(value: Decimal) -> str:
    """A limit as written in a data file: `26_900_000`, `21_000`, `4800`, `5.92`.

    >>> number(Decimal("26900000")), number(Decimal("4800")), number(Decimal("5.92"))
    ('26_900_000', '4800', '5.92')
    """
    text = f"{value:f}"
    whole, dot, rest = text.partition(".")
    if len(whole) >= _GROUPED_FROM:
        whole = f"{int(whole):_}"
    return whole + dot + rest


@remembered
def source(node: Condition) -> str:
    """The condition in the rule language."""
    match node:
        case Every(parts):
            return " and ".join(_inner(part, source(part)) for part in parts)
        case Some(parts):
            return " or ".join(_inner(part, source(part)) for part in parts)
        case Not(part):
            return f"not {source(part)}" if isinstance(part, Holds) else f"not ({source(part)})"
        case Compare(fact, op, limit):
            return f"{fact} {op} {number(limit)}"
        case Holds(fact):
            return fact
        case OneOf(fact, (word,), quoted):
            return f"{fact} == {_word(word, quoted)}"
        case OneOf(fact, words, quoted):
            return f"{fact} in [{', '.join(_word(word, quoted) for word in words)}]"
        case Member(fact, group):
            return f"{fact} in {group}"
    raise TypeError(node)


def _inner(part: Condition, text: str) -> str:
    return f"({text})" if isinstance(part, (Every, Some)) else text


def _word(word: str, quoted: bool) -> str:
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"' if quoted else word


def formula_source(node: Formula) -> str:
    """The formula in the rule language."""
    match node:
        case Term(fact):
            return fact
        case Number(value):
            return number(value)
        case Sum(parts):
            return " + ".join(formula_source(part) for part in parts)
        case Product(parts):
            return " * ".join(_factor(part) for part in parts)
        case Quotient(over, under):
            return f"{_factor(over)} / {_factor(under)}"
        case LargestOverFormats(factors):
            return f"largest_over_formats({' * '.join(factors)})"
    raise TypeError(node)


def _factor(node: Formula) -> str:
    text = formula_source(node)
    return f"({text})" if isinstance(node, (Sum, Product, Quotient)) else text


_DENIED = {">=": "<", ">": "<=", "<=": ">", "<": ">="}


@remembered
def words(node: Condition, vocabulary: Vocabulary, lang: str) -> str:
    """The condition in plain English (`en`) or French (`fr`)."""
    match node:
        case Every(parts) | Some(parts):
            joint = say("condition.and" if isinstance(node, Every) else "condition.or", lang)
            return joint.join(_inner(part, words(part, vocabulary, lang)) for part in parts)
        case Not(Compare(fact, op, limit)):
            return words(Compare(fact, _DENIED[op], limit), vocabulary, lang)
        case Not(OneOf() | Member() as part):
            return _test(part, "is not", vocabulary, lang)
        case Not(part):
            return say("condition.not", lang, words(part, vocabulary, lang))
        case Compare(fact, op, limit):
            quantity = _quantity(limit, vocabulary.facts[fact].unit, lang)
            return say(f"condition.{op}", lang, _name(fact, vocabulary, lang), quantity)
        case Holds(fact):
            return _name(fact, vocabulary, lang)
        case OneOf() | Member():
            return _test(node, "is", vocabulary, lang)
    raise TypeError(node)


def _test(node: OneOf | Member, how: str, vocabulary: Vocabulary, lang: str) -> str:
    """Which word a fact is, or is not, or which group it is in."""
    name = _name(node.fact, vocabulary, lang)
    if isinstance(node, Member):
        group = vocabulary.groups[node.group].name.say(lang)
        return say(f"condition.{how} in", lang, name, group)
    return say(f"condition.{how}", lang, name, _choice(node.words, lang))


def _choice(texts: tuple[str, ...], lang: str) -> str:
    return say("condition.or", lang).join(text.replace("_", " ") for text in texts)


def _name(fact: str, vocabulary: Vocabulary, lang: str) -> str:
    meaning = vocabulary.facts[fact]
    text = meaning.meaning.say(lang)
    if meaning.type is not FactType.FLAG and text[1:2].islower():
        return text[:1].lower() + text[1:]
    return text


def _quantity(limit: Decimal, unit: str | None, lang: str) -> str:
    text = number(limit).replace("_", ",") if lang == "en" else number_in_words(limit, lang)
    if unit in (None, "1", "TPP"):
        return text
    key = f"unit.{unit}"
    named = say(key, lang) if has_words(key) else unit
    return f"{text} {named}" if lang == "en" else f"{text}\u00a0{named}"
