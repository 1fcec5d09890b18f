"""A determination on the terminal: the answer in one line, then a tree that a person can read in
ten seconds.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text
from rich.tree import Tree

from ecluse.citation import FIRM
from ecluse.cli.session import console
from ecluse.cli.wording import COLORS, answer, cell, listed, say
from ecluse.determine.contradiction import catalogue_item
from ecluse.determine.decide import Determination
from ecluse.determine.figures import item_facts
from ecluse.determine.nearest import nearest
from ecluse.determine.to_json import (
    assumptions,
    country_name,
    disclaimer,
    duties,
    provided,
    red_flags,
    value_of,
)
from ecluse.determine.trace import Found, leaves
from ecluse.determine.verdict import Outcome
from ecluse.facts.figure import plain
from ecluse.facts.truth import Truth
from ecluse.law.condition.evaluate import Finding
from ecluse.law.condition.to_text import source, words
from ecluse.law.condition.tree import Compare
from ecluse.law.library import Library
from ecluse.law.provision import Classification, Notice, Review
from ecluse.visible import visible

if TYPE_CHECKING:
    from rich.console import Console

_MARKS = {Truth.TRUE: ("●", "green"), Truth.FALSE: ("○", "dim"), Truth.UNKNOWN: ("?", "yellow")}


def print_answer(found: Determination, books: Library, lang: str) -> None:
    """Print one determination."""
    out = console()
    _headline(out, found, books, lang)
    tree = Tree(Text(""), hide_root=True, guide_style="dim")
    _classify(tree, found, books, lang)
    _require(tree, found, books, lang)
    _except(tree, found, books, lang)
    _review(tree, found, books, lang)
    out.print(tree)
    _lists(out, found, books, lang)


def _headline(out: Console, found: Determination, books: Library, lang: str) -> None:
    ship, facts = found.shipment, found.facts
    where = country_name(str(ship.destination), books, lang)
    law = [say(found.law.reading.value, lang)]
    if found.law.known != date.max:
        law.append(say("known", lang, found.law.known.isoformat()))
    if facts["headquarters"].value != facts["destination"].value:
        law.insert(
            0,
            f"{books.vocabulary.facts['headquarters'].meaning.say(lang)}: {country_name(str(facts['headquarters'].value), books, lang)}",
        )
    out.print(
        Text.assemble(
            (f"{visible(ship.item.name)} → {where}", "bold"),
            f"   {found.law.on.isoformat()}   ",
            (", ".join(law), "dim"),
        )
    )
    line = Text.assemble((answer(found.answer, lang), COLORS[found.outcome]))
    presumes = provided(found, books, lang)
    if presumes:
        line.append(say("provided", lang, listed(presumes, lang)))
    if found.review is not None and found.review.policy:
        line.append(f" · {say(found.review.policy, lang)}")
    if found.answers:
        line.append(f": {say('or', lang).join(answer(each, lang) for each in found.answers)}")
    if found.licenses:
        line.append(
            f" · {say('license held', lang)}: {', '.join(each.provision for each in found.licenses)}",
            style="green",
        )
    if found.weak:
        line.append(f"   ({say('weak', lang, say(found.confidence.value, lang))})", style="dim")
    out.print(Padding(line, (0, 0, 0, 2)))
    if found.against_catalogue:
        out.print(
            Padding(Text(against_words(found, books, lang), style="bold yellow"), (0, 0, 0, 2))
        )
    if found.beyond_record:
        day = books.data_as_of.isoformat()
        out.print(Padding(Text(say("beyond", lang, day), style="bold yellow"), (0, 0, 0, 2)))
    out.print()


def against_words(found: Determination, books: Library, lang: str) -> str:
    """What was given against the catalogue, beside what the catalogue says."""
    stated = item_facts(catalogue_item(found.shipment.item, books), books)
    said = []
    for name in found.against_catalogue:
        given, known = value_of(found.facts[name]), value_of(stated[name])
        meaning = books.vocabulary.facts[name].meaning.say(lang)
        said.append(say("against", lang, fact=meaning, given=given, known=known))
    return say("contradicts", lang, "; ".join(said))


def _classify(tree: Tree, found: Determination, books: Library, lang: str) -> None:
    names = ", ".join(found.classification) or say("not in", lang)
    branch = tree.add(Text.assemble((say("classify", lang), "bold"), f"  {names}"))
    described = [each for each in found.paragraphs.values() if each.truth is not Truth.FALSE]
    tested = [
        each
        for each in found.paragraphs.values()
        if each.truth is Truth.FALSE and _compared(each) and _right_kind(each)
    ]
    for each in (*found.presumptions, *described, *tested):
        node = branch.add(_line(each, lang))
        contained = [
            part for part in each.because if part.truth is not Truth.FALSE or not _compared(each)
        ]
        for part in contained if isinstance(each.entry.says, Classification) else ():
            inner = node.add(_line(part, lang))
            if part.provision not in getattr(each.entry.says, "unless", ()):
                _leaves(inner, part, books, lang)
        _leaves(node, each, books, lang)


def _compared(found: Found) -> bool:
    return found.finding is not None and any(
        isinstance(leaf.node, Compare) for leaf in leaves(found.finding)
    )


def _right_kind(found: Found) -> bool:
    """Whether the paragraph is about this kind of item at all."""
    if found.finding is None:
        return False
    kinds = [
        leaf for leaf in leaves(found.finding) if getattr(leaf.node, "fact", "") == "item_kind"
    ]
    return all(leaf.truth is not Truth.FALSE for leaf in kinds)


def _require(tree: Tree, found: Determination, books: Library, lang: str) -> None:
    said = [*found.requirements, *found.possible]
    if found.subject is not Truth.TRUE:
        node = tree.add(
            Text.assemble(
                (say("jurisdiction", lang), "bold"),
                f"  {say({'true': 'yes', 'false': 'no'}.get(found.subject.value, 'unknown'), lang)}",
            )
        )
        for each in found.jurisdiction:
            _leaves(node.add(_line(each, lang)), each, books, lang)
    branch = tree.add(
        Text.assemble(
            (say("require", lang), "bold"), "" if said else f"  {say('nothing required', lang)}"
        )
    )
    for each in said:
        node = branch.add(_line(each, lang, cite=True))
        text = getattr(each.entry.says, "text", None)
        if text is not None:
            node.add(Text(text.say(lang), style="italic"))
        if each.entry.doubt is not None and each.entry.doubt.text is not None:
            node.add(Text(say("doubt", lang, each.entry.doubt.text.say(lang)), style="yellow"))
        _leaves(node, each, books, lang)


def _except(tree: Tree, found: Determination, books: Library, lang: str) -> None:
    if not found.requirements and not found.possible:
        return
    used = [found.used] if found.used else []
    branch = tree.add(
        Text.assemble(
            (say("except", lang), "bold"),
            "" if used or found.nearly else f"  {say('no exception', lang)}",
        )
    )
    for each in (*used, *(each for each in found.nearly if each not in used)):
        node = branch.add(_line(each, lang, cite=True))
        _leaves(node, each, books, lang, only_open=each.truth is Truth.UNKNOWN)


def _review(tree: Tree, found: Determination, books: Library, lang: str) -> None:
    review = found.review
    if review is None or review.found is None:
        return
    branch = tree.add(
        Text.assemble((say("review", lang), "bold"), f"  {say(review.policy or '', lang)}")
    )
    node = branch.add(_line(review.found, lang, cite=True))
    text = getattr(review.found.entry.says, "text", None)
    if text is not None:
        node.add(Text(text.say(lang), style="italic"))
    for each in review.milder:
        assert isinstance(each.entry.says, Review)
        milder = branch.add(
            Text.assemble(
                ("? ", "yellow"),
                f"{each.provision}  ",
                (say("milder", lang, policy=say(each.entry.says.policy, lang)), "yellow"),
            )
        )
        for fact in sorted(each.settles):
            milder.add(_fact(fact, books, lang))


def _line(found: Found, lang: str, *, cite: bool = False) -> Text:
    mark, color = _MARKS[found.truth]
    line = Text.assemble(
        (f"{mark} ", color), (found.provision, "bold" if found.truth is Truth.TRUE else "")
    )
    entry = found.entry
    if cite or found.truth is not Truth.FALSE:
        line.append(
            f"  {entry.cited}, {say('in force since', lang, entry.since.isoformat())}", style="dim"
        )
    if cite and entry.cited.confidence not in FIRM:
        line.append(f"  [{say(entry.cited.confidence.value, lang)}]", style="dim")
    return line


def _leaves(
    node: Tree, found: Found, books: Library, lang: str, *, only_open: bool = False
) -> None:
    if found.finding is None:
        return
    for leaf in leaves(found.finding):
        if only_open and leaf.truth is not Truth.UNKNOWN:
            continue
        if (
            getattr(leaf.node, "fact", "") in ("other_eccn", "item_kind")
            and leaf.truth is Truth.TRUE
        ):
            continue
        if (
            isinstance(leaf.node, Compare)
            or leaf.truth is Truth.UNKNOWN
            or (found.truth is Truth.TRUE and leaf.truth is Truth.TRUE)
        ):
            node.add(_leaf(leaf, books, lang))


def _leaf(leaf: Finding, books: Library, lang: str) -> Text:
    mark, color = _MARKS[leaf.truth]
    said = words(leaf.node, books.vocabulary, lang) if lang == "fr" else source(leaf.node)
    line = Text.assemble((f"{mark} ", color), said)
    known = leaf.known
    if isinstance(leaf.node, Compare) and known is not None:
        line.append(f"   {known.figure.beside(leaf.node.limit)}")
        if leaf.margin is not None:
            line.append("   " + _margin(leaf, lang), style="dim")
        if known.because:
            line.append(f"   {known.because}", style="yellow")
    elif (
        known is not None
        and leaf.truth is not Truth.UNKNOWN
        and value_of(known) not in (True, False, None)
    ):
        line.append(f"   {value_of(known)}", style="dim")
    elif known is not None and known.because and leaf.truth is not Truth.UNKNOWN:
        line.append(f"   {known.because}", style="dim")
    if leaf.truth is Truth.UNKNOWN:
        line.append(
            f"   {say('needs', lang).lower()}: {', '.join(sorted(leaf.settles))}", style="yellow"
        )
    return line


def _margin(leaf: Finding, lang: str) -> str:
    assert leaf.margin is not None
    if leaf.margin == 0:
        return say("at limit", lang)
    return say("over by" if leaf.margin > 0 else "short by", lang, plain(abs(leaf.margin)))


def _fact(name: str, books: Library, lang: str) -> str:
    meaning = books.vocabulary.facts.get(name)
    country, _, group = name.partition(" in ")
    if group in books.vocabulary.groups:
        return f"{name}: {country_name(country, books, lang)}, {books.vocabulary.groups[group].name.say(lang)}"
    return f"{name}: {meaning.meaning.say(lang)}" if meaning else name


def _needed(name: str, found: Determination, books: Library, lang: str) -> str:
    known = found.facts.ic.figures.get(name)
    because = f" ({known.because})" if known is not None and known.because else ""
    return _fact(name, books, lang) + because


def _lists(out: Console, found: Determination, books: Library, lang: str) -> None:
    def section(title: str, lines: list[str], style: str = "") -> None:
        if lines:
            out.print(Text(say(title, lang), style=f"bold {style}".strip()))
            for line in lines:
                out.print(Text(f"  · {line}", style=style, overflow="fold"))

    section("to do" if found.outcome is Outcome.EXCEPTION else "shown", duties(found, lang))
    section("needs", [_needed(name, found, books, lang) for name in sorted(found.needs)], "yellow")
    section(
        "depends",
        [
            f"{each.fact}: {cell(str(each.cell), lang)} → {answer(each.answer, lang)}"
            for each in found.depends
        ],
        "yellow",
    )
    section("settled", [_fact(name, books, lang) for name in sorted(found.settled)])
    section("red flags", red_flags(found, books, lang), "yellow")
    section(
        "notes",
        [
            each.entry.says.text.say(lang)
            for each in found.notices
            if isinstance(each.entry.says, Notice) and each.entry.says.kind == "note"
        ],
    )
    near = [
        say(
            "nearest where",
            lang,
            fact=each.fact,
            value="" if each.value is None else plain(each.value),
            cell=cell(str(each.cell), lang),
            answer=answer(each.answer, lang),
        )
        for each in nearest(found, 2)
    ]
    section("nearest", near)
    section("assumed", assumptions(found, books, lang), "dim")
    out.print(Text(disclaimer(books, lang), style="dim italic"))
