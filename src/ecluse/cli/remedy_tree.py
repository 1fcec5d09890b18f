"""Remedies on the terminal: the item, the law, and the license path, each a branch.

Belongs here: the order in which remedies are told, and how many. Does not: how one of them reads
(remedy).
Always true: what is cut short says how much more there is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from rich.text import Text
from rich.tree import Tree

from ecluse.cli.colors import COLORS
from ecluse.cli.screen import console, shown
from ecluse.determine.remarks import disclaimer, provided
from ecluse.determine.told import warnings
from ecluse.determine.verdict import Outcome
from ecluse.determine.wording import answer, called, clauses, policy
from ecluse.facts.vocabulary import Vocabulary
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


def print_remedy(found: Remedy, vocabulary: Vocabulary, lang: str) -> None:
    """Print everything that would change one answer."""
    case = found.determination
    library = case.facts.library
    tree = Tree(_headline(found, lang), guide_style="dim")
    if presumes := provided(case, library, lang):
        tree.add(Text(say("determination.provided alone", lang, clauses(presumes, lang))))
    for line in warnings(case, library, lang):
        tree.add(Text(line, style="bold yellow"))
    _item(_branch(tree, "item", lang), found, vocabulary, lang)
    _law(_branch(tree, "law", lang), found, vocabulary, lang)
    if found.exceptions or found.policies:
        _license(_branch(tree, "license", lang), found, vocabulary, lang)
    out = console()
    out.print(tree)
    out.print(Text(disclaimer(library, lang), style="dim"))


def _sentences(vocabulary: Vocabulary, lang: str) -> Sentences:
    """Remedies in sentences, marked for the terminal."""
    marks = SentenceMarks(
        answer=lambda given, lang: f"[{COLORS[given.outcome]}]{answer(given, lang)}[/]",
        aside=lambda text: f"[dim]{text}[/dim]",
        name=shown,
    )
    return Sentences(vocabulary=vocabulary, lang=lang, marks=marks)


def _branch(tree: Tree, key: str, lang: str) -> Tree:
    return tree.add(Text(say(f"remedy.{key}", lang), style="bold"))


def _headline(found: Remedy, lang: str) -> str:
    case = found.determination
    color = COLORS[case.outcome]
    seat, there = (case.facts[fact].value for fact in ("headquarters", "destination"))
    parties = f" ({say('remedy.headquarters', lang, seat)})" if seat != there else ""
    under = f" ({policy(case.review.policy, lang)})" if case.review and case.review.policy else ""
    asked = f"[bold]{shown(case.shipment.item.name)}[/bold] → {case.shipment.destination}{parties}"
    told = f"[{color}]{answer(case.answer, lang)}[/{color}]{under}"
    return say("remedy.headline", lang, asked=asked, on=case.law.on, answer=told)


def _add_some(node: Tree, values: Sequence[T], text: Callable[[T], str], lang: str) -> None:
    """Add the first values, and how many more there are."""
    for value in values[:_SHOWN]:
        node.add(text(value))
    if len(values) > _SHOWN:
        node.add(f"[dim]{say('remedy.more', lang, len(values) - _SHOWN, '--json')}[/dim]")


def _item(branch: Tree, found: Remedy, vocabulary: Vocabulary, lang: str) -> None:
    if found.determination.outcome in (Outcome.NLR, Outcome.NOT_SUBJECT):
        branch.add(say("remedy.nothing to change", lang))
    elif not found.redesigns:
        branch.add(say("remedy.no figure", lang))
    elif found.named_by:
        branch = branch.add(
            say(
                "remedy.named",
                lang,
                shown(", ".join(called(each, lang) for each in found.named_by)),
            )
        )
    _add_some(branch, found.redesigns, _sentences(vocabulary, lang).redesign, lang)
    if found.catch_alls:
        _beside(branch, found, vocabulary, lang)


def _beside(branch: Tree, found: Remedy, vocabulary: Vocabulary, lang: str) -> None:
    """The rules that no figure of the item frees it from: those that apply, then those that may."""
    node = branch.add(f"[dim]{say('remedy.beside', lang)}[/dim]")
    asked: dict[frozenset[str], list[str]] = {}
    for rule in found.catch_alls:
        name = called(rule.entry.says.provision, lang)
        if rule.applies:
            node.add(f"[yellow]{say('remedy.applies', lang, shown(name))}[/yellow]")
        else:
            asked.setdefault(rule.asks, []).append(name)
    for facts, names in asked.items():
        asks = shown(", ".join(_meanings(facts, vocabulary, lang)))
        provision = shown(", ".join(names))
        text = say("remedy.would apply", lang, provision=provision, asks=asks)
        node.add(f"[dim]{text}[/dim]")


def _meanings(facts: Iterable[str], vocabulary: Vocabulary, lang: str) -> list[str]:
    known = vocabulary.facts
    return [known[fact].meaning.say(lang) if fact in known else fact for fact in sorted(facts)]


def _law(branch: Tree, found: Remedy, vocabulary: Vocabulary, lang: str) -> None:
    kinds = (
        (say("remedy.measures", lang), found.measures),
        (say("remedy.provisions", lang), found.provisions),
    )
    for label, sets in kinds:
        node = branch.add(f"[dim]{label}[/dim]")
        _add_some(node, sets.smallest, _sentences(vocabulary, lang).without, lang)
        if not sets.smallest:
            node.add(f"[dim]{many('remedy.no set', lang, sets.largest, label)}[/dim]")
    if found.amendments:
        node = branch.add(f"[dim]{say('remedy.amendments', lang)}[/dim]")
        _add_some(node, found.amendments, _sentences(vocabulary, lang).amended, lang)


def _license(branch: Tree, found: Remedy, vocabulary: Vocabulary, lang: str) -> None:
    for near in found.exceptions[:_SHOWN]:
        symbol = getattr(near.rule.entry.says, "symbol", "")
        node = branch.add(f"[cyan]{symbol}[/cyan] {shown(called(near.rule.provision, lang))}")
        _lacks(node, near, vocabulary, lang)
    if len(found.exceptions) > _SHOWN:
        branch.add(
            f"[dim]{say('remedy.more', lang, len(found.exceptions) - _SHOWN, '--json')}[/dim]"
        )
    for review in found.policies:
        words = policy(review.policy or "not published", lang)
        text = say(
            "remedy.reviewed",
            lang,
            requirement=shown(called(review.requirement, lang)),
            policy=f"[bold]{words}[/bold]",
        )
        node = branch.add(text)
        for milder in review.milder:
            if milder.way != "closed":
                _milder(node, milder, vocabulary, lang)


def _milder(node: Tree, milder: Near, vocabulary: Vocabulary, lang: str) -> None:
    words = policy(getattr(milder.rule.entry.says, "policy", ""), lang)
    provision = shown(called(milder.rule.provision, lang))
    under = node.add(say("remedy.milder", lang, policy=words, provision=provision))
    _lacks(under, milder, vocabulary, lang)


def _lacks(node: Tree, near: Near, vocabulary: Vocabulary, lang: str) -> None:
    """What is still wanting for one path, the hardest first."""
    if not near.describes:
        node.add(f"[yellow]{say('remedy.not described', lang)}[/yellow]")
    for way, key, style in _WAYS:
        lacks = [lack.say(vocabulary, lang) for lack in near.lacks if lack.way == way]
        if lacks:
            text = say(f"remedy.{key}", lang, shown("; ".join(lacks)))
            node.add(f"[{style}]{text}[/{style}]")
    if near.leaves:
        node.add(f"[dim]{say('remedy.leaves', lang, shown(', '.join(near.leaves)))}[/dim]")
