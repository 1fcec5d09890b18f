"""What each limit costs the best design.

Belongs here: moving one limit at a time, of the law or of the space, and searching again.
Does not: searching (refine.py), where a limit stands (legal.py).
Always true: a limit is named as binding only where moving it alone makes a better design.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from ecluse.design.legal import Legal, Moved
from ecluse.design.objective import Task
from ecluse.design.paper_design import Design
from ecluse.design.refine import refine
from ecluse.design.space import Space

# A limit farther from the best design than this share is not tried.
NEAR = 0.02
STEP = Fraction(101, 100)
BOXES = 700_000  # for one moved limit: no bound is proved for a price
# A gain smaller than this share is not a gain: searches for prices stop at half of it.
BINDS = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class ShadowPrice:
    """What one limit costs.

    Args:
        limit_of: The figure that is limited.
        provisions: Empty for a limit of nature or of the space (die size, power).
        gain: The figure searched by, with the limit one hundredth looser.
        gain_per_unit: The same for one unit of the limit.
        gain_if_gone: With the limit gone; null where it cannot go.
    """

    limit_of: str
    limit: float
    provisions: tuple[str, ...]
    gain: float
    gain_per_unit: float
    gain_if_gone: float | None
    best_if_gone: Design | None


@dataclass(frozen=True, slots=True)
class _Trial:
    """The same search under other laws and in other spaces."""

    task: Task
    objective: str
    wanted: str
    tolerance: float

    def best(self, space: Space, legal: Legal | None, known: Design) -> Design:
        """The best design; `known` is one of the space."""
        design = refine(
            space,
            self.task,
            legal,
            known,
            objective=self.objective,
            wanted=self.wanted,
            tolerance=self.tolerance,
            most=BOXES,
        ).best
        assert design is not None  # the known one, if no better
        return design


def shadow_prices(
    space: Space,
    task: Task,
    legal: Legal | None,
    best: Design,
    *,
    objective: str,
    wanted: str,
    tolerance: float,
) -> tuple[ShadowPrice, ...]:
    """The limits that bind the best design of a space, the dearest first."""
    search = _Trial(task, objective, wanted, min(tolerance, BINDS / 2))
    # The base is searched as finely as what it is compared with, or what is left of its gap would
    # count as a gain.
    base = search.best(space, legal, best)
    of_law = [] if legal is None else list(_of_law(search, space, legal, base))
    prices = [*of_law, *_of_space(search, space, legal, base)]
    return tuple(sorted(prices, key=lambda price: -price.gain))


def _of_law(search: _Trial, space: Space, legal: Legal, base: Design) -> Iterator[ShadowPrice]:
    for name, limit, following in _near(legal, base):
        to = limit * STEP if following is None else min(limit * STEP, following)
        looser = legal.with_moved(Moved(fact=name, limit=limit, to=to))
        gain = search.best(space, looser, base).value - base.value
        if gain <= BINDS * base.value:
            continue
        end = limit * 10**6 if following is None else following
        lifted = legal.with_moved(Moved(fact=name, limit=limit, to=end))
        gone = search.best(space, lifted, base)
        yield ShadowPrice(
            limit_of=name,
            limit=float(limit),
            provisions=legal.provisions_with(name, limit),
            gain=gain,
            gain_per_unit=gain / float(to - limit),
            gain_if_gone=gone.value - base.value,
            best_if_gone=gone,
        )


def _of_space(
    search: _Trial, space: Space, legal: Legal | None, base: Design
) -> Iterator[ShadowPrice]:
    field_mm2 = space.body.field_mm2
    die, watts = base.area_mm2 / base.dies, space.most_w
    for name, reached, most, larger in (
        ("area of a die, mm2", die, field_mm2, replace(space, most_die_mm2=field_mm2 * 1.01)),
        ("power, W", base.power_w, watts, replace(space, most_w=watts * 1.01)),
    ):
        if reached < (1 - NEAR) * most:
            continue
        gain = search.best(larger, legal, base).value - base.value
        if gain > BINDS * base.value:
            yield ShadowPrice(
                limit_of=name,
                limit=float(most),
                provisions=(),
                gain=gain,
                gain_per_unit=gain / (most / 100),
                gain_if_gone=None,
                best_if_gone=None,
            )


def _near(legal: Legal, best: Design) -> Iterator[tuple[str, Fraction, Fraction | None]]:
    """The limits that a design stays just below, each with the next limit of its figure."""
    for name, limits in legal.limits.items():
        value = legal.value(name, best.figures)
        for limit, following in zip(limits, [*limits[1:], None], strict=True):
            if limit * Fraction(1 - NEAR).limit_denominator() <= value <= limit:
                yield name, limit, following
