"""What the page of a market shows of an answer.

Belongs here: pictures, tables, sources and commands as the template takes them. Does not: the form
(market_form), or working anything out.
Always true: every number of a picture stands in a table; each act and prior stands with its source.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ecluse.citation import Citation
from ecluse.determine.wording import policy
from ecluse.facts.reader import check, data_files, read_document
from ecluse.law.measure import Measure
from ecluse.law.scenario import read_scenario
from ecluse.simulate.in_words import buyer_words, unit_words
from ecluse.simulate.panel_file import RECORD, MarketPanel
from ecluse.web.market import AnsweredMarket, AskedMarket
from ecluse.web.pages.market_repeat import repeats_of
from ecluse.web.pages.measure import short
from ecluse.web.params import Json
from ecluse.web.site import Site
from ecluse.words.say import say

if TYPE_CHECKING:
    from ecluse.simulate.plot_sheet import MarketPicture
    from ecluse.simulate.result import GateRow, MarketAct, SeriesRow, SimulationAnswer

_LEVELS = frozenset({"stock", "pipeline", "obligations", "backlog", "hand", "licenses"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketDrawing:
    """One picture, as a wide page and as a narrow one shows it."""

    wide: MarketPicture
    narrow: MarketPicture


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketTable:
    """Ranges of one measure: its heading with the unit, and a line for each product and period."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedMeasure:
    """A measure of the log, or the name of one that a scenario adds."""

    name: str
    title: str
    path: str | None
    source: str | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedSource:
    """A source by a short name, and where it is opened."""

    name: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GateShown:
    """What the law says of a product on some days.

    Args:
        outcome: The outcome whose mark and color it takes.
    """

    gate: GateRow
    outcome: str
    state: str
    measures: list[LinkedMeasure]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActShown:
    """A dated act, in a word and as its source has it."""

    act: MarketAct
    words: str
    side: str
    measures: list[LinkedMeasure]
    source: NamedSource | None


_OUTCOMES = {"free": "NLR", "held": "EXCEPTION", "shut": "LICENSE", "unknown": "UNDETERMINED"}


def shown_of(
    found: AnsweredMarket, asked: AskedMarket, panel: MarketPanel, site: Site, lang: str
) -> Json:
    """Everything that the template names of an answer."""
    answer = found.answer
    return {
        "answer": answer,
        "scenarios": scenarios_of(asked, site, lang),
        "headline": headline(found, lang),
        "held": held(answer, panel, lang),
        "drawings": drawings(answer, lang),
        "tables": [
            *tables(answer.series, lang),
            *tables(answer.effect or [], lang, of_effect=True),
        ],
        "gates": [_gate(each, site, lang) for each in answer.gates],
        "acts": [_act(each, site, lang) for each in answer.acts],
        "repeats": repeats_of(asked, site, lang),
        "units": {each.unit: unit_words(each.unit, lang) for each in answer.rests_on},
        "questions": questions_of(answer.market, site, lang),
    }


def scenarios_of(asked: AskedMarket, site: Site, lang: str) -> list[tuple[str, str]]:
    """What the scenarios of a question suppose: name and words."""
    sides = (asked.question.scenario, asked.question.versus)
    names = [side.name for side in sides if side is not None and side.name is not None]
    return [(name, read_scenario(name, site.library).says.say(lang)) for name in names]


def questions_of(market: str, site: Site, lang: str) -> list[tuple[str, str]]:
    """What people asked of a market: the name of each question, and its words."""
    from ecluse.simulate.question_file import QuestionFile
    from ecluse.simulate.read_question import QUESTIONS

    def read() -> list[QuestionFile]:  # a question is held to its market where it is answered
        paths = data_files(site.library.folder / QUESTIONS)
        return [check(read_document(path), QuestionFile) for path in paths]

    files = site.remembered.once("questions", read)
    return [(each.question, each.asks.say(lang)) for each in files if each.market == market]


def headline(found: AnsweredMarket, lang: str) -> list[str]:
    """The whole run in a sentence, and what differs."""
    said = [_told(row, "whole", None, lang) for row in found.whole[:1]]
    versus = found.answer.versus
    if versus is not None:
        against = say("simulate.record", lang) if versus == RECORD else versus
        said += [_told(row, "whole effect", against, lang) for row in (found.effect or [])[:1]]
    return said


def _told(row: SeriesRow, kind: str, against: str | None, lang: str) -> str:
    """A range of the whole run in a sentence."""
    from ecluse.simulate.plot_scale import measure_name, scale_for
    from ecluse.simulate.plot_words import percent

    scale = scale_for(row.unit, abs(row.p50) or abs(row.p95), lang)
    name = measure_name(row.measure, lang)
    return say(
        f"market_page.{kind}",
        lang,
        name=name[:1].upper() + name[1:],
        when=say(f"market_page.{'at the end' if row.measure in _LEVELS else 'in all'}", lang),
        unit=scale.unit,
        middle=scale.say(row.p50),
        low=scale.say(row.p5),
        high=scale.say(row.p95),
        share=percent(row.share_positive or 0.0, lang),
        versus=against,
    )


