"""The smallest change of the item's design that reaches no license required, or an exception.

Belongs here: cutting the item's own figures at the limits of the law, alone and two or three together, and deciding every
cell. Does not: changes of the law (law_change) or the license path (license_path); any change of destination, party,
headquarters, exporter, end use or origin.
Always true: what is named is a bound of the law and says whether the bound belongs to it; figures that are tied move
together (density is TPP over area); every cell was decided by the engine itself; a cell left undetermined is no remedy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, localcontext
from functools import cached_property
from itertools import combinations, product
from math import log
from typing import Any

from ecluse.determine.decide import Answer, Determination, Outcome, determine_facts
from ecluse.determine.shipment import CaseFacts
from ecluse.determine.trace import leaves
from ecluse.facts.figure import exactly
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.law.condition.cells import Cell, flags
from ecluse.law.condition.evaluate import compute
from ecluse.law.condition.tree import (
    Formula,
    LargestOverFormats,
    Number,
    OneOf,
    Product,
    Quotient,
    Sum,
    Term,
    comparisons,
    facts_of,
)
from ecluse.law.example import interval, overlaps
from ecluse.law.provision import Definition, conditions_of
from ecluse.remedy.bearing import bearing

MOST_FIGURES = 3
_HAIR = Decimal("1e-9")
# Throughput is one thing under several names: each law has its own definition of it.
_THROUGHPUT = ("tpp", "bits_times_tops", "tops")
_CHIP = ("tpp", "die_area_mm2", "dram_bandwidth_gb_per_s", "chip_link_gb_per_s", "io_bandwidth_gb_per_s", "datacenter")
_STACK = ("stack_bandwidth_gb_per_s", "stack_area_mm2")
_FREE = (Outcome.NLR, Outcome.EXCEPTION)
_RANK = {Outcome.NOT_SUBJECT: 0, Outcome.NLR: 0, Outcome.EXCEPTION: 1, Outcome.LICENSE: 2, Outcome.UNDETERMINED: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One figure or flag of the item: where it stands, and the stretch in which it would have to lie."""

    fact: str
    cell: Cell
    now: Decimal | bool | None

    def to_dict(self) -> dict[str, Any]:
        """As plain data; bounds are exact decimals, written out."""
        return {"fact": self.fact, "now": _plain(self.now), **cell_to_dict(self.cell)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A figure worked out from two that change; `corners` say what it means for `fact` at the ends of the other's stretch.

    Each corner is a value of `other` (and whether the stretch reaches it) and the stretch of `fact` there.
    """

    defined: str
    cell: Cell
    fact: str
    other: str
    corners: tuple[tuple[Decimal, bool, Cell], ...]

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        corners = [
            {self.other: _plain(value), "reached": reached, **cell_to_dict(cell)}
            for value, reached, cell in self.corners
        ]
        return {"fact": self.defined, **cell_to_dict(self.cell), "so": self.fact, "corners": corners}


@dataclass(frozen=True, slots=True, kw_only=True)
class Redesign:
    """Changes that together reach `answer`; `size` sums how far each figure moves (as a logarithm; a flag counts 1).

    `new_design`: the item is one that a letter names, and no figure frees it; only another product, that the letter does
    not name, could stand there.
    """

    answer: Answer
    changes: tuple[Change, ...]
    ties: tuple[Tie, ...]
    size: float
    new_design: bool = False

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "outcome": self.answer.outcome.value,
            "exception": self.answer.exception,
            "new_design": self.new_design,
            "changes": [change.to_dict() for change in self.changes],
            "ties": [tie.to_dict() for tie in self.ties],
            "size": round(self.size, 6),
        }


@dataclass(frozen=True, slots=True)
class _Box:
    """Stretches of some facts, all combinations of which come to one answer."""

    answer: Answer
    cells: tuple[Cell, ...]


def redesigns(found: Determination) -> list[Redesign]:
    """Every smallest change of the item that helps: of one figure, then of two, then of three, the nearest first."""
    named = naming(found)
    facts = found.facts
    if named:
        facts = facts.with_facts({"item_family": Known(value="a new design")})
    floor = _RANK[found.outcome]
    law = bearing(facts, (*_CHIP, *_STACK, *_THROUGHPUT))
    facts = CaseFacts(
        replace(found.shipment, given={**found.shipment.given, "item_family": facts["item_family"]}), law, facts.library
    )
    space = _Space(facts)
    result: list[Redesign] = []
    for size in range(1, MOST_FIGURES + 1):
        for axes in combinations(space.axes, size):
            boxes = [
                box for box in space.boxes(axes) if box.answer.outcome in _FREE and _RANK[box.answer.outcome] < floor
            ]
            made = [
                each for box in boxes if space.moves_all(axes, box) and (each := space.redesign(axes, box)) is not None
            ]
            for each in _nearest(made):
                if not any(_covers(other, each) for other in result) and not space.needless(each):
                    result.append(replace(each, new_design=bool(named)))
    if named and (free := determine_facts(facts).answer).outcome in _FREE:
        result.insert(0, Redesign(answer=free, changes=(), ties=(), size=0.0, new_design=True))
    return sorted(result, key=lambda each: (len(each.changes), _RANK[each.answer.outcome], each.size))


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


@dataclass
class _Space:
    """The item's figures under one law, and the answers in their cells."""

    facts: CaseFacts
    _answers: dict[tuple[object, ...], Answer] = field(default_factory=dict)

    @cached_property
    def formulas(self) -> dict[str, Formula]:
        """How a figure is worked out from others, where it is not from the number formats."""
        return {
            says.defines: says.formula
            for says, _ in self.facts.law.of_kind(Definition)
            if says.formula is not None and not isinstance(says.formula, LargestOverFormats)
        }

    @cached_property
    def limits(self) -> dict[str, set[tuple[Decimal, bool]]]:
        """For each figure the limits that may decide the answer, and whether the limit itself lies on the upper side."""
        found: dict[str, set[tuple[Decimal, bool]]] = {}
        for entry in self.facts.law.provisions.values():
            for condition in conditions_of(entry.says):
                for each in comparisons(condition):
                    found.setdefault(each.fact, set()).add((each.limit, each.op in (">=", "<")))
        return found

    @cached_property
    def axes(self) -> list[str]:
        """The base figures of the item that bear on some limit, and the datacenter flag."""
        names = _STACK if self.facts.ic.kind == "memory_stack" else _CHIP
        linked = (
            self.facts["chip_link_gb_per_s"].number is not None and self.facts["host_link_gb_per_s"].number is not None
        )
        stated = "io_bandwidth_gb_per_s" in {**self.facts.ic.figures, **self.facts.shipment.given}
        skipped = "io_bandwidth_gb_per_s" if linked and not stated else "chip_link_gb_per_s"
        asked = frozenset[str]().union(*self.facts.law.asked.values())
        return [
            name
            for name in names
            if name != skipped and (name in asked or any(name in self.depends_on(fact) for fact in self.limits))
        ]

    def depends_on(self, fact: str) -> frozenset[str]:
        """The base figures that a figure moves with; itself where it is one."""
        if fact in _THROUGHPUT:
            return frozenset({"tpp"})
        formula = self.formulas.get(fact)
        if formula is None:
            return frozenset({fact})
        return frozenset[str]({fact}).union(*(self.depends_on(part) for part in facts_of(formula)))

    def coordinates(self, axes: tuple[str, ...]) -> list[tuple[Cell, ...]]:
        """The cells of each axis, then those of each figure that is tied to several of the axes."""
        found = [flags(axis) if axis == "datacenter" else _cut(axis, self._bounds(axis, axes)) for axis in axes]
        return found + [_cut(fact, self.limits[fact]) for fact in self.tied(axes)]

    def tied(self, axes: tuple[str, ...]) -> list[str]:
        """Figures with limits that are worked out from two or more of the axes."""
        return [fact for fact in sorted(self.limits) if fact not in axes and len(self.depends_on(fact) & set(axes)) > 1]

    def _bounds(self, axis: str, axes: tuple[str, ...]) -> set[tuple[Decimal, bool]]:
        bounds: set[tuple[Decimal, bool]] = set()
        for fact, limits in self.limits.items():
            if self.depends_on(fact) & set(axes) != {axis}:
                continue
            for limit, upper in limits:
                solved = self.solve(fact, axis, limit, {})
                if solved is not None and solved[0] > 0:
                    bounds.add((solved[0], upper if solved[1] else not upper))
        return bounds

    def solve(self, fact: str, axis: str, target: Decimal, held: Mapping[str, Decimal]) -> tuple[Decimal, bool] | None:
        """The value of `axis` at which `fact` is `target`, and whether the one rises with the other; None where there is none."""
        if fact == axis or (axis == "tpp" and fact in ("tpp", "bits_times_tops")):
            return target, True
        if axis == "tpp" and fact == "tops":
            tpp, tops = self.facts["tpp"].number, self.facts["tops"].number
            return None if not tpp or not tops else (target * tpp / tops, True)
        formula = self.formulas.get(fact)
        return None if formula is None else self._solve(formula, axis, target, held)

    def _solve(
        self, node: Formula, axis: str, target: Decimal, held: Mapping[str, Decimal]
    ) -> tuple[Decimal, bool] | None:
        with localcontext() as context:
            context.prec = 40
            match node:
                case Term(fact):
                    return self.solve(fact, axis, target, held)
                case Sum(parts):
                    inside, rest = self._split(parts, axis, held)
                    return (
                        None
                        if inside is None or rest is None
                        else self._solve(inside, axis, target - sum(rest, Decimal(0)), held)
                    )
                case Product(parts):
                    inside, rest = self._split(parts, axis, held)
                    factor = Decimal(1)
                    for each in rest or ():
                        factor *= each
                    return (
                        None
                        if inside is None or rest is None or factor == 0
                        else self._solve(inside, axis, target / factor, held)
                    )
                case Quotient(over, under):
                    return self._quotient(over, under, axis, target, held)
        return None

    def _quotient(
        self, over: Formula, under: Formula, axis: str, target: Decimal, held: Mapping[str, Decimal]
    ) -> tuple[Decimal, bool] | None:
        if self._moves(over, axis):
            bottom = self._value(under, held)
            return None if bottom is None else self._solve(over, axis, target * bottom, held)
        top = self._value(over, held)
        if top is None or top == 0 or target == 0:
            return None
        solved = self._solve(under, axis, top / target, held)
        return None if solved is None else (solved[0], not solved[1])

    def _split(
        self, parts: Iterable[Formula], axis: str, held: Mapping[str, Decimal]
    ) -> tuple[Formula | None, list[Decimal] | None]:
        inside = [part for part in parts if self._moves(part, axis)]
        values = [self._value(part, held) for part in parts if part not in inside]
        known = [value for value in values if value is not None]
        return (inside[0] if len(inside) == 1 else None), (known if len(known) == len(values) else None)

    def _moves(self, part: Formula, axis: str) -> bool:
        return any(axis in self.depends_on(name) for name in facts_of(part))

    def _value(self, part: Formula, held: Mapping[str, Decimal]) -> Decimal | None:
        if isinstance(part, Number):
            return part.value
        facts = {name: exactly(held[name]) if name in held else self.facts[name].figure for name in facts_of(part)}
        return compute(part, {name: Known(value=value) for name, value in facts.items()}, ()).number

    # ---- deciding ----

    def boxes(self, axes: tuple[str, ...]) -> list[_Box]:
        """The cells of some axes, decided, and joined where neighbors agree."""
        coordinates = self.coordinates(axes)
        if any(len(cells) < 2 for cells in coordinates[: len(axes)]) and len(coordinates) == len(axes):
            return []
        decided: dict[tuple[int, ...], Answer] = {}
        for place in product(*(range(len(cells)) for cells in coordinates)):
            cells = tuple(coordinates[index][each] for index, each in enumerate(place))
            if self._possible(axes, cells):
                decided[place] = self.answer(axes, cells)
        return _joined(coordinates, decided)

    def _possible(self, axes: tuple[str, ...], cells: tuple[Cell, ...]) -> bool:
        held = {cell.fact: interval(cell) for cell in cells[: len(axes)] if cell.value is None}
        laid = _Laid(self, held)
        return all(overlaps(cell, compute(Term(cell.fact), laid, ()).figure) for cell in cells[len(axes) :])

    def answer(self, axes: tuple[str, ...], cells: tuple[Cell, ...]) -> Answer:
        """What the engine answers in a cell."""
        changed = {cell.fact: cell.known for cell in cells}
        return self.answer_at(
            {name: known for name, known in changed.items() if name in axes},
            {name: known for name, known in changed.items() if name not in axes},
        )

    def answer_at(self, base: Mapping[str, Known], tied: Mapping[str, Known]) -> Answer:
        """What the engine answers where base figures are `base`; what is worked out from them moves too."""
        changed = dict(base)
        if "tpp" in base:
            changed["bits_times_tops"] = base["tpp"]
            old, tops = self.facts["tpp"].number or self.facts["bits_times_tops"].number, self.facts["tops"].number
            if old and tops and base["tpp"].number is not None:
                changed["tops"] = Known(value=exactly(tops * base["tpp"].number / old))
        laid = _Laid(
            self, {name: known.figure for name, known in changed.items() if not isinstance(known.value, Truth)}
        )
        for fact in self.formulas:
            if self.depends_on(fact) & set(base) and fact not in base:
                changed[fact] = tied[fact] if fact in tied else laid[fact]
        key = tuple(sorted((name, str(known.value)) for name, known in changed.items()))
        if key not in self._answers:
            self._answers[key] = determine_facts(self.facts.with_facts(changed)).answer
        return self._answers[key]

    # ---- saying ----

    def now(self, axis: str) -> Decimal | bool | None:
        """Where the item stands."""
        value = self.facts[axis].value
        if isinstance(value, Truth):
            return None if value is Truth.UNKNOWN else value is Truth.TRUE
        if axis == "tpp" and self.facts["tpp"].number is None:
            return self.facts["bits_times_tops"].number
        return self.facts[axis].number

    def moves_all(self, axes: tuple[str, ...], box: _Box) -> bool:
        """Whether the item would have to move on every axis to lie in the box (an axis tied to a bounded figure may)."""
        tied = {axis for cell in box.cells[len(axes) :] if _bounded(cell) for axis in self.depends_on(cell.fact)}
        for axis, cell in zip(axes, box.cells, strict=False):
            if _holds(cell, self.now(axis)) and axis not in tied:
                return False
        return True

    def redesign(self, axes: tuple[str, ...], box: _Box) -> Redesign | None:
        """The box in words of the item's figures."""
        cells = dict(zip(axes, box.cells, strict=False))
        ties: list[Tie] = []
        for cell in box.cells[len(axes) :]:
            if _bounded(cell) and (tie := self._tie(cell, cells)) is not None:
                ties.append(tie)
        changes = tuple(
            Change(fact=axis, cell=cells[axis], now=self.now(axis))
            for axis in axes
            if _bounded(cells[axis]) or any(tie.fact == axis for tie in ties)
        )
        if len(changes) < len(axes):
            return None
        size = sum(_distance(change) for change in changes) + sum(self._tie_distance(tie) for tie in ties)
        return Redesign(answer=box.answer, changes=changes, ties=tuple(ties), size=size)

    def _tie(self, cell: Cell, cells: Mapping[str, Cell]) -> Tie | None:
        """What a bound of a tied figure means for one figure at the ends of the other's stretch."""
        axes = [axis for axis in cells if axis in self.depends_on(cell.fact)]
        fact, other = (axes[1], axes[0]) if len(axes) > 1 else (axes[0], axes[0])
        corners = []
        stretch = cells[other]
        for end, reached in ((stretch.low, stretch.low_in), (stretch.high, stretch.high_in)):
            if end is not None and end > 0 and (turned := self.turned(cell, fact, {other: end})) is not None:
                corners.append((end, reached, turned))
        return Tie(defined=cell.fact, cell=cell, fact=fact, other=other, corners=tuple(corners))

    def turned(self, cell: Cell, axis: str, held: Mapping[str, Decimal]) -> Cell | None:
        """The stretch of `axis` in which a tied figure lies in its cell, others held."""
        low = self.solve(cell.fact, axis, cell.low, held) if cell.low > 0 else None
        high = self.solve(cell.fact, axis, cell.high, held) if cell.high is not None else None
        rises = (low or high or (Decimal(0), True))[1]
        ends = [(low[0] if low else None, cell.low_in), (high[0] if high else None, cell.high_in)]
        (bottom, bottom_in), (top, top_in) = ends if rises else reversed(ends)
        if top is not None and top <= 0:
            return None
        return Cell(
            fact=axis,
            low=max(bottom or Decimal(0), Decimal(0)),
            low_in=bottom_in if bottom else True,
            high=top,
            high_in=top_in if top is not None else False,
        )

    def _tie_distance(self, tie: Tie) -> float:
        now = self.now(tie.fact)
        return min((_distance(Change(fact=tie.fact, cell=cell, now=now)) for _, _, cell in tie.corners), default=1.0)

    def needless(self, each: Redesign) -> bool:
        """Whether the answer would be as good with one of the figures left where it is."""
        if len(each.changes) < 2:
            return False
        for kept in each.changes:
            if kept.now is None:
                continue
            if _RANK[self.answer_at(self._at(each, kept.fact), {}).outcome] <= _RANK[each.answer.outcome]:
                return True
        return False

    def _at(self, each: Redesign, left: str) -> dict[str, Known]:
        """The figures just within the redesign, one of them left where it is."""
        near = {change.fact: _point(change.cell, change.now) for change in each.changes}
        for tie in each.ties:
            other = near[tie.other].number
            turned = self.turned(tie.cell, tie.fact, {tie.other: other}) if other is not None else None
            if turned is not None:
                near[tie.fact] = _point(turned, self.now(tie.fact))
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


class _Laid(dict[str, Known]):
    """Figures with some laid in, and what is worked out from those worked out anew."""

    def __init__(self, space: _Space, held: Mapping[str, Any]) -> None:
        super().__init__({name: Known(value=figure) for name, figure in held.items()})
        self.space = space

    def __missing__(self, name: str) -> Known:
        formula = self.space.formulas.get(name)
        moved = formula is not None and self.space.depends_on(name) & set(self)
        known = compute(formula, self, ()) if moved and formula is not None else self.space.facts[name]
        self[name] = known
        return known


def _cut(fact: str, bounds: Iterable[tuple[Decimal, bool]]) -> tuple[Cell, ...]:
    """The stretches between bounds; `upper` says that the bound itself lies in the stretch above it."""
    cells: list[Cell] = []
    low, low_in = Decimal(0), True
    for bound, upper in sorted(set(bounds), key=lambda each: (each[0], not each[1])):
        if bound == 0:
            continue
        cells.append(Cell(fact=fact, low=low, low_in=low_in, high=bound, high_in=not upper))
        low, low_in = bound, upper
    cells.append(Cell(fact=fact, low=low, low_in=low_in))
    return tuple(cells)


def _joined(coordinates: list[tuple[Cell, ...]], decided: dict[tuple[int, ...], Answer]) -> list[_Box]:
    """Boxes of equal answers, grown along one coordinate after the other."""
    spans: dict[tuple[tuple[int, int], ...], Answer] = {
        tuple((index, index) for index in place): answer for place, answer in decided.items()
    }
    for axis in reversed(range(len(coordinates))):
        grown: dict[tuple[tuple[int, int], ...], Answer] = {}
        for span in sorted(spans, key=lambda each: (each[:axis], each[axis + 1 :], each[axis])):
            before = next(reversed(grown), None)
            if (
                before is not None
                and before[:axis] == span[:axis]
                and before[axis + 1 :] == span[axis + 1 :]
                and before[axis][1] + 1 == span[axis][0]
                and grown[before] == spans[span]
                and coordinates[axis][0].value is None
            ):
                answer = grown.pop(before)
                grown[(*before[:axis], (before[axis][0], span[axis][1]), *before[axis + 1 :])] = answer
            else:
                grown[span] = spans[span]
        spans = grown
    return [
        _Box(answer, tuple(_whole(cells, *ends) for cells, ends in zip(coordinates, span, strict=True)))
        for span, answer in spans.items()
    ]


def _whole(cells: tuple[Cell, ...], first: int, last: int) -> Cell:
    return cells[first] if first == last else cells[first].joined(cells[last])


def _bounded(cell: Cell) -> bool:
    return cell.value is not None or cell.high is not None or cell.low > 0


def _holds(cell: Cell, now: Decimal | bool | None) -> bool:
    if now is None:
        return False
    if isinstance(now, bool):
        return (cell.value is Truth.TRUE) is now
    return cell.contains(now)


def _distance(change: Change) -> float:
    """How far the figure moves at least: the logarithm of its ratio to the nearest bound."""
    now, cell = change.now, change.cell
    if cell.value is not None or now is None or isinstance(now, bool):
        return 1.0
    if not _bounded(cell) or cell.contains(now):
        return 0.0
    bound = cell.high if cell.high is not None and cell.high <= now else cell.low
    return abs(log(float(bound) / float(now))) if bound > 0 and now > 0 else 1.0


def _nearest(made: list[Redesign]) -> Iterator[Redesign]:
    """Those that no other of the same answer beats on every figure."""
    for each in made:
        rivals = [other for other in made if other is not each and other.answer == each.answer]
        if not any(_closer(other, each) for other in rivals):
            yield each


def _closer(one: Redesign, other: Redesign) -> bool:
    mine, theirs = _profile(one), _profile(other)
    return (
        len(mine) == len(theirs)
        and all(a <= b for a, b in zip(mine, theirs, strict=True))
        and mine != theirs
        and _same_side(one, other)
    )


def _profile(each: Redesign) -> list[float]:
    return [
        *(_distance(change) for change in each.changes),
        *(float(tie.cell.low or 0) - float(tie.cell.high or 10**9) for tie in each.ties),
    ]


def _same_side(one: Redesign, other: Redesign) -> bool:
    return all(_side(a) == _side(b) for a, b in zip(one.changes, other.changes, strict=True))


def _side(change: Change) -> object:
    if isinstance(change.now, Decimal) and _bounded(change.cell):
        return change.cell.high is not None and change.cell.high <= change.now
    return change.cell.value


def _covers(smaller: Redesign, larger: Redesign) -> bool:
    """Whether fewer of the same changes reach as much already."""
    if len(smaller.changes) >= len(larger.changes) or _RANK[smaller.answer.outcome] > _RANK[larger.answer.outcome]:
        return False
    there = {change.fact: change.cell for change in larger.changes}
    return not smaller.ties and all(
        change.fact in there and _within(there[change.fact], change.cell) for change in smaller.changes
    )


def _within(inner: Cell, outer: Cell) -> bool:
    if inner.value is not None or outer.value is not None:
        return inner.value == outer.value
    low = inner.low > outer.low or (inner.low == outer.low and (outer.low_in or not inner.low_in))
    return low and (
        outer.high is None
        or (
            inner.high is not None
            and (inner.high < outer.high or (inner.high == outer.high and (outer.high_in or not inner.high_in)))
        )
    )


def cell_to_dict(cell: Cell) -> dict[str, Any]:
    """A stretch as plain data: its bounds, exact, and whether each belongs to it."""
    if cell.value is not None:
        return {"value": cell.value is Truth.TRUE if isinstance(cell.value, Truth) else cell.value}
    return {
        "low": _plain(cell.low) if cell.low > 0 else None,
        "low_included": cell.low_in,
        "high": _plain(cell.high),
        "high_included": cell.high_in,
    }


def _plain(value: Decimal | bool | None) -> Any:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value
