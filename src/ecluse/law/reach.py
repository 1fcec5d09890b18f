"""What each provision reaches, as one condition, and what no case can reach.

Belongs here: a provision's whole condition (its own, that of the paragraphs, notes and requirements
which it rests on, and that of the flags which it names), and the proofs that rest on it: overlaps,
gaps, provisions out of reach.
Does not: searching (example), the log itself (consistency).
Always true: a whole condition asks for nothing that a definition in force works out from other
facts by `when`; it is TRUE in a case exactly where a determination finds the provision to apply,
presumptions and letters' addressees left aside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import wraps
from itertools import combinations
from typing import Concatenate, ParamSpec

from ecluse.law.condition.simplify import ALWAYS, NEVER, every_of, some_of
from ecluse.law.condition.tree import Condition, Every, Holds, Not, OneOf, Some
from ecluse.law.example import Search, shown
from ecluse.law.flaw import Flaw, error, warning
from ecluse.law.provision import (
    STRICTNESS,
    Allocation,
    Classification,
    Definition,
    Exclusion,
    Group,
    Jurisdiction,
    LicenseException,
    NoExport,
    Requirement,
    Review,
)
from ecluse.law.register import InForce, Law

P = ParamSpec("P")
# What is inside a board or system is judged as a chip, or a stack of memory, of no other entry.
_INSIDE = tuple({"item_kind": kind, "other_eccn": "none"} for kind in ("chip", "memory_stack"))


def _once(
    work: Callable[Concatenate[Whole, P], Condition],
) -> Callable[Concatenate[Whole, P], Condition]:
    """A condition that is put together once: of a name, or of what the law holds, by identity."""

    @wraps(work)
    def made(whole: Whole, /, *of: P.args, **how: P.kwargs) -> Condition:
        key = (work, *[each if isinstance(each, str) else id(each) for each in of], *how.items())
        if key not in whole.made:
            whole.made[key] = work(whole, *of, **how)
        return whole.made[key]

    return made


@dataclass(frozen=True, slots=True)
class Whole:
    """The whole conditions of one law, each put together once."""

    law: Law
    made: dict[object, Condition] = field(default_factory=dict, repr=False)

    @_once
    def own(self, condition: Condition) -> Condition:
        """A condition with each flag that a definition in force works out replaced by that
        definition.
        """
        return _flags_out(condition, _flags(self.law), frozenset())

    @_once
    def paragraph(self, name: str) -> Condition:
        """An item is described in a paragraph, the notes and the paragraphs that come first taken
        into account.
        """
        says = self._classification(name)
        return NEVER if says is None else self._before_others(says, inside=False)

    @_once
    def requirement(self, name: str) -> Condition:
        """A license is required under a provision (goods on their way are not saved, and the
        exporter is bound).
        """
        entry = self.law.provisions.get(name)
        if entry is None or not isinstance(entry.says, Requirement):
            return NEVER
        says = entry.says
        saved = [Not(self.own(says.saves.when))] if says.saves else []
        stays = [Not(self.own(says_.when)) for says_, _ in self.law.of_kind(NoExport)]
        own = (self.items(says.items), self.own(says.when), self.subject())
        return every_of((*own, *saved, *stays))

    @_once
    def subject(self) -> Condition:
        """The item is subject to the regulations."""
        return some_of(self._ground(says) for says, _ in self.law.of_kind(Jurisdiction))

    @_once
    def review(self, says: Review) -> Condition:
        """A review policy's own condition holds."""
        return every_of((self.items(says.items), self.own(says.when)))

    def by_figures(self, condition: Condition) -> Condition:
        """A condition in the cases in which no ECCN of a level is declared."""
        return _without(condition, self._levels)

    def figures_of(self, says: Classification) -> Condition | None:
        """An item is described in a paragraph by its figures alone, whichever paragraph is
        first; None where no declared level speaks for that paragraph.
        """
        if self.by_figures(says.when) == says.when:
            return None
        return self.by_figures(self._described(says, inside=False))

    @property
    def _levels(self) -> frozenset[str]:
        """The flags that a declared ECCN of a level of 3A090 sets."""
        return frozenset(
            says.defines
            for says, _ in self.law.of_kind(Definition)
            if says.eccn is not None and says.eccn.startswith("level")
        )

    def items(self, names: Iterable[str]) -> Condition:
        """An item is one of those that a provision names."""
        names = tuple(names)
        return ALWAYS if "any" in names else some_of(self.paragraph(name) for name in names)

    def _ground(self, says: Jurisdiction) -> Condition:
        """A ground on which an item is subject holds, and is not answered already."""
        answered = [] if says.unless is None else [Not(self.own(says.unless))]
        return every_of((self.items(says.items), self.own(says.when), *answered))

    def reaches(self, entry: InForce) -> Condition | None:
        """The provision makes a difference in a case; None for kinds that always do."""
        says = entry.says
        match says:
            case Classification(provision=name):
                return self.paragraph(name)
            case Requirement(provision=name):
                return self.requirement(name)
            case LicenseException():
                overcome = some_of(self.requirement(name) for name in says.overcomes)
                return every_of((self.items(says.items), self.own(says.when), overcome))
            case Review():
                reviewed = some_of(self._reviewed(says, name) for name in says.of)
                return every_of((self.review(says), reviewed))
            case Exclusion():
                return every_of((self.own(says.when), some_of(self._excluded(says))))
            case Jurisdiction():
                return self._ground(says)
            case Allocation(where=None) | Group() | Definition(when=None):
                return None
            case Allocation(where=condition) | Definition(when=condition):
                return self.own(condition) if condition is not None else None
        return self.own(says.when)

    def _excluded(self, says: Exclusion) -> Iterator[Condition]:
        """The conditions of the paragraphs out of which a note takes items."""
        for paragraph in map(self._classification, says.excludes):
            if paragraph is not None:
                yield self.own(paragraph.when)

    def _reviewed(self, says: Review, requirement: str) -> Condition:
        """A requirement applies, and no milder policy, which a determination looks at first."""
        rank = STRICTNESS.index(says.policy)
        milder = [
            Not(self.review(other))
            for other, _ in self.law.of_kind(Review)
            if requirement in other.of and STRICTNESS.index(other.policy) < rank
        ]
        return every_of((self.requirement(requirement), *milder))

    def _classification(self, name: str) -> Classification | None:
        entry = self.law.provisions.get(name)
        return entry.says if entry and isinstance(entry.says, Classification) else None

    def _paragraphs(self, names: Iterable[str]) -> list[Classification]:
        """Those of some names that are paragraphs in force."""
        return [says for says in map(self._classification, names) if says is not None]

    def _before_others(self, says: Classification, *, inside: bool) -> Condition:
        """A paragraph describes an item, and none of those that come first does."""
        first = self._paragraphs(says.unless)
        others = (Not(self._described(other, inside=inside)) for other in first)
        return every_of((self._described(says, inside=inside), *others))

    @_once
    def _described(self, says: Classification, *, inside: bool) -> Condition:
        notes = [
            Not(self.own(note.when))
            for note, _ in self.law.of_kind(Exclusion)
            if says.provision in note.excludes
        ]
        ics = [NEVER] if inside else [some_of(map(self._inside, self._paragraphs(says.contains)))]
        return every_of((self.own(says.when), *(ics if says.contains else ()), *notes))

    def _inside(self, says: Classification) -> Condition:
        """What is inside a board or system is described in a paragraph."""
        described = self._before_others(says, inside=True)
        return some_of(_settled(described, words) for words in _INSIDE)


