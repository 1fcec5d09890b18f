"""The smallest changes of the item's design that reach no license required, or an exception.

Belongs here: taking the figures alone, then two and three together, and reading each cell that
helps as a change of the item.
Does not: the cells (region), how figures are tied (figures), which change is smaller (nearest),
changes of the law (law_change) or the license path (license_path).
Always true: every bound named comes from a limit of the law, and says whether it belongs to the
range; tied figures move together, as a density does with TPP and area; a cell whose answer is
undetermined is no remedy.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, product

from ecluse.determine.case import CaseFacts
from ecluse.determine.determination import Determination
from ecluse.determine.steps import determine_facts
from ecluse.determine.trace import Found, leaves
from ecluse.determine.verdict import Answer
from ecluse.facts.figure import Figure, exactly
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.law.condition.cells import Cell
from ecluse.law.condition.tree import OneOf
from ecluse.remedy.bearing import bearing
from ecluse.remedy.figures import THROUGHPUT, Figures
from ecluse.remedy.nearest import RANK, below, covers, distance, holds, nearest
from ecluse.remedy.redesign import SOUGHT, Corner, DesignChange, Redesign, Tie, bounded
from ecluse.remedy.region import CHIP, STACK, WORKED_OUT, Box, FigureSpace

MOST_FIGURES = 3
_HAIR = Decimal("1e-9")


def redesigns(determination: Determination) -> list[Redesign]:
    """Every smallest change of one, two or three figures; those of fewest figures first."""
    named = bool(naming(determination))
    region = FigureSpace(Figures(_facts_of_a_design(determination, named=named)))
    made: list[Redesign] = []
    for size in range(1, MOST_FIGURES + 1):
        for axes in combinations(region.axes, size):
            helping = _helping(region, axes, RANK[determination.outcome], made)
            made += [replace(redesign, new_design=named) for redesign in nearest(helping)]
    if named:
        answer = determine_facts(region.figures.facts).answer
        if answer.outcome in SOUGHT:
            made.insert(0, Redesign(answer=answer, changes=(), ties=(), size=0.0, new_design=True))
    return sorted(
        made,
        key=lambda redesign: (
            len(redesign.changes),
            RANK[redesign.answer.outcome],
            redesign.size,
        ),
    )


def _facts_of_a_design(determination: Determination, *, named: bool) -> CaseFacts:
    """The case under the part of its law that can bear on some design.

    Where the law names the item itself, the design is a new one that no letter names.
    """
    facts = determination.facts
    if named:
        facts = facts.with_facts({"item_family": Known(value="a new design")})
    law = bearing(facts, (*CHIP, *STACK, *WORKED_OUT, *THROUGHPUT))
    given = {**determination.shipment.given, "item_family": facts["item_family"]}
    return CaseFacts(replace(determination.shipment, given=given), law, facts.library)


def _helping(
    region: FigureSpace, axes: tuple[str, ...], rank: int, smaller: list[Redesign]
) -> list[Redesign]:
    """The changes of these figures that reach a freer answer, where no smaller change does."""
    made = (
        _redesign(region, axes, box)
        for box in region.boxes(axes)
        if box.answer.outcome in SOUGHT
        and RANK[box.answer.outcome] < rank
        and _moves_all(region, axes, box)
    )
    return [
        redesign
        for redesign in made
        if redesign is not None
        and not any(covers(other, redesign) for other in smaller)
        and not _needless(region, redesign)
    ]


def naming(determination: Determination) -> tuple[str, ...]:
    """The requirements that apply because they name the item itself."""
    standing = (*determination.requirements, *determination.possible)
    return tuple(requirement.provision for requirement in standing if _names_the_item(requirement))


def _names_the_item(requirement: Found) -> bool:
    return any(
        isinstance(leaf.node, OneOf)
        and leaf.node.fact == "item_family"
        and leaf.truth is Truth.TRUE
        for leaf in leaves(requirement.finding)
    )


def _moves_all(region: FigureSpace, axes: tuple[str, ...], box: Box) -> bool:
    """Whether the item has to move on every axis to lie in the box.

    An axis that a bounded tied figure depends on counts as well: the item may have to move on it
    even if it lies in the box's range there already.
    """
    tied = {
        axis
        for cell in box.cells[len(axes) :]
        if bounded(cell)
        for axis in region.figures.depends_on(cell.fact)
    }
    return all(
        axis in tied or not holds(cell, region.now(axis))
        for axis, cell in zip(axes, box.cells, strict=False)
    )


def _redesign(region: FigureSpace, axes: tuple[str, ...], box: Box) -> Redesign | None:
    """The box as a change of the item; None where one of the figures need not move."""
    cells = dict(zip(axes, box.cells, strict=False))
    ties = [_tie(region, cell, cells) for cell in box.cells[len(axes) :] if bounded(cell)]
    changes = tuple(
        DesignChange(fact=axis, cell=cells[axis], now=region.now(axis))
        for axis in axes
        if bounded(cells[axis]) or any(tie.fact == axis for tie in ties)
    )
    if len(changes) < len(axes):
        return None
    size = sum(distance(change) for change in changes) + sum(
        _tie_distance(region, tie) for tie in ties
    )
    return Redesign(answer=box.answer, changes=changes, ties=tuple(ties), size=size)


def _tie(region: FigureSpace, cell: Cell, cells: Mapping[str, Cell]) -> Tie:
    """A tied figure's range as ranges of one figure, at the ends of the other figure's range."""
    axes = [axis for axis in cells if axis in region.figures.depends_on(cell.fact)]
    fact, other = (axes[1], axes[0]) if len(axes) > 1 else (axes[0], axes[0])
    corners = []
    for end, reached in _ends(cells[other], region.now(other)):
        if (within := region.figures.range_within(cell, fact, {other: end})) is not None:
            corners.append(Corner(value=end, reached=reached, cell=within))
    return Tie(defined=cell.fact, cell=cell, fact=fact, other=other, corners=tuple(corners))


def _ends(cell: Cell, now: Figure | bool | None) -> list[tuple[Decimal, bool]]:
    """The ends of a range, and where the item stands within it; and whether each belongs to it."""
    ends = {cell.low: cell.low_in}
    if isinstance(now, Figure) and now.exact is not None and cell.contains(now.exact):
        ends.setdefault(now.exact, True)
    if cell.high is not None:
        ends.setdefault(cell.high, cell.high_in)
    return [(end, reached) for end, reached in ends.items() if end > 0]


def _tie_distance(region: FigureSpace, tie: Tie) -> float:
    now = region.now(tie.fact)
    return min(
        (
            distance(DesignChange(fact=tie.fact, cell=corner.cell, now=now))
            for corner in tie.corners
        ),
        default=1.0,
    )


def _needless(region: FigureSpace, redesign: Redesign) -> bool:
    """Whether the answer is as good with one of the figures left where it is.

    This is checked at every end of the ranges of tied figures.
    """
    if len(redesign.changes) < 2:
        return False
    rank = RANK[redesign.answer.outcome]

    def left_where_it_is(point: Mapping[str, Known], fact: str) -> Answer:
        return region.answer_at({name: known for name, known in point.items() if name != fact}, {})

    return all(
        any(
            change.now is not None and RANK[left_where_it_is(point, change.fact).outcome] <= rank
            for change in redesign.changes
        )
        for point in _points(region, redesign)
    )


def _points(region: FigureSpace, redesign: Redesign) -> Iterator[dict[str, Known]]:
    """Figures just within a redesign, as near as possible to where the item stands.

    Where figures are tied, there is one such point for each end of a range.
    """
    cells = {change.fact: change.cell for change in redesign.changes}
    near = {change.fact: _point(change.cell, change.now) for change in redesign.changes}
    ends = {
        tie.other: [
            _point(cells[tie.other], exactly(end))
            for end, _ in _ends(cells[tie.other], region.now(tie.other))
        ]
        for tie in redesign.ties
    }
    for chosen in product(*ends.values()):
        point = near | dict(zip(ends, chosen, strict=True))
        for tie in redesign.ties:
            held = point[tie.other].number
            within = None
            if held is not None:
                within = region.figures.range_within(tie.cell, tie.fact, {tie.other: held})
            if within is not None:
                point[tie.fact] = _point(within, region.now(tie.fact))
        yield point


def _point(cell: Cell, now: Figure | bool | None) -> Known:
    """The value of a range that is nearest to where the item stands."""
    if cell.value is not None or not isinstance(now, Figure):
        return cell.known
    if holds(cell, now):
        return Known(value=now)
    if below(cell, now):
        assert cell.high is not None
        top = cell.high if cell.high_in else max(cell.low, cell.high * (1 - _HAIR))
        return Known(value=exactly(top))
    return Known(value=exactly(cell.low if cell.low_in else cell.low * (1 + _HAIR)))
