"""What differs between two laws: provisions, and the answers for every item of the catalogue to
every country.

Belongs here: the comparison, as values. Does not: reading sides (side), naming the measure (blame),
order books (book).
Always true: every item and every country is compared, like ones together; a change names the
measures that it goes back with, or says that no one or two do.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from ecluse.compare.alike import Alike, grouped
from ecluse.compare.asking import Asking, Laws
from ecluse.compare.blame import Blame
from ecluse.compare.facts import FactsDiff, facts_diff
from ecluse.compare.side import Side
from ecluse.determine.shipment import Shipment
from ecluse.determine.verdict import Verdict
from ecluse.equivalence import workers
from ecluse.law.provision import Provision
from ecluse.law.register import InForce

Progress = Callable[[int, int], None]
_Kind = tuple[Verdict, Verdict, tuple[str, ...], tuple[str, ...]]
_Changed = tuple[_Kind, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionChange:
    """One provision that reads otherwise, and the measure that last wrote or removed it."""

    act: Literal["added", "replaced", "removed"]
    provision: str
    kind: str
    measure: str | None

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "act": self.act,
            "provision": self.provision,
            "kind": self.kind,
            "measure": self.measure,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerChange:
    """A set of items and a set of countries for which the answer went from one to another, and by
    which measures.
    """

    before: Verdict
    after: Verdict
    items: tuple[str, ...]
    destinations: tuple[str, ...]
    measures: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many answers these are."""
        return len(self.items) * len(self.destinations)

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "from": _verdict_to_dict(self.before),
            "to": _verdict_to_dict(self.after),
            "items": list(self.items),
            "destinations": list(self.destinations),
            "answers": self.count,
            "measures": list(self.measures),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """Everything that differs; `other_facts` are parts of the data that are neither measures nor
    items, `notes` what the author of a scenario may not have meant.
    """

    before: str
    after: str
    provisions: tuple[ProvisionChange, ...]
    answers: tuple[AnswerChange, ...]
    compared: int
    facts: FactsDiff = field(default_factory=FactsDiff)
    other_facts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def changed(self) -> int:
        """How many answers differ."""
        return sum(each.count for each in self.answers)

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "before": self.before,
            "after": self.after,
            "answers_compared": self.compared,
            "answers_changed": self.changed,
            "provisions": [each.to_dict() for each in self.provisions],
            "answers": [each.to_dict() for each in self.answers],
            "items_added": list(self.facts.added),
            "items_removed": list(self.facts.removed),
            "items_changed": list(self.facts.changed),
            "items_reworded": list(self.facts.reworded),
            "figures": [each.to_dict() for each in self.facts.figures],
            "other_facts": list(self.other_facts),
            "notes": list(self.notes),
        }


def diff(
    before: Side,
    after: Side,
    destinations: tuple[str, ...] | None = None,
    *,
    progress: Progress | None = None,
) -> Diff:
    """Compare two laws, for every item to every country (or to `destinations` alone)."""
    ours, theirs = before.library.catalogue.items, after.library.catalogue.items
    shared = [name for name in theirs if name in ours]
    codes = destinations or tuple(
        code for code in after.library.countries.by_code if code in before.library.countries.by_code
    )
    blame = Blame(before, after)
    answers = _answers((before, after), shared, codes, progress) if shared and codes else ()
    return Diff(
        before=before.label,
        after=after.label,
        provisions=tuple(provision_changes(before, after)),
        answers=answers,
        compared=len(shared) * len(codes),
        facts=facts_diff(before.library, after.library),
        other_facts=tuple(blame.facts),
        notes=(*before.notes, *after.notes),
    )


def provision_changes(before: Side, after: Side) -> list[ProvisionChange]:
    """The provisions that read otherwise, or are in doubt on one side alone."""
    then, now = before.law.provisions, after.law.provisions
    found = []
    for name in dict.fromkeys((*then, *now)):
        old, new = then.get(name), now.get(name)
        if old is None and new is not None:
            found.append(
                ProvisionChange(
                    act="added",
                    provision=name,
                    kind=new.says.kind,
                    measure=_writer(name, before, after, new),
                )
            )
        elif new is None and old is not None:
            found.append(
                ProvisionChange(
                    act="removed",
                    provision=name,
                    kind=old.says.kind,
                    measure=_remover(name, before, after, old),
                )
            )
        elif old is not None and new is not None and _reads(old) != _reads(new):
            found.append(
                ProvisionChange(
                    act="replaced",
                    provision=name,
                    kind=new.says.kind,
                    measure=_writer(name, before, after, new),
                )
            )
    return found