def overlaps(search: Search, whole: Whole) -> Iterator[Flaw]:
    """Pairs of paragraphs that describe one item."""
    paragraphs = {says.provision: says for says, _ in search.law.of_kind(Classification)}
    conditions = {name: whole.paragraph(name) for name in paragraphs}
    figures = {name: whole.figures_of(says) for name, says in paragraphs.items()}
    for one, other in combinations(paragraphs, 2):
        case = search.both(conditions[one], conditions[other])
        # Which of them comes first settles a declared level that the figures contradict, and not
        # limits that overlap.
        first, second = figures[one], figures[other]
        if case is None and first is not None and second is not None:
            case = search.both(first, second)
        if case is not None:
            yield error(
                f"{one} and {other} describe one item",
                f"{one} and {other}",
                "sharpen one `when`, or say which comes first with `unless`",
                shown(case),
            )


def undecided(search: Search, whole: Whole) -> Iterator[Flaw]:
    """Paragraphs that are not decided in a case in which every fact is known."""
    for says, _ in search.law.of_kind(Classification):
        case = search.undecided(whole.paragraph(says.provision))
        if case is not None:
            yield error(
                f"{says.provision} is not decided though every fact is known",
                says.provision,
                "settle the country group or the definition that it asks about",
                shown(case),
            )


