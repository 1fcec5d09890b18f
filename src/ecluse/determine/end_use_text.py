"""The end use that some words name, and whether they name a body of one state as well.

Belongs here: putting together what the lists of end uses say of a text and what the table of
states' bodies does. Does not: those lists (facts, screening), or what an end use needs (the law).
Always true: a body of one state sits there wherever the goods go, so that its name alone leaves
open who the end user is, as a name that nobody understands does.
"""

from __future__ import annotations

from dataclasses import replace

from ecluse.facts.known import Known
from ecluse.law.library import Library

END_USE = "end_use"
_ORDINARY = ("other", "none_known")
_OF_A_STATE = (
    "a body of one state is named, whose seat counts wherever the goods go: name it as the end user"
)


def read_end_use(text: str, library: Library) -> Known:
    """The end use that some words name; unknown, with the words in `because`, where none does.

    One of part 744 is held at least where they name a body of one state: its seat is not said.
    """
    known = library.end_uses.read(text)
    if known.value is None or known.value in _ORDINARY or known.unsettled:
        return known
    from ecluse.screening.state_body import names_body  # most questions name no such end use

    if not names_body(text):
        return known
    because = _OF_A_STATE if known.because is None else f"{known.because}; {_OF_A_STATE}"
    return replace(known, unsettled=frozenset({END_USE}), because=because)
