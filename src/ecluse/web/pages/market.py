"""The pages of markets over time: which there are, and one of them.

Belongs here: the pages, and their one spelling. Does not: reading a question or running a market
(web.market), the form (market_form), or what is shown of an answer (market_view).
Always true: what is shown is the value of the command; an address says all that was chosen, and
leads to its one spelling; a model is never called a forecast.
"""

from __future__ import annotations

from functools import partial
from http import HTTPStatus

from ecluse.law.scenario import read_scenario
from ecluse.simulate.panel_file import RECORD, MarketPanel, panel_names, read_panel
from ecluse.web.api.simulate import OF_A_MARKET
from ecluse.web.market import (
    AnsweredMarket,
    AskedMarket,
    market_answered,
    market_asked,
    market_named,
    market_names,
    prepare_scenarios,
    query_of_market,
)
from ecluse.web.pages.embed import embed_code, embed_error, embed_page
from ecluse.web.pages.market_form import DRAWN, NONE, controls
from ecluse.web.pages.market_view import drawings, shown_of
from ecluse.web.pages.spelling import asked_at, moved, whole
from ecluse.web.params import Json
from ecluse.web.render import at, heavy_page, page
from ecluse.web.reply import DATED, Reply
from ecluse.web.routes import Call
from ecluse.web.site import Site
from ecluse.words.say import say

_HIGH = 760  # CSS pixels of a frame


def markets(call: Call) -> Reply:
    """The markets that are shipped."""
    site = call.site
    return page(
        call,
        "markets.html",
        title=say("market_page.markets", call.lang),
        path="/markets",
        section="markets",
        max_age=DATED,
        markets=[market_named(site, name).file for name in market_names(site)],
        prepared={name: _prepared(site, name, call.lang) for name in market_names(site)},
    )


def _prepared(site: Site, market: str, lang: str) -> list[tuple[str, str]]:
    """The scenarios of a market's page: name and what each supposes."""
    names = panel_of(site, market).prepared
    return [(name, read_scenario(name, site.library).says.say(lang)) for name in names]


def panel_of(site: Site, market: str) -> MarketPanel:
    """What the page of a market lets a reader turn; little where nobody made a panel."""
    if market not in panel_names(site.library.folder):
        return MarketPanel(panel=market, measures=("chips", "revenue"), scenarios=(), turns=())
    return site.remembered.once(("panel", market), lambda: read_panel(market, site.library))


def _served(before: str, call: Call) -> Reply:
    """A market, or its pictures to be framed; another spelling leads to the one address."""
    site, name = call.site, call.path["market"]
    panel = panel_of(site, market_named(site, name).file.market)
    asked = _asked(call, panel)
    address = f"/market/{name}{query_of_market(asked.words)}"
    if before + address != asked_at(call):
        return moved(call, before + address, HTTPStatus.PERMANENT_REDIRECT)
    found = market_answered(site, asked, call.lang)
    if before:
        return _framed(call, asked, found, address)
    return _page(call, asked, found, panel, address)


def _page(
    call: Call, asked: AskedMarket, found: AnsweredMarket, panel: MarketPanel, address: str
) -> Reply:
    """A market: its form, pictures, numbers, and what they rest on."""
    site, lang, name = call.site, call.lang, call.path["market"]
    prepare_scenarios(site, asked.market, panel.prepared)
    base = f"{whole(call)}{at(lang)}"
    title = asked.market.file.says.say(lang).rstrip(".")
    return page(
        call,
        "market.html",
        title=title,
        path=address,
        section="markets",
        max_age=DATED,
        name=name,
        file=asked.market.file,
        controls=controls(asked.market, panel, asked.question, lang),
        api=f"/api/v1/simulate/{name}{query_of_market(asked.words)}",
        embed=embed_code(f"{base}/embed{address}", title, _HIGH),
        address=f"{base}{address}",
        **shown_of(found, asked, panel, site, lang),
    )


def _asked(call: Call, panel: MarketPanel) -> AskedMarket:
    """The question of an address, without what the form says of its own accord.

    Raises:
        InputError, SeveralErrors: It is not understood.
    """
    said: Json = dict(call.params)
    said["set"] = [pair for pair in said.get("set", []) if not pair.endswith(f"={DRAWN}")]
    if said.get("versus") in (NONE, said.get("scenario", RECORD)):
        del said["versus"]
    usual = panel.measures[:1]
    if said.get("show") == usual[0]:
        del said["show"]
    return market_asked(call.site, call.path["market"], said, usual)


def _framed(call: Call, asked: AskedMarket, found: AnsweredMarket, address: str) -> Reply:
    """The pictures of a market, to be framed by other sites."""
    return embed_page(
        call,
        "embed_market.html",
        asked.market.file.says.say(call.lang).rstrip("."),
        whole_address=whole(call) + at(call.lang) + address,
        drawings=drawings(found.answer, call.lang)[:1],
        file=asked.market.file,
        said=found.answer.disclaimer,
    )


ENDPOINTS = (
    heavy_page("/markets", markets, "The markets that are shipped."),
    heavy_page("/market/{market}", partial(_served, ""), "A market over time.", takes=OF_A_MARKET),
    heavy_page(
        "/embed/market/{market}",
        partial(_served, "/embed"),
        "The fan of a market, to be framed by other sites.",
        takes=OF_A_MARKET,
        errors=embed_error,
    ),
)
