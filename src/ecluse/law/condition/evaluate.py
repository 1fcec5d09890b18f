"""Deciding a condition: three-valued, with every comparison, its value and its margin.

Belongs here: the one interpreter that determinations rest on. Does not: where facts come from.
Always true: the result is TRUE or FALSE only if it is so whatever the unknown facts are; an unknown
names the facts that would settle it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from ecluse.citation import Confidence, weakest
from ecluse.facts import figure as figures
from ecluse.facts.figure import Figure
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth, every, of, some
from ecluse.law.condition.tree import (
    Compare,
    Condition,
    Every,
    Formula,
    Holds,
    LargestOverFormats,
    Member,
    Not,
    Number,
    OneOf,
    Product,
    Quotient,
    Some,
    Sum,
    Term,
    membership,
)

Facts = Mapping[str, Known]
Membership = Callable[[str, str], Truth]
Decide = Callable[[Condition], "Finding"]
PerFormat = tuple[Mapping[str, Known], ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of one node: its truth, what it was decided on, and the findings under it.

    `margin` is the value less the limit, where both are exact; `settles` are the facts that would
    settle an unknown.
    """

    node: Condition
    truth: Truth
    known: Known | None = None
    margin: Decimal | None = None
    parts: tuple[Finding, ...] = ()
    settles: frozenset[str] = frozenset()
    rests_on: tuple[Confidence, ...] = ()

    @property
    def confidence(self) -> Confidence | None:
        """The weakest thing that this truth rests on."""
        rests_on = self.rests_on
        return rests_on[0] if len(rests_on) == 1 else weakest(rests_on)


def evaluate(
    node: Condition, facts: Facts, member: Membership, decide: Decide | None = None
) -> Finding:
    """Decide `node` on `facts`; `member(country, group)` says whether a country is in a group.

    Parts are decided by `decide`, where given: whoever keeps findings need decide a part once.
    """
    if decide is None:

        def decide(part: Condition) -> Finding:
            return evaluate(part, facts, member)

    return _DECIDERS[type(node)](node, facts, member, decide)


def truth_of(node: Condition, truth: Callable[[Condition], Truth], decide: Decide) -> Truth:
    """The truth of `node` as `evaluate` finds it, without findings: a part that can no longer
    change it is not looked at. `truth` tells that of a part, `decide` that of a test.
    """
    if isinstance(node, (Every, Some)):
        return (every if isinstance(node, Every) else some)(map(truth, node.parts))
    return ~truth(node.part) if isinstance(node, Not) else decide(node).truth


def settles_of(
    node: Condition, settles: Callable[[Condition], frozenset[str]], decide: Decide
) -> frozenset[str]:
    """The facts that would settle an unknown `node`, as `evaluate` finds them, without findings.
    `settles` tells those of a part, none where it is known; `decide` those of a test.
    """
    if isinstance(node, (Every, Some)):
        return _NOTHING.union(*map(settles, node.parts))
    return settles(node.part) if isinstance(node, Not) else decide(node).settles


def confidence_of(
    node: Condition,
    facts: Facts,
    truth: Callable[[Condition], Truth],
    confidence: Callable[[Condition], Confidence],
) -> Confidence:
    """The weakest thing that the truth of `node` rests on, as `evaluate` finds it, without
    findings: of one deciding part that is enough, the firmest. `truth` and `confidence` tell those
    of a part.
    """
    if isinstance(node, Not):
        return confidence(node.part)
    if not isinstance(node, (Every, Some)):
        return facts[node.fact].confidence  # type: ignore[attr-defined]
    here = truth(node)
    deciding = [confidence(part) for part in node.parts if truth(part) is here]
    decisive = Truth.FALSE if isinstance(node, Every) else Truth.TRUE
    return (min if here is decisive else max)(deciding, key=lambda each: each.rank)


def _joined(node: Every | Some, _: Facts, __: Membership, decide: Decide) -> Finding:
    found = tuple(map(decide, node.parts))
    joint, decisive = (every, Truth.FALSE) if isinstance(node, Every) else (some, Truth.TRUE)
    truth = joint([each.truth for each in found])
    deciding = [each for each in found if each.truth is truth]
    settles = _NOTHING
    if truth is Truth.UNKNOWN:
        settles = settles.union(*[each.settles for each in deciding])
    if truth is decisive:
        # One deciding part is enough: the answer rests on the firmest of them.
        rests = min([each.rests_on for each in deciding], key=_weakness)
    else:
        rests = tuple(dict.fromkeys([each for part in deciding for each in part.rests_on]))
    return Finding(node, truth, None, None, found, settles, rests)


