"""What can bear on an undetermined answer, whatever its unknowns turn out to be.

Belongs here: which terms, places and ranges can. Does not: following an unknown (determine.follow),
or running a law over the pairs (pair_run).
Always true: two pairs of one item on which the same bears get one answer, under one law or under
two with the same grounds; what is settled of an item stays so, whatever an unknown turns out to be,
unless the item is shaky: then all that it rests on can bear.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import NamedTuple

from ecluse.determine.coded_case import CodedCase
from ecluse.determine.coded_law import INSIDE, PRESUMED
from ecluse.determine.declared import has_figures, statements
from ecluse.equivalence.pair_run import PairRun
from ecluse.equivalence.term_shape import NUMBERS, STEPS, shapes_of
from ecluse.facts.figure import Figure
from ecluse.facts.truth import Truth
from ecluse.law.condition.compile import FALSE, TRUE, UNKNOWN
from ecluse.law.condition.tree import Condition, facts_of

_OPEN = (None, Truth.UNKNOWN)


class Bearing(NamedTuple):
    """What can bear on an undetermined answer, whatever the unknowns turn out to be.

    Args:
        number: For the shapes of the terms that are read, and what is settled among them.
        slots: The slots behind what is open that rest on the place, in one order for all laws.
        facts: The facts that what is open asks for.
    """

    number: int
    slots: tuple[int, ...]
    facts: frozenset[str]


class PairBearings:
    """What bears on the undetermined answers of one law."""

    def __init__(self, run: PairRun) -> None:
        self.run, coded = run, run.coder.coded
        self._programs = {STEPS: coded.steps, PRESUMED: coded.presume, INSIDE: coded.inside}
        self._ranges: dict[tuple[int, frozenset[str]], int] = {}
        self._open_of: dict[int, Sequence[tuple[str, AbstractSet[str]]]] = {}

    def of(self, mask: int) -> Bearing:
        """What can bear on the answers of a class: what is settled stays so, whatever an unknown
        turns out to be, and of the place only what is behind open terms can matter.
        """
        if mask & self._shaky:
            return Bearing(NUMBERS.of(object()), self._of_place, frozenset(self.run.coder.facts))
        shapes, read = self._shapes[STEPS], self._read(mask)
        slots, settled = self._behind([term for terms, _ in read for term in terms], mask)
        whole = [(tuple([shapes[term] for term in terms]), says) for terms, says in read]
        facts = (facts_of(self._leaf[slot]) for slot in slots if slot >= 0)
        return Bearing(
            NUMBERS.of((tuple(whole), frozenset(settled))),
            tuple(slot for slot in self._of_place if slot in slots),
            frozenset(fact for each in facts for fact in each),
        )

    def _behind(
        self, read: Sequence[int], mask: int
    ) -> tuple[AbstractSet[int], AbstractSet[tuple[int, bool]]]:
        """The slots behind some terms of the steps as far as these are open, and the shapes of the
        terms that are settled, with their truth.
        """
        slots, settled, met = set[int](), set[tuple[int, bool]](), set[tuple[int, int]]()
        waiting = [(STEPS, term) for term in read]
        while waiting:
            number, place = each = waiting.pop()
            if each in met:
                continue
            met.add(each)
            program = self._programs[number]
            value = self._settled(number, place, mask) if program.steady[place] else None
            if value is not None:
                settled.add((self._shapes[number][place], value))
                continue
            term = program.terms[place]
            slots.add(term.slot)
            waiting += [(number, part) for part in program.parts[place]]
            waiting += [] if term.source is None else [term.source]
        return slots, settled

    def _read(self, mask: int) -> list[tuple[Sequence[int], Hashable]]:
        """The terms that are read of the steps, less those of requirements that surely do not
        apply; with what is read off them.
        """
        coded = self.run.coder.coded
        found: list[tuple[Sequence[int], Hashable]] = [((coded.subject,), None), (coded.held, None)]
        for demand in coded.demands:
            parts = coded.steps.parts[demand.applies]  # it applies where all of them hold
            if not any(
                coded.steps.steady[part] and self._settled(STEPS, part, mask) is False
                for part in parts
            ):
                terms = [term for term, _ in (*demand.helping, *demand.reviews)]
                says = [said for _, said in (*demand.helping, *demand.reviews)]
                of_it = (demand.provision, demand.of_any, len(demand.helping), *says)
                found.append(((demand.applies, demand.net, *terms), of_it))
        return found

    def places(self, mask: int) -> Sequence[int] | None:
        """The terms of the place behind all that can still be required of a class, or overcome or
        review what is, whatever its unknowns turn out to be; None where what is settled may turn.
        """
        if mask & self._shaky:
            return None
        coded, behind = self.run.coder.coded, 0
        for terms, _ in self._read(mask):
            if not (terms == (coded.subject,) and self._surely_subject(mask)):
                for term in terms:
                    behind |= self._place_terms[term]
        return [term for term in range(behind.bit_length()) if behind >> term & 1]

    def _surely_subject(self, mask: int) -> bool:
        """Whether a ground of jurisdiction holds in a class, and stays so."""
        coded = self.run.coder.coded
        return any(
            coded.steps.steady[ground] and self._settled(STEPS, ground, mask) is True
            for ground in coded.ruled
        )

    @cached_property
    def _place_terms(self) -> Sequence[int]:
        """The largest terms behind each that rest on the place alone, as bits."""
        of_place = sum(1 << slot for slot in self.run.of_place)
        program = self.run.coder.coded.steps
        slots, found = list[int](), list[int]()
        for number, (term, parts) in enumerate(zip(program.terms, program.parts, strict=True)):
            whole = 0 if term.slot < 0 else 1 << term.slot
            behind, elsewhere = 0, term.source is not None
            for part in (*parts, *term.children):
                whole |= slots[part]
                behind |= found[part]
            alone = whole and not whole & ~of_place and not elsewhere
            slots.append(whole if not elsewhere else 1 << len(self._leaf))
            found.append(1 << number if alone else behind)
        return found

    def ranges(self, item: int, bearing: Bearing) -> int:
        """A number for the limits in the range of each fact of an item that may be varied."""
        key = item, bearing.facts
        if key not in self._ranges:
            facts, limits = self.run.cases[item].facts, self.run.coder.law.limits
            asked = (facts[name].unsettled or {name} for name in bearing.facts)
            needs = frozenset[str]().union(*asked)
            varied = [name for name, open_ in self._open(item) if open_ & needs]
            self._ranges[key] = NUMBERS.of(tuple([(name, limits.get(name)) for name in varied]))
        return self._ranges[key]

    def _open(self, item: int) -> Sequence[tuple[str, AbstractSet[str]]]:
        """The open facts of an item that conditions ask for, and what would settle each."""
        if item not in self._open_of:
            facts = self.run.cases[item].facts
            names = [name for name in self.run.coder.law.asked_outright if not facts[name].settled]
            self._open_of[item] = [(name, facts[name].unsettled or {name}) for name in names]
        return self._open_of[item]

    @cached_property
    def _shapes(self) -> Mapping[int, Sequence[int]]:
        return shapes_of(self.run.coder.coded)

    def _settled(self, program: int, term: int, mask: int) -> bool | None:
        """Whether a term is TRUE in all of some pairs; None where it is neither so nor FALSE in
        all of them.
        """
        value = self.run.values[program][term]
        if not value & mask:
            return False
        return None if mask & ~(value >> self.run.columns.cases) else True

    @cached_property
    def _of_place(self) -> tuple[int, ...]:
        return tuple(sorted(self.run.of_place, key=lambda slot: NUMBERS.of(self._leaf[slot])))

    @cached_property
    def _leaf(self) -> Sequence[Condition]:
        return list(self.run.coder.coded.slots)

    @cached_property
    def _shaky(self) -> int:
        """The pairs in which what is settled may turn: something of the item is taken as so and is
        open all the same, or its ECCN answers for want of figures, which to follow one gives.
        """
        codes = bytes([TRUE if self._turns(case) else FALSE for case in self.run.cases])
        return self.run.columns.items_having(codes, TRUE)

    def _turns(self, case: CodedCase) -> bool:
        entry_open = not case.inside.always and any(
            case.vector[slot] == UNKNOWN for slot in self.run.coder.coded.is_an_ic
        )
        answers = bool(statements(case.facts)) and not has_figures(case.facts)
        known = (case.facts[name] for name in self.run.coder.facts)
        return (
            entry_open
            or answers
            or any(
                each.unsettled and not isinstance(each.value, Figure) and each.value not in _OPEN
                for each in known
            )
        )
