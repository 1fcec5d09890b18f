"""Pictures: operators under a chip's roofs, and throughput against latency.

Belongs here: drawing to SVG or PNG with matplotlib, an extra. Does not: any number.
Always true: nothing is shown on a screen; the file named is written whole or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np

from ecluse.inference.chip import Chip, stack
from ecluse.inference.data_files import DATA
from ecluse.inference.layout import Layout, check_layout, find_precision
from ecluse.inference.llm import Llm, find_llm
from ecluse.inference.memory import fit
from ecluse.inference.phase import Calibration, ModelRun
from ecluse.inference.roofline import Point, roofline
from ecluse.inference.serving_engine import find_engine
from ecluse.inference.workload import Workload, decode, prefill
from ecluse.outputs.check import check_picture
from ecluse.outputs.picture import pyplot, save_picture
from ecluse.words.say import say

Picture = Literal["both", "roofline", "latency"]
NAMED = 3  # operators of each phase that are named, the longest
FORWARD_TOKENS = 8192  # prompt tokens of a pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What the chips of a picture are asked to do.

    Args:
        layout: One chip for the roofs, tensor parallelism over all for the rates, where left out.
        batch: Sequences of the decode step under the roofs.
        context_tokens: Tokens that each of these sequences holds, and the length of a prompt.
        input_tokens: Prompt tokens of a request, for the rates.
        lang: The language of titles and axes.
    """

    model: str | Path | Llm
    layout: Layout | None = None
    precision: str = "fp8"
    batch: int = 64
    context_tokens: int = 4096
    input_tokens: int = 4096
    output_tokens: int = 1024
    lang: str = "en"
    folder: Path = DATA

    @property
    def llm(self) -> Llm:
        """The model, found."""
        return find_llm(self.model, self.folder)


def plot(
    picture: Picture,
    chips: Sequence[Chip],
    count: int,
    load: Load,
    file: Path,
    *,
    force: bool = False,
) -> None:
    """Draw chips under a load.

    `roofline` shows the roofs of each chip with the operators of its passes under them: those of a
    prefill pass filled, those of a decode step hollow. `latency` shows output tokens per second and
    chip against the time of one token, as the batch grows to the largest that fits. `both` shows
    them side by side, in one layout.

    Args:
        count: Chips of each kind, for the rates.
        force: Replace a file that ecluse did not write.

    Raises:
        ModelError: A chip cannot hold the model.
        InputError: matplotlib is missing, the file has no form of a picture, or ecluse did not
            write it.
    """
    check_picture(file)
    plt = pyplot()
    if picture == "both":
        layout = load.layout or Layout(tp=count)
        load = replace(load, layout=layout, context_tokens=load.input_tokens)
        figure, (left, right) = plt.subplots(1, 2, figsize=(14, 5.5))
    else:
        figure, left = plt.subplots(figsize=(8, 5))
        right = left
    if picture != "latency":
        _roofs(left, chips, load)
    if picture != "roofline":
        _rates(right, chips, count, load)
    figure.tight_layout()
    save_picture(figure, file, force=force)


def _roofs(axes: Any, chips: Sequence[Chip], load: Load) -> None:
    passes = _passes(load)
    named: list[tuple[float, str]] = []
    for index, chip in enumerate(chips):
        for phase, workload in passes.items():
            shown = _under_roofs(axes, chip, f"C{index}", phase, workload, load.lang)
            if index == 0:  # the operators lie at the same intensity on every chip: named once
                longest = sorted(shown, key=lambda point: -point.seconds)[:NAMED]
                phase_name = say(f"inference.phase {phase}", load.lang)
                named += [(point.ops_per_byte, f"{point.name} ({phase_name})") for point in longest]
    _name_operators(axes, named)
    axes.set(
        xscale="log",
        yscale="log",
        xlabel=say("inference.roofline x", load.lang),
        ylabel=say("inference.roofline y", load.lang),
    )
    axes.set_title(say("inference.roofline title", load.lang, model=load.llm.llm))
    axes.legend(loc="upper left")
    axes.grid(visible=True, which="both", alpha=0.2)


