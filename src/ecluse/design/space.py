"""The designs that one may draw: ranges of figures, and the points that are looked at.

Belongs here: the axes of a space, the points next to a law's limits, what area a design may be
padded to.
Does not: which points are allowed or good (legal.py, walk.py).
Always true: every axis holds whole numbers of its unit; beside each limit of a law that reaches an
axis, the axis has the limit, the point just under it and the point just over it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor
from typing import Any

import numpy as np
import numpy.typing as npt

from ecluse.design.body import Body, body
from ecluse.design.legal import SAMPLE, Figures, Legal
from ecluse.design.process import technology
from ecluse.errors import ModelError

Ints = npt.NDArray[np.int64]
TENTHS = 10
_MOST_PER_DOUBLING = 64
_MOST_POINTS = 100_000_000  # some minutes of one core


@dataclass(frozen=True, kw_only=True)
class Space:
    """A space of designs; every axis is a tuple of whole numbers in the unit that its name ends in.

    The defaults are what a designer of 2022 to 2024 could buy: one or two dies of the 5 nm class,
    up to six stacks of HBM3 (as GH100 has interfaces for), links of up to 900 GB/s, 700 W, and PCI
    Express 5.

    Args:
        nm: Process class; data/processes has 7, 5 and 3.
        memory: Generation of the memory stacks.
        tpp: Points of the TPP axis; a geometric grid up to what fits where left empty. A
            tera-operation/s at 16 bits is 16 TPP.
        dram_gb_per_s: Points of the bandwidth axis; quarters of a stack's worth where left empty.
        link_gb_per_s: Points of the link axis; hundreds up to `most_link_gb_per_s` where left
            empty.
        clock_percent: Clocks, in percent of the clock at which the process's known die runs.
        most_die_mm2: The largest die; the scanner's field where left at 0.
        area_step_tenth_mm2: Logic area is cut to this; padding a die to lower its density goes in
            these steps.
        per_doubling: Points of the TPP axis for each doubling.
    """

    nm: int = 5
    memory: str = "HBM3"
    dies: tuple[int, ...] = (1, 2)
    stacks: tuple[int, ...] = (1, 2, 3, 4, 5, 6)
    stack_gb: tuple[int, ...] = ()
    tpp: tuple[int, ...] = ()
    sram_mb: tuple[int, ...] = (10, 25, 50, 100, 200)
    dram_gb_per_s: tuple[int, ...] = ()
    link_gb_per_s: tuple[int, ...] = ()
    most_link_gb_per_s: int = 900
    clock_percent: tuple[int, ...] = (60, 80, 100)
    host_gb_per_s: int = 0
    most_w: float = 700.0
    most_die_mm2: float = 0.0
    most_usd: float = float("inf")
    area_step_tenth_mm2: int = 1
    per_doubling: int = 4
    least_tpp: int = 200

    def __post_init__(self) -> None:
        for name in ("dies", "stacks", "sram_mb", "clock_percent"):
            if not getattr(self, name) or min(getattr(self, name)) <= 0:
                raise ModelError(
                    f"the space has no positive {name}", "design space", "give whole numbers from 1"
                )
        for name in ("tpp", "dram_gb_per_s", "stack_gb", "link_gb_per_s"):
            if getattr(self, name) and min(getattr(self, name)) < (
                0 if name == "link_gb_per_s" else 1
            ):
                raise ModelError(
                    f"the space has a {name} of {min(getattr(self, name))}",
                    "design space",
                    "give positive whole numbers",
                )
        if not 1 <= self.per_doubling <= _MOST_PER_DOUBLING:
            raise ModelError(
                f"--per-doubling is {self.per_doubling}",
                "command line",
                f"give a whole number from 1 to {_MOST_PER_DOUBLING}",
            )
        if self.most_link_gb_per_s < 0 or self.host_gb_per_s < 0 or self.least_tpp < 1:
            raise ModelError(
                "the space has a negative link, or no TPP",
                "design space",
                "give whole numbers, a TPP from 1",
            )
        if self.most_w <= 0 or self.most_usd <= 0 or self.most_die_mm2 < 0:
            raise ModelError(
                "the space allows no power, no cost or no area",
                "design space",
                "give positive figures",
            )

    @property
    def body(self) -> Body:
        """The constants of the process and the memory."""
        b = body(technology(), self.nm, self.memory)
        return replace(b, field_mm2=self.most_die_mm2) if self.most_die_mm2 else b

    @property
    def host(self) -> int:
        """The host link: a x16 slot of the process's generation where none is given."""
        if self.host_gb_per_s:
            return self.host_gb_per_s
        return round(16 * technology().links[technology().process(self.nm).host].gb_per_s.value)

    @property
    def capacities(self) -> tuple[int, ...]:
        """Capacities of one stack."""
        return self.stack_gb or technology().stack(self.memory).capacities_gb.values

    @property
    def most_tpp(self) -> int:
        """What the largest logic area could hold, were it all cores."""
        b = self.body
        return floor(16 * max(self.dies) * b.field_mm2 / b.core_mm2 * max(self.clock_percent) / 100)


