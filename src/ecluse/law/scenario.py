"""Edits to the log: what if a measure were dropped, delayed, paused or added, or a license granted?

Belongs here: reading a scenario file and applying it to a register. Does not: comparing the
outcomes.
Always true: a scenario makes a new register and leaves the old one as it was; it names only
measures that exist, and no two of its edits contradict each other; nobody joins or leaves a group
of which it leaves no list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from ecluse.citation import Citation, Confidence
from ecluse.errors import MOST_TOLD, EcluseError, InputError, UnknownNameError, raise_all
from ecluse.facts.reader import Document, Place, as_path, read_document, try_check
from ecluse.facts.vocabulary import Vocabulary, Words
from ecluse.law.condition.parse import parse_condition
from ecluse.law.library import DATA, Library
from ecluse.law.measure import Act, Change, Measure, read_measure, with_dates
from ecluse.law.provision import Group, License
from ecluse.law.register import Register

_STRICT = {"extra": "forbid"}
SCENARIOS = "scenarios"
FOLDER = DATA / SCENARIOS
_CENTURY = 36_500


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """A measure that takes effect later (days above zero) or earlier (below); `published` moves
    with it if asked.
    """

    measure: str
    days: int
    published_too: bool = False
    __pydantic_config__ = _STRICT

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
    __pydantic_config__ = _STRICT

    def __post_init__(self) -> None:
        _in_order(self.since, self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A license granted: to whom, for what, where to, from when until when."""

    name: str
    when: str
    since: date
    until: date | None = None
    __pydantic_config__ = _STRICT

    def __post_init__(self) -> None:
        _in_order(self.since, self.until)


def _in_order(since: date, until: date | None) -> None:
    if until is not None and until <= since:
        raise ValueError("'until' after 'since'")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A set of edits, with a name and a sentence that says what it supposes."""

    scenario: str
    says: Words
    drops: tuple[str, ...] = ()
    delays: tuple[Delay, ...] = ()
    pauses: tuple[Pause, ...] = ()
    adds: tuple[Measure, ...] = ()
    grants: tuple[Measure, ...] = ()

    def __post_init__(self) -> None:
        if wrong := _contradictions(self.drops, self.delays, self.pauses, self.adds, self.grants):
            raise ValueError(wrong[0][1])


def _contradictions(
    drops: Sequence[str],
    delays: Sequence[Delay],
    pauses: Sequence[Pause],
    adds: Sequence[Measure],
    grants: Sequence[Measure],
) -> list[tuple[Place, str]]:
    """Edits that cannot be made together: where the later one stands, and what is wrong with it."""
    found: list[tuple[Place, str]] = []
    done: dict[str, str] = {}
    for did, key, names in (
        ("dropped", "drops", drops),
        ("delayed", "delays", [each.measure for each in delays]),
        ("paused", "pauses", [each.measure for each in pauses]),
        ("added", "adds", [each.measure for each in adds]),
        ("granted", "grants", [each.measure for each in grants]),
    ):
        for place, name in enumerate(names):
            before = done.get(name)
            if before == did and did != "paused":
                found.append(((key, place), f"'{name}' is {did} twice"))
            elif before is not None and (before, did) not in _TOGETHER:
                found.append(
                    ((key, place), f"'{name}' is {before} and {did}: the two contradict each other")
                )
            done.setdefault(name, did)
    for place, pause in enumerate(pauses):
        if pause in pauses[:place]:
            found.append((("pauses", place), f"'{pause.measure}' is paused twice in the same way"))
    return found


# A measure of one's own in the place of the one dropped; a stay of what comes later, and one more.
_TOGETHER = {("dropped", "added"), ("delayed", "paused"), ("paused", "paused")}


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioFile:
    """The keys of a scenario's file, before its measures and licenses are read."""

    scenario: str
    says: Words
    drops: tuple[str, ...] = ()
    delays: tuple[Delay, ...] = ()
    pauses: tuple[Pause, ...] = ()
    adds: list[dict[str, Any]] = field(default_factory=list)
    grants: tuple[Grant, ...] = ()
    __pydantic_config__ = _STRICT


def read_scenario(path: Path | str, library: Library) -> Scenario:
    """A shipped scenario by its name, or one from a file.

    Args:
        path: A `Path` is a file; a `str` is a name, and never opens a file.

    Raises:
        UnknownNameError: No shipped scenario is called that.
        InputError, SeveralErrors: Everything that is wrong with the file.
    """
    if isinstance(path, str):
        return scenario_of(_shipped(path, library.folder), library)
    return scenario_of(read_document(path, user=True), library)


