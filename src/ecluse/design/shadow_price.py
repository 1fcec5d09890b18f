"""What each limit costs the best design.

Belongs here: moving one limit at a time, of the law or of the space, and searching again.
Does not: searching (refine.py), where a limit stands (legal.py).
Always true: a limit is named as binding only where moving it alone makes a better design.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from ecluse.design.design_search import DesignSearch
from ecluse.design.legal import Legal, Moved
from ecluse.design.paper_design import Design
from ecluse.design.refine import refine

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


def shadow_prices(search: DesignSearch, best: Design, tolerance: float) -> tuple[ShadowPrice, ...]:
    """The limits that bind the best design of a space, the dearest first."""
    finely = min(tolerance, BINDS / 2)
    # The base is searched as finely as what it is compared with, or what is left of its gap would
    # count as a gain.
    base = _best(search, best, finely)
    prices = [*_of_law(search, base, finely), *_of_space(search, base, finely)]
    return tuple(sorted(prices, key=lambda price: -price.gain))


def _best(search: DesignSearch, known: Design, tolerance: float) -> Design:
    """The best design of a search; `known` is one of its space."""
    design = refine(search, known, tolerance=tolerance, most=BOXES).best
    assert design is not None  # the known one, if no better
    return design


def _of_law(search: DesignSearch, base: Design, tolerance: float) -> Iterator[ShadowPrice]:
    legal = search.legal
    if legal is None:
        return
    for name, limit, following in _near(legal, base):
        end = limit * 10**6 if following is None else following
        to = min(limit * STEP, end)
        looser, gone = (
            replace(search, legal=legal.with_moved(Moved(fact=name, limit=limit, to=place)))
            for place in (to, end)
        )
        gain = _best(looser, base, tolerance).value - base.value
        if gain <= BINDS * base.value:
            continue
        best_if_gone = _best(gone, base, tolerance)
        yield ShadowPrice(
            limit_of=name,
            limit=float(limit),
            provisions=legal.provisions_with(name, limit),
            gain=gain,
            gain_per_unit=gain / float(to - limit),
            gain_if_gone=best_if_gone.value - base.value,
            best_if_gone=best_if_gone,
        )


def _of_space(search: DesignSearch, base: Design, tolerance: float) -> Iterator[ShadowPrice]:
    space = search.space
    each, die, watts = base.area_mm2 / base.dies, space.body.field_mm2, space.most_w
    for name, reached, most, larger in (
        ("area of a die, mm2", each, die, replace(space, most_die_mm2=die * 1.01)),
        ("power, W", base.power_w, watts, replace(space, most_w=watts * 1.01)),
    ):
        if reached < (1 - NEAR) * most:
            continue
        gain = _best(replace(search, space=larger), base, tolerance).value - base.value
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
    for name, sides in legal.sides.items():
        limits, value = list(sides), legal.value(name, best.figures)
        for limit, following in zip(limits, [*limits[1:], None], strict=True):
            if limit * Fraction(1 - NEAR).limit_denominator() <= value <= limit:
                yield name, limit, following
