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
from itertools import combinations

from ecluse.law.condition.tree import Condition, Every, Holds, Not, OneOf, Some
from ecluse.law.example import ALWAYS, NEVER, Case, Search, every_of, some_of
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
    Provision,
    Requirement,
    Review,
)
from ecluse.law.register import InForce, Law

# The IC inside a board or system is judged as a chip of no other entry.
_INSIDE = {"item_kind": "chip", "other_eccn": "none"}


@dataclass(frozen=True, slots=True)
class Whole:
    """The whole conditions of one law, each put together once."""

    law: Law
    _made: dict[tuple[str, object], Condition] = field(default_factory=dict)

    def own(self, condition: Condition) -> Condition:
        """A condition with each flag that a definition in force works out replaced by that
        definition.
        """
        return self._once(
            "own", id(condition), lambda: _flags_out(condition, _flags(self.law), frozenset())
        )

    def paragraph(self, name: str) -> Condition:
        """An item is described in a paragraph, the notes and the paragraphs that come first taken
        into account.
        """
        return self._once("paragraph", name, lambda: self._paragraph(name))

    def requirement(self, name: str) -> Condition:
        """A license is required under a provision (goods on their way are not saved, and the
        exporter is bound).
        """
        return self._once("requirement", name, lambda: self._requirement(name))

    @property
    def subject(self) -> Condition:
        """The item is subject to the regulations."""
        return self._once("subject", None, self._subject)

    def review(self, says: Review) -> Condition:
        """A review policy's own condition holds."""
        return self._once(
            "review",
            says.provision,
            lambda: every_of((self.items(says.items), self.own(says.when))),
        )

    def by_figures(self, condition: Condition) -> Condition:
        """A condition in the cases in which no ECCN of a level is declared."""
        return _without(condition, self._levels)

    def figures_of(self, says: Classification) -> Condition | None:
        """An item is described in a paragraph by its figures alone, whichever paragraph is
        first; None where no declared level speaks for that paragraph.
        """
        if _without(says.when, self._levels) == says.when:
            return None
        return self.by_figures(self._described(says.provision))

    @property
    def _levels(self) -> frozenset[str]:
        """The flags that a declared ECCN of a level of 3A090 sets."""
        return frozenset(
            says.defines
            for says, _ in self.law.of_kind(Definition)
            if says.eccn is not None and says.eccn.startswith("level")
        )

    def _once(self, what: str, of: object, make: Callable[[], Condition]) -> Condition:
        if (what, of) not in self._made:
            self._made[what, of] = make()
        return self._made[what, of]

    def _paragraph(self, name: str) -> Condition:
        entry = self.law.provisions.get(name)
        if entry is None or not isinstance(entry.says, Classification):
            return NEVER
        first = [
            self._described(other)
            for other in entry.says.unless
            if isinstance(self._says(other), Classification)
        ]
        return every_of((self._described(name), *(Not(each) for each in first)))

    def items(self, names: Iterable[str]) -> Condition:
        """An item is one of those that a provision names."""
        names = tuple(names)
        return ALWAYS if "any" in names else some_of(self.paragraph(name) for name in names)

    def _requirement(self, name: str) -> Condition:
        says = self._says(name)
        if not isinstance(says, Requirement):
            return NEVER
        saved = [Not(self.own(says.saves.when))] if says.saves else []
        stays = [Not(self.own(says_.when)) for says_, _ in self.law.of_kind(NoExport)]
        own = (self.items(says.items), self.own(says.when), self.subject)
        return every_of((*own, *saved, *stays))

    def _subject(self) -> Condition:
        return some_of(self._ground(says) for says, _ in self.law.of_kind(Jurisdiction))

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
                return every_of((self.review(says), some_of(map(self._reviewed(says), says.of))))
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
        for name in says.excludes:
            paragraph = self._says(name)
            if isinstance(paragraph, Classification):
                yield self.own(paragraph.when)

    def _reviewed(self, says: Review) -> Callable[[str], Condition]:
        """By requirement: it applies, and no policy that is looked at before this one does."""
        return lambda requirement: every_of(
            (
                self.requirement(requirement),
                *(Not(self.review(other)) for other in self._milder(says, requirement)),
            )
        )

    def _milder(self, says: Review, requirement: str) -> Iterator[Review]:
        """The policies that are looked at before this one, as the determination does: the mildest
        first.
        """
        for other, _ in self.law.of_kind(Review):
            if requirement in other.of and STRICTNESS.index(other.policy) < STRICTNESS.index(
                says.policy
            ):
                yield other

    def _says(self, name: str) -> Provision | None:
        entry = self.law.provisions.get(name)
        return entry.says if entry else None

    def _described(self, name: str, *, inside: bool = False) -> Condition:
        return self._once(
            "inside" if inside else "described", name, lambda: self._describe(name, inside)
        )

    def _describe(self, name: str, inside: bool) -> Condition:
        says = self._says(name)
        assert isinstance(says, Classification)
        notes = [
            Not(self.own(note.when))
            for note, _ in self.law.of_kind(Exclusion)
            if name in note.excludes
        ]
        ics: list[Condition] = []
        if says.contains:
            found = [
                self._inside(other)
                for other in says.contains
                if isinstance(self._says(other), Classification)
            ]
            ics = [NEVER if inside else some_of(found)]
        return every_of((self.own(says.when), *ics, *notes))

    def _inside(self, name: str) -> Condition:
        says = self._says(name)
        assert isinstance(says, Classification)
        first = [
            self._described(other, inside=True)
            for other in says.unless
            if isinstance(self._says(other), Classification)
        ]
        return _settled(
            every_of((self._described(name, inside=True), *(Not(each) for each in first))), _INSIDE
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Something that should not be, with the case that shows it (none where the point is that there
    is no case).
    """

    what: str
    provisions: tuple[str, ...]
    case: Case | None
    mend: str
    grave: bool = True


def overlaps(search: Search, whole: Whole | None = None) -> Iterator[Proof]:
    """Pairs of paragraphs that describe one item."""
    whole = whole or Whole(search.law)
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
            yield Proof(
                what=f"{one} and {other} describe one item",
                provisions=(one, other),
                case=case,
                mend="sharpen one `when`, or say which comes first with `unless`",
            )


def undecided(search: Search, whole: Whole | None = None) -> Iterator[Proof]:
    """Paragraphs that are not decided in a case in which every fact is known."""
    whole = whole or Whole(search.law)
    for says, _ in search.law.of_kind(Classification):
        condition = whole.paragraph(says.provision)
        case = search.undecided(condition)
        if case is not None:
            yield Proof(
                what=f"{says.provision} is not decided though every fact is known",
                provisions=(says.provision,),
                case=case,
                mend="settle the country group or the definition that it asks about",
            )


def gaps(search: Search, whole: Whole | None = None) -> Iterator[Proof]:
    """License requirements with a case for which no review policy says anything."""
    whole = whole or Whole(search.law)
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
            yield Proof(
                what=silent if reviews else unnamed,
                provisions=(says.provision,),
                case=case,
                mend="widen a review's `when`, or add one (policy: not published, where none is)",
            )


def out_of_reach(search: Search, whole: Whole | None = None) -> Iterator[Proof]:
    """Provisions that make no difference in any case on the day; paragraphs that describe nothing
    by figures.
    """
    whole = whole or Whole(search.law)
    for name, entry in search.law.provisions.items():
        condition = whole.reaches(entry)
        if condition is None:
            continue
        if _holds_somewhere(search, condition):
            says = entry.says
            figures = whole.figures_of(says) if isinstance(says, Classification) else None
            if figures is None or _holds_somewhere(search, figures):
                continue
            yield Proof(
                what=f"{name} can never apply where no ECCN is declared",
                provisions=(name,),
                case=None,
                mend="check the figures in its `when` and in what it names",
            )
        elif isinstance(entry.says, Review) and search.case(whole.own(entry.says.when)) is not None:
            yield Proof(
                what=f"{name} is never the policy: a milder one, or no requirement, is there first",
                provisions=(name,),
                case=None,
                mend="narrow the milder policy, or remove this one",
                grave=False,
            )
        else:
            yield Proof(
                what=f"{name} can never apply",
                provisions=(name,),
                case=None,
                mend="check its `when` and what it names",
            )


def satisfiable(search: Search, entry: InForce, whole: Whole | None = None) -> bool:
    """Whether the provision's own condition can hold at all."""
    condition = getattr(entry.says, "when", None) or getattr(entry.says, "where", None)
    if condition is None:
        return True
    return _holds_somewhere(search, (whole or Whole(search.law)).own(condition))


def _holds_somewhere(search: Search, condition: Condition) -> bool:
    return search.case(condition) is not None or search.undecided(condition) is not None


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
