"""Why a number of a market is as it is: the tree from a measure to flows, acts and priors.

Belongs here: the answer's classes. Does not: finding what stands in them (why).
Always true: acts and priors stand once, in lists of their own, and flows name them; what a flow
names is at work in the period that is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ecluse.answers.plain import key
from ecluse.simulate.drawn import DrawnRange


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyMeasure:
    """A measure of the law that a gate rests on.

    Args:
        known: The day on which the public could know it.
    """

    measure: str
    citation: str
    url: str | None
    known: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyAct:
    """What opened, shut or moved a flow on some days.

    Args:
        act: Its name; of a gate the product, the destination, the headquarters and its first day.
        kind: law (a gate, as the engine answers), license, hold, fee or cap (practice that is no
            law), destination (an act toward its own buyers), provokes (an act of the other side
            that makes a refusal on a drawn day likelier), or news.
        until: Null where it has no end.
        state: Of a gate: free, held, shut or unknown.
        review_policy: Of a gate that is shut.
        stated: Of a gate that the engine cannot tell and the market states.
        needs: Of a gate that the engine cannot tell: the facts that would settle it.
        measures: Of a gate: the measures that impose it.
        says: What the act says, as its file has it.
    """

    act: str
    kind: str
    since: date = key("from")
    until: date | None
    state: str | None = None
    review_policy: str | None = None
    stated: bool = False
    needs: tuple[str, ...] = ()
    measures: tuple[WhyMeasure, ...] = ()
    says: str | None = None
    source: str | None = None
    confidence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyPrior:
    """A prior that entered.

    Args:
        weak: It rests on one weak source, on memory or on judgment.
        hindsight: It describes a time before the cut-off and was published after it.
        condition_on: The day of an act after the cut-off that the run is given and for whose sake
            the row stands; null where no such act is.
        set_to: The value that was set instead of drawing it; null where it was drawn.
    """

    prior: str
    unit: str
    drawn: DrawnRange = key("range")
    confidence: str
    weak: bool
    hindsight: bool
    known_on: date
    condition_on: date | None
    source: str
    set_to: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyUse:
    """Where a prior enters an equation.

    Args:
        parameter: The parameter that it is.
        of: Another product, a group of buyers, or a kind of act or signal; null for the product's
            own and the market's.
    """

    parameter: str
    of: str | None
    prior: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyFlow:
    """One flow of the period, or a level as it was at the period's start.

    Args:
        flow: The flow or the level.
        kind: flow or level.
        equation: Its number in docs/simulation.md; 0 for a level.
        acts: What opened, shut or moved it, by name.
        takes: The priors that enter its equation and are at work in the period.
    """

    flow: str
    kind: str
    equation: int
    unit: str
    told: DrawnRange = key("range")
    acts: tuple[str, ...]
    takes: tuple[WhyUse, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyProduct:
    """What one product adds to the measure, and the flows and levels that make it, in order."""

    product: str
    told: DrawnRange = key("range")
    flows: tuple[WhyFlow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyTree:
    """Why a measure is as it is in one period.

    Args:
        product: The one that was asked about; null for all of them, and then those that are zero in
            every draw are left out.
        partial: The run sees a part of the period alone.
        worth: What the measure is in terms of a flow: the flow or the level that it tells.
    """

    measure: str
    period: str
    product: str | None
    since: date = key("from")
    until: date
    partial: bool
    unit: str
    worth: str
    told: DrawnRange = key("range")
    products: tuple[WhyProduct, ...]
    acts: tuple[WhyAct, ...]
    priors: tuple[WhyPrior, ...]
