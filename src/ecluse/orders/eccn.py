"""Declared ECCNs against what the item's figures come to alone.

Belongs here: whether a declaration and the paragraphs that the figures meet can both be right.
Does not: classifying, or what a declaration asks (determine).
Always true: entries of the Commerce Control List that no figure decides are never called wrong for
standing beside paragraphs that are not controlled; a card of 4A090 holds a chip of 3A090.
"""

from __future__ import annotations

from collections.abc import Sequence

from ecluse.determine.case import CaseFacts
from ecluse.determine.eccn_answer import ByFigures, by_figures
from ecluse.determine.shipment import Shipment
from ecluse.facts.eccn import declares_none, eccn_of
from ecluse.facts.item import Item
from ecluse.facts.known import says_unknown
from ecluse.law.in_force import Law
from ecluse.law.library import Library

# The entries that the advanced-computing rules decide; a declaration of one must follow from the
# figures.
_JUDGED = ("3A090", "4A090")
_LOW = ("3A991", "4A994", "EAR99")


def figures_of(item: Item, law: Law, library: Library) -> ByFigures:
    """The paragraphs that an item's figures meet under a law."""
    nowhere = Shipment(item=item, destination=None, on=law.on)
    return by_figures(CaseFacts(nowhere, law, library))


def disagreement(declared: str, met: Sequence[str], *, sure: bool) -> str | None:
    """Why the declaration cannot stand, or None where it can.

    Args:
        met: The paragraphs that the figures meet.
        sure: Whether no figure is missing.

    >>> disagreement("EAR99", ["3A090.a"], sure=True)
    'declared EAR99; the figures meet 3A090.a'
    >>> disagreement("3A090.b", ["3A090.a"], sure=True)
    'declared 3A090.b; the figures meet 3A090.a'
    >>> disagreement("4A090.a", ["3A090.a"], sure=True) is None
    True
    >>> disagreement("5A002.z.1", ["4A090.a"], sure=True) is None
    True
    """
    if declares_none(declared) or says_unknown(declared):
        return None
    number = eccn_of(declared)
    if number is None:
        return f"'{declared}' is no ECCN"
    if not sure and not met:
        return None
    entry, _, paragraph = number.partition(".")
    controlled = [each for each in met if _entry(each) not in _LOW]
    if entry in _JUDGED or paragraph.startswith("z"):
        agrees = _agrees(entry, paragraph, controlled) if controlled else not sure
    else:
        agrees = not controlled and not (entry == "EAR99" and met)
    if agrees:
        return None
    if not met:
        return f"declared {declared}; the figures meet no paragraph that is judged here"
    return f"declared {declared}; the figures meet {', '.join(met)}"


def _agrees(entry: str, paragraph: str, controlled: Sequence[str]) -> bool:
    """Whether a declared paragraph is of the level of one that the figures meet."""
    letter = paragraph[:1] if entry in _JUDGED else ""
    levels = [each.partition(".")[2][:1] for each in controlled]
    return not letter or any(level in ("", letter) for level in levels)


def _entry(paragraph: str) -> str:
    return paragraph.split(".", maxsplit=1)[0].split(" ", maxsplit=1)[0].upper()
