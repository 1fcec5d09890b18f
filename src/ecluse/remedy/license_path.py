"""The license path: which exceptions nearly apply and what each lacks, and what an application
would meet and must show.

Belongs here: reading, from what the engine found, what would have to be shown. Does not: changes of
the item's figures (change) or of the law (law_change).
Always true: what is named as to be shown is a certificate, a running total, or a standing that the
authorities give to the same parties; what another destination, party, headquarters, end use or
origin would bring is told as closed, and never as a way; what nobody says of the case as it is (the
country that the item leaves) is told as not said.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from ecluse.determine.decide import Determination
from ecluse.determine.review import review
from ecluse.determine.trace import Found
from ecluse.facts.truth import Truth
from ecluse.facts.vocabulary import Vocabulary
from ecluse.law.condition.evaluate import Finding
from ecluse.law.condition.to_text import source, words
from ecluse.law.condition.tree import Compare, Condition, Every, Holds, Member, Not, OneOf, Some
from ecluse.law.provision import STRICTNESS, LicenseException, Review

Way = Literal["show", "say", "item", "closed"]
_WAYS: tuple[Way, ...] = ("show", "say", "item", "closed")
_STANDING = ("validated_end_user", "uae_approved")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """One test that is not met: what it should come to, and by which way that could be.

    `show`: by showing it; `say`: if it is so already, which nobody says; `item`: by another design;
    `closed`: by none named here.
    """

    test: Condition
    wanted: bool
    known: bool
    way: Way

    def say(self, vocabulary: Vocabulary, lang: str) -> str:
        """In words of the rule: what would have to be so; for what is closed, what is so and closes
        it.
        """
        so = self.wanted if self.way != "closed" or not self.known else not self.wanted
        return words(self.test if so else Not(self.test), vocabulary, lang)

    def to_dict(self, vocabulary: Vocabulary, lang: str) -> dict[str, Any]:
        """As plain data."""
        return {
            "test": source(self.test),
            "wanted": self.wanted,
            "known": self.known,
            "way": self.way,
            "text": self.say(vocabulary, lang),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """An exception or a milder policy, and what it lacks."""

    found: Found
    lacks: tuple[Lack, ...]
    describes: bool
    overcomes: tuple[str, ...]
    leaves: tuple[str, ...]

    @property
    def way(self) -> Way:
        """The hardest of the ways that it takes; closed where it leaves another requirement
        standing.
        """
        ways: list[Way] = [lack.way for lack in self.lacks]
        ways += ["show" if self.describes else "item", "closed" if self.leaves else "show"]
        return max(ways, key=_WAYS.index)

    def to_dict(self, vocabulary: Vocabulary, lang: str) -> dict[str, Any]:
        """As plain data."""
        says, entry = self.found.entry.says, self.found.entry
        return {
            "provision": self.found.provision,
            "symbol": getattr(says, "symbol", None),
            "policy": getattr(says, "policy", None),
            "way": self.way,
            "describes_the_item": self.describes,
            "lacks": [lack.to_dict(vocabulary, lang) for lack in self.lacks],
            "overcomes": list(self.overcomes),
            "leaves_standing": list(self.leaves),
            "duties": [
                duty.say(lang) for duty in getattr(says, "duties", ()) or getattr(says, "shows", ())
            ],
            "citation": str(entry.cited),
            "url": entry.cited.url,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How an application under one requirement would be reviewed, and the milder policies beside
    it.
    """

    requirement: str
    policy: str | None
    found: Found | None
    milder: tuple[Near, ...]

    def to_dict(self, vocabulary: Vocabulary, lang: str) -> dict[str, Any]:
        """As plain data."""
        says = self.found.entry.says if self.found else None
        return {
            "requirement": self.requirement,
            "policy": self.policy,
            "provision": self.found.provision if self.found else None,
            "citation": str(self.found.entry.cited) if self.found else None,
            "shows": [each.say(lang) for each in says.shows] if isinstance(says, Review) else [],
            "text": says.text.say(lang) if isinstance(says, Review) and says.text else None,
            "milder": [each.to_dict(vocabulary, lang) for each in self.milder],
        }


