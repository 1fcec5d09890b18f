"""The smallest change of the item's design that reaches no license required, or an exception.

Belongs here: taking the figures alone and two or three together, and telling the cells that help as changes of the item.
Does not: the cells (region), how figures are tied (figures), which change is smaller (nearest); changes of the law
(law_change) or the license path (license_path); any change of destination, party, headquarters, exporter, end use or origin.
Always true: what is named is a bound of the law and says whether the bound belongs to it; figures that are tied move
together (density is TPP over area); a cell left undetermined is no remedy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from ecluse.determine.decide import Determination, Outcome, determine_facts
from ecluse.determine.shipment import CaseFacts
from ecluse.determine.trace import leaves
from ecluse.facts.figure import exactly
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.law.condition.cells import Cell
from ecluse.law.condition.tree import OneOf
from ecluse.remedy.bearing import bearing
from ecluse.remedy.figures import THROUGHPUT, Figures
from ecluse.remedy.nearest import RANK, covers, distance, nearest
from ecluse.remedy.redesign import Change, Redesign, Tie, bounded
from ecluse.remedy.region import CHIP, STACK, Box, Region

MOST_FIGURES = 3
_HAIR = Decimal("1e-9")
_FREE = (Outcome.NLR, Outcome.EXCEPTION)


def redesigns(found: Determination) -> list[Redesign]:
    """Every smallest change of the item that helps: of one figure, then of two, then of three, the nearest first."""
    named = naming(found)
    facts = found.facts
    if named:
        facts = facts.with_facts({"item_family": Known(value="a new design")})
    floor = RANK[found.outcome]
    law = bearing(facts, (*CHIP, *STACK, *THROUGHPUT))
    facts = CaseFacts(
        replace(found.shipment, given={**found.shipment.given, "item_family": facts["item_family"]}), law, facts.library
    )
    region = Region(Figures(facts))
    result: list[Redesign] = []
    for size in range(1, MOST_FIGURES + 1):
        for axes in combinations(region.axes, size):
            boxes = [
                box for box in region.boxes(axes) if box.answer.outcome in _FREE and RANK[box.answer.outcome] < floor
            ]
            made = [
                each
                for box in boxes
                if _moves_all(region, axes, box) and (each := _redesign(region, axes, box)) is not None
            ]
            for each in nearest(made):
                if not any(covers(other, each) for other in result) and not _needless(region, each):
                    result.append(replace(each, new_design=bool(named)))
    if named and (free := determine_facts(facts).answer).outcome in _FREE:
        result.insert(0, Redesign(answer=free, changes=(), ties=(), size=0.0, new_design=True))
    return sorted(result, key=lambda each: (len(each.changes), RANK[each.answer.outcome], each.size))


def naming(found: Determination) -> tuple[str, ...]:
    """The requirements that apply because they name the item itself."""
    names = []
    for each in (*found.requirements, *found.possible):
        if each.finding is not None and any(
            isinstance(leaf.node, OneOf) and leaf.node.fact == "item_family" and leaf.truth is Truth.TRUE
            for leaf in leaves(each.finding)
        ):
            names.append(each.provision)
    return tuple(names)


def _moves_all(region: Region, axes: tuple[str, ...], box: Box) -> bool:
    """Whether the item would have to move on every axis to lie in the box (an axis tied to a bounded figure may)."""
    tied = {axis for cell in box.cells[len(axes) :] if bounded(cell) for axis in region.figures.depends_on(cell.fact)}
    for axis, cell in zip(axes, box.cells, strict=False):
        if _holds(cell, region.now(axis)) and axis not in tied:
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
    size = sum(distance(change) for change in changes) + sum(_tie_distance(region, tie) for tie in ties)
    return Redesign(answer=box.answer, changes=changes, ties=tuple(ties), size=size)


def _tie(region: Region, cell: Cell, cells: Mapping[str, Cell]) -> Tie | None:
    """What a bound of a tied figure means for one figure at the ends of the other's stretch."""
    axes = [axis for axis in cells if axis in region.figures.depends_on(cell.fact)]
    fact, other = (axes[1], axes[0]) if len(axes) > 1 else (axes[0], axes[0])
    corners = []
    stretch = cells[other]
    for end, reached in ((stretch.low, stretch.low_in), (stretch.high, stretch.high_in)):
        if end is not None and end > 0 and (turned := region.figures.turned(cell, fact, {other: end})) is not None:
            corners.append((end, reached, turned))
    return Tie(defined=cell.fact, cell=cell, fact=fact, other=other, corners=tuple(corners))


def _tie_distance(region: Region, tie: Tie) -> float:
    now = region.now(tie.fact)
    return min((distance(Change(fact=tie.fact, cell=cell, now=now)) for _, _, cell in tie.corners), default=1.0)


def _needless(region: Region, each: Redesign) -> bool:
    """Whether the answer would be as good with one of the figures left where it is."""
    if len(each.changes) < 2:
        return False
    for kept in each.changes:
        if kept.now is None:
            continue
        if RANK[region.answer_at(_at(region, each, kept.fact), {}).outcome] <= RANK[each.answer.outcome]:
            return True
    return False


def _at(region: Region, each: Redesign, left: str) -> dict[str, Known]:
    """The figures just within the redesign, one of them left where it is."""
    near = {change.fact: _point(change.cell, change.now) for change in each.changes}
    for tie in each.ties:
        other = near[tie.other].number
        turned = region.figures.turned(tie.cell, tie.fact, {tie.other: other}) if other is not None else None
        if turned is not None:
            near[tie.fact] = _point(turned, region.now(tie.fact))
    return {name: known for name, known in near.items() if name != left}


def _point(cell: Cell, now: Decimal | bool | None) -> Known:
    """The value of a stretch that is nearest to where the item stands."""
    if cell.value is not None or not isinstance(now, Decimal):
        return cell.known
    if cell.contains(now):
        return Known(value=exactly(now))
    if cell.high is not None and cell.high <= now:
        return Known(value=exactly(cell.high if cell.high_in else max(cell.low, cell.high * (1 - _HAIR))))
    return Known(value=exactly(cell.low if cell.low_in else cell.low * (1 + _HAIR)))


def _holds(cell: Cell, now: Decimal | bool | None) -> bool:
    if now is None:
        return False
    if isinstance(now, bool):
        return (cell.value is Truth.TRUE) is now
    return cell.contains(now)
