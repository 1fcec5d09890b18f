"""Whether columns that answer to one meaning say one thing in a row.

Belongs here: reading their texts. Does not: which columns these are (rivals), or finding the rows
in which their texts differ (texts).
Always true: what the first says is never taken beside another's word that the law reads otherwise.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

from ecluse.facts.eccn import eccn_of
from ecluse.orders.cell_text import blank, clean
from ecluse.orders.rivals import Rivals

if TYPE_CHECKING:
    from ecluse.facts.exporter import Exporters
    from ecluse.law.library import Library


def say_one(rival: Rivals, texts: Sequence[str | None], library: Library) -> bool:
    """Whether texts are names of one country, or writings of one ECCN; a blank behind the first is
    neither. Behind a more exact name a parent may be called by its own name, which is no country,
    and exporters are one whom no rule tells apart.
    """
    first, *behind = (clean(text) for text in texts)
    others = [text for text in behind if not blank(text)]
    if others and blank(first):
        return False
    if rival.less_exact and rival.meaning == "exporter":
        return len({_told_apart(text, library.exporters) for text in (first, *others)}) == 1
    if rival.less_exact:
        others = [text for text in others if library.countries.find(text) is not None]
    if not others:
        return True
    plain = [first, *others]
    readings = (
        {library.countries.find(text) for text in plain},
        {eccn_of(text) for text in plain},
    )
    return any(len(found) == 1 and None not in found for found in readings)


def _told_apart(text: str, exporters: Exporters) -> Hashable:
    """What rules tell an exporter by: a name that they know, that it may be one, or nothing."""
    found = exporters.read(text)
    return (found.value if exporters.knows(found) else None), found.because