def _shipped(name: str, data: Path) -> Document:
    names = shipped(data)
    if name in names:
        return read_document(data / SCENARIOS / f"{name}.yaml", name=name, user=True)
    if as_path(name) is not None:
        raise UnknownNameError(
            f"'{name}' is no name of a scenario", "scenario", "for a file, give a pathlib.Path"
        )
    mend = f"give a file, or one of {', '.join(names)}; a file is written ./NAME or NAME.yaml"
    raise UnknownNameError(f"no scenario is called '{name}'", "--scenario", mend)


def scenario_of(document: Document, library: Library) -> Scenario:
    """A scenario from a parsed document; see `read_scenario`."""
    if not isinstance(document.tree, dict) or "scenario" not in document.tree:
        raise document.error(
            "the file holds no scenario", (), "start it with `scenario: NAME` and `says:`"
        )
    row, errors = try_check(document, ScenarioFile)
    raise_all(errors)
    known = {measure.measure for measure in library.register.measures}
    added: list[Measure] = []
    for index in range(len(row.adds)):
        if len(errors) >= MOST_TOLD:
            break
        try:
            added.append(read_measure(document, library.vocabulary, place=("adds", index)))
        except EcluseError as error:
            errors.extend(error.mistakes)
    names = [("drops", name, ("drops", place)) for place, name in enumerate(row.drops)]
    names += [("delays", each.measure, ("delays", place)) for place, each in enumerate(row.delays)]
    names += [("pauses", each.measure, ("pauses", place)) for place, each in enumerate(row.pauses)]
    full: dict[str, str] = {}
    for _, name, place in names:
        if len(errors) >= MOST_TOLD:
            break
        try:
            full[name] = library.register.measure(name).measure
        except UnknownNameError as error:
            errors.append(document.error(error.what, place, error.mend))
    dropped = {full.get(name) for name in row.drops}
    for index, measure in enumerate(added):
        if measure.measure in known and measure.measure not in dropped:
            errors.append(
                document.error(
                    f"'{measure.measure}' is in the log already",
                    ("adds", index),
                    "give it a name of its own, or drop the old one",
                )
            )
    grants = []
    for index, grant in enumerate(row.grants):
        if len(errors) >= MOST_TOLD:
            break
        try:
            grants.append(
                _license(
                    grant,
                    row.scenario,
                    library.vocabulary,
                    f"{document.file}:{document.line(('grants', index))}",
                )
            )
        except EcluseError as error:
            errors.append(document.error(error.what, ("grants", index), error.mend))
    raise_all(errors)
    edits: dict[str, Any] = {
        "drops": tuple(full[name] for name in row.drops),
        "delays": tuple(replace(each, measure=full[each.measure]) for each in row.delays),
        "pauses": tuple(replace(each, measure=full[each.measure]) for each in row.pauses),
        "adds": tuple(added),
        "grants": tuple(grants),
    }
    raise_all(
        [
            document.error(what, place, "keep one of the two")
            for place, what in _contradictions(**edits)
        ]
    )
    return Scenario(scenario=row.scenario, says=row.says, **edits)


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
    words = Words(en=grant.name, fr=grant.name)
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
    delays = {each.measure: each for each in scenario.delays}
    measures: list[Measure] = []
    for measure in register.measures:
        if measure.measure in scenario.drops:
            continue
        if measure.measure in delays:
            delay = delays[measure.measure]
            shift = timedelta(days=delay.days)
            moved = with_dates(measure, lambda day, shift=shift: day + shift)
            told = delay.published_too or shift.days < 0
            measures.append(replace(moved, published=measure.published + shift) if told else moved)
            continue
        measures.append(measure)
    acts = tuple(
        Act(
            act="suspends",
            measure=each.measure,
            since=each.since,
            until=each.until,
            provisions=each.provisions,
        )
        for each in scenario.pauses
    )
    if acts:
        words = scenario.says
        measures.append(
            Measure(
                measure=f"scenario/{scenario.scenario}",
                kind="scenario",
                title=words,
                summary=words,
                cited=Citation(source=f"scenario {scenario.scenario}", confidence=Confidence.GIVEN),
                published=date.min,
                acts_on=acts,
            )
        )
    measures += [*scenario.adds, *scenario.grants]
    names = [measure.measure for measure in measures]
    twice = sorted({name for name in names if names.count(name) > 1})
    raise_all(
        [
            InputError(
                f"two measures are called '{name}'",
                f"scenario {scenario.scenario}",
                "apply a scenario once, and give what it adds a name of its own",
            )
            for name in twice
        ]
    )
    edited = replace(register, measures=tuple(measures))
    raise_all(_unlisted(scenario, register, edited))
    return edited


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
