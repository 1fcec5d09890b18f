"""`ecluse law` and what stands under it.

Belongs here: which commands stand under it. Does not: what they do (law, law_check,
law_coverage, law_seal).
Always true: the modules of `check`, `coverage` and `seal` are imported only when they are run.
"""

from __future__ import annotations

from cyclopts import App

from ecluse.cli.law import law

group = App(
    name="law",
    help=(
        "What is in force on a day, one provision's history, what is judged, a check or a seal of "
        "all data files."
    ),
    result_action="return_value",
)
group.default(law)
group.command("ecluse.cli.law_check:law_check", name="check")
group.command("ecluse.cli.law_coverage:law_coverage", name="coverage")
group.command("ecluse.cli.law_seal:law_seal", name="seal")
