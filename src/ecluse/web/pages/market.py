"""The pages of markets over time: which there are, and one of them.

Belongs here: the pages, and their one spelling. Does not: reading a question or running a market
(web.market), the form (market_form), or what is shown of an answer (market_view).
Always true: what is shown is the value of the command; an address says all that was chosen, and
leads to its one spelling; a model is never called a forecast.
"""

from __future__ import annotations

from functools import partial

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
from ecluse.web.pages.embed import embed_code, embed_error
from ecluse.web.pages.market_form import DRAWN, NONE, controls
from ecluse.web.pages.market_view import drawings, shown_of, supposed
from ecluse.web.pages.spelling import asked_at, moved, whole
from ecluse.web.params import Json
from ecluse.web.remembered import once_a_release
from ecluse.web.render import heavy_page, page
from ecluse.web.reply import DATED, Reply
from ecluse.web.routes import Call
from ecluse.web.site import Site

_HIGH = 760  # CSS pixels of a frame


def markets(call: Call) -> Reply:
    """The markets that are shipped."""
    site = call.site
    return page(
        call,
        "markets.html",
        path="/markets",
        max_age=DATED,
        markets=[
            (market_named(site, name).file, supposed(panel_of(site, name).prepared, call))
            for name in market_names(site)
        ],
    )


def panel_of(site: Site, market: str) -> MarketPanel:
    """What the page of a market lets a reader turn; little where nobody made a panel."""
    if market not in panel_names(site.library.folder):
        return MarketPanel(panel=market, measures=("chips", "revenue"), scenarios=(), turns=())
    return _panel(site, market)


@once_a_release()
def _panel(site: Site, market: str) -> MarketPanel:
    return read_panel(market, site.library)


def _served(before: str, call: Call) -> Reply:
    """A market, or its pictures to be framed; another spelling leads to the one address."""
    site, name = call.site, call.path["market"]
    panel = panel_of(site, market_named(site, name).file.market)
    asked = _asked(call, panel)
    address = f"/market/{name}{query_of_market(asked.words)}"
    if before + address != asked_at(call):
        return moved(call, before + address)
    found = market_answered(site, asked, call.lang)
    title = asked.market.file.says.say(call.lang).rstrip(".")
    shown = _framed(call, found) if before else _whole(call, asked, found, panel)
    return page(
        call,
        "embed_market.html" if before else "market.html",
        title=title,
        path=None if before else address,
        max_age=DATED,
        file=asked.market.file,
        whole_address=whole(call, address),
        embed=embed_code(whole(call, f"/embed{address}"), title, _HIGH),
        **shown,
    )


def _whole(call: Call, asked: AskedMarket, found: AnsweredMarket, panel: MarketPanel) -> Json:
    """The form of a market, its pictures, numbers, and what they rest on."""
    name = call.path["market"]
    prepare_scenarios(call.site, name, panel.prepared)
    return {
        "name": name,
        "controls": controls(asked.market, panel, asked.question, call.lang),
        "api": f"/api/v1/simulate/{name}{query_of_market(asked.words)}",
        **shown_of(found, asked, panel, call),
    }


def _framed(call: Call, found: AnsweredMarket) -> Json:
    """The pictures of a market, to be framed by other sites."""
    return {"drawings": drawings(found.answer, call.lang)[:1], "said": found.answer.disclaimer}


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
