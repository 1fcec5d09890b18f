"""Remedies in words, English and French: a change of the item, an amendment, a set of measures.

Belongs here: sentences, and numbers as they are read. Does not: the order in which things are told
(remedy).
Always true: a bound that needs rounding is rounded to the safe side.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING

from ecluse.cli.screen import shown
from ecluse.cli.wording import COLORS, answer
from ecluse.facts.figure import Figure
from ecluse.law.condition.tree import Compare
from ecluse.remedy.nearest import holds
from ecluse.remedy.redesign import bounded

if TYPE_CHECKING:
    from ecluse.facts.vocabulary import Vocabulary
    from ecluse.law.condition.cells import Cell
    from ecluse.remedy.amendment import Amended, Amendment
    from ecluse.remedy.law_change import Without
    from ecluse.remedy.redesign import Change, Redesign, Tie

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
    "datacenter": (
        "designed or marketed for datacenters",
        "conçu ou commercialisé pour les centres de données",
    ),
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
    "would apply": (
        "could come in, by {asks}: {provision}",
        "pourrait intervenir, selon {asks} : {provision}",
    ),
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
    "not described": (
        "the item is in none of its paragraphs",
        "l’article n’est dans aucun de ses paragraphes",
    ),
    "closed": ("closed, for: {}", "fermé, car : {}"),
    "not said": (
        "only if it is so, which nobody says: {}",
        "seulement si, ce que personne ne dit : {}",
    ),
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


def say_remedy(key: str, lang: str, *values: object, **named: object) -> str:
    """One of the words of this page, in a language."""
    return _SAY[key][lang == "fr"].format(*values, **named)


def redesign_text(each: Redesign, vocabulary: Vocabulary, lang: str) -> str:
    """A change of the item: the answer, and what would have to move."""
    tied = {tie.fact: tie for tie in each.ties}
    parts = [
        _change(change, vocabulary, lang)
        for change in each.changes
        if not (change.fact in tied and not bounded(change.cell))
    ]
    parts += [_tie(tie, vocabulary, lang) for tie in each.ties]
    text = say_remedy("and", lang).join(parts) or say_remedy("new design", lang)
    return f"[{COLORS[each.answer.outcome]}]{answer(each.answer, lang)}[/]{_colon(lang)} {text}"


def _change(change: Change, vocabulary: Vocabulary, lang: str) -> str:
    if change.cell.value is not None:
        return say_remedy("not datacenter" if str(change.cell) == "no" else "datacenter", lang)
    now = (
        _figure(change.now, lang) if isinstance(change.now, Figure) else say_remedy("unknown", lang)
    )
    stands = say_remedy("already" if holds(change.cell, change.now) else "now", lang, now)
    return f"{_name(change.fact, vocabulary, lang)} {cell_text(change.cell, vocabulary, lang)} [dim]({stands})[/dim]"


def _figure(figure: Figure, lang: str) -> str:
    if figure.exact is not None:
        return _number(figure.exact, lang)
    if figure.high is None:
        return say_remedy(
            "more than" if figure.above else "at least", lang, _number(figure.low, lang)
        )
    return f"{_number(figure.low, lang)}–{_number(figure.high, lang, ROUND_CEILING)}"


def _tie(tie: Tie, vocabulary: Vocabulary, lang: str) -> str:
    corners = [
        say_remedy(
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
        else say_remedy("that is", lang, defined=defined, cell=cell, corners=", ".join(corners))
    )


def _name(fact: str, vocabulary: Vocabulary, lang: str) -> str:
    return say_remedy(fact, lang) if fact in _SAY else vocabulary.facts[fact].meaning.say(lang)


def cell_text(cell: Cell, vocabulary: Vocabulary, lang: str) -> str:
    """A stretch with its unit; bounds that do not fit are rounded to the safe side."""
    unit = vocabulary.facts[cell.fact].unit
    after = "" if unit in (None, "1", "TPP") else f" {unit}"
    parts = []
    if cell.low > 0:
        parts.append(
            say_remedy(
                "at least" if cell.low_in else "more than",
                lang,
                _number(cell.low, lang, ROUND_CEILING) + after,
            )
        )
    if cell.high is not None:
        parts.append(
            say_remedy(
                "at most" if cell.high_in else "less than",
                lang,
                _number(cell.high, lang, ROUND_FLOOR) + after,
            )
        )
    return say_remedy("and", lang).join(parts) or say_remedy("any", lang)


def _number(value: Decimal, lang: str, rounding: str = ROUND_FLOOR) -> str:
    """At most two decimals above 100 and four below, in the language's own marks."""
    places = Decimal("0.01") if value >= 100 else Decimal("0.0001")
    text = f"{value.quantize(places, rounding=rounding):,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(",", " ").replace(".", ",") if lang == "fr" else text


def amended_text(each: Amended, vocabulary: Vocabulary, lang: str) -> str:
    """A set of amendments, and the answer then."""
    parts = "; ".join(_amendment(part, vocabulary, lang) for part in each.parts)
    said = f"[{COLORS[each.answer.outcome]}]{answer(each.answer, lang)}[/]"
    return say_remedy("with", lang, said, parts.replace(";", " ;") if lang == "fr" else parts)


def _amendment(part: Amendment, vocabulary: Vocabulary, lang: str) -> str:
    if part.limit is None:
        return say_remedy(
            "list with" if part.into else "list without",
            lang,
            shown(part.provision),
            shown(part.name),
        )
    assert isinstance(part.test, Compare)
    return say_remedy(
        "limit",
        lang,
        provision=shown(part.provision),
        fact=_name(part.limit.fact, vocabulary, lang),
        cell=cell_text(part.limit, vocabulary, lang),
        before=_number(part.test.limit, lang),
    )


def _colon(lang: str) -> str:
    return " :" if lang == "fr" else ":"


def without_text(each: Without, lang: str) -> str:
    """A set of measures or provisions, and the answer without it."""
    names = []
    for part in each.parts:
        measure, provision = part
        short = shown(measure.rpartition("/")[2])
        name = short if provision is None else f"{shown(provision)} [dim]({short})[/dim]"
        names.append(say_remedy("the end of", lang, name) if part in each.ends else name)
    return say_remedy(
        "without",
        lang,
        say_remedy("and", lang).join(names),
        f"[{COLORS[each.answer.outcome]}]{answer(each.answer, lang)}[/]",
    )
