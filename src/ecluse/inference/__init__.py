"""What a chip does for language models: prefill and decode rates, latencies, memory, and why.

Belongs here: turning a chip, a model and a layout into operators and times, and checking that
against measurements.
Does not: what a law says of the chip, or where a chip's figures come from.
Always true: where nobody gives a figure, the answer is a range or a refusal, never a silent
default; nothing here was fitted to a measurement taken on an H20, an Ascend or an AMD chip.

numpy is imported only when something here is used; install it with `pip install
"ecluse[inference]"`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ecluse.on_demand import on_demand

if TYPE_CHECKING:
    from ecluse.inference.chip import Chip, ChipArrays
    from ecluse.inference.comparison import Comparison, compare
    from ecluse.inference.from_item import chip_from_item, find_chip
    from ecluse.inference.layout import Layout
    from ecluse.inference.llm import Llm, find_llm, llms
    from ecluse.inference.serve import InferAnswer, InferResult, infer
    from ecluse.inference.validation import ValidationReport, validate

_HOMES = {
    "Chip": "chip",
    "ChipArrays": "chip",
    "chip_from_item": "from_item",
    "find_chip": "from_item",
    "Comparison": "comparison",
    "compare": "comparison",
    "InferAnswer": "serve",
    "InferResult": "serve",
    "infer": "serve",
    "Layout": "layout",
    "Llm": "llm",
    "find_llm": "llm",
    "llms": "llm",
    "ValidationReport": "validation",
    "validate": "validation",
}
__all__ = [
    "Chip",
    "ChipArrays",
    "Comparison",
    "InferAnswer",
    "InferResult",
    "Layout",
    "Llm",
    "ValidationReport",
    "chip_from_item",
    "compare",
    "find_chip",
    "find_llm",
    "infer",
    "llms",
    "validate",
]
__getattr__ = on_demand(__name__, _HOMES)
