"""`ecluse simulate MARKET --why MEASURE@PERIOD` on the terminal: a tree as `check` prints one.

Belongs here: the tree's lines. Does not: what stands in it (simulate/why).
Always true: an act or a prior is told in full where it stands first, and by name after that; weak
sources and what was known only later are marked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from rich.tree import Tree

from ecluse.cli.colors import MARKS
from ecluse.cli.screen import console
from ecluse.cli.simulate_table import gate_words, in_line, short
from ecluse.facts.truth import Truth
from ecluse.simulate.in_words import buyer_words, unit_words
from ecluse.visible import visible
from ecluse.words.say import say, when

if TYPE_CHECKING:
    from ecluse.simulate.why_tree import (
        WhyAct,
        WhyFlow,
        WhyMeasure,
        WhyPrior,
        WhyTree,
        WhyUse,
    )

_OPEN = {"free": Truth.TRUE, "held": Truth.TRUE, "shut": Truth.FALSE, "unknown": Truth.UNKNOWN}
_WORDS = {"fee": "paid"}  # a flow whose name is that of an act too


def print_why(found: WhyTree, lang: str) -> None:
    """Print the tree of one number."""
    out = console()
    out.print(_WhyLines(found, lang).tree())
    out.write_line(say("why.note", lang), "dim")


class _WhyLines:
    """The lines of a tree, as it is gone through."""

    def __init__(self, found: WhyTree, lang: str) -> None:
        self.found, self.lang = found, lang
        self.acts = {each.act: each for each in found.acts}
        self.priors = {each.prior: each for each in found.priors}
        self.seen: set[str] = set()

    def tree(self) -> Tree:
        """The measure, its products, their flows."""
        found, lang = self.found, self.lang
        words = {
            "measure": say(f"simulate.{found.measure}", lang),
            "period": visible(found.period),
            "told": in_line(found.told, lang),
        }
        tree = Tree(Text(say("why.title", lang, **words), style="bold"), guide_style="dim")
        for product in found.products:
            head = Text.assemble((visible(product.product), "bold"))
            head.append(f"  {in_line(product.told, lang)}")
            branch = tree.add(head)
            for flow in product.flows:
                self._flow(branch.add(self._head(flow)), flow)
        return tree

    def _head(self, flow: WhyFlow) -> Text:
        lang = self.lang
        name = say(f"why.{_WORDS.get(flow.flow, flow.flow)}", lang)
        if flow.kind == "level":
            head = say("why.level", lang, name=name)
        else:
            head = say("why.flow", lang, number=flow.equation, name=name)
        unit = "usd" if flow.unit == "USD" else "units"
        told = say(f"why.{unit}", lang, told=in_line(flow.told, lang))
        return Text.assemble((head, "bold"), f"  {told}")

    def _flow(self, branch: Tree, flow: WhyFlow) -> None:
        """The acts that moved a flow, the priors that it takes, and those that were told."""
        told: list[str] = []
        for name in flow.acts:
            if self._new(name, told):
                act = self.acts[name]
                line = branch.add(self._act(act))
                for measure in act.measures:
                    line.add(self._measure(measure))
        for use in flow.takes:
            if self._new(use.prior, told):
                branch.add(self._prior(use, self.priors[use.prior]))
        if told:
            names = ", ".join(visible(each) for each in dict.fromkeys(told))
            branch.add(Text(say("why.above", self.lang, names=names), style="dim"))

    def _new(self, name: str, told: list[str]) -> bool:
        if name in self.seen:
            told.append(name)
            return False
        self.seen.add(name)
        return True

    def _act(self, act: WhyAct) -> Text:
        lang = self.lang
        if act.state is not None:
            return _marked(_OPEN[act.state], self._gate(act))
        if act.kind == "provokes":
            since = when(act.since, lang)
            return Text(say("why.provokes", lang, act=visible(act.act), since=since))
        words = {"act": visible(act.act), "says": visible(act.says or "")}
        words |= {"kind": say(f"why.{act.kind}", lang), "since": when(act.since, lang)}
        until = {} if act.until is None else {"until": when(act.until, lang)}
        text = Text(say("why.act until" if until else "why.act", lang, **words, **until))
        return _sourced(text, act.source, act.confidence, lang)

    def _gate(self, act: WhyAct) -> Text:
        lang = self.lang
        days = {"since": when(act.since, lang), "until": when(act.until or act.since, lang)}
        place = visible(act.act.rpartition(" ")[0])
        text = Text(say("why.gate", lang, place=place, state=gate_words(act, lang), **days))
        return _sourced(text, act.source, act.confidence, lang)

    def _measure(self, measure: WhyMeasure) -> Text:
        words = {"measure": measure.measure, "citation": visible(measure.citation)}
        return Text(say("why.measure", self.lang, known=when(measure.known, self.lang), **words))

    def _prior(self, use: WhyUse, prior: WhyPrior) -> Text:
        lang, parameter = self.lang, use.parameter
        if use.of is not None:
            parameter = say(
                "why.of", lang, parameter=parameter, of=visible(buyer_words(use.of, lang))
            )
        words = {"prior": prior.prior, "parameter": parameter}
        if prior.set_to is not None:
            text = Text(say("why.set", lang, value=short(prior.set_to, lang), **words))
        else:
            told = in_line(prior.drawn, lang)
            text = Text(
                say("why.prior", lang, told=told, unit=unit_words(prior.unit, lang), **words)
            )
        if prior.hindsight:
            known = say("why.hindsight", lang, known=when(prior.known_on, lang))
            text.append(f"  {known}", style="yellow")
        if prior.condition_on is not None:
            day = when(prior.condition_on, lang)
            text.append(f"  {say('why.condition', lang, day=day)}", style="yellow")
        text = _sourced(text, prior.source, prior.confidence, lang, weak=prior.weak)
        return _marked(Truth.UNKNOWN, text) if prior.weak else text


def _marked(truth: Truth, text: Text) -> Text:
    mark, color = MARKS[truth]
    return Text.assemble((f"{mark} ", color), text)


def _sourced(
    text: Text, source: str | None, confidence: str | None, lang: str, *, weak: bool = False
) -> Text:
    """A line with its confidence and its source, where it has one."""
    if confidence is not None:
        sure = say(f"why.{confidence}", lang)
        text.append(f"  [{sure}]", style="yellow" if weak else "dim")
    if source is not None:
        text.append(f"  {visible(source)}", style="dim")
    return text
