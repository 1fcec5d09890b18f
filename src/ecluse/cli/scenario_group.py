"""`ecluse scenario` and what stands under it."""

from __future__ import annotations

from cyclopts import App

group = App(
    name="scenario",
    help="What a scenario file supposes, and what it touches.",
    result_action="return_value",
)
group.command("ecluse.cli.scenario_check:scenario_check", name="check")
