"""The points of a space that a search looks at: a grid, and the points beside each limit of a law.

Belongs here: the axes laid out for one law, and the areas that a design may be padded to.
Does not: the ranges of a space (space.py), which points are allowed or good (legal.py, walk.py).
Always true: beside each limit of a law that reaches an axis, the axis has the limit, the point just
under it and the point just over it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor
from typing import Any

import numpy as np
import numpy.typing as npt

from ecluse.design.figures import SAMPLE, Flags, Ints
from ecluse.design.legal import Legal
from ecluse.design.paper_design import TENTHS
from ecluse.design.space import Space
from ecluse.errors import ModelError

_MOST_POINTS = 100_000_000  # some minutes of one core


@dataclass(frozen=True, slots=True)
class Points:
    """The points of a space for one law: TPP values, and every combination of the rest.

    Columns have shape (rows,). A row stands for the box from its own figures to `tpp_over`,
    `dram_over` and `link_over`, the last whole number before the next point of each axis.

    Args:
        links: The table of links that `link` points into.
        paddings: Densities (TPP per mm2) that a design may be padded to meet, or to fall below.
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
        bandwidths: Ints = self.links[self.link].astype(np.int64)
        return bandwidths


@dataclass(slots=True)
class _Edges:
    """The whole numbers beside each limit, by the axis that the limit reaches."""

    tpp: list[int] = field(default_factory=list)
    dram: list[int] = field(default_factory=list)
    link: list[int] = field(default_factory=list)
    dram_plus_link: list[int] = field(default_factory=list)
    density: set[Fraction] = field(default_factory=set)


def points(space: Space, legal: Legal | None, *, coarse: bool = False) -> Points:
    """Lay out a space for a law: the grid, and the points beside each limit.

    Args:
        legal: None where no law cuts the space.
        coarse: Few points, each for a large box, as refine.py begins with.

    Raises:
        ModelError: The space has no point, or more than can be looked at.
    """
    edges = _edges(space, legal)
    tpp = _tpp_axis(space, edges, coarse=coarse)
    pairs = list(_pairs(space, edges, coarse=coarse))
    _check_size(space, tpp, pairs)
    pair, dies, stack_gb, sram, clock = _grid(space, len(pairs))
    stacks, dram, dram_over, link, link_over = np.array(pairs).T.take(pair, axis=1)
    table = np.unique(link)
    return Points(
        tpp=tuple(tpp),
        tpp_over=tuple(tpp if space.tpp else [end for _, end in _stretches(tpp, space.most_tpp)]),
        dies=dies,
        stacks=stacks,
        stack_gb=stack_gb,
        sram_mb=sram,
        dram_gb_per_s=dram,
        dram_over=dram if space.dram_gb_per_s else dram_over,
        link=np.searchsorted(table, link).astype(np.int64),
        link_over=link if space.link_gb_per_s else link_over,
        links=table.astype(np.float64),
        clock_percent=clock,
        paddings=tuple(sorted(edges.density, reverse=True)),
    )


def _grid(space: Space, pairs: int) -> Iterator[Ints]:
    """Every combination of the axes, as columns: the pair of bandwidths first."""
    axes = (space.dies, range(pairs), space.capacities, space.sram_mb, space.clock_percent)
    grid = np.meshgrid(*(np.array(axis) for axis in axes), indexing="ij")
    dies, pair, *others = (column.ravel().astype(np.int64) for column in grid)
    yield from (pair, dies, *others)


def _tpp_axis(space: Space, edges: _Edges, *, coarse: bool) -> list[int]:
    # An axis whose points were given has those alone; a range is cut beside every limit.
    if space.tpp:
        return _axis(space.tpp, 1, space.most_tpp)
    count = 1 if coarse else space.per_doubling
    doubled = [round(space.least_tpp * 2 ** (step / count)) for step in range(40 * count)]
    return _axis([*doubled, *edges.tpp], 1, space.most_tpp)


