"""A question about a market over time: the brief of what a rule, a notice, a license lets through.

Belongs here: its titles, its four bullets, what is certain and what is not. Does not: running
anything (simulate), how a range is told (ranges).
Always true: every number is a range over draws, or says what it is; a title says that a law is
supposed where one is; a market that nobody researched says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from ecluse.answers.plain import plain
from ecluse.brief.answer import (
    MOST_WORDS,
    TITLE_SIGNS,
    Brief,
    BriefPicture,
    BriefSource,
    Bullet,
    Span,
    ToldNumber,
    bullet_of,
    joined,
    words_in,
)
from ecluse.brief.asked import command
from ecluse.brief.certain import Sorted, not_read_after, rests_on
from ecluse.brief.market_parts import MarketTold, fact_day, filled, named, prior_name, share
from ecluse.brief.naming import source_of
from ecluse.brief.ranges import RangeEnds, ends_of, range_says
from ecluse.brief.sentence import AnswerData, PlainData, Says, fitting_title, sentence
from ecluse.brief.strips import strips_picture
from ecluse.brief.terms import BriefTerms
from ecluse.brief.whole import BriefParts, brief_of
from ecluse.citation import FIRM, Confidence
from ecluse.errors import ModelError
from ecluse.simulate.question_answer import QuestionAnswer
from ecluse.simulate.read_question import MarketQuestion
from ecluse.words.say import day, number, say

_BINDS = 0.5  # the share of draws from which on supply is said to bind
_DRAWS, _SEED = 1000, 1  # what the command takes where nothing is said
_WEAKEST = 3  # priors that are named as not certain


def market_brief(answer: QuestionAnswer, question: MarketQuestion, terms: BriefTerms) -> Brief:
    """The brief of a question about a market.

    Args:
        answer: In the language of the terms.

    Raises:
        ModelError: A sentence of the question no longer holds of the answer, or is too long.
    """
    data = plain(answer)
    told = MarketTold(
        question=question,
        answer=AnswerData("question", data, _command(answer, terms), terms.lang),
        terms=terms,
    )
    return brief_of(
        BriefParts(
            kind="market",
            kicker=tuple(_kicker(told)),
            title=_title(told),
            lead=_lead(told),
            bullets=_bullets(told),
            picture=_picture(told),
            sorted=Sorted(certain=tuple(_certain(told)), not_certain=tuple(_not_certain(told))),
            page=_page(answer.question, question, terms),
            stands=say("market_brief.model", told.lang),
            answers=(told.answer,),
        ),
        terms,
    )


def _command(answer: QuestionAnswer, terms: BriefTerms) -> str:
    """The command that prints the answer."""
    other = {}
    if answer.draws != _DRAWS:
        other["draws"] = str(answer.draws)
    if answer.seed != _SEED:
        other["seed"] = str(answer.seed)
    return command("simulate", "question", terms.asked(answer.question), **other)


def _kicker(told: MarketTold) -> Iterator[str]:
    lang, data = told.lang, told.answer.data
    yield say("market_brief.kicker", lang)
    yield data["market"]
    yield say("market_brief.model", lang)
    if _supposed(told):
        yield say("market_brief.what if", lang)
    if not data["researched"]:
        yield say("market_brief.untested", lang)


def _main(told: MarketTold) -> PlainData:
    """The row that the answer is about."""
    main = told.question.file.main
    row: PlainData = told.answer.data["rows"][told.row(main.row, main.measure)]
    return row


def _title(told: MarketTold) -> Says:
    """The first title that is short enough.

    Raises:
        ModelError: None is, once its numbers are filled in.
    """
    titles = list(_titles(told))
    try:
        return fitting_title(titles)
    except ValueError as error:
        what = f"no title has at most {TITLE_SIGNS} signs once filled: '{joined(titles[-1])}'"
        where = f"{told.question.document.file}: titles"
        raise ModelError(what, where, "add a shorter title") from error


def _titles(told: MarketTold) -> Iterator[Says]:
    """The titles of the question; one about a supposed world says so."""
    lang, supposed = told.lang, _supposed(told)
    for title in told.question.file.titles:
        says = filled(told, title.say(lang))
        yield sentence("brief_title.what if", lang, title=says) if supposed else says


def _supposed(told: MarketTold) -> bool:
    """Whether what the title tells is of a supposed world, or measured against one."""
    main = _main(told)
    worlds = {each["world"]: each["supposed"] for each in told.answer.data["worlds"]}
    return any(worlds[world] for world in (main["world"], main["versus"] or main["world"]))


def _lead(told: MarketTold) -> str:
    """What is asked, and the range of half of the draws beside that of nine in ten."""
    lang, main, data = told.lang, told.question.file.main, told.answer.data
    at = ("rows", str(told.row(main.row, main.measure)))
    half, most = (
        joined(range_says(told.answer, ends_of(told.answer, at, ends)))
        for ends in (("p25", "p75"), ("p5", "p95"))
    )
    count = number(data["draws"], lang)
    return say("market_brief.lead", lang, asks=data["asks"], draws=count, half=half, most=most)


# ---- bullets -------------------------------------------------------------------------------------


def _bullets(told: MarketTold) -> tuple[Bullet, ...]:
    """Those of the question; whether supply binds and what moves it, while there is room."""
    lang, own = told.lang, []
    for bullet in told.question.file.bullets:
        label, says = bullet.label.say(lang), filled(told, bullet.says.say(lang))
        _check_bullet(told, f"{label} {joined(says)}", says)
        own.append(_bullet(told, label, says, source_of(bullet.source.name, bullet.source.url)))
    computed = (_supply(told), _change(told))
    return (*own, *computed[len(own) - 2 :]) if len(own) < 4 else tuple(own)


def _check_bullet(told: MarketTold, text: str, says: Says) -> None:
    """Refuse a bullet of the question that is too long, or tells no number."""
    most, where = MOST_WORDS[told.lang], f"{told.question.document.file}: bullets"
    if words_in(text) > most:
        what = f"a bullet has more than {most} words once filled: '{text}'"
        raise ModelError(what, where, "say it in fewer words")
    if not any(span.number for span in says):
        raise ModelError(f"a bullet tells no number and no day: '{text}'", where, "give it a place")


def _bullet(told: MarketTold, label: str, says: Says, source: BriefSource) -> Bullet:
    asked = told.answer.data["question"]
    page = _page(asked, told.question, told.terms)
    proof = page if asked in told.terms.files else f"{page}.json"
    return bullet_of(label, says, source, proof)


def _page(asked: str, question: MarketQuestion, terms: BriefTerms) -> str:
    """The page of a question; of one's own, which no page shows, that of its market."""
    if asked in terms.files:
        return terms.links.market(question.file.market)
    return terms.links.brief("market", asked)


