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

from typing import TYPE_CHECKING

from ecluse.on_demand import on_demand

if TYPE_CHECKING:
    from ecluse.design.answer import DesignAnswer, best_designs, case_of
    from ecluse.design.objective import Task, task
    from ecluse.design.report import DesignReport, report
    from ecluse.design.space import Space, space_of

_HOMES = {
    "DesignAnswer": "answer",
    "DesignReport": "report",
    "Space": "space",
    "Task": "objective",
    "best_designs": "answer",
    "case_of": "answer",
    "report": "report",
    "space_of": "space",
    "task": "objective",
}
__all__ = [
    "DesignAnswer",
    "DesignReport",
    "Space",
    "Task",
    "best_designs",
    "case_of",
    "report",
    "space_of",
    "task",
]
__getattr__ = on_demand(__name__, _HOMES)
