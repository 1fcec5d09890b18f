"""Edits to the log: what if a measure were dropped, delayed, paused or added, or a license granted?

Belongs here: reading a scenario file and applying it to a register. Does not: comparing the
outcomes.
Always true: a scenario makes a new register and leaves the old one as it was; it names only
measures that exist, and no two of its edits contradict each other; nobody joins or leaves a group
of which it leaves no list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from ecluse.citation import Citation, Confidence
from ecluse.errors import MOST_TOLD, EcluseError, InputError, UnknownNameError, raise_all
from ecluse.facts.file_record import STRICT, file_record
from ecluse.facts.reader import Document, as_path, check, in_file_order, read_document
from ecluse.facts.vocabulary import Vocabulary, Wording
from ecluse.facts.yaml_to_tree import Place
from ecluse.law.condition.parse import parse_condition
from ecluse.law.library import DATA, Library
from ecluse.law.measure import Act, Change, Measure, read_measure, with_dates
from ecluse.law.provision import Group, License
from ecluse.law.register import Register

E = TypeVar("E")
T = TypeVar("T")
SCENARIOS = "scenarios"
_CENTURY = 36_500


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """A measure that takes effect later (days above zero) or earlier (below); `published` moves
    with it if asked.
    """

    measure: str
    days: int
    published_too: bool = False
    __pydantic_config__ = STRICT

    def __post_init__(self) -> None:
        if abs(self.days) > _CENTURY:
            raise ValueError(f"days between -{_CENTURY} and {_CENTURY}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A measure that is stayed from a day on, up to a day that is no longer stayed."""

    measure: str
    since: date
    until: date | None = None
    provisions: tuple[str, ...] = ()
    __pydantic_config__ = STRICT

    def __post_init__(self) -> None:
        _in_order(self.since, self.until)


@file_record
class Grant:
    """A license granted: to whom, for what, where to, from when until when."""

    name: str
    when: str
    since: date
    until: date | None = None

    def __post_init__(self) -> None:
        _in_order(self.since, self.until)


def _in_order(since: date, until: date | None) -> None:
    if until is not None and until <= since:
        raise ValueError("'until' after 'since'")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A set of edits, with a name and a sentence that says what it supposes."""

    scenario: str
    says: Wording
    drops: tuple[str, ...] = ()
    delays: tuple[Delay, ...] = ()
    pauses: tuple[Pause, ...] = ()
    adds: tuple[Measure, ...] = ()
    grants: tuple[Measure, ...] = ()

    def __post_init__(self) -> None:
        if wrong := _contradictions({key: getattr(self, key) for key in _EDITED}):
            raise ValueError(wrong[0][1])


Edits = Mapping[str, Sequence[str | Delay | Pause | Measure]]
_EDITED = {
    "drops": "dropped",
    "delays": "delayed",
    "pauses": "paused",
    "adds": "added",
    "grants": "granted",
}


def _contradictions(edits: Edits) -> list[tuple[Place, str]]:
    """Edits that cannot be made together: where the later one stands, and what is wrong with it."""
    wrong: list[tuple[Place, str]] = []
    first: dict[str, str] = {}
    for key, of_kind in edits.items():
        names = [edit if isinstance(edit, str) else edit.measure for edit in of_kind]
        for place, name in enumerate(names):
            before = first.setdefault(name, _EDITED[key])
            what = _clash(before, _EDITED[key], again=name in names[:place])
            if what is not None:
                wrong.append(((key, place), f"'{name}' is {before} {what}"))
    pauses = edits["pauses"]
    return wrong + [
        (("pauses", place), f"'{pause.measure}' is paused twice in the same way")
        for place, pause in enumerate(pauses)
        if isinstance(pause, Pause) and pause in pauses[:place]
    ]


def _clash(before: str, edited: str, *, again: bool) -> str | None:
    """How an edit of a measure clashes with the first edit of it; None where it does not."""
    if before == edited:
        return "twice" if again and edited != "paused" else None
    if (before, edited) in _TOGETHER:
        return None
    return f"and {edited}: the two contradict each other"


# A measure of one's own in the place of the one dropped; a stay of what comes later.
_TOGETHER = {("dropped", "added"), ("delayed", "paused")}


@file_record
class ScenarioFile:
    """The keys of a scenario's file, before its measures and licenses are read."""

    scenario: str
    says: Wording
    drops: tuple[str, ...] = ()
    delays: tuple[Delay, ...] = ()
    pauses: tuple[Pause, ...] = ()
    adds: list[dict[str, Any]] = field(default_factory=list)
    grants: tuple[Grant, ...] = ()


