"""`ecluse remedy`: what would change the answer."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from ecluse.cli.session import (
    Lang,
    ReadingName,
    country_of,
    day_of,
    given_of,
    item_of,
    library,
    print_json,
    register_of,
)
from ecluse.facts.figure import Figure
from ecluse.law.condition.tree import Compare
from ecluse.remedy.nearest import holds

if TYPE_CHECKING:
    from rich.tree import Tree

    from ecluse.facts.vocabulary import Vocabulary
    from ecluse.law.condition.cells import Cell
    from ecluse.remedy.amendment import Amended, Amendment
    from ecluse.remedy.law_change import Without
    from ecluse.remedy.license_path import Near
    from ecluse.remedy.redesign import Change, Redesign, Tie
    from ecluse.remedy.remedy import Remedy

_SHOWN = 8
_SAY = {
    "item": ("The item", "L’article"),
    "nothing to change": (
        "nothing needs to change: no license is required",
        "rien à changer : aucune licence n’est requise",
    ),
    "no figure": (
        "no change of its figures, alone or three together, reaches it",
        "aucun changement de ses chiffres, seul ou par trois, n’y mène",
    ),
    "named": (
        "{} names the item itself; no figure frees it. For a new design that the letter does not name:",
        "{} vise l’article lui-même ; aucun chiffre ne l’en libère. Pour un nouveau modèle que la lettre ne nomme pas :",
    ),
    "new design": ("any design as it stands", "tout modèle, en l’état"),
    "and": (" and ", " et "),
    "now": ("now {}", "actuellement {}"),
    "unknown": ("unknown", "inconnu"),
    "not datacenter": (
        "not designed or marketed for datacenters",
        "ni conçu ni commercialisé pour les centres de données",
    ),
    "datacenter": ("designed or marketed for datacenters", "conçu ou commercialisé pour les centres de données"),
    "at least": ("at least {}", "au moins {}"),
    "more than": ("more than {}", "plus de {}"),
    "at most": ("at most {}", "au plus {}"),
    "less than": ("less than {}", "moins de {}"),
    "any": ("any", "quelconque"),
    "that is": ("{defined} {cell}: {corners}", "{defined} {cell} : {corners}"),
    "corner": ("{fact} {cell} at {value}", "{fact} {cell} pour {value}"),
    "corner limit": ("{fact} {cell} towards {value}", "{fact} {cell} vers {value}"),
    "beside": ("Beside any of these", "À côté de tout cela"),
    "applies": ("{} applies whatever the design", "{} s’applique quel que soit le modèle"),
    "would apply": ("could come in, by {asks}: {provision}", "pourrait intervenir, selon {asks} : {provision}"),
    "law": ("The law", "Le droit"),
    "without": ("without {}: {}", "sans {} : {}"),
    "no set": ("no set of up to {} {} changes it", "aucun ensemble d’au plus {} {} ne la change"),
    "measures": ("measures", "mesures"),
    "provisions": ("provisions", "dispositions"),
    "amendments": ("limits and lists, written otherwise", "seuils et listes, écrits autrement"),
    "limit": (
        "a {fact} limit of {cell} instead of {before} in {provision}",
        "un seuil de {fact} de {cell} au lieu de {before} dans {provision}",
    ),
    "list without": ("no {1} in {0}", "{0} sans {1}"),
    "list with": ("{1} in {0}", "{1} dans {0}"),
    "with": ("{} with {}", "{} avec {}"),
    "already": ("{} now, already so", "actuellement {}, déjà le cas"),
    "the end of": ("the end of {}", "la fin de {}"),
    "headquarters": ("headquarters {}", "siège : {}"),
    "license": ("The license path", "La voie de la licence"),
    "to show": ("to show: {}", "à établir : {}"),
    "needs item": ("only with another design: {}", "seulement avec un autre modèle : {}"),
    "not described": ("the item is in none of its paragraphs", "l’article n’est dans aucun de ses paragraphes"),
    "closed": ("closed, for: {}", "fermé, car : {}"),
    "not said": ("only if it is so, which nobody says: {}", "seulement si, ce que personne ne dit : {}"),
    "leaves": ("it leaves standing: {}", "elle laisse subsister : {}"),
    "reviewed": ("{requirement}: {policy}", "{requirement} : {policy}"),
    "milder": ("{policy} ({provision})", "{policy} ({provision})"),
    "show": ("an application shows: {}", "une demande établit : {}"),
    "more": ("… and {} more: --json lists them", "… et {} de plus : --json les donne"),
    "tpp": ("TPP", "TPP"),
    "performance_density": ("performance density", "densité de performance"),
    "die_area_mm2": ("die area", "surface de puce"),
    "dram_bandwidth_gb_per_s": ("DRAM bandwidth", "débit DRAM"),
    "chip_link_gb_per_s": ("chip-to-chip link", "lien entre puces"),
    "io_bandwidth_gb_per_s": ("total I/O bandwidth", "débit total d’E/S"),
    "dram_plus_io_gb_per_s": ("DRAM and I/O together", "DRAM et E/S ensemble"),
    "stack_bandwidth_gb_per_s": ("stack bandwidth", "débit de l’empilement"),
    "stack_area_mm2": ("stack area", "surface de l’empilement"),
    "memory_bandwidth_density": ("memory bandwidth density", "densité de débit mémoire"),
}


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
    """What would have to change for ITEM to ship there without a license: its design, the law, or a license held.

    It names no other route, destination, party, headquarters, exporter, end use or origin. Bounds are exact: "less than 4800"
    leaves 4800 out. Exit status: 0 answered, 2 bad input.

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
    from ecluse.determine.decide import determine
    from ecluse.determine.shipment import Shipment
    from ecluse.law.measure import Reading
    from ecluse.remedy.remedy import remedy as remedy_of

    books = library()
    day = day_of(on, books, "--on")
    register = register_of(scenario, books)
    shipment = Shipment(
        item=item_of(item, books),
        destination=books.countries.code(to, "--to"),
        on=day,
        headquarters=country_of(hq, books, "--hq"),
        parent_headquarters=country_of(parent_hq, books, "--parent-hq"),
        exporter=exporter,
        given=given_of(given or (), books),
    )
    law = register.at(day, day_of(known, books, "--known") if known else None, Reading(reading))
    found = remedy_of(determine(shipment, law, books), register)
    if json:
        print_json(found.to_dict(lang))
    else:
        _print(found, books.vocabulary, lang)
    return 0


