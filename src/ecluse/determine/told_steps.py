"""The steps of an answer as they are shown: classify, require, except, review.

Belongs here: which findings a person needs, in order. Does not: how a line reads (told_line), or
how it is set out.
Always true: what does not bear on the answer is left out; each step has its lines in the order in
which the record names the provisions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

from ecluse.determine.determination import Determination
from ecluse.determine.line_id import line_id
from ecluse.determine.open_exception import open_exceptions
from ecluse.determine.told_line import (
    LineKind,
    ToldLine,
    doubt_lines,
    fact_lines,
    lines_of_tests,
    provision_line,
    text_lines,
    with_lines,
)
from ecluse.determine.trace import Found, leaves
from ecluse.determine.verdict import FREER
from ecluse.determine.wording import called, named_provision, policy, truth
from ecluse.facts.truth import Truth
from ecluse.law.condition.tree import Compare
from ecluse.law.library import Library
from ecluse.law.provision import Classification, Review
from ecluse.words.say import say


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldStep:
    """One step: its title, what it came to in short, and its lines."""

    id: str
    title: str
    words: str
    lines: tuple[ToldLine, ...]


def steps_of(found: Determination, library: Library, lang: str) -> tuple[ToldStep, ...]:
    """The steps that there are, in order."""
    every = (_classify, _subject, _no_export, _require, _except, _review)
    return tuple(step for each in every for step in each(found, library, lang))


def _step(key: str, words: str, lines: Iterable[ToldLine], lang: str) -> ToldStep:
    """A step; its lines are told apart by their names."""
    whole = ToldLine(id=key, kind=LineKind.PROVISION, words="")
    title = say(f"determination_step.{key}", lang)
    return ToldStep(
        id=key.replace(" ", "-"),
        title=title,
        words=words,
        lines=with_lines(whole, iter(lines)).lines,
    )


def _classify(found: Determination, library: Library, lang: str) -> Iterator[ToldStep]:
    names = ", ".join(found.classification) or say("determination.not in", lang)
    paragraphs = (*found.presumptions, *_paragraphs(found))
    lines = (_described(each, library, lang) for each in paragraphs)
    yield _step("classify", names, lines, lang)


def _described(paragraph: Found, library: Library, lang: str) -> ToldLine:
    """A paragraph with the parts that it rests on, and its tests."""
    line = provision_line(paragraph, "classify", library, lang)
    whole = isinstance(paragraph.entry.says, Classification)
    parts = _contained(paragraph, line.id, library, lang) if whole else ()
    return with_lines(line, chain(parts, lines_of_tests(paragraph, line.id, library, lang)))


def _paragraphs(found: Determination) -> Iterator[Found]:
    """Paragraphs that describe the item or may, then those whose figures it was compared with."""
    every = found.paragraphs.values()
    yield from (each for each in every if each.truth is not Truth.FALSE)
    for each in every:
        if each.truth is Truth.FALSE and _compared(each) and _right_kind(each):
            yield each


def _contained(paragraph: Found, under: str, library: Library, lang: str) -> Iterator[ToldLine]:
    for part in paragraph.because:
        if part.truth is Truth.FALSE and _compared(part):
            continue
        line = provision_line(part, under, library, lang)
        exempt = part.provision in getattr(paragraph.entry.says, "unless", ())
        tests = () if exempt else lines_of_tests(part, line.id, library, lang)
        yield with_lines(line, iter(tests))


def _compared(found: Found) -> bool:
    return any(isinstance(leaf.node, Compare) for leaf in leaves(found.finding))


def _right_kind(found: Found) -> bool:
    """Whether the paragraph is about this kind of item at all."""
    kinds = (
        leaf for leaf in leaves(found.finding) if getattr(leaf.node, "fact", "") == "item_kind"
    )
    return all(leaf.truth is not Truth.FALSE for leaf in kinds)


def _subject(found: Determination, library: Library, lang: str) -> Iterator[ToldStep]:
    """Whether the item is subject, where no rule says so."""
    if found.subject is not Truth.TRUE:
        rules = (_ground(rule, library, lang) for rule in found.jurisdiction)
        yield _step("jurisdiction", truth(found.subject, lang), rules, lang)
    elif found.subject_presumed and found.outcome not in FREER:
        words = say("determination.presumed", lang)
        rules = (
            _worded(rule, "jurisdiction", library, lang)
            for rule in found.jurisdiction
            if rule.truth is Truth.TRUE
        )
        yield _step("jurisdiction", words, rules, lang)


def _ground(rule: Found, library: Library, lang: str) -> ToldLine:
    line = provision_line(rule, "jurisdiction", library, lang)
    if rule.truth is Truth.FALSE:
        return line
    return with_lines(line, lines_of_tests(rule, line.id, library, lang))


def _worded(found: Found, step: str, library: Library, lang: str) -> ToldLine:
    """A provision with its source and what it says in words."""
    line = provision_line(found, step, library, lang, cite=True)
    return with_lines(line, text_lines(found, line.id, lang))


def _no_export(found: Determination, library: Library, lang: str) -> Iterator[ToldStep]:
    """Why nothing is exported."""
    if found.stays:
        rules = (_worded(rule, "no-export", library, lang) for rule in found.no_export)
        yield _step("no export", truth(Truth.FALSE, lang), rules, lang)


def _require(found: Determination, library: Library, lang: str) -> Iterator[ToldStep]:
    required = [*found.requirements, *found.possible]
    words = "" if required else say("determination.nothing required", lang)
    lines = (_required(requirement, library, lang) for requirement in required)
    yield _step("require", words, lines, lang)


def _required(requirement: Found, library: Library, lang: str) -> ToldLine:
    line = provision_line(requirement, "require", library, lang, cite=True)
    return with_lines(
        line,
        chain(
            text_lines(requirement, line.id, lang),
            doubt_lines(requirement, line.id, lang),
            lines_of_tests(requirement, line.id, library, lang),
        ),
    )


def _except(found: Determination, library: Library, lang: str) -> Iterator[ToldStep]:
    if not found.requirements and not found.possible:
        return
    used = [found.used] if found.used else []
    met = [*used, *(each for each in found.nearly if each not in used)]
    words = "" if met else say("determination.no exception", lang)
    lines = [_excepted(each, library, lang) for each in met]
    path = partial(_path, text=say("determination.open if", lang), library=library, lang=lang)
    for each in open_exceptions(found):
        name = named_provision(each.provision, library, lang)
        lines.append(path(each, "except", name))
    yield _step("except", words, lines, lang)


def _excepted(exception: Found, library: Library, lang: str) -> ToldLine:
    line = provision_line(exception, "except", library, lang, cite=True)
    only_open = exception.truth is Truth.UNKNOWN
    return with_lines(line, lines_of_tests(exception, line.id, library, lang, only_open=only_open))


def _path(
    found: Found, step: str, name: str, *, text: str, library: Library, lang: str
) -> ToldLine:
    """A path that stands open to whoever shows the facts under it."""
    own = line_id(step, found.provision)
    return ToldLine(
        id=own,
        kind=LineKind.PATH,
        mark=Truth.UNKNOWN,
        words=name,
        needs=text,
        name=found.provision,
        lines=tuple(fact_lines(found.settles, own, library, lang)),
    )


def _review(found: Determination, library: Library, lang: str) -> Iterator[ToldStep]:
    review = found.review
    if review is None or review.found is None:
        return
    shown = provision_line(review.found, "review", library, lang, cite=True)
    own = line_id("review", review.requirement)  # as the trace names it
    lines = [with_lines(replace(shown, id=own), text_lines(review.found, own, lang))]
    for milder in review.milder:
        if isinstance(milder.entry.says, Review):
            words = policy(milder.entry.says.policy, lang)
            text = say("determination.milder", lang, policy=words)
            lines.append(
                _path(
                    milder,
                    "review",
                    called(milder.provision, lang),
                    text=text,
                    library=library,
                    lang=lang,
                )
            )
    yield _step("review", policy(review.policy, lang), lines, lang)
