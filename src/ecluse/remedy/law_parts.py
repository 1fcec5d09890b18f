"""The parts of the log of measures that can be dropped, and which of them bear on a requirement.

Belongs here: finding what to drop next. Does not: dropping it (edited_log), or searching for the
sets that change the answer (law_change).
Always true: no part is offered of what makes an item subject to the regulations, of the formulas
of figures, or of the first measure of the log.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ecluse.determine.determination import Determination
from ecluse.determine.trace import Found
from ecluse.equivalence.definitions import behind, groups_behind
from ecluse.facts.vocabulary import FactType
from ecluse.law.condition.tree import facts_of
from ecluse.law.measure import Change, Measure
from ecluse.law.provision import (
    Definition,
    Exclusion,
    Group,
    Jurisdiction,
    License,
    LicenseException,
    Presumption,
    Requirement,
    Restriction,
    conditions_of,
)
from ecluse.law.register import Law, Register
from ecluse.remedy.bearing import describing
from ecluse.remedy.edited_log import Part

_MILDER = (LicenseException, Exclusion, License)  # without one of these no answer is freer
_KEEPS_FREE = (*_MILDER, Group, Definition)


@dataclass(frozen=True)
class LawParts:
    """The parts that can be dropped for one determination.

    Args:
        whole: A part is a whole measure; otherwise it is what a measure does to one provision.
    """

    determination: Determination
    whole: bool

    def bearing_on(
        self, requirement: Found, determination: Determination, register: Register
    ) -> list[Part]:
        """The parts of `register` because of which a requirement stands."""
        names, asked, groups = _rests_on(requirement, determination.law)
        applied = requirement.provision
        for measure in register.measures:
            for change in measure.changes:
                if self._bears(change, applied, names, asked, groups):
                    names.add(change.provision)
        return self._of(names, register)

    def keeping_free(self, register: Register) -> list[Part]:
        """The parts without which a free answer may be stricter."""
        names = {
            change.provision
            for measure in register.measures
            for change in measure.changes
            if change.act != "adds" or isinstance(change.says, _KEEPS_FREE)
        }
        return self._of(names, register)

    def _bears(
        self,
        change: Change,
        applied: str,
        names: set[str],
        asked: frozenset[str],
        groups: frozenset[str],
    ) -> bool:
        written = change.says
        if change.act == "adds" and isinstance(written, _MILDER):
            return False
        match written:
            case LicenseException():
                return applied in written.overcomes
            case Exclusion():
                return bool(set(written.excludes) & names)
            case Definition():
                return written.defines in asked
            case Group():
                return written.group in groups and self._concerns(written)
            case Presumption():
                return written.presumes in names
        return isinstance(written, (Jurisdiction, License, Restriction))

    def _of(self, provisions: set[str], register: Register) -> list[Part]:
        """The last change to each provision, and every change of a country list among them."""
        last: dict[str, tuple[tuple[date, date, int], Part]] = {}
        parts: dict[Part, None] = {}
        for place, measure in enumerate(register.measures):
            if measure.published > self.determination.law.known:
                continue
            for change, start in self._in_effect(measure, provisions, register):
                part = (measure.measure, None if self.whole else change.provision)
                if isinstance(change.says, Group):
                    parts[part] = None
                order = (start, measure.published, place)
                if change.provision not in last or last[change.provision][0] <= order:
                    last[change.provision] = (order, part)
            if self.whole and self._acts_on(measure, provisions, register):
                parts[(measure.measure, None)] = None
        return list(parts | dict.fromkeys(part for _, part in last.values()))

    def _in_effect(
        self, measure: Measure, provisions: set[str], register: Register
    ) -> Iterator[tuple[Change, date]]:
        """A measure's changes of these provisions that can be dropped, each with its first day."""
        law = self.determination.law
        for change in measure.changes:
            if change.provision in provisions and self._droppable(measure, change):
                start = register.start_of(measure, change, law.known)
                if start <= law.on:
                    yield change, start

    def _acts_on(self, measure: Measure, provisions: set[str], register: Register) -> bool:
        """Whether a measure stays, postpones or rescinds a measure that wrote one of these."""
        on = self.determination.law.on
        touched = {act.measure for act in measure.acts_on if act.since <= on}
        return any(
            change.provision in provisions
            for other in register.measures
            if other.measure in touched
            for change in other.changes
        )

    def _droppable(self, measure: Measure, change: Change) -> bool:
        """Whether a change has an effect in this case, and is not part of the ground."""
        if change.reading not in (None, self.determination.law.reading):
            return False
        written = change.says
        if isinstance(written, Group) and not self._concerns(written):
            return False
        first = measure.measure in self.ground
        if self.whole:
            return not first
        formula = isinstance(written, Definition) and written.when is None
        return not (
            formula or isinstance(written, Jurisdiction) or (first and isinstance(written, Group))
        )

    @property
    def ground(self) -> frozenset[str]:
        """The measure that says what is subject to the regulations at all, before any other."""
        standing = self.determination.facts.library.standing
        return frozenset() if standing is None else frozenset({standing})

    @cached_property
    def _countries(self) -> frozenset[str]:
        facts = self.determination.facts
        return frozenset(
            str(facts[name].value)
            for name, meaning in facts.library.vocabulary.facts.items()
            if meaning.type is FactType.COUNTRY
        )

    def _concerns(self, group: Group) -> bool:
        """Whether a change of a country list names a country of the case."""
        named = (group.members or frozenset()) | group.joins | group.leaves | group.doubtful
        return bool(self._countries & named)


def _rests_on(requirement: Found, law: Law) -> tuple[set[str], frozenset[str], frozenset[str]]:
    """The provisions, facts and country groups because of which a requirement stands."""
    says = requirement.entry.says
    assert isinstance(says, Requirement)
    names = {says.provision}
    conditions = list(conditions_of(says))
    if "any" not in says.items:
        # To free the item, it has to leave the first paragraph as well as all others.
        for paragraph in describing(requirement)[:1]:
            names |= {paragraph.provision, *getattr(paragraph.entry.says, "contains", ())}
            conditions += conditions_of(paragraph.entry.says)
            for inner in paragraph.because:
                conditions += conditions_of(inner.entry.says)
    definitions = law.definitions
    asked = behind((name for condition in conditions for name in facts_of(condition)), definitions)
    return names, asked, groups_behind(conditions, definitions)
