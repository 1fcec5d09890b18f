"""Entries of no list: who cannot be compared, and bodies of states that no list names.

Belongs here: their keys, and what each counts as. Does not: who meets one (screen).
Always true: nobody is ever more than a review of one.
"""

from __future__ import annotations

from ecluse.screening.entry import ENTITY_LIST, MILITARY_END_USER, Entry

NOT_COMPARABLE = "not-comparable"  # the key of an entry that may be any
STATE_BODY = "state-body"  # of one for the bodies of states that no list names
OF_NO_LIST = {
    key: Entry(key=key, digest=key, list=of, names=("?",), citation=citation, note=note)
    for key, of, citation, note in (
        (NOT_COMPARABLE, ENTITY_LIST, None, "screened.any entry"),
        (STATE_BODY, MILITARY_END_USER, "15 CFR 744.21(g)", "screened.state body"),
    )
}
