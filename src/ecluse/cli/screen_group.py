"""`ecluse screen` and what stands under it.

Belongs here: which commands stand under it. Does not: what they do.
Always true: a command's module is imported only when that command is run, but for the one that
needs no name.
"""

from __future__ import annotations

from cyclopts import App

from ecluse.cli.screen_party import screen_party

group = App(
    name="screen",
    help="Is a party on a list, since when, and with which requirement?",
    result_action="return_value",
)
group.default(screen_party)
group.command("ecluse.cli.screen_update:screen_update", name="update")
group.command("ecluse.cli.screen_delta:screen_delta", name="delta")
