"""Conditions as one Python function over small integers, for speed.

Belongs here: the code of a truth, a program of terms, and the function made of it.
Does not: findings, margins or sources (evaluate is the reference), or what a law makes of its
conditions (determine).
Always true: a term is TRUE, FALSE or UNKNOWN exactly where the walked condition is
(property-tested); the text of the function holds nothing but numbers of terms and slots.

A truth is coded FALSE 0, UNKNOWN 1, TRUE 3, so that `&` is the least of two, `|` the greatest, and
no call is needed. The leaves of all conditions of a law (comparisons, flags, memberships) have a
slot each in a vector of such codes; equal leaves share one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import ge, gt, le, lt
from typing import Any

from ecluse.facts.figure import Figure, compare
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.law.condition.evaluate import Membership
from ecluse.law.condition.tree import (
    Compare,
    Condition,
    Every,
    Holds,
    Member,
    Not,
    OneOf,
    Some,
    leaves_of,
)

FALSE, UNKNOWN, TRUE = 0, 1, 3
# In the slot of a flag that the law works out: nobody states it, or it is stated to hold or not to
# hold and the law is asked too, which leaves it open where the law says the opposite.
NOT_STATED, SAID_TRUE, SAID_FALSE = 4, 5, 6
_CHECKED: Mapping[int, tuple[int, ...]] = {
    NOT_STATED: (FALSE, UNKNOWN, UNKNOWN, TRUE),
    SAID_TRUE: (UNKNOWN, TRUE, TRUE, TRUE),
    SAID_FALSE: (FALSE, FALSE, FALSE, UNKNOWN),
}
CODES: Mapping[Truth, int] = {Truth.FALSE: FALSE, Truth.UNKNOWN: UNKNOWN, Truth.TRUE: TRUE}
_NOT = (TRUE, UNKNOWN, UNKNOWN, FALSE)
_NUMBERS = re.compile("[0-9]+")
_OPS = {">=": ge, ">": gt, "<=": le, "<": lt}

Vector = bytes
Values = tuple[int, ...]
Run = Callable[[Vector, Values, Values], Values]
# Of many cases: columns of leaves, of two other programs, of flags that the law works out; cases.
RunColumns = Callable[[Sequence[int], Values, Values, Callable[[int, int], int], int], Values]


def code_of(leaf: Condition, known: Known, member: Membership) -> int:
    """The code of one leaf where its fact is as `known` says."""
    value = known.value
    match leaf:
        case Compare():
            if isinstance(value, Figure) and value.low == value.high:
                return TRUE if _OPS[leaf.op](value.low, leaf.limit) else FALSE
            return CODES[compare(known.figure, leaf.op, leaf.limit)]
        case Holds():
            return CODES[value] if isinstance(value, Truth) else UNKNOWN
        case OneOf() if value is not None:
            if str(value).casefold() in leaf.folded:
                return TRUE
            return UNKNOWN if known.unsettled else FALSE
        case Member() if value is not None:
            return CODES[member(str(value), leaf.group)]
    return UNKNOWN


class Slots(dict[Condition, int]):
    """The slot of each leaf, given out as leaves are met."""

    def of(self, leaf: Condition) -> int:
        """The leaf's slot."""
        return self.setdefault(leaf, len(self))


@dataclass(frozen=True, slots=True)
class CodedTerm:
    """One value that a program works out.

    Args:
        children: The terms whose unknowns would settle it, where it is unknown.
        leaf: The leaf that it is, if it is one; `children` is then the flag's definition.
        slot: The leaf's slot.
        source: Where the value comes from if the program does not work it out: which other values
            (1 or 2), and the place there.
        doubt: What is open if it is unknown though its one child is TRUE.
    """

    children: tuple[int, ...] = ()
    leaf: Condition | None = None
    slot: int = -1
    source: tuple[int, int] | None = None
    doubt: str | None = None


