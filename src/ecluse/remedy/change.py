"""The smallest change of the item's design that reaches no license required, or an exception.

Belongs here: taking the figures alone and two or three together, and telling the cells that help as
changes of the item.
Does not: the cells (region), how figures are tied (figures), which change is smaller (nearest);
changes of the law (law_change) or the license path (license_path); any change of destination,
party, headquarters, exporter, end use or origin.
Always true: what is named is a bound of the law and says whether the bound belongs to it; figures
that are tied move together (density is TPP over area); a cell left undetermined is no remedy.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, product

from ecluse.determine.case import CaseFacts
from ecluse.determine.decide import Determination
from ecluse.determine.steps import determine_facts
from ecluse.determine.trace import leaves
from ecluse.determine.verdict import Outcome
from ecluse.facts.figure import Figure, exactly
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.law.condition.cells import Cell
from ecluse.law.condition.tree import OneOf
from ecluse.remedy.bearing import bearing
from ecluse.remedy.figures import THROUGHPUT, Figures
from ecluse.remedy.nearest import RANK, below, covers, distance, holds, nearest
from ecluse.remedy.redesign import Change, Redesign, Tie, bounded
from ecluse.remedy.region import CHIP, STACK, WORKED_OUT, Box, Region

MOST_FIGURES = 3
_HAIR = Decimal("1e-9")
_FREE = (Outcome.NLR, Outcome.EXCEPTION)


def redesigns(found: Determination) -> list[Redesign]:
    """Every smallest change of the item that helps: of one figure, then of two, then of three, the
    nearest first.
    """
    named = naming(found)
    facts = found.facts
    if named:
        facts = facts.with_facts({"item_family": Known(value="a new design")})
    floor = RANK[found.outcome]
    law = bearing(facts, (*CHIP, *STACK, *WORKED_OUT, *THROUGHPUT))
    facts = CaseFacts(
        replace(
            found.shipment, given={**found.shipment.given, "item_family": facts["item_family"]}
        ),
        law,
        facts.library,
    )
    region = Region(Figures(facts))
    result: list[Redesign] = []
    for size in range(1, MOST_FIGURES + 1):
        for axes in combinations(region.axes, size):
            boxes = [
                box
                for box in region.boxes(axes)
                if box.answer.outcome in _FREE and RANK[box.answer.outcome] < floor
            ]
            made = [
                each
                for box in boxes
                if _moves_all(region, axes, box)
                and (each := _redesign(region, axes, box)) is not None
                and not any(covers(other, each) for other in result)
                and not _needless(region, each)
            ]
            result += [replace(each, new_design=bool(named)) for each in nearest(made)]
    if named and (free := determine_facts(facts).answer).outcome in _FREE:
        result.insert(0, Redesign(answer=free, changes=(), ties=(), size=0.0, new_design=True))
    return sorted(
        result, key=lambda each: (len(each.changes), RANK[each.answer.outcome], each.size)
    )


def naming(found: Determination) -> tuple[str, ...]:
    """The requirements that apply because they name the item itself."""
    names = []
    for each in (*found.requirements, *found.possible):
        if each.finding is not None and any(
            isinstance(leaf.node, OneOf)
            and leaf.node.fact == "item_family"
            and leaf.truth is Truth.TRUE
            for leaf in leaves(each.finding)
        ):
            names.append(each.provision)
    return tuple(names)


def _moves_all(region: Region, axes: tuple[str, ...], box: Box) -> bool:
    """Whether the item would have to move on every axis to lie in the box (an axis tied to a
    bounded figure may).
    """
    tied = {
        axis
        for cell in box.cells[len(axes) :]
        if bounded(cell)
        for axis in region.figures.depends_on(cell.fact)
    }
    for axis, cell in zip(axes, box.cells, strict=False):
        if holds(cell, region.now(axis)) and axis not in tied:
            return False
    return True


def _redesign(region: Region, axes: tuple[str, ...], box: Box) -> Redesign | None:
    """The box in words of the item's figures."""
    cells = dict(zip(axes, box.cells, strict=False))
    ties: list[Tie] = []
    for cell in box.cells[len(axes) :]:
        if bounded(cell) and (tie := _tie(region, cell, cells)) is not None:
            ties.append(tie)
    changes = tuple(
        Change(fact=axis, cell=cells[axis], now=region.now(axis))
        for axis in axes
        if bounded(cells[axis]) or any(tie.fact == axis for tie in ties)
    )
    if len(changes) < len(axes):
        return None
    size = sum(distance(change) for change in changes) + sum(
        _tie_distance(region, tie) for tie in ties
    )
    return Redesign(answer=box.answer, changes=changes, ties=tuple(ties), size=size)


