"""A case as a vector of codes: its answer, and the answers of cases like it.

Belongs here: from what is known of a fact to the codes of its leaves, and running a law's steps on
them. Does not: which terms a law has (coded_law), or what is known of a case (case).
Always true: cases with one vector under one law have one answer; it is worked out once and
remembered, up to a number of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property
from itertools import chain
from typing import NamedTuple

from ecluse.bounded import Bounded
from ecluse.determine.case import CaseFacts
from ecluse.determine.classify import ASKED_INSIDE, facts_inside, presume
from ecluse.determine.coded_law import Coded, CodedLaw
from ecluse.determine.declared import has_figures, statements, where_none_is
from ecluse.determine.found_so_far import CaseTruths
from ecluse.determine.leaf_codes import LeafCodes, Writes
from ecluse.determine.require import binds_named
from ecluse.determine.verdict import FREER, OPEN
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.facts.vocabulary import Vocabulary
from ecluse.law.condition.compile import (
    CODES,
    FALSE,
    NOT_STATED,
    SAID_FALSE,
    SAID_TRUE,
    TRUE,
    Values,
    Vector,
)
from ecluse.law.condition.tree import Condition, Holds, membership_of
from ecluse.law.eccn_part import DECLARED, OF_MAKER
from ecluse.law.in_force import Law
from ecluse.law.library import Library
from ecluse.law.provision import Definition, conditions_of

_MOST_ANSWERS = 4096
_MOST_TOLD = 128  # some 12 kB each
BINDING = ("exporter", "informed_by_letter")  # what tells whom a measure binds
_TRUTHS = {code: truth for truth, code in CODES.items()}


class Inside(NamedTuple):
    """How the IC inside an item is classified: always or only where the item may not be the IC
    itself, on which codes.

    `key` is equal for cases whose ICs inside are classified alike.
    """

    always: bool
    writes: Writes
    key: bytes


class Ran(NamedTuple):
    """The steps, run: the vector with presumed flags, and the values of the three programs."""

    vector: Vector
    inside_vector: Vector | None
    presumed: Values
    inside: Values
    steps: Values


class Coder:
    """One law's steps, and the codes that its leaves have where facts are known so or so."""

    def __init__(self, law: Law) -> None:
        self.law = law
        self.coded = CodedLaw(law)
        self.size = len(self.coded.slots)
        codes = LeafCodes(law, self.coded.slots)
        self.writes, self.writes_of, self._bound = codes.writes, codes.writes_of, codes.bound
        self._placing = codes.placing
        self.facts = tuple(name for name in codes.leaves if name not in self.coded.flags)
        self.flags = tuple(name for name in codes.leaves if name in self.coded.flags)
        self._left_out: dict[tuple[int, bool], tuple[Vocabulary, Vector]] = {}
        self._answers = Bounded[bytes, Coded](_MOST_ANSWERS)
        self._truths = Bounded[Vector, CaseTruths](_MOST_TOLD)
        self._derived_from = cache(self._find_derived)
        self._nothing_inside = (FALSE,) * len(self.coded.inside.terms)
        self._nothing_presumed = (FALSE,) * len(self.coded.presume.terms)

    @cached_property
    def _defined(self) -> dict[str, Definition]:
        """The definitions of facts with leaves, less flags."""
        definitions = self.law.definitions
        return {name: definitions[name] for name in self.facts if name in definitions}

    @cached_property
    def _of_table(self) -> dict[str, Definition]:
        """Those of facts that are read off the table of ECCNs."""
        return {name: says for name, says in self._defined.items() if says.eccn is not None}

    @cached_property
    def _worked_out(self) -> tuple[str, ...]:
        """The others."""
        return tuple(name for name in self._defined if name not in self._of_table)

    @cached_property
    def whole(self) -> bool:
        """Whether codes can stand for every case: no flag rests on itself, and what is otherwise
        of an IC inside, or presumed, changes no figure.
        """
        circles = any(
            says.when is not None and name not in self.coded.flags
            for name, says in self.law.definitions.items()
        )
        laid = {flag for says in self.coded.presumptions for flag in says.flags}
        changed = ASKED_INSIDE | laid
        return not (circles or laid & self.coded.flags.keys() or self.derived(changed))

    def derived(self, changed: frozenset[str]) -> frozenset[str]:
        """The figures with leaves that the law works out from some facts."""
        parts = [self._derived_from(name) for name in changed]
        return frozenset[str]().union(*parts) - changed

    def _find_derived(self, name: str) -> frozenset[str]:
        return self.law.touched_by(frozenset({name})).intersection(self.facts) - {name}

    def _beside_the_table(self, names: frozenset[str]) -> frozenset[str]:
        """The figures with leaves that are worked out from some facts and not by the table."""
        return self.law.touched_beside_the_table(names).intersection(self.facts) - names

    def alone(self, name: str) -> bool:
        """Whether the slots of a fact's own leaves are all that it writes."""
        return name not in BINDING and not self._derived_from(name)

    def stated(self, flag: str, known: Known, checked: bool) -> Writes:
        """The slots of a flag that the law works out and that is stated, and their codes."""
        writes = self.writes(flag, known)
        said = {TRUE: SAID_TRUE, FALSE: SAID_FALSE} if checked else {}
        return tuple((slot, said.get(code, code)) for slot, code in writes)

    def vector(self, facts: CaseFacts) -> Vector:
        """The codes of a case."""
        return facts.coded_by(self, self._vector)

    def _vector(self, facts: CaseFacts) -> Vector:
        first, said = facts.as_before, facts.stated.facts
        if first is None or first.facts.law.provisions is not self.law.provisions:
            worked_out = self._defined if statements(facts) else self._worked_out
            return self._stating(self._of_nothing(facts), facts, (*said, *worked_out))
        # What is as in the case before has the codes that it has there.
        asked = {*said, *first.facts.stated.facts, *self._defined}
        return self._stating(self.vector(first.facts), facts, asked & first.differing)

    def _stating(self, vector: Vector, facts: CaseFacts, names: Iterable[str]) -> Vector:
        """The codes of a case, where `vector` holds those of one that differs in some facts."""
        codes, said, checked = bytearray(vector), facts.stated.facts, facts.stated.checked
        for name in names:
            if name not in self.coded.flags:
                known = said.get(name) if name not in self._defined else None
                writes = self.writes(name, facts[name] if known is None else known)
            elif name in said:
                writes = self.stated(name, said[name], name in checked)
            else:
                slot = self.coded.slots.get(Holds(name))
                writes = () if slot is None else ((slot, NOT_STATED),)
            for slot, code in writes:
                codes[slot] = code
        self._bind(codes, facts)
        return bytes(codes)

    def _of_nothing(self, facts: CaseFacts) -> Vector:
        """The codes of a case of which nothing is stated, less those of facts that the law works
        out: whatever the item, these are as the vocabulary has them, and what no ECCN says.
        """
        vocabulary, strict = facts.library.vocabulary, facts.shipment.strict
        key = (id(vocabulary), strict)
        if key not in self._left_out:
            vector = bytearray((NOT_STATED,)) * self.size
            take = vocabulary.strictly if strict else vocabulary.left_out
            for name in self.facts:
                says = self._of_table.get(name)
                known = take(name) if says is None else where_none_is(str(says.eccn))
                for slot, code in self.writes(name, known):
                    vector[slot] = code
            self._left_out[key] = vocabulary, bytes(vector)
        return self._left_out[key][1]

    def told(self, facts: CaseFacts) -> CaseTruths:
        """Whether the conditions of the steps hold in a case, found in one run of the steps."""
        vector = self.vector(facts)
        told = self._truths.get(vector)
        if told is None:
            told = self._truths[vector] = self._run_alone(vector)
        return told

    def _run_alone(self, vector: Vector) -> CaseTruths:
        """The steps with nothing presumed and nothing inside."""
        coded = self.coded
        steps = coded.run_steps(vector, self._nothing_presumed, self._nothing_inside)
        programs = (coded.steps, steps), (coded.presume, coded.run_presume(vector, (), ()))

        def truth(node: Condition) -> Truth | None:
            for program, values in programs:
                place = program.place_of(node)
                if place is not None and place < len(values):
                    return _TRUTHS[values[place]]
            return None

        last = len(steps)
        truths = {of: _TRUTHS[steps[place]] for of, place in self._conditions if place < last}
        return CaseTruths(truths, truth)

    @cached_property
    def _conditions(self) -> tuple[tuple[int, int], ...]:
        """The law's own conditions, by identity, and their terms in the steps."""
        place_of, entries = self.coded.steps.place_of, self.law.provisions.values()
        nodes = [node for entry in entries for node in conditions_of(entry.says)]
        return tuple((id(node), at) for node in nodes if (at := place_of(node)) is not None)

    def _bind(self, vector: bytearray, facts: CaseFacts) -> None:
        for slot, code in (*self._binding(facts), *self._placing(facts)):
            vector[slot] = code

    def _binding(self, facts: Mapping[str, Known]) -> Writes:
        """The slots of whether a measure binds the exporter, and their codes."""
        return tuple(
            [(slot, CODES[binds_named(leaf.names, facts)[0]]) for slot, leaf in self._bound]
        )

    def stating(self, vector: Vector, facts: CaseFacts, names: frozenset[str]) -> Vector:
        """The codes of a case, where `vector` holds those of one that differs in some facts."""
        return self._stating(vector, facts, (*names, *self.derived(names)))

    def with_facts(self, vector: Vector, facts: CaseFacts, changed: Mapping[str, Known]) -> Vector:
        """The codes of the case, of which `vector` holds the codes, with some facts otherwise."""
        codes = bytearray(vector)
        for slot, code in self.changed(facts, changed):
            codes[slot] = code
        return bytes(codes)

    def changed(self, facts: CaseFacts, changed: Mapping[str, Known]) -> Writes:
        """The slots of a case that some facts write anew where they are otherwise."""
        members = facts.stated.members or any(map(membership_of, changed))
        if len(changed) == 1 and not members:
            ((name, known),) = changed.items()
            if self.alone(name):
                return self.writes(name, known)
        writes = [self.writes(name, known) for name, known in changed.items()]
        names = frozenset(changed)
        derived = self.derived(names)
        as_it_said = names.isdisjoint((DECLARED, OF_MAKER)) and derived
        if as_it_said and (has_figures(facts) or not statements(facts)):
            derived = self._beside_the_table(names)  # the table does not ask whose figures they are
        if derived or members or not names.isdisjoint(BINDING):
            otherwise = facts.with_facts(changed)
            if not (statements(facts) or statements(otherwise)):
                derived -= self._of_table.keys()  # nobody states an ECCN
            writes += [self.writes(name, otherwise[name]) for name in derived]
            writes += (self._binding(otherwise), self._placing(otherwise))
        return tuple(chain.from_iterable(writes))

    def inside(self, facts: CaseFacts) -> Inside:
        """How the IC inside the item of a case is classified; found once for all its shipments."""
        return facts.once(self, frozenset(), ASKED_INSIDE, self._inside)

    def _inside(self, facts: CaseFacts) -> Inside:
        always = facts.shipment.item.contains is not None
        flat: Writes = ()
        for name, known in facts_inside(facts).items():
            flat += self.writes(name, known)
        return Inside(always, flat, bytes((always, *[code for write in flat for code in write])))

    def answer(self, vector: Vector, inside: Inside) -> Coded:
        """What the steps come to, unknowns not followed."""
        whole = vector + inside.key
        found = self._answers.get(whole)
        if found is None:
            found = self._answers[whole] = self.coded.coded(self.run(vector, inside).steps)
        return found

    def run(self, vector: Vector, inside: Inside) -> Ran:
        """The three programs, run."""
        coded, stated = self.coded, vector
        presumed = coded.run_presume(vector, (), ())
        for says, term in zip(coded.presumptions, coded.presumed, strict=True):
            if presumed[term] != FALSE:
                vector = self._presuming(stated, vector, says.flags, presumed[term])
        values, inside_vector = self._nothing_inside, None
        if inside.always or any(vector[slot] != TRUE for slot in coded.is_an_ic):
            codes = bytearray(vector)
            for slot, code in inside.writes:
                codes[slot] = code
            inside_vector = bytes(codes)
            values = coded.run_inside(inside_vector, (), ())
        steps = coded.run_steps(vector, presumed, values)
        return Ran(vector, inside_vector, presumed, values, steps)

    def _presuming(
        self, stated: Vector, vector: Vector, flags: tuple[str, ...], truth: int
    ) -> Vector:
        codes = bytearray(vector)
        for flag in flags:
            slot = self.coded.slots.get(Holds(flag))
            if slot is not None:
                codes[slot] = stated[slot] | truth
        return bytes(codes)


