"""A case in which a condition holds, if there is one, by exact cells.

Belongs here: searching the cells of the facts that a condition asks for. Does not: which conditions
to ask (reach).
Always true: a case that is found makes the condition TRUE, and its figures can occur together;
where none is found there is none, for the cells cover all that the facts may be.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from functools import cached_property
from typing import Any, cast

from ecluse.facts.figure import UNKNOWN_FIGURE, Figure
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.facts.vocabulary import FactType
from ecluse.grouped import grouped
from ecluse.law.condition.cells import Cell, cut, flags, words
from ecluse.law.condition.evaluate import compute, evaluate, truth_of
from ecluse.law.condition.simplify import ALWAYS, NEVER, Left, every_of, plainly
from ecluse.law.condition.tree import (
    Compare,
    Condition,
    Every,
    Formula,
    Leaf,
    Member,
    OneOf,
    Some,
    facts_of,
    groups_of,
    leaves_of,
)
from ecluse.law.library import Library
from ecluse.law.provision import Definition
from ecluse.law.register import Law

Case = dict[str, Cell]
Domains = Mapping[str, tuple[Cell, ...]]
_ANOTHER = "another"
_NUDGE = Decimal("1e-30")
_ANY = Figure(Decimal(0), None)


@dataclass
class Search:
    """Cases under one law. `memory` keeps what was found, and may be shared between laws."""

    law: Law
    library: Library
    memory: dict[object, Any] = field(default_factory=dict)
    _hopeless: set[int] = field(default_factory=set, init=False)
    _left: Left = field(init=False)
    _tied: bool = field(default=False, init=False)

    def case(self, condition: Condition) -> Case | None:
        """A case in which `condition` is TRUE, as few facts as settle it; None where none is."""
        condition = self._same(condition)
        key = ("case", id(condition), *self._of_the_law(*self._asked(condition)))
        if key not in self.memory:
            self._hopeless.clear()
            self._left, plain = Left(self.law.member), self._plain(condition)
            self.memory[key] = self._deeper(self._left.one(plain), self.domains(plain), {})
        return cast("Case | None", self.memory[key])

    def holds_somewhere(self, of: object, condition: Condition) -> bool:
        """Whether a case makes `condition` TRUE, or leaves it open with every fact known. The case
        that was last found for `of` is tried first: most laws differ in something else.
        """
        condition, key = self._same(condition), ("holds", of, self._treated)
        if self._holds_in(self.memory.get(key), condition):
            return True
        case = self.case(condition)
        if case is not None:
            self.memory[key] = case
        return case is not None or self.undecided(condition) is not None

    def _holds_in(self, case: Case | None, condition: Condition) -> bool:
        """Whether a case found under another law makes a condition TRUE under this one too: its
        cells are cells still.
        """
        if case is None:
            return False
        tests = self._tests(condition)
        case = {name: cell for name, cell in case.items() if name in tests}
        if any(
            cell.value is None and cell not in self._cells(name, tests[name])
            for name, cell in case.items()
        ):
            return False
        known = _Point({name: cell.known for name, cell in case.items()})

        def truth(part: Condition) -> Truth:
            return truth_of(part, truth, lambda leaf: evaluate(leaf, known, self.law.member))

        return truth(condition) is Truth.TRUE and self.possible(case)

    def both(self, one: Condition, other: Condition) -> Case | None:
        """A case in which both conditions are TRUE; two that were met before, under a law that says
        the same of what they ask for, are not put together again.
        """
        one, other = self._same(one), self._same(other)
        facts, groups = (a | b for a, b in zip(self._asked(one), self._asked(other), strict=True))
        key = (id(one), id(other), *self._of_the_law(facts, groups))
        if key not in self.memory:
            self.memory[key] = self.case(every_of((one, other)))
        return cast("Case | None", self.memory[key])

    def undecided(self, condition: Condition) -> Case | None:
        """A case with every fact known in which `condition` is neither TRUE nor FALSE."""
        condition = self._same(condition)
        if not any(map(self._in_doubt, self._asked(condition)[1])):
            return None
        condition = self._plain(condition)
        if not any(map(self._in_doubt, groups_of(condition))):
            return None
        self._left = Left(self.law.member)
        return self._stuck(self._left.one(condition), self.domains(condition), {})

    def domains(self, condition: Condition) -> Domains:
        """For each fact that the condition asks for: the cells of all that it may be."""
        tests = self._tests(self._same(condition))
        return {name: self._cells(name, asked) for name, asked in tests.items()}

    def _in_doubt(self, name: str) -> bool:
        group = self.law.groups.get(name)
        return name in self.law.unlisted or bool(group and group.doubtful)

    def _cells(self, name: str, tests: list[Leaf]) -> tuple[Cell, ...]:
        """The cells of a fact that some tests ask for."""
        meaning = self.library.vocabulary.facts[name]
        if meaning.type is FactType.NUMBER:
            return cut(name, _ANY, {test.limit for test in tests if isinstance(test, Compare)})
        if meaning.type is FactType.FLAG:
            return flags(name)
        if meaning.type is FactType.SYMBOL:
            return words(name, meaning.symbols)
        if meaning.type is FactType.COUNTRY:
            return words(name, self._kinds_of_country(tests))
        named = [word for test in tests if isinstance(test, OneOf) for word in test.words]
        return words(name, (*dict.fromkeys(named), _ANOTHER))

    def _kinds_of_country(self, tests: list[Leaf]) -> list[str]:
        """One country for each way in which tests of one fact can tell countries apart."""
        kinds: dict[tuple[object, ...], str] = {}
        lists = [test.words for test in tests if isinstance(test, OneOf)]
        groups = [test.group for test in tests if isinstance(test, Member)]
        named = [word for words in lists for word in words if self._is_counted(word)]
        for code in dict.fromkeys((*named, *self._counted)):
            listed = [code in words for words in lists]
            inside = [self.law.member(code, group) for group in groups]
            kinds.setdefault((*listed, *inside), code)
        return list(kinds.values())

    def _is_counted(self, code: str) -> bool:
        """Whether a country counts as itself."""
        return self.library.countries.for_the_law(code, self.law.on) == code

    @cached_property
    def _counted(self) -> list[str]:
        return [code for code in self.library.countries.by_code if self._is_counted(code)]

    def _deeper(self, condition: Condition, domains: Domains, case: Case) -> Case | None:
        if condition is ALWAYS:
            return case
        if condition is NEVER or id(condition) in self._hopeless:
            return None
        tied, self._tied = self._tied, False
        found = self._branched(condition, domains, case)
        if found is None and not self._tied:
            self._hopeless.add(id(condition))
        self._tied = self._tied or tied
        return found

    def _branched(self, condition: Condition, domains: Domains, case: Case) -> Case | None:
        if isinstance(condition, Some):
            # One part is enough, and each can be looked at alone.
            return next(
                (
                    found
                    for part in condition.parts
                    if (found := self._deeper(part, domains, case)) is not None
                ),
                None,
            )
        parts = condition.parts if isinstance(condition, Every) else (condition,)
        asked = [self._left.facts(part) - case.keys() for part in parts]
        if not all(asked):
            return None  # a country group in doubt: never surely true here
        narrowest = min(
            asked, key=lambda names: (len(names), min(len(domains[name]) for name in names))
        )
        name = min(narrowest, key=lambda each: (len(domains[each]), each))
        for cell in domains[name]:
            further = {**case, name: cell}
            if not self.possible(further):
                self._tied = True
                continue
            found = self._deeper(self._left.of(condition, cell), domains, further)
            if found is not None:
                return found
        return None

    def _stuck(self, condition: Condition, domains: Domains, case: Case) -> Case | None:
        if condition is ALWAYS or condition is NEVER:
            return None
        open_ = [name for name in dict.fromkeys(facts_of(condition)) if name not in case]
        if not open_:
            return case
        for cell in domains[open_[0]]:
            left = self._left.of(condition, cell)
            found = self._stuck(left, domains, {**case, open_[0]: cell})
            if found is not None:
                return found
        return None

    def possible(self, case: Case) -> bool:
        """Whether the figures of a case can occur together, by the definitions in force (DRAM and
        I/O add up to their sum).
        """
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

    def _same(self, condition: Condition) -> Condition:
        """The equal condition that was met first, which is held as long as the memory is."""
        return cast("Condition", self.memory.setdefault(("same", condition), condition))

    def _plain(self, condition: Condition) -> Condition:
        """A condition of the memory with `not` said only of single tests."""
        key = ("plain", id(condition))
        if key not in self.memory:
            self.memory[key] = self._same(plainly(condition))
        return cast("Condition", self.memory[key])

    def _tests(self, condition: Condition) -> dict[str, list[Leaf]]:
        """The tests of a condition of the memory by the fact that they ask for, none twice."""
        key = ("tests", id(condition))
        if key not in self.memory:
            leaves = dict.fromkeys(leaves_of(condition))
            self.memory[key] = grouped((leaf.fact, leaf) for leaf in leaves)
        return cast("dict[str, list[Leaf]]", self.memory[key])

    def _asked(self, condition: Condition) -> tuple[frozenset[str], frozenset[str]]:
        """The facts and the groups that a condition of the memory asks for."""
        key = ("asked", id(condition))
        if key not in self.memory:
            asked = frozenset(facts_of(condition)), frozenset(groups_of(condition))
            self.memory[key] = asked
        return cast("tuple[frozenset[str], frozenset[str]]", self.memory[key])

    def _of_the_law(self, facts: frozenset[str], groups: frozenset[str]) -> tuple[object, ...]:
        """What the law and its day say of these facts and groups: two days may differ in it."""
        members = []
        for name in sorted(groups):
            group = self.law.groups.get(name)
            members.append(
                (name, group.members if group else None, group.doubtful if group else None)
            )
        definitions = (pair for pair in self._formulas if pair[0] in facts)
        return (*members, self._treated, tuple(definitions))

    @cached_property
    def _formulas(self) -> tuple[tuple[str, Formula | None], ...]:
        """How the law works figures out."""
        return tuple((says.defines, says.formula) for says, _ in self.law.of_kind(Definition))

    @cached_property
    def _treated(self) -> tuple[str, ...]:
        """As which countries those count that count as others on some days."""
        countries = self.library.countries
        treated = [each.code for each in countries.by_code.values() if each.treated_as is not None]
        return tuple(countries.for_the_law(code, self.law.on) for code in treated)


class _Point(dict[str, Known]):
    """One value for each fact of a case; what the case does not say, nobody knows."""

    def __missing__(self, name: str) -> Known:
        return Known(value=None)


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
    """A cell of a number as a figure; an open upper end is drawn in by less than any figure's
    digits.
    """
    high = cell.high
    if high is not None and not cell.high_in:
        with localcontext() as context:
            context.prec = 60
            high = max(cell.low, high - _NUDGE)
    return Figure(cell.low, high, above=not cell.low_in)


def overlaps(cell: Cell, figure: Figure) -> bool:
    """Whether a figure can lie in a cell."""
    if cell.high is not None and (
        figure.low > cell.high or (figure.low == cell.high and (figure.above or not cell.high_in))
    ):
        return False
    return (
        figure.high is None or figure.high > cell.low or (figure.high == cell.low and cell.low_in)
    )


def shown(case: Case) -> str:
    """A case in words: `tpp is at least 4800, destination is CN`."""
    return (
        ", ".join(f"{name} is {cell}" for name, cell in case.items() if str(cell) != "any")
        or "any case at all"
    )
