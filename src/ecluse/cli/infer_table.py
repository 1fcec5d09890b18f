"""What a chip does for a language model, on the terminal.

Belongs here: the table and the lines under it. Does not: working anything out (inference).
Always true: every word comes from a key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from ecluse.cli.columns import headed
from ecluse.cli.screen import console
from ecluse.words.say import has_words, number, say

if TYPE_CHECKING:
    from ecluse.inference.comparison import Comparison
    from ecluse.inference.serve import InferAnswer, InferResult, PhaseResult

_PARTS = 6  # operators shown of each phase
_NARROW = 0.005  # of the rate: a range that is narrower is not shown
_COLUMNS = ("phase", "rate", "in all", "pass", "energy", "cost", "bound by")
_COMPARED = (
    *("chip", "layout"),
    *("batch", "prefill", "decode", "ttft", "tpot", "joule", "ratio"),
)


def print_result(found: InferAnswer, lang: str) -> None:
    """Print one answer."""
    out = console()
    out.write_line(_head(found, lang), "bold")
    out.print(_table(found, lang))
    out.write_line(_rates(found, lang))
    out.write_line(_memory(found, lang))
    for name, phase in found.phases.items():
        words = say(f"phase.{name}", lang)
        text = say("serving.parts", lang, phase=words, parts=_parts(phase, lang))
        out.write_line(text, "dim")
    if found.price_usd is not None:
        out.write_line(say("serving.price", lang, number(found.price_usd, lang, 0)), "dim")
    if found.assumed:
        out.write_line(say("serving.assumed", lang, ", ".join(found.assumed)), "yellow")
    if found.emulated:
        out.write_line(found.emulated, "yellow")


def _head(found: InferResult, lang: str) -> str:
    asked = {key: getattr(found, key) for key in ("model", "count", "chip", "layout", "precision")}
    two = found.overlap == "two_batch"
    return say(
        "serving.head",
        lang,
        overlap=say("serving.overlap" if two else "serving.no overlap", lang),
        input=found.input_tokens,
        output=found.output_tokens,
        **asked,
    )


def _table(found: InferResult, lang: str) -> Table:
    phase, *numbers, bound = (say(f"serving_column.{key}", lang) for key in _COLUMNS)
    table = headed([phase], numbers, [bound])
    for name, told in found.phases.items():
        table.add_row(
            say(f"phase.{name}", lang),
            _rate(told, lang),
            number(told.tokens_per_s, lang, 0),
            f"{number(told.pass_s * 1e3, lang, 1)} ms",
            _figure(told.joule_per_token, lang),
            _figure(told.usd_per_million_tokens, lang),
            _bound(told.bound, lang),
        )
    return table


def _rate(phase: PhaseResult, lang: str) -> str:
    low, high = phase.low_tokens_per_s_per_chip, phase.high_tokens_per_s_per_chip
    rate = number(phase.tokens_per_s_per_chip, lang, 0)
    if high - low < _NARROW * phase.tokens_per_s_per_chip:
        return rate
    return f"{rate} ({number(low, lang, 0)}–{number(high, lang, 0)})"


def _figure(value: float | None, lang: str) -> str:
    return "–" if value is None else number(float(f"{value:.3g}"), lang)


def _rates(found: InferResult, lang: str) -> str:
    first, later = "", ""
    if found.ttft_s is not None:
        first = say("serving.first token", lang, number(found.ttft_s * 1e3, lang, 0))
    if found.tpot_s is not None:
        ms = number(found.tpot_s * 1e3, lang, 1)
        later = say("serving.per token", lang, ms=ms, batch=found.batch)
    together = say("serving.together", lang, number(found.output_tokens_per_s, lang, 0))
    return f"{first}{later}{together}"


def _memory(found: InferResult, lang: str) -> str:
    memory = found.memory
    return say(
        "serving.memory",
        lang,
        weights=number(memory.weights_gb, lang, 1),
        cache=number(memory.cache_gb, lang, 1),
        working=number(memory.working_gb, lang, 1),
        capacity=number(memory.capacity_gb, lang, 0),
        batch=memory.largest_batch,
    )


def _bound(bound: str, lang: str) -> str:
    return say(f"serving.bound.{bound}", lang)


def _parts(phase: PhaseResult, lang: str) -> str:
    """The operators that take longest, each with its share and what bounds it."""
    told = []
    for part in phase.parts[:_PARTS]:
        key = f"serving.operator.{part.name}"
        name = say(key, lang) if has_words(key) else part.name
        share = number(100 * part.seconds / phase.pass_s, lang, 0)
        told.append(say("serving.part", lang, name, share, _bound(part.bound, lang)))
    return ", ".join(told)


def print_comparison(found: Comparison, lang: str) -> None:
    """Print chips side by side, a row each; a chip that cannot serve the model says why."""
    out = console()
    out.write_line(say("serving.side by side", lang, model=found.model, count=found.count))
    chip, layout, *figures = (say(f"compare_column.{key}", lang) for key in _COMPARED)
    table = headed([chip, layout], figures)
    for row, ratio in zip(found.chips, found.ratios("output"), strict=True):
        result = row.result
        if result is None:
            table.add_row(Text(row.chip), Text(row.reason or ""))
        else:
            table.add_row(Text(row.chip), str(result.layout), *_compared(result, ratio, lang))
    out.print(table)


def _compared(result: InferResult, ratio: float | None, lang: str) -> list[str]:
    from ecluse.inference.comparison import compared_figures

    figures = ((result.batch, 0, 1), *compared_figures(result, ratio))
    return [
        "–" if value is None else number(value * scale, lang, digits)
        for value, digits, scale in figures
    ]
