"""The four steps of one law as functions over codes: which terms they need, and what they come to.

Belongs here: laying the steps out as terms, and the outcome read off the terms' values.
Does not: how a condition becomes a term (law.condition.compile), or what is known of a case
(coded_case).
Always true: what is read off here is what the walked steps come to on the same facts
(property-tested): the verdict, the requirements that stand, and what would settle an unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ecluse.determine.verdict import NOT_PUBLISHED, OPEN, Outcome, Verdict
from ecluse.facts.item import IC_KINDS
from ecluse.law.condition.compile import (
    FALSE,
    TRUE,
    UNKNOWN,
    Program,
    Run,
    Slots,
    Values,
    without_circles,
)
from ecluse.law.condition.tree import Condition, OneOf
from ecluse.law.in_force import InForce, Law
from ecluse.law.provision import (
    STRICTNESS,
    Classification,
    Exclusion,
    Jurisdiction,
    License,
    LicenseException,
    NoExport,
    Presumption,
    Requirement,
    Restriction,
    Review,
)

TermValues = Values | Mapping[int, int]  # by the place of a term
PRESUMED, INSIDE = 1, 2  # the two other programs from which the steps take values
# What is surely so of an item that is an IC (`classify.is_an_ic`).
IS_AN_IC = (OneOf("other_eccn", ("none",)), OneOf("item_kind", IC_KINDS))


@dataclass(frozen=True, slots=True)
class Bound(Condition):
    """Whether a measure binds the exporter, whom it names without case; a leaf of its own."""

    names: frozenset[str]


class Reach(NamedTuple):
    """What a provision says, in two terms: whether its paragraphs describe the item, and whether
    its own condition holds (for the exporter, where its measure binds some).
    """

    described: int
    own: int

    def of(self, paragraphs: Values, values: Values) -> int:
        """Whether it holds, where the paragraphs have these values and the rest has those."""
        return paragraphs[self.described] & values[self.own]


class Demand(NamedTuple):
    """The terms of one license requirement.

    Args:
        of_any: Whether it is for any item, and not for named paragraphs.
        reach: What it says, before what is saved from it and what is in doubt.
        applies: Whether it applies.
        net: Whether it applies and no exception overcomes it.
        helping: The exceptions that name it: the term and the symbol.
        reviews: The policies for it, from the mildest on: the term and the policy.
    """

    provision: str
    of_any: bool
    reach: Reach
    applies: int
    net: int
    helping: tuple[tuple[int, str], ...]
    reviews: tuple[tuple[int, str], ...]


class Coded(NamedTuple):
    """What the steps come to, unknowns not followed, and the requirements that stand."""

    verdict: Verdict
    requirements: tuple[str, ...]


def _bound(entry: InForce) -> Iterable[Bound]:
    """Whether the measure of a provision binds the exporter, where it binds only some."""
    if entry.measure.binds:
        yield Bound(frozenset(name.casefold() for name in entry.measure.binds))


def flags_of(law: Law) -> Mapping[str, Condition]:
    """The conditions by which a law works flags out."""
    flags = {name: says.when for name, says in law.definitions.items() if says.when is not None}
    return without_circles(flags)


class CodedLaw:
    """The steps of one law: three programs over one vector, and how their values are read."""

    def __init__(self, law: Law) -> None:
        self.flags = flags_of(law)
        self.slots = Slots()
        self.is_an_ic = tuple(map(self.slots.of, IS_AN_IC))
        self.presumptions = tuple(says for says, _ in law.of_kind(Presumption))
        self.presume = self._program()
        self.presumed = [self.presume.of(says.when) for says in self.presumptions]
        self.inside = self._program()
        self.steps = self._program()
        self.paragraphs = self._step_one(law)
        self.reaches = [self._reach(says, says.when) for says, _ in law.of_kind(Jurisdiction)]
        self.grounds = list(map(self.steps.every, self.reaches))
        self.ruled, self.subject = self._subject(law)
        self.no_export = self.steps.some(self._of_kind(law, NoExport))
        self.held = self._of_kind(law, License)
        self.demands = self._demands(law)

    def compile(self) -> None:
        """Compile the three programs now, and not when each is first asked for."""
        _ = self.run_presume, self.run_inside, self.run_steps

    @cached_property
    def run_presume(self) -> Run:
        """The program of presumptions, compiled when it is first asked for."""
        return self.presume.function()

    @cached_property
    def run_inside(self) -> Run:
        """The program of the IC inside."""
        return self.inside.function()

    @cached_property
    def run_steps(self) -> Run:
        """The program of the steps."""
        return self.steps.function()

    def _of_kind(self, law: Law, kind: type[NoExport | License]) -> tuple[int, ...]:
        """The terms of the provisions of a kind that has its own condition alone."""
        return tuple(self.steps.of(says.when) for says, _ in law.of_kind(kind))

    def _step_one(self, law: Law) -> dict[str, int]:
        """The term of each paragraph, which takes those of the IC inside, and the presumptions."""
        inner = _Paragraphs(self.inside, law).laid_out()
        return _Paragraphs(self.steps, law).laid_out(
            {name: self.steps.taken(INSIDE, place) for name, place in inner.items()},
            [
                (says.presumes, self.steps.taken(PRESUMED, place))
                for says, place in zip(self.presumptions, self.presumed, strict=True)
            ],
        )

    def _program(self) -> Program:
        return Program(self.slots, self.flags)

    def _described(self, names: tuple[str, ...]) -> list[int]:
        """The term of "one of these paragraphs describes the item"; none for any item."""
        if "any" in names:
            return []
        described = [self.paragraphs[name] for name in names if name in self.paragraphs]
        return [self.steps.some(described)]

    def _reach(self, says: Jurisdiction | Requirement, *conditions: Condition) -> Reach:
        own = self.steps.every([self.steps.of(each) for each in conditions])
        if isinstance(says, Jurisdiction) and says.unless is not None:
            own = self.steps.unless(own, self.steps.of(says.unless))
        if isinstance(says, Jurisdiction) and says.stands == "where stated":
            own = self.steps.surely(own)
        return Reach(self.steps.every(self._described(says.items)), own)

    def _subject(self, law: Law) -> tuple[list[int], int]:
        """The grounds that are rules, and the term of "the item is subject": by a rule, or presumed
        where the rules are open.
        """
        presumed = [says.stands == "where open" for says, _ in law.of_kind(Jurisdiction)]
        ruled = [term for term, only in zip(self.grounds, presumed, strict=True) if not only]
        taken = [term for term, only in zip(self.grounds, presumed, strict=True) if only]
        return ruled, self.steps.where_open(self.steps.some(ruled), self.steps.some(taken))

    def _demands(self, law: Law) -> tuple[Demand, ...]:
        exceptions = [
            (says, self._exception(says, law)) for says, _ in law.of_kind(LicenseException)
        ]
        policies = self._policies(law)
        demands = []
        for says, entry in law.of_kind(Requirement):
            name = says.provision
            reach = self._reach(says, says.when, *_bound(entry))
            applies = self._requirement(says, entry)
            subject_too = self.steps.every([applies, self.subject], [applies])
            helping = tuple(
                (term, each.symbol) for each, term in exceptions if name in each.overcomes
            )
            overcome = self.steps.some([term for term, _ in helping])
            net = self.steps.every([subject_too, self.steps.negated(overcome)])
            asked = tuple((term, each.policy) for each, term in policies if name in each.of)
            of_any = "any" in says.items
            demands.append(Demand(name, of_any, reach, subject_too, net, helping, asked))
        return tuple(demands)

    def _requirement(self, says: Requirement, entry: InForce) -> int:
        parts = [*self._described(says.items), self.steps.of(says.when)]
        parts += [self.steps.of(bound) for bound in _bound(entry)]
        if says.saves is not None:
            parts.append(self.steps.negated(self.steps.of(says.saves.when)))
        parts.append(self.steps.negated(self.no_export))
        applies = self.steps.every(parts)
        if entry.doubt is None:
            return applies
        since = entry.doubt.since.isoformat()
        return self.steps.doubted(applies, f"whether {says.provision} applies after {since}")

    def _exception(self, says: LicenseException, law: Law) -> int:
        own = [*self._described(says.items), self.steps.of(says.when)]
        bars = [
            self.steps.of(bar.when)
            for bar, _ in law.of_kind(Restriction)
            if says.symbol in bar.bars
        ]
        barred = self.steps.negated(self.steps.some(bars))
        return self.steps.every([*own, barred], [*own, *bars])

    def _policies(self, law: Law) -> list[tuple[Review, int]]:
        """The review policies from the mildest on, and their terms."""
        reviews = [says for says, _ in law.of_kind(Review)]
        reviews.sort(key=lambda says: STRICTNESS.index(says.policy))
        return [(says, self._policy(says)) for says in reviews]

    def _policy(self, says: Review) -> int:
        return self.steps.every([*self._described(says.items), self.steps.of(says.when)])

    # ---- what the values come to -----------------------------------------------------------------

    def coded(self, values: TermValues) -> Coded:
        """What the steps come to where their terms have these values."""
        if values[self.subject] == FALSE:
            return Coded(Verdict(Outcome.NOT_SUBJECT), ())
        sure = [demand for demand in self.demands if values[demand.net] == TRUE]
        if sure:
            return Coded(self._licensed(sure, values), tuple(each.provision for each in sure))
        applying = []
        open_ = False
        for demand in self.demands:
            if values[demand.applies] == TRUE:
                applying.append(demand)
            open_ = open_ or UNKNOWN in (values[demand.applies], values[demand.net])
        if open_:
            return Coded(OPEN, ())
        for demand in sorted(applying, key=lambda each: each.of_any):
            for term, symbol in demand.helping:
                if values[term] == TRUE:
                    names = tuple(each.provision for each in applying)
                    return Coded(Verdict(Outcome.EXCEPTION, symbol), names)
        return Coded(Verdict(Outcome.NLR), ())

    def _licensed(self, sure: Sequence[Demand], values: TermValues) -> Verdict:
        policies = [policy for each in sure if (policy := _reviewed(each, values)) is not None]
        if not policies:
            return Verdict(Outcome.LICENSE)
        policy = max(policies, key=STRICTNESS.index)
        held = any(values[term] == TRUE for term in self.held)
        return Verdict(Outcome.LICENSE, None, policy or NOT_PUBLISHED, held)

    def unsettled(self, values: Values) -> Iterable[int]:
        """The terms on which an undetermined answer waits."""
        if values[self.subject] == UNKNOWN:
            yield from self.grounds
        for demand in self.demands:
            if values[demand.net] == UNKNOWN:
                yield demand.applies
                yield from (term for term, _ in demand.helping)
            elif values[demand.applies] == UNKNOWN:
                yield demand.applies


def _reviewed(demand: Demand, values: TermValues) -> str | None:
    """The policy for one requirement: the strictest of those that may hold, up to the first that
    surely does.
    """
    policy = None
    for term, each in demand.reviews:
        if values[term] != FALSE:
            policy = each
            if values[term] == TRUE:
                break
    return policy


class _Paragraphs:
    """Step one as terms of a program."""

    def __init__(self, program: Program, law: Law) -> None:
        self.program = program
        self.law = law
        self.notes = [(says.excludes, program.of(says.when)) for says, _ in law.of_kind(Exclusion)]

    def laid_out(
        self,
        inner: Mapping[str, int] | None = None,
        presumed: Sequence[tuple[str, int]] = (),
    ) -> dict[str, int]:
        """The term of each paragraph, by its name."""
        terms = {
            says.provision: self._one(says, inner or {}, presumed)
            for says, _ in self.law.of_kind(Classification)
        }
        for says, _ in self.law.of_kind(Classification):
            if says.unless:
                own = terms[says.provision]
                others = [terms[name] for name in says.unless if name in terms]
                elsewhere = self.program.negated(self.program.some(others))
                terms[says.provision] = self.program.every([own, elsewhere], [own, *others])
        return terms

    def _one(
        self,
        says: Classification,
        inner: Mapping[str, int],
        presumed: Sequence[tuple[str, int]],
    ) -> int:
        program, own = self.program, self.program.of(says.when)
        ics = [inner[name] for name in says.contains if name in inner]
        notes = [note for excluded, note in self.notes if says.provision in excluded]
        presumptions = [term for paragraph, term in presumed if paragraph == says.provision]
        parts = [own, *(program.negated(note) for note in notes)]
        if says.contains:
            parts.append(program.some(ics))
        described = program.every(parts)
        children = [own, *ics, *notes, *presumptions]
        return program.some([described, *presumptions], children)
