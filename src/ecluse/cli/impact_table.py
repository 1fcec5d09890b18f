"""What a change of law does to inference, on the terminal.

Belongs here: the table and the lines under it. Does not: working anything out (design).
Always true: before and after stand in the same unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table
from rich.text import Text

from ecluse.cli.columns import bare, number_column, text_column
from ecluse.cli.screen import console
from ecluse.words.say import number, say

if TYPE_CHECKING:
    from ecluse.inference.layout import Layout
    from ecluse.simulate.law_impact import Impact, Offer, Stock

_SHOWN = 8
_BY = ("per_chip", "per_dollar", "per_watt")


def print_impact(found: Impact, layout: Layout, lang: str) -> None:
    """Print what is lost, what is gained, and the best of each side."""
    out = console()
    sides = {"to": found.to, "before": found.before, "after": found.after}
    out.write_line(say("impact.ships to", lang, model=found.model, layout=layout, **sides), "bold")
    out.print(_table(found, lang))
    for key, offers in (("lost", found.lost), ("gained", found.gained)):
        if offers:
            out.write_line(
                say(f"impact.{key}", lang, count=len(offers), names=_names(offers, lang))
            )
    for key, stock in (("stock", found.stock), ("each day", found.each_day)):
        if stock is not None:
            out.write_line(say(f"impact.{key}", lang, _stock(stock, lang)))
    out.write_line(say("impact.note", lang), "dim")


def _table(found: Impact, lang: str) -> Table:
    headings = (say("impact.best", lang), escape(found.before), escape(found.after))
    ratio = number_column(say("impact.ratio", lang), folds=True)
    table = bare(*map(text_column, headings), ratio)
    for by in _BY:
        best = found.best[by]
        offers = (Text(_offer(offer, by, lang)) for offer in (best.before, best.after))
        times = "–" if best.ratio is None else number(round(best.ratio, 2), lang)
        table.add_row(say(f"impact_unit.{by}", lang), *offers, times)
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
    counts = {
        "units": stock.units,
        "rate": stock.output_tokens_per_s,
        "h100": stock.h100_equivalents,
    }
    numbers = {name: number(count, lang, 0) for name, count in counts.items()}
    text = say("impact.stock is", lang, item=stock.item, **numbers)
    tpp = stock.tpp
    return text if tpp is None else text + say("impact.tpp", lang, number(tpp, lang, 0))
