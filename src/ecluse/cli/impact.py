"""`ecluse impact`: what a change of law does to the best inference that can be bought."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from ecluse.answers.plain import plain
from ecluse.cli.infer import model_of
from ecluse.cli.ranges import Batch, Degree, Tokens, Units
from ecluse.cli.screen import shown
from ecluse.cli.session import (
    ReadingName,
    console,
    data_folder,
    day_of,
    given_of,
    library,
    print_json,
    register_of,
)
from ecluse.errors import InputError
from ecluse.law.measure import Reading

if TYPE_CHECKING:
    from ecluse.design.market import Impact, Offer, Stock
    from ecluse.law.library import Library
    from ecluse.law.register import Law


def impact(
    *,
    to: str,
    before: str,
    after: str,
    model: str = "Llama-3.1-70B",
    on: str | None = None,
    reading: ReadingName = "enforced",
    outcome: Literal["nlr", "exception", "case-by-case", "any"] = "nlr",
    item: str | None = None,
    units: Units | None = None,
    per_day: Units | None = None,
    precision: str = "fp8",
    tp: Degree = 8,
    ep: Degree = 1,
    batch: Batch = 64,
    input: Tokens = 2048,
    output: Tokens = 512,
    given: Annotated[list[str] | None, Parameter(negative=(), consume_multiple=False)] = None,
    json: bool = False,
) -> None:
    """What a change of law does to the best inference that can legally be bought at a destination.

    Catalogue chips only, those of Chinese designers left out: nobody exports them there.

    Args:
        to: Destination: ISO 3166 code or country name.
        before: A day, YYYY-MM-DD, or a scenario.
        after: A day, YYYY-MM-DD, or a scenario.
        model: The language model.
        on: The day on which a scenario is looked at; today where left out.
        reading: The law as its text stands, or as the agency says that it enforces it.
        outcome: What counts as to be had: no license needed, an exception, a license reviewed case
            by case, or any.
        item: The chip of --units and --per-day; the best chip that the change takes away where left
            out.
        units: Chips in a stock: what they add up to; 0.001 to 1,000,000,000,000.
        per_day: Chips a day: what each day of delay lets through; 0.001 to 1,000,000,000,000.
        precision: Number formats of the model.
        tp: Chips that share each matrix; 1 to 1,000,000.
        ep: Chips over which experts are spread; 1 to 1,000,000.
        batch: Sequences in flight per group; 1 to 1,000,000.
        input: Prompt tokens of a request; 1 to 10,000,000.
        output: Output tokens of a request; 1 to 10,000,000.
        given: FACT=VALUE, any other fact of the shipments; may be repeated.
        json: Print JSON.
    """
    from ecluse.design.legal import check_wanted
    from ecluse.design.market import impact as impact_of
    from ecluse.design.objective import task

    books = library()
    laws = [
        _law(text, on, reading, books, option)
        for text, option in ((before, "--before"), (after, "--after"))
    ]
    work = task(
        model_of(model),
        precision=precision,
        tp=tp,
        ep=ep,
        batch=batch,
        input_tokens=input,
        output_tokens=output,
        folder=data_folder(),
    )
    found = impact_of(
        laws[0],
        laws[1],
        books,
        work,
        to=books.countries.code(to, "--to"),
        names=(before, after),
        wanted=check_wanted(outcome),
        item=item,
        units=units,
        per_day=per_day,
        given=given_of(given or (), books),
        folder=data_folder(),
    )
    print_json(plain(found)) if json else _print(found, work.layout.__str__())


def _law(text: str, on: str | None, reading: str, books: Library, option: str) -> Law:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        if text[:1].isdigit():
            raise InputError(
                f"'{text}' is not a date", option, "write it as YYYY-MM-DD, or name a scenario"
            ) from None
        return register_of(text, books).at(day_of(on, books, "--on"), None, Reading(reading))
    return books.register.at(day_of(day.isoformat(), books, option), None, Reading(reading))


def _print(found: Impact, layout: str) -> None:
    from rich.table import Table

    out = console()
    out.print(
        f"[bold]{shown(found.model)} on chips that may ship to {found.to}[/bold]: {shown(found.before)} against {shown(found.after)} ({layout})"
    )
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("best", found.before, found.after, "ratio"):
        table.add_column(
            shown(name), overflow="fold", justify="left" if name != "ratio" else "right"
        )
    units = {
        "per_chip": "tokens/s a chip",
        "per_dollar": "tokens/s per 1,000 USD",
        "per_watt": "tokens/s a watt",
    }
    for by, unit in units.items():
        ratio = found.best[by].ratio
        table.add_row(
            unit,
            _offer(found.best[by].before, by),
            _offer(found.best[by].after, by),
            "–" if ratio is None else f"{ratio:.2f}",
        )
    out.print(table)
    for name, offers in (("No longer to be had", found.lost), ("Newly to be had", found.gained)):
        if offers:
            some = ", ".join(
                f"{each.item} ({each.per_chip:,.0f})" if each.per_chip else each.item
                for each in offers[:8]
            )
            out.print(f"{name} ({len(offers)}): {shown(some)}{' …' if len(offers) > 8 else ''}")
    if found.stock is not None:
        out.print(f"A stock of {_stock(found.stock)}")
    if found.each_day is not None:
        out.print(f"Each day of delay lets through {_stock(found.each_day)}")
    out.print(
        "[dim]Output tokens/s with both phases on the same chips; prices are the youngest printed ones; a model, not legal advice.[/dim]"
    )


def _offer(offer: Offer | None, by: str) -> str:
    return "nothing" if offer is None else f"{shown(offer.item)}: {getattr(offer, by):,.3g}"


def _stock(stock: Stock) -> str:
    tpp = "" if stock.tpp is None else f", {stock.tpp:,.0f} TPP"
    return f"{stock.units:,.0f} {shown(stock.item)}: {stock.output_tokens_per_s:,.0f} output tokens/s, {stock.h100_equivalents:,.0f} H100-equivalents for this load{tpp}"
