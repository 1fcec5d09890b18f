"""From one line of text to the tree of a condition or a formula.

Belongs here: a closed whitelist over Python's own `ast` (parsed, never evaluated), checked against
the vocabulary.
Does not: deciding (evaluate), or the text of a tree (to_text).
Always true: every name in a tree is in the vocabulary and has the type that its place needs; a text
has one tree, and the tree's own spelling (`to_text.source`) is the only spelling accepted.
"""

from __future__ import annotations

import ast
import re
from decimal import Decimal

from ecluse.bounded import Bounded
from ecluse.errors import DataError, near
from ecluse.facts.vocabulary import FactType, Vocabulary
from ecluse.law.condition.to_text import formula_source, source
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

_OPS: dict[type[ast.cmpop], str] = {ast.GtE: ">=", ast.Gt: ">", ast.LtE: "<=", ast.Lt: "<"}
_WORDED = (FactType.SYMBOL, FactType.COUNTRY, FactType.TEXT)
_LONGEST = 4000
_DEEPEST = 60
_PLAIN_NUMBER = re.compile(r"\d{1,18}(\.\d{1,18})?")
PER_FORMAT = ("tera_ops_per_s", "operand_bits")
_MOST_SHARED = 10_000
_read_before = Bounded[str, Condition](_MOST_SHARED)


def parse_condition(text: str, vocabulary: Vocabulary, where: str) -> Condition:
    """Read `text` as a condition.

    Raises:
        DataError: It is not one, names an unknown fact, compares what cannot be compared, or is not
            spelled as ecluse spells it (the message gives the spelling).
    """
    tree = _Parser(vocabulary, where, text).condition(_expression(text, where))
    if (spelling := source(tree)) != " ".join(text.split()):
        raise DataError(f"condition '{text}' has another spelling", where, f"write: {spelling}")
    return tree


def parse_formula(text: str, vocabulary: Vocabulary, where: str) -> Formula:
    """Read `text` as a formula; raises as `parse_condition` does."""
    tree = _Parser(vocabulary, where, text).formula(_expression(text, where))
    if (spelling := formula_source(tree)) != " ".join(text.split()):
        raise DataError(f"formula '{text}' has another spelling", where, f"write: {spelling}")
    return tree


def _shared(node: Condition) -> Condition:
    """The node, or the one that is spelled alike and was read before: what many provisions ask is
    one node, which whoever remembers by identity decides once.
    """
    return _read_before.setdefault(source(node), node)