def read_scenario(path: Path | str, library: Library, *, where: str = "scenario") -> Scenario:
    """A shipped scenario by its name, or one from a file.

    Args:
        path: A `Path` is a file; a `str` is a name, and never opens a file.
        where: Where the name was said, for the error.

    Raises:
        UnknownNameError: No shipped scenario is called that.
        InputError, SeveralErrors: Everything that is wrong with the file.
    """
    if isinstance(path, str):
        return scenario_of(_shipped(path, library.folder, where), library)
    return scenario_of(read_document(path, user=True), library)


def _shipped(name: str, data: Path, where: str) -> Document:
    names = shipped(data)
    if name in names:
        return read_document(data / SCENARIOS / f"{name}.yaml", name=name, user=True)
    if as_path(name) is not None:
        raise UnknownNameError(
            f"'{name}' is no name of a scenario", where, "for a file, give a pathlib.Path"
        )
    mend = f"give a file, or one of {', '.join(names)}; a file is written ./NAME or NAME.yaml"
    raise UnknownNameError(f"no scenario is called '{name}'", where, mend)


def scenario_of(document: Document, library: Library) -> Scenario:
    """A scenario from a parsed document; see `read_scenario`."""
    if not isinstance(document.tree, dict) or "scenario" not in document.tree:
        raise document.error(
            "the file holds no scenario", (), "start it with `scenario: NAME` and `says:`"
        )
    return _ScenarioReading(document, library).scenario(check(document, ScenarioFile))


D = TypeVar("D", Delay, Pause)


class _ScenarioReading:
    """A file being read; what is wrong with its edits is gathered, to be told together."""

    def __init__(self, document: Document, library: Library) -> None:
        self.document, self.library = document, library
        self.errors: list[EcluseError] = []

    def scenario(self, row: ScenarioFile) -> Scenario:
        """The scenario.

        Raises:
            InputError, SeveralErrors: Everything that is wrong with its edits.
        """
        adds = self._each("adds", row.adds, self._measure)
        drops = self._each("drops", row.drops, self._full_name)
        delays = self._each("delays", row.delays, self._on_full_name)
        pauses = self._each("pauses", row.pauses, self._on_full_name)
        self._check_new(adds, drops)
        grants = self._each("grants", row.grants, partial(self._licensed, row.scenario))
        raise_all(in_file_order(self.errors))
        made: Edits = {"drops": drops, "delays": delays, "pauses": pauses, "adds": adds}
        clashes = _contradictions({**made, "grants": grants})
        mend = "keep one of the two"
        raise_all([self.document.error(what, place, mend) for place, what in clashes])
        return Scenario(
            scenario=row.scenario,
            says=row.says,
            drops=drops,
            delays=delays,
            pauses=pauses,
            adds=adds,
            grants=grants,
        )

    def _each(self, key: str, edits: Iterable[E], read: Callable[[E, Place], T]) -> tuple[T, ...]:
        """What is read of each edit under a key."""
        found: list[T] = []
        for at, edit in enumerate(edits):
            if len(self.errors) >= MOST_TOLD:
                break
            try:
                found.append(read(edit, (key, at)))
            except EcluseError as error:
                self.errors.extend(error.mistakes)
        return tuple(found)

    def _measure(self, _: dict[str, Any], place: Place) -> Measure:
        return read_measure(self.document, self.library.vocabulary, place=place)

    def _full_name(self, name: str, place: Place) -> str:
        try:
            return self.library.register.measure(name).measure
        except UnknownNameError as error:
            raise self.document.placed(error, place) from error

    def _on_full_name(self, edit: D, place: Place) -> D:
        return replace(edit, measure=self._full_name(edit.measure, place))

    def _licensed(self, scenario: str, grant: Grant, place: Place) -> Measure:
        try:
            return _license(grant, scenario, self.library.vocabulary, self.document.where(place))
        except EcluseError as error:
            raise self.document.placed(error, place) from error

    def _check_new(self, adds: Iterable[Measure], drops: Iterable[str]) -> None:
        """Refuse added measures that are called as one of the log that is not dropped."""
        left = {measure.measure for measure in self.library.register.measures}.difference(drops)
        mend = "give it a name of its own, or drop the old one"
        for at, measure in enumerate(adds):
            if measure.measure in left:
                what = f"'{measure.measure}' is in the log already"
                self.errors.append(self.document.error(what, ("adds", at), mend))


