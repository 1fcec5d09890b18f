"""`ecluse compare`: chips side by side on one model."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from ecluse.answers.plain import plain
from ecluse.cli.infer import chip_of, model_of
from ecluse.cli.plot import check_plot
from ecluse.cli.ranges import Batch, Chips, Degree, Milliseconds, Tokens
from ecluse.cli.session import console, data_folder, print_json
from ecluse.errors import InputError


def compare(
    *chips: str,
    model: str,
    count: Chips = 8,
    phase: Literal["prefill", "decode", "both"] = "both",
    batch: Batch | None = None,
    ttft: Milliseconds | None = None,
    tpot: Milliseconds | None = None,
    input: Tokens = 4096,
    output: Tokens = 1024,
    precision: str = "fp8",
    tp: Degree | None = None,
    plot: Path | None = None,
    force: bool = False,
    picture: Literal["both", "roofline", "latency"] = "both",
    json: bool = False,
) -> None:
    """Chips side by side on one model, with ratios to the first.

    Args:
        chips: Catalogue names or aliases, or YAML files with an item's own figures; two or more.
        model: A model's name, or a Hugging Face config.json file.
        count: Chips of each kind; 1 to 1,000,000.
        phase: Prefill, decode, or both on the same chips.
        batch: Sequences in flight per group; for each chip the largest that fits and meets the
            targets where left out; 1 to 1,000,000.
        ttft: Most milliseconds to the first token of a prompt; 0.001 to 1,000,000,000.
        tpot: Most milliseconds per output token; 0.001 to 1,000,000,000.
        input: Prompt tokens of a request; 1 to 10,000,000.
        output: Output tokens of a request; 1 to 10,000,000.
        precision: Number formats: bf16, fp8, int8, fp4 …
        tp: Chips that share each matrix, the rest being groups; the best layout for each chip where
            left out; 1 to 1,000,000.
        plot: Draw a picture to this file (.svg or .png; needs the extra `plot`).
        force: Replace a file that ecluse did not write.
        picture: Operators under the roofs, throughput against latency, or both side by side.
        json: Print JSON.
    """
    if len(chips) < 2:
        raise InputError(
            "compare needs two chips or more",
            "command line",
            'name them: ecluse compare H20 H100 --model "Llama-3.1-70B"',
        )
    check_plot(plot, [("the model", model), *(("a chip", each) for each in chips)], force=force)
    from ecluse.inference import compare as side_by_side
    from ecluse.inference.layout import Layout

    made = [chip_of(each) for each in chips]
    if tp is not None and (tp < 1 or count % tp):
        raise InputError(
            f"--tp {tp} does not divide --count {count}", "command line", "choose a divisor"
        )
    layout = None if tp is None else Layout(tp=tp, dp=count // tp)
    found = side_by_side(
        made,
        model_of(model),
        count=count,
        folder=data_folder(),
        phase=phase,
        batch=batch,
        ttft_s=None if ttft is None else ttft / 1e3,
        tpot_s=None if tpot is None else tpot / 1e3,
        input_tokens=input,
        output_tokens=output,
        precision=precision,
        layout=layout,
    )
    if plot is not None:
        from ecluse.inference.pictures import plot_both, plot_roofline, plot_throughput_latency

        if picture == "both":
            plot_both(
                made,
                count,
                model_of(model),
                plot,
                layout=layout,
                precision=precision,
                input_tokens=input,
                output_tokens=output,
                force=force,
            )
        elif picture == "roofline":
            plot_roofline(
                made,
                model_of(model),
                plot,
                layout=layout,
                precision=precision,
                context_tokens=input,
                force=force,
            )
        else:
            plot_throughput_latency(
                made,
                count,
                model_of(model),
                plot,
                layout=layout,
                precision=precision,
                input_tokens=input,
                output_tokens=output,
                force=force,
            )
    print_json(plain(found)) if json else console().print(str(found), soft_wrap=True, markup=False)
