"""A case as a vector of codes: its answer, the answers of cases like it, and what it needs.

Belongs here: from what is known of a fact to the codes of its leaves, and running a law's steps on
them. Does not: which terms a law has (coded_law), or what is known of a case (case).
Always true: cases with one vector under one law have one answer; it is worked out once and
remembered, up to a number of them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from ecluse.determine.case import CaseFacts
from ecluse.determine.classify import facts_inside, is_an_ic, presume
from ecluse.determine.coded_law import Bound, Coded, CodedLaw
from ecluse.determine.declared import has_figures, statements, where_none_is
from ecluse.determine.require import binds_named
from ecluse.determine.verdict import FREER, Outcome, Verdict
from ecluse.facts.figure import Figure
from ecluse.facts.known import Known, Value
from ecluse.facts.truth import Truth
from ecluse.facts.vocabulary import Vocabulary
from ecluse.law.condition.compile import (
    CODES,
    FALSE,
    NOT_STATED,
    SAID_FALSE,
    SAID_TRUE,
    TRUE,
    UNKNOWN,
    Slots,
    Values,
    Vector,
    code_of,
)
from ecluse.law.condition.tree import Condition, Holds, Member, OneOf, facts_of
from ecluse.law.eccn_part import DECLARED, OF_MAKER
from ecluse.law.in_force import Law
from ecluse.law.library import Library

_MOST_ANSWERS = 4096
_MOST_VALUES = 512  # of one fact
_EXPORTER = ("exporter", "informed_by_letter")
_CHANGED_INSIDE = ("item_kind", "other_eccn", "datacenter")
Writes = tuple[tuple[int, int], ...]
_Key = Value | int | tuple[object, object]


class Inside(NamedTuple):
    """How the IC inside an item is classified: always or only with another entry, on which codes.

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


def _by_fact(
    slots: Slots,
) -> tuple[dict[str, list[tuple[int, Condition]]], list[tuple[int, Bound]]]:
    """The leaves and their slots: those of each fact, and those of an exporter who is bound."""
    leaves: dict[str, list[tuple[int, Condition]]] = {}
    bound: list[tuple[int, Bound]] = []
    for leaf, slot in slots.items():
        if isinstance(leaf, Bound):
            bound.append((slot, leaf))
        else:
            (fact,) = facts_of(leaf)
            leaves.setdefault(fact, []).append((slot, leaf))
    return leaves, bound


