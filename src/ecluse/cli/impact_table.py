"""What a change of law does to inference, on the terminal.

Belongs here: the table and the lines under it. Does not: working anything out (design).
Always true: before and after stand in the same unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from ecluse.cli.screen import console
from ecluse.words.say import number, say

if TYPE_CHECKING:
    from ecluse.simulate.law_impact import Impact, Offer, Stock

_SHOWN = 8
_BY = ("per_chip", "per_dollar", "per_watt")


def print_impact(found: Impact, layout: str, lang: str) -> None:
    """Print what is lost, what is gained, and the best of each side."""
    out = console()
    head = say(
        "impact.ships to",
        lang,
        model=found.model,
        to=found.to,
        before=found.before,
        after=found.after,
        layout=layout,
    )
    out.print(Text(head, style="bold"))
    out.print(_table(found, lang))
    if found.lost:
        names = _names(found.lost, lang)
        out.print(Text(say("impact.lost", lang, count=len(found.lost), names=names)))
    if found.gained:
        names = _names(found.gained, lang)
        out.print(Text(say("impact.gained", lang, count=len(found.gained), names=names)))
    if found.stock is not None:
        out.print(Text(say("impact.stock", lang, _stock(found.stock, lang))))
    if found.each_day is not None:
        out.print(Text(say("impact.each day", lang, _stock(found.each_day, lang))))
    out.print(Text(say("impact.note", lang), style="dim"))


def _table(found: Impact, lang: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in (say("impact.best", lang), found.before, found.after):
        table.add_column(Text(name), overflow="fold")
    table.add_column(say("impact.ratio", lang), overflow="fold", justify="right")
    for by in _BY:
        best = found.best[by]
        ratio, offers = best.ratio, (best.before, best.after)
        table.add_row(
            say(f"impact_unit.{by}", lang),
            *(Text(_offer(offer, by, lang)) for offer in offers),
            "–" if ratio is None else number(round(ratio, 2), lang),
        )
    return table


def _offer(offer: Offer | None, by: str, lang: str) -> str:
    if offer is None:
        return say("impact.nothing", lang)
    rate = number(float(f"{getattr(offer, by):.3g}"), lang)
    return say("impact.offer", lang, item=offer.item, rate=rate)


def _names(offers: Sequence[Offer], lang: str) -> str:
    names = [
        f"{offer.item} ({number(offer.per_chip, lang, 0)})" if offer.per_chip else offer.item
        for offer in offers[:_SHOWN]
    ]
    return ", ".join(names) + (" …" if len(offers) > _SHOWN else "")


def _stock(stock: Stock, lang: str) -> str:
    text = say(
        "impact.stock is",
        lang,
        units=number(stock.units, lang, 0),
        item=stock.item,
        rate=number(stock.output_tokens_per_s, lang, 0),
        h100=number(stock.h100_equivalents, lang, 0),
    )
    tpp = stock.tpp
    return text if tpp is None else text + say("impact.tpp", lang, number(tpp, lang, 0))
