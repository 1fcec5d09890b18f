"""How a shipment moves, by the country that it leaves and the one where it goes.

Belongs here: the three movements, and which one two countries make. Does not: what is said of the
movement (stated), or an answer where that contradicts (ultimate).
Always true: it is worked out from two countries that are known, or not at all.

What leaves the United States is exported (15 CFR § 734.13); what leaves another country is
reexported (§ 734.14), or transferred where it stays in that country (§ 734.16).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from ecluse.facts.known import Known

if TYPE_CHECKING:
    from ecluse.law.library import Library

MOVEMENT, LEAVES = "movement", "exported_from"
EXPORT, REEXPORT, TRANSFER = "export", "reexport", "transfer"


def moves_from(leaves: Known | None, to: str | None, library: Library, on: date) -> str | None:
    """The movement out of a country to another; None where one of the two is not known, and of
    what stays in the United States, which is none of the three.
    """
    if leaves is None or not isinstance(leaves.value, str) or to is None:
        return None
    codes, home = library.countries, library.vocabulary.home
    start, end = (codes.for_the_law(code, on) for code in (leaves.value, to))
    if start == home:
        return None if end == home else EXPORT
    return TRANSFER if start == end else REEXPORT


def moves_otherwise(
    given: Mapping[str, Known], to: str | None, library: Library, on: date
) -> str | None:
    """The movement out of the country that is said, where another one is said outright."""
    said = given.get(MOVEMENT)
    if said is None or said.value is None:
        return None
    word = moves_from(given.get(LEAVES), to, library, on)
    return None if word == said.value else word
