"""The answers that a fact may have, as far as a law tells them apart.

Belongs here: cutting what a fact may be into choices. Does not: what a choice does (possible), or
its words (answer).
Always true: the choices of a fact cover all that it may be, and within one choice the law comes to
one answer, whichever value it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from ecluse.determine.case import CaseFacts
from ecluse.determine.coded_case import Coder
from ecluse.determine.coded_law import Bound
from ecluse.facts.eccn import NONE
from ecluse.facts.known import Known
from ecluse.facts.vocabulary import FactType
from ecluse.grouped import grouped
from ecluse.law.condition.cells import Cell, carried, cut, flags, words
from ecluse.law.condition.tree import Condition, Formula, OneOf, facts_of
from ecluse.law.eccn_part import DECLARED

# No fact of a case is what stands here, and no rule names it: all such names count alike.
_ANOTHER = "another"
Bounding = Callable[[Known], Decimal | None]
_SEATS = {"headquarters": "parent_headquarters"}
_DEEPEST = 4  # formulas that stand in formulas
_AT_A_LIMIT = 0.1  # the weight of a limit met exactly, beside that of a stretch


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer, or all answers that do the same.

    Args:
        known: The answer, or one of those that do the same.
        cell: The stretch of a figure, the word or the truth.
        names: The countries or companies that count alike; empty for all others.
        rest: All countries or companies that no other choice names.
        every: All answers that there are: none of them does anything else.
        weight: How much it counts beside the others.
    """

    known: Known
    cell: Cell | None = None
    names: tuple[str, ...] = ()
    rest: bool = False
    every: bool = False
    weight: float = 1.0

    def joined(self, other: Choice) -> Choice | None:
        """Two choices as one; None for words and truths, which stand each for itself, and for
        stretches that do not meet.
        """
        if self.cell is None or other.cell is None:
            rest = self.rest or other.rest
            return replace(self, names=() if rest else (*self.names, *other.names), rest=rest)
        if not self.cell.meets(other.cell):
            return None
        return replace(self, cell=self.cell.joined(other.cell))


def asked_as(leaf_fact: str, facts: CaseFacts) -> str:
    """The fact to ask for where a condition waits for another: what that is worked out from, if one
    figure is missing and it can be turned round (the die area, rather than the density).
    """
    definition = facts.law.definitions.get(leaf_fact)
    missing = facts[leaf_fact].unsettled
    if definition is None or definition.formula is None or len(missing) != 1:
        return leaf_fact
    (base,) = missing
    if base == leaf_fact or base not in facts.library.vocabulary.facts:
        return leaf_fact
    probe = Cell(fact=leaf_fact, low=Decimal(1))
    turned = carried(probe, definition.formula, base, lambda name: _least(facts[name]))
    return leaf_fact if turned is None else base


def choices_of(fact: str, facts: CaseFacts, coder: Coder) -> tuple[Choice, ...]:
    """The choices of a fact, in the order of the vocabulary, or from the lowest figure up."""
    meaning = facts.library.vocabulary.facts[fact]
    if meaning.type is FactType.NUMBER:
        return tuple(_stretches(fact, facts))
    if meaning.type is FactType.FLAG:
        return tuple(Choice(known=cell.known, cell=cell) for cell in flags(fact))
    if meaning.type is FactType.SYMBOL:
        return tuple(Choice(known=cell.known, cell=cell) for cell in words(fact, meaning.symbols))
    if meaning.type is FactType.COUNTRY:
        return tuple(_countries(fact, facts, coder))
    named = _eccns(facts, coder) if fact == DECLARED else _texts(fact, facts, coder)
    return tuple(named)


# ---- figures -------------------------------------------------------------------------------------


def _stretches(fact: str, facts: CaseFacts) -> Iterator[Choice]:
    limits = sorted(_limits(fact, facts, _DEEPEST))
    for cell in cut(fact, facts[fact].figure, limits):
        point = cell.high is not None and cell.high == cell.low
        yield Choice(known=cell.known, cell=cell, weight=_AT_A_LIMIT if point else 1.0)


def _limits(fact: str, facts: CaseFacts, deep: int) -> set[Decimal]:
    """Where a condition changes its truth as the fact grows: at the limits that it is compared
    with, and where a figure that is worked out from it meets one.
    """
    law = facts.law
    found = set(law.limits.get(fact, ()))
    if not deep:
        return found
    for name, says in law.definitions.items():
        if says.formula is not None and fact in facts_of(says.formula):
            for limit in _limits(name, facts, deep - 1):
                found.update(_turned(limit, name, says.formula, fact, facts))
    return found