def _supply(told: MarketTold) -> Bullet:
    """Whether the flow is shut, supply binds, or the seller holds stock."""
    lang, answer = told.lang, told.answer
    supply = answer.data["supply"]
    binds = supply["binds"] >= _BINDS and not supply["shut"]
    paths = (("supply", "stock_p5"), ("supply", "stock_p95"))
    values = (float(supply["stock_p5"]), float(supply["stock_p95"]))
    says = sentence(
        f"market_brief.supply {'shut' if supply['shut'] else 'binds' if binds else 'holds'}",
        lang,
        day=answer.tell("supply", "on"),
        share=share(answer, "supply", "binds"),
        stock=range_says(answer, RangeEnds(paths=paths, values=values, unit="units")),
    )
    file, products = told.question.market.file, answer.data["products"]
    first = next(each for each in file.products if each.product in products)
    prior = told.question.market.priors[first.takes["backlog_weeks" if binds else "stock_weeks"]]
    heading = say("market_brief.label supply", lang)
    return _bullet(told, heading, says, _source(told, prior.prior, prior.source, prior.confidence))


def _change(told: MarketTold) -> Bullet:
    """The prior that the answer moves with most."""
    lang, answer = told.lang, told.answer
    heading = say("market_brief.label change", lang)
    if not answer.data["drivers"]:
        draws = answer.tell("draws", decimals=0)
        says = sentence("market_brief.moves with nothing", lang, draws=draws)
        return _bullet(told, heading, says, BriefSource(name=answer.data["market"], url=None))
    first = answer.data["drivers"][0]
    path = ("drivers", "0", "correlation")
    told_as = ToldNumber(value=first["correlation"], unit=None, answer=answer.name, at=path)
    says = sentence(
        "market_brief.moves with",
        lang,
        what=named(_prior(told, first["prior"])),
        correlation=Span(text=_signed(first["correlation"], lang), number=told_as),
        confidence=say(f"market_brief.{first['confidence']}", lang),
    )
    return _bullet(
        told, heading, says, _source(told, first["prior"], first["source"], first["confidence"])
    )


