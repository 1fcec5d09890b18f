"""Pictures: operators under a chip's roofs, and throughput against latency.

Belongs here: drawing to SVG or PNG with matplotlib, an extra. Does not: any number.
Always true: nothing is shown on a screen; the file named is written whole or not at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ecluse.errors import ModelError
from ecluse.inference.chip import Chip, stack
from ecluse.inference.layout import Layout, check_layout, find_precision
from ecluse.inference.llm import Llm, find_llm
from ecluse.inference.memory import fit
from ecluse.inference.phase import decode_time
from ecluse.inference.roofline import roofline
from ecluse.inference.workload import decode, prefill
from ecluse.outputs.picture import save_picture

_KINDS = (".svg", ".png", ".pdf")
NAMED = 3  # operators of each phase that are named, the longest


def plot_roofline(
    chips: Sequence[Chip],
    model: str | Path | Llm,
    file: str | Path,
    *,
    layout: Layout | None = None,
    precision: str = "fp8",
    batch: int = 64,
    context_tokens: int = 4096,
    forward_tokens: int = 8192,
    force: bool = False,
) -> Path:
    """Draw the roofs of each chip with the operators of a prefill pass (filled) and a decode step
    (hollow) under them.

    Args:
        force: Replace a file that ecluse did not write.

    Raises:
        ModelError: matplotlib is missing, or the file is not SVG, PNG or PDF.
        InputError: There is a file that ecluse did not write.
    """
    plt = _matplotlib(file)
    figure, axes = plt.subplots(figsize=(8, 5))
    _roofs(axes, chips, model, layout, precision, batch, context_tokens, forward_tokens)
    return _save(plt, figure, file, force=force)


def plot_throughput_latency(
    chips: Sequence[Chip],
    count: int,
    model: str | Path | Llm,
    file: str | Path,
    *,
    layout: Layout | None = None,
    precision: str = "fp8",
    input_tokens: int = 4096,
    output_tokens: int = 1024,
    force: bool = False,
) -> Path:
    """Draw output tokens per second and chip against the time of one token, as the batch grows to
    the largest that fits.

    Raises:
        ModelError: matplotlib is missing, the file is not SVG, PNG or PDF, or a chip cannot hold
            the model.
    """
    plt = _matplotlib(file)
    figure, axes = plt.subplots(figsize=(8, 5))
    _rates(axes, chips, count, model, layout, precision, input_tokens, output_tokens)
    return _save(plt, figure, file, force=force)


def plot_both(
    chips: Sequence[Chip],
    count: int,
    model: str | Path | Llm,
    file: str | Path,
    *,
    layout: Layout | None = None,
    precision: str = "fp8",
    input_tokens: int = 4096,
    output_tokens: int = 1024,
    force: bool = False,
) -> Path:
    """Both pictures side by side, in one layout.

    Raises:
        ModelError: As the two others.
    """
    plt = _matplotlib(file)
    layout = layout or Layout(tp=count)
    figure, (left, right) = plt.subplots(1, 2, figsize=(14, 5.5))
    _roofs(left, chips, model, layout, precision, 64, input_tokens, 8192)
    _rates(right, chips, count, model, layout, precision, input_tokens, output_tokens)
    return _save(plt, figure, file, force=force)


def _roofs(
    axes: Any,
    chips: Sequence[Chip],
    model: str | Path | Llm,
    layout: Layout | None,
    precision: str,
    batch: int,
    context_tokens: int,
    forward_tokens: int,
) -> None:
    llm, formats, layout = find_llm(model), find_precision(precision), layout or Layout()
    check_layout(layout, llm)
    passes = {
        "prefill": prefill(
            llm,
            layout,
            formats,
            tokens=forward_tokens,
            input_tokens=min(forward_tokens, context_tokens),
        ),
        "decode": decode(llm, layout, formats, batch=batch, context_tokens=context_tokens),
    }
    reach = np.logspace(0, 4.2, 200)
    named: list[tuple[float, str]] = []
    for index, chip in enumerate(chips):
        color = f"C{index}"
        for phase, workload in passes.items():
            lines = roofline(chip, workload)
            if phase == "prefill":
                roof = np.minimum(lines.peak_ops_per_s, reach * lines.dram_bytes_per_s) / 1e12
                axes.plot(reach, roof, color=color, label=f"{chip.name} ({lines.bits} bits)")
            shown = [point for point in lines.points if point.seconds > 0]
            sizes = [
                20 + 400 * point.seconds / sum(each.seconds for each in shown) for point in shown
            ]
            face = color if phase == "prefill" else "none"
            axes.scatter(
                [p.ops_per_byte for p in shown],
                [p.ops_per_s / 1e12 for p in shown],
                s=sizes,
                edgecolors=color,
                facecolors=face,
                alpha=0.7,
            )
            if index == 0:  # the operators lie at the same intensity on every chip: named once
                longest = sorted(shown, key=lambda p: -p.seconds)[:NAMED]
                named += [(point.ops_per_byte, f"{point.name} ({phase})") for point in longest]
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
    axes.set(
        xscale="log",
        yscale="log",
        xlabel="operations per byte",
        ylabel="tera-operations per second and chip",
    )
    axes.set_title(f"{llm.llm}: filled prefill, hollow decode; area is time")
    axes.legend(loc="upper left")
    axes.grid(visible=True, which="both", alpha=0.2)


def _gathered(named: list[tuple[float, str]]) -> list[tuple[float, str]]:
    """Names that lie so near that they would cover one another, on one line."""
    lines: list[tuple[float, str]] = []
    for place, text in sorted(named):
        if lines and place < 1.25 * lines[-1][0]:
            lines[-1] = (lines[-1][0], f"{lines[-1][1]}, {text}")
        else:
            lines.append((place, text))
    return lines


def _rates(
    axes: Any,
    chips: Sequence[Chip],
    count: int,
    model: str | Path | Llm,
    layout: Layout | None,
    precision: str,
    input_tokens: int,
    output_tokens: int,
) -> None:
    llm, formats = find_llm(model), find_precision(precision)
    layout = layout or Layout(tp=count)
    check_layout(layout, llm, count)
    for chip in chips:
        memory = fit(
            chip,
            llm,
            layout,
            formats,
            batch=None,
            tokens=input_tokens + output_tokens,
            pass_tokens=8192,
        )
        batches = sorted(
            {
                *np.unique(np.geomspace(1, memory.largest_batch, 40).astype(int)).tolist(),
                memory.largest_batch,
            }
        )
        columns = stack([chip])
        steps = [
            float(
                decode_time(
                    columns,
                    llm,
                    layout,
                    formats,
                    batch=each,
                    context_tokens=input_tokens + output_tokens / 2,
                ).total_s[0]
            )
            for each in batches
        ]
        rates = [
            each / layout.tp / layout.pp / step for each, step in zip(batches, steps, strict=True)
        ]
        axes.plot([step * 1e3 for step in steps], rates, marker=".", label=chip.name)
    axes.set(
        xlabel="milliseconds per output token",
        ylabel="output tokens per second and chip",
        title=f"{llm.llm} on {count} chips, {layout}, {precision}",
    )
    axes.legend()
    axes.grid(visible=True, alpha=0.2)


def _matplotlib(file: str | Path) -> Any:
    if Path(file).suffix.lower() not in _KINDS:
        raise ModelError(
            f"cannot draw to '{file}'", "--plot", f"name a file that ends in {', '.join(_KINDS)}"
        )
    try:
        import matplotlib as mpl
    except ModuleNotFoundError as error:
        raise ModelError(
            "matplotlib is not installed",
            "--plot",
            "install it with: pip install 'ecluse[inference]'",
        ) from error
    mpl.use("Agg")
    from matplotlib import pyplot as plt

    plt.rcParams["text.parse_math"] = False  # a name with a $ is no formula
    plt.rcParams["svg.hashsalt"] = "ecluse"
    return plt


def _save(plt: Any, figure: Any, file: str | Path, *, force: bool) -> Path:
    path = Path(file)
    figure.tight_layout()
    save_picture(figure, path, force=force)
    plt.close(figure)
    return path
