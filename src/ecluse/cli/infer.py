"""`ecluse infer`: what a chip does for a language model, and why.

Belongs here: its options and their ranges. Does not: the model (inference), or its table
(infer_table).
Always true: a number out of its range is refused before the model runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter

from ecluse.cli import completion
from ecluse.cli.chip import chip_of, model_of
from ecluse.cli.forms import print_data
from ecluse.cli.options import TableOptions, option_group
from ecluse.cli.plot import check_plot
from ecluse.cli.ranges import Batch, Chips, Degree, Dollars, Milliseconds, Network, Tokens
from ecluse.cli.screen import console
from ecluse.errors import InputError
from ecluse.law.data_home import data_folder

if TYPE_CHECKING:
    from ecluse.inference.chip import Chip
    from ecluse.inference.layout import Layout
    from ecluse.inference.pictures import Picture
    from ecluse.inference.serve import InferAnswer


@option_group
class LayoutOptions:
    """How the chips share the model.

    Args:
        layout: The best parallel layout (where nothing is said), or the one given with --tp, --pp,
            --dp and --ep (any of them means given).
        tp: Chips that share each matrix; 1 to 1,000,000.
        ep: Chips over which experts are spread; 1 to 1,000,000.
        dp: Groups that share the requests; 1 to 1,000,000.
        pp: Pipeline stages; 1 to 1,000,000.
    """

    layout: Literal["best", "given"] | None = None
    tp: Degree | None = None
    ep: Degree | None = None
    dp: Degree | None = None
    pp: Degree | None = None

    def chosen(self, count: int) -> Layout | None:
        """The layout that is given; None for the best."""
        from ecluse.inference.layout import Layout

        given = any(each is not None for each in (self.tp, self.pp, self.dp, self.ep))
        if self.layout == "best" and given:
            mend = "leave out --layout best, or --tp, --pp, --dp and --ep"
            raise InputError("a layout that is given is not sought", "--layout", mend)
        if self.layout != "given" and not given:
            return None
        tp, pp = self.tp or 1, self.pp or 1
        return Layout(tp=tp, pp=pp, dp=self.dp or max(1, count // (tp * pp)), ep=self.ep or 1)


@option_group
class LoadOptions:
    """What the chips are to serve, and how fast.

    Args:
        phase: Prefill, decode, or both on the same chips.
        batch: Sequences in flight per group; the largest that fits and meets the targets where left
            out; 1 to 1,000,000.
        ttft: Most milliseconds to the first token of a prompt; 0.001 to 1,000,000,000.
        tpot: Most milliseconds per output token; 0.001 to 1,000,000,000.
        input: Prompt tokens of a request; 1 to 10,000,000.
        output: Output tokens of a request; 1 to 10,000,000.
        precision: Number formats: bf16, fp8, int8, fp4 …
    """

    phase: Literal["prefill", "decode", "both"] = "both"
    batch: Batch | None = None
    ttft: Milliseconds | None = None
    tpot: Milliseconds | None = None
    input: Tokens = 4096
    output: Tokens = 1024
    precision: str = "fp8"

    def draw(
        self,
        picture: Picture,
        chips: Sequence[Chip],
        count: int,
        model: str,
        layout: Layout | None,
        plot: Path | None,
        *,
        batch: int = 64,
        force: bool,
    ) -> None:
        """Draw chips under the load, where that is wanted."""
        if plot is None:
            return
        from ecluse.inference import pictures

        load = pictures.Load(
            model=model_of(model),
            layout=layout,
            precision=self.precision,
            batch=max(1, batch),
            context_tokens=self.input,
            input_tokens=self.input,
        )
        pictures.plot(picture, chips, count, load, plot, force=force)

    def words(self) -> dict[str, Any]:
        """As the library takes them, with times in seconds."""
        return {
            "phase": self.phase,
            "batch": self.batch,
            "ttft_s": None if self.ttft is None else self.ttft / 1e3,
            "tpot_s": None if self.tpot is None else self.tpot / 1e3,
            "input_tokens": self.input,
            "output_tokens": self.output,
            "precision": self.precision,
        }


@option_group
class ChosenOptions:
    """What may be said of the chip instead of what the data say.

    Args:
        serving: The serving engine, whose times between passes are added: tensorrt-llm, vllm-v1,
            sglang …
        price: What one chip costs, in dollars, spread over four years; the youngest printed price
            where there is one; 0.01 to 1,000,000,000.
        network: What one chip can send to other nodes, GB/s, one way; 0 to 100,000.
    """

    serving: str = "tensorrt-llm"
    price: Dollars | None = None
    network: Network | None = None


def infer(
    item: Annotated[str | None, Parameter(completer=completion.items)] = None,
    *,
    model: str | None = None,
    count: Chips = 8,
    load: LoadOptions = LoadOptions(),
    layout: LayoutOptions = LayoutOptions(),
    chosen: ChosenOptions = ChosenOptions(),
    plot: Path | None = None,
    force: bool = False,
    validate: bool = False,
    table: TableOptions = TableOptions(),
) -> None:
    """What a chip does for a language model, and why: rates, latencies, memory, energy, cost, and
    the time of each operator.

    Args:
        item: A catalogue name or alias, or a YAML file with an item's own figures.
        model: A model's name, or a Hugging Face config.json file.
        count: Chips in all; 1 to 1,000,000.
        plot: Draw the operators under the chip's roofs to this file (.svg or .png; needs the extra
            `plot`).
        force: Replace a file that ecluse did not write.
        validate: Print predicted against measured for every published measurement on file, and
            nothing else.
    """
    if validate:
        _validate(table, item or model or plot)
        return
    if item is None or model is None:
        mend = "give ITEM and --model, or --validate alone"
        raise InputError("an item and a model are both needed", "command line", mend)
    check_plot(plot, [("the chip", item), ("the model", model)], force=force)
    chip = chip_of(item, chosen.network)
    found = _answer(chip, count, model, load, layout, chosen)
    load.draw("roofline", [chip], count, model, found.layout, plot, batch=found.batch, force=force)
    if not print_data(found, table, list(found.phases.values())):
        from ecluse.cli.infer_table import print_result

        print_result(found, table.lang)


def _answer(
    chip: Chip,
    count: int,
    model: str,
    load: LoadOptions,
    layout: LayoutOptions,
    chosen: ChosenOptions,
) -> InferAnswer:
    from ecluse.inference import infer as answer
    from ecluse.inference.phase import Calibration
    from ecluse.inference.price import chip_usd
    from ecluse.inference.serving_engine import find_engine

    engine, price = find_engine(chosen.serving, data_folder()), chosen.price
    return answer(
        chip,
        count,
        model_of(model),
        layout=layout.chosen(count),
        price_usd=price if price is not None else chip_usd(chip.name, data_folder()),
        calibration=Calibration(engine=engine),
        **load.words(),
        folder=data_folder(),
    )


def _validate(table: TableOptions, besides: object) -> None:
    """Predicted against measured, for everything on file.

    Raises:
        InputError: Something else is asked for besides.
    """
    if besides is not None:
        mend = "leave out ITEM, --model and --plot, or --validate"
        raise InputError("every measurement on file is looked at", "--validate", mend)
    from ecluse.inference import validation

    report = validation.validate(folder=data_folder())
    if not print_data(report.answer(), table, "rows"):
        console().print(validation.to_text(report, table.lang), markup=False)
