"""Which changes made an answer change: measures, figures of an item, or other data.

Belongs here: undoing single changes and pairs of them on the later side, and asking again. Does
not: finding what changed (diff, book), or the undoing itself (undo).
Always true: a change is named only if undoing it brings the old answer back; where two are named,
undoing both does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import replace
from functools import cached_property
from itertools import combinations

from ecluse.compare.cause import Cause
from ecluse.compare.side import Side
from ecluse.compare.undo import PARTS, measure_of, side_without
from ecluse.determine.case import CaseFacts
from ecluse.determine.decide import determine
from ecluse.determine.determination import Determination
from ecluse.determine.shipment import Shipment
from ecluse.determine.trace import Found
from ecluse.determine.verdict import Verdict
from ecluse.determine.verdict_of import Verdicts
from ecluse.equivalence.every_pair import EveryPair
from ecluse.facts.item import Item
from ecluse.facts.truth import Truth
from ecluse.law.condition.evaluate import evaluate
from ecluse.law.library import Library
from ecluse.law.provision import Allocation, Classification, Definition, Group, Notice
from ecluse.law.register import InForce, Law

_MOST_PAIRED = 8
_MOST_ALONE = 256  # cases asked one by one; all pairs at once take less time, and some memory
_PLACES = (
    "destination",
    "headquarters",
    "parent_headquarters",
    "origin",
    "exporter_headquarters",
    "designer_headquarters",
)


class Attribution:
    """The changes between two sides, and which of them explain a changed answer.

    A change is always undone on the side of the later day.
    """

    def __init__(self, before: Side, after: Side) -> None:
        self.sides = before, after
        self.reversed = before.on > after.on
        self.early, self.late = (after, before) if self.reversed else (before, after)
        self.measures = [Cause("measure", name) for name in self._names() if self._differs(name)]
        before_data, after_data = self.early.library, self.late.library
        self.other_data = [
            Cause(kind)
            for kind, part in PARTS.items()
            if getattr(before_data, part) != getattr(after_data, part)
        ]
        self._sides: dict[frozenset[Cause], Side] = {}
        self._asked: Counter[frozenset[Cause]] = Counter()
        self._pairs: dict[frozenset[Cause], EveryPair] = {}
        self._found: dict[tuple[Verdict, Verdict], list[tuple[Cause, ...]]] = {}
        self._unexplained: set[Hashable] = set()

    def _names(self) -> list[str]:
        both = [*self.early.register.measures, *self.late.register.measures]
        return list(dict.fromkeys(measure.measure for measure in both))

    def _differs(self, name: str) -> bool:
        then, now = measure_of(self.early, name), measure_of(self.late, name)
        if then != now:
            return True
        assert now is not None
        days = {self.late.register.start_of(now, change) for change in now.changes}
        days |= {
            day for act in now.acts_on for day in (act.since, act.until, act.to) if day is not None
        }
        return any(self.early.on < day <= self.late.on for day in days)

    def candidates(self, item: Item) -> list[Cause]:
        """Every change that may have changed an answer about an item."""
        return [*self._figures_of(item), *self.other_data, *self.measures]

    def _figures_of(self, item: Item) -> list[Cause]:
        """The item, and the IC in it, where their figures differ."""
        early, late = self.early.library.catalogue.items, self.late.library.catalogue.items
        if early is late:
            return []
        named = [item.name, *([item.contains.item] if item.contains else [])]
        return [
            Cause("figures", name)
            for name in named
            if name in early and name in late and early[name] != late[name]
        ]

    def ask(self, before: Shipment, after: Shipment) -> tuple[Determination, Determination]:
        """The answers on the two sides."""
        then, now = (
            determine(shipment, side.law, side.library, depends=False)
            for shipment, side in zip((before, after), self.sides, strict=True)
        )
        return then, now

    def undone(self, causes: frozenset[Cause]) -> Side:
        """The later side with some changes as they were on the other side."""
        if causes not in self._sides:
            self._sides[causes] = side_without(self.early, self.late, causes)
        return self._sides[causes]

    def undone_for_many(self, causes: frozenset[Cause]) -> EveryPair | None:
        """The verdicts on the later side with some changes undone, on all items to all countries;
        None until that has been asked often enough to be worth it.
        """
        self._asked[causes] += 1
        if self._asked[causes] <= _MOST_ALONE:
            return None
        if causes not in self._pairs:
            side = self.undone(causes)
            self._pairs[causes] = EveryPair(side.law, side.library)
        return self._pairs[causes]

    def cause_as_before(
        self, shipment: Shipment, before: Verdict, after: Verdict
    ) -> tuple[Cause, ...]:
        """A single change that explained another case with these verdicts, if undoing it brings
        this answer back too; none where no such change does.
        """
        early, late = (after, before) if self.reversed else (before, after)
        return self._as_before(_CaseUndone(self, shipment, late), early, single=True)

    def causes_of(
        self, shipment: Shipment, before: Determination, after: Determination
    ) -> tuple[Cause, ...]:
        """The fewest changes that, undone together, bring the answer back.

        No change is returned where no single one and no pair does. What explained other cases is
        tried first; where nothing explained a case with the same findings, pairs are not tried
        again.
        """
        early, late = (after, before) if self.reversed else (before, after)
        case, wanted = _CaseUndone(self, shipment, late.verdict), early.verdict
        resting = _measures(early, late)
        found = (
            self._as_before(case, wanted, single=True)
            or self._single(case, wanted, resting)
            or self._as_before(case, wanted, single=False)
        )
        if found:
            return found
        key = findings_of(early), findings_of(late), shipment.item.name
        if key in self._unexplained:
            return ()
        found = self._fewest(case, wanted, resting)
        if found:
            self._found.setdefault((wanted, late.verdict), []).append(found)
        else:
            self._unexplained.add(key)
        return found

    def _as_before(self, case: _CaseUndone, wanted: Verdict, *, single: bool) -> tuple[Cause, ...]:
        """What explained another case with the same verdicts, and explains this one too."""
        known = self._found.get((wanted, case.late), ())
        tried = (causes for causes in known if (len(causes) == 1) is single)
        return next((causes for causes in tried if case.verdict(*causes) == wanted), ())

    def _single(self, case: _CaseUndone, wanted: Verdict, resting: set[str]) -> tuple[Cause, ...]:
        """A single measure that one answer rests on and the other does not, if it explains them."""
        for cause in self.measures:
            if cause.name in resting and case.verdict(cause) == wanted:
                self._found.setdefault((wanted, case.late), []).append((cause,))
                return (cause,)
        return ()

    def _fewest(self, case: _CaseUndone, wanted: Verdict, resting: set[str]) -> tuple[Cause, ...]:
        candidates = self.candidates(case.shipment.item)
        ordered = sorted(
            candidates,
            key=lambda cause: cause.kind == "measure" and cause.name not in resting,
        )
        for cause in ordered:
            if case.verdict(cause) == wanted:
                return (cause,)
        # A pair seldom needs a change that by itself leaves the answer as it is: those come last.
        ordered.sort(key=lambda cause: case.verdict(cause) == case.late)
        for pair in combinations(ordered[:_MOST_PAIRED], 2):
            if case.verdict(*pair) == wanted:
                return tuple(sorted(pair, key=candidates.index))
        return ()


class _CaseUndone:
    """One case on the later side, asked with some changes undone."""

    def __init__(self, attribution: Attribution, shipment: Shipment, late: Verdict) -> None:
        self.attribution = attribution
        self.shipment = shipment
        self.late = late
        self._plain = _plain(shipment, attribution.late.library)
        self._verdicts: dict[frozenset[Cause], Verdict] = {}

    def verdict(self, *causes: Cause) -> Verdict:
        """The answer with these changes undone."""
        key = frozenset(causes)
        if key not in self._verdicts:
            self._verdicts[key] = self._ask(key)
        return self._verdicts[key]

    def _ask(self, causes: frozenset[Cause]) -> Verdict:
        side, shipment = self.attribution.undone(causes), self.shipment
        late = self.attribution.late.library
        if side.library is not late:
            items = side.library.catalogue.items
            shipment = replace(shipment, item=items.get(shipment.item.name, shipment.item))
        if self._plain and (pairs := self.attribution.undone_for_many(causes)) is not None:
            return pairs.verdict(shipment.item, self._plain)
        if self._verdicts and side.library is late and not self._bears_on_case(side.law):
            return self.late
        # The first change tried mostly explains the answer, so no case is prepared for it.
        return Verdicts(side.law, side.library).of(shipment)

    @cached_property
    def _case(self) -> CaseFacts:
        """The case on the later side."""
        late = self.attribution.late
        return CaseFacts(self.shipment, late.law, late.library)

    def _bears_on_case(self, law: Law) -> bool:
        """Whether a law differs in a provision that can bear on the case.

        Any other provision is FALSE for the case under both laws.
        """
        late = self._case.law
        for name in dict.fromkeys((*late.provisions, *law.provisions)):
            then, now = late.provisions.get(name), law.provisions.get(name)
            if then is now or (then and now and content(then) == content(now)):
                continue
            if any(self._bears(entry, late, law) for entry in (then, now) if entry is not None):
                return True
        return False

    def _bears(self, entry: InForce, late: Law, law: Law) -> bool:
        says = entry.says
        if isinstance(says, (Notice, Allocation)):
            return False
        if isinstance(says, Group):
            places = {str(self._case[role].value) for role in _PLACES}
            return any(
                late.member(place, says.group) is not law.member(place, says.group)
                for place in places
            )
        if isinstance(says, (Definition, Classification)):
            return True
        when = getattr(says, "when", None)
        return when is None or evaluate(when, self._case, late.member).truth is not Truth.FALSE


def _plain(shipment: Shipment, library: Library) -> str | None:
    """The country to which an item of the catalogue goes, where nothing else is said."""
    item, code = shipment.item, shipment.destination
    if code is None or library.catalogue.items.get(item.name) is not item:
        return None
    return code if shipment == Shipment(item=item, destination=code, on=shipment.on) else None


def content(entry: InForce) -> tuple[object, ...]:
    """What a provision says, who is bound, and whether it is in doubt."""
    return (entry.says, entry.doubt, entry.measure.binds)


def findings_of(determination: Determination) -> Hashable:
    """The provisions on which an answer rests, without the figures."""
    relevant = [
        found
        for found in (
            *determination.all_requirements,
            *determination.all_exceptions,
            *determination.paragraphs.values(),
        )
        if found.truth is not Truth.FALSE
    ]
    return (
        determination.verdict,
        tuple((found.provision, found.truth) for found in relevant),
        tuple(review.found.provision if review.found else None for review in determination.reviews),
    )


def _measures(early: Determination, late: Determination) -> set[str]:
    """The measures that one answer rests on and the other does not."""
    before, after = (
        {found.entry.measure.measure for found in _evidence(determination)}
        for determination in (early, late)
    )
    return before ^ after


def _evidence(determination: Determination) -> Iterator[Found]:
    yield from determination.requirements
    yield from determination.possible
    yield from determination.paragraphs.values()
    if determination.used:
        yield determination.used
    yield from (review.found for review in determination.reviews if review.found is not None)
