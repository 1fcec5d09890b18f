"""What differs between two laws: provisions, answers over the catalogue, lines of an order book.

Belongs here: comparing a day, a scenario or a release with another, and naming what each change
came by. Does not: answering (determine, orders).
Always true: every answer is the engine's own; a named cause is one without which the answer goes
back.

>>> from ecluse.compare import compare
>>> compare("2025-04-08", "2025-04-09", to="Germany").changed
0
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ecluse.on_demand import on_demand

if TYPE_CHECKING:
    from ecluse.compare.answer import BookDiff, Diff, ScenarioCheck
    from ecluse.compare.ask import compare
    from ecluse.compare.release import since_release
    from ecluse.compare.scenario_check import check_scenario

_HOMES = {
    "BookDiff": "answer",
    "Diff": "answer",
    "ScenarioCheck": "answer",
    "check_scenario": "scenario_check",
    "compare": "ask",
    "since_release": "release",
}
__all__ = ["BookDiff", "Diff", "ScenarioCheck", "check_scenario", "compare", "since_release"]
__getattr__ = on_demand(__name__, _HOMES)