@dataclass(frozen=True, slots=True)
class Points:
    """The points of a space for one law: TPP values, and every combination of the rest as columns
    of shape (rows,).

    `paddings` are the densities (TPP per mm2) that a design may be padded to fall below, or to
    meet; `links` is the table that `link` points into. `tpp_over`, `dram_over` and `link_over` are
    the last whole number before the next point of each
    axis: a row stands for the box from its own figures to those.
    """

    tpp: tuple[int, ...]
    tpp_over: tuple[int, ...]
    dies: Ints
    stacks: Ints
    stack_gb: Ints
    sram_mb: Ints
    dram_gb_per_s: Ints
    dram_over: Ints
    link: Ints
    link_over: Ints
    links: npt.NDArray[np.float64]
    clock_percent: Ints
    paddings: tuple[Fraction, ...]

    def __len__(self) -> int:
        return int(self.dies.shape[0])

    @property
    def link_gb_per_s(self) -> Ints:
        """The link of each row."""
        found: Ints = self.links[self.link].astype(np.int64)
        return found


def points(space: Space, legal: Legal | None, *, coarse: bool = False) -> Points:
    """Lay out a space for a law: the grid, and the points beside each limit.

    Args:
        legal: None where no law cuts the space.
        coarse: Few points, each for a large box, as refine.py begins with.
    """
    b = space.body
    full = round(b.stack_gb_per_s)
    edges = _edges(space, legal)
    top, wide = space.most_tpp, max(space.stacks) * full
    per_doubling = 1 if coarse else space.per_doubling
    doubled = [
        round(space.least_tpp * 2 ** (step / per_doubling)) for step in range(40 * per_doubling)
    ]
    # An axis whose points were given has those alone; a range is cut beside every limit.
    tpp = _axis(space.tpp, (), 1, top) if space.tpp else _axis(doubled, edges["tpp"], 1, top)
    quarters = [full * count // 4 for count in range(1, 4 * max(space.stacks) + 1)]
    steps = [quarters[0] // 4, *quarters[3::4]] if coarse else quarters
    bandwidths = (
        _axis(space.dram_gb_per_s, (), 1, wide)
        if space.dram_gb_per_s
        else _axis(steps, edges["dram"], 1, wide)
    )
    most = max(space.link_gb_per_s or (space.most_link_gb_per_s,))
    hundreds = [*range(0, most + 1, 300 if coarse else 100), most]
    base = (
        _axis(space.link_gb_per_s, (), 0, most)
        if space.link_gb_per_s
        else _axis(hundreds, edges["link"], 0, most)
    )
    rows: list[tuple[int, int, int, int, int]] = []
    for place, bandwidth in enumerate(bandwidths):
        # A sum of two bandwidths that may not reach a limit adds, for this memory bandwidth, the
        # links just beside it.
        links = (
            base
            if space.link_gb_per_s
            else _axis(base, [each - space.host - bandwidth for each in edges["sum"]], 0, most)
        )
        over = bandwidths[place + 1] - 1 if place + 1 < len(bandwidths) else wide
        for step, near in enumerate(links):
            beyond = links[step + 1] - 1 if step + 1 < len(links) else most
            rows += [
                (count, bandwidth, min(over, count * full), near, beyond)
                for count in space.stacks
                if bandwidth <= count * full
            ]
    if not tpp or not rows:
        raise ModelError(
            "the space has no point",
            "design space",
            "allow a larger die or more stacks, or give lower figures",
        )
    boxes = len(space.dies) * len(rows) * len(space.capacities)
    size = len(tpp) * boxes * len(space.sram_mb) * len(space.clock_percent)
    if size > _MOST_POINTS:
        raise ModelError(
            f"the space has {size:,} points",
            "design space",
            f"leave at most {_MOST_POINTS:,}: fewer dies, stacks or steps, or a slower link",
        )
    table = np.array(sorted({row[3] for row in rows}), dtype=np.int64)
    axes = np.meshgrid(
        np.array(space.dies),
        np.arange(len(rows)),
        np.array(space.capacities),
        np.array(space.sram_mb),
        np.array(space.clock_percent),
        indexing="ij",
    )
    dies, row, stack_gb, sram, clock = (each.ravel().astype(np.int64) for each in axes)
    stacks, dram, dram_over, links_at, beyonds = (
        np.array([each[place] for each in rows], dtype=np.int64)[row] for place in range(5)
    )
    fixed = {
        "tpp": bool(space.tpp),
        "dram": bool(space.dram_gb_per_s),
        "link": bool(space.link_gb_per_s),
    }
    tpp_over = tuple(tpp) if fixed["tpp"] else (*(each - 1 for each in tpp[1:]), top)
    return Points(
        tpp=tuple(tpp),
        tpp_over=tpp_over,
        dies=dies,
        stacks=stacks,
        stack_gb=stack_gb,
        sram_mb=sram,
        dram_gb_per_s=dram,
        dram_over=dram if fixed["dram"] else dram_over,
        link=np.searchsorted(table, links_at).astype(np.int64),
        link_over=links_at if fixed["link"] else beyonds,
        links=table.astype(np.float64),
        clock_percent=clock,
        paddings=tuple(edges["density"]),
    )


def _axis(grid: Iterable[int], edges: Iterable[int], low: int, high: int) -> list[int]:
    return sorted({each for each in (*grid, *edges) if low <= each <= high})


def _edges(space: Space, legal: Legal | None) -> dict[str, list[Any]]:
    """The whole numbers beside each limit, by the axis that the limit reaches; found by probing the
    law's own definitions.
    """
    found: dict[str, list[Any]] = {"tpp": [], "dram": [], "link": [], "sum": [], "density": []}
    if legal is None:
        return found
    for name, limits in legal.limits.items():
        axes = _reached(legal, name)
        for place in limits:
            limit, sides = legal.standing(name, place), legal.sides(name, place)
            if axes == {"tpp"}:
                found["tpp"] += _beside(limit / _slope(legal, name, "tpp"), sides)
            elif axes == {"dram"}:
                found["dram"] += _beside(limit, sides)
            elif axes == {"link"}:
                found["link"] += _beside(limit - space.host, sides)
            elif axes == {"dram", "link"}:
                found["sum"] += _beside(limit, sides)
            elif axes == {"tpp", "area"}:
                found["density"].append(limit / _slope(legal, name, "density"))
    found["density"] = sorted(set(found["density"]), reverse=True)
    return found


_FIELDS = {"tpp": "tpp", "area": "area_tenth_mm2", "dram": "dram_gb_per_s", "link": "link_gb_per_s"}


def _value(legal: Legal, name: str, figures: Figures) -> Fraction:
    ratio = legal.column(name, figures)
    assert ratio is not None
    return Fraction(int(ratio.over), int(ratio.under))


def _reached(legal: Legal, name: str) -> set[str]:
    """The axes on which a figure depends."""
    base = _value(legal, name, SAMPLE)
    return {
        axis
        for axis, slot in _FIELDS.items()
        if _value(legal, name, replace(SAMPLE, **{slot: getattr(SAMPLE, slot) * 2})) != base
    }


def _slope(legal: Legal, name: str, axis: str) -> Fraction:
    value = _value(legal, name, SAMPLE)
    return (
        value / SAMPLE.tpp
        if axis == "tpp"
        else value / Fraction(SAMPLE.tpp * TENTHS, SAMPLE.area_tenth_mm2)
    )


def _beside(limit: Fraction, sides: frozenset[bool]) -> list[int]:
    """The whole numbers on either side of a limit that lies above the cut (`>=`, `<`), below it
    (`>`, `<=`), or both.

    >>> _beside(Fraction(4800), frozenset({True})), _beside(Fraction(2), frozenset({False}))
    ([4799, 4800], [2, 3])
    """
    found = [ceil(limit) - 1, ceil(limit)] if True in sides else []
    return found + ([floor(limit), floor(limit) + 1] if False in sides else [])


def padded(needed_tenths: Ints, tpp: Any, paddings: Sequence[Fraction], step: int) -> list[Ints]:
    """The areas worth trying for each design, smallest first: what it needs, and the least that
    meets, or falls below, each density.

    >>> [int(each[0]) for each in padded(np.array([3000]), 2399, [Fraction("3.2")], 1)]
    [3000, 7497, 7497]
    >>> [int(each[0]) for each in padded(np.array([3000]), 1600, [Fraction("3.2")], 1)]
    [3000, 5000, 5001]
    """
    found = [-(-needed_tenths // step) * step]
    for density in paddings:
        over, under = tpp * TENTHS * density.denominator, density.numerator
        meets = -(-over // (under * step)) * step
        found += [
            np.maximum(found[0], meets),
            np.maximum(found[0], (over // (under * step) + 1) * step),
        ]
    return found


def space_of(
    *, nm: int, memory: str, dies: int, stacks: int, link: int, watts: float, dollars: float | None
) -> Space:
    """A space from the few numbers that a command line gives.

    Raises:
        ModelError: A number is out of range, or no such process or memory is on file.
    """
    for name, number in (("--dies", dies), ("--stacks", stacks)):
        if not 1 <= number <= 16:
            raise ModelError(
                f"{name} is {number}", "command line", "give a whole number from 1 to 16"
            )
    if not 0 <= link <= 10_000:
        raise ModelError(
            f"--link is {link}", "command line", "give a bandwidth from 0 to 10000 GB/s"
        )
    if dollars is not None and not dollars > 0:
        raise ModelError(f"--dollars is {dollars:g}", "command line", "give a positive cost")
    if not watts > 0:
        raise ModelError(f"--watts is {watts:g}", "command line", "give a positive power")
    technology().process(nm)
    named = technology().stack(memory).stack
    return Space(
        nm=nm,
        memory=named,
        dies=tuple(range(1, dies + 1)),
        stacks=tuple(range(1, stacks + 1)),
        most_link_gb_per_s=link,
        most_w=watts,
        most_usd=float("inf") if dollars is None else dollars,
    )