def _say(key: str, lang: str, *values: object, **named: object) -> str:
    return _SAY[key][lang == "fr"].format(*values, **named)


def _print(found: Remedy, vocabulary: Vocabulary, lang: str) -> None:
    from rich.tree import Tree

    from ecluse.cli.session import console
    from ecluse.cli.wording import COLORS, answer, say

    case = found.found
    policy = case.review.policy if case.review else None
    color = COLORS[case.outcome]
    head = f"[bold]{case.shipment.item.name}[/bold] → {case.shipment.destination}, {case.law.on}: [{color}]{answer(case.answer, lang)}[/{color}]"
    if case.facts["headquarters"].value != case.facts["destination"].value:
        head = head.replace(
            f", {case.law.on}", f" ({_say('headquarters', lang, case.facts['headquarters'].value)}), {case.law.on}"
        )
    tree = Tree(head + (f" ({say(policy, lang)})" if policy else ""), guide_style="dim")
    _item(tree.add(f"[bold]{_say('item', lang)}[/bold]"), found, vocabulary, lang)
    _law(tree.add(f"[bold]{_say('law', lang)}[/bold]"), found, vocabulary, lang)
    if found.exceptions or found.policies:
        _license(tree.add(f"[bold]{_say('license', lang)}[/bold]"), found, vocabulary, lang)
    out = console()
    out.print(tree)
    from ecluse.determine.to_json import DISCLAIMER

    out.print(f"[dim]{DISCLAIMER[lang].format(day=case.facts.library.data_as_of.isoformat())}[/dim]")


