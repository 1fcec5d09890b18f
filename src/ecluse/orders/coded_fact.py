"""How lines are coded by one further fact.

Belongs here: where the fact's code comes from. Does not: finding the facts of a book (further), or
the expression of a code (join).
Always true: code 0 is the fact left out.
"""

from __future__ import annotations

from dataclasses import dataclass

from ecluse.orders.own_figures import CellFigure


@dataclass(frozen=True, slots=True, kw_only=True)
class Further:
    """A further fact that a line may give: by its column's text, by its cell, or worked out from
    other figures (`column` None).

    Args:
        kinds: How many things it may say, nothing among them.
        figure: Whether it is a figure of the item.
        answers: The codes that say what an item is of which nothing else is known.
        texts: Whether any of its column's texts is looked up.
        code: The expression of its code, where neither its text nor its cell gives it.
        common: How many of its codes are so common that each of them may meet every case.
    """

    fact: str
    column: str | None
    kinds: int
    figure: bool = False
    answers: frozenset[int] = frozenset()
    cells: CellFigure | None = None
    texts: bool = True
    code: str | None = None
    common: int | None = None