def _reads(entry: InForce) -> tuple[Provision, object]:
    return entry.says, entry.doubt is not None and entry.doubt.act


def _writer(name: str, before: Side, after: Side, new: InForce) -> str:
    """The measure that wrote it; where it had written it before as well, the one whose stay or
    removal ended.
    """
    if new.doubt is not None:
        return next(
            (m.measure for m in after.register.measures if new.doubt in m.acts_on),
            new.measure.measure,
        )
    if new.since > before.on or new.measure.measure not in {
        m.measure for m in before.register.measures
    }:
        return new.measure.measure
    return (
        _acting(new.measure.measure, before, after)
        or _undone(name, before, after)
        or new.measure.measure
    )


def _remover(name: str, before: Side, after: Side, old: InForce) -> str | None:
    best = None
    for measure in after.register.measures:
        for change in measure.changes:
            start = after.register.start_of(measure, change)
            if (
                change.provision == name
                and change.act == "removes"
                and start <= after.on
                and change.reading in (None, after.law.reading)
            ):
                best = measure.measure if best is None or start >= best[1] else best[0], start
    if best is not None:
        return str(best[0])
    there = {measure.measure for measure in after.register.measures}
    if old.measure.measure not in there:
        return old.measure.measure
    return _acting(old.measure.measure, before, after) or old.measure.measure


def _acting(measure: str, before: Side, after: Side) -> str | None:
    """A measure that stays, or ceases to stay, another."""
    for side, day in ((after, after.on), (before, before.on)):
        for each in side.register.measures:
            for act in each.acts_on:
                if (
                    act.measure == measure
                    and act.since <= day
                    and (act.until is None or day < act.until)
                ):
                    return each.measure
    return None


def _undone(name: str, before: Side, after: Side) -> str | None:
    """The measure that changed the provision on the one side and is not on the other."""
    there = {measure.measure: measure for measure in after.register.measures}
    return next(
        (
            m.measure
            for m in before.register.measures
            if there.get(m.measure) != m and any(c.provision == name for c in m.changes)
        ),
        None,
    )


# ---- answers -------------------------------------------------------------------------------------


def _answers(
    sides: tuple[Side, Side],
    names: list[str],
    codes: tuple[str, ...],
    progress: Progress | None,
) -> tuple[AnswerChange, ...]:
    before, after = sides
    keys = [Alike(side.law, side.library) for side in sides]
    items = grouped(
        names,
        *(
            {name: key.item(side.library.catalogue.items[name]) for name in names}
            for key, side in zip(keys, sides, strict=True)
        ),
    )
    # Countries that neither law can tell apart stand for each other; which of these an item's part
    # of the law tells apart is less.
    alike = {
        group[0]: group
        for group in grouped(
            codes, *({code: key.destination(code) for code in codes} for key in keys)
        )
    }
    same_treatment = all(
        before.library.countries.for_the_law(code, before.on)
        == after.library.countries.for_the_law(code, after.on)
        for code in codes
    )
    work = _Work(sides, alike)
    found: dict[_Kind, list[str]] = {}
    for part in _shared(work, _told_apart(work, items, same_treatment=same_treatment), progress):
        for kind, places in part:
            found.setdefault(kind, []).extend(places)
    return _merged(found)


