"""When a figure that a line gives agrees with what the law works out for it from other columns.

Belongs here: the conditions, as SQL, under which such figures can be taken by their cells. Does
not: the cells (own_figures), or comparing two figures exactly (determine/stated).
Always true: where a condition holds, the law decides the line as if the given figure stood alone; a
line on which it does not hold is looked at by its texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ecluse.equivalence.standing import limits_of
from ecluse.law.condition.tree import Formula, LargestOverFormats, Quotient, Sum, Term
from ecluse.law.in_force import Law
from ecluse.orders.cell_code import cell_code, ratio_code
from ecluse.orders.worked_out import Expressions


def agreeing(expressions: Expressions, laws: Sequence[Law]) -> Iterator[str]:
    """The conditions under which every given figure agrees with the other columns of its line."""
    formulas = expressions.formulas
    for fact, given in expressions.plain.items():
        for instead in instead_of(fact, laws):
            if instead in expressions.plain:
                yield f"coalesce({given} = {expressions.plain[instead]}, true)"
        others = [
            expressions.plain[name]
            for name in sorted(formulas.behind(fact) - {fact})
            if name in expressions.plain
        ]
        formula = formulas.by_fact.get(fact)
        # Only the number formats of an item can give a largest product, and a line names none.
        if others and not isinstance(formula, LargestOverFormats):
            yield _agrees(fact, given, formula, others, expressions, laws)


def instead_of(fact: str, laws: Sequence[Law]) -> set[str]:
    """The facts that a law takes for a figure that it cannot work out."""
    definitions = (law.definitions.get(fact) for law in laws)
    return {says.or_else for says in definitions if says is not None and says.or_else}


def _agrees(
    fact: str,
    given: str,
    formula: Formula | None,
    others: Sequence[str],
    expressions: Expressions,
    laws: Sequence[Law],
) -> str:
    """The condition that one figure agrees with what is worked out for it."""
    limits = limits_of(fact, laws)
    # What is worked out from the figure itself needs its exact value.
    exactly = any(fact in inputs for inputs in expressions.formulas.inputs.values())
    match formula:
        case Sum():
            worked_out, least = expressions.of_formula(formula), expressions.least_of(formula)
            conditions = [f"{given} >= {least}"]
            if worked_out is not None:
                same = f"{cell_code(given, limits)} = {cell_code(worked_out, limits)}"
                conditions.insert(0, f"{given} = {worked_out}" if exactly else same)
            return f"coalesce({', '.join(conditions)}, true)"
        case Quotient(Term(over), Term(under)) if not exactly:
            top, bottom = expressions.of(over), expressions.of(under)
            positive = [f"{part} > 0" for part in (top, bottom) if part is not None]
            if top is not None and bottom is not None:
                positive.append(f"{cell_code(given, limits)} = {ratio_code(top, bottom, limits)}")
            inner = (expressions.formulas.by_fact.get(name) for name in (over, under))
            if all(part is None or isinstance(part, LargestOverFormats) for part in inner):
                return f"coalesce({' AND '.join(positive)}, true)"
    silent = " AND ".join(f"{other} IS NULL" for other in others)
    return f"({given} IS NULL OR ({silent}))"
