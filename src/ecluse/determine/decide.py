"""The determination: four steps in a row, each leaving its trace.

Belongs here: putting the steps together, the outcome, and what an unknown would decide.
Does not: the steps themselves, or wording.
Always true: `NLR` is said only if no requirement can apply whatever the unknown facts are; where
unknown facts cannot change the outcome the outcome stands, and where they can it is `UNDETERMINED`
and they are named.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import product

from ecluse.citation import FIRM, Confidence, weakest
from ecluse.determine.classify import classified
from ecluse.determine.contradiction import against_catalogue
from ecluse.determine.license_exception import exceptions, licenses, overcome, overcoming
from ecluse.determine.proviso import Proviso, Provisos, of_exception, provisos
from ecluse.determine.require import jurisdiction, require
from ecluse.determine.review import Reviewed, review, strictest
from ecluse.determine.shipment import CaseFacts, Shipment, check_day
from ecluse.determine.trace import Found, leaves
from ecluse.determine.verdict import FREER, NOT_PUBLISHED, Answer, Outcome, Verdict
from ecluse.facts.truth import Truth
from ecluse.facts.vocabulary import FactType
from ecluse.law.condition.cells import Cell, carried, cut, flags, words
from ecluse.law.library import Library
from ecluse.law.provision import STRICTNESS, Definition, LicenseException, Notice
from ecluse.law.register import Law
from ecluse.visible import visible

_MOST_CASES = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Depends:
    """What the answer would be where an unknown fact lies in one cell of its range."""

    fact: str
    cell: Cell
    answer: Answer


@dataclass(frozen=True, kw_only=True)
class Determination:
    """One answer and everything that it rests on.

    Args:
        requirements: Those that apply (TRUE) and are not overcome, or, under an exception, those
            that it overcomes.
        possible: Requirements that may apply, where that is not known.
        needs: Facts that would settle an unknown answer.
        settled: Unknown facts that were looked at and cannot change the answer.
        depends: For each single unknown fact that would settle the answer alone: the answer in each
            cell of its range.
        answers: What an undetermined answer may come to, where every case could be looked at.
        milder: Review policies that would be milder, were their conditions shown.
        asks: What those conditions ask for.
    """

    shipment: Shipment
    law: Law
    facts: CaseFacts
    answer: Answer
    subject: Truth
    jurisdiction: tuple[Found, ...]
    paragraphs: dict[str, Found]
    all_requirements: tuple[Found, ...]
    requirements: tuple[Found, ...] = ()
    possible: tuple[Found, ...] = ()
    used: Found | None = None
    nearly: tuple[Found, ...] = ()
    licenses: tuple[Found, ...] = ()
    reviews: tuple[Reviewed, ...] = ()
    needs: frozenset[str] = frozenset()
    settled: frozenset[str] = frozenset()
    depends: tuple[Depends, ...] = ()
    answers: tuple[Answer, ...] = ()
    notices: tuple[Found, ...] = ()
    presumptions: tuple[Found, ...] = field(default=())

    def __repr__(self) -> str:
        """One line: what was asked, and the verdict."""
        asked = f"{visible(self.shipment.item.name, 80)} to {self.shipment.destination}"
        return f"<Determination: {asked} on {self.law.on.isoformat()}: {self.verdict}>"

    def _repr_html_(self) -> str:
        """The same for a notebook, with what would settle an answer that is undetermined."""
        from html import escape

        asked = f"{visible(self.shipment.item.name, 80)} → {self.shipment.destination}"
        needs = f"<br>needs: {escape(', '.join(sorted(self.needs)))}" if self.needs else ""
        head = f"{escape(asked)}, {self.law.on.isoformat()}"
        return f"<div>{head}<br><strong>{escape(str(self.verdict))}</strong>{needs}</div>"

    @property
    def outcome(self) -> Outcome:
        """The outcome alone."""
        return self.answer.outcome

    @property
    def verdict(self) -> Verdict:
        """What it comes to, short enough to compare."""
        review = self.review
        return Verdict(
            self.answer.outcome,
            self.answer.exception,
            (review.policy or NOT_PUBLISHED) if review else None,
            review is not None and any(each.truth is Truth.TRUE for each in self.licenses),
        )

    @property
    def beyond_record(self) -> bool:
        """Whether the day lies after the last day up to which the law was read."""
        return self.law.on > self.facts.library.data_as_of

    @cached_property
    def provided(self) -> tuple[Proviso, ...]:
        """What an answer freer than a license presumes: facts that were left out."""
        if self.outcome not in FREER:
            return ()
        bearing = presumed(self, provisos(self.facts))
        return tuple(each for each in bearing if self.facts[each.fact].assumed)

    @cached_property
    def against_catalogue(self) -> tuple[str, ...]:
        """The facts of the item that are given against what the catalogue says."""
        return against_catalogue(self.facts)

    @cached_property
    def all_exceptions(self) -> tuple[Found, ...]:
        """Every license exception in force, those included that nothing here calls for."""
        return tuple(exceptions(self.facts, self.paragraphs))

    @property
    def classification(self) -> list[str]:
        """The paragraphs that describe the item."""
        return [name for name, found in self.paragraphs.items() if found.truth is Truth.TRUE]

    @property
    def review(self) -> Reviewed | None:
        """How an application would be reviewed: the strictest of the requirements' policies."""
        return strictest(list(self.reviews)) if self.outcome is Outcome.LICENSE else None

    @property
    def asks(self) -> frozenset[str]:
        """Facts that a milder review policy asks for."""
        return frozenset[str]().union(
            *(found.settles for each in self.reviews for found in each.milder)
        )

    @property
    def confidence(self) -> Confidence:
        """The weakest thing that the answer rests on."""
        if self.outcome in (Outcome.LICENSE, Outcome.EXCEPTION):
            # One requirement is enough: the answer rests on the firmest.
            firmest = min(self.requirements, key=lambda found: found.confidence.rank, default=None)
            parts = [firmest.confidence] if firmest else []
            parts += [self.used.confidence] if self.used else []
            return weakest(parts) or Confidence.SECONDARY
        return weakest(self.rested_on()) or Confidence.SECONDARY

    def rested_on(self) -> Iterator[Confidence]:
        """For 'no license required': why each requirement does not apply."""
        for found in self.all_requirements:
            if found.truth is Truth.FALSE and found.finding is not None:
                if found.finding.truth is Truth.FALSE and found.finding.confidence is not None:
                    yield found.finding.confidence
                else:
                    yield from (
                        part.confidence for part in found.because if part.truth is not Truth.TRUE
                    )
        for found in self.paragraphs.values():
            if (
                found.truth is Truth.FALSE
                and found.finding is not None
                and found.finding.confidence is not None
            ):
                yield found.finding.confidence

    @property
    def assumed(self) -> list[str]:
        """Facts taken as the vocabulary takes them, that some requirement or the exception used
        asked for.
        """
        return list(dict.fromkeys(name for name in self._asked() if self.facts[name].assumed))

    def _asked(self) -> Iterator[str]:
        founds = (*self.jurisdiction, *self.all_requirements, *((self.used,) if self.used else ()))
        for found in founds:
            if found.finding is not None:
                for leaf in leaves(found.finding):
                    yield leaf.node.fact  # type: ignore[attr-defined]
        yield from ("headquarters", "parent_headquarters", "exporter")

    @property
    def weak(self) -> bool:
        """Whether the answer rests on anything weaker than rule text, a data sheet or the user's
        own word.
        """
        return self.confidence not in FIRM


