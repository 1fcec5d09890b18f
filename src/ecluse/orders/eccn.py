"""Declared ECCNs against the computed classification.

Belongs here: whether a declaration and the paragraphs that describe the item can both be right.
Does not: classifying.
Always true: entries of the Commerce Control List that ecluse does not judge are never called wrong
for standing beside paragraphs that are not controlled.
"""

from __future__ import annotations

import re

_ECCN = re.compile(r"^(EAR ?99|\d[A-E]\d{3})(?:[. ]?([A-Z0-9.]+))?$")
# The entries that the advanced-computing rules decide; a declaration of one must follow from the
# figures.
_JUDGED = ("3A090", "4A090")
_LOW = ("3A991", "4A994", "EAR99")


def disagreement(declared: str, classification: str | None, *, sure: bool) -> str | None:
    """Why the declaration cannot stand, or None where it can.

    >>> disagreement("EAR99", "3A090.a", sure=True)
    'declared EAR99; the figures meet 3A090.a'
    >>> disagreement("3A090.b", "3A090.a", sure=True)
    'declared 3A090.b; the figures meet 3A090.a'
    >>> disagreement("4A003.z", "4A003.z (a); 4A090.a", sure=True) is None
    True
    """
    match = _ECCN.match(declared.strip().upper().replace("_", ""))
    computed = classification.split("; ") if classification else []
    if not match:
        return f"'{declared}' is no ECCN"
    entry, paragraph = match[1].replace(" ", ""), (match[2] or "").casefold()
    if not sure and not computed:
        return None
    entries = {_entry(each) for each in computed}
    shown = ", ".join(computed) or "no paragraph that is judged here"
    controlled = {each for each in entries if each not in _LOW}
    if entry in entries:
        mine = [_paragraph(each) for each in computed if _entry(each) == entry]
        agrees = not paragraph or any(not each or each.startswith(paragraph[:1]) for each in mine)
        return None if agrees else f"declared {declared}; the figures meet {shown}"
    if entry in _JUDGED or paragraph.startswith("z"):
        return f"declared {declared}; the figures meet {shown}" if sure else None
    if controlled:
        return f"declared {declared}; the figures meet {shown}"
    if entry == "EAR99" and entries:
        return f"declared {declared}; the figures meet {shown}"
    return None


def _entry(paragraph: str) -> str:
    return paragraph.split(".", maxsplit=1)[0].split(" ", maxsplit=1)[0].upper()


def _paragraph(paragraph: str) -> str:
    return paragraph.partition(".")[2].casefold()
