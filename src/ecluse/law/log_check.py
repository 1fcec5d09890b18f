"""Whether each measure of the log says where it was read, and finds what it changes.

Belongs here: sources, dates, what each act points at, what each change finds when it starts. Does
not: what the law says on a day (day_check), names that stand outside the log (name_check).
Always true: the law of no day is built here; the log alone is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ecluse.citation import Citation, Confidence
from ecluse.errors import near
from ecluse.law.flaw import Flaw, error, warning
from ecluse.law.measure import Change, Measure, Reading
from ecluse.law.provision import Definition, Group, Provision, Requirement
from ecluse.law.register import Register


def log_flaws(register: Register) -> Iterator[Flaw]:
    """What is wrong with the measures as such."""
    yield from _cited(register)
    yield from _dated(register)
    yield from _acts(register)
    yield from _changes(register)
    yield from _unlisted(register)


def _cited(register: Register) -> Iterator[Flaw]:
    for measure in register.measures:
        yield from _source(measure.cited, measure.measure)
        for change in measure.changes:
            if change.cited != measure.cited:
                yield from _source(change.cited, f"{measure.measure}, {change.provision}")


def _source(cited: Citation, where: str) -> Iterator[Flaw]:
    if not cited.url:
        yield warning("the source has no URL", where, "add url: to cited, if there is one")
    elif not cited.url.startswith(("https://", "http://")):
        yield error(f"'{cited.url}' is no URL", where, "give one that begins with https://")
    if cited.confidence is Confidence.MEMORY:
        yield warning("it rests on memory", where, "read the text and cite it")


def _dated(register: Register) -> Iterator[Flaw]:
    for measure in register.measures:
        first = min((change.effective for change in measure.changes), default=measure.effective)
        early = first is not None and first < measure.published
        if early and measure.kind not in ("letter", "licenses", "scenario"):
            yield warning(
                f"it has effect on {first}, before it was published on {measure.published}",
                measure.measure,
                "check both dates; `published` is the release or public inspection, not the "
                "printing",
            )
    for measure, change in register.changes:
        where, says = f"{measure.measure}, {change.provision}", change.says
        if isinstance(says, Definition):
            days = [step.since for step in says.steps]
            if days != sorted(set(days)):
                yield error("its steps are not in order of days", where, "sort them, one a day")
        if isinstance(says, Requirement) and says.saves:
            until = says.saves.until
            if until <= change.applies_from:
                what = f"goods on their way are saved until {until}, before it applies"
                yield error(what, where, "check both dates")


def _acts(register: Register) -> Iterator[Flaw]:
    named = {measure.measure: measure for measure in register.measures}
    for measure in register.measures:
        for act in measure.acts_on:
            where = f"{measure.measure}, {act.act}"
            touched = named.get(act.measure)
            if touched is None:
                yield error(
                    f"no measure is called '{act.measure}'",
                    where,
                    near(act.measure, tuple(named)) or "name a measure on record",
                )
                continue
            changed = {change.provision for change in touched.changes}
            for name in act.provisions:
                if name not in changed:
                    yield error(
                        f"{touched.measure} does not touch '{name}'",
                        where,
                        near(name, tuple(changed))
                        or f"it touches {', '.join(sorted(changed)) or 'none'}",
                    )
            if not act.provisions and not changed:
                yield error(
                    f"{touched.measure} changes no provision, so there is nothing to act on",
                    where,
                    "name another measure, or remove the act",
                )
            if act.act == "postpones" and all(
                change.applies_from < act.since for change in touched.changes
            ):
                yield warning(
                    f"{touched.measure} applied before {act.since} and is not postponed",
                    where,
                    "a stay of what applies already is 'suspends'",
                )


Standing = dict[str, tuple[Measure, Provision | None]]


def _changes(register: Register) -> Iterator[Flaw]:
    """What each change finds when it starts, under both readings, stays left aside."""
    for reading in Reading:
        steps = [
            (register.start_of(measure, change), measure.published, place, index, measure, change)
            for place, measure in enumerate(register.measures)
            for index, change in enumerate(measure.changes)
            if change.reading in (None, reading)
        ]
        standing: Standing = {}
        for start, _, _, _, measure, change in sorted(steps, key=lambda step: step[:4]):
            where = f"{measure.measure}, {change.provision}"
            _, before = standing.get(change.provision, (measure, None))
            yield from _met(change, start, standing, where)
            if isinstance(change.says, Group) and change.says.members is None:
                yield from _members(before, change.says, where)
            if change.act == "removes":
                standing.pop(change.provision, None)
                continue
            says = change.says
            stands = says.over(before) if isinstance(says, Group) else says
            standing[change.provision] = (measure, stands)


def _met(change: Change, start: date, standing: Standing, where: str) -> Iterator[Flaw]:
    """What is wrong between a change and the provision that it meets when it starts."""
    met = standing.get(change.provision)
    if change.act == "adds" and met is not None:
        what = f"it adds what {met[0].measure} had put in force before {start}"
        yield error(what, where, "write it under replaces")
    if change.act != "adds" and met is None:
        near_name = near(change.provision, tuple(standing))
        replaced = f"it replaces what is not in force on {start}"
        removed = f"it removes what is not in force on {start}"
        what = replaced if change.act == "replaces" else removed
        yield error(what, where, near_name or "check the name, the date and the reading")
    if change.act == "replaces" and met is not None and change.says is not None:
        before = met[1]
        if type(before) is not type(change.says):
            kind = before.kind if before else "provision"
            what = f"it replaces a {kind} by a {change.says.kind}"
            yield error(what, where, "remove the one and add the other")


def _unlisted(register: Register) -> Iterator[Flaw]:
    """Who joins or leaves a group that has no list."""
    for start, measure, change in register.unlisted():
        assert isinstance(change.says, Group)
        yield error(
            f"it changes {change.says.group}, which has no members on record on {start}",
            f"{measure.measure}, {change.provision}",
            "list the members first, under the same provision, or check the date",
        )


def _members(before: Provision | None, says: Group, where: str) -> Iterator[Flaw]:
    if not isinstance(before, Group) or before.group != says.group or before.members is None:
        return  # told by `_unlisted`
    mend = "check the list that it starts from"
    for code in sorted(says.joins & before.members):
        yield error(f"{code} joins {says.group}, where it is already", where, mend)
    for code in sorted(says.leaves - before.members):
        yield error(f"{code} leaves {says.group}, where it is not", where, mend)
