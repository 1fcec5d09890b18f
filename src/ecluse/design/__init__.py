"""The chips that one could build, and the best of them that a law lets through.

Belongs here: a space of designs, what each takes (area, power, cost), which of them a law allows,
and searching it.
Does not: what the law says (law, determine), the time of an operator (inference).
Always true: legality is asked of the one evaluator, cell by cell, never worked out here; a limit
met exactly is met.

numpy is imported only when something here is used; install it with `pip install
"ecluse[inference]"`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ecluse.design.answer import DesignAnswer, best_designs
    from ecluse.design.market import Impact, impact
    from ecluse.design.objective import Task
    from ecluse.design.space import Space

_HOMES = {
    "DesignAnswer": "answer",
    "best_designs": "answer",
    "Impact": "market",
    "impact": "market",
    "Space": "space",
    "Task": "objective",
}
__all__ = ["DesignAnswer", "Impact", "Space", "Task", "best_designs", "impact"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    try:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    except ModuleNotFoundError as error:
        if error.name != "numpy":
            raise
        from ecluse.errors import ModelError

        raise ModelError(
            "numpy is not installed",
            "ecluse design",
            "install it with: pip install 'ecluse[inference]'",
        ) from error
