"""The form of the page of a market: what can be chosen, and what was.

Belongs here: the choices and sliders of a panel, in words. Does not: reading what the form sends
(web.market), or the page.
Always true: each choice is an option of the command by its own name and value; a form without
script says all that one with script says; what was asked stands among the choices, even where no
panel offers it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ecluse.simulate.panel_file import RECORD, MarketPanel, PriorSlider
from ecluse.words.say import has_words, number, say

if TYPE_CHECKING:
    from ecluse.simulate.ask import Question
    from ecluse.simulate.read_market import Market

DRAWN, NONE = "drawn", "none"
UNITS = "chips,h100e,decode,prefill"


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketChoice:
    """One choice of a control."""

    value: str
    text: str
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketControl:
    """One control of the form.

    Args:
        name: The parameter that it sends.
        choices: Without a heading.
        groups: Under headings.
        slider: What a slider over the first group, or over all choices, is called; None for none.
        place: The choice at which the slider stands.
    """

    id: str
    name: str
    label: str
    choices: tuple[MarketChoice, ...] = ()
    groups: tuple[tuple[str, tuple[MarketChoice, ...]], ...] = field(default=())
    slider: str | None = None
    place: int = 0

    @property
    def stops(self) -> tuple[MarketChoice, ...]:
        """The choices that the slider goes over."""
        return self.choices or (self.groups[0][1] if self.groups else ())


def controls(
    market: Market, panel: MarketPanel, question: Question, lang: str
) -> tuple[list[MarketControl], list[MarketControl]]:
    """The controls of a market's page as they stand after a question: of the world, of priors."""
    versus = None if question.versus is None else question.versus.name or RECORD
    world = [
        _scenario(panel, question.scenario.name or RECORD, lang),
        _versus(panel, versus, question.scenario.name is None, lang),
        _words("destination", ("acts", "hazard", "open"), question.destination, lang),
        _measures(panel, ",".join(question.show), lang),
        _words("by", ("quarter", "week", "year"), question.by, lang),
    ]
    return world, [_turn(each, market, question.settings, lang) for each in panel.turns]


def _scenario(panel: MarketPanel, chosen: str, lang: str) -> MarketControl:
    """The law that is run: the days of a rule as a slider, then the others."""
    days = panel.days
    stops = () if days is None else days.stops
    first = tuple(_choice(s.scenario, s.says.say(lang), chosen) for s in stops)
    first = first or (_choice(RECORD, say("simulate.record", lang), chosen),)
    known = {each.value for each in first}
    others = [name for name in (*panel.prepared, chosen) if name not in known]
    rest = tuple(_choice(name, name, chosen) for name in dict.fromkeys(others))
    label = say("market_page.scenario", lang)
    groups = [(label if days is None else days.says.say(lang), first)]
    if rest:
        groups.append((say("market_page.other scenarios", lang), rest))
    return MarketControl(
        id="scenario",
        name="scenario",
        label=label,
        groups=tuple(groups),
        slider=None if days is None else days.says.say(lang),
        place=_place(first, RECORD),
    )


def _place(choices: Sequence[MarketChoice], otherwise: str) -> int:
    """Where the chosen one stands, else another."""
    chosen = [place for place, each in enumerate(choices) if each.chosen]
    return chosen[0] if chosen else [each.value for each in choices].index(otherwise)


def _choice(value: str, text: str, chosen: str | None) -> MarketChoice:
    return MarketChoice(value=value, text=text, chosen=value == chosen)


def _turn(
    turn: PriorSlider, market: Market, settings: Mapping[str, float], lang: str
) -> MarketControl:
    """A prior: held at one of its stops, or as drawn, which stands where its median does."""
    held = settings.get(turn.prior)
    stops = sorted({*turn.stops, *((held,) if held is not None else ())})
    drawn = MarketChoice(
        value=f"{turn.prior}={DRAWN}", text=_as_drawn(turn, market, lang), chosen=held is None
    )
    at = [
        MarketChoice(
            value=f"{turn.prior}={stop:g}", text=told(stop, turn, lang), chosen=stop == held
        )
        for stop in stops
    ]
    below = bisect_left(stops, _at(turn, market, 0.5)[0])
    choices = (*at[:below], drawn, *at[below:])
    label = turn.says.say(lang)
    return MarketControl(
        id=f"turn-{turn.prior}",
        name="set",
        label=label,
        choices=choices,
        slider=label,
        place=_place(choices, drawn.value),
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


def _versus(panel: MarketPanel, chosen: str | None, fresh: bool, lang: str) -> MarketControl:
    """What is compared with; the record where a reader has yet to choose a scenario."""
    first = chosen or (RECORD if fresh else NONE)
    named = [NONE, RECORD, *panel.prepared, *((chosen,) if chosen else ())]
    texts = {NONE: say("market_page.none", lang), RECORD: say("simulate.record", lang)}
    choices = tuple(_choice(n, texts.get(n, n), first) for n in dict.fromkeys(named))
    return MarketControl(
        id="versus", name="versus", label=say("market_page.versus", lang), choices=choices
    )


def _words(name: str, values: Iterable[str], chosen: str, lang: str) -> MarketControl:
    choices = tuple(_choice(v, say(f"market_page.{name} {v}", lang), chosen) for v in values)
    label = say(f"market_page.{name}", lang)
    return MarketControl(id=name, name=name, label=label, choices=choices)


def _measures(panel: MarketPanel, chosen: str, lang: str) -> MarketControl:
    """What is looked at: one measure, or deliveries in several units."""
    names = dict.fromkeys((*panel.measures, UNITS, chosen))
    choices = tuple(_choice(name, _measure(name, lang), chosen) for name in names)
    return MarketControl(
        id="show", name="show", label=say("market_page.show", lang), choices=choices
    )


def _measure(names: str, lang: str) -> str:
    if names == UNITS:
        return say("market_page.in units", lang)
    told = [
        say(f"simulate.{name}", lang) if has_words(f"simulate.{name}") else name
        for name in names.split(",")
    ]
    return "; ".join(told) if lang == "en" else "\u202f; ".join(told)
