"""`ecluse remedy`: what would change the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from ecluse.cli.screen import shown
from ecluse.cli.session import (
    Lang,
    ReadingName,
    day_of,
    library,
    print_json,
    register_of,
    shipment_of,
)

if TYPE_CHECKING:
    from rich.tree import Tree

    from ecluse.facts.vocabulary import Vocabulary
    from ecluse.remedy.license_path import Near
    from ecluse.remedy.remedy import Remedy
    from ecluse.remedy.to_text import Sentences

_SHOWN = 8


def say_remedy(key: str, lang: str, *values: object, **named: object) -> str:
    """The words of this page."""
    from ecluse.words.say import say

    return say(f"remedy.{key}", lang, *values, **named)


def _sentences(vocabulary: Vocabulary, lang: str) -> Sentences:
    from ecluse.cli.wording import COLORS, answer
    from ecluse.remedy.to_text import Marks, Sentences

    marks = Marks(
        answer=lambda given, lang: f"[{COLORS[given.outcome]}]{answer(given, lang)}[/]",
        aside=lambda text: f"[dim]{text}[/dim]",
        name=shown,
    )
    return Sentences(vocabulary=vocabulary, lang=lang, marks=marks)


def remedy(
    item: str,
    /,
    *,
    to: str,
    on: str | None = None,
    known: str | None = None,
    reading: ReadingName = "enforced",
    hq: str | None = None,
    parent_hq: str | None = None,
    exporter: str | None = None,
    given: Annotated[list[str] | None, Parameter(negative=(), consume_multiple=False)] = None,
    scenario: str | None = None,
    json: bool = False,
    lang: Lang = "en",
) -> int:
    """What would have to change for ITEM to ship there without a license: its design, the law, or a
    license held.

    It names no other route, destination, party, headquarters, exporter, end use or origin. Bounds
    are exact: "less than 4800" leaves 4800 out. Exit status: 0 answered, 2 bad input.

    Args:
        item: A catalogue name or alias ("H20"), or a YAML file with an item's own figures.
        to: Destination: ISO 3166 code or country name.
        on: Day of the shipment, YYYY-MM-DD; today where left out.
        known: What had been published by this day; everything where left out.
        reading: The law as its text stands, or as the agency says that it enforces it.
        hq: Headquarters of the consignee or end user; the destination where left out.
        parent_hq: Headquarters of its ultimate parent; the headquarters where left out.
        exporter: Who exports; the item's vendor where left out.
        given: FACT=VALUE, any other fact (`ecluse facts` lists them); may be repeated.
        scenario: A scenario file, or the name of a shipped one.
        json: Print JSON with every remedy.
        lang: en or fr.
    """
    from ecluse.answers.plain import plain
    from ecluse.determine.decide import determine
    from ecluse.law.measure import Reading
    from ecluse.remedy.remedy import remedy as remedy_of
    from ecluse.remedy.to_answer import answer_of

    books = library()
    day = day_of(on, books, "--on")
    register = register_of(scenario, books)
    shipment = shipment_of(
        item, to, day, books, hq=hq, parent_hq=parent_hq, exporter=exporter, given=given
    )
    law = register.at(day, day_of(known, books, "--known") if known else None, Reading(reading))
    found = remedy_of(determine(shipment, law, books), register)
    if json:
        print_json(plain(answer_of(found, lang)))
    else:
        _print(found, books.vocabulary, lang)
    return 0


def _print(found: Remedy, vocabulary: Vocabulary, lang: str) -> None:
    from rich.text import Text
    from rich.tree import Tree

    from ecluse.cli.answer import against_words
    from ecluse.cli.session import console
    from ecluse.cli.wording import COLORS, answer, listed, say
    from ecluse.determine.to_json import provided

    case = found.determination
    policy = case.review.policy if case.review else None
    color = COLORS[case.outcome]
    head = f"[bold]{shown(case.shipment.item.name)}[/bold] → {case.shipment.destination}, {case.law.on}: [{color}]{answer(case.answer, lang)}[/{color}]"
    if case.facts["headquarters"].value != case.facts["destination"].value:
        head = head.replace(
            f", {case.law.on}",
            f" ({say_remedy('headquarters', lang, case.facts['headquarters'].value)}), {case.law.on}",
        )
    library = case.facts.library
    tree = Tree(head + (f" ({say(policy, lang)})" if policy else ""), guide_style="dim")
    if presumes := provided(case, library, lang):
        tree.add(Text(say("provided", lang, listed(presumes, lang)).removeprefix(", ")))
    if case.against_catalogue:
        tree.add(Text(against_words(case, library, lang), style="bold yellow"))
    if case.beyond_record:
        tree.add(Text(say("beyond", lang, library.data_as_of.isoformat()), style="bold yellow"))
    _item(tree.add(f"[bold]{say_remedy('item', lang)}[/bold]"), found, vocabulary, lang)
    _law(tree.add(f"[bold]{say_remedy('law', lang)}[/bold]"), found, vocabulary, lang)
    if found.exceptions or found.policies:
        _license(tree.add(f"[bold]{say_remedy('license', lang)}[/bold]"), found, vocabulary, lang)
    out = console()
    out.print(tree)
    from ecluse.determine.to_json import disclaimer

    out.print(f"[dim]{disclaimer(case.facts.library, lang)}[/dim]")


def _item(branch: Tree, found: Remedy, vocabulary: Vocabulary, lang: str) -> None:
    from ecluse.determine.verdict import Outcome

    if found.determination.outcome in (Outcome.NLR, Outcome.NOT_SUBJECT):
        branch.add(say_remedy("nothing to change", lang))
    elif not found.redesigns:
        branch.add(say_remedy("no figure", lang))
    elif found.named_by:
        branch = branch.add(say_remedy("named", lang, shown(", ".join(found.named_by))))
    for each in found.redesigns[:_SHOWN]:
        branch.add(_sentences(vocabulary, lang).redesign(each))
    if len(found.redesigns) > _SHOWN:
        branch.add(f"[dim]{say_remedy('more', lang, len(found.redesigns) - _SHOWN)}[/dim]")
    if found.catch_alls:
        beside = branch.add(f"[dim]{say_remedy('beside', lang)}[/dim]")
        asked: dict[frozenset[str], list[str]] = {}
        for other in found.catch_alls:
            if other.applies:
                beside.add(
                    f"[yellow]{say_remedy('applies', lang, shown(other.entry.says.provision))}[/yellow]"
                )
            else:
                asked.setdefault(other.asks, []).append(other.entry.says.provision)
        for facts, names in asked.items():
            asks = ", ".join(
                vocabulary.facts[ask].meaning.say(lang) if ask in vocabulary.facts else ask
                for ask in sorted(facts)
            )
            beside.add(
                f"[dim]{say_remedy('would apply', lang, provision=shown(', '.join(names)), asks=shown(asks))}[/dim]"
            )


def _law(branch: Tree, found: Remedy, vocabulary: Vocabulary, lang: str) -> None:
    for label, sets in (("measures", found.measures), ("provisions", found.provisions)):
        node = branch.add(f"[dim]{say_remedy(label, lang)}[/dim]")
        for each in sets.smallest[:_SHOWN]:
            node.add(_sentences(vocabulary, lang).without(each))
        if len(sets.smallest) > _SHOWN:
            node.add(f"[dim]{say_remedy('more', lang, len(sets.smallest) - _SHOWN)}[/dim]")
        if not sets.smallest:
            node.add(
                f"[dim]{say_remedy('no set', lang, sets.largest, say_remedy(label, lang))}[/dim]"
            )
    if found.amendments:
        node = branch.add(f"[dim]{say_remedy('amendments', lang)}[/dim]")
        for amended in found.amendments[:_SHOWN]:
            node.add(_sentences(vocabulary, lang).amended(amended))
        if len(found.amendments) > _SHOWN:
            node.add(f"[dim]{say_remedy('more', lang, len(found.amendments) - _SHOWN)}[/dim]")


def _license(branch: Tree, found: Remedy, vocabulary: Vocabulary, lang: str) -> None:
    from ecluse.cli.wording import say

    for each in found.exceptions[:_SHOWN]:
        node = branch.add(
            f"[cyan]{getattr(each.rule.entry.says, 'symbol', '')}[/cyan] {shown(each.rule.provision)}"
        )
        _lacks(node, each, vocabulary, lang)
    if len(found.exceptions) > _SHOWN:
        branch.add(f"[dim]{say_remedy('more', lang, len(found.exceptions) - _SHOWN)}[/dim]")
    for policy in found.policies:
        node = branch.add(
            say_remedy(
                "reviewed",
                lang,
                requirement=shown(policy.requirement),
                policy=f"[bold]{say(policy.policy or 'not published', lang)}[/bold]",
            )
        )
        for milder in (near for near in policy.milder if near.way != "closed"):
            under = node.add(
                say_remedy(
                    "milder",
                    lang,
                    policy=say(getattr(milder.rule.entry.says, "policy", ""), lang),
                    provision=shown(milder.rule.provision),
                )
            )
            _lacks(under, milder, vocabulary, lang)


def _lacks(node: Tree, each: Near, vocabulary: Vocabulary, lang: str) -> None:
    ways = {
        "closed": ("closed", "dim"),
        "say": ("not said", "yellow"),
        "item": ("needs item", "yellow"),
        "show": ("to show", "green"),
    }
    if not each.describes:
        node.add(f"[yellow]{say_remedy('not described', lang)}[/yellow]")
    for way, (key, style) in ways.items():
        said = [lack.say(vocabulary, lang) for lack in each.lacks if lack.way == way]
        if said:
            node.add(f"[{style}]{say_remedy(key, lang, shown('; '.join(said)))}[/{style}]")
    if each.leaves:
        node.add(f"[dim]{say_remedy('leaves', lang, shown(', '.join(each.leaves)))}[/dim]")