def _item(branch: Tree, found: Remedy, vocabulary: Vocabulary, lang: str) -> None:
    from ecluse.determine.decide import Outcome

    if found.found.outcome in (Outcome.NLR, Outcome.NOT_SUBJECT):
        branch.add(_say("nothing to change", lang))
    elif not found.redesigns:
        branch.add(_say("no figure", lang))
    elif found.named_by:
        branch = branch.add(_say("named", lang, ", ".join(found.named_by)))
    for each in found.redesigns[:_SHOWN]:
        branch.add(_redesign(each, vocabulary, lang))
    if len(found.redesigns) > _SHOWN:
        branch.add(f"[dim]{_say('more', lang, len(found.redesigns) - _SHOWN)}[/dim]")
    if found.catch_alls:
        beside = branch.add(f"[dim]{_say('beside', lang)}[/dim]")
        asked: dict[frozenset[str], list[str]] = {}
        for other in found.catch_alls:
            if other.applies:
                beside.add(f"[yellow]{_say('applies', lang, other.entry.says.provision)}[/yellow]")
            else:
                asked.setdefault(other.asks, []).append(other.entry.says.provision)
        for facts, names in asked.items():
            asks = ", ".join(
                vocabulary.facts[ask].meaning.say(lang) if ask in vocabulary.facts else ask for ask in sorted(facts)
            )
            beside.add(f"[dim]{_say('would apply', lang, provision=', '.join(names), asks=asks)}[/dim]")


def _redesign(each: Redesign, vocabulary: Vocabulary, lang: str) -> str:
    from ecluse.cli.wording import COLORS, answer

    tied = {tie.fact: tie for tie in each.ties}
    parts = [
        _change(change, vocabulary, lang)
        for change in each.changes
        if not (change.fact in tied and not _bounds(change.cell))
    ]
    parts += [_tie(tie, vocabulary, lang) for tie in each.ties]
    text = _say("and", lang).join(parts) or _say("new design", lang)
    return f"[{COLORS[each.answer.outcome]}]{answer(each.answer, lang)}[/]{_colon(lang)} {text}"


def _bounds(cell: Cell) -> bool:
    return cell.value is not None or cell.high is not None or cell.low > 0


def _change(change: Change, vocabulary: Vocabulary, lang: str) -> str:
    if change.cell.value is not None:
        return _say("not datacenter" if str(change.cell) == "no" else "datacenter", lang)
    now = _figure(change.now, lang) if isinstance(change.now, Figure) else _say("unknown", lang)
    stands = _say("already" if holds(change.cell, change.now) else "now", lang, now)
    return f"{_name(change.fact, vocabulary, lang)} {cell_text(change.cell, vocabulary, lang)} [dim]({stands})[/dim]"


def _figure(figure: Figure, lang: str) -> str:
    if figure.exact is not None:
        return _number(figure.exact, lang)
    if figure.high is None:
        return _say("more than" if figure.above else "at least", lang, _number(figure.low, lang))
    return f"{_number(figure.low, lang)}–{_number(figure.high, lang, ROUND_CEILING)}"


def _tie(tie: Tie, vocabulary: Vocabulary, lang: str) -> str:
    corners = [
        _say(
            "corner" if reached else "corner limit",
            lang,
            fact=_name(tie.fact, vocabulary, lang),
            cell=cell_text(cell, vocabulary, lang),
            value=f"{_name(tie.other, vocabulary, lang)} {_number(value, lang)}",
        )
        for value, reached, cell in tie.corners
    ]
    defined, cell = _name(tie.defined, vocabulary, lang), cell_text(tie.cell, vocabulary, lang)
    return (
        f"{defined} {cell}"
        if not corners
        else _say("that is", lang, defined=defined, cell=cell, corners=", ".join(corners))
    )


def _name(fact: str, vocabulary: Vocabulary, lang: str) -> str:
    return _say(fact, lang) if fact in _SAY else vocabulary.facts[fact].meaning.say(lang)


def cell_text(cell: Cell, vocabulary: Vocabulary, lang: str) -> str:
    """A stretch with its unit; bounds that do not fit are rounded to the safe side."""
    unit = vocabulary.facts[cell.fact].unit
    after = "" if unit in (None, "1", "TPP") else f" {unit}"
    parts = []
    if cell.low > 0:
        parts.append(
            _say("at least" if cell.low_in else "more than", lang, _number(cell.low, lang, ROUND_CEILING) + after)
        )
    if cell.high is not None:
        parts.append(
            _say("at most" if cell.high_in else "less than", lang, _number(cell.high, lang, ROUND_FLOOR) + after)
        )
    return _say("and", lang).join(parts) or _say("any", lang)


