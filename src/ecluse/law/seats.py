"""The countries of which a headquarters brings restrictions: Country Group D:5 and Macau.

Belongs here: reading them off the law. Does not: whose headquarters they are (facts.company).
Always true: they are those that the rule on headquarters names, with the group as it stood on the
day and as it stands last; a territory that the law treats as such a country is one too.
"""

from __future__ import annotations

from dataclasses import dataclass

from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.law.condition.evaluate import evaluate
from ecluse.law.condition.tree import Condition
from ecluse.law.in_force import Law
from ecluse.law.library import Library

_SEAT = "headquartered_in_d5_or_macau"
_ELSEWHERE = Known(value=None)


@dataclass(frozen=True, slots=True)
class _NamedBy:
    """The countries that a rule on headquarters names, read off a law with its groups.

    Two are one where their rule and countries are, so a law is read once for all who ask.
    """

    rule: Condition
    countries: tuple[str, ...]

    def __call__(self, law: Law) -> frozenset[str]:
        return frozenset(filter(lambda code: self._names(code, law), self.countries))

    def _names(self, code: str, law: Law) -> bool:
        seat = {"headquarters": Known(value=code), "parent_headquarters": _ELSEWHERE}
        return evaluate(self.rule, seat, law.member).truth is Truth.TRUE


def restricted_seats(library: Library, law: Law) -> frozenset[str]:
    """ISO alpha-2 codes, of which a headquarters can only make an answer stricter."""
    rule = library.latest_law.definitions.get(_SEAT)
    if rule is None or rule.when is None:
        return frozenset()
    countries = library.countries
    named = _NamedBy(rule.when, tuple(countries.by_code))
    found = law.once(named) | library.latest_law.once(named)
    return found.union(
        code for code in countries.by_code if countries.for_the_law(code, law.on) in found
    )