def _dram_axis(space: Space, edges: _Edges, full: int, *, coarse: bool) -> list[int]:
    most = max(space.stacks)
    if space.dram_gb_per_s:
        return _axis(space.dram_gb_per_s, 1, most * full)
    quarters = [full * count // 4 for count in range(1, 4 * most + 1)]
    steps = [quarters[0] // 4, *quarters[3::4]] if coarse else quarters
    return _axis([*steps, *edges.dram], 1, most * full)


def _pairs(
    space: Space, edges: _Edges, *, coarse: bool
) -> Iterator[tuple[int, int, int, int, int]]:
    """Stacks, memory bandwidth and its end, link and its end, for every pair of bandwidths."""
    full = round(space.body.stack_gb_per_s)
    most = max(space.link_gb_per_s or (space.most_link_gb_per_s,))
    hundreds = [*range(0, most + 1, 300 if coarse else 100), most, *edges.link]
    bandwidths = _dram_axis(space, edges, full, coarse=coarse)
    for dram, over in _stretches(bandwidths, max(space.stacks) * full):
        # A sum of two bandwidths that may not reach a limit adds, for this memory bandwidth, the
        # links just beside it.
        beside = [limit - space.host - dram for limit in edges.dram_plus_link]
        links = _axis(space.link_gb_per_s or [*hundreds, *beside], 0, most)
        for link, beyond in _stretches(links, most):
            for count in space.stacks:
                if dram <= count * full:
                    yield count, dram, min(over, count * full), link, beyond


def _stretches(axis: Sequence[int], end: int) -> Iterator[tuple[int, int]]:
    """Each point of an axis, and the last whole number before the next."""
    return zip(axis, [*(point - 1 for point in axis[1:]), end], strict=True)


def _check_size(space: Space, tpp: Sequence[int], pairs: Sequence[object]) -> None:
    if not tpp or not pairs:
        raise ModelError(
            "the space has no point",
            "space",
            "allow a larger die or more stacks, or give lower figures",
        )
    others = len(space.dies) * len(space.capacities) * len(space.sram_mb)
    size = len(tpp) * len(pairs) * others * len(space.clock_percent)
    if size > _MOST_POINTS:
        raise ModelError(
            f"the space has {size:,} points",
            "space",
            f"leave at most {_MOST_POINTS:,}: fewer dies, stacks or steps, or a slower link",
        )


def _axis(points: Iterable[int], low: int, high: int) -> list[int]:
    return sorted({point for point in points if low <= point <= high})


def _edges(space: Space, legal: Legal | None) -> _Edges:
    """The whole numbers beside each limit of a law, found by probing the law's own definitions."""
    edges = _Edges()
    if legal is None:
        return edges
    for name, sides_of in legal.sides.items():
        axes = legal.fields_behind(name) - {"dram_gb"}
        for place, sides in sides_of.items():
            limit = legal.standing(name, place)
            if axes == {"tpp"}:
                edges.tpp += _beside(limit / _slope(legal, name, "tpp"), sides)
            elif axes == {"dram_gb_per_s"}:
                edges.dram += _beside(limit, sides)
            elif axes == {"link_gb_per_s"}:
                edges.link += _beside(limit - space.host, sides)
            elif axes == {"dram_gb_per_s", "link_gb_per_s"}:
                edges.dram_plus_link += _beside(limit, sides)
            elif axes == {"tpp", "area_tenth_mm2"}:
                edges.density.add(limit / _slope(legal, name, "density"))
    return edges


def _slope(legal: Legal, name: str, axis: str) -> Fraction:
    """How much of a figure one TPP, or one TPP per mm2, makes up."""
    one = Fraction(SAMPLE.tpp)
    if axis == "density":
        one = Fraction(SAMPLE.tpp * TENTHS, SAMPLE.area_tenth_mm2)
    return legal.value(name, SAMPLE) / one


def _beside(limit: Fraction, sides: frozenset[bool]) -> list[int]:
    """The whole numbers on either side of a limit.

    Args:
        sides: Whether the limit itself lies above the cut (`>=`, `<`), below it (`>`, `<=`), or
            both.

    >>> _beside(Fraction(4800), frozenset({True})), _beside(Fraction(2), frozenset({False}))
    ([4799, 4800], [2, 3])
    """
    above = [ceil(limit) - 1, ceil(limit)] if True in sides else []
    return above + ([floor(limit), floor(limit) + 1] if False in sides else [])


def padded(needed_tenths: Ints, tpp: Any, paddings: Sequence[Fraction], step: int) -> list[Ints]:
    """The areas worth trying for each design, smallest first, in tenths of a mm2.

    They are what the design needs, and the least areas that meet, or fall below, each density.

    >>> [int(area[0]) for area in padded(np.array([3000]), 2399, [Fraction("3.2")], 1)]
    [3000, 7497, 7497]
    >>> [int(area[0]) for area in padded(np.array([3000]), 1600, [Fraction("3.2")], 1)]
    [3000, 5000, 5001]
    """
    areas = [-(-needed_tenths // step) * step]
    for density in paddings:
        over, under = tpp * TENTHS * density.denominator, density.numerator * step
        meets, below = -(-over // under) * step, (over // under + 1) * step
        areas += [np.maximum(areas[0], meets), np.maximum(areas[0], below)]
    return areas


def smallest_allowed(
    areas: Sequence[Ints], room: Ints, open_: Flags, allowed: Callable[[Ints, Ints], Flags]
) -> tuple[Ints, Flags]:
    """For each design the first of its areas with which it is allowed, and whether there is one.

    Args:
        areas: As `padded` gives them; the first stands where none is allowed.
        room: The largest area of each design, in tenths of a mm2.
        open_: Which designs are asked about at all.
        allowed: Given places of designs and their areas, whether each may ship.
    """
    area, lawful = areas[0].copy(), np.zeros(len(room), dtype=np.bool_)
    for tried in areas:
        places = np.flatnonzero(open_ & ~lawful & (tried <= room))
        if len(places):
            good = places[allowed(places, tried[places])]
            area[good], lawful[good] = tried[good], True
    return area, lawful
