"""Chips side by side on one model, with ratios to the first.

Belongs here: asking the same question of several chips, and what a table of them shows. Does not:
the answers (serve.py), the table of the terminal (cli), pictures (pictures.py).
Always true: a chip that cannot answer stays in the table with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from ecluse.answers.copied import copied
from ecluse.errors import EcluseError
from ecluse.inference.chip import Chip
from ecluse.inference.data_files import DATA
from ecluse.inference.llm import Llm, find_llm
from ecluse.inference.serve import InferResult, infer
from ecluse.words.figures import fixed
from ecluse.words.say import say

# Of each figure of the table its decimals, and by what it is multiplied.
_SHOWN = {
    "prefill": (0, 1.0),
    "decode": (0, 1.0),
    "ttft": (0, 1e3),
    "tpot": (1, 1e3),
    "joule": (2, 1.0),
    "output": (2, 1.0),
}
_HEADED = {"output": "ratio"}  # a figure's heading where that is not its name
FIGURES = ("output", "prefill", "decode", "ttft", "tpot", "joule", "cost")


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedChip:
    """One chip: its result, or the reason why there is none.

    Args:
        chip: Its name.
        reason: Why there is no result; null where there is one.
        result: The rates and why; null where `reason` says why there are none.
        ratios: Each figure over that of the first chip that has it; above 1 is more.
    """

    chip: str
    reason: str | None
    result: InferResult | None
    ratios: Mapping[str, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Results of several chips for one question.

    Args:
        model: The language model's name.
        count: Chips of each kind.
        chips: In the order in which they were asked for.
    """

    SCHEMA: ClassVar[str] = "ecluse.chip-comparison/1"
    model: str
    count: int
    chips: tuple[ComparedChip, ...]

    def ratios(self, figure: str) -> tuple[float | None, ...]:
        """One figure of each chip over that of the first chip that has it.

        Args:
            figure: output, prefill, decode, ttft, tpot, joule or cost.
        """
        return tuple(chip.ratios[figure] for chip in self.chips)

    def __str__(self) -> str:
        return _as_text(self)


def figures_of(result: InferResult) -> dict[str, float | None]:
    """What is compared, by name; of a phase that was not asked for, nothing."""
    prefill, decode = result.prefill, result.decode
    return {
        "output": result.output_tokens_per_s_per_chip,
        "prefill": None if prefill is None else prefill.tokens_per_s_per_chip,
        "decode": None if decode is None else decode.tokens_per_s_per_chip,
        "ttft": result.ttft_s,
        "tpot": result.tpot_s,
        "joule": None if decode is None else decode.joule_per_token,
        "cost": None if decode is None else decode.usd_per_million_tokens,
    }


def compared_figures(
    result: InferResult, ratio: float | None
) -> Iterator[tuple[float | None, int, float]]:
    """The figures of a row of the table, each with its decimals and what it is multiplied by."""
    figures = figures_of(result) | {"output": ratio}
    for name, (digits, scale) in _SHOWN.items():
        yield figures[name], digits, scale


def _as_text(comparison: Comparison) -> str:
    """The comparison as a table of plain text."""
    title = say("serving.side by side", "en", model=comparison.model, count=comparison.count)
    keys = ("chip", "layout", "batch", *_SHOWN)
    rows = [[say(f"compare_column.{_HEADED.get(key, key)}", "en") for key in keys]]
    rows += map(_cells, comparison.chips)
    whole = [row for row in rows if len(row) == len(keys)]
    first = max(len(row[0]) for row in rows)
    widths = [max(map(len, column)) for column in zip(*(row[1:] for row in whole), strict=True)]
    lines = (
        "  ".join((row[0].ljust(first), *map(str.rjust, row[1:], widths))).rstrip() for row in rows
    )
    return "\n".join((title, *lines))


def _cells(chip: ComparedChip) -> list[str]:
    """A row of the table; the reason alone where a chip has no result."""
    result = chip.result
    if result is None:
        return [chip.chip, chip.reason or ""]
    figures = (
        "–" if value is None else fixed(value * scale, digits, "en")
        for value, digits, scale in compared_figures(result, chip.ratios["output"])
    )
    return [chip.chip, str(result.layout), str(result.batch), *figures]


def compare(
    chips: Sequence[Chip],
    model: str | Path | Llm,
    *,
    count: int = 8,
    folder: Path = DATA,
    **question: Any,
) -> Comparison:
    """Ask `infer` the same question of each chip.

    Args:
        folder: The data folder whose models and serving engines count.
        question: The other arguments of `infer`.

    Raises:
        UnknownNameError: No model is called that.
    """
    llm = find_llm(model, folder)
    answered = [_ask(chip, count, llm, {**question, "folder": folder}) for chip in chips]
    found = [{} if result is None else figures_of(result) for result, _ in answered]
    ratios = {figure: _ratios([each.get(figure) for each in found]) for figure in FIGURES}
    compared = (
        ComparedChip(
            chip=chip.name,
            reason=reason,
            result=result,
            ratios={figure: values[place] for figure, values in ratios.items()},
        )
        for place, (chip, (result, reason)) in enumerate(zip(chips, answered, strict=True))
    )
    return Comparison(model=llm.llm, count=count, chips=tuple(compared))


def _ask(
    chip: Chip, count: int, llm: Llm, question: Mapping[str, Any]
) -> tuple[InferResult | None, str | None]:
    """A chip's result, or the reason why there is none."""
    try:
        answer = infer(chip, count, llm, **question)
    except EcluseError as error:
        return None, str(error)
    return copied(InferResult, answer), None


def _ratios(values: Sequence[float | None]) -> list[float | None]:
    """Each value over the first that there is."""
    base = next((value for value in values if value is not None), None)
    return [None if value is None or not base else value / base for value in values]
