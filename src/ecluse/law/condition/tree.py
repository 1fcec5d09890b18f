"""The tree of a condition and of a formula.

Belongs here: the node types. Does not: reading them (parse), deciding them (evaluate), wording them
(to_text).
Always true: nodes are values; `Every` and `Some` have two parts or more and hold no part of their
own kind, so that one meaning has one tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import cast


class Condition:
    """A test of facts that is true, false or unknown."""

    __slots__ = ()


class _Joined(Condition):
    """A test made of others. Its hash is worked out once, and is no part of it: trees are deep and
    share their parts, and a text has another hash in the next process.
    """

    __slots__ = ("_hash",)
    parts: tuple[Condition, ...]

    def __hash__(self) -> int:
        found: int | None = getattr(self, "_hash", None)
        if found is None:
            found = hash((type(self).__name__, self.parts))
            object.__setattr__(self, "_hash", found)
        return found


@dataclass(frozen=True, slots=True)
class Every(_Joined):
    """All parts hold."""

    parts: tuple[Condition, ...]
    __hash__ = _Joined.__hash__


@dataclass(frozen=True, slots=True)
class Some(_Joined):
    """One part holds."""

    parts: tuple[Condition, ...]
    __hash__ = _Joined.__hash__


@dataclass(frozen=True, slots=True)
class Not(Condition):
    """The part does not hold."""

    part: Condition


@dataclass(frozen=True, slots=True)
class Compare(Condition):
    """A number against a limit; `op` is one of >= > <= <."""

    fact: str
    op: str
    limit: Decimal


@dataclass(frozen=True, slots=True)
class Holds(Condition):
    """A flag is set."""

    fact: str


@dataclass(frozen=True, slots=True)
class OneOf(Condition):
    """A word is one of a list; a list of one is written `fact == word`. Texts are quoted, symbols
    and countries bare.
    """

    fact: str
    words: tuple[str, ...]
    quoted: bool = False
    folded: frozenset[str] = field(
        init=False, repr=False, compare=False
    )  # the words without case, as they are compared

    def __post_init__(self) -> None:
        object.__setattr__(self, "folded", frozenset(word.casefold() for word in self.words))


@dataclass(frozen=True, slots=True)
class Member(Condition):
    """A country is in a country group."""

    fact: str
    group: str


Leaf = Compare | Holds | OneOf | Member


class Formula:
    """How a figure is worked out from others."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Term(Formula):
    """A figure, by name."""

    fact: str


@dataclass(frozen=True, slots=True)
class Number(Formula):
    """A plain number."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Sum(Formula):
    """The sum of the parts."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Product(Formula):
    """The product of the parts."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Quotient(Formula):
    """One figure over another."""

    over: Formula
    under: Formula


@dataclass(frozen=True, slots=True)
class LargestOverFormats(Formula):
    """The largest, over the number formats that an item computes in, of a product of per-format
    figures. It is more where another format counts for more, which is a fact of its own.
    """

    factors: tuple[str, ...]


FASTER_FORMAT = "faster_format"  # whether a format of which no rate is given counts for more


_IN = " in "
_CODE = 2  # letters of a country's code


def membership(country: str, group: str) -> str:
    """The name of what settles whether a country is in a group, where the law leaves it open."""
    return f"{country}{_IN}{group}"


def membership_of(name: str) -> tuple[str, str] | None:
    """The country and the group that such a name names; None of any other name.

    >>> membership_of(membership("ET", "D5")), membership_of("destination")
    (('ET', 'D5'), None)
    """
    country, within, group = name.partition(_IN)
    named = len(country) == _CODE and country.isupper() and group.isalnum()
    return (country, group) if within and named else None


def facts_of(node: Condition | Formula) -> Iterator[str]:
    """The names of the facts that a tree asks for, in order, repeats included."""
    match node:
        case Every(parts) | Some(parts) | Sum(parts) | Product(parts):
            for part in parts:
                yield from facts_of(part)
        case Not(part):
            yield from facts_of(part)
        case Quotient(over, under):
            yield from facts_of(over)
            yield from facts_of(under)
        case Compare(fact=fact) | Holds(fact) | OneOf(fact=fact) | Member(fact=fact) | Term(fact):
            yield fact


def parts_of(node: Condition) -> tuple[Condition, ...]:
    """The parts that a condition has of its own."""
    match node:
        case Every(parts) | Some(parts):
            return parts
        case Not(part):
            return (part,)
    return ()


def leaves_of(node: Condition) -> Iterator[Leaf]:
    """The tests at the bottom of a condition, in order."""
    if isinstance(node, (Every, Some)):
        for part in node.parts:
            yield from leaves_of(part)
    elif isinstance(node, Not):
        yield from leaves_of(node.part)
    else:
        yield cast("Leaf", node)


def groups_of(node: Condition) -> Iterator[str]:
    """The names of the country groups that a condition asks about."""
    return (leaf.group for leaf in leaves_of(node) if isinstance(leaf, Member))


def comparisons(node: Condition) -> Iterator[Compare]:
    """The numeric comparisons of a condition, in order."""
    return (leaf for leaf in leaves_of(node) if isinstance(leaf, Compare))


def limits_in(conditions: Iterable[Condition]) -> dict[str, set[Decimal]]:
    """Every limit that some conditions compare a fact with, by fact."""
    found: dict[str, set[Decimal]] = {}
    for condition in conditions:
        for comparison in comparisons(condition):
            found.setdefault(comparison.fact, set()).add(comparison.limit)
    return found


def words_of(node: Condition, fact: str) -> Iterator[str]:
    """The words with which a condition compares a fact."""
    for leaf in leaves_of(node):
        if isinstance(leaf, OneOf) and leaf.fact == fact:
            yield from leaf.words