class Coder:
    """One law's steps, and the codes that its leaves have where facts are known so or so."""

    def __init__(self, law: Law) -> None:
        self.law = law
        self.coded = CodedLaw(law)
        self.size = len(self.coded.slots)
        self._leaves, self._bound = _by_fact(self.coded.slots)
        self.facts = tuple(name for name in self._leaves if name not in self.coded.flags)
        self.flags = tuple(name for name in self._leaves if name in self.coded.flags)
        # By value (a figure: where it stands to the limits), or by a value with more open.
        self._writes: dict[str, dict[_Key, Writes]] = {name: {} for name in self._leaves}
        self._limits = law.limits
        defined = {name: law.definitions[name] for name in self.facts if name in law.definitions}
        self._of_table = {name: says for name, says in defined.items() if says.eccn is not None}
        self._worked_out = tuple(name for name in defined if name not in self._of_table)
        self._left_out: dict[tuple[int, bool], tuple[Vocabulary, Vector]] = {}
        self._answers: dict[bytes, Coded] = {}
        self._derived: dict[str, frozenset[str]] = {}
        self._nothing_inside = (FALSE,) * len(self.coded.inside.terms)

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
        changed = frozenset({*laid, *_CHANGED_INSIDE})
        return not (circles or laid & self.coded.flags.keys() or self.derived(changed))

    def derived(self, changed: frozenset[str]) -> frozenset[str]:
        """The figures with leaves that the law works out from some facts."""
        parts = [self._derived_from(name) for name in changed]
        return frozenset[str]().union(*parts) - changed

    def _derived_from(self, name: str) -> frozenset[str]:
        found = self._derived.get(name)
        if found is None:
            touched = self.law.touched_by(frozenset({name}))
            found = self._derived[name] = touched.intersection(self.facts) - {name}
        return found

    def alone(self, name: str) -> bool:
        """Whether the slots of a fact's own leaves are all that it writes."""
        return name not in _EXPORTER and not self._derived_from(name)

    def writes(self, fact: str, known: Known) -> Writes:
        """The slots of a fact's leaves, and their codes."""
        if not known.unsettled:
            return self.writes_of(fact, known.value)
        kept = self._writes.get(fact)
        if kept is None:
            return ()
        key: _Key = (known.value, True)
        found = kept.get(key)
        return self._write(fact, key, known) if found is None else found

    def writes_of(self, fact: str, value: Value) -> Writes:
        """The same, where the fact has this value and nothing about it is open."""
        kept = self._writes.get(fact)
        if kept is None:
            return ()
        key: _Key = value
        if isinstance(value, Figure) and value.low == value.high:
            # Where it stands to the limits is all that matters, and there are few places to stand.
            limits = self._limits.get(fact, ())
            key = bisect_left(limits, value.low) + bisect_right(limits, value.low)
        found = kept.get(key)
        return self._write(fact, key, Known(value=value)) if found is None else found

    def _write(self, fact: str, key: _Key, known: Known) -> Writes:
        kept, member = self._writes[fact], self.law.member
        if len(kept) > _MOST_VALUES:
            kept.clear()
        alike: _Key = key
        if isinstance(key, str):
            # So do all words that the same lists and groups name.
            alike = self._named_in.get((fact, key.casefold())), self._groups_of.get(key)
        found = kept.get(alike)
        if found is None:
            leaves = self._leaves[fact]
            found = tuple([(slot, code_of(leaf, known, member)) for slot, leaf in leaves])
            kept[alike] = found
        kept[key] = found
        return found

    @cached_property
    def _named_in(self) -> dict[tuple[str, str], tuple[int, ...]]:
        """For a fact and a word without case, the slots of the lists that name it."""
        found: dict[tuple[str, str], tuple[int, ...]] = {}
        for fact, leaves in self._leaves.items():
            for slot, leaf in leaves:
                for word in leaf.folded if isinstance(leaf, OneOf) else ():
                    found[fact, word] = (*found.get((fact, word), ()), slot)
        return found

    @cached_property
    def _groups_of(self) -> dict[str, tuple[tuple[str, Truth], ...]]:
        """Of each country that a group names, the groups that do, and whether it is in them."""
        found: dict[str, tuple[tuple[str, Truth], ...]] = {}
        for name, group in self.law.groups.items():
            listed = (group.members or frozenset(), group.joins, group.leaves, group.doubtful)
            for country in frozenset[str]().union(*listed):
                found[country] = (*found.get(country, ()), (name, group.has(country)))
        return found

    def stated(self, flag: str, known: Known, checked: bool) -> Writes:
        """The slots of a flag that the law works out and that is stated, and their codes."""
        writes = self.writes(flag, known)
        said = {TRUE: SAID_TRUE, FALSE: SAID_FALSE} if checked else {}
        return tuple((slot, said.get(code, code)) for slot, code in writes)

    def vector(self, facts: CaseFacts) -> Vector:
        """The codes of a case."""
        said, checked = facts.stated.facts, facts.stated.checked
        vector = bytearray(self._of_nothing(facts))
        for name in (*said, *self._worked_out, *(self._of_table if statements(facts) else ())):
            if name not in self.coded.flags:
                writes = self.writes(name, facts[name])
            else:
                writes = self.stated(name, said[name], name in checked)
            for slot, code in writes:
                vector[slot] = code
        self._bind(vector, facts)
        return bytes(vector)

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

    def _bind(self, vector: bytearray, facts: Mapping[str, Known]) -> None:
        for slot, code in self._binding(facts):
            vector[slot] = code

    def _binding(self, facts: Mapping[str, Known]) -> Writes:
        """The slots of whether a measure binds the exporter, and their codes."""
        return tuple(
            [(slot, CODES[binds_named(leaf.names, facts)[0]]) for slot, leaf in self._bound]
        )

    def stating(self, vector: Vector, facts: CaseFacts, names: frozenset[str]) -> Vector:
        """The codes of a case, where `vector` holds those of one that differs in some facts."""
        codes, stated = bytearray(vector), facts.stated
        for name in (*names, *self.derived(names)):
            if name not in self.coded.flags:
                writes = self.writes(name, facts[name])
            elif name in stated.facts:
                writes = self.stated(name, stated.facts[name], name in stated.checked)
            else:
                continue
            for slot, code in writes:
                codes[slot] = code
        self._bind(codes, facts)
        return bytes(codes)

    def with_facts(self, vector: Vector, facts: CaseFacts, changed: Mapping[str, Known]) -> Vector:
        """The codes of the case, of which `vector` holds the codes, with some facts otherwise."""
        codes = bytearray(vector)
        for slot, code in self.changed(facts, changed):
            codes[slot] = code
        return bytes(codes)

    def changed(self, facts: CaseFacts, changed: Mapping[str, Known]) -> Writes:
        """The slots of a case that some facts write anew where they are otherwise."""
        if len(changed) == 1:
            ((name, known),) = changed.items()
            if self.alone(name):
                return self.writes(name, known)
        writes = [self.writes(name, known) for name, known in changed.items()]
        names = frozenset(changed)
        derived = self.derived(names)
        if derived and names.isdisjoint((DECLARED, OF_MAKER)) and has_figures(facts):
            derived -= self._of_table.keys()  # whose figures they are, it does not ask
        if derived or not names.isdisjoint(_EXPORTER):
            otherwise = facts.with_facts(changed)
            writes += [self.writes(name, otherwise[name]) for name in derived]
            writes.append(self._binding(otherwise))
        return tuple(chain.from_iterable(writes))

    def inside(self, facts: CaseFacts) -> Inside:
        """How the IC inside the item of a case is classified."""
        writes = (self.writes(name, known) for name, known in facts_inside(facts).items())
        always = not is_an_ic(facts.shipment.item)
        flat = tuple(write for each in writes for write in each)
        return Inside(always, flat, bytes((always, *(code for write in flat for code in write))))

    def answer(self, vector: Vector, inside: Inside) -> Coded:
        """What the steps come to, unknowns not followed."""
        whole = vector + inside.key
        found = self._answers.get(whole)
        if found is None:
            if len(self._answers) > _MOST_ANSWERS:
                self._answers.clear()
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
        if inside.always or vector[coded.is_an_ic] != TRUE:
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
        vector = self.coder.with_facts(self.vector, self.facts, changed)
        return self._strictly(self.coder.answer(vector, self.inside))

    def _strictly(self, coded: Coded) -> Coded:
        return _OPEN if self.beyond and coded.verdict.outcome in FREER else coded

    def presuming(self) -> CodedCase:
        """The case with the flags that stand presumed."""
        laid = presume(self.facts)[0] if self.coder.coded.presumptions else {}
        if not laid:
            return self
        vector = self.coder.with_facts(self.vector, self.facts, laid)
        return CodedCase(self.coder, self.facts.with_facts(laid), vector, self.inside, self.beyond)

    def needs(self) -> frozenset[str]:
        """What would settle an undetermined answer, unknowns not followed."""
        if self.beyond and self.coder.answer(self.vector, self.inside).verdict.outcome in FREER:
            return frozenset({self.beyond})
        settling = _Settling(self)
        return settling.of(self.coder.coded.unsettled(settling.ran.steps))

    def held(self) -> bool:
        """Whether a license that is held covers the case."""
        coded = self.coder.coded
        steps = self.coder.run(self.vector, self.inside).steps if coded.held else ()
        return any(steps[term] == TRUE for term in coded.held)