def near_exceptions(found: Determination) -> list[Near]:
    """The exceptions that overcome something that stands, what each lacks, and what it would leave
    standing.
    """
    standing = (
        [each.provision for each in (*found.requirements, *found.possible)]
        if found.used is None
        else []
    )
    result = []
    for each in found.all_exceptions:
        says = each.entry.says
        assert isinstance(says, LicenseException)
        overcomes = tuple(name for name in standing if name in says.overcomes)
        if overcomes and each.truth is not Truth.TRUE:
            result.append(
                _near(
                    found,
                    each,
                    says.items,
                    overcomes,
                    tuple(name for name in standing if name not in says.overcomes),
                )
            )
    return sorted(result, key=_order)


def policies(found: Determination) -> list[Policy]:
    """For each requirement that stands or may stand: the policy, and the milder ones with what they
    lack.
    """
    result = []
    standing = (*found.requirements, *found.possible) if found.used is None else ()
    for requirement in standing:
        reviewed = review(requirement, found.facts, found.paragraphs)
        strict = STRICTNESS.index(reviewed.policy) if reviewed.policy else len(STRICTNESS)
        milder = []
        for says, entry in found.law.of_kind(Review):
            if requirement.provision not in says.of or STRICTNESS.index(says.policy) >= strict:
                continue
            finding = found.facts.decide(says.when)
            each = Found(entry=entry, truth=finding.truth, finding=finding)
            milder.append(_near(found, each, says.items, (requirement.provision,), ()))
        result.append(
            Policy(
                requirement=requirement.provision,
                policy=reviewed.policy,
                found=reviewed.found,
                milder=tuple(sorted(milder, key=_order)),
            )
        )
    return result


def lacking(finding: Finding, wanted: bool = True) -> list[tuple[Finding, bool]]:
    """The fewest tests that would have to come out otherwise for a condition to come out as
    `wanted`.
    """
    truth = Truth.TRUE if wanted else Truth.FALSE
    if finding.truth is truth:
        return []
    match finding.node:
        case Not():
            return lacking(finding.parts[0], not wanted)
        case Every() | Some():
            parts = [lacking(part, wanted) for part in finding.parts]
            if isinstance(finding.node, Every) is wanted:
                return [each for part in parts for each in part]
            return min(parts, key=len, default=[])
    return [(finding, wanted)]


def _near(
    found: Determination,
    each: Found,
    items: tuple[str, ...],
    overcomes: tuple[str, ...],
    leaves: tuple[str, ...],
) -> Near:
    assert each.finding is not None
    described = "any" in items or any(
        found.paragraphs[name].truth is not Truth.FALSE
        for name in items
        if name in found.paragraphs
    )
    vocabulary = found.facts.library.vocabulary
    lacks = [
        Lack(
            test=leaf.node,
            wanted=wanted,
            known=leaf.truth is not Truth.UNKNOWN,
            way=_way(leaf, vocabulary),
        )
        for leaf, wanted in lacking(each.finding)
    ]
    barred = [
        bar
        for bar in each.because
        if bar.entry.says.kind == "restriction" and bar.truth is not Truth.FALSE
    ]
    for bar in barred:
        if bar.finding is not None:
            lacks += [
                Lack(
                    test=leaf.node,
                    wanted=wanted,
                    known=leaf.truth is not Truth.UNKNOWN,
                    way="say" if leaf.truth is Truth.UNKNOWN else "closed",
                )
                for leaf, wanted in lacking(bar.finding, wanted=False)
            ]
    return Near(
        found=each,
        lacks=tuple(dict.fromkeys(lacks)),
        describes=described,
        overcomes=overcomes,
        leaves=leaves,
    )


def _way(leaf: Finding, vocabulary: Vocabulary) -> Way:
    fact = _fact(leaf.node)
    if fact in _STANDING or vocabulary.facts[fact].of in ("certification", "total"):
        return "show"
    if vocabulary.facts[fact].of == "item":
        return "item"
    return "say" if leaf.truth is Truth.UNKNOWN else "closed"


def _fact(test: Condition) -> str:
    assert isinstance(test, (Compare, Holds, OneOf, Member))
    return test.fact


def _order(each: Near) -> tuple[int, int]:
    return _WAYS.index(each.way), len(each.lacks)