def tell(facts: CaseFacts) -> None:
    """Have the truths of a case told by codes, if its law is compiled and they can stand for it:
    no law is compiled for one answer.
    """
    coder = facts.law.made(Coder)
    facts.told_by(coder.told if coder is not None and coder.whole else None)


class CodedCase:
    """A case and its codes.

    Args:
        facts: The case, or how it is laid out, where it need not be.
    """

    def __init__(
        self,
        coder: Coder,
        facts: CaseFacts | Callable[[], CaseFacts],
        vector: Vector,
        inside: Inside,
        beyond: str | None = None,
    ) -> None:
        self.coder, self.vector, self.inside, self.beyond = coder, vector, inside, beyond
        self._facts = facts

    @classmethod
    def of(cls, facts: CaseFacts, coder: Coder) -> CodedCase:
        """The codes of a case."""
        open_ = beyond(facts.library, facts.law) if facts.shipment.strict else None
        return cls(coder, facts, coder.vector(facts), coder.inside(facts), open_)

    @cached_property
    def facts(self) -> CaseFacts:
        """The case."""
        return self._facts if isinstance(self._facts, CaseFacts) else self._facts()

    def answer(self) -> Coded:
        """What the steps come to, unknowns not followed."""
        return self._strictly(self.coder.answer(self.vector, self.inside))

    def otherwise(self, changed: Mapping[str, Known]) -> Coded:
        """What the steps come to with some facts otherwise."""
        if not changed:
            return self.answer()
        vector = self.coder.with_facts(self.vector, self.facts, changed)
        return self._strictly(self.coder.answer(vector, self.inside))

    def _strictly(self, coded: Coded) -> Coded:
        return _OPEN if self.beyond and coded.verdict.outcome in FREER else coded

    @cached_property
    def ran(self) -> Ran:
        """The steps of the case, run."""
        return self.coder.run(self.vector, self.inside)

    @cached_property
    def presuming(self) -> CodedCase:
        """The case with the flags that stand presumed."""
        if all(self.ran.presumed[term] == FALSE for term in self.coder.coded.presumed):
            return self
        laid = presume(self.facts)[0]
        vector = self.coder.with_facts(self.vector, self.facts, laid)
        return CodedCase(self.coder, self.facts.with_facts(laid), vector, self.inside, self.beyond)

    def held(self) -> bool:
        """Whether a license that is held covers the case."""
        return any(self.ran.steps[term] == TRUE for term in self.coder.coded.held)


_OPEN = Coded(OPEN, ())


def beyond(library: Library, law: Law) -> str | None:
    """What a strict answer waits for after the last day on record, where it is freer than a
    license.
    """
    day = library.data_as_of
    return f"the law after {day.isoformat()}" if law.on > day else None
