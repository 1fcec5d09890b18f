"""Which cases of a book get one record, read off one run of a law over all of them.

Belongs here: all that a record says of a case, short of its words, as a value that laws share.
Does not: running a law's steps (equivalence.pair_run), how firm an answer is (grounds), the words
of a record (record), or following an unknown: a case that asks for it is alike to itself alone.
Always true: two cases with one value get one record (property-tested against the evaluator).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, reduce
from operator import or_
from typing import NamedTuple

from ecluse.determine.case import PLACES
from ecluse.determine.coded_case import CodedCase, Coder
from ecluse.determine.leaf_codes import Writes
from ecluse.determine.verdict import FREER, Outcome, Verdict
from ecluse.equivalence.axes import ROLES
from ecluse.equivalence.matters import LawClasses
from ecluse.equivalence.pair_bearing import PairBearings
from ecluse.equivalence.pair_columns import ListedPairs, split
from ecluse.equivalence.pair_conditions import PairConditions
from ecluse.equivalence.pair_run import PairRun
from ecluse.law.condition.compile import UNKNOWN, Vector
from ecluse.law.condition.tree import Condition
from ecluse.law.in_force import InForce, Law
from ecluse.law.provision import (
    Classification,
    Exclusion,
    LicenseException,
    Notice,
    Presumption,
    Provision,
    Review,
)
from ecluse.orders.coded_subject import CodedSubject, Provided
from ecluse.orders.grounds import Grounds

_MOST_PAIRS = 20_000  # that are run at once
_DENSE = 4  # times as many pairs may there be, for all to be run
Pair = tuple[int, int]  # the numbers of a place and of a subject


class Says(NamedTuple):
    """What the law comes to in some cases.

    Args:
        stays: No license is required because the shipment is no export at all.
        beyond: The day lies after the record.
        grounds: The provisions on which the answer rests, each with its measure and its citation.
        described: The paragraphs that describe the item.
        flags: Numbers of the red flags.
        rank: How firm the answer is.
    """

    verdict: Verdict
    held: bool
    stays: bool
    beyond: bool
    grounds: tuple[object, ...]
    described: tuple[str, ...]
    flags: tuple[int, ...]
    rank: int | None = None


class Like(NamedTuple):
    """All that a record says of a case, short of its words.

    Args:
        says: A number for what the law comes to there.
        waits: Knowing what is counted would change it.
        doubts: Why what is given is not settled.
        provided: What the answer presumes, wherever it goes.
        here: Of each fact that is worth a proviso in some destinations alone, whether this is one.
    """

    says: int
    waits: bool
    against: tuple[str, ...]
    doubts: tuple[str, ...]
    provided: Provided
    here: tuple[bool, ...]


class Open(NamedTuple):
    """A case of which codes alone do not tell the record: an unknown is to be followed there, or
    something waits for what is counted. All on which the record can rest.

    Args:
        pairs: A number for those in which the steps come to the same, and all of the place that
            can bear.
        treated: As which countries the places count, where it may be in doubt what these are in.
    """

    subject: int
    pairs: int
    rank: int | None
    here: tuple[bool, ...]
    treated: tuple[str, ...]


def possible(law: Law) -> bool:
    """Whether codes can stand for every case under a law: no figure rests on a place, nor does what
    describes an item.
    """
    coder = law.once(Coder)
    describing = law.conditions_in(Presumption, Exclusion, Classification)
    return coder.whole and not coder.derived(PLACES) and describing <= law.untouched(PLACES)


class AlikeUnder:
    """The cases of a book under one law, for which `possible` holds."""

    def __init__(self, classes: LawClasses) -> None:
        self.classes, self.law, self.library = classes, classes.law, classes.library
        self.results = classes.results
        self.verdicts: dict[int, Verdict] = {}  # by the number of what is alike
        self.coder = self.law.once(Coder)
        self.subjects: list[CodedSubject] = []
        self.treated: list[Mapping[str, str]] = []
        self.here: list[tuple[bool, ...]] = []
        self._places: dict[object, int] = {}
        self._by_codes: dict[tuple[str, ...], int] = {}

    def subject(self, subject: CodedSubject) -> int:
        """The number of a subject."""
        self.subjects.append(subject)
        return len(self.subjects) - 1

    def place(self, codes: tuple[str, ...]) -> int:
        """The number of a destination with its headquarters and parent; one for all that the law
        cannot tell apart.
        """
        found = self._by_codes.get(codes)
        if found is None:
            countries, on = self.library.countries, self.law.on
            treated = {
                role: countries.for_the_law(code, on)
                for role, code in zip(ROLES, codes, strict=True)
            }
            written = self._written(treated)
            here = self._here(treated["destination"])
            row = [*written, *self.red_flags.place(treated), *here]
            if _in_doubt(code for writes in written for _, code in writes):
                row += treated.values()  # what is needed names the country
            found = self._places.setdefault(tuple(row), len(self._places))
            if found == len(self.treated):
                self.treated.append(treated)
                self.here.append(here)
            self._by_codes[codes] = found
        return found

    def _written(self, treated: Mapping[str, str]) -> list[tuple[tuple[int, int], ...]]:
        return [self.coder.writes_of(role, code) for role, code in treated.items()]

    def _here(self, to: str) -> tuple[bool, ...]:
        """Of each fact that is worth a proviso in some destinations alone, whether this is one."""
        facts = self.library.vocabulary.facts.values()
        return tuple([to in each.bears_in for each in facts if each.bears_in])

    def alike(self, asked: Collection[Pair]) -> dict[Pair, int]:
        """For each pair a number that is equal where the records are."""
        found: dict[Pair, int] = {}
        places = [
            {slot: code for writes in self._written(each) for slot, code in writes}
            for each in self.treated
        ]
        in_order = sorted(asked, key=lambda pair: (pair[1], pair[0]))
        for start in range(0, len(in_order), _MOST_PAIRS):
            block = _Block(self, in_order[start : start + _MOST_PAIRS], places)
            for pair, like, verdict in block.alike():
                found[pair] = number = self.results.number(like)
                if verdict is not None:
                    self.verdicts[number] = verdict
        return found

    # ---- what the law says -----------------------------------------------------------------------

    @cached_property
    def red_flags(self) -> PairConditions:
        """The conditions of its red flags."""
        return PairConditions(self.law, [says.when for says in self._flags])

    @cached_property
    def flags(self) -> list[int]:
        """The numbers of its red flags, equal where their words are."""
        return [self.results.identity(says) for says in self._flags]

    @cached_property
    def _flags(self) -> list[Notice]:
        return [says for says, _ in self.law.of_kind(Notice) if says.kind == "red_flag"]

    @cached_property
    def counting(self) -> list[tuple[str, Provision, Condition]]:
        """The facts that are counted, each with a provision that asks for it and the condition."""
        names = sorted(self.classes.axes.counted)
        return [(name, *each) for name in names for each in self.classes.waiting_for(name)]

    @cached_property
    def counting_exceptions(self) -> frozenset[str]:
        """The symbols of the exceptions that ask for what is counted."""
        exceptions = (says for _, says, _ in self.counting if isinstance(says, LicenseException))
        return frozenset(says.symbol for says in exceptions)

    @cached_property
    def counts_beside(self) -> bool:
        """Whether what is counted bears on exceptions and on reviews alone."""
        return all(isinstance(says, (LicenseException, Review)) for _, says, _ in self.counting)


class _Block:
    """Some pairs, run at once.

    Args:
        asked: In the order of their subjects.
    """

    def __init__(
        self, under: AlikeUnder, asked: Sequence[Pair], places: Sequence[Mapping[int, int]]
    ) -> None:
        self.under, self.first = under, asked[0][1]
        self.subjects = under.subjects[self.first : asked[-1][1] + 1]
        pairs = [(place, subject - self.first) for place, subject in asked]
        dense = len(self.subjects) * len(places) <= _DENSE * len(pairs)
        self._columns = None if dense else ListedPairs(pairs)
        self.run = self._run([each.coded for each in self.subjects], places)
        self.grounds = Grounds(self.run, self.subjects)
        self._asked = self.run.columns.of_pairs(pairs)
        facts = [each.laid for each in self.subjects]
        self._flagged = [
            surely for _, surely in under.red_flags.of(self.run.columns, facts, under.treated)
        ]

    def _run(self, cases: Sequence[CodedCase], places: Sequence[Mapping[int, int]]) -> PairRun:
        return PairRun(self.under.coder, cases, places, self._columns)

    def alike(self) -> Iterator[tuple[Pair, Like | Open, Verdict | None]]:
        """For each pair that is asked a value that is equal where the records are, and its verdict
        where codes tell it.
        """
        for (place, item), like, verdict in self._alike():
            yield (place, item + self.first), like, verdict

    def _alike(self) -> Iterator[tuple[Pair, Like | Open, Verdict | None]]:
        waiting = self._waiting
        for mask in split(self._parted(self._asked), waiting):
            for part, says, used in self._says(mask):
                open_ = 0 if says is not None else part
                number = 0 if says is None else self.under.results.number(says)
                for pair in self.run.columns.each_of(part ^ open_):
                    waits = self._counts(pair) if part & waiting else False
                    if waits is None:
                        open_ |= self.run.columns.of_pairs([pair])
                    elif says is not None:
                        yield pair, self._like(pair, number, says, used, waits), says.verdict
                if open_:
                    yield from ((pair, like, None) for pair, like in self._not_told(open_))

    # ---- what codes do not tell ------------------------------------------------------------------

    def _counts(self, pair: Pair) -> bool | None:
        """Whether what is counted changes what the law comes to; None where codes do not tell."""
        place, item = pair
        run, subject = self._counted, self.subjects[item]
        assert run is not None
        at = self.run.columns.of_pairs([pair])
        names = tuple([name for name, pairs in self._in_question.items() if pairs & at])
        vector, inside = run.vector(place, item), run.cases[item].inside
        ways = [(), *subject.ways(names)]
        met = {run.coder.answer(writing(vector, writes), inside) for writes in ways}
        told = {each.verdict for each in met if each.verdict.outcome is not Outcome.UNDETERMINED}
        if len(told) > 1:
            return True
        alone = self.under.counts_beside and len(met) == 1 and told
        return False if alone and all(map(self._beside, told)) else None

    def _beside(self, verdict: Verdict) -> bool:
        """Whether a record of a verdict that is the same whatever is counted says nothing of it."""
        if verdict.outcome is Outcome.EXCEPTION:
            return verdict.exception not in self.under.counting_exceptions
        return verdict.outcome is Outcome.LICENSE

    def _not_told(self, mask: int) -> Iterator[tuple[Pair, Open]]:
        """Pairs of which codes do not tell the record, in which the steps come to the same."""
        if not mask & self._waiting:
            yield from self._open(mask, (self.run,))
            return
        counted = self._counted
        assert counted is not None
        for part in counted.parted(mask, counted.read):
            yield from self._open(part, (self.run, counted))

    def _open(self, mask: int, ran: Sequence[PairRun]) -> Iterator[tuple[Pair, Open]]:
        """Pairs in which the steps of some runs come to the same."""
        bearing = self._bearing(mask, ran)
        for part, rank in self.grounds.of_none(mask):
            alone = bearing is None or rank is None
            for same in [part] if bearing is None else self.run.parted(part, bearing):
                number = self.under.results.number(object())
                for pair in self.run.columns.each_of(same):
                    place, item = pair
                    treated = self.under.treated[place]
                    named = alone or _in_doubt(self.run.places[place].values())
                    yield (
                        pair,
                        Open(
                            self.first + item,
                            number,
                            rank,
                            self.under.here[place],
                            tuple(treated.values()) if named else (),
                        ),
                    )

    def _bearing(self, mask: int, ran: Sequence[PairRun]) -> Sequence[int] | None:
        """The terms of the place that can bear on a record; None where others may, too."""
        if len(ran) > 1 and not self.under.counts_beside:
            return None
        terms = [self._bearings(run).places(mask) for run in ran]
        return None if None in terms else [term for each in terms if each for term in each]

    @cached_property
    def _bearings(self) -> Callable[[PairRun], PairBearings]:
        return cache(PairBearings)

    @cached_property
    def _counted(self) -> PairRun | None:
        """The steps run with all that is counted left open; None where nothing is."""
        if not self.under.counting or all(each.open_ is each.nowhere for each in self.subjects):
            return None
        return self._run([each.coded_open for each in self.subjects], self.run.places)

    @cached_property
    def _waiting(self) -> int:
        """The pairs in which something that can bear on the answer waits for what is counted."""
        return reduce(or_, self._in_question.values(), 0)

    @cached_property
    def _in_question(self) -> Mapping[str, int]:
        """The same for each fact that is counted."""
        run = self._counted
        if run is None:
            return {}
        return in_question(run, Grounds(run, self.subjects), self.under.counting)

    # ---- what they tell --------------------------------------------------------------------------

    def _parted(self, pairs: int) -> Sequence[int]:
        """Some pairs, parted by all that is read of the steps, and by the red flags."""
        coded = self.run.coder.coded
        terms = [*self.run.read, *coded.paragraphs.values(), coded.no_export]
        masks = self.run.parted(pairs, dict.fromkeys(terms))
        for surely in self._flagged:
            masks = split(masks, surely)
        return [mask for mask in masks if mask]

    def _says(self, mask: int) -> Iterator[tuple[int, Says | None, InForce | None]]:
        """What the law says in pairs in which the steps come to the same, parted by how firm that
        is; with the exception that is used.
        """
        place, item = self.run.columns.place_and_item(mask)
        inside = self.run.cases[item].inside
        verdict, names = self.under.coder.answer(self.run.vector(place, item), inside)
        used = None
        if verdict.outcome is Outcome.UNDETERMINED:
            yield mask, None, None
            return
        says = self._found(mask, verdict, names)
        if verdict.outcome is Outcome.EXCEPTION:
            used = self.grounds.used(mask, names)
            says = says._replace(grounds=(ground_of(used), *says.grounds))
            ranked = self.grounds.of_exception(mask, names, used)
        elif verdict.outcome is Outcome.LICENSE:
            ranked = self.grounds.of_license(mask, names)
        elif says.stays:
            ranked = self.grounds.of_no_export(mask)
        else:
            ranked = self.grounds.of_none(mask)
        for part, rank in ranked:
            yield part, None if rank is None else says._replace(rank=rank), used

    def _found(self, mask: int, verdict: Verdict, names: Sequence[str]) -> Says:
        """What the law says, but for how firm that is."""
        run, law = self.run, self.under.law
        coded = run.coder.coded
        return Says(
            verdict=verdict,
            held=any(mask & run.surely(term) for term in coded.held),
            stays=verdict.outcome is Outcome.NLR and bool(mask & run.surely(coded.no_export)),
            beyond=law.on > self.under.library.data_as_of,
            grounds=tuple([ground_of(law.provisions[name]) for name in names]),
            described=tuple(
                [name for name, term in coded.paragraphs.items() if mask & run.surely(term)]
            ),
            flags=tuple(
                [
                    number
                    for number, surely in zip(self.under.flags, self._flagged, strict=True)
                    if mask & surely
                ]
            ),
        )

    def _like(self, pair: Pair, number: int, says: Says, used: InForce | None, waits: bool) -> Like:
        place, item = pair
        subject, freer = self.subjects[item], says.verdict.outcome in FREER
        return Like(
            number,
            waits,
            subject.against,
            subject.doubts,
            subject.provided(says.verdict, used, stays=says.stays) if freer else (),
            self.under.here[place] if freer else (),
        )


def _in_doubt(codes: Iterable[int]) -> bool:
    """Whether something of a place is open, as whether a country is in a group."""
    return UNKNOWN in codes


def writing(vector: Vector, writes: Writes) -> Vector:
    """The codes of a case, some written anew."""
    codes = bytearray(vector)
    for slot, code in writes:
        codes[slot] = code
    return bytes(codes)


def ground_of(entry: InForce) -> tuple[object, ...]:
    """What a record tells of a provision."""
    return entry.says.provision, entry.measure.measure, entry.cited


def in_question(
    run: PairRun, grounds: Grounds, counting: Iterable[tuple[str, Provision, Condition]]
) -> dict[str, int]:
    """For each fact that is counted the pairs in which something that can bear on the answer waits
    for it.

    Args:
        run: The law's steps, run with all that is counted left open.
        counting: The facts, each with a provision that asks for it and the condition.
    """
    may_require = 0
    for demand in run.coder.coded.demands:
        may_require |= run.may(demand.applies)
    found: dict[str, int] = {}
    for name, says, condition in counting:
        if run.coder.coded.steps.place_of(condition) is None:
            open_ = run.columns.all  # no step asks: codes do not tell
        else:
            may, surely = grounds.firm.truth(condition)
            described, surely_described = grounds.described(getattr(says, "items", ("any",)))
            open_ = may & described & ~(surely & surely_described)
            if isinstance(says, (LicenseException, Review)):
                open_ &= may_require
        found[name] = found.get(name, 0) | open_
    return found