def _turned(
    limit: Decimal, name: str, formula: Formula, fact: str, facts: CaseFacts
) -> Iterator[Decimal]:
    """Where the fact stands as the formula meets a limit, the other figures being as low or as
    high as they may be.
    """
    cell = Cell(fact=name, low=limit, high=limit, high_in=True)
    for bound in (_least, _most):
        turned = carried(cell, formula, fact, partial(_bound_of, bound, facts))
        if turned is not None and turned.high is not None and turned.high == turned.low:
            yield turned.low


def _bound_of(bound: Bounding, facts: CaseFacts, name: str) -> Decimal | None:
    return bound(facts[name])


def _least(known: Known) -> Decimal | None:
    figure = known.figure
    return figure.low if figure.low > 0 or figure.exact is not None else figure.high


def _most(known: Known) -> Decimal | None:
    figure = known.figure
    return figure.low if figure.high is None and figure.low > 0 else figure.high


# ---- countries and names -------------------------------------------------------------------------


def _countries(fact: str, facts: CaseFacts, coder: Coder) -> Iterator[Choice]:
    """One choice for all countries that the law does not tell apart; the largest comes last."""
    on, countries = facts.shipment.on, facts.library.countries
    alike: dict[object, list[str]] = {}
    follower = _SEATS.get(fact)
    for code in countries.by_code:
        counted = countries.for_the_law(code, on)
        if counted != code:  # it counts as the other, which stands for it
            continue
        key = [coder.writes_of(fact, counted)]
        if follower is not None and facts[follower].assumed:
            key.append(coder.writes_of(follower, counted))
        alike.setdefault(tuple(key), []).append(code)
    yield from _grouped(list(alike.values()))


def _grouped(groups: list[list[str]]) -> Iterator[Choice]:
    groups.sort(key=lambda group: (len(group), group))
    for group in groups:
        rest = group is groups[-1]
        yield Choice(known=Known(value=group[0]), names=() if rest else tuple(group), rest=rest)


def _texts(fact: str, facts: CaseFacts, coder: Coder) -> Iterator[Choice]:
    """One choice for each word that a rule names, and one for all others."""
    alike: dict[object, list[str]] = {}
    roles = facts.library.exporters
    for name in dict.fromkeys((*_named(fact, facts, coder), _ANOTHER)):
        key: list[object] = [coder.writes_of(fact, name)]
        if fact == "exporter":
            folded = name.casefold()
            key += [roles.roles.get(folded), roles.headquarters.get(folded)]
            key += [leaf for leaf in _bounds(coder) if folded in leaf.names]
        alike.setdefault(tuple(key), []).append(name)
    for group in alike.values():
        rest = _ANOTHER in group
        value = Known(value=_ANOTHER if rest else group[0])
        yield Choice(known=value, names=() if rest else tuple(group), rest=rest)


def _eccns(facts: CaseFacts, coder: Coder) -> Iterator[Choice]:
    """One choice for all ECCNs that do the same; the last for those that are not on file."""
    table, vector = facts.library.eccns, coder.vector(facts)
    on_file = dict.fromkeys(row.paragraph for row in table.rows)
    alike = grouped(
        (coder.with_facts(vector, facts, {DECLARED: Known(value=number)}), number)
        for number in (NONE, *on_file)
    )
    for group in alike.values():
        yield Choice(known=Known(value=group[0]), names=tuple(group))
    yield Choice(known=Known(value=_ANOTHER), rest=True)


def _named(fact: str, facts: CaseFacts, coder: Coder) -> Iterator[str]:
    for leaf in coder.coded.slots:
        if isinstance(leaf, OneOf) and leaf.fact == fact:
            yield from leaf.words
    if fact == "exporter":
        names = facts.library.exporters.names.values()
        known = {name.casefold(): name for name in names}
        bound = sorted({name for leaf in _bounds(coder) for name in leaf.names})
        yield from (known.get(name, name) for name in bound)
        yield from sorted(set(names))


def _bounds(coder: Coder) -> Iterable[Bound]:
    return (leaf for leaf in coder.coded.slots if isinstance(leaf, Bound))


def fact_behind(leaf: Condition, facts: CaseFacts) -> str:
    """The fact that a leaf waits for; what the table says of ECCNs waits for the declared one."""
    if isinstance(leaf, Bound):
        return "exporter" if facts["exporter"].value is None else "informed_by_letter"
    (fact,) = facts_of(leaf)
    definition = facts.law.definitions.get(fact)
    if definition is None or definition.eccn is None or DECLARED not in facts[fact].unsettled:
        return fact
    return DECLARED
