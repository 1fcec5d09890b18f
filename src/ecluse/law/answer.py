"""What is in force, measures and the history of a provision, as answers.

Belongs here: the keys. Does not: the fold of the log (register), or any answer about a shipment.
Always true: every provision and change names its measure and its source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from ecluse.answers.copied import copied
from ecluse.answers.plain import key
from ecluse.citation import Citation, Confidence
from ecluse.errors import UnknownNameError, near
from ecluse.law.condition.to_text import formula_source, source, words
from ecluse.law.library import Library
from ecluse.law.measure import ActOnMeasure, Change, ChangeAct, Kind, Measure, Reading
from ecluse.law.provision import Provision
from ecluse.law.register import InForce, Law, Register


@dataclass(frozen=True, slots=True, kw_only=True)
class ActAnswer:
    """What a measure does to another, from a day up to a day that is no longer touched."""

    act: ActOnMeasure
    measure: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeAnswer:
    """What a measure does to a provision, from when, and under which reading (null: both)."""

    act: ChangeAct
    provision: str
    applies_from: date = key("from")
    reading: Reading | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureAnswer:
    """A published act.

    Args:
        measure: Its name in the log.
        published: The day on which the public could know it.
        complied_from: The first day on which one must comply, where that is later than effect.
        binds: The exporters that it reaches; empty where it reaches everyone.
        acts_on: What it does to other measures.
        changes: What it does to provisions.
    """

    SCHEMA: ClassVar[str] = "ecluse.measure/1"

    measure: str
    kind: Kind
    title: str
    summary: str
    citation: str
    url: str | None
    confidence: Confidence
    published: date
    effective: date | None
    complied_from: date | None
    binds: list[str]
    acts_on: list[ActAnswer]
    changes: list[ChangeAnswer]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionAnswer:
    """A provision in force.

    Args:
        provision: The paragraph's own identifier.
        measure: The measure that last wrote it.
        since: The first day on which it was in force as it stands.
        condition: Its condition or formula as the data write it; `words` puts a condition into the
            language asked for.
        members: Of a country group: the codes of its countries.
        doubt: A later act that leaves it open whether the provision applies.
        name: Its short name, where it says nothing in words itself.
    """

    SCHEMA: ClassVar[str] = "ecluse.provision/1"

    provision: str
    kind: str
    measure: str
    since: date
    citation: str
    url: str | None
    confidence: Confidence
    condition: str | None
    words: str | None
    members: list[str] | None
    text: str | None
    doubt: str | None
    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """One change of a provision.

    Args:
        applies_from: The first day on which it has effect, stays and delays counted.
        reading: The one reading under which it counts; null for both.
        confidence: How the row was read: in the rule's own text, in a secondary source, derived.
        read_on: The day on which it was read there, where that is on record.
    """

    act: ChangeAct
    measure: str
    kind: Kind
    published: date
    effective: date
    applies_from: date
    reading: Reading | None
    citation: str
    url: str | None
    confidence: Confidence
    read_on: str | None
    condition: str | None
    words: str | None
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionHistory:
    """A provision on a day (`in_force` is null where it is not), and every change of it."""

    provision: str
    in_force: ProvisionAnswer | None
    on: date
    history: list[HistoryEntry]


@dataclass(frozen=True, slots=True, kw_only=True)
class LawAnswer:
    """The provisions that a name stands for, with their history; `measure` where it names one."""

    SCHEMA: ClassVar[str] = "ecluse.law/1"

    measure: MeasureAnswer | None
    provisions: list[ProvisionHistory]


def measure_of(measure: Measure, lang: str) -> MeasureAnswer:
    """One measure, in one language."""
    return copied(
        MeasureAnswer,
        measure,
        title=measure.title.say(lang),
        summary=measure.summary.say(lang),
        **_read_in(measure.cited),
        binds=list(measure.binds),
        acts_on=[copied(ActAnswer, act) for act in measure.acts_on],
        changes=[copied(ChangeAnswer, change) for change in measure.changes],
    )


def _read_in(cited: Citation) -> dict[str, Any]:
    """Where it was read, by the keys of an answer."""
    return {"citation": str(cited), "url": cited.url, "confidence": cited.confidence}


def provision_of(entry: InForce, library: Library, lang: str) -> ProvisionAnswer:
    """One provision in force, in one language."""
    condition, in_words = _condition(entry.says, library, lang)
    members = getattr(entry.says, "members", None)
    return ProvisionAnswer(
        provision=entry.says.provision,
        kind=entry.says.kind,
        measure=entry.measure.measure,
        since=entry.since,
        **_read_in(entry.cited),
        condition=condition,
        words=in_words,
        members=sorted(members) if members is not None else None,
        text=_text(entry.says, lang),
        doubt=entry.doubt.text.say(lang) if entry.doubt and entry.doubt.text else None,
        name=library.name(entry.says.provision, lang),
    )


_CITED = re.compile(r"^(?:15 CFR )?(?:§+ *)?")  # how a paragraph is cited, and the house shows it


def law_of(
    name: str,
    register: Register,
    law: Law,
    library: Library,
    lang: str,
    *,
    where: str = "law",
) -> LawAnswer:
    """What a paragraph or a measure's name stands for: its provisions, with their history.

    Args:
        name: A paragraph or what it stands in (3A090 for 3A090.a), or a measure's name or the end
            of it.
        where: Where the name was said, for the error.

    Raises:
        UnknownNameError: No provision is or stands in that, and no measure is called that.
    """
    name = _CITED.sub("", name)
    names = [each for each in register.provision_names() if _stands_in(each, name)]
    measure = register.measure(name) if register.called(name) else None
    if not names and measure is None:
        known = [*register.provision_names(), *(each.measure for each in register.measures)]
        raise UnknownNameError(
            f"no provision or measure is called '{name}'",
            where,
            near(name, known) or "`ecluse law` lists them",
        )
    if measure is not None:
        names = list(dict.fromkeys(change.provision for change in measure.changes))
    return LawAnswer(
        measure=measure_of(measure, lang) if measure else None,
        provisions=[history_of(each, register, law, library, lang) for each in names],
    )


def _stands_in(provision: str, name: str) -> bool:
    return provision == name or provision.startswith(tuple(name + sign for sign in ".(,: "))


def history_of(
    name: str, register: Register, law: Law, library: Library, lang: str
) -> ProvisionHistory:
    """One provision on a day, and every change of it."""
    now = law.provisions.get(name)
    return ProvisionHistory(
        provision=name,
        in_force=provision_of(now, library, lang) if now else None,
        on=law.on,
        history=[
            _entry(measure, change, register, library, lang)
            for measure, change in register.history(name)
        ],
    )


def _entry(
    measure: Measure, change: Change, register: Register, library: Library, lang: str
) -> HistoryEntry:
    condition, in_words = _condition(change.says, library, lang)
    return copied(
        HistoryEntry,
        change,
        measure=measure.measure,
        kind=measure.kind,
        published=measure.published,
        applies_from=register.start_of(measure, change),
        **_read_in(change.cited),
        read_on=change.cited.read_on,
        condition=condition,
        words=in_words,
        text=_text(change.says, lang),
    )


def _text(says: Provision | None, lang: str) -> str | None:
    return says.text.say(lang) if says is not None and says.text is not None else None


def _condition(
    says: Provision | None, library: Library, lang: str
) -> tuple[str | None, str | None]:
    """A condition as the data write it and in words, or a formula."""
    when = getattr(says, "when", None)
    if when is not None:
        return source(when), words(when, library.vocabulary, lang)
    formula = getattr(says, "formula", None)
    return (None if formula is None else formula_source(formula)), None
