"""`ecluse design`: the best chip that a law lets through."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter

from ecluse.answers.plain import plain
from ecluse.cli.infer import model_of
from ecluse.cli.plot import check_plot
from ecluse.cli.ranges import (
    Batch,
    Degree,
    Dies,
    Dollars,
    Doubling,
    Link,
    Share,
    Stacks,
    Tokens,
    Watts,
)
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
    from collections.abc import Callable

    from ecluse.design.answer import DesignAnswer
    from ecluse.design.paper_design import Design
    from ecluse.design.report import DesignReport

Objective = Literal["serve", "decode", "prefill", "latency", "perf-per-cost"]
Wanted = Literal["nlr", "exception", "case-by-case", "any"]


def design(
    *,
    to: str,
    model: str = "Llama-3.1-70B",
    on: str | None = None,
    known: str | None = None,
    reading: ReadingName = "enforced",
    scenario: str | None = None,
    objective: Objective = "serve",
    outcome: Wanted = "nlr",
    process: int = 5,
    memory: str = "HBM3",
    dies: Dies = 1,
    stacks: Stacks = 6,
    link: Link = 900,
    watts: Watts = 700.0,
    dollars: Dollars | None = None,
    precision: str = "fp8",
    tp: Degree = 8,
    ep: Degree = 1,
    batch: Batch = 64,
    input: Tokens = 2048,
    output: Tokens = 512,
    exporter: str = "NVIDIA",
    datacenter: bool = True,
    given: Annotated[list[str] | None, Parameter(negative=(), consume_multiple=False)] = None,
    per_doubling: Doubling = 4,
    tolerance: Share = 0.005,
    plot: Path | None = None,
    force: bool = False,
    json: bool = False,
) -> None:
    """The best chip design that the law of a day lets through to a destination, and what binds it.

    Every point of the space is looked at, then what lies between the points is bounded: no design
    of the space is better than the bound that is printed. It is arithmetic on public figures, not a
    product that anybody has made.

    Args:
        to: Destination: ISO 3166 code or country name.
        model: The language model that the chip is to run; `ecluse infer` names them all.
        on: The day, YYYY-MM-DD; today where left out.
        known: What had been published by this day; everything where left out.
        reading: The law as its text stands, or as the agency says that it enforces it.
        scenario: A scenario file, or the name of a shipped one.
        objective: What to search by: both phases together, decode, prefill, one request's latency,
            or output per cost to make.
        outcome: What a design must be free to: no license (nlr), an exception, a license reviewed
            case by case with everything shown that it asks for, or any.
        process: Process class in nanometers: 7, 5 or 3.
        memory: Memory stacks: HBM2E, HBM3 or HBM3E.
        dies: Logic dies at most; 1 to 16.
        stacks: Memory stacks at most; GH100 has interfaces for six; 1 to 16.
        link: Bandwidth of the links between chips at most, GB/s, both directions; 0 to 10,000.
        watts: Power at most; 1 to 100,000.
        dollars: Cost to make at most; any where left out; 0.01 to 1,000,000,000.
        precision: Number formats of the model.
        tp: Chips that share each matrix; 1 to 1,000,000.
        ep: Chips over which experts are spread; 1 to 1,000,000.
        batch: Sequences in flight per group; 1 to 1,000,000.
        input: Prompt tokens of a request; 1 to 10,000,000.
        output: Output tokens of a request; 1 to 10,000,000.
        exporter: Who exports; letters bind those whom they were sent to.
        datacenter: Whether the chip is designed or marketed for datacenters.
        given: FACT=VALUE, any other fact of the shipment; may be repeated.
        per_doubling: Points of the TPP axis per doubling; 1 to 64.
        tolerance: How close the bound is to come, as a share; 0 to 0.999.
        plot: Draw the designs, the front and catalogue chips beside it to this file (.svg or .png;
            needs the extra `plot`).
        force: Replace a file that ecluse did not write.
        json: Print JSON.
    """
    check_plot(plot, [("the model", model), ("the scenario", scenario)], force=force)
    from ecluse.design.answer import best, case_of
    from ecluse.design.legal import check_wanted
    from ecluse.design.objective import task as task_of
    from ecluse.design.report import report
    from ecluse.design.space import space_of

    if not 0 <= tolerance < 1:
        raise InputError(
            f"--tolerance is {tolerance:g}", "command line", "give a share from 0 to 1, as 0.005"
        )
    books = library()
    day = day_of(on, books, "--on")
    known_day = day_of(known, books, "--known") if known else None
    law = register_of(scenario, books).at(day, known_day, Reading(reading))
    space = replace(
        space_of(
            nm=process,
            memory=memory,
            dies=dies,
            stacks=stacks,
            link=link,
            watts=watts,
            dollars=dollars,
            folder=data_folder(),
        ),
        per_doubling=per_doubling,
    )
    work = task_of(
        model_of(model),
        precision=precision,
        tp=tp,
        ep=ep,
        batch=batch,
        input_tokens=input,
        output_tokens=output,
        folder=data_folder(),
    )
    case = case_of(
        books,
        law,
        to=books.countries.code(to, "--to"),
        exporter=exporter,
        datacenter=datacenter,
        nm=process,
        given=given_of(given or (), books),
    )
    with _bar(json) as told:
        found = best(
            space,
            work,
            case,
            objective=objective,
            wanted=check_wanted(outcome),
            tolerance=tolerance,
            progress=told,
            folder=data_folder(),
        )
    answer = report(found, work, case.shipment, scenario)
    if plot is not None:
        from ecluse.design.draw import plot_designs

        title = f"{work.llm.llm} on {work.layout}, law of {day.isoformat()} to {case.shipment.destination}, outcome {outcome}"
        plot_designs(found, plot, title=title, force=force)
    if json:
        print_json(plain(answer))
    else:
        _print(found, answer)


def _bar(quiet: bool) -> Any:
    import sys

    if quiet or not sys.stderr.isatty():
        return nullcontext(None)
    return _Bar()


class _Bar:
    """A progress bar on standard error, gone when done."""

    def __enter__(self) -> Callable[[int, int], None]:
        from rich.console import Console
        from rich.progress import Progress

        self.progress = Progress(console=Console(stderr=True), transient=True)
        self.progress.start()
        self.task = self.progress.add_task("designs", total=None)
        return lambda done, total: self.progress.update(self.task, completed=done, total=total)

    def __exit__(self, *_: object) -> None:
        self.progress.stop()


def _print(found: DesignAnswer, head: DesignReport) -> None:
    from rich.table import Table

    out = console()
    out.print(
        f"[bold]The best design for {shown(head.model)}[/bold] ({head.layout}, {shown(head.precision)}, batch {head.batch}, {head.input} in, {head.output} out)"
    )
    out.print(
        f"to {head.to} on {head.on}{' under ' + shown(head.scenario) if head.scenario else ''}, searched by {found.objective}, outcome {found.wanted}: [bold]{shown(found.verdict)}[/bold]"
    )
    if found.verdict is not None and found.verdict.asks and found.wanted == "case-by-case":
        out.print(f"[dim]to be shown: {shown(', '.join(found.verdict.asks))}[/dim]")
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 1, 0, 0))
    for name in (
        "",
        "TPP",
        "/mm2",
        "mm2",
        "die",
        "MB",
        "HBM",
        "GB",
        "GB/s",
        "link",
        "clock",
        "W",
        "USD",
        "decode",
        "prefill",
        "by",
    ):
        table.add_column(name, justify="left" if not name else "right", no_wrap=True)
    rows: list[tuple[str, Design]] = [("best", found.best)]
    if found.without_law is not None:
        rows.append(("no law", found.without_law))
    rows += [("", each) for each in _few(found.walked.trade, 6)]
    for name, each in rows:
        table.add_row(name, *_cells(each))
    out.print(table)
    out.print(
        f"[dim]/mm2: performance density; MB: on-chip memory; HBM: stacks; link: both directions, the host's apart; rates per chip; by: {found.unit}.\nRows without a name are the front of decode against prefill.[/dim]"
    )
    closed = (
        "no design of the space exceeds"
        if found.refined.closed
        else "not closed; no design of the space exceeds"
    )
    out.print(f"{closed} {found.refined.bound:,.4g} {found.unit} (best {found.best.value:,.4g})")
    if found.prices:
        out.print("\n[bold]What binds[/bold]")
        for price in found.prices:
            gone = (
                ""
                if price.gain_if_gone is None
                else f"; without this limit {price.gain_if_gone / found.best.value:+.1%}"
            )
            by = f" ({shown(', '.join(price.provisions))})" if price.provisions else ""
            out.print(
                f"  {price.limit_of} {price.limit:g}{by}: one unit more buys {price.gain_per_unit:.3g} ({price.gain_per_unit / found.best.value:+.3%}){gone}"
            )
    beside = [each for each in found.products if each.value is not None or each.decode is not None][
        :10
    ]
    if beside:
        out.print("\n[bold]Catalogue chips beside it[/bold]")
        table = Table(box=None, pad_edge=False, header_style="bold")
        for name in ("chip", "answer", "decode", "prefill", "of best"):
            table.add_column(
                name, overflow="fold", justify="left" if name in ("chip", "answer") else "right"
            )
        allowed = [each for each in found.products if each.allowed and each.decode is not None][:6]
        for product in dict.fromkeys((*allowed, *beside)):
            share = "–" if product.value is None else f"{product.value / found.best.value:.0%}"
            table.add_row(
                shown(product.item),
                shown(product.answer),
                f"{product.decode:,.0f}",
                f"{product.prefill:,.0f}",
                share,
            )
        out.print(table)
    counts = found.walked.counts
    out.print(
        f"[dim]{counts['looked_at']:,} points and {found.refined.boxes:,} boxes in {found.seconds:.1f} s ({found.designs_per_s / 1e6:.2f} M/s); {counts['buildable']:,} can be built, "
        f"{counts['allowed']:,} may ship; the law was asked {found.cells_asked} times. A model of public figures (docs/design-search.md), not legal advice.[/dim]"
    )


def _few(designs: tuple[Design, ...], most: int) -> list[Design]:
    if len(designs) <= most:
        return list(designs)
    return [designs[round(place * (len(designs) - 1) / (most - 1))] for place in range(most)]


def _cells(each: Design) -> tuple[str, ...]:
    return (
        f"{each.tpp:,}",
        f"{each.performance_density:.4g}",
        f"{each.area_mm2:,.0f}",
        str(each.dies),
        str(each.sram_mb),
        str(each.stacks),
        str(each.dram_gb),
        f"{each.dram_gb_per_s:,}",
        str(each.link_gb_per_s),
        f"{each.clock_percent}%",
        f"{each.power_w:.0f}",
        f"{each.cost_usd:,.0f}",
        f"{each.decode:,.0f}",
        f"{each.prefill:,.0f}",
        f"{each.value:,.4g}",
    )
