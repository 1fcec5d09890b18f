"""Chips side by side on one model, with ratios to the first.

Belongs here: asking the same question of several chips, and the table. Does not: the answers
(serve.py), pictures (pictures.py).
Always true: a chip that cannot answer stays in the table with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ecluse.errors import EcluseError
from ecluse.inference.chip import Chip
from ecluse.inference.llm import Llm, find_llm
from ecluse.inference.serve import InferResult, infer


@dataclass(frozen=True, slots=True)
class ComparedChip:
    """One chip: its answer, or why there is none."""

    chip: str
    result: InferResult | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Answers of several chips to one question; ratios are to the first chip that has one."""

    model: str
    count: int
    rows: tuple[ComparedChip, ...]

    def ratios(self, figure: str) -> tuple[float | None, ...]:
        """`figure` of each chip over the first chip's: prefill, decode, output, ttft, tpot, joule
        or cost; above 1 is more.
        """
        values = [None if row.result is None else _FIGURES[figure](row.result) for row in self.rows]
        base = next((value for value in values if value is not None), None)
        return tuple(None if value is None or not base else value / base for value in values)

    def to_dict(self) -> dict[str, Any]:
        """As JSON."""
        ratios = {name: self.ratios(name) for name in _FIGURES}
        return {
            "model": self.model,
            "count": self.count,
            "chips": [
                {
                    "chip": row.chip,
                    "reason": row.reason,
                    "result": None if row.result is None else row.result.to_dict(),
                    "ratios": {name: values[index] for name, values in ratios.items()},
                }
                for index, row in enumerate(self.rows)
            ],
        }

    def __str__(self) -> str:
        head = f"{'':28}{'layout':>14}{'batch':>7}{'prefill/s/chip':>16}{'decode/s/chip':>15}{'TTFT ms':>9}{'TPOT ms':>9}{'J/token':>9}{'output x':>10}"
        lines = [f"{self.model} on {self.count} chips", head]
        for row, ratio in zip(self.rows, self.ratios("output"), strict=True):
            r = row.result
            if r is None:
                lines.append(f"{row.chip:28}  {row.reason}")
                continue
            lines.append(
                f"{row.chip:28}{r.layout!s:>14}{r.batch:>7}{_number(_prefill(r)):>16}{_number(_decode(r)):>15}{_number(r.ttft_s, scale=1e3):>9}"
                f"{_number(r.tpot_s, 1, scale=1e3):>9}{_number(_joule(r), 2):>9}{_number(ratio, 2):>10}"
            )
        return "\n".join(lines)


def _prefill(r: InferResult) -> float | None:
    return None if r.prefill is None else r.prefill.tokens_per_s_per_chip


def _decode(r: InferResult) -> float | None:
    return None if r.decode is None else r.decode.tokens_per_s_per_chip


def _joule(r: InferResult) -> float | None:
    return None if r.decode is None else r.decode.joule_per_token


def _cost(r: InferResult) -> float | None:
    return None if r.decode is None else r.decode.usd_per_million_tokens


_FIGURES: Mapping[str, Callable[[InferResult], float | None]] = {
    "output": lambda r: r.output_tokens_per_s_per_chip,
    "prefill": _prefill,
    "decode": _decode,
    "ttft": lambda r: r.ttft_s,
    "tpot": lambda r: r.tpot_s,
    "joule": _joule,
    "cost": _cost,
}


def compare(
    chips: Sequence[Chip], model: str | Path | Llm, *, count: int = 8, **question: Any
) -> Comparison:
    """Ask `infer` the same question of each chip; `question` holds its other arguments.

    Raises:
        UnknownNameError: No model is called that.
    """
    llm = find_llm(model)
    rows = []
    for chip in chips:
        try:
            rows.append(ComparedChip(chip.name, infer(chip, count, llm, **question), None))
        except EcluseError as error:
            rows.append(ComparedChip(chip.name, None, str(error)))
    return Comparison(llm.llm, count, tuple(rows))


def _number(value: float | None, digits: int = 0, *, scale: float = 1.0) -> str:
    return "–" if value is None else f"{value * scale:,.{digits}f}"
