"""What one provision came to, as it stands in an answer.

Belongs here: the keys of a finding and of its comparisons, and what of them is kept.
Does not: the findings themselves (trace), or which of them an answer holds (trace_answer).
Always true: a finding is written as plain data at once, and no two answers share any of it; what is
kept of a provision rests on its words alone, and what is kept of a comparison on the fact alone, as
it is shown (property-tested); there is an upper number of both, and they go with their library.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, NamedTuple, TypedDict
from weakref import WeakKeyDictionary

from ecluse.bounded import Bounded
from ecluse.citation import Citation, Confidence
from ecluse.determine.case import CaseFacts
from ecluse.determine.line_id import each_once, line_id, slug, step_of
from ecluse.determine.trace import NOTHING, Found
from ecluse.facts.figure import Figure, rounded
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.law.condition.evaluate import evaluate
from ecluse.law.condition.to_text import source, words
from ecluse.law.condition.tree import Compare, Condition, Member, facts_of, groups_of, parts_of
from ecluse.law.in_force import InForce, Law
from ecluse.law.library import Library
from ecluse.law.provision import Group

_MOST_LOOKS = 4096  # a few comparisons each, of some 1 kB
_MOST_OF_A_LOOK = 1024
_MOST_ALIKE = 32  # sets of facts that differ, of one case
_MOST_WORDED = 4096
_MOST_LANGUAGES = 16  # of one law and library
_NOT_KNOWN = Known(value=None)
TruthWord = Annotated[str, Truth]
ConfidenceWord = Annotated[str, Confidence]


class ComparisonAnswer(TypedDict):
    """One comparison or test of a condition.

    Args:
        test: The comparison as the data write it.
        value: The fact's value: a number, a word, true or false; null where it is unknown.
        limit: The limit of the law, where a figure is compared with one.
        margin: How far the figure lies over the limit (negative: short of it).
        assumed: The fact was left out, and the vocabulary says what is then taken.
        sources: Where the value was read: addresses, or names where there is no address.
        source_names: The same in short: names, each once.
        because: How the value came about, where that is worth saying.
        id: The name of its line, which begins with that of its finding:
            `classify.3a090-a.tpp-at-least-4800`.
    """

    test: str
    truth: TruthWord
    value: float | str | bool | None
    limit: float | None
    margin: float | None
    confidence: ConfidenceWord
    assumed: bool
    sources: list[str]
    source_names: list[str]
    because: str | None
    id: str


class RestsOn(TypedDict):
    """Another provision on which a finding rests, and whether it applies."""

    provision: str
    truth: TruthWord


class FindingAnswer(TypedDict):
    """What one provision came to.

    Args:
        truth: Whether it applies.
        measure: The measure that last wrote it.
        condition: Its condition as the data write it; `words` puts it into the language asked for.
        because: Other provisions on which the truth rests.
        needs: Facts that would settle it, where it is unknown.
        doubt: A later act that leaves it open whether the provision applies.
        name: Its short name, where it says nothing in words itself.
        id: The name of its line, which stands after # on the answer's page where the page shows it:
            `require.letters-of-april-2025-named-parts`.
    """

    provision: str
    truth: TruthWord
    measure: str
    citation: str
    url: str | None
    in_force_since: Annotated[str, date]
    confidence: ConfidenceWord
    text: str | None
    condition: str | None
    words: str | None
    comparisons: list[ComparisonAnswer]
    because: list[RestsOn]
    needs: list[str]
    doubt: str | None
    name: str | None
    id: str


class FindingAnswers:
    """What the provisions of a law came to in some cases, in one language."""

    def __init__(self, law: Law, library: Library, lang: str) -> None:
        self._kept = library.once(_KeptFindings)
        self._worded = law.once(_WordedLaw).of(self._kept, lang)
        self._law, self._library, self._lang = law, library, lang
        self._tested: dict[int, _Tested] = {}

    def of(self, found: Found) -> FindingAnswer:
        """What one of the provisions came to."""
        worded = self._worded_of(found.entry)
        answer = worded.said.copy()
        answer["truth"] = found.truth._value_
        answer["confidence"] = found.confidence._value_
        answer["comparisons"] = self._tested_in(found.facts).compared(worded.tests)
        answer["because"] = [_rests_on(part) for part in found.because]
        answer["needs"] = sorted(found.settles) if found.settles else []
        return answer

    def _worded_of(self, entry: InForce) -> _Worded:
        met = self._worded.get(id(entry))
        if met is None:
            worded = self._kept.worded(entry, self._law, self._library, self._lang)
            met = self._worded[id(entry)] = worded, entry  # held: its number is its own
        return met[0]

    def _tested_in(self, facts: CaseFacts) -> _Tested:
        tested = self._tested.get(id(facts))
        if tested is None:
            tested = self._tested[id(facts)] = _Tested(facts, self._kept)
        return tested


def forget(library: Library) -> None:
    """Forget how the provisions of a library are worded, and what facts were compared with."""
    library.forget(_KeptFindings)  # and what each law, of a scenario too, holds beside it


def _rests_on(part: Found) -> RestsOn:
    return {"provision": part.provision, "truth": part.truth._value_}


class _Look(Bounded["_Test", ComparisonAnswer]):
    """A fact that looks alike in many cases, and what came of each test of it; the lines are not
    named.

    Args:
        known: As it is in one, held with its citations, so that their numbers are given to no
            others.
    """

    def __init__(self, known: Known) -> None:
        super().__init__(_MOST_OF_A_LOOK)
        self.known = known


class _Tried(Bounded[frozenset[str], dict["_Test", ComparisonAnswer]]):
    """What came of tests in cases that were made from one, by the facts that differ in them, on
    which none of these tests rests.
    """

    def __init__(self, _: CaseFacts) -> None:
        super().__init__(_MOST_ALIKE)


class _Tested:
    """What came of the tests of one case; what rests on no fact in which it differs from the case
    that it was made from is found once for all that were made so.
    """

    def __init__(self, facts: CaseFacts, kept: _KeptFindings) -> None:
        self._facts, self._kept, like = facts, kept, facts.as_before
        self._looks: dict[str, _Look] = {}
        before, self._differing = (facts, NOTHING) if like is None else (like.facts, like.differing)
        self._alike = before.made(_Tried).setdefault(self._differing, {})
        self._came = self._alike.copy()
        for fact in self._differing:
            self._came.update(self._look(fact))

    def compared(self, tests: Iterable[tuple[_Test, str]]) -> list[ComparisonAnswer]:
        """What came of some tests, each on the line of its name; the caller may change it."""
        answers: list[ComparisonAnswer] = []
        for test, line in tests:
            came = self._came.get(test) or self._of(test)
            answer = came.copy()
            answer["sources"] = came["sources"].copy()
            answer["source_names"] = came["source_names"].copy()
            answer["id"] = line
            answers.append(answer)
        return answers

    def _of(self, test: _Test) -> ComparisonAnswer:
        """What came of one test that was not met yet; the same wherever its fact looks alike."""
        look = self._look(test.fact)
        came = look.get(test) or look.setdefault(test, _compared(test, self._facts))
        self._came[test] = came
        if test.fact not in self._differing:
            self._alike[test] = came
        return came

    def _look(self, fact: str) -> _Look:
        look = self._looks.get(fact)
        if look is None:
            look = self._looks[fact] = self._kept.look(fact, self._facts[fact])
        return look


def _compared(test: _Test, facts: CaseFacts) -> ComparisonAnswer:
    """What came of a test; its line is not named yet."""
    leaf = evaluate(test.node, facts, facts.law.member)
    known = leaf.known or _NOT_KNOWN
    limit = leaf.node.limit if isinstance(leaf.node, Compare) else None
    value = value_of(known)
    if limit is not None and known.number is not None:
        value = rounded(known.number, limit)
    return {
        "test": source(leaf.node),
        "truth": leaf.truth.value,
        "value": value,
        "limit": None if limit is None else float(limit),
        "margin": None if leaf.margin is None else rounded(leaf.margin),
        "confidence": known.confidence.value,
        "assumed": known.assumed,
        "sources": addresses(known.cited),
        "source_names": list(dict.fromkeys(cited.name for cited in known.cited)),
        "because": known.because,
        "id": "",
    }


class _Test:
    """A comparison or test of some law; equal to itself alone.

    Args:
        group: The group of countries that it asks about, if any, as it stands in that law.
    """

    __slots__ = ("fact", "group", "node")

    def __init__(self, node: Condition, group: Group | None) -> None:
        self.node, self.group = node, group
        (self.fact,) = facts_of(node)


class _KeptFindings:
    """What is kept of the findings of one library, and goes with it."""

    def __init__(self, _: Library) -> None:
        self._all_looks = Bounded[object, _Look](_MOST_LOOKS)
        self._tests = Bounded[object, _Test](_MOST_WORDED)
        self._all_worded = Bounded[object, _Worded](_MOST_WORDED)

    def look(self, fact: str, known: Known) -> _Look:
        """How a fact looks: one value for all cases in which it is shown and tested alike."""
        rests_on = known.confidence.rank, known.assumed, known.because, known.unsettled
        like = fact, known.value, rests_on, tuple(map(id, known.cited))
        look = self._all_looks.get(like)
        if look is None:
            look = self._all_looks[like] = _Look(known)
        return look

    def worded(self, entry: InForce, law: Law, library: Library, lang: str) -> _Worded:
        """A provision as it is worded; one value for all laws under which it, and the groups that
        its condition asks about, are the same.
        """
        when = getattr(entry.says, "when", None)
        groups = () if when is None else [law.groups.get(name) for name in groups_of(when)]
        written = entry.says, entry.measure, entry.cited, entry.doubt
        like = (*map(id, written), entry.since, lang, *groups)
        worded = self._all_worded.get(like)
        if worded is None:
            said = _said(entry, library, lang)
            tests = [self._test(node, law) for node in _bottom(when)] if when is not None else []
            lines = each_once(f"{said['id']}.{slug(source(test.node))}" for test in tests)
            worded = _Worded(entry, said, tuple(zip(tests, lines, strict=True)))
            self._all_worded[like] = worded
        return worded

    def _test(self, node: Condition, law: Law) -> _Test:
        """One value for all laws in which a comparison or test is the same."""
        group = law.groups.get(node.group) if isinstance(node, Member) else None
        like = source(node), group
        test = self._tests.get(like)
        if test is None:
            test = self._tests[like] = _Test(node, group)
        return test


class _Worded(NamedTuple):
    """A provision in force as one language words it, whatever the case is.

    Args:
        entry: Held, so that its numbers are given to no other.
        said: A finding of which what depends on the case is still to be filled in.
        tests: Its comparisons and tests in order, each with the name of its line.
    """

    entry: InForce
    said: FindingAnswer
    tests: tuple[tuple[_Test, str], ...]


def _said(entry: InForce, library: Library, lang: str) -> FindingAnswer:
    """A finding of which what depends on the case is still to be filled in."""
    says, doubt = entry.says, entry.doubt
    text, when = getattr(says, "text", None), getattr(says, "when", None)
    return {
        "provision": says.provision,
        "truth": "",
        "measure": entry.measure.measure,
        "citation": str(entry.cited),
        "url": entry.cited.url,
        "in_force_since": entry.since.isoformat(),
        "confidence": "",
        "text": text.say(lang) if text else None,
        "condition": source(when) if when is not None else None,
        "words": words(when, library.vocabulary, lang) if when is not None else None,
        "comparisons": [],
        "because": [],
        "needs": [],
        "doubt": doubt.text.say(lang) if doubt and doubt.text else None,
        "name": library.name(says.provision, lang),
        "id": line_id(step_of(says), says.provision),
    }


def _bottom(node: Condition) -> Iterator[Condition]:
    """The parts of a condition that have none of their own, in order."""
    parts = parts_of(node)
    if not parts:
        yield node
    for part in parts:
        yield from _bottom(part)


_InLanguage = Bounded[int, tuple[_Worded, InForce]]


class _WordedLaw:
    """The provisions of one law as they are worded; those of a library go with what it keeps."""

    def __init__(self, _: Law) -> None:
        self._met = WeakKeyDictionary[_KeptFindings, Bounded[str, _InLanguage]]()

    def of(self, kept: _KeptFindings, lang: str) -> _InLanguage:
        """As one language words those of a library, by the number of each provision in force."""
        languages = self._met.get(kept)
        if languages is None:
            languages = self._met[kept] = Bounded[str, _InLanguage](_MOST_LANGUAGES)
        met = languages.get(lang)
        if met is None:
            met = languages[lang] = _InLanguage(_MOST_WORDED)
        return met


def addresses(cited: Iterable[Citation]) -> list[str]:
    """Where to read each source, or its name where it has no address; each once."""
    return list(dict.fromkeys(citation.url or citation.source for citation in cited))


def value_of(known: Known) -> float | str | bool | None:
    """A fact's value as plain data."""
    value = known.value
    if isinstance(value, Figure):
        return str(value) if value.exact is None else rounded(value.exact)
    if isinstance(value, Truth):
        return value.known
    return value