def _expression(text: str, where: str) -> ast.expr:
    if len(text) > _LONGEST:
        raise DataError(
            f"a condition of {len(text)} characters", where, f"say it in {_LONGEST} or fewer"
        )
    try:
        tree = ast.parse(" ".join(text.split()), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        place = (
            f" at character {error.offset}"
            if isinstance(error, SyntaxError) and error.offset
            else ""
        )
        raise DataError(
            f"cannot read condition '{text[:80]}'{place}", where, "see docs/rule-language.md"
        ) from error
    level: list[ast.AST] = [tree]
    for _ in range(_DEEPEST):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
    if level:
        raise DataError(
            f"condition '{text[:80]}' is nested too deep", where, f"nest at most {_DEEPEST} deep"
        )
    return tree


class _Parser:
    """One text being read; the class only carries what every branch needs."""

    def __init__(self, vocabulary: Vocabulary, where: str, text: str) -> None:
        self.vocabulary = vocabulary
        self.where = where
        self.text = text

    def refusal(self, what: str, mend: str) -> DataError:
        return DataError(f"{what} in '{self.text[:120]}'", self.where, mend)

    def condition(self, node: ast.expr) -> Condition:
        return _shared(self.read(node))

    def read(self, node: ast.expr) -> Condition:
        match node:
            case ast.BoolOp(op=ast.And(), values=values):
                return Every(self.parts(values, Every))
            case ast.BoolOp(op=ast.Or(), values=values):
                return Some(self.parts(values, Some))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Not(self.condition(operand))
            case ast.Name(id=name):
                self.typed(name, (FactType.FLAG,))
                return Holds(name)
            case ast.Compare(left=ast.Name(id=name), ops=[op], comparators=[right]):
                return self.comparison(name, op, right)
        raise self.refusal(
            f"'{ast.unparse(node)}' is not a condition", "use and, or, not, >=, >, <=, <, ==, in"
        )

    def parts(self, values: list[ast.expr], kind: type[Every | Some]) -> tuple[Condition, ...]:
        parts: list[Condition] = []
        for value in values:
            part = self.condition(value)
            parts.extend(part.parts if isinstance(part, kind) else (part,))
        return tuple(parts)

    def comparison(self, name: str, op: ast.cmpop, right: ast.expr) -> Condition:
        if type(op) in _OPS:
            self.typed(name, (FactType.NUMBER,))
            return Compare(name, _OPS[type(op)], self.number(right))
        if isinstance(op, ast.Eq):
            self.typed(name, _WORDED)
            return OneOf(name, (self.word(name, right),), self.is_text(name))
        if isinstance(op, ast.In) and isinstance(right, ast.Name):
            self.typed(name, (FactType.COUNTRY,))
            if right.id not in self.vocabulary.groups:
                raise self.refusal(
                    f"unknown country group '{right.id}'",
                    f"known: {', '.join(self.vocabulary.groups)}",
                )
            return Member(name, right.id)
        if isinstance(op, ast.In) and isinstance(right, ast.List) and right.elts:
            self.typed(name, _WORDED)
            return OneOf(
                name, tuple(self.word(name, element) for element in right.elts), self.is_text(name)
            )
        raise self.refusal(
            f"cannot compare '{name}' so", "use >=, >, <=, < with numbers, == and in with words"
        )

    def number(self, node: ast.expr) -> Decimal:
        if isinstance(node, ast.Constant) and type(node.value) in (int, float):
            written = (ast.get_source_segment(" ".join(self.text.split()), node) or "").replace(
                "_", ""
            )
            if _PLAIN_NUMBER.fullmatch(written):
                return Decimal(written)
        raise self.refusal(
            f"'{ast.unparse(node)}' is not a number",
            "compare with one number, in the unit of the fact",
        )

    def word(self, name: str, node: ast.expr) -> str:
        meaning = self.vocabulary.facts[name]
        quoted = meaning.type is FactType.TEXT
        if quoted and isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value
        if quoted or not isinstance(node, ast.Name):
            raise self.refusal(
                f"'{ast.unparse(node)}' cannot be compared with {name}",
                "quote texts; write symbols and countries bare",
            )
        if meaning.type is FactType.SYMBOL and node.id not in meaning.symbols:
            raise self.refusal(
                f"'{node.id}' is no {name}",
                near(node.id, meaning.symbols) or f"one of {', '.join(meaning.symbols)}",
            )
        if meaning.type is FactType.COUNTRY and not (len(node.id) == 2 and node.id.isupper()):
            raise self.refusal(f"'{node.id}' is no country", "write its ISO 3166 alpha-2 code")
        return node.id

    def is_text(self, name: str) -> bool:
        return self.vocabulary.facts[name].type is FactType.TEXT

    def typed(self, name: str, types: tuple[FactType, ...]) -> None:
        meaning = self.vocabulary.facts.get(name)
        if meaning is None:
            mend = near(name, tuple(self.vocabulary.facts)) or "`ecluse facts` lists them all"
            raise DataError(f"unknown fact '{name}' in '{self.text[:120]}'", self.where, mend)
        if meaning.type not in types:
            wanted = " or ".join(kind.value for kind in types)
            raise self.refusal(
                f"'{name}' is a {meaning.type.value}, and a {wanted} is needed",
                "compare it as its type allows",
            )

    def formula(self, node: ast.expr) -> Formula:
        match node:
            case ast.Name(id=name):
                self.typed(name, (FactType.NUMBER,))
                return Term(name)
            case ast.Constant():
                return Number(self.number(node))
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return Sum((*self.joined(left, Sum), self.formula(right)))
            case ast.BinOp(left=left, op=ast.Mult(), right=right):
                return Product((*self.joined(left, Product), self.formula(right)))
            case ast.BinOp(left=left, op=ast.Div(), right=right):
                return Quotient(self.formula(left), self.formula(right))
            case ast.Call(func=ast.Name(id="largest_over_formats"), args=[argument], keywords=[]):
                return self.largest(argument)
        raise self.refusal(
            f"'{ast.unparse(node)}' is not a formula", "use +, *, / and largest_over_formats(…)"
        )

    def joined(self, left: ast.expr, kind: type[Sum | Product]) -> tuple[Formula, ...]:
        one = self.formula(left)
        return one.parts if isinstance(one, kind) else (one,)

    def largest(self, argument: ast.expr) -> LargestOverFormats:
        factors = tuple(part.id for part in ast.walk(argument) if isinstance(part, ast.Name))
        if set(factors) <= set(PER_FORMAT) and factors:
            return LargestOverFormats(factors)
        of = f"of {' and '.join(PER_FORMAT)}"
        raise self.refusal("largest_over_formats takes a product", of)