def _not(node: Not, _: Facts, __: Membership, decide: Decide) -> Finding:
    inner = decide(node.part)
    return Finding(node, ~inner.truth, None, None, (inner,), inner.settles, inner.rests_on)


def _compare(node: Compare, facts: Facts, _member: Membership, _: Decide) -> Finding:
    known = facts[node.fact]
    number = known.number
    truth = figures.compare(known.figure, node.op, node.limit)
    return _leaf(node, truth, known, None if number is None else number - node.limit)


def _holds(node: Holds, facts: Facts, _member: Membership, _: Decide) -> Finding:
    known = facts[node.fact]
    return _leaf(node, known.truth, known)


def _one_of(node: OneOf, facts: Facts, _member: Membership, _: Decide) -> Finding:
    known = facts[node.fact]
    if known.value is None:
        return _leaf(node, Truth.UNKNOWN, known)
    named = str(known.value).casefold() in node.folded
    # A word that holds at least: what it is not, another that holds beside it may be.
    return _leaf(node, of(named) if named or not known.unsettled else Truth.UNKNOWN, known)


def _member(node: Member, facts: Facts, member: Membership, _: Decide) -> Finding:
    known = facts[node.fact]
    truth = Truth.UNKNOWN if known.value is None else member(str(known.value), node.group)
    if truth is Truth.UNKNOWN and known.value is not None:
        settles = frozenset({membership(str(known.value), node.group)})
        return Finding(node, truth, known, None, (), settles, (known.confidence,))
    return _leaf(node, truth, known)


_NOTHING: frozenset[str] = frozenset()
_DECIDERS: dict[type[Condition], Callable[..., Finding]] = {
    Every: _joined,
    Some: _joined,
    Not: _not,
    Compare: _compare,
    Holds: _holds,
    OneOf: _one_of,
    Member: _member,
}


def _weakness(rests_on: tuple[Confidence, ...]) -> int:
    return max([each.rank for each in rests_on], default=0)


def _leaf(
    node: Compare | Holds | OneOf | Member,
    truth: Truth,
    known: Known,
    margin: Decimal | None = None,
) -> Finding:
    settles = _NOTHING
    if truth is Truth.UNKNOWN:
        settles = known.unsettled or frozenset({node.fact})
    return Finding(node, truth, known, margin, (), settles, (known.confidence,))


def compute(node: Formula, facts: Facts, per_format: PerFormat) -> Known:
    """Work a formula out on `facts`; `per_format` holds, for each number format, its figures.

    The result is an interval where an input is one, and names the inputs that would settle it.
    """
    inputs: list[Known] = []

    def work(part: Formula) -> Figure:
        match part:
            case Term(fact):
                known = facts[fact]
                inputs.append(known)
                return known.figure
            case Number(value):
                return figures.exactly(value)
            case Sum(parts):
                return figures.add([work(each) for each in parts])
            case Product(parts):
                return _product([work(each) for each in parts])
            case Quotient(over, under):
                return figures.divide(work(over), work(under))
            case LargestOverFormats(factors):
                return _largest(factors, per_format, inputs)
        raise TypeError(part)

    with localcontext() as context:
        context.prec = 40
        value = work(node)
    if isinstance(node, LargestOverFormats) and not per_format:
        return Known(value=value, unsettled=frozenset(node.factors[:1]))
    unsettled = frozenset[str]().union(*(known.unsettled for known in inputs))
    return Known(
        value=value,
        confidence=weakest(known.confidence for known in inputs) or Confidence.GIVEN,
        cited=tuple(dict.fromkeys(citation for known in inputs for citation in known.cited)),
        unsettled=unsettled if value.exact is None else frozenset(),
    )


def _largest(factors: tuple[str, ...], per_format: PerFormat, inputs: list[Known]) -> Figure:
    """The largest product over the formats; those that may be it are added to the inputs."""
    rows = [[each[factor] for factor in factors] for each in per_format]
    products = [_product([known.figure for known in row]) for row in rows]
    result = figures.largest(products)
    for row, product in zip(rows, products, strict=True):
        if result.high is None or product.high is None or product.high >= result.low:
            inputs.extend(row)
    return result


def _product(parts: list[Figure]) -> Figure:
    result = parts[0]
    for part in parts[1:]:
        result = figures.multiply(result, part)
    return result
