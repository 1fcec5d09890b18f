"""What the page of a market shows of an answer.

Belongs here: pictures, tables, sources and commands as the template takes them. Does not: the form
(market_form), or working anything out.
Always true: every number of a picture stands in a table; each act and prior stands with its source.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ecluse.citation import Citation, names_a_source
from ecluse.determine.wording import policy
from ecluse.facts.reader import check, data_files, read_document
from ecluse.law.measure import Measure
from ecluse.law.scenario import read_scenario
from ecluse.simulate.in_words import buyer_words, unit_words
from ecluse.simulate.panel_file import RECORD, MarketPanel
from ecluse.simulate.question_file import QuestionFile
from ecluse.simulate.read_question import QUESTIONS
from ecluse.web.market import AnsweredMarket, AskedMarket
from ecluse.web.pages.market_repeat import repeats_of
from ecluse.web.params import Json, Pairs
from ecluse.web.remembered import once_a_release
from ecluse.web.routes import Call
from ecluse.web.site import Site
from ecluse.words.say import say

if TYPE_CHECKING:
    from ecluse.simulate.plot_sheet import MarketPicture
    from ecluse.simulate.result import SeriesRow, SimulationAnswer

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


_OUTCOMES = {"free": "NLR", "held": "EXCEPTION", "shut": "LICENSE", "unknown": "UNDETERMINED"}


def shown_of(found: AnsweredMarket, asked: AskedMarket, panel: MarketPanel, call: Call) -> Json:
    """Everything that the template names of an answer."""
    answer, lang = found.answer, call.lang
    sides = (asked.question.scenario, asked.question.versus)
    names = [side.name for side in sides if side is not None and side.name is not None]
    effect = answer.effect or []
    return {
        "answer": answer,
        "scenarios": supposed(names, call),
        "headline": headline(found, lang),
        "held": held(answer, panel, lang),
        "drawings": drawings(answer, lang),
        "tables": [*tables(answer.series, lang), *tables(effect, lang, of_effect=True)],
        "units": {each.unit: unit_words(each.unit, lang) for each in answer.rests_on},
        "questions": [each for each in _questions(call.site) if each.market == answer.market],
        "repeats": repeats_of(asked, call.site, lang),
        "log": _log(call.site),
        "outcomes": _OUTCOMES,  # whose mark and color a state of the law takes
        **_worded(lang),
    }


def _worded(lang: str) -> Json:
    """What puts parts of an answer into words."""
    from ecluse.simulate.plot_acts import act_words

    return {
        "policy": lambda name: policy(name, lang),
        "act_words": lambda act: act_words(act, lang),
        "source_of": lambda act: _source(act.source, lang),
    }


def supposed(scenarios: Sequence[str], call: Call) -> Pairs:
    """What some scenarios suppose: name and words."""
    return [(name, read_scenario(name, call.library).says.say(call.lang)) for name in scenarios]


@once_a_release()
def _questions(site: Site) -> list[QuestionFile]:
    """What people asked of markets; each is held to its market where it is answered."""
    paths = data_files(site.library.folder / QUESTIONS)
    return [check(read_document(path), QuestionFile) for path in paths]


@once_a_release()
def _log(site: Site) -> dict[str, Measure]:
    """The measures of the log by their names: a scenario may add others."""
    return {each.measure: each for each in site.library.register.measures}


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


def _source(source: str, lang: str) -> Citation | None:
    """A source that is an address by its host; a measure of the log is linked already."""
    if not names_a_source(source) or source.startswith("us/"):
        return None
    if source.startswith("withheld:"):
        return Citation(source=say("market_page.withheld", lang))
    url = source if source.startswith(("https://", "http://")) else None
    return Citation(source=source, url=url)
