"""What differs between two laws: provisions, and the answers for every item to every country.

Belongs here: comparing, as values. Does not: reading sides (side), comparing provisions
(provision_change), naming what an answer changed by (attribution), order books (book).
Always true: every item and every country is compared, like ones together; a change names what it
goes back with, or says that no one or two changes explain it.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ecluse.compare.alike import Alike, grouped
from ecluse.compare.answer import AnswerChange, Diff
from ecluse.compare.attribution import Attribution
from ecluse.compare.cause import Cause
from ecluse.compare.facts import facts_diff
from ecluse.compare.item_cases import ItemCases, Laws
from ecluse.compare.provision_change import provision_changes
from ecluse.compare.side import Side
from ecluse.determine.shipment import Shipment
from ecluse.determine.verdict import Verdict

Progress = Callable[[int, int], None]
_Kind = tuple[Verdict, Verdict, tuple[Cause, ...], tuple[str, ...]]


def diff(
    before: Side,
    after: Side,
    destinations: tuple[str, ...] | None = None,
    *,
    progress: Progress | None = None,
    lang: str = "en",
) -> Diff:
    """Compare two laws, for every item to every country.

    Args:
        destinations: Compare for these countries alone.
        progress: Called with what is done and how much there is.
    """
    first, second = before.library, after.library
    codes = destinations or _shared(first.countries.by_code, second.countries.by_code)
    names = _shared(first.catalogue.items, second.catalogue.items)
    attribution = Attribution(before, after)
    answers = _answers(attribution, names, codes, progress, lang) if names and codes else ()
    facts = facts_diff(first, second)
    return Diff(
        before=before.label(lang),
        after=after.label(lang),
        compared=len(names) * len(codes),
        changed=sum(change.answers for change in answers),
        provisions=tuple(provision_changes(before, after)),
        answers=answers,
        items_added=facts.added,
        items_removed=facts.removed,
        items_changed=facts.changed,
        items_reworded=facts.reworded,
        figures=facts.figures,
        other_facts=tuple(cause.text(lang) for cause in attribution.other_data),
        notes=before.notes + after.notes,
    )


def _answers(
    attribution: Attribution,
    names: tuple[str, ...],
    codes: tuple[str, ...],
    progress: Progress | None,
    lang: str,
) -> tuple[AnswerChange, ...]:
    """The answers that change, of these items to these countries."""
    work = _work(attribution, attribution.sides, names, codes)
    return _merged(_compared_all(work, progress), lang)


def _shared(before: Iterable[str], after: Iterable[str]) -> tuple[str, ...]:
    """The names that both releases know, in the order of the second."""
    known = frozenset(before)
    return tuple(name for name in after if name in known)


def days_between(before: Side, after: Side) -> list[date]:
    """The days on which the law of either side may differ from the day before, in order."""
    days = (side.register.days(None, side.law.reading) for side in (before, after))
    return sorted(set().union(*days))


def same_facts(before: Side, after: Side, name: str) -> bool:
    """Whether both sides know the same of an item and of the IC in it, in the same words."""
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


# ---- which items and countries are compared ------------------------------------------------------


def _work(
    attribution: Attribution,
    sides: tuple[Side, Side],
    names: tuple[str, ...],
    codes: tuple[str, ...],
) -> _Work:
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
    countries = grouped(codes, *({code: key.destination(code) for code in codes} for key in keys))
    before, after = sides
    same_treatment = all(
        before.library.countries.for_the_law(code, before.on)
        == after.library.countries.for_the_law(code, after.on)
        for code in codes
    )
    return _Work(
        attribution=attribution,
        sides=sides,
        alike={group[0]: group for group in countries},
        pairs=_told_apart(sides, items, codes[0], same_treatment=same_treatment),
    )


def _told_apart(
    sides: tuple[Side, Side],
    items: list[tuple[str, ...]],
    anywhere: str,
    *,
    same_treatment: bool,
) -> list[tuple[tuple[str, ...], list[ItemCases]]]:
    """Groups of items that the law which bears on them can tell apart, with their cases.

    Items on which the same bears on both sides are left out.

    Args:
        anywhere: The country in which the cases are prepared. They are moved to others later.
        same_treatment: Both sides treat every country as the same country.
    """
    narrowed: dict[Hashable, tuple[list[str], list[ItemCases]]] = {}
    laws: Laws = {}
    for group in items:
        cases = []
        for side in sides:
            item = side.library.catalogue.items[group[0]]
            shipment = Shipment(item=item, destination=anywhere, on=side.on)
            cases.append(ItemCases(side, shipment, laws))
        same = same_facts(*sides, group[0])
        if same and same_treatment and cases[0].content == cases[1].content:
            continue
        key = tuple((case.identity, case.alike.item(case.shipment.item)) for case in cases)
        narrowed.setdefault((key, same or group), ([], cases))[0].extend(group)
    return [(tuple(names), cases) for names, cases in narrowed.values()]


# ---- comparing, on all cores ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """What is to be compared: groups of items, each with how to ask it, and countries that stand
    for others.
    """

    attribution: Attribution
    sides: tuple[Side, Side]
    alike: dict[str, tuple[str, ...]]
    pairs: list[tuple[tuple[str, ...], list[ItemCases]]]


def _compared_all(
    work: _Work, progress: Progress | None
) -> Iterator[list[tuple[_Kind, list[str]]]]:
    """What changes for each group of items; on all cores where there are many."""
    count = len(work.pairs)
    workers = min(os.cpu_count() or 1, 8)
    tell = progress or (lambda *_: None)
    if count < _WORTH_SHARING or workers < 2 or sys.platform != "linux":
        for number in range(count):
            tell(number, count)
            yield _compared(work, number)
        return
    _AT_WORK["work"] = work
    try:
        with multiprocessing.get_context("fork").Pool(workers) as pool:
            for done, part in enumerate(pool.imap(_at_work, range(count), chunksize=4), 1):
                tell(done, count)
                yield part
    finally:
        _AT_WORK.clear()


_WORTH_SHARING = 24
_AT_WORK: dict[str, _Work] = {}


def _at_work(number: int) -> list[tuple[_Kind, list[str]]]:
    return _compared(_AT_WORK["work"], number)


def _compared(work: _Work, number: int) -> list[tuple[_Kind, list[str]]]:
    """The countries for which the answer for a group of items changes, and how."""
    group, cases = work.pairs[number]
    same = same_facts(*work.sides, group[0])
    changes: list[tuple[_Kind, list[str]]] = []
    keys = ({code: case.alike.destination(code) for code in work.alike} for case in cases)
    for place in grouped(work.alike, *keys):
        change = _change(work, cases, place[0], same=same)
        if change is not None:
            codes = [code for one in place for code in work.alike[one]]
            changes.append(((*change, group), codes))
    return changes


def _change(
    work: _Work, cases: list[ItemCases], code: str, *, same: bool
) -> tuple[Verdict, Verdict, tuple[Cause, ...]] | None:
    """How the answer changes in a country, and by what; None where it does not."""
    there = [case.at(code) for case in cases]
    bases = [case.basis(moved) for case, moved in zip(cases, there, strict=True)]
    if bases[0] == bases[1] and same:
        return None
    then, now = (
        case.answer(moved, basis) for case, moved, basis in zip(cases, there, bases, strict=True)
    )
    if then.verdict == now.verdict:
        return None
    late = there[0 if work.attribution.reversed else 1]
    causes = work.attribution.causes_of(late.shipment, then, now)
    return then.verdict, now.verdict, causes


def _merged(parts: Iterator[list[tuple[_Kind, list[str]]]], lang: str) -> tuple[AnswerChange, ...]:
    """Items that change alike to the same countries, together; the largest first."""
    countries: dict[_Kind, list[str]] = {}
    for part in parts:
        for kind, codes in part:
            countries.setdefault(kind, []).extend(codes)
    items: dict[_Kind, list[str]] = {}
    for (then, now, causes, group), codes in countries.items():
        items.setdefault((then, now, causes, tuple(sorted(codes))), []).extend(group)
    changes = [
        AnswerChange(
            before=then,
            after=now,
            items=tuple(names),
            destinations=codes,
            answers=len(names) * len(codes),
            measures=tuple(cause.text(lang) for cause in causes),
        )
        for (then, now, causes, codes), names in items.items()
    ]
    return tuple(sorted(changes, key=lambda change: (-change.answers, change.items)))
