"""One line of an answer as it is shown, with the lines under it.

Belongs here: the parts of a line, each by its own name, and the lines of a provision and of its
tests. Does not: which lines a person needs (told_steps), or how they are set out.
Always true: a line holds words and no layout; the terminal and a page show the same parts; a name
stands once under one line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from ecluse.citation import FIRM, Citation
from ecluse.determine.line_id import each_once, line_id, slug
from ecluse.determine.trace import Found, leaves
from ecluse.determine.wording import (
    fact_line,
    fact_words,
    margin_text,
    named_provision,
    span,
    value_text,
)
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.law.condition.evaluate import Finding
from ecluse.law.condition.to_text import source, words
from ecluse.law.condition.tree import Compare
from ecluse.law.library import Library
from ecluse.words.say import cited_in, say, when

_OF_COURSE = ("other_eccn", "item_kind")  # true of every item that is asked about


class LineKind(Enum):
    """What a line is: a provision, a comparison with a limit, another test of its condition, its
    text, a doubt about it, a path that stands open, or a fact that would open it.
    """

    PROVISION = "provision"
    COMPARISON = "comparison"
    TEST = "test"
    TEXT = "text"
    DOUBT = "doubt"
    PATH = "path"
    FACT = "fact"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldSource:
    """Where something was read: its name in short, and its address where it has one."""

    name: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldLine:
    """One line, and those under it.

    Args:
        id: Its stable name, which can stand after # in an address.
        mark: Whether it holds; None where that is no question.
        words: What it says.
        value: What is known of the fact.
        margin: How far the figure lies over the limit or short of it.
        because: How the value came about, where that is worth saying.
        needs: What would settle it, in words.
        in_force: Since when the provision is in force; empty where its source is not shown.
        confidence: How firm the source is, where it is not firm.
        sources: Where the provision or the figure was read.
        name: The provision or the fact, as the record names it.
    """

    id: str
    kind: LineKind
    words: str
    mark: Truth | None = None
    value: str = ""
    margin: str = ""
    because: str = ""
    needs: str = ""
    in_force: str = ""
    confidence: str = ""
    sources: tuple[ToldSource, ...] = ()
    name: str = ""
    lines: tuple[ToldLine, ...] = ()

    @property
    def open(self) -> bool:
        """Whether it bears on the answer: it holds, or that is not known."""
        return self.mark is not Truth.FALSE


def with_lines(line: ToldLine, lines: Iterator[ToldLine]) -> ToldLine:
    """The line with those under it; a name that stands twice gets a number."""
    under = tuple(lines)
    names = each_once(each.id for each in under)
    return replace(
        line,
        lines=tuple(
            each if each.id == name else replace(each, id=name)
            for each, name in zip(under, names, strict=True)
        ),
    )


def sources_of(cited: tuple[Citation, ...]) -> tuple[ToldSource, ...]:
    """The sources of a figure by name, each once."""
    named = {each.name: ToldSource(name=each.name, url=each.url) for each in reversed(cited)}
    return tuple(reversed(named.values()))


def provision_line(
    found: Found, step: str, library: Library, lang: str, *, cite: bool = False
) -> ToldLine:
    """What one provision came to.

    Args:
        cite: Tell the source whatever it came to, and how firm it is.
    """
    cited = found.entry.cited
    shown = cite or found.truth is not Truth.FALSE
    since = say("determination.in force since", lang, when(found.entry.since, lang))
    firm = not cite or cited.confidence in FIRM
    return ToldLine(
        id=line_id(step, found.provision),
        kind=LineKind.PROVISION,
        mark=found.truth,
        words=named_provision(found.provision, library, lang),
        in_force=since if shown else "",
        confidence="" if firm else say(f"confidence.{cited.confidence.value}", lang),
        sources=(ToldSource(name=cited_in(cited, lang), url=cited.url),),
        name=found.provision,
    )


def text_lines(found: Found, under: str, lang: str) -> Iterator[ToldLine]:
    """What the provision says in words, where it says that."""
    text = getattr(found.entry.says, "text", None)
    if text is not None:
        yield ToldLine(id=f"{under}.text", kind=LineKind.TEXT, words=text.say(lang))


def doubt_lines(found: Found, under: str, lang: str) -> Iterator[ToldLine]:
    """The later act that leaves it open whether the provision applies."""
    doubt = found.entry.doubt
    if doubt is not None and doubt.text is not None:
        text = say("determination.doubt", lang, doubt.text.say(lang))
        yield ToldLine(id=f"{under}.doubt", kind=LineKind.DOUBT, words=text)


def fact_lines(facts: frozenset[str], under: str, library: Library, lang: str) -> list[ToldLine]:
    """The facts that would open a path, each by name and in words."""
    return [
        ToldLine(
            id=f"{under}.{slug(name)}",
            kind=LineKind.FACT,
            words=fact_line(name, library, lang),
            name=name,
        )
        for name in sorted(facts)
    ]


def lines_of_tests(
    found: Found, under: str, library: Library, lang: str, *, only_open: bool = False
) -> Iterator[ToldLine]:
    """The tests that a person needs to see why the provision holds, or does not.

    Args:
        only_open: Those alone whose outcome is not known.
    """
    for leaf in leaves(found.finding):
        if leaf.truth is Truth.UNKNOWN or (not only_open and _bears(leaf, found)):
            yield _test(leaf, under, library, lang)


def _bears(leaf: Finding, found: Found) -> bool:
    if isinstance(leaf.node, Compare):
        return True
    if getattr(leaf.node, "fact", "") in _OF_COURSE:
        return False
    return found.truth is Truth.TRUE and leaf.truth is Truth.TRUE


def _test(leaf: Finding, under: str, library: Library, lang: str) -> ToldLine:
    needs = ""
    if leaf.truth is Truth.UNKNOWN:
        names = ", ".join(fact_words(name, library, lang) for name in sorted(leaf.settles))
        needs = say("determination.needs fact", lang, names)
    line = ToldLine(
        id=f"{under}.{slug(source(leaf.node))}",
        kind=LineKind.TEST,
        mark=leaf.truth,
        words=words(leaf.node, library.vocabulary, lang),
        needs=needs,
        name=getattr(leaf.node, "fact", ""),
    )
    return line if leaf.known is None else _with_known(line, leaf, leaf.known, lang)


def _with_known(line: ToldLine, leaf: Finding, known: Known, lang: str) -> ToldLine:
    """What is known of the fact, its margin, and why it is so."""
    sources = sources_of(known.cited)
    if isinstance(leaf.node, Compare):
        return replace(
            line,
            kind=LineKind.COMPARISON,
            value=span(known.figure, lang, leaf.node.limit),
            margin="" if leaf.margin is None else margin_text(leaf.margin, lang),
            because=known.because or "",
            sources=sources,
        )
    if leaf.truth is Truth.UNKNOWN:
        return line
    if known.value is None or isinstance(known.value, Truth):
        return replace(line, because=known.because or "", sources=sources)
    return replace(line, value=value_text(known, lang), sources=sources)
