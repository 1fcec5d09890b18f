"""`ecluse data` and what stands under it.

Belongs here: which commands stand under it. Does not: what they do (data).
Always true: a command's module is imported only when that command is run.
"""

from __future__ import annotations

from cyclopts import App

group = App(
    name="data",
    help="Newer data for an installed copy: install an archive, show which data answer, go back.",
    result_action="return_value",
)
for name in ("install", "show", "rollback"):
    group.command(f"ecluse.cli.data:{name}", name=name)