@dataclass(slots=True)
class Program:
    """Terms in the order in which they are worked out; each is named by its place.

    Args:
        slots: Shared by all programs that take the same vector.
        definitions: The conditions by which the law works flags out.
        parts: For each term, the terms that its value is made of.
        steady: Whether a term that is TRUE or FALSE stays so, whatever an unknown behind it turns
            out to be, as long as the values of other programs do.
    """

    slots: Slots
    definitions: Mapping[str, Condition]
    terms: list[CodedTerm] = field(default_factory=list)
    parts: list[tuple[int, ...]] = field(default_factory=list)
    steady: list[bool] = field(default_factory=list)
    _lines: list[str] = field(default_factory=list)
    _column_lines: list[str] = field(default_factory=list)
    _texts: list[str] = field(default_factory=list)  # how each term is written in others
    _places: dict[object, int] = field(default_factory=dict)
    # By identity, for hashing a deep condition takes long; the node is held as long as its place.
    _met: dict[int, tuple[Condition, int]] = field(default_factory=dict)

    def of(self, node: Condition) -> int:
        """The term of a condition; equal ones have one."""
        met = self._met.get(id(node))
        if met is None:
            met = self._met[id(node)] = node, self._new(node)
        return met[1]

    def place_of(self, node: Condition) -> int | None:
        """The term of a condition that it holds already."""
        met = self._met.get(id(node))
        return None if met is None else met[1]

    @property
    def forms(self) -> list[str]:
        """For each term, how its value is made of its parts, whichever these are."""
        return [_NUMBERS.sub("", line) for line in self._column_lines]

    def _new(self, node: Condition) -> int:
        match node:
            case Every(parts):
                return self.every([self.of(part) for part in parts])
            case Some(parts):
                return self.some([self.of(part) for part in parts])
            case Not(part):
                return self.negated(self.of(part))
            case Holds(fact) if fact in self.definitions:
                definition, slot = self.of(self.definitions[fact]), self.slots.of(node)
                defined = self._texts[definition]
                text = f"s{slot} if s{slot} < {NOT_STATED} else C[s{slot}][{defined}]"
                column = f"c({slot}, t{definition})"
                return self._add(text, CodedTerm((definition,), node, slot), column)
        slot = self.slots.of(node)
        return self._add(f"s{slot}", CodedTerm((), node, slot))

    def every(self, parts: Sequence[int], children: Sequence[int] | None = None) -> int:
        """The term that holds where all parts hold; of none it is TRUE."""
        return self._joined(" & ", (str(TRUE), "a"), parts, children)

    def some(self, parts: Sequence[int], children: Sequence[int] | None = None) -> int:
        """The term that holds where one part holds; of none it is FALSE."""
        return self._joined(" | ", (str(FALSE), "0"), parts, children)

    def negated(self, part: int) -> int:
        """The term that holds where the part does not."""
        column = f"a ^ (t{part} >> w | t{part} << w & a)"
        return self._add(f"N[{self._texts[part]}]", CodedTerm((part,)), column)

    def unless(self, part: int, answered: int) -> int:
        """The part, but FALSE where `answered` is TRUE."""
        texts = self._texts
        text = f"0 if {texts[answered]} == {TRUE} else {texts[part]}"
        column = f"t{part} & ~((t{answered} >> w) * b)"
        return self._add(text, CodedTerm((part,)), column, (part, answered), steady=False)

    def surely(self, part: int) -> int:
        """The part, but FALSE where it is UNKNOWN."""
        text = f"{TRUE} if {self._texts[part]} == {TRUE} else 0"
        return self._add(text, CodedTerm((part,)), f"(t{part} >> w) * b", steady=False)

    def where_open(self, part: int, presumed: int) -> int:
        """The part; where it is UNKNOWN, TRUE if what is presumed is."""
        first, then = self._texts[part], self._texts[presumed]
        text = f"{then} | {UNKNOWN} if {first} == {UNKNOWN} else {first}"
        column = f"t{part} | t{part} << w & t{presumed}"
        return self._add(text, CodedTerm((part, presumed)), column, steady=False)

    def taken(self, source: int, place: int) -> int:
        """The term whose value other values (the first or the second) hold at a place."""
        return self._add(f"{'pi'[source - 1]}[{place}]", CodedTerm(source=(source, place)))

    def doubted(self, part: int, doubt: str) -> int:
        """The part, but never TRUE."""
        text = f"{self._texts[part]} & {UNKNOWN}"
        return self._add(text, CodedTerm((part,), doubt=doubt), f"t{part} & m")

    def function(self) -> Run:
        """The function from a vector and the values of two other programs to all terms' values."""
        return self._made("def run(v, p, i):", self._lines, self._texts)  # type: ignore[no-any-return]

    def function_of_columns(self) -> RunColumns:
        """The same for many cases at once: each value is the column of a term (`columns`)."""
        head = ("def run(v, p, i, c, w):", "m = (1 << w) - 1", "b = 1 | 1 << w", "a = m * b")
        terms = [f"t{place}" for place in range(len(self.terms))]
        return self._made("\n ".join(head), self._column_lines, terms)  # type: ignore[no-any-return]

    def _made(self, head: str, lines: Sequence[str], terms: Sequence[str]) -> Any:
        slots = "".join(f"s{slot}, " for slot in range(len(self.slots)))
        first = [f"{slots}= v"] if terms else []
        result = "".join(f"{term}, " for term in terms)
        return _function("\n ".join((head, *first, *lines, f"return ({result})")))

    def _joined(
        self,
        sign: str,
        none: tuple[str, str],
        parts: Sequence[int],
        children: Sequence[int] | None,
    ) -> int:
        text = sign.join([self._texts[part] for part in parts]) or none[0]
        column = sign.join(f"t{part}" for part in parts) or none[1]
        asked = CodedTerm(tuple(parts if children is None else children))
        return self._add(text, asked, column, tuple(parts))

    def _add(
        self,
        text: str,
        term: CodedTerm,
        column_text: str | None = None,
        parts: tuple[int, ...] | None = None,
        *,
        steady: bool = True,
    ) -> int:
        """A term, worked out by a text; by another on columns where that does not do there.

        Args:
            parts: The terms that the value is made of, where they are not the children.
            steady: Whether it is, where its parts are.
        """
        key = (text, term.children, term.doubt)  # the text says which leaf and which source
        place = self._places.get(key)
        if place is None:
            place = self._places[key] = len(self.terms)
            made_of = term.children if parts is None else parts
            self.terms.append(term)
            self.parts.append(made_of)
            self.steady.append(steady and all(self.steady[part] for part in made_of))
            self._column_lines.append(f"t{place} = {column_text or text}")
            if " " in text or "[" in text:
                self._lines.append(f"t{place} = {text}")
                text = f"t{place}"
            self._texts.append(text)
        return place


@lru_cache(maxsize=256)
def _function(text: str) -> Any:
    """The function of a text: neighboring laws often have one."""
    room: dict[str, object] = {"N": _NOT, "C": _CHECKED}
    exec(text, room)  # noqa: S102 - numbers of terms and slots, no word of a data file
    return room["run"]


def without_circles(definitions: Mapping[str, Condition]) -> dict[str, Condition]:
    """The definitions of flags that do not rest on themselves."""

    def reached(flag: str, open_: frozenset[str]) -> bool:
        return any(
            name in open_ or reached(name, open_ | {name})
            for name in flags_in(definitions[flag])
            if name in definitions
        )

    return {
        flag: node for flag, node in definitions.items() if not reached(flag, frozenset({flag}))
    }


def flags_in(node: Condition) -> Iterable[str]:
    """The flags that a condition asks for."""
    return (leaf.fact for leaf in leaves_of(node) if isinstance(leaf, Holds))