def held(answer: SimulationAnswer, panel: MarketPanel, lang: str) -> list[str]:
    """The priors that are held and not drawn."""
    from ecluse.web.pages.market_form import told

    turns = {turn.prior: turn for turn in panel.turns}
    found = []
    for prior in answer.rests_on:
        if prior.set_to is not None:
            turn = turns.get(prior.prior)
            value = f"{prior.set_to:g}" if turn is None else told(prior.set_to, turn, lang)
            name = prior.prior if turn is None else turn.says.say(lang)
            found.append(say("market_page.held", lang, name, value))
    return found


def drawings(answer: SimulationAnswer, lang: str) -> list[MarketDrawing]:
    """The pictures of an answer: of several measures, those of the first and all side by side."""
    from ecluse.simulate.plot import pictures
    from ecluse.simulate.plot_sheet import NARROW, WIDE

    first = answer.series[0].measure if answer.series else ""
    both = [pictures(answer, lang, width=width) for width in (WIDE, NARROW)]
    pairs = zip(*both, strict=True)
    return [
        MarketDrawing(wide=wide, narrow=narrow)
        for wide, narrow in pairs
        if wide.kind in ("units", "sources", "priors") or wide.name == first
    ]


def tables(rows: Sequence[SeriesRow], lang: str, *, of_effect: bool = False) -> list[MarketTable]:
    """A table for each measure that is not always zero."""
    from ecluse.simulate.plot_scale import heading, scale_of

    found = []
    for measure, group in groupby(rows, key=lambda row: row.measure):
        kept = [row for row in group if row.p95 or row.p5 or row.mean]
        if not kept:
            continue
        scale = scale_of(kept, lang)
        name = heading(measure, scale, lang)
        title = say("market_page.effect on", lang, name) if of_effect else name
        headings, told = _lines(kept, scale, lang)
        found.append(MarketTable(title=title, headings=headings, rows=told))
    return found


def _lines(
    rows: Sequence[SeriesRow], scale: Any, lang: str
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The headings of a table, and its lines."""
    from ecluse.simulate.plot_words import numbers, percent, period_name, table_headings

    effect = rows[0].share_positive is not None
    headings = table_headings(lang, "period", *(("share",) if effect else ()))
    lines = []
    for row in rows:
        buyer = row.buyer and buyer_words(row.buyer, lang)
        whose = ", ".join(part for part in (row.product, buyer, row.source) if part)
        share = (f"{percent(row.share_positive or 0.0, lang)}\u00a0%",) if effect else ()
        name = whose or say("simulate.all", lang)
        lines.append((name, period_name(row, lang), *numbers(row, scale), *share))
    return (say("simulate.product", lang), *headings), tuple(lines)


def _gate(gate: GateRow, site: Site, lang: str) -> GateShown:
    state = say(f"simulate.{gate.state}", lang)
    if gate.stated:
        state += say("simulate.as stated", lang)
    if gate.review_policy is not None:
        state += f", {policy(gate.review_policy, lang)}"
    return GateShown(
        gate=gate,
        outcome=_OUTCOMES[gate.state],
        state=state,
        measures=_linked(gate.measures, site, lang),
    )


def _act(act: MarketAct, site: Site, lang: str) -> ActShown:
    from ecluse.simulate.plot_acts import act_words

    return ActShown(
        act=act,
        words=act_words(act, lang),
        side=say(f"market_page.by {act.by}", lang),
        source=_source(act.source, lang),
        measures=_linked(act.measures, site, lang),
    )


def _source(source: str, lang: str) -> NamedSource | None:
    """A source that is an address by its host; a measure of the log is linked already."""
    if not source or source.startswith("us/"):
        return None
    if source.startswith("withheld:"):
        return NamedSource(name=say("market_page.withheld", lang), url=None)
    url = source if source.startswith(("https://", "http://")) else None
    return NamedSource(name=Citation(source=source).name, url=url)


def _linked(names: Sequence[str], site: Site, lang: str) -> list[LinkedMeasure]:
    """Measures with their titles, pages and sources."""
    log: Mapping[str, Measure] = site.remembered.once(
        "measures by name", lambda: {each.measure: each for each in site.library.register.measures}
    )
    return [_link(name, log.get(name), lang) for name in names]


def _link(name: str, measure: Measure | None, lang: str) -> LinkedMeasure:
    if measure is None:
        return LinkedMeasure(name=name, title=name, path=None, source=None, url=None)
    return LinkedMeasure(
        name=name,
        title=measure.title.say(lang),
        path=f"/measure/{short(name)}",
        source=measure.cited.source,
        url=measure.cited.url,
    )
