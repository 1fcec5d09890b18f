"""Remedies on the terminal: a tree, its lines set apart by style.

Belongs here: how each line looks, and what stands above them. Does not: the lines (remedy.told).
Always true: a name or a text of the data is made safe to show.
"""

from __future__ import annotations

from rich.text import Text
from rich.tree import Tree

from ecluse.cli.colors import COLORS
from ecluse.cli.screen import console, shown
from ecluse.determine.remarks import country_name, disclaimer, provided
from ecluse.determine.told import warnings
from ecluse.determine.wording import answer, clauses, other_than_record, policy, supposed_words
from ecluse.remedy.remedy import Remedy
from ecluse.remedy.to_text import SentenceMarks
from ecluse.remedy.told import ToldRemedies, ToldRemedy
from ecluse.words.say import say, when

_SHOWN = 8
_STYLES = {
    **dict.fromkeys(("item", "law", "license"), "bold"),
    **dict.fromkeys(("measures", "provisions", "amendments", "no set", "beside"), "dim"),
    **dict.fromkeys(("would apply", "closed", "leaves", "more"), "dim"),
    **dict.fromkeys(("applies", "not described", "not said", "needs item"), "yellow"),
    "to show": "green",
}
_MARKS = SentenceMarks(
    answer=lambda given, lang: f"[{COLORS[given.outcome]}]{answer(given, lang)}[/]",
    aside=lambda text: f"[dim]{text}[/dim]",
    name=shown,
    symbol=lambda text: f"[cyan]{text}[/cyan]",
    policy=lambda text: f"[bold]{text}[/bold]",
)


def print_remedy(found: Remedy, lang: str) -> None:
    """Print everything that would change one answer."""
    case = found.determination
    library = case.facts.library
    tree = Tree(_headline(found, lang), guide_style="dim")
    if law := other_than_record(case.law, lang):
        tree.add(Text(law, style="bold yellow"))
    if presumes := provided(case, library, lang):
        tree.add(Text(say("determination.provided alone", lang, clauses(presumes, lang))))
    for line in warnings(case, library, lang):
        tree.add(Text(line, style="bold yellow"))
    told = ToldRemedies(found=found, lang=lang, marks=_MARKS, most=_SHOWN, elsewhere="--json")
    for branch in told.branches():
        _add(tree, branch)
    out = console()
    out.print(tree)
    out.print(Text(disclaimer(library, lang), style="dim"))


def _add(tree: Tree, told: ToldRemedy) -> None:
    style = _STYLES.get(told.kind)
    below = tree.add(told.words if style is None else f"[{style}]{told.words}[/{style}]")
    for each in told.under:
        _add(below, each)


def _headline(found: Remedy, lang: str) -> str:
    case = found.determination
    color = COLORS[case.outcome]
    library = case.facts.library
    seat, there = (case.facts[fact].value for fact in ("headquarters", "destination"))
    to = country_name(str(case.shipment.destination), library, lang)
    elsewhere = country_name(str(seat), library, lang)
    parties = f" ({say('remedy.headquarters', lang, elsewhere)})" if seat != there else ""
    under = f" ({policy(case.review.policy, lang)})" if case.review and case.review.policy else ""
    asked = f"[bold]{shown(case.shipment.item.name)}[/bold] → {to}{parties}"
    supposed = supposed_words(case.law, lang)
    told = f"[{color}]{answer(case.answer, lang)}[/{color}]{under}"
    told += f" · {shown(supposed)}" if supposed else ""
    return say("remedy.headline", lang, asked=asked, on=when(case.law.on, lang), answer=told)
