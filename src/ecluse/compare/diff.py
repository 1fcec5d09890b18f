"""What differs between two laws: provisions, and the answers for every item to every country.

Belongs here: comparing, as values. Does not: reading sides (side), comparing provisions
(provision_change), naming the cause of a change (attribution), order books (book).
Always true: every item and every country is compared, those of one class together; a change of
answers names the fewest changes of the law or data that explain it, or says that no two do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property

from ecluse.answers.copied import copied
from ecluse.compare.answer import AnswerChange, Diff
from ecluse.compare.attribution import Attribution
from ecluse.compare.cause import Cause
from ecluse.compare.facts import facts_diff
from ecluse.compare.kept_sides import KeptSides
from ecluse.compare.provision_change import provision_changes
from ecluse.compare.side import Side
from ecluse.determine.verdict import Verdict
from ecluse.equivalence.every_pair import EveryPair
from ecluse.equivalence.partition import grouped
from ecluse.law.library import Library

Progress = Callable[[int, int], None]
_Kind = tuple[Verdict, Verdict, tuple[Cause, ...], str]
_Changed = tuple[_Kind, list[str]]
_Parts = tuple[EveryPair, EveryPair]


def diff(
    before: Side,
    after: Side,
    destinations: tuple[str, ...] | None = None,
    *,
    progress: Progress | None = None,
    lang: str = "en",
    kept: KeptSides | None = None,
) -> Diff:
    """Compare two laws, for every item to every country.

    Args:
        destinations: Compare for these countries alone.
        progress: Called with how much is done and how much there is.
        kept: What earlier comparisons found of the same sides, which this one adds to.
    """
    first, second = before.library, after.library
    names, codes = asked = _asked(first, second, destinations)
    attribution = Attribution(before, after)
    answers = _answers(attribution, kept, asked, progress, lang)
    return copied(
        Diff,
        facts_diff(first, second),
        before=before.label(lang),
        after=after.label(lang),
        compared=len(names) * len(codes),
        changed=sum(change.answers for change in answers),
        provisions=tuple(provision_changes(before, after)),
        answers=answers,
        other_facts=tuple(cause.text(lang) for cause in attribution.other_data),
        notes=before.notes + after.notes,
    )


def _asked(
    first: Library, second: Library, destinations: tuple[str, ...] | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The items and the countries that both sides know."""
    codes = destinations or _shared(first.countries.by_code, second.countries.by_code)
    return _shared(first.catalogue.items, second.catalogue.items), codes


def _answers(
    attribution: Attribution,
    kept: KeptSides | None,
    asked: tuple[tuple[str, ...], tuple[str, ...]],
    progress: Progress | None,
    lang: str,
) -> tuple[AnswerChange, ...]:
    """The answers that changed for some items to some countries."""
    names, codes = asked
    if not (names and codes):
        return ()
    store = KeptSides() if kept is None else kept
    changes: list[_Changed] = []
    with store.lent(attribution.sides) as parts:
        comparison = _Comparison(attribution, codes, parts)
        for done, name in enumerate(names, 1):
            changes += comparison.changes(name)
            if progress is not None:
                progress(done, len(names))
    return _merged(changes, lang)


def _shared(before: Iterable[str], after: Iterable[str]) -> tuple[str, ...]:
    """The names that both releases know, in the order of the second."""
    known = frozenset(before)
    return tuple(name for name in after if name in known)


def days_between(before: Side, after: Side) -> list[date]:
    """The days on which the law of either side may differ from the day before, in order."""
    days = (side.register.days(None, side.law.reading) for side in (before, after))
    return sorted(set().union(*days))


class _Comparison:
    """Compares items, in one country of each group of like countries."""

    def __init__(self, attribution: Attribution, codes: tuple[str, ...], parts: _Parts) -> None:
        self.attribution = attribution
        self._parts = parts
        # The countries that neither law can tell apart, by the first of each group.
        classes_of = ({code: part.place_class(code) for code in codes} for part in parts)
        self._like_countries = {group[0]: group for group in grouped(codes, *classes_of)}

    @cached_property
    def _changed(self) -> Mapping[str, list[tuple[str, Verdict, Verdict]]]:
        """By item, the countries for which its answer changes, and both answers."""
        before, after = self._parts
        changed: dict[str, list[tuple[str, Verdict, Verdict]]] = {}
        for code in self._like_countries:
            for name, then, now in before.changed(after, code):
                changed.setdefault(name, []).append((code, then, now))
        return changed

    def changes(self, name: str) -> list[_Changed]:
        """The countries for which the answer for an item changes, and how."""
        changes: list[_Changed] = []
        for code, then, now in self._changed.get(name, ()):
            causes = self._causes(name, code, then, now)
            changes.append(((then, now, causes, name), list(self._like_countries[code])))
        return changes

    def _causes(self, name: str, code: str, then: Verdict, now: Verdict) -> tuple[Cause, ...]:
        """Why an answer changes."""
        attribution = self.attribution
        shipments = [
            part.shipment(part.library.catalogue.items[name], code) for part in self._parts
        ]
        late = shipments[0 if attribution.reversed else 1]
        causes = attribution.cause_as_before(late, then, now)
        return causes or attribution.causes_of(late, *attribution.ask(*shipments))


def _merged(changed: list[_Changed], lang: str) -> tuple[AnswerChange, ...]:
    """The changes, with items that change in the same way in the same countries put together.

    The change of most answers comes first.
    """
    countries: dict[_Kind, list[str]] = {}
    for kind, codes in changed:
        countries.setdefault(kind, []).extend(codes)
    items: dict[tuple[Verdict, Verdict, tuple[Cause, ...], tuple[str, ...]], list[str]] = {}
    for (then, now, causes, name), codes in countries.items():
        items.setdefault((then, now, causes, tuple(sorted(codes))), []).append(name)
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
