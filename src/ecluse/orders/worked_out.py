"""Figures that a book's columns give, and those that the laws work out from them, as expressions.

Belongs here: how figures are worked out under all the laws of a book, and the expressions of them.
Does not: their cells (own_figures).
Always true: a figure that two laws work out differently has no expression of its own.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ecluse.law.condition.tree import Formula, Product, Quotient, Sum, Term, facts_of
from ecluse.law.in_force import Law


@dataclass(frozen=True, slots=True)
class Formulas:
    """How figures are worked out under several laws.

    Args:
        by_fact: The one formula of each figure; None where two laws differ in it.
        inputs: From what it is worked out, under any law.
    """

    by_fact: Mapping[str, Formula | None]
    inputs: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, laws: Sequence[Law]) -> Formulas:
        """Those of some laws."""
        found: dict[str, Formula | None] = {}
        inputs: dict[str, frozenset[str]] = {}
        by_law = [
            {
                name: says.formula
                for name, says in law.definitions.items()
                if says.formula is not None
            }
            for law in laws
        ]
        for formulas in by_law:
            for name, formula in formulas.items():
                found[name] = formula if found.get(name, formula) == formula else None
                inputs[name] = inputs.get(name, frozenset()) | frozenset(facts_of(formula))
        for formulas in by_law:
            for name, formula in formulas.items():
                if any(inputs.get(other) and other not in formulas for other in facts_of(formula)):
                    found[name] = None  # one of its inputs is worked out under another law only
        return cls(found, inputs)

    def followed(self, fact: str, plain: Container[str]) -> bool:
        """Whether all that is worked out from a figure is so in a way that SQL follows exactly.

        Args:
            plain: Figures that a column gives: how they would be worked out does not matter.
        """
        touched, before = {fact}, 0
        while len(touched) != before:
            before = len(touched)
            for name, formula in self.by_fact.items():
                if touched & self.inputs[name]:
                    if name not in plain and (formula is None or not _simple(formula)):
                        return False
                    touched.add(name)
        return True

    def behind(self, fact: str) -> frozenset[str]:
        """A figure and all that it is worked out from, under any law, whether a column gives it or
        not.
        """
        seen, waiting = set[str](), [fact]
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                waiting.extend(self.inputs.get(name, ()))
        return frozenset(seen)

    def together(self, columns: Iterable[str]) -> frozenset[str]:
        """The columns that are worked on together with another."""
        given = frozenset(columns)
        groups = [self.behind(fact) & given for fact in self.inputs]
        return frozenset[str]().union(*(group for group in groups if len(group) > 1))


def _simple(formula: Formula) -> bool:
    match formula:
        case Term():
            return True
        case Sum(parts) | Product(parts):
            return all(isinstance(part, Term) for part in parts)
        case Quotient(over, under):
            # A quotient of sums has no cell of its own: nothing that an item alone decides is
            # worked out so.
            return isinstance(under, Term) and (isinstance(over, Term) or _simple(over))
    return False


@dataclass(frozen=True, slots=True)
class Expressions:
    """Figures as expressions; `plain` are those that columns give."""

    plain: Mapping[str, str]
    formulas: Formulas

    def informing(self, formula: Formula) -> list[str]:
        """For each figure of a formula of which something is ever known, the condition under which
        it is: its own column says something or, where that does not, one behind it.
        """
        facts = dict.fromkeys(facts_of(formula))
        columns = [sorted(self.formulas.behind(fact) & self.plain.keys()) for fact in facts]
        return [
            "(" + " OR ".join(f"({self.plain[name]}) IS NOT NULL" for name in names) + ")"
            for names in columns
            if names
        ]

    def of(self, fact: str) -> str | None:
        """The expression of a figure; None where the columns never give all of it."""
        formula = self.formulas.by_fact.get(fact)
        worked_out = self.of_formula(formula) if formula is not None else None
        given = self.plain.get(fact)
        if given is None or worked_out is None:
            return given or worked_out
        return f"coalesce({given}, {worked_out})"

    def of_formula(self, formula: Formula) -> str | None:
        """The expression of a formula."""
        match formula:
            case Term(fact):
                return self.of(fact)
            case Sum(parts):
                return self._joined(parts, " + ")
            case Product(parts) if len(parts) <= _MOST_FACTORS:
                return self._joined(parts, " * ")
            case Quotient(over, under):
                return self._joined((over, under), " / ")
        return None

    def least(self, fact: str) -> str:
        """The expression of the least that a figure can be: a sum is no less than its parts."""
        formula = self.formulas.by_fact.get(fact)
        known = self.of(fact)
        least = "0"
        if isinstance(formula, Sum):
            least = self.least_of(formula)
        return f"coalesce({known}, {least})" if known is not None else least

    def least_of(self, formula: Sum) -> str:
        """The same of a sum."""
        terms = [part.fact for part in formula.parts if isinstance(part, Term)]
        return "(" + " + ".join(map(self.least, terms)) + ")"

    def _joined(self, parts: Iterable[Formula], sign: str) -> str | None:
        values = [self.of_formula(part) for part in parts]
        known = [value for value in values if value is not None]
        return "(" + sign.join(known) + ")" if len(known) == len(values) else None


_MOST_FACTORS = 2  # three would be more digits than SQL keeps