def _source(told: MarketTold, prior: str, source: str, confidence: str) -> BriefSource:
    """The first part of a prior's source; the file that argues it where it is a judgment."""
    if confidence == "assumed":
        market = told.question.market
        beside = market.supply if market.supply and prior in market.supply.priors else None
        return source_of(f"data/priors/{(beside or market).file.priors}.yaml", None)
    return source_of(re.split("[:;]", source, maxsplit=1)[0], None)


def _signed(value: float, lang: str) -> str:
    text = number(round(abs(value), 2), lang)
    return f"\u2212{text}" if value < 0 else text


def _prior(told: MarketTold, prior: str) -> str:
    products = told.answer.data["products"]
    return prior_name(prior, told.question.market, products, told.lang)


# ---- the picture, what is certain and what is not ------------------------------------------------


def _picture(told: MarketTold) -> BriefPicture:
    """The rows of the main measure as strips; beside an effect, no level."""
    main = _main(told)
    keys = ("measure", "unit")
    rows = told.answer.data["rows"]
    alike = [row for row in rows if all(row[key] == main[key] for key in keys)]
    effects = [row for row in alike if row["versus"] is not None]
    return strips_picture(alike if main["versus"] is None else effects, told.terms)


def _certain(told: MarketTold) -> Iterator[str]:
    """Law and facts that were read at their own place, and what the run holds to."""
    lang = told.lang
    yield from (_law(told, gate) for gate in _shut(told) if _confidence(told, gate) in FIRM)
    yield from (_fact(each, lang) for each in told.answer.data["facts"] if _firm(each))
    yield say("market_brief.books", lang)
    yield say("market_brief.repeat", lang, command=told.answer.command)


def _shut(told: MarketTold) -> Iterator[PlainData]:
    """The stretches in which a measure of the log asks for a license; those that join as one."""
    of = ("product", "destination", "headquarters")
    found: list[dict[str, Any]] = []
    for gate in told.answer.data["gates"]:
        if gate["state"] != "shut" or not gate["measures"]:
            continue
        before = date.fromisoformat(gate["from"]) - timedelta(days=1)
        last = found[-1] if found else None
        if last and last["until"] == before.isoformat() and all(last[k] == gate[k] for k in of):
            last["until"] = gate["until"]
        else:
            found.append(dict(gate))
    yield from found


def _confidence(told: MarketTold, gate: PlainData) -> Confidence:
    """What the first measure of a stretch was read in."""
    return told.terms.measure(gate["measures"][0]).cited.confidence


def _firm(fact: PlainData) -> bool:
    """Whether a fact was read where it was said, and a reader can check it."""
    return bool(fact["checkable"]) and fact["confidence"] == Confidence.HIGH.value


def _law(told: MarketTold, gate: PlainData) -> str:
    """When a license is required; its first and last days are told where the run holds them."""
    lang, measure = told.lang, told.terms.measure(gate["measures"][0])
    since, until = (date.fromisoformat(gate[key]) for key in ("from", "until"))
    first, last = (date.fromisoformat(told.answer.data[key]) for key in ("from", "until"))
    ends = (" all", " until") if since <= first else (" on", "")
    return say(
        f"market_brief.law{ends[until < last]}",
        lang,
        product=gate["product"],
        since=day(since, lang),
        until=day(until, lang),
        measure=next(told.terms.names.measures(measure)).text,
    )


def _not_certain(told: MarketTold) -> Iterator[str]:
    """What is supposed, and law, facts and priors that rest on less."""
    lang, data = told.lang, told.answer.data
    yield data["disclaimer"]
    yield from data["warnings"]
    for gate in _shut(told):
        if (sure := _confidence(told, gate)) not in FIRM:
            yield rests_on(_law(told, gate), sure.value, lang)
    yield from (_fact(each, lang) for each in data["facts"] if not _firm(each))
    for driver in data["drivers"][:_WEAKEST]:
        yield say(
            f"market_brief.rests{' late' if driver['hindsight'] else ''}",
            lang,
            what=_prior(told, driver["prior"]),
            confidence=say(f"market_brief.{driver['confidence']}", lang),
            source=_source(told, driver["prior"], driver["source"], driver["confidence"]).name,
        )
    yield not_read_after(told.terms.library.data_as_of, lang)


def _fact(fact: PlainData, lang: str) -> str:
    return say(
        "market_brief.fact why",
        lang,
        day=fact_day(fact["on"], lang, month=fact["month"]),
        says=fact["says"],
        why=fact["why"],
        source=fact["source"],
    )
