"""What a line says of its parties, and what screening found of them, as one.

Belongs here: which of the two stands. Does not: what screening found (parties).
Always true: the stricter stands; a name that is given never frees what the book itself says.
"""

from __future__ import annotations

from collections.abc import Mapping

from ecluse.facts.known import Known
from ecluse.facts.truth import Truth

LISTED = "listed_party"  # the word for a list, from which the facts of screening follow


def with_screened(given: Mapping[str, Known], screened: Mapping[str, Known]) -> dict[str, Known]:
    """The facts of a line, with those of the parties that were screened."""
    says_listed = LISTED in given
    found = dict(given)
    for fact, known in screened.items():
        free = known.value is Truth.FALSE
        stated = given.get(fact)
        if stated is not None and (free or stated.value is Truth.TRUE):
            continue
        if not (free and says_listed):
            found[fact] = known
    return found
