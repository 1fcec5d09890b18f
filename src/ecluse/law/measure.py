"""One published act and its dates.

Belongs here: the measure, what it changes, what it does to other measures, and reading one from its
file.
Does not: what all measures together come to on a day (register).
Always true: a measure is cited; nothing applies before it is effective; a compliance date is not
before the effective one; what removes a provision says nothing, and nothing else is silent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any, Literal, get_args

from ecluse.citation import Citation
from ecluse.errors import EcluseError, InputError, UnknownNameError, near, raise_all
from ecluse.facts.file_record import STRICT
from ecluse.facts.reader import Document, in_file_order, try_check
from ecluse.facts.vocabulary import Vocabulary, Wording
from ecluse.law.condition.tree import words_of
from ecluse.law.provision import Provision, conditions_of
from ecluse.law.read_provision import read_provision

if TYPE_CHECKING:
    from ecluse.facts.yaml_to_tree import Place


class Reading(Enum):
    """Two ways to read the law: as the text stands, or as the agency says that it enforces it."""

    TEXT = "text"
    ENFORCED = "enforced"

    @classmethod
    def of(cls, reading: Reading | str, where: str = "reading") -> Reading:
        """The reading that is meant: one of the two, or its exact value.

        Raises:
            UnknownNameError: It is neither.

        >>> Reading.of("enforced")
        <Reading.ENFORCED: 'enforced'>
        """
        if isinstance(reading, cls):
            return reading
        values = {each.value: each for each in cls}
        if isinstance(reading, str) and reading in values:
            return values[reading]
        close = near(reading, tuple(values)) if isinstance(reading, str) else ""
        raise UnknownNameError(
            f"no reading is called {reading!r}", where, close or f"give {' or '.join(values)}"
        )


def day_of_the_law(value: object, where: str) -> date:
    """A day, as it stands: a moment or a text would be compared with days in silence, or never.

    Raises:
        InputError: It is no plain `datetime.date`.
    """
    if type(value) is not date:
        raise InputError(
            f"{value!r} is no day", where, "give a datetime.date without a time of day"
        )
    return value


def _days(**values: object) -> None:
    for name, value in values.items():
        if value is not None and type(value) is not date:
            raise ValueError(f"'{name}' is a day without a time, not {value!r}")


ChangeAct = Literal["adds", "replaces", "removes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a measure does to one provision, and from when."""

    act: ChangeAct
    provision: str
    says: Provision | None
    effective: date
    complied_from: date | None = None
    cited: Citation
    reading: Reading | None = None

    def __post_init__(self) -> None:
        _days(effective=self.effective, complied_from=self.complied_from)
        if self.act not in get_args(ChangeAct):
            raise ValueError(f"a change {' or '.join(get_args(ChangeAct))}, not {self.act!r}")
        if (self.says is None) is not (self.act == "removes"):
            raise ValueError("a change says what the provision reads, or removes it")
        if self.says is not None and self.says.provision != self.provision:
            raise ValueError(f"'{self.says.provision}' says what '{self.provision}' reads")
        if self.complied_from is not None and self.complied_from < self.effective:
            raise ValueError("'complied_from' is before 'effective'")
        if self.reading is not None and not isinstance(self.reading, Reading):
            raise ValueError(f"a Reading or None, not {self.reading!r}")

    @property
    def applies_from(self) -> date:
        """The first day on which one must comply."""
        return self.complied_from or self.effective

    def words_of(self, fact: str) -> Iterator[str]:
        """The words that its conditions compare a fact with."""
        for condition in conditions_of(self.says):
            yield from words_of(condition, fact)


ActOnMeasure = Literal["suspends", "postpones", "rescinds", "doubts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What a measure does to another: from a day on, up to a day that is no longer touched (or for
    good).
    """

    act: ActOnMeasure
    measure: str
    since: date
    until: date | None = None
    to: date | None = None
    provisions: tuple[str, ...] = ()
    text: Wording | None = None
    __pydantic_config__ = STRICT

    def __post_init__(self) -> None:
        _days(since=self.since, until=self.until, to=self.to)
        if self.act not in get_args(ActOnMeasure):
            raise ValueError(f"an act of {', '.join(get_args(ActOnMeasure))}, not {self.act!r}")
        if (self.act == "postpones") is not (self.to is not None):
            raise ValueError("'postpones' with 'to', and only it")
        if self.to is not None and (self.to <= self.since or self.until is not None):
            raise ValueError("'postpones' with 'to' after 'since', and no 'until'")
        if self.until is not None and self.until <= self.since:
            raise ValueError("'until' after 'since'")

    def touches(self, provision: str) -> bool:
        """Whether the act reaches this provision of its measure."""
        return not self.provisions or provision in self.provisions


Kind = Literal[
    "rule",
    "letter",
    "guidance",
    "announcement",
    "report",
    "proposal",
    "bill",
    "licenses",
    "scenario",
]
WITHOUT_EFFECT = ("report", "proposal", "bill")


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureHead:
    """What a measure and its file say alike.

    `published` is the day on which the public could know it; `binds` are the exporters that it
    reaches, or none where it reaches everyone.
    """

    measure: str
    kind: Kind
    title: Wording
    summary: Wording
    cited: Citation
    published: date
    effective: date | None = None
    complied_from: date | None = None
    binds: tuple[str, ...] = ()
    acts_on: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(MeasureHead):
    """One published act."""

    changes: tuple[Change, ...] = ()

    def __post_init__(self) -> None:
        _days(published=self.published, effective=self.effective, complied_from=self.complied_from)
        if not self.measure.strip():
            raise ValueError("a measure with a name")
        if self.kind not in get_args(Kind):
            raise ValueError(f"a measure of kind {', '.join(get_args(Kind))}, not {self.kind!r}")
        if self.kind in WITHOUT_EFFECT and self.changes:
            raise ValueError(f"a {self.kind} cannot change the law")
        if self.effective and self.complied_from and self.complied_from < self.effective:
            raise ValueError("'complied_from' is before 'effective'")


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureFile(MeasureHead):
    """The keys of a measure's file, before its provisions are read."""

    adds: list[dict[str, Any]] | None = None
    replaces: list[dict[str, Any]] | None = None
    removes: list[dict[str, Any]] | None = None
    __pydantic_config__ = STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionDates:
    """The keys of a provision that say when and how it applies, apart from what it says."""

    effective: date | None = None
    complied_from: date | None = None
    cited: Citation | None = None
    reading: Reading | None = None
    __pydantic_config__ = STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal(ProvisionDates):
    """A provision that a measure removes."""

    provision: str
    __pydantic_config__ = STRICT


