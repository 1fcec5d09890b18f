"""A bill of materials: what a foreign-made item is made of, as its maker states it.

Belongs here: the bill and its parts. Does not: reading a file (read_bill), or what the law makes of
a part (share).
Always true: what nobody states is None or UNKNOWN, and never zero or "no"; a value is of the whole
line, all its units together.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ecluse.facts.item import Item
from ecluse.facts.truth import Truth


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One line of a bill.

    Args:
        origin: Where the part is from, ISO 3166 alpha-2; None where nobody knows.
        eccn: The entry that describes it; None where nobody knows.
        item: The item of the catalogue that it is, where its name is one.
        value: Of all its units, in the bill's currency; None where nobody knows.
        us_technology: Whether it is made with US technology, software or plant.
    """

    part: str
    origin: str | None = None
    eccn: str | None = None
    item: Item | None = None
    value: Decimal | None
    us_technology: Truth = Truth.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """A bill of materials.

    Args:
        name: What is made.
        made_in: Where, ISO 3166 alpha-2; None where nobody says.
        designed_in: Where its designer is headquartered; None where nobody says.
        value: What it sells for; the sum of its parts where left out.
        us_technology: Whether it is itself made with US technology, software or plant.
    """

    name: str
    parts: tuple[Part, ...]
    item: Item | None
    eccn: str | None
    made_in: str | None
    designed_in: str | None
    value: Decimal | None
    us_technology: Truth
