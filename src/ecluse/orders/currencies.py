"""The currencies of a book: those of their column, beside an amount, and in an amount's heading.

Belongs here: which there are, which of them an amount's text says, and amounts of which a line says
two. Does not: reading a number (cell_number), or summing.
Always true: what the column says counts first, then what stands beside the amount, then the
heading; an amount beside which another currency stands than its line's is read in neither.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ecluse.orders.cell_number import currency_beside, may_be_one
from ecluse.orders.cell_text import blank, clean, error
from ecluse.orders.relations import text_codes

if TYPE_CHECKING:
    from ecluse.orders.columns import BookColumns
    from ecluse.orders.texts import Texts

OF_MONEY = ("value", "unit_value")  # a line's value is the first that it has
_HEADED = re.compile(r"(?:[\s(\[/_-]|^)([A-Z]{3}|US\$|[^\w\s()\[\]])[)\]]?\s*$")


@dataclass(slots=True)
class Currencies:
    """The currencies of a book by their codes, 0 being none.

    Args:
        beside: The amounts beside some of which one stands.
        headed: The code of the currency of an amount's heading.
    """

    names: list[str] = field(default_factory=lambda: [""])
    beside: set[str] = field(default_factory=set)
    headed: dict[str, int] = field(default_factory=dict)

    def code(self, name: str) -> int:
        """The code of a currency."""
        if name not in self.names:
            self.names.append(name)
        return self.names.index(name)


def currencies_of(texts: Texts, columns: BookColumns) -> Currencies:
    """The currencies of their column, loaded with their codes, and those of headings."""
    found = Currencies()
    if "currency" in columns.roles:
        distinct = texts.of(columns.roles["currency"])
        names = {text: "" if error(text) else clean(text) for text in distinct}
        rows = [(text, 0 if blank(name) else found.code(name)) for text, name in names.items()]
        text_codes("currency").load(texts.connection, rows)
    for role in OF_MONEY:
        heading = _HEADED.search(columns.roles.get(role, ""))
        if heading is not None and (name := currency_beside(f"{heading[1]} 1")) is not None:
            found.headed[role] = found.code(name)
    return found


def codes_beside(
    texts: Texts, columns: BookColumns, role: str, odd: Sequence[str], found: Currencies
) -> tuple[dict[str, int], set[str]]:
    """The code of the currency that stands beside each amount, and the amounts that stand on a line
    of another one; these are listed.
    """
    said = {text: name for text in odd if (name := currency_beside(text)) is not None}
    if not said or role not in OF_MONEY:
        return {}, set()
    differing: dict[str, str] = {}
    other = columns.roles.get("currency")
    for text, told in texts.no_numbers_beside(columns.roles[role], other) if other else ():
        if text in said and not blank(told) and not may_be_one(said[text], clean(told)):
            differing[text] = clean(told)
    for text, told in differing.items():
        why = f"says {said[text]} where '{other}' says {told}"
        texts.problems.add(columns.roles[role], role, text, why)
    found.beside.add(role)
    return {text: found.code(name) for text, name in said.items()}, set(differing)
