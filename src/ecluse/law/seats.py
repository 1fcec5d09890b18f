"""The countries of which a headquarters brings restrictions: Country Group D:5 and Macau.

Belongs here: reading them off the law. Does not: whose headquarters they are (facts.company).
Always true: they are those that the rule on headquarters names, with the group as it stood on the
day and as it stands last; a territory that the law treats as such a country is one too.
"""

from __future__ import annotations

from collections.abc import Iterator

from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.law.condition.evaluate import evaluate
from ecluse.law.in_force import Law
from ecluse.law.library import Library

_SEAT = "headquartered_in_d5_or_macau"
_ELSEWHERE = Known(value=None)


def restricted_seats(library: Library, law: Law) -> frozenset[str]:
    """ISO alpha-2 codes, of which a headquarters can only make an answer stricter."""
    found = set(_named(library, law)) | set(_named(library, library.latest_law))
    return frozenset(
        found
        | {
            code
            for code in library.countries.by_code
            if library.countries.for_the_law(code, law.on) in found
        }
    )


def _named(library: Library, law: Law) -> Iterator[str]:
    """The countries that the rule on headquarters names, with the groups of a law."""
    rule = library.latest_law.definitions.get(_SEAT)
    if rule is None or rule.when is None:
        return
    for code in library.countries.by_code:
        seat = {"headquarters": Known(value=code), "parent_headquarters": _ELSEWHERE}
        if evaluate(rule.when, seat, law.member).truth is Truth.TRUE:
            yield code