def _passes(load: Load) -> Mapping[str, Workload]:
    llm, formats, layout = load.llm, find_precision(load.precision), load.layout or Layout()
    check_layout(layout, llm)
    prompt = min(FORWARD_TOKENS, load.context_tokens)
    return {
        "prefill": prefill(llm, layout, formats, tokens=FORWARD_TOKENS, input_tokens=prompt),
        "decode": decode(
            llm, layout, formats, batch=load.batch, context_tokens=load.context_tokens
        ),
    }


def _under_roofs(
    axes: Any, chip: Chip, color: str, phase: str, workload: Workload, lang: str
) -> list[Point]:
    """The roofs of a chip, once, and the operators of one pass under them."""
    lines = roofline(chip, workload)
    if phase == "prefill":
        reach = np.logspace(0, 4.2, 200)
        roof = np.minimum(lines.peak_ops_per_s, reach * lines.dram_bytes_per_s) / 1e12
        label = say("inference.roofline chip", lang, chip=chip.name, bits=lines.bits)
        axes.plot(reach, roof, color=color, label=label)
    shown = [point for point in lines.points if point.seconds > 0]
    whole = sum(point.seconds for point in shown)
    axes.scatter(
        [point.ops_per_byte for point in shown],
        [point.ops_per_s / 1e12 for point in shown],
        s=[20 + 400 * point.seconds / whole for point in shown],
        edgecolors=color,
        facecolors=color if phase == "prefill" else "none",
        alpha=0.7,
    )
    return shown


def _name_operators(axes: Any, named: list[tuple[float, str]]) -> None:
    for place, text in _gathered(named):
        axes.axvline(place, color="0.8", linewidth=0.8, zorder=0)
        axes.text(
            place,
            0.02,
            text,
            transform=axes.get_xaxis_transform(),
            rotation=90,
            fontsize=7,
            color="0.3",
            ha="right",
            va="bottom",
        )


def _gathered(named: list[tuple[float, str]]) -> list[tuple[float, str]]:
    """Names that lie so near that they would cover one another, on one line."""
    lines: list[tuple[float, str]] = []
    for place, text in sorted(named):
        if lines and place < 1.25 * lines[-1][0]:
            lines[-1] = (lines[-1][0], f"{lines[-1][1]}, {text}")
        else:
            lines.append((place, text))
    return lines


def _rates(axes: Any, chips: Sequence[Chip], count: int, load: Load) -> None:
    layout = load.layout or Layout(tp=count)
    check_layout(layout, load.llm, count)
    for chip in chips:
        curve = list(_curve(chip, layout, load))
        axes.plot(
            [step_s * 1e3 for step_s, _ in curve],
            [rate for _, rate in curve],
            marker=".",
            label=chip.name,
        )
    words = {"model": load.llm.llm, "layout": layout, "precision": load.precision}
    axes.set(
        xlabel=say("inference.rates x", load.lang),
        ylabel=say("inference.rates y", load.lang),
        title=say("inference.rates title", load.lang, count=count, **words),
    )
    axes.legend()
    axes.grid(visible=True, alpha=0.2)


def _curve(chip: Chip, layout: Layout, load: Load) -> Iterator[tuple[float, float]]:
    """Seconds of a step, and output tokens per second and chip, as the batch grows."""
    llm, formats = load.llm, find_precision(load.precision)
    tokens = load.input_tokens + load.output_tokens
    memory = fit(chip, llm, layout, formats, batch=None, tokens=tokens, pass_tokens=FORWARD_TOKENS)
    most = memory.largest_batch
    run = ModelRun(
        chips=stack([chip]),
        llm=llm,
        layout=layout,
        precision=formats,
        calibration=Calibration(engine=find_engine(folder=load.folder)),
    )
    for batch in sorted({*np.geomspace(1, most, 40).astype(int).tolist(), most}):
        step_s = run.decode(batch, load.input_tokens + load.output_tokens / 2).seconds
        yield step_s, batch / layout.tp / layout.pp / step_s
