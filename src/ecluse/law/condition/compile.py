"""Conditions as one Python function over small integers, for speed.

Belongs here: the code of a truth, a program of terms, and the function made of it.
Does not: findings, margins or sources (evaluate is the reference), or what a law makes of its
conditions (determine).
Always true: a term is TRUE, FALSE or UNKNOWN exactly where the walked condition is
(property-tested); the text of the function holds nothing but numbers of terms and slots.

A truth is coded FALSE 0, UNKNOWN 1, TRUE 3, so that `&` is the least of two, `|` the greatest, and
no call is needed; whatever else is made of truths is looked up in tables. The leaves of all
conditions of a law (comparisons, flags, memberships) have a slot each in a vector of such codes;
equal leaves share one. With other tables the same text works on many cases at once (planes).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import ge, gt, le, lt
from types import CodeType
from typing import Any, NamedTuple

from ecluse.facts.figure import Figure, compare
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.law.condition.evaluate import Membership
from ecluse.law.condition.tree import Compare, Condition, Every, Holds, Member, Not, OneOf, Some

FALSE, UNKNOWN, TRUE = 0, 1, 3
# In the slot of a flag that the law works out: nobody states it, or it is stated to hold or not to
# hold and the law is asked too, which leaves it open where the law says the opposite.
NOT_STATED, SAID_TRUE, SAID_FALSE = 4, 5, 6
CODES: Mapping[Truth, int] = {Truth.FALSE: FALSE, Truth.UNKNOWN: UNKNOWN, Truth.TRUE: TRUE}
_OPS = {">=": ge, ">": gt, "<=": le, "<": lt}

Vector = bytes
Values = tuple[int, ...]
Run = Callable[[Vector, Values, Values], Values]


class Tables(NamedTuple):
    """What the text of a function calls by a letter: two truths, and tables of truths by truth.

    Args:
        N: The opposite.
        S: TRUE where it is surely so, else FALSE.
        O: TRUE where it is open, else FALSE.
        C: By what stands in the slot of a flag that the law works out: what the flag is, by what
            the law makes of it.
    """

    T: Any
    U: Any
    N: Any
    S: Any
    O: Any  # noqa: E741 - a letter, as the others
    C: Any


_OUTRIGHT = tuple((code,) * (TRUE + 1) for code in (FALSE, UNKNOWN, UNKNOWN, TRUE))
ONE_CASE = Tables(
    T=TRUE,
    U=UNKNOWN,
    N=(TRUE, UNKNOWN, UNKNOWN, FALSE),
    S=(FALSE, FALSE, FALSE, TRUE),
    O=(FALSE, TRUE, TRUE, FALSE),
    C=(
        *_OUTRIGHT,
        (FALSE, UNKNOWN, UNKNOWN, TRUE),  # NOT_STATED
        (UNKNOWN, TRUE, TRUE, TRUE),  # SAID_TRUE
        (FALSE, FALSE, FALSE, UNKNOWN),  # SAID_FALSE
    ),
)


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
    _code: CodeType | None = None
    _lines: list[str] = field(default_factory=list)
    _places: dict[object, int] = field(default_factory=dict)
    # By identity, for hashing a deep condition takes long; the node is held as long as its place.
    _met: dict[int, tuple[Condition, int]] = field(default_factory=dict)

    def of(self, node: Condition) -> int:
        """The term of a condition; equal ones have one."""
        met = self._met.get(id(node))
        if met is None:
            met = self._met[id(node)] = node, self._new(node)
        return met[1]

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
                text = f"C[v[{slot}]][t{definition}]"
                return self._add(text, CodedTerm((definition,), node, slot), definition)
        slot = self.slots.of(node)
        return self._add(f"v[{slot}]", CodedTerm((), node, slot))

    def every(self, parts: Sequence[int], children: Sequence[int] | None = None) -> int:
        """The term that holds where all parts hold; of none it is TRUE."""
        return self._joined(" & ", "T", parts, children)

    def some(self, parts: Sequence[int], children: Sequence[int] | None = None) -> int:
        """The term that holds where one part holds; of none it is FALSE."""
        return self._joined(" | ", "0", parts, children)

    def negated(self, part: int) -> int:
        """The term that holds where the part does not."""
        return self._add(f"N[t{part}]", CodedTerm((part,)), part)

    def unless(self, part: int, answered: int) -> int:
        """The part, but FALSE where `answered` is TRUE."""
        text = f"t{part} & N[S[t{answered}]]"
        return self._add(text, CodedTerm((part,)), part, answered, steady=False)

    def surely(self, part: int) -> int:
        """The part, but FALSE where it is UNKNOWN."""
        return self._add(f"S[t{part}]", CodedTerm((part,)), part, steady=False)

    def where_open(self, part: int, presumed: int) -> int:
        """The part; where it is UNKNOWN, TRUE if what is presumed is."""
        text = f"t{part} | t{presumed} & O[t{part}]"
        return self._add(text, CodedTerm((part, presumed)), part, presumed, steady=False)

    def taken(self, source: int, place: int) -> int:
        """The term whose value other values (the first or the second) hold at a place."""
        return self._add(f"{'pi'[source - 1]}[{place}]", CodedTerm(source=(source, place)))

    def doubted(self, part: int, doubt: str) -> int:
        """The part, but never TRUE."""
        return self._add(f"t{part} & U", CodedTerm((part,), doubt=doubt), part)

    def function(self, tables: Tables = ONE_CASE) -> Run:
        """The function from a vector and the values of two other programs to all terms' values.

        Args:
            tables: What the truths are that it takes and gives: codes, or planes of many cases.
        """
        room: dict[str, object] = tables._asdict()
        exec(self._compiled(), room)  # noqa: S102 - numbers of terms and slots, no word of a data file
        return room["run"]  # type: ignore[return-value]

    def _compiled(self) -> CodeType:
        if self._code is None:
            result = "".join(f"t{place}, " for place in range(len(self.terms)))
            text = "\n ".join(("def run(v, p, i):", *self._lines, f"return ({result})"))
            self._code = compile(text, "<a law>", "exec")
        return self._code

    def _joined(
        self, sign: str, none: str, parts: Sequence[int], children: Sequence[int] | None
    ) -> int:
        text = sign.join(f"t{part}" for part in parts) or none
        return self._add(text, CodedTerm(tuple(parts if children is None else children)), *parts)

    def _add(self, text: str, term: CodedTerm, *parts: int, steady: bool = True) -> int:
        key = (text, term.children, term.doubt)  # the text says which leaf and which source
        place = self._places.get(key)
        if place is None:
            place = self._places[key] = len(self.terms)
            self.terms.append(term)
            self._lines.append(f"t{place} = {text}")
            self.parts.append(parts)
            self.steady.append(steady and all(self.steady[part] for part in parts))
        return place


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
    match node:
        case Every(parts) | Some(parts):
            for part in parts:
                yield from flags_in(part)
        case Not(part):
            yield from flags_in(part)
        case Holds(fact):
            yield fact