def _number(value: Decimal, lang: str, rounding: str = ROUND_FLOOR) -> str:
    """At most two decimals above 100 and four below, in the language's own marks."""
    places = Decimal("0.01") if value >= 100 else Decimal("0.0001")
    text = f"{value.quantize(places, rounding=rounding):,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(",", " ").replace(".", ",") if lang == "fr" else text


def _law(branch: Tree, found: Remedy, vocabulary: Vocabulary, lang: str) -> None:
    for label, sets in (("measures", found.measures), ("provisions", found.provisions)):
        node = branch.add(f"[dim]{_say(label, lang)}[/dim]")
        for each in sets.found[:_SHOWN]:
            node.add(_without(each, lang))
        if len(sets.found) > _SHOWN:
            node.add(f"[dim]{_say('more', lang, len(sets.found) - _SHOWN)}[/dim]")
        if not sets.found:
            node.add(f"[dim]{_say('no set', lang, sets.largest, _say(label, lang))}[/dim]")
    if found.amendments:
        node = branch.add(f"[dim]{_say('amendments', lang)}[/dim]")
        for amended in found.amendments[:_SHOWN]:
            node.add(_amended(amended, vocabulary, lang))
        if len(found.amendments) > _SHOWN:
            node.add(f"[dim]{_say('more', lang, len(found.amendments) - _SHOWN)}[/dim]")


def _amended(each: Amended, vocabulary: Vocabulary, lang: str) -> str:
    from ecluse.cli.wording import COLORS, answer

    parts = "; ".join(_amendment(part, vocabulary, lang) for part in each.parts)
    said = f"[{COLORS[each.answer.outcome]}]{answer(each.answer, lang)}[/]"
    return _say("with", lang, said, parts.replace(";", " ;") if lang == "fr" else parts)


def _amendment(part: Amendment, vocabulary: Vocabulary, lang: str) -> str:
    if part.limit is None:
        return _say("list with" if part.into else "list without", lang, part.provision, part.name)
    assert isinstance(part.test, Compare)
    return _say(
        "limit",
        lang,
        provision=part.provision,
        fact=_name(part.limit.fact, vocabulary, lang),
        cell=cell_text(part.limit, vocabulary, lang),
        before=_number(part.test.limit, lang),
    )


def _colon(lang: str) -> str:
    return " :" if lang == "fr" else ":"


def _without(each: Without, lang: str) -> str:
    from ecluse.cli.wording import COLORS, answer

    names = []
    for part in each.parts:
        measure, provision = part
        short = measure.rpartition("/")[2]
        name = short if provision is None else f"{provision} [dim]({short})[/dim]"
        names.append(_say("the end of", lang, name) if part in each.ends else name)
    return _say(
        "without", lang, _say("and", lang).join(names), f"[{COLORS[each.answer.outcome]}]{answer(each.answer, lang)}[/]"
    )


def _license(branch: Tree, found: Remedy, vocabulary: Vocabulary, lang: str) -> None:
    from ecluse.cli.wording import say

    for each in found.exceptions[:_SHOWN]:
        node = branch.add(f"[cyan]{getattr(each.found.entry.says, 'symbol', '')}[/cyan] {each.found.provision}")
        _lacks(node, each, vocabulary, lang)
    if len(found.exceptions) > _SHOWN:
        branch.add(f"[dim]{_say('more', lang, len(found.exceptions) - _SHOWN)}[/dim]")
    for policy in found.policies:
        node = branch.add(
            _say(
                "reviewed",
                lang,
                requirement=policy.requirement,
                policy=f"[bold]{say(policy.policy or 'not published', lang)}[/bold]",
            )
        )
        for milder in (near for near in policy.milder if near.way != "closed"):
            under = node.add(
                _say(
                    "milder",
                    lang,
                    policy=say(getattr(milder.found.entry.says, "policy", ""), lang),
                    provision=milder.found.provision,
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
        node.add(f"[yellow]{_say('not described', lang)}[/yellow]")
    for way, (key, style) in ways.items():
        said = [lack.say(vocabulary, lang) for lack in each.lacks if lack.way == way]
        if said:
            node.add(f"[{style}]{_say(key, lang, '; '.join(said))}[/{style}]")
    if each.leaves:
        node.add(f"[dim]{_say('leaves', lang, ', '.join(each.leaves))}[/dim]")
