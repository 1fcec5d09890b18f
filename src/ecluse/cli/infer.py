"""`ecluse infer`: what a chip does for a language model, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ecluse.answers.plain import plain
from ecluse.cli.plot import check_plot
from ecluse.cli.ranges import Batch, Chips, Degree, Dollars, Milliseconds, Network, Tokens
from ecluse.cli.screen import shown
from ecluse.cli.session import console, data_folder, item_of, library, print_json
from ecluse.errors import InputError

if TYPE_CHECKING:
    from ecluse.inference.llm import Llm
    from ecluse.inference.serve import InferResult, PhaseResult


def infer(
    *,
    chip: str | None = None,
    count: Chips = 8,
    model: str | None = None,
    phase: Literal["prefill", "decode", "both"] = "both",
    batch: Batch | None = None,
    ttft: Milliseconds | None = None,
    tpot: Milliseconds | None = None,
    input: Tokens = 4096,
    output: Tokens = 1024,
    precision: str = "fp8",
    engine: str = "tensorrt-llm",
    layout: Literal["best", "given"] = "best",
    tp: Degree | None = None,
    ep: Degree | None = None,
    dp: Degree | None = None,
    pp: Degree | None = None,
    price: Dollars | None = None,
    network: Network | None = None,
    plot: Path | None = None,
    force: bool = False,
    validate: bool = False,
    json: bool = False,
) -> None:
    """What a chip does for a language model, and why: rates, latencies, memory, energy, cost, and
    the time of each operator.

    Args:
        chip: A catalogue name or alias, or a YAML file with an item's own figures.
        count: Chips in all; 1 to 1,000,000.
        model: A model's name, or a Hugging Face config.json file.
        phase: Prefill, decode, or both on the same chips.
        batch: Sequences in flight per group; the largest that fits and meets the targets where left
            out; 1 to 1,000,000.
        ttft: Most milliseconds to the first token of a prompt; 0.001 to 1,000,000,000.
        tpot: Most milliseconds per output token; 0.001 to 1,000,000,000.
        input: Prompt tokens of a request; 1 to 10,000,000.
        output: Output tokens of a request; 1 to 10,000,000.
        precision: Number formats: bf16, fp8, int8, fp4 …
        engine: The serving engine, whose times between passes are added: tensorrt-llm, vllm-v1,
            sglang …
        layout: The best parallel layout, or the one given with --tp, --pp, --dp and --ep (any of
            them means given).
        tp: Chips that share each matrix; 1 to 1,000,000.
        ep: Chips over which experts are spread; 1 to 1,000,000.
        dp: Groups that share the requests; 1 to 1,000,000.
        pp: Pipeline stages; 1 to 1,000,000.
        price: What one chip costs, in dollars, spread over four years; the youngest printed price
            where there is one; 0.01 to 1,000,000,000.
        network: What one chip can send to other nodes, GB/s, one way; 0 to 100,000.
        plot: Draw the operators under the chip's roofs to this file (.svg or .png; needs the extra
            `plot`).
        force: Replace a file that ecluse did not write.
        validate: Print predicted against measured for every published measurement on file, and
            nothing else.
        json: Print JSON.
    """
    if validate:
        _validate(json)
        return
    if chip is None or model is None:
        raise InputError(
            "--chip and --model are both needed", "command line", "give them, or --validate alone"
        )
    check_plot(plot, [("the chip", chip), ("the model", model)], force=force)
    from ecluse.inference import infer as answer
    from ecluse.inference.layout import Layout
    from ecluse.inference.phase import Calibration
    from ecluse.inference.price import chip_usd
    from ecluse.inference.serving_engine import find_engine

    made = chip_of(chip, network)
    degrees = {"tp": tp, "pp": pp, "dp": dp, "ep": ep}
    for name, degree in degrees.items():
        if degree is not None and degree < 1:
            raise InputError(f"--{name} is {degree}", "command line", "give a whole number from 1")
    fixed = layout == "given" or any(each is not None for each in degrees.values())
    chosen = (
        Layout(
            tp=tp or 1, pp=pp or 1, dp=dp or max(1, count // ((tp or 1) * (pp or 1))), ep=ep or 1
        )
        if fixed
        else None
    )
    usd = price if price is not None else chip_usd(made.name, data_folder())
    found = answer(
        made,
        count,
        model_of(model),
        phase=phase,
        batch=batch,
        ttft_s=None if ttft is None else ttft / 1e3,
        tpot_s=None if tpot is None else tpot / 1e3,
        input_tokens=input,
        output_tokens=output,
        precision=precision,
        layout=chosen,
        price_usd=usd,
        calibration=Calibration(engine=find_engine(engine, data_folder())),
    )
    if plot is not None:
        from ecluse.inference.pictures import plot_roofline

        plot_roofline(
            [made],
            model_of(model),
            plot,
            layout=found.layout,
            precision=precision,
            batch=max(1, found.batch),
            context_tokens=input,
            force=force,
        )
    print_json(plain(found)) if json else _print(found, usd)


def chip_of(text: str, network: float | None = None) -> Any:
    """A chip of the catalogue, or of a user's file."""
    from ecluse.inference.from_item import chip_from_item

    books = library()
    more = {} if network is None else {"network_gb_per_s": network}
    return chip_from_item(item_of(text, books), books.catalogue, folder=data_folder(), **more)


