"""Remedies on the terminal: the item, the law, and the license path, each a branch.

Belongs here: the order in which remedies are told, and how many. Does not: how one of them reads
(remedy).
Always true: what is cut short says how much more there is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from rich.text import Text
from rich.tree import Tree

from ecluse.cli.colors import COLORS
from ecluse.cli.screen import console, shown
from ecluse.determine.remarks import disclaimer, provided
from ecluse.determine.told import warnings
from ecluse.determine.verdict import Outcome
from ecluse.determine.wording import answer, called, clauses, policy
from ecluse.remedy.license_path import Near
from ecluse.remedy.remedy import Remedy
from ecluse.remedy.to_text import SentenceMarks, Sentences
from ecluse.words.say import many, say

_SHOWN = 8
_WAYS = (  # how a condition of a license path can be met: of a lack, its words, its style
    ("closed", "closed", "dim"),
    ("say", "not said", "yellow"),
    ("item", "needs item", "yellow"),
    ("show", "to show", "green"),
)
T = TypeVar("T")


def print_remedy(found: Remedy, lang: str) -> None:
    """Print everything that would change one answer."""
    out = console()
    out.print(_RemedyTree(found, lang).tree())
    out.write_line(disclaimer(found.determination.facts.library, lang), "dim")


class _RemedyTree:
    """The branches of one answer's remedies, in a language."""

    def __init__(self, found: Remedy, lang: str) -> None:
        self.found, self.lang, self.case = found, lang, found.determination
        self.vocabulary = self.case.facts.library.vocabulary
        marks = SentenceMarks(
            answer=lambda given, lang: f"[{COLORS[given.outcome]}]{answer(given, lang)}[/]",
            aside=lambda text: f"[dim]{text}[/dim]",
            name=shown,
        )
        self.sentences = Sentences(vocabulary=self.vocabulary, lang=lang, marks=marks)

    def tree(self) -> Tree:
        """What the answer presumes, then a branch for the item, the law and the license path."""
        case, lang, library = self.case, self.lang, self.case.facts.library
        tree = Tree(self._headline(), guide_style="dim")
        if presumes := provided(case, library, lang):
            tree.add(Text(say("determination.provided alone", lang, clauses(presumes, lang))))
        for line in warnings(case, library, lang):
            tree.add(Text(line, style="bold yellow"))
        branches = {"item": self._item, "law": self._law, "license": self._license}
        for key, fill in branches.items():
            if key != "license" or self.found.exceptions or self.found.policies:
                fill(tree.add(Text(self._say(key), style="bold")))
        return tree

    def _say(self, key: str, *values: object, **named: object) -> str:
        return say(f"remedy.{key}", self.lang, *values, **named)

    def _called(self, *provisions: str) -> str:
        return shown(", ".join(called(each, self.lang) for each in provisions))

    def _headline(self) -> str:
        case = self.case
        color = COLORS[case.outcome]
        seat, there = (case.facts[fact].value for fact in ("headquarters", "destination"))
        parties = f" ({self._say('headquarters', seat)})" if seat != there else ""
        review = case.review.policy if case.review else None
        under = f" ({policy(review, self.lang)})" if review else ""
        item = f"[bold]{shown(case.shipment.item.name)}[/bold]"
        told = f"[{color}]{answer(case.answer, self.lang)}[/{color}]{under}"
        asked = f"{item} → {case.shipment.destination}{parties}"
        return self._say("headline", asked=asked, on=case.law.on, answer=told)

    def _some(self, node: Tree, values: Sequence[T], text: Callable[[T], str]) -> None:
        """Add the first values, and how many more there are."""
        for value in values[:_SHOWN]:
            node.add(text(value))
        self._more(node, values)

    def _more(self, node: Tree, values: Sequence[object]) -> None:
        if len(values) > _SHOWN:
            node.add(f"[dim]{self._say('more', len(values) - _SHOWN, '--json')}[/dim]")

    def _item(self, branch: Tree) -> None:
        found = self.found
        if self.case.outcome in (Outcome.NLR, Outcome.NOT_SUBJECT):
            branch.add(self._say("nothing to change"))
        elif not found.redesigns:
            branch.add(self._say("no figure"))
        elif found.named_by:
            branch = branch.add(self._say("named", self._called(*found.named_by)))
        self._some(branch, found.redesigns, self.sentences.redesign)
        if found.catch_alls:
            self._beside(branch)

    def _beside(self, branch: Tree) -> None:
        """The rules that no figure of the item frees it from: those that apply, then those that
        may.
        """
        node = branch.add(f"[dim]{self._say('beside')}[/dim]")
        asked: dict[frozenset[str], list[str]] = {}
        for rule in self.found.catch_alls:
            name = rule.entry.says.provision
            if rule.applies:
                node.add(f"[yellow]{self._say('applies', self._called(name))}[/yellow]")
            else:
                asked.setdefault(rule.asks, []).append(name)
        for facts, names in asked.items():
            asks = shown(", ".join(map(self._meaning, sorted(facts))))
            text = self._say("would apply", provision=self._called(*names), asks=asks)
            node.add(f"[dim]{text}[/dim]")

    def _meaning(self, fact: str) -> str:
        known = self.vocabulary.facts
        return known[fact].meaning.say(self.lang) if fact in known else fact

    def _law(self, branch: Tree) -> None:
        for key, sets in (("measures", self.found.measures), ("provisions", self.found.provisions)):
            label = self._say(key)
            node = branch.add(f"[dim]{label}[/dim]")
            self._some(node, sets.smallest, self.sentences.without)
            if not sets.smallest:
                node.add(f"[dim]{many('remedy.no set', self.lang, sets.largest, label)}[/dim]")
        if self.found.amendments:
            node = branch.add(f"[dim]{self._say('amendments')}[/dim]")
            self._some(node, self.found.amendments, self.sentences.amended)

    def _license(self, branch: Tree) -> None:
        for near in self.found.exceptions[:_SHOWN]:
            symbol = getattr(near.rule.entry.says, "symbol", "")
            node = branch.add(f"[cyan]{symbol}[/cyan] {self._called(near.rule.provision)}")
            self._lacks(node, near)
        self._more(branch, self.found.exceptions)
        for review in self.found.policies:
            words = policy(review.policy or "not published", self.lang)
            named = {"requirement": self._called(review.requirement)}
            node = branch.add(self._say("reviewed", policy=f"[bold]{words}[/bold]", **named))
            for milder in review.milder:
                if milder.way != "closed":
                    self._milder(node, milder)

    def _milder(self, node: Tree, milder: Near) -> None:
        words = policy(getattr(milder.rule.entry.says, "policy", ""), self.lang)
        provision = self._called(milder.rule.provision)
        self._lacks(node.add(self._say("milder", policy=words, provision=provision)), milder)

    def _lacks(self, node: Tree, near: Near) -> None:
        """What is still wanting for one path, the hardest first."""
        if not near.describes:
            node.add(f"[yellow]{self._say('not described')}[/yellow]")
        for way, key, style in _WAYS:
            wanting = [
                each.say(self.vocabulary, self.lang) for each in near.lacks if each.way == way
            ]
            if wanting:
                node.add(f"[{style}]{self._say(key, shown('; '.join(wanting)))}[/{style}]")
        if near.leaves:
            node.add(f"[dim]{self._say('leaves', shown(', '.join(near.leaves)))}[/dim]")
