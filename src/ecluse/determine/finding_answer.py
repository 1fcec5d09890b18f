"""What one provision came to, as an answer that is made once for all cases alike.

Belongs here: the keys of a finding and of its comparisons, and the findings that are kept.
Does not: the findings themselves (trace), or which of them an answer holds (trace_answer).
Always true: a finding that is kept is the one that would be made anew (property-tested): it is
found by the provision as it is worded, by all that is shown of each fact that its condition asks
for, and by what other findings add; there is an upper number of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import count
from typing import ClassVar

from ecluse.answers.plain import key
from ecluse.bounded import Bounded
from ecluse.citation import Citation, Confidence
from ecluse.determine.case import CaseFacts
from ecluse.determine.line_id import each_once, line_id, slug, step_of
from ecluse.determine.trace import Found, leaves
from ecluse.facts.figure import Figure, rounded
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.law.condition.evaluate import Finding, evaluate
from ecluse.law.condition.to_text import source, words
from ecluse.law.condition.tree import Compare, Condition, Member, facts_of, groups_of, parts_of
from ecluse.law.in_force import InForce, Law
from ecluse.law.library import Library
from ecluse.law.provision import Group

_MOST_FINDINGS = 2048  # some 4 kB each where their text is kept too
_MOST_TESTED = 16_384  # some 0.5 kB each, and as much again where their plain form is kept
_MOST_WORDED = 4096
_MOST_NUMBERED = 16_384
_NOT_KNOWN = Known(value=None)


@dataclass(frozen=True, kw_only=True)
class FactTest:
    """One comparison or test, wherever it stands.

    Args:
        test: The comparison as the data write it.
        value: The fact's value: a number, a word, true or false; null where it is unknown.
        limit: The limit of the law, where a figure is compared with one.
        margin: How far the figure lies over the limit (negative: short of it).
        assumed: The fact was left out, and the vocabulary says what is then taken.
        sources: Where the value was read: addresses, or names where there is no address.
        source_names: The same in short: names, each once.
        because: How the value came about, where that is worth saying.
    """

    PLAIN_IS_KEPT: ClassVar[bool] = True

    test: str
    truth: Truth
    value: float | str | bool | None
    limit: float | None
    margin: float | None
    confidence: Confidence
    assumed: bool
    sources: list[str]
    source_names: list[str]
    because: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonAnswer:
    """One comparison or test of a condition.

    Args:
        id: The name of its line, which begins with that of its finding:
            `classify.3a090-a.tpp-at-least-4800`.
    """

    tested: FactTest = key(laid_in=True)
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RestsOn:
    """Another provision on which a finding rests, and whether it applies."""

    provision: str
    truth: Truth


@dataclass(frozen=True, kw_only=True)
class FindingAnswer:
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

    TEXT_IS_KEPT: ClassVar[bool] = True

    provision: str
    truth: Truth
    measure: str
    citation: str
    url: str | None
    in_force_since: date
    confidence: Confidence
    text: str | None
    condition: str | None
    words: str | None
    comparisons: list[ComparisonAnswer]
    because: list[RestsOn]
    needs: list[str]
    doubt: str | None
    name: str | None
    id: str


def finding_of(found: Found, library: Library, lang: str) -> FindingAnswer:
    """What one provision came to, in one language."""
    worded, finding = Worded(found.entry, library, lang), found.finding
    tested = [_tested(leaf) for leaf in leaves(finding)] if finding is not None else []
    return _finding(found, worded, tested)


class FindingAnswers:
    """What the provisions of a law came to, in one language, as `finding_of` says it and sooner."""

    def __init__(self, law: Law, library: Library, lang: str) -> None:
        self._worded, self._library, self._lang = law.once(_WordedLaw), library, lang
        self._numbers: dict[int, _Numbers] = {}

    def of(self, found: Found) -> FindingAnswer:
        """What one of the provisions came to."""
        worded, numbers = self._worded.of(found.entry, self._library, self._lang), None
        if found.decided is not None:
            numbers = self._numbers_of(found.decided.facts)
        looks = None if numbers is None else tuple([numbers[name] for name in worded.facts])
        added = tuple([_added(part) for part in found.because])
        like = worded, found.truth, found.settles, looks, added
        kept = _findings.get(like)
        if kept is None:
            tested = numbers.tested(worded) if numbers is not None else []
            kept = _findings[like] = _finding(found, worded, tested)
        return kept

    def _numbers_of(self, facts: CaseFacts) -> _Numbers:
        numbers = self._numbers.get(id(facts))
        if numbers is None:
            numbers = self._numbers[id(facts)] = _Numbers(facts)
        return numbers


_findings = Bounded[object, FindingAnswer](_MOST_FINDINGS)
_all_tested = Bounded[object, FactTest](_MOST_TESTED)


def forget(library: Library) -> None:
    """Forget the findings so far, and how the provisions of a library are worded."""
    library.register.forget(_WordedLaw)
    for kept in (library.worded, _findings, _all_tested, _numbered, _tests):
        kept.clear()


def _added(part: Found) -> tuple[str, str, int | None]:
    """What another finding adds to one that rests on it: how firm it is, where it applies; else the
    finding that rests on it is no less firm for it (`Found.confidence`).
    """
    truth = part.truth
    return part.provision, truth.value, part.confidence.rank if truth is Truth.TRUE else None


class _Numbers(dict[str, int]):
    """What is shown of each fact of a case, as a number: one for all that look alike."""

    def __init__(self, facts: CaseFacts) -> None:
        super().__init__()
        self._facts = facts

    def __missing__(self, name: str) -> int:
        number = self[name] = _number_of(self._facts[name])
        return number

    def tested(self, worded: Worded) -> list[FactTest]:
        """What the tests of a provision came to in the case."""
        found = []
        for test in worded.tests:
            like = test, self[test.fact]
            tested = _all_tested.get(like)
            if tested is None:
                leaf = evaluate(test.node, self._facts, self._facts.law.member)
                tested = _all_tested[like] = _tested(leaf)
            found.append(tested)
        return found


_numbered = Bounded[object, tuple[int, Known]](_MOST_NUMBERED)
_next_number = count()


def _number_of(known: Known) -> int:
    """A number that no fact had which looks otherwise, or is otherwise tested."""
    rests_on = known.confidence.rank, known.assumed, known.because, known.unsettled
    # The fact is held, and its citations by it, so that their numbers are given to no others.
    like = known.value, rests_on, tuple(map(id, known.cited))
    found = _numbered.get(like)
    if found is None:
        found = _numbered[like] = next(_next_number), known
    return found[0]


class _Test:
    """A comparison or test of some law; equal to itself alone.

    Args:
        group: The group of countries that it asks about, if any, as it stands in that law.
    """

    __slots__ = ("fact", "group", "node")

    def __init__(self, node: Condition, group: Group | None) -> None:
        self.node, self.group = node, group
        (self.fact,) = facts_of(node)


_tests = Bounded[object, _Test](_MOST_WORDED)


def _test(node: Condition, law: Law) -> _Test:
    """One value for all laws in which a comparison or test is the same."""
    group = law.groups.get(node.group) if isinstance(node, Member) else None
    like = source(node), group
    met = _tests.get(like)
    if met is None:
        met = _tests[like] = _Test(node, group)
    return met


class Worded:
    """A provision in force as one language words it, whatever the case is.

    Equal to itself alone: laws under which the same is said of the same groups share one.

    Args:
        facts: The facts that its condition asks for, each once.
        names: The names of the lines of its comparisons and tests, in order.
        tests: These; none where the law is left out.
        said: An answer of which the rest is filled in; mypy checks each field.
    """

    def __init__(self, entry: InForce, library: Library, lang: str, law: Law | None = None) -> None:
        when = getattr(entry.says, "when", None)
        line = line_id(step_of(entry.says), entry.says.provision)
        nodes = list(_bottom(when)) if when is not None else []
        self.facts = tuple(dict.fromkeys(facts_of(when))) if when is not None else ()
        self.names = each_once(f"{line}.{slug(source(node))}" for node in nodes)
        self.tests = [_test(node, law) for node in nodes] if law is not None else []
        self.condition = source(when) if when is not None else None
        self.said = _said(entry, library, lang, line)


def _said(entry: InForce, library: Library, lang: str, line: str) -> partial[FindingAnswer]:
    """An answer of which what does not depend on the case is filled in."""
    says, doubt = entry.says, entry.doubt
    text, when = getattr(says, "text", None), getattr(says, "when", None)
    return partial(
        FindingAnswer,
        provision=says.provision,
        measure=entry.measure.measure,
        citation=str(entry.cited),
        url=entry.cited.url,
        in_force_since=entry.since,
        text=text.say(lang) if text else None,
        words=words(when, library.vocabulary, lang) if when is not None else None,
        doubt=doubt.text.say(lang) if doubt and doubt.text else None,
        name=library.name(says.provision, lang),
        id=line,
    )


def _bottom(node: Condition) -> Iterator[Condition]:
    """The parts of a condition that have none of their own, in order."""
    parts = parts_of(node)
    if not parts:
        yield node
    for part in parts:
        yield from _bottom(part)


class _WordedLaw:
    """The provisions of one law as they are worded, by language."""

    def __init__(self, law: Law) -> None:
        self._law = law
        self._met = Bounded[object, tuple[Worded, InForce, Library]](_MOST_WORDED)

    def of(self, entry: InForce, library: Library, lang: str) -> Worded:
        """A provision of the law."""
        like = (id(entry), id(library), lang)
        met = self._met.get(like)
        if met is None:
            # The entry and the library are held, so that their numbers are given to no others.
            met = self._met[like] = _worded(entry, self._law, library, lang), entry, library
        return met[0]


def _worded(entry: InForce, law: Law, library: Library, lang: str) -> Worded:
    """A provision as it is worded; one value for all laws under which it, and the groups that its
    condition asks about, are the same. The library keeps it, so it goes when the library goes.
    """
    kept: Bounded[object, tuple[Worded, InForce]] = library.worded
    when = getattr(entry.says, "when", None)
    groups = () if when is None else [law.groups.get(name) for name in groups_of(when)]
    written = entry.says, entry.measure, entry.cited, entry.doubt
    like = (*map(id, written), entry.since, lang, *groups)
    met = kept.get(like)
    if met is None:
        met = kept[like] = Worded(entry, library, lang, law), entry
    return met[0]


def _finding(found: Found, worded: Worded, tested: Sequence[FactTest]) -> FindingAnswer:
    return worded.said(
        truth=found.truth,
        confidence=found.confidence,
        condition=worded.condition if found.decided is not None else None,
        comparisons=[
            ComparisonAnswer(tested=fact, id=name)
            for fact, name in zip(tested, worded.names, strict=False)
        ],
        because=[RestsOn(provision=part.provision, truth=part.truth) for part in found.because],
        needs=sorted(found.settles),
    )


def _tested(leaf: Finding) -> FactTest:
    known = leaf.known or _NOT_KNOWN
    limit = leaf.node.limit if isinstance(leaf.node, Compare) else None
    value = value_of(known)
    if limit is not None and known.number is not None:
        value = rounded(known.number, limit)
    return FactTest(
        test=source(leaf.node),
        truth=leaf.truth,
        value=value,
        limit=None if limit is None else float(limit),
        margin=None if leaf.margin is None else rounded(leaf.margin),
        confidence=known.confidence,
        assumed=known.assumed,
        sources=addresses(known.cited),
        source_names=list(dict.fromkeys(cited.name for cited in known.cited)),
        because=known.because,
    )


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