def _license(grant: Grant, scenario: str, vocabulary: Vocabulary, where: str) -> Measure:
    name = f"license: {grant.name}"
    cited = Citation(source=f"scenario {scenario}", confidence=Confidence.GIVEN)
    says = License(
        kind="license", provision=name, when=parse_condition(grant.when, vocabulary, where)
    )
    changes = [Change(act="adds", provision=name, says=says, effective=grant.since, cited=cited)]
    if grant.until is not None:
        changes.append(
            Change(act="removes", provision=name, says=None, effective=grant.until, cited=cited)
        )
    words = Wording(en=grant.name, fr=grant.name)
    return Measure(
        measure=f"scenario/{grant.name}",
        kind="licenses",
        title=words,
        summary=words,
        cited=cited,
        published=date.min,
        effective=grant.since,
        changes=tuple(changes),
    )


def applied(scenario: Scenario, register: Register) -> Register:
    """The register as the scenario supposes it.

    Raises:
        InputError: It is applied already, or somebody joins or leaves a group of which it leaves no
            list on that day.
    """
    kept = (measure for measure in register.measures if measure.measure not in scenario.drops)
    delays = {delay.measure: delay for delay in scenario.delays}
    measures = [_delayed(measure, delays.get(measure.measure)) for measure in kept]
    if scenario.pauses:
        measures.append(_stays(scenario))
    measures += [*scenario.adds, *scenario.grants]
    where = f"scenario {scenario.scenario}"
    mend = "apply a scenario once, and give what it adds a name of its own"
    count = Counter(measure.measure for measure in measures)
    twice = sorted(name for name in count if count[name] > 1)
    raise_all([InputError(f"two measures are called '{name}'", where, mend) for name in twice])
    called = ", ".join(filter(None, (register.scenario, scenario.scenario)))
    edited = replace(register, measures=tuple(measures), scenario=called)
    raise_all(_unlisted(scenario, register, edited))
    return edited


def _delayed(measure: Measure, delay: Delay | None) -> Measure:
    """A measure with its days moved; it is known as early as it takes effect."""
    if delay is None:
        return measure
    shift = timedelta(days=delay.days)
    moved = with_dates(measure, lambda day: day + shift)
    if delay.published_too or delay.days < 0:
        return replace(moved, published=measure.published + shift)
    return moved


def _stays(scenario: Scenario) -> Measure:
    """The stays of a scenario, as one measure of its own."""
    return Measure(
        measure=f"scenario/{scenario.scenario}",
        kind="scenario",
        title=scenario.says,
        summary=scenario.says,
        cited=Citation(source=f"scenario {scenario.scenario}", confidence=Confidence.GIVEN),
        published=date.min,
        acts_on=tuple(
            Act(
                act="suspends",
                measure=pause.measure,
                since=pause.since,
                until=pause.until,
                provisions=pause.provisions,
            )
            for pause in scenario.pauses
        ),
    )


def _unlisted(scenario: Scenario, register: Register, edited: Register) -> list[EcluseError]:
    """Who joins or leaves a group of which the scenario leaves no list."""
    before = {(measure.measure, change.provision) for _, measure, change in register.unlisted()}
    found: list[EcluseError] = []
    for day, measure, change in edited.unlisted():
        if isinstance(change.says, Group) and (measure.measure, change.provision) not in before:
            what = f"'{measure.measure}' changes {change.says.group}, which has no members on {day}"
            mend = f"list them first under '{change.provision}', or leave that list in force"
            found.append(InputError(what, f"scenario {scenario.scenario}", mend))
    return found


def shipped(data: Path = DATA) -> list[str]:
    """The names of the scenarios that come with the data."""
    return [path.stem for path in sorted((data / SCENARIOS).glob("*.yaml"))]
