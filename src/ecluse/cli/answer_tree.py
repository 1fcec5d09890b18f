"""The four steps of a determination as a tree: classify, require, except, review.

Belongs here: which findings a person needs, and a line for each. Does not: the answer itself
(answer).
Always true: a condition is told in words; what does not bear on the answer is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from rich.text import Text
from rich.tree import Tree

from ecluse.citation import FIRM
from ecluse.cli.wording import figure, named_provision, policy, span, truth
from ecluse.determine.determination import Determination
from ecluse.determine.open_exception import open_exceptions
from ecluse.determine.remarks import country_name
from ecluse.determine.trace import Found, leaves
from ecluse.determine.verdict import FREER
from ecluse.facts.figure import Figure
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.law.condition.evaluate import Finding
from ecluse.law.condition.to_text import words
from ecluse.law.condition.tree import Compare
from ecluse.law.library import Library
from ecluse.law.provision import Classification, Review
from ecluse.words.say import cited, number, say, when

_MARKS = {Truth.TRUE: ("●", "green"), Truth.FALSE: ("○", "dim"), Truth.UNKNOWN: ("?", "yellow")}
_OF_COURSE = ("other_eccn", "item_kind")  # true of every item that is asked about


def step_tree(found: Determination, library: Library, lang: str) -> Tree:
    """The steps that there are, in order."""
    tree = Tree(Text(""), hide_root=True, guide_style="dim")
    _classify(tree, found, library, lang)
    _require(tree, found, library, lang)
    _except(tree, found, library, lang)
    _review(tree, found, library, lang)
    return tree


def _step(tree: Tree, key: str, text: str, lang: str) -> Tree:
    after = f"  {text}" if text else ""
    return tree.add(Text.assemble((say(f"determination_step.{key}", lang), "bold"), after))


def _classify(tree: Tree, found: Determination, library: Library, lang: str) -> None:
    names = ", ".join(found.classification) or say("determination.not in", lang)
    branch = _step(tree, "classify", names, lang)
    for paragraph in (*found.presumptions, *_paragraphs(found)):
        node = branch.add(_line(paragraph, library, lang))
        if isinstance(paragraph.entry.says, Classification):
            _contained(node, paragraph, library, lang)
        _leaves(node, paragraph, library, lang)


def _paragraphs(found: Determination) -> Iterable[Found]:
    """Paragraphs that describe the item or may, then those whose figures it was compared with."""
    every = found.paragraphs.values()
    yield from (each for each in every if each.truth is not Truth.FALSE)
    for each in every:
        if each.truth is Truth.FALSE and _compared(each) and _right_kind(each):
            yield each


def _contained(node: Tree, paragraph: Found, library: Library, lang: str) -> None:
    for part in paragraph.because:
        if part.truth is Truth.FALSE and _compared(part):
            continue
        inner = node.add(_line(part, library, lang))
        if part.provision not in getattr(paragraph.entry.says, "unless", ()):
            _leaves(inner, part, library, lang)


def _compared(found: Found) -> bool:
    return found.finding is not None and any(
        isinstance(leaf.node, Compare) for leaf in leaves(found.finding)
    )


def _right_kind(found: Found) -> bool:
    """Whether the paragraph is about this kind of item at all."""
    if found.finding is None:
        return False
    kinds = (
        leaf for leaf in leaves(found.finding) if getattr(leaf.node, "fact", "") == "item_kind"
    )
    return all(leaf.truth is not Truth.FALSE for leaf in kinds)


def _require(tree: Tree, found: Determination, library: Library, lang: str) -> None:
    _subject(tree, found, library, lang)
    required = [*found.requirements, *found.possible]
    branch = _step(
        tree, "require", "" if required else say("determination.nothing required", lang), lang
    )
    for requirement in required:
        node = branch.add(_line(requirement, library, lang, cite=True))
        _rule_text(node, requirement, lang)
        doubt = requirement.entry.doubt
        if doubt is not None and doubt.text is not None:
            node.add(Text(say("determination.doubt", lang, doubt.text.say(lang)), style="yellow"))
        _leaves(node, requirement, library, lang)


def _subject(tree: Tree, found: Determination, library: Library, lang: str) -> None:
    """Whether the item is subject, where no rule says so; and why nothing is exported."""
    if found.subject is not Truth.TRUE:
        node = _step(tree, "jurisdiction", truth(found.subject, lang), lang)
        for rule in found.jurisdiction:
            line = node.add(_line(rule, library, lang))
            if rule.truth is not Truth.FALSE:
                _leaves(line, rule, library, lang)
    elif found.subject_presumed and found.outcome not in FREER:
        presumed = say("determination.presumed", lang)
        node = _step(tree, "jurisdiction", presumed, lang)
        for rule in found.jurisdiction:
            if rule.truth is Truth.TRUE:
                _rule_text(node.add(_line(rule, library, lang, cite=True)), rule, lang)
    if found.stays:
        node = _step(tree, "no export", truth(Truth.FALSE, lang), lang)
        for rule in found.no_export:
            _rule_text(node.add(_line(rule, library, lang, cite=True)), rule, lang)


def _except(tree: Tree, found: Determination, library: Library, lang: str) -> None:
    if not found.requirements and not found.possible:
        return
    used = [found.used] if found.used else []
    near = [each for each in found.nearly if each not in used]
    branch = _step(
        tree, "except", "" if used or near else say("determination.no exception", lang), lang
    )
    for exception in (*used, *near):
        node = branch.add(_line(exception, library, lang, cite=True))
        unknown = exception.truth is Truth.UNKNOWN
        _leaves(node, exception, library, lang, only_open=unknown)
    for exception in open_exceptions(found):
        name = named_provision(exception.provision, library, lang)
        told = f"{name}  ", (say("determination.open if", lang), "yellow")
        node = branch.add(Text.assemble(("? ", "yellow"), *told))
        for fact in sorted(exception.settles):
            node.add(fact_line(fact, library, lang))


def _review(tree: Tree, found: Determination, library: Library, lang: str) -> None:
    review = found.review
    if review is None or review.found is None:
        return
    branch = _step(tree, "review", policy(review.policy, lang), lang)
    _rule_text(branch.add(_line(review.found, library, lang, cite=True)), review.found, lang)
    for milder in review.milder:
        says = milder.entry.says
        if not isinstance(says, Review):
            continue
        shown = say("determination.milder", lang, policy=policy(says.policy, lang))
        node = branch.add(
            Text.assemble(("? ", "yellow"), f"{milder.provision}  ", (shown, "yellow"))
        )
        for fact in sorted(milder.settles):
            node.add(fact_line(fact, library, lang))


def _rule_text(node: Tree, found: Found, lang: str) -> None:
    text = getattr(found.entry.says, "text", None)
    if text is not None:
        node.add(Text(text.say(lang), style="italic"))


def _line(found: Found, library: Library, lang: str, *, cite: bool = False) -> Text:
    mark, color = _MARKS[found.truth]
    entry = found.entry
    line = Text.assemble(
        (f"{mark} ", color),
        (
            named_provision(found.provision, library, lang),
            "bold" if found.truth is Truth.TRUE else "",
        ),
    )
    if cite or found.truth is not Truth.FALSE:
        since = say("determination.in force since", lang, when(entry.since, lang))
        line.append(f"  {cited(entry.cited, lang)}, {since}", style="dim")
    if cite and entry.cited.confidence not in FIRM:
        line.append(f"  [{say(f'confidence.{entry.cited.confidence.value}', lang)}]", style="dim")
    return line


def _leaves(
    node: Tree, found: Found, library: Library, lang: str, *, only_open: bool = False
) -> None:
    for leaf in leaves(found.finding) if found.finding else ():
        if leaf.truth is Truth.UNKNOWN or (not only_open and _bears(leaf, found)):
            node.add(_leaf(leaf, library, lang))


def _bears(leaf: Finding, found: Found) -> bool:
    """Whether a person needs the leaf to see why the provision holds, or does not."""
    if isinstance(leaf.node, Compare):
        return True
    if getattr(leaf.node, "fact", "") in _OF_COURSE:
        return False
    return found.truth is Truth.TRUE and leaf.truth is Truth.TRUE


def _leaf(leaf: Finding, library: Library, lang: str) -> Text:
    mark, color = _MARKS[leaf.truth]
    line = Text.assemble((f"{mark} ", color), words(leaf.node, library.vocabulary, lang))
    if leaf.known is not None:
        _append_known(line, leaf, leaf.known, lang)
    if leaf.truth is Truth.UNKNOWN:
        names = ", ".join(fact_words(name, library, lang) for name in sorted(leaf.settles))
        line.append(f"   {say('determination.needs fact', lang, names)}", style="yellow")
    return line


def _append_known(line: Text, leaf: Finding, known: Known, lang: str) -> None:
    """What is known of the fact, its margin, and why it is so."""
    if isinstance(leaf.node, Compare):
        line.append(f"   {_beside(known, leaf.node, lang)}")
        if leaf.margin is not None:
            line.append(f"   {_margin(leaf, lang)}", style="dim")
        if known.because:
            line.append(f"   {known.because}", style="yellow")
    elif leaf.truth is not Truth.UNKNOWN:
        plain_truth = known.value is None or isinstance(known.value, Truth)
        text = known.because if plain_truth else value_text(known, lang)
        if text:
            line.append(f"   {text}", style="dim")


def _beside(known: Known, node: Compare, lang: str) -> str:
    """A figure with as many digits as tell it from the limit."""
    exact = known.figure.exact
    text = known.figure.beside(node.limit)
    return text if lang == "en" or exact is None else number(Decimal(text), lang)


def value_text(known: Known, lang: str) -> str:
    """What is known of a fact, in words."""
    value = known.value
    if isinstance(value, Figure):
        return span(value, lang)
    if isinstance(value, Truth):
        return truth(value, lang)
    return truth(Truth.UNKNOWN, lang) if value is None else str(value)


def _margin(leaf: Finding, lang: str) -> str:
    margin = leaf.margin
    if margin is None or margin == 0:
        return say("determination.at limit", lang)
    by = figure(abs(margin), lang)
    return (
        say("determination.over by", lang, by)
        if margin > 0
        else say("determination.short by", lang, by)
    )


def fact_words(name: str, library: Library, lang: str) -> str:
    """A fact, or the question whether a country is in a group, in words."""
    country, _, group = name.partition(" in ")
    if group in library.vocabulary.groups:
        place = country_name(country, library, lang)
        return f"{place}, {library.vocabulary.groups[group].name.say(lang)}"
    meaning = library.vocabulary.facts.get(name)
    return meaning.meaning.say(lang) if meaning else name


def fact_line(name: str, library: Library, lang: str) -> str:
    """A fact by the name that `--given` takes, and in words."""
    text = fact_words(name, library, lang)
    return name if text == name else say("determination.fact named", lang, name=name, meaning=text)