def model_of(text: str) -> Llm:
    """The model of the data folder that has this name, or that of a file; a name may hold a slash
    (deepseek-ai/…).
    """
    from ecluse.inference.llm import find_llm

    is_file = text.casefold().endswith((".json", ".yaml", ".yml"))
    return find_llm(Path(text) if is_file else text, data_folder())


def _validate(json: bool) -> None:
    from ecluse.inference import validation

    report = validation.validate(folder=data_folder())
    if json:
        print_json(plain(report.answer()))
    else:
        console().print(validation.to_text(report), soft_wrap=True, markup=False)


def _print(r: InferResult, usd: float | None) -> None:
    from rich.table import Table

    out = console()
    shared = "two batches overlap" if r.overlap == "two_batch" else "nothing overlaps"
    out.print(
        f"[bold]{shown(r.model)} on {r.count} x {shown(r.chip)}[/bold]: {r.layout}, {shown(r.precision)}, {shared}, {r.input_tokens} in, {r.output_tokens} out"
    )
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in (
        "phase",
        "tokens/s a chip",
        "in all",
        "pass",
        "J/token",
        "USD/M tokens",
        "bound by",
    ):
        table.add_column(name, justify="left" if name in ("phase", "bound by") else "right")
    for name, one in (("prefill", r.prefill), ("decode", r.decode)):
        if one is not None:
            table.add_row(
                name,
                _rate(one),
                f"{one.tokens_per_s:,.0f}",
                f"{one.pass_s * 1e3:,.1f} ms",
                _figure(one.joule_per_token),
                _figure(one.usd_per_million_tokens),
                one.bound,
            )
    out.print(table)
    first = "" if r.ttft_s is None else f"first token after {r.ttft_s * 1e3:,.0f} ms; "
    later = (
        ""
        if r.tpot_s is None
        else f"{r.tpot_s * 1e3:,.1f} ms per output token at a batch of {r.batch} a group; "
    )
    out.print(
        f"{first}{later}{r.output_tokens_per_s:,.0f} output tokens/s in all, both phases together"
    )
    m = r.memory
    out.print(
        f"memory of a chip: weights {m.weights_gb:.1f} GB, cache {m.cache_gb:.1f}, working {m.working_gb:.1f}, of {m.capacity_gb:.0f}; a batch of {m.largest_batch} fits"
    )
    for name, one in (("prefill", r.prefill), ("decode", r.decode)):
        if one is not None:
            parts = ", ".join(
                f"{part.name} {part.seconds / one.pass_s:.0%} ({part.bound})"
                for part in one.parts[:6]
            )
            out.print(f"[dim]{name}: {parts}[/dim]")
    if usd is not None:
        out.print(
            f"[dim]cost at {usd:,.0f} USD a chip over four years, without hosts, power or network[/dim]"
        )
    if r.assumed:
        out.print(f"[yellow]assumed, hence the range: {shown(', '.join(r.assumed))}[/yellow]")
    if r.emulated:
        out.print(f"[yellow]{shown(r.emulated)}[/yellow]")


def _rate(one: PhaseResult) -> str:
    low, high = one.low_tokens_per_s_per_chip, one.high_tokens_per_s_per_chip
    spread = "" if high - low < 0.005 * one.tokens_per_s_per_chip else f" ({low:,.0f}–{high:,.0f})"
    return f"{one.tokens_per_s_per_chip:,.0f}{spread}"


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:,.3g}"
