"""The best designs on the terminal: the table, what binds, and catalogue chips beside.

Belongs here: tables and lines. Does not: searching (design).
Always true: a design that the law does not let through never stands among the best.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from ecluse.cli.columns import headed
from ecluse.cli.screen import console
from ecluse.determine.wording import called, written_answer
from ecluse.words.say import number, say, say_or

if TYPE_CHECKING:
    from ecluse.cli.terminal import Terminal
    from ecluse.design.answer import DesignAnswer
    from ecluse.design.catalogue_chip import CatalogueChip
    from ecluse.design.paper_design import Design
    from ecluse.design.report import DesignReport
    from ecluse.design.shadow_price import ShadowPrice

_FRONT, _ALLOWED, _BESIDE = 6, 6, 10


def print_design(found: DesignAnswer, head: DesignReport, lang: str) -> None:
    """Print the best design, what binds it, and catalogue chips beside it."""
    out = console()
    for line in _heading(found, head, lang):
        out.print(line)
    out.print(_designs(found, lang))
    out.write_line(say("best_design.legend", lang, _unit(found, lang)), "dim")
    out.write_line(_bound(found, lang))
    if found.prices:
        out.print()
        out.write_line(say("best_design.binds", lang), "bold")
        for price in found.prices:
            out.write_line(f"  {_price(price, found, lang)}")
    _print_products(out, found, lang)
    out.write_line(_note(found, lang), "dim")


def _heading(found: DesignAnswer, head: DesignReport, lang: str) -> list[Text]:
    under = say("best_design.under", lang, head.scenario) if head.scenario else ""
    case = say(
        "best_design.case",
        lang,
        to=head.to,
        on=head.on,
        under=under,
        objective=say(f"best_design.by {found.objective}", lang),
        outcome=say(f"best_design.wanted {found.wanted}", lang),
    )
    loads = ("layout", "precision", "batch", "input", "output")
    load = say("best_design.load", lang, **{name: getattr(head, name) for name in loads})
    lines = [
        Text.assemble((say("best_design.head", lang, head.model), "bold"), load),
        Text.assemble(case, (written_answer(str(found.verdict), lang), "bold")),
    ]
    if found.verdict is not None and found.verdict.asks and found.wanted == "case-by-case":
        asks = ", ".join(found.verdict.asks)
        lines.append(Text(say("best_design.to show", lang, asks), style="dim"))
    return lines


def _designs(found: DesignAnswer, lang: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 1, 0, 0))
    table.add_column("", no_wrap=True)
    headings = (
        *("TPP", "/mm2", "mm2", say("design_column.die", lang), "MB", "HBM", "GB", "GB/s"),
        *(say("design_column.link", lang), say("design_column.clock", lang), "W", "USD"),
        *(say(f"design_column.{key}", lang) for key in ("decode", "prefill", "by")),
    )
    for heading in headings:
        table.add_column(heading, justify="right", no_wrap=True)
    rows: list[tuple[str, Design]] = [(say("design_column.best", lang), found.best)]
    if found.without_law is not None:
        rows.append((say("design_column.no law", lang), found.without_law))
    rows += [("", design) for design in _few(found.walked.trade, _FRONT)]
    for name, design in rows:
        table.add_row(name, *_cells(design, lang))
    return table


def _few(designs: Sequence[Design], most: int) -> list[Design]:
    """Some of the designs, evenly spread from the first to the last."""
    if len(designs) <= most:
        return list(designs)
    return [designs[round(place * (len(designs) - 1) / (most - 1))] for place in range(most)]


def _cells(design: Design, lang: str) -> tuple[str, ...]:
    return (
        number(design.tpp, lang),
        _significant(design.performance_density, 4, lang),
        number(design.area_mm2, lang, 0),
        str(design.dies),
        str(design.sram_mb),
        str(design.stacks),
        str(design.dram_gb),
        number(design.dram_gb_per_s, lang),
        str(design.link_gb_per_s),
        say("best_design.percent", lang, design.clock_percent),
        number(design.power_w, lang, 0),
        number(design.cost_usd, lang, 0),
        number(design.decode, lang, 0),
        number(design.prefill, lang, 0),
        _significant(design.value, 4, lang),
    )


def _significant(value: float, digits: int, lang: str) -> str:
    return number(float(f"{value:.{digits}g}"), lang)


def _share(value: float, digits: int, lang: str) -> str:
    sign = "+" if value >= 0 else ""
    return say("best_design.percent", lang, sign + number(round(100 * value, digits), lang))


def _unit(found: DesignAnswer, lang: str) -> str:
    return say(f"design.unit {found.objective}", lang)


def _bound(found: DesignAnswer, lang: str) -> str:
    return say(
        "best_design.closed" if found.refined.closed else "best_design.not closed",
        lang,
        bound=_significant(found.refined.bound, 4, lang),
        unit=_unit(found, lang),
        best=_significant(found.best.value, 4, lang),
    )


def _price(price: ShadowPrice, found: DesignAnswer, lang: str) -> str:
    """What one unit more of a limit would buy."""
    best = found.best.value
    gone = ""
    if price.gain_if_gone is not None:
        gone = say("best_design.gone", lang, _share(price.gain_if_gone / best, 1, lang))
    return say(
        "best_design.price",
        lang,
        limit=_limit(price, lang),
        by=f" ({', '.join(called(each, lang) for each in price.provisions)})"
        if price.provisions
        else "",
        gain=_significant(price.gain_per_unit, 3, lang),
        share=_share(price.gain_per_unit / best, 3, lang),
        gone=gone,
    )


def _limit(price: ShadowPrice, lang: str) -> str:
    """A limit: the figure that it is of, and where it stands."""
    if lang == "en":
        return f"{price.limit_of} {price.limit:g}"
    name = say_or(price.limit_of, f"remedy.{price.limit_of}", lang)
    return f"{say_or(name, f'best_design.{price.limit_of}', lang)} {number(price.limit, lang)}"


def _print_products(out: Terminal, found: DesignAnswer, lang: str) -> None:
    products = [
        product
        for product in found.products
        if product.value is not None or product.decode is not None
    ]
    if not products:
        return
    out.print()
    out.write_line(say("best_design.beside", lang), "bold")
    rates = ("phase.decode", "phase.prefill", "best_design.of best")
    table = headed(
        (say(f"best_design.{key}", lang) for key in ("chip", "answer")),
        (say(key, lang) for key in rates),
    )
    allowed = [each for each in found.products if each.allowed and each.decode is not None]
    for product in dict.fromkeys((*allowed[:_ALLOWED], *products[:_BESIDE])):
        table.add_row(*_product(product, found.best.value, lang))
    out.print(table)


def _product(product: CatalogueChip, best: float, lang: str) -> tuple[Text | str, ...]:
    share = "–"
    if product.value is not None:
        share = say("best_design.percent", lang, number(100 * product.value / best, lang, 0))
    rates = (
        "–" if rate is None else number(rate, lang, 0) for rate in (product.decode, product.prefill)
    )
    return (Text(product.item), Text(written_answer(product.answer, lang)), *rates, share)


def _note(found: DesignAnswer, lang: str) -> str:
    counts = found.walked.counts
    return say(
        "best_design.note",
        lang,
        points=number(counts["looked_at"], lang),
        boxes=number(found.refined.boxes, lang),
        seconds=number(found.seconds, lang, 1),
        rate=number(found.designs_per_s / 1e6, lang, 2),
        buildable=number(counts["buildable"], lang),
        allowed=number(counts["allowed"], lang),
        asked=found.cells_asked,
    )
