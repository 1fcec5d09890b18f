"""`ecluse scenario` and what stands under it.

Belongs here: which commands stand under it. Does not: what they do (scenario_check).
Always true: a command's module is imported only when that command is run.
"""

from __future__ import annotations

from cyclopts import App

group = App(
    name="scenario",
    help="What a scenario file supposes, and what it touches.",
    result_action="return_value",
)
group.command("ecluse.cli.scenario_check:scenario_check", name="check")
