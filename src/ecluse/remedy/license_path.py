"""The license path: which exceptions nearly apply, and what an application meets and has to show.

Belongs here: reading, from what the engine found, what is lacking. Does not: changes of the item's
figures (change) or of the law (law_change).
Always true: only a certificate, a running total, or a standing that the authorities give to the
same parties is named as something to show. A test that only another destination, party,
headquarters, end use or origin would meet is marked `closed`. A test whose fact nobody gives (such
as the country that the item leaves) is marked `say`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from ecluse.determine.determination import Determination
from ecluse.determine.review import review
from ecluse.determine.trace import Found, own
from ecluse.facts.truth import Truth
from ecluse.facts.vocabulary import Vocabulary
from ecluse.law.condition.evaluate import Finding
from ecluse.law.condition.to_text import words
from ecluse.law.condition.tree import Compare, Condition, Every, Holds, Member, Not, OneOf, Some
from ecluse.law.provision import STRICTNESS, LicenseException, Review
from ecluse.remedy.bearing import is_for

Way = Literal["show", "say", "item", "closed"]
_WAYS: tuple[Way, ...] = ("show", "say", "item", "closed")
_STANDING = ("validated_end_user", "uae_approved")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """One test that is not met.

    Args:
        wanted: The truth that it would need.
        known: Whether its truth is known.
        way: How it could be met. `show`: by showing it. `say`: by saying it, for it may be met
            already. `item`: by another design. `closed`: by nothing that is named here.
    """

    test: Condition
    wanted: bool
    known: bool
    way: Way

    def say(self, vocabulary: Vocabulary, lang: str) -> str:
        """The test in words: what would have to be so or, where it is closed, what closes it."""
        so = self.wanted if self.way != "closed" or not self.known else not self.wanted
        return words(self.test if so else Not(self.test), vocabulary, lang)


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """An exception or a milder policy that does not apply, and what it lacks.

    Args:
        rule: The exception or policy, as it was evaluated.
        describes: Whether the item is in one of its paragraphs.
        overcomes: The requirements that stand and that it would overcome.
        leaves: The requirements that it would leave standing.
    """

    rule: Found
    lacks: tuple[Lack, ...]
    describes: bool
    overcomes: tuple[str, ...]
    leaves: tuple[str, ...] = ()

    @property
    def way(self) -> Way:
        """The hardest of the ways in which its tests could be met.

        It is closed where another requirement would be left standing.
        """
        ways: list[Way] = [lack.way for lack in self.lacks]
        ways += ["show" if self.describes else "item", "closed" if self.leaves else "show"]
        return max(ways, key=_WAYS.index)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How an application under one requirement would be reviewed.

    Args:
        policy: The review policy; None where none is published.
        rule: The provision that gives it.
        milder: The milder policies of that requirement, and what each lacks.
    """

    requirement: str
    policy: str | None
    rule: Found | None
    milder: tuple[Near, ...]


def near_exceptions(determination: Determination) -> list[Near]:
    """The exceptions that overcome a requirement that stands, but do not apply."""
    if determination.used is not None:
        return []
    requirements = (*determination.requirements, *determination.possible)
    standing = [requirement.provision for requirement in requirements]
    nears = []
    for exception in determination.all_exceptions:
        says = exception.entry.says
        assert isinstance(says, LicenseException)
        overcomes = tuple(name for name in standing if name in says.overcomes)
        if overcomes and exception.truth is not Truth.TRUE:
            near = _near(determination, exception, says.items, overcomes)
            leaves = tuple(name for name in standing if name not in says.overcomes)
            nears.append(replace(near, leaves=leaves))
    return sorted(nears, key=_order)


def policies(determination: Determination) -> list[Policy]:
    """For each requirement that stands or may stand: its review policy, and the milder ones."""
    if determination.used is not None:
        return []
    return [
        _policy(determination, requirement)
        for requirement in (*determination.requirements, *determination.possible)
    ]


def _policy(determination: Determination, requirement: Found) -> Policy:
    reviewed = review(requirement, determination.facts, determination.paragraphs)
    strict = STRICTNESS.index(reviewed.policy) if reviewed.policy else len(STRICTNESS)
    milder = []
    for says, entry in determination.law.of_kind(Review):
        if requirement.provision in says.of and STRICTNESS.index(says.policy) < strict:
            rule = own(entry, says.when, determination.facts)
            milder.append(_near(determination, rule, says.items, (requirement.provision,)))
    return Policy(
        requirement=requirement.provision,
        policy=reviewed.policy,
        rule=reviewed.found,
        milder=tuple(sorted(milder, key=_order)),
    )


def lacking(finding: Finding, *, wanted: bool = True) -> list[tuple[Finding, bool]]:
    """The fewest tests that have to change their truth for a condition to come out as wanted."""
    truth = Truth.TRUE if wanted else Truth.FALSE
    if finding.truth is truth:
        return []
    match finding.node:
        case Not():
            return lacking(finding.parts[0], wanted=not wanted)
        case Every() | Some():
            parts = [lacking(part, wanted=wanted) for part in finding.parts]
            if isinstance(finding.node, Every) is wanted:
                return [test for part in parts for test in part]
            return min(parts, key=len, default=[])
    return [(finding, wanted)]


def _near(
    determination: Determination, rule: Found, items: tuple[str, ...], overcomes: tuple[str, ...]
) -> Near:
    vocabulary = determination.facts.library.vocabulary
    lacks = [
        _lack(leaf, _way(leaf, vocabulary), wanted=wanted) for leaf, wanted in lacking(rule.finding)
    ]
    for bar in rule.because:
        if bar.entry.says.kind == "restriction" and bar.truth is not Truth.FALSE:
            lacks += [
                _lack(leaf, _open_or_closed(leaf), wanted=wanted)
                for leaf, wanted in lacking(bar.finding, wanted=False)
            ]
    return Near(
        rule=rule,
        lacks=tuple(dict.fromkeys(lacks)),
        describes=is_for(items, determination),
        overcomes=overcomes,
    )


def _lack(leaf: Finding, way: Way, *, wanted: bool) -> Lack:
    return Lack(test=leaf.node, wanted=wanted, known=leaf.truth is not Truth.UNKNOWN, way=way)


def _way(leaf: Finding, vocabulary: Vocabulary) -> Way:
    fact = _fact(leaf.node)
    if fact in _STANDING or vocabulary.facts[fact].of in ("certification", "total"):
        return "show"
    return "item" if vocabulary.facts[fact].of == "item" else _open_or_closed(leaf)


def _open_or_closed(leaf: Finding) -> Way:
    return "say" if leaf.truth is Truth.UNKNOWN else "closed"


def _fact(test: Condition) -> str:
    assert isinstance(test, (Compare, Holds, OneOf, Member))
    return test.fact


def _order(near: Near) -> tuple[int, int]:
    return _WAYS.index(near.way), len(near.lacks)
