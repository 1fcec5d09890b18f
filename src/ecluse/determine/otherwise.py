"""What a case comes to with some facts otherwise, unknowns not followed.

Belongs here: asking of one change, of many, and of each of some facts alone; by codes where they
can stand for the law. Does not: which facts are tried (taken, nearest, follow), or running the
steps (coded_case, coded_cases).
Always true: each verdict is the one that the steps come to on the case with those facts
(property-tested); what was found before is kept up to a number of cases under each law.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain, islice

from ecluse.bounded import Bounded
from ecluse.determine.case import CaseFacts
from ecluse.determine.coded_case import BINDING, CodedCase, Coder
from ecluse.determine.coded_cases import CodedCases
from ecluse.determine.coded_law import Coded
from ecluse.determine.follow import Ask, Ways
from ecluse.determine.leaf_codes import Writes
from ecluse.determine.steps import determine_facts
from ecluse.determine.verdict import Verdict
from ecluse.facts.known import Known
from ecluse.facts.vocabulary import FactType, Vocabulary
from ecluse.law.eccn_part import ECCN_FACTS
from ecluse.law.in_force import Law

_BESIDE = frozenset((*ECCN_FACTS, *BINDING))  # on which what a fact writes may rest besides
_MOST_RUNS = 512
_MOST_WRITTEN = 4096
Writing = tuple[Writes, ...]  # what a fact writes in each way in which it may be otherwise


@dataclass(frozen=True)
class Tried:
    """What a case comes to.

    Args:
        here: As it is.
        each: By fact: in each way in which it alone may be otherwise.
    """

    here: Verdict
    each: Mapping[str, Sequence[Verdict]]

    @cached_property
    def deciding(self) -> frozenset[str]:
        """The facts that change the verdict where one of them alone is otherwise."""
        here, tried = self.here, self.each.items()
        return frozenset(name for name, found in tried if any(each != here for each in found))


def asking(facts: CaseFacts) -> Ask:
    """What a case comes to with some facts otherwise."""
    coder = facts.law.once(Coder)
    if coder.whole:
        return CodedCase.of(facts, coder).otherwise

    def walked(changed: Mapping[str, Known]) -> Coded:
        found = determine_facts(facts.with_facts(changed))
        return Coded(found.verdict, tuple(each.provision for each in found.requirements))

    return walked


def all_otherwise(facts: CaseFacts, changes: Sequence[Mapping[str, Known]]) -> list[Verdict]:
    """The verdict of a case with some facts otherwise, in each of many ways."""
    coder = facts.law.once(Coder)
    if coder.whole:
        case = CodedCase.of(facts, coder)
        writes = [dict(coder.changed(facts, changed)).items() for changed in changes]
        return CodedCases(case, [tuple(each) for each in writes]).verdicts()
    ask = asking(facts)
    return [ask(changed).verdict for changed in changes]


def each_otherwise(facts: CaseFacts, tried: Iterable[tuple[str, Ways]]) -> Tried:
    """A case with each of some facts otherwise, the others being as they are."""
    if facts.law.once(Coder).whole:
        return facts.law.once(_Written).tried(facts, tried)
    ask = asking(facts)
    return Tried(
        ask({}).verdict,
        {name: [ask({name: known}).verdict for known in ways(name, facts)] for name, ways in tried},
    )


class _Written:
    """What facts write where they are tried otherwise under one law, and what that comes to.

    What words and flags write that nothing rests on is kept for all cases, what others write for
    all cases that are alike in what it rests on; and the verdicts, for all cases of one vector.
    """

    def __init__(self, law: Law) -> None:
        self._coder = law.once(Coder)
        self._of_words: dict[tuple[Ways, str], tuple[Vocabulary, Writing]] = {}
        self._rests_on = cache(self._beside)
        self._written = Bounded[Writing, Writing](_MOST_WRITTEN)
        self._tried = Bounded[object, tuple[Tried, list[Writing]]](_MOST_RUNS)

    def tried(self, facts: CaseFacts, tried: Iterable[tuple[str, Ways]]) -> Tried:
        """A case with each of some facts otherwise: all that is tried is run at once."""
        written = {name: self._writes(facts, name, ways) for name, ways in tried}
        case = CodedCase.of(facts, self._coder)
        numbers = map(id, written.values())
        key = (case.vector, case.inside.key, case.beyond is None, *written, *numbers)
        found = self._tried.get(key)
        if found is None:
            here, *verdicts = CodedCases(case, [(), *chain(*written.values())]).verdicts()
            run = iter(verdicts)
            each = {name: list(islice(run, len(ways))) for name, ways in written.items()}
            # What is written is held, so that its number is given to no other.
            found = self._tried[key] = Tried(here, each), list(written.values())
        return found[0]

    def _writes(self, facts: CaseFacts, name: str, ways: Ways) -> Writing:
        """What a fact writes in each way; what is the same is one value."""
        vocabulary = facts.library.vocabulary
        kept = self._of_words.get((ways, name))
        if kept is not None and kept[0] is vocabulary:
            return kept[1]

        def writes(case: CaseFacts) -> Writing:
            changed = self._coder.changed
            found = tuple([changed(case, {name: known}) for known in ways(name, case)])
            return self._written.setdefault(found, found)

        if vocabulary.facts[name].type is not FactType.NUMBER and self._coder.alone(name):
            found = writes(facts)
            self._of_words[ways, name] = vocabulary, found
            return found
        return facts.once((ways, name), frozenset(), self._rests_on(name), writes)

    def _beside(self, name: str) -> frozenset[str]:
        """The facts on which it rests what a fact writes."""
        return _BESIDE | self._coder.derived(frozenset({name})) | {name}