def _tie(region: Region, cell: Cell, cells: Mapping[str, Cell]) -> Tie | None:
    """What a bound of a tied figure means for one figure at the ends of the other's stretch."""
    axes = [axis for axis in cells if axis in region.figures.depends_on(cell.fact)]
    fact, other = (axes[1], axes[0]) if len(axes) > 1 else (axes[0], axes[0])
    corners = []
    for end, reached in _ends(cells[other], region.now(other)):
        if (turned := region.figures.turned(cell, fact, {other: end})) is not None:
            corners.append((end, reached, turned))
    return Tie(defined=cell.fact, cell=cell, fact=fact, other=other, corners=tuple(corners))


def _ends(stretch: Cell, now: Figure | bool | None) -> list[tuple[Decimal, bool]]:
    """The ends of a stretch, and where the item stands within it; and whether the stretch reaches
    each.
    """
    ends = {stretch.low: stretch.low_in}
    if isinstance(now, Figure) and now.exact is not None and stretch.contains(now.exact):
        ends.setdefault(now.exact, True)
    if stretch.high is not None:
        ends.setdefault(stretch.high, stretch.high_in)
    return [(end, reached) for end, reached in ends.items() if end > 0]


def _tie_distance(region: Region, tie: Tie) -> float:
    now = region.now(tie.fact)
    return min(
        (distance(Change(fact=tie.fact, cell=cell, now=now)) for _, _, cell in tie.corners),
        default=1.0,
    )


def _needless(region: Region, each: Redesign) -> bool:
    """Whether the answer would be as good with one of the figures left where it is, wherever within
    the ties the others are.
    """
    if len(each.changes) < 2:
        return False
    return all(
        any(
            change.now is not None
            and RANK[
                region.answer_at(
                    {name: known for name, known in point.items() if name != change.fact}, {}
                ).outcome
            ]
            <= RANK[each.answer.outcome]
            for change in each.changes
        )
        for point in _points(region, each)
    )


def _points(region: Region, each: Redesign) -> Iterator[dict[str, Known]]:
    """Figures just within a redesign: nearest to where the item stands and, where figures are tied,
    at the ends of a stretch.
    """
    near = {change.fact: _point(change.cell, change.now) for change in each.changes}
    cells = {change.fact: change.cell for change in each.changes}
    ends = {
        tie.other: [
            _point(cells[tie.other], exactly(end))
            for end, _ in _ends(cells[tie.other], region.now(tie.other))
        ]
        for tie in each.ties
    }
    for chosen in product(*ends.values()):
        point = near | dict(zip(ends, chosen, strict=True))
        for tie in each.ties:
            other = point[tie.other].number
            turned = (
                region.figures.turned(tie.cell, tie.fact, {tie.other: other})
                if other is not None
                else None
            )
            if turned is not None:
                point[tie.fact] = _point(turned, region.now(tie.fact))
        yield point


def _point(cell: Cell, now: Figure | bool | None) -> Known:
    """The value of a stretch that is nearest to where the item stands."""
    if cell.value is not None or not isinstance(now, Figure):
        return cell.known
    if holds(cell, now):
        return Known(value=now)
    if below(cell, now):
        assert cell.high is not None
        return Known(
            value=exactly(cell.high if cell.high_in else max(cell.low, cell.high * (1 - _HAIR)))
        )
    return Known(value=exactly(cell.low if cell.low_in else cell.low * (1 + _HAIR)))
