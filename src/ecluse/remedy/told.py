"""Remedies as a tree of words: the item, the law and the license path, each a branch.

Belongs here: the order in which remedies are told, and how many of them. Does not: how one of them
reads (to_text), or how a line looks (cli, web).
Always true: every door tells the same lines; what is cut short says how much more there is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ecluse.determine.verdict import Outcome
from ecluse.determine.wording import called, policy
from ecluse.remedy.license_path import Near
from ecluse.remedy.remedy import Remedy
from ecluse.remedy.to_text import SentenceMarks, Sentences
from ecluse.words.say import many, say

# How a condition of a license path can be met, the hardest first: of a lack, and its words.
_WAYS = (("closed", "closed"), ("say", "not said"), ("item", "needs item"), ("show", "to show"))
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldRemedy:
    """A line, and what stands under it.

    Args:
        kind: What it says, by which a door may set it apart: the key of its words.
    """

    kind: str
    words: str
    under: tuple[ToldRemedy, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldRemedies:
    """Puts what would change an answer into words, in one language.

    Args:
        most: Designs, sets and amendments that are told of each kind; license paths all are.
        elsewhere: Where all of them are found.
    """

    found: Remedy
    lang: str
    marks: SentenceMarks
    most: int
    elsewhere: str

    def branches(self) -> Iterator[ToldRemedy]:
        """The three kinds of remedy."""
        yield self._line("item", under=self._item())
        yield self._line("law", under=self._law())
        if self.found.exceptions or self.found.policies:
            yield self._line("license", under=self._license())

    def _line(
        self, kind: str, *values: object, under: Iterable[ToldRemedy] = (), **named: object
    ) -> ToldRemedy:
        words = say(f"remedy.{kind}", self.lang, *values, **named)
        return ToldRemedy(kind=kind, words=words, under=tuple(under))

    def _called(self, *provisions: str) -> str:
        return self.marks.name(", ".join(called(each, self.lang) for each in provisions))

    @property
    def _sentences(self) -> Sentences:
        vocabulary = self.found.determination.facts.library.vocabulary
        return Sentences(vocabulary=vocabulary, lang=self.lang, marks=self.marks)

    def _some(
        self, kind: str, values: Sequence[T], text: Callable[[T], str]
    ) -> Iterator[ToldRemedy]:
        """The first values, and how many more there are."""
        for value in values[: self.most]:
            yield ToldRemedy(kind=kind, words=text(value))
        if len(values) > self.most:
            yield self._line("more", len(values) - self.most, self.elsewhere)

    def _item(self) -> Iterator[ToldRemedy]:
        found = self.found
        designs = self._some("design", found.redesigns, self._sentences.redesign)
        if found.determination.outcome in (Outcome.NLR, Outcome.NOT_SUBJECT):
            yield self._line("nothing to change")
        elif not found.redesigns:
            yield self._line("no figure")
        elif found.named_by:
            designs = iter([self._line("named", self._called(*found.named_by), under=designs)])
        yield from designs
        if found.catch_alls:
            yield self._line("beside", under=self._beside())

    def _beside(self) -> Iterator[ToldRemedy]:
        """The rules that no figure frees it from: those that apply, then those that may."""
        asked: dict[frozenset[str], list[str]] = {}
        for rule in self.found.catch_alls:
            name = rule.entry.says.provision
            if rule.applies:
                yield self._line("applies", self._called(name))
            else:
                asked.setdefault(rule.asks, []).append(name)
        known = self.found.determination.facts.library.vocabulary.facts
        for facts, names in asked.items():
            meanings = (known[f].meaning.say(self.lang) if f in known else f for f in sorted(facts))
            asks = self.marks.name(", ".join(meanings))
            yield self._line("would apply", provision=self._called(*names), asks=asks)

    def _law(self) -> Iterator[ToldRemedy]:
        found, sentences = self.found, self._sentences
        for kind, sets in (("measures", found.measures), ("provisions", found.provisions)):
            under = tuple(self._some("without", sets.smallest, sentences.without))
            if not under:
                label = say(f"remedy.{kind}", self.lang)
                none = many("remedy.no set", self.lang, sets.largest, label)
                under = (ToldRemedy(kind="no set", words=none),)
            yield self._line(kind, under=under)
        if found.amendments:
            under = tuple(self._some("amended", found.amendments, sentences.amended))
            yield self._line("amendments", under=under)

    def _license(self) -> Iterator[ToldRemedy]:
        for near in self.found.exceptions:  # each has lines of its own: none is left out
            symbol = self.marks.symbol(getattr(near.rule.entry.says, "symbol", ""))
            words = f"{symbol} {self._called(near.rule.provision)}".strip()
            yield ToldRemedy(kind="exception", words=words, under=tuple(self._lacks(near)))
        for review in self.found.policies:
            words = self.marks.policy(policy(review.policy or "not published", self.lang))
            milder = (self._milder(each) for each in review.milder if each.way != "closed")
            requirement = self._called(review.requirement)
            yield self._line("reviewed", requirement=requirement, policy=words, under=milder)

    def _milder(self, near: Near) -> ToldRemedy:
        words = policy(getattr(near.rule.entry.says, "policy", ""), self.lang)
        provision = self._called(near.rule.provision)
        return self._line("milder", policy=words, provision=provision, under=self._lacks(near))

    def _lacks(self, near: Near) -> Iterator[ToldRemedy]:
        """What is still wanting for one path, the hardest first."""
        vocabulary, name = self._sentences.vocabulary, self.marks.name
        if not near.describes:
            yield self._line("not described")
        for way, kind in _WAYS:
            lacks = [lack.say(vocabulary, self.lang) for lack in near.lacks if lack.way == way]
            if lacks:
                yield self._line(kind, name("; ".join(lacks)))
        if near.leaves:
            yield self._line("leaves", self._called(*near.leaves))
