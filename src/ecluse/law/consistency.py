"""Whether the log of measures says one thing, and says it of things that exist.

Belongs here: looking the whole log over: sources, dates, names, what each change finds, what each act points at; and, day by
day of constant law, paragraphs that overlap or cannot be decided, provisions that can never apply and, where asked, gaps in
review policies and provisions out of reach (proved in reach). Does not: reading files (reader), mending them.
Always true: one flaw is told once, with the first and last day on which it stands; an error is something that an answer can
be wrong for, a warning something that a jurist should look at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

from ecluse.citation import Citation, Confidence
from ecluse.errors import near
from ecluse.facts.item import Item
from ecluse.facts.vocabulary import FactType
from ecluse.law.condition.tree import Condition, OneOf, facts_of, groups_of
from ecluse.law.example import Search, leaves_of, shown
from ecluse.law.library import Library
from ecluse.law.measure import Measure, Reading
from ecluse.law.provision import (
    Classification,
    Definition,
    Exclusion,
    Group,
    Jurisdiction,
    LicenseException,
    Presumption,
    Provision,
    Requirement,
    Restriction,
    Review,
    conditions_of,
)
from ecluse.law.reach import Proof, gaps, out_of_reach, overlaps, satisfiable, undecided
from ecluse.law.register import Law, Register

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """Something that should not be: what, where, and how to mend it; `example` is a case that shows it."""

    severity: Literal["error", "warning"]
    what: str
    where: str
    mend: str
    example: str | None = None

    def to_dict(self) -> dict[str, str | None]:
        """As plain data."""
        return {
            "severity": self.severity,
            "what": self.what,
            "where": self.where,
            "mend": self.mend,
            "example": self.example,
        }


def check_law(library: Library, *, deep: bool = False, progress: Progress | None = None) -> list[Flaw]:
    """Everything that is wrong, or worth a look, in the data; errors first.

    With `deep`, each day of constant law is also searched for license requirements without a review policy and for
    provisions that make no difference in any case. `progress` is told how many of how many days are done.
    """
    found = [
        *_cited(library.register),
        *_dated(library.register),
        *_acts(library.register),
        *_changes(library.register),
    ]
    found += [*_people_and_places(library), *_items(library)]
    found += _days(library, deep, progress)
    return sorted(dict.fromkeys(found), key=lambda flaw: flaw.severity != "error")


# ---- the log, measure by measure ----------------------------------------------------------------------------------


def _error(what: str, where: str, mend: str, example: str | None = None) -> Flaw:
    return Flaw(severity="error", what=what, where=where, mend=mend, example=example)


def _warning(what: str, where: str, mend: str, example: str | None = None) -> Flaw:
    return Flaw(severity="warning", what=what, where=where, mend=mend, example=example)


def _cited(register: Register) -> Iterator[Flaw]:
    for measure in register.measures:
        yield from _source(measure.cited, measure.measure)
        for change in measure.changes:
            if change.cited != measure.cited:
                yield from _source(change.cited, f"{measure.measure}, {change.provision}")


def _source(cited: Citation, where: str) -> Iterator[Flaw]:
    if not cited.source.strip():
        yield _error("no source is named", where, "say where it was read: cited: {source: …}")
    if not cited.url:
        yield _warning("the source has no URL", where, "add url: to cited, if there is one")
    if cited.confidence is Confidence.MEMORY:
        yield _warning("it rests on memory", where, "read the text and cite it")


def _dated(register: Register) -> Iterator[Flaw]:
    for measure in register.measures:
        first = min((change.effective for change in measure.changes), default=measure.effective)
        if measure.kind not in ("letter", "licenses", "scenario") and first is not None and first < measure.published:
            yield _warning(
                f"it has effect on {first}, before it was published on {measure.published}",
                measure.measure,
                "check both dates; `published` is the release or public inspection, not the printing",
            )
        for change in measure.changes:
            where = f"{measure.measure}, {change.provision}"
            if change.complied_from is not None and change.complied_from < change.effective:
                yield _error(
                    f"compliance on {change.complied_from} comes before effect on {change.effective}",
                    where,
                    "check both dates",
                )
            if isinstance(change.says, Definition):
                days = [step.since for step in change.says.steps]
                if days != sorted(set(days)):
                    yield _error("its steps are not in order of days", where, "sort them, one a day")
            if (
                isinstance(change.says, Requirement)
                and change.says.saves
                and change.says.saves.until <= change.applies_from
            ):
                yield _error(
                    f"goods on their way are saved until {change.says.saves.until}, before it applies",
                    where,
                    "check both dates",
                )


def _acts(register: Register) -> Iterator[Flaw]:
    named = {measure.measure: measure for measure in register.measures}
    for measure in register.measures:
        for act in measure.acts_on:
            where = f"{measure.measure}, {act.act}"
            touched = named.get(act.measure)
            if touched is None:
                yield _error(
                    f"no measure is called '{act.measure}'",
                    where,
                    near(act.measure, tuple(named)) or "`ecluse law --measures` lists them",
                )
                continue
            changed = {change.provision for change in touched.changes}
            for name in act.provisions:
                if name not in changed:
                    yield _error(
                        f"{touched.measure} does not touch '{name}'",
                        where,
                        near(name, tuple(changed)) or f"it touches {', '.join(sorted(changed)) or 'none'}",
                    )
            if not act.provisions and not changed:
                yield _error(
                    f"{touched.measure} changes no provision, so there is nothing to act on",
                    where,
                    "name another measure, or remove the act",
                )
            if act.act == "postpones" and all(change.applies_from < act.since for change in touched.changes):
                yield _warning(
                    f"{touched.measure} applied before {act.since} and is not postponed",
                    where,
                    "a stay of what applies already is 'suspends'",
                )


def _changes(register: Register) -> Iterator[Flaw]:
    """What each change finds when it starts, under both readings, stays left aside."""
    for reading in Reading:
        steps = [
            (register.start_of(measure, change), measure.published, place, index, measure, change)
            for place, measure in enumerate(register.measures)
            for index, change in enumerate(measure.changes)
            if change.reading in (None, reading)
        ]
        standing: dict[str, tuple[Measure, Provision | None]] = {}
        for start, _, _, _, measure, change in sorted(steps, key=lambda step: step[:4]):
            where = f"{measure.measure}, {change.provision}"
            before = standing.get(change.provision)
            if change.act == "adds" and before is not None:
                yield _error(
                    f"it adds what {before[0].measure} had put in force before {start}",
                    where,
                    "write it under replaces",
                )
            if change.act != "adds" and before is None:
                near_name = near(change.provision, tuple(standing))
                yield _error(
                    f"it {change.act} what is not in force on {start}",
                    where,
                    near_name or "check the name, the date and the reading",
                )
            if (
                change.act == "replaces"
                and before is not None
                and change.says is not None
                and type(before[1]) is not type(change.says)
            ):
                yield _error(
                    f"it replaces a {before[1].kind if before[1] else 'provision'} by a {change.says.kind}",
                    where,
                    "remove the one and add the other",
                )
            if (
                isinstance(change.says, Group)
                and change.says.members is None
                and before is not None
                and isinstance(before[1], Group)
            ):
                yield from _members(before[1], change.says, where)
            if change.act == "removes":
                standing.pop(change.provision, None)
            else:
                standing[change.provision] = (measure, _laid(before[1] if before else None, change.says))


def _members(before: Group, says: Group, where: str) -> Iterator[Flaw]:
    for code in sorted(says.joins & (before.members or frozenset())):
        yield _error(f"{code} joins {says.group}, where it is already", where, "check the list that it starts from")
    for code in sorted(says.leaves - (before.members or frozenset())):
        yield _error(f"{code} leaves {says.group}, where it is not", where, "check the list that it starts from")


def _laid(before: Provision | None, says: Provision | None) -> Provision | None:
    if isinstance(says, Group) and says.members is None and isinstance(before, Group):
        return replace(says, members=((before.members or frozenset()) | says.joins) - says.leaves)
    return says


# ---- names that stand outside the log -----------------------------------------------------------------------------


def _people_and_places(library: Library) -> Iterator[Flaw]:
    countries, facts = library.countries.by_code, library.vocabulary.facts
    for measure in library.register.measures:
        for change in measure.changes:
            where = f"{measure.measure}, {change.provision}"
            if isinstance(change.says, Group):
                codes = (
                    (change.says.members or frozenset()) | change.says.joins | change.says.leaves | change.says.doubtful
                )
                for code in sorted(codes - set(countries)):
                    yield _error(
                        f"'{code}' is no country", where, "write its ISO 3166 code, and add it to data/countries"
                    )
            if change.says is None:
                continue
            for node in (leaf for condition in conditions_of(change.says) for leaf in leaves_of(condition)):
                if isinstance(node, OneOf) and facts[node.fact].type is FactType.COUNTRY:
                    for code in (word for word in node.words if word not in countries):
                        yield _error(
                            f"'{code}' is no country", where, "write its ISO 3166 code, and add it to data/countries"
                        )


def _items(library: Library) -> Iterator[Flaw]:
    items = library.catalogue.items
    for item in items.values():
        where = f"data/items, {item.name}"
        cited = {
            citation.source
            for known in (*item.figures.values(), *((item.datacenter,) if item.datacenter else ()))
            for citation in known.cited
        }
        idle = [key for key, url in item.sources.items() if url not in cited]
        if idle:
            yield _warning(
                f"no figure cites the source {', '.join(idle)}", where, "cite it, or say in notes what it is for"
            )
        if item.designer_headquarters is not None and item.designer_headquarters not in library.countries.by_code:
            yield _error(
                f"its designer's headquarters '{item.designer_headquarters}' is no country",
                where,
                "write its ISO 3166 code",
            )
        yield from _figures(item, where)
    families = {(item.family or "").casefold() for item in items.values()}
    if not items:
        return
    for measure in library.register.measures:
        for change in measure.changes:
            for node in (
                leaf
                for condition in (conditions_of(change.says) if change.says else ())
                for leaf in leaves_of(condition)
            ):
                if isinstance(node, OneOf) and node.fact == "item_family":
                    for word in (word for word in node.words if word.casefold() not in families):
                        yield _warning(
                            f"no item of the catalogue is of the family '{word}'",
                            f"{measure.measure}, {change.provision}",
                            near(word, [item.family for item in items.values() if item.family])
                            or "add the item, or check the family's name",
                        )


def _figures(item: Item, where: str) -> Iterator[Flaw]:
    if item.kind == "chip" and not item.rates and "tpp" not in item.figures:
        yield _warning(
            "no throughput is on file, so its TPP is unknown", where, "add a figure such as fp16_tera_ops_per_s"
        )
    if item.kind in ("board", "system") and item.contains is None:
        yield _warning("a board or system that contains no item", where, "add contains: {item: …, count: …}")


# ---- the law, day by day ------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Seen:
    """One flaw over the days on which it stands."""

    flaw: Flaw
    first: date
    last: date


def _days(library: Library, deep: bool, progress: Progress | None) -> list[Flaw]:
    register = library.register
    slices = list(_slices(register))
    seen: dict[tuple[str, str], _Seen] = {}
    together: dict[tuple[str, str, str], bool] = {}
    possible: dict[tuple[str, str, date], bool] = {}
    memory: dict[object, Any] = {}
    for done, (first, last, law) in enumerate(slices):
        search = Search(law, library, memory)
        for entry in law.provisions.values():
            key = (entry.says.provision, entry.measure.measure, entry.since)
            possible[key] = possible.get(key, False) or satisfiable(search, entry)
            if isinstance(entry.says, Restriction):
                symbols = {says.symbol for says, _ in law.of_kind(LicenseException)}
                for symbol in entry.says.bars:
                    pair = (entry.measure.measure, entry.says.provision, symbol)
                    together[pair] = together.get(pair, False) or symbol in symbols
            for name, kinds in _names(entry.says):
                pair = (entry.measure.measure, entry.says.provision, name)
                there = law.provisions.get(name)
                together[pair] = together.get(pair, False) or (there is not None and isinstance(there.says, kinds))
        flaws = [
            *_undefined(law, register),
            *(_proved(proof, "error") for proof in (*overlaps(search), *undecided(search))),
        ]
        if deep:
            flaws += [
                _proved(proof, "error" if proof.grave else "warning")
                for proof in (*gaps(search), *out_of_reach(search))
            ]
        for flaw in flaws:
            found = seen.setdefault((flaw.what, flaw.where), _Seen(flaw, first, last))
            found.first, found.last = min(found.first, first), max(found.last, last)
        if progress is not None:
            progress(done + 1, len(slices))
    return [*_never_together(together, register), *_never(possible), *(_over_days(each) for each in seen.values())]


def _slices(register: Register) -> Iterator[tuple[date, date, Law]]:
    """Each stretch of constant law under each reading, those that say the same only once in a row."""
    for reading in Reading:
        days = register.days(None, reading)
        before: tuple[date, Law] | None = None
        for day in days:
            law = register.at(day, None, reading)
            if before is not None and before[1].fingerprint == law.fingerprint:
                continue
            if before is not None:
                yield before[0], day - timedelta(days=1), before[1]
            before = (day, law)
        if before is not None:
            yield before[0], date.max, before[1]


def _names(says: Provision) -> Iterator[tuple[str, tuple[type, ...]]]:
    """The provisions that a provision names, and of what kind they must be."""
    paragraphs: tuple[str, ...] = ()
    match says:
        case Classification():
            paragraphs = (*says.contains, *says.unless)
        case Exclusion():
            paragraphs = says.excludes
        case Presumption():
            paragraphs = (says.presumes,)
        case Requirement() | Jurisdiction():
            paragraphs = says.items
        case LicenseException():
            paragraphs = says.items
            yield from ((name, (Requirement,)) for name in says.overcomes)
        case Review():
            paragraphs = says.items
            yield from ((name, (Requirement,)) for name in says.of)
    yield from ((name, (Classification,)) for name in paragraphs if name != "any")


def _never_together(together: dict[tuple[str, str, str], bool], register: Register) -> Iterator[Flaw]:
    known = register.provision_names()
    for (measure, provision, name), ever in together.items():
        if not ever:
            what = (
                f"it names '{name}', which is never in force beside it"
                if name in known
                else f"it names '{name}', which is no provision"
            )
            yield _error(
                what,
                f"{measure}, {provision}",
                ("check the days, and its kind" if name in known else near(name, known)) or "`ecluse law` lists them",
            )


def _never(possible: dict[tuple[str, str, date], bool]) -> Iterator[Flaw]:
    for (provision, measure, since), ever in possible.items():
        if not ever:
            yield _error(
                "it can never apply: no case meets its `when`",
                f"{measure}, {provision}, since {since}",
                "check its limits and its and/or",
            )


def _undefined(law: Law, register: Register) -> Iterator[Flaw]:
    """Facts and groups that a provision asks for on a day on which nothing says what they are."""
    ever = {
        change.says.defines
        for measure in register.measures
        for change in measure.changes
        if isinstance(change.says, Definition)
    }
    now = {says.defines for says, _ in law.of_kind(Definition)}
    for entry in law.provisions.values():
        where = f"{entry.measure.measure}, {entry.says.provision}"
        conditions: Iterable[Condition] = conditions_of(entry.says)
        for condition in conditions:
            for name in dict.fromkeys(facts_of(condition)):
                if name in ever - now:
                    yield _warning(
                        f"it asks for {name}, which no definition in force works out",
                        where,
                        "give the definition an earlier effective:, or a later end",
                    )
            for group in dict.fromkeys(groups_of(condition)):
                if group not in law.groups:
                    yield _error(
                        f"it asks for country group {group}, which has no members on record",
                        where,
                        "add the group's list to the log",
                    )


def _proved(proof: Proof, severity: Literal["error", "warning"]) -> Flaw:
    return Flaw(
        severity=severity,
        what=proof.what,
        where=" and ".join(proof.provisions),
        mend=proof.mend,
        example=shown(proof.case) if proof.case is not None else None,
    )


def _over_days(seen: _Seen) -> Flaw:
    until = "on" if seen.last == date.max else f"to {seen.last}"
    return replace(seen.flaw, where=f"{seen.flaw.where}, {seen.first} {until}")
