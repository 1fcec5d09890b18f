"""What is not sure of an entry that a party is taken for, and what its list leaves to others.

Belongs here: the sentences that every door says of such an entry. Does not: what an entry requires
(the law), whether a party is the listed one (screen).
Always true: a screening and a determination say the same of an entry on a day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ecluse.screening.entry import ENTITY_LIST, SDN, Entry
from ecluse.screening.sdn_tags import SdnTags
from ecluse.visible import visible
from ecluse.words.say import say


def entry_doubts(
    entry: Entry, name: str, on: date | None, tags: SdnTags, lang: str
) -> Iterator[str]:
    """What a person must look at of an entry.

    Args:
        name: The name of the entry that met.
        on: The day; with none, what does not depend on it.
    """
    shown = visible(name)
    if on is not None and entry.list == ENTITY_LIST and not entry.worded(on):
        yield say("parties.not worded", lang, name=shown)
    if on is not None and entry.may_have_expired(on):
        yield say("parties.expired", lang, name=shown)
    if entry.list == SDN and not tags.names(entry.programs):
        programs = ", ".join(entry.programs)
        yield say("parties.another program", lang, name=shown, programs=programs)