def determine(
    shipment: Shipment,
    law: Law,
    library: Library,
    *,
    refine: bool = True,
    depends: bool = True,
    needs: bool = True,
) -> Determination:
    """Answer for one shipment under one law.

    With `refine`, an unknown is followed through every cell of its range: where all come to one
    answer, that is the answer; where not, `depends` says which comes to which (left out without
    `depends`, which takes half the time). Without `needs`, it is followed only until two cases
    differ: the answer is the same, and what it needs is not narrowed.

    Raises:
        InputError: The day, or the day up to which things are known, lies before the record.
    """
    check_day(law.on, library, "on")
    check_day(law.known, library, "known")
    return determine_case(
        CaseFacts(shipment, law, library), refine=refine, depends=depends, needs=needs
    )


def determine_case(
    facts: CaseFacts,
    *,
    refine: bool = True,
    depends: bool = True,
    needs: bool = True,
    among: Container[str] | None = None,
) -> Determination:
    """The same on facts laid out already, for whoever asks of many like cases.

    With `among`, requirements and notices of other names are passed over: whoever asks knows that
    they are FALSE here, and that how firm an answer is does not rest on them.
    """
    found = determine_facts(facts, among)
    if refine and found.outcome is Outcome.UNDETERMINED:
        found = refined(found, depends=depends, needs_too=needs, among=among)
    return found


def presumed(found: Determination, bearing: Provisos) -> tuple[Proviso, ...]:
    """Which of the provisos on an item an answer rests on; none for a license or no answer."""
    if found.outcome not in FREER:
        return ()
    if found.outcome is Outcome.NOT_SUBJECT:
        return bearing.subject
    used = of_exception(found.used, found.facts) if found.used is not None else ()
    known = {each.fact for each in bearing.required}
    return (*bearing.required, *(each for each in used if each.fact not in known))


