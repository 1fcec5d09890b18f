"""What changes between two laws, on the terminal: facts, provisions, answers.

Belongs here: the tree, and how much of it is shown. Does not: comparing.
Always true: what is cut short says how much more there is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text
from rich.tree import Tree

from ecluse.cli.screen import console
from ecluse.determine.wording import shown_provision, verdict
from ecluse.grouped import grouped
from ecluse.words.say import many, number, say

if TYPE_CHECKING:
    from ecluse.compare.answer import AnswerChange, Diff
    from ecluse.law.library import Library

_GROUPS, _PROVISIONS, _ITEMS, _FIGURES = 12, 8, 4, 24
_FACTS, _COUNTRIES = 12, 20


def print_diff(found: Diff, library: Library, lang: str) -> None:
    """Print everything that differs."""
    head = Text.assemble((str(found.before), "bold"), " → ", (str(found.after), "bold"))
    tree = Tree(head, guide_style="dim")
    for note in found.notes:
        tree.add(Text(note, style="yellow"))
    _add_facts(tree, found, lang)
    _add_provisions(tree, found, library, lang)
    changed, compared = number(found.changed, lang), number(found.compared, lang)
    count = say("changes.answers change", lang, changed=changed, compared=compared)
    answers = tree.add(Text.assemble((say("changes.answers", lang), "bold"), " ", (count, "dim")))
    for group in found.answers[:_GROUPS]:
        _add_group(answers, group, lang)
    _add_more(answers, "changes.more groups", len(found.answers) - _GROUPS, lang)
    console().print(tree)


def _add_more(node: Tree, key: str, more: int, lang: str) -> None:
    if more > 0:
        node.add(Text(say(key, lang, more, "--json"), style="dim"))


def _add_facts(tree: Tree, found: Diff, lang: str) -> None:
    for key, names in (
        ("items added", found.items_added),
        ("items removed", found.items_removed),
        ("items reworded", found.items_reworded),
    ):
        if names:
            title = (say(f"facts_changed.{key}", lang), "bold")
            tree.add(Text.assemble(title, f" {_few(names, _FACTS, lang)}"))
    if found.figures:
        other, count = say("changes.other figures", lang), f" ({len(found.items_changed)})"
        node = tree.add(Text.assemble((other, "bold"), (count, "dim")))
        nothing = say("changes.not given", lang)
        for change in found.figures[:_FIGURES]:
            before, after = change.before or nothing, change.after or nothing
            node.add(Text(f"{change.item}: {change.figure} {before} → {after}"))
        _add_more(node, "changes.more figures", len(found.figures) - _FIGURES, lang)
    if found.other_facts:
        differ = (say("changes.other facts", lang), "bold")
        tree.add(Text.assemble(differ, f" {', '.join(found.other_facts)}"))


def _add_provisions(tree: Tree, found: Diff, library: Library, lang: str) -> None:
    count = say("changes.read otherwise", lang, len(found.provisions))
    law = tree.add(Text.assemble((say("changes.provisions", lang), "bold"), " ", (count, "dim")))
    by_measure = grouped((change.measure or "?", change) for change in found.provisions)
    for measure, changes in by_measure.items():
        node = law.add(Text(measure))
        for change in changes[:_PROVISIONS]:
            act = say(f"change_act.{change.act}", lang)
            name = shown_provision(change.provision, library, lang)
            node.add(Text.assemble((act, "dim"), f" {name}"))
        _add_more(node, "changes.more", len(changes) - _PROVISIONS, lang)


def _add_group(branch: Tree, change: AnswerChange, lang: str) -> None:
    answers = many("changes.answers counted", lang, change.answers)
    node = branch.add(
        Text.assemble(
            (verdict(change.before, lang), "bold"),
            " → ",
            (verdict(change.after, lang), "bold"),
            (f"  {answers}", "dim"),
        )
    )
    items, places = len(change.items), len(change.destinations)
    names = _few(change.items, _ITEMS, lang)
    node.add(Text(many("changes.items", lang, items, names=names)))
    names = _few(change.destinations, _COUNTRIES, lang)
    node.add(Text(many("changes.countries", lang, places, names=names)))
    if change.measures:
        node.add(Text(say("changes.by", lang, say("cell.and", lang).join(change.measures))))
    else:
        node.add(Text(say("changes.together", lang), style="yellow"))


def _few(names: Sequence[str], most: int, lang: str) -> str:
    first = ", ".join(names[:most])
    more = len(names) - most
    return say("changes.and more", lang, names=first, more=more) if more > 0 else first
