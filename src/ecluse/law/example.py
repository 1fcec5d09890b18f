"""A case in which a condition holds, if there is one, by exact cells.

Belongs here: searching the cells of the facts that a condition asks for. Does not: which conditions to ask (reach).
Always true: a case that is found makes the condition TRUE, and its figures can occur together; where none is found there is
none, for the cells cover all that the facts may be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, localcontext

from ecluse.facts.figure import UNKNOWN_FIGURE, Figure
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.facts.vocabulary import FactType
from ecluse.law.condition.cells import Cell, cut, flags, words
from ecluse.law.condition.evaluate import compute, evaluate
from ecluse.law.condition.tree import Condition, Every, Member, Not, OneOf, Some, comparisons, facts_of, groups_of
from ecluse.law.library import Library
from ecluse.law.provision import Definition
from ecluse.law.register import Law

Case = dict[str, Cell]
_ANOTHER = "another"
_NUDGE = Decimal("1e-30")
_ANY = Figure(Decimal(0), None)


@dataclass
class Search:
    """Cases under one law; what was found once for a condition and the groups that it asks about is kept in `memory`."""

    law: Law
    library: Library
    memory: dict[object, Case | None] = field(default_factory=dict)

    def case(self, condition: Condition) -> Case | None:
        """A case in which `condition` is TRUE, as few facts as settle it; None where there is none."""
        key = (condition, self._groups(condition), self._definitions(condition))
        if key not in self.memory:
            self.memory[key] = self._deeper(condition, self.domains(condition), {})
        return self.memory[key]

    def domains(self, condition: Condition) -> dict[str, tuple[Cell, ...]]:
        """For each fact that the condition asks for: the cells of all that it may be."""
        limits: dict[str, list[Decimal]] = {}
        for comparison in comparisons(condition):
            limits.setdefault(comparison.fact, []).append(comparison.limit)
        return {name: self._cells(name, condition, limits.get(name, [])) for name in dict.fromkeys(facts_of(condition))}

    def _cells(self, name: str, condition: Condition, limits: list[Decimal]) -> tuple[Cell, ...]:
        meaning = self.library.vocabulary.facts[name]
        if meaning.type is FactType.NUMBER:
            return cut(name, _ANY, limits)
        if meaning.type is FactType.FLAG:
            return flags(name)
        if meaning.type is FactType.SYMBOL:
            return words(name, meaning.symbols)
        if meaning.type is FactType.COUNTRY:
            return words(name, self._kinds_of_country(name, condition))
        return words(name, (*dict.fromkeys(word for node in leaves_of(condition) if isinstance(node, OneOf) and node.fact == name for word in node.words), _ANOTHER))

    def _kinds_of_country(self, name: str, condition: Condition) -> list[str]:
        """One country for each way in which the condition can tell countries apart."""
        tests = [node for node in leaves_of(condition) if isinstance(node, (OneOf, Member)) and node.fact == name]
        kinds: dict[tuple[object, ...], str] = {}
        countries = self.library.countries
        named = [word for node in tests if isinstance(node, OneOf) for word in node.words]
        for code in dict.fromkeys((*named, *countries.by_code)):
            if countries.for_the_law(code, self.law.on) == code:
                kinds.setdefault(tuple(code in node.words if isinstance(node, OneOf) else self.law.member(code, node.group) for node in tests), code)
        return list(kinds.values())

    def _deeper(self, condition: Condition, domains: Mapping[str, tuple[Cell, ...]], case: Case) -> Case | None:
        finding = evaluate(condition, _facts(case, domains), self.law.member)
        if finding.truth is Truth.FALSE or not self.possible(case):
            return None
        if finding.truth is Truth.TRUE:
            return dict(case)
        open_ = [name for name in domains if name in finding.settles and name not in case]
        if not open_:
            # A country group in doubt: the condition is never surely true here.
            return None
        name = min(open_, key=lambda each: len(domains[each]))
        for cell in domains[name]:
            found = self._deeper(condition, domains, {**case, name: cell})
            if found is not None:
                return found
        return None

    def possible(self, case: Case) -> bool:
        """Whether the figures of a case can occur together, by the definitions in force (DRAM and I/O add up to their sum)."""
        if len(case) < 2:
            return True
        for says, _ in self.law.of_kind(Definition):
            if says.formula is None or says.defines not in case:
                continue
            inputs = _Inputs(case)
            made = compute(says.formula, inputs, ()).figure
            if inputs.used and not overlaps(case[says.defines], made):
                return False
        return True

    def _groups(self, condition: Condition) -> tuple[object, ...]:
        found = []
        for name in sorted(set(groups_of(condition))):
            group = self.law.groups.get(name)
            found.append((name, group.members if group else None, group.doubtful if group else None))
        return (*found, tuple(self.library.countries.for_the_law(code, self.law.on) for code in ("HK",)))

    def _definitions(self, condition: Condition) -> tuple[object, ...]:
        asked = set(facts_of(condition))
        return tuple((says.defines, says.formula) for says, _ in self.law.of_kind(Definition) if says.defines in asked)


class _Inputs(dict[str, Known]):
    """The figures of a case as intervals; what the case does not say may be anything."""

    def __init__(self, case: Case) -> None:
        super().__init__()
        self.case = case
        self.used = False

    def __missing__(self, name: str) -> Known:
        cell = self.case.get(name)
        if cell is None or cell.value is not None:
            return Known(value=UNKNOWN_FIGURE)
        self.used = True
        return Known(value=interval(cell))


def interval(cell: Cell) -> Figure:
    """A cell of a number as a figure; an open upper end is drawn in by less than any figure's digits."""
    high = cell.high
    if high is not None and not cell.high_in:
        with localcontext() as context:
            context.prec = 60
            high = max(cell.low, high - _NUDGE)
    return Figure(cell.low, high, above=not cell.low_in)


def overlaps(cell: Cell, figure: Figure) -> bool:
    """Whether a figure can lie in a cell."""
    if cell.high is not None and (figure.low > cell.high or (figure.low == cell.high and (figure.above or not cell.high_in))):
        return False
    return figure.high is None or figure.high > cell.low or (figure.high == cell.low and cell.low_in)


def _facts(case: Case, domains: Mapping[str, tuple[Cell, ...]]) -> dict[str, Known]:
    return {name: case[name].known if name in case else _unknown(name, cells) for name, cells in domains.items()}


def _unknown(name: str, cells: tuple[Cell, ...]) -> Known:
    value = cells[0].value
    kind = UNKNOWN_FIGURE if value is None else Truth.UNKNOWN if isinstance(value, Truth) else None
    return Known(value=kind, unsettled=frozenset({name}))


def leaves_of(condition: Condition) -> Iterator[Condition]:
    """The tests at the bottom of a condition, in order."""
    match condition:
        case Every(parts) | Some(parts):
            for part in parts:
                yield from leaves_of(part)
        case Not(part):
            yield from leaves_of(part)
        case _:
            yield condition


def shown(case: Case) -> str:
    """A case in words: `tpp is at least 4800, destination is CN`."""
    return ", ".join(f"{name} is {cell}" for name, cell in case.items() if str(cell) != "any") or "any case at all"
