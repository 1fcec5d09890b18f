"""What one run of a law over many cases says of the record of each.

Belongs here: parting the cases by all that a record says, and those of which codes do not tell it.
Does not: running a law's steps (equivalence.pair_run), how firm an answer is (grounds), or the
words of a record (record).
Always true: two cases with one value get one record (property-tested against the evaluator); where
an unknown is to be followed, cases are alike only if all that can bear on the record is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, reduce
from operator import or_

from ecluse.determine.coded_case import CodedCase
from ecluse.determine.leaf_codes import Writes
from ecluse.determine.verdict import FREER, Outcome, Verdict
from ecluse.equivalence.pair_bearing import PairBearings
from ecluse.equivalence.pair_columns import ListedPairs, split
from ecluse.equivalence.pair_run import PairRun
from ecluse.law.condition.compile import Vector
from ecluse.law.condition.tree import Condition
from ecluse.law.in_force import InForce
from ecluse.law.provision import (
    LicenseException,
    Provision,
    Review,
)
from ecluse.orders.coded_subject import CodedSubject
from ecluse.orders.grounds import Grounds
from ecluse.orders.like import EquivalentOpen, EquivalentRecord, LawSays, Pair
from ecluse.orders.record_law import CodedPlace, RecordLaw

_DENSE = 4  # times as many pairs may there be, for all to be run


class EquivalentPairs:
    """Some pairs, run at once.

    Args:
        asked: In the order of their subjects.
    """

    def __init__(
        self,
        law: RecordLaw,
        subjects: Sequence[CodedSubject],
        places: Sequence[CodedPlace],
        asked: Sequence[Pair],
    ) -> None:
        self.under, self.places, self.first = law, places, asked[0][1]
        self.subjects = subjects[self.first : asked[-1][1] + 1]
        pairs = [(place, subject - self.first) for place, subject in asked]
        dense = len(self.subjects) * len(places) <= _DENSE * len(pairs)
        self._columns = None if dense else ListedPairs(pairs)
        self.run = self._run([each.coded for each in self.subjects])
        self.grounds = Grounds(self.run, self.subjects)
        self._asked = self.run.columns.of_pairs(pairs)
        facts, treated = [each.laid for each in self.subjects], [each.treated for each in places]
        self._flagged = [surely for _, surely in law.red_flags.of(self.run.columns, facts, treated)]

    def _run(self, cases: Sequence[CodedCase]) -> PairRun:
        codes = [place.codes for place in self.places]
        return PairRun(self.under.coder, cases, codes, self._columns)

    def each(self) -> Iterator[tuple[Pair, int, Verdict | None]]:
        """For each pair that is asked a number that is equal where the records are, and its verdict
        where codes tell it.
        """
        for (place, item), number, verdict in self._alike():
            yield (place, item + self.first), number, verdict

    def _alike(self) -> Iterator[tuple[Pair, int, Verdict | None]]:
        for mask in split(self._parted(self._asked), self._waiting):
            for part, says, used in self._says(mask):
                untold = part
                if says is not None:
                    pairs = self.run.columns.each_of(part & self._waiting)
                    waits = {pair: self._counts(pair) for pair in pairs}
                    none = [pair for pair, found in waits.items() if found is None]
                    untold = self.run.columns.of_pairs(none) if none else 0
                    for pair, number in self._told(part ^ untold, says, used, waits):
                        yield pair, number, says.verdict
                for pair, like in self._not_told(untold) if untold else ():
                    yield pair, self.under.results.number(like), None

    def _told(
        self, part: int, says: LawSays, used: InForce | None, waits: Mapping[Pair, bool | None]
    ) -> Iterator[tuple[Pair, int]]:
        """Pairs in which the law says one thing, each with the number of all that is alike."""
        numbers: dict[object, int] = {}
        for pair in self.run.columns.each_of(part):
            place, item = pair
            waiting = bool(waits.get(pair))
            key = item, self.places[place].here, waiting
            if key not in numbers:
                like = self._like(pair, says, used, waiting)
                numbers[key] = self.under.results.number(like)
            yield pair, numbers[key]

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

    def _not_told(self, mask: int) -> Iterator[tuple[Pair, EquivalentOpen]]:
        """Pairs of which codes do not tell the record, in which the steps come to the same."""
        if not mask & self._waiting:
            yield from self._open(mask, (self.run,))
            return
        counted = self._counted
        assert counted is not None
        for part in counted.parted(mask, counted.read):
            yield from self._open(part, (self.run, counted))

    def _open(self, mask: int, ran: Sequence[PairRun]) -> Iterator[tuple[Pair, EquivalentOpen]]:
        """Pairs in which the steps of some runs come to the same."""
        bearing = self._bearing(mask, ran)
        for part, rank in self.grounds.of_none(mask):
            alone = bearing is None or rank is None
            for same in [part] if bearing is None else self.run.parted(part, bearing):
                number = self.under.results.number(object())
                for pair in self.run.columns.each_of(same):
                    place, item = pair
                    here = self.places[place]
                    yield (
                        pair,
                        EquivalentOpen(
                            self.first + item,
                            number,
                            rank,
                            here.here,
                            place if alone else None,
                            here.named,
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
        return self._run([each.coded_open for each in self.subjects])

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

    def _says(self, mask: int) -> Iterator[tuple[int, LawSays | None, InForce | None]]:
        """What the law says in pairs in which the steps come to the same, parted by how firm that
        is; with the exception that is used.
        """
        verdict, names = self.run.coded(mask)
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

    def _found(self, mask: int, verdict: Verdict, names: Sequence[str]) -> LawSays:
        """What the law says, but for how firm that is."""
        run, law = self.run, self.under.law
        coded = run.coder.coded
        return LawSays(
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

    def _like(
        self, pair: Pair, says: LawSays, used: InForce | None, waits: bool
    ) -> EquivalentRecord:
        place, item = pair
        subject, freer = self.subjects[item], says.verdict.outcome in FREER
        return EquivalentRecord(
            self.under.results.number(says),
            waits,
            subject.against,
            subject.doubts,
            subject.provided(says.verdict, used, stays=says.stays) if freer else (),
            self.places[place].here if freer else (),
        )


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
