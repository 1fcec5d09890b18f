"""The page of what would change an answer: the item, the law, a license.

Belongs here: its address, and the order in which remedies are told. Does not: finding one (remedy),
or how one reads (remedy/to_text).
Always true: it tells of the very question of the answer's page; what is cut short says how much
more there is, and where.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ecluse.determine.told import told
from ecluse.determine.verdict import Outcome
from ecluse.determine.wording import answer, called, policy
from ecluse.remedy.license_path import Near
from ecluse.remedy.remedy import Remedy
from ecluse.remedy.remedy import remedy as remedy_of
from ecluse.remedy.to_text import SentenceMarks, Sentences
from ecluse.visible import visible
from ecluse.web.address import address_of
from ecluse.web.api.parameters import OF_A_PLACE
from ecluse.web.links import of_the_api
from ecluse.web.pages.spelling import asked_at, moved, said_at
from ecluse.web.render import heavy_page, page
from ecluse.web.repeat import command_of
from ecluse.web.reply import DATED, Reply
from ecluse.web.routes import Call
from ecluse.words.say import say

_SHOWN = 12
_WAYS = (("closed", "closed"), ("say", "not said"), ("item", "needs item"), ("show", "to show"))
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyBranch:
    """Words, and what stands under them."""

    words: str
    under: tuple[RemedyBranch, ...] = ()


def remedy(call: Call) -> Reply:
    """What would change the answer of a day; another spelling leads to the one address."""
    said = said_at(call, call.path["on"])
    asked = call.site.reader().read(said)
    answered = address_of(asked, said, call.site) or ""
    address = answered.replace("/check/", "/remedy/", 1)
    if address != asked_at(call):
        return moved(call, address)
    found = call.site.determined(asked)
    shown = told(found, call.library, call.lang)
    teller = _Teller(remedy_of(found, asked.register), call.lang)
    return page(
        call,
        "remedy.html",
        title=call.say("brief_page.remedy of", shown.item, shown.place),
        path=address,
        max_age=DATED,
        told=shown,
        answered=answered,
        branches=list(teller.told()),
        data=of_the_api("remedy", said, call.lang),
        command=command_of(said, call.lang, "remedy"),
    )


class _Teller:
    """Puts what would change an answer into words, in one language."""

    def __init__(self, found: Remedy, lang: str) -> None:
        self._found = found
        self._lang = lang
        self._vocabulary = found.determination.facts.library.vocabulary
        marks = SentenceMarks(answer=answer, name=visible)
        self._sentences = Sentences(vocabulary=self._vocabulary, lang=lang, marks=marks)

    def told(self) -> Iterator[RemedyBranch]:
        """The three kinds of remedy."""
        yield self._branch("item", self._item())
        yield self._branch("law", self._law())
        if self._found.exceptions or self._found.policies:
            yield self._branch("license", self._license())

    def _say(self, key: str, *values: object, **named: object) -> str:
        return say(f"remedy.{key}", self._lang, *values, **named)

    def _called(self, provision: str) -> str:
        return visible(called(provision, self._lang))

    def _branch(self, key: str, under: Iterable[RemedyBranch]) -> RemedyBranch:
        return RemedyBranch(words=self._say(key), under=tuple(under))

    def _some(self, values: Sequence[T], text: Callable[[T], str]) -> Iterator[RemedyBranch]:
        """The first values, and how many more there are."""
        for value in values[:_SHOWN]:
            yield RemedyBranch(words=text(value))
        if (more := len(values) - _SHOWN) > 0:
            where = say("brief_page.in JSON", self._lang)
            yield RemedyBranch(words=self._say("more", more, where))

    def _item(self) -> Iterator[RemedyBranch]:
        found = self._found
        designs = tuple(self._some(found.redesigns, self._sentences.redesign))
        if found.determination.outcome in (Outcome.NLR, Outcome.NOT_SUBJECT):
            yield RemedyBranch(words=self._say("nothing to change"))
        elif not found.redesigns:
            yield RemedyBranch(words=self._say("no figure"))
        elif found.named_by:
            names = ", ".join(called(each, self._lang) for each in found.named_by)
            named = self._say("named", visible(names))
            designs = (RemedyBranch(words=named, under=designs),)
        yield from designs
        if found.catch_alls:
            yield self._branch("beside", self._beside())

    def _beside(self) -> Iterator[RemedyBranch]:
        """The rules that no figure frees it from: those that apply, then those that may."""
        asked: dict[frozenset[str], list[str]] = {}
        for rule in self._found.catch_alls:
            name = self._called(rule.entry.says.provision)
            if rule.applies:
                yield RemedyBranch(words=self._say("applies", name))
            else:
                asked.setdefault(rule.asks, []).append(name)
        for facts, names in asked.items():
            asks, provision = ", ".join(self._meanings(facts)), ", ".join(names)
            yield RemedyBranch(words=self._say("would apply", provision=provision, asks=asks))

    def _meanings(self, facts: Iterable[str]) -> list[str]:
        known = self._vocabulary.facts
        return [known[f].meaning.say(self._lang) if f in known else f for f in sorted(facts)]

    def _law(self) -> Iterator[RemedyBranch]:
        for key, sets in (
            ("measures", self._found.measures),
            ("provisions", self._found.provisions),
        ):
            label = self._say(key)
            under = tuple(self._some(sets.smallest, self._sentences.without))
            none = RemedyBranch(words=self._say("no set", sets.largest, label))
            yield RemedyBranch(words=label, under=under or (none,))
        if self._found.amendments:
            yield self._branch(
                "amendments", self._some(self._found.amendments, self._sentences.amended)
            )

    def _license(self) -> Iterator[RemedyBranch]:
        for near in self._found.exceptions:
            symbol = getattr(near.rule.entry.says, "symbol", "")
            words = f"{symbol} {self._called(near.rule.provision)}".strip()
            yield RemedyBranch(words=words, under=tuple(self._lacks(near)))
        for review in self._found.policies:
            reviewed = self._say(
                "reviewed",
                requirement=self._called(review.requirement),
                policy=policy(review.policy or "not published", self._lang),
            )
            milder = (self._milder(each) for each in review.milder if each.way != "closed")
            yield RemedyBranch(words=reviewed, under=tuple(milder))

    def _milder(self, near: Near) -> RemedyBranch:
        words = policy(getattr(near.rule.entry.says, "policy", ""), self._lang)
        said = self._say("milder", policy=words, provision=self._called(near.rule.provision))
        return RemedyBranch(words=said, under=tuple(self._lacks(near)))

    def _lacks(self, near: Near) -> Iterator[RemedyBranch]:
        """What is still wanting for one path, the hardest first."""
        if not near.describes:
            yield RemedyBranch(words=self._say("not described"))
        for way, key in _WAYS:
            lacks = [
                lack.say(self._vocabulary, self._lang) for lack in near.lacks if lack.way == way
            ]
            if lacks:
                yield RemedyBranch(words=self._say(key, visible("; ".join(lacks))))
        if near.leaves:
            yield RemedyBranch(words=self._say("leaves", visible(", ".join(near.leaves))))


ENDPOINTS = (
    heavy_page(
        "/remedy/{item}/{to}/{on}",
        remedy,
        "What would change the answer of a day.",
        takes=OF_A_PLACE,
    ),
)
