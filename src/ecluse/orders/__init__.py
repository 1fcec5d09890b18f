"""Whole order books of any form, answered line by line; `answer` is the public function."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ecluse.orders.answer_table import AnsweredTable, answer
    from ecluse.orders.tally import BookReport

__all__ = ["AnsweredTable", "BookReport", "answer"]
_PLACES = {
    "AnsweredTable": "ecluse.orders.answer_table",
    "BookReport": "ecluse.orders.tally",
    "answer": "ecluse.orders.answer_table",
}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module 'ecluse.orders' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module(_PLACES[name]), name)
