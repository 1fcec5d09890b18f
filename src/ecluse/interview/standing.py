"""What a coded case comes to, and the leaves whose truth may yet change that.

Belongs here: reading off the terms of a law what is open. Does not: which fact is behind a leaf
(open_facts), or what its answers do (possible).
Always true: where nothing is open, no further fact changes the verdict, its exception and its
review policy included; but for whether an item is subject to the regulations at all, where that is
presumed, or no license is needed either way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ecluse.determine.coded_case import CodedCase, Inside, Ran
from ecluse.determine.coded_law import CodedLaw, Demand
from ecluse.determine.verdict import FREER, OPEN, Outcome, Verdict
from ecluse.law.condition.compile import FALSE, NOT_STATED, TRUE, UNKNOWN, Values, Vector
from ecluse.law.condition.tree import Condition
from ecluse.law.provision import STRICTNESS

_NONE = -1  # stricter than no policy is every policy


class Standing(NamedTuple):
    """What the steps come to, unknowns not followed, and the open leaves, in a fixed order."""

    verdict: Verdict
    leaves: tuple[Condition, ...]


def standing(case: CodedCase, vector: Vector, inside: Inside) -> Standing:
    """What a case comes to where its leaves have the codes of a vector."""
    coder = case.coder
    ran = coder.run(vector, inside)
    verdict = coder.coded.coded(ran.steps).verdict
    if case.beyond and verdict.outcome in FREER:
        return Standing(OPEN, ())
    terms = [*_open_terms(coder.coded, ran.steps, verdict)]
    if case.facts.shipment.strict:
        terms += _presumed_subject(coder.coded, ran.steps, verdict)
    return Standing(verdict, tuple(_Leaves(coder.coded, vector, ran).of(terms)))


def _open_terms(coded: CodedLaw, values: Values, verdict: Verdict) -> Iterable[int]:
    if verdict.outcome is Outcome.UNDETERMINED:
        return coded.unsettled(values)
    if verdict.outcome is Outcome.LICENSE:
        return _open_reviews(coded, values)
    if verdict.outcome is Outcome.EXCEPTION:
        return _open_exceptions(coded, values)
    return ()


def _presumed_subject(coded: CodedLaw, values: Values, verdict: Verdict) -> Iterable[int]:
    """The grounds that would say whether an item is subject, where that is only presumed, and
    where something rests on it: an item that needs no license needs none either way.
    """
    ruled = coded.steps.terms[coded.subject].children[0]
    rests_on_it = verdict.outcome in (Outcome.LICENSE, Outcome.EXCEPTION)
    open_ = values[coded.subject] == TRUE and values[ruled] == UNKNOWN
    return coded.grounds if open_ and rests_on_it else ()


def _open_exceptions(coded: CodedLaw, values: Values) -> Iterator[int]:
    """The exceptions that would be used instead, were they surely available."""
    for demand in coded.demands:
        if values[demand.applies] != TRUE:
            continue
        for term, _ in demand.helping:
            if values[term] == TRUE:
                return
            yield term


class _Policies(NamedTuple):
    """The mildest and the strictest policy that one requirement may come to, and the terms that
    decide between them.
    """

    mildest: int
    strictest: int
    terms: tuple[int, ...]


def _policies(demand: Demand, values: Values) -> _Policies:
    possible: list[tuple[int, int]] = []
    for term, policy in demand.reviews:
        if values[term] != FALSE:
            possible.append((term, STRICTNESS.index(policy)))
            if values[term] == TRUE:
                break
    if not possible:
        return _Policies(_NONE, _NONE, ())
    ranks = [rank for _, rank in possible]
    surely = values[possible[-1][0]] == TRUE
    return _Policies(ranks[0] if surely else _NONE, ranks[-1], tuple(term for term, _ in possible))


def _open_reviews(coded: CodedLaw, values: Values) -> Iterator[int]:
    """Where a license is required: what may make the review milder or stricter, or has it that a
    license is held.
    """
    sure, possible = [], []
    for demand in coded.demands:
        if values[demand.net] == TRUE:
            sure.append(_policies(demand, values))
        elif values[demand.net] == UNKNOWN:
            possible.append((demand, _policies(demand, values)))
    mildest = max(each.mildest for each in sure)
    for policies in sure:
        if policies.strictest > mildest:
            yield from policies.terms
    for demand, policies in possible:
        if policies.strictest > mildest:
            yield demand.applies
            yield from (term for term, _ in demand.helping)
            yield from policies.terms
    if max(each.strictest for each in sure) > _NONE and TRUE not in (
        values[term] for term in coded.held
    ):
        yield from coded.held


class _Leaves:
    """The unknown leaves under some terms of one case."""

    def __init__(self, coded: CodedLaw, vector: Vector, ran: Ran) -> None:
        self._programs = (
            (coded.steps, ran.steps, ran.vector),
            (coded.presume, ran.presumed, vector),
            (coded.inside, ran.inside, ran.inside_vector or ran.vector),
        )
        self._seen: set[tuple[int, int]] = set()

    def of(self, terms: Iterable[int]) -> dict[Condition, None]:
        """The leaves, each once, in the order in which they are met."""
        found: dict[Condition, None] = {}
        for term in terms:
            self._gather(0, term, found)
        return found

    def _gather(self, program: int, place: int, found: dict[Condition, None]) -> None:
        steps, values, vector = self._programs[program]
        if values[place] != UNKNOWN or (program, place) in self._seen:
            return
        self._seen.add((program, place))
        term = steps.terms[place]
        if term.source is not None:
            self._gather(*term.source, found)
        elif term.leaf is not None and (not term.children or vector[term.slot] != NOT_STATED):
            found[term.leaf] = None
        else:
            for child in term.children:
                self._gather(program, child, found)