_OPEN = Coded(Verdict(Outcome.UNDETERMINED), ())


def beyond(library: Library, law: Law) -> str | None:
    """What a strict answer waits for after the last day on record, where it is freer than a
    license.
    """
    day = library.data_as_of
    return f"the law after {day.isoformat()}" if law.on > day else None


class _Settling:
    """The facts that would settle the unknown terms of one case."""

    def __init__(self, case: CodedCase) -> None:
        self.ran = case.coder.run(case.vector, case.inside)
        self.case = case
        coded = case.coder.coded
        self._programs = (
            (coded.steps, self.ran.steps, self.ran.vector),
            (coded.presume, self.ran.presumed, case.vector),
            (coded.inside, self.ran.inside, self.ran.inside_vector or self.ran.vector),
        )
        self._found: dict[tuple[int, int], frozenset[str]] = {}

    def of(self, terms: Iterable[int]) -> frozenset[str]:
        """What would settle some terms of the steps."""
        return frozenset[str]().union(*[self._term(0, term) for term in terms])

    @cached_property
    def _facts(self) -> tuple[CaseFacts, CaseFacts, CaseFacts]:
        """The facts that each program takes: presumed flags laid in, before that, and inside."""
        laid = self.case.presuming().facts
        return laid, self.case.facts, laid.with_facts(facts_inside(laid))

    def _term(self, program: int, place: int) -> frozenset[str]:
        key = (program, place)
        found = self._found.get(key)
        if found is None:
            values = self._programs[program][1]
            found = frozenset() if values[place] != UNKNOWN else self._unknown(program, place)
            self._found[key] = found
        return found

    def _unknown(self, program: int, place: int) -> frozenset[str]:
        steps, values, vector = self._programs[program]
        term = steps.terms[place]
        if term.source is not None:
            return self._term(*term.source)
        if term.doubt is not None and values[term.children[0]] == TRUE:
            return frozenset({term.doubt})
        if term.leaf is not None and (not term.children or vector[term.slot] != NOT_STATED):
            return _settles(term.leaf, self._facts[program])
        found = frozenset[str]().union(*[self._term(program, each) for each in term.children])
        return found or frozenset(() if term.leaf is None else facts_of(term.leaf))


def _settles(leaf: Condition, facts: CaseFacts) -> frozenset[str]:
    """The facts that would settle an unknown leaf."""
    if isinstance(leaf, Bound):
        return binds_named(leaf.names, facts)[1]
    (fact,) = facts_of(leaf)
    known = facts[fact]
    if isinstance(leaf, Member) and known.value is not None:
        return frozenset({f"{known.value} in {leaf.group}"})
    return known.unsettled or frozenset({fact})