def gaps(search: Search, whole: Whole) -> Iterator[Flaw]:
    """License requirements with a case for which no review policy says anything."""
    for says, _ in search.law.of_kind(Requirement):
        reviews = [
            whole.review(review)
            for review, _ in search.law.of_kind(Review)
            if says.provision in review.of
        ]
        case = search.case(every_of((whole.requirement(says.provision), Not(some_of(reviews)))))
        if case is not None:
            unnamed = f"{says.provision} needs a license, and no review policy names it"
            silent = f"{says.provision} needs a license, and no review policy applies"
            yield error(
                silent if reviews else unnamed,
                says.provision,
                "widen a review's `when`, or add one (policy: not published, where none is)",
                shown(case),
            )


def out_of_reach(search: Search, whole: Whole) -> Iterator[Flaw]:
    """Provisions that make no difference in any case on the day; paragraphs that describe nothing
    by figures.
    """
    for name, entry in search.law.provisions.items():
        condition, says = whole.reaches(entry), entry.says
        if condition is None:
            continue
        if search.holds_somewhere((name, "reach"), condition):
            figures = whole.figures_of(says) if isinstance(says, Classification) else None
            if figures is not None and not search.holds_somewhere((name, "figures"), figures):
                what = f"{name} can never apply where no ECCN is declared"
                yield error(what, name, "check the figures in its `when` and in what it names")
        elif isinstance(says, Review) and search.case(whole.own(says.when)) is not None:
            what = f"{name} is never the policy: a milder one, or no requirement, is there first"
            yield warning(what, name, "narrow the milder policy, or remove this one")
        else:
            yield error(f"{name} can never apply", name, "check its `when` and what it names")


def satisfiable(search: Search, whole: Whole, entry: InForce) -> bool:
    """Whether the provision's own condition can hold at all."""
    condition = getattr(entry.says, "when", None) or getattr(entry.says, "where", None)
    return condition is None or search.holds_somewhere(
        (entry.says.provision, "own"), whole.own(condition)
    )


def _flags(law: Law) -> dict[str, Condition]:
    return {says.defines: says.when for says, _ in law.of_kind(Definition) if says.when is not None}


def _with_leaves(condition: Condition, leaf: Callable[[Condition], Condition]) -> Condition:
    """The condition with `leaf` made of each of its leaves."""
    match condition:
        case Every(parts):
            return every_of(_with_leaves(part, leaf) for part in parts)
        case Some(parts):
            return some_of(_with_leaves(part, leaf) for part in parts)
        case Not(part):
            return Not(_with_leaves(part, leaf))
    return leaf(condition)


def _flags_out(
    condition: Condition, flags: dict[str, Condition], seen: frozenset[str]
) -> Condition:
    """The condition with each flag as the law defines it."""

    def leaf(part: Condition) -> Condition:
        if isinstance(part, Holds) and part.fact in flags and part.fact not in seen:
            return _flags_out(flags[part.fact], flags, seen | {part.fact})
        return part

    return _with_leaves(condition, leaf)


def _without(condition: Condition, flags: frozenset[str]) -> Condition:
    """The condition where none of some flags is set."""
    return _with_leaves(
        condition, lambda part: NEVER if isinstance(part, Holds) and part.fact in flags else part
    )


def _settled(condition: Condition, words: dict[str, str]) -> Condition:
    """The condition with some words fixed."""

    def leaf(part: Condition) -> Condition:
        if isinstance(part, OneOf) and part.fact in words:
            return ALWAYS if words[part.fact] in part.words else NEVER
        return part

    return _with_leaves(condition, leaf)