_DATE_KEYS = tuple(field.name for field in fields(ProvisionDates))


def read_measure(document: Document, vocabulary: Vocabulary, *, place: Place = ()) -> Measure:
    """Read one measure (at `place` of a document; a scenario holds several).

    Raises:
        DataError, InputError, SeveralErrors: Everything that is wrong with it, in file order.
    """
    head, errors = try_check(document, MeasureFile, place=place)
    changes: list[Change] = []
    for act, index, raw in _raw_changes(document.at(place)):
        at = (*place, act, index)
        change, wrong = _read_change(document, vocabulary, head, act, dict(raw), at)
        errors.extend(wrong)
        changes.extend([change] if change else [])
    if head is not None:
        errors += _wrong_head(document, head, place, changes=bool(changes))
    raise_all(in_file_order(errors))
    assert head is not None
    said = {field.name: getattr(head, field.name) for field in fields(MeasureHead)}
    return Measure(**said, changes=tuple(changes))


def _raw_changes(raw: Any) -> Iterator[tuple[ChangeAct, int, dict[str, Any]]]:
    """The changes of a measure as they are written, whatever is wrong with the rest of it."""
    for act in get_args(ChangeAct):
        written = raw.get(act) if isinstance(raw, dict) else None
        for index, each in enumerate(written if isinstance(written, list) else ()):
            if isinstance(each, dict) and all(isinstance(key, str) for key in each):
                yield act, index, each


def _wrong_head(
    document: Document, head: MeasureFile, place: Place, *, changes: bool
) -> Iterator[EcluseError]:
    """What is wrong with a measure's own kind and dates."""
    without = head.kind in WITHOUT_EFFECT
    if changes and head.effective is None and not without:
        what = f"'{head.measure}' changes the law and has no 'effective'"
        yield document.error(what, place, "add its date")
    if changes and without:
        what = f"a {head.kind} cannot change the law"
        yield document.error(what, place, "write what it would do as a scenario")
    if head.effective and head.complied_from and head.complied_from < head.effective:
        at = (*place, "complied_from")
        yield document.error(_COMPLIED_EARLY, at, "check both dates")


_COMPLIED_EARLY = "'complied_from' is before 'effective'"


def _read_change(
    document: Document,
    vocabulary: Vocabulary,
    head: MeasureFile | None,
    act: ChangeAct,
    raw: dict[str, Any],
    place: Place,
) -> tuple[Change | None, list[EcluseError]]:
    dates_raw = {key: raw.pop(key) for key in _DATE_KEYS if key in raw}
    if act == "removes":
        dates, errors = try_check(document, Removal, place=place, tree={**raw, **dates_raw})
        says, name = None, getattr(dates, "provision", "")
    else:
        dates, errors = try_check(document, ProvisionDates, place=place, tree=dates_raw)
        says, wrong = read_provision(document, vocabulary, raw, place)
        errors = [*errors, *wrong]
        name = getattr(says, "provision", "")
    if errors or head is None:
        return None, errors
    return _change(document, head, act, name, says, dates, place)


def _change(
    document: Document,
    head: MeasureFile,
    act: ChangeAct,
    name: str,
    says: Provision | None,
    dates: ProvisionDates,
    place: Place,
) -> tuple[Change | None, list[EcluseError]]:
    """A change with its own dates, or those of its measure."""
    effective = dates.effective or head.effective or head.published
    complied_from = dates.complied_from or (None if dates.effective else head.complied_from)
    own = dates.effective is not None or dates.complied_from is not None
    if complied_from is not None and complied_from < effective:
        # Where both dates are the measure's own, it is said once, of the measure.
        late = document.error(_COMPLIED_EARLY, place, "check both dates")
        return None, [late] if own or not head.effective else []
    change = Change(
        act=act,
        provision=name,
        says=says,
        effective=effective,
        complied_from=complied_from,
        cited=dates.cited or head.cited,
        reading=dates.reading,
    )
    return change, []


def with_dates(measure: Measure, shift: Any) -> Measure:
    """The measure with `shift` applied to every day from which it has effect (used by scenarios
    that delay one).
    """
    moved = tuple(
        replace(
            change,
            effective=shift(change.effective),
            complied_from=shift(change.complied_from) if change.complied_from else None,
        )
        for change in measure.changes
    )
    return replace(
        measure,
        effective=shift(measure.effective) if measure.effective else None,
        complied_from=shift(measure.complied_from) if measure.complied_from else None,
        changes=moved,
    )
