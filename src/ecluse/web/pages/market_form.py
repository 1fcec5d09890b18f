"""The form of the page of a market: what can be chosen, and what was.

Belongs here: the choices and sliders of a panel, in words. Does not: reading what the form sends
(web.market), or the page.
Always true: each choice is an option of the command by its own name and value; a form without
script says all that one with script says; what was asked stands among the choices, even where no
panel offers it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ecluse.simulate.panel_file import RECORD, MarketPanel, PriorSlider
from ecluse.web.params import Pairs
from ecluse.words.say import has_words, number, say

if TYPE_CHECKING:
    from ecluse.simulate.ask import Question
    from ecluse.simulate.read_market import Market

DRAWN, NONE = "drawn", "none"
UNITS = "chips,h100e,decode,prefill"


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketControl:
    """One control of the form.

    Args:
        name: The parameter that it sends.
        chosen: The value that stands.
        groups: The choices, each value with its text, under headings; some under none.
        slider: What a slider over the first group is called; None for none.
    """

    id: str
    name: str
    label: str
    chosen: str
    groups: list[tuple[str | None, Pairs]]
    slider: str | None = None

    @property
    def stops(self) -> Pairs:
        """The choices that the slider goes over."""
        return self.groups[0][1]

    @property
    def place(self) -> int:
        """The stop at which the slider stands: the record's, where what stands is none of them."""
        values = [value for value, _ in self.stops]
        return values.index(self.chosen if self.chosen in values else RECORD)


def controls(
    market: Market, panel: MarketPanel, question: Question, lang: str
) -> tuple[list[MarketControl], list[MarketControl]]:
    """The controls of a market's page as they stand after a question: of the world, of priors."""
    versus = _versus(question)
    sides = dict.fromkeys((NONE, RECORD, *panel.prepared, versus))
    texts = {NONE: say("market_page.none", lang), RECORD: say("simulate.record", lang)}
    show = ",".join(question.show)
    measures = dict.fromkeys((*panel.measures, UNITS, show))
    world = [
        _scenario(panel, question.scenario.name or RECORD, lang),
        _plain("versus", [(name, texts.get(name, name)) for name in sides], versus, lang),
        _worded("destination", ("acts", "hazard", "open"), question.destination, lang),
        _plain("show", [(names, _measure(names, lang)) for names in measures], show, lang),
        _worded("by", ("quarter", "week", "year"), question.by, lang),
    ]
    return world, [_turn(each, market, question.settings, lang) for each in panel.turns]


def _versus(question: Question) -> str:
    """What is compared with; the record where a reader has yet to choose a scenario."""
    if question.versus is not None:
        return question.versus.name or RECORD
    return RECORD if question.scenario.name is None else NONE


def _plain(name: str, choices: Pairs, chosen: str, lang: str) -> MarketControl:
    label = say(f"market_page.{name}", lang)
    return MarketControl(id=name, name=name, label=label, chosen=chosen, groups=[(None, choices)])


def _worded(name: str, values: tuple[str, ...], chosen: str, lang: str) -> MarketControl:
    choices = [(value, say(f"market_page.{name} {value}", lang)) for value in values]
    return _plain(name, choices, chosen, lang)


def _scenario(panel: MarketPanel, chosen: str, lang: str) -> MarketControl:
    """The law that is run: the days of a rule as a slider, then the others."""
    label, days = say("market_page.scenario", lang), panel.days
    slider = None if days is None else days.says.say(lang)
    stops = () if days is None else days.stops
    first = [(stop.scenario, stop.says.say(lang)) for stop in stops]
    first = first or [(RECORD, say("simulate.record", lang))]
    others = dict.fromkeys((*panel.prepared, chosen))
    rest = [(name, name) for name in others if name not in dict(first)]
    groups: list[tuple[str | None, Pairs]] = [(slider or label, first)]
    if rest:
        groups.append((say("market_page.other scenarios", lang), rest))
    return MarketControl(
        id="scenario", name="scenario", label=label, chosen=chosen, groups=groups, slider=slider
    )


def _turn(
    turn: PriorSlider, market: Market, settings: Mapping[str, float], lang: str
) -> MarketControl:
    """A prior: held at one of its stops, or as drawn, which stands where its median does."""
    held = settings.get(turn.prior)
    stops = sorted({*turn.stops, *((held,) if held is not None else ())})
    choices = [(f"{turn.prior}={stop:g}", told(stop, turn, lang)) for stop in stops]
    below, drawn = bisect_left(stops, _at(turn, market, 0.5)[0]), f"{turn.prior}={DRAWN}"
    choices.insert(below, (drawn, _as_drawn(turn, market, lang)))
    label = turn.says.say(lang)
    return MarketControl(
        id=f"turn-{turn.prior}",
        name="set",
        label=label,
        chosen=drawn if held is None else f"{turn.prior}={held:g}",
        groups=[(None, choices)],
        slider=label,
    )


def _as_drawn(turn: PriorSlider, market: Market, lang: str) -> str:
    """What a prior says where nobody holds it."""
    low, high = _at(turn, market, 0.05, 0.95)
    if low == high:
        return say("market_page.as it is", lang, told(low, turn, lang))
    return say("market_page.as drawn", lang, told(low, turn, lang), told(high, turn, lang))


def _at(turn: PriorSlider, market: Market, *shares: float) -> list[float]:
    """Where some shares of a prior's range lie below."""
    import numpy as np

    from ecluse.simulate.quantiles import quantile

    return [float(each) for each in quantile(market.priors[turn.prior].dist, np.array(shares))]


def told(value: float, turn: PriorSlider, lang: str) -> str:
    """A value of a prior in words."""
    if turn.told_as == "percent":
        return say("market_page.percent", lang, number(float(f"{100 * value:.2g}"), lang))
    text = number(float(f"{value:.2g}"), lang)
    return say("market_page.days", lang, text) if turn.told_as == "days" else text


def _measure(names: str, lang: str) -> str:
    if names == UNITS:
        return say("market_page.in units", lang)
    told = [
        say(f"simulate.{name}", lang) if has_words(f"simulate.{name}") else name
        for name in names.split(",")
    ]
    return "; ".join(told) if lang == "en" else "\u202f; ".join(told)