class _Work:
    """What is to be compared: groups of items, each with how to ask it, and countries that stand
    for others.
    """

    def __init__(self, sides: tuple[Side, Side], alike: Mapping[str, tuple[str, ...]]) -> None:
        self.sides = sides
        self.alike = alike
        self.blame = Blame(*sides)
        self._laws: Laws = {}

    def asking(self, name: str) -> list[Asking]:
        """How an item is asked under either law."""
        return [
            Asking(
                side,
                Shipment(item=side.library.catalogue.items[name], destination=None, on=side.on),
                self._laws,
            )
            for side in self.sides
        ]

    def compared(self, group: tuple[str, ...]) -> list[_Changed]:
        """The countries for which the answer for a group of items changes, and how."""
        return self.compared_by(group, self.asking(group[0]))

    def _places(self, asked: list[Asking]) -> list[tuple[str, ...]]:
        """The countries that neither law tells apart for an item."""
        classes = [{code: each.alike.destination(code) for code in self.alike} for each in asked]
        return grouped(self.alike, *classes)

    def compared_by(self, group: tuple[str, ...], asked: list[Asking]) -> list[_Changed]:
        """The same, the items being asked so."""
        same = same_facts(*self.sides, group[0])
        found: list[_Changed] = []
        for place in self._places(asked):
            cases = [each.at(place[0]) for each in asked]
            bears = [each.bearing(case) for each, case in zip(asked, cases, strict=True)]
            if bears[0] == bears[1] and same:
                continue
            then, now = (
                each.ask(case, bear) for each, case, bear in zip(asked, cases, bears, strict=True)
            )
            if then.verdict != now.verdict:
                late = cases[0 if self.blame.turned else 1]
                causes = self.blame.responsible(late.shipment, then, now)
                codes = [code for one in place for code in self.alike[one]]
                found.append(((then.verdict, now.verdict, causes, group), codes))
        return found


@dataclass(frozen=True, slots=True)
class _WorkRecipe:
    """How another process compares the same two laws."""

    sides: tuple[Side, Side]
    alike: Mapping[str, tuple[str, ...]]

    def job(self) -> Callable[[tuple[str, ...]], list[_Changed]]:
        """The same comparison, made anew."""
        return _Work(self.sides, self.alike).compared


def _shared(
    work: _Work, pairs: list[tuple[tuple[str, ...], list[Asking]]], progress: Progress | None
) -> Iterator[list[_Changed]]:
    """What changes for each group of items, in their order; on all cores where there are many."""
    asked = dict(pairs)
    found: dict[int, list[_Changed]] = {}
    recipe = _WorkRecipe(work.sides, work.alike)
    for number, changed in workers.shared(
        lambda group: work.compared_by(group, asked[group]), recipe, list(asked)
    ):
        found[number] = changed
        if progress is not None:
            progress(len(found), len(pairs))
    for number in range(len(pairs)):
        yield found[number]


def _told_apart(
    work: _Work, items: list[tuple[str, ...]], *, same_treatment: bool
) -> list[tuple[tuple[str, ...], list[Asking]]]:
    """Groups of items that what bears on them can tell apart, with how to ask them; those to which
    the same bears are left out.
    """
    narrowed: dict[Hashable, tuple[list[str], list[Asking]]] = {}
    for group in items:
        asked = work.asking(group[0])
        same = same_facts(*work.sides, group[0])
        if same and same_treatment and asked[0].content == asked[1].content:
            continue
        key = tuple((each.identity, each.alike.item(each.shipment.item)) for each in asked)
        narrowed.setdefault((key, same or group), ([], asked))[0].extend(group)
    return [(tuple(names), asked) for names, asked in narrowed.values()]


def same_facts(before: Side, after: Side, name: str) -> bool:
    """Whether both sides know the same of an item (and of the IC in it), in the same words."""
    ours, theirs = before.library, after.library
    if ours is theirs:
        return True
    item, other = ours.catalogue.items[name], theirs.catalogue.items[name]
    return (
        item == other
        and ours.catalogue.ic(item) == theirs.catalogue.ic(other)
        and ours.vocabulary == theirs.vocabulary
        and ours.exporters == theirs.exporters
    )


def _merged(found: dict[_Kind, list[str]]) -> tuple[AnswerChange, ...]:
    """Items that change alike to the same countries, together; the largest first."""
    together: dict[_Kind, list[str]] = {}
    for (then, now, measures, group), codes in found.items():
        together.setdefault((then, now, measures, tuple(sorted(codes))), []).extend(group)
    changes = [
        AnswerChange(
            before=then, after=now, items=tuple(names), destinations=codes, measures=measures
        )
        for (then, now, measures, codes), names in together.items()
    ]
    return tuple(sorted(changes, key=lambda each: (-each.count, each.items)))


def _verdict_to_dict(each: Verdict) -> dict[str, Any]:
    return {
        "outcome": each.outcome.value,
        "exception": each.exception,
        "review_policy": each.policy,
        "license_held": each.held,
    }


def days_between(before: Side, after: Side) -> list[date]:
    """The days on which the two registers' laws may differ from the day before, in order."""
    return sorted(
        {
            *before.register.days(None, before.law.reading),
            *after.register.days(None, after.law.reading),
        }
    )