def determine_facts(given: CaseFacts, among: Container[str] | None = None) -> Determination:
    """The four steps on facts laid out already, unknowns not followed further.

    Strictly, nothing is freer than a license after the last day on record.
    """
    found = _four_steps(given, among)
    if not (given.shipment.strict and found.beyond_record and found.outcome in FREER):
        return found
    day = given.library.data_as_of.isoformat()
    answer = Answer(outcome=Outcome.UNDETERMINED)
    return replace(found, answer=answer, needs=frozenset({f"the law after {day}"}))


def _four_steps(given: CaseFacts, among: Container[str] | None) -> Determination:
    facts, presumed, paragraphs = classified(given)
    subject, jurisdictions = jurisdiction(facts, paragraphs)
    required = [
        each
        if subject is Truth.TRUE or each.truth is Truth.FALSE
        else replace(each, truth=each.truth & subject)
        for each in require(facts, paragraphs, among)
    ]
    eligible = exceptions(
        facts, paragraphs, {each.provision for each in required if each.truth is not Truth.FALSE}
    )
    held = licenses(facts)
    net = {each.provision: each.truth & ~overcome(each, eligible) for each in required}
    sure = [each for each in required if net[each.provision] is Truth.TRUE]
    open_ = [each for each in required if net[each.provision] is Truth.UNKNOWN]
    overcome_ = [
        each for each in required if each.truth is Truth.TRUE and net[each.provision] is Truth.FALSE
    ]
    used = next(
        (
            each
            for one in overcome_
            for each in overcoming(one, eligible)
            if each.truth is Truth.TRUE
        ),
        None,
    )
    notices = [
        Found(entry=entry, truth=finding.truth, finding=finding)
        for says, entry in facts.law.of_kind(Notice)
        if (among is None or says.provision in among)
        and (finding := facts.decide(says.when)).truth is Truth.TRUE
    ]
    whole = Determination(
        shipment=facts.shipment,
        law=facts.law,
        facts=facts,
        answer=Answer(outcome=Outcome.UNDETERMINED),
        subject=subject,
        jurisdiction=tuple(jurisdictions),
        paragraphs=paragraphs,
        all_requirements=tuple(required),
        licenses=tuple(held),
        notices=tuple(notices),
        presumptions=tuple(
            each for founds in presumed.values() for each in founds if each.truth is not Truth.FALSE
        ),
    )
    if subject is Truth.FALSE:
        return replace(whole, answer=Answer(outcome=Outcome.NOT_SUBJECT))
    if sure:
        nearly = tuple(each for one in sure for each in overcoming(one, eligible))
        return replace(
            whole,
            answer=Answer(outcome=Outcome.LICENSE),
            requirements=tuple(sure),
            possible=tuple(open_),
            nearly=nearly,
            reviews=tuple(review(each, facts, paragraphs) for each in sure),
        )
    maybe_required = [each for each in required if each.truth is Truth.UNKNOWN]
    if open_ or maybe_required or subject is Truth.UNKNOWN:
        settles = [each.settles for each in (*open_, *maybe_required)]
        settles += [each.settles for one in open_ for each in overcoming(one, eligible)]
        if subject is Truth.UNKNOWN:
            settles += [each.settles for each in jurisdictions]
        may_help = {each.provision for one in open_ for each in overcoming(one, eligible)}
        return replace(
            whole,
            possible=tuple(open_ or maybe_required),
            nearly=tuple(each for each in eligible if each.provision in may_help),
            needs=frozenset[str]().union(*settles),
        )
    if overcome_ and used is not None:
        assert isinstance(used.entry.says, LicenseException)
        answer = Answer(outcome=Outcome.EXCEPTION, exception=used.entry.says.symbol)
        return replace(whole, answer=answer, requirements=tuple(overcome_), used=used)
    return replace(whole, answer=Answer(outcome=Outcome.NLR))


# ---- following an unknown through its range ------------------------------------------------------


