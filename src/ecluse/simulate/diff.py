"""What differs between two laws: provisions, and the answers for every item of the catalogue to every country.

Belongs here: the comparison, as values. Does not: reading sides (side), naming the measure (blame), order books (book).
Always true: every item and every country is compared, like ones together; a change names the measures that it goes back
with, or says that no one or two do.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from ecluse.determine.decide import Determination, Outcome, determine, determine_facts
from ecluse.determine.shipment import CaseFacts, Shipment
from ecluse.determine.trace import leaves
from ecluse.facts.item import Item
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.law.provision import Classification, Definition, Group, Provision
from ecluse.law.register import InForce
from ecluse.simulate.alike import Alike, concerning, grouped
from ecluse.simulate.blame import Blame
from ecluse.simulate.said import Said, said
from ecluse.simulate.side import Side

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionChange:
    """One provision that reads otherwise, and the measure that last wrote or removed it."""

    act: Literal["added", "replaced", "removed"]
    provision: str
    kind: str
    measure: str | None

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {"act": self.act, "provision": self.provision, "kind": self.kind, "measure": self.measure}


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerChange:
    """A set of items and a set of countries for which the answer went from one to another, and by which measures."""

    before: Said
    after: Said
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
            "from": _said_to_dict(self.before),
            "to": _said_to_dict(self.after),
            "items": list(self.items),
            "destinations": list(self.destinations),
            "answers": self.count,
            "measures": list(self.measures),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """Everything that differs."""

    before: str
    after: str
    provisions: tuple[ProvisionChange, ...]
    answers: tuple[AnswerChange, ...]
    compared: int
    items_added: tuple[str, ...] = ()
    items_removed: tuple[str, ...] = ()
    items_changed: tuple[str, ...] = ()

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
            "items_added": list(self.items_added),
            "items_removed": list(self.items_removed),
            "items_changed": list(self.items_changed),
        }


def diff(
    before: Side, after: Side, destinations: tuple[str, ...] | None = None, *, progress: Progress | None = None
) -> Diff:
    """Compare two laws, for every item to every country (or to `destinations` alone)."""
    ours, theirs = before.library.catalogue.items, after.library.catalogue.items
    shared = [name for name in theirs if name in ours]
    codes = destinations or tuple(
        code for code in after.library.countries.by_code if code in before.library.countries.by_code
    )
    answers = _answers(before, after, shared, codes, progress) if shared and codes else ()
    return Diff(
        before=before.label,
        after=after.label,
        provisions=tuple(provision_changes(before, after)),
        answers=answers,
        compared=len(shared) * len(codes),
        items_added=tuple(name for name in theirs if name not in ours),
        items_removed=tuple(name for name in ours if name not in theirs),
        items_changed=tuple(name for name in shared if ours[name] != theirs[name]),
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
                    act="added", provision=name, kind=new.says.kind, measure=_writer(name, before, after, new)
                )
            )
        elif new is None and old is not None:
            found.append(
                ProvisionChange(
                    act="removed", provision=name, kind=old.says.kind, measure=_remover(name, before, after, old)
                )
            )
        elif old is not None and new is not None and _reads(old) != _reads(new):
            found.append(
                ProvisionChange(
                    act="replaced", provision=name, kind=new.says.kind, measure=_writer(name, before, after, new)
                )
            )
    return found


def _reads(entry: InForce) -> tuple[Provision, object]:
    return entry.says, entry.doubt is not None and entry.doubt.act


def _writer(name: str, before: Side, after: Side, new: InForce) -> str:
    """The measure that wrote it; where it had written it before as well, the one whose stay or removal ended."""
    if new.doubt is not None:
        return next((m.measure for m in after.register.measures if new.doubt in m.acts_on), new.measure.measure)
    if new.since > before.on or new.measure.measure not in {m.measure for m in before.register.measures}:
        return new.measure.measure
    return _acting(new.measure.measure, before, after) or _undone(name, before, after) or new.measure.measure


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
                if act.measure == measure and act.since <= day and (act.until is None or day < act.until):
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


# ---- answers ------------------------------------------------------------------------------------------------------


class _Asking:
    """Determinations of one item under one side, laid out once and moved from country to country."""

    def __init__(self, side: Side, item: Item) -> None:
        self.side = side
        self.item = item
        ship = Shipment(item=item, destination="US", on=side.on)
        self.law = concerning(CaseFacts(ship, side.law, side.library))
        self.case = CaseFacts(ship, self.law, side.library)
        self.alike = Alike(self.law, side.library)
        self._answered: dict[tuple[Hashable, ...], Determination] = {}

    @property
    def content(self) -> dict[str, tuple[object, ...]]:
        """What of the law bears on the item."""
        return {name: (entry.says, entry.doubt, entry.measure.binds) for name, entry in self.law.provisions.items()}

    def at(self, code: str) -> CaseFacts:
        """The case moved to a country."""
        treated = Known(value=self.side.library.countries.for_the_law(code, self.side.on))
        return self.case.with_facts(dict.fromkeys(("destination", "headquarters", "parent_headquarters"), treated))

    def bearing(self, case: CaseFacts) -> tuple[Hashable, ...]:
        """All that the answer can rest on there: what is not FALSE, how each test comes out, and the formulas."""
        found: list[Hashable] = []
        for name, entry in self.law.provisions.items():
            says = entry.says
            if isinstance(says, Group):
                continue
            when = getattr(says, "when", None)
            if when is None:
                found.append((name, _Same(says), None))
                continue
            finding = case.decide(when)
            if finding.truth is Truth.FALSE and not isinstance(says, (Classification, Definition)):
                continue
            how = tuple(leaf.truth for leaf in leaves(finding)) if finding.truth is Truth.UNKNOWN else finding.truth
            found.append((name, _Same(says), entry.doubt is not None, entry.measure.binds, how))
        return tuple(found)

    def ask(self, code: str, case: CaseFacts, bearing: tuple[Hashable, ...]) -> Determination:
        """The answer to one country; countries to which the same bears alike are answered once."""
        if bearing not in self._answered:
            found = determine_facts(case)
            if found.outcome is Outcome.UNDETERMINED:
                found = determine(
                    Shipment(item=self.item, destination=code, on=self.side.on), self.law, self.side.library
                )
            self._answered[bearing] = found
        return self._answered[bearing]


class _Same:
    """What a provision says, quick to compare and to hash: by its name and then by itself."""

    __slots__ = ("says",)

    def __init__(self, says: Provision) -> None:
        self.says = says

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and (self.says is other.says or self.says == other.says)

    def __hash__(self) -> int:
        return hash(self.says.provision)


def _answers(
    before: Side, after: Side, names: list[str], codes: tuple[str, ...], progress: Progress | None
) -> tuple[AnswerChange, ...]:
    sides = (before, after)
    keys = [Alike(side.law, side.library) for side in sides]
    items = grouped(
        names,
        *(
            {name: key.item(side.library.catalogue.items[name]) for name in names}
            for key, side in zip(keys, sides, strict=True)
        ),
    )
    # Countries that neither law can tell apart stand for each other; which of these an item's part of the law tells apart is less.
    alike = {
        group[0]: group for group in grouped(codes, *({code: key.destination(code) for code in codes} for key in keys))
    }
    same_treatment = all(
        before.library.countries.for_the_law(code, before.on) == after.library.countries.for_the_law(code, after.on)
        for code in codes
    )
    blame = Blame(before, after)
    blamed: dict[Hashable, tuple[str, ...]] = {}
    found: dict[tuple[Said, Said, tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for done, group in enumerate(items):
        if progress is not None:
            progress(done, len(items))
        then_asked, now_asked = (_Asking(side, side.library.catalogue.items[group[0]]) for side in sides)
        if then_asked.content == now_asked.content and then_asked.item == now_asked.item and same_treatment:
            continue
        for place in grouped(
            alike, *({code: asked.alike.destination(code) for code in alike} for asked in (then_asked, now_asked))
        ):
            cases = then_asked.at(place[0]), now_asked.at(place[0])
            bears = then_asked.bearing(cases[0]), now_asked.bearing(cases[1])
            if bears[0] == bears[1] and then_asked.item == now_asked.item:
                continue
            then, now = then_asked.ask(place[0], cases[0], bears[0]), now_asked.ask(place[0], cases[1], bears[1])
            if said(then) != said(now):
                # Cases with the same findings on both sides go back with the same measure.
                key = (_trail(then), _trail(now))
                if key not in blamed:
                    ship = Shipment(
                        item=blame.late.library.catalogue.items[group[0]], destination=place[0], on=after.on
                    )
                    blamed[key] = blame.responsible(ship, then, now)
                found.setdefault((said(then), said(now), blamed[key], group), []).extend(
                    code for one in place for code in alike[one]
                )
    return _merged(found)


def _trail(found: Determination) -> Hashable:
    rests = [
        each
        for each in (*found.all_requirements, *found.all_exceptions, *found.paragraphs.values())
        if each.truth is not Truth.FALSE
    ]
    return (
        said(found),
        tuple((each.provision, each.truth) for each in rests),
        tuple(each.found.provision if each.found else None for each in found.reviews),
    )


def _merged(found: dict[tuple[Said, Said, tuple[str, ...], tuple[str, ...]], list[str]]) -> tuple[AnswerChange, ...]:
    """Items that change alike to the same countries, together; the largest first."""
    together: dict[tuple[Said, Said, tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for (then, now, measures, group), codes in found.items():
        together.setdefault((then, now, measures, tuple(sorted(codes))), []).extend(group)
    changes = [
        AnswerChange(before=then, after=now, items=tuple(names), destinations=codes, measures=measures)
        for (then, now, measures, codes), names in together.items()
    ]
    return tuple(sorted(changes, key=lambda each: (-each.count, each.items)))


def _said_to_dict(each: Said) -> dict[str, Any]:
    return {"outcome": each.outcome, "exception": each.exception, "review_policy": each.policy}


def days_between(before: Side, after: Side) -> list[date]:
    """The days on which the two registers' laws may differ from the day before, in order."""
    return sorted({*before.register.days(None, before.law.reading), *after.register.days(None, after.law.reading)})