def refined(
    found: Determination,
    *,
    depends: bool = True,
    needs_too: bool = True,
    among: Container[str] | None = None,
) -> Determination:
    """Look at every case that the unknown facts allow.

    The facts that conditions compare are varied independently (density apart from die area), which
    allows more cases than can occur: an answer that stands in all of them stands.
    """
    ranges = {name: cells for name in _varied(found) if (cells := cells_of(name, found.facts))}
    alone = _alone(found, ranges) if depends else ()
    covered = frozenset[str]().union(*(found.facts[name].unsettled or {name} for name in ranges))
    cases = 1
    for cells in ranges.values():
        cases *= len(cells)
    if found.needs - covered or cases > _MOST_CASES or not ranges:
        # Something unknown has no range to follow (a rule in doubt, an exporter), or there is too
        # much of it.
        return replace(found, depends=alone)
    answers: dict[tuple[int, ...], Determination] = {}
    choices = list(product(*(range(len(cells)) for cells in ranges.values())))
    if not needs_too:
        choices = [*choices[::-1][:1], *choices[:-1]]  # the two ends first: they differ the soonest
    for choice in choices:
        changed = {
            name: ranges[name][index].known for name, index in zip(ranges, choice, strict=True)
        }
        answers[choice] = determine_facts(found.facts.with_facts(changed), among)
        undecided = answers[choice].outcome is Outcome.UNDETERMINED
        if not needs_too and (undecided or answers[choice].answer != answers[choices[0]].answer):
            return found
    distinct = {each.answer for each in answers.values()}
    if len(distinct) == 1 and Outcome.UNDETERMINED not in {each.outcome for each in distinct}:
        return _whatever(found, list(answers.values()))
    relevant = _relevant(ranges, {choice: each.answer for choice, each in answers.items()})
    needs = found.needs & frozenset[str]().union(
        *(found.facts[name].unsettled or {name} for name in relevant)
    )
    return replace(
        found,
        answers=tuple(sorted(distinct - {Answer(outcome=Outcome.UNDETERMINED)}, key=str)),
        needs=needs or found.needs,
        settled=found.needs - needs if needs else frozenset(),
        depends=alone,
    )


def _varied(found: Determination) -> list[str]:
    """The facts, as conditions ask for them, that are unknown and on which the open points rest."""
    facts = found.facts
    return [
        name
        for name in facts.law.asked_outright
        if not facts[name].settled and (facts[name].unsettled or frozenset({name})) & found.needs
    ]


def cells_of(name: str, facts: CaseFacts) -> tuple[Cell, ...]:
    """The cells in which a fact may lie."""
    meaning = facts.library.vocabulary.facts[name]
    if meaning.type is FactType.NUMBER:
        return cut(name, facts[name].figure, facts.law.limits.get(name, ()))
    if meaning.type is FactType.FLAG:
        return flags(name)
    return words(name, meaning.symbols)


def _whatever(found: Determination, cases: list[Determination]) -> Determination:
    """One answer in every case: it stands, on the case with the strictest review."""
    strict = max(cases, key=_strictness)
    common = set.intersection(*({each.provision for each in case.requirements} for case in cases))
    return replace(
        found,
        answer=strict.answer,
        requirements=tuple(each for each in strict.requirements if each.provision in common)
        or strict.requirements,
        possible=tuple(each for each in found.possible if each.provision not in common),
        used=strict.used,
        nearly=strict.nearly,
        reviews=strict.reviews,
        needs=frozenset(),
        settled=found.needs,
    )


def _strictness(case: Determination) -> int:
    return STRICTNESS.index(case.review.policy) if case.review and case.review.policy else -1


def _relevant(
    ranges: dict[str, tuple[Cell, ...]], answers: dict[tuple[int, ...], Answer]
) -> frozenset[str]:
    """The facts whose cell makes a difference, the others being equal."""
    relevant = set()
    for place, name in enumerate(ranges):
        for choice, answer in answers.items():
            if any(
                answers[(*choice[:place], other, *choice[place + 1 :])] != answer
                for other in range(len(ranges[name]))
            ):
                relevant.add(name)
                break
    return frozenset(relevant)


def _alone(found: Determination, ranges: dict[str, tuple[Cell, ...]]) -> tuple[Depends, ...]:
    """For each fact that would settle the answer alone: the answer in each of its cells, equal
    neighbors joined.
    """
    result: list[Depends] = []
    for name, cells in ranges.items():
        rows = [
            Depends(
                fact=name,
                cell=cell,
                answer=determine_facts(found.facts.with_facts({name: cell.known})).answer,
            )
            for cell in cells
        ]
        if (
            all(row.answer.outcome is not Outcome.UNDETERMINED for row in rows)
            and len({row.answer for row in rows}) > 1
        ):
            result.extend(_on_the_base(row, found.facts) for row in _joined(rows))
    return tuple(result)


def _joined(rows: Iterable[Depends]) -> list[Depends]:
    joined: list[Depends] = []
    for row in rows:
        last = joined[-1] if joined else None
        if last is not None and last.answer == row.answer and last.cell.meets(row.cell):
            joined[-1] = replace(last, cell=last.cell.joined(row.cell))
        else:
            joined.append(row)
    return joined


def _on_the_base(row: Depends, facts: CaseFacts) -> Depends:
    """Said of the figure that is missing (the die area) rather than of what is worked out from it
    (the density).
    """
    definition = next(
        (says for says, _ in facts.law.of_kind(Definition) if says.defines == row.fact), None
    )
    missing = facts[row.fact].unsettled
    if definition is None or definition.formula is None or len(missing) != 1:
        return row
    base = next(iter(missing))
    cell = carried(row.cell, definition.formula, base, lambda name: facts[name].number)
    return row if cell is None else replace(row, fact=base, cell=cell)
